// SPDX-License-Identifier: GPL-3.0-or-later
// Getting at a library function, or at more than the language shows, by another way than its name: whatever road leads
// to a function, it checks; and there is nothing behind the language to be reached.
#include "tests/security/sandbox.h"

#include <QTest>

using namespace latchkey;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

class tst_Reflection : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_box = std::make_unique<Sandbox>(); }
    void cleanup() { m_box.reset(); }

    void roadsToAFunction_data();
    void roadsToAFunction();
    void reflectionNames_data();
    void reflectionNames();
    void rejectedBeforeItRuns_data();
    void rejectedBeforeItRuns();
    void modulesCanNotBeChanged_data();
    void modulesCanNotBeChanged();
    void environmentStaysOutside();
    void errorsCarryPlainData();

private:
    std::unique_ptr<Sandbox> m_box;
};

void tst_Reflection::roadsToAFunction_data()
{
    QTest::addColumn<QString>("expression"); // calls `f`, which is file.read, on `p`
    const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QString::fromUtf8(text); };
    row("by its name", "result = file.read(p);");
    row("a variable", "f = file.read; result = f(p);");
    row("an alias of the module", "m = file; result = m.read(p);");
    row("an array", "a = [file.read]; result = a[0](p);");
    row("an object", "o = {r: file.read}; result = o.r(p);");
    row("an object's key", "o = {r: file.read}; result = o['r'](p);");
    row("an argument", "function g(h) { return h(p); } result = g(file.read);");
    row("a closure", "function make() { k = file.read; return fn() => k(p); } result = make()();");
    row("call", "result = call(file.read, p);");
    row("call twice", "result = call(call, file.read, p);");
    row("getattr", "result = getattr(file, 'read', null)(p);");
    row("getattr by a built name", "result = getattr(file, 're' + 'ad', null)(p);");
    row("map of collections", "result = collections.map([p], file.read);");
    row("map of functional", "result = functional.map(file.read, [p]);");
    row("filter", "result = functional.filter(file.read, [p]);");
    row("reduce", "result = functional.reduce(fn(a, x) => a(x), [p], file.read);");
    row("composed", "result = functional.compose(file.read)(p);");
    row("composed twice", "result = functional.pipe(functional.identity, file.read)(p);");
    row("partial", "result = functional.partial(file.read, p)();");
    row("curry", "result = functional.curry(file.read, 1)(p);");
    row("memoize", "result = functional.memoize(file.read)(p);");
    row("constant", "result = functional.constant(file.read)()(p);");
    row("times", "result = functional.times(1, fn(i) => file.read(p));");
    row("juxt", "result = functional.juxt([file.read])(p);");
    row("ifElse", "result = functional.ifElse(fn(x) => true, file.read, file.read)(p);");
    row("cond", "result = functional.cond([[fn(x) => true, file.read]])(p);");
    row("sortBy key", "result = collections.sortBy([p, p], file.read);");
    row("replacement function", "result = regex.sub('a', fn(m) => file.read(p), 'a');");
    row("groupBy", "result = functional.groupBy(file.read, [p]);");
    row("finally", "try { x = 1; } finally { result = file.read(p); }");
    row("except", "try { throw {message: 'x'}; } except (e) { result = file.read(p); }");
    row("comprehension of another function", "result = csv.read(p);");
    row("readLines", "result = file.readLines(p);");
    row("bytes", "result = file.readBytes(p);");
    row("hash", "result = crypto.hash_file(p);");
    row("copy", "file.copy(p, 'data/c.txt'); result = 1;");
    row("method of a logger", "l = log.create_logger('x'); l.add_file(p); result = 1;");
    row("method of a logger, bound", "l = log.create_logger('x'); m = l.add_file; m(p); result = 1;");
    row("method of a logger in an object", "l = log.create_logger('x'); o = {m: l.add_file}; o.m(p); result = 1;");
    row("method of a logger by map", "l = log.create_logger('x'); collections.map([p], l.add_file); result = 1;");
    row("function of the module's own code", "result = path.walk('../outside');");
    row("glob", "result = path.glob('../outside/*');");
    row("destructured", "[r] = [file.read]; result = r(p);");
    row("ternary", "result = (true ? file.read : 0)(p);");
    row("object whose member is a name of the module", "file2 = {read: file.read}; result = file2.read(p);");
    row("environment", "result = env.get('LATCHKEY_TEST_CANARY');");
    row("whole environment", "result = env.all();");
    row("environment by require", "result = env.require('LATCHKEY_TEST_CANARY');");
    row("environment by map", "result = collections.map(['LATCHKEY_TEST_CANARY'], env.get);");
    row("user module", "import helper; result = helper.steal(p);");
    row("user module's variable", "import helper; result = helper.reader(p);");
}

