// SPDX-License-Identifier: GPL-3.0-or-later
// A queue of tasks with a fixed number of workers: first come first served within a priority, a callback for each, and
// a bound on how many may wait. A full queue answers at once, with an error that says so. Thread-safe; callbacks come
// on the engine's threads, or on the thread of the queue's context when it has one.
#pragma once

#include "engine/runs/task.h"

#include <QString>

namespace latchkey::runs {

struct QueueOptions {
    int workers = 4;            ///< tasks at once
    int maxWaiting = 0;         ///< further ones are refused with resource_limit "queue_full"; 0: no limit
    QObject *context = nullptr; ///< whose thread (the calling one) gets the callbacks; none once it is gone
};

struct QueueFigures {
    int waiting = 0;
    int running = 0;
    int highWater = 0; ///< most at once
    quint64 submitted = 0;
    quint64 finished = 0; ///< with any outcome, the refused ones included
    quint64 failed = 0;
    quint64 refused = 0;
};

class TaskQueue
{
public:
    using Done = std::function<void(quint64 id, const RunResult &result)>;

    explicit TaskQueue(Engine &engine, QueueOptions options = {});
    /// As `shutdown(true)`, without waiting.
    ~TaskQueue();

    /// `done` is called once, whatever the end is. `RunOptions::priority` is the place in the queue too.
    quint64 submit(Task task, Done done = {});
    /// Waiting: never runs. Running: is cancelled. False: it is over, or there never was one.
    bool cancel(quint64 id);
    /// Place in the queue, from 1; 0: running or over.
    int positionOf(quint64 id) const;
    QueueFigures figures() const;
    /// Blocks until nothing waits or runs and all callbacks were made or handed over; false after `milliseconds`
    /// (negative: no limit). Never on a GUI thread.
    bool drain(int milliseconds = -1);
    /// Takes no more tasks: later ones end as cancelled. Waiting ones end so too; running ones are cancelled or finish.
    void shutdown(bool cancelRunning);

private:
    class Core;
    std::shared_ptr<Core> m_core;
};

} // namespace latchkey::runs
