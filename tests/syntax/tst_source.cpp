// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/diagnostic.h"
#include "engine/syntax/lexer.h"
#include "engine/syntax/tree.h"

#include <QTest>

#include <random>

using namespace latchkey::syntax;

class tst_Source : public QObject
{
    Q_OBJECT

private slots:
    void positions_data();
    void positions();
    void lines();
    void byteOrderMarkIsSkipped();
    void utf8_data();
    void utf8();
    void utf8AgreesWithTheDefinition();
    void namesAreInternedOnce();
    void arenaKeepsAlignment();
    void diagnosticsAreLimitedAndSorted();
};

void tst_Source::positions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<uint>("offset");
    QTest::addColumn<uint>("line");
    QTest::addColumn<uint>("column");

    QTest::newRow("start") << QByteArray("abc") << 0u << 1u << 1u;
    QTest::newRow("end of text") << QByteArray("abc") << 3u << 1u << 4u;
    QTest::newRow("beyond the end") << QByteArray("abc") << 99u << 1u << 4u;
    QTest::newRow("empty text") << QByteArray() << 0u << 1u << 1u;
    QTest::newRow("second line") << QByteArray("a\nbc") << 3u << 2u << 2u;
    QTest::newRow("the line end belongs to its line") << QByteArray("a\nb") << 1u << 1u << 2u;
    QTest::newRow("carriage return is a column") << QByteArray("a\r\nb") << 2u << 1u << 3u;
    QTest::newRow("a tab is one column") << QByteArray("\t\tx") << 2u << 1u << 3u;
    QTest::newRow("code points, not bytes") << QByteArray("é😀x") << 6u << 1u << 3u;
    QTest::newRow("U+2028 ends no line") << QByteArray("a\xE2\x80\xA8z") << 4u << 1u << 3u;
}

void tst_Source::positions()
{
    QFETCH(QByteArray, text);
    QFETCH(uint, offset);
    QFETCH(uint, line);
    QFETCH(uint, column);

    const SourcePtr source = Source::make("t", text.toStdString());
    const Position position = source->position(offset);
    QCOMPARE(position.line, line);
    QCOMPARE(position.column, column);
    if (offset <= uint(text.size()) && !text.contains('\r')) QCOMPARE(source->offset(position), offset);
}

void tst_Source::lines()
{
    const SourcePtr source = Source::make("t", "one\r\ntwo\n\nlast");
    QCOMPARE(source->lineCount(), 4u);
    QVERIFY(source->line(1) == "one");
    QVERIFY(source->line(2) == "two");
    QVERIFY(source->line(3).empty());
    QVERIFY(source->line(4) == "last");
    QVERIFY(source->line(0).empty());
    QVERIFY(source->line(5).empty());
    QCOMPARE(source->offset({1, 99}), 3u); // clamped to the line
    QCOMPARE(source->offset({9, 1}), 14u);
}

void tst_Source::byteOrderMarkIsSkipped()
{
    const SourcePtr source = Source::make("t", "\xEF\xBB\xBFx\ny");
    QVERIFY(source->text() == "x\ny");
    QCOMPARE(source->position(0).column, 1u);
    QCOMPARE(source->position(2).line, 2u);
}

void tst_Source::utf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("invalidAt");

    QTest::newRow("ascii") << QByteArray("plain text, long enough for words") << -1;
    QTest::newRow("two, three, four bytes") << QByteArray("é€😀") << -1;
    QTest::newRow("largest code point") << QByteArray("\xF4\x8F\xBF\xBF") << -1;
    QTest::newRow("beyond the largest") << QByteArray("ab\xF4\x90\x80\x80") << 2;
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << 0;
    QTest::newRow("overlong three bytes") << QByteArray("\xE0\x80\xAF") << 0;
    QTest::newRow("overlong four bytes") << QByteArray("\xF0\x80\x80\xAF") << 0;
    QTest::newRow("surrogate") << QByteArray("a\xED\xA0\x80") << 1;
    QTest::newRow("cut at the end") << QByteArray("abcdefgh\xE2\x82") << 8;
    QTest::newRow("lone continuation") << QByteArray("abc\x80") << 3;
    QTest::newRow("0xFF") << QByteArray("12345678\xFF") << 8;
}

void tst_Source::utf8()
{
    QFETCH(QByteArray, text);
    QFETCH(int, invalidAt);
    const auto found = findInvalidUtf8(text.toStdString());
    QCOMPARE(found ? int(*found) : -1, invalidAt);
}

void tst_Source::utf8AgreesWithTheDefinition()
{
    // Decoding by hand what the table-driven check accepts, over many mutations of a valid text.
    const QByteArray valid = QStringLiteral("aé€😀 some text ߿ࠀ￿𐀀 more").toUtf8();
    std::minstd_rand random(1);
    int invalid = 0;
    for (int i = 0; i < 10'000; ++i) {
        QByteArray text = valid;
        text[int(random() % text.size())] = char(random());
        const bool roundTrips = QString::fromUtf8(text).toUtf8() == text;
        QCOMPARE(!findInvalidUtf8(std::string_view(text.data(), size_t(text.size()))).has_value(), roundTrips);
        invalid += !roundTrips;
    }
    QVERIFY(invalid > 1000);
}

void tst_Source::namesAreInternedOnce()
{
    Tree tree(Source::make("t", ""));
    QCOMPARE(tree.find("x"), kNoName);
    std::vector<NameId> ids;
    for (int i = 0; i < 5000; ++i) ids.push_back(tree.intern("name" + std::to_string(i)));
    for (int i = 0; i < 5000; ++i) {
        const std::string name = "name" + std::to_string(i);
        QCOMPARE(tree.intern(name), ids[i]);
        QCOMPARE(tree.find(name), ids[i]);
        QVERIFY(tree.name(ids[i]) == name);
        QCOMPARE(ids[i], NameId(i));
    }
    QCOMPARE(tree.nameCount(), 5000u);
    QCOMPARE(tree.find("name5000"), kNoName);
}

void tst_Source::arenaKeepsAlignment()
{
    Tree tree(Source::make("t", ""));
    for (size_t size : {1u, 3u, 8u, 100u, 5000u, 2'000'000u}) {
        for (size_t alignment : {1u, 2u, 8u, 16u}) {
            void *place = tree.allocate(size, alignment);
            QCOMPARE(reinterpret_cast<uintptr_t>(place) % alignment, 0u);
            memset(place, 1, size);
        }
    }
    QVERIFY(tree.arenaBytes() > 8'000'000);
}

void tst_Source::diagnosticsAreLimitedAndSorted()
{
    Diagnostics diagnostics(3);
    for (uint32_t i = 0; i < 5; ++i) {
        Diagnostic error;
        error.span = {10 - i, 11 - i};
        diagnostics.add(error);
        error.severity = Severity::Warning;
        diagnostics.add(error);
    }
    QCOMPARE(diagnostics.errorCount(), 5u);
    QCOMPARE(diagnostics.dropped(), 4u);
    const auto sorted = diagnostics.takeSorted();
    QCOMPARE(sorted.size(), 6u);
    QVERIFY(std::ranges::is_sorted(sorted, {}, [](const Diagnostic &d) { return d.span.begin; }));
}

QTEST_APPLESS_MAIN(tst_Source)
#include "tst_source.moc"
