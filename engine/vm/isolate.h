// SPDX-License-Identifier: GPL-3.0-or-later
// One running script: its heap, globals, fibers, limits. Order of use: construct, `start` with an image, then `run`
// again and again on any thread (one at a time) until it says Finished, Failed or Stopped. Between runs, on the same
// thread as the next `run`: `complete` for waits that ended. From any thread at any time: `interrupt`.
//
// Fibers (isolate_fibers.cpp) take turns: one runs until it waits or ends, then the next in line. The isolate is over
// when its main fiber is; what the others still do is stopped first, with their `finally` blocks.
#pragma once

#include "engine/vm/host.h"
#include "engine/vm/image.h"
#include "engine/vm/task.h"

#include <chrono>
#include <optional>
#include <utility>

namespace latchkey::vm {

struct Fiber;
class Parcel;
class Profiler;
struct Seen;

struct IsolateOptions {
    size_t memoryLimit = size_t(1) << 30;
    uint64_t instructionLimit = 0;               ///< 0: none; counted in back edges and calls
    uint32_t maxDepth = 10'000;                  ///< nested calls
    std::chrono::milliseconds cleanupGrace{500}; ///< for all `finally` blocks of a stopped run together
    bool interactive = false; ///< a session: the value of the last expression is the result; `startNext` may follow
};

enum class RunState : uint8_t {
    Ready,    ///< more to do; the slice ended
    Parked,   ///< every fiber waits
    Finished, ///< `result` is valid
    Failed,   ///< `failure` is valid
    Stopped,  ///< cancel, timeout or a limit; `stopCause` is valid
};

/// A run-time error outside the heap: what reports and results carry.
struct Failure {
    struct Frame {
        std::string function; ///< "" : module level
        syntax::SourcePtr source;
        uint32_t offset = 0;
    };
    syntax::ErrorKind kind = syntax::ErrorKind::RuntimeError;
    std::string name; ///< "zero_division"
    std::string message;
    std::string hint;
    syntax::SourcePtr source;
    syntax::Span span;
    std::vector<Frame> stack; ///< innermost first, at most 100 frames, the middle left out
};

class Isolate final : private RootVisitor
{
public:
    Isolate(Host &host, const Library &library, const IsolateOptions &options);
    ~Isolate();

    /// Binds the program. `context` gives values to the image's predefined globals (see Image), by index.
    void start(ModuleSet modules);
    /// Instead of `start`: no module body runs; the run is one call of a prelude's function with the elements of the
    /// array in `arguments`. False: out of memory.
    bool startCall(ModuleSet modules, const StandardModule &module, std::string_view function, const Parcel &arguments);
    /// Instead of `start`: nothing runs; the isolate only holds a value for those who look at it.
    Value hold(ModuleSet modules, const Parcel &value);
    /// Gives a predefined module variable its value; between `start` and the first `run`.
    void setContext(std::string_view global, Value value);
    /// After the end of one program, the next of a session: it shares the module variables, the modules and the values
    /// of those before it, and its own names come behind theirs. Whatever was left of the one before is over. Needs
    /// IsolateOptions::interactive, from the first `start` on.
    void startNext(Host &host, ModuleSet modules);
    /// After the module body, calls the module variable `function`; the call's value is the result. Named arguments are
    /// put in the order of the function's parameters.
    void callAfterwards(std::string function, std::vector<Value> arguments);
    void callAfterwards(std::string function, std::vector<std::pair<std::string, Value>> namedArguments);

    RunState run();
    void complete(WaitId wait, const Completion &completion);
    /// True while the fiber still waits for exactly this.
    bool isWaiting(WaitId wait) const;

    void interrupt(uint32_t bits) noexcept { m_interrupts.fetch_or(bits, std::memory_order_relaxed); }
    /// Something waits to be given to `complete`: `run` returns at the next change of fibers. From any thread.
    void announceMail() noexcept { m_hasMail.store(true, std::memory_order_relaxed); }
    /// All that was announced so far is about to be given.
    void takeMail() noexcept { m_hasMail.store(false, std::memory_order_relaxed); }
    void clearInterrupt(uint32_t bits) noexcept { m_interrupts.fetch_and(~bits, std::memory_order_relaxed); }

    /// Has everything measured; before `start`.
    void setProfiler(std::unique_ptr<Profiler> profiler);
    Profiler *profiler() const { return m_profiler.get(); } ///< null: nobody asked
    std::unique_ptr<Profiler> takeProfiler();

    Heap &heap() { return m_heap; }
    Host &host() { return *m_host; }
    const Library &library() const { return m_library; }

