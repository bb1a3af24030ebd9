// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey bench: how fast runs are here, and when running several at once pays.
#include "app/cli/commands.h"
#include "app/cli/run_options.h"
#include "app/cli/terminal.h"
#include "engine/runs/task_stream.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <future>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr char kUsageLine[] = "bench runs [--count N] [--json] | bench modes [--json]";

/// So many runs of a script, `limit` at once; seconds.
double secondsFor(runs::Engine &engine, const QByteArray &source, qint64 count, int limit)
{
    runs::Task task;
    task.script.source = source;
    task.script.name = u"bench"_s;
    task.script.folder = u"/"_s;
    runs::StreamOptions options;
    options.limit = limit;
    std::promise<runs::StreamSummary> over;
    const auto stream = runs::TaskStream::start(
        engine, options,
        [&task, count, next = qint64(0)]() mutable { return next++ < count ? std::optional(task) : std::nullopt; },
        [](qint64, const runs::RunResult &) { return runs::TaskStream::Next::GoOn; },
        [&over](const runs::StreamSummary &summary) { over.set_value(summary); });
    return over.get_future().get().seconds;
}

QJsonObject benchRuns(qint64 count)
{
    runs::Engine engine;
    secondsFor(engine, "result = 1 + 1;", 100, 1); // compiled, threads started
    const double seconds = secondsFor(engine, "result = 1 + 1;", count, 0);
    return {{u"runs"_s, count},
            {u"threads"_s, engine.threadCount()},
            {u"seconds"_s, seconds},
            {u"runs_per_second"_s, std::round(double(count) / seconds)}};
}

struct Mode {
    const char *name;
    const char *key;
    int threads; ///< 0: one a core
    int limit;
};
constexpr Mode kModes[] = {{"one after the other", "sequential", 1, 1},
                           {"at once on one thread", "concurrent", 1, 16},
                           {"at once on all threads", "parallel", 0, 16}};

QJsonObject benchModes()
{
    constexpr int kTasks = 16;
    const QByteArray waiting = "import async; async.sleep(0.02);";
    const QByteArray computing = "t = 0; for (i in range(300000)) { t = t + i % 7; } result = t;";
    QJsonObject figures;
    for (const Mode &mode : kModes) {
        runs::EngineOptions options;
        options.threads = mode.threads;
        runs::Engine engine(options);
        const QString key = QString::fromLatin1(mode.key);
        for (const auto &[name, source] : {std::pair(u"_waiting_ms"_s, waiting), std::pair(u"_cpu_ms"_s, computing)}) {
            secondsFor(engine, source, 1, 1);
            figures[key + name] = secondsFor(engine, source, kTasks, mode.limit) * 1000;
        }
    }
    return figures;
}

QString tableOf(const QJsonObject &figures)
{
    QString text = u"16 tasks, milliseconds        20 ms of waiting each   CPU work each\n"_s;
    const auto speedup = [&](const QString &key, const QString &kind) {
        return u"%1 (x %2)"_s.arg(figures[key + kind].toDouble(), 8, 'f', 1)
            .arg(figures[u"sequential"_s + kind].toDouble() / figures[key + kind].toDouble(), 0, 'f', 1);
    };
    for (const Mode &mode : kModes) {
        const QString key = QString::fromLatin1(mode.key);
        text += u"%1  %2   %3\n"_s.arg(QString::fromLatin1(mode.name), -28)
                    .arg(speedup(key, u"_waiting_ms"_s), -21)
                    .arg(speedup(key, u"_cpu_ms"_s));
    }
    return text;
}

} // namespace

int benchCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption count(u"count"_s, u"How many runs (default 100000)."_s, u"N"_s, u"100000"_s);
    const QCommandLineOption json(u"json"_s, u"Print one line of JSON."_s);
    parser.setApplicationDescription(
        u"Measures this machine: `runs` counts small runs a second, `modes` compares one after the other, at once on one\nthread, and at once on all threads."_s);
    parser.addOptions({count, json});
    parser.addPositionalArgument(u"WHAT"_s, u"runs or modes."_s);
    int status = 0;
    if (!parseArguments(parser, arguments, kUsageLine, status)) return status;
    const QStringList what = parser.positionalArguments();
    if (what != QStringList{u"runs"_s} && what != QStringList{u"modes"_s})
        return usageError(u"bench measures `runs` or `modes`"_s);
    const auto runs = numberOf(parser, count, 100'000);
    if (!runs) return usageError(runs.error());
    const bool isRuns = what.first() == "runs"_L1;
    const QJsonObject figures = isRuns ? benchRuns(static_cast<qint64>(*runs)) : benchModes();
    if (parser.isSet(json)) {
        writeOut(QString::fromUtf8(QJsonDocument(figures).toJson(QJsonDocument::Compact)) + u'\n');
    } else if (isRuns) {
        writeOut(u"%1 runs in %2 s on %3 threads: %4 runs/s\n"_s.arg(figures[u"runs"].toInteger())
                     .arg(figures[u"seconds"].toDouble(), 0, 'f', 3)
                     .arg(figures[u"threads"].toInt())
                     .arg(figures[u"runs_per_second"].toDouble(), 0, 'f', 0));
    } else {
        writeOut(tableOf(figures));
    }
    return kSuccess;
}

} // namespace latchkey::cli
