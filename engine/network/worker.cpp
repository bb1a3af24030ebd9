// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/worker.h"

#include "engine/network/exchange.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxyFactory>

#include <algorithm>

namespace latchkey::network {

namespace {

/// The proxies that an exchange found for the name it was asked for; the manager sees only an address. The number of
/// the exchange is the fragment of its URL, which is never sent.
class RouteProxies : public QNetworkProxyFactory
{
public:
    explicit RouteProxies(const Worker &worker)
        : m_worker(worker)
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const Exchange *exchange = m_worker.find(query.url().fragment().toULongLong());
        if (!exchange || exchange->proxies().isEmpty()) return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return exchange->proxies();
    }

private:
    const Worker &m_worker;
};

/// Keeps nothing.
class NoCookies : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

} // namespace

Worker::Worker(Executor files)
    : m_files(std::move(files))
    , m_resolver(new Resolver)
{
    m_resolver->setParent(this); // moves to the thread with its parent
}

Worker::~Worker()
{
    while (!m_exchanges.empty()) {
        Exchange *exchange = m_exchanges.begin()->second;
        exchange->order()->session->m_lane->waiting.clear();
        drop(exchange);
    }
}

QNetworkAccessManager &Worker::manager()
{
    if (m_manager) return *m_manager;
    m_manager = new QNetworkAccessManager(this);
    m_manager->setCookieJar(new NoCookies(m_manager));
    m_manager->setProxyFactory(new RouteProxies(*this)); // the manager owns it
    m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    return *m_manager;
}

void Worker::add(const OrderPtr &order)
{
    Lane &lane = *order->session->m_lane;
    lane.waiting.push_back(order);
    beginWaiting(lane);
}

void Worker::beginWaiting(Lane &lane)
{
    while (lane.active.size() < Session::kAtOnce && !lane.waiting.empty()) {
        const OrderPtr order = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        begin(order);
    }
}

void Worker::begin(const OrderPtr &order)
{
    auto *exchange = new Exchange(*this, order);
    exchange->setParent(this);
    m_exchanges.emplace(exchange->number(), exchange);
    order->session->m_lane->active.push_back(exchange);
    exchange->begin();
}

void Worker::finished(Exchange *exchange)
{
    const SessionPtr session = exchange->order()->session;
    drop(exchange);
    beginWaiting(*session->m_lane);
}

void Worker::drop(Exchange *exchange)
{
    std::erase(exchange->order()->session->m_lane->active, exchange);
    m_exchanges.erase(exchange->number());
    exchange->giveUp();
    exchange->deleteLater(); // it may be on the stack
}

void Worker::cancel(Session &session, uint64_t ticket)
{
    Lane &lane = *session.m_lane;
    std::erase_if(lane.waiting, [ticket](const OrderPtr &order) { return order->ticket == ticket; });
    const auto it =
        std::ranges::find(lane.active, ticket, [](const Exchange *exchange) { return exchange->order()->ticket; });
    if (it != lane.active.end()) drop(*it);
    beginWaiting(lane);
}

void Worker::cancelAll(Session &session)
{
    Lane &lane = *session.m_lane;
    lane.waiting.clear();
    while (!lane.active.empty()) drop(lane.active.back());
}

Exchange *Worker::find(quint64 number) const
{
    const auto it = m_exchanges.find(number);
    return it == m_exchanges.end() ? nullptr : it->second;
}

} // namespace latchkey::network
