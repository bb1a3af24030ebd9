// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/resolver.h"

#include <QFuture>
#include <QHostInfo>
#include <QPromise>

namespace latchkey::network {

using namespace Qt::StringLiterals;
using capability::Url;

namespace {

/// A name server that hangs holds these and no others; more would only ask it more often.
constexpr int kThreads = 3;
constexpr int kIdleMilliseconds = 2000;
/// How long the end of an engine waits for a name server.
constexpr int kPatienceMilliseconds = 200;

QUrl urlOf(const Url &url)
{
    return QUrl(QString::fromStdString(url.resource()));
}

/// The first of a list is the one to use; it may say that none is.
QList<QNetworkProxy> usableProxies(QList<QNetworkProxy> proxies)
{
    if (proxies.isEmpty()) return proxies;
    QNetworkProxy first = proxies.first();
    if (first.type() == QNetworkProxy::HttpCachingProxy) first.setType(QNetworkProxy::HttpProxy);
    const bool isOne = first.type() == QNetworkProxy::HttpProxy || first.type() == QNetworkProxy::Socks5Proxy;
    return isOne ? QList{first} : QList<QNetworkProxy>();
}

Route findRoute(const Url &url, bool mayUseName, const LookUp &lookUp, const FindProxies &findProxies)
{
    Route route;
    if (!capability::isLocalName(url.host))
        route.proxies = usableProxies(findProxies(urlOf(url))); // it would mean the proxy's machine
    if (capability::isAddress(url.host)) {
        route.addresses = {url.host};
        return route;
    }
    route.isByName = mayUseName && !route.proxies.isEmpty();
    if (!route.isByName) route.addresses = lookUp(url.host);
    return route;
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
        found({{}, {url.host}, false});
        return;
    }
    const std::string key = url.scheme + " " + url.host + " " + std::to_string(url.port) + (mayUseName ? " named" : "");
    std::vector<Asker> &askers = m_open[key];
    askers.push_back({context, std::move(found)});
    if (askers.size() > 1) return;
    QPromise<Route> promise;
    promise.start();
    promise.future().then(this, [this, key](const Route &route) { answer(key, route); });
    m_pool->start(
        [promise = std::move(promise), url, mayUseName, lookUp = m_lookUp, proxies = m_findProxies]() mutable {
            promise.addResult(findRoute(url, mayUseName, lookUp, proxies));
            promise.finish();
        });
}

void Resolver::answer(const std::string &key, const Route &route)
{
    const auto open = m_open.extract(key);
    if (open.empty()) return;
    for (const Asker &asker : open.mapped())
        if (asker.context) asker.found(route);
}

} // namespace latchkey::network
