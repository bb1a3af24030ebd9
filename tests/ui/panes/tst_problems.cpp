// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/problems_pane.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey::output;

namespace {

Problem problem(Problem::Severity severity, const QString &file, int line, const QString &message = u"x"_s)
{
    Problem made;
    made.severity = severity;
    made.message = message;
    made.code = u"E-X"_s;
    made.file = file;
    made.name = file;
    made.line = line;
    made.column = 5;
    return made;
}

constexpr auto kError = Problem::Severity::Error;
constexpr auto kWarning = Problem::Severity::Warning;
constexpr auto kHint = Problem::Severity::Hint;

} // namespace

class tst_Problems : public QObject
{
    Q_OBJECT

private slots:
    void orderedBySeverityFileAndPlace();
    void replacingKeepsOtherRows();
    void nextAndPrevious();
    void rowsAndButtons();
    void rule61_textIsData();
};

void tst_Problems::orderedBySeverityFileAndPlace()
{
    ProblemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProblems(u"b.ml"_s,
                      {problem(kHint, u"b.ml"_s, 1), problem(kError, u"b.ml"_s, 9), problem(kError, u"b.ml"_s, 2)});
    model.setProblems(u"a.ml"_s, {problem(kWarning, u"a.ml"_s, 3), problem(kError, u"a.ml"_s, 30)});
    QStringList places;
    for (int row = 0; row < model.rowCount(); ++row)
        places.append(model.index(row).data(ProblemsModel::PlaceRole).toString());
    QCOMPARE(places.join(u' '), u"a.ml:30 b.ml:2 b.ml:9 a.ml:3 b.ml:1"_s);
    QCOMPARE(model.count(kError), 3);
    QCOMPARE(model.count(kWarning), 1);
    model.setProblems(u"b.ml"_s, {});
    QCOMPARE(model.rowCount(), 2);
}

void tst_Problems::replacingKeepsOtherRows()
{
    ProblemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<Problem> problems;
    for (int line = 1; line <= 20; ++line) problems.append(problem(kError, u"a.ml"_s, line));
    model.setProblems(u"a.ml"_s, problems);
    const QPersistentModelIndex first = model.index(0);
    const QPersistentModelIndex last = model.index(19);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy counts(&model, &ProblemsModel::countsChanged);
    model.setProblems(u"a.ml"_s, problems); // nothing new
    QCOMPARE(counts.count(), 0);
    problems.remove(10, 2);
    model.setProblems(u"a.ml"_s, problems);
    QCOMPARE(counts.count(), 1);
    QCOMPARE(first.row(), 0);
    QCOMPARE(last.row(), 17);
    QCOMPARE(reset.count(), 0);
}

void tst_Problems::nextAndPrevious()
{
    ProblemsModel model;
    QCOMPARE(model.rowNear(u"a.ml"_s, 1, 1, true), -1);
    model.setProblems(u"a.ml"_s, {problem(kError, u"a.ml"_s, 9), problem(kWarning, u"a.ml"_s, 3)});
    const auto line = [&](int row) { return model.problemAt(model.index(row))->line; };
    QCOMPARE(line(model.rowNear(u"a.ml"_s, 1, 1, true)), 3);
    QCOMPARE(line(model.rowNear(u"a.ml"_s, 3, 5, true)), 9);
    QCOMPARE(line(model.rowNear(u"a.ml"_s, 9, 5, true)), 3); // round
    QCOMPARE(line(model.rowNear(u"a.ml"_s, 9, 5, false)), 3);
    QCOMPARE(line(model.rowNear(u"a.ml"_s, 1, 1, false)), 9);
}

void tst_Problems::rowsAndButtons()
{
    ProblemsPane pane;
    pane.resize(600, 200);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    QVERIFY(!pane.view()->isVisible());
    Problem fixable = problem(kError, u"a.ml"_s, 20, u"Unknown name `totl`."_s);
    fixable.fixes = {u"Replace with `total`"_s};
    pane.model()->setProblems(u"a.ml"_s, {fixable, problem(kWarning, u"a.ml"_s, 3)});
    QVERIFY(pane.view()->isVisible());
    QSignalSpy place(&pane, &ProblemsPane::activated);
    QSignalSpy fix(&pane, &ProblemsPane::fixRequested);
    QSignalSpy explain(&pane, &ProblemsPane::explainRequested);
    auto *view = pane.view();
    view->setCurrentIndex(pane.model()->index(0));
    const int closed = view->visualRect(pane.model()->index(1)).height();
    QTRY_VERIFY(view->visualRect(pane.model()->index(0)).height() > closed);
    const auto buttons = view->buttons(pane.model()->index(0), view->visualRect(pane.model()->index(0)));
    QCOMPARE(buttons.size(), 2);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, buttons[0].rect.center());
    QCOMPARE(fix.count(), 1);
    QCOMPARE(fix.first()[0].value<Problem>(), fixable);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, buttons[1].rect.center());
    QCOMPARE(explain.first().first().toString(), u"E-X"_s);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(place.takeFirst(), (QVariantList{u"a.ml"_s, 20, 5}));
    QTest::keyClick(view, Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(fix.count(), 2);
    // Selecting the second row closes the line above it, so it moves up under the pointer: the click still counts.
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->visualRect(pane.model()->index(1)).center() + QPoint(250, 0));
    QCOMPARE(place.count(), 1);
    QCOMPARE(place.takeFirst(), (QVariantList{u"a.ml"_s, 3, 5}));
    QVERIFY(pane.model()->index(0).data(Qt::AccessibleTextRole).toString().startsWith(u"Error: "_s));
    QVERIFY(!view->accessibleName().isEmpty());
    pane.grab();
}

void tst_Problems::rule61_textIsData()
{
    ProblemsModel model;
    model.setProblems(u"a.ml"_s, {problem(kError, u"a.ml"_s, 1, u"odd \u202e\u001b name"_s)});
    const QString text = model.index(0).data().toString();
    QVERIFY(!text.contains(QChar(0x202e)));
    QVERIFY(!text.contains(QChar(0x1b)));
}

QTEST_MAIN(tst_Problems)
#include "tst_problems.moc"
