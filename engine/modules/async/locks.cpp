// SPDX-License-Identifier: GPL-3.0-or-later
// Semaphores, locks and queues. All are fair: what becomes free is handed to whoever has waited longest, so nobody can
// snatch it in between.
#include "engine/modules/async/async_classes.h"
#include "engine/modules/async/prelude_rows.h"

#include <deque>
#include <format>

namespace latchkey::modules::async {

using namespace vm;

namespace {

struct Semaphore {
    int64_t free = 1;
    int64_t all = 1;
    bool isLock = false;
    WaitList waiters;
};

struct Queue {
    struct Putter {
        WaitId wait;
        Value value;
    };
    std::deque<Value> items;
    std::deque<Putter> putters; ///< wait for room
    WaitList getters;           ///< of `get`
    WaitList loops;             ///< of `for`
    std::deque<bool> order;     ///< who asked first: true for a loop
    size_t capacity = 0;        ///< 0: no bound
    bool isClosed = false;
};

Outcome newSemaphore(NativeCall &call, int64_t count, bool isLock)
{
    const ClassSpec &type = isLock ? kLockClass : kSemaphoreClass;
    return call.give(Value::cell(newInstance(call.heap(), type, Semaphore{count, count, isLock, {}})));
}

} // namespace

Outcome semaphore(NativeCall &call)
{
    const int64_t count = clampInteger(call.arguments[0]);
    if (count < 1) return call.fail(ErrorName::ValueError, "the number must be at least 1");
    return newSemaphore(call, count, false);
}

Outcome lock(NativeCall &call)
{
    return newSemaphore(call, 1, true);
}

Outcome semaphoreAcquire(NativeCall &call)
{
    auto &own = receiverPayload<Semaphore>(call);
    if (own.free > 0) {
        --own.free;
        return call.giveNull();
    }
    own.waiters.add(call.isolate, call.isolate.beginTaskWait());
    return Outcome::Park;
}

Outcome semaphoreRelease(NativeCall &call)
{
    auto &own = receiverPayload<Semaphore>(call);
    if (own.free == own.all)
        return call.raise(ErrorName::ValueError,
                          own.isLock ? "the lock is not held" : "the semaphore is released more often than acquired");
    WaitId first;
    if (own.waiters.take(call.isolate, first)) call.isolate.wake(first, Value::null());
    else ++own.free;
    return call.giveNull();
}

static Outcome semaphoreRun(NativeCall &call)
{
    return callMethodOfPrelude(call, preludeRow(PreludeRow::HoldWhile));
}

// ---- queues -----------------------------------------------------------------------------------------------------

Outcome queue(NativeCall &call)
{
    Queue made;
    if (!isMissing(call, 0)) {
        const int64_t capacity = clampInteger(call.arguments[0]);
        if (capacity < 1) return call.fail(ErrorName::ValueError, "the capacity must be at least 1");
        made.capacity = static_cast<size_t>(capacity);
    }
    return call.give(Value::cell(newInstance(call.heap(), kQueueClass, std::move(made))));
}

namespace {

Outcome raiseClosed(NativeCall &call)
{
    return call.raise(ErrorName::ClosedError, "the queue is closed");
}

/// Hands a value to whoever has waited longest, be it in `get` or in a loop. False: nobody waits.
bool handOver(NativeCall &call, Queue &own, Value value)
{
    WaitId wait;
    while (!own.order.empty()) {
        const bool isLoop = own.order.front();
        own.order.pop_front();
        if (!(isLoop ? own.loops : own.getters).take(call.isolate, wait)) continue;
        call.isolate.wake(wait, value);
        return true;
    }
    return false;
}

Outcome waitForItem(NativeCall &call, Queue &own, bool isLoop)
{
    (isLoop ? own.loops : own.getters).add(call.isolate, call.isolate.beginTaskWait());
    own.order.push_back(isLoop);
    return Outcome::Park;
}

/// The first item; the room it leaves goes to the first that waits with one.
Value takeItem(NativeCall &call, Queue &own)
{
    const Value value = own.items.front();
    own.items.pop_front();
    call.heap().discharge(sizeof(Value));
    while (!own.putters.empty()) {
        const Queue::Putter first = own.putters.front();
        own.putters.pop_front();
        if (!call.isolate.isWaiting(first.wait)) continue;
        own.items.push_back(first.value);
        call.heap().charge(sizeof(Value));
        call.isolate.wake(first.wait, Value::null());
        break;
    }
    return value;
}

} // namespace

Outcome queuePut(NativeCall &call)
{
    auto &own = receiverPayload<Queue>(call);
    const Value value = call.arguments[0];
    if (own.isClosed) return raiseClosed(call);
    if (handOver(call, own, value)) return call.giveNull();
    if (own.capacity == 0 || own.items.size() < own.capacity) {
        own.items.push_back(value);
        call.heap().charge(sizeof(Value));
        return call.giveNull();
    }
    own.putters.push_back({call.isolate.beginTaskWait(), value});
    return Outcome::Park;
}

Outcome queueGet(NativeCall &call)
{
    auto &own = receiverPayload<Queue>(call);
    if (!own.items.empty()) return call.give(takeItem(call, own));
    return own.isClosed ? raiseClosed(call) : waitForItem(call, own, false);
}

static Outcome queueNext(NativeCall &call)
{
    auto &own = receiverPayload<Queue>(call);
    if (!own.items.empty()) return call.give(takeItem(call, own));
    return own.isClosed ? call.give(Value::unset()) : waitForItem(call, own, true);
}

Outcome queueClose(NativeCall &call)
{
    auto &own = receiverPayload<Queue>(call);
    if (std::exchange(own.isClosed, true)) return call.giveNull();
    call.isolate.raise(ErrorName::ClosedError, "the queue is closed");
    const Value error = call.isolate.takePendingError();
    WaitId wait;
    while (own.loops.take(call.isolate, wait)) call.isolate.wake(wait, Value::unset());
    while (own.getters.take(call.isolate, wait)) call.isolate.wakeRaising(wait, error);
    for (const Queue::Putter &putter : own.putters) call.isolate.wakeRaising(putter.wait, error);
    own.putters.clear();
    own.order.clear();
    return call.giveNull();
}

Outcome queueSize(NativeCall &call)
{
    return call.give(Value::small(static_cast<int64_t>(receiverPayload<Queue>(call).items.size())));
}

// ---- classes ----------------------------------------------------------------------------------------------------

static void markQueue(Instance *instance, Marker &marker)
{
    const auto &own = payloadOf<Queue>(instance);
    for (const Value item : own.items) marker.mark(item);
    for (const Queue::Putter &putter : own.putters) marker.mark(putter.value);
}

// clang-format off: tables, read by their columns
static const NativeSpec kSemaphoreMethods[] = {
    {"acquire", "-> null", &semaphoreAcquire, Need::nothing(), "Takes one; waits while none is free."},
    {"release", "-> null", &semaphoreRelease, Need::nothing(), "Gives one back; who waited longest gets it."},
    {"run", "f: fn -> any", &semaphoreRun, Need::nothing(), "f() while one is held."},
};
static const NativeSpec kLockMethods[] = {
    {"acquire", "-> null", &semaphoreAcquire, Need::nothing(), "Takes the lock; waits while another task has it."},
    {"release", "-> null", &semaphoreRelease, Need::nothing(), "Gives it back; who waited longest gets it."},
    {"run", "f: fn -> any", &semaphoreRun, Need::nothing(), "f() while the lock is held."},
};
static const NativeSpec kQueueMethods[] = {
    {"close", "-> null", &queueClose, Need::nothing(), "No more items; loops over it end when it is empty."},
    {"get", "-> any", &queueGet, Need::nothing(), "The first item; waits while there is none."},
    {"put", "value: any -> null", &queuePut, Need::nothing(), "Appends an item; waits while the queue is full."},
};
static const NativeSpec kQueueProperties[] = {
    {"size", "-> int", &queueSize, Need::nothing(), "Number of items in it."},
};
// clang-format on

const ClassSpec kSemaphoreClass{"Semaphore", kSemaphoreMethods, {}, &destroyPayload<Semaphore>};
const ClassSpec kLockClass{"Lock", kLockMethods, {}, &destroyPayload<Semaphore>};
const ClassSpec kQueueClass{"Queue",    kQueueMethods, kQueueProperties, &destroyPayload<Queue>,
                            &markQueue, nullptr,       &queueNext};

} // namespace latchkey::modules::async
