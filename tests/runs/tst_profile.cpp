// SPDX-License-Identifier: GPL-3.0-or-later
// Where time goes: the phases of every run, and the profiles of those that ask for one. What depends on time is tested
// in virtual time, or by sums that hold whatever the clock does.
#include "engine/runs/batch.h"
#include "engine/runs/engine.h"
#include "engine/runs/profile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60'000;  ///< milliseconds: only a test that hangs ever waits for so long
constexpr double kRounding = 1e-6; ///< seconds: sums of many doubles

RunPtr start(Engine &engine, const QByteArray &source, RunOptions options = {})
{
    return engine.submit({.source = source, .name = u"test.ml"_s, .path = {}, .folder = {}}, std::move(options));
}

RunResult profiled(Engine &engine, const QByteArray &source, RunOptions options = {})
{
    options.profile = true;
    const RunPtr run = start(engine, source, options);
    return run->wait(kPatience) ? run->result() : RunResult();
}

const Profile::Function *functionIn(const Profile &profile, const QString &name)
{
    const auto found = std::ranges::find(profile.functions, name, &Profile::Function::name);
    return found == profile.functions.end() ? nullptr : &*found;
}

Profile::Line lineIn(const Profile &profile, int line)
{
    const auto found = std::ranges::find(profile.lines, line, &Profile::Line::line);
    return found == profile.lines.end() ? Profile::Line() : *found;
}

/// The sums that hold for every profile.
void checkSums(const Profile &profile)
{
    double byFunction = 0;
    double byLine = 0;
    double byChain = 0;
    double waitedInChains = 0;
    qint64 samples = 0;
    for (const Profile::Function &function : profile.functions) {
        byFunction += function.own;
        samples += function.samples;
        QVERIFY(function.total >= function.own - kRounding);
        QVERIFY(function.total <= profile.computed + kRounding);
    }
    for (const Profile::Line &line : profile.lines) byLine += line.own;
    for (qsizetype i = 0; i < profile.tree.size(); ++i) {
        QVERIFY(profile.tree[i].parent < i);
        QVERIFY(profile.tree[i].function < profile.functions.size());
        byChain += profile.tree[i].own;
        waitedInChains += profile.tree[i].waiting;
    }
    QVERIFY(std::abs(byFunction + profile.unplaced - profile.computed) < kRounding);
    QVERIFY(std::abs(byLine + profile.unplaced - profile.computed) < kRounding);
    QVERIFY(std::abs(byChain + profile.unplaced - profile.computed) < kRounding);
    QVERIFY(std::abs(waitedInChains - profile.waited) < kRounding);
    QCOMPARE(samples, profile.samples);
    QVERIFY(std::ranges::is_sorted(profile.functions, std::greater(), &Profile::Function::own));
    QVERIFY(std::ranges::is_sorted(profile.lines, std::greater(), &Profile::Line::own));
}

} // namespace

class tst_Profile : public QObject
{
    Q_OBJECT

private slots:
    void phasesInVirtualTime_data();
    void phasesInVirtualTime();
    void phasesAddUp_data();
    void phasesAddUp();
    void waitingForAPerson();
    void waitingForAThread();
    void nothingUnlessAsked();
    void hotLine_data();
    void hotLine();
    void callsAreCounted();
    void recursionCountsOnce();
    void deepChainsAreCut();
    void waitsAreChargedToTheirLine();
    void tasksAreInTheSameProfile();
    void parallelPartsAreInTheSameProfile();
    void howeverItEnds_data();
    void howeverItEnds();
    void batchesCountByName();
    void profilesOfABatchAddUp();
    void stacksForOtherTools();

private:
    Engine m_engine{EngineOptions{.threads = 2}};
    Engine m_virtual{EngineOptions{.threads = 2, .virtualTime = true}};
};

// ---- phases -----------------------------------------------------------------------------------------------------

void tst_Profile::phasesInVirtualTime_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<double>("timer");

    QTest::newRow("computes only") << QByteArray("x = 0; for (i in range(1000)) { x = x + i; }") << 0.0;
    QTest::newRow("sleeps once") << QByteArray("import async; async.sleep(3);") << 3.0;
    QTest::newRow("sleeps and fails") << QByteArray("import async; async.sleep(1.5); x = 1 / 0;") << 1.5;
    QTest::newRow("its tasks sleep at the same time")
        << QByteArray("import async; function nap(s) { async.sleep(s); } "
                      "async.gather([async.spawn(nap, 2), async.spawn(nap, 5)]);")
        << 5.0;
}

