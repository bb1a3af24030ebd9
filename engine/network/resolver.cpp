// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/resolver.h"

#include "engine/threads/handover.h"

#include <QHostInfo>

#include <algorithm>

namespace latchkey::network {

using namespace Qt::StringLiterals;
using capability::Url;

namespace {

/// A name server that hangs holds these and no others; more would only ask it more often.
constexpr int kThreads = 3;
constexpr int kIdleMilliseconds = 2000;
/// How long the end of an engine waits for a name server.
constexpr int kPatienceMilliseconds = 200;
/// How long a proxy that failed comes after the others.
constexpr std::chrono::seconds kRest{60};

QUrl urlOf(const Url &url)
{
    return QUrl(QString::fromStdString(url.resource()));
}

bool isDirect(const QNetworkProxy &way)
{
    return way.type() == QNetworkProxy::NoProxy;
}

/// Those that a request can go through, each once; directly when the list names none of them.
QList<QNetworkProxy> usableWays(const QList<QNetworkProxy> &proxies)
{
    QList<QNetworkProxy> ways;
    for (QNetworkProxy way : proxies) {
        if (way.type() == QNetworkProxy::HttpCachingProxy) way.setType(QNetworkProxy::HttpProxy);
        const bool isUsable =
            isDirect(way) || way.type() == QNetworkProxy::HttpProxy || way.type() == QNetworkProxy::Socks5Proxy;
        if (isUsable && !ways.contains(way) && ways.size() < kMostWays) ways.append(way);
    }
    if (ways.isEmpty()) ways.append(QNetworkProxy(QNetworkProxy::NoProxy));
    return ways;
}

Route findRoute(const Url &url, bool mayUseName, const LookUp &lookUp, const FindProxies &findProxies)
{
    Route route;
    // On a proxy's machine, a local name would mean that machine.
    if (!capability::isLocalName(url.host)) route.ways = findProxies(urlOf(url));
    route.ways = usableWays(route.ways);
    const bool isAddress = capability::isAddress(url.host);
    route.isLookedUp = isAddress || !mayUseName || isDirect(route.ways.first());
    if (isAddress) route.addresses = {url.host};
    else if (route.isLookedUp) route.addresses = lookUp(url.host);
    return route;
}

std::string keyOf(const QNetworkProxy &proxy)
{
    return proxy.hostName().toStdString() + " " + std::to_string(proxy.port());
}

} // namespace

std::vector<std::string> systemLookUp(const std::string &host)
{
    std::vector<std::string> addresses;
    for (const QHostAddress &address : QHostInfo::fromName(QString::fromStdString(host)).addresses()) {
        QHostAddress plain = address;
        plain.setScopeId({}); // link-local addresses are refused all the same
        addresses.push_back(plain.toString().toStdString());
    }
    return addresses;
}

QList<QNetworkProxy> systemProxies(const QUrl &url)
{
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
}

Resolver::Resolver()
    : m_pool(std::make_unique<QThreadPool>())
{
    m_pool->setMaxThreadCount(kThreads);
    m_pool->setExpiryTimeout(kIdleMilliseconds);
}

Resolver::~Resolver()
{
    m_pool->clear();
    // A look-up that hangs can not be called back: better a lost thread than an end that waits for it.
    if (!m_pool->waitForDone(kPatienceMilliseconds)) static_cast<void>(m_pool.release());
}

void Resolver::find(const Url &url, bool mayUseName, QObject *context, std::function<void(const Route &)> found)
{
    if (capability::isPrivateAddress(url.host)) { // next door: no proxy leads there
        found({{QNetworkProxy(QNetworkProxy::NoProxy)}, {url.host}, true});
        return;
    }
    const std::string key = url.scheme + " " + url.host + " " + std::to_string(url.port) + (mayUseName ? " named" : "");
    ask(key, {context, std::move(found)}, [url, mayUseName, lookUp = m_lookUp, proxies = m_findProxies] {
        return findRoute(url, mayUseName, lookUp, proxies);
    });
}

void Resolver::lookUp(const std::string &host, QObject *context, std::function<void(const Route &)> found)
{
    ask("addresses " + host, {context, std::move(found)},
        [host, lookUp = m_lookUp] { return Route{{}, lookUp(host), true}; });
}

void Resolver::ask(const std::string &key, Asker asker, std::function<Route()> question)
{
    std::vector<Asker> &askers = m_open[key];
    askers.push_back(std::move(asker));
    if (askers.size() > 1) return;
    const auto reply = threads::Reply<Route>::to(this, [this, key](const Route &route) { answer(key, route); });
    threads::startOn(*m_pool, [reply, question = std::move(question)] { reply->give(question()); });
}

void Resolver::answer(const std::string &key, Route route)
{
    const auto open = m_open.extract(key);
    if (open.empty()) return;
    putRestingLast(route.ways);
    for (const Asker &asker : open.mapped())
        if (asker.context) asker.found(route);
}

// ---- proxies that do not work -----------------------------------------------------------------------------------

void Resolver::noteFailed(const QNetworkProxy &proxy)
{
    if (!isDirect(proxy)) m_resting[keyOf(proxy)] = std::chrono::steady_clock::now() + kRest;
}

void Resolver::noteWorks(const QNetworkProxy &proxy)
{
    if (!m_resting.empty()) m_resting.erase(keyOf(proxy));
}

/// Else every request would wait for a proxy that is known to be down.
void Resolver::putRestingLast(QList<QNetworkProxy> &ways)
{
    const Time now = std::chrono::steady_clock::now();
    std::erase_if(m_resting, [now](const auto &entry) { return entry.second <= now; });
    if (m_resting.empty()) return;
    std::ranges::stable_partition(
        ways, [this](const QNetworkProxy &way) { return isDirect(way) || !m_resting.contains(keyOf(way)); });
}

} // namespace latchkey::network
