// SPDX-License-Identifier: GPL-3.0-or-later
// The memory limit holds whatever a script does, what is asked for at once is refused at once, garbage does not count,
// and an allocation that fails anywhere ends the run cleanly.
#include "tests/sanitized.h"
#include "tests/vm/vm_harness.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <malloc.h>

using namespace latchkey;
using tests::kSanitized;
using tests::RunOptions;
using tests::RunReport;

namespace {

constexpr size_t kMega = size_t(1) << 20;
/// What a process may hold beyond the heaps of its runs.
constexpr size_t kBase = 12 * kMega;

/// A line of /proc/self/status in bytes.
size_t statusBytes(const QByteArray &field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(field + ':'))
            return line.mid(field.size() + 1).simplified().split(' ').first().toULongLong() * 1024;
    return 0;
}

void resetPeak()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly)) file.write("5");
}

bool isStress()
{
    return qEnvironmentVariableIsSet("LATCHKEY_STRESS");
}

} // namespace

class tst_Memory : public QObject
{
    Q_OBJECT

private slots:
    void endlessGrowth_data();
    void endlessGrowth();
    void hugeRequests_data();
    void hugeRequests();
    void garbage_data();
    void garbage();
    void justInsideTheLimit();
    void failingAllocations_data();
    void failingAllocations();
    void collectAlways_data();
    void collectAlways();
    void resultOfSharedStructure();
    void firstCellOfEverySize();
    void everythingIsFreed();
    void manyRuns();
    void brokenDictionary_data();
    void brokenDictionary();
};

void tst_Memory::endlessGrowth_data()
{
    QTest::addColumn<QString>("source");
    const auto row = [](const char *name, const char *source) { QTest::newRow(name) << QString::fromUtf8(source); };
    row("array of numbers", "a = []; while (true) { a.append(1); }");
    row("array of arrays", "a = []; while (true) { a.append([1, 2]); }");
    row("array doubled", "a = [1]; while (true) { a = a + a; }");
    row("array extended by itself", "a = [1]; while (true) { a.extend(a); }");
    row("array grown while it is walked", "a = [1]; for (x in a) { a.append(x); }");
    row("slice assignment", "a = [1, 2]; while (true) { a[1:1] = a; }");
    row("string doubled", "s = 'abc'; while (true) { s = s + s; }");
    row("string grown", "s = ''; while (true) { s = s + 'abcdefgh'; }");
    row("string repeated", "s = 'abc'; while (true) { s = s * 3; }");
    row("not ASCII", "s = 'äöü€😀'; a = []; while (true) { s = s + 'ä'; a.append(s * 100); }");
    row("many strings", "a = []; n = 0; while (true) { n = n + 1; a.append('s' + n); }");
    row("object with string keys", "o = {}; n = 0; while (true) { n = n + 1; o['k' + n] = n; }");
    row("object with number keys", "o = {}; n = 0; while (true) { n = n + 1; o[n] = n; }");
    row("many objects", "a = []; while (true) { a.append({a: 1, b: 2, c: [3]}); }");
    row("objects of many shapes", "a = []; n = 0; while (true) { n = n + 1; o = {}; for (i in range(20)) { o['k' + (n "
                                  "* 20 + i)] = i; } a.append(o); }");
    row("nested keys of a literal", "o = null; while (true) { o = {next: o, value: 1}; }");
    row("closures", "a = []; function make(n) { x = [n]; return fn() => x; } while (true) { a.append(make(1)); }");
    row("closures that hold one another",
        "f = fn() => 1; function wrap(g) { return fn() => g(); } while (true) { f = wrap(f); }");
    row("bound methods", "a = []; while (true) { a.append('abc'.upper); }");
    row("iterators", "a = []; while (true) { a.append(iter([1, 2, 3])); }");
    row("errors", "a = []; while (true) { try { throw 'x'; } except (e) { a.append(e); } }");
    row("errors from deep calls", "a = []; function f(n) { if (n == 0) { throw 'x'; } f(n - 1); } while (true) { try { "
                                  "f(150); } except (e) { a.append(e); } }");
    row("nesting", "a = []; while (true) { a = [a]; }");
    row("nesting beside leaves", "a = []; while (true) { a = [[1], a]; }");
    row("big integers", "a = []; n = 1; while (true) { n = n * 1000003; a.append(n); }");
    row("a big integer squared", "n = 3; while (true) { n = n * n; }");
    row("a big integer added to",
        "n = 3 ; for (i in range(24)) { n = n * n; } a = []; while (true) { a.append(n + 1); }");
    row("floats", "a = []; x = 0.5; while (true) { x = x + 1.5; a.append(x); }");
    row("recursion that keeps arrays", "function f(n) { a = range(n); return f(n + 1) + len(a); } f(1000);");
    row("display of what shares its parts", "a = [1, 2, 3]; for (i in range(40)) { a = [a, a]; } s = str(a);");
    row("print of what shares its parts", "a = [1, 2, 3]; for (i in range(40)) { a = [a, a]; } print(a);");
    row("concatenation of what shares its parts", "a = [1, 2, 3]; for (i in range(40)) { a = [a, a]; } s = 'x' + a;");
    row("ranges", "a = []; while (true) { a.append(range(1000)); }");
    row("pieces of text", "a = []; t = 'ab ' * 10000; while (true) { a.append(t.split()); }");
    row("sorted copies", "a = []; t = range(5000); while (true) { a.append(sorted(t)); }");
    row("slices", "a = []; t = 'abc' * 1000; while (true) { a.append(t[1:]); }");
    row("objects copied", "a = []; o = {a: 1, b: 2}; o[1] = 2; while (true) { p = {}; p.update(o); a.append(p); }");
    row("deep list compared",
        "a = []; b = []; while (true) { a = [a]; b = [b]; for (i in range(1000)) { a = [a]; b = [b]; } x = a == b; }");
    row("deep list displayed", "a = []; while (true) { for (i in range(20000)) { a = [a]; } s = str(a); }");
}

