// SPDX-License-Identifier: GPL-3.0-or-later
// Which ways lead to a host: the system's proxies for it, and the addresses of its name. Both questions may block, so
// they are asked on a few threads of their own; equal questions that are asked at once are one. What is found here is
// what is connected to: nobody asks a second time. A proxy that was seen not to work is tried last for a while.
#pragma once

#include "engine/capability/url.h"

#include <QList>
#include <QNetworkProxy>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace latchkey::network {

/// All addresses of a host name in the order to try them; none: not found. May block; called on any thread.
using LookUp = std::function<std::vector<std::string>(const std::string &host)>;
/// The ways to a URL in the order to try them, where NoProxy is a direct connection; none: directly. May block; called
/// on any thread.
using FindProxies = std::function<QList<QNetworkProxy>(const QUrl &url)>;

std::vector<std::string> systemLookUp(const std::string &host);
QList<QNetworkProxy> systemProxies(const QUrl &url);

/// More ways than anybody has proxies; what a list says beyond is not tried.
inline constexpr qsizetype kMostWays = 8;

struct Route {
    QList<QNetworkProxy> ways; ///< in the order to try them; never empty
    /// Of the name. Not looked up, so empty, when a proxy that is told the name comes first: then `lookUp` is for those
    /// who have to go on without it.
    std::vector<std::string> addresses;
    bool isLookedUp = false; ///< `addresses` is all there is
};

/// Lives on the network thread, where its answers arrive.
class Resolver : public QObject
{
public:
    Resolver();
    ~Resolver() override;

    void setLookUp(LookUp lookUp) { m_lookUp = std::move(lookUp); }
    void setFindProxies(FindProxies find) { m_findProxies = std::move(find); }

    /// `mayUseName`: the name itself was granted, so that behind a proxy its addresses do not matter. Nothing is called
    /// when `context` is gone. May answer at once.
    void find(const capability::Url &url, bool mayUseName, QObject *context, std::function<void(const Route &)> found);
    /// The addresses alone; the route that is given has no ways.
    void lookUp(const std::string &host, QObject *context, std::function<void(const Route &)> found);

    /// What was seen of a proxy.
    void noteFailed(const QNetworkProxy &proxy);
    void noteWorks(const QNetworkProxy &proxy);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Asker {
        QPointer<QObject> context;
        std::function<void(const Route &)> found;
    };
    void ask(const std::string &key, Asker asker, std::function<Route()> question);
    void answer(const std::string &key, Route route);
    void putRestingLast(QList<QNetworkProxy> &ways);

    LookUp m_lookUp = systemLookUp;
    FindProxies m_findProxies = systemProxies;
    std::map<std::string, std::vector<Asker>> m_open; ///< by question
    std::map<std::string, Time> m_resting;            ///< proxies that failed, and until when they come last
    std::unique_ptr<QThreadPool> m_pool;
};

} // namespace latchkey::network
