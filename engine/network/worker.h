// SPDX-License-Identifier: GPL-3.0-or-later
// The network thread's side of the client: hands orders to exchanges, so many at once for a run, and connections to
// exchanges, so many at once for a place and in all; what exceeds that waits in line. Everything here happens on that
// thread.
#pragma once

#include "engine/network/client.h"
#include "engine/network/connection.h"

#include <deque>
#include <map>
#include <unordered_set>

namespace latchkey::network {

class Exchange;

struct Order {
    SessionPtr session;
    uint64_t ticket = 0;
    vm::HttpRequest request;
    Terms terms;
    Client::Done done;
};
using OrderPtr = std::shared_ptr<Order>;

/// What the thread knows of a session.
class Lane
{
public:
    std::deque<OrderPtr> waiting;
    std::vector<Exchange *> active;
    bool isInLine = false; ///< for room among all
};

class Worker : public QObject
{
public:
    /// Sockets to one place and in all: a process may open 1024 files unless somebody allowed it more.
    static constexpr int kConnectionsAPlace = 256;
    static constexpr int kConnections = 400;

    Worker(Executor files, std::shared_ptr<std::atomic<int>> mostAtOnce);
    ~Worker() override;

    void add(const OrderPtr &order);
    /// So many exchanges at once; 0: no limit. Those under way go on.
    void setMost(int exchanges);
    void cancel(Session &session, uint64_t ticket);
    void cancelAll(Session &session);

    // ---- for exchanges
    Resolver &resolver() { return *m_resolver; }
    const Executor &files() const { return m_files; }
    /// The exchange is over and is about to say so; the next of its run begins.
    void finished(Exchange *exchange);
    /// Gives the exchange a connection, now or when one is free. `fresh`: none that was used before.
    void acquire(Exchange *exchange, const Place &place, bool fresh);
    void stopWaiting(Exchange *exchange);
    void release(Connection *connection, bool reusable);

protected:
    bool event(QEvent *event) override;

private:
    struct Line {
        int open = 0;
        std::vector<Connection *> idle;
        std::deque<std::pair<Exchange *, Place>> waiting;
    };
    void begin(const OrderPtr &order);
    bool hasRoom() const;
    void beginWaiting(Session &session);
    void beginAnybody();
    void standInLine(Session &session);
    void drop(Exchange *exchange);
    bool makeRoom();
    void connectFor(Exchange *exchange, const Place &place, Line &line);
    void close(Connection *connection);
    void serve(Line &line);
    void forgetLater(const std::string &key);

    Executor m_files;
    Resolver *m_resolver;                                 ///< child
    const std::shared_ptr<std::atomic<int>> m_mostAtOnce; ///< read by others
    std::unordered_set<Exchange *> m_exchanges;
    int m_most = 0;
    std::deque<std::weak_ptr<Session>> m_inLine; ///< sessions whose next request waits for room among all
    std::map<std::string, Line> m_lines;         ///< by the key of the place
    int m_open = 0;
    int m_waiting = 0;
    bool m_isEnding = false;
};

} // namespace latchkey::network
