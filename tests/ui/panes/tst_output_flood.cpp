// SPDX-License-Identifier: GPL-3.0-or-later
//
// A log that grows as fast as a thread can write while the pane shows it: the longest gap between two turns of the
// event loop is printed, every line must be there afterwards.
#include "ui/output/output_pane.h"

#include <QThread>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::output;

namespace {

constexpr int kLines = 5'000'000;
constexpr int kBatch = 1000;

// Measures the time between turns by a timer that is always due.
class Watchdog : public QObject
{
public:
    Watchdog()
    {
        m_last.start();
        startTimer(0);
    }
    qint64 longest() const { return m_longest; }
    qint64 turns() const { return m_turns; }

protected:
    void timerEvent(QTimerEvent *) override
    {
        ++m_turns;
        m_longest = std::max(m_longest, m_last.restart());
    }

private:
    QElapsedTimer m_last;
    qint64 m_longest = 0;
    qint64 m_turns = 0;
};

} // namespace

class tst_OutputFlood : public QObject
{
    Q_OBJECT

private slots:
    void rule5_millionsOfLines_data();
    void rule5_millionsOfLines();
    void oneEndlessLine();
};

void tst_OutputFlood::rule5_millionsOfLines_data()
{
    QTest::addColumn<OutputFilter>("filter");
    QTest::newRow("all") << OutputFilter::All;
    QTest::newRow("filtered") << OutputFilter::Errors;
}

void tst_OutputFlood::rule5_millionsOfLines()
{
    QFETCH(OutputFilter, filter);
    OutputPane pane;
    pane.resize(800, 500);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    auto log = std::make_shared<runs::OutputLog>();
    auto source = std::make_shared<LogSource>(log);
    pane.view()->addRun(1, source, RichLine().add(u"Run 1"_s));
    pane.view()->setFilter(filter);

    std::atomic<bool> done = false;
    std::unique_ptr<QThread> writer(QThread::create([&] {
        for (int i = 0; i < kLines; i += kBatch) {
            QByteArray text;
            for (int j = i; j < i + kBatch; ++j) text += "line " + QByteArray::number(j) + '\n';
            log->append(i / kBatch % 10 == 0 ? OutputStream::Error : OutputStream::Output, text);
            if (i / kBatch % 16 == 0) QMetaObject::invokeMethod(pane.view(), &OutputView::sourceChanged);
        }
        log->finish();
        done = true;
    }));
    QElapsedTimer timer;
    timer.start();
    Watchdog watchdog;
    writer->start();
    QTRY_VERIFY_WITH_TIMEOUT(done, 200'000);
    QVERIFY(writer->wait());
    const qint64 elapsed = timer.elapsed();
    pane.view()->sourceChanged();
    qInfo("%d lines in %lld ms (%.1f M/s); longest gap %lld ms over %lld turns, %lld paints", kLines, elapsed,
          kLines / 1000.0 / static_cast<double>(elapsed), watchdog.longest(), watchdog.turns(),
          pane.view()->paintCount());

    QCOMPARE(log->lineCount(), kLines);
    if (filter != OutputFilter::All) return;
    QTRY_COMPARE(pane.view()->rowText(pane.view()->visibleRows().last().key), u"line %1"_s.arg(kLines - 1));
    QCOMPARE(pane.view()->rowCount(), 1 + 1000 + 1 + 20'000);
    // Every line can be fetched and is the right one.
    qint64 next = 0;
    while (next < kLines) {
        const QList<OutputLine> lines = source->readLines(next, 50'000);
        QVERIFY(!lines.isEmpty());
        for (const OutputLine &line : lines) {
            QCOMPARE(line.number, next);
            if (line.text != "line " + QByteArray::number(next)) QFAIL(qPrintable(u"line %1 is wrong"_s.arg(next)));
            ++next;
        }
    }
}

void tst_OutputFlood::oneEndlessLine()
{
    OutputPane pane;
    pane.resize(800, 500);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    auto log = std::make_shared<runs::OutputLog>();
    pane.view()->addRun(1, std::make_shared<LogSource>(log), RichLine().add(u"Run 1"_s));
    const QByteArray part = "\x1b[31m\xe2\x80\xae\x07" + QByteArray(65'500, 'x');
    std::atomic<bool> done = false;
    std::unique_ptr<QThread> writer(QThread::create([&] {
        for (int i = 0; i < 8000; ++i) {
            log->append(OutputStream::Output, part);
            if (i % 8 == 0) QMetaObject::invokeMethod(pane.view(), &OutputView::sourceChanged);
        }
        done = true;
    }));
    Watchdog watchdog;
    writer->start();
    QTRY_VERIFY_WITH_TIMEOUT(done, 60'000);
    QVERIFY(writer->wait());
    qInfo("500 MB in one line; longest gap %lld ms", watchdog.longest());
    pane.view()->sourceChanged();
    QTRY_COMPARE(pane.view()->rowCount(), 2);
    const QString shown = pane.view()->rowText(RowKey{0, RowKind::Line, 0});
    QVERIFY(shown.size() <= 4200);
    QVERIFY(!shown.contains(QChar(0x202e)));
    QVERIFY(!shown.contains(QChar(0x1b)));
}

QTEST_MAIN(tst_OutputFlood)
#include "tst_output_flood.moc"