void tst_Memory::endlessGrowth()
{
    QFETCH(QString, source);
    constexpr size_t limit = 48 * kMega;
    RunOptions options;
    options.memoryLimit = limit;
    options.maxDepth = 1'000'000;
    resetPeak();
    const size_t before = statusBytes("VmRSS");
    QElapsedTimer timer;
    timer.start();
    const RunReport report =
        tests::runProgram("try { " + source.toStdString() + " } except (e) { print('caught', e); }", options);
    const size_t after = statusBytes("VmHWM");
    QCOMPARE(QString::fromStdString(report.text()), QStringLiteral("stopped memory"));
    const auto megabytes = [](size_t bytes) { return QByteArray::number(double(bytes) / double(kMega), 'f', 1); };
    QVERIFY2(report.peak <= limit + limit / 4, megabytes(report.peak).constData());
    if (!kSanitized)
        QVERIFY2(after <= before + limit + limit / 4 + kBase,
                 (megabytes(after - before) + " MB, heap's own peak " + megabytes(report.peak)).constData());
    QVERIFY2(timer.elapsed() < 60'000, QByteArray::number(timer.elapsed()).constData());
}

void tst_Memory::hugeRequests_data()
{
    QTest::addColumn<QString>("source");
    const auto row = [](const char *name, const char *source) { QTest::newRow(name) << QString::fromUtf8(source); };
    row("text", "x = 'x' * 1000000000;");
    row("text, beyond every size", "x = 'x' * 100000000000000000000000;");
    row("text of three", "x = 'abc' * 1000000000;");
    row("array", "x = [1] * 1000000000;");
    row("array, beyond every size", "x = [1] * 100000000000000000000000;");
    row("array of three", "x = [1, 2, 3] * 4000000000;");
    row("range", "x = range(1000000000);");
    row("range beyond the largest array", "x = range(100000000000);");
    row("range between big integers", "x = range(0, 100000000000000000000000, 1);");
    row("padding", "x = 'a'.ljust(4000000000);");
    row("centring", "x = 'a'.center(4000000000);");
    row("format width", "x = format(1, '4000000000');");
    row("format precision", "x = format(1.5, '.4000000000f');");
    row("joined", "a = ['x' * 1000000]; x = ''.join(a * 1000);");
    row("replaced", "t = 'a' * 1000000; x = t.replace('a', 'b' * 1000);");
    row("sorted range", "x = sorted(range(1000000000));");
    row("repeat of the library", "import functional; x = functional.repeat(1, 10000000000);");
    row("shift by multiplication", "import math; x = math.pow(2, 4611686018427387904);");
}

void tst_Memory::hugeRequests()
{
    QFETCH(QString, source);
    RunOptions options;
    options.memoryLimit = 64 * kMega;
    resetPeak();
    const size_t before = statusBytes("VmRSS");
    QElapsedTimer timer;
    timer.start();
    const RunReport report = tests::runProgram(source.toStdString(), options);
    const qint64 elapsed = timer.elapsed();
    // A size that cannot be meant may be an error of its own; whatever it is, it is no success and touches no memory.
    QVERIFY2(report.text() == "stopped memory" || report.name == "overflow_error" || report.name == "value_error",
             report.text().substr(0, 200).c_str());
    if (!kSanitized)
        QVERIFY2(statusBytes("VmHWM") <= before + 16 * kMega,
                 QByteArray::number(qulonglong((statusBytes("VmHWM") - before) / kMega)).constData());
    QVERIFY2(elapsed <= 500,
             QByteArray::number(elapsed).constData()); // refused in far less; the margin is for a loaded machine
}

void tst_Memory::garbage_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("output");
    const auto row = [](const char *name, const char *source, const char *output) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(output);
    };
    row("arrays", "n = 0; for (i in range(2000000)) { a = [i, i]; n = n + len(a); } print(n);", "4000000\n");
    row("strings", "n = 0; for (i in range(500000)) { s = 'abc' + i; n = n + len(s); } print(n);", "4388890\n");
    row("objects", "n = 0; for (i in range(500000)) { o = {a: i, b: [i]}; n = n + o.b[0]; } print(n);",
        "124999750000\n");
    row("large arrays", "n = 0; for (i in range(200)) { a = range(500000); n = n + len(a); } print(n);", "100000000\n");
    row("large strings", "n = 0; for (i in range(100)) { s = 'x' * 6000000; n = n + len(s); } print(n);",
        "600000000\n");
    row("large strings joined",
        "n = 0; for (i in range(100)) { s = 'x' * 2000000; t = s + s; n = n + len(t); } print(n);", "400000000\n");
    row("pieces of text in one go",
        "t = 'ab ' * 60000; n = 0; for (i in range(200)) { n = n + len(t.split()); } print(n);", "12000000\n");
    row("displays", "a = range(100000); n = 0; for (i in range(100)) { n = n + len(str(a)); } print(n);", "68889000\n");
    row("big integers",
        "n = 7; for (i in range(16)) { n = n * n; } k = 0; for (i in range(3000)) { m = n + i; if (m > n) { k = k + 1; "
        "} } print(k);",
        "2999\n");
    row("closures",
        "function f(x) { y = [x]; return fn() => y; } n = 0; for (i in range(500000)) { n = n + f(i)()[0]; } print(n);",
        "124999750000\n");
    row("cycles", "n = 0; for (i in range(300000)) { o = {}; o.self = o; n = n + 1; } print(n);", "300000\n");
    row("errors", "n = 0; for (i in range(100000)) { try { x = 1 / 0; } except (e) { n = n + 1; } } print(n);",
        "100000\n");
    row("objects of computed keys",
        "n = 0; for (i in range(30000)) { o = {}; for (j in range(10)) { o['k' + j] = i; } n = n + len(o); } print(n);",
        "300000\n");
    row("a dictionary that grows and shrinks",
        "o = {}; n = 0; for (i in range(300000)) { o[i] = i; if (i >= 100) { n = n + o.pop(i - 100); } } print(n, "
        "len(o));",
        "44969855050 100\n");
    row("callbacks",
        "import collections; n = 0; for (i in range(200)) { n = n + len(collections.map(range(5000), fn(x) => [x])); } "
        "print(n);",
        "1000000\n");
    row("two large pieces in one instruction",
        "a = range(600000); n = 0; for (i in range(20)) { b = sorted(a); n = n + len(b + a); } print(n);",
        "24000000\n");
}

