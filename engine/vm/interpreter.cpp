// SPDX-License-Identifier: GPL-3.0-or-later
// The interpreter loop. Rules for whoever edits it:
//
// 1. `ip` points at the instruction that is executed; it moves only at the end of a handler. Before anything that may
//    raise, park, call or look at the call stack, SAVE() stores the place behind it in the frame.
// 2. Calls may move the fiber's stack: after one, registers are reached through R only after LOAD_FRAME().
//    Natives cannot move it.
// 3. Collection happens only in handleInterrupts and in `memory`: between instructions, when everything alive is in
//    registers, frames, globals or the isolate.
// 4. A handler's fast path touches no function that is not inlined; slow paths are members marked noinline.
// 5. Whatever can repeat polls: taken backward jumps, calls, the return of natives.
#include "engine/vm/interpreter.h"

#include "engine/text/numbers.h"
#include "engine/vm/dispatch.h"
#include "engine/vm/objects.h"
#include "engine/vm/operations.h"
#include "engine/vm/profiler.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <format>

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

namespace latchkey::vm {

using bytecode::FunctionCode;
using bytecode::Handler;
using bytecode::Instruction;
using bytecode::Opcode;

namespace {

/// Both shifted by 16, so that the machine's overflow flag is that of the 48 bits.
inline int64_t shifted(Value v)
{
    return static_cast<int64_t>(v.bits() << 16);
}
inline Value unshifted(int64_t s)
{
    return Value::fromBits((static_cast<uint64_t>(s) >> 16) | (Value::kIntTag << Value::kTagShift));
}

/// Marks a cache that remembers a method of strings, arrays or objects; its address is the key.
constexpr char kStringMethod = 0, kArrayMethod = 0;

/// How the loop is compiled. Types of this file alone, so that both of it are too.
struct Plain {
    static constexpr bool isProfiled = false;
};
struct Profiled {
    static constexpr bool isProfiled = true;
};

uint32_t wordsAt(const Instruction *ip)
{
    return bytecode::wordCount(*ip);
}

} // namespace

// ---- entering ---------------------------------------------------------------------------------------------------

bool Interpreter::enterModule(ModuleInstance &module, bool isEntry)
{
    Fiber &fiber = *m_isolate.m_current;
    if (!fiber.ensureFrames()) return false;
    if (!fiber.stack) {
        Value *from = nullptr;
        fiber.ensureStack(from, 32);
    }
    const FunctionCode &code = module.image->program().main();
    Value *top = fiber.depth ? fiber.frame().top : fiber.stack;
    fiber.frames[fiber.depth++] = {&code, code.code.data(), module.base, top, nullptr, &module, 0, true, isEntry};
    module.state = ModuleInstance::State::Loading;
    if (m_isolate.m_profiler) m_isolate.m_profiler->countCall(code);
    return true;
}

bool Interpreter::enterCall(Value callee, const std::vector<Value> &arguments)
{
    Fiber &fiber = *m_isolate.m_current;
    if (!isCellOf(callee, CellKind::Closure)) {
        m_isolate.raise(ErrorName::TypeError, "only functions of the script can be called from outside");
        return false;
    }
    std::vector<Value> copy = arguments;
    // The caller's frame of this call is the module's, whose body has ended: make a fresh one to stand below.
    if (pushClosure(copy.data(), false, static_cast<uint32_t>(copy.size()), *cellAs<Closure>(callee), 0) != Next::Go)
        return false;
    fiber.frame().isEntry = true;
    return true;
}

void Interpreter::storeResumed(Fiber &fiber, Value value)
{
    Frame &frame = fiber.frame();
    if (fiber.resume == Resume::Register) {
        frame.base[fiber.resumeTarget] = value.isUnset() ? Value::null() : value;
    } else if (fiber.resume == Resume::Loop && !value.isUnset()) {
        frame.base[fiber.resumeTarget] = value;
        frame.pc += fiber.resumeJump;
    }
}

// ---- interrupts and stops ---------------------------------------------------------------------------------------

uint32_t Interpreter::stopCause() const
{
    const uint32_t bits = m_isolate.m_interrupts.load(std::memory_order_relaxed) & kInterruptStops;
    return bits & (~bits + 1); // the lowest: cancel before timeout before limits
}

Interpreter::Next Interpreter::handleInterrupts(uint64_t &steps)
{
    auto &interrupts = m_isolate.m_interrupts;
    uint32_t bits = interrupts.load(std::memory_order_relaxed);
    if (bits & kInterruptCollect) {
        m_heap.collect(m_isolate, m_isolate.m_inCleanup);
        if (m_heap.overLimit()) interrupts.fetch_or(kInterruptMemory, std::memory_order_relaxed);
    }
    if ((bits & kInterruptMemory) && !m_isolate.m_inCleanup)
        m_heap.retryAfterCollection(m_isolate); // small pieces of garbage, perhaps
    if (bits & kInterruptCount && steps > m_isolate.m_instructionLimit)
        interrupts.fetch_or(kInterruptInstructions, std::memory_order_relaxed);
    bits = interrupts.load(std::memory_order_relaxed);
    if (bits & (kInterruptStops | kInterruptEnding)) {
        if ((bits & kInterruptStops) && !m_isolate.m_inCleanup) {
            if (!m_isolate.m_current->stopping) return Next::Stop;
            m_isolate.beginStop(stopCause()); // a cancelled task in its clean-up: that goes on, within the grace
        }
        // Clean-up is for closing things, not for building new ones: past the limit it ends at once.
        if (m_heap.overLimit() || m_isolate.cleanupIsOver(bits)) return Next::Stop;
    }
    if (bits & kInterruptTask) {
        interrupts.fetch_and(~uint32_t(kInterruptTask), std::memory_order_relaxed);
        const Fiber &fiber = *m_isolate.m_current;
        if (fiber.cancelRequested && !fiber.stopping) return Next::Stop;
    }
    if (bits & kInterruptSlice) {
        interrupts.fetch_and(~uint32_t(kInterruptSlice), std::memory_order_relaxed);
        return Next::Yield;
    }
    return Next::Go;
}

void Interpreter::popFrame()
{
    Fiber &fiber = *m_isolate.m_current;
    Frame &frame = fiber.frame();
    if (frame.isModuleBody && frame.module->state == ModuleInstance::State::Loading)
        frame.module->state = ModuleInstance::State::Fresh;
    --fiber.depth;
}

bool Interpreter::allowedInCleanup(const Handler &handler, uint32_t frameIndex) const
{
    const Fiber &fiber = *m_isolate.m_current;
    if (!fiber.stopping || frameIndex >= fiber.cleanupDepth) return true;
    return frameIndex + 1 == fiber.cleanupDepth && handler.begin >= fiber.cleanupBegin &&
           handler.end <= fiber.cleanupEnd;
}

/// Out of a stopping fiber's `finally` body that raised: on to the next one.
bool Interpreter::leaveCleanup()
{
    Fiber &fiber = *m_isolate.m_current;
    if (fiber.depth == fiber.cleanupDepth) fiber.frame().pc = fiber.frame().code->code.data() + fiber.cleanupAfter;
    return unwindStop();
}

/// A `for` that walks something which wants to know when it is left early; others have nothing to do.
bool Interpreter::isOpenLoop(const Frame &frame, const Handler &handler)
{
    const Value walked = frame.base[handler.reg - 1];
    return isCellOf(walked, CellKind::Instance) && cellAs<Instance>(walked)->spec->close;
}

/// Some `except` is around the place of the pending error; a `finally` only delays it.
bool Interpreter::isHandled() const
{
    const Fiber &fiber = *m_isolate.m_current;
    for (uint32_t i = fiber.depth; i > 0; --i) {
        const Frame &frame = fiber.frames[i - 1];
        const auto at = static_cast<uint32_t>(frame.pc - frame.code->code.data() - 1);
        for (const Handler &handler : frame.code->handlers)
            if (!handler.isFinally && at >= handler.begin && at < handler.end) return true;
        if (frame.isEntry) return false;
    }
    return false;
}

/// Finds who handles the pending error. False: nobody does.
bool Interpreter::unwindError()
{
    Fiber &fiber = *m_isolate.m_current;
    if (&fiber == m_isolate.m_main && !m_isolate.m_inCleanup && !isHandled()) m_isolate.keepSight();
    const Value error = m_isolate.m_pending;
    while (fiber.depth > 0) {
        if (fiber.stopping && fiber.depth < fiber.cleanupDepth) return leaveCleanup();
        Frame &frame = fiber.frame();
        const auto at = static_cast<uint32_t>(frame.pc - frame.code->code.data() - 1);
        for (const Handler &handler : frame.code->handlers) {
            if (at < handler.begin || at >= handler.end) continue;
            if (handler.isLoop && !isOpenLoop(frame, handler)) continue;
            if (!allowedInCleanup(handler, fiber.depth - 1)) return leaveCleanup();
            frame.base[handler.reg] = handler.isFinally ? Value::small(bytecode::kCompletionError) : error;
            if (handler.isFinally) frame.base[handler.reg + 1] = error;
            frame.pc = frame.code->code.data() + handler.target;
            m_isolate.m_pending = Value::null();
            return true;
        }
        if (fiber.stopping && fiber.depth == fiber.cleanupDepth) return leaveCleanup();
        if (frame.isEntry && fiber.depth == 1) return false;
        popFrame();
    }
    return false;
}

void Interpreter::reportCut(Isolate &isolate, bool isUnderWay)
{
    const auto now = std::chrono::steady_clock::now();
    std::string why;
    if (isolate.m_cleanupEnd == std::chrono::steady_clock::time_point{}) why = " because it waited for itself";
    else if (now > isolate.m_cleanupEnd) why = std::format(" after {} ms", isolate.m_cleanupGrace.count());
    else if (isolate.m_interrupts.load(std::memory_order_relaxed) & kInterruptSkipCleanup) return;
    else why = " past the memory limit"; // nothing else ends it before its time
    isolate.host().warn(
        isolate, std::format("clean-up was cut{}, at line {}: {}", why, isolate.currentLine(),
                             isUnderWay ? "the rest of that `finally` did not run" : "its `finally` did not run"));
}

/// Goes out to the next `finally` of a fiber that is to stop. False: there is none, it is over.
bool Interpreter::unwindStop()
{
    Fiber &fiber = *m_isolate.m_current;
    fiber.stopping = true;
    const bool isOver =
        m_isolate.m_inCleanup && m_isolate.cleanupIsOver(m_isolate.m_interrupts.load(std::memory_order_relaxed));
    for (; fiber.depth > 0; popFrame()) {
        Frame &frame = fiber.frame();
        const auto at = static_cast<uint32_t>(frame.pc - frame.code->code.data() - 1);
        for (const Handler &handler : frame.code->handlers) {
            if (!handler.isFinally || at < handler.begin || at >= handler.end) continue;
            if (handler.isLoop && !isOpenLoop(frame, handler)) continue;
            if (isOver) {
                reportCut(m_isolate, false);
                return false;
            }
            frame.base[handler.reg] = Value::small(bytecode::kCompletionStop);
            frame.pc = frame.code->code.data() + handler.target;
            fiber.cleanupDepth = fiber.depth;
            fiber.cleanupBegin = handler.bodyBegin;
            fiber.cleanupEnd = handler.bodyEnd;
            fiber.cleanupAfter = handler.isLoop ? handler.end : handler.bodyEnd;
            m_isolate.m_pending = Value::null();
            return true;
        }
    }
    return false;
}

RunState Interpreter::run()
{
    Fiber &fiber = *m_isolate.m_current;
    const bool isFresh = !std::exchange(fiber.hasStarted, true);
    if (fiber.cancelRequested && !fiber.stopping) {
        // Before its first step nothing was begun that would have to be tidied up.
        if (isFresh && fiber.task) return RunState::Stopped;
        // Behind a call that still waited, else at the instruction that would have come next.
        if (!std::exchange(fiber.abandoned, false) || fiber.resume == Resume::Nothing) ++fiber.frame().pc;
        fiber.resume = Resume::Nothing;
        fiber.failed = false;
        if (!unwindStop()) return RunState::Stopped;
    } else if (fiber.failed) {
        fiber.failed = false;
        m_isolate.m_pending = std::exchange(fiber.error, Value::null());
        if (!unwindError()) return fiber.stopping ? RunState::Stopped : RunState::Failed;
    }
    return m_isolate.m_profiler ? loop<Profiled>() : loop<Plain>();
}

// ---- calls ------------------------------------------------------------------------------------------------------

[[gnu::noinline]] Interpreter::Next Interpreter::pushClosure(Value *arguments, bool onStack, uint32_t count,
                                                             const Closure &closure, uint16_t target)
{
    Fiber &fiber = *m_isolate.m_current;
    const FunctionCode &code = *closure.code;
    if (count != code.parameterCount) {
        if (count > code.parameterCount) {
            m_isolate.raise(ErrorName::TypeError,
                            tooManyArguments(code.name, code.parameterCount, code.parameterCount, count));
        } else {
            std::vector<std::string_view> missing(code.parameterNames.begin() + count, code.parameterNames.end());
            m_isolate.raise(ErrorName::TypeError, missingArguments(code.name, missing));
        }
        return Next::Raise;
    }
    if (fiber.depth >= m_isolate.m_maxDepth) {
        m_isolate.raise(ErrorName::RecursionError, "maximum recursion depth exceeded");
        return Next::Raise;
    }
    Value *base = onStack ? arguments : fiber.depth ? fiber.frame().top : fiber.stack;
    if (!fiber.ensureFrames() || !fiber.ensureStack(base, code.registerCount + 1u)) return Next::Stop;
    if (!onStack && count) std::memcpy(static_cast<void *>(base), arguments, count * sizeof(Value));
    fiber.frames[fiber.depth++] = {
        &code, code.code.data(), base, base + code.registerCount, closure.environment, closure.module, target, false,
        false};
    if (m_isolate.m_profiler) m_isolate.m_profiler->countCall(code);
    return Next::Go;
}

[[gnu::noinline]] Interpreter::Next Interpreter::notCallable(Value callee)
{
    m_isolate.raise(ErrorName::TypeError,
                    "Cannot call object of type '" + std::string(typeName(callee)) + "': not callable");
    return Next::Raise;
}

Value Interpreter::builtinValue(uint32_t index) const
{
    if (index == analysis::kUndefinedBuiltin) return Value::null();
    if (index == analysis::kBuiltinModule) return Value::cell(&m_isolate.library().module("builtin")->cell);
    return Value::cell(&m_isolate.library().builtins()[index].cell);
}

// ---- slow paths -------------------------------------------------------------------------------------------------

std::string Interpreter::nameAt(const Frame &frame) const
{
    const uint32_t offset = frame.code->offsets[static_cast<size_t>(frame.pc - frame.code->code.data() - 1)];
    const std::string_view text = frame.code->program->source->text();
    size_t end = offset;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_')) ++end;
    return std::string(text.substr(offset, end - offset));
}

[[gnu::noinline]] Outcome Interpreter::raiseUnset(NativeCall &call, bool isGlobal, bool isFree)
{
    const Frame &frame = m_isolate.m_current->frame();
    const std::string name = nameAt(frame);
    if (isGlobal || frame.isModuleBody) return call.raise(ErrorName::NameError, "name '" + name + "' is not defined");
    if (isFree)
        return call.raise(ErrorName::NameError, "cannot access free variable '" + name +
                                                    "' where it is not associated with a value in enclosing scope");
    const auto &globals = frame.module->image->program().globals;
    const bool hasOuter = std::find(globals.begin(), globals.end(), name) != globals.end();
    return call.raise(ErrorName::NameError,
                      "cannot access local variable '" + name + "' where it is not associated with a value",
                      hasOuter ? "to change the outer variable, declare `nonlocal " + name + ";` in the function" : "");
}

[[gnu::noinline]] Outcome Interpreter::concat(NativeCall &call, Value left, Value right)
{
    if (left.isString() && right.isSmall()) {
        char digits[latchkey::text::kNumberChars];
        const char *end = latchkey::text::writeNumber(digits, right.asSmall());
        const std::string_view text(digits, static_cast<size_t>(end - digits));
        String *joined = m_heap.append(left.asString(), text, text.size());
        return joined ? call.give(Value::string(joined)) : Outcome::Stop;
    }
    const auto plain = [&](Value v) -> String * {
        if (v.isString()) return v.asString();
        std::string text;
        return appendDisplay(m_isolate, v, Display::Plain, text) ? m_heap.string(text) : nullptr;
    };
    String *a = plain(left);
    String *b = a ? plain(right) : nullptr;
    String *joined = b ? m_heap.concat(a, b) : nullptr;
    return joined ? call.give(Value::string(joined)) : Outcome::Stop;
}

[[gnu::noinline]] Outcome Interpreter::getMemberCached(NativeCall &call, Value object, String *name, InlineCache &cache)
{
    if (object.isObject() && object.asObject()->shape) {
        Object *o = object.asObject();
        const uint32_t slot = findSlot(m_heap, o->shape, name);
        cache.key = o->shape;
        cache.slot = slot;
        cache.next = nullptr;
        return call.give(slot == kNoSlot ? Value::null() : o->slots[slot]);
    }
    return getMember(call, object, name);
}

[[gnu::noinline]] Outcome Interpreter::setMemberCached(NativeCall &call, Value object, String *name, Value value,
                                                       InlineCache &cache)
{
    if (object.isObject() && object.asObject()->shape) {
        Object *o = object.asObject();
        Shape *before = o->shape;
        const uint32_t slot = findSlot(m_heap, before, name);
        if (slot != kNoSlot) {
            cache.key = before;
            cache.slot = slot;
            cache.next = nullptr;
            o->slots[slot] = value;
            return call.giveNull();
        }
        const Outcome outcome = setMember(call, object, name, value);
        if (outcome == Outcome::Return && o->shape) {
            cache.key = before;
            cache.slot = before->count;
            cache.next = o->shape;
        }
        return outcome;
    }
    return setMember(call, object, name, value);
}

/// What `receiver.name(...)` calls: a native with a receiver (`spec`), or a value (`callee`).
[[gnu::noinline]] Outcome Interpreter::findMethod(NativeCall &call, Value receiver, String *name, InlineCache &cache,
                                                  Value &callee, const NativeSpec *&spec)
{
    const std::string_view text = name->view();
    const Library &library = m_isolate.library();
    spec = nullptr;
    const auto missing = [&](std::string message, std::string_view hint = {}) {
        return call.raise(ErrorName::AttributeError, message, hint);
    };
    if (receiver.isObject()) {
        callee = getProperty(receiver.asObject(), Value::string(name));
        if (!callee.isUnset()) {
            if (isFunction(callee)) return Outcome::Return;
            return call.raise(ErrorName::TypeError, "Property '" + std::string(text) + "' is not callable (got " +
                                                        std::string(typeName(callee)) + ")");
        }
        spec = library.objectMethod(text);
        return spec ? Outcome::Return : missing("ML object has no property '" + std::string(text) + "'");
    }
    if (receiver.isString() || receiver.isArray()) {
        spec = receiver.isString() ? library.stringMethod(text) : library.arrayMethod(text);
        if (!spec)
            return missing("'" + std::string(typeName(receiver)) + "' object has no accessible method '" +
                               std::string(text) + "'",
                           methodHint(receiver, text));
        cache.key = receiver.isString() ? &kStringMethod : &kArrayMethod;
        cache.spec = spec;
        return Outcome::Return;
    }
    if (isCellOf(receiver, CellKind::Instance)) {
        for (const NativeSpec &method : cellAs<Instance>(receiver)->spec->methods)
            if (method.name == text) spec = &method;
        if (spec) return Outcome::Return;
        return missing("'" + std::string(typeName(receiver)) + "' object has no accessible method '" +
                       std::string(text) + "'");
    }
    const bool hasMembers =
        isCellOf(receiver, CellKind::Module) || isCellOf(receiver, CellKind::UserModule) || isError(receiver);
    if (!hasMembers)
        return missing("'" + std::string(typeName(receiver)) + "' object has no accessible method '" +
                       std::string(text) + "'");
    const Outcome outcome = getMember(call, receiver, name);
    if (outcome != Outcome::Return) return outcome;
    callee = call.result;
    if (isCellOf(receiver, CellKind::Module) && isCellOf(callee, CellKind::Native) && callee.asCell()->isImmortal()) {
        cache.key = receiver.asCell();
        cache.spec = cellAs<Native>(callee)->spec;
        spec = cache.spec;
    }
    return Outcome::Return;
}

[[gnu::noinline]] Object *Interpreter::newObject(const bytecode::Program &program, uint32_t number,
                                                 const Value *constants, InlineCache &cache)
{
    Shape *shape = m_heap.rootShape();
    for (const uint32_t key : program.objectTemplates[number])
        shape = shapeWith(m_heap, shape, constants[key].asString(), false);
    cache.key = shape;
    cache.next = shape;
    return m_heap.objectWithShape(shape);
}

[[gnu::noinline]] Outcome Interpreter::unpack(NativeCall &call, Value source, uint32_t count, Value *targets)
{
    const bool iterable =
        source.isArray() || source.isString() || source.isObject() || isCellOf(source, CellKind::Iterator);
    if (!iterable)
        return call.raise(ErrorName::TypeError,
                          "cannot unpack non-iterable " + std::string(typeName(source)) + " object");
    if (!source.isArray()) {
        const Outcome outcome = toArray(call, source);
        if (outcome != Outcome::Return) return outcome;
        source = call.result;
    }
    const Array *array = source.asArray();
    if (array->length > count)
        return call.raise(ErrorName::ValueError, "too many values to unpack (expected " + std::to_string(count) + ")");
    if (array->length < count)
        return call.raise(ErrorName::ValueError, "not enough values to unpack (expected " + std::to_string(count) +
                                                     ", got " + std::to_string(array->length) + ")");
    std::copy_n(array->items, count, targets);
    return call.giveNull();
}

[[gnu::noinline]] Interpreter::Next Interpreter::throwValue(Value value)
{
    if (isError(value)) {
        m_isolate.m_pending = value;
        return Next::Raise;
    }
    std::string message;
    Value data = value;
    if (value.isObject()) {
        const Value own = getProperty(value.asObject(), "message");
        if (own.isUnset()) message = "User-defined exception";
        else if (!appendDisplay(m_isolate, own, Display::Plain, message)) return Next::Stop;
    } else if (value.isString()) {
        message = value.asString()->view();
        data = Value::null();
    } else {
        if (!appendDisplay(m_isolate, value, Display::Plain, message)) return Next::Stop;
        Object *wrapped = m_heap.object();
        setProperty(m_heap, wrapped, "value", value);
        data = Value::object(wrapped);
    }
    m_isolate.raise(ErrorName::UserError, message);
    cellAs<Error>(m_isolate.m_pending)->data = data;
    return Next::Raise;
}

// ---- loops ------------------------------------------------------------------------------------------------------

[[gnu::noinline]] Outcome Interpreter::callBuiltinRange(Value *registers, uint32_t count)
{
    for (const NativeSpec &spec : m_isolate.library().builtins()) {
        if (spec.intrinsic != Intrinsic::Range) continue;
        NativeCall call{m_isolate, &spec, Value::null(), registers, count, Value::null()};
        const Outcome outcome = dispatch(call, m_isolate.m_resources);
        if (outcome == Outcome::Return) {
            registers[0] = call.result;
            registers[1] = Value::small(0);
        }
        return outcome;
    }
    return Outcome::Stop;
}

[[gnu::noinline]] Outcome Interpreter::beginIteration(NativeCall &call, Value *state)
{
    const Value v = state[0];
    state[1] = Value::small(0);
    state[2] = Value::null();
    if (v.isArray() || v.isString()) return Outcome::Return;
    if (v.isObject()) {
        state[2] = Value::small(static_cast<int64_t>(propertyCount(v.asObject())));
        return Outcome::Return;
    }
    if (isCellOf(v, CellKind::Iterator)) return Outcome::Return;
    if (isCellOf(v, CellKind::Instance) && cellAs<Instance>(v)->spec->next) return Outcome::Return;
    return notIterable(call, v);
}

/// Anything but an array; `element` is unset at the end.
[[gnu::noinline]] Outcome Interpreter::nextElement(NativeCall &call, Value *state, Value &element)
{
    const Value v = state[0];
    element = Value::unset();
    auto position = static_cast<uint32_t>(state[1].asSmall());
    if (v.isString()) {
        const String *text = v.asString();
        if (position >= text->bytes) return Outcome::Return;
        uint32_t size = 1;
        while (position + size < text->bytes &&
               (static_cast<unsigned char>(text->data[position + size]) & 0xC0) == 0x80)
            ++size;
        element = Value::string(m_heap.string(text->view().substr(position, size)));
        state[1] = Value::small(position + size);
        return Outcome::Return;
    }
    if (v.isObject()) {
        const Object *object = v.asObject();
        if (static_cast<int64_t>(propertyCount(object)) != state[2].asSmall())
            return call.raise(ErrorName::RuntimeError, "object changed size during iteration");
        Value key, value;
        if (nextProperty(object, position, key, value)) element = key;
        state[1] = Value::small(position);
        return Outcome::Return;
    }
    if (isCellOf(v, CellKind::Iterator)) return iteratorNext(call, cellAs<Iterator>(v), element);
    call.receiver = v;
    const Outcome outcome = cellAs<Instance>(v)->spec->next(call);
    element = call.result;
    return outcome;
}

// ---- modules ----------------------------------------------------------------------------------------------------

namespace {

/// `import a.b.c;` binds `a`: an object whose property `b` leads on, or the module itself when the path has one part.
bool bindPackage(Heap &heap, Value root, std::string_view path, Value module)
{
    Object *place = root.asObject();
    for (;;) {
        const size_t dot = path.find('.');
        const std::string_view part = path.substr(0, dot);
        if (dot == std::string_view::npos) return setProperty(heap, place, part, module);
        Value next = getProperty(place, part);
        if (!next.isObject()) {
            next = Value::object(heap.object());
            if (!setProperty(heap, place, part, next)) return false;
        }
        place = next.asObject();
        path.remove_prefix(dot + 1);
    }
}

} // namespace

[[gnu::noinline]] Outcome Interpreter::import(NativeCall &call, uint32_t index, bool &entered)
{
    const Frame &frame = m_isolate.m_current->frame();
    const bytecode::Import &import = frame.module->image->program().imports[index];
    entered = false;
    Value value;
    if (const StandardModule *module = m_isolate.library().module(import.path)) {
        value = Value::cell(&module->cell);
    } else {
        ModuleInstance *instance = m_isolate.userModule(import.path);
        if (!instance) {
            for (const auto &[name, image] : m_isolate.m_moduleSet.modules) {
                if (name != import.path) continue;
                m_isolate.m_modules.push_back(std::make_unique<ModuleInstance>(image, name));
                instance = m_isolate.m_modules.back().get();
                m_heap.charge(instance->registers.size() * sizeof(Value));
            }
        }
        if (!instance) return call.raise(ErrorName::RuntimeError, "Import '" + import.path + "' not found");
        if (instance->state == ModuleInstance::State::Loading)
            return call.raise(ErrorName::RuntimeError, "circular import: " + importChain(import.path));
        if (instance->state == ModuleInstance::State::Fresh) {
            if (!enterModule(*instance, false)) return Outcome::Stop;
            entered = true;
            return Outcome::Return;
        }
        value = Value::cell(m_heap.userModule(instance));
    }
    const size_t dot = import.path.find('.');
    if (import.bindsRoot && dot != std::string::npos) {
        Value root = call.result; // what the name holds so far: another part of the same package
        if (!root.isObject()) root = Value::object(m_heap.object());
        if (!bindPackage(m_heap, root, std::string_view(import.path).substr(dot + 1), value)) return Outcome::Stop;
        value = root;
    }
    return call.give(value);
}

std::string Interpreter::importChain(const std::string &last) const
{
    std::string chain;
    bool inside = false;
    const Fiber &fiber = *m_isolate.m_current;
    for (uint32_t i = 0; i < fiber.depth; ++i) {
        if (!fiber.frames[i].isModuleBody) continue;
        const std::string &name = fiber.frames[i].module->name;
        inside = inside || name == last;
        if (inside) chain += name + " -> ";
    }
    return chain + last;
}

std::string_view Interpreter::methodHint(Value receiver, std::string_view name) const
{
    static constexpr std::pair<std::string_view, std::string_view> kArrayHints[] = {
        {"push", "use `append`"},
        {"add", "use `append`"},
        {"size", "use `len(...)` or `.length`"},
        {"unshift", "use `insert(0, ...)`"},
        {"shift", "use `pop(0)`"},
        {"map", "use `collections.map`"},
        {"filter", "use `collections.filter`"},
        {"join", "use `separator.join(array)`"},
    };
    static constexpr std::pair<std::string_view, std::string_view> kStringHints[] = {
        {"trim", "use `strip`"},
        {"toUpperCase", "use `upper`"},
        {"toLowerCase", "use `lower`"},
        {"contains", "use `find(...) >= 0`"},
        {"substring", "use a slice: `text[from:to]`"},
    };
    const auto look = [name](std::span<const std::pair<std::string_view, std::string_view>> hints) {
        for (const auto &[wrong, hint] : hints)
            if (wrong == name) return hint;
        return std::string_view();
    };
    return receiver.isArray() ? look(kArrayHints) : look(kStringHints);
}

// ---- the loop ---------------------------------------------------------------------------------------------------

/// The place that is charged is the instruction before `behind`.
[[gnu::noinline]] void Interpreter::takeSample(const Instruction *behind)
{
    m_isolate.m_interrupts.fetch_and(~uint32_t(kInterruptSample), std::memory_order_relaxed);
    Fiber &fiber = *m_isolate.m_current;
    fiber.frame().pc = behind;
    m_isolate.m_profiler->sample(fiber);
}

template<typename Mode>
RunState Interpreter::loop()
{
    constexpr bool kProfiled = Mode::isProfiled;
    static const void *const kLabels[] = {
#define LATCHKEY_OPCODE_LABEL(name, operands, words) &&op_##name,
        LATCHKEY_OPCODES(LATCHKEY_OPCODE_LABEL)
#undef LATCHKEY_OPCODE_LABEL
    };

    Fiber &fiber = *m_isolate.m_current;
    std::atomic<uint32_t> &interrupts = m_isolate.m_interrupts;
    uint64_t steps = m_isolate.m_steps;
    Frame *frame = nullptr;
    const Instruction *ip = nullptr;
    Value *R = nullptr;
    const Value *K = nullptr;
    InlineCache *caches = nullptr;
    Value *globals = nullptr;
    NativeCall call{m_isolate, nullptr, Value::null(), nullptr, 0, Value::null()};
    Value callee;
    uint32_t count = 0;
    uint16_t target = 0;
    Value *arguments = nullptr;
    bool onStack = false;
    const Instruction *retriedAt = nullptr; ///< the instruction that was made again after a collection, and when:
    uint64_t retriedStep = 0;               ///< a second refusal without progress ends the run

#define LOAD_FRAME()                                                                                                   \
    do {                                                                                                               \
        frame = &fiber.frame();                                                                                        \
        ip = frame->pc;                                                                                                \
        R = frame->base;                                                                                               \
        K = frame->module->constants;                                                                                  \
        caches = frame->module->caches.get();                                                                          \
        globals = frame->module->globals;                                                                              \
    } while (0)
/// What is sampled is the instruction that comes next: the poll alone would only ever see the ends of loops.
#define DISPATCH()                                                                                                     \
    do {                                                                                                               \
        if constexpr (kProfiled)                                                                                       \
            if (UNLIKELY(interrupts.load(std::memory_order_relaxed) & kInterruptSample)) takeSample(ip + 1);           \
        goto *kLabels[ip->op];                                                                                         \
    } while (0)
#define NEXT(words)                                                                                                    \
    do {                                                                                                               \
        ip += (words);                                                                                                 \
        DISPATCH();                                                                                                    \
    } while (0)
#define SAVE() (frame->pc = ip + wordsAt(ip))
#define JUMP(offset)                                                                                                   \
    do {                                                                                                               \
        const int32_t jumpBy = (offset);                                                                               \
        ip += jumpBy + 1;                                                                                              \
        if (jumpBy < 0) {                                                                                              \
            ++steps;                                                                                                   \
            if (UNLIKELY(interrupts.load(std::memory_order_relaxed))) goto interrupted;                                \
        }                                                                                                              \
        DISPATCH();                                                                                                    \
    } while (0)
#define A R[ip->a]
#define B R[ip->b]
#define C R[ip->c]
/// Runs a slow path that gives a value: stores it in `place`, or raises, stops, ...
#define SLOW(expression, place, words)                                                                                 \
    do {                                                                                                               \
        SAVE();                                                                                                        \
        const Outcome outcome = (expression);                                                                          \
        if (LIKELY(outcome == Outcome::Return)) {                                                                      \
            place = call.result;                                                                                       \
            NEXT(words);                                                                                               \
        }                                                                                                              \
        if (outcome == Outcome::Raise) goto raised;                                                                    \
        goto memory;                                                                                                   \
    } while (0)
#define SLOW_VOID(expression, words)                                                                                   \
    do {                                                                                                               \
        SAVE();                                                                                                        \
        const Outcome outcome = (expression);                                                                          \
        if (LIKELY(outcome == Outcome::Return)) NEXT(words);                                                           \
        if (outcome == Outcome::Raise) goto raised;                                                                    \
        goto memory;                                                                                                   \
    } while (0)

    LOAD_FRAME();
    if (const uint32_t bits = interrupts.load(std::memory_order_relaxed); UNLIKELY(bits)) {
        // A slice lasts at least until its first poll, or a run could be asked again and again without getting
        // anywhere.
        frame->pc = ip;
        interrupts.fetch_and(~uint32_t(kInterruptSlice), std::memory_order_relaxed);
        const Next next = handleInterrupts(steps);
        if ((bits & kInterruptSlice) || next == Next::Yield)
            interrupts.fetch_or(kInterruptSlice, std::memory_order_relaxed);
        if (next == Next::Stop) {
            frame->pc = ip + 1;
            goto stop;
        }
    }
    DISPATCH();

    // ---- moves and constants ------------------------------------------------------------------------------------

op_Move:
    A = B;
    NEXT(1);
op_LoadConst:
    A = K[ip->d()];
    NEXT(1);
op_LoadInt:
    A = Value::small(ip->d());
    NEXT(1);
op_LoadNull:
    A = Value::null();
    NEXT(1);
op_LoadTrue:
    A = Value::boolean(true);
    NEXT(1);
op_LoadFalse:
    A = Value::boolean(false);
    NEXT(1);
op_Unset:
    for (uint32_t i = 0; i < ip->b; ++i) R[ip->a + i] = Value::unset();
    NEXT(1);
op_LoadBuiltin:
    A = builtinValue(static_cast<uint32_t>(ip->d()));
    NEXT(1);
op_CheckSet:
    if (UNLIKELY(A.isUnset())) {
        SAVE();
        raiseUnset(call, false, false);
        goto raised;
    }
    NEXT(1);
op_CheckGlobal:
    if (UNLIKELY(A.isUnset())) {
        SAVE();
        raiseUnset(call, true, false);
        goto raised;
    }
    NEXT(1);
op_GetGlobal: {
    const Value v = globals[ip->d()];
    if (UNLIKELY(v.isUnset())) {
        SAVE();
        raiseUnset(call, true, false);
        goto raised;
    }
    A = v;
    NEXT(1);
}
op_GetGlobalOr: {
    const Value v = globals[ip->d()];
    A = v.isUnset() ? builtinValue(ip[1].first()) : v;
    NEXT(2);
}
op_SetGlobal:
    globals[ip->d()] = A;
    NEXT(1);
op_GetEnvironment: {
    Environment *environment = frame->environment;
    for (uint32_t i = ip->b; i > 0; --i) environment = environment->parent;
    const Value v = environment->slots()[ip->c];
    if (UNLIKELY(v.isUnset())) {
        SAVE();
        raiseUnset(call, false, ip->b > 0 || frame->code->environmentSize == 0);
        goto raised;
    }
    A = v;
    NEXT(1);
}
op_SetEnvironment: {
    Environment *environment = frame->environment;
    for (uint32_t i = ip->b; i > 0; --i) environment = environment->parent;
    environment->slots()[ip->c] = A;
    NEXT(1);
}
op_NewEnvironment: {
    Environment *environment = m_heap.environment(ip->b, frame->environment);
    if (UNLIKELY(!environment)) {
        SAVE();
        goto memory;
    }
    frame->environment = environment;
    NEXT(1);
}
op_RaiseUnknown:
    SAVE();
    call.raise(ErrorName::NameError, "name '" + nameAt(*frame) + "' is not defined");
    goto raised;

    // ---- arithmetic ---------------------------------------------------------------------------------------------

#define ARITHMETIC(name, OP, smallCase, realCase)                                                                      \
    op_##name:                                                                                                         \
    {                                                                                                                  \
        const Value a = B, b = C;                                                                                      \
        if (LIKELY(Value::areSmall(a, b))) {                                                                           \
            smallCase                                                                                                  \
        } else if (LIKELY(a.isReal() && b.isReal())) {                                                                 \
            realCase                                                                                                   \
        }                                                                                                              \
        SLOW(arithmetic(call, Arithmetic::OP, B, C), A, 1);                                                            \
    }
#define SMALL_OVERFLOW(builtin, x, y)                                                                                  \
    int64_t r;                                                                                                         \
    if (LIKELY(!builtin(x, y, &r))) {                                                                                  \
        A = unshifted(r);                                                                                              \
        NEXT(1);                                                                                                       \
    }
#define REAL(expression)                                                                                               \
    A = Value::real(expression);                                                                                       \
    NEXT(1);

    ARITHMETIC(Add, Add, SMALL_OVERFLOW(__builtin_add_overflow, shifted(a), shifted(b)), REAL(a.asReal() + b.asReal()))
    ARITHMETIC(Subtract, Subtract, SMALL_OVERFLOW(__builtin_sub_overflow, shifted(a), shifted(b)),
               REAL(a.asReal() - b.asReal()))
    ARITHMETIC(Multiply, Multiply, SMALL_OVERFLOW(__builtin_mul_overflow, a.asSmall(), shifted(b)),
               REAL(a.asReal() * b.asReal()))
    ARITHMETIC(
        Divide, Divide,
        if (LIKELY(b.asSmall() != 0)) {
            A = Value::real(static_cast<double>(a.asSmall()) / static_cast<double>(b.asSmall()));
            NEXT(1);
        },
        if (LIKELY(b.asReal() != 0)){REAL(a.asReal() / b.asReal())})
    /// Non-negative operands need no correction, and 32 bits divide much faster than 64.
#define FLOOR_SMALL(x, y, operation)                                                                                   \
    if (LIKELY((x) >= 0 && (y) > 0)) {                                                                                 \
        const auto ux = static_cast<uint64_t>(x), uy = static_cast<uint64_t>(y);                                       \
        if (((ux | uy) >> 32) == 0) A = Value::small(static_cast<uint32_t>(ux) operation static_cast<uint32_t>(uy));   \
        else A = Value::small(static_cast<int64_t>(ux operation uy));                                                  \
        NEXT(1);                                                                                                       \
    }
    ARITHMETIC(FloorDivide, FloorDivide, FLOOR_SMALL(a.asSmall(), b.asSmall(), /), )
    ARITHMETIC(Remainder, Remainder, FLOOR_SMALL(a.asSmall(), b.asSmall(), %), )

#define ARITHMETIC_I(name, OP, smallCase, realCase)                                                                    \
    op_##name:                                                                                                         \
    {                                                                                                                  \
        const Value a = B;                                                                                             \
        const int64_t imm = static_cast<int16_t>(ip->c);                                                               \
        if (LIKELY(a.isSmall())) {                                                                                     \
            smallCase                                                                                                  \
        } else if (a.isReal()) {                                                                                       \
            realCase                                                                                                   \
        }                                                                                                              \
        SLOW(arithmetic(call, Arithmetic::OP, B, Value::small(imm)), A, 1);                                            \
    }
    ARITHMETIC_I(AddI, Add, SMALL_OVERFLOW(__builtin_add_overflow, shifted(a), imm << 16),
                 REAL(a.asReal() + static_cast<double>(imm)))
    ARITHMETIC_I(SubtractI, Subtract, SMALL_OVERFLOW(__builtin_sub_overflow, shifted(a), imm << 16),
                 REAL(a.asReal() - static_cast<double>(imm)))
    ARITHMETIC_I(MultiplyI, Multiply, SMALL_OVERFLOW(__builtin_mul_overflow, shifted(a), imm),
                 REAL(a.asReal() * static_cast<double>(imm)))
    ARITHMETIC_I(FloorDivideI, FloorDivide, FLOOR_SMALL(a.asSmall(), imm, /), )
    ARITHMETIC_I(RemainderI, Remainder, FLOOR_SMALL(a.asSmall(), imm, %), )

#define ARITHMETIC_K(name, OP, operation)                                                                              \
    op_##name:                                                                                                         \
    {                                                                                                                  \
        const Value a = B, b = K[ip->c];                                                                               \
        if (LIKELY(a.isReal() && b.isReal())) {                                                                        \
            REAL(a.asReal() operation b.asReal())                                                                      \
        }                                                                                                              \
        SLOW(arithmetic(call, Arithmetic::OP, B, K[ip->c]), A, 1);                                                     \
    }
    ARITHMETIC_K(AddK, Add, +)
    ARITHMETIC_K(SubtractK, Subtract, -)
    ARITHMETIC_K(MultiplyK, Multiply, *)
op_DivideK: {
    const Value a = B, b = K[ip->c];
    if (LIKELY(a.isReal() && b.isReal() && b.asReal() != 0)) {
        REAL(a.asReal() / b.asReal())
    }
    SLOW(arithmetic(call, Arithmetic::Divide, B, K[ip->c]), A, 1);
}
op_Concat: {
    const Value a = B, b = C;
    if (LIKELY(a.isString() && b.isString())) {
        String *joined = m_heap.concat(a.asString(), b.asString());
        if (LIKELY(joined)) {
            A = Value::string(joined);
            NEXT(1);
        }
    }
    SLOW(concat(call, B, C), A, 1);
}
op_Negate: {
    const Value a = B;
    if (LIKELY(a.isReal())) {
        REAL(-a.asReal())
    }
    SLOW(negate(call, B), A, 1);
}
op_Not:
    A = Value::boolean(!isTruthy(B));
    NEXT(1);

    // ---- comparison ---------------------------------------------------------------------------------------------

#define TRUTH(expression, onTrue, onFalse)                                                                             \
    do {                                                                                                               \
        SAVE();                                                                                                        \
        const Truth truth = (expression);                                                                              \
        if (truth == Truth::Raised) goto raised;                                                                       \
        if (truth == Truth::Stopped) goto memory;                                                                      \
        if (truth == Truth::True) {                                                                                    \
            onTrue;                                                                                                    \
        } else {                                                                                                       \
            onFalse;                                                                                                   \
        }                                                                                                              \
    } while (0)
#define FAST_EQUAL(a, b, onResult)                                                                                     \
    if (Value::areSmall(a, b)) {                                                                                       \
        onResult(identical(a, b))                                                                                      \
    }                                                                                                                  \
    if (a.isReal() && b.isReal()) {                                                                                    \
        onResult(a.asReal() == b.asReal())                                                                             \
    }                                                                                                                  \
    if (identical(a, b)) {                                                                                             \
        onResult(true)                                                                                                 \
    }                                                                                                                  \
    if (a.isString() && b.isString()) {                                                                                \
        onResult(sameText(a.asString(), b.asString()))                                                                 \
    }
#define STORE_TRUE                                                                                                     \
    A = Value::boolean(true);                                                                                          \
    NEXT(1)
#define STORE_FALSE                                                                                                    \
    A = Value::boolean(false);                                                                                         \
    NEXT(1)
#define STORE(condition)                                                                                               \
    A = Value::boolean(condition);                                                                                     \
    NEXT(1);
#define STORE_NOT(condition)                                                                                           \
    A = Value::boolean(!(condition));                                                                                  \
    NEXT(1);
op_Equal: {
    const Value a = B, b = C;
    FAST_EQUAL(a, b, STORE)
    TRUTH(equals(m_isolate, a, b), STORE_TRUE, STORE_FALSE);
}
op_NotEqual: {
    const Value a = B, b = C;
    FAST_EQUAL(a, b, STORE_NOT)
    TRUTH(equals(m_isolate, a, b), STORE_FALSE, STORE_TRUE);
}
#define COMPARE(name, OP)                                                                                              \
    op_##name:                                                                                                         \
    {                                                                                                                  \
        const Value a = B, b = C;                                                                                      \
        if (LIKELY(Value::areSmall(a, b))) {                                                                           \
            STORE(a.asSmall() OP b.asSmall())                                                                          \
        }                                                                                                              \
        if (a.isReal() && b.isReal()) {                                                                                \
            STORE(a.asReal() OP b.asReal())                                                                            \
        }                                                                                                              \
        TRUTH(compare(m_isolate, Relation::name, a, b), STORE_TRUE, STORE_FALSE);                                      \
    }
    COMPARE(Less, <)
    COMPARE(Greater, >)
    COMPARE(LessEqual, <=)
    COMPARE(GreaterEqual, >=)

    // ---- jumps --------------------------------------------------------------------------------------------------

op_Jump:
    JUMP(ip->d());
op_JumpIf: {
    const Value a = A;
    if (a.isBoolean() ? a.isTrue() : isTruthy(a)) JUMP(ip->d());
    NEXT(1);
}
op_JumpIfNot: {
    const Value a = A;
    if (!(a.isBoolean() ? a.isTrue() : isTruthy(a))) JUMP(ip->d());
    NEXT(1);
}
#define TAKE JUMP(ip->offset())
#define SKIP NEXT(1)
#define TAKE_IF(condition)                                                                                             \
    if (condition) TAKE;                                                                                               \
    SKIP;
#define TAKE_UNLESS(condition)                                                                                         \
    if (!(condition)) TAKE;                                                                                            \
    SKIP;
op_JumpEqual: {
    const Value a = A, b = B;
    FAST_EQUAL(a, b, TAKE_IF)
    TRUTH(equals(m_isolate, a, b), TAKE, SKIP);
}
op_JumpNotEqual: {
    const Value a = A, b = B;
    FAST_EQUAL(a, b, TAKE_UNLESS)
    TRUTH(equals(m_isolate, a, b), SKIP, TAKE);
}
#define JUMP_COMPARE(name, OP)                                                                                         \
    op_Jump##name:                                                                                                     \
    {                                                                                                                  \
        const Value a = A, b = B;                                                                                      \
        if (LIKELY(Value::areSmall(a, b))) {                                                                           \
            TAKE_IF(a.asSmall() OP b.asSmall())                                                                        \
        }                                                                                                              \
        if (a.isReal() && b.isReal()) {                                                                                \
            TAKE_IF(a.asReal() OP b.asReal())                                                                          \
        }                                                                                                              \
        TRUTH(compare(m_isolate, Relation::name, a, b), TAKE, SKIP);                                                   \
    }                                                                                                                  \
    op_JumpNot##name:                                                                                                  \
    {                                                                                                                  \
        const Value a = A, b = B;                                                                                      \
        if (LIKELY(Value::areSmall(a, b))) {                                                                           \
            TAKE_UNLESS(a.asSmall() OP b.asSmall())                                                                    \
        }                                                                                                              \
        if (a.isReal() && b.isReal()) {                                                                                \
            TAKE_UNLESS(a.asReal() OP b.asReal())                                                                      \
        }                                                                                                              \
        TRUTH(compare(m_isolate, Relation::name, a, b), SKIP, TAKE);                                                   \
    }
    JUMP_COMPARE(Less, <)
    JUMP_COMPARE(Greater, >)
    JUMP_COMPARE(LessEqual, <=)
    JUMP_COMPARE(GreaterEqual, >=)
op_JumpEqualI: {
    const Value a = A;
    const Value b = Value::small(static_cast<int16_t>(ip->b));
    if (LIKELY(a.isSmall())) {
        TAKE_IF(identical(a, b))
    }
    TRUTH(equals(m_isolate, a, b), TAKE, SKIP);
}
op_JumpNotEqualI: {
    const Value a = A;
    const Value b = Value::small(static_cast<int16_t>(ip->b));
    if (LIKELY(a.isSmall())) {
        TAKE_UNLESS(identical(a, b))
    }
    TRUTH(equals(m_isolate, a, b), SKIP, TAKE);
}
#define JUMP_COMPARE_I(name, OP)                                                                                       \
    op_Jump##name##I:                                                                                                  \
    {                                                                                                                  \
        const Value a = A;                                                                                             \
        const int64_t imm = static_cast<int16_t>(ip->b);                                                               \
        if (LIKELY(a.isSmall())) {                                                                                     \
            TAKE_IF(a.asSmall() OP imm)                                                                                \
        }                                                                                                              \
        if (a.isReal()) {                                                                                              \
            TAKE_IF(a.asReal() OP static_cast<double>(imm))                                                            \
        }                                                                                                              \
        TRUTH(compare(m_isolate, Relation::name, a, Value::small(imm)), TAKE, SKIP);                                   \
    }                                                                                                                  \
    op_JumpNot##name##I:                                                                                               \
    {                                                                                                                  \
        const Value a = A;                                                                                             \
        const int64_t imm = static_cast<int16_t>(ip->b);                                                               \
        if (LIKELY(a.isSmall())) {                                                                                     \
            TAKE_UNLESS(a.asSmall() OP imm)                                                                            \
        }                                                                                                              \
        if (a.isReal()) {                                                                                              \
            TAKE_UNLESS(a.asReal() OP static_cast<double>(imm))                                                        \
        }                                                                                                              \
        TRUTH(compare(m_isolate, Relation::name, a, Value::small(imm)), SKIP, TAKE);                                   \
    }
    JUMP_COMPARE_I(Less, <)
    JUMP_COMPARE_I(Greater, >)
    JUMP_COMPARE_I(LessEqual, <=)
    JUMP_COMPARE_I(GreaterEqual, >=)

    // ---- containers ---------------------------------------------------------------------------------------------

op_NewArray: {
    Array *array = m_heap.array(ip->b);
    const Value *first = R + ip->c;
    for (uint32_t i = 0; i < ip->b; ++i) array->items[i] = first[i];
    array->length = ip->b;
    A = Value::array(array);
    NEXT(1);
}
op_ArrayPush: {
    Array *array = A.asArray();
    if (UNLIKELY(array->length + ip->b > array->capacity &&
                 !m_heap.reserveItems(array, size_t(array->length) * 2 + ip->b))) {
        SAVE();
        goto memory;
    }
    for (uint32_t i = 0; i < ip->b; ++i) array->items[array->length++] = R[ip->c + i];
    NEXT(1);
}
op_NewObject: {
    InlineCache &cache = caches[ip[1].second()];
    Object *object = LIKELY(cache.key) ? m_heap.objectWithShape(cache.next)
                                       : newObject(*frame->code->program, ip[1].first(), K, cache);
    const Value *first = R + ip->c;
    for (uint32_t i = 0; i < ip->b; ++i) object->slots[i] = first[i];
    A = Value::object(object);
    NEXT(2);
}
op_SetKey:
    if (UNLIKELY(!setProperty(m_heap, A.asObject(), K[ip[1].first()], C))) {
        SAVE();
        goto memory;
    }
    NEXT(2);
op_GetIndex: {
    const Value container = B, index = C;
    if (LIKELY(container.isArray() && index.isSmall())) {
        const Array *array = container.asArray();
        const auto i = static_cast<uint64_t>(index.asSmall());
        if (LIKELY(i < array->length)) {
            A = array->items[i];
            NEXT(1);
        }
    } else if (container.isObject() && index.isString()) {
        const Value v = getProperty(container.asObject(), index);
        if (LIKELY(!v.isUnset())) {
            A = v;
            NEXT(1);
        }
    } else if (container.isString() && index.isSmall() && container.asString()->isAscii()) {
        const String *text = container.asString();
        const auto i = static_cast<uint64_t>(index.asSmall());
        if (LIKELY(i < text->bytes)) {
            A = Value::string(m_heap.characterString(static_cast<unsigned char>(text->data[i])));
            NEXT(1);
        }
    }
    SLOW(getIndex(call, B, C), A, 1);
}
op_GetIndexI: {
    const Value container = B;
    if (LIKELY(container.isArray())) {
        const Array *array = container.asArray();
        const auto i = static_cast<uint64_t>(static_cast<int64_t>(static_cast<int16_t>(ip->c)));
        if (LIKELY(i < array->length)) {
            A = array->items[i];
            NEXT(1);
        }
    }
    SLOW(getIndex(call, B, Value::small(static_cast<int16_t>(ip->c))), A, 1);
}
op_SetIndex: {
    const Value container = A, index = B;
    if (LIKELY(container.isArray() && index.isSmall())) {
        const Array *array = container.asArray();
        const auto i = static_cast<uint64_t>(index.asSmall());
        if (LIKELY(i < array->length)) {
            array->items[i] = C;
            NEXT(1);
        }
    }
    SLOW_VOID(setIndex(call, A, B, C), 1);
}
op_GetSlice:
    SLOW(getSlice(call, B, R[ip->c], R[ip->c + 1], R[ip->c + 2]), A, 1);
op_SetSlice:
    SLOW_VOID(setSlice(call, A, R[ip->b], R[ip->b + 1], R[ip->b + 2], C), 1);
op_GetMember: {
    const Value object = B;
    InlineCache &cache = caches[ip[1].second()];
    if (LIKELY(object.isObject() && object.asObject()->shape == cache.key && cache.key)) {
        A = LIKELY(cache.slot != kNoSlot) ? object.asObject()->slots[cache.slot] : Value::null();
        NEXT(2);
    }
    SLOW(getMemberCached(call, B, K[ip[1].first()].asString(), cache), A, 2);
}
op_SetMember: {
    const Value object = A;
    InlineCache &cache = caches[ip[1].second()];
    if (LIKELY(object.isObject() && object.asObject()->shape == cache.key && cache.key)) {
        Object *o = object.asObject();
        if (LIKELY(!cache.next)) {
            o->slots[cache.slot] = C;
            NEXT(2);
        }
        if (LIKELY(cache.slot < o->capacity)) {
            o->slots[cache.slot] = C;
            o->shape = cache.next;
            NEXT(2);
        }
    }
    SLOW_VOID(setMemberCached(call, A, K[ip[1].first()].asString(), C, cache), 2);
}
op_UnpackArray:
    SLOW_VOID(unpack(call, A, ip->b, R + ip->c), 1);

    // ---- calls --------------------------------------------------------------------------------------------------

op_Call:
    callee = A;
    count = ip->b;
    target = ip->c;
    arguments = R + ip->a + 1;
    if (LIKELY(isCellOf(callee, CellKind::Closure))) goto call_closure;
    goto call_value;

op_CallMethod: {
    const Value receiver = A;
    InlineCache &cache = caches[ip[1].second()];
    count = ip->b;
    target = ip->c;
    arguments = R + ip->a + 1;
    const NativeSpec *spec = nullptr;
    if (receiver.isArray() && cache.key == &kArrayMethod) {
        spec = cache.spec;
        if (spec->intrinsic == Intrinsic::Append && LIKELY(count == 1)) {
            Array *array = receiver.asArray();
            if (LIKELY(array->length < array->capacity)) {
                array->items[array->length++] = arguments[0];
                R[target] = Value::null();
                NEXT(2);
            }
        }
        call.receiver = receiver;
    } else if (receiver.isObject() && receiver.asObject()->shape && cache.key == receiver.asObject()->shape) {
        callee = receiver.asObject()->slots[cache.slot];
        if (LIKELY(isCellOf(callee, CellKind::Closure))) goto call_closure;
        if (isFunction(callee)) goto call_value;
        spec = nullptr;
    } else if (receiver.isString() && cache.key == &kStringMethod) {
        spec = cache.spec;
        call.receiver = receiver;
    } else if (receiver.isOtherCell() && cache.key == receiver.asCell() && cache.key) {
        spec = cache.spec;
        if (spec->intrinsic == Intrinsic::Sqrt && count == 1 && arguments[0].isReal() && arguments[0].asReal() >= 0) {
            R[target] = Value::real(std::sqrt(arguments[0].asReal()));
            NEXT(2);
        }
        call.receiver = Value::null();
    }
    if (UNLIKELY(!spec)) {
        frame->pc = ip + 2; // errors about the member point at its dot, the position of the second word
        const Outcome outcome = findMethod(call, receiver, K[ip[1].first()].asString(), cache, callee, spec);
        if (outcome == Outcome::Raise) goto raised;
        if (outcome != Outcome::Return) goto memory;
        if (!spec) {
            if (receiver.isObject() && receiver.asObject()->shape) {
                cache.key = receiver.asObject()->shape;
                cache.slot = findSlot(m_heap, receiver.asObject()->shape, K[ip[1].first()].asString());
            }
            goto call_value;
        }
        call.receiver = receiver;
    }
    call.spec = spec;
    goto call_native;
}

op_CallBuiltin: {
    const NativeSpec &spec = m_isolate.library().builtins()[ip[1].first()];
    count = ip->b;
    target = ip->c;
    arguments = R + ip->a + 1;
    if (spec.intrinsic == Intrinsic::Len && LIKELY(count == 1)) {
        const Value v = arguments[0];
        if (v.isArray()) {
            R[target] = Value::small(v.asArray()->length);
            NEXT(2);
        }
        if (v.isString()) {
            R[target] = Value::small(v.asString()->length);
            NEXT(2);
        }
    }
    call.receiver = Value::null();
    call.spec = &spec;
    goto call_native;
}

call_closure: {
    // The usual case: right count, room on both stacks, arguments already in place.
    const auto &closure = *cellAs<Closure>(callee);
    const FunctionCode &code = *closure.code;
    frame->pc = ip + 1; // position of the call
    onStack = !frame->isModuleBody && arguments >= R && arguments <= frame->top;
    if (LIKELY(
            onStack && count == code.parameterCount && fiber.depth < fiber.frameCapacity &&
            fiber.depth<m_isolate.m_maxDepth &&static_cast<size_t>(fiber.stackEnd - arguments)> code.registerCount)) {
        frame->pc = ip + wordsAt(ip);
        if constexpr (kProfiled) m_isolate.m_profiler->countCall(code);
        fiber.frames[fiber.depth++] = {&code,
                                       code.code.data(),
                                       arguments,
                                       arguments + code.registerCount,
                                       closure.environment,
                                       closure.module,
                                       target,
                                       false,
                                       false};
    } else {
        const Next next = pushClosure(arguments, onStack, count, closure, target);
        if (next == Next::Raise) goto raised;
        if (next == Next::Stop) goto memory;
        fiber.frames[fiber.depth - 2].pc = ip + wordsAt(ip);
    }
    LOAD_FRAME();
    ++steps;
    if (UNLIKELY(interrupts.load(std::memory_order_relaxed))) goto interrupted;
    DISPATCH();
}

call_value: {
    if (!callee.isOtherCell()) goto not_callable;
    const Cell *cell = callee.asCell();
    if (cell->kind == CellKind::Closure) goto call_closure;
    if (cell->kind == CellKind::Native) {
        call.spec = static_cast<const Native *>(cell)->spec;
        call.receiver = static_cast<const Native *>(cell)->bound;
        goto call_native;
    }
    if (cell->kind == CellKind::BoundMethod) {
        call.spec = static_cast<const BoundMethod *>(cell)->spec;
        call.receiver = static_cast<const BoundMethod *>(cell)->receiver;
        goto call_native;
    }
}
not_callable:
    frame->pc = ip + 1;
    notCallable(callee);
    goto raised;

call_native: {
    frame->pc = ip + 1; // errors point to the callee
    call.arguments = arguments;
    call.count = count;
    call.result = Value::null();
    m_isolate.m_steps = steps;
    const Outcome outcome = dispatch(call, m_isolate.m_resources);
    if (LIKELY(outcome == Outcome::Return)) {
        R[target] = call.result;
        if constexpr (kProfiled) // its time is its own, not that of what follows
            if (UNLIKELY(interrupts.load(std::memory_order_relaxed) & kInterruptSample)) takeSample(ip + 1);
        ip += wordsAt(ip);
        if (UNLIKELY(interrupts.load(std::memory_order_relaxed))) goto interrupted;
        DISPATCH();
    }
    switch (outcome) {
    case Outcome::Raise:
        goto raised;
    case Outcome::Park:
        frame->pc = ip + wordsAt(ip);
        R[target] = Value::null(); // the wait may be over already
        fiber.resume = Resume::Register;
        fiber.resumeTarget = target;
        goto parked;
    case Outcome::Retry:
        frame->pc = ip;
        fiber.resume = Resume::Nothing;
        goto parked;
    case Outcome::TailCall:
        callee = m_isolate.m_tailCallee;
        count = static_cast<uint32_t>(m_isolate.m_tailArguments.size());
        arguments = m_isolate.m_tailArguments.data();
        // A native may stand in for another native: its arguments must not lie in the list that it may fill again.
        if (!isCellOf(callee, CellKind::Closure)) {
            Value *place = frame->top;
            if (!fiber.ensureStack(place, count + 1)) goto memory;
            R = frame->base;
            std::copy_n(m_isolate.m_tailArguments.data(), count, place);
            arguments = place;
        }
        goto call_value;
    default:
        goto memory;
    }
}

op_Return:
    call.result = A;
    goto return_value;
op_ReturnNull:
    call.result = Value::null();
return_value: {
    const bool isModule = frame->isModuleBody;
    const bool isEntry = frame->isEntry;
    const uint16_t into = frame->target;
    if (isModule) frame->module->state = ModuleInstance::State::Loaded;
    --fiber.depth;
    if (UNLIKELY(isEntry)) {
        fiber.result = call.result;
        m_isolate.m_steps = steps;
        if (isModule) {
            // Functions of the module may be called later: their frames need one to stand on.
            ++fiber.depth;
            frame->pc = frame->code->code.data() + frame->code->code.size();
        }
        return RunState::Finished;
    }
    LOAD_FRAME();
    if (LIKELY(!isModule)) R[into] = call.result;
    DISPATCH();
}
op_MakeClosure: {
    const FunctionCode *code = frame->code->program->functions[static_cast<size_t>(ip->d())].get();
    A = Value::cell(m_heap.closure(code, code->keepsEnvironment ? frame->environment : nullptr, frame->module));
    NEXT(1);
}

    // ---- loops --------------------------------------------------------------------------------------------------

op_IterBegin:
    SLOW_VOID(beginIteration(call, R + ip->a), 1);
op_IterNext: {
    Value *state = R + ip->a;
    if (LIKELY(state[0].isArray())) {
        const Array *array = state[0].asArray();
        const auto i = static_cast<uint64_t>(state[1].asSmall());
        if (i >= array->length) NEXT(1);
        B = array->items[i];
        state[1] = Value::small(static_cast<int64_t>(i + 1));
        TAKE;
    }
    goto iterate;
}
op_RangeNext: {
    Value *state = R + ip->a;
    if (LIKELY(state[0].isSmall())) {
        const int64_t i = state[0].asSmall();
        const int64_t step = state[2].asSmall();
        const int64_t stop = state[1].asSmall();
        if (step > 0 ? i >= stop : i <= stop) NEXT(1);
        B = state[0];
        const int64_t following = i + step;
        state[0] = Value::small(Value::fitsSmall(following) ? following : stop);
        TAKE;
    }
    const Array *array = state[0].asArray();
    const auto i = static_cast<uint64_t>(state[1].asSmall());
    if (i >= array->length) NEXT(1);
    B = array->items[i];
    state[1] = Value::small(static_cast<int64_t>(i + 1));
    TAKE;
}
iterate: {
    Value element;
    SAVE();
    const Outcome outcome = nextElement(call, R + ip->a, element);
    if (LIKELY(outcome == Outcome::Return)) {
        if (element.isUnset()) NEXT(1);
        B = element;
        TAKE;
    }
    if (outcome == Outcome::Raise) goto raised;
    if (outcome == Outcome::Park) {
        fiber.resume = Resume::Loop;
        fiber.resumeTarget = ip->b;
        fiber.resumeJump = ip->offset();
        goto parked;
    }
    if (outcome == Outcome::Retry) {
        frame->pc = ip;
        fiber.resume = Resume::Nothing;
        goto parked;
    }
    goto memory;
}
op_IterClose: {
    const Value walked = A;
    if (LIKELY(!isCellOf(walked, CellKind::Instance))) NEXT(1);
    const auto *instance = cellAs<Instance>(walked);
    if (!instance->spec->close) NEXT(1);
    SAVE();
    A = Value::null(); // once is enough: the loop's handler looks here too
    call.receiver = walked;
    const Outcome outcome = instance->spec->close(call);
    if (outcome == Outcome::Return) NEXT(1);
    if (outcome == Outcome::Raise) goto raised;
    if (outcome != Outcome::Park) goto memory;
    fiber.resume = Resume::Discard;
    goto parked;
}
op_RangeBegin: {
    Value *args = R + ip->a;
    const uint32_t n = ip->b;
    bool counted = true;
    for (uint32_t i = 0; i < n; ++i) counted = counted && args[i].isSmall();
    if (LIKELY(counted && (n < 3 || args[2].asSmall() != 0))) {
        const Value start = n == 1 ? Value::small(0) : args[0];
        const Value stop = n == 1 ? args[0] : args[1];
        if (n < 3) args[2] = Value::small(1);
        args[0] = start;
        args[1] = stop;
        NEXT(1);
    }
    SLOW_VOID(callBuiltinRange(args, n), 1);
}

    // ---- errors -------------------------------------------------------------------------------------------------

op_Throw:
    SAVE();
    if (throwValue(A) == Next::Stop) goto memory;
    goto raised;
op_EndFinally: {
    const Value state = A;
    if (!state.isSmall()) NEXT(1);
    const Value error = R[ip->a + 1];
    if (ip->d() > 0) ip = frame->code->code.data() + ip->d() - 1; // it goes on out of the loop, not from here
    if (state.asSmall() == bytecode::kCompletionError) {
        frame->pc = ip + 1;
        m_isolate.m_pending = error;
        goto raised;
    }
    if (state.asSmall() == bytecode::kCompletionStop) goto stop_again;
    NEXT(1);
}
op_LeaveFinally:
    if (A.isSmall() && A.asSmall() == bytecode::kCompletionStop) goto stop_again;
    NEXT(1);
op_Import: {
    bool entered = false;
    frame->pc = ip + 1;
    call.result = A;
    const Outcome outcome = import(call, static_cast<uint32_t>(ip->d()), entered);
    if (outcome == Outcome::Raise) goto raised;
    if (outcome != Outcome::Return) goto memory;
    if (entered) {
        fiber.frames[fiber.depth - 2].pc = ip; // made again once the module is loaded
        LOAD_FRAME();
        DISPATCH();
    }
    A = call.result;
    NEXT(1);
}
op_Nop:
    NEXT(1);

    // ---- leaving the straight path ------------------------------------------------------------------------------

interrupted:
    frame->pc = ip;
    switch (handleInterrupts(steps)) {
    case Next::Go:
        DISPATCH();
    case Next::Yield:
        m_isolate.m_steps = steps;
        return RunState::Ready;
    default:
        break;
    }
    frame->pc = ip + 1; // the handlers of the instruction that would have come next
    goto stop;

memory:
    // A reservation was refused: collect and make the same instruction again, once, or stop.
    frame = &fiber.frame(); // the frames may have moved before there was no room for the registers
    frame->pc = ip + 1;
    if ((ip != retriedAt || steps != retriedStep) && m_heap.retryAfterCollection(m_isolate)) {
        retriedAt = ip;
        retriedStep = steps;
        frame->pc = ip;
        DISPATCH();
    }
    goto stop;

stop_again:
    frame->pc = ip + 1;
    m_isolate.m_steps = steps;
    if (!unwindStop()) return RunState::Stopped;
    LOAD_FRAME();
    DISPATCH();

stop:
    m_isolate.m_steps = steps;
    // In the clean-up of a stopped run a further limit ends it at once.
    if (m_isolate.m_inCleanup && fiber.stopping) {
        reportCut(m_isolate, true);
        return RunState::Stopped;
    }
    if (const uint32_t cause = stopCause(); !m_isolate.m_inCleanup && (cause || !fiber.cancelRequested))
        m_isolate.beginStop(cause ? cause : uint32_t(kInterruptMemory));
    if (!unwindStop()) return RunState::Stopped;
    LOAD_FRAME();
    DISPATCH();

raised:
    m_isolate.m_steps = steps;
    // A stop that is already on its way comes before every `except`.
    if (UNLIKELY(m_isolate.shouldStop())) goto stop;
    if (!unwindError()) return fiber.stopping ? RunState::Stopped : RunState::Failed;
    LOAD_FRAME();
    DISPATCH();

parked:
    m_isolate.m_steps = steps;
    return RunState::Parked;
}

} // namespace latchkey::vm
