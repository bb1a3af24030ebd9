// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of a run that stands still: at a pause a bounded copy, made once by the slice that pauses; at the end
// the run's own heap, read as far as somebody looks.
#include "engine/analysis/spelling.h"
#include "engine/modules/library.h"
#include "engine/runs/convert.h"
#include "engine/runs/run_private.h"
#include "engine/runs/value_copy.h"
#include "engine/runs/variables.h"
#include "engine/vm/inspection.h"

#include <QRegularExpression>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

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
            if (task.isWaiting) shown.waiting = RunPrivate::waitKindOf(task.reason.kind);
            shown.waitDetail = textOf(task.reason.detail);
            shown.leftOut = static_cast<int>(task.leftOut);
            std::vector<vm::Failure::Frame> places;
            for (const vm::SeenFrame &frame : task.frames)
                places.push_back({frame.code->name, frame.code->program->source, frame.offset});
            const QList<RunError::Frame> frames = framesOf(places);
            for (qsizetype i = 0; i < frames.size(); ++i) {
                const vm::SeenFrame &seenFrame = task.frames[static_cast<size_t>(i)];
                RunVariables::Frame call{frames[i].function, frames[i].file, frames[i].line, {}};
                for (const vm::SeenVariable &variable : seenFrame.variables)
                    call.variables.append({textOf(variable.name), valueOf(variable.value)});
                for (const std::string &name : seenFrame.code->parameterNames) call.parameters.append(textOf(name));
                shown.frames.append(call);
            }
            all.tasks.append(shown);
        }
    }
    const auto add = [&](const vm::ModuleInstance *module) {
        const syntax::Source &source = *module->image->program().source;
        RunVariables::Module shown{
            textOf(module->name), textOf(source.path().empty() ? source.name() : source.path()), {}};
        const auto &names = module->image->program().globals;
        for (size_t i = 0; i < names.size(); ++i)
            if (!module->globals[i].isUnset()) shown.variables.append({textOf(names[i]), valueOf(module->globals[i])});
        all.modules.append(shown);
    };
    add(isolate.mainModule());
    for (const auto &module : isolate.modules())
        if (module.get() != isolate.mainModule() && !module->isInput) add(module.get());
    return all;
}

} // namespace

std::shared_ptr<const RunVariables> RunPrivate::snapshot() const
{
    const RunState state = m_publicState.load(std::memory_order_acquire);
    if (!isFinal(state)) {
        const std::lock_guard lock(m_mutex);
        return m_extras ? m_extras->snapshot : nullptr;
    }
    if (m_options.session) {
        const std::lock_guard lock(m_mutex);
        return m_extras ? m_extras->snapshot : nullptr;
    }
    if (!m_frozen) return nullptr;
    const vm::Isolate &isolate = m_frozen->isolate();
    const auto valueOf = [this](vm::Value value) { return ResultValue(m_frozen, value.bits()); };
    const vm::Seen *seen = state == RunState::Succeeded ? nullptr : isolate.lastSeen();
    return std::make_shared<const RunVariables>(variablesOf(isolate, seen, valueOf));
}

/// By the slice that pauses, once for each pause.
void RunPrivate::takeSnapshot()
{
    if (!m_isolate || m_parent) return;
    {
        const std::lock_guard lock(m_mutex);
        if (m_extras && m_extras->snapshot) return;
    }
    const Time begin = std::chrono::steady_clock::now();
    const vm::Seen seen = vm::inspect(*m_isolate);
    ValueCopy copy(m_isolate->moduleSet());
    auto taken = std::make_shared<RunVariables>(
        variablesOf(*m_isolate, &seen, [&copy](vm::Value value) { return copy.add(value); }));
    copy.finish();
    taken->isPaused = true;
    taken->isCut = copy.isCut();
    taken->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const std::lock_guard lock(m_mutex);
    extras().snapshot = std::move(taken);
}

/// In a session an unknown name is found when it is read, by then nobody else says what it could have been.
static QString nameHint(const RunError &error, const vm::ModuleInstance &module)
{
    static const QRegularExpression kUnknown(u"^name '([^']+)' is not defined$"_s);
    const QRegularExpressionMatch unknown = kUnknown.match(error.message);
    if (error.name != "name_error"_L1 || !unknown.hasMatch()) return {};
    const std::string name = unknown.captured(1).toStdString();
    std::vector<std::string_view> known;
    const auto &names = module.image->program().globals;
    for (size_t i = 0; i < names.size(); ++i)
        if (!module.globals[i].isUnset() && names[i] != name) known.push_back(names[i]);
    for (const vm::NativeSpec &builtin : modules::standardLibrary().builtins()) known.push_back(builtin.name);
    return QString::fromStdString(analysis::didYouMean(analysis::similarNames(name, known, 1)));
}

/// What an input found and what it left is copied: the isolate itself goes on to the next.
void RunPrivate::bringBack(RunResult &result, vm::Value value)
{
    ValueCopy copy(m_isolate->moduleSet());
    if (!value.isUnset()) result.value = copy.add(value);
    if (result.error && result.error->hint.isEmpty())
        result.error->hint = nameHint(*result.error, *m_isolate->mainModule());
    const vm::Seen *seen = result.success ? nullptr : m_isolate->lastSeen();
    auto all = std::make_shared<RunVariables>(
        variablesOf(*m_isolate, seen, [&copy](vm::Value seenValue) { return copy.add(seenValue); }));
    copy.finish();
    all->isCut = copy.isCut();
    {
        const std::lock_guard lock(m_mutex);
        extras().snapshot = std::move(all);
    }
    std::vector<std::string> names = m_isolate->mainModule()->image->program().globals;
    {
        const std::lock_guard lock(m_options.session->reach());
        m_live.store(nullptr);
    }
    m_options.session->bringBack(std::move(m_isolate), std::move(names));
}

void RunPrivate::dropSnapshot()
{
    std::shared_ptr<const RunVariables> last; // freed outside the lock
    const std::lock_guard lock(m_mutex);
    if (m_extras) last = std::exchange(m_extras->snapshot, nullptr);
}

} // namespace latchkey::runs
