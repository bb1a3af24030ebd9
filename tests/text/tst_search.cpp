// SPDX-License-Identifier: GPL-3.0-or-later
// Finding, counting, replacing, splitting, stripping and padding.
#include "engine/text/search.h"
#include "engine/text/trim.h"
#include "engine/text/utf8.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace latchkey::text;

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Counts how often it was asked, and stops at the question number `stopAt`.
struct Patience {
    int asked = 0;
    int stopAt = 0;

    static bool stop(void *context)
    {
        auto *self = static_cast<Patience *>(context);
        return ++self->asked == self->stopAt;
    }
    Poll poll() { return {&stop, this}; }
};

/// An offset inside `text` as the index of a code point; -1 for none.
int index(std::string_view text, size_t base, size_t offset)
{
    return offset == kNone ? -1 : static_cast<int>(indexOf(text, base + offset));
}

QList<QByteArray> parts(Splitter splitter)
{
    QList<QByteArray> result;
    while (const auto part = splitter.next()) result.append(bytes(*part));
    return result;
}

QList<QByteArray> reversed(QList<QByteArray> list)
{
    std::ranges::reverse(list);
    return list;
}

} // namespace

class tst_Search : public QObject
{
    Q_OBJECT

private slots:
    void finding_data();
    void finding();
    void findingAgreesWithTheObvious();
    void longTextsInWindows_data();
    void longTextsInWindows();
    void hostileTextsTakeLinearTime();
    void replacing_data();
    void replacing();
    void replacingRefusesHugeResults();
    void splitting_data();
    void splitting();
    void strippingCharacters_data();
    void strippingCharacters();
    void strippingSpace();
    void padding_data();
    void padding();
    void paddingRefusesHugeResults();
    void stops_data();
    void stops();
};

