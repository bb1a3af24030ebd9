// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/exchange.h"

#include "engine/network/redirect.h"
#include "engine/network/upload.h"

#include <QHttp1Configuration>
#include <QHttpHeaders>

#include <algorithm>

namespace latchkey::network {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using capability::Url;
using vm::HttpAnswer;

namespace {

/// What the manager reads ahead, and what is taken from it at once.
constexpr qint64 kReadAhead = 256 << 10;
constexpr qint64 kPart = 64 << 10;
/// Parts taken before other exchanges get their turn.
constexpr int kPartsATurn = 8;
/// Bodies of redirects are read so that the connection can be used again, unless they are long.
constexpr size_t kRedirectBody = 64 << 10;
/// How long one address may take to answer while the name has others.
constexpr milliseconds kPatience{3000};
/// Connections to one place; requests beyond wait in the manager. The most that it can do.
constexpr int kConnectionsAHost = 255;
constexpr double kLongest = 1e6; ///< seconds

bool isSafeToRepeat(std::string_view method)
{
    return method != "POST" && method != "PATCH";
}

bool namesDecodable(std::string_view encodings)
{
    return encodings.contains("gzip") || encodings.contains("deflate") || encodings.contains("br") ||
           encodings.contains('*');
}

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Takes back what a body counts when nobody needs it any more.
struct HeldBody {
    std::string bytes;
    SessionPtr session;
    ~HeldBody() { session->held.fetch_sub(bytes.size(), std::memory_order_relaxed); }
};

bool isHttpStatusError(QNetworkReply::NetworkError error)
{
    const int code = error;
    return (code >= 201 && code < 300 && error != QNetworkReply::ContentReSendError) || code >= 400 ||
           error == QNetworkReply::ProtocolInvalidOperationError;
}

} // namespace

Exchange::Exchange(Worker &worker, OrderPtr order)
    : m_worker(worker)
    , m_order(std::move(order))
    , m_number(worker.nextNumber())
    , m_begun(steady_clock::now())
    , m_deadline(this)
    , m_patience(this)
{
    m_deadline.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(Kind::NetworkError, "timed out"); });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (!m_isSent) tryNextAddress();
    });
}

Exchange::~Exchange() = default;

// ---- the way there ----------------------------------------------------------------------------------------------

void Exchange::begin()
{
    const vm::HttpRequest &request = m_order->request;
    m_deadline.start(ceil<milliseconds>(duration<double>(std::clamp(request.seconds, 0.0, kLongest))));
    auto url = Url::parse(request.url);
    if (!url) return fail(Kind::CapabilityError, "invalid resource: " + url.error() + " for '" + request.url + "'");
    m_url = std::move(*url);
    m_worker.resolver().find(m_url, m_order->terms.hostIsNamed, this, [this](const Route &route) {
        if (!m_isOver) routeFound(route);
    });
}

void Exchange::routeFound(const Route &route)
{
    m_route = route;
    if (!m_route.isByName && m_route.addresses.empty()) return fail(Kind::NetworkError, "Host not found");
    if (addressesAreAllowed()) tryAddress();
}

/// A name that leads to this machine or its neighbourhood was not meant by a grant that does not name it.
bool Exchange::addressesAreAllowed()
{
    if (m_order->terms.hostIsNamed) return true;
    for (const std::string &address : m_route.addresses) {
        if (!capability::isPrivateAddress(address)) continue;
        Url origin = m_url;
        origin.path.clear();
        fail(Kind::CapabilityError, "private address " + address + " must be named by the grant",
             "--grant network.http:" + origin.resource());
        return false;
    }
    return true;
}

void Exchange::tryAddress()
{
    m_isSent = false;
    m_sslFault.clear();
    m_reply = send(makeRequest());
    m_reply->setParent(this);
    m_reply->setReadBufferSize(kReadAhead);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_isSent = true; });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_patience.stop(); });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_sslFault += (m_sslFault.empty() ? "" : "; ") + error.errorString().toStdString();
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::headArrived);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::pump);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::replyFinished);
    if (m_nextAddress + 1 < m_route.addresses.size()) m_patience.start(kPatience);
    else m_patience.stop();
}

/// False: there is none left, or the request may have arrived where it was sent to.
bool Exchange::tryNextAddress()
{
    if (m_isSent || m_nextAddress + 1 >= m_route.addresses.size()) return false;
    ++m_nextAddress;
    dropReply();
    tryAddress();
    return true;
}

