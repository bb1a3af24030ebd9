// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panes/samples.h"
#include "ui/results/raw_pane.h"
#include "ui/results/result_pane.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::results;

namespace {

// A list of any length whose elements are made on demand, and that may contain itself.
class Endless : public ValueNode
{
public:
    Endless(qsizetype size, bool cyclic, int *made)
        : m_size(size)
        , m_cyclic(cyclic)
        , m_made(made)
    {
    }
    Kind kind() const override { return Kind::Array; }
    QString typeName() const override { return u"array"_s; }
    qsizetype size() const override { return m_size; }
    ValuePtr child(qsizetype index) const override
    {
        ++*m_made;
        if (m_cyclic) return std::make_shared<Endless>(m_size, true, m_made);
        return jsonValue(static_cast<double>(index));
    }
    QString childKey(qsizetype index) const override { return QString::number(index); }
    QString preview(int) const override { return u"[…]"_s; }
    QString text(qsizetype) const override { return preview(0); }
    quintptr identity() const override { return m_cyclic ? 42 : 0; }
    QByteArray json() const override { return "[]"; }

private:
    qsizetype m_size;
    bool m_cyclic;
    int *m_made;
};

} // namespace

class tst_Results : public QObject
{
    Q_OBJECT

private slots:
    void tree();
    void rule54_hundredAtATime();
    void rule54_cyclesSayWhereTheyAre();
    void paths_data();
    void paths();
    void stringsShowTheirEscapes();
    void copiesPathAndJson();
    void headAndFoot();
    void rule60_noResult();
    void chevronOpens();
    void indented_data();
    void indented();
    void rule57_rawFoldsBeyondAMegabyte();
    void rawDropsLateAnswers();
};

