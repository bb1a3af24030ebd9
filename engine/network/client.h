// SPDX-License-Identifier: GPL-3.0-or-later
// The one way to the network. A client owns one thread for all runs of an engine; on it the resolver, the connections,
// and an `Exchange` for each request under way. Read on in worker.h (the thread's side), exchange.h (one request from
// its name to its last byte), connection.h, response_parser.h, resolver.h, file_sink.h.
//
// Why the requests are not handed to QNetworkAccessManager, which was tried first: it reads the head of an answer byte
// by byte and without any bound, so that one hostile server uses up the memory of the process and stops everybody
// else's requests; it takes a body of cut chunks for a whole one; it sends a POST again when a server hangs up; it
// fails the requests that wait for a connection when another run's connection breaks; a connection that is being made
// outlives the request that was cancelled. The rows of tests/network that are named for these show each.
//
// What holds for every request: the addresses of a name are looked up once, all of them are checked, and the connection
// goes to one that was checked, under the name that was asked for; nothing follows a redirect; nothing is cached; no
// cookie or password is kept; sizes are bounded after decoding; cancelling closes the socket.
#pragma once

#include "engine/network/resolver.h"
#include "engine/vm/http.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace latchkey::network {

class Worker;
class Lane;

/// Carries out work that may block on files, elsewhere.
using Executor = std::function<void(std::function<void()>)>;

/// The requests of one run: at most `kAtOnce` under way, the rest wait in order.
class Session
{
public:
    static constexpr size_t kAtOnce = 16;

    Session();
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// Bytes of bodies that wait for the run to take them. Any thread.
    std::atomic<size_t> held = 0;
    /// Fewer at once than kAtOnce, when its policies say so. Set before the first request.
    size_t most = kAtOnce;

private:
    friend class Worker;
    std::unique_ptr<Lane> m_lane; ///< of the network thread
};
using SessionPtr = std::shared_ptr<Session>;

/// Under which conditions a run makes a request.
struct Terms {
    bool hostIsNamed = false;  ///< by a grant, without wildcards: a proxy may be told the name
    bool mayBePrivate = false; ///< who granted it knew that the name may mean an address in the neighbourhood
};

class Client
{
public:
    explicit Client(Executor files);
    /// Gives up what is under way. Nothing is called from then on.
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    using Done = std::function<void(vm::HttpAnswer)>;
    /// Any thread. `done` is called once, on the network thread, unless the request is cancelled. The ticket is the
    /// caller's name for it within the session.
    void start(const SessionPtr &session, uint64_t ticket, vm::HttpRequest request, Terms terms, Done done);
    void cancel(const SessionPtr &session, uint64_t ticket);
    void cancelAll(const SessionPtr &session);

    /// So many requests at once of all sessions together; 0: as many as there are connections. Any thread.
    void setMost(int requests);
    /// The most that were under way at once so far. Any thread.
    int mostAtOnce() const { return m_mostAtOnce->load(std::memory_order_relaxed); }

    /// Other sources of addresses and proxies than the system's, before or between requests.
    void setLookUp(LookUp lookUp);
    void setFindProxies(FindProxies find);

private:
    Worker *worker();

    Executor m_files;
    const std::shared_ptr<std::atomic<int>> m_mostAtOnce; ///< written by the network thread
    std::atomic<int> m_most = 0;
    std::mutex m_mutex; ///< guards the start of the thread
    std::unique_ptr<QThread> m_thread;
    Worker *m_worker = nullptr; ///< lives on the thread and ends with it
};

} // namespace latchkey::network
