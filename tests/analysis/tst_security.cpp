// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/resolve_text.h"

#include <QTest>

using namespace latchkey;
using namespace latchkey::analysis;

class tst_Security : public QObject
{
    Q_OBJECT

private slots:
    void rejected_data();
    void rejected();
    void accepted_data();
    void accepted();
    void everyDangerousNameIsRejected();
    void everyDangerousModuleIsRejected();
    void allFindingsAreReported();
    void manifest();
    void broadResourceIsAWarning();
};

void tst_Security::rejected_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("finding");
    const auto row = [](const char *text, const char *finding) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(finding);
    };
    row("eval(\"1\");", "1:1 Dangerous code injection operation 'eval' is not allowed");
    row("f = eval;", "1:5 Dangerous Python builtin 'eval' cannot be used in ML code");
    row("if (false) { exec(1); }", "1:14 Dangerous code injection operation 'exec' is not allowed");
    row("f = fn(x) => vars;", "1:14 Dangerous Python builtin 'vars' cannot be used in ML code");
    row("function f(eval) { return eval; }\nprint(eval);",
        "2:7 Dangerous Python builtin 'eval' cannot be used in ML code");
    row("open.x = 1;", "1:1 Dangerous Python builtin 'open' cannot be used in ML code");
    row("m = __import__(\"os\");", "1:5 Dangerous code injection operation '__import__' is not allowed");
    row("m = __import__;", "1:5 Dangerous Python builtin '__import__' cannot be used in ML code");
    row("__x = 3;", "1:1 Dunder identifier '__x' is forbidden in ML code");
    row("print(__file__);", "1:7 Dunder identifier '__file__' is forbidden in ML code");
    row("__f(1);", "1:1 Dunder function call '__f' is forbidden in ML code");
    row("function __init__() { }", "1:10 Dunder function name '__init__' is forbidden in ML code");
    row("f = fn(__a) => 1;", "1:8 Dunder identifier '__a' is forbidden in ML code");
    row("for (__i in []) { }", "1:6 Dunder identifier '__i' is forbidden in ML code");
    row("{a, __b} = {};", "1:5 Dunder identifier '__b' is forbidden in ML code");
    row("[__b] = [];", "1:2 Dunder identifier '__b' is forbidden in ML code");
    row("try { } except (__e) { }", "1:17 Dunder identifier '__e' is forbidden in ML code");
    row("import math as __m;", "1:16 Dunder identifier '__m' is forbidden in ML code");
    row("import __m;", "1:8 Dunder identifier '__m' is forbidden in ML code");
    row("function f() { nonlocal __n; }", "1:25 Dunder identifier '__n' is forbidden in ML code");
    row("capability __C { allow read; }", "1:12 Dunder identifier '__C' is forbidden in ML code");
    row("x = [].__class__;", "1:8 Dunder member access '__class__' is forbidden in ML code");
    row("x = {}; x.__proto__ = 1;", "1:11 Dunder member access '__proto__' is forbidden in ML code");
    row("x = \"\".__len__();", "1:8 Dunder member access '__len__' is forbidden in ML code");
    row("x = [1][0].__a;", "1:12 Dunder member access '__a' is forbidden in ML code");
    row("import os;", "1:1 Import of potentially dangerous module 'os' requires explicit capability");
    row("import os.path as p;", "1:1 Import of potentially dangerous module 'os.path' requires explicit capability");
    row("capability A { allow system; }", "1:16 Dangerous permission 'system' requires careful review");
    row("capability A { allow execute \"*\"; }", "1:16 Dangerous permission 'execute' requires careful review");
}

void tst_Security::rejected()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, finding);
    const Resolved resolved = resolveText(text);
    std::vector<syntax::Diagnostic> security;
    for (const auto &d : resolved.all) {
        if (d.kind == syntax::ErrorKind::SecurityError) security.push_back(d);
    }
    QCOMPARE(listed(security), finding);
    QVERIFY(security[0].code.starts_with("E-SECURITY-"));
    QVERIFY(!resolved.resolution.ok);
}

