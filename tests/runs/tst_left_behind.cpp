// SPDX-License-Identifier: GPL-3.0-or-later
// Library functions that ignore being stopped: a run in one of them can be left behind, and threads that hang are
// replaced. The test puts functions of its own behind two names of the library.
#include "engine/modules/library.h"
#include "engine/runs/engine.h"
#include "engine/vm/isolate.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>

using namespace latchkey;
using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

/// A door that holds whoever comes, until it is opened.
struct Door {
    std::mutex mutex;
    std::condition_variable changed;
    bool isOpen = false;
    int inside = 0;

    void pass()
    {
        std::unique_lock lock(mutex);
        ++inside;
        changed.notify_all();
        changed.wait(lock, [this] { return isOpen; });
        --inside;
        changed.notify_all();
    }
    void open()
    {
        const std::lock_guard lock(mutex);
        isOpen = true;
        changed.notify_all();
    }
    void close()
    {
        const std::lock_guard lock(mutex);
        isOpen = false;
    }
    bool holds(int count)
    {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds(10), [&] { return inside == count; });
    }
};
Door s_door;

vm::Outcome hang(vm::NativeCall &call)
{
    s_door.pass();
    return call.giveNull();
}

vm::Outcome hangInTheBackground(vm::NativeCall &call)
{
    vm::WaitReason reason{vm::WaitReason::Kind::File, "hangs"};
    const vm::WaitId wait = call.isolate.beginWait(reason);
    call.isolate.host().startBlocking(call.isolate, wait, reason, [](const std::atomic<bool> &) {
        s_door.pass();
        return [](vm::NativeCall &done) { return done.giveNull(); };
    });
    return vm::Outcome::Park;
}

const vm::NativeSpec &specOf(std::string_view module, std::string_view name)
{
    const auto functions = modules::standardLibrary().module(module)->functions;
    return *std::ranges::find(functions, name, &vm::NativeSpec::name);
}

} // namespace

class tst_LeftBehind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void rule29_runIsOverAndOthersGoOn();
    void rule29_timedOutRunIsOverToo();
    void rule29_onlyStoppedRunsAreLeft();
    void rule29_watcherHearsTheEnd();
    void rule29_nothingOutsideIsDoneAfterwards();
    void rule29_racesWithTheEnd();
    void rule29_hangingThreadsOfThePoolAreReplaced();
    void rule29_cancelledTasksFreeTheirThread();
    void engineGoesWhileARunHangs();

private:
    RunPtr start(const QByteArray &source, const RunOptions &options = {});
    /// Of a run that hangs in the library and was told to stop.
    RunPtr hanging();
    std::unique_ptr<Engine> m_engine;
};

void tst_LeftBehind::initTestCase()
{
    static const vm::NativeSpec kHang{"hang", "-> null", hang, vm::Need::nothing(), "Looks at nothing."};
    static const vm::NativeSpec kHangInTheBackground{"hangInTheBackground", "-> null", hangInTheBackground,
                                                     vm::Need::nothing(), "Its work looks at nothing."};
    vm::registerNative(kHang, "crypto", vm::ErrorStyle::Module);
    vm::registerNative(kHangInTheBackground, "crypto", vm::ErrorStyle::Module);
    specOf("crypto", "uuid").cell.spec = &kHang;
    specOf("crypto", "random_float").cell.spec = &kHangInTheBackground;
}

void tst_LeftBehind::init()
{
    s_door.close();
    m_engine = std::make_unique<Engine>(EngineOptions{2, 0, 64 << 20, {}});
}

void tst_LeftBehind::cleanup()
{
    s_door.open();
    QVERIFY(s_door.holds(0));
    m_engine.reset();
}

RunPtr tst_LeftBehind::start(const QByteArray &source, const RunOptions &options)
{
    Script script;
    script.source = "import crypto;\n" + source;
    script.name = u"test.ml"_s;
    return m_engine->submit(script, options);
}

RunPtr tst_LeftBehind::hanging()
{
    const RunPtr run = start("x = 1;\ncrypto.uuid();\nprint(\"after\");");
    if (!s_door.holds(1)) return nullptr;
    run->cancel();
    return run;
}

void tst_LeftBehind::rule29_runIsOverAndOthersGoOn()
{
    const RunPtr first = hanging();
    QVERIFY(first);
    const RunPtr second = start("crypto.uuid();");
    QVERIFY(s_door.holds(2)); // both threads of the engine are in there
    second->cancel();
    const RunPtr waiting = start("result = 1;");
    QVERIFY(!waiting->wait(200));
    for (const RunPtr &run : {first, second}) {
        QCOMPARE(run->state(), RunState::Stopping);
        QElapsedTimer timer;
        timer.start();
        run->leaveBehind();
        QVERIFY(timer.elapsed() < 100);
        QVERIFY(run->isFinished());
        QCOMPARE(run->state(), RunState::Cancelled);
        QVERIFY(!run->result().value.isValid());
        QVERIFY(run->result().error->hint.contains("left behind"_L1));
        QVERIFY(run->variables().isEmpty());
    }
    QVERIFY(waiting->wait(5000)); // the threads were replaced
    QTRY_COMPARE(m_engine->runningCount(), 0);
    // As many run at once as ever.
    const RunPtr a = start("while (true) { }");
    const RunPtr b = start("while (true) { }");
    QTRY_COMPARE(m_engine->runningCount(), 2);
    a->cancel();
    b->cancel();
    QVERIFY(a->wait(5000) && b->wait(5000));
    s_door.open();
    QVERIFY(s_door.holds(0));
    QVERIFY(start("result = 2;")->wait(5000));
    QCOMPARE(first->output().byteCount(), 0); // what came back did not go on
    QCOMPARE(first->state(), RunState::Cancelled);
}

