// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs in the real window: started, stopped and answered with keys, several at once, and what they say about the text.
#include "tests/ui/window/window_test.h"

#include "ui/editor/permission_bar_host.h"
#include "ui/output/output_pane.h"
#include "ui/output/problems_pane.h"
#include "ui/permissions/permission_bar.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/results/result_pane.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "ui/window/setup_panel.h"
#include "ui/window/tool_bar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPlainTextEdit>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;
using theme::RunState;

namespace {

const QByteArray kEndless = "n = 0;\nwhile (true) {\n    n = n + 1;\n}\n";

} // namespace

class tst_WindowRuns : public QObject
{
    Q_OBJECT

private slots:
    void typedScriptRunsWithF5();
    void stopping_data();
    void stopping();
    void oneEscapeStopsNothing();
    void rule28_stoppedLineIsMarked();
    void rule16_twoRunsOfOneFile();
    void rule17_runsOfTwoFilesKeepTheirPanes();
    void rule16_replacingStopsTheRunBefore();
    void pauseAndResume();
    void rerunRepeatsTheOldText();
    void selectionKeepsItsLineNumbers();
    void compileErrorIsShownEverywhere();
    void runTimeErrorIsMarkedAtItsLine();
    void findingsComeWhileTyping();
    void fixFromProblems();
    void questionIsAnsweredWithKeys();
    void projectFileIsAskedFor();
    void answersThatCannotBeKeptAreTold();
    void permissionsPaneFollowsTheRun();
    void questionWithoutOpenFileIsInPrompts();
    void deniedScriptGoesOn();
    void inputsBecomeVariables();
    void wrongInputsAreRefused();
    void limitsReachTheRun();
    void buttonsFollowTheRun();
    void tabShowsTheStateOfItsRun();
    void closingATabLeavesItsRun();
    void resultHasCommands();
    void runsToHere();
    void rule7_runsTheStatement_data();
    void rule7_runsTheStatement();
    void rule7_placesAreThoseOfTheFile();
    void functionIsCalledFromTheMargin();
};

void tst_WindowRuns::typedScriptRunsWithF5()
{
    TestWindow window;
    window.newFile();
    window.type(u"print(\"hello from the run\");\nresult = 6 * 7;"_s);
    QCOMPARE(window.page()->editor()->utf8(), "print(\"hello from the run\");\nresult = 6 * 7;");
    const quint64 run = window.run();
    QVERIFY(run != 0);
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY2(window.entry(run).success, qPrintable(window.entry(run).errorMessage));
    QTRY_VERIFY(window.output().contains(u"hello from the run"_s));
    const results::ResultModel *model = window->resultPane()->model();
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->index(0, results::ResultModel::Preview).data().toString(), u"42"_s);
}

void tst_WindowRuns::stopping_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("how");
    const QByteArray catching =
        "while (true) {\n    try {\n        n = 1;\n    } except (e) {\n        n = 2;\n    }\n}\n";
    QTest::newRow("an endless loop, Shift+F5") << kEndless << u"keys"_s;
    QTest::newRow("an endless loop, Escape twice") << kEndless << u"escape"_s;
    QTest::newRow("an endless loop, the button") << kEndless << u"button"_s;
    QTest::newRow("a loop that catches everything, Shift+F5") << catching << u"keys"_s;
    QTest::newRow("everything, Ctrl+Alt+Shift+F5") << kEndless << u"all"_s;
    QTest::newRow("a sleeping script, Shift+F5") << QByteArray("import async;\nasync.sleep(3600);\n") << u"keys"_s;
}

void tst_WindowRuns::stopping()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, how);
    TestWindow window;
    window.newFile(script);
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).look() == RunState::Running || window.entry(run).look() == RunState::Waiting);
    if (how == u"keys") window.press(Qt::Key_F5, Qt::ShiftModifier);
    else if (how == u"all") window.press(Qt::Key_F5, Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier);
    else if (how == u"button") QTest::mouseClick(window->findChild<QWidget *>(u"stopButton"_s), Qt::LeftButton);
    else {
        window.press(Qt::Key_Escape);
        window.press(Qt::Key_Escape);
    }
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window.entry(run).look(), RunState::Stopped);
}

