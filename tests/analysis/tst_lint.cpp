// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/spelling.h"
#include "tests/analysis/resolve_text.h"

#include <QTest>

using namespace latchkey;
using namespace latchkey::analysis;

class tst_Lint : public QObject
{
    Q_OBJECT

private slots:
    void advice_data();
    void advice();
    void onlyWhenAsked();
    void members();
    void spelling_data();
    void spelling();
};

void tst_Lint::advice_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("messages");
    const auto row = [](const char *name, const char *text, const char *messages) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(messages);
    };
    row("unused variable of a function", "function f() { x = 1; }", "1:16 'x' is assigned but never read");
    row("assigned twice, never read", "function f() { x = 1; x = 2; }", "1:16 'x' is assigned but never read");
    row("read by a closure", "function f() { x = 1; return fn() => x; }", "");
    row("module variables are exports", "x = 1;", "");
    row("parameters may be unused", "function f(a) { }", "");
    row("loop variables may be unused", "function f() { for (i in [1]) { print(1); } }", "");
    row("except variables may be unused", "function f() { try { print(1); } except (e) { } }", "");
    row("destructured names may be unused", "function f() { [a, b] = [1, 2]; return a; }", "");
    row("an underscore means unused", "function f() { _x = 1; }", "");
    row("unused inner function", "function f() { function g() { } }", "1:25 function 'g' is never used");
    row("module functions are exports", "function f() { }", "");
    row("assigned for an outer scope", "function f() { x = 1; function g() { nonlocal x; x = 2; } g(); return x; }",
        "");
    row("unused import", "import json;", "1:1 import 'json' is never used");
    row("unused alias", "import json as j;", "1:1 import 'j' is never used");
    row("used import", "import json; print(json.x);", "");
    row("import used in a function", "import json; function f() { return json.x; }", "");
    row("code after return", "function f() { return 1; print(2); print(3); }", "1:26 unreachable code");
    row("code after break", "while (true) { break; print(1); }", "1:23 unreachable code");
    row("code after an endless loop", "while (true) { print(1); }\nprint(2);", "2:1 unreachable code");
    row("code after a loop with break", "while (true) { break; }\nprint(2);", "");
    row("break of an inner loop only", "while (true) { while (true) { break; } }\nprint(2);", "2:1 unreachable code");
    row("code after branches that all leave", "function f(c) { if (c) { return 1; } else { throw c; } print(1); }",
        "1:56 unreachable code");
    row("code after throw in try", "function f() { try { throw 1; } except (e) { print(e); } print(2); }", "");
    row("code after try that always leaves", "function f() { try { return 1; } except (e) { return 2; } print(2); }",
        "1:59 unreachable code");
    row("code after finally that leaves", "function f() { try { print(1); } finally { return 2; } print(2); }",
        "1:56 unreachable code");
    row("missing return", "function f(c) { if (c) { return 1; } }",
        "1:10 'f' returns a value on some paths and null on others");
    row("missing return of an arrow", "f = fn(c) => { if (c) { return 1; } };",
        "1:5 the function returns a value on some paths and null on others");
    row("bare returns only", "function f(c) { if (c) { return; } }", "");
    row("returns on all paths", "function f(c) { if (c) { return 1; } else { return 2; } }", "");
    row("returns from an endless loop", "function f(c) { while (true) { if (c) { return 1; } } }", "");
    row("throws at the end", "function f(c) { if (c) { return 1; } throw c; }", "");
    row("an inner function's return", "function f() { g = fn() => { return 1; }; g(); }", "");
    row("constant condition", "if (true) { }", "1:5 the condition is always the same");
    row("constant ternary", "x = 1 ? 2 : 3;", "1:5 the condition is always the same");
    row("loop that never runs", "while (false) { }", "1:8 the condition is always the same");
    row("endless loops are meant", "function f() { while (true) { } }\nfunction g() { while (1) { } }", "");
    row("comparison with itself", "x = 1; print(x == x, x < x);",
        "1:14 'x' is compared with itself; 1:22 'x' is compared with itself");
    row("asking for nan", "x = 1; print(x != x);", "");
    row("hidden built-in", "sum = 1;", "1:1 'sum' hides the built-in function of that name");
    row("hidden built-in, said once", "sum = 1; sum = 2;", "1:1 'sum' hides the built-in function of that name");
    row("hidden in a function", "function f() { len = 1; return len; }",
        "1:16 'len' hides the built-in function of that name");
    row("right-to-left override in a string",
        "x = \"a\xE2\x80\xAE"
        "b\";",
        "1:7 bidirectional control character U+202E");
    row("zero width space in a comment",
        "// a\xE2\x80\x8B"
        "b",
        "1:5 invisible character U+200B");
    row("module function of a program that nothing calls", "function f() { }\nprint(1);",
        "1:10 function 'f' is never used");
    row("reached through others", "function f() { return g(); }\nfunction g() { return 1; }\nprint(f());", "");
    row("reached only from each other", "function f() { return g(); }\nfunction g() { return f(); }\nprint(1);",
        "1:10 function 'f' is never used; 2:10 function 'g' is never used");
    row("reached only by itself", "function f(n) { return f(n - 1); }\nprint(1);", "1:10 function 'f' is never used");
    row("reached from a closure", "function g() { return 1; }\nh = fn() => g();\nprint(h());", "");
    row("reached as a value", "function g() { return 1; }\nprint([g]);", "");
    row("defined below its use in a function", "function f() { return g; }\nprint(f());\nfunction g() { }", "");
    row("defined in branches", "if (len([])) { function f() { } } else { function f() { } }\nprint(1);",
        "1:25 function 'f' is never used");
    row("module variable of a program", "x = 1; y = 2;\nprint(y);", "1:1 'x' is assigned but never read");
    row("the result is read by the host", "result = 1; print(2);", "");
    row("a variable that is a loop's too", "x = 1; for (x in [1]) { print(2); }", "");
    row("read in a function that is not called", "x = 1; function f() { return x; }\nprint(f);", "");
    row("overwritten at once", "x = 1; x = 2; print(x);", "1:1 'x' is overwritten before it is read");
    row("overwritten in a function", "function f() { x = len([]); x = []; return x; }",
        "1:16 'x' is overwritten before it is read");
    row("the first value is used", "x = 1; x = x; x = x + 1; x = len(x); print(x);", "");
    row("what replaces it may fail", "try { x = 1; x = 1 / 0; } except (e) { print(x); }", "");
    row("a function may have seen it", "x = 1; x = len([]); print(x);", "");
    row("too few arguments", "function f(a, b) { return a + b; }\nprint(f(1));", "2:7 'f' takes 2 arguments, not 1");
    row("too many arguments of an arrow", "f = fn(a) => a;\nprint(f(1, 2));", "2:7 'f' takes 1 argument, not 2");
    row("called above its definition", "function g() { return f(1); }\nfunction f() { }\nprint(g());",
        "1:23 'f' takes 0 arguments, not 1");
    row("bound twice: nobody knows", "function f(a) { return a; }\nf = fn() => 1;\nprint(f(1, 2));", "");
    row("a parameter of that name", "function f(a) { return a; }\nfunction g(f) { return f(1, 2); }\nprint(g(f));", "");
    row("an argument of another type", "function f(a: number, b: string) { return b * a; }\nprint(f(\"x\", 2));",
        "2:9 'a' is declared as number, but this is of type string; 2:14 'b' is declared as string, but this is of "
        "type "
        "number");
    row("types that show in expressions",
        "f = fn(a: array) => a;\nprint(f({}), f(1 < 2), f(-1), f(!1), f(\"a\" + 1), f(fn() => 1), f([1]), f(null), "
        "f(len([])), f([1] * 2));",
        "2:9 'a' is declared as array, but this is of type object; 2:16 'a' is declared as array, but this is of type "
        "boolean; 2:26 'a' is declared as array, but this is of type number; 2:33 'a' is declared as array, but this "
        "is of type boolean; 2:40 'a' is declared as array, but this is of type string; 2:52 'a' is declared as array, "
        "but this is of type function");
    row("short words and unknown ones",
        "function f(a: int, b: str, c: bool, d: Widget) { return [a, b, c, d]; }\n"
        "print(f(1.5, \"x\", true, 4));",
        "");
    row("emoji joiners are text", "x = \"👨‍👩‍👧\";", "");
    row("ordinary text of all kinds", "x = \"é 日本 😀 שלום\";", "");
}

