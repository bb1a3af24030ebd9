// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/clock.h"

#include <algorithm>
#include <pthread.h>

namespace latchkey::runs {

Clock::Clock(std::function<bool()> isIdle)
    : m_isIdle(std::move(isIdle))
    , m_thread([this](std::stop_token stop) { m_isIdle ? runVirtually(stop) : run(stop); })
{
    pthread_setname_np(m_thread.native_handle(), "latchkey-clock");
}

void Clock::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void Clock::fireRest()
{
    std::vector<Alarm> rest;
    {
        const std::lock_guard lock(m_mutex);
        rest.swap(m_alarms);
    }
    for (const Alarm &alarm : rest)
        if (const auto target = alarm.target.lock()) target->alarm(alarm.what);
}

void Clock::set(Time when, std::weak_ptr<AlarmTarget> target, uint64_t what)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        m_alarms.push_back({when, what, std::move(target), ++m_lastNumber});
        std::push_heap(m_alarms.begin(), m_alarms.end());
        isFirst = m_alarms.front().when == when;
    }
    if (isFirst) m_changed.notify_one();
}

void Clock::tickAt(Time when)
{
    {
        const std::lock_guard lock(m_mutex);
        if (when >= m_tickAt) return;
        m_tickAt = when;
    }
    m_changed.notify_one();
}

void Clock::forget(size_t count)
{
    const std::lock_guard lock(m_mutex);
    m_forgotten += count;
    if (m_forgotten > 1024 && m_forgotten > m_alarms.size() / 2) clearOut();
}

void Clock::clearOut()
{
    std::erase_if(m_alarms, [](const Alarm &alarm) { return alarm.target.expired(); });
    std::make_heap(m_alarms.begin(), m_alarms.end());
    m_forgotten = 0;
}

Clock::Time Clock::now() const
{
    if (!isVirtual()) return std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    return m_virtualNow;
}

/// Calls the targets of alarms up to `now`, at most so many, without the lock.
void Clock::fireDue(std::unique_lock<std::mutex> &lock, Time now, size_t most)
{
    std::vector<Alarm> due;
    while (!m_alarms.empty() && m_alarms.front().when <= now && due.size() < most) {
        std::pop_heap(m_alarms.begin(), m_alarms.end());
        due.push_back(std::move(m_alarms.back()));
        m_alarms.pop_back();
    }
    lock.unlock();
    for (Alarm &alarm : due)
        if (const auto target = alarm.target.lock()) target->alarm(alarm.what);
    due.clear(); // may free a target: not under the lock
    lock.lock();
}

void Clock::runVirtually(std::stop_token stop)
{
    constexpr auto kLook = std::chrono::microseconds(200);
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_changed.wait_for(lock, stop, kLook, [] { return false; });
        const bool tick = std::chrono::steady_clock::now() >= m_tickAt; // slices are real
        if (tick) m_tickAt = Time::max();
        if (!tick && m_alarms.empty()) continue;
        lock.unlock();
        if (tick) m_tick();
        const bool isIdle = m_isIdle();
        lock.lock();
        if (!isIdle || m_alarms.empty()) continue;
        m_virtualNow = std::max(m_virtualNow, m_alarms.front().when);
        fireDue(lock, m_alarms.front().when, 1); // what it wakes goes first, then the next of this moment
    }
}

void Clock::run(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const Time next = std::min(m_tickAt, m_alarms.empty() ? Time::max() : m_alarms.front().when);
        const auto isEarlier = [&] {
            return std::min(m_tickAt, m_alarms.empty() ? Time::max() : m_alarms.front().when) < next;
        };
        if (next == Time::max()) m_changed.wait(lock, stop, isEarlier);
        else m_changed.wait_until(lock, stop, next, isEarlier);
        const Time now = std::chrono::steady_clock::now();
        const bool tick = m_tickAt <= now;
        if (tick) m_tickAt = Time::max();
        fireDue(lock, now);
        if (!tick || !m_tick) continue;
        lock.unlock();
        m_tick();
        lock.lock();
    }
}

} // namespace latchkey::runs
