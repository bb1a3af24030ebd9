// SPDX-License-Identifier: GPL-3.0-or-later
// How a run is looked at from outside. Nothing is gathered for nobody: a look at a run that waits, or stands in line,
// reads its isolate there and then; one at a run that is on a thread leaves a wish, and the slice notes figures when it
// ends. Runs that are watched end their slices for that a few times a second (the scheduler's sampling); for others the
// look itself asks the slice to end.
#include "engine/runs/engine_private.h"
#include "engine/runs/run_private.h"

#include "engine/vm/task.h"

#include <algorithm>

namespace latchkey::runs {

using namespace std::chrono;

namespace {

/// Tasks whose progress is kept, beyond those that are shown: some of these are over.
constexpr size_t kReportingTasks = 2 * size_t(RunStatus::kShownTasks);

} // namespace

RunPrivate::IsolateHold::IsolateHold(std::atomic<Holder> &holder, Holder who)
    : m_holder(holder)
    , m_who(who)
{
    Holder now = Holder::Nobody;
    // In one order with m_isSampling: see armSampling.
    while (!m_holder.compare_exchange_weak(now, who, std::memory_order_seq_cst, std::memory_order_relaxed)) {
        if (now == Holder::Slice) return; // only somebody who looks gets here: one run has one slice at a time
        if (now == Holder::Look) m_holder.wait(Holder::Look, std::memory_order_relaxed);
        now = Holder::Nobody;
    }
    m_isHeld = true;
}

RunPrivate::IsolateHold::~IsolateHold()
{
    if (!m_isHeld) return;
    m_holder.store(Holder::Nobody, std::memory_order_release);
    if (m_who == Holder::Look) m_holder.notify_all(); // nobody ever waits for a slice
}

WaitKind RunPrivate::waitKindOf(vm::WaitReason::Kind kind)
{
    using Kind = vm::WaitReason::Kind;
    switch (kind) {
    case Kind::Timer:
        return WaitKind::Timer;
    case Kind::File:
        return WaitKind::File;
    case Kind::Network:
        return WaitKind::Network;
    case Kind::Permission:
        return WaitKind::Permission;
    case Kind::Input:
        return WaitKind::Input;
    case Kind::Output:
        return WaitKind::Output;
    case Kind::Task:
        return WaitKind::Task;
    case Kind::Other:
        break;
    }
    return WaitKind::Other;
}

// ---- figures ----------------------------------------------------------------------------------------------------

/// The end of a slice: notes where the run is, when somebody wants to know.
void RunPrivate::sample()
{
    m_steps.store(m_isolate->steps(), std::memory_order_relaxed);
    if (!m_wanted.load(std::memory_order_relaxed)) return;
    m_wanted.store(false, std::memory_order_relaxed);
    RunStatus figures;
    gather(figures);
    m_line.store(static_cast<uint32_t>(figures.line), std::memory_order_relaxed);
    {
        const std::lock_guard lock(m_mutex);
        Extras &held = extras();
        held.memory = static_cast<quint64>(figures.memory);
        held.tasks = std::move(figures.tasks);
        held.taskCount = figures.taskCount;
        // What ended tasks reported goes with them.
        std::erase_if(held.progress, [&held](const auto &entry) {
            return entry.first != 0 && !std::ranges::contains(held.tasks, entry.first, &RunTask::number);
        });
    }
    notify(WatcherLink::Status);
}

/// Only by whoever holds the isolate.
void RunPrivate::gather(RunStatus &status) const
{
    status.steps = m_isolate->steps();
    status.line = static_cast<int>(m_isolate->currentLine());
    status.memory = static_cast<qint64>(m_isolate->heap().used());
    status.taskCount = static_cast<int>(m_isolate->liveTaskCount());
    status.tasks.clear();
    for (vm::TaskInfo &task : m_isolate->tasks(RunStatus::kShownTasks)) {
        status.tasks.append({.number = task.number,
                             .parent = task.parent,
                             .line = static_cast<int>(task.line),
                             .name = QString::fromStdString(task.name),
                             .waiting = task.isWaiting ? waitKindOf(task.reason.kind) : WaitKind::None,
                             .waitDetail = QString::fromStdString(task.reason.detail),
                             .isQueued = false,
                             .progress = {}});
    }
    describeOutsideTasks(status.tasks);
}

/// Parallel tasks are runs of their own: they know what they wait for.
void RunPrivate::describeOutsideTasks(QList<RunTask> &tasks) const
{
    std::vector<std::shared_ptr<RunPrivate>> working;
    std::vector<quint32> queued;
    {
        const std::lock_guard lock(m_mutex);
        working = m_children;
        for (const auto &child : m_nextChildren) {
            if (queued.size() == size_t(RunStatus::kShownTasks)) break; // oldest first, as the tasks are
            queued.push_back(child->m_work->task);
        }
    }
    for (RunTask &task : tasks) {
        task.isQueued = std::ranges::contains(queued, task.number);
        const auto child = std::ranges::find(working, task.number, [](const auto &c) { return c->m_work->task; });
        if (child == working.end() || (*child)->m_publicState.load() != RunState::Waiting) continue;
        task.waiting = (*child)->m_waiting.load(std::memory_order_relaxed);
        const std::lock_guard lock((*child)->m_mutex);
        if ((*child)->m_extras) task.waitDetail = (*child)->m_extras->waitDetail;
    }
}

/// False when a slice is under way, or nothing has begun.
bool RunPrivate::lookAtParked(RunStatus &status) const
{
    const IsolateHold hold(m_holder, Holder::Look);
    if (!hold.isHeld() || !m_isolate) return false;
    gather(status);
    return true;
}

// ---- progress ---------------------------------------------------------------------------------------------------

/// The number that the window knows a task by; 0 for the main part. What the library does for a task is that task's.
quint32 RunPrivate::numberOf(const vm::Instance *task)
{
    if (!task) return 0;
    const auto *payload = static_cast<const vm::Task *>(task->payload);
    return payload->isInternal ? payload->parent : payload->number;
}

void RunPrivate::noteProgress(quint32 task, const vm::ProgressReport &report)
{
    if (m_parent) return m_parent->noteProgress(m_work->task, report);
    // A person's run is watched a moment after it began: its first reports are kept for that.
    const bool isFollowed = m_watched.load(std::memory_order_relaxed) || m_wasSeen.load(std::memory_order_relaxed);
    if (!isFollowed && m_options.priority != Priority::Interactive) return;
    constexpr uint32_t kMaxLevels = 8;
    if (report.level >= kMaxLevels) return;
    {
        const std::lock_guard lock(m_mutex);
        auto &all = extras().progress;
        if (all.size() >= kReportingTasks && !all.contains(task)) return;
        std::vector<RunProgress> &levels = all[task];
        levels.resize(report.level + 1); // an outer report ends what was reported inside
        levels.back() = {report.done, report.total, QString::fromStdString(report.message),
                         static_cast<int>(report.level)};
    }
    notify(WatcherLink::Status);
}

namespace {

/// Gives each task what it reported. Without a report of the main part the only task that reports speaks for the run.
void addProgress(RunStatus &status, const ProgressByTask &progress)
{
    int reporting = 0;
    QList<RunProgress> last;
    for (RunTask &task : status.tasks) {
        const auto own = progress.find(task.number);
        if (own == progress.end()) continue;
        task.progress = last = QList<RunProgress>(own->second.begin(), own->second.end());
        ++reporting;
    }
    const auto main = progress.find(0);
    if (main != progress.end()) status.progress.assign(main->second.begin(), main->second.end());
    else if (reporting == 1) status.progress = last;
}

} // namespace

// ---- status -----------------------------------------------------------------------------------------------------

void RunPrivate::appendQuestions(QList<PermissionRequest> &questions) const
{
    for (const auto &child : children()) child->appendQuestions(questions);
    const std::lock_guard lock(m_mutex);
    if (!m_extras) return;
    for (const Question &question : m_extras->questions) {
        questions.append(question.request);
        questions.last().waitingBehind = static_cast<int>(m_extras->questions.size()) - 1;
    }
}

QList<PermissionRequest> RunPrivate::questions() const
{
    QList<PermissionRequest> questions;
    appendQuestions(questions);
    return questions;
}

RunStatus RunPrivate::status() const
{
    RunStatus status;
    status.state = m_publicState.load(std::memory_order_acquire);
    const bool isOver = isFinal(status.state);
    m_wasSeen.store(true, std::memory_order_relaxed);
    bool isFresh = false;
    if (!isOver && status.state != RunState::Queued) {
        isFresh = lookAtParked(status);
        // The ticker asks for watched runs, often enough.
        if (!isFresh && !m_wanted.exchange(true) && !m_watched.load(std::memory_order_relaxed))
            withLive([](vm::Isolate &isolate) { isolate.interrupt(vm::kInterruptSlice); });
    }
    if (!isFresh) {
        status.line = static_cast<int>(m_line.load(std::memory_order_relaxed));
        status.steps = m_steps.load(std::memory_order_relaxed);
    }
    status.waiting = status.state == RunState::Waiting ? m_waiting.load(std::memory_order_relaxed) : WaitKind::None;
    if (status.state == RunState::Queued) status.queuePosition = m_engine->scheduler.placeOf(this);
    appendQuestions(status.questions);
    if (const auto held = sharedGrants()) status.denied = held->deniedCount();
    if (isOver) {
        status.elapsed = m_result->executionTime;
        status.memory = m_result->peakMemory;
    }
    const std::lock_guard lock(m_mutex);
    const Time now = steady_clock::now();
    if (!isOver) status.elapsed = elapsedSeconds(now);
    if (status.state == RunState::Waiting) status.waited = duration<double>(now - m_parkedAt).count();
    if (!m_extras) return status;
    if (!isOver && !isFresh) {
        status.memory = static_cast<qint64>(m_extras->memory);
        status.tasks = m_extras->tasks;
        status.taskCount = m_extras->taskCount;
    }
    if (status.state == RunState::Waiting) status.waitDetail = m_extras->waitDetail;
    addProgress(status, m_extras->progress);
    status.viewChanges = m_extras->viewChanges;
    if (m_extras->inputWait) {
        status.inputPrompt = QString::fromStdString(m_extras->inputPrompt);
        status.inputRequest = m_extras->inputCount;
    }
    return status;
}

} // namespace latchkey::runs