void tst_WindowRuns::oneEscapeStopsNothing()
{
    TestWindow window;
    window.newFile(kEndless);
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(window.entry(run).status.steps > 100'000);
    QCOMPARE(window.entry(run).look(), RunState::Running);
}

void tst_WindowRuns::rule28_stoppedLineIsMarked()
{
    TestWindow window;
    EditorPage *page = window.newFile(kEndless);
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(window.entry(run).isOver());
    const QList<int> lines = page->editor()->marks().lines(editor::Mark::RunStopped);
    QCOMPARE(lines.size(), 1);
    QVERIFY(lines.first() == 2 || lines.first() == 3);
}

void tst_WindowRuns::rule16_twoRunsOfOneFile()
{
    TestWindow window;
    window.newFile(kEndless);
    const quint64 first = window.run();
    QTRY_COMPARE(window.entry(first).look(), RunState::Running);
    const quint64 second = window.run();
    QVERIFY(second != 0 && second != first);
    QTRY_COMPARE(window.entry(second).look(), RunState::Running);
    QCOMPARE(window.entry(first).look(), RunState::Running);
    QCOMPARE(window->runList()->liveCount(), 2);
    QTRY_VERIFY(window->windowTitle().contains(u"2 running"_s) || window->windowTitle().contains(u"2 "_s));
    // Stop acts on the one in front.
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(window.entry(second).isOver());
    QCOMPARE(window.entry(first).look(), RunState::Running);
    window->runList()->stopAll();
    QTRY_COMPARE(window->runList()->liveCount(), 0);
}

void tst_WindowRuns::rule17_runsOfTwoFilesKeepTheirPanes()
{
    TestWindow window;
    EditorPage *one = window.newFile("print(\"from one\");\nresult = 1;\n");
    const quint64 first = window.run();
    EditorPage *two = window.newFile("print(\"from two\");\nresult = 2;\n");
    const quint64 second = window.run();
    QTRY_VERIFY(window.entry(first).isOver() && window.entry(second).isOver());
    const results::ResultModel *model = window->resultPane()->model();
    const auto result = [&] { return model->index(0, results::ResultModel::Preview).data().toString(); };
    QTRY_COMPARE(result(), u"2"_s);
    window->editors()->setCurrentPage(one);
    QCOMPARE(window->runList()->frontRun(), first);
    QTRY_COMPARE(result(), u"1"_s);
    QTRY_VERIFY(window.output().contains(u"from one"_s));
    QVERIFY(!window.output().contains(u"from two"_s));
    window->editors()->setCurrentPage(two);
    QTRY_COMPARE(result(), u"2"_s);
}

void tst_WindowRuns::rule16_replacingStopsTheRunBefore()
{
    TestWindow window;
    window->userSettings()->setWhenRunning(settings::WhenRunning::Replace);
    window.newFile(kEndless);
    const quint64 first = window.run();
    QTRY_COMPARE(window.entry(first).look(), RunState::Running);
    const quint64 second = window.run();
    QTRY_VERIFY(window.entry(first).isOver());
    QTRY_COMPARE(window.entry(second).look(), RunState::Running);
    window->userSettings()->setWhenRunning(settings::WhenRunning::StartAnother);
}

void tst_WindowRuns::pauseAndResume()
{
    TestWindow window;
    window.newFile(kEndless);
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    window->commands()[u"pause"_s]->trigger();
    QTRY_COMPARE(window.entry(run).look(), RunState::Paused);
    // F5 goes on instead of starting another.
    window.press(Qt::Key_F5);
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    QCOMPARE(window->runList()->entries().size(), 1);
}

void tst_WindowRuns::rerunRepeatsTheOldText()
{
    TestWindow window;
    EditorPage *page = window.newFile("result = 1;\n");
    const quint64 first = window.run();
    QTRY_VERIFY(window.entry(first).isOver());
    page->editor()->replaceText("result = 2;\n");
    window->commands()[u"rerun"_s]->trigger();
    const quint64 again = window->runList()->frontRun();
    QVERIFY(again != first);
    QTRY_VERIFY(window.entry(again).isOver());
    QCOMPARE(window->runList()->run(again)->script().source, "result = 1;\n");
}

void tst_WindowRuns::selectionKeepsItsLineNumbers()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\nb = 2;\nresult = missing;\n");
    page->editor()->select({{3, 1}, {3, 18}});
    window.press(Qt::Key_Return, Qt::ShiftModifier);
    const quint64 run = window->runList()->frontRun();
    QVERIFY(run != 0);
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window.entry(run).status.line, 3);
}

