// SPDX-License-Identifier: GPL-3.0-or-later
// C++ data behind values of the library's own classes: made here, deleted by the collector through the class's spec.
#pragma once

#include "engine/modules/support/arguments.h"

#include <memory>
#include <utility>

namespace latchkey::modules {

template<typename T>
T &payloadOf(const vm::Instance *instance)
{
    return *static_cast<T *>(instance->payload);
}

/// The payload of a method's receiver.
template<typename T>
T &receiverPayload(NativeCall &call)
{
    return payloadOf<T>(vm::cellAs<vm::Instance>(call.receiver));
}

/// What a payload counts against the run's memory: itself and a little that it holds.
template<typename T>
inline constexpr size_t kPayloadBytes = sizeof(T) + 64;

template<typename T>
void destroyPayload(vm::Instance *instance)
{
    delete static_cast<T *>(instance->payload);
    // Without a heap at work the run is over, and its count with it.
    if (vm::Heap *heap = vm::Heap::current()) heap->discharge(kPayloadBytes<T>);
}

/// For classes whose payload is a plain value: copies of it go to other isolates.
template<typename T>
inline constexpr vm::PayloadCopy kCopyPayload{
    [](const vm::Instance *instance) -> std::shared_ptr<void> { return std::make_shared<T>(payloadOf<T>(instance)); },
    [](vm::Heap &heap, const std::shared_ptr<void> &packed) -> void * {
        heap.charge(kPayloadBytes<T>);
        return new T(*static_cast<const T *>(packed.get()));
    },
};

/// Is `value` of this class?
inline bool isInstanceOf(Value value, const vm::ClassSpec &type)
{
    return vm::isCellOf(value, vm::CellKind::Instance) && vm::cellAs<vm::Instance>(value)->spec == &type;
}

/// A new value of a class.
template<typename T>
vm::Instance *newInstance(vm::Heap &heap, const vm::ClassSpec &type, T payload)
{
    heap.charge(kPayloadBytes<T>);
    return heap.instance(&type, new T(std::move(payload)));
}

} // namespace latchkey::modules
