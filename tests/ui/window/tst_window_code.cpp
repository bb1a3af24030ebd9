// SPDX-License-Identifier: GPL-3.0-or-later
//
// The meaning of the code, in the real window by real keys: completion, parameters, hover, definition, references,
// rename, mends, format, outline and breadcrumbs. With LATCHKEY_SHOTS=FOLDER each state leaves a picture there.
#include "tests/ui/window/window_test.h"

#include "ui/editor/breadcrumbs.h"
#include "ui/editor/indicators.h"
#include "ui/editor/minimap.h"
#include "ui/editor/rename_panel.h"
#include "ui/editor/split_view.h"
#include "ui/project/outline_pane.h"
#include "ui/project/search_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/small_parts.h"
#include "ui/window/code_desk.h"
#include "ui/window/entry_list.h"
#include "ui/window/overview_panel.h"
#include "ui/window/panes.h"

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;
using S = QsciScintillaBase;

namespace {

/// Leaves pictures of the window, light and dark, when they are wanted.
void shoot(TestWindow &window, const QString &name)
{
    const QString folder = qEnvironmentVariable("LATCHKEY_SHOTS");
    if (folder.isEmpty()) return;
    using Scheme = theme::Theme::Scheme;
    for (const auto &[scheme, suffix] :
         {std::pair(Scheme::Dark, u"-dark.png"_s), std::pair(Scheme::Light, u".png"_s)}) {
        theme::Theme::instance().setScheme(scheme);
        QApplication::processEvents();
        window->grab().save(folder + u'/' + name + suffix);
    }
}

void putCaret(EditorPage *page, const QByteArray &behind)
{
    const qsizetype at = page->editor()->utf8().indexOf(behind);
    QVERIFY2(at >= 0, behind.constData());
    page->editor()->SendScintilla(S::SCI_GOTOPOS, long(at + behind.size()));
}

long caretOf(const EditorPage *page)
{
    return page->editor()->SendScintilla(S::SCI_GETCURRENTPOS);
}

QStringList labels(const EditorPage *page)
{
    QStringList all;
    if (!page->assist()->isListShown()) return all;
    for (const language::CompletionItem &item : page->assist()->popup()->model()->items())
        all << QString::fromStdString(item.label);
    return all;
}

} // namespace

class tst_WindowCode : public QObject
{
    Q_OBJECT

private slots:
    void completesWhileTyping();
    void acceptsWithEnterAndTab();
    void escapeClosesTheListOnly();
    void narrowsAtOnce();
    void staleAnswersAreDropped();
    void writesCallsWithParentheses();
    void addsImports();
    void snippetsGoOnWithTab();
    void showsParameters();
    void showsHover();
    void goesToDefinitionsAndBack();
    void listsReferences();
    void renamesWithPreview();
    void refusesBadNames();
    void mends();
    void formats();
    void outlineFollows();
    void bigFilesAnswerOffTheThread();
    void panelsHaveNames();
    void panelsStayInSmallWindows();
    void findsInTheFolder();
    void opensFilesOfTheFolderQuickly();
    void bookmarks();
    void trailingSpaces();
    void splitViewsShareTheText();
    void longLinesWrapOnWish();
    void altClickSetsCarets();
    void minimapIsASetting();
    void namesAtTheCaretAreMarked();
    void controlClickGoesToTheDefinition();
    void menuOfTheTextHasItsCommands();
    void completesWhatTheLastRunHad();
    void listsReferencesOfOtherFiles();
    void renamesOverImports();
    void refusesToRenameWhatIsTakenByName();
};

namespace {

const QByteArray kUtil = "// The rows.\nfunction total(rows) { return rows; }\nx = total(1);\n";

QStringList rowsOf(const OverviewPanel *panel)
{
    QStringList rows;
    for (const Entry &entry : panel->view()->entries()->entries())
        rows << entry.where + u":"_s + entry.name + u" "_s + entry.end;
    return rows;
}

} // namespace

void tst_WindowCode::listsReferencesOfOtherFiles()
{
    const QTemporaryDir folder;
    makeFile(folder, u"main.ml"_s, "import util;\nprint(util.total(2));\nprint(\"total\");\n");
    TestWindow window;
    EditorPage *page = window.open(makeFile(folder, u"util.ml"_s, kUtil));
    putCaret(page, "function to");
    window.press(Qt::Key_F12, Qt::ShiftModifier);
    OverviewPanel *panel = nullptr;
    QTRY_VERIFY((panel = window->findChild<OverviewPanel *>()) != nullptr && panel->isVisible());
    QTRY_COMPARE(rowsOf(panel).size(), 3);
    QCOMPARE(rowsOf(panel).last(), u"main.ml:print(util.total(2)); line 2"_s);
    shoot(window, u"references-files"_s);
    panel->view()->setCurrentIndex(panel->view()->model()->index(2, 0));
    window.press(Qt::Key_Return);
    QTRY_COMPARE(window->editors()->currentPage()->name(), u"main.ml"_s);
    QTRY_COMPARE(window->editors()->currentPage()->editor()->caretPlace(), (editor::TextPlace{2, 12}));
}

