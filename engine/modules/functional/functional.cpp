// SPDX-License-Identifier: GPL-3.0-or-later
// The module `functional`: functions made from functions, and iterables with the function first. What calls functions
// of the script is in prelude/functional.ml; it is helped by the `__` natives at the end.
#include "engine/bytecode/program.h"
#include "engine/modules/collections/sequences.h"
#include "engine/modules/prelude/prelude.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"

#include <algorithm>

namespace latchkey::modules {

using namespace vm;

namespace {

Outcome identity(NativeCall &call)
{
    return call.give(call.arguments[0]);
}
Outcome flatten(NativeCall &call)
{
    return flattenOf(call, call.arguments[0]);
}
Outcome unique(NativeCall &call)
{
    return uniqueOf(call, call.arguments[0]);
}
Outcome reverse(NativeCall &call)
{
    return reversedArray(call, call.arguments[0]);
}
Outcome zip(NativeCall &call)
{
    return zipOf(call, {call.arguments, call.count});
}

Outcome chunk(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    const Array *array = elementsOf(call, call.arguments[1], outcome);
    return array ? chunksOf(call, array, clampInteger(call.arguments[0])) : outcome;
}

Outcome partOf(NativeCall &call, Value from, Value to)
{
    Outcome outcome = Outcome::Stop;
    const Array *array = elementsOf(call, call.arguments[1], outcome);
    return array ? sliceOf(call, Value::array(array), from, to) : outcome;
}

Outcome take(NativeCall &call)
{
    return partOf(call, Value::small(0), call.arguments[0]);
}
Outcome drop(NativeCall &call)
{
    return partOf(call, call.arguments[0], Value::null());
}

Outcome repeat(NativeCall &call)
{
    const int64_t count = std::max<int64_t>(clampInteger(call.arguments[1]), 0);
    if (count > UINT32_MAX) return stopForMemory(call);
    return giveArray(call, call.heap().filledArray(static_cast<size_t>(count), call.arguments[0]));
}

/// The built-in range does the work; without an end there is no step either.
Outcome range(NativeCall &call)
{
    if (isMissing(call, 1)) return call.tailCall(Value::cell(&rangeBuiltin().cell), {call.arguments[0]});
    const Value step = isMissing(call, 2) ? Value::small(1) : call.arguments[2];
    if (exactInteger(step) == 0) return call.raise(ErrorName::ValueError, "range: step must not be zero");
    return call.tailCall(Value::cell(&rangeBuiltin().cell), {call.arguments[0], call.arguments[1], step});
}

// ---- helpers of the prelude -------------------------------------------------------------------------------------

/// __apply(f, arguments)
Outcome apply(NativeCall &call)
{
    const Array *arguments = call.arguments[1].asArray();
    return call.tailCall(call.arguments[0], std::span<const Value>(arguments->items, arguments->length));
}

/// What a function made by __variadic does: hands its arguments to the bound function as one array.
Outcome callVariadic(NativeCall &call)
{
    const Array *arguments = arrayOf(call.heap(), call.arguments, call.count);
    return arguments ? call.tailCall(call.receiver, {Value::array(arguments)}) : Outcome::Stop;
}

const NativeSpec kVariadicSpec[] = {
    {"fn", "...arguments: any -> any", &callVariadic, Need::nothing(), "A function made by the library."},
};

/// __variadic(f): a function of any number of arguments that calls f with the array of them.
Outcome variadic(NativeCall &call)
{
    static const bool isRegistered = (registerNative(kVariadicSpec[0], {}, ErrorStyle::Plain), true);
    static_cast<void>(isRegistered);
    return call.give(Value::cell(call.heap().native(&kVariadicSpec[0], call.arguments[0])));
}

/// __arity(f): how many arguments a function must be given.
Outcome arity(NativeCall &call)
{
    const Value function = call.arguments[0];
    int64_t count = 0;
    if (isCellOf(function, CellKind::Closure)) count = cellAs<Closure>(function)->code->parameterCount;
    else if (isCellOf(function, CellKind::Native)) count = cellAs<Native>(function)->spec->compiled.required;
    else if (isCellOf(function, CellKind::BoundMethod)) count = cellAs<BoundMethod>(function)->spec->compiled.required;
    return call.give(Value::small(count));
}

/// __lookup(object, key): the value or null, whatever the object's properties are called.
Outcome lookup(NativeCall &call)
{
    const Value value = getProperty(call.arguments[0].asObject(), call.arguments[1]);
    return call.give(value.isUnset() ? Value::null() : value);
}

/// The object below `node` for a key, made when it is not there.
Object *descend(Heap &heap, Object *node, Value key)
{
    const Value found = getProperty(node, key);
    if (!found.isUnset()) return found.asObject();
    Object *fresh = heap.object();
    return fresh && setProperty(heap, node, key, Value::object(fresh)) ? fresh : nullptr;
}

/// __memoLeaf(known, arguments): the object that keeps the result for these arguments, in a tree with a level for
/// each; null when an argument can be no key, and the call is not remembered.
Outcome memoLeaf(NativeCall &call)
{
    const Array *arguments = call.arguments[1].asArray();
    const std::span<const Value> keys(arguments->items, arguments->length);
    if (!std::ranges::all_of(keys, &isKey)) return call.giveNull();
    Object *node = descend(call.heap(), call.arguments[0].asObject(), Value::small(arguments->length));
    for (size_t i = 0; node && i < keys.size(); ++i) node = descend(call.heap(), node, keys[i]);
    return giveObject(call, node);
}

Outcome raiseEmptyReduce(NativeCall &call)
{
    return call.raise(ErrorName::TypeError, "reduce() of empty iterable with no initial value");
}

// clang-format off
const NativeSpec kFunctions[] = {
    {"chunk", "n: int, x: iter -> arr", &chunk, Need::nothing(), "Arrays of n elements, the last one shorter."},
    {"compose", "...functions: any -> fn", nullptr, Need::nothing(), "One function that applies the given ones from right to left."},
    {"composeAll", "functions: arr -> fn", nullptr, Need::nothing(), "As compose, from an array."},
    {"cond", "pairs: arr -> fn", nullptr, Need::nothing(), "A function that does the action of the first test that holds."},
    {"constant", "value: any -> fn", nullptr, Need::nothing(), "A function that always gives this value."},
    {"curry", "f: fn, arity: int or null = null -> fn", nullptr, Need::nothing(), "A function that collects its arguments over several calls."},
    {"curry2", "f: fn -> fn", nullptr, Need::nothing(), "A function of one argument that gives a function of the second."},
    {"drop", "n: int, x: iter -> arr", &drop, Need::nothing(), "All but the first n elements."},
    {"every", "test: fn, x: iter -> bool", nullptr, Need::nothing(), "True when the test holds for every element."},
    {"filter", "test: fn or null, x: iter -> arr", nullptr, Need::nothing(), "The elements for which the test holds; null keeps the truthy ones."},
    {"find", "test: fn, x: iter -> any", nullptr, Need::nothing(), "The first element for which the test holds, or null."},
    {"flatten", "x: iter -> arr", &flatten, Need::nothing(), "The elements, with arrays among them opened."},
    {"forEach", "action: fn, x: iter -> null", nullptr, Need::nothing(), "Calls the function with every element."},
    {"groupBy", "key: fn, x: iter -> obj", nullptr, Need::nothing(), "Arrays of the elements that have the same key."},
    {"identity", "x: any -> any", &identity, Need::nothing(), "The value itself."},
    {"ifElse", "test: fn, whenTrue: fn, whenFalse: fn -> fn", nullptr, Need::nothing(), "A function that calls one of two, as the test says."},
    {"juxt", "functions: arr -> fn", nullptr, Need::nothing(), "A function that gives the results of all."},
    {"map", "f: fn, x: iter -> arr", nullptr, Need::nothing(), "What the function gives for each element."},
    {"memoize", "f: fn -> fn", nullptr, Need::nothing(), "A function that remembers its results."},
    {"partial", "f: fn, ...arguments: any -> fn", nullptr, Need::nothing(), "A function with its first arguments given."},
    {"partition", "test: fn, x: iter -> arr", nullptr, Need::nothing(), "Two arrays: where the test holds, and the others."},
    {"pipe", "...functions: any -> fn", nullptr, Need::nothing(), "One function that applies the given ones from left to right."},
    {"pipeAll", "functions: arr -> fn", nullptr, Need::nothing(), "As pipe, from an array."},
    {"range", "start: int, end: int or null = null, step: int or null = 1 -> arr", &range, Need::nothing(), "The integers from start up to end."},
    {"reduce", "combine: fn, x: iter, initial: any = null -> any", nullptr, Need::nothing(), "All elements combined into one value, from the left."},
    {"repeat", "value: any, n: int -> arr", &repeat, Need::nothing(), "An array with the same value n times."},
    {"reverse", "x: iter -> arr", &reverse, Need::nothing(), "The elements in opposite order."},
    {"some", "test: fn, x: iter -> bool", nullptr, Need::nothing(), "True when the test holds for some element."},
    {"take", "n: int, x: iter -> arr", &take, Need::nothing(), "The first n elements."},
    {"takeWhile", "test: fn, x: iter -> arr", nullptr, Need::nothing(), "The elements before the first for which the test fails."},
    {"times", "n: int, f: fn -> arr", nullptr, Need::nothing(), "What the function gives for 0 up to n - 1."},
    {"unique", "x: iter -> arr", &unique, Need::nothing(), "The first of each value."},
    {"zip", "...iterables: iter -> arr", &zip, Need::nothing(), "Arrays of one element of each."},
    {"zipWith", "combine: fn, a: iter, b: iter -> arr", nullptr, Need::nothing(), "What the function gives for pairs of elements."},
};

const NativeSpec kPreludeNatives[] = {
    {"__apply", "f: any, arguments: arr -> any", &apply, Need::nothing(), "Calls a function with an array of arguments."},
    {"__arity", "f: fn -> int", &arity, Need::nothing(), "How many arguments a function must be given."},
    {"__lookup", "object: obj, key: any -> any", &lookup, Need::nothing(), "The value of a key, or null."},
    {"__memoLeaf", "known: obj, arguments: arr -> obj or null", &memoLeaf, Need::nothing(), "Where the result for these arguments is kept."},
    {"__raiseEmptyReduce", "-> null", &raiseEmptyReduce, Need::nothing(), "Raises the error of an empty reduce."},
    {"__variadic", "f: fn -> fn", &variadic, Need::nothing(), "A function that hands its arguments over as one array."},
};
// clang-format on

constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"for_each", "forEach"}, {"group_by", "groupBy"}, {"partial_apply", "partial"}};

const StandardModule kModule{"functional",
                             "Functions made from functions.",
                             kFunctions,
                             {},
                             preludeSource("functional"),
                             kAliases,
                             kPreludeNatives,
                             {}};

} // namespace

const StandardModule &functionalModule()
{
    return kModule;
}

} // namespace latchkey::modules
