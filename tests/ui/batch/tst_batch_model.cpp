// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of a batch under the model tester: states, sorting and filtering in the background, a hundred thousand
// rows; and the files that outcomes are written to.
#include "ui/batch/batch_export.h"
#include "ui/batch/batch_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::batch;
using theme::RunState;

class tst_BatchModel : public QObject
{
    Q_OBJECT

private slots:
    void countsFollowStates();
    void sorts_data();
    void sorts();
    void filters();
    void followsWhatEnds();
    void keepsTheCurrentRow();
    void holdsUnderAnyChanges();
    void aHundredThousandRows();
    void writes_data();
    void writes();
    void failedWriteKeepsTheOldFile();
    void cancelledWriteKeepsTheOldFile();

private:
    static BatchRows rows(int count)
    {
        BatchRows all;
        for (int i = 0; i < count; ++i) {
            BatchRow row;
            row.item = "{\"n\": " + QByteArray::number(i) + "}";
            all.append(row);
        }
        return all;
    }
    static void end(BatchModel &model, int item, RunState state, const QByteArray &value, double seconds)
    {
        model.setState(item, state);
        BatchRow &row = model.edit(item);
        row.value = value;
        row.preview = QString::fromUtf8(value);
        row.seconds = seconds;
        row.attempts = 1;
        if (state == RunState::Finished) return;
        row.errorName = u"type_error"_s;
        row.errorMessage = u"Cannot add null to a number."_s;
        row.errorLine = 14;
    }
    static QString order(const BatchModel &model)
    {
        QStringList items;
        for (int row = 0; row < model.rowCount(); ++row) items.append(QString::number(model.itemAt(row)));
        return items.join(u' ');
    }
};

void tst_BatchModel::countsFollowStates()
{
    BatchModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(rows(5));
    QCOMPARE(model.countOf(RunState::Queued), 5);
    model.setState(1, RunState::Running);
    end(model, 2, RunState::Finished, "0.7269", 0.9);
    end(model, 3, RunState::Failed, {}, 0.38);
    end(model, 4, RunState::TimedOut, {}, 2);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.flush();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.countOf(RunState::Queued), 1);
    QCOMPARE(model.failureCount(), 2);
    QCOMPARE(model.index(2, int(Column::Result)).data().toString(), u"0.7269"_s);
    QCOMPARE(model.index(3, int(Column::Result)).data().toString(),
             u"type_error at line 14 · Cannot add null to a number."_s);
    QCOMPARE(model.index(3, 0).data(Qt::AccessibleTextRole).toString(),
             u"Item 4, {\"n\": 3}, Failed, type_error at line 14 · Cannot add null to a number., 0.38 s"_s);
    QCOMPARE(model.index(0, int(Column::Time)).data().toString(), QString());
}

void tst_BatchModel::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("down");
    QTest::addColumn<QString>("items");
    QTest::newRow("as they came") << int(Column::Number) << false << u"0 1 2 3 4"_s;
    QTest::newRow("backwards") << int(Column::Number) << true << u"4 3 2 1 0"_s;
    QTest::newRow("numbers by value, texts behind") << int(Column::Result) << false << u"3 1 0 2 4"_s;
    QTest::newRow("by time") << int(Column::Time) << true << u"2 0 1 3 4"_s;
    QTest::newRow("by state") << int(Column::State) << false << u"4 0 1 3 2"_s;
}

void tst_BatchModel::sorts()
{
    QFETCH(int, column);
    QFETCH(bool, down);
    BatchModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(rows(5));
    end(model, 0, RunState::Finished, "100", 2);
    end(model, 1, RunState::Finished, "20", 1);
    end(model, 2, RunState::Failed, {}, 3);
    end(model, 3, RunState::Finished, "-3.5", 0.5);
    model.flush();
    if (column == int(Column::Result)) end(model, 4, RunState::Finished, "\"zebra\"", 0), model.flush();
    QSignalSpy arranged(&model, &BatchModel::arranged);
    model.sort(column, down ? Qt::DescendingOrder : Qt::AscendingOrder);
    QTRY_VERIFY(!model.isArranging());
    if (column == int(Column::Result)) {
        // The failed one and the text are both texts: by their letters.
        QVERIFY(order(model).startsWith(u"3 1 0 "_s));
        return;
    }
    QTEST(order(model), "items");
}

