// SPDX-License-Identifier: GPL-3.0-or-later
// One function of a script, called with arguments in order or by name. Prints:
//   {"count": 5, "sum": 150, "average": 30.0}
//   [2, 4, 6]
#include "engine/runs/engine.h"
#include "engine/runs/futures.h"
#include "engine/runs/gather.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <cstdio>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;

    Script script;
    script.source = "function analyze(numbers) { return {count: len(numbers), sum: sum(numbers), "
                    "average: sum(numbers) / len(numbers)}; }\n"
                    "function twice(x) { return x * 2; }";
    const QJsonObject arguments{{u"numbers"_s, QJsonArray{10, 20, 30, 40, 50}}};
    const RunResult one = call(engine, script, u"analyze"_s, arguments).result(); // blocks: not in a window
    std::printf("%s\n", one.value.toJson().constData());

    // The same function for several items, a few at a time, results in their order.
    const QList<RunResult> all = map(engine, Task{script, {}, {}, {}, {}}, u"twice"_s, QJsonArray{1, 2, 3}).result();
    QByteArrayList values;
    for (const RunResult &result : all) values.append(result.value.toJson());
    std::printf("[%s]\n", values.join(", ").constData());
    return 0;
}
