// SPDX-License-Identifier: GPL-3.0-or-later
//
// What keys and commands do to a text at one caret and at several, each as one step to undo. Texts are written with
// their carets: | is a caret, « and » hold a selection whose caret is behind, » and « one whose caret is before.
#include "tests/ui/editor/editor_test.h"

#include "ui/editor/background.h"
#include "ui/editor/carets.h"
#include "ui/editor/editor_marks.h"
#include "ui/editor/indicators.h"
#include "ui/editor/line_commands.h"
#include "ui/editor/scroll_ticks.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;
using S = QsciScintillaBase;

namespace {

const QByteArray kBegin = "\u00AB", kEnd = "\u00BB";

struct Marked {
    QByteArray text;
    std::vector<Caret> carets;
};

Marked read(const QByteArray &marked)
{
    Marked read;
    long open = -1;
    bool backwards = false;
    for (qsizetype at = 0; at < marked.size(); ++at) {
        const auto here = long(read.text.size());
        const QByteArrayView rest = QByteArrayView(marked).sliced(at);
        const bool begin = rest.startsWith(kBegin), end = rest.startsWith(kEnd);
        if (marked[at] == '|') read.carets.push_back({here, here});
        else if (begin || end) {
            if (open < 0) open = here, backwards = end;
            else read.carets.push_back(backwards ? Caret{here, open} : Caret{open, here}), open = -1;
            ++at;
        } else read.text += marked[at];
    }
    return read;
}

QByteArray marked(CodeEditor &editor)
{
    QByteArray text = editor.utf8();
    std::vector<Caret> carets = caretsOf(editor);
    for (auto caret = carets.rbegin(); caret != carets.rend(); ++caret) {
        if (caret->isEmpty()) {
            text.insert(caret->caret, '|');
            continue;
        }
        const bool backwards = caret->caret < caret->anchor;
        text.insert(caret->to(), backwards ? kBegin : kEnd);
        text.insert(caret->from(), backwards ? kEnd : kBegin);
    }
    return text;
}

std::unique_ptr<CodeEditor> editorWith(const QByteArray &markedText)
{
    const Marked wanted = read(markedText);
    auto editor = test::shownEditor(wanted.text);
    if (wanted.text.contains("\r\n")) editor->setEolMode(QsciScintilla::EolWindows);
    if (!wanted.carets.empty()) setCarets(*editor, wanted.carets, wanted.carets.size() - 1);
    return editor;
}

// \n is Enter, \b Backspace, \t Tab.
void press(CodeEditor &editor, const QString &keys)
{
    for (const QChar key : keys) {
        if (key == u'\n') QTest::keyClick(&editor, Qt::Key_Return);
        else if (key == u'\b') QTest::keyClick(&editor, Qt::Key_Backspace);
        else if (key == u'\t') QTest::keyClick(&editor, Qt::Key_Tab);
        else QTest::keyClick(&editor, key.toLatin1());
    }
}

} // namespace

class tst_Editing : public QObject
{
    Q_OBJECT

private slots:
    /// Behind the last line there is no word, and nothing to look for.
    void occurrencesAtTheEnd()
    {
        const auto editor = test::shownEditor("print(1);\n}\n");
        editor->SendScintilla(S::SCI_DOCUMENTEND);
        editor->selectAllOccurrences();
        QCOMPARE(caretsOf(*editor).size(), size_t(1));
        QVERIFY(caretsOf(*editor).front().isEmpty());
    }

    /// Selections as a drag that was cut short may leave them are in the text again before a key is pressed.
    void selectionsBehindTheText()
    {
        const auto editor = test::shownEditor("one\ntwo\n");
        editor->SendScintilla(S::SCI_SETSELECTION, 1UL, 1L);
        editor->SendScintilla(S::SCI_ADDSELECTION, 92UL, 92L);
        QTest::mouseRelease(editor->viewport(), Qt::LeftButton, {}, {200, 10});
        for (const Caret &caret : caretsOf(*editor)) QVERIFY(caret.to() <= 8);
        QTest::keyClick(editor.get(), 'x');
        QVERIFY(editor->utf8().contains('x'));
    }