    // ---- after the end ------------------------------------------------------------------------------------------
    bool hasResult() const; ///< the module scope binds `result`, a call was made, or an input has a value
    Value result() const;
    const Failure &failure() const { return m_failure; }
    Value failureValue() const { return m_failureValue; } ///< the error of a run that failed
    const ModuleSet &moduleSet() const { return m_moduleSet; }
    /// The instance that functions of a parcel belong to; made, without running its body, when it is not there.
    ModuleInstance *moduleForParcel(std::string_view name, const StandardModule *prelude);
    uint32_t stopCause() const { return m_stopCause; } ///< one Interrupt bit
    /// Where a stopped run was: its innermost frame of the user's code when the stop was obeyed.
    const std::vector<Failure::Frame> &stopStack() const { return m_failure.stack; }
    /// The calls and their variables as they were before the run unwound for good; null: it did not. See inspection.h.
    const Seen *lastSeen() const { return m_lastSeen.get(); }
    /// Line the main fiber stands at. Only on the thread that runs it, or while nobody does.
    uint32_t currentLine() const;
    /// Frees what a finished run no longer needs (stacks, caches); values stay readable.
    void freeze();

    // ---- for natives --------------------------------------------------------------------------------------------
    /// True when the run must stop now (cancel, timeout, limits). Cheap.
    bool shouldStop() const
    {
        const uint32_t bits = m_interrupts.load(std::memory_order_relaxed);
        return (bits & (kInterruptStops | kInterruptSkipCleanup | kInterruptEnding)) != 0 &&
               (!inCleanup() || cleanupIsOver(bits));
    }
    void raise(ErrorName name, std::string_view message, std::string_view hint = {});
    void raiseValue(Value error);
    /// The error that was just raised, which is then not raised: to be given to somebody else.
    Value takePendingError() { return std::exchange(m_pending, Value::null()); }
    /// Begins a wait of the current fiber for something outside; the native then returns Park.
    WaitId beginWait(WaitReason reason);
    /// Begins a wait for another fiber, ended by `wake` or `wakeRaising`. With a limit (seconds, negative: none) it
    /// ends with a timeout_error.
    WaitId beginTaskWait(double limit = -1);
    /// The id that the next beginWait will give: for hosts that must know it before they decide to wait.
    WaitId nextWait() const;
    void setTailCall(Value callee, std::span<const Value> arguments);
    const std::vector<std::string> &resources() const { return m_resources; }
    /// Source and offset of the innermost frame of the user's code: what a prompt or warning points to.
    Failure::Frame callSite() const;
    std::vector<Failure::Frame> callStack(size_t limit) const;
    /// Why the main fiber waits, or else the first that does; for display.
    WaitReason waitReason() const;
    /// What the run as a whole waits for: of the fiber that waits for something outside; Task when none does.
    WaitReason::Kind outsideWait() const;

    // ---- fibers, for the module `async` -------------------------------------------------------------------------
    /// Starts a fiber that calls the closure `callee` once the current one waits. False: raised, or out of memory.
    bool spawn(Instance *task, const Closure &callee, std::span<const Value> arguments);
    /// Numbers a task and notes who started it and where.
    void registerTask(Instance *task, std::string_view name);
    void wake(WaitId wait, Value value);
    void wakeRaising(WaitId wait, Value error);
    /// The task is over: wakes whoever waits for it. For work elsewhere too, where no fiber ends.
    void endTask(Instance *task, Task::State state, Value outcome);
    /// What waiting for a task that was cancelled raises.
    Value cancelledError(const Task &task);
    /// Asks for the end of a task: at its next wait or poll, `finally` blocks run. False: it was over.
    bool cancelTask(Instance *task);
    /// The same by number, for the window.
    bool cancelTask(uint32_t number);
    /// A failed task whose outcome somebody asked for needs no warning.
    static void observe(Task &task) { task.isObserved = true; }
    /// The tasks that live, oldest first, at most `limit`.
    std::vector<TaskInfo> tasks(size_t limit) const;
    static bool isTaskWaiting(const Task &task);
    size_t liveTaskCount() const { return m_liveTasks; }
    Instance *currentTask() const;
    Value &locals(); ///< context variables of the current fiber
    /// Work in child isolates that will end tasks of this one: waiting for it is no deadlock.
    void addOutsideTask(Instance *task);
    /// The work of an outside task is over: `result` builds its value, or raises. Between runs, like `complete`.
    void completeTask(uint32_t number, bool cancelled, const Completion &result);
    /// The function of a standard module's prelude.
    Value preludeFunction(const StandardModule &module, std::string_view name);
    /// Completion of a timer: nothing, or the timeout_error of a wait with a limit.
    static Outcome timerEnded(NativeCall &call);
    uint64_t steps() const { return m_steps; }
    ModuleInstance *mainModule() const { return m_mainModule; }
    const std::vector<std::unique_ptr<ModuleInstance>> &modules() const { return m_modules; }
    /// State that a module keeps for this run (random generator, progress levels): made on first use.
    template<typename T>
    T &moduleState(const void *key)
    {
        for (ModuleState &s : m_moduleStates)
            if (s.key == key) return *static_cast<T *>(s.state.get());
        m_moduleStates.push_back({key, std::shared_ptr<void>(std::make_shared<T>())});
        return *static_cast<T *>(m_moduleStates.back().state.get());
    }

private:
    friend class Interpreter;
    friend class Inspector;
    friend struct NativeCall;
    friend Outcome dispatch(NativeCall &call, std::vector<std::string> &resources);
    struct ModuleState {
        const void *key;
        std::shared_ptr<void> state;
    };
    struct CallAfterwards {
        std::string function;
        std::vector<Value> arguments;
        std::vector<std::string> names; ///< as long as `arguments`, or empty
    };

