// SPDX-License-Identifier: GPL-3.0-or-later
// A socket to one place, used by one exchange at a time and kept a while for the next. A place is an address that was
// checked, never a name that somebody else would look up, except behind a proxy that is told a granted name.
#pragma once

#include <QNetworkProxy>
#include <QSslSocket>
#include <QTimer>

#include <string>

namespace latchkey::network {

struct Place {
    bool isTls = false;
    std::string host; ///< an address, or a name that the proxy looks up
    int port = 0;
    std::string tlsName; ///< whom the certificate must be for
    QNetworkProxy proxy{QNetworkProxy::NoProxy};

    /// Plain requests are handed to an HTTP proxy as they are, without a tunnel.
    bool isForwarded() const;
    std::string key() const;
};

class Connection : public QObject
{
public:
    /// Whoever uses a connection. None of these is called after it was let go.
    class User
    {
    public:
        virtual void connected() = 0;
        virtual void readable() = 0;
        virtual void written() = 0;
        virtual void lost(std::string why) = 0; ///< what is left to read has been announced before

    protected:
        ~User() = default;
    };

    explicit Connection(Place place);
    ~Connection() override;

    void open();
    const Place &place() const { return m_place; }
    QSslSocket &socket() { return m_socket; }
    bool isReady() const { return m_isReady; }
    /// Somebody answered there: what fails from then on is not the way.
    bool isReached() const { return m_isReached; }
    /// The proxy itself is what failed, and not what is behind it.
    bool isProxyAtFault() const { return m_isProxyAtFault; }
    /// Was used before: the server may have grown tired of it at any moment.
    bool isUsed() const { return m_isUsed; }

    void setUser(User *user);
    /// Nobody uses it for the time being; `gone` is called when it is of no use any more.
    void setIdle(std::function<void()> gone);

private:
    void becameReady();
    void failed(QAbstractSocket::SocketError error);
    std::string faultText(QAbstractSocket::SocketError error) const;

    Place m_place;
    QSslSocket m_socket;
    QTimer m_idleTime;
    User *m_user = nullptr;
    std::function<void()> m_gone;
    std::string m_tlsFault;
    bool m_isReached = false;
    bool m_isProxyAtFault = false;
    bool m_isReady = false;
    bool m_isUsed = false;
};

} // namespace latchkey::network
