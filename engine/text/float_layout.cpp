// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/float_layout.h"

#include "engine/text/decimal.h"
#include "engine/text/numbers.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <string_view>

namespace latchkey::text {

namespace {

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

} // namespace

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

bool isZero(const NumberParts &parts)
{
    const std::string_view rest = parts.rest;
    return parts.digits.find_first_not_of('0') == kNone &&
           rest.substr(0, rest.find_first_of("eE")).find_first_not_of(".0") == kNone;
}

} // namespace latchkey::text