void tst_WindowCode::renamesOverImports()
{
    const QTemporaryDir folder;
    const QString main = makeFile(folder, u"main.ml"_s, "import util;\nprint(util.total(2));\n");
    const QString other = makeFile(folder, u"other.ml"_s, "import util as u;\ny = u.total(3);\n");
    makeFile(folder, u"third.ml"_s, "total = 5;\n");
    TestWindow window;
    EditorPage *opened = window.open(other);
    opened->editor()->insertAt(u"// unsaved\n"_s, 0, 0);
    EditorPage *page = window.open(makeFile(folder, u"util.ml"_s, kUtil));
    putCaret(page, "function to");
    window.press(Qt::Key_F2);
    QTRY_VERIFY(window->codeDesk()->renamePanel() != nullptr && window->codeDesk()->renamePanel()->isVisible());
    window.type(u"sum_all"_s);
    const QLabel *summary = window->codeDesk()->renamePanel()->summary();
    QTRY_VERIFY2(summary->text().contains(u"4 places in 3 files"_s), qPrintable(summary->text()));
    shoot(window, u"rename-files"_s);
    window.press(Qt::Key_Return);
    QTRY_COMPARE(page->editor()->utf8(), QByteArray(kUtil).replace("total", "sum_all"));
    QTRY_COMPARE(opened->editor()->utf8(), "// unsaved\nimport util as u;\ny = u.sum_all(3);\n");
    EditorPage *third = nullptr;
    QTRY_VERIFY((third = window->editors()->pageOfFile(main)) != nullptr);
    QTRY_COMPARE(third->editor()->utf8(), "import util;\nprint(util.sum_all(2));\n");
    QVERIFY(third->document()->isModified()); // nothing is written that was not looked at
    QCOMPARE(contentOf(main), "import util;\nprint(util.total(2));\n");
    QCOMPARE(window->editors()->currentPage(), page);
    third->editor()->undo();
    QCOMPARE(third->editor()->utf8(), "import util;\nprint(util.total(2));\n");
    QVERIFY(!third->document()->isModified());
    Person person(1);
    window.vanish();
}

void tst_WindowCode::refusesToRenameWhatIsTakenByName()
{
    const QTemporaryDir folder;
    makeFile(folder, u"main.ml"_s, "import util;\n{total} = util;\n");
    TestWindow window;
    EditorPage *page = window.open(makeFile(folder, u"util.ml"_s, kUtil));
    putCaret(page, "function to");
    window.press(Qt::Key_F2);
    QTRY_VERIFY(window->codeDesk()->renamePanel() != nullptr && window->codeDesk()->renamePanel()->isVisible());
    window.type(u"sum_all"_s);
    const QLabel *summary = window->codeDesk()->renamePanel()->summary();
    QTRY_VERIFY2(summary->text().contains(u"main.ml"_s), qPrintable(summary->text()));
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->utf8(), kUtil);
}

void tst_WindowCode::completesWhatTheLastRunHad()
{
    TestWindow window;
    EditorPage *page =
        window.newFile("import json;\ndata = json.parse(\"{\\\"user\\\": {\\\"city\\\": \\\"Rome\\\"}}\");\n");
    putCaret(page, ";\ndata = json.parse(\"{\\\"user\\\": {\\\"city\\\": \\\"Rome\\\"}}\");\n");
    window.type(u"data."_s);
    QTest::qWait(0);
    QVERIFY(!labels(page).contains(u"user"_s)); // nobody knows yet
    window.press(Qt::Key_Escape);
    for (int i = 0; i < 5; ++i) window.press(Qt::Key_Backspace);
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    page->setFocus();
    window.type(u"data."_s);
    QTRY_VERIFY(labels(page).contains(u"user"_s));
    window.type(u"user."_s);
    QTRY_VERIFY(labels(page).contains(u"city"_s));
    shoot(window, u"completion-seen"_s);
}

// The same variable, not the same letters.
void tst_WindowCode::namesAtTheCaretAreMarked()
{
    TestWindow window;
    EditorPage *page = window.newFile("total = 1;\nfunction f(total) { return total; }\nprint(total, \"total\");\n");
    const editor::OccurrenceMarks &marks = page->assist()->occurrences();
    const auto isMarked = [page](const QByteArray &behind) {
        const auto at = long(page->editor()->utf8().indexOf(behind) + behind.size());
        return page->editor()->SendScintilla(S::SCI_INDICATORVALUEAT, editor::indicator::kOccurrence, at) != 0;
    };
    putCaret(page, "tot");
    QTRY_COMPARE(marks.count(), 2);
    QVERIFY(isMarked("") && isMarked("print(") && !isMarked("f(") && !isMarked(", \""));
    shoot(window, u"occurrences"_s);
    putCaret(page, "f(to");
    QTRY_VERIFY(isMarked("f(") && isMarked("return "));
    QCOMPARE(marks.count(), 2);
    putCaret(page, " = ");
    QTRY_COMPARE(marks.count(), 0);
    page->editor()->SendScintilla(S::SCI_SETSEL, 0UL, 3L); // of a selection the same letters
    QTRY_COMPARE(marks.count(), 5);
    window.type(u"x"_s);
    QCOMPARE(marks.count(), 0);
}

