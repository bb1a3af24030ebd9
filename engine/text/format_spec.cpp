// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/format_spec.h"

#include "engine/text/characters.h"
#include "engine/text/decimal.h"
#include "engine/text/numbers.h"
#include "engine/text/trim.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <climits>
#include <cmath>
#include <limits>

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

/// How a type character appears in an error: itself when it is visible ASCII, else its number.
std::string shownType(char32_t type)
{
    if (type > 0x20 && type < 0x7F) return std::string(1, static_cast<char>(type));
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<uint32_t>(type), 16).ptr;
    return "\\x" + std::string(digits, end);
}

std::unexpected<FormatError> unknownType(char32_t type, std::string_view typeName)
{
    return valueError("Unknown format code '" + shownType(type) + "' for object of type '" + std::string(typeName) +
                      "'");
}

constexpr bool isAlign(char32_t c)
{
    return c == '<' || c == '>' || c == '^' || c == '=';
}

/// Reads a spec from left to right, part by part in the order of the grammar.
class SpecReader
{
public:
    SpecReader(std::string_view spec, FormatSubject subject)
        : m_text(spec)
    {
        m_spec.align = subject == FormatSubject::String ? '<' : '>';
        m_spec.type = subject == FormatSubject::String ? 's' : subject == FormatSubject::Integer ? 'd' : 0;
        m_zeroAligns = subject != FormatSubject::String;
    }

    std::expected<FormatSpec, FormatError> read()
    {
        readAlign();
        if (peek() == '+' || peek() == '-' || peek() == ' ') m_spec.sign = static_cast<char>(take());
        m_spec.noNegativeZero = takeIf('z');
        m_spec.alternate = takeIf('#');
        readZero();
        if (!readNumber(m_spec.width) || !readGrouping() || !readPrecision() || !readType() || !checkGrouping())
            return std::unexpected(m_error);
        return m_spec;
    }

private:
    static constexpr char32_t kEnd = kMaxCodePoint + 1;

    bool atEnd() const { return m_at == m_text.size(); }
    char32_t peek() const { return atEnd() ? kEnd : decodeAt(m_text, m_at).value; }

    char32_t take()
    {
        const Decoded c = decodeAt(m_text, m_at);
        m_at += c.length;
        return c.value;
    }

    bool takeIf(char32_t wanted)
    {
        if (peek() != wanted) return false;
        take();
        return true;
    }

    bool fail(std::string message)
    {
        m_error = {Kind::ValueError, std::move(message)};
        return false;
    }

    void readAlign()
    {
        if (atEnd()) return;
        const Decoded first = decodeAt(m_text, m_at);
        const size_t second = m_at + first.length;
        if (second < m_text.size() && isAlign(decodeAt(m_text, second).value)) {
            m_spec.fill = take();
            m_fillWritten = m_alignWritten = true;
        } else if (isAlign(first.value)) {
            m_alignWritten = true;
        }
        if (m_alignWritten) m_spec.align = static_cast<char>(take());
    }

    /// A zero before the width fills with zeros behind the sign, unless fill or align say otherwise.
    void readZero()
    {
        if (m_fillWritten || !takeIf('0')) return;
        m_spec.fill = '0';
        if (!m_alignWritten && m_zeroAligns) m_spec.align = '=';
    }

    /// Leaves `number` alone when there is none.
    bool readNumber(int64_t &number)
    {
        int64_t value = 0;
        bool any = false;
        for (int digit = -1; !atEnd() && (digit = decimalDigit(peek())) >= 0; take()) {
            if (__builtin_mul_overflow(value, int64_t(10), &value) ||
                __builtin_add_overflow(value, int64_t(digit), &value))
                return fail("Too many decimal digits in format string");
            any = true;
        }
        if (any) number = value;
        return true;
    }

    bool readGrouping()
    {
        if (takeIf(',')) m_spec.grouping = ',';
        const bool underscore = takeIf('_');
        if (underscore && (m_spec.grouping || peek() == ',')) return fail("Cannot specify both ',' and '_'.");
        if (underscore) m_spec.grouping = '_';
        return true;
    }

    bool readPrecision()
    {
        if (!takeIf('.')) return true;
        if (!readNumber(m_spec.precision)) return false;
        return m_spec.precision >= 0 || fail("Format specifier missing precision");
    }

    bool readType()
    {
        if (atEnd()) return true;
        m_spec.type = take();
        return atEnd() || fail("Invalid format specifier");
    }

    bool checkGrouping()
    {
        if (!m_spec.grouping || m_spec.type == 0) return true;
        constexpr std::u32string_view kAny = U"defgEG%F";
        constexpr std::u32string_view kUnderscoreOnly = U"boxX";
        if (kAny.contains(m_spec.type)) return true;
        if (m_spec.grouping == '_' && kUnderscoreOnly.contains(m_spec.type)) return true;
        return fail(std::string("Cannot specify '") + m_spec.grouping + "' with '" + shownType(m_spec.type) + "'.");
    }

