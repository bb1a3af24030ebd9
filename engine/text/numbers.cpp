// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/numbers.h"

#include "engine/text/characters.h"
#include "engine/text/decimal.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace latchkey::text {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Exponents from here up to there are shown without an exponent.
constexpr int kFirstPositional = -4;
constexpr int kFirstScientific = 16;

// Beyond these, rounding to decimal places changes nothing, or leaves nothing.
constexpr int64_t kMostPlaces = 323;
constexpr int64_t kFewestPlaces = -309;

bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}

char *copied(char *out, std::string_view text)
{
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

char *filled(char *out, char c, int times)
{
    std::memset(out, c, static_cast<size_t>(times));
    return out + times;
}

/// Writes `digits`, whose first stands for 10^exponent, with a point and at least one digit on both sides of it.
char *writePositional(char *out, std::string_view digits, int exponent)
{
    const int count = static_cast<int>(digits.size());
    if (exponent < 0) {
        out = copied(out, "0.");
        out = filled(out, '0', -exponent - 1);
        return copied(out, digits);
    }
    const int whole = exponent + 1;
    if (count <= whole) {
        out = copied(out, digits);
        out = filled(out, '0', whole - count);
        return copied(out, ".0");
    }
    out = copied(out, digits.substr(0, static_cast<size_t>(whole)));
    *out++ = '.';
    return copied(out, digits.substr(static_cast<size_t>(whole)));
}

char *writeFinite(char *out, double value)
{
    if (std::signbit(value)) *out++ = '-';
    char scientific[kNumberChars]; // d[.ddd]e±XX
    char *const end =
        std::to_chars(scientific, scientific + sizeof scientific, std::fabs(value), std::chars_format::scientific).ptr;
    char *const e = std::find(scientific, end, 'e');
    int exponent = 0;
    std::from_chars(e + 1 + (e[1] == '+'), end, exponent);
    if (exponent < kFirstPositional || exponent >= kFirstScientific) return copied(out, {scientific, end});
    char digits[kNumberChars];
    digits[0] = scientific[0];
    const auto count = static_cast<size_t>(std::max<ptrdiff_t>(e - scientific - 1, 1));
    if (count > 1) std::memcpy(digits + 1, scientific + 2, count - 1);
    return writePositional(out, {digits, count}, exponent);
}

/// An out-of-range number is infinite or zero: its exponent and the place of its first digit tell which.
bool isHuge(std::string_view unsignedNumber)
{
    const size_t e = std::min(unsignedNumber.find_first_of("eE"), unsignedNumber.size());
    const std::string_view mantissa = unsignedNumber.substr(0, e);
    const size_t first = mantissa.find_first_of("123456789");
    if (first == kNone) return false;
    const size_t dot = std::min(mantissa.find('.'), mantissa.size());
    const auto place = static_cast<int64_t>(dot) - static_cast<int64_t>(first);
    if (e + 1 >= unsignedNumber.size()) return place > 0;
    const bool negative = unsignedNumber[e + 1] == '-';
    const size_t digitsAt = e + 1 + (negative || unsignedNumber[e + 1] == '+');
    int64_t exponent = 0;
    const auto parsed =
        std::from_chars(unsignedNumber.data() + digitsAt, unsignedNumber.data() + unsignedNumber.size(), exponent);
    if (parsed.ec != std::errc() || exponent > std::numeric_limits<int64_t>::max() / 2) return !negative;
    return (negative ? -exponent : exponent) + place > 0;
}

/// The value of digits with an optional point and exponent, all of the text and nothing else.
std::optional<double> unsignedDecimal(std::string_view text)
{
    // from_chars also takes words such as "inf", which a number does not begin with.
    if (text.empty() || !(isAsciiDigit(text[0]) || text[0] == '.')) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
    if (error == std::errc::result_out_of_range) return isHuge(text) ? kInfinity : 0.0;
    return value;
}

/// `text` with digits of any script turned into ASCII and `_` between digits dropped. No value: something is neither
/// ASCII nor a digit, or a `_` stands elsewhere.
std::optional<std::string> normalized(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    bool afterUnderscore = false;
    for (size_t i = 0; i < text.size();) {
        const Decoded c = decodeAt(text, i);
        i += c.length;
        const int digit = decimalDigit(c.value);
        if (afterUnderscore && digit < 0) return std::nullopt;
        afterUnderscore = c.value == '_';
        if (afterUnderscore) {
            if (out.empty() || !isAsciiDigit(out.back())) return std::nullopt;
        } else if (digit >= 0) {
            out += static_cast<char>('0' + digit);
        } else if (c.value < 0x80) {
            out += static_cast<char>(c.value);
        } else {
            return std::nullopt;
        }
    }
    if (afterUnderscore) return std::nullopt;
    return out;
}

/// White space around a number does not include the separators U+001C to U+001F, unlike that around words.
bool surroundsNumbers(char32_t c)
{
    return isSpace(c) && !(c >= 0x1C && c <= 0x1F);
}

std::string_view withoutSpaces(std::string_view text)
{
    while (!text.empty() && surroundsNumbers(decodeAt(text, 0).value)) text.remove_prefix(decodeAt(text, 0).length);
    while (!text.empty()) {
        const Decoded last = decodeBefore(text, text.size());
        if (!surroundsNumbers(last.value)) break;
        text.remove_suffix(last.length);
    }
    return text;
}

/// Removes a sign; true when it was a minus.
bool takeSign(std::string_view &text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    return negative;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase)
{
    return std::ranges::equal(
        text, lowerCase, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b; });
}

