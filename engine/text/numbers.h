// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers to text and back, exactly and independent of any locale. Integers beyond 64 bits appear only as digits here;
// turning those into big integers is the caller's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latchkey::text {

/// Room for any double or 64-bit integer in its display form.
inline constexpr size_t kNumberChars = 32;

/// Writes the display form to `out`, which has room for `kNumberChars`; returns the end.
char *writeNumber(char *out, int64_t value);
char *writeNumber(char *out, double value);

/// `7`, `-12`.
std::string display(int64_t value);
/// The shortest digits that read back equal: `1.0`, `0.1`, `1e+16`, `-0.0`, `inf`, `nan`.
std::string display(double value);

/// The value of a float literal of the language: digits with a point, an exponent or both. Too large is infinity.
std::optional<double> parseFloatLiteral(std::string_view text);

/// What float() accepts: white space around, a sign, `_` between digits, digits of any script, `inf`, `infinity` and
/// `nan` in any case.
std::optional<double> parseFloat(std::string_view text);

/// An integer as text. When it fits, `small` holds it and `digits` is empty; else `digits` holds its magnitude in
/// ASCII without leading zeros.
struct IntegerText {
    bool negative = false;
    std::optional<int64_t> small;
    std::string digits;
};

/// What int() accepts for an integer: white space around, a sign, decimal digits of any script, `_` between digits.
std::optional<IntegerText> parseInteger(std::string_view text);

/// The value of plain ASCII digits, as in a literal.
IntegerText integerOfDigits(std::string_view digits, bool negative = false);

/// `value` rounded to `places` decimal places, negative ones standing left of the point: correctly, ties to even on
/// the exact binary value. Infinite only if the rounded value is too large for a double.
double roundTo(double value, int64_t places);

} // namespace latchkey::text
