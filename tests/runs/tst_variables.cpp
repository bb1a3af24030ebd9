// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of runs that stand still: when they were paused, and however they ended.
#include "engine/runs/engine.h"
#include "engine/runs/variables.h"

#include <QTest>

#include <algorithm>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60'000; ///< milliseconds: only a test that hangs ever waits for so long
using Snapshot = std::shared_ptr<const RunVariables>;

RunPtr start(Engine &engine, const QByteArray &source, RunOptions options = {})
{
    return engine.submit({.source = source, .name = u"test.ml"_s, .path = {}, .folder = {}}, std::move(options));
}

/// "a = 1; b = [2, 3]", functions left out.
QString textOf(const QList<RunVariable> &variables)
{
    QStringList said;
    for (const auto &[name, value] : variables)
        if (value.kind() != ResultValue::Kind::Function && value.kind() != ResultValue::Kind::Module)
            said.append(name + u" = "_s + value.preview());
    return said.join(u"; "_s);
}

/// "inner:3 n = 1 | outer:6 m = 2 | :8 ".
QString textOf(const RunVariables::Task &task)
{
    QStringList said;
    for (const RunVariables::Frame &frame : task.frames)
        said.append(u"%1:%2 %3"_s.arg(frame.function).arg(frame.line).arg(textOf(frame.variables)));
    return said.join(u" | "_s);
}

} // namespace

class tst_Variables : public QObject
{
    Q_OBJECT

private slots:
    void atTheEnd_data();
    void atTheEnd();
    void stopped();
    void paused();
    void pausedAndResumed();
    void pausedTasks();
    void hugeValues_data();
    void hugeValues();
    void sharedAndCyclic();
    void handledErrorsLeaveNothing();
    void deepCallsAreCut();
    void nothingToSee();

private:
    Snapshot pausedSnapshot(const RunPtr &run)
    {
        run->pause();
        if (!QTest::qWaitFor([&] { return run->state() == RunState::Paused || run->isFinished(); }, kPatience))
            return nullptr;
        return run->snapshot();
    }
    /// When it has printed something, it is where the test wants it.
    static bool waitForOutput(const RunPtr &run)
    {
        return QTest::qWaitFor([&] { return run->output().byteCount() > 0; }, kPatience);
    }
    Engine m_engine{EngineOptions{.threads = 2}};
};

void tst_Variables::atTheEnd_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("stack");

    QTest::newRow("finished") << QByteArray("a = 1; function f(x) { y = x; return y; } b = f([2, 3]);")
                              << u"a = 1; b = [2, 3]"_s << QString();
    QTest::newRow("failed in a function") << QByteArray(R"(total = 5;
function inner(n) {
    half = n / 2;
    return half / 0;
}
function outer(m) {
    return inner(m + 1);
}
outer(3);
)") << u"total = 5"_s << u"inner:4 n = 4; half = 2.0 | outer:7 m = 3 | :9 "_s;
    QTest::newRow("failed in the script itself") << QByteArray("a = 1;\nb = a / 0;\nc = 2;") << u"a = 1"_s << u":2 "_s;
    QTest::newRow("a finally ran on the way out") << QByteArray(R"(state = "begun";
function f(n) {
    nonlocal state;
    try {
        x = n / 0;
    } finally {
        state = "tidied";
        other = 7;
    }
}
f(3);
)") << u"state = \"tidied\""_s << u"f:5 n = 3 | :11 "_s;
    QTest::newRow("a variable that an inner function uses") << QByteArray(R"(function f(n) {
    seen = n + 1;
    g = fn() => seen;
    return n / 0;
}
f(4);
)") << QString() << u"f:4 n = 4; seen = 5 | :6 "_s;
    QTest::newRow("variables that a closure captured")
        << QByteArray(R"(function outer(start) {
    unused = 1;
    count = start;
    function middle(step) {
        own = step + 1;
        inner = fn(x) => (count + step) * x / 0;
        return inner(own);
    }
    return middle(5);
}
outer(3);
)") << QString()
        << u"fn:6 x = 6; step = 5; count = 3 | middle:7 own = 6; step = 5; count = 3 | outer:9 start = 3; unused = 1; count = 3 | :11 "_s;
    QTest::newRow("a captured variable that another hides") << QByteArray(R"(function outer(n) {
    g = fn() => n;
    h = fn(n) => n / 0;
    return h(2) + g();
}
outer(1);
)") << QString() << u"fn:3 n = 2 | outer:4 n = 1 | :6 "_s;
    QTest::newRow("a closure that is called when its maker is over") << QByteArray(R"(function make(n) {
    total = n * 2;
    return fn(x) => total / x;
}
f = make(4);
f(0);
)") << QString() << u"fn:3 x = 0; total = 8 | :6 "_s;
    QTest::newRow("a callback of the library") << QByteArray(R"(import collections;
collections.map([1, 2], fn(x) => x / 0);
)") << QString() << u"fn:2 x = 1 | :2 "_s;
}

