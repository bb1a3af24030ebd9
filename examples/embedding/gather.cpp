// SPDX-License-Identifier: GPL-3.0-or-later
// Several scripts at once: all results in order, errors in their places; or the first failure stops the rest; or each
// result as it comes. Prints:
//   4 25 7 5.0
//   1 error
//   cancelled runtime_error
//   fast slow
#include "engine/runs/gather.h"
#include "engine/runs/engine.h"

#include <QCoreApplication>

#include <cstdio>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

Task taskOf(const QByteArray &source)
{
    Task task;
    task.script.source = source;
    return task;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;

    for (const RunResult &result : gather(engine, QList<Task>{taskOf("result=2+2;"), taskOf("result=5*5;"),
                                                              taskOf("result=10-3;"), taskOf("result=20/4;")})
                                       .result())
        std::printf("%s ", result.value.toJson().constData());

    int errors = 0;
    for (const RunResult &result : gather(engine, QList<Task>{taskOf("result = 1;"), taskOf("result = x;")}).result())
        errors += !result.success;
    std::printf("\n%d error\n", errors);

    GatherOptions strict;
    strict.onFailure = OnFailure::CancelRest;
    for (const RunResult &result :
         gather(engine, QList<Task>{taskOf("while (true) { }"), taskOf("throw \"no\";")}, strict).result())
        std::printf("%s ", latchkey::syntax::kindName(result.error->kind).data());
    std::puts("");

    const TaskStreamPtr stream = asCompleted(
        engine, {taskOf("import async; async.sleep(0.2); result = \"slow\";"), taskOf("result = \"fast\";")}, &app,
        [](qsizetype, const RunResult &result) { std::printf("%s ", qPrintable(result.value.text())); },
        [](const StreamSummary &) { QCoreApplication::quit(); });
    const int status = QCoreApplication::exec();
    std::puts("");
    return status;
}
