// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records one run after the other into the journal named on the command line and says on standard output what is safe:
// "begun ID" and "ended ID". Goes on until it is killed.
#include "engine/journal/journal.h"
#include "engine/runs/engine.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace latchkey;

int main(int count, char **arguments)
{
    const QCoreApplication application(count, arguments);
    journal::Journal journal(QString::fromLocal8Bit(arguments[1]));
    runs::Engine engine;
    const auto say = [](const char *what, quint64 id) {
        std::printf("%s %llu\n", what, static_cast<unsigned long long>(id));
        std::fflush(stdout);
    };
    for (int i = 0;; ++i) {
        runs::Script script{"for (i in [1, 2, 3, 4, 5]) { print(\"line\", i, " + QByteArray::number(i) +
                                "); }\nresult = {n: " + QByteArray::number(i) + "};",
                            u"victim.ml"_s,
                            {},
                            {}};
        const runs::RunPtr run = engine.submit(script);
        const quint64 id = journal.record(run);
        if (i % 3 == 0) { // otherwise beginning and end share a transaction
            journal.sync();
            say("begun", id);
        }
        run->wait();
        while (!journal.details(id).result().value_or(journal::RunDetails()).record.isOver()) journal.sync();
        say("ended", id);
    }
}
