// SPDX-License-Identifier: GPL-3.0-or-later
// Batches: the readers of items, one run an item, and the four endings of a batch.
#include "engine/runs/batch.h"
#include "engine/runs/engine.h"
#include "tests/sanitized.h"

#include <QBuffer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace latchkey;
using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<QIODevice> deviceOf(const QByteArray &text)
{
    auto buffer = std::make_shared<QBuffer>();
    buffer->setData(text);
    buffer->open(QIODevice::ReadOnly);
    return buffer;
}

BatchOptions batchOf(const QByteArray &source, const QString &function = {})
{
    BatchOptions batch;
    batch.script.source = source;
    batch.script.name = u"batch"_s;
    batch.script.folder = u"/"_s;
    batch.function = function;
    return batch;
}

ItemSource numbers(int count)
{
    return [count, next = 0]() mutable -> std::optional<BatchItem> {
        if (next == count) return std::nullopt;
        return BatchItem{QByteArray::number(next++), {}};
    };
}

} // namespace

class tst_Batch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsItems_data();
    void readsItems();
    void opensByName();
    void readsLongInput();
    void callsAFunctionForEach();
    void runsAScriptForEach_data();
    void runsAScriptForEach();
    void oneFailureLeavesTheOthers();
    void itemsCanNotSplit();
    void itemsHaveTheirOwnLimits();
    void retriesEachItem();
    void stopsAtTheFirstFailure();
    void isCancelled();
    void ownerGoes();
    void windowGetsAll();
    void failuresAreTriedAgain();
    void oneItemIsCancelled_data();
    void oneItemIsCancelled();
    void indicesOfSomeItems();
    void valuesAsText();
    void itemsUnderWayAreSeen();
    void memoryStaysBounded();
};

void tst_Batch::readsItems_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("items"); // one that starts with ! is a problem
    const int lines = int(ItemFormat::JsonLines);
    const int array = int(ItemFormat::JsonArray);
    const int csv = int(ItemFormat::Csv);
    QTest::newRow("lines") << lines << QByteArray("1\n{\"a\": [1, 2]}\n\"x\\ny\"")
                           << QByteArrayList{"1", "{\"a\": [1, 2]}", "\"x\\ny\""};
    QTest::newRow("lines of Windows, empty ones, byte order mark") << lines
                                                                   << QByteArray("\xEF\xBB\xBF"
                                                                                 "1\r\n\r\n  \r\n2\r\n")
                                                                   << QByteArrayList{"1", "2"};
    QTest::newRow("a line that is not JSON")
        << lines << QByteArray("1\n{oops\n3\n") << QByteArrayList{"1", "!line 2", "3"};
    QTest::newRow("two values in a line") << lines << QByteArray("1, 2\n3") << QByteArrayList{"!line 1", "3"};
    QTest::newRow("no lines") << lines << QByteArray() << QByteArrayList{};
    QTest::newRow("array") << array << QByteArray(" [ 1, \"a,]\\\"b\", {\"x\": [1, {\"y\": 2}]} , null ] ")
                           << QByteArrayList{"1", "\"a,]\\\"b\"", "{\"x\": [1, {\"y\": 2}]}", "null"};
    QTest::newRow("empty array") << array << QByteArray("[ ]") << QByteArrayList{};
    QTest::newRow("not an array") << array << QByteArray("{\"a\": 1}") << QByteArrayList{"!line 1"};
    QTest::newRow("array cut off") << array << QByteArray("[1,\n2") << QByteArrayList{"1", "!line 2"};
    QTest::newRow("array with a wrong element")
        << array << QByteArray("[1, oops, 3]") << QByteArrayList{"1", "!line 1", "3"};
    QTest::newRow("csv") << csv << QByteArray("name,age\nAda,36\n\"O'Neil, \"\"Jim\"\"\",-1.5\n")
                         << QByteArrayList{"{\"name\":\"Ada\",\"age\":36}",
                                           "{\"name\":\"O'Neil, \\\"Jim\\\"\",\"age\":-1.5}"};
    QTest::newRow("csv: only JSON's numbers are numbers")
        << csv << QByteArray("a,b,c,d\n007,+49,1e3,-\r\n")
        << QByteArrayList{"{\"a\":\"007\",\"b\":\"+49\",\"c\":1e3,\"d\":\"-\"}"};
    QTest::newRow("csv: a line break in a field")
        << csv << QByteArray("a,b\n\"x\ny\",2") << QByteArrayList{"{\"a\":\"x\\ny\",\"b\":2}"};
    QTest::newRow("csv: a field too few")
        << csv << QByteArray("a,b\n1\n2,3") << QByteArrayList{"!line 2", "{\"a\":2,\"b\":3}"};
    QTest::newRow("csv: only a head") << csv << QByteArray("a,b\n") << QByteArrayList{};
}

