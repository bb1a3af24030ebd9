// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/characters.h"

#include "engine/text/utf8.h"

#include <unicode/uchar.h>

namespace latchkey::text {

namespace {

constexpr bool inRange(char32_t c, char32_t first, char32_t last)
{
    return c - first <= last - first;
}
constexpr bool isAsciiLetter(char32_t c)
{
    return inRange(c | 0x20, 'a', 'z') && c < 0x80;
}

UChar32 icu(char32_t c)
{
    return static_cast<UChar32>(c);
}

/// True when the text is not empty and `accepts` holds for all of its code points.
template<typename Accepts>
bool all(std::string_view text, Accepts accepts)
{
    for (size_t i = 0; i < text.size();) {
        const Decoded next = decodeAt(text, i);
        if (!accepts(next.value)) return false;
        i += next.length;
    }
    return !text.empty();
}

/// True when at least one code point is `wanted` and none is `refused`.
template<typename Wanted, typename Refused>
bool someAndNo(std::string_view text, Wanted wanted, Refused refused)
{
    bool found = false;
    const auto accepts = [&](char32_t c) {
        if (wanted(c)) found = true;
        return !refused(c);
    };
    return all(text, accepts) && found;
}

} // namespace

bool isWideSpace(char32_t c)
{
    return u_isUWhiteSpace(icu(c));
}

bool isAlpha(char32_t c)
{
    if (c < 0x80) return isAsciiLetter(c);
    return U_GET_GC_MASK(icu(c)) & U_GC_L_MASK;
}

bool isDigit(char32_t c)
{
    if (c < 0x80) return inRange(c, '0', '9');
    const int type = u_getIntPropertyValue(icu(c), UCHAR_NUMERIC_TYPE);
    return type == U_NT_DECIMAL || type == U_NT_DIGIT;
}

bool isAlnum(char32_t c)
{
    if (c < 0x80) return isAsciiLetter(c) || inRange(c, '0', '9');
    return isAlpha(c) || u_getIntPropertyValue(icu(c), UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

bool isUpper(char32_t c)
{
    return c < 0x80 ? inRange(c, 'A', 'Z') : u_isUUppercase(icu(c));
}
bool isLower(char32_t c)
{
    return c < 0x80 ? inRange(c, 'a', 'z') : u_isULowercase(icu(c));
}
bool isTitle(char32_t c)
{
    return c >= 0x80 && u_istitle(icu(c));
}
bool isCased(char32_t c)
{
    return c < 0x80 ? isAsciiLetter(c) : u_hasBinaryProperty(icu(c), UCHAR_CASED);
}
bool isCaseIgnorable(char32_t c)
{
    return u_hasBinaryProperty(icu(c), UCHAR_CASE_IGNORABLE);
}

bool isPrintable(char32_t c)
{
    if (c < 0x80) return inRange(c, 0x20, 0x7E);
    return !(U_GET_GC_MASK(icu(c)) & (U_GC_C_MASK | U_GC_Z_MASK));
}

int decimalDigit(char32_t c)
{
    if (c < 0x80) return inRange(c, '0', '9') ? static_cast<int>(c - '0') : -1;
    return u_charDigitValue(icu(c));
}

bool isAllSpace(std::string_view text)
{
    return all(text, isSpace);
}
bool isAllAlpha(std::string_view text)
{
    return all(text, isAlpha);
}
bool isAllDigit(std::string_view text)
{
    return all(text, isDigit);
}
bool isAllAlnum(std::string_view text)
{
    return all(text, isAlnum);
}

bool isUpperText(std::string_view text)
{
    return someAndNo(text, isUpper, [](char32_t c) { return isLower(c) || isTitle(c); });
}

bool isLowerText(std::string_view text)
{
    return someAndNo(text, isLower, [](char32_t c) { return isUpper(c) || isTitle(c); });
}

bool isTitleText(std::string_view text)
{
    bool inRun = false;
    bool found = false;
    const auto fits = [&](char32_t c) {
        const bool capital = isUpper(c) || isTitle(c);
        const bool small = !capital && isLower(c);
        if ((capital && inRun) || (small && !inRun)) return false;
        inRun = capital || small;
        found = found || inRun;
        return true;
    };
    return all(text, fits) && found;
}

} // namespace latchkey::text
