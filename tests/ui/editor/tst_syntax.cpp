// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/processor_time.h"
#include "tests/ui/editor/editor_test.h"
#include "ui/editor/syntax.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/Repository>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;
using S = QsciScintillaBase;

class tst_Syntax : public QObject
{
    Q_OBJECT

private slots:
    void theDefinitionIsValid()
    {
        QTest::failOnWarning(); // the library tells of unknown contexts, attributes and lists while loading
        const auto definition = syntaxRepository().definitionForName(kMlDefinition.toString());
        QVERIFY(definition.isValid());
        QVERIFY(definition.foldingEnabled());
        QVERIFY(!definition.formats().isEmpty());
        QCOMPARE(definition.singleLineCommentMarker(), u"//"_s);
        // *.ml is another language's in Kate.
        QVERIFY(syntaxRepository().definitionForFileName(u"a.ml"_s).name() != definition.name());
        QCOMPARE(definitionForFile(u"/x/a.ml"_s).name(), definition.name());
    }

    void formats_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("format");
        const auto row = [](const char *name, const char *code, const char *part, const char *format) {
            QTest::newRow(name) << QString::fromUtf8(code) << QString::fromUtf8(part) << QString::fromUtf8(format);
        };
        // Comment or floor division
        row("comment at the start", "// note", "// note", "Comment");
        row("comment after a statement", "x = 5; // note", "// note", "Comment");
        row("division after a name", "x = a // b;", "//", "Operator");
        row("what is divided by", "x = a // len(b);", "len", "Built-in");
        row("division after a number", "x = 7 // 2;", "//", "Operator");
        row("division after a call", "x = f(1) // 2;", "//", "Operator");
        row("division after an index", "x = a[1] // 2;", "//", "Operator");
        row("division after a group", "x = (1 + 2) // 2;", "//", "Operator");
        row("division after an object", "x = {a: 1} // 2;", "//", "Operator");
        row("division after a string", "x = \"a\" // 2;", "//", "Operator");
        row("division after true", "x = true // 2;", "//", "Operator");
        row("division at the start of a statement", "x // 2;", "//", "Operator");
        row("division on the next line", "a = [1\n // 2];", "//", "Operator");
        row("comment after a comma", "a = [1, // one\n 2];", "// one", "Comment");
        row("comment after an opening bracket", "a = [ // one\n 2];", "// one", "Comment");
        row("comment in a call", "f(a, // note\n b);", "// note", "Comment");
        row("comment after a block's end", "if (a) { b(); } // end", "// end", "Comment");
        row("comment after a block's start", "if (a) { // note\n}", "// note", "Comment");
        row("comment after a header", "if (c) // note\n{ }", "// note", "Comment");
        row("comment after else", "if (c) {} else // note\n{ }", "// note", "Comment");
        row("comment after return", "function f() { return // note\n1; }", "// note", "Comment");
        row("comment after an operator", "x = a + // note\n b;", "// note", "Comment");
        row("comment after =", "x = // note\n b;", "// note", "Comment");
        row("comment after a dot", "x = a. // note\n b;", "// note", "Comment");
        row("comment after a parameter", "function f(a // note\n) { }", "// note", "Comment");
        row("comment after parameters", "function f(a) // note\n{ }", "// note", "Comment");
        row("comment after a loop variable", "for (x // note\n in y) { }", "// note", "Comment");
        row("division in a loop's list", "for (x in y // 2) { }", "//", "Operator");
        row("comment after an imported name", "import m // note\n;", "// note", "Comment");
        row("comment after a key", "o = {a // note\n : 1};", "// note", "Comment");
        row("comment after an arrow block", "f = fn(x) => { return x; }; // note", "// note", "Comment");
        row("division after an arrow block", "f = fn(x) => { return x; } // 2;", "//", "Operator");
        row("division in an arrow's body", "f = fn(x) => x // 2;", "//", "Operator");
        row("comment after a destructuring", "{a, b} = o; // note", "// note", "Comment");
        row("comment in a capability", "capability c { // note\n}", "// note", "Comment");
        row("slashes in a string", "x = \"http://a\";", "http://a", "String");
        // Words
        row("keyword", "function f() { }", "function", "Keyword");
        row("defined function", "function total() { }", "total", "Function");
        row("called function", "total(1);", "total", "Function");
        row("called member", "a.append(1);", "append", "Function");
        row("member", "x = a.length;", "length", "Variable");
        row("reserved word as a member", "x = a.if;", "if", "Variable");
        row("reserved word as a key", "x = {in: 1};", "in", "Key");
        row("built-in as a value", "f = len;", "len", "Built-in");
        row("constant", "x = null;", "null", "Constant");
        row("undefined", "x = undefined;", "undefined", "Constant");
        row("import", "import csv as c;", "as", "Import");
        row("imported name", "import csv;", "csv", "Variable");
        row("permission", "capability c { allow read \"x\"; }", "read", "Permission");
        row("permission word elsewhere", "read = 1;", "read", "Variable");
        row("guarded function", "x = file.read(\"a\");", "file.read", "Guarded Function");
        row("http is guarded", "x = http.get(u);", "http.get", "Guarded Function");
        row("member of another object", "x = my.file.read(\"a\");", "read", "Function");
        row("control flow", "while (a) { }", "while", "Control Flow");
        row("in", "for (a in b) { }", "in", "Control Flow");
        row("after a ternary", "x = a ? b : len;", "len", "Built-in");
        row("a statement after an unclosed call", "f(\nif (a) { } // note", "// note", "Comment");
        // Literals
        row("integer", "x = 42;", "42", "Decimal");
        row("float", "x = 4.5e-3;", "4.5e-3", "Float");
        row("float without digits before", "x = .5;", ".5", "Float");
        row("float without digits after", "x = 5.;", "5.", "Float");
        row("string", "x = 'abc';", "'abc'", "String");
        row("string over lines", "x = \"a\nb\"; y", "b\"", "String");
        row("newline escape", "x = \"a\\n\";", "\\n", "Escape");
        row("quote escape", "x = \"a\\\"b\";", "\\\"", "Escape");
        row("the other quote's escape", "x = \"a\\'b\";", "\\'", "Escape");
        row("no escape", "x = \"a\\d\";", "\\d", "String");
        row("no hexadecimal escape", "x = \"\\x41\";", "\\x41", "String");
        row("after a string", "x = \"a\" + b;", "b", "Variable");
    }
    void formats()
    {
        QFETCH(QString, code);
        QFETCH(QString, part);
        QFETCH(QString, format);
        auto editor = test::shownEditor(code.toUtf8());
        const QStringList found = test::formatsOf(*editor);
        const qsizetype at = code.indexOf(part); // ASCII: characters are bytes
        QVERIFY(at >= 0);
        for (qsizetype i = at; i < at + part.size(); ++i) QCOMPARE(found[i], format);
    }

    void editInTheMiddleDoesOnlyItsLine()
    {
        auto editor = test::shownEditor(QByteArray("x = 1;\n").repeated(300));
        test::styleAll(*editor);
        const qint64 before = editor->syntaxLexer()->linesHighlighted();
        editor->goTo({150, 5});
        editor->insert(u"2"_s);
        test::styleAll(*editor);
        QCOMPARE(editor->syntaxLexer()->linesHighlighted() - before, 1);
    }

    void aStringOpenedDoesAllBelowAndBack()
    {
        auto editor = test::shownEditor(QByteArray("x = 1;\n").repeated(100));
        test::styleAll(*editor);
        editor->goTo({50, 5});
        editor->SendScintilla(S::SCI_REPLACESEL, "\"");
        QCOMPARE(formatAt(*editor, {80, 1}), u"String"_s);
        QCOMPARE(formatAt(*editor, {49, 1}), u"Variable"_s);
        editor->undo();
        QCOMPARE(formatAt(*editor, {80, 1}), u"Variable"_s);
    }

    void anyEditsGiveTheStylesOfAFreshText_data()
    {
        QTest::addColumn<int>("ballast"); // lines below, so that the text is edited lean
        QTest::newRow("short text") << 0;
        QTest::newRow("long text, edited lean") << 60'000;
    }
    void anyEditsGiveTheStylesOfAFreshText()
    {
        QFETCH(int, ballast);
        const QByteArray below = "\n// \"\n" + QByteArray("x = [1, 2];\n").repeated(ballast);
        QRandomGenerator random(3);
        const QByteArrayList pieces{"\n",        "\"", "// c\n",           "{", "}", "x = 1;\n", "(", ")",
                                    "a // b;\n", "'",  "function f(a) {\n"};
        auto editor = test::shownEditor("x = 1;\ny = [1, 2];\n" + below);
        QCOMPARE(editor->isLean(), ballast > 0);
        const int rounds = ballast > 0 ? 30 : 150;
        for (int round = 0; round < rounds; ++round) {
            const long length = editor->SendScintilla(S::SCI_GETLENGTH) - below.size();
            const long at = random.bounded(int(length) + 1);
            if (random.bounded(3) == 0 && length > 10)
                editor->SendScintilla(S::SCI_DELETERANGE, (unsigned long)at,
                                      std::min(length - at, long(random.bounded(20))));
            else
                editor->SendScintilla(S::SCI_INSERTTEXT, (unsigned long)at,
                                      pieces[random.bounded(pieces.size())].constData());
            if (round % 3 != 0) continue; // several edits at once, too
            auto fresh = std::make_unique<CodeEditor>();
            fresh->setInitialText(editor->utf8());
            const long looked = length + 200;
            QCOMPARE(test::formatsOf(*editor, looked), test::formatsOf(*fresh, looked));
            const long lines = editor->SendScintilla(S::SCI_LINEFROMPOSITION, looked);
            for (long line = 0; line < lines; ++line)
                QCOMPARE(editor->SendScintilla(S::SCI_GETFOLDLEVEL, line),
                         fresh->SendScintilla(S::SCI_GETFOLDLEVEL, line));
        }
    }

    void longTextsAreDoneInPieces()
    {
        auto editor = test::shownEditor(QByteArray("function f(a) { return a + 1; } // note\n").repeated(40'000));
        editor->goTo({40'000, 1});
        const auto work = latchkey::tests::ProcessorTime::ofThisThread();
        editor->grab(); // asks for the last lines at once
        QVERIFY2(work.milliseconds() < 150, qPrintable(QString::number(work.milliseconds())));
        QTRY_COMPARE_WITH_TIMEOUT(formatNow(*editor, {40'000, 1}), u"Keyword"_s, 30'000);
    }

    void longLinesArePlainAtTheirEnd()
    {
        auto editor = test::shownEditor(QByteArray("1;").repeated(4096) + "\nx = 2;");
        QCOMPARE(formatAt(*editor, {1, kMaxStyledColumns - 1}), u"Decimal"_s);
        QCOMPARE(formatAt(*editor, {1, kMaxStyledColumns + 1}), QString());
        QCOMPARE(formatAt(*editor, {2, 5}), u"Decimal"_s);
    }

    void charactersOfManyBytes()
    {
        auto editor = test::shownEditor("x = \"\u00e9\U0001F600\" + 12; // \u20ac\n");
        QCOMPARE(formatAt(*editor, {1, 12}), u"Decimal"_s);
        QCOMPARE(formatAt(*editor, {1, 8}), u"String"_s);
        QCOMPARE(formatAt(*editor, {1, 18}), u"Comment"_s);
    }

    void folds()
    {
        auto editor = test::shownEditor("if (a) {\n  b();\n} else {\n  c([\n    1\n  ]);\n}\nd();\n");
        test::styleAll(*editor);
        const auto header = [&](int line) {
            return (editor->SendScintilla(S::SCI_GETFOLDLEVEL, line) & S::SC_FOLDLEVELHEADERFLAG) != 0;
        };
        const auto level = [&](int line) {
            return int(editor->SendScintilla(S::SCI_GETFOLDLEVEL, line) & S::SC_FOLDLEVELNUMBERMASK) -
                   S::SC_FOLDLEVELBASE;
        };
        const QList<bool> headers{true, false, true, true, false, false, false, false};
        const QList<int> levels{0, 1, 0, 1, 2, 2, 1, 0};
        for (int line = 0; line < headers.size(); ++line) {
            QCOMPARE(header(line), headers[line]);
            QCOMPARE(level(line), levels[line]);
        }
    }

    void coloursFollowTheScheme()
    {
        auto editor = test::shownEditor("x = 1;");
        auto &look = latchkey::theme::Theme::instance();
        const auto colorOf = [&](const QString &format) {
            const long bgr = editor->SendScintilla(S::SCI_STYLEGETFORE, editor->syntaxLexer()->styleNamed(format));
            return QColor(int(bgr & 0xFF), int(bgr >> 8 & 0xFF), int(bgr >> 16 & 0xFF)).name();
        };
        look.setScheme(latchkey::theme::Theme::Scheme::Light);
        QCOMPARE(colorOf(u"Decimal"_s), u"#96480a"_s);
        QCOMPARE(colorOf(u"Keyword"_s), u"#2b4f86"_s);
        look.setScheme(latchkey::theme::Theme::Scheme::Dark);
        QCOMPARE(colorOf(u"Decimal"_s), u"#e0ad76"_s);
        QCOMPARE(colorOf(u"Guarded Function"_s), u"#c3a4f2"_s);
        look.setScheme(latchkey::theme::Theme::Scheme::Light);
    }

private:
    static QString formatNow(CodeEditor &editor, const TextPlace &place)
    {
        const int style = int(editor.SendScintilla(S::SCI_GETSTYLEAT, editor.marks().positionOf(place))) & 0xFF;
        return style == 0 ? QString() : editor.syntaxLexer()->description(style);
    }
    static QString formatAt(CodeEditor &editor, const TextPlace &place)
    {
        test::styleAll(editor);
        return formatNow(editor, place);
    }
};

QTEST_MAIN(tst_Syntax)
#include "tst_syntax.moc"
