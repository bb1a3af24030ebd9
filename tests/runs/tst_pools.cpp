// SPDX-License-Identifier: GPL-3.0-or-later
// Things lent to runs, and requests run together.
#include "engine/runs/coalescer.h"
#include "engine/runs/engine.h"
#include "engine/runs/resource_pool.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>

using namespace latchkey;
using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

Task taskOf(const QByteArray &source)
{
    Task task;
    task.script.source = source;
    task.script.folder = u"/"_s;
    return task;
}

struct Model {
    int number = 0;
};
using ModelPool = ResourcePool<Model>;

std::unique_ptr<Model> makeModel(int index)
{
    return std::make_unique<Model>(Model{index});
}

} // namespace

class tst_Pools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lendsInTurn();
    void neverMoreThanThereAre();
    void comesBackHoweverTheRunEnds_data();
    void comesBackHoweverTheRunEnds();
    void leaseOutlivesThePool();
    void requestsRunTogether_data();
    void requestsRunTogether();
    void partFullBatchIsFlushed();
    void equalRequestsRunOnce();
    void answersAllAtItsEnd();
    void engineGoesFirst();
};

void tst_Pools::lendsInTurn()
{
    ModelPool pool(2, makeModel);
    QList<int> order;
    ModelPool::Lease first;
    ModelPool::Lease second;
    pool.acquire([&](ModelPool::Lease lease) { first = lease, order.append(1); });
    pool.acquire([&](ModelPool::Lease lease) { second = lease, order.append(2); });
    pool.acquire([&](ModelPool::Lease) { order.append(3); });
    pool.acquire([&](ModelPool::Lease) { order.append(4); });
    QCOMPARE(order, (QList<int>{1, 2}));
    QVERIFY(first->number != second->number);
    QCOMPARE(pool.waitingCount(), 2);
    first.reset(); // to the third, who gives it back at once, to the fourth
    QCOMPARE(order, (QList<int>{1, 2, 3, 4}));
    QCOMPARE(pool.lentCount(), 1);
    second.reset();
    QCOMPARE(pool.lentCount(), 0);
}

void tst_Pools::neverMoreThanThereAre()
{
    Engine engine;
    ModelPool pool(2, makeModel);
    std::atomic<int> busy = 0;
    std::atomic<int> most = 0;
    std::atomic<int> done = 0;
    for (int i = 0; i < 40; ++i) {
        pool.acquire([&](ModelPool::Lease lease) {
            const int now = ++busy;
            for (int before = most; now > before && !most.compare_exchange_weak(before, now);) {
            }
            TaskRun::start(engine, taskOf("import async; async.sleep(0.001);"), [&, lease](const RunResult &) {
                --busy;
                ++done;
            });
        });
    }
    QTRY_COMPARE(done.load(), 40);
    QCOMPARE(most.load(), 2);
    QVERIFY(engine.drain(5000));
    QTRY_COMPARE(pool.lentCount(), 0);
}

void tst_Pools::comesBackHoweverTheRunEnds_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("cancel");
    QTest::newRow("success") << QByteArray("result = 1;") << false;
    QTest::newRow("failure") << QByteArray("result = 1 / 0;") << false;
    QTest::newRow("does not compile") << QByteArray("result = ;") << false;
    QTest::newRow("timeout") << QByteArray("while (true) { }") << false;
    QTest::newRow("stopped while running") << QByteArray("while (true) { }") << true;
    QTest::newRow("stopped while waiting") << QByteArray("import async; async.sleep(1000);") << true;
}

void tst_Pools::comesBackHoweverTheRunEnds()
{
    QFETCH(QByteArray, source);
    QFETCH(bool, cancel);
    Engine engine;
    ModelPool pool(1, makeModel);
    Task task = taskOf(source);
    if (!cancel) task.options.timeoutSeconds = 0.1;
    TaskRunPtr holder;
    pool.acquire([&](ModelPool::Lease lease) { holder = TaskRun::start(engine, task, [lease](const RunResult &) {}); });
    std::atomic<bool> served = false;
    pool.acquire([&](ModelPool::Lease lease) {
        TaskRun::start(engine, taskOf("result = 1;"), [&, lease](const RunResult &result) { served = result.success; });
    });
    if (cancel) {
        QTRY_VERIFY(holder->run()->state() == RunState::Running || holder->run()->state() == RunState::Waiting);
        QVERIFY(!served);
        holder->cancel();
    }
    QTRY_VERIFY(served);
}

