// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Session pane on an engine of its own, with keys and a mouse: inputs of one line and several, their values and
// errors, the history, completion, stopping, questions, floods, and how it goes away.
#include "ui/editor/code_assist.h"
#include "ui/editor/code_editor.h"
#include "ui/output/input_bar.h"
#include "ui/permissions/permission_bar.h"
#include "ui/runs/run_list.h"
#include "ui/session/session_entry.h"
#include "ui/session/session_history.h"
#include "ui/session/session_pane.h"
#include "ui/session/session_words.h"
#include "ui/theme/theme.h"
#include "ui/window/english.h"
#include "ui/window/stall_watchdog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using session::SessionPane;

namespace {

/// A pane in a window, and a person at it.
class Talk
{
public:
    explicit Talk(const QString &historyFile = {})
        : pane(new SessionPane({&engine, &list, [this] { return options; }, [this] { return folder.path(); }},
                               historyFile, &window))
    {
        window.resize(700, 400);
        pane->resize(window.size());
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qWarning("the window did not become active");
        pane->entry()->setFocus();
    }
    ~Talk()
    {
        delete pane;
        engine.cancelAll();
    }

    void type(const QString &text)
    {
        for (const QChar letter : text) {
            if (letter == u'\n') press(Qt::Key_Return);
            else QTest::keyClick(focus(), letter.toLatin1());
        }
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(focus(), key, modifiers); }
    /// What is in the transcript, a row a line.
    QString shown() const
    {
        const output::OutputView *view = pane->transcript()->view();
        QStringList rows;
        for (qint64 row = 0; row < view->rowCount(); ++row) rows << view->rowText(row);
        return rows.join(u'\n');
    }
    QString typed() const { return pane->entry()->text(); }
    bool idle() const { return !pane->control()->isBusy() && pane->control()->waitingCount() == 0; }

    QTemporaryDir folder;
    runs::Engine engine{{.threads = 2}};
    runs::RunList list;
    runs::RunOptions options = [] {
        runs::RunOptions made;
        made.label = u"Session"_s;
        made.canAsk = true;
        made.canAskInput = true;
        return made;
    }();
    QWidget window;
    SessionPane *pane;

private:
    static QWidget *focus() { return QApplication::focusWidget(); }
};

} // namespace

class tst_SessionPane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void says_data();
    void says();
    void emptyPageTries();
    void enterAndLines_data();
    void enterAndLines();
    void longLinesWrap();
    void grows();
    void pasteIsOneInput();
    void pasteDropsMarks();
    void historyByKeys();
    void historyBetweenStarts();
    void completesNames();
    void completesMembers_data();
    void completesMembers();
    void tabLeavesAnEmptyEntry();
    void escapeEmpties();
    void controlCStops();
    void controlCCopiesASelection();
    void typingWaitsForTheInput();
    void failureDropsWhatWaits();
    void aFloodDoesNotStall();
    void asksForPermission();
    void asksForALine();
    void commands_data();
    void commands();
    void grantCounts();
    void newSessionForgets();
    void newSessionWhileRunning();
    void forgottenComesBack();
    void containerLeadsToResult();
    void placeOfAnErrorIsInTheTranscript();
    void clearKeepsWhatRuns();
    void boundedTranscript();
    void listHoldsFew();
    void typingOverTheTranscript();
    void goesWhileRunning();
    void colours();
};

void tst_SessionPane::initTestCase()
{
    window::English::install();
    theme::Theme::instance().apply();
}

void tst_SessionPane::says_data()
{
    QTest::addColumn<QStringList>("inputs");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QStringList &inputs, const QString &shown) {
        QTest::newRow(name) << inputs << shown;
    };
    row("a value", {u"6 * 7"_s}, u"> 6 * 7\n= 42"_s);
    row("no value", {u"x = 1"_s}, u"> x = 1"_s);
    row("null is none", {u"null"_s}, u"> null"_s);
    row("printed", {u"print(\"hello\")"_s}, u"> print(\"hello\")\nhello"_s);
    row("printed and a value", {u"print(1); 2"_s}, u"> print(1); 2\n1\n= 2"_s);
    row("variables stay", {u"x = 20"_s, u"x + 1"_s}, u"> x = 20\n> x + 1\n= 21"_s);
    row("strings keep their quotes", {u"\"a\" + \"b\""_s}, u"> \"a\" + \"b\"\n= 'ab'"_s);
    row("a list", {u"[1, 2]"_s}, u"> [1, 2]\n= [1, 2]  2 items"_s);
    row("an empty list", {u"[]"_s}, u"> []\n= []"_s);
    row("an object", {u"{a: 1}"_s}, u"> {a: 1}\n= {'a': 1}  object with 1 key"_s);
    row("several lines", {u"[1,\n2]"_s}, u"> [1,\n… 2]\n= [1, 2]  2 items"_s);
    row("an error", {u"1 / 0"_s}, u"> 1 / 0\ndivision by zero\ninput 1:1:3\n  1 / 0\n    ^"_s);
    row("hidden characters of a value", {u"\"a\u202eb\""_s}, u"> \"a⟨U+202E⟩b\"\n= 'a\\u202eb'"_s);
}

