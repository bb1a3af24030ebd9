// SPDX-License-Identifier: GPL-3.0-or-later
// The network thread's side of the client: hands orders to exchanges, so many at once for a run, and holds what they
// share: the manager with its open connections, and the resolver. Everything here happens on that thread.
#pragma once

#include "engine/network/client.h"

#include <QNetworkAccessManager>

#include <deque>
#include <unordered_map>

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
    explicit Worker(Executor files);
    ~Worker() override;

    void add(const OrderPtr &order);
    void cancel(Session &session, uint64_t ticket);
    void cancelAll(Session &session);

    // ---- for exchanges
    QNetworkAccessManager &manager();
    Resolver &resolver() { return *m_resolver; }
    const Executor &files() const { return m_files; }
    /// The exchange is over and has said so; the next of its run begins.
    void finished(Exchange *exchange);
    /// The exchange whose request carries this number.
    Exchange *find(quint64 number) const;
    quint64 nextNumber() { return ++m_lastNumber; }

private:
    void begin(const OrderPtr &order);
    void drop(Exchange *exchange);
    void beginWaiting(Lane &lane);

    Executor m_files;
    QNetworkAccessManager *m_manager = nullptr; ///< made on the thread
    Resolver *m_resolver;
    std::unordered_map<quint64, Exchange *> m_exchanges; ///< children
    quint64 m_lastNumber = 0;
};

} // namespace latchkey::network