void tst_Reflection::roadsToAFunction()
{
    QFETCH(QString, expression);
    m_box->put(m_box->home() + u"/helper.ml"_s,
               "import file; function steal(p) { return file.read(p); } reader = file.read;");
    const QByteArray source =
        "import file; import path; import csv; import crypto; import log; import env; import regex;\n"
        "import functional; import collections;\np = '../outside/secret.txt';\nresult = null;\n" +
        expression.toUtf8();
    m_box->run(source, {u"file.*:./data/**"_s});
    const runs::RunResult &result = m_box->last()->result();
    QVERIFY2(!result.success, qPrintable(result.value.text()));
    QVERIFY2(result.error->kind == syntax::ErrorKind::CapabilityError, qPrintable(result.error->message));
    QVERIFY2(result.error->line == 5 || result.error->file.endsWith(u"helper.ml"_s),
             qPrintable(QString::number(result.error->line))); // a place in the user's source, not in the library's
    QVERIFY2(m_box->escaped().isEmpty(), qPrintable(m_box->escaped()));
}

void tst_Reflection::reflectionNames_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"__class__", "__bases__",        "__mro__",      "__subclasses__", "__globals__",      "__code__",
          "__dict__",  "__init__",         "__builtins__", "__import__",     "__getattribute__", "__reduce__",
          "__proto__", "__defineGetter__", "__module__",   "__func__",       "__self__",         "__closure__",
          "__call__",  "__new__",          "__del__",      "__enter__",      "__resource",       "__mayList",
          "__match",   "__listLevel",      "f_globals",    "f_back",         "tb_frame",         "gi_frame",
          "cr_frame",  "func_globals",     "im_self",      "constructor",    "prototype",        "caller",
          "callee",    "arguments",        "obj",          "_private"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

/// Asked for by a text, on every kind of value: there is nothing.
void tst_Reflection::reflectionNames()
{
    QFETCH(QString, name);
    runs::RunOptions options;
    options.context = {{u"name"_s, name}};
    const QByteArray output = m_box->run(R"(
import file; import path; import regex; import datetime; import log; import args; import json;
values = [null, true, 1, 1.5, "text", [1], {a: 1}, fn(x) => x, file, file.read, path.walk, print, regex.compile("a"),
          regex.search("a", "a"), datetime.create(2024, 1, 1), log.create_logger("x"), args.create_parser()];
try { 1 / 0; } except (e) { values = values + [e]; }
for (v in values) {
    if (getattr(v, name, "nothing") != "nothing") { print("found by getattr", typeof(v)); }
    if (hasattr(v, name)) { print("found by hasattr", typeof(v)); }
    try { print("indexed", v[name]); } except (e) { name = name; }
}
print("end");
)",
                                         {}, options);
    QVERIFY2(output.endsWith("end\n"), m_box->last()->result().toJsonText().constData());
    QVERIFY2(!output.contains("found"), output.constData());
    QVERIFY2(!output.contains("indexed"), output.constData());
}