void tst_Results::tree()
{
    ResultModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // fetching is what is tested
    QCOMPARE(model.rowCount(), 0);
    model.setValue(jsonValue(samples::value()));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(root.data().toString(), u"result"_s);
    QCOMPARE(model.rowCount(root), 0); // nothing read before it is opened
    model.fetchMore(root);
    QCOMPARE(model.rowCount(root), 3);
    QCOMPARE(model.index(0, ResultModel::Preview, root).data().toString(), u"412"_s);
    QCOMPARE(model.index(0, ResultModel::Type, root).data().toString(), u"integer"_s);
    QCOMPARE(model.index(1, ResultModel::Type, root).data().toString(), u"array · 3"_s);
    QVERIFY(model.index(1, 0, root).data(Qt::AccessibleTextRole).toString().startsWith(u"flagged: "_s));
    model.setValue(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void tst_Results::rule54_hundredAtATime()
{
    int made = 0;
    ResultModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // fetching is what is tested
    model.setValue(std::make_shared<Endless>(10'000'000, false, &made));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(made, 0);
    model.fetchMore(root);
    QCOMPARE(model.rowCount(root), 100);
    QCOMPARE(made, 100);
    QVERIFY(model.canFetchMore(root));
    model.fetchMore(root);
    QCOMPARE(model.rowCount(root), 200);
    QCOMPARE(model.index(150, ResultModel::Preview, root).data().toString(), u"150"_s);

    ResultPane pane;
    pane.resize(400, 400);
    pane.show();
    made = 0;
    QElapsedTimer timer;
    timer.start();
    pane.showResult(samples::finished(), std::make_shared<Endless>(10'000'000, false, &made));
    pane.grab();
    qInfo("10 M elements shown in %lld ms", timer.elapsed());
    QTRY_VERIFY(made >= 100);
    QVERIFY(made <= 1000);
}

void tst_Results::rule54_cyclesSayWhereTheyAre()
{
    int made = 0;
    ResultModel model;
    model.setValue(std::make_shared<Endless>(3, true, &made));
    const QModelIndex root = model.index(0, 0);
    model.fetchMore(root);
    const QModelIndex child = model.index(1, 0, root);
    QVERIFY(!model.hasChildren(child));
    QVERIFY(!model.canFetchMore(child));
    QCOMPARE(child.siblingAtColumn(ResultModel::Preview).data().toString(), u"↑ result"_s);
}

void tst_Results::paths_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("array");
    QTest::addColumn<QString>("path");
    QTest::newRow("name") << u"value_2"_s << false << u"result.value_2"_s;
    QTest::newRow("index") << u"0"_s << true << u"result[0]"_s;
    QTest::newRow("digits as a name") << u"0"_s << false << u"result[\"0\"]"_s;
    QTest::newRow("space") << u"odd name"_s << false << u"result[\"odd name\"]"_s;
    QTest::newRow("quote") << u"a\"b\\"_s << false << u"result[\"a\\\"b\\\\\"]"_s;
    QTest::newRow("empty") << QString() << false << u"result[\"\"]"_s;
    QTest::newRow("new line") << u"a\nb"_s << false << u"result[\"a\\nb\"]"_s;
}

void tst_Results::paths()
{
    QFETCH(QString, key);
    QFETCH(bool, array);
    QTEST(stepPath(u"result"_s, key, array), "path");
}

void tst_Results::stringsShowTheirEscapes()
{
    ResultModel model;
    model.setValue(jsonValue(QJsonObject{{u"a\u202eb"_s, u"x\u001b[2J\ny"_s}}));
    const QModelIndex root = model.index(0, 0);
    model.fetchMore(root);
    const QString all = model.index(0, 0, root).data().toString() + model.index(0, 1, root).data().toString() +
                        model.index(0, 0, root).data(Qt::ToolTipRole).toString();
    for (const char16_t c : {u'\u202e', u'\u001b', u'\n'}) QVERIFY(!all.contains(c));
}

void tst_Results::copiesPathAndJson()
{
    ResultPane pane;
    pane.resize(400, 300);
    pane.show();
    pane.showResult(samples::finished(), jsonValue(samples::value()));
    auto *model = pane.model();
    const QModelIndex root = model->index(0, 0);
    QTRY_COMPARE(model->rowCount(root), 3);
    const QModelIndex flagged = model->index(1, 0, root);
    model->fetchMore(flagged);
    const QModelIndex first = model->index(0, 0, flagged);
    model->fetchMore(first);
    pane.view()->setCurrentIndex(model->index(2, 0, first));
    QCOMPARE(pane.pathText(), u"result.flagged[0].value"_s);
    pane.view()->copyPath();
    QCOMPARE(QApplication::clipboard()->text(), u"result.flagged[0].value"_s);
    pane.view()->setCurrentIndex(first);
    QSignalSpy said(&pane, &ResultPane::said);
    pane.view()->copyJson();
    QTRY_COMPARE(said.count(), 1);
    const auto json = QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8());
    QCOMPARE(json.object().value(u"id"_s).toString(), u"s-07"_s);
}

void tst_Results::headAndFoot()
{
    ResultPane pane;
    pane.resize(400, 300);
    pane.show();
    pane.showResult(samples::finished(5), jsonValue(7));
    QCOMPARE(pane.headText(), u"Run 5, finished 12:25 · 1.2 s"_s);
    QCOMPARE(pane.pathText(), u"result"_s);
    QVERIFY(!pane.accessibleName().isEmpty());
    QVERIFY(!pane.view()->accessibleName().isEmpty());
    for (const auto *button : pane.findChildren<QAbstractButton *>())
        QVERIFY(qobject_cast<QLineEdit *>(button->parent()) || !button->isVisibleTo(&pane) ||
                !button->text().isEmpty() || !button->accessibleName().isEmpty() || !button->toolTip().isEmpty());
    pane.grab();
}

