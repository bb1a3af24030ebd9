// SPDX-License-Identifier: GPL-3.0-or-later
// A proxy on a loopback port, on a thread of its own. It speaks HTTP (requests handed on, and tunnels) and SOCKS 5, as
// whoever connects begins; whatever name it is asked for, it goes to this machine at the port that was asked for. Or it
// is one of those that do not work.
#pragma once

#include "engine/threads/handover.h"

#include <QByteArray>
#include <QMutex>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>

namespace latchkey::tests {

class FakeProxy
{
public:
    enum class Manner : quint8 {
        Works,
        HangsUp,       ///< as soon as somebody connects
        Mute,          ///< takes the connection and never says anything
        Forbids,       ///< answers that it will not
        WantsPassword, ///< that nobody gives
    };
    explicit FakeProxy(Manner manner = Manner::Works);
    ~FakeProxy();

    QNetworkProxy http() const { return {QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), m_port}; }
    QNetworkProxy socks() const { return {QNetworkProxy::Socks5Proxy, QStringLiteral("127.0.0.1"), m_port}; }
    /// What it was asked to reach: "name:port".
    QByteArrayList asked() const;
    int accepted() const { return m_accepted; }
    int open() const { return m_open; }

private:
    void take(QTcpSocket *client);
    void readFrom(QTcpSocket *client, QByteArray &begun);
    bool beginTunnel(QTcpSocket *client, QByteArray &begun);
    bool handOn(QTcpSocket *client, QByteArray &begun);
    bool greetSocks(QTcpSocket *client, QByteArray &begun);
    void join(QTcpSocket *client, const QByteArray &host, quint16 port, const QByteArray &hello,
              const QByteArray &rest);
    QByteArray refusal() const;

    const Manner m_manner;
    QThread m_thread;
    threads::Desk *m_place = nullptr; ///< lives on the thread
    quint16 m_port = 0;
    mutable QMutex m_mutex; ///< guards the one below
    QByteArrayList m_asked;
    std::atomic<int> m_accepted = 0; ///< these are written by the proxy's thread
    std::atomic<int> m_open = 0;
};

} // namespace latchkey::tests
