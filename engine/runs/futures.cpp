// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/futures.h"

#include "engine/runs/engine_private.h"
#include "engine/runs/promise.h"

namespace latchkey::runs {

QFuture<RunResult> submitForResult(Engine &engine, Task task)
{
    const auto core = EnginePrivate::of(engine);
    const auto promise = std::make_shared<SharedPromise<RunResult>>();
    const TaskRunPtr started =
        TaskRun::start(core, std::move(task), [promise](RunResult result) { promise->finish(std::move(result)); });
    return promise->future(*core, [weak = std::weak_ptr(started)] {
        if (const auto live = weak.lock()) live->cancel();
    });
}

QFuture<RunResult> submitForResult(Engine &engine, Script script, RunOptions options)
{
    return submitForResult(engine, Task{std::move(script), std::move(options), {}, {}, {}});
}

QFuture<RunResult> call(Engine &engine, Script script, QString function, QJsonArray arguments, RunOptions options)
{
    return submitForResult(
        engine, Task::call(std::move(script), std::move(function), std::move(arguments), std::move(options)));
}

QFuture<RunResult> call(Engine &engine, Script script, QString function, QJsonObject arguments, RunOptions options)
{
    return submitForResult(
        engine, Task::call(std::move(script), std::move(function), std::move(arguments), std::move(options)));
}

QFuture<RunResult> resultOf(Engine &engine, const RunPtr &run)
{
    const auto promise = std::make_shared<SharedPromise<RunResult>>();
    run->whenFinished([promise](const RunResult &result) { promise->finish(result); });
    return promise->future(*EnginePrivate::of(engine), [weak = std::weak_ptr(run)] {
        if (const auto live = weak.lock()) live->cancel();
    });
}

} // namespace latchkey::runs