void tst_Search::finding_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::addColumn<int>("times");
    QTest::newRow("<b> in <abcabc> 0:99")
        << QByteArray("abcabc") << QByteArray("b") << qint64(0) << qint64(99) << 1 << 4 << 2;
    QTest::newRow("<z> in <abcabc> 0:99")
        << QByteArray("abcabc") << QByteArray("z") << qint64(0) << qint64(99) << -1 << -1 << 0;
    QTest::newRow("<b> in <abcabc> 2:99")
        << QByteArray("abcabc") << QByteArray("b") << qint64(2) << qint64(99) << 4 << 4 << 1;
    QTest::newRow("<a> in <abcabc> 1:3") << QByteArray("abcabc") << QByteArray("a") << qint64(1) << qint64(3) << -1
                                         << -1 << 0;
    QTest::newRow("<> in <abcabc> 0:99") << QByteArray("abcabc") << QByteArray("") << qint64(0) << qint64(99) << 0 << 6
                                         << 7;
    QTest::newRow("<c> in <abcabc> 0:99")
        << QByteArray("abcabc") << QByteArray("c") << qint64(0) << qint64(99) << 2 << 5 << 2;
    QTest::newRow("<abc> in <abcabc> 0:99")
        << QByteArray("abcabc") << QByteArray("abc") << qint64(0) << qint64(99) << 0 << 3 << 2;
    QTest::newRow("<aa> in <aaaa> 0:99") << QByteArray("aaaa") << QByteArray("aa") << qint64(0) << qint64(99) << 0 << 2
                                         << 2;
    QTest::newRow("<> in <abc> 0:99") << QByteArray("abc") << QByteArray("") << qint64(0) << qint64(99) << 0 << 3 << 4;
    QTest::newRow("<> in <abc> 3:99") << QByteArray("abc") << QByteArray("") << qint64(3) << qint64(99) << 3 << 3 << 1;
    QTest::newRow("<> in <abc> 4:99") << QByteArray("abc") << QByteArray("") << qint64(4) << qint64(99) << -1 << -1
                                      << 0;
    QTest::newRow("<> in <abc> 1:2") << QByteArray("abc") << QByteArray("") << qint64(1) << qint64(2) << 1 << 2 << 2;
    QTest::newRow("<> in <abc> 2:1") << QByteArray("abc") << QByteArray("") << qint64(2) << qint64(1) << -1 << -1 << 0;
    QTest::newRow("<a> in <abc> -3:99") << QByteArray("abc") << QByteArray("a") << qint64(-3) << qint64(99) << 0 << 0
                                        << 1;
    QTest::newRow("<a> in <abc> -2:99") << QByteArray("abc") << QByteArray("a") << qint64(-2) << qint64(99) << -1 << -1
                                        << 0;
    QTest::newRow("<c> in <abc> 0:-1") << QByteArray("abc") << QByteArray("c") << qint64(0) << qint64(-1) << -1 << -1
                                       << 0;
    QTest::newRow("<b> in <abc> -99:-1") << QByteArray("abc") << QByteArray("b") << qint64(-99) << qint64(-1) << 1 << 1
                                         << 1;
    QTest::newRow("<abc> in <abc> 0:2") << QByteArray("abc") << QByteArray("abc") << qint64(0) << qint64(2) << -1 << -1
                                        << 0;
    QTest::newRow("<abcd> in <abc> 0:99")
        << QByteArray("abc") << QByteArray("abcd") << qint64(0) << qint64(99) << -1 << -1 << 0;
    QTest::newRow("<> in <> 0:99") << QByteArray("") << QByteArray("") << qint64(0) << qint64(99) << 0 << 0 << 1;
    QTest::newRow("<a> in <> 0:99") << QByteArray("") << QByteArray("a") << qint64(0) << qint64(99) << -1 << -1 << 0;
    QTest::newRow("<> in <> 1:99") << QByteArray("") << QByteArray("") << qint64(1) << qint64(99) << -1 << -1 << 0;
    QTest::newRow("<語> in <日本語> 0:99")
        << QByteArray("日本語") << QByteArray("語") << qint64(0) << qint64(99) << 2 << 2 << 1;
    QTest::newRow("<本> in <日本語> 1:2")
        << QByteArray("日本語") << QByteArray("本") << qint64(1) << qint64(2) << 1 << 1 << 1;
    QTest::newRow("<本> in <日本語> -2:-1")
        << QByteArray("日本語") << QByteArray("本") << qint64(-2) << qint64(-1) << 1 << 1 << 1;
    QTest::newRow("<日> in <日本語日> 1:99")
        << QByteArray("日本語日") << QByteArray("日") << qint64(1) << qint64(99) << 3 << 3 << 1;
    QTest::newRow("<ñ> in <naïve 😀 ñandú> 0:99")
        << QByteArray("naïve 😀 ñandú") << QByteArray("ñ") << qint64(0) << qint64(99) << 8 << 8 << 1;
    QTest::newRow("<😀> in <😀😀😀> 1:3")
        << QByteArray("😀😀😀") << QByteArray("😀") << qint64(1) << qint64(3) << 1 << 2 << 2;
    QTest::newRow("<a😀> in <😀a😀b> 0:99")
        << QByteArray("😀a😀b") << QByteArray("a😀") << qint64(0) << qint64(99) << 1 << 1 << 1;
    QTest::newRow("<é> in <éé> -1:99") << QByteArray("éé") << QByteArray("é") << qint64(-1) << qint64(99) << 1 << 1
                                       << 1;
    QTest::newRow("<X> in <aXbXc> 2:99") << QByteArray("aXbXc") << QByteArray("X") << qint64(2) << qint64(99) << 3 << 3
                                         << 1;
    QTest::newRow("<aba> in <ababab> 0:99")
        << QByteArray("ababab") << QByteArray("aba") << qint64(0) << qint64(99) << 0 << 2 << 1;
    QTest::newRow("<bab> in <abab> 0:3") << QByteArray("abab") << QByteArray("bab") << qint64(0) << qint64(3) << -1
                                         << -1 << 0;
    QTest::newRow("<\xed\xa0\x80> in <x\xed\xa0\x80y> 0:99")
        << QByteArray("x\xed\xa0\x80y") << QByteArray("\xed\xa0\x80") << qint64(0) << qint64(99) << 1 << 1 << 1;
    QTest::newRow("<\xed\xb0\x80> in <x\xed\xa0\x80\xed\xb0\x80y> 0:99")
        << QByteArray("x\xed\xa0\x80\xed\xb0\x80y") << QByteArray("\xed\xb0\x80") << qint64(0) << qint64(99) << 2 << 2
        << 1;
}

