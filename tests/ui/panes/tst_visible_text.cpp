// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/rich_line.h"
#include "ui/output/visible_text.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey::output;
using latchkey::theme::Token;

class tst_VisibleText : public QObject
{
    Q_OBJECT

private slots:
    void shown_data();
    void shown();
    void nothingHiddenRemains();
    void cutInTheMiddle();
    void ansi_data();
    void ansi();
    void longSequencesAreCheap();
    void links_data();
    void links();
    void backticks();
};

void tst_VisibleText::shown_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"notes/a.csv"_s << u"notes/a.csv"_s;
    QTest::newRow("escape") << u"a\u001b[2Jb"_s << u"a\u241b[2Jb"_s;
    QTest::newRow("new line") << u"a\nb"_s << u"a\u240ab"_s;
    QTest::newRow("null") << QString(QChar(0)) << u"\u2400"_s;
    QTest::newRow("delete") << u"\u007f"_s << u"\u2421"_s;
    QTest::newRow("second control set") << u"\u0085"_s << u"⟨U+0085⟩"_s;
    QTest::newRow("right-to-left override") << u"a\u202egpj.exe"_s << u"a⟨U+202E⟩gpj.exe"_s;
    QTest::newRow("isolate") << u"\u2066"_s << u"⟨U+2066⟩"_s;
    QTest::newRow("zero width") << u"a\u200bb"_s << u"a⟨U+200B⟩b"_s;
    QTest::newRow("byte order mark") << u"\ufeff"_s << u"⟨U+FEFF⟩"_s;
    QTest::newRow("filler letter") << u"\u3164"_s << u"⟨U+3164⟩"_s;
    QTest::newRow("tag character") << QString::fromUcs4(U"\U000e0041") << u"⟨U+E0041⟩"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << u"⟨U+D800⟩"_s;
    QTest::newRow("other letters") << u"Müller 数据 שלום"_s << u"Müller 数据 שלום"_s;
    QTest::newRow("beyond the first plane") << u"😀"_s << u"😀"_s;
    QTest::newRow("a picture of several") << u"👩‍👩‍👧‍👦"_s << u"👩‍👩‍👧‍👦"_s;
    QTest::newRow("a sign as a picture") << u"❤️ ☎︎"_s << u"❤️ ☎︎"_s;
    QTest::newRow("joined over a sign") << u"🏳️‍🌈 👩🏽‍🔬"_s << u"🏳️‍🌈 👩🏽‍🔬"_s;
    QTest::newRow("Persian spelling") << u"می‌خواهم"_s << u"می‌خواهم"_s;
    QTest::newRow("joiner between plain letters") << u"a‍b"_s << u"a⟨U+200D⟩b"_s;
    QTest::newRow("joiner behind a picture") << u"👩‍admin"_s << u"👩⟨U+200D⟩admin"_s;
    QTest::newRow("picture sign behind a letter") << u"a️"_s << u"a⟨U+FE0F⟩"_s;
}

void tst_VisibleText::shown()
{
    QFETCH(QString, text);
    QTEST(visibleText(text), "shown");
    // A question to a person shows each of them.
    QCOMPARE(visibleText(u"👩\u200d🔬"_s, Spaces::Show), u"👩⟨U+200D⟩🔬"_s);
    QCOMPARE(visibleText(u"a\u00a0b"_s), u"a\u00a0b"_s);
    QCOMPARE(visibleText(u"a\u00a0b"_s, Spaces::Show), u"a⟨U+00A0⟩b"_s);
}

void tst_VisibleText::nothingHiddenRemains()
{
    // Every character there is, through both ways text reaches the screen.
    for (char32_t c = 0; c < 0x30000; ++c) {
        const QString text = QString::fromUcs4(&c, 1);
        for (const QString &shown : {visibleText(text, Spaces::Show), displayLine(text.toUtf8()).text}) {
            for (qsizetype i = 0; i < shown.size(); ++i) {
                char32_t out = shown[i].unicode();
                if (shown[i].isHighSurrogate() && i + 1 < shown.size())
                    out = QChar::surrogateToUcs4(shown[i], shown[i + 1]), ++i;
                QVERIFY2(!isHidden(out), qPrintable(u"U+%1 shows a hidden character"_s.arg(uint(c), 0, 16)));
            }
        }
    }
}

void tst_VisibleText::cutInTheMiddle()
{
    QCOMPARE(middleCut(QString(200, u'a')).size(), 200);
    const QString cut = middleCut(u"/begin"_s + QString(500, u'x') + u"end.txt"_s);
    QCOMPARE(cut.size(), 200);
    QVERIFY(cut.startsWith(u"/begin"_s));
    QVERIFY(cut.endsWith(u"end.txt"_s));
    QVERIFY(cut.contains(u'…'));
    // A character of two halves is never split.
    const QString smiles = u"😀"_s.repeated(150);
    QVERIFY(!middleCut(smiles).contains(QChar(QChar::ReplacementCharacter)));
    for (const QString &half : middleCut(smiles).split(u'…')) QCOMPARE(half.size() % 2, 0);
}