void tst_SessionPane::says()
{
    QFETCH(QStringList, inputs);
    QFETCH(QString, shown);
    Talk talk;
    for (const QString &input : inputs) {
        talk.pane->entry()->setText(input);
        talk.press(Qt::Key_Return);
        QCOMPARE(talk.typed(), QString());
        QTRY_VERIFY(talk.idle());
    }
    QTRY_COMPARE(talk.shown(), shown);
}

void tst_SessionPane::emptyPageTries()
{
    Talk talk;
    const auto *page = talk.pane->findChild<QWidget *>(u"sessionWelcome"_s);
    QVERIFY(page->isVisible());
    QVERIFY(!talk.pane->transcript()->view()->isVisible());
    const QList<QAbstractButton *> tries = page->findChildren<QAbstractButton *>();
    QCOMPARE(tries.size(), 3);
    for (QAbstractButton *button : tries) {
        button->click();
        QTRY_VERIFY(talk.idle());
    }
    QVERIFY(!page->isVisible());
    QTRY_VERIFY2(talk.shown().startsWith(u"> 6 * 7\n= 42\n"_s), qPrintable(talk.shown()));
    QVERIFY2(talk.shown().contains(u"= 14\n> .help\n"_s), qPrintable(talk.shown())); // each of them works
    talk.pane->clear();
    QVERIFY(page->isVisible());
}

void tst_SessionPane::enterAndLines_data()
{
    QTest::addColumn<QString>("typed"); ///< "\n" is Enter
    QTest::addColumn<QString>("left");  ///< in the entry
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &typed, const QString &left, const QString &shown) {
        QTest::newRow(name) << typed << left << shown;
    };
    row("complete", u"1 + 1\n"_s, {}, u"> 1 + 1\n= 2"_s);
    row("an open bracket", u"[1,\n"_s, u"[1,\n"_s, {});
    row("closed on the next line", u"[1,\n2]\n"_s, {}, u"> [1,\n… 2]\n= [1, 2]  2 items"_s);
    row("a function", u"function f() {\nreturn 5;\n}\n"_s, {}, u"> function f() {\n…     return 5;\n… }"_s);
    row("an open string", u"\"a\n"_s, u"\"a\n"_s, {});
    row("an operator at the end", u"1 +\n"_s, u"1 +\n"_s, {});
    row("nothing", u"\n"_s, {}, {});
    row("spaces", u"  \n"_s, {}, {});
    row("a mistake is complete", u"1 = = 2\n"_s, {}, u"> 1 = = 2"_s);
}

void tst_SessionPane::enterAndLines()
{
    QFETCH(QString, typed);
    QFETCH(QString, left);
    QFETCH(QString, shown);
    Talk talk;
    talk.pane->entry()->assist()->setCompletesWhileTyping(false);
    talk.type(typed);
    QCOMPARE(talk.typed(), left);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().startsWith(shown), qPrintable(talk.shown()));
    QCOMPARE(talk.shown().isEmpty(), shown.isEmpty());
    if (left.isEmpty()) {
        // Shift+Enter always begins a line, Ctrl+Enter never does.
        talk.type(u"1"_s);
        talk.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(talk.typed(), u"1\n"_s);
    }
    talk.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(talk.typed(), QString());
    QTRY_VERIFY(talk.idle());
}