void tst_Search::finding()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, needle);
    QFETCH(qint64, start);
    QFETCH(qint64, end);
    QFETCH(int, first);
    QFETCH(int, last);
    QFETCH(int, times);
    const std::string_view whole = view(text);
    ByteRange range;
    if (!searchRange(whole, countCodePoints(whole), start, end, range)) {
        QCOMPARE(first, -1);
        QCOMPARE(times, 0);
        return;
    }
    const std::string_view piece = whole.substr(range.begin, range.end - range.begin);
    QCOMPARE(index(whole, range.begin, *find(piece, view(needle))), first);
    QCOMPARE(index(whole, range.begin, *findLast(piece, view(needle))), last);
    QCOMPARE(int(*count(piece, view(needle))), times);
}

void tst_Search::findingAgreesWithTheObvious()
{
    std::mt19937 random(11);
    const auto letters = [&random](size_t most) {
        std::string text(random() % most, 'a');
        for (char &c : text) c = "aab"[random() % 3];
        return text;
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = letters(200);
        const std::string needle = letters(i % 4 == 0 ? 60 : 6);
        QCOMPARE(*find(text, needle), text.find(needle));
        QCOMPARE(*findLast(text, needle), text.rfind(needle));
    }
}

void tst_Search::longTextsInWindows_data()
{
    QTest::addColumn<qsizetype>("needleSize");
    QTest::newRow("one byte") << qsizetype(1);
    QTest::newRow("short") << qsizetype(7);
    QTest::newRow("long") << qsizetype(1000);
    QTest::newRow("longer than a window") << qsizetype(3 * kPollBytes);
}

void tst_Search::longTextsInWindows()
{
    QFETCH(qsizetype, needleSize);
    const QByteArray needle = QByteArray(needleSize - 1, 'x') + 'y';
    const qsizetype size = 8 * kPollBytes;
    for (const qsizetype border : {qsizetype(kPollBytes), qsizetype(2 * kPollBytes), size}) {
        for (qsizetype place = border - needleSize - 1; place <= border - needleSize + 2; ++place) {
            if (place < 0 || place + needleSize > size) continue;
            QByteArray text(size, '.');
            text.replace(place, needleSize, needle);
            QCOMPARE(*find(view(text), view(needle)), size_t(place));
            QCOMPARE(*find(view(text), view(needle), size_t(place)), size_t(place));
            QCOMPARE(*find(view(text), view(needle), size_t(place) + 1), kNone);
            QCOMPARE(*findLast(view(text), view(needle)), size_t(place));
            QCOMPARE(*count(view(text), view(needle)), size_t(1));
        }
    }
}

