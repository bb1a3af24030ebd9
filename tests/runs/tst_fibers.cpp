// SPDX-License-Identifier: GPL-3.0-or-later
// Fibers and child isolates inside a run: every wait can be stopped at any moment, as a whole run and as one task, with
// its `finally` blocks; children end with their parent; views and tasks are told while the run goes on.
#include "engine/runs/engine.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000; ///< milliseconds: only a test that hangs ever waits for so long

QByteArray outputOf(const Run &run)
{
    QByteArray text;
    for (qint64 offset = 0;;) {
        OutputStream stream = OutputStream::Output;
        const QByteArray part = run.output().read(offset, 1 << 16, &stream);
        if (part.isEmpty()) return text;
        text += part;
        offset += part.size();
    }
}

} // namespace

class tst_Fibers : public QObject
{
    Q_OBJECT

private slots:
    void waits_data();
    void waits();
    void cancelledTask_data() { waits_data(); }
    void cancelledTask();
    void manyTasksStopTogether();
    void parentWithManyChildren();
    void childrenShareTheLimits_data();
    void childrenShareTheLimits();
    void outputOfChildrenComesByLines();
    void childrenAsk();
    void tasksAreTold();
    void parkedTasksAreSeenAtOnce();
    void busyTasksAreSeenSoon();
    void tasksOfOtherThreadsAreDescribed();
    void progressBelongsToItsTask();
    void manyMayLook();
    void eachHasItsOwnPlaceInLine();
    void cancelOneTask();
    void viewsAppear();
    void viewsOutliveTheRun();
    void tablesAsText();
    void tasksOutputBeyondTheReader();
    void unfinishedTasksAreNamed();
    void endlessCleanupIsCut();

private:
    RunPtr start(const QByteArray &source, RunOptions options = {});
    Engine m_engine{EngineOptions{.threads = 2, .queueLimit = 0, .stateFolder = {}}};
};

RunPtr tst_Fibers::start(const QByteArray &source, RunOptions options)
{
    Script script;
    script.source = source;
    script.name = u"test.ml"_s;
    return m_engine.submit(script, std::move(options));
}

/// Each `wait` parks for ever, or computes for ever, inside a task.
void tst_Fibers::waits_data()
{
    QTest::addColumn<QByteArray>("wait");
    const std::pair<const char *, const char *> rows[] = {
        {"sleep", "async.sleep(1000)"},
        {"sleep of nothing, for ever", "{ while (true) { async.sleep(0); } }"},
        {"a loop", "{ while (true) { } }"},
        {"wait for a task", "async.spawn(fn() => async.sleep(1000)).wait()"},
        {"wait with a limit", "async.spawn(fn() => async.sleep(1000)).wait(900)"},
        {"gather", "async.gather([fn() => async.sleep(1000), fn() => async.sleep(900)])"},
        {"map", "async.map(fn(x) => async.sleep(1000), range(10), {limit: 3})"},
        {"race", "async.race([fn() => async.sleep(1000), fn() => async.sleep(900)])"},
        {"any", "async.any([fn() => async.sleep(1000), fn() => 1 / 0])"},
        {"timeout", "async.timeout(900, fn() => async.sleep(1000))"},
        {"retry", "async.retry(fn() => 1 / 0, {attempts: 1000, delay: 0.001, max_delay: 0.01})"},
        {"fallback", "async.fallback([fn() => async.sleep(1000), fn() => 1], {timeout: 900})"},
        {"group", "async.group(fn(g) => { g.spawn(fn() => async.sleep(1000)); async.sleep(900); })"},
        {"semaphore", "{ s = async.semaphore(1); s.acquire(); async.spawn(fn() => async.sleep(999)); s.acquire(); }"},
        {"queue, get", "{ async.spawn(fn() => async.sleep(999)); async.queue().get(); }"},
        {"queue, put", "{ q = async.queue(1); q.put(1); async.spawn(fn() => async.sleep(999)); q.put(2); }"},
        {"queue, loop", "{ async.spawn(fn() => async.sleep(999)); for (v in async.queue()) { } }"},
        {"stream", "{ for (v in async.stream(fn(emit) => { async.sleep(1000); emit(1); })) { } }"},
        {"inside a stream", "{ for (v in async.stream(fn(emit) => { while (true) { emit(1); } })) { } }"},
        {"using", "async.using(fn() => 1, fn(r) => async.sleep(1000), fn(r) => print(\"closed\"))"},
        {"pool", "async.pool(fn(i) => i, 1).with(fn(r) => async.sleep(1000))"},
        {"measure", "async.measure(\"m\", fn() => async.sleep(1000))"},
        {"parallel, a loop", "parallel.call(fn() => { while (true) { } }).wait()"},
        {"parallel, a sleep", "parallel.call(fn() => async.sleep(1000)).wait()"},
        {"parallel map", "parallel.map(fn(x) => { while (true) { } }, range(10))"},
        {"nested parallel", "parallel.call(fn() => parallel.call(fn() => { while (true) { } }).wait()).wait()"},
        {"sort with a key", "{ while (true) { collections.sortBy(range(100000), fn(x) => 0 - x); } }"},
    };
    for (const auto &[name, wait] : rows) QTest::newRow(name) << QByteArray(wait);
}

