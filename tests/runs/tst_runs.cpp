// SPDX-License-Identifier: GPL-3.0-or-later
// Runs from the outside: results, endings, limits, calling functions, watching.
#include "engine/runs/engine.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;
using latchkey::syntax::ErrorKind;

class tst_Runs : public QObject
{
    Q_OBJECT

private slots:
    void results_data();
    void results();
    void resultIsReadLazily();
    void failures_data();
    void failures();
    void stopsInAnyState_data();
    void stopsInAnyState();
    void rule26_stopsCanNotBeCaught_data();
    void rule26_stopsCanNotBeCaught();
    void cleanupRunsOnceAndIsCut();
    void rule25_dropsTheRestOfALongText();
    void rule25_floodEndsAtOnce();
    void secondStopSkipsCleanup();
    void limits_data();
    void limits();
    void timeoutsLeaveThePoolFree();
    void callsAFunction_data();
    void callsAFunction();
    void contextBecomesVariables();
    void modulesOfTheScript();
    void brokenModuleIsReportedInItsFile();
    void changedModuleIsCompiledAgain();
    void prioritiesAndFairness();
    void queueFull();
    void pauseAndResume();
    void inputIsAsked();
    void inputEndsHeadless();
    void watcherReportsAndEnds();
    void watcherIsNotFlooded();
    void watcherDestroyedEarly();
    void watcherOfAnEndedRun();
    void engineDestroyedWithLiveRuns();
    void runsAreReadableAfterTheEngine();
    void outputBeyondTheReaderParks();
    void checkFindsMistakes();
    void checkWithoutItsContext();

private:
    RunPtr start(const QByteArray &source, const RunOptions &options = {});
    RunResult finished(const QByteArray &source, const RunOptions &options = {});
    std::unique_ptr<Engine> m_engine = std::make_unique<Engine>(EngineOptions{2, 0, 64 << 20, {}});
};

RunPtr tst_Runs::start(const QByteArray &source, const RunOptions &options)
{
    Script script;
    script.source = source;
    script.name = u"test.ml"_s;
    return m_engine->submit(script, options);
}

RunResult tst_Runs::finished(const QByteArray &source, const RunOptions &options)
{
    const RunPtr run = start(source, options);
    if (!run->wait(20'000)) qFatal("a run does not end");
    return run->result();
}

void tst_Runs::results_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("integer") << QByteArray("42") << QByteArray("42");
    QTest::newRow("big integer keeps its digits")
        << QByteArray("123456789012345678901234567890") << QByteArray("123456789012345678901234567890");
    QTest::newRow("beyond a double") << QByteArray("9007199254740993") << QByteArray("9007199254740993");
    QTest::newRow("float stays a float") << QByteArray("5.0") << QByteArray("5.0");
    QTest::newRow("text") << QByteArray("\"a\\\"b\\nc\"") << QByteArray("\"a\\\"b\\nc\"");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
    QTest::newRow("true") << QByteArray("true") << QByteArray("true");
    QTest::newRow("array") << QByteArray("[1, [2, []]]") << QByteArray("[1, [2, []]]");
    QTest::newRow("object in order") << QByteArray("{b: 1, a: {}}") << QByteArray("{\"b\": 1, \"a\": {}}");
    QTest::newRow("function") << QByteArray("f") << QByteArray("\"<function f>\"");
}

void tst_Runs::results()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, json);
    const RunResult result = finished("function f() { } result = " + value + ";");
    QVERIFY(result.success);
    QCOMPARE(result.value.toJson(), json);
    QVERIFY(result.toJsonText().contains("\"value\": " + json));
    QCOMPARE(result.toJson()["success"_L1].toBool(), true);
    QVERIFY(!finished("function f() { } x = " + value + ";").value.isValid());
}

