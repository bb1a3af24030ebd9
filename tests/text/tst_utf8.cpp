// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8: checking, walking, counting, and texts with lone surrogates.
#include "engine/text/utf8.h"

#include <QTest>

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

} // namespace

class tst_Utf8 : public QObject
{
    Q_OBJECT

private slots:
    void firstBadByte_data();
    void firstBadByte();
    void everyCodePointRoundTrips();
    void countsAndOffsets();
    void ascii();
    void stepsOverBadBytes();
    void replacements_data();
    void replacements();
    void searchRanges_data();
    void searchRanges();
};

void tst_Utf8::firstBadByte_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset"); // -1: all good
    QTest::newRow("empty") << QByteArray() << -1;
    QTest::newRow("ascii") << QByteArray("hello") << -1;
    QTest::newRow("long ascii, then bad") << QByteArray(100, 'a') + '\xff' << 100;
    QTest::newRow("all lengths") << QByteArray("aé€😀") << -1;
    QTest::newRow("highest code point") << QByteArray("\xf4\x8f\xbf\xbf") << -1;
    QTest::newRow("one past the highest") << QByteArray("\xf4\x90\x80\x80") << 0;
    QTest::newRow("last before the surrogates") << QByteArray("\xed\x9f\xbf") << -1;
    QTest::newRow("first surrogate") << QByteArray("x\xed\xa0\x80") << 1;
    QTest::newRow("first after the surrogates") << QByteArray("\xee\x80\x80") << -1;
    QTest::newRow("overlong in two bytes") << QByteArray("\xc1\xbf") << 0;
    QTest::newRow("overlong in three bytes") << QByteArray("\xe0\x9f\xbf") << 0;
    QTest::newRow("shortest in three bytes") << QByteArray("\xe0\xa0\x80") << -1;
    QTest::newRow("overlong in four bytes") << QByteArray("\xf0\x8f\xbf\xbf") << 0;
    QTest::newRow("stray continuation") << QByteArray("ab\x80") << 2;
    QTest::newRow("cut off after one of two") << QByteArray("ab\xc3") << 2;
    QTest::newRow("cut off after two of three") << QByteArray("ab\xe2\x82") << 2;
    QTest::newRow("cut off after three of four") << QByteArray("ab\xf0\x9f\x98") << 2;
    QTest::newRow("letter instead of continuation") << QByteArray("\xe2\x82z") << 0;
    QTest::newRow("never a lead") << QByteArray("\xf8\x88\x80\x80\x80") << 0;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "a")
                            << 0;
}

void tst_Utf8::firstBadByte()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    QCOMPARE(firstInvalid(view(text)), offset < 0 ? kNone : size_t(offset));
}

void tst_Utf8::everyCodePointRoundTrips()
{
    for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
        const std::string text = encoded(c);
        const Decoded forwards = decodeAt(text, 0);
        const Decoded backwards = decodeBefore(text, text.size());
        QVERIFY(forwards.value == c && forwards.length == text.size());
        QVERIFY(backwards.value == c && backwards.length == text.size());
        QVERIFY((firstInvalid(text) == kNone) == !isSurrogate(c));
        QVERIFY(countCodePoints(text) == 1);
    }
}

