// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_format.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
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
        QCOMPARE(encodeText(decoded.text, decoded.format).value(), bytes);
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
        QTest::newRow("UTF-16 cut in a letter") << QByteArray("\xFF\xFE"
                                                              "a\0b",
                                                              5)
                                                << 1;
    }
    void encoding()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, invalidLine);
        const DecodedText decoded = decodeText(bytes);
        QCOMPARE(decoded.format.validUtf8, invalidLine == 0);
        QCOMPARE(decoded.format.firstInvalidLine, invalidLine);
        QCOMPARE(encodeText(decoded.text, decoded.format).value(), bytes);
    }

    void otherEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("UTF-16 by its mark") << QByteArray("\xFF\xFE"
                                                          "a\0\xE9\0",
                                                          6)
                                            << QString() << QByteArray("a\u00e9") << "UTF-16LE BOM";
        QTest::newRow("UTF-16 the other way round")
            << QByteArray("\xFE\xFF\0a\0\n", 6) << QString() << QByteArray("a\n") << "UTF-16BE BOM";
        QTest::newRow("UTF-16 without a mark, asked for")
            << QByteArray("a\0b\0", 4) << u"UTF-16LE"_s << QByteArray("ab") << "UTF-16LE";
        QTest::newRow("Latin 1") << QByteArray("\xE9t\xE9\r\n") << u"ISO-8859-1"_s << QByteArray("\u00e9t\u00e9\r\n")
                                 << "ISO-8859-1";
        QTest::newRow("of Windows") << QByteArray("5 \x80") << u"windows-1252"_s << QByteArray("5 \u20ac")
                                    << "windows-1252";
        QTest::newRow("Cyrillic") << QByteArray("\xEF\xF0\xE8") << u"windows-1251"_s << QByteArray("\u043f\u0440\u0438")
                                  << "windows-1251";
        QTest::newRow("Japanese") << QByteArray("\x93\xFA\x96\x7B") << u"Shift_JIS"_s << QByteArray("\u65e5\u672c")
                                  << "Shift_JIS";
    }
    void otherEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, asked);
        const DecodedText decoded = decodeText(bytes, asked);
        QVERIFY(decoded.format.fits && decoded.format.validUtf8 && !decoded.format.looksUtf16);
        QTEST(decoded.text, "text");
        QTEST(decoded.format.encodingName(), "shown");
        QCOMPARE(encodeText(decoded.text, decoded.format).value(), bytes);
        QVERIFY(latchkey::editor::otherEncodings().contains(decoded.format.encoding));
    }

    // What would not come back byte for byte is not taken.
    void whatIsNotOfTheEncoding()
    {
        QVERIFY(!decodeText("\x81\x20", u"Shift_JIS"_s).format.fits);
        QVERIFY(!decodeText("abc", u"UTF-16LE"_s).format.fits);
        QVERIFY(!decodeText("abc", u"no such"_s).format.fits);
        TextFormat latin;
        latin.encoding = u"ISO-8859-1"_s;
        QVERIFY(!encodeText("\u20ac", latin));
        QCOMPARE(encodeText("\u00e9", latin).value(), "\xE9");
    }

    void convertsLineEnds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("end");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("to CRLF") << QByteArray("a\nb\n") << int(LineEnd::CrLf) << QByteArray("a\r\nb\r\n");
        QTest::newRow("to LF") << QByteArray("a\r\n\r\nb") << int(LineEnd::Lf) << QByteArray("a\n\nb");
        QTest::newRow("all kinds") << QByteArray("a\rb\nc\r\n\r") << int(LineEnd::CrLf)
                                   << QByteArray("a\r\nb\r\nc\r\n\r\n");
        QTest::newRow("none") << QByteArray("a") << int(LineEnd::CrLf) << QByteArray("a");
    }
    void convertsLineEnds()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, end);
        QTEST(withLineEnds(text, LineEnd(end)), "after");
    }

    void mutationsComeBackByteForByte()
    {
        QRandomGenerator random(7);
        const QByteArray original("x = \"\u00e9\u20ac\U0001F600\";\r\n// \xEF\xBB\xBF end\n");
        for (int i = 0; i < 10'000; ++i) {
            QByteArray bytes = original;
            for (int n = 0; n < 3; ++n) bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            const DecodedText decoded = decodeText(bytes);
            QCOMPARE(encodeText(decoded.text, decoded.format).value(), bytes);
            QCOMPARE(decoded.format.validUtf8, decoded.format.firstInvalidLine == 0);
        }
    }

    void byteOrderMark()
    {
        const DecodedText decoded = decodeText("\xEF\xBB\xBFx");
        QVERIFY(decoded.format.byteOrderMark);
        QCOMPARE(decoded.text, "x");
        QCOMPARE(encodeText("y", decoded.format).value(), "\xEF\xBB\xBFy");
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