void tst_Runs::resultIsReadLazily()
{
    RunResult result;
    {
        const RunPtr run = start("a = [1, 2]; a.append(a); big = {}; for (i in range(5000)) { big[\"k\" + str(i)] = i; "
                                 "} result = {a: a, big: big, text: \"h\xC3\xA9\"};");
        QVERIFY(run->wait(10'000));
        const auto variables = run->variables();
        QVERIFY(std::ranges::any_of(variables, [](const auto &v) { return v.first == "big"_L1; }));
        result = run->result();
    } // the handle is gone, the values stay
    const ResultValue value = result.value;
    QCOMPARE(value.kind(), ResultValue::Kind::Object);
    QCOMPARE(value.size(), 3);
    QCOMPARE(value.childKey(1), u"big"_s);
    const ResultValue a = value.property(u"a"_s);
    QCOMPARE(a.size(), 3);
    QCOMPARE(a.child(2).identity(), a.identity()); // a ring is recognised
    QCOMPARE(value.property(u"text"_s).size(), 2);
    QVERIFY(!value.property(u"none"_s).isValid());
    const ResultValue big = value.child(1);
    QCOMPARE(big.childKey(4999), u"k4999"_s);
    QCOMPARE(big.child(10).toDouble(), 10.0);
    QVERIFY(value.toJson().contains("\"<cycle>\""));
    QVERIFY(value.toJson(false).isEmpty());
}

void tst_Runs::failures_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    QTest::newRow("syntax") << QByteArray("x = 1;\ny = ;") << int(ErrorKind::SyntaxError) << u"syntax_error"_s << 2
                            << 5;
    QTest::newRow("security") << QByteArray("\n  eval(\"1\");") << int(ErrorKind::SecurityError) << u"security_error"_s
                              << 2 << 3;
    QTest::newRow("division") << QByteArray("x = 1 / 0;") << int(ErrorKind::RuntimeError) << u"zero_division"_s << 1
                              << 7;
    QTest::newRow("denied") << QByteArray("import file;\nfile.read(\"/etc/hostname\");")
                            << int(ErrorKind::CapabilityError) << u"capability_error"_s << 2 << 1;
}

void tst_Runs::failures()
{
    QFETCH(QByteArray, source);
    QFETCH(int, kind);
    QFETCH(QString, name);
    QFETCH(int, line);
    QFETCH(int, column);
    const RunResult result = finished(source);
    QVERIFY(!result.success);
    QVERIFY(result.error);
    QCOMPARE(int(result.error->kind), kind);
    QCOMPARE(result.error->name, name);
    QCOMPARE(result.error->line, line);
    QCOMPARE(result.error->column, column);
    const QJsonObject json = QJsonDocument::fromJson(result.toJsonText()).object();
    QCOMPARE(json["error"_L1].toString(), result.error->message);
    QCOMPARE(json["error_detail"_L1]["line"_L1].toInt(), line);
}

void tst_Runs::stopsInAnyState_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("tight loop") << QByteArray("while (true) { }");
    QTest::newRow("deep calls") << QByteArray(
        "function f(n) { if (n == 0) { return 0; } return f(n - 1); } while (true) { f(5000); }");
    QTest::newRow("printing") << QByteArray("while (true) { print(\"x\"); }");
    QTest::newRow("printing long lines") << QByteArray(
        "line = \"0123456789\" * 2000000; while (true) { print(line); }");
    QTest::newRow("growing") << QByteArray("a = []; while (true) { if (len(a) > 100000) { a = []; } a.append(1); }");
    QTest::newRow("catching in a loop") << QByteArray("while (true) { try { x = 1 / 0; } except (e) { } }");
    QTest::newRow("sleeping") << QByteArray("import async; async.sleep(1000);");
}

void tst_Runs::stopsInAnyState()
{
    QFETCH(QByteArray, source);
    for (int i = 0; i < 5; ++i) {
        const RunPtr run = start(source);
        QTRY_VERIFY(run->state() == RunState::Running || run->state() == RunState::Waiting);
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(run->wait(2000));
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(run->state(), RunState::Cancelled);
        QCOMPARE(run->result().error->kind, ErrorKind::Cancelled);
        run->cancel(); // after the end: nothing
        QCOMPARE(run->state(), RunState::Cancelled);
    }
}

void tst_Runs::rule26_stopsCanNotBeCaught_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("except around") << QByteArray("try { while (true) { } } except (e) { print(\"caught\"); }");
    QTest::newRow("except in a loop") << QByteArray(
        "while (true) { try { while (true) { } } except (e) { print(\"caught\"); } }");
    QTest::newRow("nested") << QByteArray(
        "try { try { while (true) { } } except (e) { print(\"caught\"); } } except (e) { print(\"caught\"); }");
    QTest::newRow("in a function") << QByteArray(
        "function f() { try { while (true) { } } except (e) { print(\"caught\"); } return 1; } while (true) { f(); }");
}

