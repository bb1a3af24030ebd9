// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/parser.h"
#include "tests/syntax/tree_text.h"

#include <QTest>

#include <cmath>

using namespace latchkey::syntax;

namespace {

ParseResult parseText(const QByteArray &text, const ParseOptions &options = {})
{
    return parse(Source::make("test.ml", text.toStdString()), options);
}

QByteArray shown(const ParseResult &result)
{
    for (const Diagnostic &d : result.diagnostics)
        qWarning("%u:%u %s", d.position().line, d.position().column, d.message.c_str());
    return QByteArray::fromStdString(TreeText(*result.tree).program());
}

template<typename T>
const T *firstValue(const ParseResult &result)
{
    return static_cast<const T *>(static_cast<const AssignStatement *>(result.tree->statements[0])->value);
}

} // namespace

class tst_Parser : public QObject
{
    Q_OBJECT

private slots:
    void programs_data();
    void programs();
    void numbers_data();
    void numbers();
    void hugeNumbers();
    void strings_data();
    void strings();
    void plainStringsAreViewsOfTheSource();
    void spans();
    void floorDivisionsAreListed();
    void interactiveNeedsNoLastSemicolon();
    void stops();
    void everyReservedWordIsAPropertyName();
};

void tst_Parser::programs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("tree");
    const auto row = [](const char *name, const char *text, const char *tree) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(tree);
    };
    row("empty file", "", "");
    row("only comments", "// a\n\n // b", "");
    row("product before sum", "1 + 2 * x;", "(+ 1 (* 2 x));");
    row("left to right", "a - b - c;", "(- (- a b) c);");
    row("all levels", "a || b && c == d < e + f * -g.h;", "(|| a (&& b (== c (< d (+ e (* f (- (. g h))))))));");
    row("comparisons do not chain", "3 > 2 > 1;", "(> (> 3 2) 1);");
    row("not binds before equal", "!a == b;", "(== (! a) b);");
    row("minus binds before remainder", "-x % 3;", "(% (- x) 3);");
    row("sign of a literal", "2*-3;", "(* 2 -3);");
    row("two minus signs", "--1;", "(- -1);");
    row("subtraction without spaces", "x-1;", "(- x 1);");
    row("subtraction before a literal", "x -1;", "(- x 1);");
    row("adds a negative", "x - -1;", "(- x -1);");
    row("adds a signed literal", "a + +3;", "(+ a 3);");
    row("minus with a space", "- 1;", "(- 1);");
    row("parentheses group", "(1 + 2) * 3;", "(* (+ 1 2) 3);");
    row("ternary is right associative", "a ? b : c ? d : e;", "(? a b (? c d e));");
    row("ternary inside the middle", "a ? b ? c : d : e;", "(? a (? b c d) e);");
    row("ternary binds last", "a || b ? c + 1 : d;", "(? (|| a b) (+ c 1) d);");
    row("parenthesised ternary", "(c ? 1 : 2) + 3;", "(+ (? c 1 2) 3);");
    row("index holds a ternary", "a[c ? 1 : 2];", "(at a (? c 1 2));");
    row("slice with a ternary", "a[c ? 1 : 2 : 3];", "(slice a (? c 1 2) 3 _);");
    row("slices", "a[:]; a[1:]; a[:2]; a[::]; a[::-1]; a[1:2:3]; a[1::];",
        "(slice a _ _ _); (slice a 1 _ _); (slice a _ 2 _); (slice a _ _ _); (slice a _ _ -1); (slice a 1 2 3); (slice "
        "a 1 _ _);");
    row("general calls", "f(1)(2)[0](3).x();", "(call (. (call (at (call (call f 1) 2) 0) 3) x));");
    row("members of literals", "\"a\".upper(); [1].length; 5 .x;", "(call (. 'a' upper)); (. [1] length); (. 5 x);");
    row("arrow takes all to its right", "f = fn(x) => x == 3 ? 1 : 2;", "(= f (fn(x) (? (== x 3) 1 2)));");
    row("arrow as right operand", "f == fn(x) => x + 1;", "(== f (fn(x) (+ x 1)));");
    row("arrow in a ternary", "c ? fn(x) => x : fn() => 2;", "(? c (fn(x) x) (fn() 2));");
    row("arrow in an array", "[fn(x) => x, 2];", "[(fn(x) x) 2];");
    row("arrow called at once", "(fn(x) => x)(1);", "(call (fn(x) x) 1);");
    row("arrow with a block", "f = fn(a, b) => { return a; };", "(= f (fn(a b) {(return a);}));");
    row("arrow with an empty object", "f = fn() => {};", "(= f (fn() {}));");
    row("arrow with an object", "f = fn() => {a: 1, 'b': 2};", "(= f (fn() {a:1 b:2}));");
    row("arrow with a block that starts with a name", "f = fn() => { a = 1; };", "(= f (fn() {(= a 1);}));");
    row("annotations are ignored", "function f(a: number, b) { }", "(function f(a b) {})");
    row("string shape of a sum", "\"a\" + 1 + 2;", "(++ (++ 'a' 1) 2);");
    row("string shape from the right", "1 + 2 + \"a\";", "(++ (+ 1 2) 'a');");
    row("string shape through parentheses", "s + (\"\" + n);", "(++ s (++ '' n));");
    row("other operators hide the string", "\"a\" * 2 + 1;", "(+ (* 'a' 2) 1);");
    row("a ternary hides the string", "(c ? \"a\" : \"b\") + 1;", "(+ (? c 'a' 'b') 1);");
    row("an index hides the string", "\"abc\"[0] + 1;", "(+ (at 'abc' 0) 1);");
    row("comment after a comma", "a = [1, // one\n 2];", "(= a [1 2]);");
    row("division after an operand", "a = [1 // 2\n ];", "(= a [(// 1 2)]);");
    row("comment after an operator", "x = a + // more\n b;", "(= x (+ a b));");
    row("comment after a header", "if (c) // note\n { } else // note\n { }", "(if c {} else {})");
    row("comment after a block", "while (c) { } // note\nx = 1;", "(while c {}) (= x 1);");
    row("comment after an arrow's block", "f = fn() => { return 1; } // note\n;", "(= f (fn() {(return 1);}));");
    row("comment after a parameter", "function f(a // note\n, b) { }", "(function f(a b) {})");
    row("comment after a loop variable", "for (x // note\n in y) { }", "(for x y {})");
    row("comment after an object key", "o = {a // note\n : 1};", "(= o {a:1});");
    row("comment after a module name", "import m // note\n;", "(import m as m);");
    row("comment after return", "function f() { return // note\n; }", "(function f() {return;})");
    row("comment after a dot", "a. // note\n b;", "(. a b);");
    row("division at the start of a statement", "x // note\n ;", "(// x note);");
    row("division after a call", "f() // 2;", "(// (call f) 2);");
    row("division after an object", "{} // 2;", "(// {} 2);");
    row("division after a group", "(1) // 2;", "(// 1 2);");
    row("division after a member", "a.b // 2;", "(// (. a b) 2);");
    row("division after a slice bound", "a[1 // 2:];", "(slice a (// 1 2) _ _);");
    row("if chain", "if (a) { x; } elif (b) { y; } else { z; }", "(if a {x;} b {y;} else {z;})");
    row("try in full", "try { a; } except (e) { b; } except { c; } finally { d; }",
        "(try {a;} except e {b;} except {c;} finally {d;})");
    row("try alone", "try { a; }", "(try {a;})");
    row("array destructuring", "[a, b] = [b, a];", "([]= a b [b a]);");
    row("one name destructures", "[a] = e;", "([]= a e);");
    row("object destructuring", "{p, q} = o;", "({}= p q o);");
    row("array as a statement", "[a, b];", "[a b];");
    row("object as a statement", "{a: 1};", "{a:1};");
    row("empty object as a statement", "{};", "{};");
    row("array element of a literal", "[1, 2][0] = 5;", "(= (at [1 2] 0) 5);");
    row("array of names indexed", "[a, b][0];", "(at [a b] 0);");
    row("comparison of an array of names", "[a] == b;", "(== [a] b);");
    row("assignment targets", "a[0] = 1; a.b = 2; g().b = 3; a[1:2] = c;",
        "(= (at a 0) 1); (= (. a b) 2); (= (. (call g) b) 3); (= (slice a 1 2 _) c);");
    row("imports", "import a; import a.b.c; import a.b as d;",
        "(import a as a); (import a b c as a); (import a b as d);");
    row("capability", "capability Files { resource \"data/*\"; allow read \"x\"; allow network; }",
        "(capability Files resource=data/* read=x network)");
    row("capability words are names elsewhere", "read = allow + resource;", "(= read (+ allow resource));");
    row("nonlocal", "function f() { nonlocal a, b; }", "(function f() {(nonlocal a b);})");
    row("words of other languages are names", "let = var; class = 1; def(None);",
        "(= let var); (= class 1); (call def None);");
    row("catch is a name", "try { } catch(e);", "(try {}) (call catch e);");
    row("loop words", "while (true) { break; continue; }", "(while true {break; continue;})");
    row("throw anything", "throw {message: \"x\"}; throw e;", "(throw {message:'x'}); (throw e);");
    row("white space of every kind", "\t\v\f\r\n x\f=\v1 ;", "(= x 1);");
}

