// SPDX-License-Identifier: GPL-3.0-or-later
// The number of the engine's threads, changed while scripts compute.
#include "engine/runs/engine.h"

#include <QTest>
#include <QThread>

#include <vector>

using namespace latchkey;
using namespace latchkey::runs;

class tst_Threads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void moreBeginAtOnce();
    void fewerEndAfterTheirSlice();
    void allRunsEndWhateverChanges();
    void zeroIsOneACore();
};

namespace {

Script endless()
{
    Script script;
    script.source = "i = 0;\nwhile (true) { i = i + 1; }\n";
    return script;
}

RunOptions unlimited()
{
    RunOptions options;
    options.timeoutSeconds = 0;
    return options;
}

} // namespace

void tst_Threads::moreBeginAtOnce()
{
    Engine engine({.threads = 1});
    for (int i = 0; i < 3; ++i) engine.submit(endless(), unlimited());
    QTRY_COMPARE(engine.runningCount(), 1);
    engine.setThreadCount(3);
    QCOMPARE(engine.threadCount(), 3);
    QTRY_COMPARE(engine.runningCount(), 3);
    engine.cancelAll();
    QVERIFY(engine.drain(20'000));
}

void tst_Threads::fewerEndAfterTheirSlice()
{
    Engine engine({.threads = 3});
    std::vector<RunPtr> runs;
    for (int i = 0; i < 3; ++i) runs.push_back(engine.submit(endless(), unlimited()));
    QTRY_COMPARE(engine.runningCount(), 3);
    engine.setThreadCount(1);
    QTRY_COMPARE(engine.runningCount(), 1);
    // All three go on by turns.
    QList<quint64> steps;
    for (const RunPtr &run : runs) steps << run->status().steps;
    for (size_t i = 0; i < runs.size(); ++i) QTRY_VERIFY(runs[i]->status().steps > steps[qsizetype(i)]);
    QVERIFY(engine.runningCount() <= 1);
    engine.cancelAll();
    QVERIFY(engine.drain(20'000));
}

// Nothing is lost in line, however often the number changes.
void tst_Threads::allRunsEndWhateverChanges()
{
    Engine engine({.threads = 2});
    Script script;
    script.source = "t = 0;\nfor (i in range(20000)) { t = t + i; }\nresult = t;\n";
    std::vector<RunPtr> runs;
    for (int i = 0; i < 60; ++i) {
        runs.push_back(engine.submit(script, unlimited()));
        engine.setThreadCount(1 + i % 5);
    }
    QVERIFY(engine.drain(60'000));
    for (const RunPtr &run : runs) QCOMPARE(run->state(), RunState::Succeeded);
    QTRY_COMPARE(engine.runningCount(), 0);
}

void tst_Threads::zeroIsOneACore()
{
    Engine engine({.threads = 1});
    engine.setThreadCount(0);
    QCOMPARE(engine.threadCount(), QThread::idealThreadCount());
}

QTEST_GUILESS_MAIN(tst_Threads)
#include "tst_threads.moc"
