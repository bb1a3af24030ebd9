// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/clock.h"

#include <algorithm>
#include <pthread.h>

namespace latchkey::runs {

Clock::Clock()
    : m_thread([this](std::stop_token stop) { run(stop); })
{
    pthread_setname_np(m_thread.native_handle(), "latchkey-clock");
}

void Clock::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void Clock::set(Time when, std::weak_ptr<AlarmTarget> target, uint64_t what)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        m_alarms.push_back({when, what, std::move(target)});
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

void Clock::run(std::stop_token stop)
{
    std::vector<Alarm> due;
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const Time next = std::min(m_tickAt, m_alarms.empty() ? Time::max() : m_alarms.front().when);
        const auto isEarlier = [&] {
            return std::min(m_tickAt, m_alarms.empty() ? Time::max() : m_alarms.front().when) < next;
        };
        if (next == Time::max()) m_changed.wait(lock, stop, isEarlier);
        else m_changed.wait_until(lock, stop, next, isEarlier);
        const Time now = std::chrono::steady_clock::now();
        while (!m_alarms.empty() && m_alarms.front().when <= now) {
            std::pop_heap(m_alarms.begin(), m_alarms.end());
            due.push_back(std::move(m_alarms.back()));
            m_alarms.pop_back();
        }
        const bool tick = m_tickAt <= now;
        if (tick) m_tickAt = Time::max();
        lock.unlock();
        for (Alarm &alarm : due)
            if (const auto target = alarm.target.lock()) target->alarm(alarm.what);
        due.clear();
        if (tick && m_tick) m_tick();
        lock.lock();
    }
}

} // namespace latchkey::runs