void tst_Results::rule60_noResult()
{
    ResultPane pane;
    pane.resize(400, 300);
    pane.show();
    auto *insert = pane.findChild<QAbstractButton *>(u"insertResult"_s);
    QVERIFY(!insert->isVisible());
    pane.showResult(samples::finished(), nullptr);
    QVERIFY(insert->isVisible());
    QVERIFY(!pane.view()->isVisible());
    QSignalSpy wanted(&pane, &ResultPane::insertResultRequested);
    insert->click();
    QCOMPARE(wanted.first().first().toString(), samples::finished().path);
    pane.showResult(samples::failed(), nullptr);
    QVERIFY(!insert->isVisible()); // it failed before it could
    pane.grab();
}

void tst_Results::chevronOpens()
{
    ResultPane pane;
    pane.resize(400, 300);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    pane.showResult(samples::finished(), jsonValue(samples::value()));
    const QModelIndex root = pane.model()->index(0, 0);
    QTRY_COMPARE(pane.model()->rowCount(root), 3);
    const QModelIndex flagged = pane.model()->index(1, 0, root);
    QTest::mouseClick(pane.view()->viewport(), Qt::LeftButton, {}, pane.view()->chevronRect(flagged).center());
    QVERIFY(pane.view()->isExpanded(flagged));
    QTRY_COMPARE(pane.model()->rowCount(flagged), 3);
    QTest::keyClick(pane.view(), Qt::Key_Left);
    QVERIFY(!pane.view()->isExpanded(flagged));
}

void tst_Results::indented_data()
{
    QTest::addColumn<QByteArray>("compact");
    QTest::addColumn<QByteArray>("indented");
    QTest::newRow("number") << QByteArray("1") << QByteArray("1");
    QTest::newRow("empty") << QByteArray("{\"a\":[],\"b\":{}}") << QByteArray("{\n  \"a\": [],\n  \"b\": {}\n}");
    QTest::newRow("nested") << QByteArray("[1,[2]]") << QByteArray("[\n  1,\n  [\n    2\n  ]\n]");
    QTest::newRow("marks in strings") << QByteArray(R"(["{,}:\"[]\\"])") << QByteArray("[\n  \"{,}:\\\"[]\\\\\"\n]");
}

void tst_Results::indented()
{
    QFETCH(QByteArray, compact);
    QTEST(indentedJson(compact), "indented");
    // A million deep neither recurses nor fills the memory with spaces.
    const QByteArray deep = indentedJson(QByteArray(200'000, '[') + QByteArray(200'000, ']'));
    QVERIFY(deep.size() < 60'000'000);
}

void tst_Results::rule57_rawFoldsBeyondAMegabyte()
{
    QJsonArray rows;
    for (int i = 0; i < 60'000; ++i) rows.append(u"row number %1 of many"_s.arg(i));
    RawPane pane;
    pane.resize(500, 300);
    pane.show();
    QSignalSpy ready(&pane, &RawPane::ready);
    pane.setValue(jsonValue(rows));
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, 20'000);
    QVERIFY(pane.isFolded());
    QCOMPARE(pane.view()->rowText(1), u"  \"row number 0 of many\","_s);
    auto *more = pane.findChild<QAbstractButton *>(u"unfoldButton"_s);
    QVERIFY(more->isVisible());
    const qint64 rowsBefore = pane.view()->rowCount();
    more->click();
    QTRY_VERIFY(!pane.isFolded());
    QVERIFY(pane.view()->rowCount() > rowsBefore);
    QCOMPARE(pane.view()->rowCount(), 60'002);
    pane.grab();
}

void tst_Results::rawDropsLateAnswers()
{
    RawPane pane;
    pane.resize(500, 300);
    pane.show();
    QSignalSpy ready(&pane, &RawPane::ready);
    pane.setValue(jsonValue(1));
    pane.setValue(jsonValue(2));
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(pane.view()->rowText(0), u"2"_s);
    pane.setValue(nullptr);
    tables::workPool().waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(pane.view()->rowCount(), 0);
}

QTEST_MAIN(tst_Results)
#include "tst_results.moc"
