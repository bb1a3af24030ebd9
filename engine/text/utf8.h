// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 as the engine keeps it. Text that comes from outside is checked once with `firstInvalid`; from then on a
// string is known to be well formed, except that it may hold lone surrogates (three bytes each, as if they were
// ordinary code points), since a script can make them with chr(). So the walking functions here do not report errors,
// but they never read beyond the text: on bytes that are not UTF-8 they step one byte and see U+FFFD.
//
// Offsets count bytes, indices count code points. Comparing such strings byte by byte orders them by code point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace latchkey::text {

inline constexpr size_t kNone = std::string_view::npos;
inline constexpr char32_t kReplacement = 0xFFFD;
inline constexpr char32_t kMaxCodePoint = 0x10FFFF;

struct Decoded {
    char32_t value = 0;
    uint32_t length = 0; ///< In bytes, never 0.
};

constexpr bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}
constexpr bool isSurrogate(char32_t c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

/// The offset of the first byte that strict UTF-8 does not allow (surrogates, overlong and cut-off forms included),
/// or kNone.
size_t firstInvalid(std::string_view text);

/// How many bytes at the start of the text are ASCII.
size_t asciiPrefix(std::string_view text);

inline bool isAscii(std::string_view text)
{
    return asciiPrefix(text) == text.size();
}

size_t countCodePoints(std::string_view text);

// The halves of the two functions below that are not for ASCII.
Decoded decodeWideAt(std::string_view text, size_t offset);
Decoded decodeWideBefore(std::string_view text, size_t offset);

/// The code point that starts at `offset`, which must lie inside the text.
inline Decoded decodeAt(std::string_view text, size_t offset)
{
    const auto lead = static_cast<unsigned char>(text[offset]);
    return lead < 0x80 ? Decoded{lead, 1} : decodeWideAt(text, offset);
}

/// The code point that ends just before `offset`, which must not be 0.
inline Decoded decodeBefore(std::string_view text, size_t offset)
{
    const auto last = static_cast<unsigned char>(text[offset - 1]);
    return last < 0x80 ? Decoded{last, 1} : decodeWideBefore(text, offset);
}

/// Appends one code point. Surrogates are written as they are.
void appendCodePoint(std::string &out, char32_t c);

/// `c` as a string.
std::string encoded(char32_t c);

/// The byte offset of the code point number `index`; the size of the text when there are not that many.
size_t offsetOf(std::string_view text, size_t index);

/// How many code points precede `offset`.
inline size_t indexOf(std::string_view text, size_t offset)
{
    return countCodePoints(text.substr(0, offset));
}

/// The text with every invalid sequence and lone surrogate replaced by U+FFFD: strict UTF-8 for the outside world.
std::string withReplacements(std::string_view text);

struct ByteRange {
    size_t begin = 0;
    size_t end = 0;

    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

/// The bytes that the bounds `start` and `end` of a search method select in a text of `length` code points. Negative
/// bounds count from the end and all clamp; false when nothing, not even an empty text, can be found between them.
bool searchRange(std::string_view text, size_t length, int64_t start, int64_t end, ByteRange &range);

} // namespace latchkey::text
