// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/trim.h"

#include "engine/text/characters.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <bitset>
#include <vector>

namespace latchkey::text {

namespace {

template<typename Drops>
std::string_view stripped(std::string_view text, Side side, Drops drops)
{
    while (side != Side::Right && !text.empty()) {
        const Decoded c = decodeAt(text, 0);
        if (!drops(c.value)) break;
        text.remove_prefix(c.length);
    }
    while (side != Side::Left && !text.empty()) {
        const Decoded c = decodeBefore(text, text.size());
        if (!drops(c.value)) break;
        text.remove_suffix(c.length);
    }
    return text;
}

/// A set of characters, quick to ask for ASCII and logarithmic beyond, so that a huge set does no harm.
class CharacterSet
{
public:
    explicit CharacterSet(std::string_view characters)
    {
        for (size_t i = 0; i < characters.size();) {
            const Decoded c = decodeAt(characters, i);
            i += c.length;
            if (c.value < 0x80) {
                m_ascii.set(c.value);
            } else {
                m_others.push_back(c.value);
            }
        }
        std::ranges::sort(m_others);
    }

    bool contains(char32_t c) const { return c < 0x80 ? m_ascii.test(c) : std::ranges::binary_search(m_others, c); }

private:
    std::bitset<0x80> m_ascii;
    std::vector<char32_t> m_others;
};

/// How many of `padding` fills go to the left.
size_t leftShare(Align align, size_t padding, size_t width)
{
    switch (align) {
    case Align::Left:
        return 0;
    case Align::Right:
        return padding;
    case Align::Center:
        break;
    }
    return padding / 2 + (padding & width & 1);
}

} // namespace

std::string_view strip(std::string_view text, Side side)
{
    return stripped(text, side, isSpace);
}

std::string_view strip(std::string_view text, std::string_view characters, Side side)
{
    const CharacterSet set(characters);
    return stripped(text, side, [&set](char32_t c) { return set.contains(c); });
}

std::expected<std::string, Halt> padded(std::string_view text, size_t length, int64_t width, Align align,
                                        std::string_view fill, size_t maxBytes, Poll poll)
{
    const size_t wanted = width > 0 ? static_cast<size_t>(width) : 0;
    const size_t padding = wanted > length ? wanted - length : 0;
    size_t size = 0;
    if (__builtin_mul_overflow(padding, fill.size(), &size) || __builtin_add_overflow(size, text.size(), &size) ||
        size > maxBytes)
        return std::unexpected(Halt::TooLarge);
    const size_t left = leftShare(align, padding, wanted);
    std::string out;
    out.reserve(size);
    if (!appendRepeated(out, fill, left, poll)) return std::unexpected(Halt::Stopped);
    out.append(text);
    if (!appendRepeated(out, fill, padding - left, poll)) return std::unexpected(Halt::Stopped);
    return out;
}

bool appendRepeated(std::string &out, std::string_view fill, size_t times, Poll poll)
{
    while (times > 0) {
        const size_t some = std::min(times, kPollBytes);
        if (fill.size() == 1) out.append(some, fill[0]);
        else
            for (size_t i = 0; i < some; ++i) out.append(fill);
        times -= some;
        if (times > 0 && poll()) return false;
    }
    return true;
}

} // namespace latchkey::text
