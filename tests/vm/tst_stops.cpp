// SPDX-License-Identifier: GPL-3.0-or-later
// Cancel, timeout and limits cannot be swallowed: no `except` sees them, every `finally` on the way out runs once
// within the grace of all of them together, and nothing that leaves a `finally` saves the run.
#include "tests/vm/vm_harness.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace latchkey;
using tests::RunOptions;
using tests::RunReport;

namespace {

constexpr uint32_t kCauses[] = {vm::kInterruptCancel, vm::kInterruptTimeout, vm::kInterruptMemory, vm::kInterruptOutput,
                                vm::kInterruptInstructions};

struct Program {
    const char *name;
    const char *source;
    const char *output;
};

/// Each stops itself where it prints "!stop". "caught" and "end" must never be seen.
constexpr Program kPrograms[] = {
    {"plain", R"(print("a"); print("!stop"); print("end");)", "a\n"},
    {"except in a loop", R"(
        n = 0;
        while (n < 5) { n = n + 1; try { print("!stop"); print("after"); } except (e) { print("caught"); } }
        print("end");)",
     ""},
    {"except without variable", R"(try { print("!stop"); print("after"); } except { print("caught"); } print("end");)",
     ""},
    {"nested excepts", R"(
        try { try { try { print("!stop"); x = 1; } except (a) { print("caught"); } } except (b) { print("caught"); } }
        except (c) { print("caught"); }
        print("end");)",
     ""},
    {"in a function under excepts of its callers", R"(
        function inner() { try { print("!stop"); return 1; } except (e) { print("caught"); } return 2; }
        function outer() { try { return inner() + 1; } except (e) { print("caught"); return 3; } }
        try { print(outer()); } except (e) { print("caught"); })",
     ""},
    {"in a callback of the library", R"(
        import collections;
        try { collections.map([1, 2, 3], fn(x) => { try { print("!stop"); return x; } except (e) { print("caught"); return 0; } }); }
        except (e) { print("caught"); }
        print("end");)",
     ""},
    {"in a callback called by call()", R"(
        function f() { try { print("!stop"); } except (e) { print("caught"); } finally { print("f"); } }
        try { call(f); } except (e) { print("caught"); } finally { print("main"); })",
     "f\nmain\n"},
    {"while an argument is computed", R"(
        try { print("a", print("!stop")); } except (e) { print("caught"); } finally { print("once"); })",
     "once\n"},
    {"finally runs once", R"(try { print("!stop"); print("after"); } finally { print("once"); } print("end");)",
     "once\n"},
    {"finally after an except that does not see it", R"(
        try { print("!stop"); print("after"); } except (e) { print("caught"); } finally { print("once"); } print("end");)",
     "once\n"},
    {"nested finally, from inside out", R"(
        try { try { try { print("!stop"); } finally { print(1); } } finally { print(2); } } finally { print(3); }
        print("end");)",
     "1\n2\n3\n"},
    {"finally blocks of the callers", R"(
        function a() { try { print("!stop"); } finally { print("a"); } }
        function b() { try { a(); } finally { print("b"); } }
        function c() { try { b(); } except (e) { print("caught"); } finally { print("c"); } }
        c(); print("end");)",
     "a\nb\nc\n"},
    {"return in finally", R"(
        function f() { try { print("!stop"); return 1; } finally { print("f"); return 2; } }
        print(f()); print("end");)",
     "f\n"},
    {"return in finally within a loop", R"(
        function f() { while (true) { try { print("!stop"); } finally { print("f"); return 2; } } }
        for (i in [1, 2, 3]) { print(f()); } print("end");)",
     "f\n"},
    {"break in finally", R"(while (true) { try { print("!stop"); } finally { print("f"); break; } } print("end");)",
     "f\n"},
    {"continue in finally", R"(
        for (i in [1, 2, 3]) { try { print("!stop"); } finally { print(i); continue; } } print("end");)",
     "1\n"},
    {"throw in finally under an except", R"(
        try { try { print("!stop"); } finally { print("f"); throw "no"; } } except (e) { print("caught"); } print("end");)",
     "f\n"},
    {"run-time error in finally, then the outer finally", R"(
        try { try { print("!stop"); } finally { print(1); x = 1 / 0; print("after"); } }
        except (e) { print("caught"); } finally { print(2); })",
     "1\n2\n"},
    {"throw in a function called by finally", R"(
        function bad() { throw "no"; }
        try { try { print("!stop"); } finally { print(1); bad(); print("after"); } } except (e) { print("caught"); }
        finally { print(2); })",
     "1\n2\n"},
    {"errors inside a finally are caught inside it", R"(
        try { print("!stop"); } finally { try { throw "x"; } except (e) { print("inside", e); } print("f"); } print("end");)",
     "inside x\nf\n"},
    {"a whole try inside a finally", R"(
        try { print("!stop"); } finally { try { print("a"); } finally { print("b"); } print("c"); } print("end");)",
     "a\nb\nc\n"},
    {"loops inside a finally", R"(
        try { print("!stop"); }
        finally { for (i in [1, 2, 3, 4]) { if (i == 2) { continue; } if (i == 4) { break; } print(i); } print("f"); })",
     "1\n3\nf\n"},
    {"a finally calls functions that return from try", R"(
        function g(x) { try { return x; } finally { print("g"); } }
        try { print("!stop"); } finally { print(g(7)); } print("end");)",
     "g\n7\n"},
    {"a stop in the clean-up of a normal return", R"(
        function f() { try { return 1; } finally { print("!stop"); print("after"); } }
        try { print(f()); } except (e) { print("caught"); } finally { print("main"); })",
     "main\n"},
    {"in an except body", R"(
        try { throw "x"; } except (e) { print("except"); print("!stop"); print("after"); } finally { print("f"); } print("end");)",
     "except\nf\n"},
    {"a second cause does not replace the first", R"(
        try { print("!stop"); } finally { print("f"); print("!cancel"); print("g"); } print("end");)",
     "f\ng\n"},
    {"in the module body of an import", R"(import stopping; print("end");)", "module\n"},
    {"deep in calls", R"(
        function down(n) { try { if (n == 0) { print("!stop"); } else { down(n - 1); } } except (e) { print("caught"); } finally { count = count + 1; } nonlocal count; }
        count = 0;
        try { down(200); } finally { print(count); })",
     "201\n"},
    {"in a loop over a string", R"(
        for (c in "abc") { try { print(c); print("!stop"); } except (e) { print("caught"); } } print("end");)",
     "a\n"},
    {"in a while condition", R"(
        function ask() { print("!stop"); return true; }
        try { while (ask()) { print("body"); } } except (e) { print("caught"); } print("end");)",
     ""},
    {"in a sort key", R"(
        import collections;
        try { collections.sortBy([3, 1, 2], fn(x) => { print("!stop"); return x; }); } except (e) { print("caught"); } print("end");)",
     ""},
};

