// SPDX-License-Identifier: GPL-3.0-or-later
// Many tasks, a few at a time: they are taken from a source one by one as there is room, and their results go to a
// sink, in the order of the source or as they come. Nothing else is kept, so a million tasks need the memory of those
// under way. Gathering, mapping and batches are this with other sources and sinks.
//
// Source and sink are called on the engine's threads, never two calls at once. There is no thread of its own: whoever
// ends a run takes what is ready and starts what is next; while one does so, the others only leave their results.
#pragma once

#include "engine/runs/profile.h"
#include "engine/runs/task.h"

#include <utility>
#include <vector>

namespace latchkey::runs {

struct StreamOptions {
    int limit = 0; ///< tasks at once; 0: enough to keep all threads busy
    bool inOrder = true;
    bool stopAtFailure = false; ///< the first failure cancels the others and ends the source
    bool measure = false;       ///< count runs by name, and add their profiles together, for the summary at the end
};

struct StreamSummary {
    qint64 total = 0; ///< tasks that were started and have ended
    qint64 successes = 0;
    qint64 failures = 0;  ///< everything but successes, the cancelled ones included
    qint64 cancelled = 0; ///< of the failures
    int highWater = 0;    ///< most tasks at once
    double seconds = 0;
    bool wasStopped = false; ///< by `cancel`, or by a failure
    QList<Measure> measures; ///< at the end, with StreamOptions::measure: by label, else by the script's name
    ProfilePtr profile;      ///< the same: of all runs that have one; null: none has

    double successRate() const { return total > 0 ? 100.0 * double(successes) / double(total) : 0; } ///< percent
};

class TaskStream
{
public:
    /// The next task; nothing at the end. Must not wait.
    using Source = std::function<std::optional<Task>()>;
    enum class Next : quint8 {
        GoOn,
        Hold, ///< the reader is behind: nothing is started or delivered until `resume`; what is under way goes on
        Stop, ///< nobody wants more: as `cancel`
    };
    /// Takes the result of the `index`-th task of the source.
    using Sink = std::function<Next(qint64 index, RunResult result)>;
    using Ended = std::function<void(const StreamSummary &)>;

    /// How many results may wait for an earlier one, beyond the limit.
    static constexpr qint64 kWindow = 1024;

    static std::shared_ptr<TaskStream> start(Engine &engine, StreamOptions options, Source source, Sink sink,
                                             Ended ended);
    virtual ~TaskStream() = default;
    /// No further task; those under way are cancelled, their results still delivered.
    virtual void cancel() = 0;
    /// One task of those under way, or of those to come: it ends as cancelled, and never begins when it has not.
    virtual void cancelTask(qint64 index) = 0;
    /// Those under way, by index. A snapshot: some may be over by now.
    virtual std::vector<std::pair<qint64, TaskRunPtr>> underWay() const = 0;
    virtual void resume() = 0;
    virtual StreamSummary summary() const = 0;
    virtual int runningCount() const = 0;
};
using TaskStreamPtr = std::shared_ptr<TaskStream>;

} // namespace latchkey::runs
