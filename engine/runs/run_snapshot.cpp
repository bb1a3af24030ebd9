// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of a run that stands still.
#include "engine/runs/convert.h"
#include "engine/runs/run_private.h"
#include "engine/runs/variables.h"
#include "engine/vm/inspection.h"

namespace latchkey::runs {

namespace {

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// `valueOf` makes what is shown of a value of the isolate.
template<typename ValueOf>
RunVariables variablesOf(const vm::Isolate &isolate, const vm::Seen *seen, const ValueOf &valueOf)
{
    RunVariables all;
    if (seen) {
        all.leftOut = static_cast<int>(seen->leftOut);
        for (const vm::SeenTask &task : seen->tasks) {
            RunVariables::Task shown;
            shown.number = task.number;
            shown.name = textOf(task.name);
            shown.leftOut = static_cast<int>(task.leftOut);
            std::vector<vm::Failure::Frame> places;
            for (const vm::SeenFrame &frame : task.frames)
                places.push_back({frame.code->name, frame.code->program->source, frame.offset});
            const QList<RunError::Frame> frames = framesOf(places);
            for (qsizetype i = 0; i < frames.size(); ++i) {
                RunVariables::Frame call{frames[i].function, frames[i].file, frames[i].line, {}};
                for (const vm::SeenVariable &variable : task.frames[static_cast<size_t>(i)].variables)
                    call.variables.append({textOf(variable.name), valueOf(variable.value)});
                shown.frames.append(call);
            }
            all.tasks.append(shown);
        }
    }
    for (const auto &module : isolate.modules()) {
        const syntax::Source &source = *module->image->program().source;
        RunVariables::Module shown{
            textOf(module->name), textOf(source.path().empty() ? source.name() : source.path()), {}};
        const auto &names = module->image->program().globals;
        for (size_t i = 0; i < names.size(); ++i)
            if (!module->globals[i].isUnset()) shown.variables.append({textOf(names[i]), valueOf(module->globals[i])});
        all.modules.append(shown);
    }
    return all;
}

} // namespace

std::shared_ptr<const RunVariables> RunPrivate::snapshot() const
{
    const RunState state = m_publicState.load(std::memory_order_acquire);
    if (!isFinal(state) || !m_frozen) return nullptr;
    const vm::Isolate &isolate = m_frozen->isolate();
    const auto valueOf = [this](vm::Value value) { return ResultValue(m_frozen, value.bits()); };
    const vm::Seen *seen = state == RunState::Succeeded ? nullptr : isolate.lastSeen();
    return std::make_shared<const RunVariables>(variablesOf(isolate, seen, valueOf));
}

} // namespace latchkey::runs
