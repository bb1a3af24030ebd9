// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_rows.h"

#include <QtTest>

using namespace latchkey::output;

class tst_OutputRows : public QObject
{
    Q_OBJECT

private slots:
    void rows_data();
    void rows();
    void linesInTheGapStandForTheGap();
    void runsFollowEachOther();
};

namespace {

RunRows run(qint64 lines, qint64 gapEnd = 0, qint64 cleared = 0, int tail = 0)
{
    RunRows rows;
    rows.lineCount = lines;
    rows.headEnd = 1000;
    rows.gapEnd = gapEnd;
    rows.firstShown = cleared;
    rows.tailRows = tail;
    return rows;
}

} // namespace

void tst_OutputRows::rows_data()
{
    QTest::addColumn<RunRows>("run");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("gap");
    QTest::newRow("nothing yet") << run(0) << 1LL << 0LL;
    QTest::newRow("one line") << run(1) << 2LL << 0LL;
    QTest::newRow("head full") << run(1000) << 1001LL << 0LL;
    QTest::newRow("no gap yet") << run(21'000, 1000) << 21'001LL << 0LL;
    QTest::newRow("one line left out") << run(21'001, 1001) << 21'002LL << 1LL;
    QTest::newRow("a million") << run(1'000'000, 980'000) << 1 + 1000 + 1 + 20'000LL << 979'000LL;
    QTest::newRow("opened") << run(1'000'000, 0) << 1'000'001LL << 0LL;
    QTest::newRow("cleared in the head") << run(1'000'000, 980'000, 400) << 1 + 600 + 1 + 20'000LL << 979'000LL;
    QTest::newRow("cleared in the gap") << run(1'000'000, 980'000, 500'000) << 1 + 1 + 20'000LL << 480'000LL;
    QTest::newRow("cleared in the tail") << run(1'000'000, 980'000, 990'000) << 1 + 10'000LL << 0LL;
    QTest::newRow("cleared") << run(1'000'000, 980'000, 1'000'000, 2) << 3LL << 0LL;
    QTest::newRow("report") << run(3, 0, 0, 5) << 9LL << 0LL;
    RunRows filtered = run(1'000'000, 980'000, 0, 1);
    filtered.filtered = QList<qint64>{2, 999, 5000, 980'000, 999'999};
    QTest::newRow("filtered") << filtered << 1 + 2 + 1 + 2 + 1LL << 979'000LL;
    filtered.filtered = QList<qint64>();
    QTest::newRow("filtered to nothing") << filtered << 3LL << 979'000LL;
}

void tst_OutputRows::rows()
{
    QFETCH(RunRows, run);
    QTEST(run.rowCount(), "count");
    QTEST(run.gapLines(), "gap");
    // Every row has a key, keys rise, and each key leads back to its row.
    const qint64 count = run.rowCount();
    std::optional<RowKey> before;
    for (qint64 row = 0; row < count; row += row < 1100 || row > count - 10 ? 1 : 977) {
        const RowKey key = run.keyAt(row);
        QCOMPARE(run.rowOf(key), row);
        if (before) QVERIFY(*before < key);
        before = key;
    }
}

void tst_OutputRows::linesInTheGapStandForTheGap()
{
    const RunRows rows = run(1'000'000, 980'000);
    QCOMPARE(rows.keyAt(1001).kind, RowKind::Gap);
    QCOMPARE(rows.rowOf({0, RowKind::Line, 500'000}), 1001);
    QCOMPARE(rows.rowOf({0, RowKind::Line, 980'000}), 1002);
    QCOMPARE(rows.keyAt(1002).number, 980'000);
}

void tst_OutputRows::runsFollowEachOther()
{
    OutputRows all;
    all.runs = {run(3, 0, 0, 2), run(0), run(5)};
    QCOMPARE(all.rowCount(), 6 + 1 + 6);
    for (qint64 row = 0; row < all.rowCount(); ++row) QCOMPARE(all.rowOf(all.keyAt(row)), row);
    QCOMPARE(all.keyAt(6), (RowKey{1, RowKind::Heading, 0}));
    QCOMPARE(all.keyAt(12), (RowKey{2, RowKind::Line, 4}));
}

QTEST_APPLESS_MAIN(tst_OutputRows)
#include "tst_output_rows.moc"