void tst_Pools::leaseOutlivesThePool()
{
    ModelPool::Lease kept;
    {
        ModelPool pool(1, makeModel);
        pool.acquire([&](ModelPool::Lease lease) { kept = lease; });
        pool.acquire([&](ModelPool::Lease) { QFAIL("nobody is served by a pool that is gone"); });
    }
    QCOMPARE(kept->number, 0);
    kept.reset();
}

void tst_Pools::requestsRunTogether_data()
{
    QTest::addColumn<int>("requests");
    QTest::addColumn<int>("most");
    QTest::newRow("part of a batch") << 3 << 5;
    QTest::newRow("several batches and a part") << 22 << 5;
    QTest::newRow("one at a time") << 4 << 1;
}

void tst_Pools::requestsRunTogether()
{
    QFETCH(int, requests);
    QFETCH(int, most);
    Engine engine;
    Coalescer coalescer(engine, {most, std::chrono::milliseconds(20)});
    std::atomic<int> right = 0;
    for (int i = 0; i < requests; ++i)
        coalescer.submit(taskOf("result = " + QByteArray::number(i) + ";"), [&, i](const RunResult &result) {
            right += result.success && result.value.toJson() == QByteArray::number(i);
        });
    QTRY_COMPARE(right.load(), requests);
    // A slow machine may flush a part before the others came.
    QVERIFY(coalescer.batchCount() >= quint64((requests + most - 1) / most));
    QCOMPARE(coalescer.waitingCount(), 0);
}

void tst_Pools::partFullBatchIsFlushed()
{
    Engine engine;
    Coalescer coalescer(engine, {1000, std::chrono::milliseconds(50)});
    std::atomic<int> answers = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 3; ++i) coalescer.submit(taskOf("result = 1;"), [&](const RunResult &) { ++answers; });
    QTRY_COMPARE(answers.load(), 3);
    QVERIFY(timer.elapsed() >= 49);
}

void tst_Pools::equalRequestsRunOnce()
{
    Engine engine;
    Coalescer coalescer(engine, {8, std::chrono::milliseconds(1000)});
    std::atomic<int> answers = 0;
    std::atomic<int> executed = 0;
    for (int i = 0; i < 8; ++i)
        coalescer.submit(taskOf("t = 0; for (i in range(100000)) { t = t + i; } result = t;"),
                         [&](const RunResult &result) {
                             executed += !result.fromCache;
                             ++answers;
                         });
    QTRY_COMPARE(answers.load(), 8);
    QCOMPARE(executed.load(), 1);
}

void tst_Pools::answersAllAtItsEnd()
{
    Engine engine;
    std::atomic<int> answers = 0;
    {
        Coalescer coalescer(engine, {100, std::chrono::hours(1)});
        for (int i = 0; i < 3; ++i) coalescer.submit(taskOf("result = 1;"), [&](const RunResult &) { ++answers; });
        QCOMPARE(coalescer.waitingCount(), 3);
    }
    QTRY_COMPARE(answers.load(), 3);
}

void tst_Pools::engineGoesFirst()
{
    auto engine = std::make_unique<Engine>();
    std::atomic<int> answers = 0;
    Coalescer coalescer(*engine, {100, std::chrono::hours(1)});
    coalescer.submit(taskOf("result = 1;"), [&](const RunResult &) { ++answers; });
    engine.reset();
    coalescer.flush();
    QCOMPARE(answers.load(), 1); // cancelled, but answered
}

QTEST_GUILESS_MAIN(tst_Pools)
#include "tst_pools.moc"
