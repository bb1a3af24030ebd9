// SPDX-License-Identifier: GPL-3.0-or-later
// What a program builds on runs: futures, retries, fallbacks, gathering, groups, queues; each with its four endings:
// success, failure, cancel, and the owner gone meanwhile.
#include "engine/runs/engine.h"
#include "engine/runs/futures.h"
#include "engine/runs/gather.h"
#include "engine/runs/task_queue.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTest>

#include <atomic>
#include <mutex>

using namespace latchkey;
using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

Script scriptOf(const QByteArray &source, const QString &name = u"test"_s)
{
    Script script;
    script.source = source;
    script.name = name;
    script.folder = u"/"_s;
    return script;
}

Task taskOf(const QByteArray &source)
{
    Task task;
    task.script = scriptOf(source);
    return task;
}

const QByteArray kEndless = "while (true) { }";
const QByteArray kSleeper = "import async; async.sleep(1000);";

QByteArray valueOf(const RunResult &result)
{
    return result.value.isValid() ? result.value.toJson() : QByteArray("none");
}

QString kindOf(const RunResult &result)
{
    return result.error ? QString::fromUtf8(syntax::kindName(result.error->kind)) : QString();
}

} // namespace

class tst_Tasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void futureEnds_data();
    void futureEnds();
    void continuationRunsInItsContext();
    void cancellingAFutureCancelsTheRun();
    void noContinuationForAGoneContext();
    void engineGoesFirst_data();
    void engineGoesFirst();
    void endlessSourceEndsWithTheEngine();
    void callsOneFunction();
    void whenFinishedIsCalledOnce();

    void retries_data();
    void retries();
    void pausesGrow();
    void cancelledWhilePausing();
    void fallsBack_data();
    void fallsBack();
    void fallsBackAfterTimeout();

    void gathersInOrder();
    void gatherCollectsErrors();
    void gatherStopsAtTheFirstFailure();
    void gatherIsCancelled();
    void gatherRespectsTheLimit();
    void deliversAsCompleted();
    void asCompletedStopsWithItsContext();
    void mapsInOrder();
    void manyStreamThrough();
    void sinkHoldsTheStream();

    void groupCancelsSiblings();
    void groupCollects();
    void groupTakesNoMoreAfterAFailure();

    void queueServesInOrder();
    void queuePriorities();
    void queueRefusesWhenFull();
    void queueCancels();
    void queueShutsDown_data();
    void queueShutsDown();
    void queueCallsItsContext();
    void queueLimitIsNeverExceeded();
    void queuedRunsKeepTheirGrantsApart();
};

void tst_Tasks::futureEnds_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("kind");
    QTest::newRow("success") << QByteArray("result = 2 + 2;") << QByteArray("4") << QString();
    QTest::newRow("failure") << QByteArray("result = 1 / 0;") << QByteArray("none") << u"runtime_error"_s;
    QTest::newRow("does not compile") << QByteArray("result = ;") << QByteArray("none") << u"syntax_error"_s;
}

void tst_Tasks::futureEnds()
{
    QFETCH(QByteArray, source);
    Engine engine;
    QFuture<RunResult> future = submitForResult(engine, scriptOf(source));
    future.waitForFinished();
    QTEST(valueOf(future.result()), "value");
    QTEST(kindOf(future.result()), "kind");
}

void tst_Tasks::continuationRunsInItsContext()
{
    Engine engine;
    QObject context;
    QByteArray value;
    QThread *thread = nullptr;
    submitForResult(engine, scriptOf("result = 6 * 7;")).then(&context, [&](const RunResult &result) {
        value = valueOf(result);
        thread = QThread::currentThread();
    });
    QTRY_COMPARE(value, QByteArray("42"));
    QCOMPARE(thread, QThread::currentThread());
}

void tst_Tasks::cancellingAFutureCancelsTheRun()
{
    Engine engine;
    bool heard = false;
    QFuture<RunResult> future = submitForResult(engine, scriptOf(kEndless));
    QObject context;
    future.then(&context, [](const RunResult &) {}).onCanceled(&context, [&] { heard = true; });
    QTRY_COMPARE(engine.runningCount(), 1);
    future.cancel();
    QVERIFY(engine.drain(5000));
    QTRY_VERIFY(heard);
}

