// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/processor_time.h"
#include "tests/ui/window/window_test.h"
#include "ui/history/comparison_page.h"
#include "ui/history/history_pane.h"
#include "ui/output/output_view.h"
#include "ui/results/result_model.h"
#include "ui/widgets/small_parts.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::history;
using namespace latchkey::window::test;
using journal::Outcome;

/// A pane over a journal of its own, with an engine to fill it.
class Bench
{
public:
    Bench()
        : file(folder.filePath(u"history.db"_s))
        , store(file)
        , pane(&store)
    {
        pane.resize(1200, 300);
        pane.show();
    }
    quint64 record(const QByteArray &source, const QString &name = u"a.ml"_s, const runs::RunOptions &options = {})
    {
        const runs::RunPtr run = engine.submit({source, name, {}, {}}, options);
        const quint64 id = store.record(run);
        run->wait();
        const auto isThere = [&] {
            const auto details = store.journal().details(id).result();
            return details && details->record.isOver();
        };
        if (!QTest::qWaitFor(isThere)) qWarning("A run was not recorded");
        return id;
    }
    template<typename Widget>
    Widget *find(const QString &name)
    {
        return pane.findChild<Widget *>(name);
    }
    QTemporaryDir folder;
    QString file;
    runs::Engine engine;
    HistoryStore store;
    HistoryPane pane;
};

class tst_History : public QObject
{
    Q_OBJECT

private slots:
    void listsNewestFirst();
    void rowsFollowTheirRuns();
    void searchesAndFilters();
    void searchCanBeEnded();
    void opensWhatARunLeft();
    void rule58_numbersAsTheyWerePrinted();
    void frozenOutputTellsWhatIsMissing();
    void comparesTwo();
    void comparesWithTheRunBefore();
    void numbersThatDoublesCannotTellApart();
    void copiesAsCommandLineAndJson();
    void keyboardAlone();
    void pinnedIsShown();
    void hundredThousandRunsAreSmooth();
    void wordsOfTime_data();
    void wordsOfTime();
    void everyControlHasAName();

    void windowKeepsItsRuns();
    void windowRunsAgain();
    void windowOpensTheTextOfThen();
    void windowTakesInputs();
    void windowAsksBeforeDeleting();
    void windowComparesFromTheRunsPane();
    void closingWritesWhatWasRunning();
};