    ModuleInstance *userModule(std::string_view name) const;
    /// The value of a package such as `a` in `import a.b.c`: an object-like module chain.
    Outcome callPrelude(NativeCall &call);
    ModuleInstance *preludeInstance(const StandardModule &module);
    Value makeError(ErrorName name, std::string_view message, std::string_view hint);
    void placeError(Error *error);
    Failure makeFailure(Value error) const;
    RunState advance();
    std::optional<RunState> fiberEnded(RunState state);
    std::optional<RunState> mainEnded(RunState state);
    void taskEnded(Fiber &fiber, RunState state);
    void beginEnding();
    RunState over();
    void takeResult(Value value);
    bool beginCallAfterwards();
    void enterMain(ImagePtr image);
    void shareVariables();
    void forgetProgram();
    void makeRoom();

    Fiber *newFiber();
    void recycle(Fiber &fiber);
    Fiber *fiberOf(WaitId wait) const;
    const Fiber *shownWait() const;
    void makeReady(Fiber &fiber);
    Fiber *takeReady();
    void endWait(Fiber &fiber);
    void requestCancel(Fiber &fiber);
    /// The run is to stop: every fiber unwinds, for at most the grace.
    void beginStop(uint32_t cause);
    void keepSight();
    void beginCleanup();
    void warnOfFailures();
    bool breakDeadlock();
    void visitRoots(Marker &marker) override;
    bool inCleanup() const { return m_inCleanup; }
    /// The `finally` blocks of a stopped or ended run have had their time, or Stop was pressed again.
    bool cleanupIsOver(uint32_t bits) const
    {
        return (bits & kInterruptSkipCleanup) != 0 || std::chrono::steady_clock::now() > m_cleanupEnd;
    }

    std::atomic<uint32_t> m_interrupts{0}; ///< written by any thread, read by the interpreter
    std::atomic<bool> m_hasMail{false};    ///< set by any thread, taken by the one that runs the isolate
    Host *m_host;
    const Library &m_library;
    Heap m_heap;
    uint32_t m_maxDepth;
    uint32_t m_stopCause = 0;
    uint64_t m_steps = 0;
    uint64_t m_instructionLimit;
    std::chrono::milliseconds m_cleanupGrace;
    std::chrono::steady_clock::time_point m_cleanupEnd{};
    bool m_inCleanup = false; ///< a `finally` runs because of a stop: polls let it
    const bool m_interactive;
    const size_t m_memoryLimit;
    Value m_pending; ///< the error on its way to a handler
    Value m_tailCallee;
    Value m_result;
    std::vector<Value> m_tailArguments;
    std::vector<std::string> m_resources;
    Fiber *m_main = nullptr;
    Fiber *m_current = nullptr; ///< the one that runs, or ran when the slice ended; null while all wait
    std::vector<std::unique_ptr<Fiber>> m_fibers; ///< by id, from 1; those that are in `m_spare` are free for reuse
    std::vector<Fiber *> m_spare;
    Fiber *m_firstReady = nullptr; ///< in line, by nextReady
    Fiber *m_lastReady = nullptr;
    std::vector<Instance *> m_failures;     ///< tasks that failed and nobody asked for yet
    std::vector<Instance *> m_outsideTasks; ///< live tasks whose work is elsewhere
    size_t m_liveTasks = 0;
    size_t m_outsideWaits = 0; ///< fibers that wait for something outside
    size_t m_unseenFailures = 0;
    uint32_t m_lastTask = 0;
    uint32_t m_lastWait = 0;
    std::optional<RunState> m_mainState; ///< how the main fiber ended, while others still clean up
    ModuleInstance *m_mainModule = nullptr;
    std::vector<std::unique_ptr<ModuleInstance>> m_modules;
    std::vector<Value> m_variables; ///< of a session: what all its programs have in common
    std::vector<ModuleState> m_moduleStates;
    std::unique_ptr<CallAfterwards> m_callAfterwards;
    std::vector<std::pair<const StandardModule *, std::unique_ptr<ModuleInstance>>> m_preludes;
    ModuleSet m_moduleSet;
    Failure m_failure;
    Value m_failureValue;
    RunState m_state = RunState::Ready;
    std::unique_ptr<Profiler> m_profiler;
    std::unique_ptr<Seen> m_lastSeen;
    bool m_calling = false; ///< the function of callAfterwards is being called
};

inline Heap &NativeCall::heap() const
{
    return isolate.heap();
}
inline bool NativeCall::poll() const
{
    return isolate.shouldStop();
}
inline const std::string &NativeCall::resource(size_t i) const
{
    return isolate.resources()[i];
}

} // namespace latchkey::vm
