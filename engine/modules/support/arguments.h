// SPDX-License-Identifier: GPL-3.0-or-later
// Small helpers that nearly every native uses: arguments as C++ values, comparisons as outcomes, output, iterables
// without a needless copy. The dispatcher has checked counts and, for modules, types before a native runs.
#pragma once

#include "engine/text/poll.h"
#include "engine/vm/operations.h"

#include <optional>
#include <string>
#include <string_view>

namespace latchkey::modules {

using vm::Array;
using vm::ErrorName;
using vm::NativeCall;
using vm::NativeSpec;
using vm::Need;
using vm::Object;
using vm::Outcome;
using vm::ResourceKind;
using vm::String;
using vm::Value;

/// Loops ask `call.poll()` once for so many steps.
inline constexpr uint32_t kPollMask = 0x3FFF;
inline bool pollAt(NativeCall &call, size_t step)
{
    return (step & kPollMask) == kPollMask && call.poll();
}

/// The isolate's stop flag in the form that engine/text takes.
inline text::Poll pollOf(NativeCall &call)
{
    return {[](void *context) { return static_cast<NativeCall *>(context)->poll(); }, &call};
}

/// True when the argument is absent or null: an optional argument that means its default.
inline bool isMissing(NativeCall &call, uint32_t i)
{
    return !call.has(i) || call.arguments[i].isNull();
}
inline std::string_view textArgument(NativeCall &call, uint32_t i)
{
    return call.arguments[i].asString()->view();
}
/// The text of an optional argument.
inline std::string_view textOr(NativeCall &call, uint32_t i, std::string_view fallback)
{
    return isMissing(call, i) ? fallback : textArgument(call, i);
}
inline bool isIntegral(Value v)
{
    return vm::isInteger(v) || v.isBoolean();
}
/// An integer or boolean as a machine integer; big integers become the extremes.
int64_t clampInteger(Value integer);
/// Does an integer or boolean fit 64 bits?
std::optional<int64_t> exactInteger(Value integer);
/// The integer of an optional argument, clamped.
inline int64_t integerOr(NativeCall &call, uint32_t i, int64_t fallback)
{
    return isMissing(call, i) ? fallback : clampInteger(call.arguments[i]);
}
/// A float with no fraction that fits becomes the integer.
std::optional<int64_t> wholeNumber(Value number);

/// Raises "'string' object cannot be interpreted as an integer".
Outcome raiseNotInteger(NativeCall &call, Value value);
/// Raises "MODULE.FUNCTION: argument I must be TYPE, got TYPE" (from 1).
Outcome raiseArgumentType(NativeCall &call, uint32_t index, std::string_view wanted, Value got);

/// What a comparison that gave neither yes nor no means for the native.
inline Outcome failure(vm::Truth truth)
{
    return truth == vm::Truth::Raised ? Outcome::Raise : Outcome::Stop;
}
inline bool isDecided(vm::Truth truth)
{
    return truth == vm::Truth::True || truth == vm::Truth::False;
}

/// The array itself, or the elements of another iterable as a new array; null: `outcome` says why.
Array *elementsOf(NativeCall &call, Value iterable, Outcome &outcome);

/// Gives a new string; Stop when it does not fit.
Outcome giveString(NativeCall &call, String *text);
inline Outcome giveArray(NativeCall &call, Array *array)
{
    return array ? call.give(Value::array(array)) : Outcome::Stop;
}
inline Outcome giveObject(NativeCall &call, Object *object)
{
    return object ? call.give(Value::object(object)) : Outcome::Stop;
}
/// A new array of `count` elements starting at `first`.
Array *arrayOf(vm::Heap &heap, const Value *first, size_t count);
/// An array of two.
Array *pairOf(vm::Heap &heap, Value first, Value second);
/// A new string value; unset when it does not fit.
Value newText(vm::Heap &heap, std::string_view text);
/// The characters of a string as an array of one-character strings.
Array *charactersOf(NativeCall &call, const String *text);

/// Sends text to a stream of the run, parking when its reader is behind; the call's value is null.
Outcome writeOutput(NativeCall &call, vm::Stream stream, std::string_view text);

} // namespace latchkey::modules