void tst_BatchModel::filters()
{
    BatchModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(rows(100));
    for (int i = 0; i < 100; ++i)
        end(model, i, i % 10 == 3 ? RunState::Failed : RunState::Finished, QByteArray::number(i * 2), 0.1);
    model.flush();
    Arrangement wanted;
    wanted.hidden.fill(true);
    wanted.hidden[size_t(RunState::Failed)] = false;
    model.setArrangement(wanted);
    QTRY_COMPARE(order(model), u"3 13 23 33 43 53 63 73 83 93"_s);
    wanted.text = u"CANNOT ADD"_s;
    model.setArrangement(wanted);
    QTRY_COMPARE(model.rowCount(), 10);
    wanted.text = u"\"n\": 43"_s;
    model.setArrangement(wanted);
    QTRY_COMPARE(order(model), u"43"_s);
    QCOMPARE(model.rowOf(43), 0);
    QCOMPARE(model.rowOf(3), -1);
    model.setArrangement({});
    QCOMPARE(model.rowCount(), 100);
}

/// A filtered table gets what ends later, without being asked again.
void tst_BatchModel::followsWhatEnds()
{
    BatchModel model;
    model.setRows(rows(10));
    Arrangement wanted;
    wanted.hidden.fill(true);
    wanted.hidden[size_t(RunState::Finished)] = false;
    model.setArrangement(wanted);
    QTRY_COMPARE(model.rowCount(), 0);
    end(model, 7, RunState::Finished, "1", 0.1);
    model.flush();
    QTRY_COMPARE(order(model), u"7"_s);
    end(model, 2, RunState::Finished, "1", 0.1);
    model.flush();
    QTRY_COMPARE(order(model), u"2 7"_s);
}

void tst_BatchModel::keepsTheCurrentRow()
{
    BatchModel model;
    model.setRows(rows(10));
    const QPersistentModelIndex seventh = model.index(7, 2);
    model.sort(0, Qt::DescendingOrder);
    QTRY_COMPARE(order(model), u"9 8 7 6 5 4 3 2 1 0"_s);
    QCOMPARE(seventh.row(), 2);
    Arrangement wanted;
    wanted.text = u"nowhere"_s;
    model.setArrangement(wanted);
    QTRY_COMPARE(model.rowCount(), 0);
    QVERIFY(!seventh.isValid());
}

void tst_BatchModel::holdsUnderAnyChanges()
{
    BatchModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(rows(50));
    QRandomGenerator random(3);
    for (int i = 0; i < 300; ++i) {
        if (random.bounded(20) == 0) model.sort(random.bounded(kColumns), Qt::SortOrder(random.bounded(2)));
        if (random.bounded(60) == 0) model.setRows(rows(random.bounded(80)));
        if (model.itemCount() == 0) continue;
        end(model, random.bounded(int(model.itemCount())), RunState(random.bounded(kStates - 1)), "7", 1);
        if (i % 3 == 0) model.flush();
        if (i % 10 == 0) QCoreApplication::processEvents();
    }
    QTRY_VERIFY(!model.isArranging());
    qsizetype sum = 0;
    for (const RunState state : theme::allRunStates()) sum += model.countOf(state);
    QCOMPARE(sum, model.itemCount());
}

