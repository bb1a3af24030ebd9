// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace latchkey::text {

namespace {

// No double has more digits than these: rounding to more gives zeros, which need not be computed.
constexpr int kMostDigits = 767;
constexpr int kMostPlaces = 1074;
constexpr int kMostIntegerDigits = 309;

/// Takes apart "ddd.ddd" or "d.ddde+XX", as std::to_chars writes them.
Decimal takenApart(std::string_view written, bool negative)
{
    Decimal result{.negative = negative, .digits = {}, .point = 0};
    const size_t e = written.find('e');
    if (e != std::string_view::npos) {
        const char *exponent = written.data() + e + 1 + (written[e + 1] == '+');
        std::from_chars(exponent, written.data() + written.size(), result.point);
        written = written.substr(0, e);
    }
    const size_t dot = std::min(written.find('.'), written.size());
    result.point += static_cast<int>(dot);
    result.digits.append(written.substr(0, dot));
    if (dot < written.size()) result.digits.append(written.substr(dot + 1));

    const size_t last = result.digits.find_last_not_of('0');
    if (last == std::string::npos) return {.negative = negative, .digits = "0", .point = 1};
    result.digits.resize(last + 1);
    const size_t first = result.digits.find_first_not_of('0');
    result.digits.erase(0, first);
    result.point -= static_cast<int>(first);
    return result;
}

} // namespace

Decimal shortestDecimal(double value)
{
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific).ptr;
    return takenApart({buffer, end}, std::signbit(value));
}

Decimal decimalOfDigits(double value, int significant)
{
    char buffer[kMostDigits + 16];
    const int precision = std::clamp(significant, 1, kMostDigits) - 1;
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific, precision).ptr;
    return takenApart({buffer, end}, std::signbit(value));
}

Decimal decimalOfPlaces(double value, int places)
{
    char buffer[kMostIntegerDigits + kMostPlaces + 16];
    const int precision = std::clamp(places, 0, kMostPlaces);
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::fixed, precision).ptr;
    return takenApart({buffer, end}, std::signbit(value));
}

} // namespace latchkey::text
