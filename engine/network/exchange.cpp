// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/exchange.h"

#include "engine/network/redirect.h"

#include <algorithm>

namespace latchkey::network {

using namespace std::chrono;
using capability::Url;
using vm::HttpAnswer;

namespace {

/// How long one address may take to answer while the name has others.
constexpr milliseconds kPatience{3000};
/// What is written ahead of the socket.
constexpr qint64 kUploadPart = 64 << 10;
constexpr double kLongest = 1e6; ///< seconds

/// What can not happen twice unnoticed is never sent over a connection that may be stale, and never again by itself.
bool isSafeToRepeat(std::string_view method)
{
    return method != "POST" && method != "PATCH";
}

bool mayBeSent(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

Exchange::Exchange(Worker &worker, OrderPtr order)
    : m_worker(worker)
    , m_order(std::move(order))
    , m_begun(steady_clock::now())
    , m_deadline(this)
    , m_patience(this)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    m_patience.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { failNetwork("timed out"); });
    connect(&m_patience, &QTimer::timeout, this, [this] { tryNextAddress(); });
}

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
    if (!m_route.isByName && m_route.addresses.empty()) return failNetwork("Host not found");
    if (addressesAreAllowed()) askForConnection(!isSafeToRepeat(m_order->request.method));
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

/// The socket goes to the checked address; the name stands in the Host header and is what a certificate must be for.
Place Exchange::place() const
{
    Place place;
    place.isTls = m_url.scheme == "https";
    place.host = m_route.isByName ? m_url.host : m_route.addresses[m_nextAddress];
    place.port = m_url.port;
    place.tlsName = place.isTls ? m_url.host : std::string();
    if (!m_route.proxies.isEmpty()) place.proxy = m_route.proxies.first();
    return place;
}

void Exchange::askForConnection(bool fresh)
{
    m_parser.emplace(m_order->request.method != "HEAD");
    m_uploaded = 0;
    m_isLost = false;
    m_worker.acquire(this, place(), fresh);
}

void Exchange::given(Connection *connection)
{
    m_connection = connection;
    m_connection->setUser(this);
    if (m_connection->isReady()) return connected();
    if (m_nextAddress + 1 < m_route.addresses.size()) m_patience.start(kPatience);
}

/// False: there is none left.
bool Exchange::tryNextAddress()
{
    if (m_nextAddress + 1 >= m_route.addresses.size()) return false;
    ++m_nextAddress;
    m_patience.stop();
    letGo(false);
    askForConnection(true);
    return true;
}

void Exchange::connected()
{
    m_patience.stop();
    const std::string head = requestHead();
    m_connection->socket().write(head.data(), static_cast<qint64>(head.size()));
    written();
}

std::string Exchange::requestHead() const
{
    const vm::HttpRequest &request = m_order->request;
    Url origin = m_url;
    origin.path.clear();
    origin.query.clear();
    std::string target = m_url.path + m_url.query;
    const Place &to = m_connection->place();
    if (to.isForwarded()) { // the proxy goes by the address that was checked, unless the name itself was granted
        Url whole = m_url;
        whole.host = to.host;
        whole.isIpv6 = whole.host.contains(':');
        target = whole.full();
    }
    std::string head = request.method + " " + target +
                       " HTTP/1.1\r\nHost: " + origin.resource().substr(m_url.scheme.size() + 3) + "\r\n";
    bool hasEncoding = false;
    for (const auto &[name, value] : request.headers) {
        if (!mayBeSent(name) || !mayBeSent(value)) continue; // was refused before; never goes out
        hasEncoding = hasEncoding || isSameWord(name, "accept-encoding") || isSameWord(name, "range");
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (!hasEncoding) head.append("Accept-Encoding: ").append(Decoder::accepted()).append("\r\n");
    const bool hasBody =
        request.body || request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (hasBody) head += "Content-Length: " + std::to_string(request.body ? request.body->size() : 0) + "\r\n";
    if (to.isForwarded() && !to.proxy.user().isEmpty()) {
        const QString user = to.proxy.user() + QLatin1Char(':') + to.proxy.password();
        head += "Proxy-Authorization: Basic " + user.toUtf8().toBase64().toStdString() + "\r\n";
    }
    return head + "\r\n";
}

/// Goes on with the body, a part ahead of the socket.
void Exchange::written()
{
    const auto &body = m_order->request.body;
    QSslSocket &socket = m_connection->socket();
    if (m_isOver || !m_connection->isReady() || !body) return;
    while (m_uploaded < body->size() && socket.bytesToWrite() < kUploadPart) {
        const qint64 count = std::min(kUploadPart, static_cast<qint64>(body->size() - m_uploaded));
        const qint64 done = socket.write(body->data() + m_uploaded, count);
        if (done <= 0) return; // the loss is told on its own
        m_uploaded += static_cast<size_t>(done);
    }
}

void Exchange::lost(std::string why)
{
    if (m_isOver) return;
    if (!m_connection->isReady()) {
        if (!tryNextAddress()) failNetwork(why);
        return;
    }
    m_isLost = true;
    m_lostWhy = std::move(why);
    pump();
}

void Exchange::letGo(bool reusable)
{
    if (Connection *connection = std::exchange(m_connection, nullptr)) m_worker.release(connection, reusable);
    else m_worker.stopWaiting(this);
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
    answer.status = m_parser->status();
    answer.reason = m_parser->reason();
    answer.headers = m_parser->headers();
    return answer;
}

void Exchange::answerRedirect()
{
    HttpAnswer answer = head(Kind::Redirect);
    answer.nextUrl = resolveReference(m_url, m_parser->header("location"));
    const Hop hop = hopAfter(m_order->request.method, answer.status);
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
    if (m_isOver) return;
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
    letGo(false);
}

} // namespace latchkey::network
