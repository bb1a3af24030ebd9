// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Session pane in the window: its commands, what is sent from the editor, Stop and Escape beside other runs, where
// values and questions lead, and closing while an input runs.
#include "tests/ui/window/window_test.h"

#include "ui/editor/code_editor.h"
#include "ui/history/history_pane.h"
#include "ui/output/input_bar.h"
#include "ui/output/output_pane.h"
#include "ui/permissions/permission_bar.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/results/result_group.h"
#include "ui/results/result_pane.h"
#include "ui/session/session_entry.h"
#include "ui/session/session_history.h"
#include "ui/session/session_pane.h"
#include "ui/widgets/notices.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "ui/window/session_desk.h"
#include "ui/window/single_instance.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;
using session::SessionPane;

namespace {

const QString kSession = u"session"_s;

SessionPane *paneOf(TestWindow &window)
{
    return window->session()->pane();
}

bool isIdle(TestWindow &window)
{
    return !paneOf(window)->control()->isBusy() && paneOf(window)->control()->waitingCount() == 0;
}

QString shown(TestWindow &window)
{
    const output::OutputView *view = paneOf(window)->transcript()->view();
    QStringList rows;
    for (qint64 row = 0; row < view->rowCount(); ++row) rows << view->rowText(row);
    return rows.join(u'\n');
}

} // namespace

class tst_WindowSession : public QObject
{
    Q_OBJECT

private slots:
    void keysLeadThere_data();
    void keysLeadThere();
    void typedAndShown();
    void besideARunningScript();
    void stopByKeyAndButton();
    void otherPanesStay();
    void valueOpensInResult();
    void rowsOpenInTable();
    void selectionIsSent();
    void statementIsSent();
    void questionIsReached();
    void historyKeepsWhatMatters();
    void runAgain();
    void newSessionCommand();
    void newSessionIsUndone();
    void startWish();
    void pathsStartAtTheFile();
    void closingAsksOnce();
    void crashWhileRunning();
    void historyStays();
};

void tst_WindowSession::keysLeadThere_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::newRow("Alt+5") << int(Qt::Key_5) << int(Qt::AltModifier);
    QTest::newRow("the dead key") << int(Qt::Key_QuoteLeft) << int(Qt::ControlModifier);
}

void tst_WindowSession::keysLeadThere()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    TestWindow window;
    window.newFile("x = 1;");
    window.press(Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QVERIFY(window->panes()->isShown(kSession));
    QVERIFY(paneOf(window)->entry()->editor()->hasFocus());
    window.press(Qt::Key_Escape); // back to the text
    QVERIFY(window.page()->editor()->hasFocus());
}

void tst_WindowSession::typedAndShown()
{
    TestWindow window;
    window->panes()->show(kSession);
    window.type(u"x = 20\nx * 2 + 2\n"_s);
    QTRY_VERIFY(isIdle(window));
    QTRY_COMPARE(shown(window), u"> x = 20\n> x * 2 + 2\n= 42"_s);
}

void tst_WindowSession::besideARunningScript()
{
    TestWindow window;
    window.newFile("while (true) { }");
    const quint64 script = window.run();
    window->panes()->show(kSession);
    window.type(u"6 * 7\n"_s);
    QTRY_VERIFY2(shown(window).endsWith(u"= 42"_s), qPrintable(shown(window)));
    QVERIFY(!window.entry(script).isOver());
    QCOMPARE(window->runList()->frontRun(), script);
}

void tst_WindowSession::stopByKeyAndButton()
{
    TestWindow window;
    QAction *stop = window->commands()[u"stop"_s];
    QVERIFY(!stop->isEnabled());
    window->panes()->show(kSession);
    paneOf(window)->run(u"while (true) { }"_s);
    QTRY_VERIFY(stop->isEnabled());
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(isIdle(window));
    QTRY_VERIFY(!stop->isEnabled());
    // Beside a script: Stop is about the pane one works in.
    window.newFile("while (true) { }");
    const quint64 script = window.run();
    paneOf(window)->run(u"while (true) { }"_s);
    QTRY_VERIFY(paneOf(window)->control()->isBusy());
    paneOf(window)->entry()->setFocus();
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(isIdle(window));
    QVERIFY(!window.entry(script).isOver());
    paneOf(window)->run(u"while (true) { }"_s);
    window.page()->editor()->setFocus();
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(window.entry(script).isOver());
    QVERIFY(paneOf(window)->control()->isBusy());
    // Now the input is all that goes on: Escape twice.
    QTRY_VERIFY(stop->isEnabled());
    window.press(Qt::Key_Escape);
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(isIdle(window));
}