void tst_Profile::phasesInVirtualTime()
{
    QFETCH(QByteArray, source);
    QFETCH(double, timer);
    const RunPtr run = start(m_virtual, source);
    QVERIFY(run->wait(kPatience));
    const RunResult &result = run->result();
    QCOMPARE(result.phases.timer, timer);
    QCOMPARE(result.phases.total(), result.totalTime);
    QCOMPARE(result.totalTime, timer); // only sleeping takes time here
    QCOMPARE(result.phases.waiting(), timer);
}

void tst_Profile::phasesAddUp_data()
{
    QTest::addColumn<QByteArray>("source");

    QTest::newRow("computes") << QByteArray("x = 0; for (i in range(300000)) { x = x + i; }");
    QTest::newRow("sleeps") << QByteArray("import async; for (i in range(5)) { async.sleep(0.002); }");
    QTest::newRow("does not compile") << QByteArray("x = ;");
    QTest::newRow("fails") << QByteArray("x = 1 / 0;");
    QTest::newRow("has parallel parts") << QByteArray("import parallel; parallel.map(fn(x) => x * 2, [1, 2, 3]);");
    QTest::newRow("is over its limit") << QByteArray("a = []; while (true) { a.append(\"text\" + str(len(a))); }");
}

void tst_Profile::phasesAddUp()
{
    QFETCH(QByteArray, source);
    RunOptions options;
    options.memoryLimit = 32 << 20;
    const RunPtr run = start(m_engine, source, options);
    QVERIFY(run->wait(kPatience));
    const RunResult &result = run->result();
    QVERIFY(std::abs(result.phases.total() - result.totalTime) < kRounding);
    QVERIFY(result.totalTime > 0);
    QVERIFY(result.phases.queued + kRounding >= result.queuedTime);
    for (const double phase : {result.phases.queued, result.phases.compiling, result.phases.running,
                               result.phases.timer, result.phases.host, result.phases.person, result.phases.tasks})
        QVERIFY(phase >= 0);
    const QJsonObject json = QJsonDocument::fromJson(result.toJsonText()).object();
    double sum = 0;
    for (const QJsonValue &phase : json["phases"_L1].toObject()) sum += phase.toDouble();
    QVERIFY(std::abs(sum - json["total_time"_L1].toDouble()) < 1e-5);
}

void tst_Profile::waitingForAPerson()
{
    RunOptions options;
    options.canAskInput = true;
    const RunPtr run = start(m_engine, "name = input(\"Name? \");", options);
    QTRY_COMPARE_WITH_TIMEOUT(run->status().waiting, WaitKind::Input, kPatience);
    QTRY_VERIFY(run->status().waited > 0.001);
    run->answerInput(u"Ada"_s);
    QVERIFY(run->wait(kPatience));
    const RunPhases &phases = run->result().phases;
    QVERIFY(phases.person > 0.001);
    QCOMPARE(phases.host + phases.timer + phases.tasks, 0.0);
    QVERIFY(std::abs(phases.total() - run->result().totalTime) < kRounding);
}

/// The only thread is busy until the second run has been in line for a while.
void tst_Profile::waitingForAThread()
{
    Engine engine(EngineOptions{.threads = 1});
    const RunPtr first = start(engine, "while (true) { x = 1; }");
    QTRY_COMPARE_WITH_TIMEOUT(first->state(), RunState::Running, kPatience);
    RunOptions later;
    later.priority = Priority::Batch;
    const RunPtr second = start(engine, "x = 0; for (i in range(200000)) { x = x + 1; }", later);
    QTRY_VERIFY(first->status().elapsed > 0.02);
    first->cancel();
    QVERIFY(second->wait(kPatience));
    QVERIFY(second->result().phases.queued > 0);
    QVERIFY(second->result().phases.running > 0);
    QVERIFY(std::abs(second->result().phases.total() - second->result().totalTime) < kRounding);
}

// ---- profiles of one run ----------------------------------------------------------------------------------------

void tst_Profile::nothingUnlessAsked()
{
    const RunPtr run = start(m_engine, "x = 0; for (i in range(100000)) { x = x + i; }");
    QVERIFY(run->wait(kPatience));
    QVERIFY(!run->result().profile);
}

