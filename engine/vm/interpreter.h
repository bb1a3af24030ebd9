// SPDX-License-Identifier: GPL-3.0-or-later
// Executes the current fiber of an isolate. Private to the VM.
#pragma once

#include "engine/vm/fiber.h"
#include "engine/vm/isolate.h"

namespace latchkey::vm {

class Interpreter
{
public:
    explicit Interpreter(Isolate &isolate)
        : m_isolate(isolate)
        , m_heap(isolate.m_heap)
    {
    }

    /// Until the fiber ends, waits, or its slice is over.
    RunState run();
    /// Pushes the frame of a module's body.
    bool enterModule(ModuleInstance &module, bool isEntry);
    /// Pushes a call as the fiber's entry. False: raised.
    bool enterCall(Value callee, const std::vector<Value> &arguments);
    /// Puts the value of an ended wait where the waiting instruction wants it.
    static void storeResumed(Fiber &fiber, Value value);
    /// Says where the current fiber's clean-up was cut off, and why; a person who skipped it needs no telling.
    /// `isUnderWay`: a `finally` was being carried out; else it had not begun.
    static void reportCut(Isolate &isolate, bool isUnderWay);

private:
    enum class Next : uint8_t { Go, Raise, Stop, Yield };

    /// The loop exists twice: the profiled one looks for kInterruptSample before every instruction and counts calls.
    template<typename Mode>
    RunState loop();
    void takeSample(const bytecode::Instruction *behind);
    Next handleInterrupts(uint64_t &steps);
    bool unwindError();
    bool isHandled() const;
    bool unwindStop();
    bool leaveCleanup();
    static bool isOpenLoop(const Frame &frame, const bytecode::Handler &handler);
    bool allowedInCleanup(const bytecode::Handler &handler, uint32_t frameIndex) const;
    void popFrame();
    uint32_t stopCause() const;

    Next pushClosure(Value *arguments, bool onStack, uint32_t count, const Closure &closure, uint16_t target);
    Outcome callBuiltinRange(Value *registers, uint32_t count);
    Outcome beginIteration(NativeCall &call, Value *state);
    Outcome nextElement(NativeCall &call, Value *state, Value &element);
    Next throwValue(Value value);
    Outcome import(NativeCall &call, uint32_t index, bool &entered);
    Outcome concat(NativeCall &call, Value left, Value right);
    Outcome getMemberCached(NativeCall &call, Value object, String *name, InlineCache &cache);
    Outcome setMemberCached(NativeCall &call, Value object, String *name, Value value, InlineCache &cache);
    Outcome findMethod(NativeCall &call, Value receiver, String *name, InlineCache &cache, Value &callee,
                       const NativeSpec *&spec);
    Object *newObject(const bytecode::Program &program, uint32_t number, const Value *constants, InlineCache &cache);
    Outcome unpack(NativeCall &call, Value source, uint32_t count, Value *targets);
    Outcome raiseUnset(NativeCall &call, bool isGlobal, bool isFree);
    std::string nameAt(const Frame &frame) const;
    Next notCallable(Value callee);
    Value builtinValue(uint32_t index) const;
    std::string importChain(const std::string &last) const;
    /// What to use instead of a method that other languages have.
    std::string_view methodHint(Value receiver, std::string_view name) const;

    Isolate &m_isolate;
    Heap &m_heap;
};

} // namespace latchkey::vm
