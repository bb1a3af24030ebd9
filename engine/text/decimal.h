// SPDX-License-Identifier: GPL-3.0-or-later
// A finite double as decimal digits, either the shortest that read back equal or exactly rounded (ties to even on the
// exact binary value). The common ground of display, formatting and rounding.
#pragma once

#include <string>

namespace latchkey::text {

/// The value 0.d1d2d3... x 10^point. `digits` has no zeros at either end; zero is the digit "0" with point 1.
struct Decimal {
    bool negative = false;
    std::string digits;
    int point = 1;
};

Decimal shortestDecimal(double value);

/// Rounded to `significant` digits, at least one.
Decimal decimalOfDigits(double value, int significant);

/// Rounded to `places` digits after the point, at least none.
Decimal decimalOfPlaces(double value, int places);

} // namespace latchkey::text
