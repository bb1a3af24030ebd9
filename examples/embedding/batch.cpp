// SPDX-License-Identifier: GPL-3.0-or-later
// A function over many items, with a limit for each, retries, and what succeeded kept. Prints:
//   0: 1
//   1: runtime_error after 3 attempts
//   2: 9
//   3: timeout
//   4: 25
//   3 of 5, 60.0 %
#include "engine/runs/batch.h"
#include "engine/runs/engine.h"

#include <QCoreApplication>

#include <cstdio>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;

    BatchOptions options;
    options.script.source = "function square(n) {\n"
                            "    if (n == 2) { throw \"two is not welcome\"; }\n"
                            "    while (n == 4) { }\n"
                            "    return n * n;\n"
                            "}";
    options.function = u"square"_s;
    options.options.timeoutSeconds = 0.2;
    options.retry.attempts = 3;
    options.retry.backoff = 0.01;
    options.limit = 4;

    Batch batch(engine, options, itemsFrom({"1", "2", "3", "4", "5"})); // or openItems("items.csv")
    QObject::connect(&batch, &Batch::outcomesReady, &batch, [](const QList<BatchOutcome> &outcomes) {
        for (const BatchOutcome &outcome : outcomes) {
            const RunResult &result = outcome.result;
            if (result.success) {
                std::printf("%lld: %s\n", outcome.index, result.value.toJson().constData());
                continue;
            }
            const bool isTimeout = result.error->kind == latchkey::syntax::ErrorKind::Timeout;
            std::printf("%lld: %s", outcome.index, latchkey::syntax::kindName(result.error->kind).data());
            if (!isTimeout) std::printf(" after %d attempts", int(result.attempts.size()));
            std::puts("");
        }
    });
    QObject::connect(&batch, &Batch::finished, &batch, [](const StreamSummary &summary) {
        std::printf("%lld of %lld, %.1f %%\n", summary.successes, summary.total, summary.successRate());
        QCoreApplication::quit();
    });
    batch.start();
    return QCoreApplication::exec();
}
