// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/inspection.h"

#include "engine/vm/fiber.h"

#include <algorithm>

namespace latchkey::vm {

namespace {

/// A call begins with instructions that make its environment and empty its registers. Before they are through, only the
/// parameters mean anything.
bool hasBegun(const Frame &frame)
{
    using bytecode::Opcode;
    size_t opening = 0;
    for (const bytecode::Instruction &instruction : frame.code->code) {
        const auto op = static_cast<Opcode>(instruction.op);
        if (op != Opcode::NewEnvironment && op != Opcode::SetEnvironment && op != Opcode::Unset) break;
        ++opening;
    }
    return static_cast<size_t>(frame.pc - frame.code->code.data()) > opening;
}

/// The functions around `code` that have an environment, the nearest first: what a closure captured is theirs.
std::vector<const bytecode::FunctionCode *> environmentsAround(const bytecode::FunctionCode &code)
{
    std::vector<const bytecode::FunctionCode *> around;
    for (const auto &other : code.program->functions)
        if (other->index > 0 && other.get() != &code && other->environmentSize > 0 &&
            other->span.begin <= code.span.begin && code.span.end <= other->span.end)
            around.push_back(other.get());
    std::ranges::sort(around, {}, [](const auto *function) { return function->span.end - function->span.begin; });
    return around;
}

/// The variables of the calls that made this closure, as it sees them; one that its own name hides it does not see.
void addCaptured(SeenFrame &seen, const Frame &frame)
{
    Environment *environment = frame.environment;
    if (environment && frame.code->environmentSize > 0) environment = environment->parent;
    if (!environment) return;
    for (const bytecode::FunctionCode *function : environmentsAround(*frame.code)) {
        if (!environment || environment->count != function->environmentSize) return;
        for (const auto &[name, place] : function->environmentNames) {
            const auto isSame = [&name](const SeenVariable &known) { return known.name == name; };
            if (!environment->slots()[place].isUnset() && std::ranges::none_of(seen.variables, isSame))
                seen.variables.push_back({name, environment->slots()[place]});
        }
        environment = environment->parent;
    }
}

SeenFrame seenFrame(const Frame &frame)
{
    SeenFrame seen{frame.code, frame.offset(), {}};
    if (frame.isModuleBody) return seen; // its variables are the module's
    const bool isWhole = hasBegun(frame);
    for (const auto &[name, place] : frame.code->registerNames)
        if ((isWhole || place < frame.code->parameterCount) && !frame.base[place].isUnset())
            seen.variables.push_back({name, frame.base[place]});
    if (isWhole && frame.environment && frame.code->environmentSize > 0)
        for (const auto &[name, place] : frame.code->environmentNames)
            if (!frame.environment->slots()[place].isUnset())
                seen.variables.push_back({name, frame.environment->slots()[place]});
    if (isWhole) addCaptured(seen, frame);
    return seen;
}

} // namespace

class Inspector
{
public:
    static Seen look(const Isolate &isolate, const InspectionLimits &limits)
    {
        Seen seen;
        if (isolate.m_main && isolate.m_main->depth > 0) seen.tasks.push_back(seenTask(*isolate.m_main, limits));
        std::vector<const Fiber *> others;
        for (const auto &fiber : isolate.m_fibers)
            if (fiber.get() != isolate.m_main && fiber->task && fiber->depth > 0) others.push_back(fiber.get());
        std::ranges::sort(others, {}, [](const Fiber *f) { return taskOf(*f).number; });
        for (const Fiber *fiber : others) {
            if (taskOf(*fiber).isInternal) continue;
            if (seen.tasks.size() < limits.tasks) seen.tasks.push_back(seenTask(*fiber, limits));
            else ++seen.leftOut;
        }
        return seen;
    }

private:
    static const Task &taskOf(const Fiber &fiber) { return *static_cast<const Task *>(fiber.task->payload); }

    static SeenTask seenTask(const Fiber &fiber, const InspectionLimits &limits)
    {
        SeenTask task;
        if (fiber.task) {
            task.number = taskOf(fiber).number;
            task.name = taskOf(fiber).displayName();
        }
        task.isWaiting = fiber.waiting;
        if (fiber.waiting) task.reason = {fiber.waitKind, fiber.waitDetail ? *fiber.waitDetail : std::string()};
        std::vector<const Frame *> frames;
        for (uint32_t i = fiber.depth; i > 0; --i)
            if (!fiber.frames[i - 1].code->isPrelude) frames.push_back(&fiber.frames[i - 1]);
        const size_t inner = frames.size() <= limits.frames ? frames.size() : limits.frames / 2;
        const size_t outer = frames.size() <= limits.frames ? 0 : limits.frames - inner;
        for (size_t i = 0; i < inner; ++i) task.frames.push_back(seenFrame(*frames[i]));
        for (size_t i = frames.size() - outer; i < frames.size(); ++i) task.frames.push_back(seenFrame(*frames[i]));
        task.leftOut = static_cast<uint32_t>(frames.size() - inner - outer);
        return task;
    }
};

Seen inspect(const Isolate &isolate, const InspectionLimits &limits)
{
    return Inspector::look(isolate, limits);
}

} // namespace latchkey::vm
