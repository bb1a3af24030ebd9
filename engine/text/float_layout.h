// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a float in one of the styles of format(), as the parts that padding and grouping treat differently.
#pragma once

#include <string>

namespace latchkey::text {

/// How the digits of a float are written.
struct FloatStyle {
    char code = 'g';           ///< `e`, `f`, `g`, or `r` for the shortest digits
    int precision = 0;         ///< not for `r`
    bool addPointZero = false; ///< A number without point or exponent gets `.0`.
    bool alternate = false;    ///< Keep the point and the trailing zeros.
    bool capital = false;
};

/// A number in the parts that padding and grouping treat differently.
struct NumberParts {
    bool negative = false;
    std::string prefix; ///< `0x` and the like
    std::string digits; ///< Before the point; what is grouped.
    std::string rest;   ///< The point and everything behind it, or all of `inf` and `nan`.
    int groupSize = 3;
};

NumberParts floatParts(double value, const FloatStyle &style);

/// True when the digits written are all zeros.
bool isZero(const NumberParts &parts);

} // namespace latchkey::text