void Exchange::dropReply()
{
    if (!m_reply) return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

/// The URL carries the checked address; the name stands in the Host header and is what a certificate must be for.
QNetworkRequest Exchange::makeRequest() const
{
    Url target = m_url;
    if (!m_route.isByName) {
        target.host = m_route.addresses[m_nextAddress];
        target.isIpv6 = target.host.contains(':');
    }
    QUrl url = QUrl::fromEncoded(bytesOf(target.full()), QUrl::TolerantMode);
    url.setFragment(QString::number(m_number));
    QNetworkRequest request(url);
    if (m_url.scheme == "https" && !capability::isAddress(m_url.host))
        request.setPeerVerifyName(QString::fromStdString(m_url.host));
    QHttp1Configuration configuration;
    configuration.setNumberOfConnectionsPerHost(kConnectionsAHost);
    request.setHttp1Configuration(configuration);
    // HTTP/2 would name the host by the URL, which holds an address.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setDecompressedSafetyCheckThreshold(-1); // the limit is on the decoded size
    setHeaders(request);
    return request;
}

void Exchange::setHeaders(QNetworkRequest &request) const
{
    Url origin = m_url;
    origin.path.clear();
    const std::string host = origin.resource().substr(m_url.scheme.size() + 3);
    request.setRawHeader("Host", bytesOf(host));
    request.setRawHeader("Accept-Language", "*"); // else the manager tells where the user lives
    for (const auto &[name, value] : m_order->request.headers) {
        const QByteArray header = bytesOf(name);
        // The manager decodes what it asked for itself; a wish for something else is passed on.
        if (header.compare("accept-encoding", Qt::CaseInsensitive) == 0 && namesDecodable(value)) continue;
        request.setRawHeader(header, bytesOf(value));
    }
}

QNetworkReply *Exchange::send(const QNetworkRequest &request)
{
    QNetworkAccessManager &manager = m_worker.manager();
    const std::string &method = m_order->request.method;
    const auto &bytes = m_order->request.body;
    const bool hasBody = bytes || method == "POST" || method == "PUT" || method == "PATCH";
    auto body = hasBody ? std::make_unique<Upload>(bytes, isSafeToRepeat(method)) : nullptr;
    QNetworkReply *reply = nullptr;
    if (method == "GET") reply = body ? manager.get(request, body.get()) : manager.get(request);
    else if (method == "HEAD") reply = manager.head(request);
    else if (method == "POST") reply = manager.post(request, body.get());
    else if (method == "PUT") reply = manager.put(request, body.get());
    else reply = manager.sendCustomRequest(request, bytesOf(method), body.get());
    if (body) body.release()->setParent(reply);
    return reply;
}

// ---- the answer -------------------------------------------------------------------------------------------------

bool Exchange::isAnswered() const
{
    return m_status != 0;
}

void Exchange::headArrived()
{
    if (m_isOver || isAnswered()) return;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_patience.stop();
    m_isRedirect = isRedirect(m_status) && m_reply->hasRawHeader("Location");
    const vm::HttpRequest &request = m_order->request;
    if (m_isRedirect || !isAnswered()) return;
    if (!request.saveTo.empty() && m_status >= 200 && m_status < 300) {
        m_sink = std::make_unique<FileSink>(request.saveTo, m_worker.files(), [this] { sinkProgressed(); });
        return;
    }
    const auto held = std::make_shared<HeldBody>(HeldBody{{}, m_order->session});
    m_body = std::shared_ptr<std::string>(held, &held->bytes);
    const bool isEncoded = m_reply->hasRawHeader("Content-Encoding");
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (!isEncoded && request.method != "HEAD" && announced > static_cast<qint64>(request.limit))
        fail(Kind::NetworkError, "response larger than " + std::to_string(request.limit) + " bytes");
}

/// Takes what has arrived, a few parts at a time.
void Exchange::pump()
{
    if (m_isOver || !m_reply) return;
    if (!isAnswered()) headArrived();
    for (int i = 0; i < kPartsATurn; ++i) {
        if (m_isOver || (m_sink && m_sink->isBehind())) return;
        const QByteArray part = m_reply->read(kPart);
        if (part.isEmpty()) {
            if (m_isFinished) allRead();
            return;
        }
        if (!take(part)) return;
    }
    QMetaObject::invokeMethod(this, &Exchange::pump, Qt::QueuedConnection);
}

/// False: the exchange is over.
bool Exchange::take(const QByteArray &part)
{
    if (const std::string objection = m_order->terms.objection ? m_order->terms.objection() : std::string();
        !objection.empty()) {
        fail(Kind::CapabilityError, objection);
        return false;
    }
    const auto size = static_cast<size_t>(part.size());
    m_received += size;
    if (m_isRedirect) {
        if (m_received > kRedirectBody) answerRedirect();
        return !m_isOver;
    }
    if (m_sink) {
        m_sink->write(part);
        return true;
    }
    if (!m_body) return true; // of an answer without a head: the error follows
    if (m_received > m_order->request.limit) {
        fail(Kind::NetworkError, "response larger than " + std::to_string(m_order->request.limit) + " bytes");
        return false;
    }
    if (m_order->session->held.fetch_add(size, std::memory_order_relaxed) + size > m_order->request.memory) {
        m_order->session->held.fetch_sub(size, std::memory_order_relaxed);
        fail(Kind::OutOfMemory, {});
        return false;
    }
    m_body->append(part.constData(), size);
    return true;
}

void Exchange::replyFinished()
{
    if (m_isOver) return;
    m_isFinished = true;
    if (!isAnswered() && tryNextAddress()) {
        m_isFinished = false;
        return;
    }
    pump();
}

/// The reply has ended and nothing of it is left to read.
void Exchange::allRead()
{
    const bool isWhole =
        m_reply->error() == QNetworkReply::NoError || (m_status >= 400 && isHttpStatusError(m_reply->error()) &&
                                                       !m_reply->errorString().startsWith("Decompression"_L1));
    if (!isAnswered() || !isWhole) return fail(Kind::NetworkError, faultText());
    if (m_isRedirect) return answerRedirect();
    if (!m_sink) return answerResponse();
    m_sink->commit();
}

void Exchange::sinkProgressed()
{
    if (m_isOver) return;
    if (m_sink->fault()) return failFile(*m_sink->fault());
    if (m_sink->isCommitted()) return answerResponse();
    pump();
}

/// Why the reply failed, in words that do not depend on the address that was used.
std::string Exchange::faultText() const
{
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
        return "Connection refused";
    case QNetworkReply::NoError:
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return "Connection closed";
    case QNetworkReply::HostNotFoundError:
        return "Host not found";
    case QNetworkReply::TimeoutError:
        return "timed out";
    case QNetworkReply::SslHandshakeFailedError:
        return "TLS handshake failed: " + (m_sslFault.empty() ? m_reply->errorString().toStdString() : m_sslFault);
    case QNetworkReply::ProtocolFailure:
        return "invalid response";
    default:
        break;
    }
    const std::string text = m_reply->errorString().toStdString();
    if (text.starts_with("Error transferring") || text.contains("#" + std::to_string(m_number)))
        return "invalid response";
    return text;
}