void tst_Batch::readsItems()
{
    QFETCH(int, format);
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, items);
    const ItemSource source = readItems(deviceOf(text), static_cast<ItemFormat>(format));
    for (const QByteArray &expected : items) {
        const auto item = source();
        QVERIFY(item);
        if (expected.startsWith('!'))
            QVERIFY2(item->problem.startsWith(QString::fromUtf8(expected.sliced(1))), qPrintable(item->problem));
        else QCOMPARE(item->json, expected);
    }
    QVERIFY(!source());
    QVERIFY(!source());
}

void tst_Batch::opensByName()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"a.CSV"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a\n1\n");
    file.close();
    const auto items = openItems(file.fileName());
    QVERIFY(items);
    QCOMPARE((*items)()->json, QByteArray("{\"a\":1}"));
    QVERIFY(openItems(folder.filePath(u"missing.json"_s)).error().contains(u"missing.json"_s));
    QVERIFY(!openItems(folder.filePath(u"a.txt"_s)));
    QVERIFY(!openItems(folder.path()));
}

void tst_Batch::readsLongInput()
{
    QByteArray array = "[";
    for (int i = 0; i < 30'000; ++i) array += (i ? ",\n{\"n\": " : "{\"n\": ") + QByteArray::number(i) + "}";
    const ItemSource source = readItems(deviceOf(array + "]"), ItemFormat::JsonArray);
    for (int i = 0; i < 30'000; ++i) QCOMPARE(source()->json, "{\"n\": " + QByteArray::number(i) + "}");
    QVERIFY(!source());
}

void tst_Batch::callsAFunctionForEach()
{
    Engine engine;
    QByteArrayList values;
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batchOf("function process_item(n) { return n * n; }", u"process_item"_s), numbers(100),
        [&](const BatchOutcome &outcome) {
            values.append(outcome.item + "=" + outcome.result.value.toJson());
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &summary) { over = summary.total == 100 && summary.successRate() == 100; });
    QTRY_VERIFY(over);
    for (int i = 0; i < 100; ++i) QCOMPARE(values[i], QByteArray::number(i) + "=" + QByteArray::number(i * i));
}

void tst_Batch::runsAScriptForEach_data()
{
    QTest::addColumn<QByteArray>("item");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("the item") << QByteArray("[1, 2]") << QByteArray("result = len(item) + index;") << QByteArray("2");
    QTest::newRow("its members") << QByteArray("{\"x\": 10, \"y\": 20}") << QByteArray("result = x + y;")
                                 << QByteArray("30");
    QTest::newRow("an empty object") << QByteArray("{ }") << QByteArray("result = item;") << QByteArray("{}");
    QTest::newRow("a member named item") << QByteArray("{\"item\": 5}") << QByteArray("result = item.item;")
                                         << QByteArray("5");
    QTest::newRow("long integers") << QByteArray("{\"n\": 123456789012345678901}") << QByteArray("result = n + 1;")
                                   << QByteArray("123456789012345678902");
}

void tst_Batch::runsAScriptForEach()
{
    QFETCH(QByteArray, item);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, value);
    Engine engine;
    QByteArray got;
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batchOf(source), itemsFrom({item}),
        [&](const BatchOutcome &outcome) {
            got = outcome.result.success ? outcome.result.value.toJson() : outcome.result.error->message.toUtf8();
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &) { over = true; });
    QTRY_VERIFY(over);
    QCOMPARE(got, value);
}