void tst_WindowRuns::compileErrorIsShownEverywhere()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\nb = (2;\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window.entry(run).look(), RunState::Failed);
    QTRY_VERIFY(!page->editor()->marks().diagnostics().isEmpty());
    QCOMPARE(page->editor()->marks().diagnostics().first().line, 2);
    const auto *problems = window->findChild<output::ProblemsPane *>();
    QTRY_VERIFY(problems->model()->rowCount() > 0);
    QTRY_VERIFY(window.output().contains(window.entry(run).errorMessage.section(u'.', 0, 0)));
}

void tst_WindowRuns::runTimeErrorIsMarkedAtItsLine()
{
    TestWindow window;
    EditorPage *page = window.newFile("values = [1, 2];\n\nresult = values[7];\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window.entry(run).look(), RunState::Failed);
    QTRY_COMPARE(page->editor()->marks().lines(editor::Mark::RunError), QList<int>{3});
    // The next run takes the mark away.
    page->editor()->replaceText("result = 1;\n");
    const quint64 next = window.run();
    QTRY_VERIFY(window.entry(next).isOver());
    QVERIFY(page->editor()->marks().lines(editor::Mark::RunError).isEmpty());
}

void tst_WindowRuns::findingsComeWhileTyping()
{
    TestWindow window;
    EditorPage *page = window.newFile();
    window.type(u"result = 1 +"_s);
    QTRY_VERIFY(!page->editor()->marks().diagnostics().isEmpty());
    window.type(u" 2;"_s);
    QTRY_VERIFY(page->editor()->marks().diagnostics().isEmpty());
    QCOMPARE(window->runList()->entries().size(), 0);
}

void tst_WindowRuns::fixFromProblems()
{
    TestWindow window;
    EditorPage *page = window.newFile("total = 1;\nresult = totl;\n");
    const auto *problems = window->findChild<output::ProblemsPane *>();
    const output::Problem *withFix = nullptr;
    QTRY_VERIFY([&] {
        for (int row = 0; row < problems->model()->rowCount(); ++row) {
            const output::Problem *problem = problems->model()->problemAt(problems->model()->index(row));
            if (!problem->fixes.isEmpty()) withFix = problem;
        }
        return withFix != nullptr;
    }());
    QVERIFY(window->desk()->applyFix(*withFix, 0));
    QCOMPARE(page->editor()->utf8(), "total = 1;\nresult = total;\n");
}

// The question stands under its line, its run alone waits, and keys alone answer it: Alt+P, Tab, Enter.
void tst_WindowRuns::questionIsAnsweredWithKeys()
{
    QTemporaryDir folder;
    makeFile(folder, u"notes.txt"_s, "remember the milk");
    const QString path = makeFile(folder, u"asks.ml"_s, "import file;\n\nresult = file.read(\"notes.txt\");\n");
    TestWindow window;
    EditorPage *other = window.newFile(kEndless);
    const quint64 busy = window.run();
    EditorPage *page = window.open(path);
    QVERIFY(page != nullptr);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::WaitingForYou);
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    permissions::PermissionBar *bar = window->desk()->barOf(page);
    QCOMPARE(page->editor()->permissionBars().line(), 3);
    QCOMPARE(page->editor()->marks().lines(editor::Mark::Waiting), QList<int>{3});
    QCOMPARE(window->promptsPane()->model()->rowCount(), 1);
    // It took no focus, and from another tab one gets there with Alt+P.
    QVERIFY(!bar->isAncestorOf(QApplication::focusWidget()));
    window->editors()->setCurrentPage(other);
    other->setFocus();
    window.press(Qt::Key_P, Qt::AltModifier);
    QCOMPARE(window.page(), page);
    QVERIFY(bar->hasFocus() || bar->isAncestorOf(QApplication::focusWidget()));
    QTRY_VERIFY(!bar->isDead());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"allowOnce"_s);
    const quint64 steps = window.entry(busy).status.steps;
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY2(window.entry(run).success, qPrintable(window.entry(run).errorMessage));
    QTRY_VERIFY(window->desk()->barOf(page) == nullptr);
    QCOMPARE(window->promptsPane()->model()->rowCount(), 0);
    QVERIFY(page->editor()->marks().lines(editor::Mark::Waiting).isEmpty());
    // The other tab went on all the time.
    QTRY_VERIFY(window.entry(busy).status.steps > steps);
    QCOMPARE(window.entry(busy).look(), RunState::Running);
}