void tst_SessionPane::longLinesWrap()
{
    Talk talk;
    const QString name(500, u'x');
    const int oneLine = talk.pane->entry()->height();
    talk.pane->entry()->setText(name + u" = 1"_s);
    QTRY_VERIFY(talk.pane->entry()->height() > 3 * oneLine); // all of it can be seen
    talk.press(Qt::Key_Return);
    QTRY_VERIFY(talk.idle());
    QTRY_COMPARE(talk.pane->entry()->height(), oneLine);
    const output::OutputView *view = talk.pane->transcript()->view();
    QTRY_COMPARE(view->rowText(0), u"> "_s + name + u" = 1"_s);
    QVERIFY(view->rectOf({0, output::RowKind::Line, 0}).height() > 3 * view->lineHeight());
    QCOMPARE(view->horizontalScrollBar()->maximum(), 0);
}

void tst_SessionPane::grows()
{
    Talk talk;
    const int oneLine = talk.pane->entry()->height();
    talk.pane->entry()->setText(u"a\nb\nc"_s);
    QTRY_VERIFY(talk.pane->entry()->height() >= 2 * oneLine);
    talk.pane->entry()->setText(QString(200, u'\n'));
    QTRY_VERIFY(talk.pane->entry()->height() <= talk.pane->height() * 3 / 5); // what was said stays in sight
    talk.press(Qt::Key_Escape);
    QTRY_COMPARE(talk.pane->entry()->height(), oneLine);
}

void tst_SessionPane::pasteIsOneInput()
{
    Talk talk;
    QApplication::clipboard()->setText(u"a = 1;\r\nb = 2;\r\na + b"_s);
    talk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(talk.typed(), u"a = 1;\nb = 2;\na + b"_s);
    QVERIFY(talk.list.entries().isEmpty()); // nothing runs before Enter
    talk.press(Qt::Key_Return);
    QTRY_COMPARE(talk.shown(), u"> a = 1;\n… b = 2;\n… a + b\n= 3"_s);
    QCOMPARE(talk.list.entries().size(), 1);
}

void tst_SessionPane::pasteDropsMarks()
{
    Talk talk;
    talk.pane->submit(u"function f() {\n    return 1;\n}"_s);
    talk.pane->submit(u"f()"_s);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY(talk.shown().endsWith(u"= 1"_s));
    QApplication::clipboard()->setText(talk.shown());
    talk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(talk.typed(), u"function f() {\n    return 1;\n}\nf()"_s);
    talk.pane->entry()->setText({});
    QApplication::clipboard()->setText(u"a > b"_s);
    talk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(talk.typed(), u"a > b"_s); // an operator is no mark
}

void tst_SessionPane::historyByKeys()
{
    Talk talk;
    talk.pane->entry()->assist()->setCompletesWhileTyping(false);
    for (const QString &input : {u"x = 1"_s, u"function f() {\n    return x;\n}"_s, u"y = 2"_s, u"x = 3"_s})
        talk.pane->submit(input);
    QTRY_VERIFY(talk.idle());
    talk.type(u"half"_s);
    talk.press(Qt::Key_Home); // nothing before the caret: all inputs
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"x = 3"_s);
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"y = 2"_s);
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"function f() {\n    return x;\n}"_s);
    talk.press(Qt::Key_Up); // inside of it the caret moves
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"function f() {\n    return x;\n}"_s);
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"x = 1"_s);
    talk.press(Qt::Key_Up); // the oldest stays
    QCOMPARE(talk.typed(), u"x = 1"_s);
    for (int i = 0; i < 3; ++i) talk.press(Qt::Key_Down);
    QCOMPARE(talk.typed(), u"x = 3"_s);
    talk.press(Qt::Key_Down);
    QCOMPARE(talk.typed(), u"half"_s); // what was being typed
    talk.pane->entry()->setText({});
    talk.type(u"x"_s);
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"x = 3"_s);
    talk.press(Qt::Key_Up); // the function and y do not begin like that
    QCOMPARE(talk.typed(), u"x = 1"_s);
    talk.type(u"0"_s);
    talk.press(Qt::Key_Return);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().endsWith(u"> x = 10"_s), qPrintable(talk.shown()));
}

void tst_SessionPane::historyBetweenStarts()
{
    QTemporaryDir state;
    const QString file = state.filePath(u"inputs.json"_s);
    {
        Talk talk(file);
        talk.type(u"41 + 1\n"_s);
        QTRY_VERIFY(talk.idle());
    }
    Talk talk(file);
    QTRY_COMPARE(talk.pane->history()->inputs().size(), 1);
    QCOMPARE(talk.shown(), QString()); // what was said is not there, nor are variables
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"41 + 1"_s);
}