void tst_Utf8::countsAndOffsets()
{
    std::mt19937 random(3);
    const char *const units[] = {"a", "é", "€", "😀", "\xed\xa0\x80", "bcdefghijk"};
    for (int round = 0; round < 300; ++round) {
        std::string text;
        std::vector<size_t> offsets;
        for (size_t i = random() % 100; i > 0; --i) {
            const std::string_view unit = units[random() % 6];
            for (size_t k = 0; k < unit.size(); ++k) {
                if (!isContinuation(unit[k])) offsets.push_back(text.size() + k);
            }
            text += unit;
        }
        QCOMPARE(countCodePoints(text), offsets.size());
        for (size_t i = 0; i < offsets.size(); ++i) {
            QCOMPARE(offsetOf(text, i), offsets[i]);
            QCOMPARE(indexOf(text, offsets[i]), i);
        }
        QCOMPARE(offsetOf(text, offsets.size()), text.size());
        QCOMPARE(offsetOf(text, offsets.size() + 9), text.size());
    }
    // More than one block of the summing loop, with every byte a start and with few.
    QCOMPARE(countCodePoints(std::string(100'003, 'a')), size_t(100'003));
    QCOMPARE(countCodePoints(bytes("😀").repeated(25'001).toStdString()), size_t(25'001));
}

void tst_Utf8::ascii()
{
    for (size_t size = 0; size < 80; ++size) {
        std::string text(size, 'x');
        QVERIFY(isAscii(text));
        for (size_t place = 0; place < size; ++place) {
            text[place] = '\x80';
            QCOMPARE(asciiPrefix(text), place);
            QVERIFY(!isAscii(text));
            text[place] = 'x';
        }
    }
}

void tst_Utf8::stepsOverBadBytes()
{
    for (const char *bad : {"\x80", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xc0\x80", "\xf4\x90\x80\x80"}) {
        const std::string text = std::string(bad) + "a";
        const Decoded first = decodeAt(text, 0);
        QVERIFY(first.value == kReplacement && first.length == 1);
        const Decoded atEnd = decodeAt(bad, 0);
        QVERIFY(atEnd.value == kReplacement && atEnd.length == 1);
        const Decoded before = decodeBefore(text, text.size() - 1);
        QVERIFY(before.value == kReplacement && before.length == 1);
    }
}

void tst_Utf8::replacements_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("nothing to do") << QByteArray("aé😀") << QByteArray("aé😀");
    QTest::newRow("lone surrogate") << QByteArray("a\xed\xa0\xbd"
                                                  "b")
                                    << QByteArray("a\ufffd"
                                                  "b");
    QTest::newRow("two surrogates stay two") << QByteArray("\xed\xa0\xbd\xed\xb8\x80") << QByteArray("\ufffd\ufffd");
    QTest::newRow("bad bytes") << QByteArray("a\xff\xfe"
                                             "b")
                               << QByteArray("a\ufffd\ufffd"
                                             "b");
    QTest::newRow("cut off") << QByteArray("a\xc3") << QByteArray("a\ufffd");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void tst_Utf8::replacements()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const std::string replaced = withReplacements(view(text));
    QCOMPARE(bytes(replaced), expected);
    QCOMPARE(firstInvalid(replaced), kNone);
}

void tst_Utf8::searchRanges_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<QByteArray>("piece"); // "none": not even the empty text is found
    const qint64 least = std::numeric_limits<qint64>::min(), most = std::numeric_limits<qint64>::max();
    QTest::newRow("all") << QByteArray("abc") << qint64(0) << most << QByteArray("abc");
    QTest::newRow("all, from far below") << QByteArray("abc") << least << most << QByteArray("abc");
    QTest::newRow("from the end") << QByteArray("a€😀") << qint64(-2) << qint64(-1) << QByteArray("€");
    QTest::newRow("wide, to the end") << QByteArray("a€😀") << qint64(1) << qint64(3) << QByteArray("€😀");
    QTest::newRow("wide, inside") << QByteArray("😀é€x") << qint64(1) << qint64(3) << QByteArray("é€");
    QTest::newRow("empty at the end") << QByteArray("abc") << qint64(3) << most << QByteArray("");
    QTest::newRow("start beyond the end") << QByteArray("abc") << qint64(4) << most << QByteArray("none");
    QTest::newRow("crossed") << QByteArray("abc") << qint64(2) << qint64(1) << QByteArray("none");
    QTest::newRow("end far below") << QByteArray("abc") << qint64(0) << least << QByteArray("");
    QTest::newRow("start at most") << QByteArray("abc") << most << most << QByteArray("none");
}

void tst_Utf8::searchRanges()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, start);
    QFETCH(qint64, end);
    QFETCH(QByteArray, piece);
    ByteRange range;
    const bool found = searchRange(view(text), countCodePoints(view(text)), start, end, range);
    QCOMPARE(found ? bytes(view(text).substr(range.begin, range.end - range.begin)) : QByteArray("none"), piece);
}

QTEST_APPLESS_MAIN(tst_Utf8)
#include "tst_utf8.moc"
