// SPDX-License-Identifier: GPL-3.0-or-later
// Several tasks and one answer: all results in the order asked for (`gather`, `map`), or each as it comes
// (`asCompleted`), or a group that grows while it runs (`TaskGroup`). The futures follow futures.h: a task that fails
// is a result with an error in its place; cancelling the future cancels what is under way.
#pragma once

#include "engine/runs/task_stream.h"

#include <QFuture>

namespace latchkey::runs {

enum class OnFailure : quint8 {
    Collect,   ///< the others go on; errors stand in their places
    CancelRest ///< the first failure cancels the others, and those not started end as cancelled without having run
};

struct GatherOptions {
    int limit = 0; ///< at once; 0: all of a gather, enough to keep the threads busy for a map
    OnFailure onFailure = OnFailure::Collect;
};

/// The results of all tasks, in their order.
QFuture<QList<RunResult>> gather(Engine &engine, QList<Task> tasks, GatherOptions options = {});
QFuture<QList<RunResult>> gather(Engine &engine, const QList<Script> &scripts, GatherOptions options = {});

/// Calls `each` with a task's place in the list and its result, in the order in which they end, and then `done`; both
/// on the thread of `context` (the calling one), not at all once it is gone. The stream may be dropped or cancelled.
TaskStreamPtr asCompleted(Engine &engine, QList<Task> tasks, QObject *context,
                          std::function<void(qsizetype index, const RunResult &result)> each,
                          std::function<void(const StreamSummary &)> done = {}, GatherOptions options = {});

/// Calls `function` of the script with each item, a few at a time; results in the order of the items.
QFuture<QList<RunResult>> map(Engine &engine, const Task &task, const QString &function, const QJsonArray &items,
                              GatherOptions options = {});

/// Tasks that belong together, added one by one. With OnFailure::CancelRest the first failure cancels the siblings, and
/// whatever is added later. All functions are thread-safe; dropping the group changes nothing.
class TaskGroup
{
public:
    explicit TaskGroup(Engine &engine, OnFailure onFailure = OnFailure::CancelRest);
    void add(Task task);
    void cancel();
    /// No more tasks: ends when all have, with their results in the order they were added.
    QFuture<QList<RunResult>> close();
    int liveCount() const;

private:
    class Core;
    std::shared_ptr<Core> m_core;
};

} // namespace latchkey::runs
