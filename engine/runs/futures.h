// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as futures. A `QFuture<RunResult>` ends with its run, whatever its end is: a script that fails is a result with
// an error, not a future without a result. Continuations name a context object and run on its thread:
//     submitForResult(engine, script).then(this, [this](const RunResult &result) { show(result); });
// Cancelling the future cancels the run; such a future has no result (`onCanceled` is called instead of `then`).
// Dropping it changes nothing.
#pragma once

#include "engine/runs/task.h"

#include <QFuture>

namespace latchkey::runs {

QFuture<RunResult> submitForResult(Engine &engine, Script script, RunOptions options = {});
/// With retries and fallbacks.
QFuture<RunResult> submitForResult(Engine &engine, Task task);
/// Runs the script, calls one of its functions; the call's value is the result.
QFuture<RunResult> call(Engine &engine, Script script, QString function, QJsonArray arguments, RunOptions options = {});
QFuture<RunResult> call(Engine &engine, Script script, QString function, QJsonObject arguments,
                        RunOptions options = {});
/// The end of a run that was submitted before.
QFuture<RunResult> resultOf(Engine &engine, const RunPtr &run);

} // namespace latchkey::runs