static QByteArray programAround(const QByteArray &wait)
{
    return "import async; import parallel; import collections;\n"
           "function waits() { try { (fn() => " +
           wait +
           ")(); print(\"ended\"); } except (e) { print(\"caught\", e); while (true) { async.sleep(1); } } "
           "finally { print(\"tidy\"); } }\n";
}

/// The whole run is stopped at a random moment: no `except` sees it, `finally` runs once.
void tst_Fibers::waits()
{
    QFETCH(QByteArray, wait);
    const RunPtr run = start(programAround(wait) + "print(\"go\"); t = async.spawn(waits); t.wait();");
    QTRY_VERIFY_WITH_TIMEOUT(outputOf(*run).startsWith("go"), kPatience);
    std::this_thread::sleep_for(std::chrono::microseconds(QRandomGenerator::global()->bounded(20'000)));
    run->cancel();
    QVERIFY(run->wait(kPatience));
    QCOMPARE(run->state(), RunState::Cancelled);
    const QByteArray output = outputOf(*run);
    QVERIFY2(!output.contains("caught") || wait.contains("1 / 0"), output.constData());
    QVERIFY2(output.count("tidy") <= 1, output.constData());
    QVERIFY(m_engine.drain(kPatience)); // children too
}

/// Only the task is cancelled: it ends, the script goes on and sees it.
void tst_Fibers::cancelledTask()
{
    QFETCH(QByteArray, wait);
    // A loop without a wait never lets the script cancel it: that is what the window is for (cancelOneTask).
    if (wait.contains("while (true) { }") && !wait.contains("parallel")) QSKIP("it never waits");
    if (wait.contains("sortBy")) QSKIP("it never waits");
    const RunPtr run =
        start(programAround(wait) + "t = async.spawn(waits); async.sleep(0.01); t.cancel();\n"
                                    "try { t.wait(); } except (e) { print(e.name); }\nresult = t.state;");
    QVERIFY(run->wait(kPatience));
    QVERIFY2(run->result().success, qPrintable(run->result().error ? run->result().error->message : QString()));
    QCOMPARE(run->result().value.text(), u"cancelled"_s);
    const QByteArray output = outputOf(*run);
    QVERIFY2(output.contains("tidy\n"), output.constData());
    QVERIFY2(output.endsWith("cancelled_error\n"), output.constData());
    QVERIFY2(!output.contains("caught"), output.constData());
}

void tst_Fibers::manyTasksStopTogether()
{
    const RunPtr run = start("import async; n = 0;\n"
                             "function f() { nonlocal n; try { async.sleep(1000); } finally { n = n + 1; } }\n"
                             "try { async.gather([fn() => async.map(fn(i) => f(), range(5000), {limit: 5000})]); }\n"
                             "finally { print(n); }");
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), RunState::Waiting, kPatience);
    QElapsedTimer timer;
    timer.start();
    run->cancel();
    QVERIFY(run->wait(kPatience));
    QCOMPARE(outputOf(*run), "5000\n");
}

void tst_Fibers::parentWithManyChildren()
{
    const RunPtr run =
        start("import async; import parallel;\n"
              "tasks = []; for (i in range(100)) { tasks.append(parallel.call(fn() => async.sleep(999))); }\n"
              "print(\"started\"); async.gather(tasks);");
    QTRY_VERIFY_WITH_TIMEOUT(outputOf(*run).startsWith("started"), kPatience);
    run->cancel();
    QVERIFY(run->wait(kPatience));
    QVERIFY(m_engine.drain(kPatience));
    QVERIFY(m_engine.liveRuns().isEmpty());
}

void tst_Fibers::childrenShareTheLimits_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("name");
    QTest::newRow("memory") << QByteArray("a = []; while (true) { a.append(\"text\" + str(len(a))); }")
                            << u"memory_limit"_s;
    QTest::newRow("output") << QByteArray("while (true) { print(\"text that fills the output\"); }")
                            << u"output_limit"_s;
    QTest::newRow("time") << QByteArray("while (true) { }") << u"timeout"_s;
}