void tst_Memory::garbage()
{
    QFETCH(QString, source);
    QFETCH(QString, output);
    RunOptions options;
    options.memoryLimit = 16 * kMega;
    if (QByteArray(QTest::currentDataTag()) == "two large pieces in one instruction") options.memoryLimit = 48 * kMega;
    const RunReport report = tests::runProgram(source.toStdString(), options);
    QCOMPARE(QString::fromStdString(report.text()), output);
    QVERIFY(report.peak <= options.memoryLimit / 4 * 5);
}

void tst_Memory::justInsideTheLimit()
{
    RunOptions options;
    options.memoryLimit = 64 * kMega;
    QCOMPARE(tests::runProgram("x = 'x' * 60000000; print(len(x));", options).text(), "60000000\n");
    QCOMPARE(tests::runProgram("x = 'x' * 68000000; print(len(x));", options).text(), "stopped memory");
    QCOMPARE(tests::runProgram("x = [0] * 8000000; print(len(x));", options).text(), "8000000\n");
    QCOMPARE(tests::runProgram("x = [0] * 8400000; print(len(x));", options).text(), "stopped memory");
}

void tst_Memory::failingAllocations_data()
{
    QTest::addColumn<QString>("source");
    const auto row = [](const char *name, const char *source) { QTest::newRow(name) << QString::fromUtf8(source); };
    row("arrays", "a = [1, 2]; for (i in range(20)) { a.append([i]); } print(len(a), a[5]);");
    row("long array literal", "a = "
                              "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,"
                              "33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,"
                              "62,63,64,65,66,67,68,69,70]; print(sum(a));");
    row("large arrays", "a = range(20000); b = a + a; b[5:5] = a; print(len(b), len(b[::2]));");
    row("array methods",
        "a = [3, 1, 2]; a.sort(); a.reverse(); a.insert(0, [9]); a.extend('xyz'); b = a.copy(); print(a, b == a);");
    row("strings", "s = ''; for (i in range(50)) { s = s + 'abc' + i; } print(len(s), s[3:9]);");
    row("large strings", "s = 'abc' * 40000; t = s + s; print(len(t), len(t[::-1]), len(t[1:]));");
    row("text methods", "s = 'Hello, World'; print(s.upper(), s.split(','), s.replace('o', 'oo'), '-'.join(['a', "
                        "'b']), s.center(30, '*'));");
    row("not ASCII", "s = 'äö€😀'; print(s.upper(), s[1], s[::-1], len(s * 30000));");
    row("objects", "o = {a: 1}; for (i in range(40)) { o['k' + i] = i; } print(len(o), o.k7);");
    row("dictionary", "o = {}; for (i in range(200)) { o[i] = i; } for (i in range(150)) { o.pop(i); } for (i in "
                      "range(80)) { o['x' + i] = 1; } print(len(o));");
    row("large dictionary",
        "o = {}; for (i in range(6000)) { o[i] = i; } print(len(o), len(o.keys()), len(o.items()));");
    row("object methods", "o = {a: 1, b: [2]}; o.update({c: 3}); print(o.keys(), o.values(), o.items(), o.pop('a'), "
                          "o.popitem(), o.setdefault('z', 5), o);");
    row("big literal", "o = "
                       "{a1:1,a2:2,a3:3,a4:4,a5:5,a6:6,a7:7,a8:8,a9:9,b1:1,b2:2,b3:3,b4:4,b5:5,b6:6,b7:7,b8:8,b9:9,c1:"
                       "1,c2:2,c3:3,c4:4,c5:5,c6:6,c7:7,c8:8,c9:9,d1:1,d2:2,d3:3,d4:4,d5:5,d6:6,d7:7,d8:8,d9:9,e1:1,e2:"
                       "2,e3:3,e4:4,e5:5,e6:6,e7:7,e8:8,e9:9,f1:1,f2:2,f3:3,f4:4,f5:5}; print(len(o), o.f5);");
    row("closures", "function make(a, b) { c = [a]; return fn(x) => [x, c, b]; } f = make(1, 2); print(f(3));");
    row("recursion", "function f(n) { return n < 2 ? 1 : n * f(n - 1); } print(f(30));");
    row("deep recursion", "function f(n) { if (n == 0) { return [0]; } return f(n - 1); } print(f(3000));");
    row("errors",
        "for (i in range(5)) { try { throw {message: 'm', code: i}; } except (e) { print(e.message, e.code, e); } }");
    row("run-time errors",
        "try { x = [1][5]; } except (e) { print(e, e.name, e.line); } try { y = {}.z.w; } except (e) { print(e); }");
    row("error in a deep call",
        "function f(n) { if (n == 0) { throw 'deep'; } f(n - 1); } try { f(300); } except (e) { print(e); }");
    row("finally", "function f() { try { return [1]; } finally { x = [2]; } } print(f());");
    row("finally on a stop", "try { a = [1]; b = [a, 'x' * 100000]; print(len(b)); } finally { c = [3]; }");
    row("big integers",
        "n = 3; for (i in range(10)) { n = n * n; } print(n % 1000007, n // 7 > 5, str(n)[0:10], n / (n - 1));");
    row("large big integers",
        "n = 3; for (i in range(20)) { n = n * n; } m = n + 1; print(m % 1000, (m - n), n // m);");
    row("destructuring", "[a, b, c] = 'xyz'; {p, q} = {p: [a], q: b}; [a, b] = [b, a]; print(a, b, c, p, q);");
    row("iterators", "it = iter([1, 2, 3]); print(next(it), next(it), next(it), next(it, 'end')); a = [0]; a[0:0] = "
                     "iter('abc'); print(a);");
    row("a long iterator", "a = []; a[0:0] = iter(range(20000)); print(len(a));");
    row("built-ins", "print(sorted([3, 1, 2], true), reversed('abc'), enumerate(['a']), zip([1], [2]), range(5), "
                     "min(2, 1), str([1]), repr('x'), format(1.5, '.2f'));");
    row("library", "import collections; import functional; print(collections.map([1, 2], fn(x) => [x]), "
                   "collections.sortBy([2, 1], fn(x) => x), functional.compose(fn(x) => x + 1, fn(x) => x * 2)(5));");
    row("JSON",
        "import json; o = json.parse('{\"a\": [1, 2.5, \"x\", null, {\"b\": true}]}'); print(json.stringify(o));");
    row("regular closures over loops",
        "fs = []; for (i in range(5)) { fs.append(fn() => i); } print([fs[0](), fs[4]()]);");
    row("user module", "import mod; print(mod.f(2), mod.data);");
    row("display of nesting", "a = [1, {b: [2, 'c']}]; a.append(a); print(a, str(a), '' + a);");
    row("comparison",
        "a = [[1, 2], [3, [4]]]; b = [[1, 2], [3, [4]]]; print(a == b, a < b, [1] < [2], {x: a} == {x: b});");
    row("result", "result = {a: [1, 'x', null], f: fn() => 1, n: 10000000000000000000000};");
}