void tst_LeftBehind::rule29_timedOutRunIsOverToo()
{
    RunOptions options;
    options.timeoutSeconds = 0.05;
    const RunPtr run = start("crypto.uuid();", options);
    QVERIFY(s_door.holds(1));
    QTRY_COMPARE(run->state(), RunState::Stopping);
    run->leaveBehind();
    QCOMPARE(run->state(), RunState::TimedOut);
    QCOMPARE(run->result().error->message, u"Execution timeout after 0.05 seconds"_s);
}

void tst_LeftBehind::rule29_onlyStoppedRunsAreLeft()
{
    const RunPtr run = start("while (true) { }");
    QTRY_COMPARE(run->state(), RunState::Running);
    run->leaveBehind(); // nobody has told it to stop
    QCOMPARE(run->state(), RunState::Running);
    run->cancel();
    QVERIFY(run->wait(5000));
    run->leaveBehind(); // over: nothing
    QCOMPARE(run->state(), RunState::Cancelled);
}

void tst_LeftBehind::rule29_watcherHearsTheEnd()
{
    const RunPtr run = hanging();
    QVERIFY(run);
    RunWatcher watcher(run);
    QSignalSpy finished(&watcher, &RunWatcher::finished);
    run->leaveBehind();
    QTRY_COMPARE(finished.count(), 1);
    s_door.open();
    QVERIFY(s_door.holds(0));
    QVERIFY(start("result = 1;")->wait(5000));
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 1);
}

void tst_LeftBehind::rule29_nothingOutsideIsDoneAfterwards()
{
    QTemporaryDir dir;
    RunOptions options;
    options.grants = {u"file.write:"_s + dir.path() + u"/**"_s};
    const RunPtr run = start("import file;\ntry { crypto.uuid(); } finally { file.write(\"" +
                                 dir.filePath(u"x"_s).toUtf8() + "\", \"written\"); }",
                             options);
    QVERIFY(s_door.holds(1));
    run->cancel();
    run->leaveBehind();
    s_door.open();
    QVERIFY(s_door.holds(0));
    QVERIFY(start("result = 1;")->wait(5000));
    QVERIFY(m_engine->drain(5000));
    QVERIFY(!QFile::exists(dir.filePath(u"x"_s)));
}

void tst_LeftBehind::rule29_racesWithTheEnd()
{
    for (int i = 0; i < 200; ++i) {
        const RunPtr run = start("while (true) { }");
        QTRY_COMPARE_WITH_TIMEOUT(run->state(), RunState::Running, 5000);
        run->cancel();
        run->leaveBehind(); // it ends by itself at the same time
        QVERIFY(run->wait(5000));
        QCOMPARE(run->state(), RunState::Cancelled);
    }
    QVERIFY(m_engine->drain(5000));
    QTRY_COMPARE(m_engine->runningCount(), 0);
}

void tst_LeftBehind::rule29_hangingThreadsOfThePoolAreReplaced()
{
    constexpr int kMoreThanThePoolHas = 20;
    QTemporaryDir dir;
    QFile file(dir.filePath(u"a.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("content");
    file.close();
    for (int i = 0; i < kMoreThanThePoolHas; ++i) {
        const RunPtr run = start("crypto.random_float();");
        QVERIFY(s_door.holds(i + 1));
        QTRY_COMPARE(run->state(), RunState::Waiting);
        run->cancel();
        QVERIFY(run->wait(5000)); // whoever waits for a thread is stopped at once
    }
    RunOptions options;
    options.grants = {u"file.read:"_s + dir.path() + u"/**"_s};
    const RunPtr reads = start("import file; result = file.read(\"" + file.fileName().toUtf8() + "\");", options);
    QVERIFY(reads->wait(5000));
    QCOMPARE(reads->result().value.toJson(), "\"content\"");
}

void tst_LeftBehind::rule29_cancelledTasksFreeTheirThread()
{
    // Ten tasks of one run that goes on: more than the pool has threads.
    QTemporaryDir dir;
    QFile file(dir.filePath(u"a.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("content");
    file.close();
    RunOptions options;
    options.grants = {u"file.read:"_s + dir.path() + u"/**"_s};
    const RunPtr run = start("import async; import file;\n"
                             "function hangs() { crypto.random_float(); }\n"
                             "for (i in range(10)) { t = async.spawn(hangs); async.sleep(0.02); t.cancel(); }\n"
                             "result = file.read(\"" +
                                 file.fileName().toUtf8() + "\");",
                             options);
    QVERIFY(run->wait(10'000));
    QVERIFY2(run->result().success, qPrintable(run->result().error ? run->result().error->message : QString()));
    QCOMPARE(run->result().value.toJson(), "\"content\"");
}

void tst_LeftBehind::engineGoesWhileARunHangs()
{
    const RunPtr run = hanging();
    QVERIFY(run);
    run->leaveBehind();
    QElapsedTimer timer;
    timer.start();
    m_engine.reset(); // waits a little for the thread, not for ever
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(tst_LeftBehind)
#include "tst_left_behind.moc"
