// SPDX-License-Identifier: GPL-3.0-or-later
// The engine: compiles scripts, runs them in slices on a pool of threads, wakes the waiting ones. One a process is
// usual; several may exist. All functions are thread-safe and return at once unless they say otherwise.
#pragma once

#include "engine/runs/run.h"

#include <QObject>

#include <functional>

namespace latchkey::capability {
class Broker;
}
namespace latchkey::network {
class Client;
}

namespace latchkey::runs {

struct EngineOptions {
    int threads = 0;    ///< 0: one a core
    int queueLimit = 0; ///< runs that may wait for their first slice; 0: no limit
    qint64 compileCacheBytes = 64 << 20;
    bool virtualTime = false; ///< for tests: sleeps take no time, and wake in the order of their ends (clock.h)
    QString stateFolder = {}; ///< remembered grants, audit log; empty: nothing is kept on disk
    qint64 resultCacheBytes = 64 << 20; ///< for runs with RunOptions::useCache; 0: none
};

struct CheckResult {
    QList<syntax::Diagnostic> diagnostics;
    QList<QPair<QString, int>> asks; ///< guarded functions the script mentions, and their lines
    QList<PermissionWish> wishes;    ///< what they can ask for, whatever is granted by now
    double seconds = 0;
};

/// What an engine has done so far.
struct EngineFigures {
    quint64 runs = 0;     ///< submitted, children included
    quint64 compiled = 0; ///< programs that were not in the cache
    int workers = 0;      ///< threads that were made for scripts
    int mostAtOnce = 0;   ///< scripts that computed at the same time
};

struct CacheFigures;
class EnginePrivate;
class Engine
{
public:
    explicit Engine(const EngineOptions &options = {});
    /// Cancels what still runs and waits for it (at most the grace).
    ~Engine();

    /// Never blocks, never fails: a script that does not compile is a run that ends Failed; a full queue is a run that
    /// ends Failed with resource_limit "queue full".
    RunPtr submit(Script script, RunOptions options = {});
    /// Compiles without running, on the engine's threads; `done` is called in `context`'s thread, not at all when it is
    /// gone.
    void check(Script script, QObject *context, std::function<void(CheckResult)> done);
    CheckResult checkNow(const Script &script); ///< blocks; not on a GUI thread

    QList<RunPtr> liveRuns() const;
    int threadCount() const;
    /// How many scripts compute at the same time from now on; 0: one a core.
    void setThreadCount(int threads);
    int runningCount() const;
    void cancelAll();
    /// Blocks until nothing is queued or running; false after `milliseconds`.
    bool drain(int milliseconds = -1);
    void clearCaches();
    CacheFigures resultCacheFigures() const;
    EngineFigures figures() const;
    capability::Broker &broker();
    network::Client &network();

private:
    friend class EnginePrivate;
    std::shared_ptr<EnginePrivate> d; ///< shared with the runs
};

} // namespace latchkey::runs
