// SPDX-License-Identifier: GPL-3.0-or-later
// Children: the isolates of parallel tasks. A child is a run without a name of its own. It calls one function of its
// parent's program; its grants, counters and disk budget are the parent's, its output goes to the parent by whole
// lines, its questions are shown as the parent's, and it ends with the parent. What it gives travels back as a parcel
// in the parent's inbox.
#include "engine/modules/library.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/run_private.h"

#include <algorithm>

namespace latchkey::runs {

namespace {

constexpr size_t kLeastMemory = size_t(16) << 20;

RunOptions optionsOfChild(const RunOptions &parent, size_t memoryLimit)
{
    RunOptions options;
    options.label = parent.label;
    options.canAsk = parent.canAsk;
    options.memoryLimit = static_cast<qint64>(memoryLimit);
    options.outputLimit = 0; // the parent counts
    options.instructionLimit = parent.instructionLimit;
    options.priority = parent.priority;
    options.scriptArguments = parent.scriptArguments;
    options.profile = parent.profile;
    return options;
}

} // namespace

RunPrivate::RunPrivate(std::shared_ptr<RunPrivate> parent, quint64 id, ChildWork work)
    : m_engine(parent->m_engine)
    , m_id(id)
    , m_submittedAt(parent->m_submittedAt)
    , m_script(parent->m_script)
    , m_options(optionsOfChild(parent->m_options, work.memoryLimit))
    , m_parent(std::move(parent))
    , m_work(std::make_unique<ChildWork>(std::move(work)))
    , m_queuedAt(std::chrono::steady_clock::now())
    , m_phaseSince(m_engine->clock.now())
    , m_phasesBegan(m_phaseSince)
{
    m_program = m_parent->m_program;
    m_grants = m_parent->m_grants;
    m_diskBudget = m_parent->m_diskBudget;
    m_started = true; // it was never in the line of submitted runs
    m_startedAt = m_queuedAt;
}

// ---- the parent's side ------------------------------------------------------------------------------------------

int RunPrivate::childrenAtOnce()
{
    noteOutside(); // the machine's cores
    return m_parent ? m_parent->childrenAtOnce() : m_engine->scheduler.threadCount();
}

std::vector<std::shared_ptr<RunPrivate>> RunPrivate::children() const
{
    const std::lock_guard lock(m_mutex);
    return m_children;
}

std::function<void()> RunPrivate::startChild(vm::Isolate &isolate, uint32_t task, const vm::StandardModule &module,
                                             std::string_view function, std::shared_ptr<const vm::Parcel> arguments)
{
    noteOutside(); // what the child does is not followed
    grants();      // both made now, so that the child shares them
    operation();
    const size_t limit = isolate.heap().limit();
    const size_t left = limit - std::min(limit, isolate.heap().used());
    const size_t share = std::max(kLeastMemory, left / static_cast<size_t>(childrenAtOnce()));
    const bool isSession = m_options.session || (m_work && m_work->modules.main);
    const auto child =
        std::make_shared<RunPrivate>(shared_from_this(), m_engine->nextId.fetch_add(1),
                                     ChildWork{task, &module, std::string(function), std::move(arguments), share,
                                               isSession ? isolate.moduleSet() : vm::ModuleSet()});
    bool isNow = false;
    {
        const std::lock_guard lock(m_mutex);
        isNow = m_children.size() < static_cast<size_t>(childrenAtOnce());
        if (isNow) m_children.push_back(child);
        else m_nextChildren.push_back(child);
    }
    if (isNow) launch(child);
    return [weak = weak_from_this(), weakChild = std::weak_ptr(child)] {
        const auto self = weak.lock();
        const auto cancelled = weakChild.lock();
        if (self && cancelled) self->cancelChild(cancelled);
    };
}

void RunPrivate::launch(const std::shared_ptr<RunPrivate> &child)
{
    m_engine->add(child);
    // A stop wakes a child that is not launched yet: it may be over by now, and nobody else would take it out again.
    if (isFinal(child->m_publicState.load())) return m_engine->remove(child->m_id);
    m_engine->scheduler.setBase(child.get(), levelOf(m_options.priority));
    m_engine->scheduler.wake(child.get());
}

void RunPrivate::cancelChild(const std::shared_ptr<RunPrivate> &child)
{
    bool wasWaiting = false;
    {
        const std::lock_guard lock(m_mutex);
        wasWaiting = std::erase(m_nextChildren, child) > 0;
    }
    if (wasWaiting) deliver({.wait = {}, .completion = {}, .task = child->m_work->task, .cancelled = true});
    else child->requestStop(vm::kInterruptCancel);
}

void RunPrivate::childEnded(const std::shared_ptr<RunPrivate> &child, RunState state, vm::Completion result)
{
    std::shared_ptr<RunPrivate> next;
    {
        const std::lock_guard lock(m_mutex);
        std::erase(m_children, child);
        if (!m_nextChildren.empty()) {
            next = std::move(m_nextChildren.front());
            m_nextChildren.pop_front();
            m_children.push_back(next);
        }
    }
    if (next) launch(next);
    // A limit is the whole run's: time and cancel came from it, the others go to it.
    if (state == RunState::LimitReached && child->m_isolate) requestStop(child->m_isolate->stopCause());
    const bool cancelled = state != RunState::Succeeded && state != RunState::Failed;
    deliver({.wait = {}, .completion = std::move(result), .task = child->m_work->task, .cancelled = cancelled});
}

// ---- the child's side -------------------------------------------------------------------------------------------

void RunPrivate::startChildIsolate()
{
    vm::IsolateOptions options;
    options.memoryLimit = static_cast<size_t>(m_options.memoryLimit);
    options.instructionLimit = m_options.instructionLimit;
    m_isolate = std::make_unique<vm::Isolate>(*this, modules::standardLibrary(), options);
    prepareProfile(*m_isolate);
    const vm::ModuleSet &modules = m_work->modules.main ? m_work->modules : m_program->modules;
    const bool started = m_isolate->startCall(modules, *m_work->module, m_work->function, *m_work->arguments);
    m_live.store(m_isolate.get());
    if (const uint32_t stops = m_stops.load()) m_isolate->interrupt(stops);
    if (!started) m_isolate->interrupt(vm::kInterruptMemory);
}

/// Packs what the child gives. Values that cannot travel become the error that says so.
void RunPrivate::reportToParent(RunState state)
{
    for (const size_t i : {0u, 1u})
        if (!m_partialLines[i].empty() && m_isolate)
            m_parent->takeOutput(*m_isolate, i ? OutputStream::Error : OutputStream::Output, m_partialLines[i]);
    const auto parcel = std::make_shared<vm::Parcel>();
    bool failed = state == RunState::Failed;
    if (m_isolate && (failed || state == RunState::Succeeded)) {
        vm::Heap *outer = std::exchange(vm::Heap::current(), &m_isolate->heap());
        const vm::Value value = failed ? m_isolate->failureValue() : m_isolate->result();
        if (vm::Parcel::pack(*m_isolate, value, *parcel) == vm::Outcome::Raise) {
            failed = true;
            *parcel = {};
            vm::Parcel::pack(*m_isolate, m_isolate->takePendingError(), *parcel);
        }
        vm::Heap::current() = outer;
    }
    const auto deliver = [parcel, failed](vm::NativeCall &call) {
        const vm::Value value = parcel->unpack(call.isolate);
        if (value.isUnset()) return vm::Outcome::Stop;
        return failed ? call.raiseValue(value) : call.give(value);
    };
    m_parent->childEnded(shared_from_this(), state, deliver);
}

bool RunPrivate::writeToParent(vm::Isolate &isolate, OutputStream stream, std::string_view text, vm::WaitId wait)
{
    constexpr size_t kLongestPart = size_t(1) << 20; // a line that never ends is not kept back for ever
    std::string &line = m_partialLines[stream == OutputStream::Output ? 0 : 1];
    const size_t end = text.rfind('\n');
    if (end == std::string_view::npos && line.size() + text.size() < kLongestPart) {
        line += text;
        return true;
    }
    const size_t whole = end == std::string_view::npos ? text.size() : end + 1;
    line += text.substr(0, whole);
    const bool keepsUp = m_parent->takeOutput(isolate, stream, line);
    line = text.substr(whole);
    if (keepsUp || m_stops.load(std::memory_order_relaxed)) return true;
    m_parent->m_output.whenDrained([weak = weak_from_this(), wait] {
        if (const auto run = weak.lock()) run->post(wait, {});
    });
    return false;
}

} // namespace latchkey::runs