/// What the window's thread does for a hundred thousand rows takes no time that one would notice.
void tst_BatchModel::aHundredThousandRows()
{
    BatchModel model;
    BatchRows all = rows(100'000);
    model.setRows(std::move(all));
    for (int i = 0; i < 100'000; ++i) {
        end(model, i, i % 7 == 0 ? RunState::Failed : RunState::Finished, QByteArray::number(i * 37 % 1000), i % 100);
        if (i % 5000 == 0) model.flush();
    }
    model.flush();
    QElapsedTimer timer;
    timer.start();
    model.sort(int(Column::Result), Qt::AscendingOrder); // hands a snapshot over
    const qint64 asked = timer.restart();
    model.setState(5, RunState::Running); // takes one chunk of its own
    model.flush();
    const qint64 written = timer.elapsed();
    QTRY_VERIFY(!model.isArranging());
    QVERIFY2(asked < 50 && written < 50, qPrintable(u"%1 ms, %2 ms"_s.arg(asked).arg(written)));
    QCOMPARE(model.rowCount(), 100'000);
    QCOMPARE(model.item(model.itemAt(0)).value, QByteArray("0"));
}

void tst_BatchModel::writes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("csv") << u"a.csv"_s
                         << QByteArray("number,input,state,value,error,message,line,seconds,attempts\r\n"
                                       "1,\"say \"\"a, b\"\"\",succeeded,'=1+1,,,,0.500000,1\r\n"
                                       "2,\"{\"\"n\"\": 1}\",failed,,type_error,Cannot add null to a number.,14,"
                                       "0.250000,1\r\n"
                                       "3,-7,queued,,,,,,\r\n");
    QTest::newRow("lines") << u"a.jsonl"_s
                           << QByteArray("{\"index\":0,\"item\":\"say \\\"a, b\\\"\",\"state\":\"succeeded\","
                                         "\"value\":\"=1+1\",\"seconds\":0.500000,\"attempts\":1}\n"
                                         "{\"index\":1,\"item\":{\"n\": 1},\"state\":\"failed\",\"error\":{\"name\":"
                                         "\"type_error\",\"message\":\"Cannot add null to a number.\",\"line\":14},"
                                         "\"seconds\":0.250000,\"attempts\":1}\n"
                                         "{\"index\":2,\"item\":-7,\"state\":\"queued\"}\n");
}

void tst_BatchModel::writes()
{
    QFETCH(QString, name);
    QTemporaryDir folder;
    BatchModel model;
    BatchRows all;
    for (const QByteArray item : {"\"say \\\"a, b\\\"\"", "{\"n\": 1}", "-7"}) {
        BatchRow row;
        row.item = item;
        all.append(row);
    }
    model.setRows(all);
    end(model, 0, RunState::Finished, "\"=1+1\"", 0.5);
    end(model, 1, RunState::Failed, {}, 0.25);
    const std::atomic<bool> stop = false;
    const auto written = exportRows(model.rows(), folder.filePath(name), stop);
    QVERIFY2(written.has_value(), qPrintable(written ? QString() : written.error()));
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QTEST(file.readAll(), "text");
    QVERIFY(exportRows(model.rows(), folder.filePath(u"a.json"_s), stop));
    QFile json(folder.filePath(u"a.json"_s));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray array = QJsonDocument::fromJson(json.readAll()).array();
    QCOMPARE(array.size(), 3);
    QCOMPARE(array[1][u"error"_s][u"line"_s].toInt(), 14);
}

void tst_BatchModel::failedWriteKeepsTheOldFile()
{
    QTemporaryDir folder;
    const std::atomic<bool> stop = false;
    const auto written = exportRows(rows(3), folder.filePath(u"no/such/folder.csv"_s), stop);
    QVERIFY(!written);
    QVERIFY2(written.error().contains(u"could not be written"_s), qPrintable(written.error()));
    QVERIFY(!exportRows(rows(3), folder.path(), stop)); // a folder is none
    QVERIFY(QFileInfo(folder.path()).isDir());
}

void tst_BatchModel::cancelledWriteKeepsTheOldFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.csv"_s);
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("old");
    }
    const std::atomic<bool> stop = true;
    const auto written = exportRows(rows(3), path, stop);
    QVERIFY(!written && written.error().isEmpty());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // nothing beside it
}

QTEST_MAIN(tst_BatchModel)
#include "tst_batch_model.moc"