std::optional<double> parseUnsignedFloat(std::string_view text)
{
    if (equalsIgnoringCase(text, "inf") || equalsIgnoringCase(text, "infinity")) return kInfinity;
    if (equalsIgnoringCase(text, "nan")) return kNan;
    return unsignedDecimal(text);
}

/// Rounds `whole`, an integral double in decimal digits, to a multiple of 10^places; `sticky` says that the value had
/// a fraction besides.
std::string roundedDigits(std::string whole, size_t places, bool sticky)
{
    if (whole.size() < places) return "0";
    if (whole.size() == places) whole.insert(0, 1, '0');
    const size_t kept = whole.size() - places;
    const char next = whole[kept];
    const bool beyond = sticky || whole.find_first_not_of('0', kept + 1) != std::string::npos;
    const bool odd = (whole[kept - 1] - '0') % 2 != 0;
    const bool up = next > '5' || (next == '5' && (beyond || odd));
    std::fill(whole.begin() + static_cast<ptrdiff_t>(kept), whole.end(), '0');
    if (!up) return whole;
    size_t i = kept;
    while (i > 0 && whole[i - 1] == '9') whole[--i] = '0';
    if (i == 0) return "1" + whole;
    ++whole[i - 1];
    return whole;
}

double roundLeftOfPoint(double value, size_t places)
{
    const double whole = std::trunc(std::fabs(value));
    char buffer[320];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, whole, std::chars_format::fixed, 0).ptr;
    const std::string digits = roundedDigits({buffer, end}, places, whole != std::fabs(value));
    return std::copysign(unsignedDecimal(digits).value_or(kNan), value);
}

} // namespace

char *writeNumber(char *out, int64_t value)
{
    return std::to_chars(out, out + kNumberChars, value).ptr;
}

char *writeNumber(char *out, double value)
{
    if (std::isnan(value)) return copied(out, "nan");
    if (std::isinf(value)) return copied(out, value < 0 ? "-inf" : "inf");
    return writeFinite(out, value);
}

std::string display(int64_t value)
{
    char buffer[kNumberChars];
    return {buffer, writeNumber(buffer, value)};
}

std::string display(double value)
{
    char buffer[kNumberChars];
    return {buffer, writeNumber(buffer, value)};
}

std::optional<double> parseFloatLiteral(std::string_view text)
{
    return unsignedDecimal(text);
}

std::optional<double> parseFloat(std::string_view text)
{
    const std::optional<std::string> plain = normalized(withoutSpaces(text));
    if (!plain) return std::nullopt;
    std::string_view number = *plain;
    const bool negative = takeSign(number);
    const std::optional<double> value = parseUnsignedFloat(number);
    if (!value) return std::nullopt;
    return negative ? -*value : *value;
}

IntegerText integerOfDigits(std::string_view digits, bool negative)
{
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    uint64_t magnitude = 0;
    const char *end = digits.data() + digits.size();
    const bool fits = digits.empty() || std::from_chars(digits.data(), end, magnitude).ec == std::errc();
    constexpr auto kMost = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
    if (!fits || magnitude > kMost + (negative ? 1 : 0)) return {negative, std::nullopt, std::string(digits)};
    return {negative && magnitude != 0, static_cast<int64_t>(negative ? 0 - magnitude : magnitude), {}};
}

std::optional<IntegerText> parseInteger(std::string_view text)
{
    const std::optional<std::string> plain = normalized(withoutSpaces(text));
    if (!plain) return std::nullopt;
    std::string_view digits = *plain;
    const bool negative = takeSign(digits);
    if (digits.empty() || !std::ranges::all_of(digits, isAsciiDigit)) return std::nullopt;
    return integerOfDigits(digits, negative);
}

double roundTo(double value, int64_t places)
{
    if (!std::isfinite(value) || value == 0 || places > kMostPlaces) return value;
    if (places < kFewestPlaces) return std::copysign(0.0, value);
    if (places < 0) return roundLeftOfPoint(value, static_cast<size_t>(-places));
    if (std::fabs(value) >= 0x1p53) return value; // has no fraction
    if (places == 0) return std::nearbyint(value);
    char buffer[420];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::fixed,
                                   static_cast<int>(places))
                         .ptr;
    return std::copysign(unsignedDecimal({buffer, end}).value_or(kNan), value);
}

} // namespace latchkey::text
