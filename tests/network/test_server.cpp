// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/network/test_server.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace latchkey::tests {

using namespace Qt::StringLiterals;

QByteArray Seen::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

int Seen::count(const QByteArray &name) const
{
    int found = 0;
    for (const QByteArray &line : head.split('\n'))
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            found += line.first(colon).compare(name, Qt::CaseInsensitive) == 0 ? 1 : 0;
    return found;
}

TestServer::TestServer(const QSslConfiguration &tls)
    : m_isTls(!tls.isNull())
{
    m_place = new threads::Desk;
    m_place->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_place, &QObject::deleteLater);
    m_thread.start();
    inThread([this, tls] {
        if (m_isTls) {
            auto *server = new QSslServer(m_place);
            server->setSslConfiguration(tls);
            m_server = server;
        } else {
            m_server = new QTcpServer(m_place);
        }
        m_server->setListenBacklogSize(2000);
        m_server->setMaxPendingConnections(5000);
        if (!m_server->listen(QHostAddress::LocalHost)) qFatal("the test server can not listen");
        m_port = m_server->serverPort();
        QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_place, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection()) serve(socket);
        });
    });
}

TestServer::~TestServer()
{
    inThread([this] { qDeleteAll(QObjectList(m_place->children())); }); // sockets, too, that tell of it
    m_thread.quit();
    m_thread.wait();
}

QString TestServer::base() const
{
    return u"%1://127.0.0.1:%2"_s.arg(m_isTls ? u"https"_s : u"http"_s).arg(m_port);
}

void TestServer::inThread(const std::function<void()> &work)
{
    threads::postAndWait(m_place, work);
}

void TestServer::dropAll()
{
    inThread([this] {
        for (QTcpSocket *socket : QList(m_sockets)) socket->abort();
    });
}

void TestServer::sayToAll(const QByteArray &bytes)
{
    inThread([this, bytes] {
        for (QTcpSocket *socket : std::as_const(m_sockets)) socket->write(bytes);
    });
}

void TestServer::on(const QByteArray &path, Handler handler)
{
    const QMutexLocker lock(&m_mutex);
    m_handlers[path] = std::move(handler);
}

void TestServer::reply(const QByteArray &path, const QByteArray &bytes)
{
    on(path, [bytes](QTcpSocket &socket, const Seen &) { socket.write(bytes); });
}

QByteArray TestServer::response(const QByteArray &body, const QByteArray &status, const QByteArray &headers)
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

QList<Seen> TestServer::seen() const
{
    const QMutexLocker lock(&m_mutex);
    return m_seen;
}

QByteArrayList TestServer::targets() const
{
    QByteArrayList targets;
    for (const Seen &request : seen()) targets.append(request.target);
    return targets;
}

void TestServer::forget()
{
    const QMutexLocker lock(&m_mutex);
    m_seen.clear();
    m_accepted = 0;
}

void TestServer::serve(QTcpSocket *socket)
{
    ++m_accepted;
    ++m_open;
    m_sockets.append(socket);
    const auto buffer = std::make_shared<QByteArray>();
    QObject::connect(socket, &QTcpSocket::readyRead, m_place, [this, socket, buffer] { readFrom(*socket, *buffer); });
    QObject::connect(socket, &QTcpSocket::disconnected, m_place, [this, socket] {
        --m_open;
        m_sockets.removeOne(socket);
        socket->deleteLater();
    });
    readFrom(*socket, *buffer);
}

void TestServer::readFrom(QTcpSocket &socket, QByteArray &buffer)
{
    const bool isStuck = !m_stuckPath.isEmpty() && buffer.contains(' ' + m_stuckPath + ' ');
    const QByteArray part = isStuck ? QByteArray() : socket.readAll();
    m_bytesRead += part.size();
    buffer += part;
    for (;;) {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0) return;
        Seen request;
        request.head = buffer.first(end);
        const QByteArrayList words = request.head.first(request.head.indexOf('\r')).split(' ');
        request.method = words.value(0);
        request.target = words.value(1);
        const qsizetype length = request.header("Content-Length").toLongLong();
        const bool staysStuck = request.target == m_stuckPath;
        if (staysStuck) {
            socket.setReadBufferSize(1);
            const QMutexLocker lock(&m_mutex);
            if (m_seen.isEmpty()) m_seen.append(request);
            return;
        }
        if (buffer.size() < end + 4 + length) return;
        request.body = buffer.sliced(end + 4, length);
        buffer.remove(0, end + 4 + length);
        Handler handler;
        {
            const QMutexLocker lock(&m_mutex);
            m_seen.append(request);
            handler = m_handlers.value(request.target.split('?').first());
        }
        if (handler) handler(socket, request);
        else socket.write(response("nothing here", "404 Not Found"));
    }
}

// ---- a certificate ----------------------------------------------------------------------------------------------

namespace {

QByteArray pemOf(const std::function<void(BIO *)> &write)
{
    BIO *memory = BIO_new(BIO_s_mem());
    write(memory);
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    const QByteArray pem(data, size);
    BIO_free(memory);
    return pem;
}

} // namespace

QSslConfiguration selfSigned(const QByteArray &name)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(2048));
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME *subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(name.constData()),
                               -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    for (const auto &[id, value] : {std::pair(NID_subject_alt_name, QByteArray("DNS:" + name)),
                                    std::pair(NID_basic_constraints, QByteArray("critical,CA:TRUE"))}) {
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(certificate, key, EVP_sha256());
    const QByteArray keyText =
        pemOf([key](BIO *out) { PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
    const QByteArray certificateText = pemOf([certificate](BIO *out) { PEM_write_bio_X509(out, certificate); });
    X509_free(certificate);
    EVP_PKEY_free(key);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(certificateText));
    configuration.setPrivateKey(QSslKey(keyText, QSsl::Rsa));
    return configuration;
}

} // namespace latchkey::tests