void tst_Runs::rule26_stopsCanNotBeCaught()
{
    QFETCH(QByteArray, source);
    RunOptions options;
    options.timeoutSeconds = 0.05;
    const RunPtr run = start(source, options);
    QVERIFY(run->wait(2000));
    QCOMPARE(run->state(), RunState::TimedOut);
    QCOMPARE(run->output().byteCount(), 0);
    QCOMPARE(run->result().error->message, u"Execution timeout after 0.05 seconds"_s);
}

void tst_Runs::cleanupRunsOnceAndIsCut()
{
    const RunPtr polite = start("try { while (true) { } } finally { print(\"clean\"); }");
    QTRY_COMPARE(polite->state(), RunState::Running);
    polite->cancel();
    QVERIFY(polite->wait(2000));
    QCOMPARE(polite->output().read(0, 100), "clean\n");

    for (const QByteArray &stubborn : {QByteArray("while (true) { }"), QByteArray("async.sleep(1000);")}) {
        const RunPtr run =
            start("import async; try { while (true) { } } finally { print(\"begin\"); " + stubborn + " }");
        QTRY_COMPARE(run->state(), RunState::Running);
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(run->wait(3000));
        QVERIFY2(timer.elapsed() >= 400 && timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(run->output().read(0, 100), "begin\n");
        // Said in the same words by the window, the command line and the wire form.
        QCOMPARE(run->result().warnings.size(), 1);
        const QString warning = run->result().warnings.first();
        QVERIFY2(warning.startsWith("clean-up was cut"_L1) && warning.contains("at line 1"_L1), qPrintable(warning));
        QVERIFY(run->result().toJsonText().contains("clean-up was cut"));
    }
}

/// A stop in the middle of a long text keeps whole lines, drops the rest and says how much that was.
void tst_Runs::rule25_dropsTheRestOfALongText()
{
    RunOptions options;
    options.outputLimit = qint64(2) << 30;
    const RunPtr run =
        start("t = \"0123456789abcde\\n\" * 20000000; try { print(t); } finally { print(\"cleaned\"); }", options);
    QTRY_VERIFY_WITH_TIMEOUT(run->output().byteCount() > 0, 20'000);
    QElapsedTimer timer;
    timer.start();
    run->cancel();
    QVERIFY(run->wait(5000));
    const qint64 took = timer.elapsed();
    QCOMPARE(run->state(), RunState::Cancelled);
    QVERIFY2(took < 1000, qPrintable(QString::number(took)));
    const qint64 bytes = run->output().byteCount();
    QVERIFY(bytes < 320'000'000);
    QCOMPARE(run->output().read(bytes - 24, 24), "0123456789abcde\ncleaned\n"); // a whole line, then the clean-up
    QCOMPARE(run->result().warnings.size(), 1);
    const QString warning = run->result().warnings.first();
    QVERIFY2(warning.startsWith("the last "_L1) && warning.contains(" MB of output were not kept"_L1),
             qPrintable(warning));
}

/// What was printed before the stop is all there, and nothing is said when nothing was lost.
void tst_Runs::rule25_floodEndsAtOnce()
{
    QList<qint64> times;
    for (int i = 0; i < 20; ++i) {
        RunOptions options;
        options.outputLimit = qint64(2) << 30;
        const RunPtr run = start("i = 0; while (true) { print(i); i = i + 1; }", options);
        QTRY_VERIFY_WITH_TIMEOUT(run->output().lineCount() > 1000, 10'000);
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(run->wait(5000));
        times.append(timer.elapsed());
        const qint64 count = run->output().lineCount();
        const QList<OutputLine> last = run->output().lines(count - 1, 1);
        QCOMPARE(last.first().text, QByteArray::number(count - 1));
        QVERIFY(run->result().warnings.isEmpty());
    }
    std::ranges::sort(times);
    QVERIFY2(times[times.size() * 9 / 10] <= 100, qPrintable(QString::number(times.last())));
}

void tst_Runs::secondStopSkipsCleanup()
{
    const RunPtr run = start("try { while (true) { } } finally { while (true) { } }");
    QTRY_COMPARE(run->state(), RunState::Running);
    run->cancel();
    QTRY_COMPARE(run->state(), RunState::Stopping);
    QElapsedTimer timer;
    timer.start();
    run->cancelWithoutCleanup();
    QVERIFY(run->wait(2000));
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
}

void tst_Runs::limits_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");

    const QString memory = u"Memory limit of 16 MB exceeded"_s;
    QTest::newRow("list") << QByteArray("a = []; while (true) { a.append(\"x\" + str(len(a))); }") << u"memory_limit"_s
                          << memory;
    QTest::newRow("doubling text") << QByteArray("s = \"x\"; while (true) { s = s + s; }") << u"memory_limit"_s
                                   << memory;
    QTest::newRow("object") << QByteArray("o = {}; i = 0; while (true) { o[str(i)] = i; i = i + 1; }")
                            << u"memory_limit"_s << memory;
    QTest::newRow("closures") << QByteArray(
                                     "f = null; function make(g) { return fn() => g; } while (true) { f = make(f); }")
                              << u"memory_limit"_s << memory;
    QTest::newRow("nesting") << QByteArray("a = []; while (true) { a = [a]; }") << u"memory_limit"_s << memory;
    QTest::newRow("big integer") << QByteArray("n = 3; while (true) { n = n * n; }") << u"memory_limit"_s << memory;
    QTest::newRow("output") << QByteArray("while (true) { print(\"0123456789\"); }") << u"output_limit"_s
                            << u"Output limit of 1 MB exceeded"_s;
    QTest::newRow("instructions") << QByteArray("i = 0; while (i < 1000000) { i = i + 1; }") << u"instruction_limit"_s
                                  << u"Instruction limit of 500000 exceeded"_s;
}

void tst_Runs::limits()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, name);
    QFETCH(QString, message);
    RunOptions options;
    options.memoryLimit = 16 << 20;
    options.outputLimit = 1 << 20;
    if (name == "instruction_limit"_L1) options.instructionLimit = 500'000;
    const RunPtr run = start("try { " + source + " } except (e) { print(\"caught\"); }", options);
    QVERIFY(run->wait(10'000));
    QCOMPARE(run->state(), RunState::LimitReached);
    QCOMPARE(run->result().error->kind, ErrorKind::ResourceLimit);
    QCOMPARE(run->result().error->name, name);
    QCOMPARE(run->result().error->message, message);
    QVERIFY(run->output().byteCount() <= options.outputLimit);
    QVERIFY(!run->output().read(0, 2 << 20).contains("caught"));
    QVERIFY(run->result().peakMemory <= options.memoryLimit * 5 / 4);
    QVERIFY(finished("result = 1;").success); // the next one works
}

void tst_Runs::timeoutsLeaveThePoolFree()
{
    RunOptions options;
    options.timeoutSeconds = 0.1;
    QList<RunPtr> runs;
    for (int i = 0; i < 20; ++i) runs.append(start("while (true) { }", options));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(finished("result = 1;").success);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    for (const RunPtr &run : runs) {
        QVERIFY(run->wait(10'000));
        QCOMPARE(run->state(), RunState::TimedOut);
    }
    QVERIFY(m_engine->drain(1000));
}

void tst_Runs::callsAFunction_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("expected"); // JSON, or part of the message
    QTest::newRow("in order") << QByteArray("[10, 3]") << QByteArray("7");
    QTest::newRow("by name") << QByteArray("{\"b\": 3, \"a\": 10}") << QByteArray("7");
    QTest::newRow("floats and big integers") << QByteArray("[1.0, -99999999999999999999]") << QByteArray("1e+20");
    QTest::newRow("too few") << QByteArray("[1]") << QByteArray("missing 1 required positional argument: 'b'");
    QTest::newRow("unknown name") << QByteArray("{\"a\": 1, \"b\": 2, \"c\": 3}") << QByteArray("no parameter 'c'");
    QTest::newRow("not JSON") << QByteArray("[1,") << QByteArray("not a JSON array");
}

void tst_Runs::callsAFunction()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, expected);
    RunOptions options;
    options.function = u"difference"_s;
    options.argumentsText = arguments;
    const RunResult result = finished("function difference(a, b) { return a - b; } result = \"of the body\";", options);
    if (result.success) QCOMPARE(result.value.toJson(), expected);
    else QVERIFY2(result.error->message.toUtf8().contains(expected), qPrintable(result.error->message));
}

void tst_Runs::contextBecomesVariables()
{
    RunOptions options;
    options.context = {{u"name"_s, u"Ada"_s}, {u"rows"_s, QJsonArray{1, 2}}, {u"unused"_s, 1}};
    options.contextText = R"({"exact": 12345678901234567890123, "real": 2.0})";
    const RunResult result = finished("result = [name, rows, exact, real];", options);
    QVERIFY2(result.success, result.error ? qPrintable(result.error->message) : "");
    QCOMPARE(result.value.toJson(), "[\"Ada\", [1, 2], 12345678901234567890123, 2.0]");
    QCOMPARE(finished("result = name;").error->kind, ErrorKind::SyntaxError); // nothing is left of it
}

void tst_Runs::modulesOfTheScript()
{
    QTemporaryDir dir;
    QDir(dir.path()).mkpath(u"shapes"_s);
    const auto write = [&dir](const QString &name, const QByteArray &text) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"shapes/circle.ml"_s, "import helper;\nfunction area(r) { return helper.times(r, r); }");
    write(u"shapes/helper.ml"_s, "function times(a, b) { return a * b; }");
    Script script;
    script.folder = dir.path();
    script.source = "import shapes.circle; result = shapes.circle.area(3);";
    const RunPtr run = m_engine->submit(script, {});
    QVERIFY(run->wait(5000));
    QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
    QCOMPARE(run->result().value.toJson(), "9");
}

