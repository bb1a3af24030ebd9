// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks: what a script holds of a fiber that it started, or of work in a child isolate. The isolate ends them
// (`Isolate::endTask`), the module `async` shows them to the script. A task is the payload of a class value; fibers
// that wait for it stand in its wait list.
#pragma once

#include "engine/vm/host.h"

#include <deque>
#include <string>
#include <vector>

namespace latchkey::vm {

struct Fiber;

/// Fibers that wait for one thing, first come first served. Those whose wait ended otherwise are passed over.
class WaitList
{
public:
    void add(const Isolate &isolate, WaitId wait);
    /// The first that still waits, removed; false when nobody does.
    bool take(const Isolate &isolate, WaitId &wait);
    bool isEmpty(const Isolate &isolate);

private:
    std::vector<WaitId> m_waits;
    size_t m_first = 0; ///< those before it were taken
    size_t m_pruneAt = 16;
};

struct Task {
    enum class State : uint8_t { Live, Done, Failed, Cancelled };
    State state = State::Live;
    bool isObserved = false; ///< somebody asked for its outcome: a failure needs no warning
    bool isInternal = false; ///< the library's own (the producer of a stream): its end is nobody's business
    uint32_t number = 0;     ///< counts from 1 in one run
    uint32_t parent = 0;     ///< number of the task that started it, 0: the main part
    uint32_t offset = 0;     ///< where in `startedIn` it was started
    const bytecode::FunctionCode *startedIn = nullptr;
    std::string name;              ///< of its function; empty: "task NUMBER"
    Fiber *fiber = nullptr;        ///< while it runs in this isolate
    std::function<void()> cancel;  ///< while it runs elsewhere
    Value outcome;                 ///< the value, or the error
    WaitList waiters;              ///< get the outcome
    WaitList joiners;              ///< hear of the end only
    std::vector<Instance *> watch; ///< task sets that want to hear of its end

    std::string displayName() const { return name.empty() ? "task " + std::to_string(number) : name; }
    uint32_t line() const; ///< 0: unknown
};

/// Tasks in the order in which they end. Also a class value's payload.
struct TaskSet {
    std::deque<Value> ended;
    size_t running = 0;
    WaitList waiters;
};

/// A task for display: the Runs pane's tree.
struct TaskInfo {
    uint32_t number = 0;
    uint32_t parent = 0;
    uint32_t line = 0;
    std::string name;
    bool isWaiting = false;
    WaitReason reason;
};

} // namespace latchkey::vm
