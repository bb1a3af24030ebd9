// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/casing.h"

#include "engine/text/characters.h"
#include "engine/text/utf8.h"

#include <unicode/casemap.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <cstring>

namespace latchkey::text {

namespace {

enum class Case { Upper, Lower, Title };

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSmallSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kCapitalIWithDot = 0x130;
constexpr std::string_view kSmallIWithDot = "i\u0307";

/// True for the few blocks that hold all characters whose upper or title case is more than one character. Everything
/// else takes the simple mapping, which is a table look-up.
constexpr bool mayExpand(char32_t c)
{
    const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    return c == 0xDF || c == 0x149 || c == 0x1F0 || c == 0x390 || c == 0x3B0 || c == 0x587 || in(0x1E96, 0x1E9A) ||
           in(0x1F50, 0x1FFC) || in(0xFB00, 0xFB17);
}

void appendUtf16(std::string &out, const char16_t *units, int32_t length)
{
    for (int32_t i = 0; i < length;) {
        char32_t c = 0;
        U16_NEXT(units, i, length, c);
        appendCodePoint(out, c);
    }
}

/// `c`, one of the characters that may expand, in upper or title case.
void appendFullMapping(std::string &out, char32_t c, Case wanted)
{
    const auto source = static_cast<char16_t>(c); // all of them lie in the basic plane
    char16_t mapped[8];
    UErrorCode error = U_ZERO_ERROR;
    const uint32_t whole = U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_BREAK_ADJUSTMENT;
    const int32_t length = wanted == Case::Upper
                               ? icu::CaseMap::toUpper("", 0, &source, 1, mapped, 8, nullptr, error)
                               : icu::CaseMap::toTitle("", whole, nullptr, &source, 1, mapped, 8, nullptr, error);
    appendUtf16(out, U_SUCCESS(error) ? mapped : &source, U_SUCCESS(error) ? length : 1);
}

/// True when the capital sigma at `offset` ends a word: a cased letter before it and none after, looking through
/// characters such as apostrophes and accents.
bool endsWord(std::string_view text, size_t offset, size_t length)
{
    size_t before = offset;
    Decoded c;
    do {
        if (before == 0) return false;
        c = decodeBefore(text, before);
        before -= c.length;
    } while (isCaseIgnorable(c.value));
    if (!isCased(c.value)) return false;
    for (size_t after = offset + length; after < text.size(); after += c.length) {
        c = decodeAt(text, after);
        if (!isCaseIgnorable(c.value)) return !isCased(c.value);
    }
    return true;
}

void appendLower(std::string &out, std::string_view text, size_t offset, Decoded c)
{
    if (c.value == kCapitalSigma) {
        appendCodePoint(out, endsWord(text, offset, c.length) ? kFinalSigma : kSmallSigma);
    } else if (c.value == kCapitalIWithDot) {
        out += kSmallIWithDot;
    } else {
        appendCodePoint(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c.value))));
    }
}

/// Appends the code point `c`, which stands at `offset` of `text`, in the wanted case.
void appendMapped(std::string &out, std::string_view text, size_t offset, Decoded c, Case wanted)
{
    if (c.value < 0x80) {
        const bool flips = wanted == Case::Lower ? isUpper(c.value) : isLower(c.value);
        out.push_back(static_cast<char>(flips ? c.value ^ 0x20 : c.value));
    } else if (wanted == Case::Lower) {
        appendLower(out, text, offset, c);
    } else if (mayExpand(c.value)) {
        appendFullMapping(out, c.value, wanted);
    } else {
        const auto simple = wanted == Case::Upper ? u_toupper : u_totitle;
        appendCodePoint(out, static_cast<char32_t>(simple(static_cast<UChar32>(c.value))));
    }
}