void tst_WindowCode::controlClickGoesToTheDefinition()
{
    TestWindow window;
    EditorPage *page = window.newFile("function readAll(p) { return p; }\n\nx = readAll(1);\n");
    const auto at = long(page->editor()->utf8().indexOf("readAll(1)")) + 2;
    const QPoint place(int(page->editor()->SendScintilla(S::SCI_POINTXFROMPOSITION, 0UL, at)) + 2,
                       int(page->editor()->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, at)) + 6);
    QTest::mouseClick(page->editor()->viewport(), Qt::LeftButton, Qt::ControlModifier, place);
    QTRY_COMPARE(page->editor()->caretPlace(), (editor::TextPlace{1, 10}));
    window.press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(page->editor()->caretPlace().line, 3);
}

void tst_WindowCode::menuOfTheTextHasItsCommands()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\nb = a;\n");
    QContextMenuEvent key(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(page->editor()->viewport(), &key);
    auto *menu = window->findChild<QMenu *>(u"editorMenu"_s);
    QVERIFY(menu != nullptr);
    QTRY_VERIFY(menu->isVisible());
    shoot(window, u"menu"_s);
    QVERIFY(menu->actions().contains((*window).commands()[u"rename"_s]));
    QVERIFY(menu->actions().contains((*window).commands()[u"runToHere"_s]));
    QTest::keyClick(menu, Qt::Key_Escape);
    QTRY_VERIFY(window->findChild<QMenu *>(u"editorMenu"_s) == nullptr);
}

// One switch for every file, in the menu and in the settings.
void tst_WindowCode::minimapIsASetting()
{
    TestWindow window;
    EditorPage *first = window.newFile("a = 1;\n");
    EditorPage *second = window.newFile("b = 2;\n");
    QAction *action = window->commands()[u"minimap"_s];
    QVERIFY(!action->isChecked());
    QVERIFY(first->editor()->minimap() == nullptr);
    action->trigger();
    QVERIFY(first->editor()->minimap() != nullptr);
    QVERIFY(second->editor()->minimap()->isVisible());
    QVERIFY(action->isChecked());
    QVERIFY(window.newFile("c = 3;\n")->editor()->minimap() != nullptr);
    shoot(window, u"minimap"_s);
    window->userSettings()->set(settings::key::kMinimap, false);
    QVERIFY(!action->isChecked());
    QVERIFY(first->editor()->minimap() == nullptr);
}

void tst_WindowCode::completesWhileTyping()
{
    TestWindow window;
    EditorPage *page =
        window.newFile("import file;\n// Reads all of them.\nfunction readAll(paths) { return paths; }\n");
    putCaret(page, "paths; }\n");
    window.type(u"re"_s);
    QTRY_VERIFY(labels(page).contains(u"readAll"_s));
    QCOMPARE(labels(page).first(), u"readAll"_s);
    QTRY_VERIFY(page->assist()->popup()->documentation()->isVisible());
    QCOMPARE(page->assist()->popup()->documentation()->text().body, u"Reads all of them."_s);
    QVERIFY(page->editor()->hasFocus());
    shoot(window, u"completion"_s);
    window.press(Qt::Key_Escape);
    window.press(Qt::Key_Backspace);
    window.press(Qt::Key_Backspace);
    window.type(u"file."_s);
    QTRY_VERIFY(labels(page).contains(u"readLines"_s));
    shoot(window, u"completion-members"_s);
    window.type(u"rl"_s);
    QTRY_COMPARE(labels(page).value(0), u"readLines"_s);
    QCOMPARE(page->assist()->popup()->documentation()->text().needs, u"file.read"_s);
}

void tst_WindowCode::acceptsWithEnterAndTab()
{
    TestWindow window;
    EditorPage *page = window.newFile("total = 1;\n");
    putCaret(page, "1;\n");
    window.type(u"tot"_s);
    QTRY_VERIFY(page->assist()->isListShown());
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->utf8(), "total = 1;\ntotal");
    QVERIFY(!page->assist()->isListShown());
    // Tab replaces the rest of the word too.
    window.type(u" = 2;\n"_s);
    window.type(u"toward"_s);
    for (int i = 0; i < 4; ++i) window.press(Qt::Key_Left);
    window.press(Qt::Key_Space, Qt::ControlModifier);
    QTRY_VERIFY(labels(page).contains(u"total"_s));
    window.press(Qt::Key_Tab);
    QVERIFY(page->editor()->utf8().endsWith("\ntotal"));
    page->editor()->undo();
    QVERIFY(page->editor()->utf8().endsWith("\ntoward"));
}