void tst_Variables::atTheEnd()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, module);
    QFETCH(QString, stack);
    const RunPtr run = start(m_engine, source);
    QVERIFY(run->wait(kPatience));
    const Snapshot seen = run->snapshot();
    QVERIFY(seen);
    QVERIFY(!seen->isPaused && !seen->isCut);
    QVERIFY(!seen->modules.isEmpty());
    QCOMPARE(textOf(seen->modules.first().variables), module);
    QCOMPARE(seen->tasks.isEmpty() ? QString() : textOf(seen->tasks.first()), stack);
}

/// Values stay readable after Stop.
void tst_Variables::stopped()
{
    const RunPtr run = start(m_engine, R"(import async;
done = [1, 2];
function wait(limit) {
    print("here");
    async.sleep(1000);
}
wait(9);
)");
    QVERIFY(waitForOutput(run));
    run->cancel();
    QVERIFY(run->wait(kPatience));
    const Snapshot seen = run->snapshot();
    QVERIFY(seen);
    QCOMPARE(textOf(seen->modules.first().variables), u"done = [1, 2]"_s);
    QCOMPARE(seen->tasks.size(), 1);
    QVERIFY(textOf(seen->tasks.first()).startsWith(u"wait:"_s));
    QVERIFY(textOf(seen->tasks.first()).contains(u"limit = 9"_s));
}

void tst_Variables::paused()
{
    const RunPtr run = start(m_engine, R"(list = [1, {a: "text"}];
function loop(n) {
    i = 0;
    print("here");
    while (true) {
        i = i + 1;
    }
}
loop(5);
)");
    QVERIFY(!run->snapshot());
    QVERIFY(waitForOutput(run));
    const Snapshot seen = pausedSnapshot(run);
    QVERIFY(seen);
    QVERIFY(seen->isPaused && !seen->isCut);
    QCOMPARE(textOf(seen->modules.first().variables), u"list = [1, {a: \"text\"}]"_s);
    QCOMPARE(seen->tasks.size(), 1);
    const RunVariables::Frame &frame = seen->tasks.first().frames.first();
    QCOMPARE(frame.function, u"loop"_s);
    QCOMPARE(frame.variables.size(), 2);
    QCOMPARE(frame.variables[0].name, u"n"_s);
    QCOMPARE(frame.variables[0].value.toDouble(), 5.0);
    QVERIFY(frame.variables[1].value.toDouble() > 0);
    run->cancel();
    QVERIFY(run->wait(kPatience));
    // What was handed over stays, whatever becomes of the run.
    QCOMPARE(textOf(seen->modules.first().variables), u"list = [1, {a: \"text\"}]"_s);
}

void tst_Variables::pausedAndResumed()
{
    const RunPtr run = start(m_engine, "i = 0;\nlist = [];\nprint(\"here\");\nwhile (true) { i = i + 1; list = [i]; }");
    QVERIFY(waitForOutput(run));
    const Snapshot first = pausedSnapshot(run);
    QVERIFY(first);
    const QString then = textOf(first->modules.first().variables);
    run->resume();
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), RunState::Running, kPatience);
    QVERIFY(!run->snapshot());
    QCOMPARE(textOf(first->modules.first().variables), then); // frozen
    const quint64 steps = run->status().steps;
    QTRY_VERIFY_WITH_TIMEOUT(run->status().steps > steps + 1000, kPatience);
    const Snapshot second = pausedSnapshot(run);
    QVERIFY(second);
    QVERIFY(second != first);
    QVERIFY(textOf(second->modules.first().variables) != then);
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