void tst_Batch::oneFailureLeavesTheOthers()
{
    Engine engine;
    QByteArray values;
    StreamSummary summary;
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batchOf("function f(n) { if (n == 500) { throw \"no\"; } return n; }", u"f"_s), numbers(1000),
        [&](const BatchOutcome &outcome) {
            values += outcome.result.success ? '.' : '!';
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &ended) { summary = ended, over = true; });
    QTRY_VERIFY_WITH_TIMEOUT(over, 20'000);
    QCOMPARE(values, QByteArray(500, '.') + "!" + QByteArray(499, '.'));
    QCOMPARE(summary.successes, 999);
    QCOMPARE(summary.failures, 1);
    QCOMPARE(summary.successRate(), 99.9);
}

/// An item is one argument, whatever it looks like.
void tst_Batch::itemsCanNotSplit()
{
    Engine engine;
    int failures = 0;
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batchOf("function f(a, b = 0) { return b; }", u"f"_s),
        readItems(deviceOf("1, 2\n"), ItemFormat::JsonLines),
        [&](const BatchOutcome &outcome) {
            failures += outcome.result.error && outcome.result.error->name == "value_error"_L1;
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &) { over = true; });
    QTRY_VERIFY(over);
    QCOMPARE(failures, 1);
}

void tst_Batch::itemsHaveTheirOwnLimits()
{
    Engine engine;
    BatchOptions batch = batchOf("while (true) { }");
    batch.timeoutKey = u"limit"_s;
    batch.options.timeoutSeconds = 0.3;
    QList<double> times(4);
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batch, itemsFrom({"{\"limit\": 0.2}", "{\"limit\": 0.5}", "{\"limit\": 0.1}", "{}"}),
        [&](const BatchOutcome &outcome) {
            times[outcome.index] = outcome.result.executionTime;
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &) { over = true; });
    QTRY_VERIFY(over);
    const QList<double> limits{0.2, 0.5, 0.1, 0.3};
    for (int i = 0; i < 4; ++i)
        QVERIFY2(times[i] >= limits[i] - 0.001 && times[i] < limits[i] + 1, qPrintable(QString::number(times[i])));
}

void tst_Batch::retriesEachItem()
{
    Engine engine;
    BatchOptions batch = batchOf("function f(n) { if (n == 1) { throw \"no\"; } return n; }", u"f"_s);
    batch.retry = {3, 0.001, 2, 1, RetryPolicy::On::AnyFailure};
    QList<qsizetype> attempts;
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batch, numbers(3),
        [&](const BatchOutcome &outcome) {
            attempts.append(outcome.result.attempts.size());
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &) { over = true; });
    QTRY_VERIFY(over);
    QCOMPARE(attempts, (QList<qsizetype>{1, 3, 1}));
}

void tst_Batch::stopsAtTheFirstFailure()
{
    // In virtual time the failing item ends when all before it have ended and all behind it wait.
    EngineOptions options;
    options.virtualTime = true;
    Engine engine(options);
    BatchOptions batch = batchOf("import async; if (item == 3) { async.sleep(1); throw \"no\"; } "
                                 "if (item > 3) { async.sleep(1000); }");
    batch.stopAtFailure = true;
    batch.limit = 4;
    StreamSummary summary;
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batch, numbers(1000), [](const BatchOutcome &) { return TaskStream::Next::GoOn; },
        [&](const StreamSummary &ended) { summary = ended, over = true; });
    QTRY_VERIFY(over);
    QVERIFY(summary.wasStopped);
    QVERIFY(summary.total <= 8);
    QCOMPARE(summary.successes, 3);
}

void tst_Batch::isCancelled()
{
    Engine engine;
    Batch batch(engine, batchOf("while (true) { }"), numbers(1'000'000));
    QSignalSpy finished(&batch, &Batch::finished);
    batch.start();
    QTRY_VERIFY(batch.runningCount() > 0);
    batch.cancel();
    QTRY_COMPARE(finished.count(), 1);
    const auto summary = finished[0][0].value<StreamSummary>();
    QVERIFY(summary.wasStopped);
    QCOMPARE(summary.cancelled, summary.total);
    QVERIFY(engine.drain(5000));
}

