// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_format.h"

#include <QRandomGenerator>
#include <QTest>

using namespace latchkey::editor;

class tst_TextFormat : public QObject
{
    Q_OBJECT

private slots:
    void lineEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("mixed");
        QTest::addColumn<qint64>("lines");
        QTest::newRow("empty") << QByteArray("") << "LF" << false << qint64(1);
        QTest::newRow("LF") << QByteArray("a\nb\n") << "LF" << false << qint64(3);
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << "CRLF" << false << qint64(3);
        QTest::newRow("CR alone") << QByteArray("a\rb\r") << "CR" << false << qint64(3);
        QTest::newRow("mostly CRLF") << QByteArray("a\r\nb\r\nc\n") << "CRLF" << true << qint64(4);
        QTest::newRow("mostly LF") << QByteArray("a\nb\r\nc\n") << "LF" << true << qint64(4);
    }
    void lineEnds()
    {
        QFETCH(QByteArray, bytes);
        const DecodedText decoded = decodeText(bytes);
        QTEST(decoded.format.lineEndName(), "name");
        QTEST(decoded.format.mixedLineEnds, "mixed");
        QTEST(decoded.format.lines, "lines");
        QCOMPARE(encodeText(decoded.text, decoded.format), bytes);
    }

    void encoding_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("invalidLine");
        QTest::newRow("plain") << QByteArray("a") << 0;
        QTest::newRow("two, three, four bytes") << QByteArray("\u00e9\u20ac\U0001F600") << 0;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << 0;
        QTest::newRow("a stray continuation") << QByteArray("a\n\x80") << 2;
        QTest::newRow("cut at the end") << QByteArray("a\n\n\xE2\x82") << 3;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << 1;
        QTest::newRow("overlong of three") << QByteArray("\xE0\x80\xAF") << 1;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 1;
        QTest::newRow("past the last character") << QByteArray("\xF4\x90\x80\x80") << 1;
        QTest::newRow("0xFF") << QByteArray("x\n\xFF") << 2;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "a\0",
                                              4)
                                << 1;
    }
    void encoding()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, invalidLine);
        const DecodedText decoded = decodeText(bytes);
        QCOMPARE(decoded.format.validUtf8, invalidLine == 0);
        QCOMPARE(decoded.format.firstInvalidLine, invalidLine);
        QCOMPARE(encodeText(decoded.text, decoded.format), bytes);
    }

    void mutationsComeBackByteForByte()
    {
        QRandomGenerator random(7);
        const QByteArray original("x = \"\u00e9\u20ac\U0001F600\";\r\n// \xEF\xBB\xBF end\n");
        for (int i = 0; i < 10'000; ++i) {
            QByteArray bytes = original;
            for (int n = 0; n < 3; ++n) bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            const DecodedText decoded = decodeText(bytes);
            QCOMPARE(encodeText(decoded.text, decoded.format), bytes);
            QCOMPARE(decoded.format.validUtf8, decoded.format.firstInvalidLine == 0);
        }
    }

    void byteOrderMark()
    {
        const DecodedText decoded = decodeText("\xEF\xBB\xBFx");
        QVERIFY(decoded.format.byteOrderMark);
        QCOMPARE(decoded.text, "x");
        QCOMPARE(encodeText("y", decoded.format), "\xEF\xBB\xBFy");
    }

    void bidiControls()
    {
        QVERIFY(decodeText("a\u202Eb").format.hasBidiControls);
        QVERIFY(decodeText("\u2066").format.hasBidiControls);
        QVERIFY(!decodeText("a\u20ac\u2014").format.hasBidiControls);
    }

    void longestLine() { QCOMPARE(decodeText("ab\nabcd\r\na").format.longestLine, 4); }
};

QTEST_GUILESS_MAIN(tst_TextFormat)
#include "tst_text_format.moc"
