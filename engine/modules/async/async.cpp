// SPDX-License-Identifier: GPL-3.0-or-later
// The module `async`: waiting, and many things at once inside one script. Here are its table and the sleep; the other
// files of this folder have the natives, prelude/async.ml what is written in ML.
#include "engine/modules/async/async_classes.h"
#include "engine/modules/async/prelude_rows.h"
#include "engine/modules/prelude/prelude.h"
#include "engine/modules/tables.h"

#include <algorithm>
#include <format>

namespace latchkey::modules {

using namespace vm;
using namespace async;

namespace {

/// A wait longer than this is as good as for ever, and timers can count it.
constexpr double kLongestSleep = 1e9;

Outcome sleep(NativeCall &call)
{
    const double seconds = toReal(call.arguments[0]);
    if (!(seconds >= 0)) return call.fail(ErrorName::ValueError, "the time must not be negative");
    Isolate &isolate = call.isolate;
    if (seconds == 0) { // only to the end of the line
        isolate.wake(isolate.beginTaskWait(), Value::null());
        return Outcome::Park;
    }
    const double bounded = std::min(seconds, kLongestSleep);
    const WaitId wait = isolate.beginWait({WaitReason::Kind::Timer, std::format("asleep for {:.6g} s", bounded)});
    isolate.host().startTimer(isolate, wait, bounded);
    return Outcome::Park;
}

// clang-format off: tables, read by their columns
const NativeSpec kFunctions[] = {
    {"any", "list: arr -> any", nullptr, Need::nothing(), "The value of the first task that succeeds; the others are cancelled. group_error when all fail."},
    {"as_completed", "list: arr -> TaskSet", &asCompleted, Need::nothing(), "For a loop: the tasks in the order in which they end."},
    {"batches", "iterable: any, n: int -> Stream", nullptr, Need::nothing(), "Arrays of up to n elements, as a stream."},
    {"fallback", "functions: arr, options: obj or null = null -> any", nullptr, Need::nothing(), "The value of the first function that succeeds. Option timeout: seconds for each but the last."},
    {"gather", "list: arr, options: obj or null = null -> arr", nullptr, Need::nothing(), "Waits for tasks and functions; values in order. Option return_errors: errors stand in their places."},
    {"group", "f: fn, options: obj or null = null -> any", nullptr, Need::nothing(), "f(g) with g.spawn(fn, ...); leaves when all its tasks have ended. Option collect: a failure stops no sibling."},
    {"local", "default: any = null -> Local", &local, Need::nothing(), "A context variable: each task has its own value, at first its parent's."},
    {"lock", "-> Lock", &async::lock, Need::nothing(), "A lock; fair."},
    {"map", "f: fn, items: any, options: obj or null = null -> arr", nullptr, Need::nothing(), "f(item) for each, results in order. Options limit (64 at a time), return_errors."},
    {"measure", "name: str, f: fn -> any", nullptr, Need::nothing(), "f(), and how long it took."},
    {"measures", "-> obj", &async::measures, Need::nothing().outside(), "What was measured, by name: count, errors, total, mean, min, max, p95."},
    {"pool", "make: fn, n: int -> Pool", nullptr, Need::nothing(), "At most n resources, made by make(i) when they are needed."},
    {"queue", "capacity: int or null = null -> Queue", &queue, Need::nothing(), "A queue; put waits while it is full."},
    {"race", "list: arr -> any", nullptr, Need::nothing(), "The outcome of the first task that ends; the others are cancelled."},
    {"retry", "f: fn, options: obj or null = null -> any", nullptr, Need::nothing(), "f() until it succeeds. Options attempts, delay, factor, max_delay, jitter, on."},
    {"semaphore", "n: int -> Semaphore", &semaphore, Need::nothing(), "Lets n at a time pass; fair."},
    {"sleep", "seconds: num -> null", &sleep, Need::nothing().outside(), "Waits; other tasks go on meanwhile."},
    {"spawn", "f: fn, ...arguments: any -> Task", &spawn, Need::nothing(), "Starts f(...arguments) as a task."},
    {"stream", "f: fn -> Stream", &stream, Need::nothing(), "A generator for a loop: f(emit) runs as values are wanted."},
    {"timeout", "seconds: num, f: fn -> any", nullptr, Need::nothing(), "f(), or timeout_error when it takes longer; it is then cancelled."},
    {"using", "open: fn, f: fn, close: fn -> any", nullptr, Need::nothing(), "f(open()), then close(resource), whatever happens."},
};

/// Those without a C++ function are methods of class values written in ML, in the order of PreludeRow; then natives
/// that only the prelude can call.
const NativeSpec kPreludeNatives[] = {
    {"__holdWhile", "semaphore: any, f: any -> any", nullptr, Need::nothing(), "f() while the semaphore is held."},
    {"__runWith", "variable: any, value: any, f: any -> any", nullptr, Need::nothing(), "f() with another value of a context variable."},
    {"__poolWith", "pool: any, f: any -> any", nullptr, Need::nothing(), "f(resource)."},
    {"__poolClose", "pool: any, f: any -> any", nullptr, Need::nothing(), "f(resource) for all."},
    {"__apply", "f: any, arguments: arr -> any", &applyArray, Need::nothing(), "f(...arguments)"},
    {"__cancel", "tasks: arr -> int", &cancelAll, Need::nothing(), "Asks for the end of all; how many lived."},
    {"__ending", "tasks: arr -> TaskSet", &asCompleted, Need::nothing(), "As as_completed."},
    {"__error", "name: str, message: str -> error", &newError, Need::nothing(), "An error to throw."},
    {"__errorOf", "task: Task -> error", &errorOf, Need::nothing(), "Why a task has no value."},
    {"__failStream", "stream: Stream, error: any -> null", &failStream, Need::nothing(), "Hands the producer's error to the reader."},
    {"__group", "-> Group", &newGroup, Need::nothing(), "A group of tasks."},
    {"__groupClose", "group: Group -> null", &groupClose, Need::nothing(), "No more tasks."},
    {"__groupError", "message: str, errors: arr -> error", &groupError, Need::nothing(), "A group_error."},
    {"__groupTasks", "group: Group -> arr", &groupTasks, Need::nothing(), "Its set and its tasks."},
    {"__jitter", "-> num", &jitter, Need::nothing().outside(), "A random number between -1 and 1."},
    {"__measured", "name: str, seconds: num, failed: bool -> null", &measured, Need::nothing(), "Notes a duration."},
    {"__now", "-> num", &async::now, Need::nothing().outside(), "Seconds of a clock that only goes forward."},
    {"__nulls", "count: int -> arr", &nulls, Need::nothing(), "An array of so many nulls."},
    {"__options", "function: str, options: any, defaults: obj -> obj", &optionsOf, Need::nothing(), "Defaults and choices together."},
    {"__outcomes", "tasks: arr -> arr", &outcomesOf, Need::nothing(), "Values or errors."},
    {"__pool", "state: obj -> Pool", &newPool, Need::nothing(), "A pool."},
    {"__poolState", "pool: Pool -> obj", &poolState, Need::nothing(), "Its state."},
    {"__semaphore", "n: int -> Semaphore", &semaphore, Need::nothing(), "As semaphore."},
    {"__sleep", "seconds: num -> null", &sleep, Need::nothing().outside(), "As sleep."},
    {"__spawn", "f: fn, ...arguments: any -> Task", &spawn, Need::nothing(), "As spawn."},
    {"__stream", "f: fn -> Stream", &stream, Need::nothing(), "As stream."},
    {"__tasks", "function: str, list: arr -> arr", &tasksOf, Need::nothing(), "Tasks of tasks and functions."},
    {"__withAttempts", "error: error, attempts: int -> error", &withAttempts, Need::nothing(), "The error, with the number of attempts."},
};
// clang-format on

constexpr const ClassSpec *kClasses[] = {&kTaskClass,  &kTaskSetClass, &kGroupClass, &kSemaphoreClass, &kLockClass,
                                         &kQueueClass, &kStreamClass,  &kLocalClass, &kPoolClass};

const StandardModule kModule{
    "async", "Waiting, and many things at once.", kFunctions, {}, preludeSource("async"), {}, kPreludeNatives,
    kClasses};

} // namespace

const StandardModule &asyncModule()
{
    return kModule;
}

// ---- helpers of the prelude -------------------------------------------------------------------------------------

Outcome async::applyArray(NativeCall &call)
{
    const Array *given = call.arguments[1].asArray();
    return call.tailCall(call.arguments[0], std::span<const Value>(given->items, given->length));
}

Outcome async::newError(NativeCall &call)
{
    const ErrorName name = textArgument(call, 0) == "closed_error" ? ErrorName::ClosedError : ErrorName::ValueError;
    call.isolate.raise(name, textArgument(call, 1));
    return call.give(call.isolate.takePendingError());
}

Outcome async::nulls(NativeCall &call)
{
    return giveArray(call,
                     call.heap().filledArray(static_cast<size_t>(clampInteger(call.arguments[0])), Value::null()));
}

const NativeSpec &async::preludeRow(PreludeRow row)
{
    return kPreludeNatives[static_cast<size_t>(row)];
}

Outcome async::callMethodOfPrelude(NativeCall &call, const NativeSpec &row)
{
    Value given[4] = {call.receiver, Value::null(), Value::null(), Value::null()};
    std::copy_n(call.arguments, std::min<size_t>(call.count, 3), given + 1);
    return call.tailCall(Value::cell(&row.cell), std::span<const Value>(given, row.compiled.declared));
}

} // namespace latchkey::modules