std::string joined(const std::vector<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines) text += line + " ";
    return text;
}

} // namespace

class tst_Stops : public QObject
{
    Q_OBJECT

private slots:
    void cannotBeSwallowed_data();
    void cannotBeSwallowed();
    void beforeTheStart();
    void whileParked_data();
    void whileParked();
    void cleanUpMayWait();
    void cleanUpWaitsNoLongerThanItsGrace();
    void skipsTheCleanUp();
    void skipFromAnotherThread();
    void cutsTheCleanUp_data();
    void cutsTheCleanUp();
    void saysWhereTheCleanUpWasCut_data();
    void saysWhereTheCleanUpWasCut();
    void endlessPrograms_data();
    void endlessPrograms();
    void instructionLimit_data();
    void instructionLimit();
    void memoryLimitRunsFinally();
    void functionCalledFromOutside();
    void stackOfAStoppedRun();
};

void tst_Stops::cannotBeSwallowed_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<uint>("cause");
    for (const uint32_t cause : kCauses)
        for (const Program &p : kPrograms)
            QTest::newRow((tests::causeName(cause) + ": " + p.name).c_str())
                << QByteArray(p.source) << QByteArray(p.output) << uint(cause);
}

void tst_Stops::cannotBeSwallowed()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, output);
    QFETCH(uint, cause);
    for (const bool collectAlways : {false, true}) {
        RunOptions options;
        options.stopBits = cause;
        options.collectAlways = collectAlways;
        options.grace = std::chrono::seconds(20);
        options.modules["stopping"] =
            R"(x = 1; try { print("!stop"); x = 2; } except (e) { print("caught"); } finally { print("module"); })";
        const RunReport report = tests::runProgram(source.toStdString(), options);
        QVERIFY2(report.compiled, report.message.c_str());
        QCOMPARE(report.text(), output.toStdString() + "stopped " + tests::causeName(cause));
    }
}

