// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks, and sets of tasks that give them in the order in which they end.
#include "engine/bytecode/program.h"
#include "engine/modules/async/async_classes.h"
#include "engine/modules/tables.h"
#include "engine/vm/operations.h"

#include <algorithm>
#include <format>

namespace latchkey::modules::async {

using namespace vm;

namespace {

void watch(Instance *set, Instance *task)
{
    auto &held = payloadOf<TaskSet>(set);
    Task &watched = payloadOf<Task>(task);
    if (watched.state != Task::State::Live) {
        held.ended.push_back(Value::cell(task));
        return;
    }
    ++held.running;
    watched.watch.push_back(set);
}

/// The set of the tasks of an array.
Instance *setOf(NativeCall &call, const Array *tasks)
{
    Instance *set = newInstance(call.heap(), kTaskSetClass, TaskSet{});
    for (uint32_t i = 0; i < tasks->length; ++i) watch(set, cellAs<Instance>(tasks->items[i]));
    return set;
}

/// A new array of tasks from an array of tasks and functions without arguments, which are started.
Array *startAll(NativeCall &call, std::string_view function, Value list, Outcome &outcome)
{
    const Array *given = elementsOf(call, list, outcome);
    if (!given) return nullptr;
    for (uint32_t i = 0; i < given->length; ++i) {
        if (isFunction(given->items[i]) || isInstanceOf(given->items[i], kTaskClass)) continue;
        outcome = call.raise(ErrorName::TypeError, std::format("async.{}: item {} must be a task or a function, got {}",
                                                               function, i, typeName(given->items[i])));
        return nullptr;
    }
    Array *tasks = call.heap().array();
    for (uint32_t i = 0; i < given->length; ++i) {
        Value task = given->items[i];
        if (isFunction(task)) {
            Instance *started = startTask(call, task, {}, outcome);
            if (!started) return nullptr;
            task = Value::cell(started);
        }
        if (!call.heap().push(tasks, task)) return nullptr;
    }
    return tasks;
}

} // namespace

std::string_view functionName(Value function)
{
    if (!isCellOf(function, CellKind::Closure)) {
        const NativeSpec *spec = isCellOf(function, CellKind::Native) ? cellAs<Native>(function)->spec : nullptr;
        return spec ? spec->name : std::string_view();
    }
    const auto *code = cellAs<Closure>(function)->code;
    return code->isArrow ? std::string_view() : std::string_view(code->name);
}

Instance *startTask(NativeCall &call, Value function, std::span<const Value> arguments, Outcome &outcome)
{
    Isolate &isolate = call.isolate;
    Instance *task = newInstance(call.heap(), kTaskClass, Task{});
    isolate.registerTask(task, functionName(function));
    bool isStarted = false;
    if (isCellOf(function, CellKind::Closure)) {
        isStarted = isolate.spawn(task, *cellAs<Closure>(function), arguments);
    } else {
        // Other functions have no frame of their own: one of the prelude calls them.
        const Value given[] = {function, Value::array(arrayOf(call.heap(), arguments.data(), arguments.size()))};
        isStarted = isolate.spawn(task, *cellAs<Closure>(isolate.preludeFunction(asyncModule(), "__start")), given);
    }
    if (isStarted) return task;
    payloadOf<Task>(task).isObserved = true;
    isolate.endTask(task, Task::State::Cancelled, Value::null());
    outcome = isolate.shouldStop() ? Outcome::Stop : Outcome::Raise;
    return nullptr;
}

Outcome spawn(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    Instance *task = startTask(call, call.arguments[0], {call.arguments + 1, call.count - 1}, outcome);
    return task ? call.give(Value::cell(task)) : outcome;
}

// ---- methods ----------------------------------------------------------------------------------------------------

/// The outcome of a task that ended: its value, or its error raised.
static Outcome giveOutcome(NativeCall &call, Task &task)
{
    task.isObserved = true;
    if (task.state == Task::State::Done) return call.give(task.outcome);
    return call.raiseValue(task.state == Task::State::Failed ? task.outcome : call.isolate.cancelledError(task));
}

Outcome taskWait(NativeCall &call)
{
    Task &task = receiverPayload<Task>(call);
    const double limit = isMissing(call, 0) ? -1 : toReal(call.arguments[0]);
    if (!isMissing(call, 0) && !(limit >= 0))
        return call.raise(ErrorName::ValueError, "Task.wait: the time must not be negative");
    if (task.state != Task::State::Live) return giveOutcome(call, task);
    if (call.isolate.currentTask() == receiver(call))
        return call.raise(ErrorName::RuntimeError, "a task cannot wait for itself");
    task.isObserved = true;
    task.waiters.add(call.isolate, call.isolate.beginTaskWait(limit));
    return Outcome::Park;
}

Outcome taskCancel(NativeCall &call)
{
    return call.give(Value::boolean(call.isolate.cancelTask(receiver(call))));
}

Outcome taskState(NativeCall &call)
{
    Task &task = receiverPayload<Task>(call);
    static constexpr std::string_view kNames[] = {"running", "done", "failed", "cancelled"};
    if (task.state != Task::State::Live) task.isObserved = true;
    if (task.state == Task::State::Live && call.isolate.isTaskWaiting(task)) return call.giveText("waiting");
    return call.giveText(kNames[static_cast<size_t>(task.state)]);
}

Outcome taskName(NativeCall &call)
{
    return call.giveText(receiverPayload<Task>(call).displayName());
}

Outcome taskError(NativeCall &call)
{
    Task &task = receiverPayload<Task>(call);
    task.isObserved = true;
    return call.give(task.state == Task::State::Failed ? task.outcome : Value::null());
}

// ---- sets -------------------------------------------------------------------------------------------------------

Outcome asCompleted(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    const Array *tasks = startAll(call, "as_completed", call.arguments[0], outcome);
    return tasks ? call.give(Value::cell(setOf(call, tasks))) : outcome;
}

static Outcome nextEnded(NativeCall &call)
{
    auto &set = receiverPayload<TaskSet>(call);
    if (!set.ended.empty()) {
        const Value task = set.ended.front();
        set.ended.pop_front();
        taskOf(task).isObserved = true;
        return call.give(task);
    }
    if (set.running == 0) return call.give(Value::unset());
    set.waiters.add(call.isolate, call.isolate.beginTaskWait());
    return Outcome::Park;
}

/// __tasks(function, list)
Outcome tasksOf(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    return giveArray(call, startAll(call, textArgument(call, 0), call.arguments[1], outcome)) == Outcome::Return
               ? Outcome::Return
               : outcome;
}

/// __outcomes(tasks): the value of each, or its error.
Outcome outcomesOf(NativeCall &call)
{
    const Array *tasks = call.arguments[0].asArray();
    Array *outcomes = call.heap().filledArray(tasks->length, Value::null());
    if (!outcomes) return Outcome::Stop;
    for (uint32_t i = 0; i < tasks->length; ++i) {
        Task &task = taskOf(tasks->items[i]);
        task.isObserved = true;
        outcomes->items[i] = task.state == Task::State::Cancelled ? call.isolate.cancelledError(task) : task.outcome;
    }
    return giveArray(call, outcomes);
}

/// __cancel(tasks): asks for the end of those that live; gives their number.
Outcome cancelAll(NativeCall &call)
{
    const Array *tasks = call.arguments[0].asArray();
    int64_t live = 0;
    for (uint32_t i = 0; i < tasks->length; ++i)
        live += call.isolate.cancelTask(cellAs<Instance>(tasks->items[i])) ? 1 : 0;
    return call.give(Value::small(live));
}

/// __errorOf(task): why it has no value.
Outcome errorOf(NativeCall &call)
{
    Task &task = taskOf(call.arguments[0]);
    task.isObserved = true;
    return call.give(task.state == Task::State::Failed ? task.outcome : call.isolate.cancelledError(task));
}

/// __groupError(message, errors)
Outcome groupError(NativeCall &call)
{
    call.isolate.raise(ErrorName::GroupError, textArgument(call, 0));
    const Value error = call.isolate.takePendingError();
    Object *data = call.heap().object();
    if (!setProperty(call.heap(), data, "errors", call.arguments[1])) return Outcome::Stop;
    cellAs<Error>(error)->data = Value::object(data);
    return call.give(error);
}

/// __withAttempts(error, attempts): the error, which then says how often it was tried.
Outcome withAttempts(NativeCall &call)
{
    auto *error = cellAs<Error>(call.arguments[0]);
    Object *data = error->data.isObject() ? copyObject(call.heap(), error->data.asObject()) : call.heap().object();
    if (!data || !setProperty(call.heap(), data, "attempts", call.arguments[1])) return Outcome::Stop;
    error->data = Value::object(data);
    return call.give(call.arguments[0]);
}

// ---- groups: fields[0] is the set, fields[1] the array of tasks ---------------------------------------------------

namespace {
struct Group {
    bool isClosed = false;
    uint32_t pruneAt = 64;
};
} // namespace

Outcome newGroup(NativeCall &call)
{
    Instance *group = newInstance(call.heap(), kGroupClass, Group{});
    group->fields[0] = Value::cell(newInstance(call.heap(), kTaskSetClass, TaskSet{}));
    group->fields[1] = Value::array(call.heap().array());
    return call.give(Value::cell(group));
}

Outcome groupSpawn(NativeCall &call)
{
    Instance *group = receiver(call);
    auto &own = payloadOf<Group>(group);
    if (own.isClosed) return call.raise(ErrorName::ClosedError, "the group is closed: no task can be added");
    Outcome outcome = Outcome::Stop;
    Instance *task = startTask(call, call.arguments[0], {call.arguments + 1, call.count - 1}, outcome);
    if (!task) return outcome;
    watch(cellAs<Instance>(group->fields[0]), task);
    Array *tasks = group->fields[1].asArray();
    if (tasks->length >= own.pruneAt) {
        const auto end = std::remove_if(tasks->items, tasks->items + tasks->length,
                                        [](Value held) { return taskOf(held).state != Task::State::Live; });
        tasks->length = static_cast<uint32_t>(end - tasks->items);
        own.pruneAt = std::max<uint32_t>(64, tasks->length * 2);
    }
    if (!call.heap().push(tasks, Value::cell(task))) return Outcome::Stop;
    return call.give(Value::cell(task));
}

/// __groupTasks(group): its set and its array.
Outcome groupTasks(NativeCall &call)
{
    const auto *group = cellAs<Instance>(call.arguments[0]);
    return giveArray(call, pairOf(call.heap(), group->fields[0], group->fields[1]));
}

Outcome groupClose(NativeCall &call)
{
    payloadOf<Group>(cellAs<Instance>(call.arguments[0])).isClosed = true;
    return call.giveNull();
}

// ---- classes ----------------------------------------------------------------------------------------------------

static void markTask(Instance *instance, Marker &marker)
{
    const auto &task = payloadOf<Task>(instance);
    marker.mark(task.outcome);
    for (Instance *set : task.watch) marker.mark(set);
}

static void markSet(Instance *instance, Marker &marker)
{
    for (const Value task : payloadOf<TaskSet>(instance).ended) marker.mark(task);
}

static std::string displayTask(const Instance *instance)
{
    return "<Task " + payloadOf<Task>(instance).displayName() + ">";
}

// clang-format off: tables, read by their columns
static const NativeSpec kTaskMethods[] = {
    {"cancel", "-> bool", &taskCancel, Need::nothing(), "Asks it to stop; its finally blocks run. False when it had ended."},
    {"wait", "timeout: num or null = null -> any", &taskWait, Need::nothing(), "Its value; raises its error, or timeout_error after so many seconds."},
};
static const NativeSpec kTaskProperties[] = {
    {"error", "-> any", &taskError, Need::nothing(), "Its error, or null."},
    {"name", "-> str", &taskName, Need::nothing(), "Name of its function, or its number."},
    {"state", "-> str", &taskState, Need::nothing(), "running, waiting, done, failed or cancelled."},
};
static const NativeSpec kGroupMethods[] = {
    {"spawn", "f: fn, ...arguments: any -> Task", &groupSpawn, Need::nothing(), "Starts a task that belongs to the group."},
};
// clang-format on

const ClassSpec kTaskClass{"Task", kTaskMethods, kTaskProperties, &destroyPayload<Task>, &markTask, &displayTask};
const ClassSpec kTaskSetClass{"TaskSet", {}, {}, &destroyPayload<TaskSet>, &markSet, nullptr, &nextEnded};
const ClassSpec kGroupClass{"Group", kGroupMethods, {}, &destroyPayload<Group>};

} // namespace latchkey::modules::async
