// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/network/fake_proxy.h"

#include <QUrl>
#include <QtEndian>

#include <memory>

namespace latchkey::tests {

using namespace Qt::StringLiterals;

FakeProxy::FakeProxy(Manner manner)
    : m_manner(manner)
    , m_place(new threads::Desk)
{
    m_place->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_place, &QObject::deleteLater);
    m_thread.start();
    const auto listen = [this] {
        auto *server = new QTcpServer(m_place);
        server->setProxy(QNetworkProxy::NoProxy);
        if (!server->listen(QHostAddress::LocalHost)) qFatal("no port for the proxy");
        m_port = server->serverPort();
        QObject::connect(server, &QTcpServer::newConnection, m_place, [this, server] {
            while (QTcpSocket *client = server->nextPendingConnection()) take(client);
        });
    };
    threads::postAndWait(m_place, listen);
}

FakeProxy::~FakeProxy()
{
    threads::postAndWait(m_place,
                         [this] { qDeleteAll(QObjectList(m_place->children())); }); // sockets, too, that tell of it
    m_thread.quit();
    m_thread.wait();
}

QByteArrayList FakeProxy::asked() const
{
    const QMutexLocker lock(&m_mutex);
    return m_asked;
}

void FakeProxy::take(QTcpSocket *client)
{
    ++m_accepted;
    ++m_open;
    QObject::connect(client, &QTcpSocket::disconnected, m_place, [this, client] {
        --m_open;
        client->deleteLater();
    });
    if (m_manner == Manner::HangsUp) return client->abort();
    if (m_manner == Manner::Mute) return;
    const auto begun = std::make_shared<QByteArray>();
    QObject::connect(client, &QTcpSocket::readyRead, m_place, [this, client, begun] { readFrom(client, *begun); });
    readFrom(client, *begun);
}

void FakeProxy::readFrom(QTcpSocket *client, QByteArray &begun)
{
    begun += client->readAll();
    if (begun.isEmpty()) return;
    if (begun.startsWith('\x05')) {
        while (greetSocks(client, begun)) {
        }
        return;
    }
    if (!begun.contains("\r\n\r\n")) return;
    if (m_manner != Manner::Works) {
        client->write(refusal());
        client->disconnectFromHost();
        return;
    }
    if (!beginTunnel(client, begun)) handOn(client, begun);
}

QByteArray FakeProxy::refusal() const
{
    if (m_manner == Manner::WantsPassword)
        return "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n"
               "Connection: close\r\n\r\n";
    return "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

/// CONNECT name:port HTTP/1.1
bool FakeProxy::beginTunnel(QTcpSocket *client, QByteArray &begun)
{
    if (!begun.startsWith("CONNECT ")) return false;
    const QByteArray target = begun.split(' ').value(1);
    const qsizetype colon = target.lastIndexOf(':');
    const QByteArray rest = begun.sliced(begun.indexOf("\r\n\r\n") + 4);
    join(client, target.first(colon), target.sliced(colon + 1).toUShort(), "HTTP/1.1 200 OK\r\n\r\n", rest);
    return true;
}

/// GET http://name:port/path HTTP/1.1
bool FakeProxy::handOn(QTcpSocket *client, QByteArray &begun)
{
    const QByteArray target = begun.split(' ').value(1);
    const QUrl url = QUrl::fromEncoded(target);
    const QByteArray path = url.path(QUrl::FullyEncoded).toUtf8();
    join(client, url.host().toUtf8(), static_cast<quint16>(url.port(80)), {}, begun.replace(target, path));
    return true;
}

/// The greeting, then the request. True: a step was made.
bool FakeProxy::greetSocks(QTcpSocket *client, QByteArray &begun)
{
    const bool isRequest = begun.size() >= 4 && begun[1] == '\x01' && begun[2] == '\x00' && begun.size() >= 10;
    if (!isRequest) {
        if (begun.size() < 3 || begun.size() < 2 + begun[1]) return false;
        begun.remove(0, 2 + begun[1]);
        client->write(m_manner == Manner::WantsPassword ? QByteArray("\x05\xff", 2) : QByteArray("\x05\x00", 2));
        return !begun.isEmpty();
    }
    if (m_manner == Manner::Forbids) {
        client->write(QByteArray("\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00", 10));
        client->disconnectFromHost();
        return false;
    }
    const bool isName = begun[3] == '\x03';
    const qsizetype length = isName ? begun[4] : 4;
    const qsizetype at = isName ? 5 : 4;
    if (begun.size() < at + length + 2) return false;
    QByteArray host = begun.sliced(at, length);
    if (!isName) host = QHostAddress(qFromBigEndian<quint32>(host.constData())).toString().toUtf8();
    const auto port = qFromBigEndian<quint16>(begun.constData() + at + length);
    join(client, host, port, QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10), begun.sliced(at + length + 2));
    return false;
}

/// From here on what one side says goes to the other.
void FakeProxy::join(QTcpSocket *client, const QByteArray &host, quint16 port, const QByteArray &hello,
                     const QByteArray &rest)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_asked.append(host + ':' + QByteArray::number(port));
    }
    client->disconnect(SIGNAL(readyRead()));
    auto *server = new QTcpSocket(client);
    server->setProxy(QNetworkProxy::NoProxy);
    QObject::connect(server, &QTcpSocket::connected, client, [client, server, hello, rest] {
        client->write(hello);
        server->write(rest);
        const auto fromClient = [client, server] { server->write(client->readAll()); };
        QObject::connect(client, &QTcpSocket::readyRead, server, fromClient);
        fromClient();
    });
    QObject::connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    QObject::connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
    QObject::connect(server, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
    QObject::connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::abort);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

} // namespace latchkey::tests
