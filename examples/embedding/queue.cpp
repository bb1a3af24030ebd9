// SPDX-License-Identifier: GPL-3.0-or-later
// A queue with two workers, a callback for each task, and a bound on how many may wait. Prints:
//   1: 10
//   2: 20
//   3: The queue is full: 1 tasks wait already
//   drained, 3 finished
#include "engine/runs/engine.h"
#include "engine/runs/task_queue.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <mutex>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;
    QueueOptions options;
    options.workers = 1;
    options.maxWaiting = 1;
    TaskQueue queue(engine, options); // with a context, callbacks would come on its thread

    std::mutex mutex;
    QStringList lines;
    const auto done = [&](quint64 id, const RunResult &result) {
        const std::lock_guard lock(mutex);
        lines.append(u"%1: %2"_s.arg(id).arg(result.success ? result.value.text() : result.error->message));
    };
    for (int i = 1; i <= 3; ++i) {
        Task task;
        task.script.source = "import async; async.sleep(0.05); result = " + QByteArray::number(10 * i) + ";";
        queue.submit(task, done);
    }
    queue.drain(); // blocks until nothing waits or runs
    std::ranges::sort(lines);
    std::printf("%s\ndrained, %d finished\n", qPrintable(lines.join(u'\n')), int(queue.figures().finished));
    return 0;
}
