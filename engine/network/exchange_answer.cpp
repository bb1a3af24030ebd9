// SPDX-License-Identifier: GPL-3.0-or-later
// What comes back to an exchange.
#include "engine/network/exchange.h"

#include "engine/network/redirect.h"

#include <cerrno>

namespace latchkey::network {

namespace {

/// What is taken from the socket at once; less when it is compressed, since each byte may become a thousand.
constexpr qint64 kPart = 64 << 10;
constexpr qint64 kEncodedPart = 4 << 10;
/// Parts taken before other exchanges get their turn.
constexpr int kPartsATurn = 8;
/// Bodies of redirects are read so that the connection can be used again, unless they are long.
constexpr size_t kRedirectBody = 64 << 10;

/// Takes back what a body counts when nobody needs it any more.
struct HeldBody {
    std::string bytes;
    SessionPtr session;
    explicit HeldBody(SessionPtr of)
        : session(std::move(of))
    {
    }
    HeldBody(const HeldBody &) = delete;
    ~HeldBody() { session->held.fetch_sub(bytes.size(), std::memory_order_relaxed); }
};

} // namespace

/// Takes what has arrived, a few parts at a time.
void Exchange::pump()
{
    for (int i = 0; i < kPartsATurn; ++i) {
        if (m_isOver || !m_connection || (m_sink && m_sink->isBehind())) return;
        const QByteArray part = m_connection->socket().read(m_decoder ? kEncodedPart : kPart);
        if (part.isEmpty()) {
            if (m_isLost) connectionEnded();
            return;
        }
        m_hasAnswered = true;
        const std::string_view bytes(part.constData(), static_cast<size_t>(part.size()));
        const bool isSound = m_parser->feed(bytes, [this](std::string_view body) { return take(body); });
        if (m_isOver) return;
        if (!isSound) return failNetwork("invalid response");
        if (m_parser->hasHead() && !m_isHeadKnown) headArrived();
        if (!m_isOver && m_parser->isDone()) return allRead();
    }
    QMetaObject::invokeMethod(this, &Exchange::pump, Qt::QueuedConnection);
}

/// Nothing more will come.
void Exchange::connectionEnded()
{
    if (m_parser->end()) return allRead();
    // The server had closed an old connection before the request came: nothing of it was looked at.
    if (!m_hasAnswered && m_connection->isUsed()) {
        letGo(false);
        return askForConnection(true);
    }
    failNetwork(m_lostWhy);
}

void Exchange::headArrived()
{
    m_isHeadKnown = true;
    const vm::HttpRequest &request = m_order->request;
    const int status = m_parser->status();
    m_isRedirect = isRedirect(status) && !m_parser->header("location").empty();
    if (m_isRedirect) return;
    m_decoder = Decoder::make(m_parser->header("content-encoding"));
    if (!request.saveTo.empty() && status >= 200 && status < 300) {
        if (isObjectedTo()) return;
        if (!request.operations.empty()) {
            m_openFile = capability::OpenFile(request.operations.front()->budget());
            if (!m_openFile.isHeld()) return failFile({capability::FileFault::Kind::System, EMFILE});
        }
        m_sink = std::make_unique<FileSink>(request.saveTo, m_worker.files(), [this] { sinkProgressed(); });
        return;
    }
    const auto held = std::make_shared<HeldBody>(m_order->session);
    m_body = std::shared_ptr<std::string>(held, &held->bytes);
    const bool isTooLong = m_parser->announcedLength() > static_cast<int64_t>(request.limit);
    if (isTooLong && !m_decoder && request.method != "HEAD") failTooLarge();
}

/// A part of the body as it came. False: the exchange is over.
bool Exchange::take(std::string_view part)
{
    if (!m_isHeadKnown) headArrived();
    if (m_isOver) return false;
    if (isObjectedTo()) return false;
    if (m_isRedirect) {
        m_received += part.size();
        if (m_received > kRedirectBody) answerRedirect();
        return !m_isOver;
    }
    if (!m_decoder) return keep(part);
    const bool isSound = m_decoder->feed(part, [this](std::string_view decoded) { return keep(decoded); });
    if (!isSound) failNetwork("invalid response");
    return !m_isOver;
}

/// A grant was revoked or has expired meanwhile: the exchange has ended with that.
bool Exchange::isObjectedTo()
{
    for (const auto &operation : m_order->request.operations) {
        auto refusal = operation->refusal();
        if (!refusal) continue;
        fail(Kind::CapabilityError, std::move(*refusal));
        return true;
    }
    return false;
}

/// What a file of `bytes` bytes breaks: the exchange has ended with that.
bool Exchange::isFileTooLarge(int64_t bytes)
{
    for (const auto &operation : m_order->request.operations) {
        for (size_t i = 0; i < operation->count(); ++i) {
            auto refusal = operation->sizeRefusal(i, bytes);
            if (!refusal) continue;
            fail(Kind::CapabilityError, std::move(*refusal));
            return true;
        }
    }
    return false;
}

/// A part of a download, if the limits of its grant and of the run have room for it.
bool Exchange::keepInFile(std::string_view part)
{
    m_received += part.size();
    const auto size = static_cast<int64_t>(m_received);
    if (isFileTooLarge(size)) return false;
    if (const auto &operations = m_order->request.operations; !operations.empty()) {
        capability::DiskBudget &budget = *operations.front()->budget();
        const int64_t limit = budget.limits().fileBytes;
        if (limit > 0 && size > limit) failFile({capability::FileFault::Kind::System, EFBIG});
        else if (!budget.takeBytes(static_cast<int64_t>(part.size()))) fail(Kind::IoError, budget.diskMessage());
        if (m_isOver) return false;
    }
    m_sink->write(QByteArray(part.data(), static_cast<qsizetype>(part.size())));
    return true;
}

/// A part of the body as it is meant.
bool Exchange::keep(std::string_view part)
{
    for (const auto &operation : m_order->request.operations) // the host they come from, the file they go to
        for (size_t i = 0; i < operation->count(); ++i) operation->noteBytes(i, static_cast<int64_t>(part.size()));
    if (m_sink) return keepInFile(part);
    m_received += part.size();
    if (m_received > m_order->request.limit) return failTooLarge();
    std::atomic<size_t> &held = m_order->session->held;
    if (held.fetch_add(part.size(), std::memory_order_relaxed) + part.size() > m_order->request.memory) {
        held.fetch_sub(part.size(), std::memory_order_relaxed);
        fail(Kind::OutOfMemory, {});
        return false;
    }
    m_body->append(part);
    return true;
}

bool Exchange::failTooLarge()
{
    failNetwork("response larger than " + std::to_string(m_order->request.limit) + " bytes");
    return false;
}

/// The answer is complete.
void Exchange::allRead()
{
    if (!m_isHeadKnown) headArrived();
    if (m_isOver) return;
    if (m_decoder && !m_decoder->isWhole()) return failNetwork("invalid response");
    const bool isUploaded = !m_order->request.body || m_uploaded == m_order->request.body->size();
    letGo(m_parser->keepsConnection() && isUploaded && !m_isLost);
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

} // namespace latchkey::network
