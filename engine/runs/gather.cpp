// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/gather.h"

#include "engine/runs/engine_private.h"
#include "engine/runs/mailbox.h"
#include "engine/runs/promise.h"

#include <algorithm>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

RunResult notStarted()
{
    RunResult result;
    result.error.emplace();
    result.error->kind = syntax::ErrorKind::Cancelled;
    result.error->name = u"cancelled"_s;
    result.error->message = u"Not started: another task had failed, or all were cancelled"_s;
    return result;
}

TaskStream::Source sourceOf(QList<Task> tasks)
{
    return [tasks = std::move(tasks), next = qsizetype(0)]() mutable -> std::optional<Task> {
        if (next >= tasks.size()) return std::nullopt;
        return std::move(tasks[next++]);
    };
}

/// All results of a stream whose length is known.
QFuture<QList<RunResult>> collect(Engine &engine, const StreamOptions &options, TaskStream::Source source,
                                  qsizetype count)
{
    const auto promise = std::make_shared<SharedPromise<QList<RunResult>>>();
    const auto results = std::make_shared<QList<RunResult>>();
    results->reserve(count);
    const auto sink = [results](qint64, RunResult result) {
        results->append(std::move(result));
        return TaskStream::Next::GoOn;
    };
    const TaskStreamPtr stream =
        TaskStream::start(engine, options, std::move(source), sink, [promise, results, count](const StreamSummary &) {
            while (results->size() < count) results->append(notStarted());
            promise->finish(std::move(*results));
        });
    return promise->future(*EnginePrivate::of(engine), [weak = std::weak_ptr(stream)] {
        if (const auto live = weak.lock()) live->cancel();
    });
}

} // namespace

QFuture<QList<RunResult>> gather(Engine &engine, QList<Task> tasks, GatherOptions options)
{
    StreamOptions stream;
    const qsizetype count = tasks.size();
    stream.limit = options.limit > 0 ? options.limit : static_cast<int>(std::max<qsizetype>(1, count));
    stream.stopAtFailure = options.onFailure == OnFailure::CancelRest;
    return collect(engine, stream, sourceOf(std::move(tasks)), count);
}

QFuture<QList<RunResult>> gather(Engine &engine, const QList<Script> &scripts, GatherOptions options)
{
    QList<Task> tasks;
    for (const Script &script : scripts) tasks.append(Task{script, {}, {}, {}, {}});
    return gather(engine, std::move(tasks), options);
}

TaskStreamPtr asCompleted(Engine &engine, QList<Task> tasks, QObject *context,
                          std::function<void(qsizetype, const RunResult &)> each,
                          std::function<void(const StreamSummary &)> done, GatherOptions options)
{
    StreamOptions stream;
    stream.limit = options.limit > 0 ? options.limit : static_cast<int>(std::max<qsizetype>(1, tasks.size()));
    stream.inOrder = false;
    stream.stopAtFailure = options.onFailure == OnFailure::CancelRest;
    const Mailbox mailbox(context);
    const auto sink = [mailbox, each = std::move(each)](qint64 index, RunResult result) {
        const bool isHeard = mailbox.post([each, index, result = std::move(result)] { each(index, result); });
        return isHeard ? TaskStream::Next::GoOn : TaskStream::Next::Stop;
    };
    const auto ended = [mailbox, done = std::move(done)](const StreamSummary &summary) {
        if (done) mailbox.post([done, summary] { done(summary); });
    };
    return TaskStream::start(engine, stream, sourceOf(std::move(tasks)), sink, ended);
}

QFuture<QList<RunResult>> map(Engine &engine, const Task &task, const QString &function, const QJsonArray &items,
                              GatherOptions options)
{
    StreamOptions stream;
    stream.limit = options.limit;
    stream.stopAtFailure = options.onFailure == OnFailure::CancelRest;
    const auto source = [task, function, items, next = qsizetype(0)]() mutable -> std::optional<Task> {
        if (next >= items.size()) return std::nullopt;
        Task one = task;
        one.options.function = function;
        one.options.arguments = QJsonArray{items.at(next++)};
        return one;
    };
    return collect(engine, stream, source, items.size());
}

// ---- groups -----------------------------------------------------------------------------------------------------

class TaskGroup::Core : public std::enable_shared_from_this<TaskGroup::Core>
{
public:
    Core(std::shared_ptr<EnginePrivate> engine, OnFailure onFailure)
        : m_engine(std::move(engine))
        , m_onFailure(onFailure)
    {
    }

    void add(Task task)
    {
        size_t place = 0;
        bool runs = false;
        {
            const std::lock_guard lock(m_mutex);
            place = m_tasks.size();
            m_tasks.emplace_back();
            m_results.append(notStarted());
            runs = !m_isCancelled && !m_isClosed;
            m_live += runs;
        }
        if (!runs) return;
        const TaskRunPtr started =
            TaskRun::start(m_engine, std::move(task), [self = shared_from_this(), place](RunResult result) {
                self->taskEnded(place, std::move(result));
            });
        bool isLate = false;
        {
            const std::lock_guard lock(m_mutex);
            m_tasks[place] = started;
            isLate = m_isCancelled;
        }
        if (isLate) started->cancel();
    }

    void cancel()
    {
        std::vector<std::weak_ptr<TaskRun>> tasks;
        {
            const std::lock_guard lock(m_mutex);
            m_isCancelled = true;
            tasks = m_tasks;
        }
        for (const auto &weak : tasks)
            if (const auto task = weak.lock()) task->cancel();
    }

    QFuture<QList<RunResult>> close()
    {
        QFuture<QList<RunResult>> future = m_promise.future(*m_engine, [weak = weak_from_this()] {
            if (const auto core = weak.lock()) core->cancel();
        });
        std::unique_lock lock(m_mutex);
        if (!std::exchange(m_isClosed, true)) finishIfOver(lock);
        return future;
    }

    int liveCount() const
    {
        const std::lock_guard lock(m_mutex);
        return m_live;
    }

private:
    void taskEnded(size_t place, RunResult result)
    {
        const bool cancelsRest = !result.success && m_onFailure == OnFailure::CancelRest;
        if (cancelsRest) cancel();
        std::unique_lock lock(m_mutex);
        m_results[static_cast<qsizetype>(place)] = std::move(result);
        --m_live;
        finishIfOver(lock);
    }

    void finishIfOver(std::unique_lock<std::mutex> &lock)
    {
        if (!m_isClosed || m_live > 0 || std::exchange(m_isOver, true)) return;
        QList<RunResult> results = std::move(m_results);
        lock.unlock();
        m_promise.finish(std::move(results));
    }

    const std::shared_ptr<EnginePrivate> m_engine;
    const OnFailure m_onFailure;
    SharedPromise<QList<RunResult>> m_promise;
    mutable std::mutex m_mutex; ///< guards all below
    std::vector<std::weak_ptr<TaskRun>> m_tasks;
    QList<RunResult> m_results;
    int m_live = 0;
    bool m_isCancelled = false;
    bool m_isClosed = false;
    bool m_isOver = false;
};

TaskGroup::TaskGroup(Engine &engine, OnFailure onFailure)
    : m_core(std::make_shared<Core>(EnginePrivate::of(engine), onFailure))
{
}

void TaskGroup::add(Task task)
{
    m_core->add(std::move(task));
}

void TaskGroup::cancel()
{
    m_core->cancel();
}

QFuture<QList<RunResult>> TaskGroup::close()
{
    return m_core->close();
}

int TaskGroup::liveCount() const
{
    return m_core->liveCount();
}

} // namespace latchkey::runs