void tst_SessionPane::completesNames()
{
    Talk talk;
    talk.pane->submit(u"shopping_list = [1]"_s);
    QTRY_VERIFY(talk.idle());
    talk.pane->entry()->assist()->setCompletesWhileTyping(false);
    talk.type(u"shopp"_s);
    talk.press(Qt::Key_Tab);
    QTRY_VERIFY(talk.pane->entry()->assist()->isListShown());
    talk.press(Qt::Key_Return); // takes it, runs nothing
    QCOMPARE(talk.typed(), u"shopping_list"_s);
    QVERIFY(talk.idle());
    talk.pane->entry()->setText(u"pri"_s);
    talk.press(Qt::Key_Space, Qt::ControlModifier);
    QTRY_VERIFY(talk.pane->entry()->assist()->isListShown()); // the language's own names too
    talk.press(Qt::Key_Escape);                               // closes the list alone
    QVERIFY(!talk.pane->entry()->assist()->isListShown());
    QCOMPARE(talk.typed(), u"pri"_s);
}

void tst_SessionPane::completesMembers_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("wanted"); ///< the first item
    QTest::addColumn<QString>("then");   ///< the text with it
    const auto row = [](const char *name, const QStringList &before, const QString &typed, const QString &wanted,
                        const QString &then) { QTest::newRow(name) << before << typed << wanted << then; };
    row("of a module imported before", {u"import math"_s}, u"1 + math.sqr"_s, u"sqrt"_s, u"1 + math.sqrt("_s);
    row("of a module under another name", {u"import math as m // short"_s}, u"m.sqr"_s, u"sqrt"_s, u"m.sqrt("_s);
    row("of a string", {u"word = \"abc\""_s}, u"word.upp"_s, u"upper"_s, u"word.upper("_s);
    row("of an object", {u"x = {price: 1, name: \"a\"}"_s}, u"x.pri"_s, u"price"_s, u"x.price"_s);
    row("behind an input that failed", {u"word = \"abc\""_s, u")"_s, u"1 / 0"_s}, u"word.upp"_s, u"upper"_s,
        u"word.upper("_s);
    row("a function of before", {u"function area(r) { return r * r; }"_s}, u"are"_s, u"area"_s, u"area("_s);
    row("a module that is not imported", {u"x = 1"_s}, u"rando"_s, u"random"_s, u"import random;\nrandom"_s);
}

void tst_SessionPane::completesMembers()
{
    QFETCH(QStringList, before);
    QFETCH(QString, typed);
    QFETCH(QString, wanted);
    QFETCH(QString, then);
    Talk talk;
    for (const QString &input : before) {
        talk.pane->submit(input);
        QTRY_VERIFY(talk.idle());
    }
    editor::CodeAssist *assist = talk.pane->entry()->assist();
    assist->setCompletesWhileTyping(false);
    talk.pane->entry()->setText(typed);
    talk.press(Qt::Key_Tab);
    QTRY_VERIFY(assist->isListShown());
    const auto &items = assist->popup()->model()->items();
    QCOMPARE(QString::fromStdString(items.front().label), wanted);
    QCOMPARE(std::ranges::count(items, items.front().label, &language::CompletionItem::label), 1); // not twice
    talk.press(Qt::Key_Return);
    QVERIFY2(talk.typed().startsWith(then), qPrintable(talk.typed()));
}

void tst_SessionPane::tabLeavesAnEmptyEntry()
{
    Talk talk;
    talk.pane->submit(u"1"_s);
    QTRY_VERIFY(talk.idle());
    talk.pane->entry()->setFocus();
    QVERIFY(talk.pane->entry()->editor()->hasFocus());
    talk.press(Qt::Key_Tab);
    QVERIFY(!talk.pane->entry()->editor()->hasFocus());
    talk.pane->entry()->setFocus();
    talk.pane->entry()->setText(u"  "_s);
    talk.press(Qt::Key_Tab); // indents
    QVERIFY(talk.pane->entry()->editor()->hasFocus());
    QCOMPARE(talk.typed().trimmed(), QString());
    QVERIFY(talk.typed().size() > 2);
}

