// SPDX-License-Identifier: GPL-3.0-or-later
// Many runs at once: how many a second, what a waiting one costs, how soon a person's run answers beside busy ones, and
// whether equals get equal shares.
#include "tests/bench/bench.h"

#include "engine/runs/engine.h"
#include "engine/runs/task_queue.h"
#include "engine/runs/task_stream.h"

#include <QElapsedTimer>

#include <algorithm>
#include <ctime>
#include <future>
#include <malloc.h>
#include <thread>

using namespace Qt::StringLiterals;

namespace latchkey::bench {

namespace {

using namespace runs;

Script scriptOf(const QByteArray &source)
{
    Script script;
    script.source = source;
    script.name = u"bench"_s;
    script.folder = u"/"_s;
    return script;
}

/// So many equal tasks, `limit` at once; seconds.
double secondsFor(Engine &engine, const Task &task, qint64 count, int limit)
{
    StreamOptions options;
    options.limit = limit;
    std::promise<StreamSummary> over;
    const auto stream = TaskStream::start(
        engine, options,
        [&task, count, next = qint64(0)]() mutable { return next++ < count ? std::optional(task) : std::nullopt; },
        [](qint64, const RunResult &) { return TaskStream::Next::GoOn; },
        [&over](const StreamSummary &summary) { over.set_value(summary); });
    return over.get_future().get().seconds;
}

struct Rate {
    double perSecond = 0;
    double cpuMicroseconds = 0; ///< of all threads, for each: what remains true on a busy machine
};

Rate rateOf(Task task, qint64 count)
{
    Engine engine;
    task.options.priority = Priority::Batch;
    secondsFor(engine, task, 1000, 0);
    const std::clock_t before = std::clock();
    const double seconds = secondsFor(engine, task, count, 0);
    return {double(count) / seconds, 1e6 * double(std::clock() - before) / CLOCKS_PER_SEC / double(count)};
}

/// A million tiny scripts, and calls of one function.
QJsonObject mapRate()
{
    Task tiny;
    tiny.script = scriptOf("result = 1 + 1;");
    const Rate scripts = rateOf(tiny, 1'000'000);
    const Rate calls = rateOf(Task::call(scriptOf("function f(x) { return x * x; }"), u"f"_s, QJsonArray{7}), 200'000);
    return {{u"map_1000000_runs_per_s"_s, scripts.perSecond},
            {u"map_cpu_us_per_run"_s, scripts.cpuMicroseconds},
            {u"map_calls_per_s"_s, calls.perSecond},
            {u"map_cpu_us_per_call"_s, calls.cpuMicroseconds}};
}

/// Scripts that each wait 20 ms, all at once.
QJsonObject waitingTable()
{
    QJsonObject figures;
    for (const int count : {10, 100, 1000}) {
        Engine engine;
        Task task;
        task.script = scriptOf("import async; async.sleep(0.02); result = 1;");
        secondsFor(engine, task, 1, 1);
        double best = 1e9;
        for (int round = 0; round < 5; ++round) best = std::min(best, secondsFor(engine, task, count, count));
        figures[u"seed_table_%1_s"_s.arg(count)] = best;
    }
    return figures;
}

/// Runs that sleep: their memory, and how many wake up in a second.
QJsonObject parkedRuns()
{
    constexpr int kCount = 100'000;
    Engine engine;
    const Script script = scriptOf("import async; async.sleep(1000);");
    engine.submit(script)->cancel();
    engine.drain();
    malloc_trim(0);
    const double before = processMegabytes("VmRSS:");
    std::vector<RunPtr> runs;
    runs.reserve(kCount);
    const auto start = Clock::now();
    for (int i = 0; i < kCount; ++i) runs.push_back(engine.submit(script));
    for (const RunPtr &run : runs)
        while (run->state() != RunState::Waiting) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const double parked = millisecondsSince(start);
    const double bytes = (processMegabytes("VmRSS:") - before) * (1 << 20) / kCount;
    const auto stop = Clock::now();
    engine.cancelAll();
    engine.drain();
    const double cancelled = millisecondsSince(stop);
    runs.clear();

    // Each sleeps a millisecond, so many more are due at any moment than can be served: what is counted is how many
    // leave the clock, get a thread, and lie down again.
    constexpr int kSleepers = 10'000;
    constexpr int kRounds = 20;
    const Script ticking = scriptOf("import async; for (i in range(20)) { async.sleep(0.001); }");
    const auto wake = Clock::now();
    for (int i = 0; i < kSleepers; ++i) runs.push_back(engine.submit(ticking));
    engine.drain();
    return {{u"parked_100000_bytes_per_run"_s, bytes},
            {u"parked_100000_ms"_s, parked},
            {u"cancel_100000_ms"_s, cancelled},
            {u"wake_ups_per_s"_s, kSleepers * kRounds / (millisecondsSince(wake) / 1000)}};
}

QJsonObject submitting()
{
    constexpr int kCount = 100'000;
    Engine engine;
    Task task;
    task.script = scriptOf("result = 1;");
    task.options.priority = Priority::Batch;
    std::vector<double> submit;
    submit.reserve(kCount);
    {
        TaskQueue queue(engine, {8, 0, nullptr});
        for (int i = 0; i < kCount; ++i) {
            const auto start = Clock::now();
            queue.submit(task);
            submit.push_back(millisecondsSince(start) * 1000);
        }
        queue.drain();
    }
    std::vector<double> plain;
    std::vector<RunPtr> runs;
    for (int i = 0; i < kCount; ++i) {
        const auto start = Clock::now();
        runs.push_back(engine.submit(task.script, task.options));
        plain.push_back(millisecondsSince(start) * 1000);
    }
    engine.drain();
    return {{u"queue_submit_p50_us"_s, percentile(submit, 0.5)},
            {u"queue_submit_p99_us"_s, percentile(submit, 0.99)},
            {u"submit_p99_us"_s, percentile(plain, 0.99)}};
}

/// Eight endless batch runs, and a person's runs beside them.
QJsonObject besideHogs()
{
    Engine engine;
    RunOptions batch;
    batch.priority = Priority::Batch;
    std::vector<RunPtr> hogs;
    for (int i = 0; i < 8; ++i) hogs.push_back(engine.submit(scriptOf("i = 0; while (true) { i = i + 1; }"), batch));
    std::vector<double> samples;
    const auto begin = Clock::now();
    while (samples.size() < 1000 || millisecondsSince(begin) < 5000) {
        const auto start = Clock::now();
        engine.submit(scriptOf("result = 1;"))->wait();
        samples.push_back(millisecondsSince(start));
        std::this_thread::sleep_for(std::chrono::milliseconds(2)); // a person is no loop
    }
    engine.cancelAll();
    engine.drain();
    std::vector<double> shares;
    for (const RunPtr &hog : hogs) shares.push_back(hog->result().cpuTime);
    const auto [least, most] = std::ranges::minmax(shares);
    return {{u"interactive_p50_ms"_s, percentile(samples, 0.5)},
            {u"interactive_p99_ms"_s, percentile(samples, 0.99)},
            {u"interactive_max_ms"_s, percentile(samples, 1)},
            {u"share_least_to_most"_s, least / most}};
}

/// Limits of 100 ms, in fours: how late the runs end, and what the pool can do afterwards.
QJsonObject timeouts()
{
    Engine engine;
    Task task;
    task.script = scriptOf("while (true) { }");
    task.options.timeoutSeconds = 0.1;
    std::vector<double> late;
    StreamOptions options;
    options.limit = 2;
    std::promise<void> over;
    const auto stream = TaskStream::start(
        engine, options, [&, next = 0]() mutable { return next++ < 40 ? std::optional(task) : std::nullopt; },
        [&](qint64, const RunResult &result) {
            late.push_back((result.executionTime - 0.1) * 1000);
            return TaskStream::Next::GoOn;
        },
        [&](const StreamSummary &) { over.set_value(); });
    over.get_future().wait();
    return {{u"timeout_late_p50_ms"_s, percentile(late, 0.5)}, {u"timeout_late_p99_ms"_s, percentile(late, 0.99)}};
}

/// Milliseconds that a script takes, as it says itself by giving its CPU-bound part between two looks at the clock.
double scriptMilliseconds(Engine &engine, const QByteArray &source)
{
    const auto start = Clock::now();
    const RunPtr run = engine.submit(scriptOf(source));
    run->wait();
    if (!run->result().success) qWarning("a measured script failed");
    return millisecondsSince(start);
}

/// What fibers cost inside one run.
QJsonObject fibers()
{
    Engine engine;
    const double empty = scriptMilliseconds(engine, "import async; for (i in range(1000000)) { (fn() => 1)(); }");
    const double spawning =
        scriptMilliseconds(engine, "import async; for (i in range(1000000)) { async.spawn(fn() => 1).wait(); }");
    const double queue = scriptMilliseconds(
        engine, "import async; q = async.queue(100); async.spawn(fn() => { for (i in range(1000000)) { q.put(i); } "
                "q.close(); }); n = 0; for (v in q) { n = n + v; }");
    const double stream = scriptMilliseconds(
        engine, "import async; n = 0; for (v in async.stream(fn(emit) => { for (i in range(1000000)) { emit(i); } })) "
                "{ n = n + v; }");
    // One message goes a hundred times around a ring of ten thousand fibers.
    const double ring = scriptMilliseconds(
        engine, "import async; n = 10000; queues = []; for (i in range(n)) { queues.append(async.queue()); }\n"
                "function node(i) { a = queues[i]; b = queues[(i + 1) % n]; for (v in a) { b.put(v + 1); if (v >= "
                "1000000) { for (q in queues) { q.close(); } return v; } } }\n"
                "tasks = []; for (i in range(n)) { tasks.append(async.spawn(node, i)); }\n"
                "queues[0].put(0); async.gather(tasks, {return_errors: true});");
    return {{u"fiber_spawn_wait_ns"_s, spawning - empty}, // milliseconds for a million
            {u"queue_messages_per_s"_s, 1e9 / queue},
            {u"stream_values_per_s"_s, 1e9 / stream},
            {u"ring_10000_ms_per_million_hops"_s, ring}};
}

/// A loop of about so many milliseconds, in a child isolate each, against the same in a row.
double speedup(Engine &engine, int items, int steps)
{
    const QByteArray head = "import parallel; function work(x) { n = 0; for (i in range(" + QByteArray::number(steps) +
                            ")) { n = n + i % 7; } return n; }\n";
    const QByteArray list = "range(" + QByteArray::number(items) + ")";
    const double row = scriptMilliseconds(engine, head + "for (x in " + list + ") { work(x); }");
    return row / scriptMilliseconds(engine, head + "parallel.map(work, " + list + ");");
}

QJsonObject parallelWork()
{
    Engine engine;
    constexpr int kStepsAMillisecond = 60'000;
    QJsonObject figures{{u"parallel_speedup_2_cores"_s, speedup(engine, 20, 100 * kStepsAMillisecond)}};
    // The smallest item from which on the cores pay, with a hundred items.
    for (const int microseconds : {1, 3, 10, 30, 100, 300, 1000}) {
        const double gain = speedup(engine, 100, microseconds * kStepsAMillisecond / 1000);
        figures[u"parallel_speedup_items_of_%1_us"_s.arg(microseconds)] = gain;
    }
    return figures;
}

} // namespace

QJsonObject async()
{
    QJsonObject figures;
    const auto measures = {
        mapRate, waitingTable, parkedRuns, submitting, besideHogs, timeouts, fibers, parallelWork,
    };
    for (const auto &measure : measures) {
        const QJsonObject part = measure();
        for (auto it = part.begin(); it != part.end(); ++it) figures[it.key()] = it.value();
    }
    return figures;
}

} // namespace latchkey::bench