void tst_Stops::beforeTheStart()
{
    RunOptions options;
    options.bitsBeforeStart = vm::kInterruptCancel;
    QCOMPARE(tests::runProgram("try { print(1); } finally { x = 1; }", options).text(), "stopped cancelled");
}

void tst_Stops::whileParked_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("asleep")
        << QByteArray("import async; try { async.sleep(100); print(1); } except (e) { print('caught'); } print('end');")
        << QByteArray("");
    QTest::newRow("asleep under finally") << QByteArray("import async; try { async.sleep(100); } except (e) { "
                                                        "print('caught'); } finally { print('f'); } print('end');")
                                          << QByteArray("f\n");
    QTest::newRow("asleep in a function") << QByteArray("import async; function f() { try { async.sleep(1); } finally "
                                                        "{ print('f'); } } try { f(); } finally { print('g'); }")
                                          << QByteArray("f\ng\n");
    QTest::newRow("a permission is asked")
        << QByteArray(
               "import file; try { print(file.read('x')); } except (e) { print('caught'); } finally { print('f'); }")
        << QByteArray("f\n");
    QTest::newRow("a permission is asked in a call without arguments before it")
        << QByteArray("import file; try { a = 1; } finally { print('other'); } file.read('x');")
        << QByteArray("other\n");
}

void tst_Stops::whileParked()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, output);
    RunOptions options;
    options.holdWaits = true;
    options.gate["file.read"] = vm::GateAnswer::Ask;
    options.onParked = [](vm::Isolate &isolate) {
        isolate.interrupt(vm::kInterruptTimeout);
        return true;
    };
    QCOMPARE(tests::runProgram(source.toStdString(), options).text(), output.toStdString() + "stopped timeout");
}

void tst_Stops::cleanUpMayWait()
{
    const RunReport report =
        tests::runProgram("import async; try { print('!stop'); } finally { async.sleep(1); print('f'); }");
    QCOMPARE(report.text(), "f\nstopped cancelled");
}

void tst_Stops::cleanUpWaitsNoLongerThanItsGrace()
{
    RunOptions options;
    options.holdWaits = true;
    options.grace = std::chrono::milliseconds(30);
    int turns = 0;
    options.onParked = [&turns](vm::Isolate &) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return ++turns < 1000;
    };
    const RunReport report = tests::runProgram(
        "import async; try { try { print('!stop'); } finally { async.sleep(1); print('f'); } } finally { print('g'); }",
        options);
    QCOMPARE(report.text(), "stopped cancelled");
    QCOMPARE(report.warnings, std::vector<std::string>{
                                  "clean-up was cut after 30 ms, at line 1: the rest of that `finally` did not run"});
}

void tst_Stops::skipsTheCleanUp()
{
    const RunReport report = tests::runProgram(
        "try { try { print('!stop'); } finally { print('a'); print('!skip'); print('b'); } } finally { print('c'); }");
    QCOMPARE(report.text(), "a\nstopped cancelled");
    QVERIFY(report.warnings.empty()); // whoever skips it knows
}

void tst_Stops::skipFromAnotherThread()
{
    RunOptions options;
    options.grace = std::chrono::minutes(5);
    options.holdWaits = true;
    std::thread presser;
    options.onParked = [&presser](vm::Isolate &isolate) {
        isolate.interrupt(vm::kInterruptCancel);
        presser = std::thread([&isolate] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            isolate.interrupt(vm::kInterruptSkipCleanup);
        });
        return true;
    };
    QElapsedTimer timer;
    timer.start();
    const RunReport report =
        tests::runProgram("import async; try { async.sleep(1); } finally { while (true) { } }", options);
    presser.join();
    QCOMPARE(report.text(), "stopped cancelled");
    QVERIFY(timer.elapsed() < 20'000);
}

void tst_Stops::cutsTheCleanUp_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("endless loop") << QByteArray("while (true) { }");
    QTest::newRow("endless loop with its own excepts")
        << QByteArray("while (true) { try { throw 'x'; } except (e) { x = 1; } }");
    QTest::newRow("endless finally inside") << QByteArray("while (true) { try { x = 1; } finally { continue; } }");
    QTest::newRow("endless recursion behind except")
        << QByteArray("function r() { try { r(); } except (e) { r(); } } r();");
    QTest::newRow("calls") << QByteArray("function f() { return 1; } while (true) { f(); }");
    QTest::newRow("callbacks") << QByteArray(
        "import collections; while (true) { collections.map(range(1000), fn(x) => x); }");
    QTest::newRow("long library calls") << QByteArray("a = range(300000); while (true) { sorted(a, true); }");
    QTest::newRow("one comparison that never ends")
        << QByteArray("a = []; b = []; for (i in range(60)) { a = [a, a]; b = [b, b]; } print(a == b);");
    QTest::newRow("one display that never ends")
        << QByteArray("a = []; for (i in range(60)) { a = [a, a]; } x = str(a);");
}