void tst_SessionPane::escapeEmpties()
{
    Talk talk;
    QSignalSpy escaped(talk.pane, &SessionPane::escaped);
    talk.pane->entry()->setText(u"x = "_s);
    talk.press(Qt::Key_Escape);
    QCOMPARE(talk.typed(), QString());
    QVERIFY(escaped.isEmpty());
    talk.press(Qt::Key_Z, Qt::ControlModifier); // nothing is lost
    QCOMPARE(talk.typed(), u"x = "_s);
    talk.press(Qt::Key_Escape);
    talk.press(Qt::Key_Escape);
    QCOMPARE(escaped.size(), 1);
}

void tst_SessionPane::controlCStops()
{
    Talk talk;
    talk.pane->submit(u"kept = 5; while (true) { }"_s);
    QTRY_COMPARE(talk.list.entry(talk.pane->control()->run()).status.state, runs::RunState::Running);
    talk.type(u"kept"_s); // the entry can be used meanwhile
    talk.press(Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().contains(u"Stopped"_s), qPrintable(talk.shown()));
    QCOMPARE(talk.typed(), u"kept"_s);
    talk.press(Qt::Key_Return);
    QTRY_VERIFY2(talk.shown().endsWith(u"> kept\n= 5"_s), qPrintable(talk.shown()));
    // From the transcript, too.
    talk.pane->submit(u"while (true) { }"_s);
    QTRY_VERIFY(talk.pane->control()->isBusy());
    talk.pane->transcript()->view()->setFocus();
    talk.press(Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(talk.idle());
}

void tst_SessionPane::controlCCopiesASelection()
{
    Talk talk;
    talk.pane->submit(u"while (true) { }"_s);
    talk.type(u"word"_s);
    talk.press(Qt::Key_A, Qt::ControlModifier);
    talk.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"word"_s);
    QVERIFY(talk.pane->control()->isBusy());
    talk.pane->control()->stop();
    QTRY_VERIFY(talk.idle());
}

void tst_SessionPane::typingWaitsForTheInput()
{
    Talk talk;
    talk.pane->submit(u"line = input()"_s);
    QTRY_VERIFY(talk.pane->inputBar()->isVisible());
    talk.pane->entry()->setFocus();
    talk.type(u"line + \"!\"\n"_s);
    talk.type(u"len(line)\n"_s);
    QCOMPARE(talk.pane->control()->waitingCount(), 2);
    QVERIFY2(talk.pane->statusText().contains(u"2 inputs waiting"_s), qPrintable(talk.pane->statusText()));
    QTest::keyClicks(talk.pane->inputBar()->field(), u"abc"_s);
    QTest::keyClick(talk.pane->inputBar()->field(), Qt::Key_Return);
    QTRY_VERIFY(talk.idle());
    QTRY_COMPARE(talk.shown(), u"> line = input()\n> line + \"!\"\n= 'abc!'\n> len(line)\n= 3"_s);
}

void tst_SessionPane::failureDropsWhatWaits()
{
    Talk talk;
    talk.pane->submit(u"input(); 1 / 0"_s);
    talk.pane->submit(u"print(\"never\")"_s);
    QTRY_VERIFY(talk.pane->inputBar()->isVisible());
    QTest::keyClick(talk.pane->inputBar()->field(), Qt::Key_Return);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().endsWith(u"1 waiting input did not run; the Up key brings them back"_s),
                 qPrintable(talk.shown()));
    QVERIFY(!talk.shown().contains(u"> print"_s));
    talk.press(Qt::Key_Up);
    QCOMPARE(talk.typed(), u"print(\"never\")"_s);
}

