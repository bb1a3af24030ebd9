// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/quote.h"

#include "engine/text/characters.h"
#include "engine/text/utf8.h"

#include <cstdint>

namespace latchkey::text {

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

void appendHexEscape(std::string &out, char32_t c)
{
    const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    out += '\\';
    out += digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += kHexDigits[(c >> shift) & 15];
}

void appendEscape(std::string &out, char32_t c)
{
    switch (c) {
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    case '\\':
    case '\'':
    case '"':
        out += '\\';
        out += static_cast<char>(c);
        break;
    default:
        appendHexEscape(out, c);
    }
}

/// True for what stands in every quoted text as it is; decides nearly all characters without a look into tables.
bool isPlain(char32_t c)
{
    return c >= 0x20 && c < 0x7F && c != '\\' && c != '\'' && c != '"';
}

bool isEscaped(char32_t c, char delimiter)
{
    return c == '\\' || c == static_cast<char32_t>(delimiter) || !isPrintable(c);
}

} // namespace

void appendQuoted(std::string &out, std::string_view text)
{
    const bool doubled = text.find('\'') != kNone && text.find('"') == kNone;
    const char delimiter = doubled ? '"' : '\'';
    out.reserve(out.size() + text.size() + 2);
    out += delimiter;
    size_t copied = 0;
    for (size_t i = 0; i < text.size();) {
        const Decoded c = decodeAt(text, i);
        if (!isPlain(c.value) && isEscaped(c.value, delimiter)) {
            out.append(text.substr(copied, i - copied));
            appendEscape(out, c.value);
            copied = i + c.length;
        }
        i += c.length;
    }
    out.append(text.substr(copied));
    out += delimiter;
}

std::string quoted(std::string_view text)
{
    std::string out;
    appendQuoted(out, text);
    return out;
}

} // namespace latchkey::text
