// SPDX-License-Identifier: GPL-3.0-or-later
// How soon the engine and the window answer while scripts do their worst.
#include "tests/bench/bench.h"

#include "engine/runs/engine.h"
#include "ui/window/main_window.h"
#include "ui/window/stall_watchdog.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <thread>

using namespace Qt::StringLiterals;

namespace latchkey::bench {

namespace {

using runs::Engine;
using runs::EngineOptions;
using runs::RunOptions;
using runs::RunPtr;
using runs::Script;

Script script(const char *source)
{
    return {QByteArray(source), u"bench"_s, {}, {}};
}

EngineOptions twoThreads()
{
    EngineOptions options;
    options.threads = 2;
    return options;
}

// ---- cancelling -------------------------------------------------------------------------------------------------

constexpr const char *kVictims[] = {
    "while (true) { x = 1; }",
    "function f(n) { return n == 0 ? 0 : 1 + f(n - 1); } while (true) { f(5000); }",
    "import async; async.sleep(1000);",
    "i = 0; while (true) { print(\"line\", i); i = i + 1; }",
};

/// From `cancel()` to the end of the run, 1,000 times, in milliseconds.
QJsonObject cancelling()
{
    Engine engine(twoThreads());
    std::vector<double> samples;
    for (int i = 0; i < 1000; ++i) {
        const RunPtr run = engine.submit(script(kVictims[i % 4]));
        while (run->state() == runs::RunState::Queued || run->state() == runs::RunState::Compiling)
            std::this_thread::yield();
        std::this_thread::sleep_for(std::chrono::microseconds(300 + (i * 37) % 1700)); // a different moment each time
        const auto start = Clock::now();
        run->cancel();
        run->wait();
        samples.push_back(millisecondsSince(start));
    }
    return {{u"cancel_p50_ms"_s, percentile(samples, 0.5)},
            {u"cancel_p99_ms"_s, percentile(samples, 0.99)},
            {u"cancel_max_ms"_s, percentile(samples, 1)}};
}

// ---- waiting and tiny runs --------------------------------------------------------------------------------------

QJsonObject sleepers()
{
    constexpr int kRuns = 10'000;
    Engine engine(twoThreads());
    const double before = processMegabytes("VmRSS:");
    const auto start = Clock::now();
    std::vector<RunPtr> runs;
    runs.reserve(kRuns);
    for (int i = 0; i < kRuns; ++i)
        runs.push_back(engine.submit(script("import async; async.sleep(0.2); result = 1;")));
    const int threads = processThreads();
    for (const RunPtr &run : runs) run->wait();
    const double seconds = millisecondsSince(start) / 1000;
    int succeeded = 0;
    for (const RunPtr &run : runs) succeeded += run->result().success ? 1 : 0;
    return {{u"sleepers_10000_s"_s, seconds},
            {u"sleepers_peak_mb"_s, processMegabytes("VmHWM:")},
            {u"sleepers_base_mb"_s, before},
            {u"sleepers_threads"_s, threads},
            {u"sleepers_succeeded"_s, succeeded}};
}

double tinyRuns(Engine &engine, bool sameSource)
{
    const auto start = Clock::now();
    std::vector<RunPtr> runs;
    runs.reserve(1000);
    for (int i = 0; i < 1000; ++i) {
        Script tiny = script("result = 2 + 2;");
        if (!sameSource) tiny.source += " // " + QByteArray::number(i); // another text each time: nothing is cached
        runs.push_back(engine.submit(tiny));
    }
    for (const RunPtr &run : runs) run->wait();
    return millisecondsSince(start);
}

QJsonObject tiny()
{
    Engine engine(twoThreads());
    tinyRuns(engine, true);
    engine.clearCaches();
    const double cold = tinyRuns(engine, false);
    tinyRuns(engine, true);
    return {{u"tiny_1000_cold_ms"_s, cold}, {u"tiny_1000_cached_ms"_s, tinyRuns(engine, true)}};
}

QJsonObject afterTimeout()
{
    Engine engine(twoThreads());
    RunOptions limited;
    limited.timeoutSeconds = 0.3;
    const RunPtr first = engine.submit(script("while (true) { }"), limited);
    const RunPtr second = engine.submit(script("while (true) { }"), limited);
    first->wait();
    second->wait();
    const auto start = Clock::now();
    engine.submit(script("result = 2 + 2;"))->wait();
    return {{u"after_timeout_ms"_s, millisecondsSince(start)}};
}

QJsonObject fibonacci()
{
    Engine engine(twoThreads());
    const RunPtr run = engine.submit(
        script("function fib(n) { if (n < 2) { return n; } return fib(n - 1) + fib(n - 2); } result = fib(30);"));
    run->wait();
    return {{u"fib30_s"_s, run->result().executionTime}};
}

// ---- the window -------------------------------------------------------------------------------------------------

/// Four endless scripts and one that prints five million lines, in the real window.
QJsonObject stalls()
{
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    qputenv("XDG_STATE_HOME", home.path().toUtf8());
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    window::WindowOptions options;
    options.restoreSession = false;
    window::MainWindow window(options);
    window.resize(1280, 800);
    window.show();
    QEventLoop loop;
    QTimer::singleShot(1000, &loop, &QEventLoop::quit); // painted and settled
    loop.exec();

    const auto launch = [&window](const char *source) {
        const RunPtr run = window.engine().submit(script(source));
        window.runList()->add(run);
        return run;
    };
    for (int i = 0; i < 4; ++i) launch("while (true) { x = 1; }");
    const RunPtr flood = launch("for (i in range(5000000)) { print(\"line\", i); }");
    window::StallWatchdog watchdog;
    QTimer ended;
    QObject::connect(&ended, &QTimer::timeout, &loop, [&] {
        if (flood->isFinished()) loop.quit();
    });
    ended.start(50);
    QTimer::singleShot(120'000, &loop, &QEventLoop::quit);
    const auto start = Clock::now();
    loop.exec();
    const window::StallReport report = watchdog.report();
    const double seconds = millisecondsSince(start) / 1000;
    window.engine().cancelAll();
    return {{u"stall_max_ms"_s, report.longest},
            {u"stall_p999_ms"_s, report.p999},
            {u"stall_p99_ms"_s, report.p99},
            {u"flood_5000000_s"_s, seconds},
            {u"flood_lines"_s, double(flood->output().lineCount())},
            {u"flood_rss_mb"_s, processMegabytes("VmRSS:")}};
}

/// From the start of the process to its first painted window: the IDE says it on standard error when asked to.
QJsonObject firstWindow()
{
    const QString ide = QFileInfo(QCoreApplication::applicationFilePath()).absolutePath() + u"/latchkey-ide"_s;
    std::vector<double> samples;
    for (int i = 0; i < 5; ++i) {
        const QTemporaryDir home;
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LATCHKEY_TRACE_START"_s, u"1"_s);
        for (const QString &name : {u"XDG_CONFIG_HOME"_s, u"XDG_STATE_HOME"_s, u"XDG_DATA_HOME"_s})
            environment.insert(name, home.path());
        process.setProcessEnvironment(environment);
        process.setReadChannel(QProcess::StandardError);
        const auto start = Clock::now();
        process.start(ide, {u"--new-window"_s});
        while (!process.readAll().contains("first paint") && millisecondsSince(start) < 20'000 &&
               process.waitForReadyRead(20'000)) {
        }
        samples.push_back(millisecondsSince(start));
        process.kill();
        process.waitForFinished();
    }
    return {{u"first_window_ms"_s, percentile(samples, 0.5)}};
}

} // namespace

std::vector<Part> responsivenessParts()
{
    return {{u"cancelling"_s, cancelling},     {u"sleepers"_s, sleepers},   {u"tiny"_s, tiny},
            {u"afterTimeout"_s, afterTimeout}, {u"fibonacci"_s, fibonacci}, {u"stalls"_s, stalls},
            {u"firstWindow"_s, firstWindow}};
}

QJsonObject responsiveness()
{
    QJsonObject figures;
    for (const Part &part : responsivenessParts()) {
        const QJsonObject partial = runPart(part.name);
        for (auto it = partial.begin(); it != partial.end(); ++it) figures[it.key()] = it.value();
    }
    return figures;
}

} // namespace latchkey::bench
