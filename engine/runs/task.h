// SPDX-License-Identifier: GPL-3.0-or-later
// A task is what a caller wants done: a run, tried again when it fails and trying can help, and other scripts to fall
// back on when that was of no use. However many runs it takes, it ends once, with one result, which lists the tries.
// Everything that handles many tasks (queue.h, gather.h, batch.h) starts them here.
#pragma once

#include "engine/runs/run.h"

#include <functional>
#include <memory>

namespace latchkey::runs {

class Engine;
class EnginePrivate;

/// When a failed run is tried again. Never after a cancel, a script that does not compile, a denied capability or a
/// limit of memory, output or instructions: the next try would end the same way.
struct RetryPolicy {
    enum class On : quint8 { AnyFailure, TimeoutsOnly };
    int attempts = 1;          ///< in all, for each script
    double backoff = 1;        ///< seconds before the second attempt
    double factor = 2;         ///< each pause is so many times the one before ...
    double longestPause = 300; ///< ... up to this
    On on = On::AnyFailure;

    bool mayRetry(const RunError &error) const;
    double pauseBefore(int attempt) const; ///< seconds, for attempt 2 and later
};

struct Task {
    Script script;
    RunOptions options; ///< `timeoutSeconds` holds for each attempt
    RetryPolicy retry;
    QList<Script> fallbacks; ///< in this order, each with the same options and attempts
    QString refusal;         ///< why it can not be run at all, for a value_error; empty: it can

    /// A call of one function of a script with its arguments in order.
    static Task call(Script script, QString function, QJsonArray arguments, RunOptions options = {});
    /// The same with arguments by the names of the parameters.
    static Task call(Script script, QString function, QJsonObject arguments, RunOptions options = {});
};

/// A task on its way. Dropping it changes nothing: the task goes on.
class TaskRun
{
public:
    using Ended = std::function<void(RunResult)>;

    /// `ended` is called once, on the thread that ends the last run: short, never waiting. May be called before this
    /// returns.
    static std::shared_ptr<TaskRun> start(Engine &engine, Task task, Ended ended);
    static std::shared_ptr<TaskRun> start(const std::shared_ptr<EnginePrivate> &engine, Task task, Ended ended);
    virtual ~TaskRun() = default;

    /// The run under way ends as usual, with its `finally` blocks; no further attempt.
    virtual void cancel() = 0;
    /// The run of the latest attempt; null before the first.
    virtual RunPtr run() const = 0;
};
using TaskRunPtr = std::shared_ptr<TaskRun>;

} // namespace latchkey::runs
