// SPDX-License-Identifier: GPL-3.0-or-later
// The module `progress`: how far a script is, for whoever watches. Reports never park; trackers look at the clock only
// now and then, so that they cost next to nothing.
#include "engine/modules/support/class_payload.h"
#include "engine/modules/tables.h"
#include "engine/vm/task.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <unordered_map>

namespace latchkey::modules {

using namespace vm;

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kReportEvery = std::chrono::milliseconds(16);
constexpr uint64_t kElementsPerLook = 64;

/// The trackers that are being consumed, outermost first, by number: one that was left early may be gone already. Each
/// task has its own, since it goes on while others wait inside theirs.
struct ProgressState {
    std::unordered_map<uint32_t, std::vector<uint64_t>> active; ///< by number of the task, 0: the main part
    uint64_t lastNumber = 0;
};
/// Tasks that left their trackers early are forgotten when there are so many; those at work come back by themselves.
constexpr size_t kTasksWithTrackers = 1000;

ProgressState &stateOf(NativeCall &call)
{
    static constexpr char kKey = 0;
    return call.isolate.moduleState<ProgressState>(&kKey);
}

uint32_t taskNumber(NativeCall &call)
{
    const Instance *task = call.isolate.currentTask();
    return task ? payloadOf<Task>(task).number : 0;
}

size_t depthOf(NativeCall &call)
{
    const auto &active = stateOf(call).active;
    const auto own = active.find(taskNumber(call));
    return own == active.end() ? 0 : own->second.size();
}

void send(NativeCall &call, double done, double total, std::string message, size_t level)
{
    call.isolate.host().progress(call.isolate, {done, total, std::move(message), static_cast<uint32_t>(level)});
}

Outcome report(NativeCall &call)
{
    const double total = isMissing(call, 1) ? -1 : toReal(call.arguments[1]);
    send(call, toReal(call.arguments[0]), total, std::string(textOr(call, 2, "")), depthOf(call));
    return call.giveNull();
}

Outcome step(NativeCall &call)
{
    send(call, 0, -1, std::string(textArgument(call, 0)), depthOf(call));
    return call.giveNull();
}

// ---- trackers: fields[0] is what is walked ----------------------------------------------------------------------

struct Tracker {
    uint64_t number = 0;
    std::string label;
    double total = -1;
    uint64_t done = 0;
    bool isStarted = false;
    bool isFinished = false;
    Clock::time_point lastReport{};
};

/// Puts the tracker on the stack when it starts, and takes off inner ones that were left early.
size_t levelOf(NativeCall &call, const Tracker &tracker)
{
    auto &all = stateOf(call).active;
    if (all.size() >= kTasksWithTrackers) all.clear();
    std::vector<uint64_t> &active = all[taskNumber(call)];
    const auto own = std::ranges::find(active, tracker.number);
    if (own == active.end()) {
        active.push_back(tracker.number);
        return active.size() - 1;
    }
    active.erase(own + 1, active.end());
    return active.size() - 1;
}

void reportTracker(NativeCall &call, Tracker &tracker)
{
    const size_t level = levelOf(call, tracker);
    tracker.lastReport = Clock::now();
    send(call, static_cast<double>(tracker.done), tracker.total, tracker.label, level);
}

Outcome finish(NativeCall &call, Tracker &tracker)
{
    if (!tracker.isFinished) {
        tracker.isFinished = true;
        reportTracker(call, tracker);
        auto &active = stateOf(call).active;
        const auto own = active.find(taskNumber(call));
        if (own == active.end()) return call.give(Value::unset());
        std::erase(own->second, tracker.number);
        if (own->second.empty()) active.erase(own);
    }
    return call.give(Value::unset());
}

/// The next element of the source; unset at its end.
Outcome nextElement(NativeCall &call, Instance *instance, const Tracker &tracker, Value &element)
{
    const Value source = instance->fields[0];
    element = Value::unset();
    if (source.isArray()) {
        if (tracker.done < source.asArray()->length) element = source.asArray()->items[tracker.done];
        return Outcome::Return;
    }
    return iteratorNext(call, cellAs<Iterator>(source), element);
}

Outcome next(NativeCall &call)
{
    auto *instance = cellAs<Instance>(call.receiver);
    auto &tracker = payloadOf<Tracker>(instance);
    Value element;
    if (const Outcome outcome = nextElement(call, instance, tracker, element); outcome != Outcome::Return)
        return outcome;
    if (element.isUnset()) return finish(call, tracker);
    const bool isDue = tracker.done % kElementsPerLook == 0 && Clock::now() - tracker.lastReport >= kReportEvery;
    if (!tracker.isStarted || isDue) reportTracker(call, tracker);
    tracker.isStarted = true;
    ++tracker.done;
    return call.give(element);
}

extern const ClassSpec kTrackerClass;

Outcome track(NativeCall &call)
{
    const Value source = call.arguments[0];
    Tracker tracker{.number = ++stateOf(call).lastNumber, .label = std::string(textOr(call, 1, ""))};
    if (source.isArray()) tracker.total = source.asArray()->length;
    if (source.isString()) tracker.total = source.asString()->length;
    if (source.isObject()) tracker.total = static_cast<double>(propertyCount(source.asObject()));
    Value walked = source;
    if (source.isString() || source.isObject()) {
        Iterator *iterator = call.heap().iterator(source);
        if (source.isObject()) iterator->expected = static_cast<uint32_t>(propertyCount(source.asObject()));
        walked = Value::cell(iterator);
    }
    Instance *instance = newInstance(call.heap(), kTrackerClass, std::move(tracker));
    instance->fields[0] = walked;
    return call.give(Value::cell(instance));
}

const ClassSpec kTrackerClass{"Tracker", {}, {}, &destroyPayload<Tracker>, nullptr, nullptr, &next};
constexpr const ClassSpec *kClasses[] = {&kTrackerClass};

const NativeSpec kFunctions[] = {
    {"report", "done: num, total: num or null = null, message: str or null = null -> null", &report,
     Need::nothing().outside(), "Says how much is done."},
    {"step", "label: str -> null", &step, Need::nothing().outside(), "Names the phase that begins."},
    {"track", "iterable: iter, label: str or null = null -> Tracker", &track, Need::nothing().outside(),
     "The elements of an iterable; reports as they are consumed."},
};

const StandardModule kModule{"progress", "How far a script is.", kFunctions, {}, {}, {}, {}, kClasses};

} // namespace

const StandardModule &progressModule()
{
    return kModule;
}

} // namespace latchkey::modules
