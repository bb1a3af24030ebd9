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

    // All wake at the same moment, a thousand of them again and again.
    constexpr int kSleepers = 1000;
    constexpr int kRounds = 100;
    const Script ticking = scriptOf("import async; for (i in range(100)) { async.sleep(0); }");
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

} // namespace

QJsonObject async()
{
    QJsonObject figures;
    const auto measures = {
        mapRate, waitingTable, parkedRuns, submitting, besideHogs, timeouts,
        // Here: what the modules `async` and `parallel` cost inside one run (parallel_speedup_2_cores,
        // fiber_spawn_wait_ns, queue_messages_per_s, ring_10000), one function each, as those above.
    };
    for (const auto &measure : measures) {
        const QJsonObject part = measure();
        for (auto it = part.begin(); it != part.end(); ++it) figures[it.key()] = it.value();
    }
    return figures;
}

} // namespace latchkey::bench
