// SPDX-License-Identifier: GPL-3.0-or-later
// One mistake gives one message: what follows from it, a bracket without partner, a name that it hid, is not reported
// as well. Each row is a program with one token too many, too few or in the wrong place, taken from a mutation of the
// conformance programs.
#include "tests/analysis/resolve_text.h"

#include <QTest>

using namespace latchkey;
using namespace latchkey::analysis;

class tst_OneMessage : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data();
    void mistakes();
    void independentMistakesAreAllReported();
    void forgottenImport();
    void hints_data();
    void hints();
};

void tst_OneMessage::mistakes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *text, const char *message) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(message);
    };
    // The `{` is missing, its `}` is there.
    row("{ of a function", "function f(x)\n  return x;\n}\nprint(f(1));", "2:3 unexpected 'return'");
    row("{ of an if", "if (true)\n  x = 1;\n  print(x);\n}\nprint(2);", "2:3 unexpected 'x'");
    row("{ of a loop in a function", "function f() { for (i in [1]) print(i); } return 1; }\nprint(f());",
        "1:31 unexpected 'print'");
    row("{ of a try", "try\n  print(1);\n} except (e) { print(e); }", "2:3 unexpected 'print'");
    row("{ of an except", "try { print(1); } except (e) print(e); }", "1:30 unexpected 'print'");
    row("no braces at all", "if (true) print(1);\nprint(2);", "1:11 unexpected 'print'");
    row("no braces within a block", "function f(c) {\n  if (c) return 1;\n  return 2;\n}\nprint(f(1));",
        "2:10 unexpected 'return'");
    // The `}` is missing.
    row("} before else", "if (true) { print(1);\nelse { print(2); }\nprint(3);", "2:1 unexpected 'else'");
    row("} before elif", "x = 1; if (x) { print(1); elif (x) { print(2); }", "1:27 unexpected 'elif'");
    row("} before except", "try { print(1);\nexcept (e) { print(e); }", "2:1 unexpected 'except'");
    row("} before finally", "try { print(1);\nfinally { print(2); }", "2:1 unexpected 'finally'");
    row("} of a function", "function f() { return 1;\nprint(2);", "2:10 unexpected end of input");
    // Words and brackets around a header.
    row("the word try", "{ throw \"x\"; } except (e) { print(e); }", "1:9 unexpected string");
    row("the word try before an assignment", "{ x = 1; } except (e) { print(e); }", "1:5 unexpected '='");
    row("( of the parameters", "function f a, b) { return a + b; }\nprint(f(1, 2));", "1:12 unexpected 'a'");
    row("( and no parameter left", "function f) { return x; }\nprint(f());", "1:11 unexpected ')'");
    row("( of an except", "try { print(1); } except e) { print(e); }", "1:26 unexpected 'e'");
    row("both parentheses of an except", "try { print(1); } except e { print(e); }", "1:26 unexpected 'e'");
    row("a parameter", "function f(a, ) { return a + b; }\nprint(f(1));", "1:15 unexpected ')'");
    row("a parameter with a default value", "function f(a, b = 2, c = 3) { return a + b; }\nprint(f(1));",
        "1:17 unexpected '='");
    row("the name of a function", "function (a) { return a; }\nprint(area(1));", "1:10 unexpected '('");
    row("the variable of a loop", "for ( in [1]) { print(i); }", "1:7 unexpected 'in'");
    // Names that the mistake hid.
    row("the target of an assignment", " = [1, 2];\nprint(a[0]);", "1:2 unexpected '='");
    row("a name beside the mistake", "x = y = 1;\nprint(x);", "1:7 unexpected '='");
    row("a ( in a call", "n = len n);\nprint(n);", "1:9 unexpected 'n'");
    // Brackets left over.
    row("} for {", "accounts = };\nprint(accounts);", "1:12 unexpected '}'");
    row("; in a list of arguments", "print([1, 2; 3], 4);", "1:12 unexpected ';'");
    row("; in a call", "print(sum(; [1]));", "1:11 unexpected ';'");
    row("} in a call", "print(1, } 2);", "1:10 unexpected '}'");
    row("{ in the middle", "x = 1;\nfunction f() { y. { z(); return 1; }\nprint(f());", "2:19 unexpected '{'");
}

void tst_OneMessage::mistakes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    QCOMPARE(listed(resolveText(text).all), message);
}

void tst_OneMessage::independentMistakesAreAllReported()
{
    QCOMPARE(listed(resolveText("x = ;\ny = 1;\nprint(zzz);\nz = );\nif (y) { print(y) }\nw = 2 2;").all),
             QByteArray("1:5 unexpected ';'; 3:7 Unknown identifier 'zzz'; 4:5 unexpected ')'; 5:19 unexpected '}'; "
                        "6:7 unexpected number"));
    QCOMPARE(listed(resolveText("x = 1; x = ; y = ; print(x, y);").all),
             QByteArray("1:12 unexpected ';'; 1:18 unexpected ';'"));
}

void tst_OneMessage::forgottenImport()
{
    ResolveOptions options;
    options.findImport = [](std::string_view name) {
        return name == "math" ? ImportKind::Standard : ImportKind::Missing;
    };
    const Resolved resolved = resolveText("x = math.pi;", options);
    QCOMPARE(listed(resolved.all), QByteArray("1:5 Unknown identifier 'math'"));
    QCOMPARE(resolved.all[0].hint, "the module is imported with `import math;`");
    QCOMPARE(resolved.all[0].fixes[0].text, "import math;\n");
    QVERIFY(resolveText("import __x;", options).all.size() == 1);
}

void tst_OneMessage::hints_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hint");
    const auto row = [](const char *text, const char *hint) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(hint);
    };
    row("switch (x) { }", "ML has no `switch`; use `if`, `elif`, `else`");
    row("foreach (x) { }", "use `for (x in xs) { ... }`");
    row("print \"hello\";", "a call needs parentheses: `print(...)`");
    row("x = 1 ?? 2;", "there is no `??`; use `||`");
    row("x = len?.b;", "there is no `?.`; a member that an object does not have is null");
    row("x = [...len];", "there is no `...`");
    row("x = ~1;", "there are no bit operators");
    row("x = $y;", "names are made of letters, digits and `_`");
    row("x = fn(a) => 1 <> 2;", "use `!=`");
    row("x := 1;", "assign with `=`");
    row("x = len(a: 1);", "arguments have no names");
    row("async function f() { }", "functions are not marked; see the module `async`");
    row("function if() { }", "a reserved word is no name");
    row("x = 'it's';", "inside the string a quote is written `\\'`");
}

void tst_OneMessage::hints()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hint);
    const Resolved resolved = resolveText(text);
    QVERIFY2(resolved.all.size() >= 1, text.constData());
    QCOMPARE(QByteArray::fromStdString(resolved.all[0].hint), hint);
    QCOMPARE(listed(resolved.all).count(';'), 0);
}

QTEST_APPLESS_MAIN(tst_OneMessage)
#include "tst_one_message.moc"
