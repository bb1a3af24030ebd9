// SPDX-License-Identifier: GPL-3.0-or-later
// The module `parallel`: functions of the script in child isolates, on all cores. What goes there and comes back is
// copied (engine/vm/transfer.h). It pays when a call takes clearly longer than copying its data: from about a tenth of
// a millisecond of work on. What is written in ML is in prelude/parallel.ml.
#include "engine/modules/async/async_classes.h"
#include "engine/modules/prelude/prelude.h"
#include "engine/modules/tables.h"
#include "engine/vm/transfer.h"

#include <thread>

namespace latchkey::modules {

using namespace vm;
using namespace async;

namespace {

/// A task whose work is one call of a prelude function in a child isolate.
Outcome startChild(NativeCall &call, std::string_view preludeFunction, Value given, std::string_view name)
{
    const auto parcel = std::make_shared<Parcel>();
    if (const Outcome packed = Parcel::pack(call.isolate, given, *parcel); packed != Outcome::Return) return packed;
    Instance *task = newInstance(call.heap(), kTaskClass, Task{});
    call.isolate.registerTask(task, name);
    call.isolate.addOutsideTask(task);
    Task &made = payloadOf<Task>(task);
    made.cancel = call.isolate.host().startChild(call.isolate, made.number, parallelModule(), preludeFunction, parcel);
    return call.give(Value::cell(task));
}

/// call(f, ...arguments)
Outcome startCall(NativeCall &call)
{
    Array *rest = arrayOf(call.heap(), call.arguments + 1, call.count - 1);
    if (!rest) return Outcome::Stop;
    const Value given = Value::array(pairOf(call.heap(), call.arguments[0], Value::array(rest)));
    return startChild(call, "__start", given, functionName(call.arguments[0]));
}

/// __callChunk(f, items, keepErrors)
Outcome startChunk(NativeCall &call)
{
    const Value given = Value::array(arrayOf(call.heap(), call.arguments, 3));
    return startChild(call, "__chunk", given, functionName(call.arguments[0]));
}

Outcome cores(NativeCall &call)
{
    return call.give(Value::small(call.isolate.host().childrenAtOnce()));
}

/// __collect(tasks, keepErrors), of `async`
Outcome collect(NativeCall &call)
{
    return call.tailCall(call.isolate.preludeFunction(asyncModule(), "__collect"),
                         std::span<const Value>(call.arguments, call.count));
}
Outcome elements(NativeCall &call)
{
    return call.tailCall(call.isolate.preludeFunction(asyncModule(), "__elements"),
                         std::span<const Value>(call.arguments, call.count));
}

// clang-format off: tables, read by their columns
const NativeSpec kFunctions[] = {
    {"call", "f: fn, ...arguments: any -> Task", &startCall, Need::nothing().outside(), "One call in a child isolate; a task as of async."},
    {"map", "f: fn, items: any, options: obj or null = null -> arr", nullptr, Need::nothing().outside(), "f(item) for each on all cores, results in order. Options limit, chunk, return_errors."},
};

const NativeSpec kPreludeNatives[] = {
    {"__apply", "f: any, arguments: arr -> any", &applyArray, Need::nothing(), "f(...arguments)"},
    {"__callChunk", "f: any, items: arr, keepErrors: bool -> Task", &startChunk, Need::nothing().outside(), "Several calls in one child isolate."},
    {"__collect", "tasks: arr, keepErrors: bool -> arr", &collect, Need::nothing(), "As of async."},
    {"__cores", "-> int", &cores, Need::nothing(), "Children that can run at once."},
    {"__elements", "items: any -> arr", &elements, Need::nothing(), "As of async."},
    {"__error", "name: str, message: str -> error", &newError, Need::nothing(), "An error to throw."},
    {"__nulls", "count: int -> arr", &nulls, Need::nothing(), "An array of so many nulls."},
    {"__options", "function: str, options: any, defaults: obj -> obj", &optionsOf, Need::nothing(), "Defaults and choices together."},
    {"__spawn", "f: fn, ...arguments: any -> Task", &spawn, Need::nothing(), "As async.spawn."},
};
// clang-format on

std::span<const ConstantSpec> constants()
{
    static const ConstantSpec kConstants[] = {
        {"cores", Value::small(std::max(1u, std::thread::hardware_concurrency())), "Threads that the engine uses."},
    };
    return kConstants;
}

} // namespace

const StandardModule &parallelModule()
{
    static const StandardModule kModule{"parallel", "Many cores.",  kFunctions, constants(), preludeSource("parallel"),
                                        {},         kPreludeNatives};
    return kModule;
}

} // namespace latchkey::modules
