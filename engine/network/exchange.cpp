// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/exchange.h"

#include "engine/network/redirect.h"

#include <algorithm>

namespace latchkey::network {

using namespace std::chrono;
using capability::Url;
using vm::HttpAnswer;

namespace {

/// How long one address may take to answer while the name has others, and one way while there are others; never more
/// than half of the time that is left.
constexpr milliseconds kPatience{3000};
constexpr milliseconds kPatienceWithWay{10000};
/// A name with more private addresses than this is no name but an attempt to ask until somebody says yes.
constexpr qsizetype kMostPrivate = 8;
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
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (!tryNextAddress()) tryNextWay(true);
    });
}

// ---- the way there ----------------------------------------------------------------------------------------------

void Exchange::begin()
{
    const vm::HttpRequest &request = m_order->request;
    m_deadline.start(ceil<milliseconds>(duration<double>(std::clamp(request.seconds, 0.0, kLongest))));
    auto url = Url::parse(request.url);
    if (!url) return fail(Kind::CapabilityError, "invalid resource: " + url.error() + " for '" + request.url + "'");
    m_url = std::move(*url);
    if (!request.addresses.empty()) // next door: no proxy leads there
        return routeFound({{QNetworkProxy(QNetworkProxy::NoProxy)}, request.addresses, true});
    m_worker.resolver().find(m_url, m_order->terms.hostIsNamed, this, [this](const Route &route) {
        if (!m_isOver) routeFound(route);
    });
}

void Exchange::routeFound(const Route &route)
{
    m_route = route;
    takeWay(!isSafeToRepeat(m_order->request.method));
}

/// Behind a proxy the addresses of a name that was granted as such do not matter.
bool Exchange::isByName() const
{
    return m_order->terms.hostIsNamed && way().type() != QNetworkProxy::NoProxy && !capability::isAddress(m_url.host);
}

void Exchange::takeWay(bool fresh)
{
    if (isByName()) return askForConnection(fresh);
    if (m_route.isLookedUp) return addressesFound(fresh);
    m_worker.resolver().lookUp(m_url.host, this, [this, fresh](const Route &found) {
        if (m_isOver) return;
        m_route.addresses = found.addresses;
        m_route.isLookedUp = true;
        addressesFound(fresh);
    });
}

void Exchange::addressesFound(bool fresh)
{
    if (m_route.addresses.empty()) {
        if (!tryNextWay(false)) failNetwork("Host not found");
    } else if (addressesAreAllowed()) {
        askForConnection(fresh);
    }
}

/// A name that leads to this machine or its neighbourhood was not meant by a grant that does not name it: then each
/// such address is a question of its own, and only what was found here is what they are about.
bool Exchange::addressesAreAllowed()
{
    const vm::HttpRequest &request = m_order->request;
    if (m_order->terms.mayBePrivate || capability::isAddress(m_url.host) || !request.addresses.empty()) return true;
    const auto count = std::ranges::count_if(
        m_route.addresses, [](const std::string &address) { return capability::isPrivateAddress(address); });
    if (count == 0) return true;
    HttpAnswer answer;
    answer.kind = count > kMostPrivate ? Kind::CapabilityError : Kind::PrivateAddress;
    answer.message = "too many private addresses behind the name '" + m_url.host + "'";
    answer.addresses = m_route.addresses;
    finish(std::move(answer));
    return false;
}

/// The socket goes to the checked address; the name stands in the Host header and is what a certificate must be for.
Place Exchange::place() const
{
    Place place;
    place.isTls = m_url.scheme == "https";
    place.host = isByName() ? m_url.host : m_route.addresses[m_nextAddress];
    place.port = m_url.port;
    place.tlsName = place.isTls ? m_url.host : std::string();
    place.proxy = way();
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
    givePatience();
}

void Exchange::givePatience()
{
    const milliseconds left{m_deadline.remainingTime() / 2};
    if (hasNextAddress()) m_patience.start(std::min(kPatience, left));
    else if (hasNextWay()) m_patience.start(std::min(kPatienceWithWay, left));
}

bool Exchange::hasNextAddress() const
{
    return !isByName() && m_nextAddress + 1 < m_route.addresses.size();
}

/// False: there is none left.
bool Exchange::tryNextAddress()
{
    if (!hasNextAddress()) return false;
    ++m_nextAddress;
    m_patience.stop();
    letGo(false);
    askForConnection(true);
    return true;
}

/// False: there is none left. All addresses are tried again that way.
bool Exchange::tryNextWay(bool isThisWayAtFault)
{
    if (!hasNextWay()) return false;
    if (isThisWayAtFault) m_worker.resolver().noteFailed(way());
    ++m_way;
    m_nextAddress = 0;
    m_patience.stop();
    letGo(false);
    takeWay(true);
    return true;
}

void Exchange::connected()
{
    m_patience.stop();
    m_worker.resolver().noteWorks(way());
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
        // Who was reached and then says something wrong (a certificate) is not reached better another way.
        const bool mayChangeWay = !m_connection->isReached();
        const bool isElsewhere = !m_connection->isProxyAtFault() && tryNextAddress();
        if (!isElsewhere && !(mayChangeWay && tryNextWay(m_connection->isProxyAtFault()))) failNetwork(why);
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