void tst_Fibers::childrenShareTheLimits()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, name);
    RunOptions options;
    options.memoryLimit = 64 << 20;
    options.outputLimit = 1 << 20;
    options.timeoutSeconds = name == "timeout"_L1 ? 0.2 : 20;
    const RunPtr run = start("import parallel; parallel.map(fn(x) => { " + body + " }, range(4));", options);
    QVERIFY(run->wait(kPatience));
    QVERIFY(run->result().error);
    QVERIFY2(run->result().error->name.contains(name.section(u'_', 0, 0)), qPrintable(run->result().error->name));
    QVERIFY(m_engine.drain(kPatience));
}

void tst_Fibers::outputOfChildrenComesByLines()
{
    const RunPtr run = start("import parallel;\n"
                             "parallel.map(fn(x) => { for (i in range(200)) { print(x, x, x, x); } }, range(8));");
    QVERIFY(run->wait(kPatience));
    const QList<QByteArray> lines = outputOf(*run).trimmed().split('\n');
    QCOMPARE(lines.size(), 1600);
    for (const QByteArray &line : lines) {
        const QList<QByteArray> parts = line.split(' ');
        QCOMPARE(parts.size(), 4);
        QVERIFY(parts[0] == parts[1] && parts[1] == parts[3]);
    }
}

/// A child's question is its parent's, and the answer reaches it.
void tst_Fibers::childrenAsk()
{
    RunOptions options;
    options.canAsk = true;
    const RunPtr run = start("import parallel; import env;\n"
                             "result = parallel.call(fn() => env.get(\"HOME\", \"none\")).wait() != null;",
                             options);
    QTRY_VERIFY_WITH_TIMEOUT(!run->status().questions.isEmpty() || run->isFinished(), kPatience);
    QVERIFY(!run->isFinished());
    const PermissionRequest request = run->status().questions.first();
    QCOMPARE(request.capability, u"env.read"_s);
    run->answer(request.id, PermissionAnswer::AllowForRun);
    QVERIFY(run->wait(kPatience));
    QVERIFY2(run->result().success, qPrintable(run->result().error ? run->result().error->message : QString()));
    QVERIFY(run->result().value.toBool());
}

