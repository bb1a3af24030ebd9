// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/run_private.h"
#include "engine/runs/variables.h"

#include "engine/capability/paths.h"
#include "engine/modules/library.h"
#include "engine/runs/convert.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/value_json.h"
#include "engine/vm/operations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <ctime>

namespace latchkey::runs {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// Alarms that are no sleep of a fiber are told by an impossible fiber number.
constexpr uint32_t kOwnAlarm = UINT32_MAX;
constexpr uint64_t kTimeoutAlarm = uint64_t(kOwnAlarm) << 32 | 1;
constexpr uint64_t kGraceAlarm = uint64_t(kOwnAlarm) << 32 | 2;
// 3 is that of the profiler, in run_private.h

/// `finally` blocks of a stopped run get this much in all; a little more than the isolate's own measure, for those that
/// wait and so do not look at the time.
constexpr milliseconds kGrace{500};
constexpr milliseconds kGraceForWaiting{550};

/// Threads that wait for runs to end share a few of these: nearly no run is ever waited for.
struct Ending {
    std::mutex mutex;
    std::condition_variable changed;
};
Ending &endingOf(quint64 id)
{
    static std::array<Ending, 16> endings;
    return endings[id % endings.size()];
}

nanoseconds threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

} // namespace

// ---- life -------------------------------------------------------------------------------------------------------

RunPrivate::RunPrivate(std::shared_ptr<EnginePrivate> engine, quint64 id, Script script, RunOptions options)
    : m_engine(std::move(engine))
    , m_id(id)
    , m_submittedAt(QDateTime::currentMSecsSinceEpoch())
    , m_script(std::move(script))
    , m_options(std::move(options))
    , m_queuedAt(steady_clock::now())
    , m_phaseSince(m_engine->clock.now())
    , m_phasesBegan(m_phaseSince)
{
}

RunPrivate::~RunPrivate()
{
    // Values of the result point into the heap: they go first.
    m_result.reset();
}

void RunPrivate::wake(bool urgent)
{
    m_engine->scheduler.wake(this, urgent);
}

RunPrivate::Extras &RunPrivate::extras()
{
    if (!m_extras) m_extras = std::make_unique<Extras>();
    return *m_extras;
}

// ---- slices -----------------------------------------------------------------------------------------------------

Job::Step RunPrivate::execute()
{
    const IsolateHold hold(m_holder, Holder::Slice);
    if (isFinal(m_publicState.load(std::memory_order_acquire))) return Step::Done;
    if (!m_started) {
        m_started = true;
        m_engine->queued.fetch_sub(1, std::memory_order_relaxed);
        const std::lock_guard lock(m_mutex);
        m_startedAt = m_leftQueueAt = steady_clock::now();
    }
    const uint32_t stops = m_stops.load();
    if (stops && !m_isolate) return finishWith(stopState(stops), stopError(stops));
    if (m_paused.load() && !stops) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_askingSince == Time()) m_askingSince = steady_clock::now();
        }
        takeSnapshot();
        enterPhase(&RunPhases::person);
        publish(RunState::Paused); // outside the lock: watchers are told under it
        return Step::Wait;
    }
    if (m_parent && !m_isolate) startChildIsolate();
    if (m_isolate) return runStep();
    if (m_program) return begin();
    if (const auto step = fromCache()) return *step;
    return compileStep();
}

void RunPrivate::interruptSlice()
{
    withLive([](vm::Isolate &isolate) { isolate.interrupt(vm::kInterruptSlice); });
}

CompileRequest RunPrivate::compileRequest() const
{
    CompileRequest request = requestFor(m_script);
    for (const QString &name : m_options.context.keys()) request.contextNames.push_back(name.toStdString());
    if (!m_options.contextText.isEmpty())
        for (const QString &name : QJsonDocument::fromJson(m_options.contextText).object().keys())
            request.contextNames.push_back(name.toStdString());
    if (m_options.session) {
        request.isInput = true;
        // Places of variables are handed on, so those of the inputs before come first.
        std::vector<std::string> names = m_options.session->names();
        std::erase_if(request.contextNames, [&](const auto &name) { return std::ranges::contains(names, name); });
        names.insert(names.end(), request.contextNames.begin(), request.contextNames.end());
        request.contextNames = std::move(names);
    }
    request.stop = &m_stopRequested;
    return request;
}