void tst_Parser::programs()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, tree);
    const ParseResult result = parseText(text);
    QCOMPARE(shown(result), tree);
    QVERIFY(result.ok());
}

void tst_Parser::numbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *text, const char *value) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(value);
    };
    row("0", "0");
    row("007", "7");
    row("-0", "0");
    row("+3", "3");
    row("9223372036854775807", "9223372036854775807");
    row("-9223372036854775808", "-9223372036854775808");
    row("9223372036854775808", "big:9223372036854775808");
    row("+9223372036854775808", "big:9223372036854775808");
    row("-9223372036854775809", "big:-9223372036854775809");
    row("00000000000000000000000000000001", "1");
    row("1e3", "f1000");
    row("5.", "f5");
    row(".5", "f0.5");
    row("-.5", "f-0.5");
    row("5.e2", "f500");
    row("1.5E-3", "f0.0015");
    row("0.1", "f0.1");
    row("-0.0", "f-0");
    row("1e400", "finf");
    row("-1e400", "f-inf");
    row("1e-400", "f0");
    row("-1e-400", "f-0");
    row("5e-324", "f5e-324");
    row("0.0000001e400", "finf");
    row("1e99999999999999999999", "finf");
    row("1e-99999999999999999999", "f0");
    row("0e99999999999999999999", "f0");
    row("9007199254740993.0", "f9007199254740992");
}