void tst_VisibleText::ansi_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("stretches");
    QTest::addColumn<Token>("token"); // of the first stretch
    QTest::addColumn<bool>("bold");
    QTest::newRow("no colour") << QByteArray("abc") << u"abc"_s << 1 << Token::Text << false;
    QTest::newRow("red") << QByteArray("\x1b[31mabc\x1b[0md") << u"abcd"_s << 2 << Token::Fail << false;
    QTest::newRow("bold green") << QByteArray("\x1b[1;32mabc") << u"abc"_s << 1 << Token::Ok << true;
    QTest::newRow("bright") << QByteArray("\x1b[94mabc") << u"abc"_s << 1 << Token::Link << false;
    QTest::newRow("of 256") << QByteArray("\x1b[38;5;196mabc") << u"abc"_s << 1 << Token::Fail << false;
    QTest::newRow("of all") << QByteArray("\x1b[38;2;10;200;20mabc") << u"abc"_s << 1 << Token::Ok << false;
    QTest::newRow("ground is ignored") << QByteArray("\x1b[48;5;1;1mabc") << u"abc"_s << 1 << Token::Text << true;
    QTest::newRow("clear screen is shown") << QByteArray("\x1b[2J") << u"\u241b[2J"_s << 2 << Token::Muted << false;
    QTest::newRow("title is shown") << QByteArray("\x1b]0;evil\a") << u"\u241b]0;evil\u2407"_s << 3 << Token::Muted
                                    << false;
    QTest::newRow("unfinished") << QByteArray("\x1b[3") << u"\u241b[3"_s << 2 << Token::Muted << false;
    QTest::newRow("tab") << QByteArray("a\tb") << u"a       b"_s << 1 << Token::Text << false;
    QTest::newRow("return writes over") << QByteArray("10 %\r100") << u"100%"_s << 1 << Token::Text << false;
    QTest::newRow("line end of Windows") << QByteArray("abc\r") << u"abc"_s << 1 << Token::Text << false;
    QTest::newRow("not UTF-8") << QByteArray("a\xff"
                                             "b")
                               << u"a\ufffdb"_s << 1 << Token::Text << false;
    QTest::newRow("empty") << QByteArray() << QString() << 0 << Token::Text << false;
}

void tst_VisibleText::ansi()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, stretches);
    const DisplayLine line = displayLine(bytes);
    QTEST(line.text, "text");
    QCOMPARE(line.stretches.size(), stretches);
    qsizetype end = 0;
    for (const StyledStretch &stretch : line.stretches) {
        QCOMPARE(stretch.start, end); // no gaps
        end += stretch.length;
    }
    QCOMPARE(end, line.text.size());
    if (stretches == 0) return;
    QFETCH(Token, token);
    QCOMPARE(line.stretches.first().token, token);
    QTEST(line.stretches.first().bold, "bold");
}

void tst_VisibleText::longSequencesAreCheap()
{
    // Numbers without end do not overflow, and a sequence without end is text.
    QCOMPARE(displayLine("\x1b[99999999999999999999m!").text, u"!"_s);
    const DisplayLine line = displayLine("\x1b[" + QByteArray(4000, '1') + "m");
    QVERIFY(line.text.startsWith(u'\u241b'));
}

void tst_VisibleText::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    QTest::newRow("place") << u"at report.ml:20:37."_s << u"report.ml|20|37"_s;
    QTest::newRow("line only") << u"lib/a-b.ml:3"_s << u"lib/a-b.ml|3|0"_s;
    QTest::newRow("absolute") << u"/home/ada/x.ml:1:2"_s << u"/home/ada/x.ml|1|2"_s;
    QTest::newRow("web") << u"see (https://example.org/a?b=c)."_s << u"https://example.org/a?b=c"_s;
    QTest::newRow("other scheme") << u"javascript:alert(1) file:///etc/passwd"_s << QString();
    QTest::newRow("no place") << u"12:30:45"_s << QString();
}

void tst_VisibleText::links()
{
    QFETCH(QString, text);
    QString target;
    for (const LineLink &link : findLinks(text))
        target = link.url.isEmpty() ? u"%1|%2|%3"_s.arg(link.file).arg(link.line).arg(link.column) : link.url;
    QTEST(target, "target");
}

void tst_VisibleText::backticks()
{
    const RichLine line = RichLine().addMessage(u"Unknown name `totl`."_s);
    QCOMPARE(line.plainText(), u"Unknown name totl."_s);
    QCOMPARE(line.spans().size(), 3);
    QCOMPARE(line.spans()[1].face, Face::Code);
    QCOMPARE(RichLine().addMessage(u"one ` only"_s).plainText(), u"one ` only"_s);
}

QTEST_MAIN(tst_VisibleText)
#include "tst_visible_text.moc"