void tst_Memory::failingAllocations()
{
    QFETCH(QString, source);
    RunOptions options;
    options.grace = std::chrono::seconds(20);
    options.modules["mod"] = "data = [1, 2, 3]; function f(x) { return [x, data]; }";
    RunReport compiling;
    const vm::ImagePtr image = tests::compileProgram(source.toStdString(), compiling, options);
    QVERIFY2(image != nullptr, compiling.message.c_str());
    const RunReport whole = tests::runImage(image, options);
    QVERIFY2(whole.finished(), whole.text().c_str());
    for (const bool sticky : {false, true}) {
        options.failSticky = sticky;
        bool wasInjected = true;
        uint64_t step = 1;
        for (uint64_t n = 1; wasInjected && n < 2'000'000; n += step) {
            options.failAllocation = n;
            const RunReport report = tests::runImage(image, options);
            wasInjected = report.stopped();
            const std::string what = "allocation " + std::to_string(n) + ": " + report.text();
            if (report.stopped()) {
                QVERIFY2(report.stopCause == vm::kInterruptMemory, what.c_str());
                QVERIFY2(whole.output.starts_with(report.output), what.c_str());
            } else {
                QVERIFY2(report.finished(), what.c_str());
                QVERIFY2(report.output == whole.output && report.result == whole.result, what.c_str());
            }
            if (n >= 300 && !isStress()) step = n / 25; // then sparsely, unless there is time
        }
        QVERIFY(!wasInjected);
    }
    options.failAllocation = 0;
    QCOMPARE(tests::runImage(image, options).text(), whole.text()); // the process is none the worse
}

