// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/isolate.h"

#include "engine/vm/dispatch.h"
#include "engine/vm/fiber.h"
#include "engine/vm/inspection.h"
#include "engine/vm/interpreter.h"
#include "engine/vm/operations.h"
#include "engine/vm/prelude.h"
#include "engine/vm/profiler.h"
#include "engine/vm/transfer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <format>
#include <utility>

namespace latchkey::vm {

namespace {

/// Call stacks in reports: so many innermost and outermost frames, the middle is left out.
constexpr uint32_t kTraceInner = 70;
constexpr uint32_t kTraceOuter = 30;

} // namespace

// ---- fibers -----------------------------------------------------------------------------------------------------

Fiber::~Fiber()
{
    releaseStacks();
}

void Fiber::releaseStacks()
{
    heap.release(stack, static_cast<size_t>(stackEnd - stack) * sizeof(Value));
    heap.release(frames, frameCapacity * sizeof(Frame));
    stack = stackEnd = nullptr;
    frames = nullptr;
    frameCapacity = 0;
}

bool Fiber::ensureStack(Value *&from, size_t count)
{
    if (static_cast<size_t>(stackEnd - from) >= count) return true;
    const size_t used = static_cast<size_t>(from - stack);
    const size_t oldCount = static_cast<size_t>(stackEnd - stack);
    const size_t newCount = std::max(used + count, oldCount ? oldCount * 2 : std::max<size_t>(32, count));
    auto *moved = static_cast<Value *>(heap.reallocate(stack, oldCount * sizeof(Value), newCount * sizeof(Value)));
    if (!moved) return false;
    std::fill(moved + oldCount, moved + newCount, Value::null());
    const std::ptrdiff_t shift = moved - stack;
    for (uint32_t i = 0; i < depth; ++i) {
        Frame &f = frames[i];
        if (!f.isModuleBody) f.base += shift;
        f.top += shift;
    }
    from = moved + used;
    stack = moved;
    stackEnd = moved + newCount;
    return true;
}

bool Fiber::ensureFrames()
{
    if (depth < frameCapacity) return true;
    const uint32_t capacity = frameCapacity ? frameCapacity * 2 : 4;
    auto *moved =
        static_cast<Frame *>(heap.reallocate(frames, frameCapacity * sizeof(Frame), capacity * sizeof(Frame)));
    if (!moved) return false;
    frames = moved;
    frameCapacity = capacity;
    return true;
}

// ---- life -------------------------------------------------------------------------------------------------------

Isolate::Isolate(Host &host, const Library &library, const IsolateOptions &options)
    : m_host(&host)
    , m_library(library)
    , m_heap(m_interrupts)
    , m_maxDepth(options.maxDepth)
    , m_instructionLimit(options.instructionLimit)
    , m_cleanupGrace(options.cleanupGrace)
    , m_interactive(options.interactive)
    , m_memoryLimit(options.memoryLimit)
{
    Heap::installGmpHooks();
    m_heap.setLimit(options.memoryLimit);
    if (m_instructionLimit) interrupt(kInterruptCount);
}

Isolate::~Isolate()
{
    m_fibers.clear();
    m_moduleStates.clear();
}

void Isolate::start(ModuleSet modules)
{
    m_moduleSet = std::move(modules);
    enterMain(m_moduleSet.main);
}

void Isolate::enterMain(ImagePtr image)
{
    m_modules.push_back(std::make_unique<ModuleInstance>(std::move(image), ""));
    m_mainModule = m_modules.back().get();
    m_heap.charge(m_mainModule->registers.size() * sizeof(Value));
    if (m_interactive) shareVariables();
    m_main = m_current = newFiber();
    Interpreter(*this).enterModule(*m_mainModule, true);
}

void Isolate::startNext(Host &host, ModuleSet modules)
{
    m_host = &host;
    forgetProgram();
    // Functions of the program before go on to use its constants, also those that are sent to other isolates.
    m_mainModule->name = std::format("input {}", m_modules.size());
    m_moduleSet.modules.emplace_back(m_mainModule->name, m_mainModule->image);
    m_moduleSet.main = modules.main;
    for (auto &module : modules.modules)
        if (!userModule(module.first)) m_moduleSet.modules.push_back(std::move(module));
    enterMain(m_moduleSet.main);
}

/// Clean-up may have got more than the limit; and what fills the memory must be possible to let go, a few times.
void Isolate::makeRoom()
{
    m_heap.setLimit(m_memoryLimit);
    const size_t little = m_memoryLimit / 16;
    if (m_heap.used() < m_memoryLimit - little) return;
    m_heap.collect(*this);
    const size_t most = m_memoryLimit > SIZE_MAX / 2 ? m_memoryLimit : m_memoryLimit + 4 * little;
    m_heap.setLimit(std::clamp(m_heap.used() + little, m_memoryLimit, most));
}

/// The list may have moved: all programs of the session read it where it is now.
void Isolate::shareVariables()
{
    const size_t count = m_mainModule->image->program().globals.size();
    if (count > m_variables.size()) {
        m_heap.charge((count - m_variables.size()) * sizeof(Value));
        m_variables.resize(count, Value::unset());
    }
    m_mainModule->isInput = true;
    for (const auto &module : m_modules)
        if (module->isInput) module->globals = m_variables.data();
}

/// As if nothing had run yet, but for the values.
void Isolate::forgetProgram()
{
    Heap *outer = std::exchange(Heap::current(), &m_heap);
    for (const auto &fiber : m_fibers) // cut in their clean-up: nobody shall wait for them
        if (fiber->task) endTask(fiber->task, Task::State::Cancelled, Value::null());
    for (Instance *task : std::vector<Instance *>(m_outsideTasks)) endTask(task, Task::State::Cancelled, Value::null());
    Heap::current() = outer;
    m_main = m_current = m_firstReady = m_lastReady = nullptr;
    m_spare.clear();
    m_fibers.clear();
    std::ranges::fill(m_mainModule->registers, Value::unset()); // what its body had in hand
    m_outsideWaits = m_liveTasks = m_unseenFailures = 0;
    m_failures.clear();
    m_lastSeen.reset();
    m_callAfterwards.reset();
    m_mainState.reset();
    m_state = RunState::Ready;
    m_failure = {};
    m_pending = m_failureValue = m_tailCallee = Value::null();
    m_result = Value::unset();
    m_inCleanup = m_calling = false;
    m_stopCause = 0;
    m_steps = 0;
    m_hasMail.store(false);
    m_interrupts.store(m_instructionLimit ? uint32_t(kInterruptCount) : 0);
    makeRoom();
    for (const auto &module : m_modules)
        if (module->state == ModuleInstance::State::Loading) module->state = ModuleInstance::State::Fresh;
}

bool Isolate::startCall(ModuleSet modules, const StandardModule &module, std::string_view function,
                        const Parcel &arguments)
{
    m_moduleSet = std::move(modules);
    m_modules.push_back(std::make_unique<ModuleInstance>(m_moduleSet.main, ""));
    m_mainModule = m_modules.front().get();
    m_mainModule->state = ModuleInstance::State::Loaded;
    m_heap.charge(m_mainModule->registers.size() * sizeof(Value));
    m_main = m_current = newFiber();
    m_calling = true;
    Heap *outer = std::exchange(Heap::current(), &m_heap);
    const Value unpacked = arguments.unpack(*this);
    std::vector<Value> given;
    if (unpacked.isArray())
        given.assign(unpacked.asArray()->items, unpacked.asArray()->items + unpacked.asArray()->length);
    const bool entered = unpacked.isArray() && Interpreter(*this).enterCall(preludeFunction(module, function), given);
    Heap::current() = outer;
    return entered;
}

Value Isolate::hold(ModuleSet modules, const Parcel &value)
{
    m_moduleSet = std::move(modules);
    m_modules.push_back(std::make_unique<ModuleInstance>(m_moduleSet.main, ""));
    m_mainModule = m_modules.front().get();
    Heap *outer = std::exchange(Heap::current(), &m_heap);
    m_result = value.unpack(*this);
    Heap::current() = outer;
    m_state = RunState::Finished;
    return m_result;
}

ModuleInstance *Isolate::moduleForParcel(std::string_view name, const StandardModule *prelude)
{
    if (prelude) return preludeInstance(*prelude);
    if (name.empty()) return m_mainModule;
    if (ModuleInstance *known = userModule(name)) return known;
    for (const auto &[path, image] : m_moduleSet.modules) {
        if (path != name) continue;
        m_modules.push_back(std::make_unique<ModuleInstance>(image, path));
        m_modules.back()->state = ModuleInstance::State::Loaded;
        m_heap.charge(m_modules.back()->registers.size() * sizeof(Value));
        return m_modules.back().get();
    }
    return m_mainModule;
}

void Isolate::setContext(std::string_view global, Value value)
{
    const auto &globals = m_mainModule->image->program().globals;
    for (size_t i = 0; i < globals.size(); ++i)
        if (globals[i] == global) m_mainModule->globals[i] = value;
}

void Isolate::callAfterwards(std::string function, std::vector<Value> arguments)
{
    m_callAfterwards = std::make_unique<CallAfterwards>(CallAfterwards{std::move(function), std::move(arguments), {}});
}

void Isolate::callAfterwards(std::string function, std::vector<std::pair<std::string, Value>> namedArguments)
{
    auto call = std::make_unique<CallAfterwards>();
    call->function = std::move(function);
    for (auto &[name, value] : namedArguments) {
        call->names.push_back(name);
        call->arguments.push_back(value);
    }
    m_callAfterwards = std::move(call);
}

void Isolate::takeResult(Value value)
{
    if (m_calling) {
        m_result = value;
        return;
    }
    if (m_interactive) {
        m_result = value.isNull() ? Value::unset() : value;
        return;
    }
    const uint32_t global = m_moduleSet.main->program().resultGlobal;
    m_result = global == UINT32_MAX ? Value::unset() : m_mainModule->globals[global];
}

bool Isolate::beginCallAfterwards()
{
    CallAfterwards &call = *m_callAfterwards;
    const auto &globals = m_moduleSet.main->program().globals;
    Value callee = Value::unset();
    for (size_t i = 0; i < globals.size(); ++i)
        if (globals[i] == call.function) callee = m_mainModule->globals[i];
    if (!isFunction(callee)) {
        raise(ErrorName::NameError, callee.isUnset() ? "the script defines no function '" + call.function + "'"
                                                     : "'" + call.function + "' is not a function");
        return false;
    }
    std::vector<Value> arguments = call.arguments;
    if (!call.names.empty()) {
        if (!isCellOf(callee, CellKind::Closure)) {
            raise(ErrorName::TypeError, "'" + call.function + "' takes its arguments in order, not by name");
            return false;
        }
        const auto &names = cellAs<Closure>(callee)->code->parameterNames;
        arguments.clear();
        for (const std::string &name : names) {
            const auto found = std::find(call.names.begin(), call.names.end(), name);
            if (found == call.names.end()) {
                raise(ErrorName::TypeError, missingArguments(call.function, {name}));
                return false;
            }
            arguments.push_back(call.arguments[static_cast<size_t>(found - call.names.begin())]);
        }
        for (const std::string &name : call.names) {
            if (std::find(names.begin(), names.end(), name) != names.end()) continue;
            raise(ErrorName::TypeError, call.function + "() has no parameter '" + name + "'");
            return false;
        }
    }
    m_calling = true;
    if (Interpreter(*this).enterCall(callee, arguments)) return true;
    m_calling = false;
    return false;
}

bool Isolate::hasResult() const
{
    return m_state == RunState::Finished && !m_result.isUnset();
}
Value Isolate::result() const
{
    return m_result;
}

void Isolate::setProfiler(std::unique_ptr<Profiler> profiler)
{
    m_profiler = std::move(profiler);
}

std::unique_ptr<Profiler> Isolate::takeProfiler()
{
    return std::move(m_profiler);
}

void Isolate::freeze()
{
    m_fibers.clear();
    m_spare.clear();
    m_main = m_current = m_firstReady = m_lastReady = nullptr;
    m_failures.clear();
    m_outsideTasks.clear();
    m_preludes.clear();
    m_moduleStates.clear();
    m_moduleStates.shrink_to_fit();
    for (auto &module : m_modules) module->caches.reset();
}

// ---- errors -----------------------------------------------------------------------------------------------------

Value Isolate::makeError(ErrorName name, std::string_view message, std::string_view hint)
{
    Error *error = m_heap.error(name, message);
    if (!hint.empty()) error->hint = m_heap.string(hint);
    placeError(error);
    return Value::cell(error);
}

void Isolate::placeError(Error *error)
{
    const Fiber &fiber = m_current ? *m_current : *m_main;
    uint32_t first = fiber.depth; // innermost frame of the user's code
    while (first > 1 && fiber.frames[first - 1].code->isPrelude) --first;
    if (first == 0) return;
    error->code = fiber.frames[first - 1].code;
    error->offset = fiber.frames[first - 1].offset();
    const uint32_t count = std::min(first, kTraceInner + kTraceOuter);
    error->trace = static_cast<TraceEntry *>(m_heap.allocate(count * sizeof(TraceEntry)));
    error->traceCount = count;
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t index = i < kTraceInner || first <= count ? first - 1 - i : count - 1 - i;
        error->trace[i] = {fiber.frames[index].code, fiber.frames[index].offset()};
    }
}