void tst_Search::hostileTextsTakeLinearTime()
{
    // Comparing at every place would take 10^12 steps, which the time limit of a test does not allow.
    const std::string text(4'000'000, 'a');
    const std::string tail = std::string(300'000, 'a') + 'b';
    const std::string front = 'b' + std::string(300'000, 'a');
    QCOMPARE(*find(text, tail), kNone);
    QCOMPARE(*find(text, front), kNone);
    QCOMPARE(*findLast(text, tail), kNone);
    QCOMPARE(*findLast(text, front), kNone);
    QCOMPARE(*count(text, std::string(1000, 'a')), size_t(4000));
}

void tst_Search::replacing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("old");
    QTest::addColumn<QByteArray>("fresh");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("hello l L -1") << QByteArray("hello") << QByteArray("l") << QByteArray("L") << qint64(-1)
                                  << QByteArray("heLLo");
    QTest::newRow("hello l L 1") << QByteArray("hello") << QByteArray("l") << QByteArray("L") << qint64(1)
                                 << QByteArray("heLlo");
    QTest::newRow("aaa  - -1") << QByteArray("aaa") << QByteArray("") << QByteArray("-") << qint64(-1)
                               << QByteArray("-a-a-a-");
    QTest::newRow("abc z y -1") << QByteArray("abc") << QByteArray("z") << QByteArray("y") << qint64(-1)
                                << QByteArray("abc");
    QTest::newRow("abcabc b  -1") << QByteArray("abcabc") << QByteArray("b") << QByteArray("") << qint64(-1)
                                  << QByteArray("acac");
    QTest::newRow("aaa  - 2") << QByteArray("aaa") << QByteArray("") << QByteArray("-") << qint64(2)
                              << QByteArray("-a-aa");
    QTest::newRow("aaa  - 0") << QByteArray("aaa") << QByteArray("") << QByteArray("-") << qint64(0)
                              << QByteArray("aaa");
    QTest::newRow("  x -1") << QByteArray("") << QByteArray("") << QByteArray("x") << qint64(-1) << QByteArray("x");
    QTest::newRow("  x 0") << QByteArray("") << QByteArray("") << QByteArray("x") << qint64(0) << QByteArray("");
    QTest::newRow(" a x -1") << QByteArray("") << QByteArray("a") << QByteArray("x") << qint64(-1) << QByteArray("");
    QTest::newRow("aaaa aa b -1") << QByteArray("aaaa") << QByteArray("aa") << QByteArray("b") << qint64(-1)
                                  << QByteArray("bb");
    QTest::newRow("aaaaa aa b -1") << QByteArray("aaaaa") << QByteArray("aa") << QByteArray("b") << qint64(-1)
                                   << QByteArray("bba");
    QTest::newRow("日本  - -1") << QByteArray("日本") << QByteArray("") << QByteArray("-") << qint64(-1)
                                << QByteArray("-日-本-");
    QTest::newRow("日本  - 2") << QByteArray("日本") << QByteArray("") << QByteArray("-") << qint64(2)
                               << QByteArray("-日-本");
    QTest::newRow("日本日 日 nichi 1") << QByteArray("日本日") << QByteArray("日") << QByteArray("nichi") << qint64(1)
                                       << QByteArray("nichi本日");
    QTest::newRow("abc abc  -1") << QByteArray("abc") << QByteArray("abc") << QByteArray("") << qint64(-1)
                                 << QByteArray("");
    QTest::newRow("abc abcd x -1") << QByteArray("abc") << QByteArray("abcd") << QByteArray("x") << qint64(-1)
                                   << QByteArray("abc");
    QTest::newRow("a.b.c . :: 5") << QByteArray("a.b.c") << QByteArray(".") << QByteArray("::") << qint64(5)
                                  << QByteArray("a::b::c");
    QTest::newRow("xax x xx -1") << QByteArray("xax") << QByteArray("x") << QByteArray("xx") << qint64(-1)
                                 << QByteArray("xxaxx");
    QTest::newRow("é é e -1") << QByteArray("é") << QByteArray("é") << QByteArray("e") << qint64(-1) << QByteArray("e");
}

void tst_Search::replacing()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, old);
    QFETCH(QByteArray, fresh);
    QFETCH(qint64, limit);
    QFETCH(QByteArray, expected);
    QCOMPARE(bytes(replace(view(text), view(old), view(fresh), limit).value()), expected);
}

void tst_Search::replacingRefusesHugeResults()
{
    const std::string text(100, 'a');
    QCOMPARE(replace(text, "a", "bb", -1, {}, 200)->size(), size_t(200));
    QCOMPARE(replace(text, "a", "bb", -1, {}, 199).error(), Halt::TooLarge);
    QCOMPARE(replace(text, "", "-", -1, {}, 201)->size(), size_t(201));
    QCOMPARE(replace(text, "", "-", -1, {}, 200).error(), Halt::TooLarge);
    const std::string large(1 << 20, 'a');
    QCOMPARE(replace(large, "a", large, -1, {}, 1 << 30).error(), Halt::TooLarge);
}

