// SPDX-License-Identifier: GPL-3.0-or-later
// One line of execution inside an isolate: a contiguous stack of values, a stack of frames, and what it waits for.
// Calls of the language push frames here and never use the C++ stack, so a fiber can be left and taken up at any
// instruction. Private to the VM.
#pragma once

#include "engine/vm/host.h"
#include "engine/vm/image.h"

namespace latchkey::vm {

struct Frame {
    const bytecode::FunctionCode *code;
    const bytecode::Instruction *pc; ///< next instruction; the word before it is the one that called or raised
    Value *base;                     ///< registers: on the fiber's stack, or the globals of a module body
    Value *top;                      ///< first free place of the stack above this frame
    Environment *environment;        ///< own if the function makes one, else the closure's
    ModuleInstance *module;
    uint16_t target; ///< caller's register for the result
    bool isModuleBody;
    bool isEntry; ///< its return ends the fiber

    /// Position in the source of the instruction that called or raised.
    uint32_t offset() const
    {
        const auto index = pc - code->code.data() - 1;
        return code->offsets[static_cast<size_t>(index > 0 ? index : 0)];
    }
};

/// What to do with the value that ends a wait.
enum class Resume : uint8_t {
    Nothing,  ///< runs, or is to make the same instruction again
    Register, ///< store in `resumeTarget`, go on
    Loop,     ///< element of a `for`: store and jump, or leave the loop when unset
    Discard,  ///< only the end of the wait matters
};

struct Fiber {
    explicit Fiber(Heap &owner, uint32_t number)
        : heap(owner)
        , id(number)
    {
    }
    ~Fiber();
    Fiber(const Fiber &) = delete;
    Fiber &operator=(const Fiber &) = delete;

    Frame &frame() { return frames[depth - 1]; }
    /// Room for `count` values from `from` on; moves the stack and all pointers into it when there is none.
    bool ensureStack(Value *&from, size_t count);
    bool ensureFrames();
    /// As new, but with the stacks it has: for the next task.
    void reset();
    void releaseStacks();

    Heap &heap;
    uint32_t id; ///< its place in the isolate's table, from 1
    uint32_t depth = 0;
    Value *stack = nullptr;
    Value *stackEnd = nullptr;
    Frame *frames = nullptr;
    uint32_t frameCapacity = 0;

    // ---- waiting
    uint32_t waitSerial = 0;
    bool waiting = false;
    bool outside = false; ///< what it waits for comes from outside the isolate
    bool timed = false;   ///< the wait for another fiber has a time limit: when the timer ends it, `timeout_error`
    bool failed = false;  ///< the wait ended with `error`
    double timeLimit = 0; ///< of a timed wait, in seconds
    Resume resume = Resume::Nothing;
    int16_t resumeJump = 0;
    uint16_t resumeTarget = 0;
    WaitReason::Kind waitKind = WaitReason::Kind::Other;
    std::unique_ptr<std::string> waitDetail; ///< null: none
    Value error;

    // ---- stopping
    bool cancelRequested = false; ///< it is to unwind
    bool stopping = false;        ///< it unwinds: only `finally` blocks run
    bool abandoned = false;       ///< its wait was cut short: `pc` stands behind the call that waited
    bool hasStarted = false;
    /// While `finally` blocks are executed: whose body, so that nothing leaves it alive.
    uint32_t cleanupDepth = 0;
    uint32_t cleanupBegin = 0;
    uint32_t cleanupEnd = 0;
    uint32_t cleanupAfter = 0; ///< where the search for the next one goes on

    Value result;             ///< of the entry function
    Value locals;             ///< context variables: an array of (variable, value) pairs, shared until one is set
    Instance *task = nullptr; ///< what the script knows it by; null for the main fiber
    Fiber *nextReady = nullptr;
    bool isReady = false; ///< in the line of those that can go on
};

/// What an instruction remembers about the object it met last.
struct InlineCache {
    const void *key = nullptr; ///< shape, module cell, or the type's marker
    union {
        uint64_t slot;
        const NativeSpec *spec;
    };
    Shape *next = nullptr; ///< shape after the property was added
    InlineCache()
        : slot(0)
    {
    }
};

} // namespace latchkey::vm