void tst_Fibers::tasksAreTold()
{
    const RunPtr run = start("import async;\nfunction inner() { async.sleep(1000); }\n"
                             "function outer() { async.spawn(inner).wait(); }\nasync.spawn(outer).wait();");
    RunWatcher watcher(run);
    QTRY_COMPARE_WITH_TIMEOUT(run->status().tasks.size(), 2, kPatience);
    const QList<RunTask> tasks = run->status().tasks;
    QCOMPARE(tasks[0].name, u"outer"_s);
    QCOMPARE(tasks[0].parent, 0u);
    QCOMPARE(tasks[0].line, 4);
    QCOMPARE(tasks[0].waiting, WaitKind::Task);
    QCOMPARE(tasks[1].name, u"inner"_s);
    QCOMPARE(tasks[1].parent, tasks[0].number);
    QCOMPARE(tasks[1].waiting, WaitKind::Timer);
    QCOMPARE(tasks[1].waitDetail, u"asleep for 1000 s"_s);
    run->cancel();
    QVERIFY(run->wait(kPatience));
    QVERIFY(run->status().tasks.isEmpty());
}

/// Nobody watches, and the first look finds them all the same.
void tst_Fibers::parkedTasksAreSeenAtOnce()
{
    const RunPtr run = start("import async;\nfor (i in range(300)) { async.spawn(fn() => async.sleep(1000)); }\n"
                             "async.spawn(fn() => async.sleep(0.25)).wait();\nasync.sleep(1000);");
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), RunState::Waiting, kPatience);
    const RunStatus status = run->status();
    QCOMPARE(status.tasks.size(), qsizetype(RunStatus::kShownTasks));
    QVERIFY(status.taskCount == 300 || status.taskCount == 301);
    QVERIFY(status.line == 3 || status.line == 4);
    QVERIFY(status.waited < 10);
    QCOMPARE(status.tasks[0].waitDetail, u"asleep for 1000 s"_s);
    // When the short one is over, the run sleeps by itself and says so.
    QTRY_COMPARE_WITH_TIMEOUT(run->status().waiting, WaitKind::Timer, kPatience);
    QCOMPARE(run->status().taskCount, 300);
    QCOMPARE(run->status().waitDetail, u"asleep for 1000 s"_s);
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