void tst_Memory::collectAlways_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("bySlices");
    const QDir folder(QStringLiteral(LATCHKEY_SOURCE_DIR "/tests/conformance/core"));
    for (const QString &name : folder.entryList({QStringLiteral("*.ml")}, QDir::Files, QDir::Name)) {
        QTest::newRow(qPrintable(name)) << folder.filePath(name) << false;
        QTest::newRow(qPrintable(name + QStringLiteral(", by slices"))) << folder.filePath(name) << true;
    }
}

/// A collection at every safe point, or a slice that ends at every poll, changes nothing that can be seen.
void tst_Memory::collectAlways()
{
    QFETCH(QString, path);
    QFETCH(bool, bySlices);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    RunReport compiling;
    const vm::ImagePtr image = tests::compileProgram(file.readAll().toStdString(), compiling);
    if (!image) QSKIP("does not compile: another test's business");
    RunOptions options;
    const RunReport plain = tests::runImage(image, options);
    if (plain.steps > (bySlices ? 2'000'000u : 20'000u) && !isStress()) QSKIP("long: part of the stress set");
    options.collectAlways = !bySlices;
    options.sliceAlways = bySlices;
    const RunReport report = tests::runImage(image, options);
    QCOMPARE(QString::fromStdString(report.text()), QString::fromStdString(plain.text()));
    QCOMPARE(report.result, plain.result);
    QVERIFY(bySlices || report.collections > 0 || plain.steps < 2);
}

void tst_Memory::resultOfSharedStructure()
{
    QElapsedTimer timer;
    timer.start();
    const RunReport report = tests::runProgram("a = [1, 2, 3]; for (i in range(60)) { a = [a, a]; } result = a;");
    QVERIFY(report.finished());
    QVERIFY(timer.elapsed() < 60'000);
}

/// The first cell of a heap may be as large as its first block, or larger.
void tst_Memory::firstCellOfEverySize()
{
    for (int size = 1; size < 2100; ++size) {
        const std::string source = "s = 'x' * " + std::to_string(size) + "; t = [s]; print(len(t[0]));";
        QCOMPARE(tests::runProgram(source).text(), std::to_string(size) + "\n");
    }
}

void tst_Memory::everythingIsFreed()
{
    // What a run held is given back even when it ended in the middle of things; the sanitizer sees what is not.
    for (const char *const source :
         {"a = range(100000); throw 'x';", "o = {}; for (i in range(5000)) { o[i] = [i]; } print('!stop');",
          "n = 3; for (i in range(15)) { n = n * n; } result = n;",
          "import json; result = json.parse('[1, [2, {\"a\": 3}]]');"}) {
        const RunReport report = tests::runProgram(source);
        QVERIFY(report.compiled);
    }
}

void tst_Memory::manyRuns()
{
    RunReport compiling;
    const vm::ImagePtr image = tests::compileProgram(
        "a = []; for (i in range(2000)) { a.append({n: i, s: 'x' + i}); } result = a;", compiling);
    for (int i = 0; i < 50; ++i) tests::runImage(image);
    malloc_trim(0);
    const size_t before = statusBytes("VmRSS");
    for (int i = 0; i < 500; ++i) tests::runImage(image);
    malloc_trim(0);
    if (!kSanitized) QVERIFY(statusBytes("VmRSS") <= before + 2 * kMega);
}

void tst_Memory::brokenDictionary_data()
{
    QTest::addColumn<int>("added");
    QTest::addColumn<int>("removed");
    for (const int added : {8, 16, 24, 32, 64, 65, 100, 128, 129, 1000})
        for (const int removed : {added / 4, added / 2 - 1, added / 2, added / 2 + 1, added - 1})
            QTest::addRow("%d added, %d removed", added, removed) << added << removed;
}

/// Keys removed from the front leave holes; what is added then must find room and the order must stay.
void tst_Memory::brokenDictionary()
{
    QFETCH(int, added);
    QFETCH(int, removed);
    const std::string source = "o = {}; for (i in range(" + std::to_string(added) +
                               ")) { o[i] = i; } for (i in range(" + std::to_string(removed) +
                               ")) { o.pop(i); } for (i in range(300)) { o['n' + i] = i; } k = o.keys(); print(len(o), "
                               "k[0], k[len(k) - 1], o['n150'], o.n299);";
    const int rest = added - removed;
    const std::string expected = std::to_string(rest + 300) + " " + std::to_string(removed) + " n299 150 299\n";
    QCOMPARE(tests::runProgram(source).text(), expected);
}

QTEST_APPLESS_MAIN(tst_Memory)
#include "tst_memory.moc"