void tst_Runs::brokenModuleIsReportedInItsFile()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(u"broken.ml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("good = 1;\nbad = = 2;");
    file.close();
    Script script;
    script.folder = dir.path();
    script.name = u"main.ml"_s;
    script.source = "import broken; print(1);";
    const RunPtr run = m_engine->submit(script, {});
    QVERIFY(run->wait(5000));
    const RunError error = *run->result().error;
    QCOMPARE(error.kind, ErrorKind::SyntaxError);
    QVERIFY2(error.file.endsWith("broken.ml"_L1), qPrintable(error.file));
    QCOMPARE(error.line, 2);
    QCOMPARE(run->output().byteCount(), 0);
}

void tst_Runs::changedModuleIsCompiledAgain()
{
    QTemporaryDir dir;
    Script script;
    script.folder = dir.path();
    script.source = "import part; result = part.value;";
    const auto resultOf = [&] {
        const RunPtr run = m_engine->submit(script, {});
        run->wait(5000);
        return run->result().value.toJson();
    };
    QCOMPARE(resultOf(), "null"); // not there yet
    for (const QByteArray &value : {QByteArray("1"), QByteArray("22"), QByteArray("333")}) {
        QFile file(dir.filePath(u"part.ml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("value = " + value + ";");
        file.close();
        QCOMPARE(resultOf(), value);
    }
}

void tst_Runs::prioritiesAndFairness()
{
    QList<RunPtr> hogs;
    for (int i = 0; i < 8; ++i) hogs.append(start("i = 0; while (true) { i = i + 1; }"));
    RunOptions batch;
    batch.priority = Priority::Batch;
    const RunPtr slow = start("result = 1;", batch);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(finished("result = 1;").success);
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(slow->wait(10'000));                                         // last, but not never
    for (const RunPtr &hog : hogs) QTRY_VERIFY(hog->status().steps > 0); // every one gets its turn
    for (const RunPtr &hog : hogs) hog->cancel();
    for (const RunPtr &hog : hogs) QVERIFY(hog->wait(2000));
}

void tst_Runs::queueFull()
{
    Engine engine({1, 3, 1 << 20, {}});
    Script script;
    script.source = "while (true) { }";
    QList<RunPtr> runs;
    for (int i = 0; i < 50; ++i) runs.append(engine.submit(script));
    QVERIFY(std::ranges::any_of(runs, [](const RunPtr &run) {
        return run->state() == RunState::Failed && run->result().error->name == "queue_full"_L1;
    }));
    engine.cancelAll();
    QVERIFY(engine.drain(5000));
    script.source = "result = 1;";
    const RunPtr after = engine.submit(script);
    QVERIFY(after->wait(2000));
    QVERIFY(after->result().success);
}

void tst_Runs::pauseAndResume()
{
    const RunPtr run = start("i = 0; while (i < 300000) { i = i + 1; } result = i;");
    run->pause();
    QTRY_VERIFY(run->state() == RunState::Paused || run->isFinished());
    const RunPtr endless = start("while (true) { }");
    QTRY_COMPARE(endless->state(), RunState::Running);
    endless->pause();
    QTRY_COMPARE(endless->state(), RunState::Paused);
    QTRY_COMPARE(m_engine->runningCount(), 0);
    endless->resume();
    QTRY_COMPARE(endless->state(), RunState::Running);
    endless->pause();
    QTRY_COMPARE(endless->state(), RunState::Paused);
    endless->cancel(); // a paused run can be stopped
    QVERIFY(endless->wait(1000));
    run->resume();
    QVERIFY(run->wait(5000));
    QCOMPARE(run->result().value.toJson(), "300000");
}

void tst_Runs::inputIsAsked()
{
    RunOptions options;
    options.canAskInput = true;
    const RunPtr run = start("a = input(\"first? \"); b = input(\"second? \"); result = a + b;", options);
    RunWatcher watcher(run);
    QSignalSpy asked(&watcher, &RunWatcher::inputAsked);
    QTRY_COMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), u"first? "_s);
    QTRY_COMPARE(run->state(), RunState::Waiting);
    QCOMPARE(run->status().waiting, WaitKind::Input);
    run->answerInput(u"x"_s);
    QTRY_COMPARE(asked.size(), 2);
    run->answerInput(u"y"_s);
    QVERIFY(run->wait(2000));
    QCOMPARE(run->result().value.toJson(), "\"xy\"");
    QCOMPARE(run->output().read(0, 100), "first? second? ");
}

void tst_Runs::inputEndsHeadless()
{
    const RunResult result = finished("try { input(); } except (e) { result = e.message; }");
    QCOMPARE(result.value.toJson(), "\"EOF when reading a line\"");
}

void tst_Runs::watcherReportsAndEnds()
{
    const RunPtr run = start("for (i in range(1000)) { print(i); } result = 7;");
    RunWatcher watcher(run);
    QSignalSpy finishedSpy(&watcher, &RunWatcher::finished);
    QSignalSpy output(&watcher, &RunWatcher::outputReady);
    QSignalSpy status(&watcher, &RunWatcher::statusChanged);
    QVERIFY(finishedSpy.wait(5000));
    QCOMPARE(finishedSpy.size(), 1);
    QVERIFY(!output.isEmpty());
    QCOMPARE(status.last()[0].value<RunStatus>().state, RunState::Succeeded);
    QCOMPARE(run->output().lineCount(), 1000);
    QCoreApplication::processEvents();
    QCOMPARE(finishedSpy.size(), 1);
}

void tst_Runs::watcherIsNotFlooded()
{
    RunOptions options;
    options.timeoutSeconds = 1;
    options.outputLimit = 1 << 30;
    const RunPtr run = start("while (true) { print(\"line\"); }", options);
    RunWatcher watcher(run);
    int batches = 0;
    connect(&watcher, &RunWatcher::outputReady, &watcher, [&batches] { ++batches; });
    QSignalSpy finishedSpy(&watcher, &RunWatcher::finished);
    QVERIFY(finishedSpy.wait(5000));
    QVERIFY2(batches <= 75 && batches >= 5, qPrintable(QString::number(batches)));
    QVERIFY(run->output().lineCount() > 1000);
}

void tst_Runs::watcherDestroyedEarly()
{
    for (int i = 0; i < 200; ++i) {
        const RunPtr run = start("for (i in range(50)) { print(i); }");
        auto watcher = std::make_unique<RunWatcher>(run);
        if (i % 3 == 0) QCoreApplication::processEvents();
        if (i % 2 == 0) {
            watcher.reset();
        } else { // in its own slot, with the last handle of the run
            connect(watcher.get(), &RunWatcher::outputReady, watcher.get(),
                    [&watcher] { watcher.release()->deleteLater(); });
            QTRY_VERIFY(!watcher || run->isFinished());
        }
        QVERIFY(run->wait(2000));
    }
    QCoreApplication::sendPostedEvents();
}

void tst_Runs::watcherOfAnEndedRun()
{
    const RunPtr run = start("print(1); result = 1;");
    QVERIFY(run->wait(2000));
    RunWatcher watcher(run);
    QSignalSpy output(&watcher, &RunWatcher::outputReady);
    QSignalSpy finishedSpy(&watcher, &RunWatcher::finished);
    QVERIFY(finishedSpy.wait(1000));
    QCOMPARE(output.size(), 1);
    QCOMPARE(finishedSpy.size(), 1);
}

void tst_Runs::engineDestroyedWithLiveRuns()
{
    QList<RunPtr> runs;
    QElapsedTimer timer;
    {
        Engine engine({2, 0, 1 << 20, {}});
        for (const QByteArray &source : {QByteArray("while (true) { }"), QByteArray("import async; async.sleep(1000);"),
                                         QByteArray("import file; file.read(\"/etc/hostname\");"),
                                         QByteArray("input();"), QByteArray("while (true) { print(1); }")}) {
            for (int i = 0; i < 200; ++i) {
                Script script;
                script.source = source;
                RunOptions options;
                options.canAsk = options.canAskInput = true;
                runs.append(engine.submit(script, options));
            }
        }
        QTRY_VERIFY(engine.runningCount() > 0);
        timer.start();
    }
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    for (const RunPtr &run : runs) QVERIFY(run->isFinished());
}

void tst_Runs::runsAreReadableAfterTheEngine()
{
    RunPtr run;
    std::unique_ptr<RunWatcher> watcher;
    {
        Engine engine({1, 0, 1 << 20, {}});
        Script script;
        script.source = "print(\"hello\"); result = [1, 2];";
        run = engine.submit(script);
        watcher = std::make_unique<RunWatcher>(run);
        QVERIFY(run->wait(2000));
    }
    QCOMPARE(run->result().value.toJson(), "[1, 2]");
    QCOMPARE(run->output().read(0, 10), "hello\n");
    run->cancel();
    run->answer(1, PermissionAnswer::AllowOnce);
    QVERIFY(run->wait(0));
}

void tst_Runs::outputBeyondTheReaderParks()
{
    RunOptions options;
    options.outputLimit = 1 << 30;
    options.canAskInput = true; // it prints nothing before the reader is there
    const RunPtr run =
        start("input(); line = \"x\"; for (i in range(10)) { line = line + line; } for (i in range(20000)) { "
              "print(line); } result = 1;",
              options);
    const auto reader = run->output().addReader();
    QTRY_COMPARE_WITH_TIMEOUT(run->status().waiting, WaitKind::Input, 10'000);
    run->answerInput(u"go"_s);
    QTRY_COMPARE_WITH_TIMEOUT(run->status().waiting, WaitKind::Output, 10'000);
    QVERIFY(run->output().byteCount() < OutputLog::kMaxAhead + (1 << 20));
    QCOMPARE(m_engine->runningCount(), 0);
    qint64 read = 0;
    while (!run->isFinished()) { // reading on lets it go on
        read = run->output().byteCount();
        reader->consumed(read);
        std::this_thread::yield();
    }
    QVERIFY(run->result().success);
    QCOMPARE(run->output().lineCount(), 20'000);

    const RunPtr stopped = start("while (true) { print(\"0123456789012345678901234567890123456789\"); }", options);
    const auto lazy = stopped->output().addReader();
    QTRY_COMPARE_WITH_TIMEOUT(stopped->state(), RunState::Waiting, 10'000);
    stopped->cancel();
    QVERIFY(stopped->wait(1000));
}

void tst_Runs::checkFindsMistakes()
{
    Script script;
    script.source = "import file;\nfile.read(\"x\");\ny = unknown_name;\n";
    CheckResult result;
    bool done = false;
    QObject context;
    m_engine->check(script, &context, [&](const CheckResult &found) {
        QCOMPARE(QThread::currentThread(), context.thread());
        result = found;
        done = true;
    });
    QTRY_VERIFY(done);
    QVERIFY(std::ranges::any_of(result.diagnostics, [](const auto &d) {
        return d.position().line == 3 && d.severity == latchkey::syntax::Severity::Error;
    }));
    QCOMPARE(result.asks.size(), 1);
    QCOMPARE(result.asks[0].first, u"file.read"_s);
    QCOMPARE(result.asks[0].second, 2);
}

void tst_Runs::checkWithoutItsContext()
{
    bool called = false;
    {
        QObject context;
        for (int i = 0; i < 50; ++i)
            m_engine->check({"x = 1;", {}, {}, {}}, &context, [&called](const CheckResult &) { called = true; });
    }
    QVERIFY(finished("result = 1;").success);
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(tst_Runs)
#include "tst_runs.moc"