void tst_Search::splitting_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("separator"); // empty: white space
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QByteArray>("fromLeft"); // parts joined by `|`, or by `;` where a text holds `|`
    QTest::addColumn<int>("leftParts");
    QTest::addColumn<QByteArray>("fromRight");
    QTest::addColumn<int>("rightParts");
    QTest::newRow("<a,b,,c> by <,> -1") << QByteArray("a,b,,c") << QByteArray(",") << qint64(-1) << QByteArray("a|b||c")
                                        << 4 << QByteArray("a|b||c") << 4;
    QTest::newRow("<a,b,c> by <,> 1") << QByteArray("a,b,c") << QByteArray(",") << qint64(1) << QByteArray("a|b,c") << 2
                                      << QByteArray("a,b|c") << 2;
    QTest::newRow("<  a  b > by <> -1") << QByteArray("  a  b ") << QByteArray("") << qint64(-1) << QByteArray("a|b")
                                        << 2 << QByteArray("a|b") << 2;
    QTest::newRow("<> by <> -1") << QByteArray("") << QByteArray("") << qint64(-1) << QByteArray("") << 0
                                 << QByteArray("") << 0;
    QTest::newRow("<> by <,> -1") << QByteArray("") << QByteArray(",") << qint64(-1) << QByteArray("") << 1
                                  << QByteArray("") << 1;
    QTest::newRow("<abc> by <abc> -1") << QByteArray("abc") << QByteArray("abc") << qint64(-1) << QByteArray("|") << 2
                                       << QByteArray("|") << 2;
    QTest::newRow("<one two  three> by < > -1")
        << QByteArray("one two  three") << QByteArray(" ") << qint64(-1) << QByteArray("one|two||three") << 4
        << QByteArray("one|two||three") << 4;
    QTest::newRow("<x> by <y> -1") << QByteArray("x") << QByteArray("y") << qint64(-1) << QByteArray("x") << 1
                                   << QByteArray("x") << 1;
    QTest::newRow("<a,b,c> by <,> 0") << QByteArray("a,b,c") << QByteArray(",") << qint64(0) << QByteArray("a,b,c") << 1
                                      << QByteArray("a,b,c") << 1;
    QTest::newRow("<a,b,c> by <,> 2") << QByteArray("a,b,c") << QByteArray(",") << qint64(2) << QByteArray("a|b|c") << 3
                                      << QByteArray("a|b|c") << 3;
    QTest::newRow("<a,b,c> by <,> 9") << QByteArray("a,b,c") << QByteArray(",") << qint64(9) << QByteArray("a|b|c") << 3
                                      << QByteArray("a|b|c") << 3;
    QTest::newRow("<,,> by <,> -1") << QByteArray(",,") << QByteArray(",") << qint64(-1) << QByteArray("||") << 3
                                    << QByteArray("||") << 3;
    QTest::newRow("<,,> by <,> 1") << QByteArray(",,") << QByteArray(",") << qint64(1) << QByteArray("|,") << 2
                                   << QByteArray(",|") << 2;
    QTest::newRow("<aaaa> by <aa> -1") << QByteArray("aaaa") << QByteArray("aa") << qint64(-1) << QByteArray("||") << 3
                                       << QByteArray("||") << 3;
    QTest::newRow("<aaa> by <aa> -1") << QByteArray("aaa") << QByteArray("aa") << qint64(-1) << QByteArray("|a") << 2
                                      << QByteArray("a|") << 2;
    QTest::newRow("<a b  c  > by <> 1") << QByteArray("a b  c  ") << QByteArray("") << qint64(1)
                                        << QByteArray("a|b  c  ") << 2 << QByteArray("a b|c") << 2;
    QTest::newRow("<  a b  c> by <> 1") << QByteArray("  a b  c") << QByteArray("") << qint64(1) << QByteArray("a|b  c")
                                        << 2 << QByteArray("  a b|c") << 2;
    QTest::newRow("<  a b  > by <> 0") << QByteArray("  a b  ") << QByteArray("") << qint64(0) << QByteArray("a b  ")
                                       << 1 << QByteArray("  a b") << 1;
    QTest::newRow("<   > by <> -1") << QByteArray("   ") << QByteArray("") << qint64(-1) << QByteArray("") << 0
                                    << QByteArray("") << 0;
    QTest::newRow("<   > by <> 1") << QByteArray("   ") << QByteArray("") << qint64(1) << QByteArray("") << 0
                                   << QByteArray("") << 0;
    QTest::newRow("<   > by <> 0") << QByteArray("   ") << QByteArray("") << qint64(0) << QByteArray("") << 0
                                   << QByteArray("") << 0;
    QTest::newRow("<a\tb\nc\x1c"
                  "d\xc2\xa0"
                  "e\xe3\x80\x80"
                  "f\xc2\x85g> by <> -1")
        << QByteArray("a\tb\nc\x1c"
                      "d\xc2\xa0"
                      "e\xe3\x80\x80"
                      "f\xc2\x85g")
        << QByteArray("") << qint64(-1) << QByteArray("a|b|c|d|e|f|g") << 7 << QByteArray("a|b|c|d|e|f|g") << 7;
    QTest::newRow("<a\xe2\x80\x8b"
                  "b> by <> -1")
        << QByteArray("a\xe2\x80\x8b"
                      "b")
        << QByteArray("") << qint64(-1)
        << QByteArray("a\xe2\x80\x8b"
                      "b")
        << 1
        << QByteArray("a\xe2\x80\x8b"
                      "b")
        << 1;
    QTest::newRow("<日本語> by <本> -1") << QByteArray("日本語") << QByteArray("本") << qint64(-1)
                                         << QByteArray("日|語") << 2 << QByteArray("日|語") << 2;
    QTest::newRow("<name,age|Ann,30|Bob,25> by <|> -1")
        << QByteArray("name,age|Ann,30|Bob,25") << QByteArray("|") << qint64(-1) << QByteArray("name,age;Ann,30;Bob,25")
        << 3 << QByteArray("name,age;Ann,30;Bob,25") << 3;
    QTest::newRow("<a--b---c> by <--> -1") << QByteArray("a--b---c") << QByteArray("--") << qint64(-1)
                                           << QByteArray("a|b|-c") << 3 << QByteArray("a|b-|c") << 3;
    QTest::newRow("<a--b---c> by <--> 1") << QByteArray("a--b---c") << QByteArray("--") << qint64(1)
                                          << QByteArray("a|b---c") << 2 << QByteArray("a--b-|c") << 2;
    QTest::newRow("<x> by <> 0") << QByteArray("x") << QByteArray("") << qint64(0) << QByteArray("x") << 1
                                 << QByteArray("x") << 1;
}

