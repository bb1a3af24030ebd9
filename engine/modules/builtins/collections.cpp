// SPDX-License-Identifier: GPL-3.0-or-later
// Built-ins over arrays, strings, objects and iterators (language.md 11.2).
#include "engine/modules/builtins/functions.h"
#include "engine/modules/collections/sequences.h"
#include "engine/modules/support/sorting.h"

#include <algorithm>
#include <format>

namespace latchkey::modules::builtins {

using namespace vm;

namespace {

/// start + i for an integer start of any size; unset: the outcome is in `outcome`.
Value offsetInteger(NativeCall &call, Value start, int64_t i, Outcome &outcome)
{
    if (const std::optional<int64_t> small = exactInteger(start); small && *small < INT64_MAX - i)
        return call.heap().integer(*small + i);
    outcome = arithmetic(call, Arithmetic::Add, start, Value::small(i));
    return outcome == Outcome::Return ? call.result : Value::unset();
}

Outcome raiseNoAttribute(NativeCall &call, std::string_view name)
{
    return call.raise(ErrorName::AttributeError,
                      std::format("'{}' object has no attribute '{}'", typeName(call.arguments[0]), name));
}

/// An array of what `pick` gives for each property of the first argument.
template<typename Pick>
Outcome collect(NativeCall &call, Pick pick)
{
    const Object *object = call.arguments[0].asObject();
    Array *array = call.heap().array(propertyCount(object));
    if (!array) return Outcome::Stop;
    Value key, value;
    for (uint32_t position = 0; nextProperty(object, position, key, value);) {
        if (!call.heap().push(array, pick(key, value))) return Outcome::Stop;
        if (pollAt(call, array->length)) return Outcome::Stop;
    }
    return giveArray(call, array);
}

/// The values that min and max compare: the elements of one array, else the arguments.
std::span<const Value> candidates(NativeCall &call)
{
    if (call.count != 1) return {call.arguments, call.count};
    if (!call.arguments[0].isArray()) return {call.arguments, 1};
    const Array *array = call.arguments[0].asArray();
    return {array->items, array->length};
}

Outcome extreme(NativeCall &call, Relation relation)
{
    const std::span<const Value> values = candidates(call);
    if (values.empty()) return call.giveNull();
    Value best = values[0];
    for (size_t i = 1; i < values.size(); ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        const Truth better = compare(call.isolate, relation, values[i], best);
        if (!isDecided(better)) return failure(better);
        if (better == Truth::True) best = values[i];
    }
    return call.give(best);
}

/// Is there an element whose truth is `wanted`?
Outcome findTruth(NativeCall &call, bool wanted, bool &found)
{
    Outcome outcome = Outcome::Return;
    const Array *array = elementsOf(call, call.arguments[0], outcome);
    if (!array) return outcome;
    for (uint32_t i = 0; i < array->length && !found; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        found = isTruthy(array->items[i]) == wanted;
    }
    return Outcome::Return;
}

} // namespace

Outcome length(NativeCall &call)
{
    const Value value = call.arguments[0];
    int64_t size = 0;
    if (value.isString()) size = value.asString()->length;
    if (value.isArray()) size = value.asArray()->length;
    if (value.isObject()) size = static_cast<int64_t>(propertyCount(value.asObject()));
    if (isCellOf(value, CellKind::Bytes)) size = cellAs<Bytes>(value)->count;
    return call.give(Value::small(size));
}

Outcome enumerate(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    const Value start = call.has(1) ? call.arguments[1] : Value::small(0);
    const Array *from = elementsOf(call, call.arguments[0], outcome);
    if (!from) return outcome;
    if (!isIntegral(start)) return raiseNotInteger(call, start);
    Array *pairs = call.heap().array(from->length);
    if (!pairs) return Outcome::Stop;
    for (uint32_t i = 0; i < from->length; ++i) {
        const Value index = offsetInteger(call, start, i, outcome);
        if (index.isUnset()) return outcome;
        const Array *pair = pairOf(call.heap(), index, from->items[i]);
        if (pollAt(call, i) || !call.heap().push(pairs, Value::array(pair))) return Outcome::Stop;
    }
    return giveArray(call, pairs);
}

Outcome zip(NativeCall &call)
{
    return zipOf(call, {call.arguments, call.count});
}

Outcome sorted(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    const Array *from = elementsOf(call, call.arguments[0], outcome);
    if (!from) return outcome;
    Array *array = arrayOf(call.heap(), from->items, from->length);
    if (!array) return Outcome::Stop;
    const bool descending = call.has(1) && isTruthy(call.arguments[1]);
    outcome = sortItems(call, array->items, array->length, descending, &languageLess);
    return outcome == Outcome::Return ? giveArray(call, array) : outcome;
}

Outcome reversed(NativeCall &call)
{
    const Value value = call.arguments[0];
    if (!value.isArray() && !value.isString() && !value.isObject())
        return call.raise(ErrorName::TypeError, std::format("'{}' object is not reversible", typeName(value)));
    const Outcome outcome = toArray(call, value);
    if (outcome != Outcome::Return) return outcome;
    Array *array = call.result.asArray();
    std::reverse(array->items, array->items + array->length);
    return giveArray(call, array);
}

Outcome keys(NativeCall &call)
{
    if (!call.arguments[0].isObject()) return raiseNoAttribute(call, "keys");
    return collect(call, [](Value key, Value) { return key; });
}

Outcome values(NativeCall &call)
{
    if (!call.arguments[0].isObject()) return raiseNoAttribute(call, "values");
    return collect(call, [](Value, Value value) { return value; });
}

Outcome minimum(NativeCall &call)
{
    return extreme(call, Relation::Less);
}
Outcome maximum(NativeCall &call)
{
    return extreme(call, Relation::Greater);
}

Outcome all(NativeCall &call)
{
    bool found = false;
    const Outcome outcome = findTruth(call, false, found);
    return outcome == Outcome::Return ? call.give(Value::boolean(!found)) : outcome;
}

Outcome any(NativeCall &call)
{
    bool found = false;
    const Outcome outcome = findTruth(call, true, found);
    return outcome == Outcome::Return ? call.give(Value::boolean(found)) : outcome;
}

} // namespace latchkey::modules::builtins
