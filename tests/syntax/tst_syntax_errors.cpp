// SPDX-License-Identifier: GPL-3.0-or-later
// What the parser says about mistakes: kind of message, place, hint, and that one mistake gives one message.
#include "engine/syntax/parser.h"
#include "tests/syntax/tree_text.h"

#include <QTest>

using namespace latchkey::syntax;

namespace {

ParseResult parseText(const QByteArray &text)
{
    return parse(Source::make("test.ml", text.toStdString()));
}

QByteArray listed(const ParseResult &result)
{
    QByteArrayList lines;
    for (const Diagnostic &d : result.diagnostics)
        lines << QByteArray::number(d.position().line) + ":" + QByteArray::number(d.position().column) + " " +
                     QByteArray::fromStdString(d.message);
    return lines.join("; ");
}

QByteArray applied(QByteArray text, const Fix &fix)
{
    return text.replace(int(fix.span.begin), int(fix.span.end - fix.span.begin), QByteArray::fromStdString(fix.text));
}

} // namespace

class tst_SyntaxErrors : public QObject
{
    Q_OBJECT

private slots:
    void table_data();
    void table();
    void recovery_data();
    void recovery();
    void fixes_data();
    void fixes();
    void namesInSkippedTextAreKnown_data();
    void namesInSkippedTextAreKnown();
    void invalidUtf8();
    void everyErrorHasACodeAndAPlace();
    void manyErrorsAreLimited();
    void controlCharactersAreNamed();
    void givingUpLeavesNodesInsideTheText();
};