Job::Step RunPrivate::compileStep()
{
    enterPhase(&RunPhases::compiling);
    const CompileRequest request = compileRequest();
    const QByteArray key = CompileCache::keyOf(request);
    const auto wakeUp = [weak = weak_from_this()] {
        if (const auto run = weak.lock()) run->wake();
    };
    const CompileCache::Answer cached = m_engine->cache.find(key, wakeUp);
    CompiledPtr program = cached.program;
    if (!program) {
        publish(RunState::Compiling);
        if (!cached.compileIt) return Step::Wait;
        program = compileProgram(request);
        m_engine->cache.finish(key, program->stopped ? nullptr : program);
        if (program->stopped) {
            enterPhase(&RunPhases::queued);
            return Step::Again;
        }
    }
    m_program = program;
    if (!program->ok()) return finishWith(RunState::Failed, firstError(program->diagnostics));
    return begin();
}

Job::Step RunPrivate::begin()
{
    if (!takeGrants()) return Step::Done;
    if (const auto step = askBeforehand()) return *step;
    startIsolate(m_program);
    if (isFinal(m_publicState.load())) return Step::Done;
    return runStep();
}

/// Before anything runs, so that a text that is no capability is said at once. False: the run is over.
bool RunPrivate::takeGrants()
{
    if (std::exchange(m_hasGrants, true)) return true;
    for (const auto &[list, deny] : {std::pair(&m_options.grants, false), std::pair(&m_options.denies, true)}) {
        for (const QString &text : *list) {
            const auto added = grants().add(text.toStdString(), deny);
            if (added) continue;
            RunError error;
            error.kind = syntax::ErrorKind::CapabilityError;
            error.name = u"capability_error"_s;
            error.message = QString::fromStdString(added.error());
            finishWith(RunState::Failed, error);
            return false;
        }
    }
    return true;
}

void RunPrivate::startIsolate(const CompiledPtr &program)
{
    vm::IsolateOptions options;
    options.memoryLimit = m_options.memoryLimit > 0 ? static_cast<size_t>(m_options.memoryLimit) : SIZE_MAX;
    options.instructionLimit = m_options.instructionLimit;
    options.cleanupGrace = kGrace;
    options.interactive = m_options.session != nullptr;
    if (m_options.session) m_isolate = m_options.session->take();
    const bool isNext = m_isolate != nullptr;
    if (!isNext) m_isolate = std::make_unique<vm::Isolate>(*this, modules::standardLibrary(), options);
    prepareProfile(*m_isolate);
    if (isNext) m_isolate->startNext(*this, program->modules);
    else m_isolate->start(program->modules);
    if (!prepareCall(*m_isolate)) return;
    {
        const std::lock_guard lock(m_mutex);
        m_startedAt = steady_clock::now();
        m_excluded = {};
    }
    m_live.store(m_isolate.get());
    // A stop that came before the line above found no isolate; one that comes after finds it.
    if (const uint32_t stops = m_stops.load()) m_isolate->interrupt(stops);
    armTimeout();
}

