// SPDX-License-Identifier: GPL-3.0-or-later
// Gives threads to jobs. A job is anything that runs in slices: a run of a script, a check of a text. It is in one of
// four phases: Idle (waits for something, holds no thread), Ready (in line), Active (on a thread), and Active with
// another wake-up noted. Who is next: urgent jobs (they are to stop), then interactive, normal and batch ones; within
// each, fresh or woken jobs before those that used up their last slice. Every kFairPick-th pick serves the other end,
// so nothing starves.
//
// One clock thread (clock.h) drives the ticker. It looks only while jobs wait in line and then asks each job that has
// been on its thread for longer than the quantum to give it back.
#pragma once

#include "engine/runs/clock.h"

#include <QThreadPool>

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace latchkey::runs {

enum class Level : uint8_t { Urgent, Interactive, InteractiveLong, Normal, NormalLong, Batch, BatchLong };
inline constexpr int kLevels = 7;

class Scheduler;

class Job
{
public:
    enum class Step : uint8_t {
        Again, ///< more to do: back in line
        Wait,  ///< parked until `Scheduler::wake`
        Done,  ///< never again; the job may be gone when this returns
    };

protected:
    ~Job() = default;

private:
    friend class Scheduler;
    /// One slice, on a thread of the pool.
    virtual Step execute() = 0;
    /// Asks the slice to end soon. Called under the scheduler's lock while the job is active.
    virtual void interruptSlice() = 0;
    /// Keeps the job alive through a slice.
    virtual std::shared_ptr<void> hold() = 0;
    /// True when somebody follows the job and wants fresh figures now and then.
    virtual bool wantsSampling() const = 0;

    enum class Phase : uint8_t { Idle, Ready, Active, ActiveAgain };
    Job *m_previous = nullptr; ///< neighbours in line; all of these are the scheduler's, under its lock
    Job *m_next = nullptr;
    Phase m_phase = Phase::Idle;
    Level m_base = Level::Interactive;
    Level m_level = Level::Interactive; ///< the line it stands in
    bool m_urgent = false;
};

class Scheduler
{
public:
    /// A slice ends after this when others wait; short enough for 60 frames a second on the same cores.
    static constexpr std::chrono::milliseconds kQuantum{10};
    /// How often a job that is being followed is asked to report where it is.
    static constexpr std::chrono::milliseconds kSampling{200};
    static constexpr int kFairPick = 16;

    Scheduler(Clock &clock, int threads);
    ~Scheduler();

    void setBase(Job *job, Level base) { job->m_base = base; }
    /// Puts an idle job in line; an active one runs again after its slice. `urgent`: ahead of all others, at once.
    void wake(Job *job, bool urgent = false);
    /// Takes a job out of the line. False when it is not there (active, or idle and about to be woken by someone else).
    bool withdraw(Job *job);
    /// Has the ticker look whether an active job wants sampling.
    void lookSoon();
    int threadCount() const { return m_threads.load(std::memory_order_relaxed); }
    /// At least 1. More threads begin at once with what is in line; a thread too many ends after its slice.
    void setThreadCount(int threads);
    /// The slice of `job` does not come back: from now on its thread is not counted, and another one does its share.
    /// Should it come back after all, it goes. False: no slice of the job is under way.
    bool leaveBehind(const Job *job);
    int activeCount() const; ///< those left behind not counted
    int leftBehindCount() const;
    /// Threads that ever ran a slice, and the most that did at once.
    int workersMade() const;
    int mostAtOnce() const;
    int readyCount() const;
    /// How many would be taken before `job` now, plus one; 0 when it is not in line. Walks over those before it.
    int placeOf(const Job *job) const;
    bool othersWait() const { return m_readyCount.load(std::memory_order_relaxed) > 0; }
    /// Waits until no slice is under way; new wake-ups are ignored from now on.
    bool shutDown(std::chrono::milliseconds limit);

private:
    struct Line {
        Job *first = nullptr;
        Job *last = nullptr;
        int count = 0;
    };
    struct Slot {
        Job *job = nullptr;
        std::chrono::steady_clock::time_point since;
        std::chrono::steady_clock::time_point sampled;
        bool isLeft = false; ///< behind: see leaveBehind
    };
    void work();
    int workersWanted() const { return m_threads + m_left; }
    void makeRoom();
    void enqueue(Job *job, Level level);
    void unlink(Job *job);
    Job *pick();
    void preempt(std::chrono::steady_clock::time_point now);
    void tick();
    void armTicker();
    static Level longLevel(Level base) { return static_cast<Level>(static_cast<uint8_t>(base) + 1); }

    Clock &m_clock;
    std::atomic<int> m_threads; ///< written under the lock
    mutable std::mutex m_mutex; ///< guards all below and the scheduler's part of every job; held for moments
    Line m_lines[kLevels];
    std::deque<Slot> m_slots; ///< one for every thread there ever was; slots stay where they are
    std::atomic<int> m_readyCount = 0;
    int m_workers = 0;
    int m_active = 0;
    int m_mostActive = 0;
    std::set<std::thread::id> m_made;
    int m_left = 0; ///< threads that were left behind and have not come back
    unsigned m_picks = 0;
    bool m_ticking = false;
    bool m_closed = false;
    std::condition_variable m_quiet;
    QThreadPool m_pool; ///< last: its threads use all of the above
};

} // namespace latchkey::runs
