// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/task.h"

#include "engine/runs/engine_private.h"

#include <algorithm>
#include <cmath>

namespace latchkey::runs {

using namespace Qt::StringLiterals;
using namespace std::chrono;

bool RetryPolicy::mayRetry(const RunError &error) const
{
    switch (error.kind) {
    case syntax::ErrorKind::Timeout:
        return true;
    case syntax::ErrorKind::RuntimeError:
        return on == On::AnyFailure || error.name == "timeout_error"_L1;
    case syntax::ErrorKind::ResourceLimit:
        return on == On::AnyFailure && error.name == "queue_full"_L1; // there may be room then
    default:
        return false;
    }
}

double RetryPolicy::pauseBefore(int attempt) const
{
    const double pause = backoff * std::pow(std::max(factor, 0.0), attempt - 2);
    return std::clamp(std::isfinite(pause) ? pause : longestPause, 0.0, std::max(longestPause, 0.0));
}

Task Task::call(Script script, QString function, QJsonArray arguments, RunOptions options)
{
    options.function = std::move(function);
    options.arguments = std::move(arguments);
    return {std::move(script), std::move(options), {}, {}, {}};
}

Task Task::call(Script script, QString function, QJsonObject arguments, RunOptions options)
{
    options.function = std::move(function);
    options.namedArguments = std::move(arguments);
    return {std::move(script), std::move(options), {}, {}, {}};
}

namespace {

class TaskCore final : public TaskRun, public AlarmTarget, public std::enable_shared_from_this<TaskCore>
{
public:
    TaskCore(std::shared_ptr<EnginePrivate> engine, Task task, Ended ended)
        : m_engine(std::move(engine))
        , m_task(std::move(task))
        , m_ended(std::move(ended))
        , m_begin(m_engine->clock.now())
    {
    }

    void cancel() override
    {
        RunPtr run;
        bool endNow = false;
        {
            const std::lock_guard lock(m_mutex);
            m_isCancelled = true;
            run = m_run;
            endNow = std::exchange(m_isPausing, false);
        }
        if (endNow) end(cancelled());
        else if (run) run->cancel();
    }

    RunPtr run() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_run;
    }

    void attempt()
    {
        const Script *script = m_scriptIndex == 0 ? &m_task.script : &m_task.fallbacks[m_scriptIndex - 1];
        m_attemptBegin = m_engine->clock.now();
        const RunPtr run = EnginePrivate::submit(m_engine, *script, m_task.options);
        bool isCancelled = false;
        {
            const std::lock_guard lock(m_mutex);
            m_run = run;
            isCancelled = m_isCancelled;
        }
        if (isCancelled) run->cancel();
        run->whenFinished([self = shared_from_this()](const RunResult &result) { self->attemptEnded(result); });
    }

private:
    bool isSimple() const { return m_task.retry.attempts <= 1 && m_task.fallbacks.isEmpty(); }

    void attemptEnded(const RunResult &result)
    {
        if (isSimple()) {
            end(result);
            return;
        }
        note(result);
        const bool wasCancelled = result.error && result.error->kind == syntax::ErrorKind::Cancelled;
        {
            const std::lock_guard lock(m_mutex);
            m_isCancelled = m_isCancelled || wasCancelled;
        }
        if (result.success || isCancelled()) {
            end(result);
        } else if (m_attempt < m_task.retry.attempts && m_task.retry.mayRetry(*result.error)) {
            pause(m_task.retry.pauseBefore(++m_attempt));
        } else if (m_scriptIndex < m_task.fallbacks.size()) {
            ++m_scriptIndex;
            m_attempt = 1;
            pause(0);
        } else {
            end(result);
        }
    }

    void note(const RunResult &result)
    {
        RunAttempt attempt;
        attempt.number = static_cast<int>(m_attempts.size()) + 1;
        attempt.script = run()->script().name;
        attempt.success = result.success;
        if (result.error) {
            const std::string_view kind = syntax::kindName(result.error->kind);
            attempt.error = QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()));
            attempt.message = result.error->message;
        }
        attempt.waited = m_lastPause;
        attempt.started = duration<double>(m_attemptBegin - m_begin).count();
        attempt.seconds = result.executionTime;
        m_attempts.append(attempt);
    }

    /// By way of the clock even without a pause: the thread that ended the last run has other things to do.
    void pause(double seconds)
    {
        m_lastPause = seconds;
        bool endNow = false;
        {
            const std::lock_guard lock(m_mutex);
            endNow = m_isCancelled;
            m_isPausing = !endNow;
            if (!endNow) m_self = shared_from_this();
        }
        if (endNow) {
            end(cancelled());
            return;
        }
        m_engine->clock.set(m_engine->clock.now() + duration_cast<nanoseconds>(duration<double>(seconds)),
                            weak_from_this(), 0);
    }

    void alarm(uint64_t) override
    {
        std::shared_ptr<TaskCore> self;
        {
            const std::lock_guard lock(m_mutex);
            if (!std::exchange(m_isPausing, false)) return;
            self = std::move(m_self);
        }
        attempt();
    }

    bool isCancelled() const
    {
        const std::lock_guard lock(m_mutex);
        return m_isCancelled;
    }

    static RunResult cancelled()
    {
        RunResult result;
        result.error.emplace();
        result.error->kind = syntax::ErrorKind::Cancelled;
        result.error->name = u"cancelled"_s;
        result.error->message = u"Execution was cancelled"_s;
        return result;
    }

    void end(RunResult result)
    {
        std::shared_ptr<TaskCore> self;
        Ended ended;
        {
            const std::lock_guard lock(m_mutex);
            self = std::move(m_self);
            ended = std::exchange(m_ended, {});
        }
        if (!isSimple()) {
            result.attempts = m_attempts;
            if (result.success) result.answeredBy = m_attempts.last().script;
        }
        if (ended) ended(std::move(result));
    }

    const std::shared_ptr<EnginePrivate> m_engine;
    const Task m_task;
    mutable std::mutex m_mutex;
    Ended m_ended;                    ///< guarded, as the next four
    std::shared_ptr<TaskCore> m_self; ///< alive through a pause, when no run holds it
    RunPtr m_run;
    bool m_isCancelled = false;
    bool m_isPausing = false;
    const Clock::Time m_begin; ///< from here on: of whoever handles the current attempt
    Clock::Time m_attemptBegin;
    QList<RunAttempt> m_attempts;
    double m_lastPause = 0;
    int m_attempt = 1; ///< of the current script
    qsizetype m_scriptIndex = 0;
};

/// Was over before it began.
class RefusedTask final : public TaskRun
{
public:
    void cancel() override {}
    RunPtr run() const override { return nullptr; }
};

} // namespace

TaskRunPtr TaskRun::start(const std::shared_ptr<EnginePrivate> &engine, Task task, Ended ended)
{
    if (!task.refusal.isEmpty()) {
        RunResult result;
        result.error.emplace();
        result.error->name = u"value_error"_s;
        result.error->message = task.refusal;
        ended(std::move(result));
        return std::make_shared<RefusedTask>();
    }
    auto core = std::make_shared<TaskCore>(engine, std::move(task), std::move(ended));
    core->attempt();
    return core;
}

TaskRunPtr TaskRun::start(Engine &engine, Task task, Ended ended)
{
    return start(EnginePrivate::of(engine), std::move(task), std::move(ended));
}

} // namespace latchkey::runs
