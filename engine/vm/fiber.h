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
};

/// What to do with the value that ends a wait.
enum class Resume : uint8_t {
    Nothing,  ///< runs, or is to make the same instruction again
    Register, ///< store in `resumeTarget`, go on
    Loop,     ///< element of a `for`: store and jump, or leave the loop when unset
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

    Heap &heap;
    uint32_t id;
    Value *stack = nullptr;
    Value *stackEnd = nullptr;
    Frame *frames = nullptr;
    uint32_t depth = 0;
    uint32_t frameCapacity = 0;

    bool waiting = false;
    Resume resume = Resume::Nothing;
    bool failed = false; ///< the wait ended with an error: isolate's pending error
    uint16_t resumeTarget = 0;
    int16_t resumeJump = 0;
    uint32_t waitSerial = 0;
    std::unique_ptr<WaitReason> reason;
    Value result; ///< of the entry function

    /// While `finally` blocks of a stopped run are executed: whose body, so that nothing leaves it alive.
    uint32_t cleanupDepth = 0;
    uint32_t cleanupBegin = 0;
    uint32_t cleanupEnd = 0;
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