/// Puts the context and the arguments of the function to call into the heap.
bool RunPrivate::prepareCall(vm::Isolate &isolate)
{
    vm::Heap *outer = std::exchange(vm::Heap::current(), &isolate.heap());
    const auto fail = [this, outer](const QString &message) {
        vm::Heap::current() = outer;
        RunError error;
        error.name = u"value_error"_s;
        error.message = message;
        finishWith(RunState::Failed, error);
        return false;
    };
    const auto read = [&isolate](const QByteArray &text) { return valueFromJson(isolate.heap(), text); };
    const auto bindAll = [&isolate](vm::Value object) {
        uint32_t position = 0;
        vm::Value key;
        vm::Value value;
        while (vm::nextProperty(object.asObject(), position, key, value))
            if (key.isString()) isolate.setContext(key.asString()->view(), value);
    };
    if (!m_options.context.isEmpty()) {
        const auto value = read(QJsonDocument(m_options.context).toJson(QJsonDocument::Compact));
        if (value) bindAll(*value);
    }
    if (!m_options.contextText.isEmpty()) {
        const auto value = read(m_options.contextText);
        if (!value || !value->isObject()) return fail(u"the context is not a JSON object"_s);
        bindAll(*value);
    }
    if (!m_options.function.isEmpty()) {
        QByteArray text = m_options.argumentsText;
        if (text.isEmpty())
            text = m_options.namedArguments.isEmpty()
                       ? QJsonDocument(m_options.arguments).toJson(QJsonDocument::Compact)
                       : QJsonDocument(m_options.namedArguments).toJson(QJsonDocument::Compact);
        const auto value = read(text);
        if (!value || !(value->isArray() || value->isObject()))
            return fail(u"the arguments are not a JSON array or object"_s);
        if (value->isArray()) {
            const vm::Array *items = value->asArray();
            isolate.callAfterwards(m_options.function.toStdString(),
                                   std::vector<vm::Value>(items->items, items->items + items->length));
        } else {
            std::vector<std::pair<std::string, vm::Value>> named;
            uint32_t position = 0;
            vm::Value key;
            vm::Value argument;
            while (vm::nextProperty(value->asObject(), position, key, argument))
                named.emplace_back(key.asString()->view(), argument);
            isolate.callAfterwards(m_options.function.toStdString(), std::move(named));
        }
    }
    vm::Heap::current() = outer;
    return true;
}

Job::Step RunPrivate::runStep()
{
    bool wasAsking = false;
    {
        const std::lock_guard lock(m_mutex);
        wasAsking = m_askingSince != Time();
        if (wasAsking) m_excluded += steady_clock::now() - std::exchange(m_askingSince, Time());
    }
    if (wasAsking) {
        dropSnapshot();
        armTimeout();
    }
    deliverInbox();
    if (m_paused.load() && !m_stops.load()) return Step::Again;
    enterPhase(&RunPhases::running);
    armSampling();
    publish(m_stops.load() ? RunState::Stopping : RunState::Running);
    const nanoseconds begin = threadTime();
    const vm::RunState state = m_isolate->run();
    m_cpu += threadTime() - begin;
    // Cleared behind the slice, not before it: a wish to end that comes as it begins must not be lost.
    m_isolate->clearInterrupt(vm::kInterruptSlice | vm::kInterruptSample);
    if (state != vm::RunState::Ready && state != vm::RunState::Parked) return finish(state);
    sample();
    if (m_stops.load()) armGrace();
    if (state != vm::RunState::Ready) return park();
    enterPhase(&RunPhases::queued);
    return Step::Again;
}

Job::Step RunPrivate::park()
{
    const vm::WaitReason reason = m_isolate->waitReason();
    WaitKind kind = waitKindOf(reason.kind);
    const QString detail = QString::fromStdString(reason.detail);
    {
        const std::lock_guard lock(m_mutex);
        if (!m_inbox.empty()) return Step::Again; // on at once, as good as running
        m_parkedAt = steady_clock::now();
        if (m_extras && m_extras->inputWait) kind = WaitKind::Input;
        if (m_extras && !m_extras->questions.empty()) kind = WaitKind::Permission;
        if (!detail.isEmpty() || m_extras) extras().waitDetail = detail;
        // The clock stands while the run waits for a person and does nothing else.
        if (kind == WaitKind::Permission || kind == WaitKind::Input) m_askingSince = m_parkedAt;
    }
    enterPhase(phaseOf(kind == WaitKind::Task ? waitKindOf(m_isolate->outsideWait()) : kind));
    publish(m_stops.load() ? RunState::Stopping : RunState::Waiting, kind);
    return Step::Wait;
}

void RunPrivate::deliverInbox()
{
    std::vector<Message> messages;
    m_isolate->takeMail();
    {
        const std::lock_guard lock(m_mutex);
        messages.swap(m_inbox);
    }
    for (Message &message : messages) {
        if (message.cancelTask) m_isolate->cancelTask(message.cancelTask);
        else if (message.task) m_isolate->completeTask(message.task, message.cancelled, message.completion);
        else m_isolate->complete(message.wait, message.completion);
    }
}