void tst_Tasks::noContinuationForAGoneContext()
{
    Engine engine;
    std::atomic<int> calls = 0;
    {
        QObject context;
        // Both are still under way when the context goes.
        submitForResult(engine, scriptOf(kSleeper)).then(&context, [&](const RunResult &) { ++calls; });
        engine.submit(scriptOf(kSleeper))->whenFinished(&context, [&](const RunResult &) { ++calls; });
    }
    engine.cancelAll();
    QVERIFY(engine.drain(10'000));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(calls.load(), 0);
}

void tst_Tasks::engineGoesFirst_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("running") << kEndless;
    QTest::newRow("waiting") << kSleeper;
    QTest::newRow("over") << QByteArray("result = 1;");
}

void tst_Tasks::engineGoesFirst()
{
    QFETCH(QByteArray, source);
    auto engine = std::make_unique<Engine>(EngineOptions{1, 0, 1 << 20});
    QList<QFuture<RunResult>> futures;
    for (int i = 0; i < 5; ++i) futures.append(submitForResult(*engine, taskOf(source)));
    futures.append({submitForResult(*engine, [&] {
        Task task = taskOf("result = 1 / 0;");
        task.retry.attempts = 9;
        task.retry.backoff = 1000;
        return task;
    }())});
    const auto gathered = gather(*engine, QList<Task>{taskOf(source), taskOf(source)}, {1, OnFailure::Collect});
    TaskQueue queue(*engine, {1, 0, nullptr});
    std::atomic<int> ended = 0;
    for (int i = 0; i < 3; ++i) queue.submit(taskOf(source), [&](quint64, const RunResult &) { ++ended; });
    engine.reset();
    for (const auto &future : futures) QVERIFY(future.isFinished()); // also the one that paused
    QVERIFY(gathered.isFinished());
    QTRY_COMPARE(ended.load(), 3);
}

void tst_Tasks::endlessSourceEndsWithTheEngine()
{
    auto engine = std::make_unique<Engine>();
    std::atomic<bool> over = false;
    std::atomic<int> taken = 0;
    const auto stream = TaskStream::start(
        *engine, {}, [] { return std::optional(taskOf("result = 1;")); },
        [&](qint64, const RunResult &) {
            ++taken;
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &summary) { over = summary.wasStopped; });
    QTRY_VERIFY(taken > 100);
    engine.reset();
    QVERIFY(over);
}

void tst_Tasks::callsOneFunction()
{
    Engine engine;
    const Script script = scriptOf("function analyze_data(numbers) { return {count: len(numbers), sum: sum(numbers), "
                                   "average: sum(numbers) / len(numbers)}; }");
    const QJsonArray numbers{10, 20, 30, 40, 50};
    const QByteArray expected = "{\"count\":5,\"sum\":150,\"average\":30.0}";
    const auto plain = [](QByteArray text) { return text.replace(" ", ""); };
    QCOMPARE(plain(valueOf(call(engine, script, u"analyze_data"_s, QJsonArray{numbers}).result())), expected);
    QCOMPARE(plain(valueOf(call(engine, script, u"analyze_data"_s, QJsonObject{{u"numbers"_s, numbers}}).result())),
             expected);
    const RunResult missing = call(engine, script, u"other"_s, QJsonArray{}).result();
    QVERIFY(!missing.success && missing.error->message.contains(u"other"_s));
}

void tst_Tasks::whenFinishedIsCalledOnce()
{
    Engine engine;
    for (int i = 0; i < 300; ++i) {
        std::atomic<int> calls = 0;
        const RunPtr run = engine.submit(scriptOf("result = 1;"));
        run->whenFinished([&](const RunResult &) { ++calls; });
        run->cancel();
        run->whenFinished([&](const RunResult &) { ++calls; });
        QVERIFY(engine.drain(5000));
        QCOMPARE(calls.load(), 2);
        run->whenFinished([&](const RunResult &) { ++calls; });
        QCOMPARE(calls.load(), 3);
    }
}

// ---- retries and fallbacks --------------------------------------------------------------------------------------

void tst_Tasks::retries_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("attempts");
    QTest::addColumn<bool>("timeoutsOnly");
    QTest::newRow("success") << QByteArray("result = 1;") << 1 << false;
    QTest::newRow("a failure") << QByteArray("result = 1 / 0;") << 3 << false;
    QTest::newRow("a failure, timeouts only") << QByteArray("result = 1 / 0;") << 1 << true;
    QTest::newRow("a timeout") << kEndless << 3 << true;
    QTest::newRow("a timeout error of the script")
        << QByteArray("import async; async.timeout(0.001, fn() => async.sleep(100));") << 3 << true;
    QTest::newRow("does not compile") << QByteArray("result = ;") << 1 << false;
    QTest::newRow("denied") << QByteArray("import file; file.read(\"/etc/hostname\");") << 1 << false;
}