void tst_WindowCode::escapeClosesTheListOnly()
{
    TestWindow window;
    EditorPage *page = window.newFile("total = 1;\n");
    putCaret(page, "1;\n");
    window.type(u"to"_s);
    QTRY_VERIFY(page->assist()->isListShown());
    const QSignalSpy escapes(page->editor(), &editor::CodeEditor::escapePressed);
    window.press(Qt::Key_Escape);
    QVERIFY(!page->assist()->isListShown());
    QCOMPARE(escapes.size(), 0);
    window.press(Qt::Key_Escape);
    QCOMPARE(escapes.size(), 1);
}

void tst_WindowCode::narrowsAtOnce()
{
    TestWindow window;
    EditorPage *page = window.newFile("alpha = 1; alpine = 2;\n");
    putCaret(page, "2;\n");
    window.type(u"al"_s);
    QTRY_VERIFY(labels(page).contains(u"alpine"_s));
    window.type(u"pi"_s);
    QTRY_VERIFY(!labels(page).contains(u"alpha"_s));
    QVERIFY(labels(page).contains(u"alpine"_s));
    window.press(Qt::Key_Backspace);
    QTRY_VERIFY(labels(page).contains(u"alpha"_s));
    window.type(u" "_s);
    QTRY_VERIFY(!page->assist()->isListShown());
}

void tst_WindowCode::staleAnswersAreDropped()
{
    TestWindow window;
    EditorPage *page = window.newFile("alpha = 1;\n");
    bool answered = false;
    QSemaphore goOn;
    const auto slowly = [&goOn](const language::DocumentPtr &, const language::Workspace &) {
        goOn.acquire();
        return 1;
    };
    page->assist()->service().ask(editor::LanguageService::Command, slowly, [&answered](int) { answered = true; });
    page->editor()->append(u"x"_s);
    goOn.release();
    editor::LanguageService::pool().waitForDone();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QVERIFY(!answered);
    // The owner gone meanwhile.
    page->assist()->service().ask(editor::LanguageService::Command, slowly, [&answered](int) { answered = true; });
    window.vanish();
    goOn.release();
    editor::LanguageService::pool().waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

void tst_WindowCode::writesCallsWithParentheses()
{
    TestWindow window;
    EditorPage *page = window.newFile();
    window.type(u"x = sort"_s);
    QTRY_COMPARE(labels(page).value(0), u"sorted"_s);
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->utf8(), "x = sorted()");
    QCOMPARE(caretOf(page), 11);
    QTRY_VERIFY(page->assist()->parameters() != nullptr && page->assist()->parameters()->isVisible());
    window.type(u"[]"_s);
    window.press(Qt::Key_Tab); // behind the parenthesis
    window.type(u";"_s);
    QCOMPARE(page->editor()->utf8(), "x = sorted([]);");
}

void tst_WindowCode::addsImports()
{
    TestWindow window;
    EditorPage *page = window.newFile("x = 1;\n");
    putCaret(page, "1;\n");
    window.type(u"y = jso"_s);
    QTRY_COMPARE(labels(page).value(0), u"json"_s);
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->utf8(), "import json;\nx = 1;\ny = json");
    window.type(u".par"_s);
    QTRY_COMPARE(labels(page).value(0), u"parse"_s);
}

void tst_WindowCode::snippetsGoOnWithTab()
{
    TestWindow window;
    EditorPage *page = window.newFile("    ");
    window.press(Qt::Key_End);
    window.type(u"fori"_s);
    QTRY_COMPARE(labels(page).value(0), u"fori"_s);
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->utf8(), "    for (i in range(n)) {\n        \n    }");
    QCOMPARE(page->editor()->selectedUtf8(), "i");
    window.type(u"k"_s);
    window.press(Qt::Key_Tab);
    QCOMPARE(page->editor()->selectedUtf8(), "n");
    window.type(u"9"_s);
    window.press(Qt::Key_Tab);
    window.type(u";"_s);
    QCOMPARE(page->editor()->utf8(), "    for (k in range(9)) {\n        ;\n    }");
}

void tst_WindowCode::showsParameters()
{
    TestWindow window;
    EditorPage *page = window.newFile("// Adds.\nfunction add(first, second) { return first + second; }\n");
    putCaret(page, "second; }\n");
    window.type(u"x = add("_s);
    const auto bold = [page] {
        const editor::CodeTip *tip = page->assist()->parameters();
        if (tip == nullptr || !tip->isVisible()) return QString();
        return tip->text().code.mid(tip->text().boldFrom, tip->text().boldTo - tip->text().boldFrom);
    };
    QTRY_COMPARE(bold(), u"first"_s);
    shoot(window, u"parameters"_s);
    window.type(u"1, "_s);
    QTRY_COMPARE(bold(), u"second"_s);
    window.press(Qt::Key_Escape);
    QVERIFY(!page->assist()->parameters()->isVisible());
    window.press(Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bold(), u"second"_s);
    window.type(u"2);"_s);
    QTRY_VERIFY(!page->assist()->parameters()->isVisible());
}

