// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/connection.h"

#include <QSslConfiguration>
#include <QSslError>

#include <chrono>

namespace latchkey::network {

namespace {

/// What is read ahead of whoever reads; beyond it the server has to wait.
constexpr qint64 kReadAhead = 256 << 10;
/// Servers close idle connections after some five seconds to a minute.
constexpr std::chrono::seconds kIdleTime{15};

std::string hostText(const QNetworkProxy &proxy)
{
    return proxy.hostName().toStdString() + ":" + std::to_string(proxy.port());
}

bool isOfProxy(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return true;
    default:
        return false;
    }
}

} // namespace

bool Place::isForwarded() const
{
    return !isTls && (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy);
}

std::string Place::key() const
{
    std::string key = std::string(isTls ? "tls " : "tcp ") + host + " " + std::to_string(port) + " " + tlsName;
    if (proxy.type() != QNetworkProxy::NoProxy)
        key += " via " + std::to_string(proxy.type()) + " " + hostText(proxy) + " " + proxy.user().toStdString();
    return key;
}

Connection::Connection(Place place)
    : m_place(std::move(place))
    , m_socket(this)
    , m_idleTime(this)
{
    m_idleTime.setSingleShot(true);
    m_idleTime.setInterval(kIdleTime);
    m_socket.setReadBufferSize(kReadAhead);
    connect(&m_idleTime, &QTimer::timeout, this, [this] {
        if (m_gone) m_gone();
    });
    connect(&m_socket, &QSslSocket::connected, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_isReached = true;
        if (!m_place.isTls) becameReady();
    });
    connect(&m_socket, &QSslSocket::encrypted, this, &Connection::becameReady);
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsFault += (m_tlsFault.empty() ? "" : "; ") + error.errorString().toStdString();
    });
    connect(&m_socket, &QSslSocket::readyRead, this, [this] {
        if (m_user) m_user->readable();
        else if (m_gone) m_gone(); // nothing was asked
    });
    connect(&m_socket, &QSslSocket::bytesWritten, this, [this] {
        if (m_user) m_user->written();
    });
    connect(&m_socket, &QSslSocket::errorOccurred, this, &Connection::failed);
}

Connection::~Connection()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void Connection::open()
{
    const QString host = QString::fromStdString(m_place.host);
    const auto port = static_cast<quint16>(m_place.port);
    if (m_place.isForwarded()) {
        m_socket.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        m_socket.connectToHost(m_place.proxy.hostName(), m_place.proxy.port());
        return;
    }
    m_socket.setProxy(m_place.proxy);
    if (!m_place.isTls) {
        m_socket.connectToHost(host, port);
        return;
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setAllowedNextProtocols({"http/1.1"});
    m_socket.setSslConfiguration(tls);
    m_socket.connectToHostEncrypted(host, port, QString::fromStdString(m_place.tlsName));
}

void Connection::setUser(User *user)
{
    m_idleTime.stop();
    m_gone = {};
    m_user = user;
}

void Connection::setIdle(std::function<void()> gone)
{
    m_user = nullptr;
    m_isUsed = true;
    m_gone = std::move(gone);
    m_idleTime.start();
}

void Connection::becameReady()
{
    m_isReady = true;
    if (m_user) m_user->connected();
}

void Connection::failed(QAbstractSocket::SocketError error)
{
    m_isProxyAtFault = !m_isReached && (m_place.isForwarded() || isOfProxy(error));
    if (m_user) m_user->lost(faultText(error));
    else if (m_gone) m_gone();
}

/// Why, in words that do not tell the address.
std::string Connection::faultText(QAbstractSocket::SocketError error) const
{
    const bool isShakingHands = m_place.isTls && !m_isReady;
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return "Connection refused";
    case QAbstractSocket::HostNotFoundError:
        return "Host not found";
    case QAbstractSocket::SocketTimeoutError:
        return "timed out";
    case QAbstractSocket::RemoteHostClosedError:
        return isShakingHands ? "TLS handshake failed: Connection closed" : "Connection closed";
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return "TLS handshake failed: " + (m_tlsFault.empty() ? m_socket.errorString().toStdString() : m_tlsFault);
    default:
        return m_socket.errorString().toStdString();
    }
}

} // namespace latchkey::network