void tst_Stops::cutsTheCleanUp()
{
    QFETCH(QByteArray, body);
    RunOptions options;
    options.grace = std::chrono::milliseconds(40);
    options.memoryLimit = size_t(64) << 20;
    // What is imported and defined stands before the try, since `import` must be at the top level.
    std::string text = body.toStdString();
    std::string head;
    if (text.starts_with("import")) {
        head = text.substr(0, text.find(';') + 1);
        text.erase(0, head.size());
    }
    QElapsedTimer timer;
    timer.start();
    const RunReport report = tests::runProgram(head + "try { try { print('!stop'); } finally { print('f'); " + text +
                                                   " print('after'); } } finally { print('outer'); }",
                                               options);
    // Past the memory limit the clean-up of that block ends as well; the outer one runs only while there is time.
    QVERIFY2(report.text() == "f\nstopped cancelled", report.text().c_str());
    QVERIFY(timer.elapsed() < 20'000);
    QCOMPARE(report.warnings.size(), size_t(1));
    const std::string &warning = report.warnings.front();
    QVERIFY2(warning.starts_with("clean-up was cut") && warning.contains("at line 1: the rest of"), warning.c_str());
}

/// Which `finally` did not run to its end is said, with the line it was at and the reason.
void tst_Stops::saysWhereTheCleanUpWasCut_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("warning");
    const auto row = [](const char *name, const char *source, const char *warning) {
        QTest::newRow(name) << QByteArray(source) << QByteArray(warning);
    };
    row("it ends in time", "try {\nprint('!stop');\n} finally {\nx = 1;\n}", "");
    row("in a loop", "try {\nprint('!stop');\n} finally {\nx = 1;\nwhile (true) { }\n}",
        "clean-up was cut after 40 ms, at line 5: the rest of that `finally` did not run");
    row("in a function it calls", "function f() {\nwhile (true) { }\n}\ntry { print('!stop'); } finally { f(); }",
        "clean-up was cut after 40 ms, at line 2: the rest of that `finally` did not run");
    row("past the memory limit", // which is reached sooner than the grace ends, also on a slow machine
        "try { print('!stop'); }\nfinally {\na = []; while (true) { a.append('x' * 100000 + str(len(a))); }\n}",
        "clean-up was cut past the memory limit, at line 3: the rest of that `finally` did not run");
    row("of a task",
        "import async;\nasync.spawn(fn() => {\ntry { async.sleep(9); } finally { while (true) { } }\n});\n"
        "async.sleep(0); print('!stop');",
        "clean-up was cut after 40 ms, at line 3: the rest of that `finally` did not run");
}

void tst_Stops::saysWhereTheCleanUpWasCut()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, warning);
    RunOptions options;
    options.grace = std::chrono::milliseconds(warning.contains("memory limit") ? 20'000 : 40);
    options.memoryLimit = size_t(32) << 20;
    const RunReport report = tests::runProgram(source.toStdString(), options);
    QVERIFY2(report.stopped(), report.text().c_str());
    QCOMPARE(QByteArray::fromStdString(report.warnings.empty() ? std::string() : report.warnings.front()), warning);
    QVERIFY(report.warnings.size() <= 1);
}

void tst_Stops::endlessPrograms_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char *name, const char *source) { QTest::newRow(name) << QByteArray(source); };
    row("empty loop", "while (true) { }");
    row("loop of a false condition's opposite", "while (!false) { x = 1; }");
    row("except in a loop", "while (true) { try { throw 'x'; } except (e) { y = 1; } }");
    row("return in finally", "function f() { while (true) { try { return 1; } finally { continue; } } } f();");
    row("mutual calls", "function a() { b(); } function b() { c = 1; } while (true) { a(); }");
    row("recursion caught", "function r(n) { try { r(n + 1); } except (e) { r(n); } } r(0);");
    row("callbacks", "import functional; while (true) { functional.reduce(fn(a, b) => a + b, range(100), 0); }");
    row("prints", "while (true) { print('x'); }");
    row("comparing what shares its parts",
        "a = []; b = []; for (i in range(64)) { a = [a, a]; b = [b, b]; } print(a == b);");
    row("ordering what shares its parts",
        "a = []; b = []; for (i in range(64)) { a = [a, a]; b = [b, b]; } print(a < b);");
    row("range of a huge number", "for (i in range(100000000000)) { }");
    row("nested loops", "while (true) { for (i in range(1000)) { for (j in 'abc') { if (j == 'b') { break; } } } }");
    row("continue", "while (true) { if (true) { continue; } }");
    row("closures", "f = fn(g) => g(g); while (true) { f(fn(h) => 1); }");
    row("sorting", "a = range(200000); while (true) { a.reverse(); a.sort(); }");
}

