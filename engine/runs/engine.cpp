// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/engine.h"

#include "engine/runs/convert.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/needs.h"
#include "engine/runs/run_private.h"
#include "engine/threads/handover.h"

#include <QFuture>
#include <QPromise>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

Level levelOf(Priority priority)
{
    switch (priority) {
    case Priority::Interactive:
        return Level::Interactive;
    case Priority::Normal:
        return Level::Normal;
    case Priority::Batch:
        break;
    }
    return Level::Batch;
}

namespace {

/// How long an engine that goes away waits for runs that were told to stop: their grace, and a little.
constexpr std::chrono::milliseconds kPatience{1500};

/// Compiles without running; takes its turn in the line like a run.
class CheckJob final : public Job, public std::enable_shared_from_this<CheckJob>
{
public:
    CheckJob(Script script, Scheduler &scheduler)
        : m_script(std::move(script))
        , m_scheduler(scheduler)
    {
    }

    QFuture<CheckResult> future() { return m_promise.future(); }
    void start()
    {
        m_self = shared_from_this();
        m_promise.start();
        m_scheduler.wake(this);
    }

    static CheckResult check(const Script &script)
    {
        CompileRequest request = requestFor(script);
        request.lint = true;
        const CompiledPtr compiled = compileProgram(request);
        CheckResult result;
        result.seconds = compiled->seconds;
        for (const syntax::Diagnostic &diagnostic : compiled->diagnostics) result.diagnostics.append(diagnostic);
        for (const Mention &mention : compiled->mentions)
            result.asks.append({QString::fromStdString(mention.function), mention.line});
        result.wishes = permissionWishes(*compiled, script);
        return result;
    }

private:
    Step execute() override
    {
        if (!m_promise.isCanceled()) m_promise.addResult(check(m_script));
        m_promise.finish();
        m_self.reset();
        return Step::Done;
    }
    void interruptSlice() override {}
    std::shared_ptr<void> hold() override { return shared_from_this(); }
    bool wantsSampling() const override { return false; }

    const Script m_script;
    Scheduler &m_scheduler;
    QPromise<CheckResult> m_promise;
    std::shared_ptr<CheckJob> m_self; ///< alive from the line to the end of the slice
};

} // namespace

// ---- shared state -----------------------------------------------------------------------------------------------

EnginePrivate::EnginePrivate(const EngineOptions &given)
    : options(given)
    , broker(given.stateFolder)
    , cache(static_cast<size_t>(std::max<qint64>(given.compileCacheBytes, 0)))
    , results(given.resultCacheBytes)
    , clock(given.virtualTime ? std::function<bool()>([this] { return isIdle(); }) : std::function<bool()>())
    , network([this](std::function<void()> work) { threads::startOn(blocking, std::move(work)); })
    , scheduler(clock, given.threads)
{
    blocking.setMaxThreadCount(kBlockingThreads);
    blocking.setExpiryTimeout(5000);
    broker.setChangeListener([this] {
        network.setMost(broker.limits().http);
        for (const auto &run : live()) run->recheckQuestions();
    });
}

bool EnginePrivate::isIdle() const
{
    // What blocking work ends with is posted before its thread is free, so the line is asked before and after.
    const auto isQuiet = [this] { return scheduler.readyCount() == 0 && scheduler.activeCount() == 0; };
    return isQuiet() && blocking.activeThreadCount() == 0 && isQuiet();
}

std::shared_ptr<EnginePrivate> EnginePrivate::of(const Engine &engine)
{
    return engine.d;
}

RunPtr EnginePrivate::submit(const std::shared_ptr<EnginePrivate> &engine, Script script, RunOptions options)
{
    const quint64 id = engine->nextId.fetch_add(1, std::memory_order_relaxed);
    if (script.name.isEmpty()) script.name = script.path.isEmpty() ? u"script"_s : script.path.section(u'/', -1);
    const Priority priority = options.priority;
    auto core = std::make_shared<RunPrivate>(engine, id, std::move(script), std::move(options));
    auto run = std::make_shared<Run>(core);
    core->m_handle = run;
    engine->add(core);
    const int limit = engine->options.queueLimit;
    const int queued = engine->queued.fetch_add(1, std::memory_order_relaxed);
    // Asked behind `add`: the engine that closes cancels what it finds, and this finds the engine closing.
    if (engine->isClosing.load()) {
        engine->queued.fetch_sub(1, std::memory_order_relaxed);
        core->refuse(syntax::ErrorKind::Cancelled, u"cancelled"_s, u"The engine is closing"_s, RunState::Cancelled);
    } else if (limit > 0 && queued >= limit) {
        engine->queued.fetch_sub(1, std::memory_order_relaxed);
        core->refuse(syntax::ErrorKind::ResourceLimit, u"queue_full"_s,
                     u"The queue is full: %1 runs wait already"_s.arg(queued), RunState::Failed);
    } else {
        engine->scheduler.setBase(core.get(), levelOf(priority));
        engine->scheduler.wake(core.get());
    }
    return run;
}

