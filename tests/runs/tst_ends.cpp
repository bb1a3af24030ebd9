// SPDX-License-Identifier: GPL-3.0-or-later
// However a run's end and a wish to end it meet, there is one end: one final state that stays, and one `finished`. And
// who ends takes along what it started. LATCHKEY_STRESS tries the meetings a hundred thousand times; each measurement
// is printed as one line of JSON.
#include "engine/runs/engine.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

/// When the wish comes.
enum class Moment { AtOnce, Twice, AfterTheEnd, FromAnotherThread, WithoutCleanup, ByTimeout };

RunPtr start(Engine &engine, const QByteArray &source, double timeout = 0)
{
    Script script;
    script.source = source;
    RunOptions options;
    options.timeoutSeconds = timeout;
    return engine.submit(script, options);
}

} // namespace
Q_DECLARE_METATYPE(Moment)

class tst_Ends : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereIsOneEnd_data();
    void thereIsOneEnd();
    void childrenEndWithTheirParent();
    void childrenStoppedBeforeTheyBegan();
};

void tst_Ends::thereIsOneEnd_data()
{
    QTest::addColumn<Moment>("moment");
    QTest::newRow("at once") << Moment::AtOnce;
    QTest::newRow("twice") << Moment::Twice;
    QTest::newRow("after the end") << Moment::AfterTheEnd;
    QTest::newRow("from another thread") << Moment::FromAnotherThread;
    QTest::newRow("first with clean-up, then without") << Moment::WithoutCleanup;
    QTest::newRow("while its time runs out") << Moment::ByTimeout;
}

void tst_Ends::thereIsOneEnd()
{
    QFETCH(Moment, moment);
    const int count = qEnvironmentVariableIsSet("LATCHKEY_STRESS") ? 17'000 : 400;
    Engine engine;
    QHash<int, int> states;
    for (int i = 0; i < count; ++i) {
        const bool isTimed = moment == Moment::ByTimeout;
        const RunPtr run =
            start(engine, isTimed ? "while (true) { }" : "try { x = 1; } finally { x = 2; }", isTimed ? 0.001 : 0);
        RunWatcher watcher(run);
        QSignalSpy ends(&watcher, &RunWatcher::finished);
        std::jthread other;
        if (moment == Moment::AfterTheEnd) QVERIFY(run->wait(20'000));
        if (moment == Moment::FromAnotherThread) other = std::jthread([&run] { run->cancel(); });
        if (isTimed) std::this_thread::sleep_for(std::chrono::microseconds(500 + i % 1000));
        if (isTimed && i % 50 == 0) QVERIFY(run->wait(20'000)); // the time alone
        run->cancel();
        if (moment == Moment::Twice) run->cancel();
        if (moment == Moment::WithoutCleanup) run->cancelWithoutCleanup();
        QVERIFY(run->wait(20'000));
        const RunState state = run->state();
        if (ends.isEmpty()) ends.wait(20'000);
        QCOMPARE(ends.size(), 1);
        run->cancel();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(ends.size(), 1);
        QCOMPARE(run->state(), state);
        QCOMPARE(run->result().success, state == RunState::Succeeded);
        ++states[int(state)];
    }
    QVERIFY(engine.drain(20'000));
    const int cancelled = states.take(int(RunState::Cancelled));
    const int succeeded = states.take(int(RunState::Succeeded));
    const int timedOut = states.take(int(RunState::TimedOut));
    qInfo("{\"row\": \"%s\", \"cancelled\": %d, \"succeeded\": %d, \"timed_out\": %d}", QTest::currentDataTag(),
          cancelled, succeeded, timedOut);
    QVERIFY2(states.isEmpty(), "another state");
    QCOMPARE(cancelled + succeeded + timedOut, count);
    if (moment == Moment::AfterTheEnd) QCOMPARE(succeeded, count);
    QCOMPARE(timedOut > 0, moment == Moment::ByTimeout);
}

/// A script with a hundred others on all processors is stopped: nothing of it goes on.
void tst_Ends::childrenEndWithTheirParent()
{
    constexpr int kChildren = 100;
    qint64 best = -1;
    for (int attempt = 0; attempt < 5; ++attempt) {
        Engine engine;
        const RunPtr run = start(engine, "import parallel; parallel.map(fn(n) => { while (true) { n = n + 1; } }, "
                                         "range(100), {limit: 100, chunk: 1});");
        QTRY_VERIFY(engine.figures().runs > quint64(kChildren)); // all were started
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(engine.drain(10'000));
        best = best < 0 ? timer.elapsed() : std::min(best, timer.elapsed());
        QCOMPARE(run->state(), RunState::Cancelled);
        QVERIFY(engine.liveRuns().isEmpty());
    }
    qInfo("{\"children\": %d, \"all_gone_ms\": %lld}", kChildren, best);
    QVERIFY2(best < 1000, qPrintable(QString::number(best)));
}

/// A stop meets children that are being started at that very moment: some are over before they were launched. None of
/// them stays behind in the engine.
void tst_Ends::childrenStoppedBeforeTheyBegan()
{
    const int count = qEnvironmentVariableIsSet("LATCHKEY_STRESS") ? 20'000 : 3'000;
    Engine engine;
    for (int i = 0; i < count; ++i) {
        const RunPtr run = start(engine, "import parallel; while (true) { parallel.map(fn(n) => n, range(8), "
                                         "{limit: 8, chunk: 1}); }");
        std::this_thread::sleep_for(std::chrono::microseconds(50 + i * 37 % 700));
        run->cancel();
        QVERIFY2(engine.drain(10'000), qPrintable(QString::number(i)));
    }
    QVERIFY(engine.liveRuns().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Ends)
#include "tst_ends.moc"
