// SPDX-License-Identifier: GPL-3.0-or-later
// Many runs at once, and how fast they stop. Prints one JSON line a measurement; the limits asserted are generous, so
// that a busy machine does not fail them, and still far from what a design with a thread a run could keep.
#include "engine/runs/engine.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <malloc.h>
#include <thread>
#include <vector>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

qint64 statusField(const QByteArray &name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(name)) return line.mid(name.size() + 1).simplified().split(' ').value(0).toLongLong();
    return -1;
}

/// The sample below which this share of all lies; 1: the largest. Takes a copy, since it sorts.
double at(std::vector<double> samples, double share)
{
    std::ranges::sort(samples);
    return samples[std::min(samples.size() - 1, static_cast<size_t>(share * static_cast<double>(samples.size())))];
}

} // namespace

class tst_RunLoad : public QObject
{
    Q_OBJECT

private slots:
    void sleepersHoldNoThread_data();
    void sleepersHoldNoThread();
    void questionsHoldNoThread();
    void droppedResultsAreFreed();
    void cachedTinyRuns();
    void queuedRunsAreSmall();
    void cancelLatency_data();
    void cancelLatency();
    void interactiveAmongHogs();
    void timeoutOvershoot();
};

void tst_RunLoad::sleepersHoldNoThread_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("10 000") << 10'000;
    QTest::newRow("100 000") << 100'000;
}

