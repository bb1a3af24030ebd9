// SPDX-License-Identifier: GPL-3.0-or-later
// How the fibers of an isolate take turns: who runs next, what ends a wait, what the end of one means for the others.
// Everything happens on the thread that runs the isolate.
#include "engine/vm/fiber.h"
#include "engine/vm/inspection.h"
#include "engine/vm/interpreter.h"
#include "engine/vm/isolate.h"
#include "engine/vm/long_copy.h"
#include "engine/vm/profiler.h"

#include <algorithm>
#include <format>
#include <utility>

namespace latchkey::vm {

namespace {

/// Ended fibers whose stacks are kept for the next task.
constexpr size_t kSpareFibers = 64;
/// Failed tasks that are kept until the end, to see whether somebody asks for them.
constexpr size_t kMostFailures = 256;
constexpr size_t kNamesInWarning = 5;

Task &taskOf(const Instance *task)
{
    return *static_cast<Task *>(task->payload);
}

} // namespace

// ---- wait lists -------------------------------------------------------------------------------------------------

void WaitList::add(const Isolate &isolate, WaitId wait)
{
    if (m_waits.size() >= m_pruneAt) {
        m_waits.erase(m_waits.begin(), m_waits.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
        std::erase_if(m_waits, [&](WaitId old) { return !isolate.isWaiting(old); });
        m_pruneAt = std::max<size_t>(16, m_waits.size() * 2);
    }
    m_waits.push_back(wait);
}

bool WaitList::take(const Isolate &isolate, WaitId &wait)
{
    if (isEmpty(isolate)) return false;
    wait = m_waits[m_first++];
    return true;
}

bool WaitList::isEmpty(const Isolate &isolate)
{
    while (m_first < m_waits.size() && !isolate.isWaiting(m_waits[m_first])) ++m_first;
    if (m_first < m_waits.size()) return false;
    m_waits.clear();
    m_first = 0;
    return true;
}

uint32_t Task::line() const
{
    return startedIn ? startedIn->program->source->position(offset).line : 0;
}

// ---- whose turn it is -------------------------------------------------------------------------------------------

namespace {

thread_local const Isolate *running = nullptr;

} // namespace

const Isolate *exchangeRunning(const Isolate *isolate)
{
    return std::exchange(running, isolate);
}

text::Poll pollOfRunning()
{
    if (!running) return {};
    return {[](void *) { return running->shouldStop(); }, nullptr};
}

// ---- turns ------------------------------------------------------------------------------------------------------

RunState Isolate::run()
{
    if (m_state == RunState::Finished || m_state == RunState::Failed || m_state == RunState::Stopped) return m_state;
    Heap *outer = std::exchange(Heap::current(), &m_heap);
    const Isolate *outerIsolate = exchangeRunning(this);
    if (m_profiler) m_profiler->beginSlice();
    m_state = advance();
    if (m_profiler) m_profiler->endSlice();
    exchangeRunning(outerIsolate);
    Heap::current() = outer;
    return m_state;
}

RunState Isolate::advance()
{
    for (;;) {
        uint32_t bits = m_interrupts.load(std::memory_order_relaxed);
        if ((bits & kInterruptStops) && !m_current && !m_inCleanup)
            beginStop((bits & kInterruptStops) & (~(bits & kInterruptStops) + 1));
        if (m_inCleanup && !m_current && cleanupIsOver(bits)) return over();
        if (m_mainState && m_liveTasks == 0) return over(); // the last one ended elsewhere
        if (!m_current) m_current = takeReady();
        if (!m_current) {
            if (m_outsideWaits == 0 && m_outsideTasks.empty() && breakDeadlock()) continue;
            return RunState::Parked;
        }
        const RunState state = Interpreter(*this).run();
        if (state == RunState::Ready) return state;
        if (state == RunState::Parked) {
            m_current = nullptr;
            // Fibers that hand over to each other for ever must not keep a timer or an answer out.
            if (m_hasMail.load(std::memory_order_relaxed)) return RunState::Ready;
        } else if (const auto end = fiberEnded(state)) return *end;
        bits = m_interrupts.load(std::memory_order_relaxed);
        if ((bits & kInterruptSlice) && m_firstReady) {
            clearInterrupt(kInterruptSlice);
            return RunState::Ready;
        }
    }
}

void Isolate::makeReady(Fiber &fiber)
{
    if (fiber.isReady) return;
    fiber.isReady = true;
    fiber.nextReady = nullptr;
    (m_lastReady ? m_lastReady->nextReady : m_firstReady) = &fiber;
    m_lastReady = &fiber;
}

Fiber *Isolate::takeReady()
{
    Fiber *fiber = m_firstReady;
    if (!fiber) return nullptr;
    m_firstReady = fiber->nextReady;
    if (!m_firstReady) m_lastReady = nullptr;
    fiber->isReady = false;
    return fiber;
}

/// Nobody can go on and nothing from outside will change that. False: the run is over anyway.
bool Isolate::breakDeadlock()
{
    if (m_mainState || !m_main->waiting) {
        // Only clean-up is left, and it waits for itself.
        m_cleanupEnd = {};
        return m_inCleanup;
    }
    raise(ErrorName::RuntimeError, "all tasks wait for each other: none can go on",
          "something must put into the queue, release the lock or end the task that is waited for");
    wakeRaising({m_main->id, m_main->waitSerial}, m_pending);
    return true;
}

// ---- waits ------------------------------------------------------------------------------------------------------

WaitId Isolate::nextWait() const
{
    return {m_current->id, m_lastWait + 1};
}

WaitId Isolate::beginWait(WaitReason reason)
{
    Fiber &fiber = *m_current;
    fiber.waitSerial = ++m_lastWait;
    fiber.waiting = true;
    fiber.outside = true;
    fiber.waitKind = reason.kind;
    if (m_profiler) m_profiler->waitBegins(fiber);
    if (!reason.detail.empty()) fiber.waitDetail = std::make_unique<std::string>(std::move(reason.detail));
    ++m_outsideWaits;
    return {fiber.id, fiber.waitSerial};
}

WaitId Isolate::beginTaskWait(double limit)
{
    Fiber &fiber = *m_current;
    fiber.waitSerial = ++m_lastWait;
    fiber.waiting = true;
    fiber.waitKind = WaitReason::Kind::Task;
    if (m_profiler) m_profiler->waitBegins(fiber);
    const WaitId wait{fiber.id, fiber.waitSerial};
    if (limit < 0) return wait;
    fiber.outside = fiber.timed = true;
    fiber.timeLimit = limit;
    ++m_outsideWaits;
    m_host->startTimer(*this, wait, limit);
    return wait;
}

Fiber *Isolate::fiberOf(WaitId wait) const
{
    if (wait.fiber - 1 >= m_fibers.size()) return nullptr; // 0: no fiber
    Fiber *fiber = m_fibers[wait.fiber - 1].get();
    return fiber->waiting && fiber->waitSerial == wait.serial ? fiber : nullptr;
}

bool Isolate::isWaiting(WaitId wait) const
{
    return fiberOf(wait) != nullptr;
}

void Isolate::endWait(Fiber &fiber)
{
    fiber.waiting = false;
    if (m_profiler) m_profiler->waitEnds(fiber);
    if (fiber.outside) --m_outsideWaits;
    fiber.outside = false;
    fiber.timed = false;
    fiber.waitDetail.reset();
}

void Isolate::wake(WaitId wait, Value value)
{
    Fiber *fiber = fiberOf(wait);
    if (!fiber) return;
    endWait(*fiber);
    Interpreter::storeResumed(*fiber, value);
    fiber->resume = Resume::Nothing;
    makeReady(*fiber);
}

void Isolate::wakeRaising(WaitId wait, Value error)
{
    Fiber *fiber = fiberOf(wait);
    if (!fiber) return;
    endWait(*fiber);
    fiber->failed = true;
    fiber->error = error;
    fiber->resume = Resume::Nothing;
    makeReady(*fiber);
}

Outcome Isolate::timerEnded(NativeCall &call)
{
    const Fiber *fiber = call.isolate.m_current;
    if (!fiber->timed) return call.giveNull();
    return call.raise(ErrorName::TimeoutError, std::format("timed out after {} s", fiber->timeLimit));
}

void Isolate::complete(WaitId wait, const Completion &completion)
{
    Fiber *fiber = fiberOf(wait);
    if (!fiber) return;
    Heap *outer = std::exchange(Heap::current(), &m_heap);
    Fiber *const running = std::exchange(m_current, fiber); // errors belong to the one that waits
    Outcome outcome = Outcome::Return;
    Value value = Value::null();
    if (fiber->resume != Resume::Nothing && completion) {
        NativeCall call{*this, nullptr, Value::null(), nullptr, 0, Value::null()};
        outcome = completion(call);
        if (outcome == Outcome::Stop && m_heap.retryAfterCollection(*this)) outcome = completion(call);
        value = call.result;
    }
    m_current = running;
    if (outcome == Outcome::Stop) interrupt(kInterruptMemory);
    if (outcome == Outcome::Raise) wakeRaising(wait, m_pending);
    else wake(wait, value);
    Heap::current() = outer;
}

/// The main fiber, or else the first that waits for something outside.
const Fiber *Isolate::shownWait() const
{
    const Fiber *shown = m_main && m_main->waiting ? m_main : nullptr;
    if (!shown || shown->waitKind == WaitReason::Kind::Task) {
        for (const auto &fiber : m_fibers)
            if (fiber->waiting && fiber->waitKind != WaitReason::Kind::Task) {
                shown = fiber.get();
                break;
            }
    }
    return shown;
}

WaitReason::Kind Isolate::outsideWait() const
{
    const Fiber *shown = shownWait();
    return shown ? shown->waitKind : WaitReason::Kind::Task;
}

WaitReason Isolate::waitReason() const
{
    const Fiber *shown = shownWait();
    if (!shown) return {};
    WaitReason reason{shown->waitKind, shown->waitDetail ? *shown->waitDetail : std::string()};
    // What the main part itself waits for are its tasks. Persons and output that is held back concern the whole run.
    using Kind = WaitReason::Kind;
    const bool isOwn = shown == m_main || !m_main || !m_main->waiting;
    if (!isOwn && (reason.kind == Kind::Timer || reason.kind == Kind::File || reason.kind == Kind::Network))
        reason.kind = Kind::Task;
    return reason;
}

// ---- fibers -----------------------------------------------------------------------------------------------------

void Fiber::reset()
{
    depth = 0;
    waiting = outside = timed = failed = false;
    resume = Resume::Nothing;
    waitDetail.reset();
    error = result = locals = Value::null();
    cancelRequested = stopping = abandoned = hasStarted = false;
    cleanupDepth = cleanupBegin = cleanupEnd = cleanupAfter = 0;
    task = nullptr;
    nextReady = nullptr;
    isReady = false;
}

Fiber *Isolate::newFiber()
{
    if (!m_spare.empty()) {
        Fiber *fiber = m_spare.back();
        m_spare.pop_back();
        return fiber;
    }
    m_heap.charge(sizeof(Fiber));
    m_fibers.push_back(std::make_unique<Fiber>(m_heap, static_cast<uint32_t>(m_fibers.size() + 1)));
    return m_fibers.back().get();
}

void Isolate::recycle(Fiber &fiber)
{
    fiber.reset();
    // Ids must stay what they are, so a fiber is never taken out of the table; only its stacks are given back.
    const bool isBig = static_cast<size_t>(fiber.stackEnd - fiber.stack) > 256;
    if (isBig || m_spare.size() >= kSpareFibers) fiber.releaseStacks();
    m_spare.push_back(&fiber);
}

bool Isolate::spawn(Instance *task, const Closure &callee, std::span<const Value> arguments)
{
    Fiber *fiber = newFiber();
    Fiber *const parent = std::exchange(m_current, fiber);
    const bool entered =
        Interpreter(*this).enterCall(Value::cell(&callee), std::vector<Value>(arguments.begin(), arguments.end()));
    m_current = parent;
    if (!entered) {
        recycle(*fiber);
        if (isError(m_pending)) placeError(cellAs<Error>(m_pending)); // at the call that starts it
        return false;
    }
    fiber->task = task;
    fiber->locals = parent->locals;
    taskOf(task).fiber = fiber;
    makeReady(*fiber);
    return true;
}

void Isolate::registerTask(Instance *instance, std::string_view name)
{
    Task &task = taskOf(instance);
    task.number = ++m_lastTask;
    task.name = name;
    if (const Instance *parent = currentTask()) task.parent = taskOf(parent).number;
    for (uint32_t i = m_current->depth; i > 0 && !task.startedIn; --i) {
        const Frame &frame = m_current->frames[i - 1];
        if (frame.code->isPrelude) continue;
        task.startedIn = frame.code;
        task.offset = frame.offset();
    }
    ++m_liveTasks;
}

void Isolate::addOutsideTask(Instance *task)
{
    m_outsideTasks.push_back(task);
}

void Isolate::completeTask(uint32_t number, bool cancelled, const Completion &result)
{
    const auto found = std::ranges::find(m_outsideTasks, number, [](const Instance *t) { return taskOf(t).number; });
    if (found == m_outsideTasks.end()) return;
    Instance *task = *found;
    Heap *outer = std::exchange(Heap::current(), &m_heap);
    NativeCall call{*this, nullptr, Value::null(), nullptr, 0, Value::null()};
    Outcome outcome = cancelled ? Outcome::Return : result(call);
    if (outcome == Outcome::Stop && m_heap.retryAfterCollection(*this)) outcome = result(call);
    if (outcome == Outcome::Stop) interrupt(kInterruptMemory);
    if (cancelled || outcome == Outcome::Stop) endTask(task, Task::State::Cancelled, Value::null());
    else if (outcome == Outcome::Raise) endTask(task, Task::State::Failed, takePendingError());
    else endTask(task, Task::State::Done, call.result);
    Heap::current() = outer;
}

bool Isolate::isTaskWaiting(const Task &task)
{
    return task.fiber && task.fiber->waiting;
}

Instance *Isolate::currentTask() const
{
    return m_current ? m_current->task : nullptr;
}

Value &Isolate::locals()
{
    return m_current->locals;
}

// ---- ends -------------------------------------------------------------------------------------------------------

Value Isolate::cancelledError(const Task &task)
{
    return makeError(ErrorName::CancelledError, task.displayName() + " was cancelled", {});
}

void Isolate::endTask(Instance *instance, Task::State state, Value outcome)
{
    Task &task = taskOf(instance);
    if (task.state != Task::State::Live) return;
    task.state = state;
    task.outcome = outcome;
    task.fiber = nullptr;
    task.cancel = nullptr;
    --m_liveTasks;
    std::erase(m_outsideTasks, instance);
    Value error = outcome;
    WaitId wait;
    while (task.waiters.take(*this, wait)) {
        task.isObserved = true;
        if (state == Task::State::Cancelled && error.isNull()) error = cancelledError(task);
        if (state == Task::State::Done) wake(wait, outcome);
        else wakeRaising(wait, error);
    }
    while (task.joiners.take(*this, wait)) wake(wait, Value::unset());
    for (Instance *watcher : task.watch) {
        auto &set = *static_cast<TaskSet *>(watcher->payload);
        --set.running;
        if (set.waiters.take(*this, wait)) wake(wait, Value::cell(instance));
        else set.ended.push_back(Value::cell(instance));
    }
    task.watch.clear();
    if (state != Task::State::Failed || task.isObserved) return;
    ++m_unseenFailures;
    if (m_failures.size() < kMostFailures) m_failures.push_back(instance);
}

std::optional<RunState> Isolate::fiberEnded(RunState state)
{
    Fiber &fiber = *std::exchange(m_current, nullptr);
    if (&fiber == m_main) return mainEnded(state);
    taskEnded(fiber, state);
    return m_mainState && m_liveTasks == 0 ? std::optional(over()) : std::nullopt;
}

void Isolate::taskEnded(Fiber &fiber, RunState state)
{
    Instance *task = fiber.task;
    const Value result = fiber.result;
    recycle(fiber);
    if (!task) return;
    switch (state) {
    case RunState::Finished:
        return endTask(task, Task::State::Done, result);
    case RunState::Failed:
        return endTask(task, Task::State::Failed, std::exchange(m_pending, Value::null()));
    default:
        return endTask(task, Task::State::Cancelled, Value::null());
    }
}

std::optional<RunState> Isolate::mainEnded(RunState state)
{
    if (state == RunState::Finished && m_callAfterwards && !m_calling) {
        m_current = m_main;
        if (beginCallAfterwards()) return std::nullopt;
        m_current = nullptr;
        state = RunState::Failed;
    }
    if (state == RunState::Finished) takeResult(m_main->result);
    if (state == RunState::Failed) {
        m_failureValue = m_pending;
        m_failure = makeFailure(m_pending);
    }
    m_pending = Value::null();
    m_mainState = state;
    if (m_liveTasks == 0) return over();
    if (!m_inCleanup) beginEnding();
    return m_liveTasks == 0 ? std::optional(over()) : std::nullopt;
}

/// The script is over, but some of its tasks are not: they are cancelled, and said.
void Isolate::beginEnding()
{
    const std::vector<TaskInfo> left = tasks(m_liveTasks);
    std::string names;
    for (size_t i = 0; i < std::min(left.size(), kNamesInWarning); ++i) names += (i ? ", " : "") + left[i].name;
    if (left.size() > kNamesInWarning) names += ", ...";
    if (!left.empty())
        m_host->warn(*this, std::format("the script ended while {} still ran and {} cancelled: {}",
                                        left.size() == 1 ? "a task" : std::format("{} tasks", left.size()),
                                        left.size() == 1 ? "was" : "were", names));
    beginCleanup();
    interrupt(kInterruptEnding);
    // Wakes the run when the grace is over, should the clean-up wait: no fiber has this number.
    m_host->startTimer(*this, {UINT32_MAX - 1, 0}, std::chrono::duration<double>(m_cleanupGrace).count());
}

RunState Isolate::over()
{
    for (Instance *task : std::vector<Instance *>(m_outsideTasks))
        if (taskOf(task).cancel) taskOf(task).cancel();
    // Clean-up that waits, for something or for its turn, when its time is over.
    Fiber *const current = m_current;
    for (const auto &fiber : m_fibers) {
        if (!fiber->stopping || !(fiber->waiting || fiber->isReady)) continue;
        m_current = fiber.get();
        Interpreter::reportCut(*this, true);
    }
    m_current = current;
    warnOfFailures();
    if (m_stopCause) return RunState::Stopped;
    return m_mainState.value_or(RunState::Stopped);
}

/// "An error in a task nobody waited for is reported."
void Isolate::warnOfFailures()
{
    for (const Instance *failed : m_failures) {
        const Task &task = taskOf(failed);
        if (task.isObserved) {
            --m_unseenFailures;
            continue;
        }
        const Failure failure = makeFailure(task.outcome);
        const uint32_t line = failure.source ? failure.source->position(failure.span.begin).line : task.line();
        m_host->warn(*this, std::format("{} failed and nobody waited for it: {} (line {})", task.displayName(),
                                        failure.message, line));
    }
    if (m_unseenFailures > m_failures.size())
        m_host->warn(*this, std::format("{} more tasks failed", m_unseenFailures - m_failures.size()));
    m_failures.clear();
}

// ---- stopping ---------------------------------------------------------------------------------------------------

void Isolate::requestCancel(Fiber &fiber)
{
    if (std::exchange(fiber.cancelRequested, true)) return;
    if (fiber.waiting) {
        const WaitId wait{fiber.id, fiber.waitSerial};
        const bool outside = fiber.outside && !fiber.timed;
        endWait(fiber);
        if (outside) m_host->abandon(*this, wait);
        fiber.abandoned = true;
        makeReady(fiber);
    } else if (&fiber == m_current) {
        interrupt(kInterruptTask);
    }
}

bool Isolate::cancelTask(Instance *instance)
{
    Task &task = taskOf(instance);
    if (task.state != Task::State::Live) return false;
    Fiber *fiber = task.fiber;
    if (fiber) requestCancel(*fiber);
    else if (task.cancel) task.cancel();
    // Nothing was begun that would have to be tidied up: it is over now, and leaves the line when its turn comes.
    if (fiber && !fiber->hasStarted) endTask(instance, Task::State::Cancelled, Value::null());
    return true;
}

bool Isolate::cancelTask(uint32_t number)
{
    for (const auto &fiber : m_fibers)
        if (fiber->task && taskOf(fiber->task).number == number) return cancelTask(fiber->task);
    for (Instance *task : m_outsideTasks)
        if (taskOf(task).number == number) return cancelTask(task);
    return false;
}

void Isolate::beginCleanup()
{
    m_cleanupEnd = std::chrono::steady_clock::now() + m_cleanupGrace;
    m_inCleanup = true;
    // Newest first: what was started last is tidied up first.
    for (auto fiber = m_fibers.rbegin(); fiber != m_fibers.rend(); ++fiber)
        if (((*fiber)->task || fiber->get() == m_main) && !(m_mainState && fiber->get() == m_main))
            requestCancel(**fiber);
    for (Instance *task : std::vector<Instance *>(m_outsideTasks))
        if (taskOf(task).cancel) taskOf(task).cancel();
}

/// What is about to unwind for good can still be looked at later. Done again for another error (of a `finally`), not
/// for the same one on its way out.
void Isolate::keepSight()
{
    if (m_lastSeen && m_lastSeen->error.bits() == m_pending.bits()) return;
    m_lastSeen = std::make_unique<Seen>(inspect(*this));
    m_lastSeen->error = m_pending;
}

void Isolate::beginStop(uint32_t cause)
{
    m_stopCause = cause;
    m_failure.stack = callStack(100);
    keepSight();
    m_heap.extendForCleanup();
    beginCleanup();
}

// ---- display ----------------------------------------------------------------------------------------------------

std::vector<TaskInfo> Isolate::tasks(size_t limit) const
{
    std::vector<TaskInfo> result;
    const auto add = [&](const Instance *instance, const Fiber *fiber) {
        const Task &task = taskOf(instance);
        if (task.isInternal) return;
        TaskInfo info{task.number, task.parent, task.line(), task.displayName(), fiber && fiber->waiting, {}};
        if (info.isWaiting) info.reason = {fiber->waitKind, fiber->waitDetail ? *fiber->waitDetail : std::string()};
        result.push_back(std::move(info));
    };
    for (const auto &fiber : m_fibers)
        if (fiber->task && result.size() < limit) add(fiber->task, fiber.get());
    for (const Instance *task : m_outsideTasks)
        if (result.size() < limit) add(task, nullptr);
    std::ranges::sort(result, {}, &TaskInfo::number);
    return result;
}

} // namespace latchkey::vm
