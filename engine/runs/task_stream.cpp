// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/task_stream.h"

#include "engine/runs/engine_private.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace latchkey::runs {

using namespace std::chrono;

namespace {

class StreamCore final : public TaskStream, public std::enable_shared_from_this<StreamCore>
{
public:
    StreamCore(std::shared_ptr<EnginePrivate> engine, const StreamOptions &options, Source source, Sink sink,
               Ended ended)
        : m_engine(std::move(engine))
        , m_options(options)
        , m_limit(options.limit > 0 ? options.limit : 8 * m_engine->scheduler.threadCount())
        , m_source(std::move(source))
        , m_sink(std::move(sink))
        , m_ended(std::move(ended))
        , m_begin(steady_clock::now())
    {
    }

    void cancel() override
    {
        cancelRunning();
        pump();
    }

    void cancelTask(qint64 index) override
    {
        TaskRunPtr task;
        {
            const std::lock_guard lock(m_mutex);
            const auto found = m_tasks.find(index);
            if (found != m_tasks.end()) task = found->second;
            else if (index >= m_started || m_starting == index) m_skipped.insert(index);
        }
        if (task) task->cancel();
    }

    std::vector<std::pair<qint64, TaskRunPtr>> underWay() const override
    {
        const std::lock_guard lock(m_mutex);
        return {m_tasks.begin(), m_tasks.end()};
    }

    void resume() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isHeld = false;
            ++m_resumes;
        }
        pump();
    }

    StreamSummary summary() const override
    {
        const std::lock_guard lock(m_mutex);
        StreamSummary summary = m_summary;
        if (!m_isOver) summary.seconds = elapsed();
        return summary;
    }

    int runningCount() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_running;
    }

    /// Delivers what has ended and starts what there is room for. One thread at a time does it; the others ask it to
    /// look again.
    void pump()
    {
        std::unique_lock lock(m_mutex);
        m_lookAgain = true;
        if (m_isPumping || m_isOver) return;
        m_isPumping = true;
        while (std::exchange(m_lookAgain, false)) {
            while (deliverOne(lock) || startOne(lock)) {
            }
        }
        m_isPumping = false;
        if (!isDone()) return;
        m_isOver = true;
        m_summary.seconds = elapsed();
        m_summary.measures = m_measures.rows();
        if (m_profile) m_summary.profile = std::make_shared<const Profile>(std::move(*m_profile));
        const StreamSummary summary = m_summary;
        const Ended ended = std::exchange(m_ended, {});
        lock.unlock();
        m_source = {};
        m_sink = {};
        if (ended) ended(summary);
    }