void tst_Parser::numbers()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const ParseResult result = parseText("x = " + text + ";");
    QCOMPARE(shown(result), "(= x " + value + ");");
}

void tst_Parser::hugeNumbers()
{
    const QByteArray digits(1'000'000, '7');
    const ParseResult integer = parseText("x = -" + digits + ";");
    QVERIFY(integer.ok());
    QVERIFY(firstValue<NumberExpression>(integer)->isBig);
    QVERIFY(firstValue<NumberExpression>(integer)->digits == ("-" + digits).toStdString());
    const ParseResult real = parseText("x = " + digits + ".5;");
    QVERIFY(real.ok());
    QVERIFY(std::isinf(firstValue<NumberExpression>(real)->real));
    const ParseResult small = parseText("x = 0." + digits + ";");
    QCOMPARE(firstValue<NumberExpression>(small)->real, 7.0 / 9.0);
}

void tst_Parser::strings_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const QByteArray &literal, const QByteArray &value) {
        QTest::newRow(name) << literal << value;
    };
    row("empty", R"("")", "");
    row("the other quote inside", R"("it's")", "it's");
    row("five escapes", R"("\n\t\\\"\'")", "\n\t\\\"'");
    row("escapes between single quotes", R"('\n\t\\\"\'')", "\n\t\\\"'");
    row("other escapes stay", R"("\d+ \x41 \u0041 \r")", R"(\d+ \x41 \u0041 \r)");
    row("escaped backslash before the quote", R"("a\\")", "a\\");
    row("raw line break", "\"a\nb\"", "a\nb");
    row("backslash before a line break", "\"a\\\nb\"", "a\\\nb");
    row("a comment inside", R"("// no")", "// no");
    row("not ascii", "'é😀'", "é😀");
    row("escape before a wide character", "'\\é'", "\\é");
    row("a NUL", QByteArray("'a\0b'", 5), QByteArray("a\0b", 3));
}