void tst_Search::splitting()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, separator);
    QFETCH(qint64, limit);
    QFETCH(QByteArray, fromLeft);
    QFETCH(int, leftParts);
    QFETCH(QByteArray, fromRight);
    QFETCH(int, rightParts);
    const char joint = text.contains('|') ? ';' : '|';
    const std::string_view t = view(text), s = view(separator);
    const bool space = separator.isEmpty();
    const auto left = parts(space ? Splitter::byWhitespace(t, limit) : Splitter::bySeparator(t, s, limit));
    QCOMPARE(left.join(joint), fromLeft);
    QCOMPARE(int(left.size()), leftParts);
    const auto right = reversed(
        parts(space ? Splitter::byWhitespaceFromRight(t, limit) : Splitter::bySeparatorFromRight(t, s, limit)));
    QCOMPARE(right.join(joint), fromRight);
    QCOMPARE(int(right.size()), rightParts);
}

void tst_Search::strippingCharacters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("characters");
    QTest::addColumn<QByteArray>("both");
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::newRow("<xx--xx> of <x>") << QByteArray("xx--xx") << QByteArray("x") << QByteArray("--")
                                     << QByteArray("--xx") << QByteArray("xx--");
    QTest::newRow("<xx--xx> of <x->") << QByteArray("xx--xx") << QByteArray("x-") << QByteArray("") << QByteArray("")
                                      << QByteArray("");
    QTest::newRow("<abcba> of <ab>") << QByteArray("abcba") << QByteArray("ab") << QByteArray("c") << QByteArray("cba")
                                     << QByteArray("abc");
    QTest::newRow("<abc> of <>") << QByteArray("abc") << QByteArray("") << QByteArray("abc") << QByteArray("abc")
                                 << QByteArray("abc");
    QTest::newRow("<> of <a>") << QByteArray("") << QByteArray("a") << QByteArray("") << QByteArray("")
                               << QByteArray("");
    QTest::newRow("<ééaé> of <é>") << QByteArray("ééaé") << QByteArray("é") << QByteArray("a") << QByteArray("aé")
                                   << QByteArray("ééa");
    QTest::newRow("<日本日> of <日>") << QByteArray("日本日") << QByteArray("日") << QByteArray("本")
                                      << QByteArray("本日") << QByteArray("日本");
    QTest::newRow("<😀a😀> of <a😀>") << QByteArray("😀a😀") << QByteArray("a😀") << QByteArray("") << QByteArray("")
                                      << QByteArray("");
    QTest::newRow("<  pad > of <p >") << QByteArray("  pad ") << QByteArray("p ") << QByteArray("ad")
                                      << QByteArray("ad ") << QByteArray("  pad");
    QTest::newRow("<aaa> of <a>") << QByteArray("aaa") << QByteArray("a") << QByteArray("") << QByteArray("")
                                  << QByteArray("");
    QTest::newRow("<[x]> of <[]>") << QByteArray("[x]") << QByteArray("[]") << QByteArray("x") << QByteArray("x]")
                                   << QByteArray("[x");
}

