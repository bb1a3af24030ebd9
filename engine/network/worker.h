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
};

class Worker : public QObject
{
public:
    /// Sockets to one place and in all: a process may open 1024 files unless somebody allowed it more.
    static constexpr int kConnectionsAPlace = 256;
    static constexpr int kConnections = 400;

    explicit Worker(Executor files);
    ~Worker() override;

    void add(const OrderPtr &order);
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

private:
    struct Line {
        int open = 0;
        std::vector<Connection *> idle;
        std::deque<std::pair<Exchange *, Place>> waiting;
    };
    void begin(const OrderPtr &order);
    void beginWaiting(Lane &lane);
    void drop(Exchange *exchange);
    bool makeRoom();
    void connectFor(Exchange *exchange, const Place &place, Line &line);
    void close(Connection *connection);
    void serve(Line &line);
    void forgetLater(const std::string &key);

    Executor m_files;
    Resolver *m_resolver; ///< child
    std::unordered_set<Exchange *> m_exchanges;
    std::map<std::string, Line> m_lines; ///< by the key of the place
    int m_open = 0;
    int m_waiting = 0;
    bool m_isEnding = false;
};

} // namespace latchkey::network