void RunPrivate::post(vm::WaitId wait, vm::Completion completion)
{
    deliver({.wait = wait, .completion = std::move(completion)});
}

/// Into the inbox; the isolate gets it at the beginning of its next slice, which is soon.
void RunPrivate::deliver(Message message)
{
    {
        const std::lock_guard lock(m_mutex);
        m_inbox.push_back(std::move(message));
    }
    withLive([](vm::Isolate &isolate) { isolate.announceMail(); });
    wake();
}

void RunPrivate::publish(RunState state, WaitKind waiting)
{
    RunState before = m_publicState.load(std::memory_order_acquire);
    do {
        if (isFinal(before)) return; // left behind meanwhile
    } while (!m_publicState.compare_exchange_weak(before, state, std::memory_order_acq_rel));
    const WaitKind waitedFor = m_waiting.exchange(waiting, std::memory_order_relaxed);
    if ((before != state || waitedFor != waiting) && m_watched.load(std::memory_order_relaxed))
        notify(WatcherLink::Status);
}

// ---- stopping, pausing ------------------------------------------------------------------------------------------

void RunPrivate::requestStop(uint32_t bits)
{
    m_stops.fetch_or(bits);
    m_stopRequested.store(true, std::memory_order_relaxed);
    dropRequests();
    withLive([bits](vm::Isolate &isolate) { isolate.interrupt(bits); });
    // Not yet begun: it ends here and now, without waiting for a thread.
    if (m_publicState.load() == RunState::Queued && m_engine->scheduler.withdraw(this)) {
        const auto alive = shared_from_this();
        if (!m_started) m_engine->queued.fetch_sub(1, std::memory_order_relaxed);
        m_started = true;
        finishWith(stopState(bits), stopError(bits));
        return;
    }
    showStopping();
    wake(true);
}

/// From now on it is seen to be stopping, though its slice may still be under way.
void RunPrivate::showStopping()
{
    for (RunState state : {RunState::Running, RunState::Waiting, RunState::Paused}) {
        if (!m_publicState.compare_exchange_strong(state, RunState::Stopping)) continue;
        notify(WatcherLink::Status);
        return;
    }
}

void RunPrivate::cancel(bool withCleanup)
{
    if (isFinal(m_publicState.load())) return;
    requestStop(vm::kInterruptCancel | (withCleanup ? 0u : uint32_t(vm::kInterruptSkipCleanup)));
}

void RunPrivate::cancelTask(quint32 number)
{
    deliver({.wait = {}, .completion = {}, .cancelTask = number});
    interruptSlice(); // it may be the task itself that runs
}

void RunPrivate::setPaused(bool on)
{
    m_paused.store(on);
    if (on) interruptSlice();
    wake();
}

void RunPrivate::armTimeout()
{
    if (m_options.timeoutSeconds <= 0 || m_engine->clock.isVirtual()) return;
    double left = 0;
    {
        const std::lock_guard lock(m_mutex);
        left = m_options.timeoutSeconds - elapsedSeconds(steady_clock::now());
    }
    m_alarms.fetch_add(1, std::memory_order_relaxed);
    m_engine->clock.set(steady_clock::now() + duration_cast<nanoseconds>(duration<double>(std::clamp(left, 0.0, 1e8))),
                        weak_from_this(), kTimeoutAlarm);
}

void RunPrivate::armGrace()
{
    if (std::exchange(m_graceArmed, true)) return;
    m_alarms.fetch_add(1, std::memory_order_relaxed);
    m_engine->clock.set(m_engine->clock.now() + kGraceForWaiting, weak_from_this(), kGraceAlarm);
}

void RunPrivate::alarm(uint64_t what)
{
    m_alarms.fetch_sub(1, std::memory_order_relaxed);
    if (isFinal(m_publicState.load())) return;
    if (what == kSampleAlarm) return sampleAlarm();
    if (what == kGraceAlarm) {
        requestStop(vm::kInterruptSkipCleanup);
        return;
    }
    if (what != kTimeoutAlarm) {
        post({static_cast<uint32_t>(what >> 32), static_cast<uint32_t>(what)}, vm::Isolate::timerEnded);
        return;
    }
    bool isOver = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_askingSince != Time()) return; // set again when the answer is there
        isOver = elapsedSeconds(steady_clock::now()) >= m_options.timeoutSeconds - 0.0005;
    }
    if (isOver) requestStop(vm::kInterruptTimeout);
    else armTimeout();
}