void tst_SyntaxErrors::table_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("hint");
    // «» in the text marks the place that the message points to.
    const auto row = [](const char *text, const char *message, const char *hint) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(message) << QByteArray(hint);
    };
    row("x = 1\n«y» = 2;", "unexpected 'y'", "missing `;` after the previous statement");
    row("x = 1«»\n\n", "unexpected end of input", "missing `;`");
    row("print((1 + 2)«;»", "unexpected ';'", "unclosed `(` opened at 1:6");
    row("a = [1, 2«;»", "unexpected ';'", "unclosed `[` opened at 1:5");
    row("a = {b: 2«;»", "unexpected ';'", "unclosed `{` opened at 1:5");
    row("function f() { return 1;«»\n\n", "unexpected end of input", "unclosed `{` opened at 1:14");
    row("x = (1 +«» ", "unexpected end of input", "");
    row("print(1)«)»;", "unexpected ')'", "there is no open `(`");
    row("print(1)«]»;", "unexpected ']'", "there is no open `[`");
    row("«}»", "unexpected '}'", "there is no open block");
    row("x = «\"»abc;\ny = 2;", "unterminated string", "");
    row("x = «'»abc\\';", "unterminated string", "");
    row("«#» note", "unexpected character '#'", "comments start with //");
    row("«/»* note */", "unexpected '/'", "there are no block comments");
    row("x = «@»a;", "unexpected character '@'", "");
    row("x = a «@» b;", "unexpected character '@'", "");
    row("let «x» = 1;", "unexpected 'x'", "ML has no `let`; write `x = 1;`");
    row("var «x» = 1;", "unexpected 'x'", "ML has no `var`");
    row("const «x» = 1;", "unexpected 'x'", "ML has no `const`");
    row("x +«=» 1;", "unexpected '='", "there is no compound assignment; write `x = x + 1;`");
    row("x //«=» 1;", "unexpected '='", "");
    row("x+«+»;", "unexpected '+'", "there is no `++`");
    row("if (a ==«=» b) {}", "unexpected '='", "use `==`");
    row("if (a !=«=» b) {}", "unexpected '='", "use `!=`");
    row("if (x «=» 3) {}", "unexpected '='", "use `==` to compare");
    row("while (x «=» 3) {}", "unexpected '='", "use `==` to compare");
    row("if (c) {} else «if» (c) {}", "unexpected 'if'", "use `elif`");
    row("if (c) «print»(1);", "unexpected 'print'", "a block `{ }` is required");
    row("if (c) {} else «print»(1);", "unexpected 'print'", "a block `{ }` is required after `else`");
    row("if «c» {}", "unexpected 'c'", "stands in parentheses");
    row("for (i «=» 0; i < 3; i = i + 1) { }", "unexpected '='", "use `for (i in range(n))`");
    row("for (k«,» v in o) { }", "unexpected ','", "use `for (k in o)`");
    row("for «i» in x { }", "unexpected 'i'", "`for (i in range(n))`");
    row("for (i «of» x) { }", "unexpected 'of'", "use `for (x in xs)`");
    row("f = (x) «=>» x;", "unexpected '=>'", "arrow functions start with `fn`");
    row("f = (x«,» y) => x;", "unexpected ','", "arrow functions start with `fn`");
    row("f = «function»(x) { return x; };", "unexpected 'function'", "`fn(x) => { ... }`");
    row("function «(»x) { return x; }", "unexpected '('", "a function statement needs a name");
    row("try {} catch (e) «{» }", "unexpected '{'", "use `except`");
    row("a = [1, 2,«]»;", "unexpected ']'", "remove the trailing comma");
    row("a = {b: 2,«}»;", "unexpected '}'", "remove the trailing comma");
    row("f(1,«)»;", "unexpected ')'", "remove the trailing comma");
    row("function f(a,«)» { }", "unexpected ')'", "remove the trailing comma");
    row("function f(a «=» 1) { }", "unexpected '='", "parameters have no default values");
    row("print(a «in» b);", "unexpected 'in'", "`in` belongs to `for`");
    row("2 *«*» 3;", "unexpected '*'", "use `math.pow`");
    row("while «=» 3;", "unexpected '='", "`while` is a reserved word");
    row("for «=» 3;", "unexpected '='", "`for` is a reserved word");
    row("return «=» 3;", "unexpected '='", "`return` is a reserved word");
    row("«in» = 3;", "unexpected 'in'", "`in` is a reserved word");
    row("«null» = 1;", "cannot assign to null", "");
    row("«true» = 1;", "cannot assign to true", "");
    row("«5» = x;", "cannot assign to 5", "");
    row("«f()» = 1;", "cannot assign to a call", "");
    row("«(a)» = 1;", "cannot assign to a parenthesised expression", "");
    row("«a + b» = 1;", "cannot assign to an expression", "");
    row("a = b «=» 1;", "unexpected '='", "one assignment a statement");
    row("o = {a «1»};", "unexpected number", "expected `:`");
    row("o = {a «\"b\"»};", "unexpected string", "expected `:`");
    row("o = {«1»: 2};", "unexpected number", "expected a key");
    row("o = {a «=» 1};", "unexpected '='", "");
    row("function f() { «import» math; }", "unexpected 'import'", "only at the top level");
    row("if (x) { «capability» A { } }", "unexpected 'capability'", "only at the top level");
    row("x = 12«abc»;", "unexpected 'abc'", "a number ends here");
    row("x = 1«_000»;", "unexpected '_000'", "a number ends here");
    row("x = 0«x10»;", "unexpected 'x10'", "a number ends here");
    row("x = 1«e»;", "unexpected 'e'", "a number ends here");
    row("x = 1.2.«3»;", "unexpected number", "expected a member name");
    row("x = +«»y;", "", "");
    row("x = «+»y;", "unexpected '+'", "there is no unary `+`");
    row("x = a + «+» b;", "unexpected '+'", "there is no unary `+`");
    row("x = 1;«;»", "unexpected ';'", "there are no empty statements");
    row("x = a «&» b;", "unexpected character '&'", "use `&&`");
    row("x = «`»abc`;", "unexpected character '`'", "");
    row("x = «“»abc”;", "unexpected character '“'", "use the straight quotes");
    row("x = a\xE2\x80\x8B«»;", "", "");
    row("x = c ? 1«;»", "unexpected ';'", "the `:`");
    row("{ y «=» 2; }", "unexpected '='", "there are no free-standing blocks");
    row("{ «if» (x) { } }", "", "");
    row("x = (y «=» 3);", "unexpected '='", "use `==`");
    row("from «math» import sqrt;", "unexpected 'math'", "write `import math;`");
    row("class «A» { }", "unexpected 'A'", "ML has no classes");
    row("x = new «Foo»();", "unexpected 'Foo'", "ML has no `new`");
    row("if (a «and» b) {}", "unexpected 'and'", "use `&&`");
    row("[a, [b]] «=» c;", "unexpected '='", "plain names only");
    row("import «\"math\"»;", "unexpected string", "without quotes");
    row("x = a[«]»;", "unexpected ']'", "");
    row("x = a[1:2:3«:»4];", "unexpected ':'", "");
    row("x = (1«,» 2);", "unexpected ','", "there are no tuples");
    row("x = f(1 «2»);", "unexpected number", "a `,` or an operator is missing");
    row("x.«5»;", "unexpected number", "expected a member name");
    row("a = [\n 1 // «one» of them\n];", "unexpected 'of'", "floor division");
    row("capability «{» }", "unexpected '{'", "");
    row("capability A { «grant» read; }", "unexpected 'grant'", "");
    row("capability A { allow «delete»; }", "unexpected 'delete'", "a permission is one of");
    row("nonlocal «1»;", "unexpected number", "");
    row("«else» { }", "unexpected 'else'", "follows the `}` of an `if`");
    row("throw«;»", "unexpected ';'", "expected a value");
    row("f = fn x «=>» x;", "", "");
    row("f = fn(x) «x»;", "unexpected 'x'", "expected `=>`");
}