    /// Of several selections the main one is empty: there is no text to look for, which must not take for ever.
    void occurrencesOfNothing()
    {
        const auto editor = test::shownEditor("row row\n\nrow\n");
        for (const bool all : {true, false}) {
            editor->SendScintilla(S::SCI_SETSELECTION, 3UL, 0L);
            editor->SendScintilla(S::SCI_ADDSELECTION, 8UL, 8L);
            if (all) editor->selectAllOccurrences();
            else editor->addNextOccurrence();
            QCOMPARE(caretsOf(*editor).size(), size_t(1));
        }
    }

    void typing_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *key, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QString::fromUtf8(key) << QByteArray(after);
        };
        row("pairs at every caret", "a = |;\nb = |;", "(", "a = (|);\nb = (|);");
        row("no pair where one caret has no room", "|a\n|", "(", "(|a\n(|");
        row("stepped over at every caret", "(|)\n[(|)]", ")", "()|\n[()|]");
        row("pairs go at every caret", "(|)\n[|]", "\b", "|\n|");
        row("one full pair: one letter goes at every caret", "(|)\n(|a)", "\b", "|)\n|a)");
        row("brackets around every selection", "«a» «b»", "[", "[«a»] [«b»]");
        row("a selection from behind stays one", "»ab«", "(", "(»ab«)");
        row("brackets around lines", "«a\nb»", "{", "{«a\nb»}");
        row("quotes around letters of many bytes", "«\u00e4\U0001F600»", "\"", "\"«\u00e4\U0001F600»\"");
        row("Enter at every caret indents each as its line", "    a;|\nb;|", "\n", "    a;\n    |\nb;\n|");
        row("Enter between brackets at every caret", "f({|})\ng([|])", "\n", "f({\n    |\n})\ng([\n    |\n])");
        row("Enter replaces every selection", "a«b»c\nd«e»f", "\n", "a\n|c\nd\n|f");
        row("Enter ends lines as the text does", "a {|}\r\n", "\n", "a {\r\n    |\r\n}\r\n");
        row("Enter in an empty text", "|", "\n", "\n|");
        row("Enter at the end without a line end", "  a|", "\n", "  a\n  |");
        row("Tab indents selected lines", "«a\nb»", "\t", "«    a\n    b»");
        row("Tab at the caret goes to the next step", "ab|", "\t", "ab  |");
        row("Backspace in the indentation goes a step back", "        |a", "\b", "    |a");
        row("Backspace takes a letter with its accent mark's bytes", "e\u0301|", "\b", "e|");
        row("a pair in right-to-left text", "x = \"\u05E9\u05DC\u05D5\u05DD\"|", "\b",
            "x = \"\u05E9\u05DC\u05D5\u05DD|");
    }
    void typing()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, key);
        const auto editor = editorWith(before);
        press(*editor, key);
        QTEST(marked(*editor), "after");
        const QByteArray text = editor->utf8();
        if (text == read(before).text) return;
        editor->undo();
        QCOMPARE(editor->utf8(), read(before).text); // one step
        QVERIFY(!editor->isUndoAvailable());
        editor->redo();
        QCOMPARE(editor->utf8(), text);
    }

    void commands_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *command, const char *before, const char *after) {
            QTest::newRow(name) << QString::fromUtf8(command) << QByteArray(before) << QByteArray(after);
        };
        row("comment the lines of every caret", "toggleComment", "a|\nb\nc|", "// a|\nb\n// c|");
        row("code again at every caret", "toggleComment", "// a|\nb\n//c|", "a|\nb\nc|");
        row("the caret stays at its letter", "toggleComment", "    ab|c", "    // ab|c");
        row("the caret in the mark goes to its place", "toggleComment", "  /|/ a", "  |a");
        row("selected lines stay selected", "toggleComment", "«a\nb\n»c", "«// a\n// b\n»c");
        row("a blank line alone", "toggleComment", "a\n|\nb", "a\n// |\nb");
        row("an empty text", "toggleComment", "|", "// |");
        row("blank lines between stay blank", "toggleComment", "«a\n\nb»", "«// a\n\n// b»");
        row("a comment in a string's line", "toggleComment", "x = \"a // b\";|", "// x = \"a // b\";|");

        row("move down", "moveLinesDown", "  a|a\nb\nc", "b\n  a|a\nc");
        row("move up", "moveLinesUp", "a\n\tb|b\nc", "\tb|b\na\nc");
        row("move down onto the end without a line end", "moveLinesDown", "a|\nb", "b\na|");
        row("move up from the end without a line end", "moveLinesUp", "a\nb|", "b|\na");
        row("move selected lines down", "moveLinesDown", "«a\nb\n»c\nd", "c\n«a\nb\n»d");
        row("move a selection from behind", "moveLinesUp", "x\n»a\nb«\nc", "»a\nb«\nx\nc");
        row("move the lines of several carets", "moveLinesDown", "a|\nb\nc|\nd\ne", "b\na|\nd\nc|\ne");
        row("nothing above the first line", "moveLinesUp", "a|\nb", "a|\nb");
        row("nothing below the last line", "moveLinesDown", "a\nb|", "a\nb|");
        row("move with CRLF", "moveLinesDown", "a|\r\nb\r\nc", "b\r\na|\r\nc");
        row("move with CRLF onto the end", "moveLinesDown", "a|\r\nb", "b\r\na|");

        row("duplicate goes on in the lower copy", "duplicateLines", "x\na|a\nb", "x\naa\na|a\nb");
        row("duplicate upwards stays in the upper copy", "duplicateLinesUp", "a|a\nb", "a|a\naa\nb");
        row("duplicate the last line without a line end", "duplicateLines", "a\nb|", "a\nb\nb|");
        row("duplicate selected lines", "duplicateLines", "«a\nb»\nc", "a\nb\n«a\nb»\nc");
        row("duplicate the lines of several carets", "duplicateLines", "a|\nb\nc|", "a\na|\nb\nc\nc|");
        row("duplicate a selection in its line", "duplicateSelection", "a«bc»d", "a«bc»bcd");
        row("duplicate with CRLF", "duplicateLines", "a|\r\nb", "a\r\na|\r\nb");
        row("duplicate in an empty text", "duplicateLines", "|", "\n|");

        row("delete the lines of several carets", "deleteLines", "a|\nb\nc|\nd", "|b\n|d");
        row("join", "joinLines", "a|  \n    b", "a| b");
        row("join selected lines", "joinLines", "«a,\n  b,\n  c»;", "«a, b, c»;");
        row("join onto a blank line", "joinLines", "|\nb", "|b");
        row("join the last line: nothing to join", "joinLines", "a\nb|", "a\nb|");
        row("select a line", "selectLines", "a\nb|b\nc", "a\n«bb\n»c");
        row("select one more", "selectLines", "a\n«bb\n»c\nd", "a\n«bb\nc\n»d");
        row("select the last line", "selectLines", "a\nb|", "a\n«b»");
        row("indent", "indentLines", "a|\nb", "    a|\nb");
        row("indent to the next step", "indentLines", "  a|", "    a|");
        row("unindent", "unindentLines", "«      a\n  b\nc»", "«    a\nb\nc»");

        row("capitals of a selection", "upperCase", "a«b\u00e4»c", "a«B\u00c4»c");
        row("capitals of the word at the caret", "upperCase", "ab co|de", "ab CO|DE");
        row("small letters at several places", "lowerCase", "«AB» C «DE»", "«ab» C «de»");

        row("select all occurrences of a word", "selectAllOccurrences", "ro|w rows row", "«row» rows «row»");
        row("select all occurrences of a selection", "selectAllOccurrences", "«ro»w rows a", "«ro»w «ro»ws a");
        row("next occurrence", "addNextOccurrence", "«row» a row", "«row» a «row»");
    }
    void commands()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, before);
        const auto editor = editorWith(before);
        QVERIFY(QMetaObject::invokeMethod(editor.get(), command.toLatin1().constData()));
        QTEST(marked(*editor), "after");
        const QByteArray text = editor->utf8();
        if (text == read(before).text) return;
        editor->undo();
        QCOMPARE(editor->utf8(), read(before).text);
        QVERIFY(!editor->isUndoAvailable());
        editor->redo();
        QCOMPARE(editor->utf8(), text);
    }

    void occurrencesOfAWordAreWords()
    {
        const auto editor = editorWith("i|; print(i); i");
        for (int i = 0; i < 4; ++i) editor->addNextOccurrence();
        QCOMPARE(marked(*editor), "«i»; print(«i»); «i»");
        // Of letters that were selected, any.
        const auto letters = editorWith("«i»; print(i)");
        letters->addNextOccurrence();
        QCOMPARE(marked(*letters), "«i»; pr«i»nt(i)");
    }

    void nothingChangesWhatIsReadOnly_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command :
             {"cut", "paste", "toggleComment", "duplicateLines", "duplicateLinesUp", "duplicateSelection",
              "moveLinesUp", "moveLinesDown", "deleteLines", "joinLines", "sortLines", "indentLines", "unindentLines",
              "indentWithTabs", "removeTrailingSpaces", "upperCase"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void nothingChangesWhatIsReadOnly()
    {
        QFETCH(QString, command);
        const QByteArray text = "b;  \n    a;|\nc;\n";
        QApplication::clipboard()->setText(u"xyz"_s);
        const auto editor = editorWith(text);
        editor->setReadOnly(true);
        QVERIFY(QMetaObject::invokeMethod(editor.get(), command.toLatin1().constData()));
        QCoreApplication::processEvents();
        QCOMPARE(editor->utf8(), read(text).text);
    }

    // Worked out on another thread.
    void lines_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *command, const char *before, const char *after) {
            QTest::newRow(name) << QString::fromUtf8(command) << QByteArray(before) << QByteArray(after);
        };
        row("sort all", "sortLines", "b\na\nc|\n", "a\nb\nc\n");
        row("sort without a last line end", "sortLines", "b|\na", "a\nb");
        row("sort what is selected", "sortLines", "z\n«c\nb\na»\ny", "z\na\nb\nc\ny");
        row("equal lines keep their order", "sortLines", "b|\n\na\n\n", "\n\na\nb\n");
        row("sort with CRLF", "sortLines", "b|\r\na\r\n", "a\r\nb\r\n");
        row("repeated lines go", "removeRepeatedLines", "b|\na\nb\nb\nc\n", "b\na\nc\n");
        row("tabs to spaces", "indentWithSpaces", "|\ta\n  \tb\t\n    c\n", "    a\n    b\t\n    c\n");
        row("spaces to tabs", "indentWithTabs", "|    a\n      b    c\n\td\n", "\ta\n\t  b    c\n\td\n");
    }
    void lines()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto editor = editorWith(before);
        QVERIFY(QMetaObject::invokeMethod(editor.get(), command.toLatin1().constData()));
        QTRY_COMPARE(editor->utf8(), after);
        editor->undo();
        QCOMPARE(editor->utf8(), read(before).text);
    }

    void whatIsTypedMeanwhileIsKept()
    {
        QByteArray text;
        for (int line = 100'000; line > 0; --line) text += "line " + QByteArray::number(line) + '\n';
        const auto editor = editorWith("|" + text);
        editor->sortLines();
        press(*editor, u"x"_s); // before the answer
        QTRY_VERIFY_WITH_TIMEOUT(filePool().activeThreadCount() == 0, 20'000);
        QCoreApplication::processEvents();
        QCOMPARE(editor->utf8(), "x" + text);
    }

    void marksGoWithTheirLines()
    {
        const auto editor = editorWith("a\nb|\nc\nd\n");
        editor->setBookmarks({2});
        editor->setBreakpoints({3});
        editor->moveLinesDown();
        QCOMPARE(editor->bookmarks(), QList{3});
        QCOMPARE(editor->marks().lines(Mark::Breakpoint), QList{2});
        editor->moveLinesUp();
        editor->moveLinesUp();
        QCOMPARE(editor->bookmarks(), QList{1});
        QCOMPARE(editor->marks().lines(Mark::Breakpoint), QList{3});
    }

    void clipboardOfWholeLines_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<bool>("cuts");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("pasted"); // at the carets that are there then
        QTest::newRow("copy a line") << QByteArray("a|b\nc") << false << u"ab\n"_s << QByteArray("a|b\nc")
                                     << QByteArray("ab\na|b\nc");
        QTest::newRow("cut a line") << QByteArray("a\nb|b\nc") << true << u"bb\n"_s << QByteArray("a\n|c")
                                    << QByteArray("a\nbb\n|c");
        QTest::newRow("the last line, without an end")
            << QByteArray("a\nb|") << false << u"b\n"_s << QByteArray("a\nb|") << QByteArray("a\nb\nb|");
        QTest::newRow("lines of two carets") << QByteArray("a|\nb\nc|") << false << u"a\nc\n"_s
                                             << QByteArray("a|\nb\nc|") << QByteArray("a\nc\na|\nb\na\nc\nc|");
        QTest::newRow("a selection as ever")
            << QByteArray("a«b»c") << true << u"b"_s << QByteArray("a|c") << QByteArray("ab|c");
        QTest::newRow("CRLF") << QByteArray("a|\r\nb") << false << u"a\r\n"_s << QByteArray("a|\r\nb")
                              << QByteArray("a\r\na|\r\nb");
    }
    void clipboardOfWholeLines()
    {
        QFETCH(QByteArray, before);
        QFETCH(bool, cuts);
        const auto editor = editorWith(before);
        if (cuts) editor->cut();
        else editor->copy();
        QTEST(QApplication::clipboard()->text(), "text");
        QTEST(marked(*editor), "left");
        editor->paste();
        QTEST(marked(*editor), "pasted");
    }

    void namesAreLinksWhileCtrlIsHeld()
    {
        const auto editor = editorWith("total = 1;\nprint(total); // total\n");
        test::styleAll(*editor);
        const auto placeOf = [&](long position) {
            return QPoint(int(editor->SendScintilla(S::SCI_POINTXFROMPOSITION, 0UL, position)) + 2,
                          int(editor->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, position)) + 6);
        };
        const auto move = [&](const QPoint &place, Qt::KeyboardModifiers modifiers) {
            QMouseEvent event(QEvent::MouseMove, place, editor->viewport()->mapToGlobal(place), Qt::NoButton,
                              Qt::NoButton, modifiers);
            QCoreApplication::sendEvent(editor->viewport(), &event);
        };
        const auto isLink = [&](long at) {
            return editor->SendScintilla(S::SCI_INDICATORVALUEAT, indicator::kLink, at) != 0;
        };
        QSignalSpy wanted(editor.get(), &CodeEditor::definitionRequested);
        move(placeOf(18), {});
        QVERIFY(!isLink(18));
        move(placeOf(18), Qt::ControlModifier);
        QVERIFY(isLink(17) && isLink(21) && !isLink(22));
        QCOMPARE(editor->viewport()->cursor().shape(), Qt::PointingHandCursor);
        move(placeOf(30), Qt::ControlModifier); // in a comment
        QVERIFY(!isLink(18) && !isLink(30));
        QTest::mouseClick(editor->viewport(), Qt::LeftButton, Qt::ControlModifier, placeOf(18));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(caretsOf(*editor).size(), 1U); // no second caret
        QCOMPARE(editor->caretPlace(), (TextPlace{2, 7}));
        QVERIFY(!isLink(18));
        QTest::mouseClick(editor->viewport(), Qt::LeftButton, Qt::ControlModifier, placeOf(30));
        QCOMPARE(wanted.size(), 1);
    }

    void menuOfTheText()
    {
        const auto editor = editorWith("abc d«ef»\n");
        QSignalSpy wanted(editor.get(), &CodeEditor::menuRequested);
        const auto ask = [&](long position) {
            const QPoint place(int(editor->SendScintilla(S::SCI_POINTXFROMPOSITION, 0UL, position)) + 1,
                               int(editor->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, position)) + 6);
            QContextMenuEvent event(QContextMenuEvent::Mouse, place, editor->viewport()->mapToGlobal(place));
            QCoreApplication::sendEvent(editor->viewport(), &event);
        };
        ask(6);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(marked(*editor), "abc d«ef»\n"); // in the selection: it stays
        ask(1);
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(marked(*editor), "a|bc def\n");
    }

    void ticksBesideTheScrollBar()
    {
        const auto editor = editorWith("|" + QByteArray("a\n").repeated(1000));
        ScrollTicks &ticks = editor->scrollTicks();
        QCOMPARE(ticks.size(), editor->verticalScrollBar()->size());
        QCOMPARE(ticks.yOf(0), 0);
        QVERIFY(ticks.yOf(500) > ticks.height() * 2 / 5 && ticks.yOf(500) < ticks.height() * 3 / 5);
        QVERIFY(ticks.yOf(1000) <= ticks.height() - 2);
        const auto colorAt = [&](int y) { return editor->verticalScrollBar()->grab().toImage().pixelColor(6, y); };
        const QColor plain = colorAt(ticks.yOf(500));
        ticks.setHits({500});
        QVERIFY(colorAt(ticks.yOf(500)) != plain);
        ticks.setHits({});
        QCOMPARE(colorAt(ticks.yOf(500)), plain);
        EditorDiagnostic error;
        error.line = error.endLine = 501;
        error.endColumn = 2;
        QVERIFY(editor->setDiagnostics(editor->revision(), {error}));
        QVERIFY(colorAt(ticks.yOf(500)) != plain);
    }
};

QTEST_MAIN(tst_Editing)
#include "tst_editing.moc"
