// SPDX-License-Identifier: GPL-3.0-or-later
// The module `collections`: arrays, strings and objects as data. Functions with callbacks are in
// prelude/collections.ml.
#include "engine/modules/collections/sequences.h"
#include "engine/modules/prelude/prelude.h"
#include "engine/modules/support/sorting.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"
#include "engine/text/search.h"

#include <algorithm>
#include <format>

namespace latchkey::modules {

using namespace vm;

namespace {

int64_t lengthOf(Value value)
{
    if (value.isArray()) return value.asArray()->length;
    if (value.isString()) return value.asString()->length;
    return static_cast<int64_t>(propertyCount(value.asObject()));
}

Outcome length(NativeCall &call)
{
    return call.give(Value::small(lengthOf(call.arguments[0])));
}
Outcome isEmpty(NativeCall &call)
{
    return call.give(Value::boolean(lengthOf(call.arguments[0]) == 0));
}

// ---- building ---------------------------------------------------------------------------------------------------

/// A copy with one more place, the elements from `at` on moved up by one.
Outcome withValueAt(NativeCall &call, uint32_t at, Value value)
{
    const Array *from = call.arguments[0].asArray();
    Array *array = call.heap().filledArray(size_t(from->length) + 1, value);
    if (!array) return Outcome::Stop;
    std::copy_n(from->items, at, array->items);
    std::copy(from->items + at, from->items + from->length, array->items + at + 1);
    return giveArray(call, array);
}

Outcome append(NativeCall &call)
{
    return withValueAt(call, call.arguments[0].asArray()->length, call.arguments[1]);
}
Outcome prepend(NativeCall &call)
{
    return withValueAt(call, 0, call.arguments[1]);
}

Outcome concat(NativeCall &call)
{
    const Value a = call.arguments[0], b = call.arguments[1];
    if (a.isString() && b.isString()) return giveString(call, call.heap().concat(a.asString(), b.asString()));
    if (!a.isArray() || !b.isArray())
        return call.fail(ErrorName::TypeError,
                         std::format("expected two arrays or two strings, got {} and {}", typeName(a), typeName(b)));
    return arithmetic(call, Arithmetic::Add, a, b);
}

// ---- elements ---------------------------------------------------------------------------------------------------

/// The element at a position from the start, null outside.
Outcome elementAt(NativeCall &call, Value sequence, int64_t at)
{
    if (at < 0 || at >= lengthOf(sequence)) return call.giveNull();
    if (sequence.isArray()) return call.give(sequence.asArray()->items[at]);
    return giveString(call, call.heap().characterString(codePointAt(sequence.asString(), static_cast<size_t>(at))));
}

Outcome get(NativeCall &call)
{
    const int64_t at = clampInteger(call.arguments[1]);
    return elementAt(call, call.arguments[0], at < 0 ? at + lengthOf(call.arguments[0]) : at);
}

Outcome first(NativeCall &call)
{
    return call.arguments[0].isNull() ? call.giveNull() : elementAt(call, call.arguments[0], 0);
}

Outcome last(NativeCall &call)
{
    if (call.arguments[0].isNull()) return call.giveNull();
    return elementAt(call, call.arguments[0], lengthOf(call.arguments[0]) - 1);
}

Outcome slice(NativeCall &call)
{
    return sliceOf(call, call.arguments[0], call.arguments[1], call.has(2) ? call.arguments[2] : Value::null());
}

Outcome take(NativeCall &call)
{
    return sliceOf(call, call.arguments[0], Value::small(0), call.arguments[1]);
}
Outcome drop(NativeCall &call)
{
    return sliceOf(call, call.arguments[0], call.arguments[1], Value::null());
}

Outcome reverse(NativeCall &call)
{
    return getSlice(call, call.arguments[0], Value::unset(), Value::unset(), Value::small(-1));
}

Outcome removeAt(NativeCall &call)
{
    const Value sequence = call.arguments[0];
    const int64_t at = clampInteger(call.arguments[1]);
    if (at < 0 || at >= lengthOf(sequence)) return sliceOf(call, sequence, Value::null(), Value::null());
    if (sequence.isArray()) {
        const Array *from = sequence.asArray();
        Array *array = call.heap().filledArray(from->length - 1, Value::null());
        if (!array) return Outcome::Stop;
        std::copy(from->items + at + 1, from->items + from->length, std::copy_n(from->items, at, array->items));
        return giveArray(call, array);
    }
    const String *text = sequence.asString();
    const size_t begin = byteOffset(text, static_cast<size_t>(at)), end = byteOffset(text, static_cast<size_t>(at) + 1);
    std::string rest(text->view().substr(0, begin));
    return call.giveText(rest.append(text->view().substr(end)));
}

// ---- searching --------------------------------------------------------------------------------------------------

/// Byte offset of the second argument in the first, kNone if absent.
Outcome findText(NativeCall &call, size_t &offset)
{
    if (!call.arguments[1].isString()) return raiseArgumentType(call, 1, "a string", call.arguments[1]);
    const auto found = text::find(textArgument(call, 0), textArgument(call, 1), 0, pollOf(call));
    offset = found.value_or(text::kNone);
    return found ? Outcome::Return : Outcome::Stop;
}

/// Position of the second argument in the first, an array; -1 if absent.
Outcome findElement(NativeCall &call, int64_t &position)
{
    const Array *array = call.arguments[0].asArray();
    position = -1;
    for (uint32_t i = 0; i < array->length && position < 0; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        const Truth same = equals(call.isolate, array->items[i], call.arguments[1]);
        if (!isDecided(same)) return failure(same);
        if (same == Truth::True) position = i;
    }
    return Outcome::Return;
}

Outcome contains(NativeCall &call)
{
    const Value container = call.arguments[0];
    if (container.isObject())
        return call.give(Value::boolean(!getProperty(container.asObject(), call.arguments[1]).isUnset()));
    size_t offset = text::kNone;
    int64_t position = -1;
    const Outcome outcome = container.isString() ? findText(call, offset) : findElement(call, position);
    return outcome == Outcome::Return ? call.give(Value::boolean(offset != text::kNone || position >= 0)) : outcome;
}

Outcome indexOf(NativeCall &call)
{
    size_t offset = text::kNone;
    int64_t position = -1;
    const bool isText = call.arguments[0].isString();
    const Outcome outcome = isText ? findText(call, offset) : findElement(call, position);
    if (outcome != Outcome::Return) return outcome;
    if (isText && offset != text::kNone)
        position = static_cast<int64_t>(codePointIndex(call.arguments[0].asString(), offset));
    return call.give(Value::small(position));
}

// ---- rearranging ------------------------------------------------------------------------------------------------

enum class OrderKind { Numbers, Strings, Arrays, None };

OrderKind orderKind(Value value)
{
    if (isArithmetic(value)) return OrderKind::Numbers;
    if (value.isString()) return OrderKind::Strings;
    return value.isArray() ? OrderKind::Arrays : OrderKind::None;
}

Truth isBefore(NativeCall &call, Value later, Value earlier)
{
    const OrderKind kind = orderKind(later);
    if (kind != OrderKind::None && kind == orderKind(earlier)) return languageLess(call, later, earlier);
    call.raise(ErrorName::TypeError, std::format("cannot compare {} with {}", typeName(later), typeName(earlier)));
    return Truth::Raised;
}

Outcome sort(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    const Array *from = elementsOf(call, call.arguments[0], outcome);
    if (!from) return outcome;
    Array *array = arrayOf(call.heap(), from->items, from->length);
    if (!array) return Outcome::Stop;
    const bool descending = call.has(1) && isTruthy(call.arguments[1]);
    outcome = sortItems(call, array->items, array->length, descending, &isBefore);
    return outcome == Outcome::Return ? giveArray(call, array) : outcome;
}

/// __orderBy(values, keys, reverse): the values in the order of their keys.
Outcome orderBy(NativeCall &call)
{
    const Array *values = call.arguments[0].asArray();
    std::vector<uint32_t> order;
    const Outcome outcome = sortedPositions(call, call.arguments[1].asArray()->items, values->length,
                                            isTruthy(call.arguments[2]), &isBefore, order);
    if (outcome != Outcome::Return) return outcome;
    Array *sorted = call.heap().filledArray(order.size(), Value::null());
    if (!sorted) return Outcome::Stop;
    for (size_t i = 0; i < order.size(); ++i) sorted->items[i] = values->items[order[i]];
    return giveArray(call, sorted);
}

Outcome unique(NativeCall &call)
{
    return uniqueOf(call, call.arguments[0]);
}
Outcome flatten(NativeCall &call)
{
    return flattenOf(call, call.arguments[0]);
}
Outcome zip(NativeCall &call)
{
    return zipOf(call, {call.arguments, 2});
}

/// Pieces of a string are strings.
Outcome textChunks(NativeCall &call, const String *text, int64_t size)
{
    Array *chunks = call.heap().array();
    for (size_t at = 0, begin = 0; at < text->length; at += static_cast<size_t>(size)) {
        const size_t end = byteOffset(text, std::min<size_t>(at + static_cast<size_t>(size), text->length));
        const Value chunk = newText(call.heap(), text->view().substr(begin, end - begin));
        if (chunk.isUnset() || !call.heap().push(chunks, chunk) || call.poll()) return Outcome::Stop;
        begin = end;
    }
    return giveArray(call, chunks);
}

Outcome chunk(NativeCall &call)
{
    const int64_t size = std::min<int64_t>(clampInteger(call.arguments[1]), INT32_MAX);
    if (call.arguments[0].isArray()) return chunksOf(call, call.arguments[0].asArray(), size);
    return size <= 0 ? giveArray(call, call.heap().array()) : textChunks(call, call.arguments[0].asString(), size);
}

// clang-format off
const NativeSpec kFunctions[] = {
    {"append", "a: arr, value: any -> arr", &append, Need::nothing(), "A copy with a value at the end."},
    {"chunk", "s: seq, size: int -> arr", &chunk, Need::nothing(), "Pieces of a size, the last one shorter."},
    {"concat", "a: any, b: any -> seq", &concat, Need::nothing(), "Two arrays or two strings joined."},
    {"contains", "x: iter, value: any -> bool", &contains, Need::nothing(), "Is there such an element, part or key?"},
    {"drop", "s: seq, n: int -> seq", &drop, Need::nothing(), "All but the first n."},
    {"every", "x: iter, test: any -> bool", nullptr, Need::nothing(), "True when the test holds for every element."},
    {"filter", "x: iter, test: any -> arr", nullptr, Need::nothing(), "The elements for which the test holds."},
    {"find", "x: iter, test: any -> any", nullptr, Need::nothing(), "The first element for which the test holds, or null."},
    {"first", "s: seq or null -> any", &first, Need::nothing(), "The first element, or null."},
    {"flatten", "x: iter -> arr", &flatten, Need::nothing(), "The elements, with arrays among them opened."},
    {"get", "s: seq, i: int -> any", &get, Need::nothing(), "The element at a position, or null."},
    {"indexOf", "s: seq, value: any -> int", &indexOf, Need::nothing(), "The first position of a value, or -1."},
    {"isEmpty", "x: iter -> bool", &isEmpty, Need::nothing(), "True when there is nothing inside."},
    {"last", "s: seq or null -> any", &last, Need::nothing(), "The last element, or null."},
    {"length", "x: iter -> int", &length, Need::nothing(), "Number of elements, characters or keys."},
    {"map", "x: iter, change: any -> arr", nullptr, Need::nothing(), "What the function gives for each element."},
    {"prepend", "a: arr, value: any -> arr", &prepend, Need::nothing(), "A copy with a value at the front."},
    {"reduce", "x: iter, combine: any, initial: any -> any", nullptr, Need::nothing(), "All elements combined into one value, from the left."},
    {"removeAt", "s: seq, i: int -> seq", &removeAt, Need::nothing(), "A copy without the element at a position."},
    {"reverse", "s: seq -> seq", &reverse, Need::nothing(), "A reversed copy."},
    {"slice", "s: seq, start: int or null, end: int or null = null -> seq", &slice, Need::nothing(), "The part from start up to end."},
    {"some", "x: iter, test: any -> bool", nullptr, Need::nothing(), "True when the test holds for some element."},
    {"sort", "x: iter, reverse: any = false -> arr", &sort, Need::nothing(), "The elements in ascending order."},
    {"sortBy", "x: iter, key: any, reverse: any = false -> arr", nullptr, Need::nothing(), "The elements in the order of what key gives for them."},
    {"take", "s: seq, n: int -> seq", &take, Need::nothing(), "The first n."},
    {"unique", "x: iter -> arr", &unique, Need::nothing(), "The first of each value."},
    {"zip", "a: iter, b: iter -> arr", &zip, Need::nothing(), "Arrays of one element of each."},
};

const NativeSpec kPreludeNatives[] = {
    {"__orderBy", "values: arr, keys: arr, reverse: any -> arr", &orderBy, Need::nothing(), "The values in the order of their keys."},
};
// clang-format on

constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"index_of", "indexOf"}, {"is_empty", "isEmpty"}, {"remove_at", "removeAt"}};

const StandardModule kModule{"collections",
                             "Arrays, strings and objects as data.",
                             kFunctions,
                             {},
                             preludeSource("collections"),
                             kAliases,
                             kPreludeNatives,
                             {}};

} // namespace

const StandardModule &collectionsModule()
{
    return kModule;
}

} // namespace latchkey::modules