void tst_Tasks::retries()
{
    QFETCH(QByteArray, source);
    QFETCH(int, attempts);
    QFETCH(bool, timeoutsOnly);
    Engine engine;
    Task task = taskOf(source);
    task.options.timeoutSeconds = 0.05;
    task.retry = {3, 0.001, 2, 1, timeoutsOnly ? RetryPolicy::On::TimeoutsOnly : RetryPolicy::On::AnyFailure};
    const RunResult result = submitForResult(engine, task).result();
    QCOMPARE(result.attempts.size(), attempts);
    QCOMPARE(result.attempts.last().success, result.success);
    for (int i = 0; i < attempts; ++i) QCOMPARE(result.attempts[i].number, i + 1);
    QCOMPARE(result.toJson()[u"attempts"_s].toArray().size(), attempts);
}

void tst_Tasks::pausesGrow()
{
    RetryPolicy policy{5, 1, 2, 6, RetryPolicy::On::AnyFailure};
    QCOMPARE(policy.pauseBefore(2), 1.0);
    QCOMPARE(policy.pauseBefore(3), 2.0);
    QCOMPARE(policy.pauseBefore(4), 4.0);
    QCOMPARE(policy.pauseBefore(5), 6.0); // the longest
    Engine engine;
    Task task = taskOf("result = 1 / 0;");
    task.retry = {3, 0.03, 2, 1, RetryPolicy::On::AnyFailure};
    const QList<RunAttempt> attempts = submitForResult(engine, task).result().attempts;
    QCOMPARE(attempts.size(), 3);
    QVERIFY(attempts[1].started - attempts[0].started >= 0.03);
    QVERIFY(attempts[2].started - attempts[1].started >= 0.06);
    QCOMPARE(attempts[2].waited, 0.06);
}

void tst_Tasks::cancelledWhilePausing()
{
    Engine engine;
    Task task = taskOf("result = 1 / 0;");
    task.retry = {3, 1000, 2, 1000, RetryPolicy::On::AnyFailure};
    std::optional<RunResult> result;
    QObject context;
    TaskQueue queue(engine, {1, 0, &context});
    const quint64 id = queue.submit(task, [&](quint64, const RunResult &ended) { result = ended; });
    QTRY_VERIFY(engine.liveRuns().isEmpty() && queue.figures().running == 1);
    QVERIFY(queue.cancel(id));
    QTRY_VERIFY(result);
    QCOMPARE(kindOf(*result), u"cancelled"_s);
    QCOMPARE(result->attempts.size(), 1);
}

void tst_Tasks::fallsBack_data()
{
    QTest::addColumn<QByteArrayList>("sources");
    QTest::addColumn<QString>("answeredBy");
    QTest::newRow("primary") << QByteArrayList{"result = 1;", "result = 2;"} << u"0"_s;
    QTest::newRow("second") << QByteArrayList{"result = 1 / 0;", "result = 2;"} << u"1"_s;
    QTest::newRow("third") << QByteArrayList{"result = ;", "throw \"no\";", "result = 3;"} << u"2"_s;
    QTest::newRow("none") << QByteArrayList{"result = 1 / 0;", "throw \"no\";"} << QString();
}

