// SPDX-License-Identifier: GPL-3.0-or-later
// The one thread that waits for time to pass: sleeps of scripts, time limits, the scheduler's ticker. Alarms are cheap
// (a heap of small entries) and are never taken back: one that nobody needs any more finds its target gone and does
// nothing. When most are like that, they are cleared out.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace latchkey::runs {

/// What an alarm wakes.
class AlarmTarget
{
public:
    /// On the clock's thread: must be short and take no lock that waits.
    virtual void alarm(uint64_t what) = 0;

protected:
    ~AlarmTarget() = default;
};

class Clock
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// With `isIdle` time is virtual, for tests: it stands still while anything goes on, and jumps to the next alarm
    /// when nothing does. So the order of what scripts do depends on the times they ask for alone.
    explicit Clock(std::function<bool()> isIdle = {});
    ~Clock() { stop(); }
    /// Ends the thread; alarms are ignored from now on.
    void stop();
    /// After `stop`: calls every target that still waits, since its time will never come.
    void fireRest();
    Time now() const;
    bool isVirtual() const { return static_cast<bool>(m_isIdle); }
    /// `target` is called with `what` at `when`, unless it is gone by then.
    void set(Time when, std::weak_ptr<AlarmTarget> target, uint64_t what);
    /// Calls `tick` once at `when`. One outstanding tick; for the scheduler.
    void setTicker(std::function<void()> tick) { m_tick = std::move(tick); }
    void tickAt(Time when);
    /// Tells that about so many alarms lost their target.
    void forget(size_t count);

private:
    struct Alarm {
        Time when;
        uint64_t what;
        std::weak_ptr<AlarmTarget> target;
        uint64_t number;                         ///< alarms of one moment ring in the order in which they were set
        bool operator<(const Alarm &other) const ///< earliest on top
        {
            return when != other.when ? when > other.when : number > other.number;
        }
    };
    void run(std::stop_token stop);
    void runVirtually(std::stop_token stop);
    void fireDue(std::unique_lock<std::mutex> &lock, Time now, size_t most = SIZE_MAX);
    void clearOut();

    const std::function<bool()> m_isIdle;
    mutable std::mutex m_mutex; ///< guards all below; never held while a target is called
    std::condition_variable_any m_changed;
    std::vector<Alarm> m_alarms; ///< a heap
    uint64_t m_lastNumber = 0;
    size_t m_forgotten = 0;
    Time m_tickAt = Time::max();
    Time m_virtualNow = std::chrono::steady_clock::now();
    std::function<void()> m_tick;
    std::jthread m_thread; ///< last: it uses all of the above
};

} // namespace latchkey::runs