void tst_Parser::strings()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, value);
    const ParseResult result = parseText("x = " + literal + ";");
    QVERIFY(result.ok());
    QVERIFY(firstValue<StringExpression>(result)->value == value.toStdString());
    const ParseResult object = parseText("x = {" + literal + ": 1};");
    QVERIFY(object.ok());
    QVERIFY(firstValue<ObjectExpression>(object)->properties[0].key == value.toStdString());
}

void tst_Parser::plainStringsAreViewsOfTheSource()
{
    const ParseResult result = parseText("x = \"plain\";");
    QCOMPARE(firstValue<StringExpression>(result)->value.data(), result.tree->source()->text().data() + 5);
}

void tst_Parser::spans()
{
    const ParseResult result = parseText("x = (a + b) * c.d[0](1);");
    const Statement *statement = result.tree->statements[0];
    QCOMPARE(statement->begin, 0u);
    QCOMPARE(statement->end, 24u);
    const auto *product = firstValue<BinaryExpression>(result);
    QCOMPARE(product->begin, 4u); // with the parenthesis
    QCOMPARE(product->end, 23u);
    QCOMPARE(product->opSpan.begin, 12u);
    QVERIFY(product->left->parenthesised);
    QCOMPARE(product->left->begin, 5u);
    const auto *call = static_cast<const CallExpression *>(product->right);
    QCOMPARE(call->begin, 14u);
    QCOMPARE(call->parentheses.begin, 20u);
    const auto *index = static_cast<const IndexExpression *>(call->callee);
    QCOMPARE(index->bracket, 17u);
    const auto *member = static_cast<const MemberExpression *>(index->object);
    QCOMPARE(member->dot, 15u);
    QCOMPARE(member->nameSpan.begin, 16u);
}

void tst_Parser::floorDivisionsAreListed()
{
    const ParseResult result = parseText("a = 7 // 2;\nb = a // 3 // 4; // comment\n");
    const std::vector<uint32_t> expected{6, 18, 23};
    QVERIFY(result.tree->floorDivisions == expected);
}

void tst_Parser::interactiveNeedsNoLastSemicolon()
{
    QVERIFY(!parseText("x = 1").ok());
    QVERIFY(parseText("x = 1", {.interactive = true}).ok());
    QVERIFY(parseText("x = 1; x + 1 ", {.interactive = true}).ok());
    QVERIFY(parseText("return", {.interactive = true}).ok());
    QVERIFY(!parseText("x = 1\ny = 2", {.interactive = true}).ok());
    QVERIFY(!parseText("x = ", {.interactive = true}).ok());
    QVERIFY(!parseText("if (x) { y }", {.interactive = true}).ok());
}

void tst_Parser::stops()
{
    QByteArray text;
    for (int i = 0; i < 10'000; ++i) text += "x = 1;\n";
    int asked = 0;
    ParseOptions options;
    options.stopContext = &asked;
    options.shouldStop = [](void *context) { return ++*static_cast<int *>(context) == 3; };
    const ParseResult result = parseText(text, options);
    QVERIFY(result.stopped);
    QVERIFY(!result.ok());
    QCOMPARE(asked, 3);
    QVERIFY(result.diagnostics.empty());
    QVERIFY(result.tree->statements.size() < 10'000);
}

void tst_Parser::everyReservedWordIsAPropertyName()
{
    for (const char *word :
         {"if",  "elif",   "else",    "while", "for",    "in", "break",      "continue", "function", "fn",    "return",
          "try", "except", "finally", "throw", "import", "as", "capability", "nonlocal", "true",     "false", "null"}) {
        const QByteArray w(word);
        QCOMPARE(shown(parseText("o." + w + "; {" + w + ": 1};")), "(. o " + w + "); {" + w + ":1};");
        QVERIFY2(!parseText("x = 1; function " + w + "() {}").ok(), word);
        QVERIFY2(!parseText("f = fn(" + w + ") => 1;").ok(), word);
        QVERIFY2(!parseText("import a as " + w + ";").ok(), word);
    }
}

QTEST_APPLESS_MAIN(tst_Parser)
#include "tst_parser.moc"