void tst_RunLoad::sleepersHoldNoThread()
{
    QFETCH(int, count);
    Engine engine;
    Script script;
    script.source = "import async; async.sleep(1000);";
    {
        const RunPtr warm = engine.submit(script);
        QTRY_COMPARE(warm->state(), RunState::Waiting);
        warm->cancel();
        QVERIFY(warm->wait(1000));
    }
    malloc_trim(0);
    const qint64 before = statusField("VmRSS:");
    QElapsedTimer timer;
    timer.start();
    std::vector<RunPtr> runs;
    runs.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) runs.push_back(engine.submit(script));
    const qint64 submitted = timer.elapsed();
    for (const RunPtr &run : runs) QTRY_VERIFY_WITH_TIMEOUT(run->state() == RunState::Waiting, 60'000);
    const qint64 waiting = timer.elapsed();
    const double each = static_cast<double>(statusField("VmRSS:") - before) * 1024 / count;
    const qint64 threads = statusField("Threads:");
    script.source = "result = 1;";
    timer.restart();
    QVERIFY(engine.submit(script)->wait(1000));
    const qint64 fresh = timer.nsecsElapsed() / 1000;
    timer.restart();
    engine.cancelAll();
    QVERIFY(engine.drain(60'000));
    std::printf("{\"sleepers\": %d, \"submit_ms\": %lld, \"waiting_ms\": %lld, \"bytes_each\": %.0f, \"threads\": "
                "%lld, \"fresh_us\": %lld, \"cancel_all_ms\": %lld}\n",
                count, static_cast<long long>(submitted), static_cast<long long>(waiting), each,
                static_cast<long long>(threads), static_cast<long long>(fresh),
                static_cast<long long>(timer.elapsed()));
    for (const RunPtr &run : runs) QCOMPARE(run->state(), RunState::Cancelled);
    QVERIFY2(each < 20'000, qPrintable(QString::number(each)));
    QVERIFY(threads <= engine.threadCount() + 6);
}

// Ten thousand runs that each wait for an answer: no thread more, a fresh run is quick, and all are gone at once.
void tst_RunLoad::questionsHoldNoThread()
{
    constexpr int kCount = 10'000;
    Engine engine;
    const qint64 threads = statusField("Threads:");
    Script script;
    script.source = "import env; env.get('HOME', '');";
    RunOptions options;
    options.canAsk = true;
    QElapsedTimer timer;
    timer.start();
    std::vector<RunPtr> runs;
    for (int i = 0; i < kCount; ++i) runs.push_back(engine.submit(script, options));
    for (const RunPtr &run : runs) QTRY_COMPARE_WITH_TIMEOUT(run->state(), RunState::Waiting, 20'000);
    const double waiting = double(timer.elapsed()) / 1000;
    QVERIFY(statusField("Threads:") <= threads + 2);
    std::vector<double> fresh;
    Script tiny;
    tiny.source = "result = 1;";
    for (int i = 0; i < 200; ++i) {
        timer.restart();
        QVERIFY(engine.submit(tiny)->wait(5000));
        fresh.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    timer.restart();
    engine.cancelAll();
    QVERIFY(engine.drain(10'000));
    const double gone = double(timer.elapsed()) / 1000;
    std::printf("{\"asking_runs\": %d, \"all_waiting_s\": %.2f, \"fresh_p99_ms\": %.2f, \"cancel_all_s\": %.2f}\n",
                kCount, waiting, at(fresh, 0.99), gone);
    QVERIFY(gone < 5);
}

// A run ends, its result is kept a while and dropped: its heap goes with it, ten thousand times.
void tst_RunLoad::droppedResultsAreFreed()
{
    Engine engine;
    Script script;
    script.source = "a = []; for (i in range(2000)) { a.append({n: i, t: 'x' * 20}); } result = a;";
    std::vector<RunPtr> kept(50);
    const auto turn = [&](int times) {
        for (int i = 0; i < times; ++i) {
            const RunPtr run = engine.submit(script);
            QVERIFY(run->wait(5000) && run->result().success);
            kept[size_t(i) % kept.size()] = run;
        }
    };
    turn(500);
    malloc_trim(0);
    const qint64 before = statusField("VmRSS:");
    turn(10'000);
    malloc_trim(0);
    const qint64 grown = statusField("VmRSS:") - before;
    std::printf("{\"dropped_results\": 10000, \"grown_kb\": %lld}\n", static_cast<long long>(grown));
    QVERIFY2(grown < 8 << 10, qPrintable(QString::number(grown)));
}

void tst_RunLoad::cachedTinyRuns()
{
    Engine engine;
    Script script;
    script.source = "result = 1 + 1;";
    QVERIFY(engine.submit(script)->wait(1000));
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer timer;
        timer.start();
        std::vector<RunPtr> runs;
        for (int i = 0; i < 1000; ++i) runs.push_back(engine.submit(script));
        QVERIFY(engine.drain(10'000));
        best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        for (const RunPtr &run : runs) QVERIFY(run->result().success);
    }
    std::printf("{\"tiny_runs\": 1000, \"ms\": %.1f}\n", best);
    QVERIFY2(best < 300, qPrintable(QString::number(best)));
}

void tst_RunLoad::queuedRunsAreSmall()
{
    Engine engine({1, 0, 1 << 20, {}});
    Script script;
    script.source = "while (true) { }";
    const RunPtr hog = engine.submit(script);
    QTRY_COMPARE(hog->state(), RunState::Running);
    hog->pause();
    script.source = "result = 1;";
    malloc_trim(0);
    const qint64 before = statusField("VmRSS:");
    constexpr int kCount = 100'000;
    RunOptions options;
    options.priority = Priority::Batch;
    std::vector<RunPtr> runs;
    runs.reserve(kCount);
    std::vector<double> latencies;
    for (int i = 0; i < kCount; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        runs.push_back(engine.submit(script, options));
        latencies.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    }
    const double each = static_cast<double>(statusField("VmRSS:") - before) * 1024 / kCount;
    QElapsedTimer timer;
    timer.start();
    for (const RunPtr &run : runs) QVERIFY(run->wait(60'000));
    std::printf("{\"queued\": %d, \"submit_p99_us\": %.1f, \"bytes_each\": %.0f, \"finish_ms\": %lld}\n", kCount,
                at(latencies, 0.99), each, static_cast<long long>(timer.elapsed()));
    for (const RunPtr &run : runs) QVERIFY(run->result().success);
    hog->cancel();
    QVERIFY(hog->wait(1000));
}

void tst_RunLoad::cancelLatency_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("hogs");
    QTest::newRow("tight loop") << QByteArray("while (true) { }") << 0;
    QTest::newRow("deep calls")
        << QByteArray("function f(n) { if (n == 0) { return 0; } return f(n - 1); } while (true) { f(5000); }") << 0;
    QTest::newRow("sleep") << QByteArray("import async; async.sleep(1000);") << 0;
    QTest::newRow("flood") << QByteArray("while (true) { print(\"x\"); }") << 0;
    QTest::newRow("tight loop among eight") << QByteArray("while (true) { }") << 8;
    QTest::newRow("sleep among eight") << QByteArray("import async; async.sleep(1000);") << 8;
}

void tst_RunLoad::cancelLatency()
{
    QFETCH(QByteArray, source);
    QFETCH(int, hogs);
    Engine engine;
    Script busy;
    busy.source = "while (true) { }";
    std::vector<RunPtr> others;
    for (int i = 0; i < hogs; ++i) others.push_back(engine.submit(busy));
    Script script;
    script.source = source;
    std::vector<double> samples;
    for (int i = 0; i < 200; ++i) {
        const RunPtr run = engine.submit(script);
        while (run->state() == RunState::Queued || run->state() == RunState::Compiling) std::this_thread::yield();
        const auto begin = std::chrono::steady_clock::now();
        run->cancel();
        QVERIFY(run->wait(5000));
        samples.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        QCOMPARE(run->state(), RunState::Cancelled);
    }
    std::printf("{\"cancel\": \"%s\", \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f}\n", QTest::currentDataTag(),
                at(samples, 0.5), at(samples, 0.99), at(samples, 1));
    QVERIFY2(at(samples, 0.5) < 50, "half of all stops are slow");
    engine.cancelAll();
    QVERIFY(engine.drain(5000));
}

void tst_RunLoad::interactiveAmongHogs()
{
    Engine engine;
    Script busy;
    busy.source = "i = 0; while (true) { i = i + 1; }";
    std::vector<RunPtr> hogs;
    for (int i = 0; i < 8; ++i) hogs.push_back(engine.submit(busy));
    Script tiny;
    tiny.source = "result = 1;";
    std::vector<double> samples;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 3000) { // long enough for each of the eight to have many turns
        const auto begin = std::chrono::steady_clock::now();
        const RunPtr run = engine.submit(tiny);
        QVERIFY(run->wait(5000));
        samples.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    engine.cancelAll();
    QVERIFY(engine.drain(5000));
    double least = 1e9;
    double most = 0;
    for (const RunPtr &hog : hogs) {
        least = std::min(least, hog->result().cpuTime);
        most = std::max(most, hog->result().cpuTime);
    }
    std::printf("{\"interactive_p50_ms\": %.2f, \"p99_ms\": %.2f, \"hog_share_least_to_most\": %.2f}\n",
                at(samples, 0.5), at(samples, 0.99), least / most);
    QVERIFY(at(samples, 0.99) < 500);
    QVERIFY(least > 0);
}

void tst_RunLoad::timeoutOvershoot()
{
    Engine engine;
    Script script;
    script.source = "while (true) { }";
    RunOptions options;
    options.timeoutSeconds = 0.02;
    std::vector<double> samples;
    for (int i = 0; i < 100; ++i) {
        const RunPtr run = engine.submit(script, options);
        QVERIFY(run->wait(5000));
        QCOMPARE(run->state(), RunState::TimedOut);
        samples.push_back((run->result().executionTime - options.timeoutSeconds) * 1000);
    }
    std::printf("{\"timeout_overshoot_p50_ms\": %.2f, \"p99_ms\": %.2f}\n", at(samples, 0.5), at(samples, 0.99));
    QVERIFY(at(samples, 0) >= -1);
}

QTEST_GUILESS_MAIN(tst_RunLoad)
#include "tst_run_load.moc"
