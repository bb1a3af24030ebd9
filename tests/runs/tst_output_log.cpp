// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/output_log.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

class tst_OutputLog : public QObject
{
    Q_OBJECT

private slots:
    void linesInPieces();
    void streamsDoNotMixInALine();
    void longLinesAreCutButCounted();
    void returnsLeaveRoom_data();
    void returnsLeaveRoom();
    void rule48_nothingIsLost_data();
    void rule48_nothingIsLost();
    void spillFileGoesAway();
    void rule47_readerHoldsTheWriterBack();
    void readerThatLeavesLetsGo();
    void writerAndReaderAtOnce();
};

void tst_OutputLog::linesInPieces()
{
    OutputLog log;
    QCOMPARE(log.lineCount(), 0);
    log.append(OutputStream::Output, "a");
    QCOMPARE(log.lineCount(), 1);
    QVERIFY(!log.lines(0, 1).at(0).complete);
    log.append(OutputStream::Output, "b\n\nc");
    QCOMPARE(log.lineCount(), 3);
    const QList<OutputLine> lines = log.lines(0, 10);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0].text, "ab");
    QVERIFY(lines[0].complete);
    QCOMPARE(lines[1].text, "");
    QCOMPARE(lines[2].text, "c");
    log.finish();
    QVERIFY(log.lines(2, 1).at(0).complete);
    QCOMPARE(log.read(0, 100), "ab\n\nc");
}

void tst_OutputLog::streamsDoNotMixInALine()
{
    OutputLog log;
    log.append(OutputStream::Output, "out");
    log.append(OutputStream::Error, "err\n");
    log.append(OutputStream::Output, "more\n");
    QCOMPARE(log.lineCount(), 3);
    QCOMPARE(log.lines(0, 1).at(0).text, "out");
    QCOMPARE(log.lines(1, 1).at(0).stream, OutputStream::Error);
    QCOMPARE(log.readLines(0, 3).at(1).text, "err");
    OutputStream stream = OutputStream::System;
    QCOMPARE(log.read(0, 100, &stream), "out");
    QCOMPARE(stream, OutputStream::Output);
    QCOMPARE(log.read(3, 100, &stream), "err\n");
    QCOMPARE(stream, OutputStream::Error);
    QCOMPARE(log.read(7, 100, &stream), "more\n");
    QCOMPARE(log.read(0, 100), "outerr\nmore\n");
}

void tst_OutputLog::longLinesAreCutButCounted()
{
    OutputLog log;
    for (int i = 0; i < 100; ++i) log.append(OutputStream::Output, QByteArray(100'000, 'x'));
    log.append(OutputStream::Output, "\nnext\n");
    QCOMPARE(log.lineCount(), 2);
    const OutputLine line = log.lines(0, 1).at(0);
    QCOMPARE(line.text.size(), OutputLog::kMaxLineBytes);
    QCOMPARE(line.fullBytes, 10'000'000);
    QCOMPARE(log.readLines(1, 1).at(0).text, "next");
    QCOMPARE(log.readLines(0, 1).at(0).fullBytes, 10'000'000);
}

void tst_OutputLog::returnsLeaveRoom_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("return first") << QByteArray("\r") << QByteArray();
    QTest::newRow("return last") << QByteArray() << QByteArray("\r");
    QTest::newRow("twice") << QByteArray("\r") << QByteArray("\r");
}

void tst_OutputLog::returnsLeaveRoom()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    OutputLog log;
    QByteArray all;
    for (int i = 0; i < 3000; ++i) {
        const QByteArray piece = before + "step " + QByteArray::number(i) + after;
        log.append(OutputStream::Output, piece);
        all += piece;
        const OutputLine line = log.lines(0, 1).at(0);
        QVERIFY(line.text.contains("step " + QByteArray::number(i)));
        QCOMPARE(line.fullBytes, line.text.size());
        QVERIFY(line.text.size() <= OutputLog::kMaxLineBytes);
        QVERIFY(all.endsWith(line.text));
    }
    log.append(OutputStream::Output, "\nnext\n");
    QCOMPARE(log.readLines(1, 1).at(0).text, "next");
    QVERIFY(log.readLines(0, 1).at(0).text.contains("step 2999"));
}

void tst_OutputLog::rule48_nothingIsLost_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("all in memory") << 900;
    QTest::newRow("just inside head and tail") << 21'000;
    QTest::newRow("one past") << 21'001;
    QTest::newRow("mostly on disk") << 300'000;
}