void tst_Variables::pausedTasks()
{
    const RunPtr run = start(m_engine, R"(import async;
function nap(number) {
    print("here");
    async.sleep(1000);
}
async.gather([async.spawn(nap, 1), async.spawn(nap, 2)]);
)");
    QTRY_VERIFY_WITH_TIMEOUT(run->status().taskCount == 2 && run->state() == RunState::Waiting, kPatience);
    const Snapshot seen = pausedSnapshot(run);
    QVERIFY(seen);
    QCOMPARE(seen->tasks.size(), 3);
    QCOMPARE(seen->tasks[0].number, 0);
    QCOMPARE(textOf(seen->tasks[1]), u"nap:4 number = 1"_s);
    QCOMPARE(textOf(seen->tasks[2]), u"nap:4 number = 2"_s);
    QCOMPARE(seen->tasks[2].waiting, WaitKind::Timer);
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

void tst_Variables::hugeValues_data()
{
    QTest::addColumn<QByteArray>("make");

    QTest::newRow("a long list") << QByteArray("[0] * 3000000");
    QTest::newRow("a long text") << QByteArray("\"x\" * 50000000");
    QTest::newRow("many objects") << QByteArray(
        "[]; for (i in range(300000)) { huge.append({id: i, name: \"n\" + str(i)}); } x = 0");
}

/// However much there is, the pause comes, and each variable is there with its beginning.
void tst_Variables::hugeValues()
{
    QFETCH(QByteArray, make);
    const RunPtr run =
        start(m_engine, "huge = " + make + ";\nsmall = [1, 2];\nprint(\"here\");\nwhile (true) { x = 1; }");
    QVERIFY(waitForOutput(run));
    const Snapshot seen = pausedSnapshot(run);
    QVERIFY(seen);
    QVERIFY(seen->isCut);
    const QList<RunVariable> &variables = seen->modules.first().variables;
    const auto named = [&](const QString &name) {
        return std::ranges::find(variables, name, &RunVariable::name)->value;
    };
    QVERIFY(named(u"huge"_s).size() > 100);
    QVERIFY(named(u"small"_s).isValid());
    qInfo("%s: the copy took %.1f ms", QTest::currentDataTag(), seen->seconds * 1000);
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

void tst_Variables::sharedAndCyclic()
{
    const RunPtr run =
        start(m_engine, "a = [1];\na.append(a);\nb = {left: a, right: a};\nbig = 1267650600228229401496703205376;\n"
                        "real = 2.0;\nnone = null;\nprint(\"here\");\nwhile (true) { x = 1; }");
    QVERIFY(waitForOutput(run));
    const Snapshot seen = pausedSnapshot(run);
    QVERIFY(seen);
    QVERIFY(!seen->isCut);
    const QList<RunVariable> &variables = seen->modules.first().variables;
    const auto named = [&](const QString &name) {
        return std::ranges::find(variables, name, &RunVariable::name)->value;
    };
    const ResultValue a = named(u"a"_s);
    QCOMPARE(a.child(1).identity(), a.identity());
    QCOMPARE(named(u"b"_s).property(u"left"_s).identity(), named(u"b"_s).property(u"right"_s).identity());
    QCOMPARE(named(u"big"_s).preview(), u"1267650600228229401496703205376"_s);
    QCOMPARE(named(u"real"_s).preview(), u"2.0"_s);
    QCOMPARE(named(u"none"_s).kind(), ResultValue::Kind::Null);
    run->cancel();
    QVERIFY(run->wait(kPatience));
}

void tst_Variables::handledErrorsLeaveNothing()
{
    const RunPtr run = start(m_engine, R"(function bad(n) { return n / 0; }
count = 0;
for (i in range(100)) {
    try { bad(i); } except (e) { count = count + 1; }
}
)");
    QVERIFY(run->wait(kPatience));
    QVERIFY2(run->result().success, qPrintable(run->result().error ? run->result().error->message : QString()));
    const Snapshot seen = run->snapshot();
    QVERIFY(seen);
    QVERIFY(seen->tasks.isEmpty());
}

void tst_Variables::deepCallsAreCut()
{
    const RunPtr run = start(
        m_engine, "function down(n) {\n    if (n == 0) { return 1 / 0; }\n    return down(n - 1);\n}\ndown(5000);");
    QVERIFY(run->wait(kPatience));
    const Snapshot seen = run->snapshot();
    QVERIFY(seen);
    const RunVariables::Task &task = seen->tasks.first();
    QCOMPARE(task.frames.size(), 100);
    QCOMPARE(task.leftOut, 4902);
    QCOMPARE(textOf(task.frames.first().variables), u"n = 0"_s);
    QCOMPARE(task.frames.last().function, QString()); // the outermost is there
}

void tst_Variables::nothingToSee()
{
    const RunPtr broken = start(m_engine, "x = ;");
    QVERIFY(broken->wait(kPatience));
    QVERIFY(!broken->snapshot());
}

QTEST_GUILESS_MAIN(tst_Variables)
#include "tst_variables.moc"
