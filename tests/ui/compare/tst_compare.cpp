// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/engine.h"
#include "tests/processor_time.h"
#include "ui/compare/diff_view.h"
#include "ui/compare/line_diff.h"
#include "ui/compare/value_diff.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey::compare;
using latchkey::results::jsonValue;
using latchkey::results::ValuePtr;

class tst_Compare : public QObject
{
    Q_OBJECT

private slots:
    void sequencesComeBack();
    void shortestForFewEdits();
    void lines_data();
    void lines();
    void manyLines();
    void values_data();
    void values();
    void manyElements();
    void cancelledEndsSoon();
    void valuesThatHoldThemselves_data();
    void valuesThatHoldThemselves();
    void longElementsAreLookedInto();
    void viewShowsAndCopies();

private:
    static ValuePtr value(const QByteArray &json)
    {
        if (json.isEmpty()) return {};
        return jsonValue(QJsonDocument::fromJson("[" + json + "]").array().first());
    }
};

/// What the stretches say must lead from one sequence to the other, whatever both are.
void tst_Compare::sequencesComeBack()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        std::vector<int> before(random.bounded(40)), after;
        const int kinds = 1 + random.bounded(round % 2 ? 5 : 60);
        for (int &element : before) element = random.bounded(kinds);
        after = before;
        for (int edit = random.bounded(12); edit > 0; --edit) {
            const int at = after.empty() ? 0 : random.bounded(int(after.size()));
            if (random.bounded(2) && !after.empty()) after.erase(after.begin() + at);
            else after.insert(after.begin() + at, random.bounded(kinds));
        }
        std::vector<int> made;
        int from = 0, to = 0;
        for (const Stretch &stretch : differences(before, after)) {
            QVERIFY(stretch.before >= from && stretch.after >= to);
            QCOMPARE(stretch.before - from, stretch.after - to); // as many equal ones on both sides
            made.insert(made.end(), before.begin() + from, before.begin() + stretch.before);
            made.insert(made.end(), after.begin() + stretch.after, after.begin() + stretch.after + stretch.afterCount);
            from = stretch.before + stretch.beforeCount;
            to = stretch.after + stretch.afterCount;
        }
        made.insert(made.end(), before.begin() + from, before.end());
        QCOMPARE(made, after);
    }
}

void tst_Compare::shortestForFewEdits()
{
    const std::vector<int> before{1, 1, 2, 1, 1, 2, 1}, after{1, 2, 1, 1, 2, 1};
    int edits = 0;
    for (const Stretch &stretch : differences(before, after)) edits += stretch.beforeCount + stretch.afterCount;
    QCOMPARE(edits, 1);
}

void tst_Compare::lines_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("shown");
    QTest::newRow("equal") << QByteArray("a\nb\n") << QByteArray("a\nb\n") << u"2 equal line(s)"_s;
    QTest::newRow("both empty") << QByteArray() << QByteArray() << u""_s;
    QTest::newRow("from nothing") << QByteArray() << QByteArray("a\nb") << u"+ a\n+ b"_s;
    QTest::newRow("one line changed") << QByteArray("a\nb\nc\n") << QByteArray("a\nB\nc\n") << u"  a\n- b\n+ B\n  c"_s;
    QTest::newRow("line ends do not count") << QByteArray("a\r\nb") << QByteArray("a\nb\n") << u"2 equal line(s)"_s;
    QTest::newRow("far apart") << QByteArray("x\n1\n2\n3\n4\n5\n6\n7\n8\n9\ny\n")
                               << QByteArray("X\n1\n2\n3\n4\n5\n6\n7\n8\n9\nY\n")
                               << u"- x\n+ X\n  1\n  2\n  3\n3 equal line(s)\n  7\n  8\n  9\n- y\n+ Y"_s;
    QTest::newRow("moved") << QByteArray("a\nb\nc\nd\n") << QByteArray("b\nc\nd\na\n") << u"- a\n  b\n  c\n  d\n+ a"_s;
}

void tst_Compare::lines()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, shown);
    const Diff diff = diffLines(before, after);
    QCOMPARE(plainText(diff), shown);
    QCOMPARE(diff.isSame, !shown.contains(u'+'));
}