/// A cancel from another thread ends each within the time that a loaded machine may take.
void tst_Stops::endlessPrograms()
{
    QFETCH(QByteArray, source);
    RunReport compiling;
    const vm::ImagePtr image = tests::compileProgram("import async; async.sleep(1);" + source.toStdString(), compiling);
    QVERIFY2(image != nullptr, compiling.message.c_str());
    RunOptions options;
    options.holdWaits = true;
    std::thread canceller;
    QElapsedTimer timer;
    options.onParked = [&](vm::Isolate &isolate) {
        // The wait is over: the loop begins while the other thread gets ready to cancel it.
        isolate.complete({1, 1}, {});
        canceller = std::thread([&isolate, &timer] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            timer.start();
            isolate.interrupt(vm::kInterruptCancel);
        });
        return true;
    };
    const RunReport report = tests::runImage(image, options);
    const qint64 latency = timer.elapsed();
    canceller.join();
    QVERIFY2(report.stopped() && report.stopCause == vm::kInterruptCancel, report.text().substr(0, 300).c_str());
    QVERIFY2(latency < 2000, qPrintable(QString::number(latency)));
}

void tst_Stops::instructionLimit_data()
{
    QTest::addColumn<int>("turns");
    QTest::addColumn<bool>("finishes");
    QTest::newRow("inside") << 900 << true;
    QTest::newRow("past") << 1100 << false;
    QTest::newRow("far past") << 1'000'000 << false;
}

void tst_Stops::instructionLimit()
{
    QFETCH(int, turns);
    QFETCH(bool, finishes);
    RunOptions options;
    options.instructionLimit = 1000;
    const std::string source =
        "n = 0; try { while (n < " + std::to_string(turns) +
        ") { n = n + 1; } } except (e) { print('caught'); } finally { print('f'); } print('end');";
    options.sliceAlways = true; // both at every poll, and still it gets on
    options.collectAlways = turns < 10'000;
    QCOMPARE(tests::runProgram(source, options).text(), finishes ? "f\nend\n" : "f\nstopped instructions");
}

void tst_Stops::memoryLimitRunsFinally()
{
    RunOptions options;
    options.memoryLimit = size_t(16) << 20;
    // The finally body calls functions and makes small things, although the run is past its limit.
    const char *const source = R"(
        function close(x) { r = [x, x]; return len(r); }
        a = [];
        try { while (true) { try { a.append([1, 2, 3]); } except (e) { print("caught"); } } }
        finally { for (i in range(100)) { close(i); } print("closed"); }
        print("end");)";
    QCOMPARE(tests::runProgram(source, options).text(), "closed\nstopped memory");
    const char *const refused = R"(
        try { x = "x" * 100000000; } except (e) { print("caught"); } finally { for (i in range(100)) { y = [i]; } print("closed"); }
        print("end");)";
    QCOMPARE(tests::runProgram(refused, options).text(), "closed\nstopped memory");
}

void tst_Stops::functionCalledFromOutside()
{
    RunOptions options;
    options.callAfterwards = "main";
    const RunReport report = tests::runProgram("function main() { try { print('!stop'); return 1; } except (e) { "
                                               "print('caught'); } finally { print('f'); return 2; } }",
                                               options);
    QCOMPARE(report.text(), "f\nstopped cancelled");
}

void tst_Stops::stackOfAStoppedRun()
{
    const RunReport report = tests::runProgram(
        "function f() {\n  print('!stop'); x = 1;\n}\nfunction g() {\n  try { f(); } finally { x = 1; }\n}\ng();\n");
    const std::vector<std::string> expected = {"f:2", "g:5", ":7"};
    QVERIFY2(report.stopStack == expected, joined(report.stopStack).c_str());
}

QTEST_APPLESS_MAIN(tst_Stops)
#include "tst_stops.moc"