void tst_Tasks::fallsBack()
{
    QFETCH(QByteArrayList, sources);
    QFETCH(QString, answeredBy);
    Engine engine;
    Task task;
    for (qsizetype i = 0; i < sources.size(); ++i) {
        const Script script = scriptOf(sources[i], QString::number(i));
        if (i == 0) task.script = script;
        else task.fallbacks.append(script);
    }
    const RunResult result = submitForResult(engine, task).result();
    QCOMPARE(result.answeredBy, answeredBy);
    QCOMPARE(result.success, !answeredBy.isEmpty());
    if (result.success) QCOMPARE(result.attempts.size(), answeredBy.toInt() + 1);
}

void tst_Tasks::fallsBackAfterTimeout()
{
    Engine engine;
    Task task = taskOf("import async; async.sleep(3);");
    task.options.timeoutSeconds = 0.1;
    task.fallbacks = {scriptOf("result = \"second\";", u"second"_s)};
    const RunResult result = submitForResult(engine, task).result();
    QCOMPARE(valueOf(result), QByteArray("\"second\""));
    QCOMPARE(result.answeredBy, u"second"_s);
    QCOMPARE(result.attempts.first().error, u"timeout"_s);
}

// ---- several at once --------------------------------------------------------------------------------------------

void tst_Tasks::gathersInOrder()
{
    Engine engine;
    const auto results = gather(engine, QList<Script>{scriptOf("result=2+2;"), scriptOf("result=5*5;"),
                                                      scriptOf("result=10-3;"), scriptOf("result=20/4;")})
                             .result();
    QByteArrayList values;
    for (const RunResult &result : results) values.append(valueOf(result));
    QCOMPARE(values, (QByteArrayList{"4", "25", "7", "5.0"}));
    QCOMPARE(gather(engine, QList<Task>{}).result().size(), 0);
}

void tst_Tasks::gatherCollectsErrors()
{
    Engine engine;
    const auto results =
        gather(engine, QList<Task>{taskOf("result = 1;"), taskOf("result = x + y;"), taskOf("throw \"no\";"),
                                   taskOf("result = 4;"), taskOf("result = 1 / 0;")})
            .result();
    int successes = 0;
    for (const RunResult &result : results) successes += result.success;
    QCOMPARE(successes, 2);
    QCOMPARE(valueOf(results[3]), QByteArray("4"));
}

void tst_Tasks::gatherStopsAtTheFirstFailure()
{
    Engine engine;
    QElapsedTimer timer;
    timer.start();
    const auto results = gather(engine, QList<Task>{taskOf(kEndless), taskOf("result = 1 / 0;"), taskOf(kSleeper)},
                                {0, OnFailure::CancelRest})
                             .result();
    QVERIFY(timer.elapsed() < 5000);
    QCOMPARE(kindOf(results[0]), u"cancelled"_s);
    QCOMPARE(kindOf(results[1]), u"runtime_error"_s);
    QCOMPARE(kindOf(results[2]), u"cancelled"_s);
    // What was not started is in its place too.
    QList<Task> many{taskOf("result = 1 / 0;")};
    for (int i = 0; i < 50; ++i) many.append(taskOf(kEndless));
    const auto rest = gather(engine, many, {2, OnFailure::CancelRest}).result();
    QCOMPARE(rest.size(), 51);
    for (qsizetype i = 1; i < rest.size(); ++i) QCOMPARE(kindOf(rest[i]), u"cancelled"_s);
}

void tst_Tasks::gatherIsCancelled()
{
    Engine engine;
    auto future = gather(engine, QList<Task>{taskOf(kEndless), taskOf(kSleeper), taskOf(kEndless)});
    QTRY_VERIFY(engine.liveRuns().size() == 3);
    future.cancel();
    QVERIFY(engine.drain(5000));
}