void tst_SessionPane::aFloodDoesNotStall()
{
    Talk talk;
    talk.options.outputLimit = 0;
    window::StallWatchdog watchdog(window::StallWatchdog::Culprits::Unnamed);
    talk.pane->submit(u"i = 0; while (true) { i = i + 1; print(i, \"of a flood that does not end by itself\"); }"_s);
    QTRY_VERIFY(talk.pane->transcript()->view()->rowCount() > 20'000);
    talk.type(u"1 + 1"_s); // keys arrive
    QCOMPARE(talk.typed(), u"1 + 1"_s);
    talk.press(Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(talk.idle());
    QVERIFY2(watchdog.report().longest < 500, qPrintable(QString::number(watchdog.report().longest)));
    talk.press(Qt::Key_Return);
    QTRY_VERIFY(talk.idle());
    const output::OutputView *view = talk.pane->transcript()->view();
    QTRY_COMPARE(view->rowText(view->rowCount() - 1), u"= 2"_s);
    QVERIFY(view->rowText(0).startsWith(u"> i = 0"_s)); // the flood is still there
}

void tst_SessionPane::asksForPermission()
{
    Talk talk;
    QFile file(talk.folder.filePath(u"note.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("a note") > 0);
    file.close();
    talk.type(u"import file; file.read(\"note.txt\")\n"_s);
    QTRY_VERIFY(talk.pane->question() != nullptr && talk.pane->question()->isVisible());
    QVERIFY(talk.pane->entry()->editor()->hasFocus()); // a question never takes the focus
    QTRY_VERIFY(!talk.pane->question()->isDead());
    QVERIFY(talk.pane->focusQuestion());
    talk.press(Qt::Key_Tab);
    talk.press(Qt::Key_Return); // Allow once
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().endsWith(u"= 'a note'"_s), qPrintable(talk.shown()));
    QVERIFY(talk.pane->question() == nullptr);
    QVERIFY(talk.pane->entry()->editor()->hasFocus());
    // One that is stopped while it asks takes its question along.
    talk.pane->submit(u"file.read(\"other.txt\")"_s);
    QTRY_VERIFY(talk.pane->question() != nullptr);
    talk.pane->control()->stop();
    QTRY_VERIFY(talk.idle());
    QVERIFY(talk.pane->question() == nullptr);
}

void tst_SessionPane::asksForALine()
{
    Talk talk;
    talk.type(u"name = input(\"Who? \")\n"_s);
    QTRY_VERIFY(talk.pane->inputBar()->isVisible());
    QVERIFY(talk.pane->inputBar()->field()->hasFocus()); // nothing else was being typed
    talk.type(u"Ada\n"_s);
    QTRY_VERIFY(talk.idle());
    QVERIFY(talk.pane->entry()->editor()->hasFocus());
    talk.type(u"name\n"_s);
    QTRY_VERIFY2(talk.shown().endsWith(u"= 'Ada'"_s), qPrintable(talk.shown()));
    // One that is stopped while it asks leaves the focus in the pane.
    QTRY_VERIFY(talk.idle());
    talk.pane->submit(u"input()"_s);
    QTRY_VERIFY(talk.pane->inputBar()->field()->hasFocus());
    talk.pane->control()->stop();
    QTRY_VERIFY(talk.idle());
    QVERIFY(talk.pane->entry()->editor()->hasFocus());
}

void tst_SessionPane::commands_data()
{
    QTest::addColumn<QStringList>("inputs");
    QTest::addColumn<QString>("end"); ///< of the transcript
    const auto row = [](const char *name, const QStringList &inputs, const QString &end) {
        QTest::newRow(name) << inputs << end;
    };
    row("help", {u".help"_s}, u"this text"_s);
    row("no permissions", {u".capabilities"_s}, u"> .capabilities\nNo permissions granted"_s);
    row("grant", {u".grant env.read:HOME"_s}, u"Granted: env.read:HOME"_s);
    row("the older spelling", {u".grant env:read:HOME"_s}, u"Granted: env.read:HOME"_s);
    row("twice", {u".grant env.read:HOME"_s, u".grant env.read:HOME"_s}, u"Already granted: env.read:HOME"_s);
    row("list", {u".grant env.read:HOME"_s, u".capabilities"_s}, u"env.read:HOME  for this session"_s);
    row("revoke", {u".grant env.read:HOME"_s, u".revoke env.read:HOME"_s}, u"Revoked: env.read:HOME"_s);
    row("revoke what is not there", {u".revoke env.read"_s}, u"Not granted: env.read"_s);
    row("nothing named", {u".grant"_s}, u"Name the capability, for example file.read:./data/**"_s);
    row("reset", {u"x = 1"_s, u".reset"_s}, u"> .reset\nNew session: variables and permissions are forgotten"_s);
    row("a number is no command", {u".5 + 1"_s}, u"= 1.5"_s);
    row("quit", {u".quit"_s}, u"The session ends with the window; .reset begins a new one"_s);
}

void tst_SessionPane::commands()
{
    QFETCH(QStringList, inputs);
    QFETCH(QString, end);
    Talk talk;
    for (const QString &input : inputs) {
        talk.pane->entry()->setText(input);
        talk.press(Qt::Key_Return);
        QTRY_VERIFY(talk.idle());
    }
    QTRY_VERIFY2(talk.shown().endsWith(end), qPrintable(talk.shown()));
    QVERIFY(!talk.pane->history()->inputs().isEmpty());
}

void tst_SessionPane::grantCounts()
{
    Talk talk;
    talk.options.canAsk = false;
    talk.pane->submit(u"import env; env.get(\"HOME\", \"x\")"_s);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().contains(u"env.read"_s), qPrintable(talk.shown())); // denied, and how to allow it
    talk.pane->submit(u".grant env.read:HOME"_s);
    QTRY_VERIFY(talk.idle());
    QVERIFY2(talk.pane->statusText().contains(u"1 permission"_s), qPrintable(talk.pane->statusText()));
    talk.pane->submit(u"len(env.get(\"HOME\", \"x\")) > 0"_s);
    QTRY_VERIFY2(talk.shown().endsWith(u"= true"_s), qPrintable(talk.shown()));
    // Code that looks like a command is code: only who types gives commands.
    talk.pane->run(u".grant file.read:/**"_s);
    QTRY_VERIFY(talk.idle());
    QCOMPARE(talk.pane->control()->grantCount(), 1);
}

void tst_SessionPane::newSessionForgets()
{
    Talk talk;
    talk.pane->submit(u"x = 1"_s);
    talk.pane->submit(u".grant env.read:HOME"_s);
    QTRY_VERIFY(talk.idle());
    QSignalSpy forgotten(talk.pane, &SessionPane::forgotten);
    talk.pane->renew();
    QCOMPARE(forgotten.size(), 1);
    QCOMPARE(talk.pane->control()->names(), QStringList());
    QCOMPARE(talk.pane->control()->grantCount(), 0);
    talk.pane->submit(u"x"_s);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().contains(u"'x' is not defined"_s), qPrintable(talk.shown()));
}

void tst_SessionPane::newSessionWhileRunning()
{
    Talk talk;
    talk.pane->submit(u"while (true) { }"_s);
    talk.pane->submit(u"print(\"never\")"_s);
    const quint64 first = talk.pane->control()->run();
    talk.pane->renew();
    talk.pane->submit(u"1 + 1"_s);
    QTRY_VERIFY(talk.idle());
    QTRY_VERIFY2(talk.shown().endsWith(u"> 1 + 1\n= 2"_s), qPrintable(talk.shown()));
    QTRY_VERIFY(talk.list.entry(first).isOver());
    QVERIFY(!talk.shown().contains(u"never"_s));
}

void tst_SessionPane::forgottenComesBack()
{
    Talk talk;
    talk.pane->submit(u"x = 7"_s);
    QTRY_VERIFY(talk.idle());
    talk.pane->renew();
    QVERIFY(talk.pane->control()->canBringBack());
    talk.pane->control()->bringBack();
    talk.pane->submit(u"x"_s);
    QTRY_VERIFY2(talk.shown().endsWith(u"= 7"_s), qPrintable(talk.shown()));
    QVERIFY(!talk.pane->control()->canBringBack());
}

void tst_SessionPane::containerLeadsToResult()
{
    Talk talk;
    QSignalSpy wanted(talk.pane, &SessionPane::valueRequested);
    talk.pane->showValue();
    QVERIFY(wanted.isEmpty()); // nothing is there yet
    talk.pane->submit(u"[1, [2, 3]]"_s);
    QTRY_VERIFY(talk.idle());
    output::OutputView *view = talk.pane->transcript()->view();
    QTRY_COMPARE(view->rowCount(), 2);
    // By key: Enter anywhere in the row.
    view->setFocus();
    view->setCaret({view->visibleRows().last().key, 0});
    talk.press(Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<runs::RunPtr>()->result().value.size(), 2);
    // By mouse, on the link.
    const output::OutputView::VisibleRow row = view->visibleRows().last();
    int x = row.rect.left();
    while (x < row.rect.right() && view->toolTipAt({x, row.rect.center().y()}).isEmpty()) ++x;
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, {x + 2, row.rect.center().y()});
    QCOMPARE(wanted.size(), 2);
    talk.pane->submit(u"1"_s);
    QTRY_VERIFY(talk.idle());
    talk.pane->entry()->setFocus();
    talk.pane->showValue(); // the last one, of whatever kind
    QCOMPARE(wanted.size(), 3);
    QCOMPARE(wanted[2][0].value<runs::RunPtr>()->result().value.toDouble(), 1.0);
}

