// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/regex/scanner.h"

#include "engine/text/characters.h"
#include "engine/text/quote.h"
#include "engine/text/utf8.h"

#include <algorithm>

namespace latchkey::modules {

RegexScanner::RegexScanner(std::string_view source)
{
    for (size_t at = 0; at < source.size();) {
        const text::Decoded c = text::decodeAt(source, at);
        m_text += c.value;
        at += c.length;
    }
}

std::string RegexScanner::since(size_t from) const
{
    std::string out;
    for (size_t i = from; i < std::min(m_at, m_text.size()); ++i) text::appendCodePoint(out, m_text[i]);
    return out;
}

std::u32string RegexScanner::takeWhile(size_t count, bool (*accepts)(char32_t))
{
    std::u32string taken;
    while (taken.size() < count && !atEnd() && accepts(m_text[m_at])) taken += m_text[m_at++];
    return taken;
}

std::optional<std::string> RegexScanner::nameUntil(char32_t end)
{
    const size_t begin = m_at;
    while (!atEnd() && m_text[m_at] != end) ++m_at;
    const std::string name = since(begin);
    if (name.empty()) {
        fail("missing group name", static_cast<int64_t>(begin));
        return std::nullopt;
    }
    if (!take(end)) {
        fail("missing " + text::encoded(end) + ", unterminated name", static_cast<int64_t>(begin));
        return std::nullopt;
    }
    return name;
}

bool RegexScanner::checkName(const std::string &name)
{
    const RegexScanner characters(name);
    bool isName = !(text::isDigit(characters.m_text[0]));
    for (const char32_t c : characters.m_text) isName = isName && (c == '_' || text::isAlnum(c));
    if (isName) return true;
    return fail("bad character in group name " + text::quoted(name),
                static_cast<int64_t>(m_at - characters.m_text.size() - 1));
}

bool RegexScanner::fail(std::string reason, int64_t position)
{
    if (!m_failed) m_fault = {std::move(reason), position};
    m_failed = true;
    m_at = m_text.size();
    return false;
}

bool isRegexDigit(char32_t c)
{
    return c >= '0' && c <= '9';
}
bool isRegexOctal(char32_t c)
{
    return c >= '0' && c <= '7';
}
bool isRegexHex(char32_t c)
{
    return isRegexDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool isRegexLetter(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

uint32_t regexNumber(std::u32string_view digits, uint32_t base)
{
    uint32_t number = 0;
    for (const char32_t c : digits.substr(0, 8))
        number = number * base + (isRegexDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    return number;
}

} // namespace latchkey::modules
