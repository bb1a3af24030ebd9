// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/held_value.h"

#include "engine/modules/library.h"
#include "engine/runs/frozen_heap.h"
#include "engine/runs/value_json.h"
#include "engine/vm/silent_host.h"

namespace latchkey::runs {

std::unique_ptr<vm::Isolate> emptyIsolate()
{
    static vm::SilentHost host;
    return std::make_unique<vm::Isolate>(host, modules::standardLibrary(), vm::IsolateOptions{});
}

ResultValue heldValue(const vm::ModuleSet &modules, const vm::Parcel &data)
{
    auto isolate = emptyIsolate();
    const vm::Value value = isolate->hold(modules, data);
    isolate->freeze();
    const auto heap = frozenHeap(std::move(isolate));
    return value.isUnset() ? ResultValue() : ResultValue(heap, value.bits());
}

ResultValue ResultValue::fromJson(QByteArrayView text)
{
    auto isolate = emptyIsolate();
    const std::optional<vm::Value> value = valueFromJson(isolate->heap(), text);
    isolate->freeze();
    const auto heap = frozenHeap(std::move(isolate));
    return value ? ResultValue(heap, value->bits()) : ResultValue();
}

} // namespace latchkey::runs
