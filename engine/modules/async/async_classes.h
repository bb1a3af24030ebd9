// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the module `async` that its files share: the class values, and how natives make and find tasks.
// async.cpp has the tables; tasks.cpp tasks and sets of them; locks.cpp semaphores and queues; streams.cpp generators;
// context.cpp context variables and measures. What calls functions of the script is in prelude/async.ml.
#pragma once

#include "engine/modules/support/class_payload.h"
#include "engine/vm/task.h"

namespace latchkey::modules::async {

extern const vm::ClassSpec kTaskClass;
extern const vm::ClassSpec kTaskSetClass;
extern const vm::ClassSpec kGroupClass;
extern const vm::ClassSpec kSemaphoreClass;
extern const vm::ClassSpec kLockClass;
extern const vm::ClassSpec kQueueClass;
extern const vm::ClassSpec kStreamClass;
extern const vm::ClassSpec kLocalClass;
extern const vm::ClassSpec kPoolClass;

inline vm::Task &taskOf(Value value)
{
    return payloadOf<vm::Task>(vm::cellAs<vm::Instance>(value));
}
inline vm::Instance *receiver(NativeCall &call)
{
    return vm::cellAs<vm::Instance>(call.receiver);
}

/// A task that runs `function(...arguments)` in a fiber of this isolate; null: `outcome` says why not.
vm::Instance *startTask(NativeCall &call, Value function, std::span<const Value> arguments, Outcome &outcome);

/// A native of a class that is written in ML: the prelude's function gets the receiver and the arguments, null for
/// those that are missing. `row` is its place in kPreludeNatives.
Outcome callMethodOfPrelude(NativeCall &call, const NativeSpec &row);

/// Name of a function as tasks show it; empty for those without one.
std::string_view functionName(Value function);

// ---- natives, by file -------------------------------------------------------------------------------------------
// async.cpp
Outcome applyArray(NativeCall &call);
Outcome newError(NativeCall &call);
Outcome nulls(NativeCall &call);
// tasks.cpp
Outcome spawn(NativeCall &call);
Outcome asCompleted(NativeCall &call);
Outcome tasksOf(NativeCall &call);
Outcome outcomesOf(NativeCall &call);
Outcome cancelAll(NativeCall &call);
Outcome errorOf(NativeCall &call);
Outcome groupError(NativeCall &call);
Outcome withAttempts(NativeCall &call);
Outcome newGroup(NativeCall &call);
Outcome groupSpawn(NativeCall &call);
Outcome groupTasks(NativeCall &call);
Outcome groupClose(NativeCall &call);
// locks.cpp
Outcome semaphore(NativeCall &call);
Outcome lock(NativeCall &call);
Outcome queue(NativeCall &call);
// streams.cpp
Outcome stream(NativeCall &call);
Outcome failStream(NativeCall &call);
// context.cpp
Outcome local(NativeCall &call);
Outcome measures(NativeCall &call);
Outcome measured(NativeCall &call);
Outcome now(NativeCall &call);
Outcome jitter(NativeCall &call);
Outcome newPool(NativeCall &call);
Outcome poolState(NativeCall &call);
Outcome optionsOf(NativeCall &call);

// ---- methods, whose tables are in async.cpp
Outcome taskWait(NativeCall &call);
Outcome taskCancel(NativeCall &call);
Outcome taskState(NativeCall &call);
Outcome taskName(NativeCall &call);
Outcome taskError(NativeCall &call);
Outcome semaphoreAcquire(NativeCall &call);
Outcome semaphoreRelease(NativeCall &call);
Outcome queuePut(NativeCall &call);
Outcome queueGet(NativeCall &call);
Outcome queueClose(NativeCall &call);
Outcome queueSize(NativeCall &call);
Outcome localGet(NativeCall &call);
Outcome localSet(NativeCall &call);

} // namespace latchkey::modules::async
