// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/lasting_thread.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace latchkey::journal {

struct LastingThread::State {
    CarryOut carryOut;
    std::chrono::milliseconds rhythm{};

    std::mutex mutex; ///< guards what follows
    std::condition_variable changed;
    std::deque<Work> work;
    bool isStarted = false;
    bool isBusy = false;
    bool mustEnd = false;
    bool hasEnded = false;
    bool wantsCall = false;

    void main();
    void waitForWork(std::unique_lock<std::mutex> &lock);
};

void LastingThread::State::waitForWork(std::unique_lock<std::mutex> &lock)
{
    const auto awake = [this] { return mustEnd || !work.empty(); };
    if (wantsCall) changed.wait_for(lock, rhythm, awake);
    else changed.wait(lock, awake);
}

void LastingThread::State::main()
{
    std::unique_lock lock(mutex);
    bool isEnd = false;
    while (!isEnd) {
        waitForWork(lock);
        std::deque<Work> batch = std::exchange(work, {});
        isEnd = mustEnd && batch.empty();
        isBusy = true;
        lock.unlock();
        const bool wants = carryOut(batch, isEnd);
        batch.clear(); // what the work owned goes here, not under the lock
        lock.lock();
        isBusy = false;
        wantsCall = wants;
        changed.notify_all();
    }
    carryOut = nullptr;
    hasEnded = true;
    changed.notify_all();
}

LastingThread::LastingThread(CarryOut carryOut, std::chrono::milliseconds rhythm)
    : m_state(std::make_shared<State>())
{
    m_state->carryOut = std::move(carryOut);
    m_state->rhythm = rhythm;
}

LastingThread::~LastingThread()
{
    std::unique_lock lock(m_state->mutex);
    m_state->mustEnd = true;
    m_state->changed.notify_all();
    if (m_state->isStarted) m_state->changed.wait_for(lock, kPatience, [this] { return m_state->hasEnded; });
}

void LastingThread::post(Work work)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->work.push_back(std::move(work));
    if (!std::exchange(m_state->isStarted, true)) std::thread([state = m_state] { state->main(); }).detach();
    m_state->changed.notify_all();
}

void LastingThread::sync()
{
    std::unique_lock lock(m_state->mutex);
    if (!m_state->isStarted) return;
    m_state->changed.wait(lock, [this] { return m_state->hasEnded || (m_state->work.empty() && !m_state->isBusy); });
}

} // namespace latchkey::journal