/// Flips bit 5 of every ASCII letter of the word that lies in `first`..`first + 25`, eight bytes at once.
uint64_t flipped(uint64_t word, unsigned char first)
{
    constexpr uint64_t kOnes = 0x0101'0101'0101'0101;
    const uint64_t low = word & (kOnes * 0x7F);
    const uint64_t atLeast = low + kOnes * (0x80u - first);
    const uint64_t beyond = low + kOnes * (0x80u - first - 26u);
    return word ^ (((atLeast & ~beyond & ~word) & (kOnes * 0x80)) >> 2);
}

/// Appends ASCII text in upper or lower case.
void appendAscii(std::string &out, std::string_view ascii, Case wanted)
{
    const unsigned char first = wanted == Case::Upper ? 'a' : 'A';
    size_t i = out.size();
    out.append(ascii);
    char *bytes = out.data();
    for (; i + 8 <= out.size(); i += 8) {
        uint64_t word;
        std::memcpy(&word, bytes + i, 8);
        word = flipped(word, first);
        std::memcpy(bytes + i, &word, 8);
    }
    for (; i < out.size(); ++i) {
        if (static_cast<unsigned char>(bytes[i] - first) < 26) bytes[i] = static_cast<char>(bytes[i] ^ 0x20);
    }
}

/// Upper or lower case for all of `text` from `offset` on: ASCII in runs, the rest one code point at a time.
bool appendAll(std::string &out, std::string_view text, size_t offset, Case wanted, Poll poll)
{
    size_t pollAt = offset + kPollBytes;
    while (offset < text.size()) {
        if (offset >= pollAt) {
            if (poll()) return false;
            pollAt = offset + kPollBytes;
        }
        if (const size_t run = asciiPrefix(text.substr(offset, kPollBytes))) {
            appendAscii(out, text.substr(offset, run), wanted);
            offset += run;
            continue;
        }
        const Decoded c = decodeAt(text, offset);
        appendMapped(out, text, offset, c, wanted);
        offset += c.length;
    }
    return true;
}

/// Maps code point by code point with the case that `choose(c)` asks for; no value means: leave it.
template<typename Choose>
std::optional<std::string> mapped(std::string_view text, Poll poll, Choose choose)
{
    std::string out;
    out.reserve(text.size());
    size_t pollAt = kPollBytes;
    for (size_t i = 0; i < text.size();) {
        if (i >= pollAt) {
            if (poll()) return std::nullopt;
            pollAt = i + kPollBytes;
        }
        const Decoded c = decodeAt(text, i);
        const std::optional<Case> wanted = choose(c.value);
        if (wanted) {
            appendMapped(out, text, i, c, *wanted);
        } else {
            out.append(text.substr(i, c.length));
        }
        i += c.length;
    }
    return out;
}

std::optional<std::string> mappedAll(std::string_view text, Case wanted, Poll poll)
{
    std::string out;
    out.reserve(text.size());
    if (!appendAll(out, text, 0, wanted, poll)) return std::nullopt;
    return out;
}

} // namespace

std::optional<std::string> upper(std::string_view text, Poll poll)
{
    return mappedAll(text, Case::Upper, poll);
}
std::optional<std::string> lower(std::string_view text, Poll poll)
{
    return mappedAll(text, Case::Lower, poll);
}

std::optional<std::string> swapCase(std::string_view text, Poll poll)
{
    return mapped(text, poll, [](char32_t c) -> std::optional<Case> {
        if (isUpper(c)) return Case::Lower;
        if (isLower(c)) return Case::Upper;
        return std::nullopt;
    });
}

std::optional<std::string> title(std::string_view text, Poll poll)
{
    bool inRun = false;
    return mapped(text, poll, [&inRun](char32_t c) -> std::optional<Case> {
        const Case wanted = inRun ? Case::Lower : Case::Title;
        inRun = isCased(c);
        return wanted;
    });
}

std::optional<std::string> capitalize(std::string_view text, Poll poll)
{
    std::string out;
    if (text.empty()) return out;
    out.reserve(text.size());
    const Decoded first = decodeAt(text, 0);
    appendMapped(out, text, 0, first, Case::Title);
    if (!appendAll(out, text, first.length, Case::Lower, poll)) return std::nullopt;
    return out;
}

} // namespace latchkey::text
