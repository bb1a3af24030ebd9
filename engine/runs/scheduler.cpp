// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/scheduler.h"

#include "engine/threads/handover.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace latchkey::runs {

using std::chrono::steady_clock;

Scheduler::Scheduler(Clock &clock, int threads)
    : m_clock(clock)
    , m_threads(threads > 0 ? threads : std::max(1, QThread::idealThreadCount()))
    , m_slots(static_cast<size_t>(m_threads))
{
    m_pool.setMaxThreadCount(m_threads);
    m_pool.setObjectName(QStringLiteral("latchkey-runs"));
    m_clock.setTicker([this] { tick(); });
}

Scheduler::~Scheduler()
{
    shutDown(std::chrono::seconds(5));
    m_pool.waitForDone();
}

void Scheduler::wake(Job *job, bool urgent)
{
    bool startWorker = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed) return;
        job->m_urgent = job->m_urgent || urgent;
        switch (job->m_phase) {
        case Job::Phase::Idle:
            enqueue(job, job->m_urgent ? Level::Urgent : job->m_base);
            break;
        case Job::Phase::Ready:
            if (urgent && job->m_level != Level::Urgent) {
                unlink(job);
                enqueue(job, Level::Urgent);
            }
            break;
        case Job::Phase::Active:
            job->m_phase = Job::Phase::ActiveAgain;
            return;
        case Job::Phase::ActiveAgain:
            return;
        }
        startWorker = m_workers < workersWanted();
        if (startWorker) ++m_workers;
        else if (urgent) preempt(steady_clock::now());
        else armTicker();
    }
    if (startWorker) threads::startOn(m_pool, [this] { work(); });
}

void Scheduler::setThreadCount(int threads)
{
    int missing = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_threads = std::max(1, threads);
        makeRoom();
        if (!m_closed) missing = std::clamp(workersWanted() - m_workers, 0, readyCount());
        m_workers += missing;
        if (m_workers > workersWanted()) // each looks after its slice whether it is one too many
            for (const Slot &slot : m_slots)
                if (slot.job) slot.job->interruptSlice();
    }
    for (int i = 0; i < missing; ++i) threads::startOn(m_pool, [this] { work(); });
}

/// A slot and a thread for every worker there may be.
void Scheduler::makeRoom()
{
    const auto wanted = static_cast<size_t>(workersWanted());
    if (m_slots.size() < wanted) m_slots.resize(wanted);
    m_pool.setMaxThreadCount(workersWanted());
}

bool Scheduler::leaveBehind(const Job *job)
{
    bool startWorker = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto slot = std::ranges::find(m_slots, job, &Slot::job);
        if (slot == m_slots.end() || slot->isLeft) return false;
        slot->isLeft = true;
        --m_active;
        ++m_left;
        makeRoom();
        startWorker = !m_closed && readyCount() > 0 && m_workers < workersWanted();
        if (startWorker) ++m_workers;
    }
    if (startWorker) threads::startOn(m_pool, [this] { work(); });
    return true;
}

int Scheduler::leftBehindCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_left;
}

bool Scheduler::withdraw(Job *job)
{
    const std::lock_guard lock(m_mutex);
    if (job->m_phase != Job::Phase::Ready) return false;
    unlink(job);
    job->m_phase = Job::Phase::ActiveAgain; // nobody puts it in line again
    return true;
}

void Scheduler::lookSoon()
{
    const std::lock_guard lock(m_mutex);
    armTicker();
}

int Scheduler::activeCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_active;
}

int Scheduler::workersMade() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_made.size());
}

int Scheduler::mostAtOnce() const
{
    const std::lock_guard lock(m_mutex);
    return m_mostActive;
}

int Scheduler::readyCount() const
{
    return m_readyCount.load(std::memory_order_relaxed);
}

int Scheduler::placeOf(const Job *job) const
{
    const std::lock_guard lock(m_mutex);
    if (job->m_phase != Job::Phase::Ready) return 0;
    int place = 1;
    for (int level = 0; level < static_cast<int>(job->m_level); ++level) place += m_lines[level].count;
    for (const Job *before = job->m_previous; before; before = before->m_previous) ++place;
    return place;
}

bool Scheduler::shutDown(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    m_closed = true;
    return m_quiet.wait_for(lock, limit, [this] { return m_workers == 0; });
}