void tst_History::listsNewestFirst()
{
    Bench bench;
    const QAbstractItemModelTester tester(bench.pane.model());
    QTRY_VERIFY(!bench.pane.model()->isSearching());
    QList<quint64> ids;
    for (int i = 0; i < 3; ++i) ids.prepend(bench.record("result = " + QByteArray::number(i) + ";"));
    HistoryModel *model = bench.pane.model();
    QTRY_COMPARE(model->rowCount(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(model->idAt(i), ids[i]);
        QTRY_VERIFY(model->recordAt(i) != nullptr);
    }
    QTRY_COMPARE(model->recordAt(0)->summary, u"2"_s);
    QVERIFY(model->index(0).data(Qt::AccessibleTextRole).toString().contains("Finished"_L1));
}

void tst_History::rowsFollowTheirRuns()
{
    Bench bench;
    const runs::RunPtr run = bench.engine.submit({"while (true) {}", u"a.ml"_s, {}, {}});
    bench.store.record(run);
    HistoryModel *model = bench.pane.model();
    QTRY_VERIFY(model->rowCount() == 1 && model->recordAt(0) != nullptr);
    QCOMPARE(model->recordAt(0)->outcome, Outcome::Going);
    run->cancel();
    QTRY_VERIFY(model->recordAt(0) != nullptr && model->recordAt(0)->outcome == Outcome::Stopped);
}

void tst_History::searchesAndFilters()
{
    Bench bench;
    const quint64 apple = bench.record("print(\"one apple\");");
    const quint64 failed = bench.record("x = 0; y = 1 / x;", u"b.ml"_s);
    HistoryModel *model = bench.pane.model();
    QTRY_COMPARE(model->rowCount(), 2);
    auto *field = bench.find<QLineEdit>(u"historySearch"_s);
    field->setFocus();
    QTest::keyClicks(field, u"APPLE"_s);
    QTRY_VERIFY(model->rowCount() == 1 && model->idAt(0) == apple);
    QTRY_COMPARE(bench.find<QLabel>(u"historyCount"_s)->text().left(1), u"1"_s);
    QTest::keyClicks(field, u"s and pears"_s);
    QTRY_COMPARE(model->rowCount(), 0);
    QTRY_VERIFY(!bench.pane.view()->isVisible()); // says that no run is like that
    field->clear();
    QTRY_COMPARE(model->rowCount(), 2);
    journal::RunFilter failures;
    failures.outcome = Outcome::Failed;
    model->setFilter(failures);
    QTRY_VERIFY(model->rowCount() == 1 && model->idAt(0) == failed);
    const quint64 next = bench.record("x = 0; y = 1 / x;"); // comes in by itself
    QTRY_VERIFY(model->rowCount() == 2 && model->idAt(0) == next);
}

void tst_History::searchCanBeEnded()
{
    Bench bench;
    for (int i = 0; i < 30; ++i) bench.record("print(1);");
    HistoryModel *model = bench.pane.model();
    QTRY_COMPARE(model->rowCount(), 30);
    journal::RunFilter filter;
    filter.text = u"nothing like it"_s;
    model->setFilter(filter);
    QVERIFY(model->isSearching());
    model->cancel();
    QVERIFY(!model->isSearching());
    model->setFilter({});
    QTRY_COMPARE(model->rowCount(), 30);
}

void tst_History::opensWhatARunLeft()
{
    Bench bench;
    const QByteArray source = "print(\"hello\");\nresult = {a: [1, 2]};";
    const quint64 id = bench.record(source);
    bench.pane.open(id);
    QTRY_VERIFY(bench.pane.isPageShown());
    DetailsPage *page = bench.pane.details();
    QTRY_COMPARE(page->run().details.record.id, id);
    QTRY_COMPARE(page->outputView()->rowText(0), u"hello"_s);
    const QAbstractItemModel *result = page->resultModel();
    QCOMPARE(result->index(0, 0).data().toString(), u"result"_s);
    QCOMPARE(page->source()->toPlainText().toUtf8(), source);
    QVERIFY(page->source()->isReadOnly());
    for (const auto part : {DetailsPage::Part::Result, DetailsPage::Part::Source, DetailsPage::Part::Facts})
        QTest::mouseClick(page->findChild<QAbstractButton *>(u"part%1"_s.arg(int(part))), Qt::LeftButton);
    QVERIFY(page->findChild<QWidget *>(u"historyFacts"_s)->isVisible());
    QTest::mouseClick(page->findChild<QAbstractButton *>(u"detailsClose"_s), Qt::LeftButton);
    QVERIFY(!bench.pane.isPageShown());
}

void tst_History::rule58_numbersAsTheyWerePrinted()
{
    Bench bench;
    const quint64 id = bench.record("result = {whole: 7, real: 7.0, long: 12345678901234567890123, list: [1.0, 2]};");
    bench.pane.open(id);
    DetailsPage *page = bench.pane.details();
    QTRY_COMPARE(page->run().details.record.id, id);
    const results::ValuePtr value = page->run().value;
    QVERIFY(value);
    QCOMPARE(value->preview(200), u"{whole: 7, real: 7.0, long: 12345678901234567890123, list: [1.0, 2]}"_s);
    QCOMPARE(value->child(1)->typeName(), u"float"_s);
}

void tst_History::frozenOutputTellsWhatIsMissing()
{
    Bench bench;
    const quint64 id = bench.record("for (i in range(0, 60000)) { print(\"line number\", i); }");
    bench.pane.open(id);
    DetailsPage *page = bench.pane.details();
    QTRY_COMPARE(page->run().details.record.id, id);
    const output::OutputSourcePtr source = page->run().output;
    bool isTold = false;
    for (const output::OutputLine &line : source->readLines(0, source->lineCount()))
        isTold = isTold || (line.stream == output::OutputStream::System && line.text.contains("not kept"));
    QVERIFY(isTold);
}

void tst_History::comparesTwo()
{
    Bench bench;
    runs::RunOptions first, second;
    first.contextText = "{\"rate\": 1}";
    second.contextText = "{\"rate\": 2}";
    const quint64 before = bench.record("print(\"a\");\nprint(rate);\nresult = {n: rate, m: 5};", u"a.ml"_s, first);
    const quint64 after = bench.record("print(\"a\");\nprint(rate);\nresult = {n: rate, m: 5};", u"a.ml"_s, second);
    HistoryModel *model = bench.pane.model();
    QTRY_COMPARE(model->rowCount(), 2);
    bench.pane.view()->selectAll();
    auto *button = bench.find<QAbstractButton>(u"historyCompare"_s);
    QTRY_VERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    const ComparisonPage *page = bench.pane.comparison();
    QTRY_COMPARE(page->comparison().after.id, after);
    const Comparison &made = page->comparison();
    QCOMPARE(made.before.id, before);
    QCOMPARE(compare::plainText(made.diff(Side::Result)), u"~ result.n: 1 → 2"_s);
    QCOMPARE(compare::plainText(made.diff(Side::Output)), u"  a\n- 1\n+ 2"_s);
    QVERIFY(made.diff(Side::Source).isSame);
    QCOMPARE(compare::plainText(made.diff(Side::Inputs)), u"~ inputs.rate: 1 → 2"_s);
    QVERIFY(made.diff(Side::Permissions).isSame);
    QVERIFY(page->findChild<QAbstractButton *>(u"side0"_s)->isChecked()); // the first that differs
    QTest::mouseClick(page->findChild<QAbstractButton *>(u"side1"_s), Qt::LeftButton);
    QCOMPARE(page->view()->model()->rowCount(), 3);
}

void tst_History::comparesWithTheRunBefore()
{
    Bench bench;
    const quint64 first = bench.record("result = 1;");
    bench.record("result = 5;", u"other.ml"_s);
    const quint64 second = bench.record("result = 2;");
    bench.pane.compareWithPrevious(second);
    QTRY_COMPARE(bench.pane.comparison()->comparison().before.id, first);
    QCOMPARE(bench.pane.comparison()->comparison().after.id, second);
    QSignalSpy said(&bench.pane, &HistoryPane::said);
    bench.pane.compareWithPrevious(first);
    QTRY_COMPARE(said.size(), 1);
}

void tst_History::numbersThatDoublesCannotTellApart()
{
    journal::RunDetails before, after;
    before.result = "12345678901234567890";
    after.result = "12345678901234567891";
    QVERIFY(!compareRuns(before, after).diff(Side::Result).isSame);
    before.result = after.result = {};
    QVERIFY(compareRuns(before, after).diff(Side::Result).isSame);
}

void tst_History::copiesAsCommandLineAndJson()
{
    Bench bench;
    runs::RunOptions options;
    options.contextText = "{\"n\": 12345678901234567890}";
    options.timeoutSeconds = 5;
    const quint64 id = bench.record("result = n;", u"it's.ml"_s, options);
    emit bench.pane.view()->copyRequested(id, false);
    QTRY_COMPARE(QApplication::clipboard()->text(),
                 u"latchkey run 'it'\\''s.ml' --timeout 5 --context '{\"n\": 12345678901234567890}'"_s);
    emit bench.pane.view()->copyRequested(id, true);
    QTRY_VERIFY(QApplication::clipboard()->text().startsWith(u'{'));
    const QString text = QApplication::clipboard()->text();
    QVERIFY(!QJsonDocument::fromJson(text.toUtf8()).object().isEmpty());
    QCOMPARE(text.count(u"12345678901234567890"_s), 2);
}

void tst_History::keyboardAlone()
{
    Bench bench;
    bench.pane.resize(700, 300); // no room beside the list
    const quint64 id = bench.record("print(1);");
    QTRY_COMPARE(bench.pane.model()->rowCount(), 1);
    HistoryView *view = bench.pane.view();
    bench.pane.activateWindow();
    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_COMPARE(bench.pane.details()->run().details.record.id, id);
    QTRY_VERIFY(!view->isVisible());
    QTest::keyClick(bench.pane.details(), Qt::Key_Escape);
    QVERIFY(view->isVisible());
    QSignalSpy rerun(&bench.pane, &HistoryPane::rerunRequested), removed(&bench.pane, &HistoryPane::removeRequested);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(rerun.size(), 1);
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(removed.size(), 1);
}

void tst_History::pinnedIsShown()
{
    Bench bench;
    const quint64 id = bench.record("1;");
    bench.record("2;");
    HistoryModel *model = bench.pane.model();
    QTRY_COMPARE(model->rowCount(), 2);
    emit bench.pane.view()->pinRequested(id, true);
    QTRY_VERIFY(model->recordAt(1) != nullptr && model->recordAt(1)->isPinned);
    QTest::mouseClick(bench.find<QAbstractButton>(u"historyPinned"_s), Qt::LeftButton);
    QTRY_VERIFY(model->rowCount() == 1 && model->idAt(0) == id);
}

void tst_History::hundredThousandRunsAreSmooth()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"history.db"_s);
    {
        HistoryStore store(file);
        store.journal().sync();
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"many"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        QSqlQuery query(database);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(query.exec(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                           u" INSERT INTO runs SELECT i, %1, 1 + i % 5, 'b' || (i % 40) || '.ml', '', '', x'00', 0,"
                           u" 0.5, '', '', 0, 'n ' || i, 0, 0, 0, 0, '' FROM n"_s.arg(now)));
    }
    QSqlDatabase::removeDatabase(u"many"_s);
    HistoryStore store(file);
    HistoryPane pane(&store);
    pane.resize(1000, 400);
    pane.show();
    QTRY_COMPARE(pane.model()->rowCount(), 100'000);
    // Anywhere in the list: no turn of the event loop takes long, and the rows in sight come.
    QScrollBar *bar = pane.view()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    long longest = 0;
    for (int step = 1; step <= 40; ++step) {
        const auto work = tests::ProcessorTime::ofThisThread();
        bar->setValue(int(qint64(bar->maximum()) * step / 40));
        pane.view()->viewport()->repaint();
        QCoreApplication::sendPostedEvents();
        longest = std::max(longest, work.milliseconds());
    }
    QVERIFY2(longest < 100, QByteArray::number(qint64(longest)).constData());
    QTRY_VERIFY(pane.model()->recordAt(99'999) != nullptr);
    QCOMPARE(pane.model()->recordAt(99'999)->summary, u"n 1"_s);
}

void tst_History::wordsOfTime_data()
{
    QTest::addColumn<QDateTime>("when");
    QTest::addColumn<QString>("text");
    const QTime noon(14, 2);
    QTest::newRow("today") << QDateTime(QDate(2026, 5, 4), noon) << u"14:02"_s;
    QTest::newRow("yesterday") << QDateTime(QDate(2026, 5, 3), noon) << u"yesterday 14:02"_s;
    QTest::newRow("this year") << QDateTime(QDate(2026, 1, 9), noon) << u"9 Jan 14:02"_s;
    QTest::newRow("long ago") << QDateTime(QDate(2024, 1, 9), noon) << u"9 Jan 2024"_s;
}

void tst_History::wordsOfTime()
{
    QFETCH(QDateTime, when);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const auto back = qScopeGuard([] { QLocale::setDefault(QLocale::c()); });
    QCOMPARE(whenText(when, QDateTime(QDate(2026, 5, 4), QTime(18, 0))), text);
}

void tst_History::everyControlHasAName()
{
    Bench bench;
    for (const QWidget *widget : bench.pane.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_"_L1) || widget->isHidden())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()),
                 qPrintable(widget->objectName() + u' ' + QLatin1StringView(widget->metaObject()->className())));
    }
}

// ---- in the window --------------------------------------------------------------------------------------------------

void tst_History::windowKeepsItsRuns()
{
    QTemporaryDir state;
    {
        const TestWindow window(state.path());
        const_cast<TestWindow &>(window).newFile("print(\"kept\");");
        const quint64 run = const_cast<TestWindow &>(window).run();
        QTRY_VERIFY(window.entry(run).isOver());
        QTRY_COMPARE(window->historyPane()->model()->rowCount(), 1);
    }
    const TestWindow window(state.path());
    HistoryModel *model = window->historyPane()->model();
    QTRY_COMPARE(model->rowCount(), 1);
    QTRY_VERIFY(model->recordAt(0) != nullptr);
    QCOMPARE(model->recordAt(0)->outcome, Outcome::Succeeded);
}

void tst_History::windowRunsAgain()
{
    TestWindow window;
    window::EditorPage *page = window.newFile("result = n;");
    page->setup.inputs = "{\"n\": 7}";
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    page->setup.inputs = {};
    page->editor()->replaceText("result = \"changed\";");
    HistoryPane *pane = window->historyPane();
    QTRY_COMPARE(pane->model()->rowCount(), 1);
    QTRY_VERIFY(pane->model()->recordAt(0) && pane->model()->recordAt(0)->isOver());
    emit pane->view()->rerunRequested(pane->model()->idAt(0));
    QTRY_COMPARE(window->runList()->entries().size(), 2);
    const quint64 again = window->runList()->entries().last().id;
    QTRY_VERIFY(window.entry(again).isOver());
    QCOMPARE(window.entry(again).summary, u"7"_s); // the text and inputs of then
    QTRY_COMPARE(pane->model()->rowCount(), 2);
}

void tst_History::windowOpensTheTextOfThen()
{
    TestWindow window;
    window.newFile("result = 1; // first");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    HistoryPane *pane = window->historyPane();
    QTRY_COMPARE(pane->model()->rowCount(), 1);
    const auto tabs = window->editors()->pages().size();
    emit pane->view()->sourceRequested(pane->model()->idAt(0));
    QTRY_COMPARE(window->editors()->pages().size(), tabs + 1);
    QTRY_COMPARE(window.page()->editor()->utf8(), "result = 1; // first");
}

void tst_History::windowTakesInputs()
{
    TestWindow window;
    window::EditorPage *page = window.newFile("result = n;");
    page->setup.inputs = "{\"n\": 7}";
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    page->setup.inputs = "{}";
    HistoryPane *pane = window->historyPane();
    QTRY_COMPARE(pane->model()->rowCount(), 1);
    emit pane->view()->inputsRequested(pane->model()->idAt(0));
    QTRY_COMPARE(page->setup.inputs, "{\"n\": 7}");
}

void tst_History::windowAsksBeforeDeleting()
{
    TestWindow window;
    window.newFile("1;");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    HistoryPane *pane = window->historyPane();
    QTRY_COMPARE(pane->model()->rowCount(), 1);
    QTRY_VERIFY(pane->model()->recordAt(0) && pane->model()->recordAt(0)->isOver());
    const QList ids{pane->model()->idAt(0)};
    {
        const Person keeps; // presses Cancel
        emit pane->view()->removeRequested(ids);
        QTRY_COMPARE(keeps.asked, QStringList{u"delete-runs"_s});
    }
    QCOMPARE(pane->model()->rowCount(), 1);
    const Person deletes(0);
    emit pane->view()->removeRequested(ids);
    QTRY_COMPARE(pane->model()->rowCount(), 0);
}

void tst_History::windowComparesFromTheRunsPane()
{
    TestWindow window;
    window::EditorPage *page = window.newFile("result = 1;");
    const quint64 first = window.run();
    QTRY_VERIFY(window.entry(first).isOver());
    page->editor()->replaceText("result = 2;");
    const quint64 second = window.run();
    QTRY_VERIFY(window.entry(second).isOver());
    HistoryPane *pane = window->historyPane();
    QTRY_VERIFY(pane->model()->rowCount() == 2 && pane->model()->recordAt(0) && pane->model()->recordAt(0)->isOver());
    auto *runsPane = window->findChild<QWidget *>(u"runsPane"_s);
    QVERIFY(QMetaObject::invokeMethod(runsPane, "compareRequested", Q_ARG(quint64, second)));
    QTRY_VERIFY(window->panes()->isShown(u"history"_s));
    QTRY_COMPARE(compare::plainText(pane->comparison()->comparison().diff(Side::Result)), u"~ result: 1 → 2"_s);
}

void tst_History::closingWritesWhatWasRunning()
{
    QTemporaryDir state;
    {
        TestWindow window(state.path());
        window.newFile("print(\"so far\");\nwhile (true) {}");
        const quint64 run = window.run();
        QTRY_COMPARE(window.entry(run).status.state, runs::RunState::Running);
        QTRY_COMPARE(window->historyPane()->model()->rowCount(), 1);
    } // the engine stops it, and the journal is told
    const TestWindow window(state.path());
    HistoryModel *model = window->historyPane()->model();
    QTRY_VERIFY(model->rowCount() == 1 && model->recordAt(0) != nullptr);
    QCOMPARE(model->recordAt(0)->outcome, Outcome::Stopped);
}

QTEST_MAIN(tst_History)
#include "tst_history.moc"