void tst_SessionPane::placeOfAnErrorIsInTheTranscript()
{
    Talk talk;
    QSignalSpy elsewhere(talk.pane, &SessionPane::locationActivated);
    talk.pane->submit(u"function broken(n) {\n    return n / 0;\n}"_s);
    talk.pane->submit(u"broken(1)"_s);
    QTRY_VERIFY(talk.idle());
    output::OutputView *view = talk.pane->transcript()->view();
    QTRY_VERIFY2(talk.shown().contains(u"input 1:2:14"_s), qPrintable(talk.shown()));
    emit view->locationActivated(u"input 1"_s, 2, 12);
    QCOMPARE(view->selectedText(), u"n"_s);
    QVERIFY(elsewhere.isEmpty());
    emit view->locationActivated(u"/tmp/lib.ml"_s, 3, 1);
    QCOMPARE(elsewhere.size(), 1);
}

void tst_SessionPane::clearKeepsWhatRuns()
{
    Talk talk;
    talk.pane->submit(u"1 + 1"_s);
    QTRY_VERIFY(talk.idle());
    talk.pane->submit(u"input(); 5"_s);
    QTRY_VERIFY(talk.pane->inputBar()->isVisible());
    talk.pane->entry()->setFocus();
    talk.press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(talk.shown(), u"> input(); 5"_s);
    QTest::keyClick(talk.pane->inputBar()->field(), Qt::Key_Return);
    QTRY_COMPARE(talk.shown(), u"> input(); 5\n= 5"_s);
    talk.press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(talk.shown(), QString());
}