void tst_Profile::hotLine_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("function");

    QTest::newRow("an expression in the middle of a loop") << QByteArray(R"(function cold(n) {
    x = 0;
    for (i in range(n)) { x = x + 1; }
    return x;
}
function hot(n) {
    x = 0.5;
    for (i in range(n)) {
        y = i;
        x = (x * 3.1 + i) / (x * x + 2.5) + (x - 1.5) * (x + 0.5) - x * (x - 2.0) / 3.0 + (x + i) / (i + 1.0);
        z = y;
    }
    return x;
}
cold(1000);
hot(600000);
)") << 10 << u"hot"_s;
    QTest::newRow("the body of the script") << QByteArray(R"(a = 0;
b = 1;
for (i in range(900000)) {
    a = (a * 31 + i * 7 + b * 3 - a // 5 + i * 11 - b * 13) % 1000003 + (a + i) % 97 - (a * 3) % 11;
}
)") << 4 << u""_s;
    QTest::newRow("one long call of the library") << QByteArray(R"(text = "";
numbers = [];
for (i in range(40000)) { numbers.append(i * 7919 % 40009); }
count = 0;
ordered = [numbers, sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers), sorted(numbers)];
for (i in range(10)) { count = count + i; }
)") << 5 << u""_s;
    QTest::newRow("a function that the library calls") << QByteArray(R"(import collections;
function slow(x) {
    y = x;
    for (i in range(60)) { y = (y * 31 + x * 7 - y // 5) % 1000003 + (y + i) % 97; }
    return y;
}
doubled = collections.map(range(40000), slow);
)") << 4 << u"slow"_s;
}

void tst_Profile::hotLine()
{
    QFETCH(QByteArray, source);
    QFETCH(int, line);
    QFETCH(QString, function);
    const RunResult result = profiled(m_engine, source);
    QVERIFY2(result.success, qPrintable(result.error ? result.error->message : QString()));
    QVERIFY(result.profile);
    const Profile &profile = *result.profile;
    checkSums(profile);
    QVERIFY(profile.samples > 5);
    QCOMPARE(profile.lines.first().line, line);
    QCOMPARE(profile.functions.first().name, function);
    QVERIFY(profile.lines.first().own > 0.5 * profile.computed);
    QVERIFY(profile.computed <= result.cpuTime + kRounding);
    QVERIFY(profile.computed > 0.7 * result.cpuTime);
}

void tst_Profile::callsAreCounted()
{
    const RunResult result =
        profiled(m_engine, R"(function fib(n) { if (n < 2) { return n; } return fib(n - 1) + fib(n - 2); }
function never() { return 1; }
function twice(f) { return f() + f(); }
result = fib(20) + twice(fn() => 1);
)");
    QVERIFY(result.success);
    const Profile &profile = *result.profile;
    checkSums(profile);
    QCOMPARE(functionIn(profile, u"fib"_s)->calls, 21'891);
    QCOMPARE(functionIn(profile, u"twice"_s)->calls, 1);
    QCOMPARE(functionIn(profile, u"fn"_s)->calls, 2);
    QCOMPARE(functionIn(profile, u"fn"_s)->line, 4);
    QCOMPARE(functionIn(profile, u""_s)->calls, 1);
    QVERIFY(!functionIn(profile, u"never"_s));
    QCOMPARE(functionIn(profile, u""_s)->displayName(), u"test.ml"_s);
}

void tst_Profile::recursionCountsOnce()
{
    const RunResult result = profiled(
        m_engine, "function fib(n) { if (n < 2) { return n; } return fib(n - 1) + fib(n - 2); }\nresult = fib(32);");
    QVERIFY(result.success);
    const Profile &profile = *result.profile;
    checkSums(profile);
    const double total = functionIn(profile, u"fib"_s)->total;
    QVERIFY(total <= profile.computed + kRounding);
    QVERIFY(total > 0.5 * (profile.computed - profile.unplaced));
    QVERIFY(functionIn(profile, u""_s)->total >= total - kRounding);
}

void tst_Profile::deepChainsAreCut()
{
    const RunResult result = profiled(m_engine, R"(function down(n) { return n == 0 ? 0 : 1 + down(n - 1); }
for (i in range(200)) { down(5000); }
)");
    QVERIFY(result.success);
    const Profile &profile = *result.profile;
    checkSums(profile);
    QVERIFY(profile.isCut);
    QVERIFY(profile.tree.size() < 1000);
    QCOMPARE(profile.functions.first().name, u"down"_s);
}

// ---- waits, tasks, parallel parts -------------------------------------------------------------------------------

void tst_Profile::waitsAreChargedToTheirLine()
{
    const RunResult result = profiled(m_virtual, R"(import async;
function nap(seconds) {
    async.sleep(seconds);
    return seconds;
}
nap(2);
async.sleep(0.5);
nap(1);
)");
    QVERIFY(result.success);
    const Profile &profile = *result.profile;
    checkSums(profile);
    QCOMPARE(lineIn(profile, 3).waiting, 3.0);
    QCOMPARE(lineIn(profile, 7).waiting, 0.5);
    QCOMPARE(functionIn(profile, u"nap"_s)->waiting, 3.0);
    QCOMPARE(functionIn(profile, u""_s)->waiting, 0.5);
    QCOMPARE(profile.waited, 3.5);
    QVERIFY(lineIn(profile, 3).own < 0.1);
}

void tst_Profile::tasksAreInTheSameProfile()
{
    const RunResult result = profiled(m_virtual, R"(import async;
function nap(seconds) {
    async.sleep(seconds);
    return seconds;
}
tasks = [async.spawn(nap, 2), async.spawn(nap, 5)];
async.gather(tasks);
)");
    QVERIFY(result.success);
    const Profile &profile = *result.profile;
    checkSums(profile);
    QCOMPARE(functionIn(profile, u"nap"_s)->calls, 2);
    QCOMPARE(lineIn(profile, 3).waiting, 7.0); // they sleep at the same time
    QCOMPARE(lineIn(profile, 7).waiting, 5.0);
}

void tst_Profile::parallelPartsAreInTheSameProfile()
{
    const RunResult result = profiled(m_engine, R"(import parallel;
function work(n) {
    x = 0;
    for (i in range(200000)) { x = (x * 31 + i * 7 + n) % 1000003 + (x + i) % 97; }
    return x;
}
result = parallel.map(work, range(8));
)");
    QVERIFY2(result.success, qPrintable(result.error ? result.error->message : QString()));
    const Profile &profile = *result.profile;
    checkSums(profile);
    QCOMPARE(functionIn(profile, u"work"_s)->calls, 8);
    QCOMPARE(profile.functions.first().name, u"work"_s);
    QCOMPARE(profile.lines.first().line, 4);
}

void tst_Profile::howeverItEnds_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<int>("state");

    QTest::newRow("failed") << QByteArray("x = 1 / 0;") << int(RunState::Failed);
    QTest::newRow("timed out") << QByteArray("while (true) { x = 1; }") << int(RunState::TimedOut);
    QTest::newRow("over its limit") << QByteArray("a = []; while (true) { a.append(\"text\" + str(len(a))); }")
                                    << int(RunState::LimitReached);
}

void tst_Profile::howeverItEnds()
{
    QFETCH(QByteArray, ending);
    QFETCH(int, state);
    RunOptions options;
    options.profile = true;
    options.timeoutSeconds = state == int(RunState::TimedOut) ? 0.3 : 0;
    options.memoryLimit = 32 << 20;
    const RunPtr run = start(
        m_engine, "function busy() { x = 0; for (i in range(200000)) { x = x + i; } return x; }\nbusy();\n" + ending,
        options);
    QVERIFY(run->wait(kPatience));
    QCOMPARE(int(run->state()), state);
    QVERIFY(run->result().profile);
    checkSums(*run->result().profile);
    QCOMPARE(functionIn(*run->result().profile, u"busy"_s)->calls, 1);
}

// ---- batches ----------------------------------------------------------------------------------------------------

void tst_Profile::batchesCountByName()
{
    StreamOptions options;
    options.measure = true;
    int next = 0;
    std::atomic<bool> isOver = false;
    StreamSummary summary;
    const auto source = [&next]() -> std::optional<Task> {
        if (next == 9) return std::nullopt;
        Task task;
        task.script.source = next % 3 == 0 ? "x = 1 / 0;" : "import async; async.sleep(2);";
        task.script.name = next % 3 == 0 ? u"breaks.ml"_s : u"naps.ml"_s;
        ++next;
        return task;
    };
    const TaskStreamPtr stream = TaskStream::start(
        m_virtual, options, source, [](qint64, RunResult) { return TaskStream::Next::GoOn; },
        [&](const StreamSummary &ended) {
            summary = ended;
            isOver = true;
        });
    QTRY_VERIFY_WITH_TIMEOUT(isOver, kPatience);
    QCOMPARE(summary.measures.size(), 2);
    const auto row = [&](const QString &name) { return *std::ranges::find(summary.measures, name, &Measure::name); };
    QCOMPARE(row(u"breaks.ml"_s).count, 3);
    QCOMPARE(row(u"breaks.ml"_s).errors, 3);
    QCOMPARE(row(u"breaks.ml"_s).successes, 0);
    QCOMPARE(row(u"breaks.ml"_s).mean, 0.0);
    QCOMPARE(row(u"naps.ml"_s).count, 6);
    QCOMPARE(row(u"naps.ml"_s).successes, 6);
    QCOMPARE(row(u"naps.ml"_s).phases.timer, 12.0);
    QCOMPARE(summary.total, 9);
    QVERIFY(!summary.profile); // nobody asked the runs for one
}

void tst_Profile::profilesOfABatchAddUp()
{
    BatchOptions options;
    options.script.source = "function work(n) { x = 0; for (i in range(20000)) { x = x + i * n; } return x; }";
    options.script.name = u"work.ml"_s;
    options.function = u"work"_s;
    options.measure = true;
    options.options.profile = true;
    QList<QByteArray> items;
    for (int i = 0; i < 12; ++i) items.append(QByteArray::number(i));
    Batch batch(m_engine, options, itemsFrom(items));
    QSignalSpy finished(&batch, &Batch::finished);
    batch.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kPatience);
    const auto summary = finished[0][0].value<StreamSummary>();
    QCOMPARE(summary.successes, 12);
    QCOMPARE(summary.measures.size(), 1);
    QCOMPARE(summary.measures[0].count, 12);
    QVERIFY(summary.measures[0].mean > 0);
    QVERIFY(summary.measures[0].longest >= summary.measures[0].mean);
    QVERIFY(summary.profile);
    checkSums(*summary.profile);
    QCOMPARE(summary.profile->runs, 12);
    QCOMPARE(functionIn(*summary.profile, u"work"_s)->calls, 12);
}

