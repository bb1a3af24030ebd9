// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/client.h"

#include "engine/network/worker.h"
#include "engine/threads/handover.h"

namespace latchkey::network {

using namespace Qt::StringLiterals;

Session::Session()
    : m_lane(std::make_unique<Lane>())
{
}

Session::~Session() = default;

Client::Client(Executor files)
    : m_files(std::move(files))
    , m_mostAtOnce(std::make_shared<std::atomic<int>>(0))
{
}

Client::~Client()
{
    if (!m_thread) return;
    m_thread->quit();
    // The last run of an engine may be let go on this very thread: then the thread ends by itself.
    if (QThread::currentThread() == m_thread.get()) {
        QThread *thread = m_thread.release();
        QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
        return;
    }
    m_thread->wait();
}

/// Started when the first request is made: most programs never ask for the network.
Worker *Client::worker()
{
    const std::lock_guard lock(m_mutex);
    if (m_worker) return m_worker;
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(u"network"_s);
    m_worker = new Worker(m_files, m_mostAtOnce);
    m_worker->setMost(m_most.load());
    m_worker->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
    return m_worker;
}

void Client::start(const SessionPtr &session, uint64_t ticket, vm::HttpRequest request, Terms terms, Done done)
{
    auto order = std::make_shared<Order>();
    order->session = session;
    order->ticket = ticket;
    order->request = std::move(request);
    order->terms = std::move(terms);
    order->done = std::move(done);
    threads::post(worker(), [to = worker(), order] { to->add(order); });
}

void Client::cancel(const SessionPtr &session, uint64_t ticket)
{
    threads::post(worker(), [to = worker(), session, ticket] { to->cancel(*session, ticket); });
}

void Client::cancelAll(const SessionPtr &session)
{
    threads::post(worker(), [to = worker(), session] { to->cancelAll(*session); });
}

void Client::setMost(int requests)
{
    const std::lock_guard lock(m_mutex);
    if (m_most.exchange(requests) == requests || !m_worker) return; // most programs never ask for the network
    threads::post(m_worker, [to = m_worker, requests] { to->setMost(requests); });
}

void Client::setLookUp(LookUp lookUp)
{
    threads::post(worker(), [to = worker(), lookUp = std::move(lookUp)] { to->resolver().setLookUp(lookUp); });
}

void Client::setFindProxies(FindProxies find)
{
    threads::post(worker(), [to = worker(), find = std::move(find)] { to->resolver().setFindProxies(find); });
}

} // namespace latchkey::network