void tst_Search::strippingCharacters()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, characters);
    QFETCH(QByteArray, both);
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QCOMPARE(bytes(strip(view(text), view(characters), Side::Both)), both);
    QCOMPARE(bytes(strip(view(text), view(characters), Side::Left)), left);
    QCOMPARE(bytes(strip(view(text), view(characters), Side::Right)), right);
}

void tst_Search::strippingSpace()
{
    const std::string_view text = " \t\x1c\u00a0\u3000x y\u2028\n\r\x85";
    QCOMPARE(bytes(strip(" \t\x1c\u00a0\u3000x y\u2028\n\r")), "x y");
    QCOMPARE(bytes(strip("  pad ", Side::Left)), "pad ");
    QCOMPARE(bytes(strip("  pad ", Side::Right)), "  pad");
    QCOMPARE(bytes(strip("\u200bx\u200b")), "\u200bx\u200b"); // zero width space is not white space
    QCOMPARE(bytes(strip("   ")), "");
    QCOMPARE(strip(text).substr(0, 3), "x y"); // a stray byte at the end is no space
    QVERIFY(strip(text).ends_with('\x85'));
}

void tst_Search::padding_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("width");
    QTest::addColumn<QByteArray>("fill");
    QTest::addColumn<QByteArray>("center");
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::newRow("<x> to 4 by < >") << QByteArray("x") << qint64(4) << QByteArray(" ") << QByteArray(" x  ")
                                     << QByteArray("x   ") << QByteArray("   x");
    QTest::newRow("<x> to 5 by <->") << QByteArray("x") << qint64(5) << QByteArray("-") << QByteArray("--x--")
                                     << QByteArray("x----") << QByteArray("----x");
    QTest::newRow("<ab> to 5 by <->") << QByteArray("ab") << qint64(5) << QByteArray("-") << QByteArray("--ab-")
                                      << QByteArray("ab---") << QByteArray("---ab");
    QTest::newRow("<ab> to 6 by <*>") << QByteArray("ab") << qint64(6) << QByteArray("*") << QByteArray("**ab**")
                                      << QByteArray("ab****") << QByteArray("****ab");
    QTest::newRow("<abc> to 2 by < >") << QByteArray("abc") << qint64(2) << QByteArray(" ") << QByteArray("abc")
                                       << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("<7> to 3 by <0>") << QByteArray("7") << qint64(3) << QByteArray("0") << QByteArray("070")
                                     << QByteArray("700") << QByteArray("007");
    QTest::newRow("<7> to 3 by <.>") << QByteArray("7") << qint64(3) << QByteArray(".") << QByteArray(".7.")
                                     << QByteArray("7..") << QByteArray("..7");
    QTest::newRow("<long> to 2 by < >") << QByteArray("long") << qint64(2) << QByteArray(" ") << QByteArray("long")
                                        << QByteArray("long") << QByteArray("long");
    QTest::newRow("<é> to 3 by <_>") << QByteArray("é") << qint64(3) << QByteArray("_") << QByteArray("_é_")
                                     << QByteArray("é__") << QByteArray("__é");
    QTest::newRow("<> to 3 by <*>") << QByteArray("") << qint64(3) << QByteArray("*") << QByteArray("***")
                                    << QByteArray("***") << QByteArray("***");
    QTest::newRow("<> to 2 by <é>") << QByteArray("") << qint64(2) << QByteArray("é") << QByteArray("éé")
                                    << QByteArray("éé") << QByteArray("éé");
    QTest::newRow("<ab> to 5 by <😀>") << QByteArray("ab") << qint64(5) << QByteArray("😀") << QByteArray("😀😀ab😀")
                                       << QByteArray("ab😀😀😀") << QByteArray("😀😀😀ab");
    QTest::newRow("<日本> to 5 by < >") << QByteArray("日本") << qint64(5) << QByteArray(" ") << QByteArray("  日本 ")
                                        << QByteArray("日本   ") << QByteArray("   日本");
    QTest::newRow("<abc> to 6 by <->") << QByteArray("abc") << qint64(6) << QByteArray("-") << QByteArray("-abc--")
                                       << QByteArray("abc---") << QByteArray("---abc");
    QTest::newRow("<abc> to 7 by <->") << QByteArray("abc") << qint64(7) << QByteArray("-") << QByteArray("--abc--")
                                       << QByteArray("abc----") << QByteArray("----abc");
    QTest::newRow("<abc> to -5 by <->") << QByteArray("abc") << qint64(-5) << QByteArray("-") << QByteArray("abc")
                                        << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("<abc> to 0 by <->") << QByteArray("abc") << qint64(0) << QByteArray("-") << QByteArray("abc")
                                       << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("<abcd> to 7 by <->") << QByteArray("abcd") << qint64(7) << QByteArray("-") << QByteArray("--abcd-")
                                        << QByteArray("abcd---") << QByteArray("---abcd");
    QTest::newRow("<abcd> to 8 by <->") << QByteArray("abcd") << qint64(8) << QByteArray("-") << QByteArray("--abcd--")
                                        << QByteArray("abcd----") << QByteArray("----abcd");
}

