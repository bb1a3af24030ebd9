// SPDX-License-Identifier: GPL-3.0-or-later
// One run followed by signals: its output, its progress, its question for a permission, its end. Prints:
//   it says: hello
//   half: 50 %
//   it asks for file.read
//   it ended: denied
#include "engine/runs/engine.h"

#include <QCoreApplication>

#include <cstdio>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;

    Script script;
    script.source = "import progress; import file;\n"
                    "print(\"hello\"); progress.report(1, 2, \"half\");\n"
                    "file.read(\"/etc/hostname\");";
    RunOptions options;
    options.canAsk = true;
    options.timeoutSeconds = 30;
    const RunPtr run = engine.submit(script, options);

    RunWatcher watcher(run);
    qint64 shown = 0;
    double progress = 0;
    const auto showOutput = [&] {
        const QByteArray text = run->output().read(shown, 1000);
        shown += text.size();
        if (!text.isEmpty()) std::printf("it says: %s", text.constData());
    };
    QObject::connect(&watcher, &RunWatcher::outputReady, &watcher, showOutput);
    QObject::connect(&watcher, &RunWatcher::statusChanged, &watcher, [&](const RunStatus &status) {
        if (status.progress.isEmpty() || progress > 0) return;
        progress = 100 * status.progress.first().done / status.progress.first().total;
        std::printf("%s: %.0f %%\n", qPrintable(status.progress.first().message), progress);
    });
    QObject::connect(&watcher, &RunWatcher::permissionAsked, &watcher, [&](const PermissionRequest &request) {
        std::printf("it asks for %s\n", qPrintable(request.capability));
        run->answer(request.id, PermissionAnswer::DenyOnce);
    });
    QObject::connect(&watcher, &RunWatcher::finished, &watcher, [&](const RunResult &result) {
        std::printf("it ended: %s\n", result.success ? "well" : "denied");
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