void Isolate::raise(ErrorName name, std::string_view message, std::string_view hint)
{
    m_pending = makeError(name, message, hint);
}

void Isolate::raiseValue(Value error)
{
    m_pending = error;
}

void Isolate::setTailCall(Value callee, std::span<const Value> arguments)
{
    m_tailCallee = callee;
    m_tailArguments.assign(arguments.begin(), arguments.end());
}

Failure Isolate::makeFailure(Value value) const
{
    Failure failure;
    const auto *error = cellAs<Error>(value);
    failure.kind = error->name == ErrorName::CapabilityError ? syntax::ErrorKind::CapabilityError
                   : error->name == ErrorName::SecurityError ? syntax::ErrorKind::SecurityError
                                                             : syntax::ErrorKind::RuntimeError;
    failure.name = errorNameText(error->name);
    failure.message = error->message->view();
    if (error->hint) failure.hint = error->hint->view();
    if (error->code) {
        failure.source = error->code->program->source;
        failure.span = {error->offset, error->offset + 1};
    }
    for (uint32_t i = 0; i < error->traceCount; ++i) {
        const TraceEntry &entry = error->trace[i];
        if (!entry.code->isPrelude)
            failure.stack.push_back({entry.code->name, entry.code->program->source, entry.offset});
    }
    return failure;
}

