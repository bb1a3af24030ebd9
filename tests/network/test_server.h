// SPDX-License-Identifier: GPL-3.0-or-later
// A web server on a loopback port, on a thread of its own, that does what a test tells it to, byte by byte: also what
// no decent server would. What arrived is kept for the test to look at.
#pragma once

#include "engine/threads/handover.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace latchkey::tests {

/// One request as it arrived.
struct Seen {
    QByteArray method;
    QByteArray target;
    QByteArray head; ///< all of it, without the empty line
    QByteArray body;
    QByteArray header(const QByteArray &name) const; ///< in any case; empty when it is missing
    int count(const QByteArray &name) const;
};

class TestServer
{
public:
    /// Called on the server's thread with a socket that may be written to, then and later.
    using Handler = std::function<void(QTcpSocket &, const Seen &)>;

    /// With a TLS configuration it speaks https.
    explicit TestServer(const QSslConfiguration &tls = {});
    ~TestServer();

    quint16 port() const { return m_port; }
    QString base() const; ///< "http://127.0.0.1:4711"

    /// What is done for a path; the target's query does not count.
    void on(const QByteArray &path, Handler handler);
    /// Answers with these bytes.
    void reply(const QByteArray &path, const QByteArray &bytes);
    /// Reads the head of such a request and then nothing more.
    void stopReadingAt(const QByteArray &path) { m_stuckPath = path; }
    /// A whole answer.
    static QByteArray response(const QByteArray &body, const QByteArray &status = "200 OK",
                               const QByteArray &headers = {});

    QList<Seen> seen() const;
    QByteArrayList targets() const;
    void forget();
    int accepted() const { return m_accepted; }
    int open() const { return m_open; }
    qint64 bytesRead() const { return m_bytesRead; }
    void dropAll();
    /// Further bytes for everybody who is connected.
    void sayToAll(const QByteArray &bytes);
    /// Calls on the server's thread and waits.
    void inThread(const std::function<void()> &work);

private:
    class Server;
    void serve(QTcpSocket *socket);
    void readFrom(QTcpSocket &socket, QByteArray &buffer);

    QThread m_thread;
    threads::Desk *m_place = nullptr; ///< lives on the thread
    QTcpServer *m_server = nullptr;
    QList<QTcpSocket *> m_sockets; ///< of the server's thread
    quint16 m_port = 0;
    bool m_isTls = false;
    QByteArray m_stuckPath; ///< set before the first request
    mutable QMutex m_mutex; ///< guards the two below
    QHash<QByteArray, Handler> m_handlers;
    QList<Seen> m_seen;
    std::atomic<int> m_accepted = 0; ///< these are written by the server's thread
    std::atomic<int> m_open = 0;
    std::atomic<qint64> m_bytesRead = 0;
};

/// A certificate for a name, signed by itself, with its key.
QSslConfiguration selfSigned(const QByteArray &name);

} // namespace latchkey::tests