void tst_WindowCode::showsHover()
{
    TestWindow window;
    EditorPage *page = window.newFile("import file;\ntext = file.read(\"notes.txt\");\nprint(text);\n");
    putCaret(page, "file.re");
    window.press(Qt::Key_I, Qt::ControlModifier);
    const auto tip = [page] { return page->assist()->hoverTip(); };
    QTRY_VERIFY(tip() != nullptr && tip()->isVisible());
    QCOMPARE(tip()->text().needs, u"file.read"_s);
    QVERIFY(tip()->text().code.startsWith(u"file.read(path: string"_s));
    QVERIFY(!tip()->accessibleName().isEmpty());
    shoot(window, u"hover"_s);
    window.press(Qt::Key_Left);
    QVERIFY(!tip()->isVisible());
    // The pointer does the same as the key.
    putCaret(page, "print(te");
    emit page->editor()->hovered(page->editor()->caretPlace(), {});
    QTRY_VERIFY(tip()->isVisible());
    QCOMPARE(tip()->text().code, u"text: string"_s);
}

void tst_WindowCode::goesToDefinitionsAndBack()
{
    const QTemporaryDir folder;
    makeFile(folder, u"util.ml"_s, "limit = 3;\n\nfunction total(rows) {\n    return 0;\n}\n");
    const QString path = makeFile(folder, u"main.ml"_s, "import util;\nx = util.total([]);\nprint(x);\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    putCaret(page, "print(x");
    window.press(Qt::Key_F12);
    QTRY_COMPARE(page->editor()->caretPlace(), (editor::TextPlace{2, 1}));
    putCaret(page, "util.to");
    window.press(Qt::Key_F12);
    QTRY_VERIFY(window.page() != page && window.page()->name() == u"util.ml"_s);
    QTRY_COMPARE(window.page()->editor()->caretPlace(), (editor::TextPlace{3, 10}));
    window.press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(window.page(), page);
    QCOMPARE(page->editor()->caretPlace().line, 2);
    window.press(Qt::Key_Right, Qt::AltModifier);
    QTRY_COMPARE(window.page()->name(), u"util.ml"_s);
}

void tst_WindowCode::listsReferences()
{
    TestWindow window;
    EditorPage *page = window.newFile("rows = [];\nprint(rows);\nfor (r in rows) { print(r); }\n");
    putCaret(page, "print(ro");
    window.press(Qt::Key_F12, Qt::ShiftModifier);
    const auto view = [&window] { return window->findChild<EntryView *>(u"overviewView"_s); };
    QTRY_VERIFY(view() != nullptr && view()->isVisible());
    QCOMPARE(view()->entries()->rowCount(), 3);
    shoot(window, u"references"_s);
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->selectedUtf8(), "rows");
    QCOMPARE(page->editor()->caretPlace().line, 3);
    QVERIFY(page->editor()->hasFocus());
}

void tst_WindowCode::renamesWithPreview()
{
    TestWindow window;
    EditorPage *page = window.newFile("rows = [];\nfunction f(x) {\n    print(rows, x);\n}\n");
    putCaret(page, "ro");
    window.press(Qt::Key_F2);
    const auto panel = [&window] { return window->codeDesk()->renamePanel(); };
    QTRY_VERIFY(panel() != nullptr && panel()->isVisible());
    QVERIFY(panel()->field()->hasFocus());
    QCOMPARE(panel()->field()->selectedText(), u"rows"_s);
    window.type(u"lines"_s);
    QTRY_VERIFY2(panel()->summary()->text().startsWith(u"2 places"_s), qPrintable(panel()->summary()->text()));
    shoot(window, u"rename"_s);
    window.press(Qt::Key_Return);
    // Enter may come before the last preview; it is not lost.
    QTRY_COMPARE(page->editor()->utf8(), "lines = [];\nfunction f(x) {\n    print(lines, x);\n}\n");
    QVERIFY(page->editor()->hasFocus());
    page->editor()->undo();
    QCOMPARE(page->editor()->utf8(), "rows = [];\nfunction f(x) {\n    print(rows, x);\n}\n");
}

void tst_WindowCode::refusesBadNames()
{
    TestWindow window;
    EditorPage *page = window.newFile("rows = [];\nother = 1;\n");
    const QByteArray before = page->editor()->utf8();
    putCaret(page, "ro");
    window.press(Qt::Key_F2);
    const auto panel = [&window] { return window->codeDesk()->renamePanel(); };
    QTRY_VERIFY(panel() != nullptr && panel()->isVisible());
    window.type(u"other"_s);
    QTRY_COMPARE(panel()->summary()->text(), u"`other` is already a name here (line 2)."_s);
    shoot(window, u"rename-refused"_s);
    window.press(Qt::Key_Return);
    QVERIFY(panel()->isVisible());
    window.press(Qt::Key_Escape);
    QVERIFY(!panel()->isVisible());
    QCOMPARE(page->editor()->utf8(), before);
    QVERIFY(page->editor()->hasFocus());
}

void tst_WindowCode::mends()
{
    TestWindow window;
    EditorPage *page = window.newFile("total = 1;\nprint(totl);\n");
    QTRY_VERIFY(!page->editor()->marks().diagnostics().isEmpty());
    putCaret(page, "print(to");
    window.press(Qt::Key_Return, Qt::AltModifier);
    QTRY_VERIFY(window->codeDesk()->fixMenu() != nullptr && window->codeDesk()->fixMenu()->isVisible());
    QCOMPARE(window->codeDesk()->fixMenu()->actions().first()->text(), u"Replace with total"_s);
    QTest::keyClick(window->codeDesk()->fixMenu(), Qt::Key_Return);
    QTRY_COMPARE(page->editor()->utf8(), "total = 1;\nprint(total);\n");
}

void tst_WindowCode::formats()
{
    TestWindow window;
    EditorPage *page = window.newFile("x=1;\nif(x){print(x);y=2;}\n");
    window.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(page->editor()->utf8(), "x = 1;\nif (x) {\n    print(x);\n    y = 2;\n}\n");
    page->editor()->undo();
    QCOMPARE(page->editor()->utf8(), "x=1;\nif(x){print(x);y=2;}\n");
    page->editor()->setText(u"x=1;\ny=2;\n"_s);
    page->editor()->SendScintilla(S::SCI_SETSEL, 5UL, 9L);
    (*window).commands()[u"formatSelection"_s]->trigger();
    QTRY_COMPARE(page->editor()->utf8(), "x=1;\ny = 2;\n");
    page->editor()->setText(u"x=(1;\n"_s);
    window.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(window->findChild<QLabel *>(u"statusMessage"_s)->text().startsWith(u"Line 1 has to be mended first"_s));
    QCOMPARE(page->editor()->utf8(), "x=(1;\n");
}

void tst_WindowCode::outlineFollows()
{
    TestWindow window;
    EditorPage *page = window.newFile("limit = 3;\nfunction outer(a) {\n    function inner(b) {\n        return b;\n   "
                                      " }\n    return inner(a);\n}\n");
    window.press(Qt::Key_O, Qt::AltModifier);
    auto *pane = window->findChild<project::OutlinePane *>();
    QVERIFY(pane != nullptr);
    QTRY_VERIFY(pane->isVisible());
    QTRY_COMPARE(pane->model()->rowCount(), 2);
    page->setFocus();
    putCaret(page, "return b");
    QTRY_COMPARE(pane->view()->currentIndex().data().toString(), u"inner"_s);
    QTRY_COMPARE(page->breadcrumbs()->crumbs().size(), 2);
    QVERIFY(page->breadcrumbs()->isVisible());
    shoot(window, u"outline"_s);
    QTest::mouseClick(pane->view()->viewport(), Qt::LeftButton, {},
                      pane->view()->visualRect(pane->view()->model()->index(0, 0)).center());
    QCOMPARE(page->editor()->caretPlace().line, 1);
    QTRY_COMPARE(page->breadcrumbs()->crumbs().size(), 0);
    // Edits change it.
    page->editor()->setText(u"x = 1;\n"_s);
    QTRY_COMPARE(pane->model()->rowCount(), 1);
    QTRY_VERIFY(!page->breadcrumbs()->isVisible());
}

void tst_WindowCode::bigFilesAnswerOffTheThread()
{
    QByteArray text;
    for (int i = 0; i < 5000; ++i) text += "value_" + QByteArray::number(i) + " = " + QByteArray::number(i) + ";\n";
    TestWindow window;
    EditorPage *page = window.newFile(text);
    window.press(Qt::Key_End, Qt::ControlModifier);
    window.type(u"value_49"_s);
    QTRY_VERIFY(labels(page).contains(u"value_49"_s));
}

void tst_WindowCode::panelsHaveNames()
{
    TestWindow window;
    EditorPage *page = window.newFile("total = 1;\n");
    putCaret(page, "1;\n");
    window.type(u"tot"_s);
    QTRY_VERIFY(page->assist()->isListShown());
    const QList<QWidget *> widgets = page->assist()->popup()->findChildren<QWidget *>();
    auto *view = page->assist()->popup()->findChild<QAbstractItemView *>();
    QVERIFY(!page->assist()->popup()->accessibleName().isEmpty());
    QVERIFY(!view->accessibleName().isEmpty());
    QCOMPARE(view->currentIndex().data(Qt::AccessibleTextRole).toString(), u"total, variable, number"_s);
}

void tst_WindowCode::panelsStayInSmallWindows()
{
    TestWindow window({}, {640, 420});
    EditorPage *page = window.newFile("import file;\n\n\n");
    putCaret(page, "file;\n");
    window.type(u"file."_s);
    QTRY_VERIFY(page->assist()->isListShown());
    QVERIFY((*window).rect().contains(page->assist()->popup()->geometry()));
    if (page->assist()->popup()->documentation()->isVisible())
        QVERIFY((*window).rect().contains(page->assist()->popup()->documentation()->geometry()));
    shoot(window, u"completion-small"_s);
}

void tst_WindowCode::findsInTheFolder()
{
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"main.ml"_s, "import util;\nx = 1;\n");
    makeFile(folder, u"util.ml"_s, "// the answer\nanswer = 42;\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    window.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    auto *pane = window->findChild<project::SearchPane *>();
    QVERIFY(pane != nullptr && pane->isVisible());
    QTRY_VERIFY(pane->field()->hasFocus());
    QCOMPARE(pane->folder(), folder.path());
    window.type(u"answer"_s);
    QTRY_COMPARE(pane->model()->rowCount(), 1);
    QTRY_VERIFY(!pane->isSearching());
    pane->replaceField()->setText(u"reply"_s);
    shoot(window, u"search"_s);
    pane->view()->setFocus();
    pane->view()->setCurrentIndex(pane->model()->index(1, 0, pane->model()->index(0, 0)));
    window.press(Qt::Key_Return);
    QTRY_COMPARE(window.page()->name(), u"util.ml"_s);
    QTRY_COMPARE(window.page()->editor()->caretPlace().line, 2);
    const Person person(0);
    for (QAbstractButton *button : pane->findChildren<QAbstractButton *>())
        if (button->text() == u"Replace all…"_s) button->click();
    QTRY_COMPARE(contentOf(folder.filePath(u"util.ml"_s)), "// the reply\nreply = 42;\n");
    QCOMPARE(person.asked, QStringList{u"replaceInFiles"_s});
    QTRY_COMPARE(window.page()->editor()->utf8(), "// the reply\nreply = 42;\n"); // the open file shows it
    QVERIFY(!window.page()->document()->isModified());
}

void tst_WindowCode::opensFilesOfTheFolderQuickly()
{
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"main.ml"_s, "function total(rows) {\n    return rows;\n}\nlimit = 1;\n");
    QVERIFY(QDir(folder.path()).mkpath(u"deep/er"_s));
    makeFile(folder, u"deep/er/report_builder.ml"_s, "y = 2;\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    window.press(Qt::Key_P, Qt::ControlModifier);
    window.type(u"rb"_s); // the beginnings of its words
    auto *view = window->findChild<EntryView *>(u"paletteView"_s);
    QTRY_COMPARE(view->entries()->entries().value(0).name, u"report_builder.ml"_s);
    shoot(window, u"quick-open"_s);
    window.press(Qt::Key_Return);
    QTRY_COMPARE(window.page()->name(), u"report_builder.ml"_s);
    window->editors()->setCurrentPage(page);
    page->setFocus();
    QTRY_VERIFY(page->breadcrumbs()->isVisible());
    window.press(Qt::Key_O, Qt::ControlModifier | Qt::AltModifier);
    window.type(u"lim"_s);
    QTRY_COMPARE(view->entries()->rowCount(), 1);
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->caretPlace().line, 4);
}