void EnginePrivate::add(const std::shared_ptr<RunPrivate> &run)
{
    const std::lock_guard lock(mutex);
    runs.emplace(run->m_id, run);
}

void EnginePrivate::remove(quint64 id)
{
    std::shared_ptr<RunPrivate> last; // let go outside the lock: freeing a heap takes time
    const std::lock_guard lock(mutex);
    const auto it = runs.find(id);
    if (it == runs.end()) return;
    last = std::move(it->second);
    runs.erase(it);
    if (runs.empty()) emptied.notify_all();
}

std::vector<std::shared_ptr<RunPrivate>> EnginePrivate::live() const
{
    const std::lock_guard lock(mutex);
    std::vector<std::shared_ptr<RunPrivate>> result;
    result.reserve(runs.size());
    for (const auto &[id, run] : runs) result.push_back(run);
    return result;
}

// ---- the engine -------------------------------------------------------------------------------------------------

Engine::Engine(const EngineOptions &options)
    : d(std::make_shared<EnginePrivate>(options))
{
}

Engine::~Engine()
{
    d->isClosing.store(true);
    cancelAll();
    bool quiet = drain(static_cast<int>(kPatience.count()));
    if (!quiet) {
        for (const auto &run : d->live()) run->cancel(false);
        quiet = drain(static_cast<int>(kPatience.count()));
    }
    d->broker.setChangeListener({});
    quiet = d->scheduler.shutDown(kPatience) && quiet;
    d->clock.stop();
    d->clock.fireRest(); // tasks that pause before their next attempt end too
    d->cancelWatch.stop();
    quiet = d->blocking.waitForDone(static_cast<int>(kPatience.count())) && quiet;
    // A thread that does not come back (a disk that hangs) still uses all this: better lost than pulled from under it.
    if (!quiet) new std::shared_ptr<EnginePrivate>(d);
}

RunPtr Engine::submit(Script script, RunOptions options)
{
    return EnginePrivate::submit(d, std::move(script), std::move(options));
}

void Engine::check(Script script, QObject *context, std::function<void(CheckResult)> done)
{
    auto job = std::make_shared<CheckJob>(std::move(script), d->scheduler);
    // The continuation goes with its context: when that is gone, nobody is called. It is attached first, so that it is
    // never called from in here.
    job->future().then(context, std::move(done));
    job->start();
}

CheckResult Engine::checkNow(const Script &script)
{
    return CheckJob::check(script);
}

QList<RunPtr> Engine::liveRuns() const
{
    QList<RunPtr> result;
    for (const auto &core : d->live()) {
        if (core->isChild()) continue;
        RunPtr run = core->m_handle.lock();
        result.append(run ? std::move(run) : std::make_shared<Run>(core));
    }
    return result;
}

void Engine::setThreadCount(int threads)
{
    d->scheduler.setThreadCount(threads > 0 ? threads : QThread::idealThreadCount());
}

int Engine::threadCount() const
{
    return d->scheduler.threadCount();
}

int Engine::runningCount() const
{
    return d->scheduler.activeCount();
}

void Engine::cancelAll()
{
    for (const auto &run : d->live()) run->cancel(true);
}

bool Engine::drain(int milliseconds)
{
    std::unique_lock lock(d->mutex);
    const auto isEmpty = [this] { return d->runs.empty(); };
    if (milliseconds >= 0) return d->emptied.wait_for(lock, std::chrono::milliseconds(milliseconds), isEmpty);
    d->emptied.wait(lock, isEmpty);
    return true;
}

void Engine::clearCaches()
{
    d->cache.clear();
    d->results.clear();
}

EngineFigures Engine::figures() const
{
    return {d->nextId.load() - 1, d->cache.compiledCount(), d->scheduler.workersMade(), d->scheduler.mostAtOnce()};
}

CacheFigures Engine::resultCacheFigures() const
{
    return d->results.figures();
}

capability::Broker &Engine::broker()
{
    return d->broker;
}

network::Client &Engine::network()
{
    return d->network;
}

} // namespace latchkey::runs