// ---- for other tools --------------------------------------------------------------------------------------------

void tst_Profile::stacksForOtherTools()
{
    const RunResult result =
        profiled(m_engine, R"(function inner(n) { x = 0; for (i in range(n)) { x = x + i; } return x; }
function outer() { return inner(8000000); }
result = outer();
)");
    QVERIFY(result.success);
    const Profile &profile = *result.profile;
    qint64 sum = 0;
    QByteArray hottest;
    qint64 most = 0;
    for (const QByteArray &line : profile.toCollapsedStacks().split('\n')) {
        if (line.isEmpty()) continue;
        const qint64 weight = line.sliced(line.lastIndexOf(' ') + 1).toLongLong();
        sum += weight;
        if (weight > most) {
            most = weight;
            hottest = line.first(line.lastIndexOf(' '));
        }
    }
    QCOMPARE(hottest, QByteArray("test.ml (test.ml:1);outer (test.ml:2);inner (test.ml:1)"));
    QVERIFY(std::abs(double(sum) / 1e6 - (profile.computed - profile.unplaced)) < 1e-6 * double(profile.tree.size()));

    const QJsonObject file = QJsonDocument::fromJson(profile.toSpeedscope(u"test.ml"_s)).object();
    QCOMPARE(file["shared"_L1]["frames"_L1].toArray().size(), profile.functions.size());
    const QJsonObject computing = file["profiles"_L1].toArray().first().toObject();
    QCOMPARE(computing["samples"_L1].toArray().size(), computing["weights"_L1].toArray().size());
    double weights = 0;
    for (const QJsonValue &weight : computing["weights"_L1].toArray()) weights += weight.toDouble();
    QVERIFY(std::abs(weights - (profile.computed - profile.unplaced)) < kRounding);
    QVERIFY(std::abs(weights - computing["endValue"_L1].toDouble()) < kRounding);
}

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_profile.moc"
