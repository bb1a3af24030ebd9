// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/value_copy.h"

#include "engine/runs/frozen_heap.h"
#include "engine/runs/held_value.h"
#include "engine/vm/native.h"
#include "engine/vm/operations.h"
#include "engine/vm/transfer.h"

#include <cstring>
#include <utility>

namespace latchkey::runs {

using vm::Value;

namespace {

/// Objects and arrays for GMP belong to the heap that is current.
class CurrentHeap
{
public:
    explicit CurrentHeap(vm::Heap &heap)
        : m_outer(std::exchange(vm::Heap::current(), &heap))
    {
    }
    ~CurrentHeap() { vm::Heap::current() = m_outer; }
    CurrentHeap(const CurrentHeap &) = delete;
    CurrentHeap &operator=(const CurrentHeap &) = delete;

private:
    vm::Heap *const m_outer;
};

std::shared_ptr<const FrozenHeap> heapFor(const vm::ModuleSet &modules)
{
    auto isolate = emptyIsolate();
    isolate->hold(modules, vm::Parcel());
    return std::make_shared<const FrozenHeap>(std::move(isolate));
}

} // namespace

ValueCopy::ValueCopy(const vm::ModuleSet &modules)
    : m_held(heapFor(modules))
    , m_to(m_held->isolate())
    , m_end(std::chrono::steady_clock::now() + kMostTime)
{
}

bool ValueCopy::isFull()
{
    if (m_isFull) return true;
    m_isFull = m_count >= kMostValues || m_to.heap().used() >= kMostBytes ||
               (m_count % 256 == 0 && std::chrono::steady_clock::now() >= m_end);
    m_isCut = m_isCut || m_isFull;
    return m_isFull;
}

ResultValue ValueCopy::add(Value value)
{
    const CurrentHeap current(m_to.heap());
    return ResultValue(m_held, copied(value).bits());
}

void ValueCopy::finish()
{
    const CurrentHeap current(m_to.heap());
    while (!m_toFill.empty()) {
        const auto [from, to] = m_toFill.front();
        m_toFill.pop_front();
        if (from.isArray()) fillArray(from.asArray(), to.asArray());
        else fillObject(from.asObject(), to.asObject());
    }
    m_known.clear();
    m_to.freeze();
}

Value ValueCopy::textValue(std::string_view text)
{
    vm::String *copy = m_to.heap().string(text);
    return copy ? Value::string(copy) : Value::null();
}

Value ValueCopy::copied(Value value)
{
    ++m_count;
    if (!value.isCell() || value.asCell()->isImmortal()) return value;
    if (const auto known = m_known.find(value.asCell()); known != m_known.end()) return known->second;
    const Value copy = copiedCell(value);
    m_known.emplace(value.asCell(), copy);
    return copy;
}

Value ValueCopy::copiedCell(Value value)
{
    vm::Heap &heap = m_to.heap();
    if (value.isString()) {
        std::string_view text = value.asString()->view();
        if (text.size() <= kLongestText) return textValue(text);
        m_isCut = true;
        size_t end = kLongestText;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        return textValue(text.substr(0, end));
    }
    if (value.isArray() || value.isObject()) {
        const Value copy = value.isArray() ? Value::array(heap.array()) : Value::object(heap.object());
        m_toFill.emplace_back(value, copy);
        return copy;
    }
    switch (value.asCell()->kind) {
    case vm::CellKind::BigInt: {
        vm::BigInt *big = heap.bigInt();
        mpz_set(big->number, vm::cellAs<vm::BigInt>(value)->number);
        return Value::cell(big);
    }
    case vm::CellKind::Closure:
        return Value::cell(heap.closure(vm::cellAs<vm::Closure>(value)->code, nullptr, m_to.mainModule()));
    case vm::CellKind::Error: {
        const auto *error = vm::cellAs<vm::Error>(value);
        return Value::cell(heap.error(error->name, error->message->view()));
    }
    case vm::CellKind::Bytes: {
        const auto *bytes = vm::cellAs<vm::Bytes>(value);
        vm::Bytes *copy = bytes->count <= kLongestText ? heap.bytes(bytes->count) : nullptr;
        m_isCut = m_isCut || !copy;
        if (!copy) return textValue("<bytes>");
        std::memcpy(copy->data(), bytes->data(), bytes->count);
        return Value::cell(copy);
    }
    case vm::CellKind::Instance: {
        const auto *instance = vm::cellAs<vm::Instance>(value);
        if (instance->spec->display) return textValue(instance->spec->display(instance));
        return textValue("<" + std::string(instance->spec->name) + ">");
    }
    default:
        return textValue("<" + std::string(vm::typeName(value)) + ">");
    }
}

void ValueCopy::fillArray(const vm::Array *from, vm::Array *to)
{
    for (uint32_t i = 0; i < from->length; ++i)
        if (isFull() || !m_to.heap().push(to, copied(from->items[i]))) return void(m_isCut = true);
}

void ValueCopy::fillObject(const vm::Object *from, vm::Object *to)
{
    uint32_t position = 0;
    Value key;
    Value value;
    while (vm::nextProperty(from, position, key, value))
        if (isFull() || !vm::setProperty(m_to.heap(), to, copied(key), copied(value))) return void(m_isCut = true);
}

} // namespace latchkey::runs