void tst_WindowCode::bookmarks()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\nb = 2;\nc = 3;\nd = 4;\n");
    const auto lineAfter = [&](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        window.press(key, modifiers);
        return page->editor()->caretPlace().line;
    };
    putCaret(page, "b");
    window.press(Qt::Key_M, Qt::ControlModifier);
    putCaret(page, "d");
    window.press(Qt::Key_M, Qt::ControlModifier);
    QCOMPARE(lineAfter(Qt::Key_PageDown, Qt::AltModifier), 2); // round the end
    QCOMPARE(lineAfter(Qt::Key_PageDown, Qt::AltModifier), 4);
    QCOMPARE(lineAfter(Qt::Key_PageUp, Qt::AltModifier), 2);
    QCOMPARE(lineAfter(Qt::Key_PageUp, Qt::AltModifier), 4);
    window.press(Qt::Key_M, Qt::ControlModifier);
    QCOMPARE(lineAfter(Qt::Key_PageDown, Qt::AltModifier), 2);
    // A bookmark moves with its line.
    page->editor()->insertAt(u"z = 0;\n"_s, 0, 0);
    QCOMPARE(lineAfter(Qt::Key_PageDown, Qt::AltModifier), 3);
}

void tst_WindowCode::trailingSpaces()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;  \nb = \"x  \ny\";\t\n\t\nc = 2; ");
    (*window).commands()[u"trimLines"_s]->trigger();
    QCOMPARE(page->editor()->utf8(), "a = 1;\nb = \"x  \ny\";\n\nc = 2;\n");
}

