// SPDX-License-Identifier: GPL-3.0-or-later
// What an isolate asks of the world around it. `runs` implements it; tests may. All calls come on the thread that
// currently runs the isolate; answers that come later go through Isolate::complete, on that thread again (the run's
// inbox sees to it).
#pragma once

#include "engine/vm/native.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace latchkey::capability {
class Operation;
}

namespace latchkey::vm {

enum class Stream : uint8_t { Output, Error };

class Parcel;

/// Names one wait of one fiber. A completion whose wait is over (cancelled) is ignored.
struct WaitId {
    uint32_t fiber = 0;
    uint32_t serial = 0;
};

/// Builds the value of a finished wait on the isolate's thread: returns Return or Raise, as a native does.
using Completion = std::function<Outcome(NativeCall &)>;
/// Work that may block; runs on the I/O pool and must look at `cancelled` between steps.
using BlockingWork = std::function<Completion(const std::atomic<bool> &cancelled)>;

struct HttpRequest;
struct HttpAnswer;
using HttpAnswered = std::function<Completion(HttpAnswer)>; ///< see http.h

/// Why a fiber waits: shown in the Runs pane.
struct WaitReason {
    enum class Kind : uint8_t { Timer, File, Network, Permission, Input, Output, Task, Other };
    Kind kind = Kind::Other;
    std::string detail; ///< "asleep 3.2 s", "reads notes/a.csv"
};

enum class GateAnswer : uint8_t {
    Allow, ///< `resources` hold the canonical forms
    Deny,  ///< `message` and `hint` say why
    Ask,   ///< parked; the same call is made again after the answer
};

struct GateCheck {
    const NativeSpec &spec;
    Value *arguments;
    uint32_t count;
    WaitId wait;
    std::vector<std::string> &resources;
    std::string message;
    std::string hint;
};

struct ProgressReport {
    double done = 0;
    double total = -1; ///< negative: unknown
    std::string message;
    uint32_t level = 0; ///< nesting of trackers
};

/// Something a script wants to be seen: `show.table(...)`.
struct ViewRequest {
    std::string kind;    ///< "value", "table", "plot", "text"
    std::string title;   ///< empty: none; a second one with the same title takes its place
    std::string options; ///< JSON object
    std::shared_ptr<const Parcel> data;
};

class Host
{
public:
    /// Takes output. False: the reader is behind; the text was taken, but the fiber parks until `complete(wait)`.
    virtual bool write(Isolate &isolate, Stream stream, std::string_view text, WaitId wait) = 0;
    virtual GateAnswer check(Isolate &isolate, GateCheck &check) = 0;
    virtual void startTimer(Isolate &isolate, WaitId wait, double seconds) = 0;
    virtual void startBlocking(Isolate &isolate, WaitId wait, WaitReason reason, BlockingWork work) = 0;
    /// Starts work in a child isolate that is told by the number of its task and answers through completeTask. The
    /// child calls `function` of a standard module's prelude. Gives what cancels it.
    virtual std::function<void()> startChild(Isolate &, uint32_t, const StandardModule &, std::string_view,
                                             std::shared_ptr<const Parcel>)
    {
        return {};
    }
    /// Adds a view to the run's results, or replaces the one of the same title. Never parks.
    virtual void show(Isolate &, ViewRequest) {}
    /// Child isolates that can run at once.
    virtual int childrenAtOnce() { return 1; }
    /// The fiber no longer waits for this (its task was cancelled): a question is withdrawn, a request given up.
    virtual void abandon(Isolate &, WaitId) {}
    /// Sends a request that the gate has just allowed, without following redirects. The default host has no network.
    virtual void startExchange(Isolate &isolate, WaitId wait, WaitReason reason, HttpRequest request,
                               HttpAnswered answered);
    /// A line of input was asked for; completes with text, or raises at the end of input.
    virtual void requestInput(Isolate &isolate, WaitId wait, std::string prompt) = 0;
    virtual void progress(Isolate &isolate, const ProgressReport &report) = 0;
    /// Capability questions of introspection; none of them asks or charges.
    virtual bool hasCapability(std::string_view text) = 0;
    virtual std::vector<std::string> capabilities() = 0;
    struct CapabilityInfo {
        std::string type;
        bool available = false;
        int64_t usageCount = 0;
        bool hasPatterns = false;
        std::vector<std::string> patterns;
        bool hasOperations = false;
        std::vector<std::string> operations;
        int64_t maxUsage = -1; ///< negative: unlimited
        std::string expiresAt; ///< empty: never
    };
    virtual bool capabilityInfo(std::string_view name, CapabilityInfo &info) = 0;
    /// Folder that relative paths start at, the script's own path (may be empty), and its arguments.
    virtual std::string workingFolder() = 0;
    virtual std::string scriptPath() = 0;
    virtual std::vector<std::string> scriptArguments() = 0;
    /// The operation that the gate allowed last in this slice: for natives whose work goes on after they return, to ask
    /// between its steps whether it may still. Null: nobody limits or revokes.
    virtual std::shared_ptr<capability::Operation> operation() { return nullptr; }
    /// A warning for the person at the window or terminal, not part of the output.
    virtual void warn(Isolate &isolate, std::string message) = 0;

protected:
    ~Host() = default;
};

} // namespace latchkey::vm
