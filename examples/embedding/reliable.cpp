// SPDX-License-Identifier: GPL-3.0-or-later
// Retries with growing pauses, a second script for when the first fails, a group whose first failure stops the others,
// and results that are used again. Prints:
//   3 attempts, waited 0.01 and 0.02 s
//   answered by second.ml: 2
//   stopped: cancelled
//   from cache, 0 steps
#include "engine/runs/engine.h"
#include "engine/runs/futures.h"
#include "engine/runs/gather.h"
#include "engine/runs/result_cache.h"

#include <QCoreApplication>

#include <cstdio>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;

    Task task;
    task.script.source = "throw \"not today\";";
    task.retry.attempts = 3;
    task.retry.backoff = 0.01;
    const RunResult failed = submitForResult(engine, task).result();
    std::printf("%d attempts, waited %.2f and %.2f s\n", int(failed.attempts.size()), failed.attempts[1].waited,
                failed.attempts[2].waited);

    Script second;
    second.source = "result = 2;";
    second.name = u"second.ml"_s;
    task.script.source = "while (true) { }";
    task.options.timeoutSeconds = 0.1;
    task.retry.attempts = 1;
    task.fallbacks = {second};
    const RunResult answered = submitForResult(engine, task).result();
    std::printf("answered by %s: %s\n", qPrintable(answered.answeredBy), answered.value.toJson().constData());

    TaskGroup group(engine); // the first failure cancels the siblings
    Task endless;
    endless.script.source = "while (true) { }";
    Task failing;
    failing.script.source = "result = 1 / 0;";
    group.add(endless);
    group.add(failing);
    const QList<RunResult> ended = group.close().result();
    std::printf("stopped: %s\n", latchkey::syntax::kindName(ended[0].error->kind).data());

    RunOptions options;
    options.useCache = true; // for runs that touch nothing outside themselves; others are never taken from it
    Script pure;
    pure.source = "t = 0; for (i in range(1000)) { t = t + i; } result = t;";
    submitForResult(engine, pure, options).waitForFinished();
    const RunResult again = submitForResult(engine, pure, options).result();
    if (again.fromCache) std::printf("from cache, %d steps\n", int(again.steps));
    return 0;
}