private:
    double elapsed() const { return duration<double>(steady_clock::now() - m_begin).count(); }
    bool isDone() const { return (m_isExhausted || m_isStopped) && m_running == 0 && m_results.empty(); }

    bool deliverOne(std::unique_lock<std::mutex> &lock)
    {
        if (m_results.empty() || m_isHeld) return false;
        auto first = m_results.begin();
        if (m_options.inOrder && first->first != m_delivered) return false;
        const qint64 index = m_options.inOrder ? first->first : first->second.index;
        RunResult result = std::move(first->second.result);
        m_results.erase(first);
        ++m_delivered;
        const quint64 resumes = m_resumes;
        lock.unlock();
        addProfile(result);
        const Next next = m_sink(index, std::move(result));
        if (next == Next::Stop) cancelRunning();
        lock.lock();
        if (next == Next::Hold && resumes == m_resumes) m_isHeld = true; // else it was resumed meanwhile
        return true;
    }

    static QString nameOf(const Task &task)
    {
        if (!task.options.label.isEmpty()) return task.options.label;
        return task.script.name.isEmpty() ? task.script.path.section(u'/', -1) : task.script.name;
    }

    /// By the thread that pumps.
    void addProfile(const RunResult &result)
    {
        if (!m_options.measure || !result.profile) return;
        if (m_profile) m_profile->add(*result.profile);
        else m_profile = std::make_unique<Profile>(*result.profile);
    }

    bool startOne(std::unique_lock<std::mutex> &lock)
    {
        const bool isFull = m_running >= m_limit || m_started - m_delivered >= m_limit + kWindow;
        if (isFull || m_isHeld || m_isStopped || m_isExhausted) return false;
        if (m_engine->isClosing.load()) {
            m_isStopped = m_summary.wasStopped = true; // a source without an end would never end now
            return false;
        }
        lock.unlock();
        std::optional<Task> task = m_source();
        lock.lock();
        if (!task) {
            m_isExhausted = true;
            return false;
        }
        if (m_isStopped) return false;
        const qint64 index = m_started++;
        m_summary.highWater = std::max(m_summary.highWater, ++m_running);
        if (m_skipped.erase(index) > 0) {
            lock.unlock();
            taskEnded(index, cancelledResult());
            lock.lock();
            m_endedEarly.erase(index);
            return true;
        }
        m_starting = index;
        lock.unlock();
        QString name;
        if (m_options.measure) name = nameOf(*task);
        const TaskRunPtr started =
            TaskRun::start(m_engine, std::move(*task), [self = shared_from_this(), index, name](RunResult result) {
                if (self->m_options.measure) self->m_measures.note(name, result);
                self->taskEnded(index, std::move(result));
            });
        lock.lock();
        remember(index, started, lock);
        return true;
    }

    /// Those under way are known by index, to be cancelled; one may have ended before it got here.
    void remember(qint64 index, const TaskRunPtr &task, std::unique_lock<std::mutex> &lock)
    {
        m_starting = -1;
        const bool isSkipped = m_skipped.erase(index) > 0;
        if (m_endedEarly.erase(index) > 0) return;
        m_tasks.emplace(index, task);
        if (!m_isStopped && !isSkipped) return;
        lock.unlock();
        task->cancel();
        lock.lock();
    }

    void taskEnded(qint64 index, RunResult result)
    {
        TaskRunPtr last; // let go outside the lock
        bool isFirstFailure = false;
        {
            const std::lock_guard lock(m_mutex);
            if (const auto task = m_tasks.find(index); task != m_tasks.end()) {
                last = std::move(task->second);
                m_tasks.erase(task);
            } else {
                m_endedEarly.insert(index);
            }
            --m_running;
            ++m_summary.total;
            ++(result.success ? m_summary.successes : m_summary.failures);
            m_summary.cancelled += result.error && result.error->kind == syntax::ErrorKind::Cancelled;
            isFirstFailure = m_options.stopAtFailure && !result.success && !m_isStopped;
            m_results.emplace(m_options.inOrder ? index : m_arrivals++, Arrived{index, std::move(result)});
        }
        if (isFirstFailure) cancelRunning();
        pump();
    }

    static RunResult cancelledResult()
    {
        RunResult result;
        RunError error;
        error.kind = syntax::ErrorKind::Cancelled;
        error.name = QStringLiteral("cancelled");
        error.message = QStringLiteral("cancelled before it began");
        result.error = error;
        return result;
    }

    /// Nothing is started from now on, and what is under way ends.
    void cancelRunning()
    {
        std::vector<TaskRunPtr> tasks;
        {
            const std::lock_guard lock(m_mutex);
            m_isStopped = m_summary.wasStopped = true;
            for (const auto &[index, task] : m_tasks) tasks.push_back(task);
        }
        for (const TaskRunPtr &task : tasks) task->cancel();
    }

    struct Arrived {
        qint64 index;
        RunResult result;
    };

    Measures m_measures;
    std::unique_ptr<Profile> m_profile; ///< of the thread that pumps
    const std::shared_ptr<EnginePrivate> m_engine;
    const StreamOptions m_options;
    const int m_limit;
    Source m_source; ///< of the thread that pumps, as the next
    Sink m_sink;
    mutable std::mutex m_mutex; ///< guards all below; nothing foreign is called under it
    Ended m_ended;
    std::map<qint64, Arrived> m_results; ///< ended, not delivered; by index, or by arrival
    std::unordered_map<qint64, TaskRunPtr> m_tasks;
    std::unordered_set<qint64> m_endedEarly; ///< ended before they were remembered
    std::unordered_set<qint64> m_skipped;    ///< cancelled before they began
    qint64 m_starting = -1;                  ///< the one that is being started, not remembered yet
    StreamSummary m_summary;
    qint64 m_started = 0;
    qint64 m_delivered = 0;
    qint64 m_arrivals = 0;
    quint64 m_resumes = 0;
    int m_running = 0;
    bool m_isExhausted = false;
    bool m_isStopped = false;
    bool m_isHeld = false;
    bool m_isPumping = false;
    bool m_lookAgain = false;
    bool m_isOver = false;
    const steady_clock::time_point m_begin;
};

} // namespace

TaskStreamPtr TaskStream::start(Engine &engine, StreamOptions options, Source source, Sink sink, Ended ended)
{
    auto core = std::make_shared<StreamCore>(EnginePrivate::of(engine), options, std::move(source), std::move(sink),
                                             std::move(ended));
    core->pump();
    return core;
}

} // namespace latchkey::runs
