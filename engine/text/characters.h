// SPDX-License-Identifier: GPL-3.0-or-later
// What Unicode says about one character, and the is...() methods of strings, which ask it of all. The properties are
// those the language documents: a digit may be of any script or a superscript, white space includes the four
// separators U+001C to U+001F, a letter is any of the categories L*. Lone surrogates have no property at all.
#pragma once

#include <string_view>

namespace latchkey::text {

bool isWideSpace(char32_t c); ///< What isSpace says beyond ASCII.
inline bool isSpace(char32_t c)
{
    if (c >= 0x80) return isWideSpace(c);
    return c == ' ' || c - 0x09 <= 0x0D - 0x09 || c - 0x1C <= 0x1F - 0x1C;
}
bool isAlpha(char32_t c);
bool isDigit(char32_t c); ///< Decimal digits of any script, and digits in special positions (superscripts).
bool isAlnum(char32_t c); ///< Letters, digits and everything else with a numeric value.
bool isUpper(char32_t c);
bool isLower(char32_t c);
bool isTitle(char32_t c); ///< Letters such as U+01C5, a capital with a small letter in one.
bool isCased(char32_t c);
bool isCaseIgnorable(char32_t c);
bool isPrintable(char32_t c); ///< Neither of the categories C* nor Z*, or the plain space.

/// The value of a decimal digit of any script, or -1.
int decimalDigit(char32_t c);

// Of a whole text; all are false for an empty one.
bool isAllSpace(std::string_view text);
bool isAllAlpha(std::string_view text);
bool isAllDigit(std::string_view text);
bool isAllAlnum(std::string_view text);
bool isUpperText(std::string_view text); ///< At least one capital, no small or title-case letter.
bool isLowerText(std::string_view text);
bool isTitleText(std::string_view text); ///< Capitals begin every run of cased letters and stand nowhere else.

} // namespace latchkey::text
