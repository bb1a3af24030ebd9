// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/support/arguments.h"

#include "engine/text/utf8.h"

#include <cmath>
#include <format>
#include <limits>

namespace latchkey::modules {

using namespace vm;

int64_t clampInteger(Value integer)
{
    if (integer.isSmall()) return integer.asSmall();
    if (integer.isBoolean()) return integer.asBoolean();
    const mpz_t &number = cellAs<BigInt>(integer)->number;
    if (mpz_fits_slong_p(number)) return mpz_get_si(number);
    return mpz_sgn(number) < 0 ? std::numeric_limits<int64_t>::min() : std::numeric_limits<int64_t>::max();
}

std::optional<int64_t> exactInteger(Value integer)
{
    if (isBig(integer) && !mpz_fits_slong_p(cellAs<BigInt>(integer)->number)) return std::nullopt;
    return clampInteger(integer);
}

std::optional<int64_t> wholeNumber(Value number)
{
    if (number.isBoolean()) return std::nullopt;
    if (isInteger(number)) return clampInteger(number);
    if (!number.isReal()) return std::nullopt;
    const double real = number.asReal();
    if (real != std::floor(real) || std::fabs(real) > 9e15) return std::nullopt;
    return static_cast<int64_t>(real);
}

Outcome raiseNotInteger(NativeCall &call, Value value)
{
    return call.raise(ErrorName::TypeError,
                      std::format("'{}' object cannot be interpreted as an integer", typeName(value)));
}

Outcome raiseArgumentType(NativeCall &call, uint32_t index, std::string_view wanted, Value got)
{
    return call.fail(ErrorName::TypeError,
                     std::format("argument {} must be {}, got {}", index + 1, wanted, typeName(got)));
}

Array *elementsOf(NativeCall &call, Value iterable, Outcome &outcome)
{
    if (iterable.isArray()) return iterable.asArray();
    outcome = toArray(call, iterable);
    return outcome == Outcome::Return ? call.result.asArray() : nullptr;
}

Outcome giveString(NativeCall &call, String *text)
{
    return text ? call.give(Value::string(text)) : Outcome::Stop;
}

Array *arrayOf(Heap &heap, const Value *first, size_t count)
{
    Array *array = heap.filledArray(count, Value::null());
    if (array) std::copy_n(first, count, array->items);
    return array;
}

Array *pairOf(Heap &heap, Value first, Value second)
{
    const Value both[] = {first, second};
    return arrayOf(heap, both, 2);
}

Value newText(Heap &heap, std::string_view text)
{
    String *string = heap.string(text);
    return string ? Value::string(string) : Value::unset();
}

Array *charactersOf(NativeCall &call, const String *text)
{
    Array *array = call.heap().filledArray(text->length, Value::null());
    if (!array) return nullptr;
    const std::string_view view = text->view();
    for (size_t offset = 0, i = 0; offset < view.size(); ++i) {
        if (pollAt(call, i)) return nullptr;
        const text::Decoded c = text::decodeAt(view, offset);
        array->items[i] = Value::string(call.heap().characterString(c.value));
        offset += c.length;
    }
    return array;
}

Outcome writeOutput(NativeCall &call, Stream stream, std::string_view text)
{
    Isolate &isolate = call.isolate;
    call.result = Value::null();
    if (isolate.host().write(isolate, stream, text, isolate.nextWait())) return Outcome::Return;
    isolate.beginWait({WaitReason::Kind::Output, {}});
    return Outcome::Park;
}

} // namespace latchkey::modules