void tst_WindowCode::longLinesWrapOnWish()
{
    TestWindow window;
    const EditorPage *page = window.newFile("// " + QByteArray("words ").repeated(200) + "\nx = 1;\n");
    const auto rows = [&] { return page->editor()->SendScintilla(S::SCI_WRAPCOUNT, 0UL); };
    QCOMPARE(rows(), 1L);
    QTest::keyClick(page->editor(), Qt::Key_Z, Qt::AltModifier);
    QTRY_VERIFY(rows() > 3);
    QTest::keyClick(page->editor(), Qt::Key_Z, Qt::AltModifier);
    QTRY_COMPARE(rows(), 1L);
}

void tst_WindowCode::splitViewsShareTheText()
{
    TestWindow window;
    EditorPage *page = window.newFile("import math;\nprint(math.pi); // note\n");
    window.press(Qt::Key_Backslash, Qt::ControlModifier);
    QVERIFY(page->splitView() != nullptr && page->splitView()->isVisible());
    QVERIFY(page->editor()->hasFocus());
    QCOMPARE(page->splitView()->SendScintilla(S::SCI_TEXTHEIGHT), page->editor()->SendScintilla(S::SCI_TEXTHEIGHT));
    QCOMPARE(page->splitView()->text(), u"import math;\nprint(math.pi); // note\n"_s);
    // Letter by letter at the same height: nothing moves when the views change places.
    for (const QsciScintilla *view :
         {static_cast<QsciScintilla *>(page->editor()), static_cast<QsciScintilla *>(page->splitView())})
        view->SendScintilla(S::SCI_GOTOPOS, view->SendScintilla(S::SCI_GETLENGTH));
    const auto picture = [](QsciScintilla *view) {
        QCoreApplication::processEvents();
        return view->viewport()->grab({75, 0, 110, 30}).toImage();
    };
    QCOMPARE(picture(page->splitView()), picture(page->editor()));
    putCaret(page, "pi");
    // Who clicks into the other view has the editor there, and all it can do.
    const QPoint place = page->splitView()->mapTo(&*window, QPoint());
    QTest::mouseClick(page->splitView()->viewport(), Qt::LeftButton, {}, {200, 6});
    QVERIFY(page->editor()->hasFocus());
    QCOMPARE(page->editor()->mapTo(&*window, QPoint()), place);
    QCOMPARE(page->editor()->caretPlace().line, 1);
    window.press(Qt::Key_Home);
    window.press(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(page->editor()->utf8(), "// import math;\nprint(math.pi); // note\n");
    QVERIFY(page->document()->isModified());
    QCOMPARE(page->splitView()->text(), QString::fromUtf8(page->editor()->utf8()));
    // Undo is the text's, the caret the view's.
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(page->editor()->utf8(), "import math;\nprint(math.pi); // note\n");
    shoot(window, u"split"_s);
    window.press(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(page->editor()->hasFocus());
    QCOMPARE(page->splitView()->mapTo(&*window, QPoint()), place);
    QCOMPARE(page->editor()->caretPlace().line, 2);
    // Dragging selects where it began.
    QTest::mousePress(page->splitView()->viewport(), Qt::LeftButton, {}, {100, 6});
    QTest::mouseMove(page->splitView()->viewport(), {100, 60});
    QTest::mouseRelease(page->splitView()->viewport(), Qt::LeftButton, {}, {100, 60});
    QVERIFY(page->editor()->hasFocus());
    (*window).commands()[u"splitDown"_s]->trigger();
    QVERIFY(page->splitView() != nullptr);
    (*window).commands()[u"splitDown"_s]->trigger();
    QVERIFY(page->splitView() == nullptr);
    QCOMPARE(page->editor()->utf8(), "import math;\nprint(math.pi); // note\n");
    (*window).commands()[u"splitRight"_s]->trigger();
    window->files()->close(page);
    window.vanish();
}

void tst_WindowCode::altClickSetsCarets()
{
    TestWindow window;
    EditorPage *page = window.newFile("aa\nbb\ncc\n");
    editor::CodeEditor *code = page->editor();
    const auto click = [code](long position) {
        const QPoint place(int(code->SendScintilla(S::SCI_POINTXFROMPOSITION, 0UL, position)) + 1,
                           int(code->SendScintilla(S::SCI_POINTYFROMPOSITION, 0UL, position)) + 5);
        QTest::mouseClick(code->viewport(), Qt::LeftButton, Qt::AltModifier, place);
    };
    putCaret(page, "a");
    click(4);
    click(7);
    QCOMPARE(code->SendScintilla(S::SCI_GETSELECTIONS), 3);
    click(4);
    QCOMPARE(code->SendScintilla(S::SCI_GETSELECTIONS), 2);
    window.type(u"x"_s);
    QCOMPARE(code->utf8(), "axa\nbb\ncxc\n");
    window.press(Qt::Key_Escape);
    QCOMPARE(code->SendScintilla(S::SCI_GETSELECTIONS), 1);
}

QTEST_MAIN(tst_WindowCode)
#include "tst_window_code.moc"