void tst_Compare::manyLines()
{
    QByteArray before, after, other;
    for (int i = 0; i < 100'000; ++i) {
        const QByteArray line = "line " + QByteArray::number(i % 5000) + "\n";
        before += line;
        after += i % 1000 == 500 ? QByteArray("changed\n") : line;
        other += "other " + QByteArray::number(i) + "\n";
    }
    const auto work = latchkey::tests::ProcessorTime::ofThisThread();
    QCOMPARE(diffLines(before, after).changes, 200);
    QCOMPARE(diffLines(before, other).changes, 200'000);
    QVERIFY2(work.milliseconds() < 4000, QByteArray::number(qint64(work.milliseconds())).constData());
}

void tst_Compare::values_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("shown");
    QTest::newRow("equal") << QByteArray("{\"a\":[1,2]}") << QByteArray("{\"a\":[1,2]}") << u""_s;
    QTest::newRow("other order of names")
        << QByteArray("{\"a\":1,\"b\":2}") << QByteArray("{\"b\":2,\"a\":1}") << u""_s;
    QTest::newRow("scalar") << QByteArray("1") << QByteArray("2") << u"~ result: 1 → 2"_s;
    QTest::newRow("other kind") << QByteArray("1") << QByteArray("\"1\"") << u"~ result: 1 → \"1\""_s;
    QTest::newRow("none before") << QByteArray() << QByteArray("1") << u"+ result: 1"_s;
    QTest::newRow("none after") << QByteArray("1") << QByteArray() << u"- result: 1"_s;
    QTest::newRow("property") << QByteArray("{\"a\":{\"b\":1},\"c\":3}") << QByteArray("{\"a\":{\"b\":2},\"d\":4}")
                              << u"~ result.a.b: 1 → 2\n- result.c: 3\n+ result.d: 4"_s;
    QTest::newRow("inserted at the front") << QByteArray("[1,2,3]") << QByteArray("[0,1,2,3]") << u"+ result[0]: 0"_s;
    QTest::newRow("element changed") << QByteArray("[[1],[2],[3]]") << QByteArray("[[1],[5],[3]]")
                                     << u"~ result[1][0]: 2 → 5"_s;
    QTest::newRow("table by its key") << QByteArray("[{\"id\":1,\"v\":10},{\"id\":2,\"v\":20}]")
                                      << QByteArray("[{\"id\":2,\"v\":21},{\"id\":3,\"v\":30}]")
                                      << u"- result[id = 1]: {id: 1, v: 10}\n~ result[id = 2].v: 20 → 21\n"
                                         u"+ result[id = 3]: {id: 3, v: 30}"_s;
    QTest::newRow("no column is a key") << QByteArray("[{\"v\":1},{\"v\":1}]") << QByteArray("[{\"v\":1},{\"v\":2}]")
                                        << u"~ result[1].v: 1 → 2"_s;
}

void tst_Compare::values()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, shown);
    const Diff diff = diffValues(value(before), value(after));
    QCOMPARE(plainText(diff), shown);
    QCOMPARE(diff.isSame, shown.isEmpty());
}

void tst_Compare::manyElements()
{
    QJsonArray before, after;
    for (int i = 0; i < 50'000; ++i) {
        before << i;
        after << (i % 100 == 50 ? -i : i);
    }
    const auto work = latchkey::tests::ProcessorTime::ofThisThread();
    const Diff diff = diffValues(jsonValue(before), jsonValue(after));
    QCOMPARE(diff.changes, 500);
    QVERIFY2(work.milliseconds() < 4000, QByteArray::number(qint64(work.milliseconds())).constData());
}

void tst_Compare::valuesThatHoldThemselves_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("most"); // differences: not once for each of the ways that lead there
    QTest::newRow("an object inside itself, twice")
        << QByteArray("a = {}; a['x'] = a; a['y'] = a; a['v'] = N; result = a;") << 100;
    QTest::newRow("lists that share their parts, sixty deep")
        << QByteArray("a = [N]; for (i in range(60)) { a = [a, a]; } result = a;") << 100;
    QTest::newRow("a hundred thousand deep")
        << QByteArray("a = [N]; for (i in range(100000)) { a = [a]; } result = a;") << 1;
}

void tst_Compare::valuesThatHoldThemselves()
{
    QFETCH(QByteArray, source);
    QFETCH(int, most);
    using namespace latchkey::runs;
    Engine engine;
    const auto resultOf = [&](const char *number) {
        Script script;
        script.source = QByteArray(source).replace('N', number);
        const RunPtr run = engine.submit(script, {});
        run->wait(20'000);
        return latchkey::results::engineValue(run->result().value);
    };
    const auto work = latchkey::tests::ProcessorTime::ofThisThread();
    const Diff diff = diffValues(resultOf("1"), resultOf("2"));
    QVERIFY(!diff.isSame);
    QVERIFY2(diff.changes >= 1 && diff.changes <= most, QByteArray::number(diff.changes).constData());
    QVERIFY(diffValues(resultOf("1"), resultOf("1")).isSame);
    QVERIFY2(work.milliseconds() < 15'000, QByteArray::number(qint64(work.milliseconds())).constData());
}

/// Elements too long to be compared by their text differ where they differ.
void tst_Compare::longElementsAreLookedInto()
{
    QJsonArray numbers;
    for (int i = 0; i < 100'000; ++i) numbers << i;
    QJsonArray changed = numbers;
    changed[70'000] = -1;
    const auto engineOf = [](const QJsonArray &array) {
        return latchkey::results::engineValue(
            latchkey::runs::ResultValue::fromJson(QJsonDocument(array).toJson(QJsonDocument::Compact)));
    };
    const Diff diff = diffValues(engineOf({numbers, 1}), engineOf({changed, 1}));
    QCOMPARE(diff.changes, 1);
    QCOMPARE(diff.rows.first().place, u"result[0][70000]"_s);
    QVERIFY(diffValues(engineOf({numbers, 1}), engineOf({numbers, 1})).isSame);
}

void tst_Compare::cancelledEndsSoon()
{
    QJsonArray before, after;
    for (int i = 0; i < 200'000; ++i) {
        before << i;
        after << -i;
    }
    const auto work = latchkey::tests::ProcessorTime::ofThisThread();
    diffValues(jsonValue(before), jsonValue(after), [] { return true; });
    QVERIFY2(work.milliseconds() < 200, QByteArray::number(qint64(work.milliseconds())).constData());
}

void tst_Compare::viewShowsAndCopies()
{
    DiffView view;
    const QAbstractItemModelTester tester(view.model());
    view.resize(500, 200);
    view.setDiff(diffLines("a\nb\n", "a\nc\n"));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QCOMPARE(view.model()->rowCount(), 3);
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"  a\n- b\n+ c"_s);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(1, 0)).center());
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"- b"_s);
}

QTEST_MAIN(tst_Compare)
#include "tst_compare.moc"