double RunPrivate::elapsedSeconds(Time now) const
{
    if (m_startedAt == Time()) return 0;
    nanoseconds elapsed = now - m_startedAt - m_excluded;
    if (m_askingSince != Time()) elapsed -= now - m_askingSince;
    return duration<double>(elapsed).count();
}

// ---- the end ----------------------------------------------------------------------------------------------------

Job::Step RunPrivate::finish(vm::RunState state)
{
    switch (state) {
    case vm::RunState::Finished:
        return finishWith(RunState::Succeeded, std::nullopt);
    case vm::RunState::Failed:
        return finishWith(RunState::Failed, errorOf(m_isolate->failure()));
    default:
        return finishWith(stopState(m_isolate->stopCause()), stopError(m_isolate->stopCause()));
    }
}

RunError RunPrivate::stopError(uint32_t cause) const
{
    RunError error = stopErrorFor(cause, m_options);
    if (m_isolate) placeStop(error, m_isolate->stopStack());
    return error;
}

Job::Step RunPrivate::finishWith(RunState state, std::optional<RunError> error)
{
    if (m_isEnding.exchange(true)) return Step::Done; // left behind
    dropRequests();
    if (m_parent) {
        handProfileToParent(); // before it hears of the end
        reportToParent(state);
    }
    auto result = std::make_unique<RunResult>();
    result->success = state == RunState::Succeeded;
    result->error = std::move(error);
    result->runId = m_id;
    if (m_program) {
        result->transpileTime = m_program->seconds;
        for (const syntax::Diagnostic &diagnostic : m_program->diagnostics) result->diagnostics.append(diagnostic);
    }
    if (m_isolate) {
        m_steps.store(m_isolate->steps(), std::memory_order_relaxed);
        result->peakMemory = static_cast<qint64>(m_isolate->heap().peak());
        const bool hasResult = state == RunState::Succeeded && m_isolate->hasResult() && !m_parent;
        const vm::Value value = hasResult ? m_isolate->result() : vm::Value::unset();
        result->steps = m_isolate->steps();
        takeProfile(*result);
        if (m_options.session) {
            bringBack(*result, value);
        } else {
            m_isolate->freeze();
            m_frozen = frozenHeap(std::move(m_isolate));
            if (hasResult) result->value = ResultValue(m_frozen, value.bits());
        }
    }
    if (m_cached) takeCached(*result);
    countPhases(*result);
    result->cpuTime = duration<double>(m_cpu).count();
    conclude(state, std::move(result));
    return Step::Done;
}

/// The end of the end, which needs nothing of the slice: whoever holds `m_isEnding` may do it.
void RunPrivate::conclude(RunState state, std::unique_ptr<RunResult> result)
{
    const Time now = steady_clock::now();
    result->capabilities = capabilityUses();
    m_engine->broker.audit().flush();
    result->outputBytes = m_output.byteCount();
    m_output.finish();
    const QString dropped = droppedWords();
    if (result->error) m_line.store(static_cast<uint32_t>(result->error->line), std::memory_order_relaxed);
    {
        const std::lock_guard lock(m_mutex);
        if (m_startedAt != Time()) {
            result->executionTime = elapsedSeconds(now);
        }
        if (m_leftQueueAt != Time()) result->queuedTime = duration<double>(m_leftQueueAt - m_queuedAt).count();
        if (m_extras) {
            m_extras->questions.clear();
            m_extras->inputWait.reset();
            result->warnings = m_extras->warnings;
            result->views = m_extras->views;
        }
        if (!dropped.isEmpty()) result->warnings.prepend(dropped);
        // The clock of `elapsed` stops here.
        m_askingSince = now;
        m_inbox.clear();
    }
    m_result = std::move(result);
    offerToCache(state == RunState::Succeeded);
    {
        Ending &ending = endingOf(m_id);
        const std::lock_guard lock(ending.mutex);
        m_publicState.store(state, std::memory_order_release);
        ending.changed.notify_all();
    }
    notify(WatcherLink::Status | WatcherLink::Output | WatcherLink::Final);
    callEndings();
    if (const int alarms = m_alarms.load(std::memory_order_relaxed); alarms > 0)
        m_engine->clock.forget(static_cast<size_t>(alarms));
    releaseBlocked([](const BlockedThread &) { return true; });
    m_engine->remove(m_id);
}