void tst_Search::padding()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, width);
    QFETCH(QByteArray, fill);
    QFETCH(QByteArray, center);
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    const size_t length = countCodePoints(view(text));
    QCOMPARE(bytes(padded(view(text), length, width, Align::Center, view(fill)).value()), center);
    QCOMPARE(bytes(padded(view(text), length, width, Align::Left, view(fill)).value()), left);
    QCOMPARE(bytes(padded(view(text), length, width, Align::Right, view(fill)).value()), right);
}

void tst_Search::paddingRefusesHugeResults()
{
    QCOMPARE(padded("x", 1, 100, Align::Left, " ", 100)->size(), size_t(100));
    QCOMPARE(padded("x", 1, 101, Align::Left, " ", 100).error(), Halt::TooLarge);
    QCOMPARE(padded("x", 1, 60, Align::Left, "é", 100).error(), Halt::TooLarge);
    QCOMPARE(padded("x", 1, INT64_MAX, Align::Center, "é", SIZE_MAX / 2).error(), Halt::TooLarge);
}

void tst_Search::stops_data()
{
    QTest::addColumn<QByteArray>("needle");
    QTest::newRow("one byte, absent") << QByteArray("z");
    QTest::newRow("short, absent") << QByteArray("az");
    QTest::newRow("short, everywhere") << QByteArray("a");
    QTest::newRow("long, absent") << QByteArray(500, 'a') + 'z';
}

void tst_Search::stops()
{
    QFETCH(QByteArray, needle);
    const std::string text(size_t(4) << 20, 'a');
    const bool present = text.find(view(needle)) != kNone;
    const auto stopsAtSecond = [](auto operation) {
        Patience patience{.stopAt = 2};
        const bool stopped = operation(patience.poll());
        return stopped && patience.asked == 2;
    };
    QVERIFY(stopsAtSecond([&](Poll poll) { return !count(text, view(needle), poll); }));
    QVERIFY(stopsAtSecond([&](Poll poll) { return !replace(text, view(needle), "b", -1, poll); }));
    if (!present) {
        QVERIFY(stopsAtSecond([&](Poll poll) { return !find(text, view(needle), 0, poll); }));
        QVERIFY(stopsAtSecond([&](Poll poll) { return !findLast(text, view(needle), poll); }));
    }
    const auto splitStops = [](Splitter splitter) {
        while (splitter.next()) {
        }
        return splitter.stopped();
    };
    QVERIFY(stopsAtSecond([&](Poll poll) { return splitStops(Splitter::bySeparator(text, view(needle), -1, poll)); }));
    QVERIFY(stopsAtSecond(
        [&](Poll poll) { return splitStops(Splitter::bySeparatorFromRight(text, view(needle), -1, poll)); }));
    QVERIFY(stopsAtSecond([&](Poll poll) { return splitStops(Splitter::byWhitespace(text, -1, poll)); }));
    QVERIFY(stopsAtSecond([&](Poll poll) { return splitStops(Splitter::byWhitespaceFromRight(text, -1, poll)); }));
}

QTEST_APPLESS_MAIN(tst_Search)
#include "tst_search.moc"
