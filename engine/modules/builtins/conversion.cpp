// SPDX-License-Identifier: GPL-3.0-or-later
// Built-ins that turn one kind of value into another (language.md 11.1, 11.4).
#include "engine/modules/builtins/functions.h"
#include "engine/modules/support/numbers.h"
#include "engine/modules/support/text_results.h"
#include "engine/text/format_spec.h"
#include "engine/text/numbers.h"
#include "engine/text/quote.h"
#include "engine/text/utf8.h"

#include <cmath>
#include <format>

namespace latchkey::modules::builtins {

using namespace vm;

namespace {

/// int() of a string that is not plain digits: through a float.
Outcome integerOfFloatText(NativeCall &call, std::string_view text)
{
    const std::optional<double> real = text::parseFloat(text);
    if (real && !std::isnan(*real)) return giveTruncated(call, *real);
    return call.raise(ErrorName::ValueError, "invalid literal for int() with base 10: " + text::quoted(text));
}

Outcome integerOfText(NativeCall &call, std::string_view text)
{
    const std::optional<text::IntegerText> number = text::parseInteger(text);
    if (!number) return integerOfFloatText(call, text);
    if (number->small) return call.give(call.heap().integer(*number->small));
    return giveDigits(call, number->digits, number->negative);
}

Outcome displayed(NativeCall &call, Value value, Display mode)
{
    std::string text;
    return appendDisplay(call.isolate, value, mode, text) ? call.giveText(text) : Outcome::Stop;
}

Outcome inBase(NativeCall &call, int base, std::string_view prefix)
{
    const Value value = call.arguments[0];
    if (!isIntegral(value)) return raiseNotInteger(call, value);
    const Value number = value.isBoolean() ? Value::small(value.asBoolean()) : value;
    const bool isNegative = compareNumbers(number, Value::small(0)) < 0;
    std::string digits(isNegative ? "" : prefix);
    if (!appendInteger(call.isolate, number, base, digits)) return Outcome::Stop;
    if (isNegative) digits.insert(1, prefix);
    return call.poll() ? Outcome::Stop : call.giveText(digits);
}

Outcome giveFormatted(NativeCall &call, const text::Formatted &formatted)
{
    if (formatted) return call.giveText(*formatted);
    using Kind = text::FormatError::Kind;
    switch (formatted.error().kind) {
    case Kind::TooLarge:
        return stopForMemory(call);
    case Kind::TypeError:
        return call.raise(ErrorName::TypeError, formatted.error().message);
    case Kind::OverflowError:
        return call.raise(ErrorName::OverflowError, formatted.error().message);
    case Kind::ValueError:
        break;
    }
    return call.raise(ErrorName::ValueError, formatted.error().message);
}

/// Stopped half-way it gives a text all the same, which nobody sees: the stop is on its way.
text::Formatted formatBig(NativeCall &call, Value big, std::string_view spec, const text::FormatRoom &room)
{
    struct Number {
        Isolate &isolate;
        Value value;
    };
    const Number operand{call.isolate, big};
    const auto digits = [](const void *number, int base) {
        const auto *self = static_cast<const Number *>(number);
        std::string text;
        if (!appendInteger(self->isolate, self->value, base, text)) return std::string("0");
        return text.starts_with('-') ? text.substr(1) : text;
    };
    const text::IntegerOperand integer{mpz_sgn(cellAs<BigInt>(big)->number) < 0, digits, &operand};
    return text::formatInteger(integer, spec, room);
}

text::Formatted formatValue(NativeCall &call, Value value, std::string_view spec)
{
    const text::FormatRoom room(roomFor(call), pollOf(call));
    if (value.isString()) return text::formatString(value.asString()->view(), spec, room);
    if (value.isReal()) return text::formatFloat(value.asReal(), spec, room);
    if (isBig(value)) return formatBig(call, value, spec, room);
    if (isIntegral(value)) return text::formatInteger(clampInteger(value), spec, room);
    return std::unexpected(text::unsupportedFormat(typeName(value)));
}

} // namespace

Outcome toInteger(NativeCall &call)
{
    const Value value = call.arguments[0];
    if (isInteger(value)) return call.give(value);
    if (value.isBoolean()) return call.give(Value::small(value.asBoolean()));
    if (value.isReal()) return giveTruncated(call, value.asReal());
    if (value.isString()) return integerOfText(call, value.asString()->view());
    return call.raise(ErrorName::TypeError,
                      std::format("int() argument must be a string or a number, not '{}'", typeName(value)));
}

Outcome toFloat(NativeCall &call)
{
    const Value value = call.arguments[0];
    if (isArithmetic(value)) {
        if (isBig(value) && !bigFitsReal(value)) return raiseTooLargeForFloat(call);
        return call.give(Value::real(toReal(value)));
    }
    if (!value.isString())
        return call.raise(ErrorName::TypeError,
                          std::format("float() argument must be a string or a number, not '{}'", typeName(value)));
    const std::optional<double> real = text::parseFloat(value.asString()->view());
    if (real) return call.give(Value::realFromOutside(*real));
    return call.raise(ErrorName::ValueError,
                      "could not convert string to float: " + text::quoted(value.asString()->view()));
}

Outcome toText(NativeCall &call)
{
    if (call.arguments[0].isString()) return call.give(call.arguments[0]);
    return displayed(call, call.arguments[0], Display::Direct);
}

Outcome toBoolean(NativeCall &call)
{
    return call.give(Value::boolean(isTruthy(call.arguments[0])));
}

Outcome typeOf(NativeCall &call)
{
    return call.giveText(typeName(call.arguments[0]));
}

Outcome isInstance(NativeCall &call)
{
    const Value name = call.arguments[1];
    return call.give(Value::boolean(name.isString() && name.asString()->view() == typeName(call.arguments[0])));
}

Outcome represent(NativeCall &call)
{
    const Value value = call.arguments[0];
    return displayed(call, value, value.isBoolean() ? Display::Direct : Display::Quoted);
}

Outcome format(NativeCall &call)
{
    const Value value = call.arguments[0];
    if (call.has(1) && !call.arguments[1].isString())
        return call.raise(ErrorName::TypeError,
                          std::format("format() argument 2 must be string, not {}", typeName(call.arguments[1])));
    const std::string_view spec = textOr(call, 1, "");
    if (spec.empty()) return displayed(call, value, Display::Plain);
    const text::Formatted formatted = formatValue(call, value, spec);
    return call.poll() ? Outcome::Stop : giveFormatted(call, formatted);
}

Outcome character(NativeCall &call)
{
    if (!isIntegral(call.arguments[0])) return raiseNotInteger(call, call.arguments[0]);
    const int64_t code = clampInteger(call.arguments[0]);
    if (code < 0 || code > int64_t(text::kMaxCodePoint))
        return call.raise(ErrorName::ValueError, "chr() arg not in range(0x110000)");
    return giveString(call, call.heap().characterString(static_cast<uint32_t>(code)));
}

Outcome ordinal(NativeCall &call)
{
    const Value value = call.arguments[0];
    if (!value.isString())
        return call.raise(ErrorName::TypeError,
                          std::format("ord() expected string of length 1, but {} found", typeName(value)));
    if (value.asString()->length != 1)
        return call.raise(ErrorName::TypeError, std::format("ord() expected a character, but string of length {} found",
                                                            value.asString()->length));
    return call.give(Value::small(codePointAt(value.asString(), 0)));
}

Outcome hexadecimal(NativeCall &call)
{
    return inBase(call, 16, "0x");
}
Outcome binary(NativeCall &call)
{
    return inBase(call, 2, "0b");
}
Outcome octal(NativeCall &call)
{
    return inBase(call, 8, "0o");
}

} // namespace latchkey::modules::builtins