/// A run that never waits answers who looks, though nobody follows it.
void tst_Fibers::busyTasksAreSeenSoon()
{
    const RunPtr run = start("import async;\nasync.spawn(fn() => async.sleep(1000));\nasync.sleep(0);\n"
                             "while (true) {\n}");
    QTRY_COMPARE_WITH_TIMEOUT(run->status().taskCount, 1, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(run->status().line >= 4, kPatience);
    const quint64 steps = run->status().steps;
    QTRY_VERIFY_WITH_TIMEOUT(run->status().steps > steps, kPatience);
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

void tst_Fibers::tasksOfOtherThreadsAreDescribed()
{
    const RunPtr run = start("import async; import parallel;\nfunction nap() { async.sleep(1000); }\n"
                             "t = [parallel.call(nap), parallel.call(nap), parallel.call(nap)];\nt[0].wait();");
    RunWatcher watcher(run);
    const auto naps = [&run](int task) {
        const QList<RunTask> tasks = run->status().tasks;
        return tasks.size() == 3 && tasks[task].waiting == WaitKind::Timer &&
               tasks[task].waitDetail == u"asleep for 1000 s"_s;
    };
    QTRY_VERIFY_WITH_TIMEOUT(naps(0) && naps(1), kPatience);
    QVERIFY(run->status().tasks[2].isQueued); // two threads
    QCOMPARE(run->status().waiting, WaitKind::Task);
    run->cancelTask(run->status().tasks[0].number);
    QVERIFY(run->wait(kPatience));
    QCOMPARE(run->result().error->name, u"cancelled_error"_s);
}

void tst_Fibers::progressBelongsToItsTask()
{
    const RunPtr run = start("import async; import progress;\n"
                             "function work(n) {\n  progress.report(n, 10, \"outer\");\n"
                             "  for (i in progress.track(range(4), \"inner\")) { async.sleep(1000); }\n}\n"
                             "tasks = [async.spawn(work, 1), async.spawn(work, 2)];\n"
                             "progress.report(5, 50, \"all\");\nasync.sleep(0.01);\ntasks[0].wait();");
    RunWatcher watcher(run);
    QTRY_VERIFY_WITH_TIMEOUT(run->status().tasks.size() == 2 && !run->status().tasks[1].progress.isEmpty(), kPatience);
    const RunStatus status = run->status();
    QCOMPARE(status.progress.size(), 1);
    QCOMPARE(status.progress[0].message, u"all"_s);
    QCOMPARE(status.progress[0].total, 50.0);
    for (int i : {0, 1}) {
        QCOMPARE(status.tasks[i].progress.size(), 1); // the tracker is the outermost of its task
        QCOMPARE(status.tasks[i].progress[0].message, u"inner"_s);
        QCOMPARE(status.tasks[i].progress[0].total, 4.0);
    }
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

/// Looking never disturbs what is looked at, whoever does it at the same time.
void tst_Fibers::manyMayLook()
{
    const RunPtr run =
        start("import async;\nsum = {total: 0};\n"
              "function add() { for (i in range(300)) { async.sleep(0.0001); sum.total = sum.total + 1; } }\n"
              "async.gather([add, add, add, add]);\nresult = sum.total;");
    std::atomic<qint64> seen = 0;
    std::vector<std::thread> lookers;
    for (int i = 0; i < 3; ++i)
        lookers.emplace_back([&run, &seen] {
            while (!run->isFinished()) seen += run->status().tasks.size();
        });
    const bool isOver = run->wait(kPatience);
    for (std::thread &looker : lookers) looker.join();
    QVERIFY(isOver);
    QCOMPARE(run->result().value.text(), u"1200"_s);
    QVERIFY(seen > 0);
}

void tst_Fibers::eachHasItsOwnPlaceInLine()
{
    Engine engine{EngineOptions{.threads = 1, .queueLimit = 0, .stateFolder = {}}};
    const auto submit = [&engine](const QByteArray &source, Priority priority) {
        RunOptions options;
        options.priority = priority;
        return engine.submit({.source = source, .name = u"test.ml"_s, .path = {}, .folder = {}}, options);
    };
    // Nothing of a lower priority begins while the first ones are at work, but for the fair pick.
    std::vector<RunPtr> busy;
    for (int i = 0; i < 4; ++i) busy.push_back(submit("while (true) { }", Priority::Interactive));
    std::vector<RunPtr> waiting;
    for (int i = 0; i < 5; ++i) waiting.push_back(submit("while (true) { }", Priority::Batch));
    QList<int> places;
    for (const RunPtr &run : waiting)
        if (run->state() == RunState::Queued) places.append(run->status().queuePosition);
    QVERIFY(places.size() >= 2);
    QVERIFY(places.last() > places.first()); // one may have moved up meanwhile
    QVERIFY(places.first() >= 1);
    engine.cancelAll();
    QVERIFY(engine.drain(kPatience));
    QCOMPARE(waiting.back()->status().queuePosition, 0);
}

/// Even one that never waits: it is cancelled from outside.
void tst_Fibers::cancelOneTask()
{
    const RunPtr run = start("import async;\nfunction busy() { print(\"busy\"); while (true) { } }\n"
                             "t = async.spawn(busy);\ntry { t.wait(); } except (e) { result = e.name; }");
    QTRY_VERIFY_WITH_TIMEOUT(outputOf(*run).contains("busy"), kPatience);
    run->cancelTask(1);
    QVERIFY(run->wait(kPatience));
    QCOMPARE(run->result().value.text(), u"cancelled_error"_s);
}

void tst_Fibers::viewsAppear()
{
    const RunPtr run = start("import async; import show;\nrows = [{a: 1, b: \"x\"}];\n"
                             "show.table(rows, {title: \"live\"});\nrows.append({a: 2, b: \"y\"});\n"
                             "show.table(rows, {title: \"live\"});\nshow.value(show.table);\nasync.sleep(1000);");
    QTRY_COMPARE_WITH_TIMEOUT(run->views().size(), 2, kPatience);
    const RunView table = run->views().first();
    QCOMPARE(table.title, u"live"_s);
    QCOMPARE(table.version, 1);
    QCOMPARE(table.data.size(), 2);
    QCOMPARE(table.data.child(1).property(u"b"_s).text(), u"y"_s);
    QVERIFY(run->status().viewChanges >= 3);
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

void tst_Fibers::viewsOutliveTheRun()
{
    QList<RunView> views;
    QJsonObject json;
    {
        const RunPtr run = start("import show; show.plot([1, 2, 3], {kind: \"bar\", title: \"p\"});");
        QVERIFY(run->wait(kPatience));
        views = run->result().views;
        json = run->result().toJson();
    }
    QCOMPARE(views.size(), 1);
    QCOMPARE(views[0].data.child(2).toDouble(), 3.0);
    QCOMPARE(views[0].options.value(u"kind"_s).toString(), u"bar"_s);
    QCOMPARE(json.value(u"views"_s).toArray().size(), 1);
}

void tst_Fibers::tablesAsText()
{
    RunOptions options;
    options.viewsAsText = true;
    const RunPtr run = start("import show;\nshow.table([{n: 1, name: \"x\"}, {n: 22, name: null}], {title: \"T\"});\n"
                             "show.table([[1, 2], [3]], {columns: [\"a\", \"b\"]});\nshow.text(\"plain\");",
                             options);
    QVERIFY(run->wait(kPatience));
    QCOMPARE(outputOf(*run), "T\n n  name\n--  ----\n 1  x\n22\na  b\n-  -\n1  2\n3\nplain\n");
}

/// Several fibers that are ahead of the reader all go on when it catches up.
void tst_Fibers::tasksOutputBeyondTheReader()
{
    const RunPtr run =
        start("import async;\nline = \"x\" * 0; for (i in range(100)) { line = line + \"0123456789\"; }\n"
              "async.map(fn(k) => { for (i in range(1000)) { print(line); if (i % 10 == 0) { async.sleep(0); } } }, "
              "range(8));");
    const auto reader = run->output().addReader();
    QTRY_VERIFY_WITH_TIMEOUT(run->output().byteCount() > OutputLog::kMaxAhead, kPatience);
    QElapsedTimer timer;
    timer.start();
    while (!run->isFinished() && timer.elapsed() < kPatience) reader->consumed(run->output().byteCount());
    QVERIFY(run->wait(kPatience));
    QCOMPARE(run->state(), RunState::Succeeded);
    QCOMPARE(run->output().lineCount(), 8000);
}

void tst_Fibers::unfinishedTasksAreNamed()
{
    const RunPtr run = start("import async;\nfunction slow() { async.sleep(1000); }\nasync.spawn(slow);\n"
                             "async.spawn(fn() => 1 / 0);\nasync.sleep(0);\nresult = 1;");
    QVERIFY(run->wait(kPatience));
    QVERIFY(run->result().success);
    const QString warnings = run->result().warnings.join(u'\n');
    QVERIFY2(warnings.contains(u"slow"_s) && warnings.contains(u"cancelled"_s), qPrintable(warnings));
    QVERIFY2(warnings.contains(u"division by zero (line 4)"_s), qPrintable(warnings));
}

/// Tasks that go on when the script ends get a moment for their clean-up, no more.
void tst_Fibers::endlessCleanupIsCut()
{
    for (const char *cleanup : {"while (true) { }", "async.sleep(1000);", "while (true) { async.sleep(0); }"}) {
        const RunPtr run = start("import async;\nfunction f() { try { async.sleep(1000); } finally { " +
                                 QByteArray(cleanup) + " } }\nasync.spawn(f); async.sleep(0); result = 5;");
        QVERIFY(run->wait(kPatience));
        QVERIFY2(run->result().success, cleanup);
        QCOMPARE(run->result().value.toDouble(), 5.0);
    }
}

QTEST_GUILESS_MAIN(tst_Fibers)
#include "tst_fibers.moc"