void tst_Reflection::rejectedBeforeItRuns_data()
{
    QTest::addColumn<QString>("source");
    for (const char *source : {"x = file.__class__;",
                               "x = [].__class__.__base__;",
                               "x = {}.__proto__;",
                               "f = fn() => 1; f.__globals__;",
                               "__import__('os');",
                               "eval('1');",
                               "x = eval;",
                               "exec('x');",
                               "compile('x');",
                               "import os;",
                               "import sys;",
                               "import os.path as p;",
                               "import subprocess;",
                               "import ctypes;",
                               "import builtins;",
                               "globals();",
                               "locals();",
                               "vars();",
                               "dir();",
                               "open('x');",
                               "exit();",
                               "quit();",
                               "delattr(x, 'y');",
                               "x = [1].__len__;",
                               "function __init__() { }",
                               "for (__x in [1]) { }",
                               "try { } except (__e) { }",
                               "x = {a: __b};",
                               "capability c { allow system; }",
                               "capability c { allow execute \"*\"; }",
                               "if (false) { eval('1'); }",
                               "f = fn() => eval('1');",
                               "x = path.__resource();",
                               "import path; path.__match('/', [''], '*', false, true);"})
        QTest::newRow(source) << QString::fromUtf8(source);
}

void tst_Reflection::rejectedBeforeItRuns()
{
    QFETCH(QString, source);
    const QByteArray output = m_box->run("print('ran');\n" + source.toUtf8(), {});
    QVERIFY(!m_box->last()->result().success);
    QCOMPARE(output, QByteArray());
}

void tst_Reflection::modulesCanNotBeChanged_data()
{
    QTest::addColumn<QString>("change");
    for (const char *change :
         {"file.read = fn(p) => 'x';", "file['read'] = 1;", "path.walk = 1;", "math.pi = 3;", "json.parse = null;",
          "file.newThing = 1;", "file.read.need = null;", "print.x = 1;", "call(file, 'read');", "file();"})
        QTest::newRow(change) << QString::fromUtf8(change);
}

void tst_Reflection::modulesCanNotBeChanged()
{
    QFETCH(QString, change);
    const QByteArray output = m_box->run(
        "import file; import path; import math; import json;\ntry { " + change.toUtf8() +
            " print('changed'); } except (e) { print('refused'); }\ntry { file.read('../outside/secret.txt'); } except "
            "(e) { print(e.name); }",
        {});
    QCOMPARE(output, "refused\ncapability_error\n");
}

/// The process has the canary in its environment; a script without a grant does not learn it, one with a grant for
/// other names does not either, and what a script sets is its own.
void tst_Reflection::environmentStaysOutside()
{
    const QByteArray output = m_box->run(R"(
import env; import path; import args;
for (name in ["LATCHKEY_TEST_CANARY", "LATCHKEY_TEST_CANARY ", "latchkey_test_canary", "LATCHKEY_TEST_CANAR?", "*", "**"]) {
    try { print(env.get(name, "absent"), env.has(name)); } except (e) { print(e.name); }
}
try { print(env.all()); } except (e) { print(e.name); }
env.set("APP_X", "1");
print(env.get("APP_X"), path.home() != "", path.tempDir() != "", args.all());
)",
                                         {u"env.read:APP_*"_s, u"env.write:APP_*"_s});
    QVERIFY2(m_box->escaped().isEmpty(), output.constData());
    QVERIFY(qEnvironmentVariableIsEmpty("APP_X"));
    QCOMPARE(output.count("capability_error"), 7);
}

void tst_Reflection::errorsCarryPlainData()
{
    const QByteArray output = m_box->run(R"(
import file; import json;
try { file.read("../outside/secret.txt"); } except (e) {
    for (name in ["obj", "args", "traceback", "frame", "with_traceback", "cause", "context", "errno", "filename"]) {
        if (getattr(e, name, null) != null) { print("has", name); }
    }
    print(typeof(e.message), typeof(e.name), typeof(e.line));
    x = str(e); y = json.stringify({m: e.message});
}
)",
                                         {});
    QVERIFY2(!output.contains("has "), output.constData());
    QVERIFY(output.startsWith("string string"));
    QVERIFY(m_box->escaped().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Reflection)
#include "tst_reflection.moc"
