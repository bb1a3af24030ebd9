// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/task_queue.h"

#include "engine/runs/engine_private.h"
#include "engine/runs/mailbox.h"

#include <algorithm>
#include <array>
#include <deque>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

RunResult failure(syntax::ErrorKind kind, const QString &name, const QString &message)
{
    RunResult result;
    result.error.emplace();
    result.error->kind = kind;
    result.error->name = name;
    result.error->message = message;
    return result;
}

} // namespace

class TaskQueue::Core : public std::enable_shared_from_this<TaskQueue::Core>
{
public:
    Core(std::shared_ptr<EnginePrivate> engine, const QueueOptions &options)
        : m_engine(std::move(engine))
        , m_options(options)
    {
        if (options.context) m_mailbox.emplace(options.context);
    }

    quint64 submit(Task task, Done done)
    {
        Entry entry{0, std::move(task), std::move(done)};
        RunResult refusal;
        {
            const std::lock_guard lock(m_mutex);
            entry.id = ++m_lastId;
            ++m_figures.submitted;
            const int waiting = waitingCount();
            if (m_isShut) {
                refusal = failure(syntax::ErrorKind::Cancelled, u"cancelled"_s, u"The queue was shut down"_s);
            } else if (m_options.maxWaiting > 0 && waiting >= m_options.maxWaiting && m_running >= m_options.workers) {
                refusal = failure(syntax::ErrorKind::ResourceLimit, u"queue_full"_s,
                                  u"The queue is full: %1 tasks wait already"_s.arg(waiting));
                ++m_figures.refused;
            } else {
                const quint64 id = entry.id;
                m_lines[static_cast<size_t>(entry.task.options.priority)].push_back(std::move(entry));
                entry.id = id;
            }
            if (refusal.error) ++m_delivering;
        }
        if (refusal.error) deliver(entry, std::move(refusal));
        else pump();
        return entry.id;
    }

    bool cancel(quint64 id)
    {
        TaskRunPtr running;
        Entry withdrawn;
        {
            const std::lock_guard lock(m_mutex);
            for (auto &line : m_lines) {
                const auto it = std::ranges::find(line, id, &Entry::id);
                if (it == line.end()) continue;
                withdrawn = std::move(*it);
                line.erase(it);
                ++m_delivering;
                break;
            }
            if (const auto it = m_live.find(id); it != m_live.end()) {
                it->second.isCancelled = true;
                running = it->second.task;
                if (!running) return true; // it is just being started, and will be cancelled then
            }
        }
        if (withdrawn.id) deliver(withdrawn, cancelledResult());
        else if (running) running->cancel();
        return withdrawn.id || running;
    }

    int positionOf(quint64 id) const
    {
        const std::lock_guard lock(m_mutex);
        int position = 1;
        for (const auto &line : m_lines) {
            const auto it = std::ranges::find(line, id, &Entry::id);
            if (it != line.end()) return position + static_cast<int>(it - line.begin());
            position += static_cast<int>(line.size());
        }
        return 0;
    }

    QueueFigures figures() const
    {
        const std::lock_guard lock(m_mutex);
        QueueFigures figures = m_figures;
        figures.waiting = waitingCount();
        figures.running = m_running;
        return figures;
    }

    bool drain(int milliseconds)
    {
        std::unique_lock lock(m_mutex);
        const auto isQuiet = [this] { return m_running == 0 && m_delivering == 0 && waitingCount() == 0; };
        if (milliseconds < 0) {
            m_quiet.wait(lock, isQuiet);
            return true;
        }
        return m_quiet.wait_for(lock, std::chrono::milliseconds(milliseconds), isQuiet);
    }

    void shutdown(bool cancelRunning)
    {
        std::vector<Entry> withdrawn;
        std::vector<TaskRunPtr> running;
        {
            const std::lock_guard lock(m_mutex);
            m_isShut = true;
            for (auto &line : m_lines) {
                std::ranges::move(line, std::back_inserter(withdrawn));
                line.clear();
            }
            m_delivering += static_cast<int>(withdrawn.size());
            for (auto &[id, live] : m_live) {
                live.isCancelled = live.isCancelled || cancelRunning;
                if (cancelRunning && live.task) running.push_back(live.task);
            }
        }
        for (const Entry &entry : withdrawn) deliver(entry, cancelledResult());
        for (const TaskRunPtr &task : running) task->cancel();
    }

private:
    struct Entry {
        quint64 id = 0;
        Task task;
        Done done;
    };
    struct Live {
        TaskRunPtr task;
        bool isCancelled = false;
    };