void tst_OutputLog::rule48_nothingIsLost()
{
    QFETCH(int, count);
    OutputLog log;
    QByteArray all;
    for (int i = 0; i < count; ++i) {
        const QByteArray line = "line " + QByteArray::number(i) + '\n';
        log.append(i % 97 == 0 ? OutputStream::Error : OutputStream::Output, line);
        all += line;
    }
    QCOMPARE(log.lineCount(), count);
    QCOMPARE(log.byteCount(), all.size());
    QCOMPARE(log.inMemory(0), true);
    QCOMPARE(log.inMemory(count - 1), true);
    QCOMPARE(log.inMemory(1000), count <= 21'000);
    for (const int first : {0, 999, 1000, 1001, 5000, count / 2, count - 3}) {
        if (first < 0 || first >= count) continue;
        const QList<OutputLine> lines = log.readLines(first, 5);
        QCOMPARE(lines.size(), std::min(5, count - first));
        for (int i = 0; i < lines.size(); ++i) {
            QCOMPARE(lines[i].number, first + i);
            QCOMPARE(lines[i].text, "line " + QByteArray::number(first + i));
            QCOMPARE(lines[i].stream, (first + i) % 97 == 0 ? OutputStream::Error : OutputStream::Output);
            QVERIFY(lines[i].complete);
        }
    }
    QByteArray read;
    while (read.size() < all.size()) read += log.read(read.size(), 100'000);
    QVERIFY(read == all);
    QTemporaryDir dir;
    QString error;
    QVERIFY2(log.saveTo(dir.filePath(u"saved.txt"_s), &error), qPrintable(error));
    QFile saved(dir.filePath(u"saved.txt"_s));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll() == all);
    QVERIFY(!log.saveTo(dir.filePath(u"missing/saved.txt"_s), &error));
    QVERIFY(!error.isEmpty());
}

void tst_OutputLog::spillFileGoesAway()
{
    const auto files = [] { return QDir(QDir::tempPath()).entryList({u"latchkey-output-*"_s}, QDir::Files).size(); };
    const qsizetype before = files();
    {
        OutputLog log;
        for (int i = 0; i < 100; ++i) log.append(OutputStream::Output, QByteArray(100'000, 'x'));
        QCOMPARE(files(), before + 1);
    }
    QCOMPARE(files(), before);
}

void tst_OutputLog::rule47_readerHoldsTheWriterBack()
{
    OutputLog log;
    const auto reader = log.addReader();
    const QByteArray part(1 << 20, 'x');
    for (int i = 0; i < 4; ++i) QVERIFY(log.append(OutputStream::Output, part));
    QVERIFY(!log.append(OutputStream::Output, "one more"));
    int drained = 0;
    log.whenDrained([&drained] { ++drained; });
    QCOMPARE(drained, 0);
    reader->consumed(1 << 20);
    QCOMPARE(drained, 0);
    reader->consumed(3 << 20);
    QCOMPARE(drained, 1);
    reader->consumed(4 << 20);
    QCOMPARE(drained, 1);
}

void tst_OutputLog::readerThatLeavesLetsGo()
{
    OutputLog log;
    auto reader = log.addReader();
    for (int i = 0; i < 6; ++i) log.append(OutputStream::Output, QByteArray(1 << 20, 'x'));
    int drained = 0;
    log.whenDrained([&drained] { ++drained; });
    reader.reset();
    QCOMPARE(drained, 1);
    QVERIFY(log.append(OutputStream::Output, "no reader, no waiting"));
}

void tst_OutputLog::writerAndReaderAtOnce()
{
    OutputLog log;
    constexpr int kLines = 200'000;
    std::thread writer([&log] {
        for (int i = 0; i < kLines; ++i) log.append(OutputStream::Output, QByteArray::number(i) + '\n');
    });
    qint64 seen = 0;
    while (seen < kLines) {
        const QList<OutputLine> lines = log.readLines(seen, 1000);
        for (const OutputLine &line : lines) {
            if (!line.complete) break;
            QCOMPARE(line.text, QByteArray::number(seen));
            ++seen;
        }
    }
    writer.join();
}

QTEST_APPLESS_MAIN(tst_OutputLog)
#include "tst_output_log.moc"
