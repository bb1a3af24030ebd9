// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/utf8.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace latchkey::text {

namespace {

constexpr uint64_t kHighBits = 0x8080'8080'8080'8080;
constexpr uint64_t kLowBits = 0x0101'0101'0101'0101;

uint64_t wordAt(const char *p)
{
    uint64_t word;
    std::memcpy(&word, p, sizeof word);
    return word;
}

/// A one in the low bit of every byte of `word` that starts a code point.
uint64_t startMarks(uint64_t word)
{
    return ~((word >> 7) & (~word >> 6)) & kLowBits;
}

struct Sequence {
    uint32_t length;
    unsigned char secondLow;  ///< What the second byte may be: this excludes overlong forms, surrogates
    unsigned char secondHigh; ///< (when strict) and code points beyond U+10FFFF.
};

constexpr Sequence sequenceOf(unsigned char lead, bool strict)
{
    if (lead < 0xC2 || lead > 0xF4) return {0, 0, 0};
    if (lead < 0xE0) return {2, 0x80, 0xBF};
    if (lead == 0xE0) return {3, 0xA0, 0xBF};
    if (lead == 0xED && strict) return {3, 0x80, 0x9F};
    if (lead < 0xF0) return {3, 0x80, 0xBF};
    if (lead == 0xF0) return {4, 0x90, 0xBF};
    if (lead == 0xF4) return {4, 0x80, 0x8F};
    return {4, 0x80, 0xBF};
}

/// The length of the well-formed sequence of two to four bytes at `offset`, or 0.
uint32_t wellFormedAt(std::string_view text, size_t offset, bool strict)
{
    const Sequence sequence = sequenceOf(static_cast<unsigned char>(text[offset]), strict);
    if (sequence.length == 0 || text.size() - offset < sequence.length) return 0;
    const auto second = static_cast<unsigned char>(text[offset + 1]);
    if (second < sequence.secondLow || second > sequence.secondHigh) return 0;
    for (uint32_t i = 2; i < sequence.length; ++i) {
        if (!isContinuation(text[offset + i])) return 0;
    }
    return sequence.length;
}

} // namespace

size_t asciiPrefix(std::string_view text)
{
    size_t i = 0;
    while (i + 32 <= text.size()) {
        const char *p = text.data() + i;
        if ((wordAt(p) | wordAt(p + 8) | wordAt(p + 16) | wordAt(p + 24)) & kHighBits) break;
        i += 32;
    }
    while (i + 8 <= text.size() && !(wordAt(text.data() + i) & kHighBits)) i += 8;
    while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
    return i;
}

size_t firstInvalid(std::string_view text)
{
    size_t i = 0;
    while (i < text.size()) {
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            i += asciiPrefix(text.substr(i));
            continue;
        }
        const uint32_t length = wellFormedAt(text, i, true);
        if (length == 0) return i;
        i += length;
    }
    return kNone;
}

size_t countCodePoints(std::string_view text)
{
    size_t count = 0;
    size_t i = 0;
    // Up to 255 words can be added up before a byte of the sum overflows.
    while (text.size() - i >= 8) {
        const size_t words = std::min<size_t>((text.size() - i) / 8, 255);
        uint64_t sums = 0;
        for (size_t w = 0; w < words; ++w) sums += startMarks(wordAt(text.data() + i + w * 8));
        const uint64_t pairs = (sums & 0x00FF'00FF'00FF'00FF) + ((sums >> 8) & 0x00FF'00FF'00FF'00FF);
        count += (pairs * 0x0001'0001'0001'0001) >> 48;
        i += words * 8;
    }
    for (; i < text.size(); ++i) count += !isContinuation(text[i]);
    return count;
}

Decoded decodeWideAt(std::string_view text, size_t offset)
{
    const auto lead = static_cast<unsigned char>(text[offset]);
    const uint32_t length = wellFormedAt(text, offset, false);
    if (length == 0) return {kReplacement, 1};
    char32_t value = lead & (0xFFu >> (length + 1));
    for (uint32_t i = 1; i < length; ++i) value = value << 6 | (static_cast<unsigned char>(text[offset + i]) & 0x3F);
    return {value, length};
}

Decoded decodeWideBefore(std::string_view text, size_t offset)
{
    size_t start = offset - 1;
    while (start > 0 && offset - start < 4 && isContinuation(text[start])) --start;
    const Decoded decoded = decodeAt(text, start);
    return start + decoded.length == offset ? decoded : Decoded{kReplacement, 1};
}

void appendCodePoint(std::string &out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    const auto putTail = [&put, c](int shift) { put(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        putTail(0);
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        putTail(6);
        putTail(0);
    } else {
        put(0xF0 | c >> 18);
        putTail(12);
        putTail(6);
        putTail(0);
    }
}

std::string encoded(char32_t c)
{
    std::string out;
    appendCodePoint(out, c);
    return out;
}

size_t offsetOf(std::string_view text, size_t index)
{
    size_t i = 0;
    while (text.size() - i >= 8) {
        const auto starts = static_cast<size_t>(std::popcount(startMarks(wordAt(text.data() + i))));
        if (starts > index) break;
        index -= starts;
        i += 8;
    }
    for (; i < text.size(); ++i) {
        if (isContinuation(text[i])) continue;
        if (index == 0) return i;
        --index;
    }
    return text.size();
}

std::string withReplacements(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    size_t done = 0;
    while (done < text.size()) {
        const std::string_view rest = text.substr(done);
        const size_t bad = firstInvalid(rest);
        out.append(rest.substr(0, bad));
        if (bad == kNone) break;
        appendCodePoint(out, kReplacement);
        done += bad + decodeAt(rest, bad).length;
    }
    return out;
}

bool searchRange(std::string_view text, size_t length, int64_t start, int64_t end, ByteRange &range)
{
    const auto size = static_cast<int64_t>(length);
    if (end > size) end = size;
    if (end < 0) end = std::max<int64_t>(end + size, 0);
    if (start < 0) start = std::max<int64_t>(start + size, 0);
    if (start > end) return false;
    if (length == text.size()) {
        range = {static_cast<size_t>(start), static_cast<size_t>(end)};
        return true;
    }
    range.begin = offsetOf(text, static_cast<size_t>(start));
    range.end =
        end == size ? text.size() : range.begin + offsetOf(text.substr(range.begin), static_cast<size_t>(end - start));
    return true;
}

} // namespace latchkey::text
