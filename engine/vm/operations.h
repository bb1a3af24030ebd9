// SPDX-License-Identifier: GPL-3.0-or-later
// What the language does with values of any type: display, equality, order, arithmetic beyond the interpreter's fast
// paths, conversion. All use explicit stacks and poll; none recurses on the C++ stack.
#pragma once

#include "engine/vm/isolate.h"

#include <string>

namespace latchkey::vm {

std::string_view typeName(Value value); ///< "number", "string", ... as typeof gives and error texts use
bool isTruthy(Value value);
inline bool isNumber(Value v)
{
    return v.isSmall() || v.isReal() || isBig(v);
}
inline bool isInteger(Value v)
{
    return v.isSmall() || isBig(v);
}
inline bool isArithmetic(Value v)
{
    return isNumber(v) || v.isBoolean();
} ///< numbers and booleans

enum class Display : uint8_t {
    Plain,  ///< print, str(), concatenation
    Quoted, ///< repr, and everything inside containers
    Direct, ///< as Plain, but a boolean itself is `true`/`false`: the argument of print, str, console.log
    Source, ///< as one would write it in a script: for the window, never seen by scripts
};
/// Appends the text of `value`. False: the run must stop (memory or interrupt).
bool appendDisplay(Isolate &isolate, Value value, Display mode, std::string &out);
/// The same for outside the run (panes, results): bounded, never touches the heap, marks what it cut with an ellipsis.
std::string previewDisplay(Value value, Display mode, size_t maxBytes);
/// JSON of language.md chapter 14. False: a cycle, unless those become the text "<cycle>", or more than `maxBytes` of
/// text (structures that share their parts can stand for any amount).
bool resultJson(Value value, std::string &out, bool cyclesAsText = false, size_t maxBytes = size_t(256) << 20);

enum class Truth : uint8_t { False, True, Raised, Stopped };
/// The language's `==`. Raised: recursion_error on cyclic structures.
Truth equals(Isolate &isolate, Value a, Value b);
enum class Relation : uint8_t { Less, Greater, LessEqual, GreaterEqual };
Truth compare(Isolate &isolate, Relation relation, Value a, Value b);
/// -1, 0, 1 for two numbers of any kind, exactly; 2 when one is nan.
int compareNumbers(Value a, Value b);

enum class Arithmetic : uint8_t { Add, Subtract, Multiply, Divide, FloorDivide, Remainder };
/// Any operands, every error text of language.md chapter 4.
Outcome arithmetic(NativeCall &call, Arithmetic op, Value a, Value b);
Outcome negate(NativeCall &call, Value a);

/// x[i], x[i] = v, slices, members: the slow paths behind the interpreter's caches.
Outcome getIndex(NativeCall &call, Value container, Value index);
Outcome setIndex(NativeCall &call, Value container, Value index, Value value);
Outcome getSlice(NativeCall &call, Value container, Value from, Value to, Value step);
Outcome setSlice(NativeCall &call, Value container, Value from, Value to, Value step, Value items);
Outcome getMember(NativeCall &call, Value object, String *name);
Outcome setMember(NativeCall &call, Value object, String *name, Value value);

/// Elements of an iterable as a new array (arrays are copied). Raises "'number' object is not iterable".
Outcome toArray(NativeCall &call, Value iterable);
Outcome notIterable(NativeCall &call, Value value);
/// The next element of an `iter()` value; unset at the end, for ever after. Make one with Heap::iterator and, for an
/// object, set `expected` to its property count.
Outcome iteratorNext(NativeCall &call, Iterator *iterator, Value &element);
struct SliceBounds {
    int64_t start, stop, step;
    size_t count;
};
/// Applies Python's clamping to bounds already known to be integers (unset = omitted).
SliceBounds clampSlice(int64_t length, Value start, Value stop, int64_t step);

double toReal(Value number);                           ///< of an arithmetic value; big integers beyond range give +-inf
bool bigFitsReal(Value big);                           ///< false: "integer too large to convert to float"
void toMpz(Value integer, mpz_t out);                  ///< of an integer or boolean; initialises `out`
std::string integerText(Value integer, int base = 10); ///< however long it takes
/// The same for a run: false when it must stop.
bool appendInteger(Isolate &isolate, Value integer, int base, std::string &out);

// ---- text -------------------------------------------------------------------------------------------------------
/// The byte offset of code point `index` (0 <= index <= length).
size_t byteOffset(const String *text, size_t index);
/// Code point index of a byte offset.
size_t codePointIndex(const String *text, size_t byte);
uint32_t codePointAt(const String *text, size_t index);
uint32_t hashOf(String *text);
bool sameText(const String *a, const String *b);

// ---- objects ----------------------------------------------------------------------------------------------------
/// The value, or unset when the key is absent. Keys that are no legal keys: absent.
Value getProperty(const Object *object, Value key);
Value getProperty(const Object *object, std::string_view key);
/// Sets or adds. False: stop. The key must be legal (isKey).
bool setProperty(Heap &heap, Object *object, Value key, Value value);
bool setProperty(Heap &heap, Object *object, std::string_view key, Value value);
/// Removes; unset when absent, else the old value.
Value removeProperty(Heap &heap, Object *object, Value key);
void clearProperties(Heap &heap, Object *object);
size_t propertyCount(const Object *object);
bool isInstanceKey(Value v); ///< of a class whose values may be keys
inline bool isKey(Value v)
{
    return v.isString() || v.isSmall() || v.isReal() || v.isNull() || v.isBoolean() || isBig(v) || isInstanceKey(v);
}
/// Walks in insertion order: start with position 0; returns false at the end. Positions stay valid while no key is
/// added or removed.
bool nextProperty(const Object *object, uint32_t &position, Value &key, Value &value);
Object *copyObject(Heap &heap, const Object *object); ///< shallow; null: stop

} // namespace latchkey::vm
