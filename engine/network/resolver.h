// SPDX-License-Identifier: GPL-3.0-or-later
// Which way a host is reached: the system's proxies for it, and the addresses of its name. Both questions may block, so
// they are asked on a few threads of their own; equal questions that are asked at once are one. What is found here is
// what is connected to: nobody asks a second time.
#pragma once

#include "engine/capability/url.h"

#include <QList>
#include <QNetworkProxy>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace latchkey::network {

/// All addresses of a host name in the order to try them; none: not found. May block; called on any thread.
using LookUp = std::function<std::vector<std::string>(const std::string &host)>;
/// The proxies for a URL, of which the first is used; none: a direct connection. May block; called on any thread.
using FindProxies = std::function<QList<QNetworkProxy>(const QUrl &url)>;

std::vector<std::string> systemLookUp(const std::string &host);
QList<QNetworkProxy> systemProxies(const QUrl &url);

struct Route {
    QList<QNetworkProxy> proxies; ///< empty: direct
    std::vector<std::string> addresses;
    bool isByName = false; ///< the proxy is told the name and looks it up itself
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

private:
    struct Asker {
        QPointer<QObject> context;
        std::function<void(const Route &)> found;
    };
    void answer(const std::string &key, const Route &route);

    LookUp m_lookUp = systemLookUp;
    FindProxies m_findProxies = systemProxies;
    std::map<std::string, std::vector<Asker>> m_open; ///< by question
    std::unique_ptr<QThreadPool> m_pool;
};

} // namespace latchkey::network
