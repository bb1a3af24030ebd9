// SPDX-License-Identifier: GPL-3.0-or-later
//
// One piece of work of a pane off the GUI thread: sorting, counting, comparing, writing. A pane holds a `Work`;
// starting another or destroying it cancels the one before, whose answer is then dropped. The function that works gets
// a `Progress`: it says how far it is and asks now and then whether anybody still wants the answer.
//
//     m_sorting.start(this, [table](Progress &progress) { return orderRows(table, progress); },
//                     [this](Order order) { show(order); });
//
// What may take long says so: `startShown(title, ...)` also puts it among the background jobs of the window, with its
// share as the bar and a cross that cancels.
#pragma once

#include "ui/jobs/job.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace latchkey::tables {

/// Shared by the thread that works and the one that waits.
class Progress
{
public:
    /// Written by whoever holds the Work, read by the worker.
    void cancel() noexcept { m_cancelled.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool isCancelled() const noexcept { return m_cancelled.load(std::memory_order_relaxed); }
    /// Written by the worker, read by the window; never goes back.
    void setShare(double share) noexcept
    {
        const int permille = static_cast<int>(share * 1000);
        if (permille > m_permille.load(std::memory_order_relaxed))
            m_permille.store(permille, std::memory_order_relaxed);
    }
    [[nodiscard]] double share() const noexcept { return m_permille.load(std::memory_order_relaxed) / 1000.0; }

private:
    std::atomic<bool> m_cancelled = false;
    std::atomic<int> m_permille = 0;
};

/// The threads that work for panes. Never destroyed: the end of the program does not wait for a long sort.
QThreadPool &workPool();

/// A value held by pointer whose memory, which may be hundreds of megabytes, is freed by a worker: giving so much back
/// to the system takes tens of milliseconds, and whoever lets go last is often the window.
template<typename T>
std::shared_ptr<const T> freedAside(T value)
{
    return {new T(std::move(value)), [](const T *gone) { workPool().start([gone] { delete gone; }); }};
}

class Work
{
public:
    Work() = default;
    ~Work() { cancel(); }
    Q_DISABLE_COPY_MOVE(Work)

    /// Runs `work(Progress &)` and hands what it returns to `done` on the thread of `context`.
    template<typename Job, typename Done>
    void start(QObject *context, Job job, Done done)
    {
        using Answer = std::invoke_result_t<Job, Progress &>;
        cancel();
        m_progress = std::make_shared<Progress>();
        // The continuation is there before the work begins: it is never called from inside start().
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        promise->future().then(context, [this, progress = m_progress, done = std::move(done)](Answer answer) mutable {
            // Cancelled in the meantime: this Work may be gone.
            if (progress->isCancelled()) return;
            m_progress.reset();
            m_job.end();
            done(std::move(answer));
        });
        workPool().start([promise, progress = m_progress, job = std::move(job)]() mutable {
            promise->addResult(job(*progress));
            promise->finish();
        });
    }
    /// The same, seen as a background job. `stopped` is told when the user cancelled it there.
    template<typename Job, typename Done>
    void startShown(const QString &title, QObject *context, Job job, Done done, std::function<void()> stopped = {})
    {
        start(context, std::move(job), std::move(done));
        const auto stop = [this, stopped = std::move(stopped)] {
            cancel();
            if (stopped) stopped();
        };
        m_job = jobs::Job(title, stop, [progress = m_progress] { return progress->share(); });
    }
    void cancel()
    {
        if (m_progress) m_progress->cancel();
        m_progress.reset();
        m_job.end();
    }
    [[nodiscard]] bool isRunning() const { return m_progress != nullptr; }
    /// 0 to 1 of the present job.
    [[nodiscard]] double share() const { return m_progress ? m_progress->share() : 1.0; }

private:
    std::shared_ptr<Progress> m_progress;
    jobs::Job m_job; ///< while it is shown
};

} // namespace latchkey::tables