void tst_SyntaxErrors::table()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, hint);
    const auto begin = text.indexOf("«");
    text.replace("«", "").replace("»", "");
    const ParseResult result = parseText(text);
    QVERIFY2(result.diagnostics.size() == 1, listed(result));
    const Diagnostic &d = result.diagnostics.front();
    QVERIFY(d.severity == Severity::Error && d.kind == ErrorKind::SyntaxError);
    if (message.isEmpty()) return; // only that there is exactly one message
    QCOMPARE(QByteArray::fromStdString(d.message), message);
    QVERIFY2(d.hint.find(hint.toStdString()) != std::string::npos, d.hint.c_str());
    if (begin >= 0 && !hint.contains("floor")) QCOMPARE(int(d.span.begin), int(begin));
}

void tst_SyntaxErrors::recovery_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("messages");
    const auto row = [](const char *name, const char *text, const char *messages) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(messages);
    };
    row("three independent mistakes", "x = ;\ny = 2;\nz = (1;\nw = 3 4;\n",
        "1:5 unexpected ';'; 3:7 unexpected ';'; 4:7 unexpected number");
    row("missing semicolons on each line", "a = 1\nb = 2\nc = 3\n",
        "2:1 unexpected 'b'; 3:1 unexpected 'c'; 3:6 unexpected end of input");
    row("let on each line without semicolons", "let a = 1\nlet b = 2\nprint(1);",
        "1:5 unexpected 'a'; 2:5 unexpected 'b'");
    row("a mistake inside a function", "function f() {\n x = 1 +;\n return x;\n}\ny = ;",
        "2:9 unexpected ';'; 5:5 unexpected ';'");
    row("a mistake in a header keeps the block", "if (x = 1) {\n y = ;\n}\nz = ;",
        "1:7 unexpected '='; 2:6 unexpected ';'; 4:5 unexpected ';'");
    row("a C loop keeps its block", "for (i = 0; i < 3; i = i + 1) {\n break;\n x = ;\n}",
        "1:8 unexpected '='; 3:6 unexpected ';'");
    row("a class is skipped whole", "class A {\n x = ;\n}\ny = ;", "1:7 unexpected 'A'; 4:5 unexpected ';'");
    row("an anonymous function is skipped whole", "f = function(x) {\n return ;;\n};\ny = ;",
        "1:5 unexpected 'function'; 4:5 unexpected ';'");
    row("an object without comma", "o = {\n a: 1\n b: 2\n};\ny = ;", "3:2 unexpected 'b'; 5:5 unexpected ';'");
    row("an unclosed object", "o = {a: 1;\nx = 2;\ny = ;", "1:10 unexpected ';'; 3:5 unexpected ';'");
    row("an unclosed call before a statement", "print(1\nif (x) { }\ny = ;", "2:1 unexpected 'if'; 3:5 unexpected ';'");
    row("free block", "{ a = 1; b = 2; }\ny = ;", "1:5 unexpected '='; 2:5 unexpected ';'");
    row("else if chain", "if (a) { } else if (b) { } else if (c) { } else { }\ny = ;",
        "1:17 unexpected 'if'; 1:33 unexpected 'if'; 2:5 unexpected ';'");
    row("statement instead of a block", "if (a) b = 1; else c = 2;\ny = ;",
        "1:8 unexpected 'b'; 1:20 unexpected 'c'; 2:5 unexpected ';'");
    row("default parameter keeps the body", "function f(a = 1, b) {\n x = ;\n}",
        "1:14 unexpected '='; 2:6 unexpected ';'");
    row("mistake in an arrow's block", "f(fn() => {\n x = ;\n return 1;\n}, 2);\ny = ;",
        "2:6 unexpected ';'; 5:5 unexpected ';'");
    row("unclosed function", "function f() {\n x = 1;\n", "2:8 unexpected end of input");
    row("closing brace too many", "x = 1;\n}\ny = ;", "2:1 unexpected '}'; 3:5 unexpected ';'");
    row("capability goes on", "capability A { allow fly; resource 1; allow read; }\ny = ;",
        "1:22 unexpected 'fly'; 1:36 unexpected number; 2:5 unexpected ';'");
    row("catch", "try { a(); }\ncatch (e) { b(); }\ny = ;", "2:11 unexpected '{'; 3:5 unexpected ';'");
    row("bad characters in a row", "x = @@@;\ny = ;", "1:5 unexpected character '@'; 2:5 unexpected ';'");
}

