// SPDX-License-Identifier: GPL-3.0-or-later
// Walks a pattern or template by tokens: one character, or a backslash with the character after it.
#pragma once

#include "engine/modules/regex/translator.h"

#include <optional>
#include <string>
#include <string_view>

namespace latchkey::modules {

/// Unwinds a translation; never leaves the functions that declare `std::expected` results.
class RegexScanner
{
public:
    explicit RegexScanner(std::string_view source);

    bool atEnd() const { return m_at >= m_text.size(); }
    char32_t peek() const { return atEnd() ? 0 : m_text[m_at]; }
    char32_t peekAfter() const { return m_at + 1 < m_text.size() ? m_text[m_at + 1] : 0; }
    char32_t take() { return m_text[m_at++]; }
    bool take(char32_t c)
    {
        if (atEnd() || m_text[m_at] != c) return false;
        ++m_at;
        return true;
    }
    size_t position() const { return m_at; }
    void seek(size_t at) { m_at = at; }
    /// UTF-8 of the characters from `from` up to here.
    std::string since(size_t from) const;

    /// Up to `count` characters for which `accepts` holds.
    std::u32string takeWhile(size_t count, bool (*accepts)(char32_t));
    /// A name up to `end`, which is consumed; nothing: failed.
    std::optional<std::string> nameUntil(char32_t end);
    /// Is this a group's name? Else fails at its beginning; the closing character was consumed.
    bool checkName(const std::string &name);

    /// Records the first fault. Always false.
    bool fail(std::string reason, int64_t position);
    bool hasFailed() const { return m_failed; }
    const RegexFault &fault() const { return m_fault; }

private:
    std::u32string m_text;
    size_t m_at = 0;
    RegexFault m_fault;
    bool m_failed = false;
};

bool isRegexDigit(char32_t c);
bool isRegexOctal(char32_t c);
bool isRegexHex(char32_t c);
bool isRegexLetter(char32_t c); ///< ASCII
/// Digits in a base; at most eight of them.
uint32_t regexNumber(std::u32string_view digits, uint32_t base);

} // namespace latchkey::modules
