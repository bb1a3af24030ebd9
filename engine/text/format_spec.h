// SPDX-License-Identifier: GPL-3.0-or-later
// The mini-language of format(value, spec):
//
//     [[fill]align][sign][z][#][0][width][,|_][.precision][type]
//
// `parseFormatSpec` checks everything that can be seen from the spec and the kind of value alone, the `format...`
// functions apply it. Texts of errors are those of the language. Integers of any size take part through
// `IntegerOperand`, which asks the caller for digits; 64-bit ones have an overload of their own. Since a width may be
// billions, results larger than `maxBytes` are refused before they are built.
#pragma once

#include "engine/text/poll.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace latchkey::text {

struct FormatError {
    enum class Kind { ValueError, TypeError, OverflowError, TooLarge };

    Kind kind = Kind::ValueError;
    std::string message; ///< Empty for TooLarge: running out of memory has one text for all.

    friend bool operator==(const FormatError &, const FormatError &) = default;
};

using Formatted = std::expected<std::string, FormatError>;

struct FormatSpec {
    char32_t fill = ' ';
    char align = '>';  ///< `<`, `>`, `^` or `=`
    char sign = 0;     ///< `+`, `-`, space; 0: none written
    char grouping = 0; ///< `,` or `_`; 0: none
    bool noNegativeZero = false;
    bool alternate = false;
    int64_t width = -1;     ///< -1: none written
    int64_t precision = -1; ///< -1: none written
    char32_t type = 0;      ///< 0: none written and none implied
};

enum class FormatSubject { Integer, Float, String };

std::expected<FormatSpec, FormatError> parseFormatSpec(std::string_view spec, FormatSubject subject);

/// How a type character appears in an error: itself when it is visible ASCII, else its number.
std::string shownFormatType(char32_t type);

/// An integer of any size: a sign, and its magnitude on demand.
struct IntegerOperand {
    bool negative = false;
    /// The digits of the magnitude in base 2, 8, 10 or 16: lower case, no leading zeros, "0" for zero.
    std::string (*digits)(const void *number, int base) = nullptr;
    const void *number = nullptr;
};

/// How much text may come out, and what is asked while it grows; stopped half-way, the result is that it is too large.
struct FormatRoom {
    FormatRoom(size_t most = SIZE_MAX, Poll stop = {})
        : bytes(most)
        , poll(stop)
    {
    }
    size_t bytes;
    Poll poll;
};

Formatted formatInteger(const IntegerOperand &value, std::string_view spec, const FormatRoom &room = {});
Formatted formatInteger(int64_t value, std::string_view spec, const FormatRoom &room = {});
Formatted formatFloat(double value, std::string_view spec, const FormatRoom &room = {});
Formatted formatString(std::string_view text, std::string_view spec, const FormatRoom &room = {});

/// The error for a value of type `typeName` that takes no spec.
FormatError unsupportedFormat(std::string_view typeName);

} // namespace latchkey::text
