// SPDX-License-Identifier: GPL-3.0-or-later
// Applies a spec to a value: the parts of the number, then grouping, zeros and padding.
#include "engine/text/float_layout.h"
#include "engine/text/format_spec.h"
#include "engine/text/numbers.h"
#include "engine/text/trim.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <climits>
#include <cmath>

namespace latchkey::text {

namespace {

using Kind = FormatError::Kind;

constexpr int kDefaultPrecision = 6;

std::unexpected<FormatError> valueError(std::string message)
{
    return std::unexpected(FormatError{Kind::ValueError, std::move(message)});
}

std::unexpected<FormatError> tooLarge()
{
    return std::unexpected(FormatError{Kind::TooLarge, {}});
}

std::unexpected<FormatError> unknownType(char32_t type, std::string_view typeName)
{
    return valueError("Unknown format code '" + shownFormatType(type) + "' for object of type '" +
                      std::string(typeName) + "'");
}

size_t separatorsFor(size_t digits, const NumberParts &parts, const FormatSpec &spec)
{
    if (!spec.grouping || digits == 0) return 0;
    return (digits - 1) / static_cast<size_t>(parts.groupSize);
}

/// How many digits, counting added zeros, fill `width` characters together with their separators, without going below
/// the digits there are. A group is never begun with a separator, so the text may get one wider.
size_t digitsForWidth(size_t width, const NumberParts &parts, const FormatSpec &spec)
{
    if (parts.digits.empty()) return 0;
    if (!spec.grouping) return std::max(width, parts.digits.size());
    const auto group = static_cast<size_t>(parts.groupSize);
    // n digits take n + (n - 1) / group characters: this is the smallest n that reaches the width.
    const size_t needed = width == 0 ? 0 : width / (group + 1) * group + std::max<size_t>(width % (group + 1), 1);
    return std::max(needed, parts.digits.size());
}

void appendGrouped(std::string &out, size_t count, const NumberParts &parts, const FormatSpec &spec)
{
    const size_t zeros = count - parts.digits.size();
    if (!spec.grouping) {
        out.append(zeros, '0');
        out += parts.digits;
        return;
    }
    const auto group = static_cast<size_t>(parts.groupSize);
    for (size_t i = 0; i < count; ++i) {
        if (i > 0 && (count - i) % group == 0) out += spec.grouping;
        out += i < zeros ? '0' : parts.digits[i - zeros];
    }
}

/// Padding left of the sign, between sign and digits, and at the end.
struct Padding {
    size_t left = 0;
    size_t inner = 0;
    size_t right = 0;
};

Padding paddingFor(char align, size_t padding)
{
    switch (align) {
    case '<':
        return {0, 0, padding};
    case '^':
        return {padding / 2, 0, padding - padding / 2};
    case '=':
        return {0, padding, 0};
    default:
        return {padding, 0, 0};
    }
}

Formatted layOut(const NumberParts &parts, const FormatSpec &spec, const FormatRoom &room)
{
    std::string sign;
    if (parts.negative) {
        sign = "-";
    } else if (spec.sign == '+' || spec.sign == ' ') {
        sign = spec.sign;
    }
    const size_t width = spec.width > 0 ? static_cast<size_t>(spec.width) : 0;
    const size_t others = sign.size() + parts.prefix.size() + countCodePoints(parts.rest);
    const std::string fill = encoded(spec.fill);
    if (width > room.bytes / fill.size() || parts.digits.size() * 2 + parts.rest.size() > room.bytes) return tooLarge();
    const bool zeroFilled = spec.fill == '0' && spec.align == '=';
    const size_t minDigits = zeroFilled && width > others ? width - others : 0;
    const size_t count = digitsForWidth(minDigits, parts, spec);
    const size_t used = others + count + separatorsFor(count, parts, spec);
    const Padding padding = paddingFor(spec.align, width > used ? width - used : 0);

    std::string out;
    out.reserve(std::max(used, width) * fill.size());
    if (!appendRepeated(out, fill, padding.left, room.poll)) return tooLarge();
    out += sign;
    out += parts.prefix;
    if (!appendRepeated(out, fill, padding.inner, room.poll)) return tooLarge();
    appendGrouped(out, count, parts, spec);
    out += parts.rest;
    if (!appendRepeated(out, fill, padding.right, room.poll)) return tooLarge();
    return out;
}

bool isFloatType(char32_t type)
{
    return type != 0 && std::u32string_view(U"eEfFgG%").contains(type);
}

FloatStyle styleOf(const FormatSpec &spec)
{
    FloatStyle style;
    style.alternate = spec.alternate;
    style.addPointZero = spec.type == 0;
    style.capital = spec.type == 'E' || spec.type == 'F' || spec.type == 'G';
    switch (spec.type) {
    case 0:
        style.code = spec.precision < 0 ? 'r' : 'g';
        break;
    case 'e':
    case 'E':
        style.code = 'e';
        break;
    case 'f':
    case 'F':
    case '%':
        style.code = 'f';
        break;
    default:
        style.code = 'g'; // `g`, `G` and `n`
    }
    style.precision = spec.precision < 0 ? kDefaultPrecision : static_cast<int>(spec.precision);
    return style;
}

Formatted applyToFloat(double value, const FormatSpec &spec, const FormatRoom &room)
{
    if (spec.type != 0 && spec.type != 'n' && !isFloatType(spec.type)) return unknownType(spec.type, "number");
    if (spec.precision > INT_MAX) return valueError("precision too big");
    // What is written may need the precision and the largest exponent in full.
    if (spec.precision > 0 && static_cast<size_t>(spec.precision) > room.bytes) return tooLarge();
    NumberParts parts = floatParts(spec.type == '%' ? value * 100 : value, styleOf(spec));
    if (spec.noNegativeZero && std::isfinite(value) && isZero(parts)) parts.negative = false;
    if (spec.type == '%') parts.rest += '%';
    return layOut(parts, spec, room);
}

Formatted applyCharacter(const IntegerOperand &value, const FormatSpec &spec, const FormatRoom &room)
{
    if (spec.sign) return valueError("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return valueError("Alternate form (#) not allowed with integer format specifier 'c'");
    const IntegerText number = integerOfDigits(value.digits(value.number, 10), value.negative);
    if (!number.small || *number.small < 0 || *number.small > static_cast<int64_t>(kMaxCodePoint))
        return std::unexpected(FormatError{Kind::OverflowError, "%c arg not in range(0x110000)"});
    NumberParts parts;
    appendCodePoint(parts.rest, static_cast<char32_t>(*number.small));
    return layOut(parts, spec, room);
}

Formatted applyFloatTypeToInteger(const IntegerOperand &value, const FormatSpec &spec, const FormatRoom &room)
{
    const double magnitude = parseFloatLiteral(value.digits(value.number, 10)).value_or(0);
    if (std::isinf(magnitude))
        return std::unexpected(FormatError{Kind::OverflowError, "integer too large to convert to float"});
    return applyToFloat(value.negative ? -magnitude : magnitude, spec, room);
}

int baseOf(char32_t type)
{
    switch (type) {
    case 'b':
        return 2;
    case 'o':
        return 8;
    case 'x':
    case 'X':
        return 16;
    default:
        return 10;
    }
}

void toCapitals(std::string &digits)
{
    for (char &c : digits) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c ^ 0x20);
    }
}

Formatted applyToInteger(const IntegerOperand &value, const FormatSpec &spec, const FormatRoom &room)
{
    if (isFloatType(spec.type)) return applyFloatTypeToInteger(value, spec, room);
    if (!std::u32string_view(U"bcdoxXn").contains(spec.type)) return unknownType(spec.type, "number");
    if (spec.precision >= 0) return valueError("Precision not allowed in integer format specifier");
    if (spec.noNegativeZero) return valueError("Negative zero coercion (z) not allowed in integer format specifier");
    if (spec.type == 'c') return applyCharacter(value, spec, room);
    const int base = baseOf(spec.type);
    NumberParts parts{.negative = value.negative, .prefix = {}, .digits = value.digits(value.number, base), .rest = {}};
    if (spec.alternate && base != 10) parts.prefix = {'0', static_cast<char>(spec.type)};
    if (spec.type == 'X') toCapitals(parts.digits);
    if (base != 10) parts.groupSize = 4;
    return layOut(parts, spec, room);
}

/// What a spec for strings must not hold.
std::string_view refusedInStrings(const FormatSpec &spec)
{
    if (spec.sign == ' ') return "Space not allowed in string format specifier";
    if (spec.sign) return "Sign not allowed in string format specifier";
    if (spec.noNegativeZero) return "Negative zero coercion (z) not allowed in string format specifier";
    if (spec.alternate) return "Alternate form (#) not allowed in string format specifier";
    if (spec.align == '=') return "'=' alignment not allowed in string format specifier";
    return {};
}

std::string digitsOfInt64(const void *number, int base)
{
    const int64_t value = *static_cast<const int64_t *>(number);
    const uint64_t magnitude = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    char buffer[64];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, magnitude, base).ptr};
}

} // namespace

