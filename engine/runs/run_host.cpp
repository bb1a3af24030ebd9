// SPDX-License-Identifier: GPL-3.0-or-later
// What a run answers its isolate: output, timers, blocking work, input, progress. Permissions are in
// run_permissions.cpp. All of it happens inside a slice.
#include "engine/runs/convert.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/run_private.h"
#include "engine/threads/handover.h"

#include <QLocale>

#include <algorithm>

namespace latchkey::runs {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// Nothing waits longer than this; a larger number would overflow the clock.
constexpr double kLongestSleep = 3e8;
/// Script text shown while a run waits; the rest is in the log.
constexpr size_t kMaxPrompt = 10'000;
/// What is written before it is looked whether the run is to stop: of short lines, some milliseconds' worth.
constexpr size_t kOutputPart = 128 << 10;

/// How much of `text` is written at once: whole lines, where there are some.
size_t partOf(std::string_view text)
{
    if (text.size() <= kOutputPart) return text.size();
    const size_t end = text.rfind('\n', kOutputPart - 1);
    return end == std::string_view::npos ? kOutputPart : end + 1;
}

} // namespace

/// Said of a run that was stopped while it wrote more than it could get rid of; empty: all was kept.
QString RunPrivate::droppedWords()
{
    const std::lock_guard lock(m_outputMutex);
    if (m_droppedBytes == 0) return {};
    return u"the last %1 of output were not kept: the run was stopped while it printed"_s.arg(
        QLocale::c().formattedDataSize(m_droppedBytes, 1, QLocale::DataSizeSIFormat));
}

/// Appends within the output limit, and stops the run beyond it. When the run is to stop, the rest of a long text is
/// dropped behind a whole line, and counted; `finally` blocks are heard to their end. False: the reader is behind.
bool RunPrivate::takeOutput(vm::Isolate &isolate, OutputStream stream, std::string_view text)
{
    if (isFinal(m_publicState.load(std::memory_order_relaxed))) return true; // left behind: nobody listens any more
    const std::lock_guard lock(m_outputMutex);
    const qint64 limit = m_options.outputLimit;
    const qint64 room = limit > 0 ? std::max<qint64>(0, limit - m_outputBytes) : std::numeric_limits<qint64>::max();
    const bool isTooMuch = static_cast<qint64>(text.size()) > room;
    if (isTooMuch) text = text.substr(0, static_cast<size_t>(room));
    bool keepsUp = true;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, partOf(text));
        text.remove_prefix(part.size());
        m_outputBytes += static_cast<qint64>(part.size());
        keepsUp = m_output.append(stream, QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
        if (!text.empty() && isolate.shouldStop()) {
            m_droppedBytes += static_cast<qint64>(text.size());
            break;
        }
    }
    notify(WatcherLink::Output);
    if (isTooMuch) isolate.interrupt(vm::kInterruptOutput);
    return keepsUp || isTooMuch;
}

bool RunPrivate::write(vm::Isolate &isolate, vm::Stream stream, std::string_view text, vm::WaitId wait)
{
    if (m_parent)
        return writeToParent(isolate, stream == vm::Stream::Output ? OutputStream::Output : OutputStream::Error, text,
                             wait);
    const bool keepsUp =
        takeOutput(isolate, stream == vm::Stream::Output ? OutputStream::Output : OutputStream::Error, text);
    // Clean-up code is not held back: it has little time, and its output is bounded by the limit.
    if (keepsUp || m_stops.load(std::memory_order_relaxed)) return true;
    m_output.whenDrained([weak = weak_from_this(), wait] {
        if (const auto run = weak.lock()) run->post(wait, {});
    });
    return false;
}

void RunPrivate::startTimer(vm::Isolate &, vm::WaitId wait, double seconds)
{
    noteOutside();
    const double bounded = std::clamp(seconds, 0.0, kLongestSleep);
    m_alarms.fetch_add(1, std::memory_order_relaxed);
    m_engine->clock.set(m_engine->clock.now() + duration_cast<nanoseconds>(duration<double>(bounded)), weak_from_this(),
                        uint64_t(wait.fiber) << 32 | wait.serial);
}

void RunPrivate::requestInput(vm::Isolate &isolate, vm::WaitId wait, std::string prompt)
{
    noteOutside();
    if (m_parent) {
        post(wait, [](vm::NativeCall &call) {
            return call.raise(vm::ErrorName::RuntimeError, "input() cannot be used in a parallel task");
        });
        return;
    }
    takeOutput(isolate, OutputStream::Output, prompt); // a prompt is output too
    if (!m_options.canAskInput) {
        post(wait,
             [](vm::NativeCall &call) { return call.raise(vm::ErrorName::RuntimeError, "EOF when reading a line"); });
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        Extras &held = extras();
        held.inputWait = wait;
        ++held.inputCount;
        held.inputPrompt = prompt.substr(0, kMaxPrompt);
    }
    notify(WatcherLink::Status);
}

void RunPrivate::answerInput(std::optional<QByteArray> line)
{
    std::optional<vm::WaitId> wait;
    {
        const std::lock_guard lock(m_mutex);
        if (m_extras) wait = std::exchange(m_extras->inputWait, std::nullopt);
    }
    if (!wait) return;
    post(*wait, [line = std::move(line)](vm::NativeCall &call) {
        if (!line) return call.raise(vm::ErrorName::RuntimeError, "EOF when reading a line");
        return call.giveText(std::string_view(line->data(), static_cast<size_t>(line->size())));
    });
    notify(WatcherLink::Status);
}

void RunPrivate::progress(vm::Isolate &isolate, const vm::ProgressReport &report)
{
    // What a parallel task reports is shown with the task that its parent knows.
    if (m_parent) return m_parent->noteProgress(m_work->task, report);
    noteOutside();
    noteProgress(numberOf(isolate.currentTask()), report);
}

std::string RunPrivate::workingFolder()
{
    noteOutside();
    return folderOf(m_script).toStdString();
}

std::string RunPrivate::scriptPath()
{
    noteOutside();
    return m_script.path.toStdString();
}

std::vector<std::string> RunPrivate::scriptArguments()
{
    noteOutside();
    std::vector<std::string> arguments;
    for (const QString &argument : m_options.scriptArguments) arguments.push_back(argument.toStdString());
    return arguments;
}

void RunPrivate::warn(vm::Isolate &isolate, std::string message)
{
    if (m_parent) return m_parent->warn(isolate, std::move(message));
    constexpr qsizetype kMaxWarnings = 100;
    const std::lock_guard lock(m_mutex);
    if (extras().warnings.size() < kMaxWarnings) extras().warnings.append(QString::fromStdString(message));
}

} // namespace latchkey::runs