    std::string_view m_text;
    size_t m_at = 0;
    FormatSpec m_spec;
    FormatError m_error;
    bool m_fillWritten = false;
    bool m_alignWritten = false;
    bool m_zeroAligns = false;
};

/// A number in the parts that padding and grouping treat differently.
struct NumberParts
{
    bool negative = false;
    std::string prefix; ///< `0x` and the like
    std::string digits; ///< Before the point; what is grouped.
    std::string rest;   ///< The point and everything behind it, or all of `inf` and `nan`.
    int groupSize = 3;
};

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
struct Padding
{
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

Formatted layOut(const NumberParts &parts, const FormatSpec &spec, size_t maxBytes)
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
    if (width > maxBytes / fill.size() || parts.digits.size() * 2 + parts.rest.size() > maxBytes) return tooLarge();
    const bool zeroFilled = spec.fill == '0' && spec.align == '=';
    const size_t minDigits = zeroFilled && width > others ? width - others : 0;
    const size_t count = digitsForWidth(minDigits, parts, spec);
    const size_t used = others + count + separatorsFor(count, parts, spec);
    const Padding padding = paddingFor(spec.align, width > used ? width - used : 0);

    std::string out;
    out.reserve(std::max(used, width) * fill.size());
    appendRepeated(out, fill, padding.left);
    out += sign;
    out += parts.prefix;
    appendRepeated(out, fill, padding.inner);
    appendGrouped(out, count, parts, spec);
    out += parts.rest;
    appendRepeated(out, fill, padding.right);
    return out;
}

/// How the digits of a float are written.
struct FloatStyle
{
    char code = 'g';           ///< `e`, `f`, `g`, or `r` for the shortest digits
    int precision = 0;         ///< not for `r`
    bool addPointZero = false; ///< A number without point or exponent gets `.0`.
    bool alternate = false;    ///< Keep the point and the trailing zeros.
    bool capital = false;
};

Decimal digitsFor(double value, FloatStyle &style)
{
    switch (style.code) {
    case 'e':
        return decimalOfDigits(value, std::min(style.precision, INT_MAX - 1) + 1);
    case 'f':
        return decimalOfPlaces(value, style.precision);
    case 'g':
        style.precision = std::max(style.precision, 1);
        return decimalOfDigits(value, style.precision);
    default:
        return shortestDecimal(value);
    }
}

bool usesExponent(const FloatStyle &style, int point)
{
    if (style.code == 'g') return point <= -4 || point > style.precision - (style.addPointZero ? 1 : 0);
    return style.code == 'e' || (style.code == 'r' && (point <= -4 || point > 16));
}

/// The place behind the last digit to write, counted like `Decimal::point`.
int64_t lastPlace(const FloatStyle &style, const Decimal &decimal)
{
    switch (style.code) {
    case 'e':
        return int64_t(style.precision) + 1;
    case 'f':
        return int64_t(decimal.point) + style.precision;
    case 'g':
        if (style.alternate) return style.precision;
        [[fallthrough]];
    default:
        return static_cast<int64_t>(decimal.digits.size());
    }
}

/// Appends the digits at places `from`..`to` of `digits`, which zeros surround.
void appendPlaces(std::string &out, const std::string &digits, int64_t from, int64_t to)
{
    const auto size = static_cast<int64_t>(digits.size());
    const auto zeros = [&out](int64_t count) { out.append(static_cast<size_t>(std::max<int64_t>(count, 0)), '0'); };
    if (from >= to) return;
    zeros(std::min<int64_t>(to, 0) - from);
    const int64_t first = std::clamp<int64_t>(from, 0, size);
    const int64_t last = std::clamp<int64_t>(to, first, size);
    out.append(digits, static_cast<size_t>(first), static_cast<size_t>(last - first));
    zeros(to - std::max(from, size));
}

std::string exponentText(int exponent, bool capital)
{
    const int magnitude = std::abs(exponent);
    std::string out(1, capital ? 'E' : 'e');
    out += exponent < 0 ? '-' : '+';
    if (magnitude < 10) out += '0';
    return out + display(int64_t(magnitude));
}

NumberParts finiteParts(double value, FloatStyle style)
{
    const Decimal decimal = digitsFor(value, style);
    const bool exponent = usesExponent(style, decimal.point);
    const int64_t point = exponent ? 1 : decimal.point;
    const int64_t atLeast = point + (style.addPointZero && !exponent ? 1 : 0);
    const int64_t last = std::max(lastPlace(style, decimal), atLeast);

    NumberParts parts{.negative = decimal.negative, .prefix = {}, .digits = {}, .rest = {}};
    appendPlaces(parts.digits, decimal.digits, point <= 0 ? point - 1 : 0, point);
    if (last > point || style.alternate) parts.rest = '.';
    appendPlaces(parts.rest, decimal.digits, point, last);
    if (exponent) parts.rest += exponentText(decimal.point - 1, style.capital);
    return parts;
}

bool isZeroText(const NumberParts &parts)
{
    const std::string_view rest = parts.rest;
    return parts.digits.find_first_not_of('0') == kNone &&
           rest.substr(0, rest.find_first_of("eE")).find_first_not_of(".0") == kNone;
}

