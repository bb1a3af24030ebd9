// SPDX-License-Identifier: GPL-3.0-or-later
// Streams: generators. The producer is a fiber of its own that goes on only while somebody waits for the next value;
// leaving the loop early cancels it, and the loop waits until its `finally` blocks have run.
#include "engine/modules/async/async_classes.h"
#include "engine/modules/tables.h"

#include <deque>

namespace latchkey::modules::async {

using namespace vm;

namespace {

/// fields[0] is the function, fields[1] the producer's task once it was started.
struct Stream {
    struct Offer {
        WaitId wait;
        Value value;
    };
    std::deque<Offer> offers;     ///< emitted, nobody asked yet
    std::vector<WaitId> consumed; ///< emitters whose value was taken: they go on at the next request
    WaitId consumer;
    bool isClosed = false;
};

Task *producerOf(const Instance *stream)
{
    return stream->fields[1].isNull() ? nullptr : &taskOf(stream->fields[1]);
}

bool start(NativeCall &call, Instance *stream);

Outcome nextValue(NativeCall &call)
{
    Instance *instance = receiver(call);
    auto &own = payloadOf<Stream>(instance);
    Isolate &isolate = call.isolate;
    if (isolate.isWaiting(own.consumer))
        return call.raise(ErrorName::RuntimeError, "the stream is being read by another task");
    if (!producerOf(instance)) {
        if (own.isClosed) return call.give(Value::unset());
        if (!start(call, instance)) return isolate.shouldStop() ? Outcome::Stop : Outcome::Raise;
    }
    for (const WaitId wait : own.consumed) isolate.wake(wait, Value::null());
    own.consumed.clear();
    while (!own.offers.empty()) {
        const Stream::Offer offer = own.offers.front();
        own.offers.pop_front();
        if (!isolate.isWaiting(offer.wait)) continue;
        own.consumed.push_back(offer.wait);
        return call.give(offer.value);
    }
    Task &producer = *producerOf(instance);
    if (producer.state != Task::State::Live) return call.give(Value::unset());
    own.consumer = isolate.beginTaskWait();
    producer.joiners.add(isolate, own.consumer);
    return Outcome::Park;
}

/// emit(value): bound to the stream.
Outcome emit(NativeCall &call)
{
    auto &own = payloadOf<Stream>(cellAs<Instance>(call.receiver));
    Isolate &isolate = call.isolate;
    if (own.isClosed) return call.raise(ErrorName::ClosedError, "the stream is closed");
    const bool isAwaited = isolate.isWaiting(own.consumer);
    if (isAwaited) isolate.wake(own.consumer, call.arguments[0]);
    const WaitId wait = isolate.beginTaskWait();
    if (isAwaited) own.consumed.push_back(wait);
    else own.offers.push_back({wait, call.arguments[0]});
    return Outcome::Park;
}

Outcome close(NativeCall &call)
{
    Instance *instance = receiver(call);
    auto &own = payloadOf<Stream>(instance);
    own.isClosed = true;
    Task *producer = producerOf(instance);
    if (!producer || producer->state != Task::State::Live) return Outcome::Return;
    call.isolate.cancelTask(cellAs<Instance>(instance->fields[1]));
    if (producer->state != Task::State::Live) return Outcome::Return;
    producer->joiners.add(call.isolate, call.isolate.beginTaskWait());
    return Outcome::Park;
}

const NativeSpec kEmit{"emit", "value: any -> null", &emit, Need::nothing(), "Gives the next value of the stream."};

bool start(NativeCall &call, Instance *stream)
{
    static const bool kRegistered = (registerNative(kEmit, {}, ErrorStyle::Plain), true);
    static_cast<void>(kRegistered);
    Isolate &isolate = call.isolate;
    Instance *task = newInstance(call.heap(), kTaskClass, Task{});
    isolate.registerTask(task, "stream");
    payloadOf<Task>(task).isInternal = true;
    stream->fields[1] = Value::cell(task);
    const Value given[] = {Value::cell(stream), stream->fields[0],
                           Value::cell(call.heap().native(&kEmit, Value::cell(stream)))};
    return isolate.spawn(task, *cellAs<Closure>(isolate.preludeFunction(asyncModule(), "__produce")), given);
}

void mark(Instance *instance, Marker &marker)
{
    for (const Stream::Offer &offer : payloadOf<Stream>(instance).offers) marker.mark(offer.value);
}

} // namespace

Outcome stream(NativeCall &call)
{
    Instance *made = newInstance(call.heap(), kStreamClass, Stream{});
    made->fields[0] = call.arguments[0];
    made->fields[1] = Value::null();
    return call.give(Value::cell(made));
}

/// __failStream(stream, error): the producer ended with an error, which the loop gets.
Outcome failStream(NativeCall &call)
{
    auto &own = payloadOf<Stream>(cellAs<Instance>(call.arguments[0]));
    own.isClosed = true;
    if (!call.isolate.isWaiting(own.consumer)) return call.raiseValue(call.arguments[1]);
    call.isolate.wakeRaising(own.consumer, call.arguments[1]);
    return call.giveNull();
}

const ClassSpec kStreamClass{"Stream", {}, {}, &destroyPayload<Stream>, &mark, nullptr, &nextValue, nullptr, &close};

} // namespace latchkey::modules::async