void tst_WindowSession::otherPanesStay()
{
    TestWindow window;
    window.newFile("print(\"of the script\");\nresult = [1, 2, 3];");
    const quint64 script = window.run();
    QTRY_VERIFY(window.entry(script).isOver());
    QTRY_VERIFY(window.output().contains(u"of the script"_s));
    paneOf(window)->run(u"print(\"of the session\"); 5"_s);
    QTRY_VERIFY(isIdle(window));
    QTRY_VERIFY(shown(window).contains(u"of the session"_s));
    QVERIFY(window.output().contains(u"of the script"_s));
    QVERIFY(!window.output().contains(u"of the session"_s));
    QCOMPARE(window->resultPane()->run(), script);
}

void tst_WindowSession::valueOpensInResult()
{
    TestWindow window;
    window->panes()->show(kSession);
    paneOf(window)->run(u"{a: 1, b: [1, 2]}"_s);
    QTRY_VERIFY(isIdle(window));
    window->commands()[u"sessionValue"_s]->trigger();
    QVERIFY(window->panes()->isShown(u"result"_s));
    QCOMPARE(window->resultPane()->run(), paneOf(window)->control()->run());
    QCOMPARE(window->resultPane()->model()->pathAt(window->resultPane()->model()->index(0, 0)), u"result"_s);
    // Older ones too, when the run list has forgotten them.
    for (int i = 0; i < 10; ++i) paneOf(window)->run(u"%1"_s.arg(i));
    QTRY_VERIFY(isIdle(window));
    output::OutputView *view = paneOf(window)->transcript()->view();
    QTRY_COMPARE(view->rowText(view->rowCount() - 1), u"= 9"_s);
    view->setFocus();
    view->setCaret({{0, output::RowKind::Line, 1}, 0});
    window.press(Qt::Key_Return);
    QCOMPARE(window->results()->board()->current().value->size(), 2);
}

void tst_WindowSession::rowsOpenInTable()
{
    TestWindow window;
    paneOf(window)->run(u"[{id: 1, price: 2.5}, {id: 2, price: 3.5}]"_s);
    QTRY_VERIFY(isIdle(window));
    paneOf(window)->showValue();
    QTRY_VERIFY(window->panes()->isShown(u"table"_s));
    QCOMPARE(window->results()->table()->model()->rowCount(), 2);
}

void tst_WindowSession::selectionIsSent()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\nb = 2;\nc = 3;\n");
    page->editor()->select({{1, 1}, {2, 7}});
    window.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!paneOf(window)->transcript()->isEmpty());
    QTRY_VERIFY(isIdle(window));
    QCOMPARE(shown(window), u"> a = 1;\n… b = 2;"_s);
    QVERIFY(window->panes()->isShown(kSession));
    QVERIFY(page->editor()->hasFocus()); // one goes on where one was
    paneOf(window)->run(u"a + b"_s);
    QTRY_VERIFY2(shown(window).endsWith(u"= 3"_s), qPrintable(shown(window)));
}

void tst_WindowSession::statementIsSent()
{
    TestWindow window;
    EditorPage *page = window.newFile("function f(n) {\n    return n;\n}\n\nf(5);\n");
    page->editor()->goTo({2, 5}); // inside of the function
    for (int i = 0; i < 2; ++i) {
        const qint64 before = paneOf(window)->transcript()->view()->rowCount();
        window.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(paneOf(window)->transcript()->view()->rowCount() > before);
        QTRY_VERIFY(isIdle(window));
    }
    QTRY_COMPARE(shown(window), u"> function f(n) {\n…     return n;\n… }\n> f(5);\n= 5"_s);
}

void tst_WindowSession::questionIsReached()
{
    TestWindow window;
    window.newFile("x = 1;");
    paneOf(window)->run(u"import file; file.read(\"/etc/hostname\")"_s);
    QTRY_COMPARE(window->runList()->needsYouCount(), 1);
    QVERIFY(window->promptsPane()->model()->rowCount() == 1); // there as well
    window.press(Qt::Key_P, Qt::AltModifier);
    QVERIFY(window->panes()->isShown(kSession));
    QVERIFY(paneOf(window)->question()->isAncestorOf(QApplication::focusWidget()) ||
            paneOf(window)->question()->hasFocus());
    paneOf(window)->control()->stop();
    QTRY_VERIFY(isIdle(window));
    QCOMPARE(window->promptsPane()->model()->rowCount(), 0);
}