void tst_Batch::ownerGoes()
{
    Engine engine;
    {
        Batch batch(engine, batchOf("while (true) { }"), numbers(1000));
        batch.start();
        QTRY_VERIFY(batch.runningCount() > 0);
    }
    QVERIFY(engine.drain(5000));
    auto going = std::make_unique<Engine>();
    Batch batch(*going, batchOf("import async; async.sleep(100);"), numbers(100'000));
    QSignalSpy finished(&batch, &Batch::finished);
    batch.start();
    going.reset();
    QTRY_COMPARE(finished.count(), 1);
}

void tst_Batch::windowGetsAll()
{
    Engine engine;
    Batch batch(engine, batchOf("function f(n) { return n; }", u"f"_s), numbers(10'000));
    qint64 next = 0;
    bool inOrder = true;
    qint64 lastTotal = -1;
    connect(&batch, &Batch::outcomesReady, &batch, [&](const QList<BatchOutcome> &outcomes) {
        for (const BatchOutcome &outcome : outcomes) inOrder = inOrder && outcome.index == next++;
    });
    connect(&batch, &Batch::progressed, &batch, [&](const StreamSummary &summary) { lastTotal = summary.total; });
    QSignalSpy finished(&batch, &Batch::finished);
    batch.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
    QVERIFY(inOrder);
    QCOMPARE(next, 10'000);
    QCOMPARE(lastTotal, 10'000);
}

void tst_Batch::failuresAreTriedAgain()
{
    Engine engine;
    Batch batch(engine, batchOf("function f(n) { if (n % 3 == 0) { throw \"no\"; } return n; }", u"f"_s), numbers(10));
    QSignalSpy finished(&batch, &Batch::finished);
    batch.start();
    QTRY_COMPARE(finished.count(), 1);
    const std::unique_ptr<Batch> again = batch.retryFailures();
    QList<qint64> indices;
    connect(again.get(), &Batch::outcomesReady, this, [&](const QList<BatchOutcome> &outcomes) {
        for (const BatchOutcome &outcome : outcomes) {
            indices.append(outcome.index);
            QCOMPARE(outcome.item, QByteArray::number(outcome.index));
        }
    });
    QSignalSpy finishedAgain(again.get(), &Batch::finished);
    again->start();
    QTRY_COMPARE(finishedAgain.count(), 1);
    QCOMPARE(indices, (QList<qint64>{0, 3, 6, 9}));
}

/// Many items need the memory of those under way.
void tst_Batch::oneItemIsCancelled_data()
{
    QTest::addColumn<int>("item");
    QTest::newRow("under way") << 0;
    QTest::newRow("still to come") << 5;
}

/// The others neither end nor wait for it.
void tst_Batch::oneItemIsCancelled()
{
    QFETCH(int, item);
    Engine engine{EngineOptions{.threads = 2, .queueLimit = 0, .stateFolder = {}}};
    BatchOptions options =
        batchOf("import async;\nfunction f(x) { if (x == 0) { async.sleep(1000); } return x; }", u"f"_s);
    options.limit = 1;
    options.inOrder = false;
    Batch batch(engine, options, numbers(8));
    QList<BatchOutcome> outcomes;
    connect(&batch, &Batch::outcomesReady, this, [&](const QList<BatchOutcome> &some) { outcomes.append(some); });
    batch.start();
    QTRY_COMPARE(batch.runningCount(), 1);
    batch.cancelItem(item);
    batch.cancelItem(100); // there is none
    if (item != 0) batch.cancelItem(0);
    QTRY_VERIFY(batch.isFinished());
    QCOMPARE(outcomes.size(), 8);
    for (const BatchOutcome &outcome : std::as_const(outcomes)) {
        const bool isCancelled = outcome.index == 0 || outcome.index == item;
        QCOMPARE(outcome.result.success, !isCancelled);
        if (isCancelled) QCOMPARE(outcome.result.error->kind, syntax::ErrorKind::Cancelled);
    }
    QCOMPARE(batch.summary().successes, item == 0 ? 7 : 6);
    QVERIFY(!batch.summary().wasStopped);
}

/// Scripts find the place their item has in the whole list.
void tst_Batch::indicesOfSomeItems()
{
    Engine engine;
    BatchOptions options = batchOf("result = [index, item];");
    options.indices = {7, 3};
    Batch batch(engine, options, itemsFrom({"\"seven\"", "\"three\""}));
    QMap<qint64, QByteArray> values;
    connect(&batch, &Batch::outcomesReady, this, [&](const QList<BatchOutcome> &some) {
        for (const BatchOutcome &outcome : some) values.insert(outcome.index, outcome.result.value.toJson());
    });
    batch.start();
    QTRY_VERIFY(batch.isFinished());
    QCOMPARE(values.value(3), QByteArray("[3, \"three\"]"));
    QCOMPARE(values.value(7), QByteArray("[7, \"seven\"]"));
}

void tst_Batch::valuesAsText()
{
    Engine engine;
    BatchOptions options = batchOf("function f(n) { if (n == 1) { x = \"xxxxx\"; for (i in range(20)) { x = x + x; } "
                                   "return x; } return {n: n / 2}; }",
                                   u"f"_s);
    options.valuesAsText = true;
    Batch batch(engine, options, numbers(3));
    QMap<qint64, BatchOutcome> outcomes;
    connect(&batch, &Batch::outcomesReady, this, [&](const QList<BatchOutcome> &some) {
        for (const BatchOutcome &outcome : some) outcomes.insert(outcome.index, outcome);
    });
    batch.start();
    QTRY_VERIFY(batch.isFinished());
    QCOMPARE(outcomes[0].value, QByteArray("{\"n\": 0.0}"));
    QCOMPARE(outcomes[0].preview, u"{n: 0.0}"_s);
    QVERIFY(!outcomes[0].result.value.isValid());
    QVERIFY2(outcomes[1].result.success,
             qPrintable(outcomes[1].result.error ? outcomes[1].result.error->message : QString()));
    QVERIFY(outcomes[1].value.isEmpty()); // too long to be kept
    QVERIFY(outcomes[1].preview.size() < 300);
}

void tst_Batch::itemsUnderWayAreSeen()
{
    Engine engine{EngineOptions{.threads = 2, .queueLimit = 0, .stateFolder = {}}};
    BatchOptions options =
        batchOf("import async; import progress;\n"
                "function f(x) { for (i in range(100)) { progress.report(i, 100); async.sleep(0.02); } }",
                u"f"_s);
    options.options.priority = Priority::Batch;
    options.limit = 2;
    options.indices = {11, 12, 13};
    Batch batch(engine, options, numbers(3));
    batch.start();
    QTRY_COMPARE(batch.underWay().size(), 2);
    QCOMPARE(batch.underWay()[0].index, 11);
    QCOMPARE(batch.underWay()[1].index, 12);
    const auto done = [&batch] {
        const RunPtr run = batch.underWay()[0].run;
        const QList<RunProgress> progress = run ? run->status().progress : QList<RunProgress>();
        return progress.isEmpty() ? -1.0 : progress[0].done;
    };
    QTRY_VERIFY(done() > 3);
    batch.cancel();
    QTRY_VERIFY(batch.isFinished());
    QVERIFY(batch.underWay().isEmpty());
}

void tst_Batch::memoryStaysBounded()
{
    const auto resident = [] {
        QFile file(u"/proc/self/statm"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
    };
    Engine engine;
    const BatchOptions batch = batchOf("function f(n) { return [n, \"0123456789\" * 20]; }", u"f"_s);
    qint64 peak = 0;
    qint64 early = 0;
    std::atomic<bool> over = false;
    const auto stream = startBatch(
        engine, batch, numbers(40'000),
        [&](const BatchOutcome &outcome) {
            if (outcome.index == 4000) early = resident();
            if (outcome.index % 1000 == 0) peak = std::max(peak, resident());
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &) { over = true; });
    QTRY_VERIFY_WITH_TIMEOUT(over, 100'000);
    if (!tests::kSanitized) QVERIFY2(peak - early < 16 << 20, qPrintable(u"%1 MB more"_s.arg((peak - early) >> 20)));
}

QTEST_GUILESS_MAIN(tst_Batch)
#include "tst_batch.moc"