void tst_Security::accepted_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
    row("dir = \"data\"; print(dir);");
    row("function open(door) { return door; } print(open(1));");
    row("function f() { return open(1); } function open(x) { return x; }");
    row("f = fn(eval) => eval * 2;");
    row("import json as compile; print(compile.x);");
    row("for (file in []) { print(file); }");
    row("try { } except (exit) { print(exit); }");
    row("[vars, locals] = [1, 2]; print(vars, locals);");
    row("o = {eval: 1, dir: 2}; o.compile = 3; print(o.eval);");
    row("o = {__proto__: 1, \"__class__\": 2}; print(o[\"__class__\"]);");
    row("_x = 1; x__y = 2; print(_x + x__y);");
    row("print(\"eval(1) __import__('os') os.system(1)\"); // exec(1)");
    row("x = {}; x.os = 1; print(x.sys);");
    row("import osx; import system;");
    row("capability A { resource \"data/*\"; allow read; allow execute \"git\"; allow network \"*\"; }");
}

void tst_Security::accepted()
{
    QFETCH(QByteArray, text);
    const Resolved resolved = resolveText(text);
    QVERIFY2(resolved.all.empty(), listed(resolved.all));
}

void tst_Security::everyDangerousNameIsRejected()
{
    for (const char *name :
         {"eval", "exec", "compile", "execfile", "__import__", "globals", "locals", "vars", "dir", "delattr",
          "raw_input", "open", "exit", "quit", "copyright", "credits", "license", "file"}) {
        QVERIFY2(!resolveText(QByteArray(name) + "(1);").resolution.ok, name);
        QVERIFY2(!resolveText("x = " + QByteArray(name) + ";").resolution.ok, name);
    }
}

void tst_Security::everyDangerousModuleIsRejected()
{
    for (const char *name : {"os", "sys", "subprocess", "shutil", "pickle", "marshal", "imp", "importlib", "types",
                             "inspect", "gc", "ctypes", "builtins", "__builtin__"}) {
        QVERIFY2(!resolveText("import " + QByteArray(name) + ";").resolution.ok, name);
        QVERIFY2(!resolveText("import " + QByteArray(name) + ".x as y;").resolution.ok, name);
        QVERIFY2(resolveText("import mine." + QByteArray(name == std::string_view("__builtin__") ? "x" : name) + ";")
                     .resolution.ok,
                 name);
    }
}

void tst_Security::allFindingsAreReported()
{
    QCOMPARE(listed(resolveText("import os;\nx = eval(vars());\ny = x.__a.__b;").all),
             QByteArray("1:1 Import of potentially dangerous module 'os' requires explicit capability; "
                        "2:5 Dangerous code injection operation 'eval' is not allowed; "
                        "2:10 Dangerous code injection operation 'vars' is not allowed; "
                        "3:7 Dunder member access '__a' is forbidden in ML code; "
                        "3:11 Dunder member access '__b' is forbidden in ML code"));
}

void tst_Security::manifest()
{
    const Resolved resolved =
        resolveText("capability A { resource \"x/*\"; resource \"y\"; allow read; allow write \"z\"; }\n"
                    "capability B { allow execute \"git\"; allow network; allow system \"info\"; }");
    QByteArrayList lines;
    for (const auto &r : resolved.resolution.manifest.requests)
        lines << QByteArray::fromStdString(r.name + " " + r.capability + (r.target.empty() ? "" : ":" + r.target));
    QCOMPARE(lines.join(", "),
             "A file.read:x/*, A file.read:y, A file.write:z, B execute.git, B network.http, B system.info");
}

void tst_Security::broadResourceIsAWarning()
{
    const Resolved resolved = resolveText("capability A { resource \"*\"; resource \"**\"; resource \"*.txt\"; }");
    QCOMPARE(listed(resolved.all), QByteArray("1:16 Overly broad resource pattern '*' grants excessive access; "
                                              "1:30 Overly broad resource pattern '**' grants excessive access"));
    QVERIFY(resolved.resolution.ok);
}

QTEST_APPLESS_MAIN(tst_Security)
#include "tst_security.moc"
