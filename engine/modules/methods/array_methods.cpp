// SPDX-License-Identifier: GPL-3.0-or-later
// The methods of arrays (language.md 5.6). The receiver is always an array.
#include "engine/modules/support/arguments.h"
#include "engine/modules/support/sorting.h"
#include "engine/modules/tables.h"

#include <algorithm>
#include <limits>

namespace latchkey::modules {

using namespace vm;

namespace {

Array *self(NativeCall &call)
{
    return call.receiver.asArray();
}

Outcome append(NativeCall &call)
{
    return call.heap().push(self(call), call.arguments[0]) ? call.giveNull() : Outcome::Stop;
}

Outcome extend(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    const Array *more = elementsOf(call, call.arguments[0], outcome);
    if (!more) return outcome;
    Array *array = self(call);
    const uint32_t count = more->length; // the array may extend itself
    if (!call.heap().reserveItems(array, size_t(array->length) + count)) return Outcome::Stop;
    std::copy_n(more->items, count, array->items + array->length);
    array->length += count;
    return call.giveNull();
}

/// A position counted from the end if negative, clamped to 0..length.
uint32_t clampedPosition(const Array *array, int64_t position)
{
    const int64_t length = array->length;
    if (position < 0) position = position < -length ? 0 : position + length;
    return static_cast<uint32_t>(std::min(position, length));
}

Outcome insert(NativeCall &call)
{
    if (!isIntegral(call.arguments[0])) return raiseNotInteger(call, call.arguments[0]);
    Array *array = self(call);
    const uint32_t at = clampedPosition(array, clampInteger(call.arguments[0]));
    if (!call.heap().push(array, Value::null())) return Outcome::Stop;
    std::copy_backward(array->items + at, array->items + array->length - 1, array->items + array->length);
    array->items[at] = call.arguments[1];
    return call.giveNull();
}

void erase(Array *array, uint32_t at)
{
    std::copy(array->items + at + 1, array->items + array->length, array->items + at);
    --array->length;
}

constexpr uint32_t kAbsent = std::numeric_limits<uint32_t>::max();

/// The first position of `wanted` in [from, to), or kAbsent. True, or why the search ended.
Truth findElement(NativeCall &call, Value wanted, uint32_t from, uint32_t to, uint32_t &position)
{
    const Array *array = self(call);
    position = kAbsent;
    for (uint32_t i = from; i < to; ++i) {
        if (pollAt(call, i)) return Truth::Stopped;
        const Truth same = equals(call.isolate, array->items[i], wanted);
        if (!isDecided(same)) return same;
        if (same == Truth::False) continue;
        position = i;
        break;
    }
    return Truth::True;
}

Outcome remove(NativeCall &call)
{
    uint32_t position = kAbsent;
    const Truth found = findElement(call, call.arguments[0], 0, self(call)->length, position);
    if (found != Truth::True) return failure(found);
    if (position == kAbsent) return call.raise(ErrorName::ValueError, "array.remove(x): x not in array");
    erase(self(call), position);
    return call.giveNull();
}

Outcome pop(NativeCall &call)
{
    Array *array = self(call);
    if (call.has(0) && !isIntegral(call.arguments[0])) return raiseNotInteger(call, call.arguments[0]);
    if (array->length == 0) return call.raise(ErrorName::IndexError, "pop from empty array");
    int64_t at = call.has(0) ? clampInteger(call.arguments[0]) : -1;
    if (at < 0) at += array->length;
    if (at < 0 || at >= array->length) return call.raise(ErrorName::IndexError, "pop index out of range");
    const Value value = array->items[at];
    erase(array, static_cast<uint32_t>(at));
    return call.give(value);
}

Outcome raiseNotInArray(NativeCall &call, Value value)
{
    std::string text;
    if (!appendDisplay(call.isolate, value, Display::Quoted, text)) return Outcome::Stop;
    return call.raise(ErrorName::ValueError, text + " is not in array");
}

Outcome index(NativeCall &call)
{
    const Array *array = self(call);
    for (uint32_t i = 1; i < call.count; ++i)
        if (!isIntegral(call.arguments[i])) return raiseNotInteger(call, call.arguments[i]);
    const uint32_t from = clampedPosition(array, integerOr(call, 1, 0));
    const uint32_t to = clampedPosition(array, integerOr(call, 2, array->length));
    uint32_t position = kAbsent;
    const Truth found = findElement(call, call.arguments[0], from, to, position);
    if (found != Truth::True) return failure(found);
    if (position == kAbsent) return raiseNotInArray(call, call.arguments[0]);
    return call.give(Value::small(position));
}

Outcome count(NativeCall &call)
{
    const Array *array = self(call);
    int64_t total = 0;
    for (uint32_t i = 0; i < array->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        const Truth same = equals(call.isolate, array->items[i], call.arguments[0]);
        if (!isDecided(same)) return failure(same);
        total += same == Truth::True;
    }
    return call.give(Value::small(total));
}

Outcome sort(NativeCall &call)
{
    if (call.count > 0) return call.raise(ErrorName::TypeError, "sort() takes no positional arguments");
    const Outcome outcome = sortItems(call, self(call)->items, self(call)->length, false, &languageLess);
    return outcome == Outcome::Return ? call.giveNull() : outcome;
}

Outcome reverse(NativeCall &call)
{
    std::reverse(self(call)->items, self(call)->items + self(call)->length);
    return call.giveNull();
}

Outcome clear(NativeCall &call)
{
    self(call)->length = 0;
    return call.giveNull();
}

Outcome copy(NativeCall &call)
{
    return giveArray(call, arrayOf(call.heap(), self(call)->items, self(call)->length));
}

const NativeSpec kMethods[] = {
    {"append", "value: any -> null", &append, Need::nothing(), "Adds a value at the end.", Intrinsic::Append},
    {"clear", "-> null", &clear, Need::nothing(), "Removes all elements."},
    {"copy", "-> arr", &copy, Need::nothing(), "A new array with the same elements."},
    {"count", "value: any -> int", &count, Need::nothing(), "How many elements equal the value."},
    {"extend", "iterable: any -> null", &extend, Need::nothing(), "Adds every element of an iterable at the end."},
    {"index", "value: any, start: any = 0, end: any = null -> int", &index, Need::nothing(),
     "Position of the first equal element; raises when there is none."},
    {"insert", "index: any, value: any -> null", &insert, Need::nothing(), "Inserts a value before a position."},
    {"pop", "index: any = -1 -> any", &pop, Need::nothing(), "Removes an element, by default the last, and gives it."},
    {"remove", "value: any -> null", &remove, Need::nothing(), "Removes the first equal element."},
    {"reverse", "-> null", &reverse, Need::nothing(), "Reverses the order in place."},
    {"sort", "...arguments: any -> null", &sort, Need::nothing(),
     "Sorts ascending in place; equal elements keep their order."},
};

} // namespace

std::span<const NativeSpec> arrayMethodTable()
{
    return kMethods;
}

} // namespace latchkey::modules