Failure::Frame Isolate::callSite() const
{
    const auto stack = callStack(1);
    return stack.empty() ? Failure::Frame{} : stack.front();
}

std::vector<Failure::Frame> Isolate::callStack(size_t limit) const
{
    std::vector<Failure::Frame> stack;
    const Fiber *fiber = m_current ? m_current : m_main;
    if (!fiber) return stack;
    for (uint32_t i = fiber->depth; i > 0 && stack.size() < limit; --i) {
        const Frame &frame = fiber->frames[i - 1];
        if (!frame.code->isPrelude) stack.push_back({frame.code->name, frame.code->program->source, frame.offset()});
    }
    return stack;
}

uint32_t Isolate::currentLine() const
{
    const Failure::Frame site = callSite();
    return site.source ? site.source->position(site.offset).line : 0;
}

// ---- modules ----------------------------------------------------------------------------------------------------

ModuleInstance *Isolate::userModule(std::string_view name) const
{
    for (const auto &module : m_modules)
        if (module->name == name && module.get() != m_mainModule) return module.get();
    return nullptr;
}

ModuleInstance *Isolate::preludeInstance(const StandardModule &module)
{
    for (const auto &[known, instance] : m_preludes)
        if (known == &module) return instance.get();
    auto instance = std::make_unique<ModuleInstance>(preludeImage(module, m_library), std::string(module.name));
    m_heap.charge(instance->registers.size() * sizeof(Value));
    const auto &globals = instance->image->program().globals;
    for (size_t i = 0; i < globals.size(); ++i) {
        for (const NativeSpec &helper : module.preludeNatives)
            if (helper.name == globals[i]) instance->globals[i] = Value::cell(&helper.cell);
        for (const auto &code : instance->image->program().functions)
            if (!code->isArrow && code->index > 0 && code->name == globals[i])
                instance->globals[i] = Value::cell(m_heap.closure(code.get(), nullptr, instance.get()));
    }
    m_preludes.emplace_back(&module, std::move(instance));
    return m_preludes.back().second.get();
}