// ---- the end ----------------------------------------------------------------------------------------------------

void Exchange::fail(Kind kind, std::string message, std::string hint)
{
    HttpAnswer answer;
    answer.kind = kind;
    answer.message = kind == Kind::NetworkError ? "Network error: " + message : std::move(message);
    answer.hint = std::move(hint);
    finish(std::move(answer));
}

void Exchange::failFile(const capability::FileFault &fault)
{
    HttpAnswer answer;
    answer.kind = Kind::FileError;
    answer.fileFault = static_cast<int>(fault.kind);
    answer.systemCode = fault.code;
    finish(std::move(answer));
}

HttpAnswer Exchange::head(Kind kind) const
{
    HttpAnswer answer;
    answer.kind = kind;
    answer.status = m_status;
    answer.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString().toStdString();
    const QHttpHeaders headers = m_reply->headers();
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const QByteArrayView value = headers.valueAt(i);
        answer.headers.emplace_back(
            std::string(headers.nameAt(i).data(), static_cast<size_t>(headers.nameAt(i).size())),
            std::string(value.data(), static_cast<size_t>(value.size())));
    }
    return answer;
}

void Exchange::answerRedirect()
{
    HttpAnswer answer = head(Kind::Redirect);
    answer.nextUrl = resolveReference(m_url, m_reply->rawHeader("Location").toStdString());
    const Hop hop = hopAfter(m_order->request.method, m_status);
    answer.nextMethod = hop.method;
    answer.keepsBody = hop.keepsBody;
    answer.keepsCredentials = isSameOrigin(m_url, answer.nextUrl);
    finish(std::move(answer));
}

void Exchange::answerResponse()
{
    HttpAnswer answer = head(Kind::Response);
    answer.body = m_body ? m_body : std::make_shared<std::string>();
    finish(std::move(answer));
}

void Exchange::finish(HttpAnswer answer)
{
    if (std::exchange(m_isOver, true)) return;
    answer.seconds = duration<double>(steady_clock::now() - m_begun).count();
    const Client::Done done = std::move(m_order->done);
    m_worker.finished(this);
    done(std::move(answer));
}

void Exchange::giveUp()
{
    m_isOver = true;
    m_deadline.stop();
    m_patience.stop();
    if (m_sink) m_sink.release()->deleteLater(); // it may be what brought us here
    m_body.reset();
    dropReply();
}

} // namespace latchkey::network
