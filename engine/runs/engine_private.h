// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine is made of. Shared by the Engine and every run of it, so that a run that is cancelled or read after
// the engine went finds everything it touches alive.
#pragma once

#include "engine/capability/broker.h"
#include "engine/network/client.h"
#include "engine/runs/cancel_watch.h"
#include "engine/runs/clock.h"
#include "engine/runs/compile_cache.h"
#include "engine/runs/engine.h"
#include "engine/runs/result_cache.h"
#include "engine/runs/scheduler.h"

#include <QThreadPool>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <unordered_map>

namespace latchkey::runs {

/// The line that runs of this priority stand in.
Level levelOf(Priority priority);

class EnginePrivate
{
public:
    /// Threads for work that may block (files): few, since it is the disk that is waited for.
    static constexpr int kBlockingThreads = 8;
    /// So many of them may hang in work that nobody waits for any more before no further one takes their place.
    static constexpr int kReplacedThreads = 64;

    explicit EnginePrivate(const EngineOptions &options);

    /// The inside of an engine, for those that submit on after its owner let go of it.
    static std::shared_ptr<EnginePrivate> of(const Engine &engine);
    /// As Engine::submit. Once the engine is closing, every run is cancelled at once.
    static RunPtr submit(const std::shared_ptr<EnginePrivate> &engine, Script script, RunOptions options);
    void add(const std::shared_ptr<RunPrivate> &run);
    /// Nothing goes on and nothing is about to: only time can wake a run.
    bool isIdle() const;
    /// The run reached its final state.
    void remove(quint64 id);
    std::vector<std::shared_ptr<RunPrivate>> live() const;

    const EngineOptions options;
    capability::Broker broker;
    CompileCache cache;
    ResultCache results;
    Clock clock;
    QThreadPool blocking;
    std::atomic<int> replaced = 0; ///< threads of `blocking` that hang and have been replaced
    network::Client network;
    std::atomic<quint64> nextId = 1;
    std::atomic<quint64> nextQuestion = 1;
    std::atomic<int> queued = 0; ///< submitted, first slice not begun
    std::atomic<bool> isClosing = false;
    mutable std::mutex mutex; ///< guards the table of live runs
    std::condition_variable emptied;
    std::unordered_map<quint64, std::shared_ptr<RunPrivate>> runs;
    CancelWatch cancelWatch;
    Scheduler scheduler; ///< last: its threads use all of the above
};

} // namespace latchkey::runs
