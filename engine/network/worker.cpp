// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/worker.h"

#include "engine/network/exchange.h"
#include "engine/threads/handover.h"

#include <algorithm>
#include <utility>

namespace latchkey::network {

Worker::Worker(Executor files, std::shared_ptr<std::atomic<int>> mostAtOnce)
    : m_files(std::move(files))
    , m_resolver(new Resolver)
    , m_mostAtOnce(std::move(mostAtOnce))
{
    m_resolver->setParent(this); // moves to the thread with its parent
}

bool Worker::event(QEvent *event)
{
    return threads::CallEvent::take(event) || QObject::event(event);
}

Worker::~Worker()
{
    m_isEnding = true;
    while (!m_exchanges.empty()) {
        Exchange *exchange = *m_exchanges.begin();
        exchange->order()->session->m_lane->waiting.clear();
        drop(exchange);
    }
}

// ---- orders -----------------------------------------------------------------------------------------------------

void Worker::add(const OrderPtr &order)
{
    order->session->m_lane->waiting.push_back(order);
    beginWaiting(*order->session);
}

void Worker::setMost(int exchanges)
{
    m_most = exchanges;
    beginAnybody();
}

bool Worker::hasRoom() const
{
    return m_most <= 0 || m_exchanges.size() < static_cast<size_t>(m_most);
}

void Worker::beginWaiting(Session &session)
{
    Lane &lane = *session.m_lane;
    while (!m_isEnding && lane.active.size() < session.most && !lane.waiting.empty()) {
        if (!hasRoom()) return standInLine(session);
        const OrderPtr order = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        begin(order);
    }
}

/// Runs take turns: each gets room for one request when it is its turn, and stands in line again for the next.
void Worker::standInLine(Session &session)
{
    Lane &lane = *session.m_lane;
    if (std::exchange(lane.isInLine, true)) return;
    m_inLine.push_back(lane.waiting.front()->session);
}

/// Somebody's exchange is over.
void Worker::beginAnybody()
{
    while (!m_isEnding && hasRoom() && !m_inLine.empty()) {
        const SessionPtr session = m_inLine.front().lock();
        m_inLine.pop_front();
        if (!session) continue;
        Lane &lane = *session->m_lane;
        lane.isInLine = false;
        if (lane.active.size() >= session->most || lane.waiting.empty()) continue;
        const OrderPtr order = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        if (!lane.waiting.empty()) standInLine(*session);
        begin(order);
    }
}

void Worker::begin(const OrderPtr &order)
{
    auto *exchange = new Exchange(*this, order);
    exchange->setParent(this);
    m_exchanges.insert(exchange);
    const int count = static_cast<int>(m_exchanges.size());
    if (count > m_mostAtOnce->load(std::memory_order_relaxed)) m_mostAtOnce->store(count, std::memory_order_relaxed);
    order->session->m_lane->active.push_back(exchange);
    exchange->begin();
}

void Worker::finished(Exchange *exchange)
{
    const SessionPtr session = exchange->order()->session;
    drop(exchange);
    beginAnybody();
    beginWaiting(*session);
}

void Worker::drop(Exchange *exchange)
{
    std::erase(exchange->order()->session->m_lane->active, exchange);
    m_exchanges.erase(exchange);
    exchange->giveUp();
    exchange->deleteLater(); // it may be on the stack
}

void Worker::cancel(Session &session, uint64_t ticket)
{
    Lane &lane = *session.m_lane;
    std::erase_if(lane.waiting, [ticket](const OrderPtr &order) { return order->ticket == ticket; });
    const auto it =
        std::ranges::find(lane.active, ticket, [](const Exchange *exchange) { return exchange->order()->ticket; });
    if (it != lane.active.end()) drop(*it);
    beginAnybody();
    beginWaiting(session);
}

void Worker::cancelAll(Session &session)
{
    Lane &lane = *session.m_lane;
    lane.waiting.clear();
    while (!lane.active.empty()) drop(lane.active.back());
    beginAnybody();
}

// ---- connections ------------------------------------------------------------------------------------------------

void Worker::acquire(Exchange *exchange, const Place &place, bool fresh)
{
    Line &line = m_lines[place.key()];
    if (!fresh && !line.idle.empty()) {
        Connection *connection = line.idle.back();
        line.idle.pop_back();
        return exchange->given(connection);
    }
    // An idle connection that is not wanted makes room for the one that is.
    if (line.open >= kConnectionsAPlace && !line.idle.empty()) close(line.idle.front());
    if (line.open < kConnectionsAPlace && makeRoom()) return connectFor(exchange, place, line);
    line.waiting.emplace_back(exchange, place);
    ++m_waiting;
}

/// False: as many connections are open as may be, and all are in use.
bool Worker::makeRoom()
{
    if (m_open < kConnections) return true;
    for (auto &[key, line] : m_lines) {
        if (line.idle.empty()) continue;
        close(line.idle.front());
        return true;
    }
    return false;
}

void Worker::connectFor(Exchange *exchange, const Place &place, Line &line)
{
    auto *connection = new Connection(place);
    connection->setParent(this);
    ++line.open;
    ++m_open;
    exchange->given(connection);
    // Not from in here: opening can fail at once.
    QMetaObject::invokeMethod(connection, &Connection::open, Qt::QueuedConnection);
}

void Worker::stopWaiting(Exchange *exchange)
{
    if (m_waiting == 0) return;
    for (auto &[key, line] : m_lines)
        m_waiting -= static_cast<int>(
            std::erase_if(line.waiting, [exchange](const auto &entry) { return entry.first == exchange; }));
}

void Worker::release(Connection *connection, bool reusable)
{
    const std::string key = connection->place().key();
    Line &line = m_lines[key];
    if (!reusable || m_isEnding) {
        close(connection);
    } else {
        connection->setIdle([this, connection] {
            Line &own = m_lines[connection->place().key()];
            std::erase(own.idle, connection);
            close(connection);
            serve(own);
            forgetLater(connection->place().key());
        });
        line.idle.push_back(connection);
    }
    serve(line);
    forgetLater(key);
    if (m_waiting == 0) return;
    for (auto &[other, others] : m_lines) serve(others); // what was full in all may have room now
}

/// Hands out what the line has to those who wait in it.
void Worker::serve(Line &line)
{
    while (!m_isEnding && !line.waiting.empty()) {
        const auto [exchange, place] = line.waiting.front();
        const bool hasIdle = !line.idle.empty();
        if (!hasIdle && (line.open >= kConnectionsAPlace || !makeRoom())) return;
        line.waiting.pop_front();
        --m_waiting;
        acquire(exchange, place, false);
    }
}

void Worker::close(Connection *connection)
{
    Line &line = m_lines[connection->place().key()];
    std::erase(line.idle, connection);
    connection->setUser(nullptr);
    connection->socket().abort();
    connection->deleteLater();
    --line.open;
    --m_open;
}

/// Places that nobody goes to any more; later, since lines are in use all the way up the stack.
void Worker::forgetLater(const std::string &key)
{
    const auto forget = [this, key] {
        const auto it = m_lines.find(key);
        if (it != m_lines.end() && it->second.open == 0 && it->second.waiting.empty()) m_lines.erase(it);
    };
    QMetaObject::invokeMethod(this, forget, Qt::QueuedConnection);
}

} // namespace latchkey::network