    static RunResult cancelledResult()
    {
        return failure(syntax::ErrorKind::Cancelled, u"cancelled"_s, u"Cancelled before it was started"_s);
    }

    int waitingCount() const
    {
        size_t count = 0;
        for (const auto &line : m_lines) count += line.size();
        return static_cast<int>(count);
    }

    /// Starts what there are workers for. One thread at a time; tasks that end at once only have it look again.
    void pump()
    {
        std::unique_lock lock(m_mutex);
        m_lookAgain = true;
        if (std::exchange(m_isPumping, true)) return;
        while (std::exchange(m_lookAgain, false))
            while (startOne(lock)) {
            }
        m_isPumping = false;
    }

    bool startOne(std::unique_lock<std::mutex> &lock)
    {
        const auto line = std::ranges::find_if_not(m_lines, [](const auto &l) { return l.empty(); });
        if (line == m_lines.end() || m_running >= m_options.workers) return false;
        auto entry = std::make_shared<Entry>(std::move(line->front()));
        line->pop_front();
        m_figures.highWater = std::max(m_figures.highWater, ++m_running);
        m_live.emplace(entry->id, Live{});
        lock.unlock();
        Task task = std::move(entry->task);
        TaskRunPtr started =
            TaskRun::start(m_engine, std::move(task), [self = shared_from_this(), entry](RunResult result) {
                self->taskEnded(*entry, std::move(result));
            });
        lock.lock();
        const auto live = m_live.find(entry->id);
        if (live == m_live.end()) return true; // over already
        live->second.task = started;
        if (!live->second.isCancelled) return true;
        lock.unlock();
        started->cancel();
        lock.lock();
        return true;
    }

    void taskEnded(const Entry &entry, RunResult result)
    {
        TaskRunPtr last; // let go outside the lock
        {
            const std::lock_guard lock(m_mutex);
            --m_running;
            ++m_delivering;
            const auto live = m_live.find(entry.id);
            last = std::move(live->second.task);
            m_live.erase(live);
        }
        deliver(entry, std::move(result));
        pump();
    }

    /// Hands a result over; counted in `m_delivering` by the caller, so that a drain waits for it.
    void deliver(const Entry &entry, RunResult result)
    {
        const bool failed = !result.success;
        if (entry.done && m_mailbox)
            m_mailbox->post([done = entry.done, id = entry.id, result = std::move(result)] { done(id, result); });
        else if (entry.done) entry.done(entry.id, result);
        const std::lock_guard lock(m_mutex);
        ++m_figures.finished;
        m_figures.failed += failed;
        --m_delivering;
        if (m_running == 0 && m_delivering == 0) m_quiet.notify_all();
    }

    const std::shared_ptr<EnginePrivate> m_engine;
    const QueueOptions m_options;
    std::optional<Mailbox> m_mailbox;
    mutable std::mutex m_mutex; ///< guards all below; nothing foreign is called under it
    std::condition_variable m_quiet;
    std::array<std::deque<Entry>, 3> m_lines; ///< by priority
    std::unordered_map<quint64, Live> m_live; ///< started, not ended
    QueueFigures m_figures;
    quint64 m_lastId = 0;
    int m_running = 0;
    int m_delivering = 0; ///< ended, callback not made yet
    bool m_isShut = false;
    bool m_isPumping = false;
    bool m_lookAgain = false;
};

TaskQueue::TaskQueue(Engine &engine, QueueOptions options)
    : m_core(std::make_shared<Core>(EnginePrivate::of(engine), options))
{
}

TaskQueue::~TaskQueue()
{
    m_core->shutdown(true);
}

quint64 TaskQueue::submit(Task task, Done done)
{
    return m_core->submit(std::move(task), std::move(done));
}

bool TaskQueue::cancel(quint64 id)
{
    return m_core->cancel(id);
}

int TaskQueue::positionOf(quint64 id) const
{
    return m_core->positionOf(id);
}

QueueFigures TaskQueue::figures() const
{
    return m_core->figures();
}

bool TaskQueue::drain(int milliseconds)
{
    return m_core->drain(milliseconds);
}

void TaskQueue::shutdown(bool cancelRunning)
{
    m_core->shutdown(cancelRunning);
}

} // namespace latchkey::runs