void RunPrivate::callEndings()
{
    std::vector<std::function<void(const RunResult &)>> endings;
    {
        const std::lock_guard lock(m_mutex);
        if (m_extras) endings.swap(m_extras->endings);
    }
    for (const auto &ended : endings) ended(*m_result);
}

void RunPrivate::whenFinished(std::function<void(const RunResult &)> ended)
{
    {
        // Under the lock: either the end finds it in the list, or this finds the end.
        const std::lock_guard lock(m_mutex);
        if (!isFinal(m_publicState.load(std::memory_order_acquire))) {
            extras().endings.push_back(std::move(ended));
            return;
        }
    }
    ended(*m_result);
}

void RunPrivate::refuse(syntax::ErrorKind kind, const QString &name, const QString &message, RunState state)
{
    RunError error;
    error.kind = kind;
    error.name = name;
    error.message = message;
    finishWith(state, error);
}

bool RunPrivate::wait(int milliseconds) const
{
    Ending &ending = endingOf(m_id);
    std::unique_lock lock(ending.mutex);
    const auto isOver = [this] { return isFinal(m_publicState.load(std::memory_order_acquire)); };
    if (milliseconds >= 0) return ending.changed.wait_for(lock, std::chrono::milliseconds(milliseconds), isOver);
    ending.changed.wait(lock, isOver);
    return true;
}

// ---- looking: see also run_look.cpp
// ----------------------------------------------------------------------------------

QList<QPair<QString, ResultValue>> RunPrivate::variables() const
{
    QList<QPair<QString, ResultValue>> result;
    if (!isFinal(m_publicState.load(std::memory_order_acquire))) return result;
    if (m_options.session) {
        if (const auto all = snapshot(); all && !all->modules.isEmpty())
            for (const RunVariable &variable : all->modules.first().variables)
                result.append({variable.name, variable.value});
        return result;
    }
    if (!m_frozen) return result;
    const vm::ModuleInstance *module = m_frozen->isolate().mainModule();
    if (!module) return result;
    const auto &names = module->image->program().globals;
    for (size_t i = 0; i < names.size(); ++i)
        if (!module->globals[i].isUnset())
            result.append({QString::fromStdString(names[i]), ResultValue(m_frozen, module->globals[i].bits())});
    return result;
}

void RunPrivate::notify(uint32_t flags)
{
    if (m_parent) return m_parent->notify(flags & ~uint32_t(WatcherLink::Final));
    if (!m_watched.load(std::memory_order_relaxed)) return;
    std::vector<std::shared_ptr<WatcherLink>> watchers;
    {
        const std::lock_guard lock(m_mutex);
        if (m_extras) watchers = m_extras->watchers;
    }
    for (const auto &watcher : watchers) watcher->post(flags);
}

void RunPrivate::addWatcher(const std::shared_ptr<WatcherLink> &link)
{
    {
        const std::lock_guard lock(m_mutex);
        extras().watchers.push_back(link);
        m_watched.store(true);
        m_wanted.store(true);
    }
    uint32_t flags = WatcherLink::Status;
    if (m_output.byteCount() > 0) flags |= WatcherLink::Output;
    if (isFinal(m_publicState.load(std::memory_order_acquire))) flags |= WatcherLink::Final;
    link->post(flags);
    m_engine->scheduler.lookSoon();
}

void RunPrivate::removeWatcher(const std::shared_ptr<WatcherLink> &link)
{
    const std::lock_guard lock(m_mutex);
    if (!m_extras) return;
    std::erase(m_extras->watchers, link);
    m_watched.store(!m_extras->watchers.empty());
}

} // namespace latchkey::runs