Formatted formatInteger(const IntegerOperand &value, std::string_view spec, const FormatRoom &room)
{
    const auto parsed = parseFormatSpec(spec, FormatSubject::Integer);
    if (!parsed) return std::unexpected(parsed.error());
    return applyToInteger(value, *parsed, room);
}

Formatted formatInteger(int64_t value, std::string_view spec, const FormatRoom &room)
{
    return formatInteger({value < 0, digitsOfInt64, &value}, spec, room);
}

Formatted formatFloat(double value, std::string_view spec, const FormatRoom &room)
{
    if (spec.empty()) return display(value);
    const auto parsed = parseFormatSpec(spec, FormatSubject::Float);
    if (!parsed) return std::unexpected(parsed.error());
    return applyToFloat(value, *parsed, room);
}

Formatted formatString(std::string_view text, std::string_view spec, const FormatRoom &room)
{
    const auto parsed = parseFormatSpec(spec, FormatSubject::String);
    if (!parsed) return std::unexpected(parsed.error());
    if (parsed->type != 's') return unknownType(parsed->type, "string");
    if (const std::string_view refused = refusedInStrings(*parsed); !refused.empty())
        return valueError(std::string(refused));
    const std::string_view shown =
        parsed->precision < 0 ? text : text.substr(0, offsetOf(text, static_cast<size_t>(parsed->precision)));
    const size_t length = countCodePoints(shown);
    const size_t width = parsed->width > 0 ? static_cast<size_t>(parsed->width) : 0;
    const std::string fill = encoded(parsed->fill);
    if (width > room.bytes / fill.size()) return tooLarge();
    const Padding padding = paddingFor(parsed->align, width > length ? width - length : 0);
    std::string out;
    if (!appendRepeated(out, fill, padding.left, room.poll)) return tooLarge();
    out += shown;
    if (!appendRepeated(out, fill, padding.right, room.poll)) return tooLarge();
    return out;
}

FormatError unsupportedFormat(std::string_view typeName)
{
    return {Kind::TypeError, "unsupported format string passed to " + std::string(typeName)};
}

} // namespace latchkey::text