void tst_SyntaxErrors::recovery()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, messages);
    QCOMPARE(listed(parseText(text)), messages);
}

void tst_SyntaxErrors::fixes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("mended");
    const auto row = [](const char *text, const char *mended) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(mended);
    };
    row("x = 1\ny = 2;", "x = 1;\ny = 2;");
    row("x = 1 // two", "x = 1 // two;");
    row("if (a) {} else if (b) {}", "if (a) {} elif (b) {}");
    row("if (a = b) {}", "if (a == b) {}");
    row("a = [1, 2,];", "a = [1, 2];");
    row("a = {b: 1,};", "a = {b: 1};");
    row("try {} catch (e) {}", "try {} except (e) {}");
    row("print((1 + 2);", "print((1 + 2));");
    row("x = [1, 2;", "x = [1, 2];");
    row("print(1));", "print(1);");
    row("x = 1;;", "x = 1;");
    row("print(1 2);", "print(1, 2);");
    row("function f() { x = 1;", "function f() { x = 1;\n}");
    row("}", "");
}

void tst_SyntaxErrors::fixes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, mended);
    const ParseResult result = parseText(text);
    QCOMPARE(result.diagnostics.size(), 1u);
    QVERIFY(!result.diagnostics[0].fixes.empty());
    const Fix &fix = result.diagnostics[0].fixes.front();
    QVERIFY(!fix.title.empty());
    QCOMPARE(applied(text, fix), mended);
    QVERIFY2(parseText(mended).ok(), listed(parseText(mended)));
}

void tst_SyntaxErrors::namesInSkippedTextAreKnown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("let") << QByteArray("let total = 1;\nprint(total);");
    QTest::newRow("loop header") << QByteArray("for (total = 0; total < 1; total = 1) { }");
    QTest::newRow("call without comma") << QByteArray("x = f(1 total);");
    QTest::newRow("unclosed") << QByteArray("x = [total;");
}

void tst_SyntaxErrors::namesInSkippedTextAreKnown()
{
    QFETCH(QByteArray, text);
    const ParseResult result = parseText(text);
    const NameId id = result.tree->find("total");
    QVERIFY(id != kNoName);
    const auto &names = result.tree->namesInSkippedText;
    QVERIFY(std::ranges::find(names, id) != names.end());
}

void tst_SyntaxErrors::invalidUtf8()
{
    const ParseResult result = parseText("x = 1;\ny = \"a\xFF\xFE\";\nz = \xFF;\nw = ;");
    QCOMPARE(listed(result), QByteArray("2:7 source is not valid UTF-8; 4:5 unexpected ';'"));
}

void tst_SyntaxErrors::everyErrorHasACodeAndAPlace()
{
    for (const char *text : {"x = 1", "let x;", "x = \"a", "#", "5 = 1;", "\xFF"}) {
        for (const Diagnostic &d : parseText(text).diagnostics) {
            QVERIFY2(d.code.starts_with("E-S"), d.code.c_str());
            QVERIFY(d.source && d.position().line > 0 && d.position().column > 0);
            QVERIFY(d.span.end >= d.span.begin);
        }
    }
}

void tst_SyntaxErrors::manyErrorsAreLimited()
{
    const ParseResult result = parseText(QByteArray("x = ;\n").repeated(1000));
    QCOMPARE(result.diagnostics.size(), 200u);
    QCOMPARE(result.diagnostics.back().position().line, 200u);
}

void tst_SyntaxErrors::controlCharactersAreNamed()
{
    QCOMPARE(listed(parseText(QByteArray("x = \0;", 6))), QByteArray("1:5 unexpected character 'U+0000'"));
    QCOMPARE(listed(parseText("x = 1;\xE2\x80\xAE")), QByteArray("1:7 unexpected character 'U+202E'"));
    QCOMPARE(listed(parseText("x\xC2\xA0= 1;")), QByteArray("1:2 unexpected character 'U+00A0'"));
}

/// An unterminated string at the start of a statement ends the text; the statement had an end before its beginning.
void tst_SyntaxErrors::givingUpLeavesNodesInsideTheText()
{
    const ParseResult result = parseText("function  }\n'e(fn(x");
    QVERIFY(!result.ok());
    for (const Statement *node : result.tree->statements) QVERIFY(node->begin <= node->end && node->end <= 20);
}

QTEST_APPLESS_MAIN(tst_SyntaxErrors)
#include "tst_syntax_errors.moc"
