// SPDX-License-Identifier: GPL-3.0-or-later
// A script's result as a future; its continuation runs on the thread of an object. Prints:
//   35
//   a wrong script: division by zero
//   cancelled
#include "engine/runs/engine.h"
#include "engine/runs/futures.h"

#include <QCoreApplication>

#include <cstdio>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;
    QObject window; // stands for the object that shows results

    Script script;
    script.source = "function calculate(x) { return x * x + 10; } result = calculate(5);";
    submitForResult(engine, script)
        .then(&window,
              [&](const RunResult &result) {
                  std::printf("%s\n", result.value.toJson().constData());
                  Script wrong;
                  wrong.source = "result = 1 / 0;";
                  return submitForResult(engine, wrong);
              })
        .unwrap()
        .then(&window, [&](const RunResult &result) {
            if (!result.success) std::printf("a wrong script: %s\n", qPrintable(result.error->message));
            Script endless;
            endless.source = "while (true) { }";
            QFuture<RunResult> future = submitForResult(engine, endless);
            future.then(&window, [](const RunResult &) {}).onCanceled(&window, [] {
                std::puts("cancelled");
                QCoreApplication::quit();
            });
            future.cancel(); // stops the run
        });
    return QCoreApplication::exec();
}
