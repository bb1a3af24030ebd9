// SPDX-License-Identifier: GPL-3.0-or-later
// Inputs one after the other that share their variables, as in a console. Prints:
//   [7, 14]
//   name 'missing' is not defined
//   7 is still there
#include "engine/runs/session.h"
#include "engine/runs/engine.h"

#include <QCoreApplication>

#include <cstdio>

using namespace latchkey::runs;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Engine engine;

    Session session(engine, Script{}, RunOptions{});
    for (const char *input :
         {"total = 3 + 4", "[total, total * 2]", "total = missing", "print(total, \"is still there\")"}) {
        const RunPtr run = session.submit(input); // a run like any other: watch it, stop it, answer it
        run->wait(-1);                            // blocks: not in a window
        const RunResult result = run->result();
        if (result.error) std::printf("%s\n", qPrintable(result.error->message));
        else if (result.value.isValid()) std::printf("%s\n", result.value.toJson().constData());
        std::printf("%s", run->output().read(0, 100).constData());
    }
    return 0;
}