void tst_Tasks::gatherRespectsTheLimit()
{
    Engine engine;
    QList<Task> tasks;
    for (int i = 0; i < 100; ++i) tasks.append(taskOf("import async; async.sleep(0.002); result = 1;"));
    StreamSummary summary;
    bool over = false;
    QObject context;
    const auto stream = asCompleted(
        engine, tasks, &context, [](qsizetype, const RunResult &) {},
        [&](const StreamSummary &ended) { summary = ended, over = true; }, {10, OnFailure::Collect});
    QTRY_VERIFY_WITH_TIMEOUT(over, 20'000);
    QCOMPARE(summary.total, 100);
    QCOMPARE(summary.highWater, 10);
    QCOMPARE(summary.successRate(), 100.0);
}

void tst_Tasks::deliversAsCompleted()
{
    Engine engine;
    QList<qsizetype> order;
    bool over = false;
    QObject context;
    const auto stream = asCompleted(
        engine,
        QList<Task>{taskOf("import async; async.sleep(0.2);"), taskOf("result = 1 / 0;"), taskOf("result = 3;")},
        &context,
        [&](qsizetype index, const RunResult &result) {
            order.append(index);
            QCOMPARE(result.success, index != 1);
        },
        [&](const StreamSummary &summary) { over = summary.failures == 1; });
    QTRY_VERIFY(over);
    QCOMPARE(order.size(), 3);
    QCOMPARE(order.last(), 0);
}

void tst_Tasks::asCompletedStopsWithItsContext()
{
    Engine engine;
    {
        QObject context;
        asCompleted(engine, QList<Task>{taskOf("result = 1;"), taskOf(kEndless), taskOf(kSleeper)}, &context,
                    [&](qsizetype, const RunResult &) { QFAIL("called for an object that is gone"); });
    }
    engine.cancelAll();
    QVERIFY(engine.drain(5000));
    QCoreApplication::sendPostedEvents();
}

void tst_Tasks::mapsInOrder()
{
    Engine engine;
    QJsonArray items;
    for (int i = 0; i < 100; ++i) items.append(i);
    const auto results =
        map(engine, taskOf("import async; function f(x) { if (x % 10 == 3) { async.sleep(0.01); } return x * 2; }"),
            u"f"_s, items)
            .result();
    QCOMPARE(results.size(), 100);
    for (int i = 0; i < 100; ++i) QCOMPARE(valueOf(results[i]), QByteArray::number(2 * i));
}

void tst_Tasks::manyStreamThrough()
{
    Engine engine;
    constexpr qint64 kCount = 20'000;
    std::atomic<qint64> last = -1;
    std::atomic<bool> over = false;
    std::atomic<int> inside = 0;
    std::atomic<bool> overlapped = false;
    const auto stream = TaskStream::start(
        engine, {},
        [next = qint64(0)]() mutable -> std::optional<Task> {
            if (next == kCount) return std::nullopt;
            Task task = taskOf("result = n;");
            task.options.context = {{u"n"_s, next++}};
            return task;
        },
        [&](qint64 index, const RunResult &result) {
            if (inside++ != 0) overlapped = true;
            if (index != last + 1 || valueOf(result) != QByteArray::number(index)) overlapped = true;
            last = index;
            --inside;
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &summary) { over = summary.successes == kCount; });
    QTRY_VERIFY_WITH_TIMEOUT(over, 60'000);
    QCOMPARE(last.load(), kCount - 1);
    QVERIFY(!overlapped);
}

void tst_Tasks::sinkHoldsTheStream()
{
    Engine engine;
    std::atomic<int> taken = 0;
    std::atomic<bool> over = false;
    StreamOptions options;
    options.limit = 4;
    const auto stream = TaskStream::start(
        engine, options,
        [next = 0]() mutable { return next++ < 100 ? std::optional(taskOf("result = 1;")) : std::nullopt; },
        [&](qint64, const RunResult &) { return ++taken % 10 == 0 ? TaskStream::Next::Hold : TaskStream::Next::GoOn; },
        [&](const StreamSummary &) { over = true; });
    for (int round = 1; round <= 10; ++round) {
        QTRY_COMPARE(taken.load(), round * 10);
        QTRY_COMPARE(stream->runningCount(), 0); // nothing is started behind its back
        QCOMPARE(taken.load(), round * 10);
        stream->resume();
    }
    QTRY_VERIFY(over);
}

// ---- groups -----------------------------------------------------------------------------------------------------

void tst_Tasks::groupCancelsSiblings()
{
    Engine engine;
    TaskGroup group(engine);
    group.add(taskOf(kEndless));
    group.add(taskOf("result = 1 / 0;"));
    const auto results = group.close().result();
    QCOMPARE(kindOf(results[0]), u"cancelled"_s);
    QCOMPARE(kindOf(results[1]), u"runtime_error"_s);
}

void tst_Tasks::groupCollects()
{
    Engine engine;
    TaskGroup group(engine, OnFailure::Collect);
    group.add(taskOf("result = 1;"));
    group.add(taskOf("result = 1 / 0;"));
    group.add(taskOf("import async; async.sleep(0.01); result = 3;"));
    const auto results = group.close().result();
    QVERIFY(results[0].success && !results[1].success && results[2].success);
    TaskGroup empty(engine);
    QCOMPARE(empty.close().result().size(), 0);
}

void tst_Tasks::groupTakesNoMoreAfterAFailure()
{
    Engine engine;
    TaskGroup group(engine);
    group.add(taskOf("result = 1 / 0;"));
    QTRY_COMPARE(group.liveCount(), 0);
    group.add(taskOf(kEndless));
    const auto results = group.close().result();
    QCOMPARE(results.size(), 2);
    QCOMPARE(kindOf(results[1]), u"cancelled"_s);
}

// ---- queues -----------------------------------------------------------------------------------------------------

void tst_Tasks::queueServesInOrder()
{
    Engine engine;
    std::vector<quint64> order;
    std::mutex mutex;
    TaskQueue queue(engine, {1, 0, nullptr});
    for (int i = 0; i < 3; ++i)
        queue.submit(taskOf("result = 1;"), [&](quint64 id, const RunResult &) {
            const std::lock_guard lock(mutex);
            order.push_back(id);
        });
    QVERIFY(queue.drain(5000));
    QCOMPARE(order, (std::vector<quint64>{1, 2, 3}));
    QCOMPARE(queue.figures().finished, quint64(3));
    QCOMPARE(queue.figures().highWater, 1);
}

void tst_Tasks::queuePriorities()
{
    Engine engine;
    QObject context;
    QList<quint64> order;
    TaskQueue queue(engine, {1, 0, &context});
    const quint64 first = queue.submit(taskOf(kSleeper));
    const auto add = [&](Priority priority) {
        Task task = taskOf("result = 1;");
        task.options.priority = priority;
        return queue.submit(task, [&](quint64 id, const RunResult &) { order.append(id); });
    };
    const quint64 batch = add(Priority::Batch);
    const quint64 normal = add(Priority::Normal);
    const quint64 interactive = add(Priority::Interactive);
    QCOMPARE(queue.positionOf(interactive), 1);
    QCOMPARE(queue.positionOf(normal), 2);
    QCOMPARE(queue.positionOf(batch), 3);
    QCOMPARE(queue.positionOf(first), 0);
    QVERIFY(queue.cancel(first));
    QTRY_COMPARE(order, (QList<quint64>{interactive, normal, batch}));
}

void tst_Tasks::queueRefusesWhenFull()
{
    Engine engine;
    TaskQueue queue(engine, {1, 2, nullptr});
    const quint64 hog = queue.submit(taskOf(kSleeper));
    for (int i = 0; i < 2; ++i) queue.submit(taskOf("result = 1;"));
    std::optional<RunResult> refused;
    queue.submit(taskOf("result = 1;"), [&](quint64, const RunResult &result) { refused = result; });
    QVERIFY(refused); // at once
    QCOMPARE(refused->error->name, u"queue_full"_s);
    QCOMPARE(kindOf(*refused), u"resource_limit"_s);
    QVERIFY(queue.cancel(hog));
    QVERIFY(queue.drain(5000));
    std::atomic<bool> served = false; // it recovers by itself
    queue.submit(taskOf("result = 1;"), [&](quint64, const RunResult &result) { served = result.success; });
    QVERIFY(queue.drain(5000));
    QVERIFY(served);
    QCOMPARE(queue.figures().refused, quint64(1));
}

void tst_Tasks::queueCancels()
{
    Engine engine;
    std::atomic<int> cancelled = 0;
    const auto count = [&](quint64, const RunResult &result) { cancelled += kindOf(result) == "cancelled"_L1; };
    TaskQueue queue(engine, {1, 0, nullptr});
    const quint64 running = queue.submit(taskOf(kEndless), count);
    const quint64 waiting = queue.submit(taskOf(kEndless), count);
    QVERIFY(queue.cancel(waiting));
    QCOMPARE(cancelled.load(), 1);
    QVERIFY(queue.cancel(running));
    QVERIFY(queue.drain(5000));
    QCOMPARE(cancelled.load(), 2);
    QVERIFY(!queue.cancel(running));
    QVERIFY(!queue.cancel(999));
}

void tst_Tasks::queueShutsDown_data()
{
    QTest::addColumn<bool>("cancelRunning");
    QTest::newRow("cancelling what runs") << true;
    QTest::newRow("letting it finish") << false;
}

void tst_Tasks::queueShutsDown()
{
    QFETCH(bool, cancelRunning);
    Engine engine;
    QList<QString> kinds;
    QObject context;
    TaskQueue queue(engine, {1, 0, &context});
    const auto note = [&](quint64, const RunResult &result) { kinds.append(kindOf(result)); };
    queue.submit(taskOf("import async; async.sleep(0.05);"), note);
    queue.submit(taskOf("result = 1;"), note);
    queue.shutdown(cancelRunning);
    queue.submit(taskOf("result = 1;"), note);
    QTRY_COMPARE(kinds.size(), 3);
    QCOMPARE(kinds.count(u"cancelled"_s), cancelRunning ? 3 : 2);
}

void tst_Tasks::queueCallsItsContext()
{
    Engine engine;
    std::atomic<int> calls = 0;
    {
        QObject context;
        TaskQueue queue(engine, {2, 0, &context});
        for (int i = 0; i < 20; ++i)
            queue.submit(taskOf("result = 1;"), [&](quint64, const RunResult &) {
                QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
                ++calls;
            });
        QTRY_COMPARE(calls.load(), 20);
        for (int i = 0; i < 20; ++i) queue.submit(taskOf(kSleeper), [&](quint64, const RunResult &) { ++calls; });
    } // queue and context are gone: nobody is called any more, everything is cancelled
    QVERIFY(engine.drain(5000));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(calls.load(), 20);
}

void tst_Tasks::queueLimitIsNeverExceeded()
{
    Engine engine;
    TaskQueue queue(engine, {10, 0, nullptr});
    for (int i = 0; i < 100; ++i) queue.submit(taskOf("import async; async.sleep(0.002);"));
    QVERIFY(queue.drain(20'000));
    QCOMPARE(queue.figures().highWater, 10);
    QCOMPARE(queue.figures().finished, quint64(100));
}

void tst_Tasks::queuedRunsKeepTheirGrantsApart()
{
    Engine engine;
    std::atomic<int> allowed = 0;
    std::atomic<int> denied = 0;
    TaskQueue queue(engine, {4, 0, nullptr});
    for (int i = 0; i < 400; ++i) {
        Task task = taskOf("import file; result = file.read(\"/etc/hostname\");");
        if (i % 2 == 0) task.options.grants = QStringList{u"file.read:/etc/hostname"_s};
        queue.submit(task, [&, even = i % 2 == 0](quint64, const RunResult &result) {
            const bool isDenied = kindOf(result) == "capability_error"_L1;
            if (even && !isDenied) ++allowed;
            if (!even && isDenied) ++denied;
        });
    }
    QVERIFY(queue.drain(20'000));
    QCOMPARE(allowed.load(), 200);
    QCOMPARE(denied.load(), 200);
}

QTEST_GUILESS_MAIN(tst_Tasks)
#include "tst_tasks.moc"