void tst_SessionPane::boundedTranscript()
{
    Talk talk;
    for (int i = 0; i < session::SessionTranscript::kMostExchanges + 20; ++i) {
        talk.pane->transcript()->say(u"%1"_s.arg(i), {});
    }
    const output::OutputView *view = talk.pane->transcript()->view();
    QCOMPARE(view->rowCount(), session::SessionTranscript::kMostExchanges);
    QCOMPARE(view->rowText(0), u"> 20"_s);
}

void tst_SessionPane::listHoldsFew()
{
    Talk talk;
    for (int i = 0; i < 20; ++i) talk.pane->submit(u"%1"_s.arg(i));
    QTRY_VERIFY(talk.idle());
    QVERIFY(talk.list.entries().size() <= session::SessionControl::kListed);
    QCOMPARE(talk.list.frontRun(), 0); // other panes stay with what they show
    QCOMPARE(talk.list.entries().last().name, u"Session"_s);
}

void tst_SessionPane::typingOverTheTranscript()
{
    Talk talk;
    talk.pane->submit(u"1"_s);
    QTRY_VERIFY(talk.idle());
    talk.pane->transcript()->view()->setFocus();
    talk.type(u"2 + 2"_s);
    QCOMPARE(talk.typed(), u"2 + 2"_s);
    QVERIFY(talk.pane->entry()->editor()->hasFocus());
}

void tst_SessionPane::goesWhileRunning()
{
    for (const QString &input : {u"while (true) { print(1); }"_s, u"input()"_s, u"import async; async.sleep(100)"_s}) {
        Talk talk;
        talk.pane->submit(input);
        talk.pane->submit(u"1"_s);
        QTRY_VERIFY(!talk.pane->transcript()->isEmpty());
    }
    Talk talk;
    talk.pane->submit(u".capabilities"_s); // goes while its answer is under way
}

void tst_SessionPane::colours()
{
    using theme::Token;
    const auto tokenAt = [](const session::SaidLine &line, qsizetype at) {
        for (const output::StyledStretch &stretch : line.stretches)
            if (at >= stretch.start && at < stretch.start + stretch.length) return stretch.token;
        return Token::Text;
    };
    const QList<session::SaidLine> lines = session::inputLines(u"return \"a\n  b\"; // c"_s);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(tokenAt(lines[0], 0), Token::Muted); // the mark
    QCOMPARE(tokenAt(lines[0], 2), Token::SyntaxKeyword);
    QCOMPARE(tokenAt(lines[0], 10), Token::SyntaxString);
    QCOMPARE(tokenAt(lines[1], 4), Token::SyntaxString); // goes on from the line before
    QCOMPARE(tokenAt(lines[1], 9), Token::SyntaxComment);
}

QTEST_MAIN(tst_SessionPane)
#include "tst_session_pane.moc"
