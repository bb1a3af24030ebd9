// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/collections/sequences.h"

#include <algorithm>

namespace latchkey::modules {

using namespace vm;

namespace {

/// Collects different values. Scalars are found through an object, whose keys are the same when `==` holds; the others
/// are compared one by one.
class DistinctValues
{
public:
    explicit DistinctValues(NativeCall &call)
        : m_call(call)
        , m_seen(call.heap().object())
        , m_kept(call.heap().array())
    {
    }

    Outcome add(Value value)
    {
        if (isKey(value) && value.isReal() && value.asReal() != value.asReal())
            return keep(value); // nan equals nothing
        return isKey(value) ? addScalar(value) : addOther(value);
    }
    Array *kept() const { return m_kept; }

private:
    Outcome keep(Value value) { return m_call.heap().push(m_kept, value) ? Outcome::Return : Outcome::Stop; }

    Outcome addScalar(Value value)
    {
        if (!getProperty(m_seen, value).isUnset()) return Outcome::Return;
        return setProperty(m_call.heap(), m_seen, value, Value::boolean(true)) ? keep(value) : Outcome::Stop;
    }

    Outcome addOther(Value value)
    {
        for (const Value other : m_others) {
            if (pollAt(m_call, ++m_steps)) return Outcome::Stop;
            const Truth same = equals(m_call.isolate, other, value);
            if (!isDecided(same)) return failure(same);
            if (same == Truth::True) return Outcome::Return;
        }
        m_others.push_back(value);
        return keep(value);
    }

    NativeCall &m_call;
    Object *m_seen;
    Array *m_kept;
    std::vector<Value> m_others; ///< they are in `m_kept` too
    size_t m_steps = 0;
};

} // namespace

Outcome uniqueOf(NativeCall &call, Value iterable)
{
    Outcome outcome = Outcome::Stop;
    const Array *items = elementsOf(call, iterable, outcome);
    if (!items) return outcome;
    DistinctValues values(call);
    for (uint32_t i = 0; i < items->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        outcome = values.add(items->items[i]);
        if (outcome != Outcome::Return) return outcome;
    }
    return giveArray(call, values.kept());
}

Outcome flattenOf(NativeCall &call, Value iterable)
{
    Outcome outcome = Outcome::Stop;
    const Array *items = elementsOf(call, iterable, outcome);
    if (!items) return outcome;
    Array *flat = call.heap().array(items->length);
    if (!flat) return Outcome::Stop;
    for (uint32_t i = 0; i < items->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        if (!items->items[i].isArray()) {
            if (!call.heap().push(flat, items->items[i])) return Outcome::Stop;
            continue;
        }
        const Array *part = items->items[i].asArray();
        if (!call.heap().reserveItems(flat, size_t(flat->length) + part->length)) return Outcome::Stop;
        std::copy_n(part->items, part->length, flat->items + flat->length);
        flat->length += part->length;
    }
    return giveArray(call, flat);
}

Outcome chunksOf(NativeCall &call, const Array *array, int64_t size)
{
    Array *chunks = call.heap().array();
    if (size <= 0) return giveArray(call, chunks);
    for (int64_t at = 0; at < array->length; at += size) {
        const int64_t count = std::min<int64_t>(size, array->length - at);
        const Array *chunk = arrayOf(call.heap(), array->items + at, static_cast<size_t>(count));
        if (!chunk || !call.heap().push(chunks, Value::array(chunk)) || pollAt(call, chunks->length))
            return Outcome::Stop;
        if (size > array->length) break; // at + size may pass the integers
    }
    return giveArray(call, chunks);
}

Outcome zipOf(NativeCall &call, std::span<const Value> iterables)
{
    std::vector<const Array *> sources;
    uint32_t shortest = iterables.empty() ? 0 : UINT32_MAX;
    for (const Value iterable : iterables) {
        Outcome outcome = Outcome::Stop;
        sources.push_back(elementsOf(call, iterable, outcome));
        if (!sources.back()) return outcome;
        shortest = std::min(shortest, sources.back()->length);
    }
    Array *rows = call.heap().array(shortest);
    if (!rows) return Outcome::Stop;
    for (uint32_t i = 0; i < shortest; ++i) {
        Array *row = call.heap().filledArray(sources.size(), Value::null());
        if (!row || pollAt(call, i)) return Outcome::Stop;
        for (size_t k = 0; k < sources.size(); ++k) row->items[k] = sources[k]->items[i];
        if (!call.heap().push(rows, Value::array(row))) return Outcome::Stop;
    }
    return giveArray(call, rows);
}

Outcome sliceOf(NativeCall &call, Value sequence, Value from, Value to)
{
    const auto bound = [](Value value) { return value.isNull() ? Value::unset() : value; };
    return getSlice(call, sequence, bound(from), bound(to), Value::unset());
}

Outcome reversedArray(NativeCall &call, Value iterable)
{
    const Outcome outcome = toArray(call, iterable);
    if (outcome != Outcome::Return) return outcome;
    Array *array = call.result.asArray();
    std::reverse(array->items, array->items + array->length);
    return giveArray(call, array);
}

} // namespace latchkey::modules