// A project file grants nothing until one says so; then the scripts of its folder are not asked.
void tst_WindowRuns::projectFileIsAskedFor()
{
    QTemporaryDir folder;
    makeFile(folder, u"notes.txt"_s, "remember the milk");
    makeFile(folder, u"latchkey.json"_s, R"({"allowed_capabilities": ["file.read:./*.txt"]})");
    const QString path = makeFile(folder, u"asks.ml"_s, "import file;\n\nresult = file.read(\"notes.txt\");\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    QVERIFY(page != nullptr);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::WaitingForYou);
    QTRY_COMPARE(page->notices()->current(), u"project"_s);
    QAbstractButton *allow = nullptr;
    for (auto *button : page->notices()->findChildren<QAbstractButton *>())
        if (button->text() == u"Allow"_s) allow = button;
    QVERIFY(allow != nullptr);
    QTest::mouseClick(allow, Qt::LeftButton);
    QVERIFY(page->notices()->current().isEmpty());
    // Now the question that waits is settled, too, or the next run has none: it ends by itself.
    const quint64 next = window.run();
    QTRY_VERIFY(window.entry(next).isOver());
    QVERIFY2(window.entry(next).success, qPrintable(window.entry(next).errorMessage));
    QVERIFY(page->notices()->current().isEmpty());
}

void tst_WindowRuns::answersThatCannotBeKeptAreTold()
{
    QTemporaryDir folder;
    const QString state = folder.filePath(u"state"_s);
    QVERIFY(QDir().mkpath(state + u"/permissions.sqlite"_s)); // a folder where the file should be
    TestWindow window(state);
    EditorPage *page = window.newFile("print(1);\n");
    // The store is opened beside the first runs.
    for (int i = 0; i < 100 && page->notices()->current().isEmpty(); ++i) {
        const quint64 run = window.run();
        QTRY_VERIFY(window.entry(run).isOver());
    }
    QCOMPARE(page->notices()->current(), u"permissionStorage"_s);
    page->notices()->withdraw(u"permissionStorage"_s);
    const quint64 next = window.run();
    QTRY_VERIFY(window.entry(next).isOver());
    QVERIFY2(page->notices()->current().isEmpty(), "said once");
}

void tst_WindowRuns::permissionsPaneFollowsTheRun()
{
    QTemporaryDir folder;
    makeFile(folder, u"notes.txt"_s, "remember the milk");
    const QString path = makeFile(folder, u"asks.ml"_s, "import file;\n\nresult = file.read(\"notes.txt\");\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    QVERIFY(page != nullptr);
    page->setFocus();
    window->panes()->show(u"permissions"_s);
    const quint64 run = window.run();
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    permissions::PermissionsPane *pane = window->permissionsPane();
    QTRY_VERIFY(!window->desk()->barOf(page)->isDead());
    window.press(Qt::Key_P, Qt::AltModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"allowForRun"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(window.entry(run).isOver());
    pane->showSection(permissions::Section::Ledger);
    QTRY_COMPARE(pane->model()->rowCount(), 1);
    QCOMPARE(pane->model()->index(0, 0).data().toString(), u"file.read"_s);
    pane->showSection(permissions::Section::Log);
    QTRY_VERIFY(pane->model()->rowCount() >= 1);
}

void tst_WindowRuns::questionWithoutOpenFileIsInPrompts()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"asks.ml"_s, "import file;\nresult = file.read(\"notes.txt\");\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    const quint64 run = window.run();
    window->files()->close(page);
    QTRY_COMPARE(window.entry(run).look(), RunState::WaitingForYou);
    QTRY_COMPARE(window->promptsPane()->model()->rowCount(), 1);
    window->commands()[u"oldestQuestion"_s]->trigger();
    QVERIFY(window->panes()->isShown(u"prompts"_s));
    // Opened again, the file has its bar.
    EditorPage *again = window.open(path);
    QTRY_VERIFY(window->desk()->barOf(again) != nullptr);
}

void tst_WindowRuns::deniedScriptGoesOn()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"asks.ml"_s,
                                  "import file;\ntry {\n    file.read(\"a.txt\");\n} except (e) {\n    result = "
                                  "\"denied\";\n}\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    permissions::PermissionBar *bar = window->desk()->barOf(page);
    QTRY_VERIFY(!bar->isDead());
    QTest::mouseClick(bar->findChild<QWidget *>(u"deny"_s), Qt::LeftButton);
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(window.entry(run).success);
    QVERIFY(
        window->resultPane()->model()->index(0, results::ResultModel::Preview).data().toString().contains(u"denied"_s));
}

void tst_WindowRuns::inputsBecomeVariables()
{
    TestWindow window;
    window.newFile("result = x + y;\n");
    window->commands()[u"runInputs"_s]->trigger();
    auto *field = window->findChild<QPlainTextEdit *>(u"setupField"_s);
    QVERIFY(field != nullptr && field->isVisible());
    QCOMPARE(QApplication::focusWidget(), field);
    window.type(u"{\"x\": 10, \"y\": 32}"_s);
    QVERIFY(window->findChild<SetupPanel *>()->fault().isEmpty());
    window.press(Qt::Key_Escape);
    QVERIFY(!field->isVisible());
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window->resultPane()->model()->index(0, results::ResultModel::Preview).data().toString(), u"42"_s);
}

void tst_WindowRuns::wrongInputsAreRefused()
{
    TestWindow window;
    EditorPage *page = window.newFile("result = x;\n");
    page->setup.inputs = "{\n  \"x\": \n}";
    window.press(Qt::Key_F5);
    QCOMPARE(window->runList()->entries().size(), 0);
    const auto *panel = window->findChild<SetupPanel *>();
    QVERIFY(panel != nullptr && panel->isVisible());
    QVERIFY2(panel->fault().startsWith(u"Line "_s), qPrintable(panel->fault()));
}

void tst_WindowRuns::limitsReachTheRun()
{
    TestWindow window;
    EditorPage *page = window.newFile(kEndless);
    page->setup.limits = settings::Limits{0.2, qint64(64) << 20};
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window.entry(run).look(), RunState::TimedOut);
    QCOMPARE(window->runList()->run(run)->options().memoryLimit, qint64(64) << 20);
}

void tst_WindowRuns::buttonsFollowTheRun()
{
    using Run = widgets::RunButton::Mode;
    using Stop = widgets::StopButton::Mode;
    TestWindow window;
    const auto *bar = window->findChild<ToolBar *>();
    QCOMPARE(bar->runButton()->mode(), Run::NoFile);
    window.newFile(kEndless);
    QCOMPARE(bar->runButton()->mode(), Run::Ready);
    QCOMPARE(bar->stopButton()->mode(), Stop::Nothing);
    const QRect place = bar->stopButton()->geometry();
    window.run();
    QCOMPARE(bar->stopButton()->mode(), Stop::Running); // at once, not when the engine reports
    QCOMPARE(bar->runButton()->mode(), Run::Going);
    window->commands()[u"pause"_s]->trigger();
    QTRY_COMPARE(bar->runButton()->mode(), Run::Paused);
    QCOMPARE(bar->stopButton()->mode(), Stop::Paused);
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_COMPARE(bar->stopButton()->mode(), Stop::Nothing);
    QCOMPARE(bar->stopButton()->geometry(), place);
}

void tst_WindowRuns::tabShowsTheStateOfItsRun()
{
    TestWindow window;
    window.newFile(kEndless);
    const quint64 run = window.run();
    widgets::EditorTabBar *tabs = window->editors()->tabBar();
    QTRY_COMPARE(tabs->tabState(0), std::optional(RunState::Running));
    window->runList()->stop(run);
    QTRY_VERIFY(!tabs->tabState(0).has_value());
}

void tst_WindowRuns::closingATabLeavesItsRun()
{
    Person person(1); // do not save
    TestWindow window;
    EditorPage *page = window.newFile(kEndless);
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    QSignalSpy gone(page, &QObject::destroyed);
    window->files()->close(page);
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(window.entry(run).look(), RunState::Running);
    window->runList()->stop(run);
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_WindowRuns::runsToHere()
{
    TestWindow window;
    EditorPage *page = window.newFile("print(\"one\");\nfor (i in [2]) {\n    print(i);\n}\nprint(\"three\");\n");
    page->editor()->goTo({3, 5});
    window->commands()[u"runToHere"_s]->trigger();
    QTRY_COMPARE(window->runList()->entries().size(), 1);
    const quint64 run = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY(window.output().contains(u"one"_s) && window.output().contains(u"2"_s));
    QVERIFY(!window.output().contains(u"three"_s));
    QVERIFY(window.entry(run).name.contains(u"to line 4"_s));
}

void tst_WindowRuns::rule7_runsTheStatement_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<Qt::KeyboardModifier>("modifier");
    QTest::addColumn<QString>("printed");
    QTest::addColumn<int>("goesTo");
    const QByteArray loop = "print(\"one\");\nfor (i in [7]) {\n    print(i);\n}\n\nprint(\"three\");\n";
    QTest::newRow("a line") << loop << 1 << Qt::ControlModifier << u"one"_s << 2;
    QTest::newRow("a loop, from its middle") << loop << 3 << Qt::ControlModifier << u"7"_s << 6;
    QTest::newRow("without moving") << loop << 3 << Qt::ShiftModifier << u"7"_s << 3;
    QTest::newRow("the last") << loop << 6 << Qt::ControlModifier << u"three"_s << 7;
    QTest::newRow("with a mistake elsewhere")
        << QByteArray("print(4);\nx = = 2;\n") << 1 << Qt::ControlModifier << u"4"_s << 2;
}

void tst_WindowRuns::rule7_runsTheStatement()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(Qt::KeyboardModifier, modifier);
    QFETCH(QString, printed);
    QFETCH(int, goesTo);
    TestWindow window;
    EditorPage *page = window.newFile(text);
    page->editor()->goTo({line, 1});
    QTest::keyClick(page->editor(), Qt::Key_Return, modifier);
    QTRY_COMPARE(window->runList()->entries().size(), 1);
    const quint64 run = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(run).isOver());
    const auto isPrinted = [&](const QString &wanted) {
        const QStringList rows = window.output().split(u'\n');
        return std::ranges::any_of(rows, [&](const QString &row) { return row.trimmed() == wanted; });
    };
    QTRY_VERIFY(isPrinted(printed));
    for (const QString &other : {u"one"_s, u"7"_s, u"three"_s, u"4"_s}) QCOMPARE(isPrinted(other), other == printed);
    QCOMPARE(page->editor()->caretPlace().line, goesTo);
}

// A statement that is run alone tells its mistakes at their places in the file; what is no statement yet says why.
void tst_WindowRuns::rule7_placesAreThoseOfTheFile()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\n\nb = 2; print(nothing);\n");
    page->editor()->goTo({3, 1});
    window->commands()[u"runSelection"_s]->trigger();
    QTRY_COMPARE(window->runList()->entries().size(), 1);
    const quint64 run = window->runList()->frontRun();
    QTRY_COMPARE(window.entry(run).look(), RunState::Failed);
    const auto &error = window->runList()->run(run)->result().error;
    QVERIFY(error);
    QCOMPARE(error->line, 3);
    QCOMPARE(error->column, 14);
}

// The mark of a function opens the form of its call; elsewhere the margin sets breakpoints as ever.
void tst_WindowRuns::functionIsCalledFromTheMargin()
{
    TestWindow window;
    EditorPage *page = window.newFile("x = 1;\nfunction add(a, b) {\n    return a + b;\n}\n");
    editor::CodeEditor *editor = page->editor();
    QTRY_COMPARE(editor->marks().lines(editor::Mark::Callable), QList<int>{2});
    const auto click = [editor](int line) {
        const long at = editor->SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE, line - 1);
        const auto y = int(editor->SendScintilla(QsciScintillaBase::SCI_POINTYFROMPOSITION, 0UL, at));
        QTest::mouseClick(editor->viewport(), Qt::LeftButton, {}, QPoint(8, y + 5));
    };
    click(2);
    auto *functions = window->findChild<QWidget *>(u"callFunctions"_s);
    QTRY_VERIFY(functions != nullptr && functions->isVisible());
    QCOMPARE(editor->caretPlace().line, 2);
    QSignalSpy clicked(editor, &editor::CodeEditor::marginClicked);
    click(3);
    QCOMPARE(clicked.count(), 1);
}

// What can be done with a result is in the palette, and off while there is none.
void tst_WindowRuns::resultHasCommands()
{
    TestWindow window;
    const QTemporaryDir folder;
    Person person;
    person.files = {folder.filePath(u"out.json"_s)};
    const QStringList ids{u"resultSearch"_s, u"resultExport"_s, u"resultCopy"_s,
                          u"resultPin"_s,    u"resultInputs"_s, u"resultCompare"_s};
    for (const QString &id : ids) QVERIFY2(!window->commands()[id]->isEnabled(), qPrintable(id));
    window.newFile("result = {a: 7.0, b: [1, 2]};\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    for (const QString &id : ids) QTRY_VERIFY2(window->commands()[id]->isEnabled(), qPrintable(id));
    window->commands()[u"resultExport"_s]->trigger();
    QTRY_COMPARE(contentOf(person.files.first()), "{\n  \"a\": 7.0,\n  \"b\": [\n    1,\n    2\n  ]\n}\n");
    window->commands()[u"resultPin"_s]->trigger();
    QCOMPARE(window->resultPane()->board()->subjects().size(), 2);
    window->commands()[u"resultInputs"_s]->trigger();
    QTRY_VERIFY(window.page()->setup.inputs.contains("\"result\""));
}

QTEST_MAIN(tst_WindowRuns)
#include "tst_window_runs.moc"