void tst_Lint::advice()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, messages);
    ResolveOptions options;
    options.lint = true;
    const Resolved resolved = resolveText(text, options);
    QCOMPARE(listed(resolved.all), messages);
    QVERIFY(resolved.resolution.ok);
    for (const auto &d : resolved.all) QVERIFY(d.severity != syntax::Severity::Error && d.code.starts_with("W-"));
}

void tst_Lint::onlyWhenAsked()
{
    QVERIFY(
        resolveText("function f() { x = 1; return 2; print(3); }\nif (true) { }\nimport json;\nsum = 1;").all.empty());
}

void tst_Lint::members()
{
    ResolveOptions options;
    options.lint = true;
    options.moduleMembers = [](std::string_view module) -> std::optional<std::vector<std::string>> {
        if (module == "math") return std::vector<std::string>{"sqrt", "pow", "pi"};
        return std::nullopt;
    };
    const Resolved wrong = resolveText("import math;\nprint(math.sqrtt(2), math.pi);", options);
    QCOMPARE(listed(wrong.all), QByteArray("2:12 module 'math' has no attribute 'sqrtt'"));
    QCOMPARE(wrong.all[0].hint, "did you mean `sqrt`?");
    QCOMPARE(wrong.all[0].fixes[0].text, "sqrt");
    QVERIFY(resolveText("import math;\nmath = {};\nprint(math.sqrtt);", options).all.empty());
    QVERIFY(resolveText("import json;\nprint(json.anything);", options).all.empty());
    QVERIFY(resolveText("import math;\nfunction f(math) { return math.x; }\nprint(math.pi, f);", options).all.empty());
    QCOMPARE(resolveText("import math as m;\nfunction f() { return m.nope; }", options).all.size(), 1u);
}

void tst_Lint::spelling_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<int>("distance");
    QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << 0;
    QTest::newRow("letter missing") << QByteArray("abc") << QByteArray("ac") << 1;
    QTest::newRow("letter added") << QByteArray("abc") << QByteArray("abxc") << 1;
    QTest::newRow("letter changed") << QByteArray("abc") << QByteArray("axc") << 1;
    QTest::newRow("neighbours swapped") << QByteArray("abcd") << QByteArray("acbd") << 1;
    QTest::newRow("case") << QByteArray("Total") << QByteArray("total") << 1;
    QTest::newRow("beyond the limit") << QByteArray("abcdef") << QByteArray("uvwxyz") << 4;
    QTest::newRow("lengths too different") << QByteArray("a") << QByteArray("abcdefgh") << 4;
    QTest::newRow("too long to compare") << QByteArray(100, 'a') << QByteArray(100, 'b') << 4;
}

void tst_Lint::spelling()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(int, distance);
    QCOMPARE(spellingDistance(a.toStdString(), b.toStdString(), 3), distance);
    QCOMPARE(spellingDistance(b.toStdString(), a.toStdString(), 3), distance);
}

QTEST_APPLESS_MAIN(tst_Lint)
#include "tst_lint.moc"