void tst_WindowSession::historyKeepsWhatMatters()
{
    TestWindow window;
    history::HistoryModel *history = window->historyPane()->model();
    window->panes()->show(u"history"_s);
    for (int i = 0; i < 10; ++i) paneOf(window)->run(u"x = %1"_s.arg(i));
    QTRY_VERIFY(isIdle(window));
    window.newFile("y = 1;");
    const quint64 script = window.run();
    QTRY_VERIFY(window.entry(script).isOver());
    QTRY_COMPARE(history->rowCount(), 1); // small inputs do not bury it
    paneOf(window)->run(u"import file; file.read(\"/etc/hostname\")"_s);
    QTRY_COMPARE(history->rowCount(), 2); // one that asks is there at once
    paneOf(window)->control()->stop();
    QTRY_VERIFY(isIdle(window));
    paneOf(window)->run(u"while (true) { }"_s);
    QTRY_COMPARE(history->rowCount(), 3); // and one that lasts
    QTRY_VERIFY(history->recordAt(0) != nullptr);
    QCOMPARE(history->recordAt(0)->name, u"Session"_s);
    paneOf(window)->control()->stop();
    QTRY_VERIFY(isIdle(window));
}

void tst_WindowSession::runAgain()
{
    TestWindow window;
    paneOf(window)->run(u"n = 1"_s);
    paneOf(window)->run(u"n = n + 1; n"_s);
    QTRY_VERIFY(isIdle(window));
    // From the Runs pane: with the variables of the session, not as a script of its own.
    window->desk()->rerun(paneOf(window)->control()->run());
    QTRY_VERIFY2(shown(window).endsWith(u"= 3"_s), qPrintable(shown(window)));
    QTRY_VERIFY(isIdle(window));
    QVERIFY(window->session()->show(paneOf(window)->control()->run()));
    QVERIFY(!window->session()->show(12345));
}

void tst_WindowSession::newSessionCommand()
{
    TestWindow window;
    paneOf(window)->run(u"x = 1"_s);
    QTRY_VERIFY(isIdle(window));
    window->commands()[u"newSession"_s]->trigger();
    QVERIFY(window->panes()->isShown(kSession));
    QVERIFY(paneOf(window)->entry()->editor()->hasFocus());
    QCOMPARE(paneOf(window)->control()->names(), QStringList());
}

void tst_WindowSession::newSessionIsUndone()
{
    TestWindow window;
    paneOf(window)->run(u"x = 1"_s);
    QTRY_VERIFY(isIdle(window));
    window->commands()[u"newSession"_s]->trigger();
    const auto *toast = window->findChild<widgets::UndoToast *>();
    QVERIFY(toast != nullptr && toast->isVisible());
    toast->findChild<QAbstractButton *>()->click();
    QCOMPARE(paneOf(window)->control()->names(), QStringList{u"x"_s});
}

void tst_WindowSession::startWish()
{
    TestWindow window;
    window->fulfil({{}, StartWish::Task::NewSession});
    QVERIFY(window->panes()->isShown(kSession));
    QVERIFY(paneOf(window)->entry()->editor()->hasFocus());
}

void tst_WindowSession::pathsStartAtTheFile()
{
    QTemporaryDir folder;
    makeFile(folder, u"lib.ml"_s, "answer = 42;\n");
    TestWindow window;
    window.open(makeFile(folder, u"main.ml"_s, "x = 1;\n"));
    window->panes()->show(kSession);
    paneOf(window)->run(u"import lib; lib.answer"_s);
    QTRY_VERIFY(isIdle(window));
    QTRY_VERIFY2(shown(window).endsWith(u"= 42"_s), qPrintable(shown(window)));
    QVERIFY2(paneOf(window)->statusText().contains(folder.path()), qPrintable(paneOf(window)->statusText()));
}

void tst_WindowSession::closingAsksOnce()
{
    TestWindow window;
    Person person(0); // stop and quit
    paneOf(window)->run(u"while (true) { }"_s);
    QTRY_VERIFY(paneOf(window)->control()->isBusy());
    window->close();
    QTRY_COMPARE(person.asked, QStringList{u"quit-running"_s});
    QTRY_VERIFY(!window->isVisible());
}

void tst_WindowSession::crashWhileRunning()
{
    TestWindow window;
    paneOf(window)->run(u"print(1); while (true) { }"_s);
    QTRY_VERIFY(paneOf(window)->control()->isBusy());
    window.vanish(); // parts go in whatever order
}

void tst_WindowSession::historyStays()
{
    QTemporaryDir state;
    {
        TestWindow window(state.path());
        window->panes()->show(kSession);
        window.type(u"40 + 2\n"_s);
        QTRY_VERIFY(isIdle(window));
    }
    TestWindow window(state.path());
    QTRY_COMPARE(paneOf(window)->history()->inputs(), QStringList{u"40 + 2"_s});
    QCOMPARE(shown(window), QString());
}

QTEST_MAIN(tst_WindowSession)
#include "tst_window_session.moc"
