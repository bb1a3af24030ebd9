// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/processor_time.h"
#include "tests/ui/editor/editor_test.h"
#include "ui/editor/carets.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;
using S = QsciScintillaBase;

class tst_CodeEditor : public QObject
{
    Q_OBJECT

private slots:
    /// A column of carets, the text grows shorter without a key, and Escape makes them one: it stands in the text.
    void oneCaretOfAColumn()
    {
        const auto editor = test::shownEditor("a\nb\nc\nd\nlong line\n");
        editor->SendScintilla(S::SCI_GOTOPOS, 8UL);
        QTest::keyClick(editor.get(), Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QTest::keyClick(editor.get(), 'x');
        editor->replaceText("a\n");
        QVERIFY(caretOf(*editor) <= editor->SendScintilla(S::SCI_GETLENGTH));
        QTest::keyClick(editor.get(), Qt::Key_Escape);
        QCOMPARE(editor->SendScintilla(S::SCI_GETSELECTIONS), 1L);
        QVERIFY(editor->SendScintilla(S::SCI_GETSELECTIONNCARET, 0) <= editor->SendScintilla(S::SCI_GETLENGTH));
        QTest::keyClick(editor.get(), 'y');
        QVERIFY(editor->utf8().contains('y'));
    }

    void typing_data()
    {
        QTest::addColumn<QByteArray>("before"); // | is the caret, < and > hold a selection
        QTest::addColumn<QString>("keys");      // \n is Enter, \b Backspace
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *keys, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QString::fromUtf8(keys) << QByteArray(after);
        };
        row("plain", "|", "abc", "abc|");
        row("indentation is kept", "    a;|", "\n", "    a;\n    |");
        row("deeper after an opening bracket", "if (a) {|", "\n", "if (a) {\n    |");
        row("between brackets", "if (a) {|}", "\n", "if (a) {\n    |\n}");
        row("between square brackets", "  a = [|];", "\n", "  a = [\n      |\n  ];");
        row("in the middle of the indentation", "  |  a", "\n", "  \n  |  a");
        row("closing bracket moves back", "if (a) {\n    b;\n    |", "}", "if (a) {\n    b;\n}|");
        row("bracket comes with its partner", "|", "(", "(|)");
        row("no partner before a word", "|a", "(", "(|a");
        row("closing bracket is stepped over", "(|)", ")", "()|");
        row("quote comes with its partner", "x = |;", "\"", "x = \"|\";");
        row("quote at the end of its string is stepped over", "x = \"a|\";", "\"", "x = \"a\"|;");
        row("no partner for a quote in a word", "don|", "'", "don'|");
        row("no partner in a comment", "// a |", "(", "// a (|");
        row("no partner in a string", "x = \"a |\"", "(", "x = \"a (|\"");
        row("brackets around a selection", "a <b> c", "(", "a (<b>) c");
        row("quotes around a selection", "a <b> c", "\"", "a \"<b>\" c");
        row("Backspace takes an empty pair", "(|)", "\b", "|");
        row("Backspace takes one of a full pair", "(|a)", "\b", "|a)");
        row("Enter replaces a selection", "a<b>c", "\n", "a\n|c");
    }
    void typing()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, keys);
        auto editor = marked(before);
        for (const QChar key : keys) {
            if (key == u'\n') QTest::keyClick(editor.get(), Qt::Key_Return);
            else if (key == u'\b') QTest::keyClick(editor.get(), Qt::Key_Backspace);
            else QTest::keyClick(editor.get(), key.toLatin1());
        }
        QTEST(markedText(*editor), "after");
        const bool edited = editor->isUndoAvailable();
        while (editor->isUndoAvailable()) editor->undo();
        if (edited) QCOMPARE(editor->utf8(), QByteArray(before).replace("|", "").replace("<", "").replace(">", ""));
    }

    void commands_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *command, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QString::fromUtf8(command) << QByteArray(after);
        };
        row("comment a line", "a;|\nb;", "toggleComment", "// a;|\nb;");
        row("comment lines at the least indentation", "<  a {\n    b;\n\n  }>", "toggleComment",
            "  // a {\n  //   b;\n\n  // }");
        row("code again", "  // a;|\n", "toggleComment", "  a;|\n");
        row("mixed lines become comments", "<// a;\nb;>", "toggleComment", "// // a;\n// b;");
        row("duplicate a line", "a|\nb", "duplicateLines", "a\na|\nb");
        row("move a line down", "a|\nb\nc", "moveLinesDown", "b\na|\nc");
        row("move a line up", "a\nb|\nc", "moveLinesUp", "b|\na\nc");
        row("delete a line", "a\nb|\nc", "deleteLines", "a\n|c");
        row("delete the last line", "a\nb|", "deleteLines", "a|");
        row("delete the only line", "a|", "deleteLines", "|");
        row("join with the next", "a|\n    b", "joinLines", "a| b");
        row("go to the matching bracket", "|(a)", "goToMatchingBracket", "(a)|");
    }
    void commands()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, command);
        QFETCH(QByteArray, after);
        auto editor = marked(before);
        QVERIFY(QMetaObject::invokeMethod(editor.get(), command.toLatin1().constData()));
        QCOMPARE(after.contains('|') ? markedText(*editor) : editor->utf8(), after);
    }

    void manyCarets()
    {
        auto editor = marked("|a\nb\nc");
        editor->addCaretBelow();
        editor->addCaretBelow();
        QTest::keyClicks(editor.get(), u"x"_s);
        QCOMPARE(editor->utf8(), "xa\nxb\nxc");
        QSignalSpy escaped(editor.get(), &CodeEditor::escapePressed);
        QTest::keyClick(editor.get(), Qt::Key_Escape); // first back to one caret
        QCOMPARE(editor->SendScintilla(S::SCI_GETSELECTIONS), 1);
        QCOMPARE(escaped.size(), 0);
        QTest::keyClick(editor.get(), Qt::Key_Escape);
        QCOMPARE(escaped.size(), 1);
    }

    void nextOccurrences()
    {
        auto editor = marked("|row a row b row");
        editor->addNextOccurrence(); // the word
        editor->addNextOccurrence();
        editor->addNextOccurrence();
        QTest::keyClicks(editor.get(), u"x"_s);
        QCOMPARE(editor->utf8(), "x a x b x");
    }

    void columnSelection()
    {
        auto editor = marked("|abc\nabc\nabc");
        QTest::keyClick(editor.get(), Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QTest::keyClick(editor.get(), Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
        QTest::keyClicks(editor.get(), u"x"_s);
        QCOMPARE(editor->utf8(), "xbc\nxbc\nabc");
    }

    void controlTabLeaves()
    {
        QWidget window;
        QVBoxLayout layout(&window);
        CodeEditor editor;
        QLineEdit other;
        layout.addWidget(&editor);
        layout.addWidget(&other);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        editor.setFocus();
        QTest::keyClick(&editor, Qt::Key_Tab); // a plain Tab indents
        QVERIFY(editor.hasFocus());
        QCOMPARE(editor.utf8(), "    ");
        QTest::keyClick(&editor, Qt::Key_Tab, Qt::ControlModifier);
        QTRY_VERIFY(other.hasFocus());
    }

    void theWindowsKeysPassThrough_data()
    {
        QTest::addColumn<QKeySequence>("keys");
        for (const char *keys : {"Ctrl+D", "Ctrl+L", "Ctrl+T", "Ctrl+Shift+L", "Ctrl+U", "F5", "F9", "Ctrl+Return",
                                 "Shift+Return", "Alt+P", "Ctrl+P", "Ctrl+G", "Ctrl+/"})
            QTest::newRow(keys) << QKeySequence(QString::fromLatin1(keys));
    }
    void theWindowsKeysPassThrough()
    {
        QFETCH(QKeySequence, keys);
        auto editor = marked("a b|\nc");
        QAction action(editor.get());
        action.setShortcut(keys);
        editor->addAction(&action);
        QSignalSpy triggered(&action, &QAction::triggered);
        QTest::keySequence(editor.get(), keys);
        QCOMPARE(triggered.size(), 1);
        QCOMPARE(editor->utf8(), "a b\nc");
    }

    void revisionsAndSnapshots()
    {
        auto editor = marked("a|");
        const TextSnapshot before = editor->snapshot();
        QCOMPARE(editor->snapshot().text.constData(), before.text.constData()); // shared, not copied again
        QSignalSpy edited(editor.get(), &CodeEditor::edited);
        QTest::keyClicks(editor.get(), u"b"_s);
        QCOMPARE(edited.size(), 1);
        QVERIFY(editor->revision() > before.revision);
        QCOMPARE(before.text, "a");
        QCOMPARE(editor->snapshot().text, "ab");
        QVERIFY(!editor->setDiagnostics(before.revision, {{}}));
        QVERIFY(editor->setDiagnostics(editor->revision(), {}));
        const quint64 revision = editor->revision();
        editor->setRunError(1, u"text below is no edit"_s);
        editor->setBreakpoints({1});
        QCOMPARE(editor->revision(), revision);
    }

    void places()
    {
        auto editor = marked("|a\u00e9\U0001F600z\nb");
        QCOMPARE(editor->marks().positionOf({1, 4}), 7);
        QCOMPARE(editor->marks().placeAt(7), (TextPlace{1, 4}));
        QCOMPARE(editor->marks().positionOf({1, 99}), 8);  // past the end: the end of the line
        QCOMPARE(editor->marks().positionOf({99, 1}), 10); // past the text: its end
        editor->goTo({2, 2});
        QCOMPARE(editor->caretPlace(), (TextPlace{2, 2}));
    }

    void placesWithLoneCr()
    {
        auto editor = marked("|a\rb\nc");
        editor->marks().setHasLoneCr(true);
        QCOMPARE(editor->marks().positionOf({2, 1}), 4);
        QCOMPARE(editor->marks().placeAt(4), (TextPlace{2, 1}));
    }

    void problemsMoveWithTheText()
    {
        auto editor = marked("|x = totl;\n");
        editor->setDiagnostics(editor->revision(),
                               {{EditorDiagnostic::Severity::Error, 1, 5, 1, 9, u"Unknown name `totl`."_s,
                                 u"Did you mean `total`?"_s, u"E-NAME-UNKNOWN"_s}});
        QCOMPARE(editor->marks().lines(Mark::Error), QList{1});
        QVERIFY(editor->marks().messageAt(4).contains(u"Did you mean"));
        QVERIFY(editor->marks().messageAt(3).isEmpty());
        QTest::keyClick(editor.get(), Qt::Key_Return);
        QCOMPARE(editor->marks().lines(Mark::Error), QList{2});
    }

    void goesToProblemsRoundTheEnds()
    {
        auto editor = marked("|a\nb\nc\n");
        using Severity = EditorDiagnostic::Severity;
        editor->setDiagnostics(editor->revision(), {{Severity::Warning, 3, 1, 3, 2, u"w"_s, {}, {}},
                                                    {Severity::Error, 2, 1, 2, 2, u"e"_s, {}, {}}});
        for (const int line : {2, 3, 2}) {
            editor->goToProblem(true);
            QCOMPARE(editor->caretPlace().line, line);
        }
        editor->goToProblem(false);
        QCOMPARE(editor->caretPlace().line, 3);
    }

    void marginClicks()
    {
        auto editor = marked("|a\nif (b) {\n  c;\n}\n");
        test::styleAll(*editor);
        QSignalSpy clicked(editor.get(), &CodeEditor::marginClicked);
        const int row = int(editor->SendScintilla(S::SCI_TEXTHEIGHT, 0));
        QTest::mouseClick(editor->viewport(), Qt::LeftButton, {}, {10, row + row / 2});
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toInt(), 2);
        QTest::mouseClick(editor->viewport(), Qt::LeftButton, {},
                          {editor->doorX() + 6, row + row / 2}); // the fold arrow
        QCOMPARE(editor->SendScintilla(S::SCI_GETLINEVISIBLE, 2), 0);
        QCOMPARE(clicked.size(), 1);
        editor->goTo({3, 1}); // opens it again
        QCOMPARE(editor->SendScintilla(S::SCI_GETLINEVISIBLE, 2), 1);
    }

    void lineHeightIsTheFontsAndThree()
    {
        auto editor = marked("|a");
        const QFont font = inPoints(latchkey::theme::fonts().editor());
        QCOMPARE(int(editor->SendScintilla(S::SCI_TEXTHEIGHT, 0)), QFontMetrics(font).height() + 3);
    }

    void zoomIsForAllTextPanes()
    {
        auto editor = marked("|a");
        auto &look = latchkey::theme::Theme::instance();
        const long before = editor->SendScintilla(S::SCI_TEXTHEIGHT, 0);
        look.setZoom(200);
        QVERIFY(editor->SendScintilla(S::SCI_TEXTHEIGHT, 0) > before * 3 / 2);
        look.setZoom(100);
        QCOMPARE(editor->SendScintilla(S::SCI_TEXTHEIGHT, 0), before);
    }

    void filesAreForwarded()
    {
        auto editor = marked("|a");
        QSignalSpy dropped(editor.get(), &CodeEditor::filesDropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/x/b.ml"_s)});
        QDragEnterEvent enter({100, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(editor->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({100, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(editor->viewport(), &drop);
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(editor->utf8(), "a");
    }

    void staysLeftToRight()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        auto editor = marked("|a");
        QCOMPARE(editor->layoutDirection(), Qt::LeftToRight);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void hasAccessibleNames()
    {
        auto editor = marked("|a");
        QVERIFY(!editor->accessibleName().isEmpty());
        Document document;
        document.setUntitledName(u"untitled-1"_s);
        editor->setDocument(&document);
        QVERIFY(editor->accessibleName().contains(u"untitled-1"));
        editor->setDocument(nullptr);
    }

    // With a document

    void opensEditsAndSaves_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("saved");
        QTest::newRow("LF") << QByteArray("a\nb\n") << QByteArray("x\na\nb\n");
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << QByteArray("x\r\na\r\nb\r\n");
        QTest::newRow("byte-order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a\n")
                                         << QByteArray("\xEF\xBB\xBFx\na\n");
        QTest::newRow("NUL") << QByteArray("a\0b\n", 4) << QByteArray("x\na\0b\n", 6);
    }
    void opensEditsAndSaves()
    {
        QFETCH(QByteArray, bytes);
        open(bytes);
        QVERIFY(!m_document->isModified());
        QTest::keyClicks(m_editor.get(), u"x"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        QVERIFY(m_document->isModified());
        m_editor->undo();
        m_editor->undo();
        QVERIFY(!m_document->isModified()); // back at what is on disk
        m_editor->redo();
        m_editor->redo();
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_editor->saveDocument();
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(!m_document->isModified());
        QFile file(m_document->path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTEST(file.readAll(), "saved");
        m_editor->undo(); // undo survives saving, and leads away from what is on disk
        QVERIFY(m_document->isModified());
    }

    void typedDuringASaveStaysUnsaved()
    {
        open("a");
        QTest::keyClicks(m_editor.get(), u"x"_s);
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_editor->saveDocument();
        QTest::keyClicks(m_editor.get(), u"y"_s);
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(m_document->isModified());
    }

    void rule86_reloadIsAStepToUndo()
    {
        open("a\nb\nc\n");
        QFile file(m_document->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a\nB!\nc\n");
        file.close();
        QSignalSpy loaded(m_editor.get(), &CodeEditor::loaded);
        m_document->reload();
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(m_editor->utf8(), "a\nB!\nc\n");
        QVERIFY(!m_document->isModified());
        m_editor->undo();
        QCOMPARE(m_editor->utf8(), "a\nb\nc\n");
        QVERIFY(m_document->isModified());
    }

    void bytesThatAreNoTextAreReadOnly()
    {
        const QByteArray bytes("a\xFF\xFE\nb");
        open(bytes);
        QTest::keyClicks(m_editor.get(), u"x"_s);
        QCOMPARE(m_editor->utf8(), bytes);
        QVERIFY(!m_document->isModified());
    }

    void longLinesAreCutAndKept()
    {
        const QByteArray bytes = "a\n" + QByteArray(10'000'000, 'x') + "\nb\n";
        const auto work = latchkey::tests::ProcessorTime::ofThisThread();
        open(bytes);
        m_editor->grab();
        QVERIFY2(work.milliseconds() < 3000, qPrintable(QString::number(work.milliseconds())));
        QVERIFY(m_editor->isReadOnly());
        QCOMPARE(m_editor->utf8(), bytes); // what "save as" writes
        QVERIFY(m_editor->SendScintilla(S::SCI_GETLENGTH) < 10'000);
    }

    void aLeanTextTellsOfEditsWhenTheyAreDone()
    {
        auto editor = test::shownEditor(QByteArray("line\n").repeated(200'000));
        QVERIFY(editor->isLean());
        const qsizetype before = editor->utf8().size();
        qsizetype seen = 0;
        connect(editor.get(), &CodeEditor::edited, this, [&] { seen = editor->utf8().size(); });
        QTest::keyClicks(editor.get(), u"abc"_s);
        QTRY_COMPARE(seen, before + 3);
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(editor.get());
        QVERIFY(accessible != nullptr);
        QVERIFY(!accessible->text(QAccessible::Name).isEmpty());
        QVERIFY(accessible->textInterface() == nullptr);
        editor->setInitialText("short");
        QVERIFY(QAccessible::queryAccessibleInterface(editor.get())->textInterface() !=
                nullptr); // QScintilla's own again
    }

    void fiftyMegabytesDoNotStopTheWindow()
    {
        const QByteArray bytes = QByteArray("x = \"fifty bytes, more or less, and some more\";\n").repeated(1'070'000);
        QVERIFY(bytes.size() > 50'000'000);
        QFile file(m_dir.filePath(u"large.ml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        m_document = std::make_unique<Document>();
        m_editor = test::shownEditor();
        m_editor->setDocument(m_document.get());
        QSignalSpy loaded(m_editor.get(), &CodeEditor::loaded);
        QTimer ticks;
        qint64 longest = 0;
        qint64 before = ownTime();
        connect(&ticks, &QTimer::timeout, this, [&] {
            const qint64 now = ownTime();
            longest = std::max(longest, now - std::exchange(before, now));
        });
        ticks.start(0);
        m_document->open(file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 20'000);
        ticks.stop();
        QVERIFY2(longest < 200, qPrintable(QString::number(longest)));
        QCOMPARE(m_editor->SendScintilla(S::SCI_GETLENGTH), bytes.size());
        QCOMPARE(m_editor->utf8(), bytes);
        QVERIFY(!m_document->notices().isEmpty());
        QVERIFY(!m_editor->isReadOnly());
        m_editor->goTo({1'000'000, 1});
        m_editor->grab();
        before = ownTime();
        QTest::keyClicks(m_editor.get(), u"abc"_s);
        QVERIFY2(ownTime() - before < 50, qPrintable(QString::number(ownTime() - before)));
    }

    void journalFollowsTheText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("short text") << QByteArray("old\n");
        QTest::newRow("long text, edited lean") << QByteArray("old line\n").repeated(100'000);
    }
    void journalFollowsTheText()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir state;
        open(bytes);
        QCOMPARE(m_editor->isLean(), bytes.size() > kLeanText);
        m_editor->enableJournal(state.path());
        QTest::keyClicks(m_editor.get(), u"new "_s);
        const auto flushed = m_editor->journal()->flush();
        QTRY_VERIFY(flushed.isFinished());
        QTest::keyClicks(m_editor.get(), u"and more "_s);
        m_editor->undo();
        const QByteArray text = m_editor->utf8();
        const QString path = m_document->path();
        m_editor.reset(); // as when the program ends without saving
        m_document.reset();

        const RecoveredSet set = RecoveryJournal::recover(state.path());
        QCOMPARE(set.texts.size(), 1U);
        QCOMPARE(set.texts[0].text, text);
        QCOMPARE(set.texts[0].info.path, path);
        m_document = std::make_unique<Document>();
        m_editor = test::shownEditor();
        m_editor->setDocument(m_document.get());
        m_editor->enableJournal(state.path());
        m_editor->restore(set.texts[0]);
        QCOMPARE(m_editor->utf8(), text);
        QVERIFY(m_document->isModified());
        QCOMPARE(m_document->path(), path);
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_editor->saveDocument();
        QTRY_COMPARE(saved.size(), 1);
        QTRY_VERIFY(m_editor->journal()->isIdle());
        QCOMPARE(QDir(state.path()).entryList(QDir::Files), QStringList());
    }

    void cleanup()
    {
        m_editor.reset();
        m_document.reset();
    }

private:
    // Milliseconds this thread has computed: what a stall would be on a machine with nothing else to do.
    static qint64 ownTime()
    {
        timespec now = {};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
    }
    static std::unique_ptr<CodeEditor> marked(QByteArray text)
    {
        const qsizetype caret = text.indexOf('|'), from = text.indexOf('<'), to = text.indexOf('>');
        text.replace("|", "").replace("<", "").replace(">", "");
        auto editor = test::shownEditor(text);
        if (caret >= 0) editor->SendScintilla(S::SCI_GOTOPOS, long(caret));
        else editor->SendScintilla(S::SCI_SETSEL, (unsigned long)from, long(to - 1));
        return editor;
    }
    static QByteArray markedText(CodeEditor &editor)
    {
        QByteArray text = editor.utf8();
        const long from = editor.SendScintilla(S::SCI_GETSELECTIONSTART),
                   to = editor.SendScintilla(S::SCI_GETSELECTIONEND);
        if (from == to) return text.insert(from, '|');
        return text.insert(to, '>').insert(from, '<');
    }
    void open(const QByteArray &bytes)
    {
        QFile file(m_dir.filePath(u"a.ml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        m_document = std::make_unique<Document>();
        m_editor = test::shownEditor();
        m_editor->setDocument(m_document.get());
        QSignalSpy loaded(m_editor.get(), &CodeEditor::loaded);
        m_document->open(file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 20'000);
    }

    QTemporaryDir m_dir;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<CodeEditor> m_editor;
};

QTEST_MAIN(tst_CodeEditor)
#include "tst_code_editor.moc"
