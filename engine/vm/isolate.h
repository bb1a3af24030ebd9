// SPDX-License-Identifier: GPL-3.0-or-later
// One running script: its heap, globals, fibers, limits. Order of use: construct, `start` with an image, then `run`
// again and again on any thread (one at a time) until it says Finished, Failed or Stopped. Between runs, on the same
// thread as the next `run`: `complete` for waits that ended. From any thread at any time: `interrupt`.
#pragma once

#include "engine/vm/host.h"
#include "engine/vm/image.h"

#include <chrono>
#include <optional>

namespace latchkey::vm {

struct Fiber;

struct IsolateOptions {
    size_t memoryLimit = size_t(1) << 30;
    uint64_t instructionLimit = 0;               ///< 0: none; counted in back edges and calls
    uint32_t maxDepth = 10'000;                  ///< nested calls
    std::chrono::milliseconds cleanupGrace{500}; ///< for all `finally` blocks of a stopped run together
    bool interactive = false;
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
    /// Gives a predefined module variable its value; between `start` and the first `run`.
    void setContext(std::string_view global, Value value);
    /// After the module body, calls the module variable `function`; the call's value is the result. Named arguments are
    /// put in the order of the function's parameters.
    void callAfterwards(std::string function, std::vector<Value> arguments);
    void callAfterwards(std::string function, std::vector<std::pair<std::string, Value>> namedArguments);

    RunState run();
    void complete(WaitId wait, const Completion &completion);
    /// True while the fiber still waits for exactly this.
    bool isWaiting(WaitId wait) const;

    void interrupt(uint32_t bits) noexcept { m_interrupts.fetch_or(bits, std::memory_order_relaxed); }
    void clearInterrupt(uint32_t bits) noexcept { m_interrupts.fetch_and(~bits, std::memory_order_relaxed); }

    Heap &heap() { return m_heap; }
    Host &host() { return m_host; }
    const Library &library() const { return m_library; }

    // ---- after the end ------------------------------------------------------------------------------------------
    bool hasResult() const; ///< the module scope binds `result`, or a call was made
    Value result() const;
    const Failure &failure() const { return m_failure; }
    uint32_t stopCause() const { return m_stopCause; } ///< one Interrupt bit
    /// Where a stopped run was: its innermost frame of the user's code when the stop was obeyed.
    const std::vector<Failure::Frame> &stopStack() const { return m_failure.stack; }
    /// Line the main fiber stands at. Only on the thread that runs it, or while nobody does.
    uint32_t currentLine() const;
    /// Frees what a finished run no longer needs (stacks, caches); values stay readable.
    void freeze();

    // ---- for natives --------------------------------------------------------------------------------------------
    /// True when the run must stop now (cancel, timeout, limits). Cheap.
    bool shouldStop() const
    {
        const uint32_t bits = m_interrupts.load(std::memory_order_relaxed);
        return (bits & (kInterruptStops | kInterruptSkipCleanup)) != 0 && (!inCleanup() || cleanupIsOver(bits));
    }
    void raise(ErrorName name, std::string_view message, std::string_view hint = {});
    void raiseValue(Value error);
    /// Begins a wait of the current fiber; the native then returns Park.
    WaitId beginWait(WaitReason reason);
    /// The id that the next beginWait will give: for hosts that must know it before they decide to wait.
    WaitId nextWait() const;
    void setTailCall(Value callee, std::span<const Value> arguments);
    const std::vector<std::string> &resources() const { return m_resources; }
    /// Source and offset of the innermost frame of the user's code: what a prompt or warning points to.
    Failure::Frame callSite() const;
    std::vector<Failure::Frame> callStack(size_t limit) const;
    /// Why the main fiber waits, for display.
    const WaitReason &waitReason() const;
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
    RunState finishMain(Value value);
    bool beginCallAfterwards();
    void visitRoots(Marker &marker) override;
    bool inCleanup() const { return m_inCleanup; }
    /// The `finally` blocks of a stopped run have had their time, or Stop was pressed again.
    bool cleanupIsOver(uint32_t bits) const
    {
        return (bits & kInterruptSkipCleanup) != 0 || std::chrono::steady_clock::now() > m_cleanupEnd;
    }

    std::atomic<uint32_t> m_interrupts{0}; ///< written by any thread, read by the interpreter
    Host &m_host;
    const Library &m_library;
    Heap m_heap;
    uint32_t m_maxDepth;
    uint32_t m_stopCause = 0;
    uint64_t m_steps = 0;
    uint64_t m_instructionLimit;
    std::chrono::milliseconds m_cleanupGrace;
    std::chrono::steady_clock::time_point m_cleanupEnd{};
    bool m_inCleanup = false; ///< a `finally` runs because of a stop: polls let it
    bool m_interactive = false;
    Value m_pending; ///< the error on its way to a handler
    Value m_tailCallee;
    Value m_result;
    std::vector<Value> m_tailArguments;
    std::vector<std::string> m_resources;
    std::unique_ptr<Fiber> m_main;
    Fiber *m_current = nullptr;
    ModuleInstance *m_mainModule = nullptr;
    std::vector<std::unique_ptr<ModuleInstance>> m_modules;
    std::vector<ModuleState> m_moduleStates;
    std::unique_ptr<CallAfterwards> m_callAfterwards;
    std::vector<std::pair<const StandardModule *, std::unique_ptr<ModuleInstance>>> m_preludes;
    ModuleSet m_moduleSet;
    Failure m_failure;
    RunState m_state = RunState::Ready;
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