Value Isolate::preludeFunction(const StandardModule &module, std::string_view name)
{
    ModuleInstance *instance = preludeInstance(module);
    const auto &globals = instance->image->program().globals;
    for (size_t i = 0; i < globals.size(); ++i)
        if (globals[i] == name) return instance->globals[i];
    return Value::unset();
}

Outcome Isolate::callPrelude(NativeCall &call)
{
    const NativeSpec &spec = *call.spec;
    const Value callee = preludeFunction(*m_library.module(spec.module), spec.name);
    if (callee.isUnset()) return call.raise(ErrorName::RuntimeError, spec.qualifiedName() + " is not in the prelude");
    std::vector<Value> arguments(call.arguments,
                                 call.arguments + std::min<uint32_t>(call.count, spec.compiled.declared));
    arguments.resize(spec.compiled.declared, Value::null());
    if (spec.compiled.variadic) {
        Array *rest = m_heap.array();
        for (uint32_t k = spec.compiled.declared; k < call.count; ++k)
            if (!m_heap.push(rest, call.arguments[k])) return Outcome::Stop;
        arguments.push_back(Value::array(rest));
    }
    return call.tailCall(callee, arguments);
}

// ---- roots ------------------------------------------------------------------------------------------------------

namespace {

void markFiber(Fiber &fiber, Marker &marker)
{
    marker.mark(fiber.result);
    marker.mark(fiber.error);
    marker.mark(fiber.locals);
    marker.mark(fiber.task);
    Value *top = fiber.stack;
    for (uint32_t i = 0; i < fiber.depth; ++i) {
        const Frame &frame = fiber.frames[i];
        marker.mark(frame.environment);
        if (frame.top > top) top = frame.top;
    }
    marker.markRange(fiber.stack, static_cast<size_t>(top - fiber.stack));
    // What lies above the frames may point to cells that die now.
    std::fill(top, fiber.stackEnd, Value::null());
}

} // namespace

void Isolate::visitRoots(Marker &marker)
{
    marker.mark(m_pending);
    marker.mark(m_tailCallee);
    marker.mark(m_result);
    marker.mark(m_failureValue);
    marker.markRange(m_tailArguments.data(), m_tailArguments.size());
    marker.markRange(m_variables.data(), m_variables.size());
    if (m_callAfterwards) marker.markRange(m_callAfterwards->arguments.data(), m_callAfterwards->arguments.size());
    for (const auto &module : m_modules) marker.markRange(module->registers.data(), module->registers.size());
    for (const auto &prelude : m_preludes)
        marker.markRange(prelude.second->registers.data(), prelude.second->registers.size());
    for (Instance *task : m_failures) marker.mark(task);
    for (Instance *task : m_outsideTasks) marker.mark(task);
    for (const auto &fiber : m_fibers) markFiber(*fiber, marker);
    if (!m_lastSeen) return;
    marker.mark(m_lastSeen->error);
    for (const SeenTask &task : m_lastSeen->tasks)
        for (const SeenFrame &frame : task.frames)
            for (const SeenVariable &variable : frame.variables) marker.mark(variable.value);
}

} // namespace latchkey::vm