NumberParts floatParts(double value, const FloatStyle &style)
{
    if (std::isfinite(value)) return finiteParts(value, style);
    NumberParts parts{.negative = value < 0, .prefix = {}, .digits = {}, .rest = {}};
    if (std::isnan(value)) {
        parts.rest = style.capital ? "NAN" : "nan";
    } else {
        parts.rest = style.capital ? "INF" : "inf";
    }
    return parts;
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

Formatted applyToFloat(double value, const FormatSpec &spec, size_t maxBytes)
{
    if (spec.type != 0 && spec.type != 'n' && !isFloatType(spec.type)) return unknownType(spec.type, "number");
    if (spec.precision > INT_MAX) return valueError("precision too big");
    // What is written may need the precision and the largest exponent in full.
    if (spec.precision > 0 && static_cast<size_t>(spec.precision) > maxBytes) return tooLarge();
    NumberParts parts = floatParts(spec.type == '%' ? value * 100 : value, styleOf(spec));
    if (spec.noNegativeZero && std::isfinite(value) && isZeroText(parts)) parts.negative = false;
    if (spec.type == '%') parts.rest += '%';
    return layOut(parts, spec, maxBytes);
}

Formatted applyCharacter(const IntegerOperand &value, const FormatSpec &spec, size_t maxBytes)
{
    if (spec.sign) return valueError("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return valueError("Alternate form (#) not allowed with integer format specifier 'c'");
    const IntegerText number = integerOfDigits(value.digits(value.number, 10), value.negative);
    if (!number.small || *number.small < 0 || *number.small > static_cast<int64_t>(kMaxCodePoint))
        return std::unexpected(FormatError{Kind::OverflowError, "%c arg not in range(0x110000)"});
    NumberParts parts;
    appendCodePoint(parts.rest, static_cast<char32_t>(*number.small));
    return layOut(parts, spec, maxBytes);
}

Formatted applyFloatTypeToInteger(const IntegerOperand &value, const FormatSpec &spec, size_t maxBytes)
{
    const double magnitude = parseFloatLiteral(value.digits(value.number, 10)).value_or(0);
    if (std::isinf(magnitude))
        return std::unexpected(FormatError{Kind::OverflowError, "integer too large to convert to float"});
    return applyToFloat(value.negative ? -magnitude : magnitude, spec, maxBytes);
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

Formatted applyToInteger(const IntegerOperand &value, const FormatSpec &spec, size_t maxBytes)
{
    if (isFloatType(spec.type)) return applyFloatTypeToInteger(value, spec, maxBytes);
    if (!std::u32string_view(U"bcdoxXn").contains(spec.type)) return unknownType(spec.type, "number");
    if (spec.precision >= 0) return valueError("Precision not allowed in integer format specifier");
    if (spec.noNegativeZero) return valueError("Negative zero coercion (z) not allowed in integer format specifier");
    if (spec.type == 'c') return applyCharacter(value, spec, maxBytes);
    const int base = baseOf(spec.type);
    NumberParts parts{.negative = value.negative, .prefix = {}, .digits = value.digits(value.number, base), .rest = {}};
    if (spec.alternate && base != 10) parts.prefix = {'0', static_cast<char>(spec.type)};
    if (spec.type == 'X') toCapitals(parts.digits);
    if (base != 10) parts.groupSize = 4;
    return layOut(parts, spec, maxBytes);
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

std::expected<FormatSpec, FormatError> parseFormatSpec(std::string_view spec, FormatSubject subject)
{
    return SpecReader(spec, subject).read();
}

Formatted formatInteger(const IntegerOperand &value, std::string_view spec, size_t maxBytes)
{
    const auto parsed = parseFormatSpec(spec, FormatSubject::Integer);
    if (!parsed) return std::unexpected(parsed.error());
    return applyToInteger(value, *parsed, maxBytes);
}

Formatted formatInteger(int64_t value, std::string_view spec, size_t maxBytes)
{
    return formatInteger({value < 0, digitsOfInt64, &value}, spec, maxBytes);
}

Formatted formatFloat(double value, std::string_view spec, size_t maxBytes)
{
    if (spec.empty()) return display(value);
    const auto parsed = parseFormatSpec(spec, FormatSubject::Float);
    if (!parsed) return std::unexpected(parsed.error());
    return applyToFloat(value, *parsed, maxBytes);
}

Formatted formatString(std::string_view text, std::string_view spec, size_t maxBytes)
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
    if (width > maxBytes / fill.size()) return tooLarge();
    const Padding padding = paddingFor(parsed->align, width > length ? width - length : 0);
    std::string out;
    appendRepeated(out, fill, padding.left);
    out += shown;
    appendRepeated(out, fill, padding.right);
    return out;
}

FormatError unsupportedFormat(std::string_view typeName)
{
    return {Kind::TypeError, "unsupported format string passed to " + std::string(typeName)};
}

} // namespace latchkey::text