void Scheduler::enqueue(Job *job, Level level)
{
    Line &line = m_lines[static_cast<size_t>(level)];
    job->m_phase = Job::Phase::Ready;
    job->m_level = level;
    job->m_previous = line.last;
    job->m_next = nullptr;
    (line.last ? line.last->m_next : line.first) = job;
    line.last = job;
    ++line.count;
    m_readyCount.fetch_add(1, std::memory_order_relaxed);
}

void Scheduler::unlink(Job *job)
{
    Line &line = m_lines[static_cast<size_t>(job->m_level)];
    (job->m_previous ? job->m_previous->m_next : line.first) = job->m_next;
    (job->m_next ? job->m_next->m_previous : line.last) = job->m_previous;
    job->m_previous = job->m_next = nullptr;
    --line.count;
    m_readyCount.fetch_sub(1, std::memory_order_relaxed);
}

Job *Scheduler::pick()
{
    const bool fromTheEnd = ++m_picks % kFairPick == 0 && !m_lines[0].first;
    for (int i = 0; i < kLevels; ++i) {
        Job *job = m_lines[static_cast<size_t>(fromTheEnd ? kLevels - 1 - i : i)].first;
        if (!job) continue;
        unlink(job);
        return job;
    }
    return nullptr;
}

void Scheduler::work()
{
    std::unique_lock lock(m_mutex);
    m_made.insert(std::this_thread::get_id());
    while (Job *job = m_workers <= workersWanted() ? pick() : nullptr) {
        Slot *const slot = &*std::ranges::find(m_slots, nullptr, &Slot::job);
        std::shared_ptr<void> alive = job->hold();
        job->m_phase = Job::Phase::Active;
        slot->job = job;
        slot->since = slot->sampled = steady_clock::now();
        m_mostActive = std::max(m_mostActive, ++m_active);
        if (m_readyCount.load(std::memory_order_relaxed) > 0 || job->wantsSampling()) armTicker();
        lock.unlock();
        const Job::Step step = job->execute();
        lock.lock();
        if (std::exchange(slot->isLeft, false)) --m_left; // back after all
        else --m_active;
        slot->job = nullptr;
        if (step == Job::Step::Done) {
            lock.unlock(); // letting go may free the job, its heap and all
            alive.reset();
            lock.lock();
            continue;
        }
        const bool usedQuantum = steady_clock::now() - slot->since >= kQuantum / 2;
        if (step == Job::Step::Again || job->m_phase == Job::Phase::ActiveAgain)
            enqueue(job, job->m_urgent                             ? Level::Urgent
                         : step == Job::Step::Again && usedQuantum ? longLevel(job->m_base)
                                                                   : job->m_base);
        else job->m_phase = Job::Phase::Idle;
        if (m_closed && m_readyCount.load(std::memory_order_relaxed) == 0) break;
    }
    if (m_readyCount.load(std::memory_order_relaxed) > 0) armTicker(); // one too many has left its job in line
    if (--m_workers == 0) m_quiet.notify_all();
}

/// Asks the job that has been on its thread longest to make room.
void Scheduler::preempt(steady_clock::time_point now)
{
    Slot *longest = nullptr;
    for (Slot &slot : m_slots)
        if (slot.job && !slot.isLeft && !slot.job->m_urgent && (!longest || slot.since < longest->since))
            longest = &slot;
    if (longest) longest->job->interruptSlice();
    m_clock.tickAt(now + kQuantum);
}

void Scheduler::armTicker()
{
    if (m_ticking) return;
    m_ticking = true;
    m_clock.tickAt(steady_clock::now() + kQuantum);
}

void Scheduler::tick()
{
    const std::lock_guard lock(m_mutex);
    m_ticking = false;
    const auto now = steady_clock::now();
    const bool othersWait = m_readyCount.load(std::memory_order_relaxed) > 0;
    bool again = othersWait;
    for (Slot &slot : m_slots) {
        if (!slot.job || slot.isLeft) continue;
        const bool sample = slot.job->wantsSampling();
        again = again || sample;
        const bool isOver = othersWait && now - slot.since >= kQuantum - std::chrono::milliseconds(1);
        if (isOver || (sample && now - slot.sampled >= kSampling)) {
            slot.sampled = now;
            slot.job->interruptSlice();
        }
    }
    if (!again) return;
    m_ticking = true;
    m_clock.tickAt(now + kQuantum);
}

} // namespace latchkey::runs
