// SPDX-License-Identifier: GPL-3.0-or-later
// Collects requests and runs them together: as soon as enough have come, or a moment after the first of them. Each is
// answered for itself. Equal requests that touch nothing outside are executed once (result_cache.h). Thread-safe.
#pragma once

#include "engine/runs/task.h"

#include <chrono>

namespace latchkey::runs {

struct CoalesceOptions {
    int most = 10;                           ///< so many run together at once
    std::chrono::milliseconds patience{100}; ///< how long a part-full batch waits for more
};

class Coalescer
{
public:
    explicit Coalescer(Engine &engine, CoalesceOptions options = {});
    /// Runs what was collected; everything submitted is answered.
    ~Coalescer();

    /// `done` is called once, on one of the engine's threads.
    void submit(Task task, TaskRun::Ended done);
    void flush(); ///< runs what was collected now
    int waitingCount() const;
    quint64 batchCount() const; ///< batches started so far

private:
    class Core;
    std::shared_ptr<Core> m_core;
};

} // namespace latchkey::runs
