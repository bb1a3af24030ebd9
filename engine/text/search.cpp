// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/search.h"

#include "engine/text/characters.h"

#include <algorithm>
#include <cstring>

namespace latchkey::text {

namespace {

constexpr size_t kShortNeedle = 32;

/// One search in a piece that is small enough not to be interrupted. memmem is linear for long needles and bounded by
/// a small factor for short ones.
size_t findInPiece(std::string_view piece, std::string_view needle)
{
    const void *hit = needle.size() == 1 ? std::memchr(piece.data(), needle[0], piece.size())
                                         : memmem(piece.data(), piece.size(), needle.data(), needle.size());
    return hit ? static_cast<size_t>(static_cast<const char *>(hit) - piece.data()) : kNone;
}

/// The last short needle, by trying every occurrence of its first byte from the right.
std::optional<size_t> findLastShort(std::string_view text, std::string_view needle, Poll poll)
{
    size_t end = text.size() - needle.size() + 1; // matches start before `end`
    size_t pollAt = end;
    while (end > 0) {
        if (pollAt - end >= kPollBytes) {
            if (poll()) return std::nullopt;
            pollAt = end;
        }
        const size_t begin = end > kPollBytes ? end - kPollBytes : 0;
        const size_t hit = text.substr(begin, end - begin).rfind(needle[0]);
        if (hit == kNone) {
            end = begin;
            continue;
        }
        end = begin + hit;
        if (text.substr(end, needle.size()) == needle) return end;
    }
    return kNone;
}

/// How far a mismatch lets the needle, read backwards, slide: the table of Knuth, Morris and Pratt.
std::vector<uint32_t> borders(std::string_view needle)
{
    const size_t size = needle.size();
    const auto fromRight = [needle, size](size_t i) { return needle[size - 1 - i]; };
    std::vector<uint32_t> table(size, 0);
    for (uint32_t i = 1, length = 0; i < size; ++i) {
        while (length > 0 && fromRight(i) != fromRight(length)) length = table[length - 1];
        if (fromRight(i) == fromRight(length)) ++length;
        table[i] = length;
    }
    return table;
}

/// The last long needle: linear even for texts made to be slow, which trying at every place would not be.
std::optional<size_t> findLastLong(std::string_view text, std::string_view needle, Poll poll)
{
    if (needle.size() > UINT32_MAX) return kNone; // no string is that large
    const std::vector<uint32_t> table = borders(needle);
    size_t matched = 0;
    for (size_t i = text.size(); i-- > 0;) {
        if (i % kPollBytes == 0 && poll()) return std::nullopt;
        while (matched > 0 && text[i] != needle[needle.size() - 1 - matched]) matched = table[matched - 1];
        if (text[i] == needle[needle.size() - 1 - matched]) ++matched;
        if (matched == needle.size()) return i;
    }
    return kNone;
}

/// Calls `found(offset)` for each occurrence that `replace` and `count` see, at most `limit`, until the end. False:
/// stopped.
template<typename Found>
bool eachOccurrence(std::string_view text, std::string_view needle, int64_t limit, Poll poll, Found found)
{
    size_t from = 0;
    size_t polledAt = 0;
    while (limit != 0) {
        if (from - polledAt >= kPollBytes) {
            if (poll()) return false;
            polledAt = from;
        }
        const std::optional<size_t> hit = find(text, needle, from, poll);
        if (!hit) return false;
        if (*hit == kNone) return true;
        found(*hit);
        if (limit > 0) --limit;
        from = *hit + needle.size();
    }
    return true;
}

/// The empty text occurs before every code point and at the end.
template<typename Found>
bool eachGap(std::string_view text, int64_t limit, Poll poll, Found found)
{
    size_t polledAt = 0;
    for (size_t i = 0; limit != 0; i += decodeAt(text, i).length) {
        if (i - polledAt >= kPollBytes) {
            if (poll()) return false;
            polledAt = i;
        }
        found(i);
        if (limit > 0) --limit;
        if (i == text.size()) return true;
    }
    return true;
}

template<typename Found>
bool eachPlace(std::string_view text, std::string_view needle, int64_t limit, Poll poll, Found found)
{
    return needle.empty() ? eachGap(text, limit, poll, found) : eachOccurrence(text, needle, limit, poll, found);
}

} // namespace

std::optional<size_t> find(std::string_view text, std::string_view needle, size_t from, Poll poll)
{
    if (needle.empty()) return from <= text.size() ? from : kNone;
    // Windows overlap by the needle; they grow with it, so that preparing each search stays a small part.
    const size_t window = std::max(kPollBytes, needle.size());
    while (from <= text.size() && text.size() - from >= needle.size()) {
        const std::string_view piece = text.substr(from, window + needle.size() - 1);
        const size_t hit = findInPiece(piece, needle);
        if (hit != kNone) return from + hit;
        if (from + piece.size() == text.size()) break;
        from += window;
        if (poll()) return std::nullopt;
    }
    return kNone;
}

std::optional<size_t> findLast(std::string_view text, std::string_view needle, Poll poll)
{
    if (needle.size() > text.size()) return kNone;
    if (needle.empty()) return text.size();
    return needle.size() <= kShortNeedle ? findLastShort(text, needle, poll) : findLastLong(text, needle, poll);
}

std::optional<size_t> count(std::string_view text, std::string_view needle, Poll poll)
{
    if (needle.empty()) return countCodePoints(text) + 1;
    size_t total = 0;
    if (!eachOccurrence(text, needle, -1, poll, [&total](size_t) { ++total; })) return std::nullopt;
    return total;
}

std::expected<std::string, Halt> replace(std::string_view text, std::string_view old, std::string_view fresh,
                                         int64_t limit, Poll poll, size_t maxBytes)
{
    size_t places = 0;
    if (!eachPlace(text, old, limit, poll, [&places](size_t) { ++places; })) return std::unexpected(Halt::Stopped);
    const size_t kept = text.size() - places * old.size();
    size_t size = 0;
    if (__builtin_mul_overflow(places, fresh.size(), &size) || __builtin_add_overflow(size, kept, &size) ||
        size > maxBytes)
        return std::unexpected(Halt::TooLarge);
    std::string out;
    out.reserve(size);
    size_t done = 0;
    size_t polledAt = 0; // in what is written, which may grow much faster than what is read
    bool isStopped = false;
    const auto put = [&](size_t offset) {
        if (isStopped) return;
        out.append(text.substr(done, offset - done));
        out.append(fresh);
        done = offset + old.size();
        if (out.size() - polledAt < kPollBytes) return;
        polledAt = out.size();
        isStopped = poll();
    };
    if (!eachPlace(text, old, static_cast<int64_t>(places), poll, put) || isStopped)
        return std::unexpected(Halt::Stopped);
    out.append(text.substr(done));
    return out;
}

Splitter::Splitter(std::string_view text, std::string_view separator, int64_t limit, Poll poll, bool fromRight)
    : m_rest(text)
    , m_separator(separator)
    , m_limit(limit)
    , m_poll(poll)
    , m_fromRight(fromRight)
{
}

Splitter Splitter::bySeparator(std::string_view text, std::string_view separator, int64_t limit, Poll poll)
{
    return Splitter(text, separator, limit, poll, false);
}

Splitter Splitter::bySeparatorFromRight(std::string_view text, std::string_view separator, int64_t limit, Poll poll)
{
    return Splitter(text, separator, limit, poll, true);
}

Splitter Splitter::byWhitespace(std::string_view text, int64_t limit, Poll poll)
{
    return Splitter(text, {}, limit, poll, false);
}

Splitter Splitter::byWhitespaceFromRight(std::string_view text, int64_t limit, Poll poll)
{
    return Splitter(text, {}, limit, poll, true);
}

std::optional<std::string_view> Splitter::next()
{
    if (m_done) return std::nullopt;
    if (!m_separator.empty()) return nextBySeparator();
    return m_fromRight ? nextByWhitespaceFromRight() : nextByWhitespace();
}

std::optional<std::string_view> Splitter::halt()
{
    m_done = m_stopped = true;
    return std::nullopt;
}

std::optional<std::string_view> Splitter::takeRest()
{
    m_done = true;
    return m_rest;
}

/// Counts bytes walked; false when they were enough for a question and the answer was to stop.
bool Splitter::goesOn(size_t bytes)
{
    m_sincePoll += bytes;
    if (m_sincePoll < kPollBytes) return true;
    m_sincePoll = 0;
    return !m_poll();
}

std::optional<std::string_view> Splitter::nextBySeparator()
{
    if (m_limit == 0) return takeRest();
    const std::optional<size_t> hit =
        m_fromRight ? findLast(m_rest, m_separator, m_poll) : find(m_rest, m_separator, 0, m_poll);
    if (!hit) return halt();
    if (*hit == kNone) return takeRest();
    if (m_limit > 0) --m_limit;
    const size_t behind = *hit + m_separator.size();
    const std::string_view part = m_fromRight ? m_rest.substr(behind) : m_rest.substr(0, *hit);
    m_rest = m_fromRight ? m_rest.substr(0, *hit) : m_rest.substr(behind);
    if (!goesOn(part.size() + m_separator.size())) return halt();
    return part;
}

/// Drops white space at the front of the rest; false: stopped.
bool Splitter::skipSpaces()
{
    while (!m_rest.empty()) {
        const Decoded c = decodeAt(m_rest, 0);
        if (!isSpace(c.value)) return true;
        m_rest.remove_prefix(c.length);
        if (!goesOn(c.length)) return false;
    }
    return true;
}

bool Splitter::skipSpacesFromRight()
{
    while (!m_rest.empty()) {
        const Decoded c = decodeBefore(m_rest, m_rest.size());
        if (!isSpace(c.value)) return true;
        m_rest.remove_suffix(c.length);
        if (!goesOn(c.length)) return false;
    }
    return true;
}

std::optional<std::string_view> Splitter::nextByWhitespace()
{
    if (!skipSpaces()) return halt();
    if (m_rest.empty()) {
        m_done = true;
        return std::nullopt;
    }
    if (m_limit == 0) return takeRest();
    if (m_limit > 0) --m_limit;
    size_t end = 0;
    while (end < m_rest.size()) {
        const Decoded c = decodeAt(m_rest, end);
        if (isSpace(c.value)) break;
        end += c.length;
        if (!goesOn(c.length)) return halt();
    }
    const std::string_view part = m_rest.substr(0, end);
    m_rest.remove_prefix(end);
    return part;
}

std::optional<std::string_view> Splitter::nextByWhitespaceFromRight()
{
    if (!skipSpacesFromRight()) return halt();
    if (m_rest.empty()) {
        m_done = true;
        return std::nullopt;
    }
    if (m_limit == 0) return takeRest();
    if (m_limit > 0) --m_limit;
    size_t begin = m_rest.size();
    while (begin > 0) {
        const Decoded c = decodeBefore(m_rest, begin);
        if (isSpace(c.value)) break;
        begin -= c.length;
        if (!goesOn(c.length)) return halt();
    }
    const std::string_view part = m_rest.substr(begin);
    m_rest = m_rest.substr(0, begin);
    return part;
}

} // namespace latchkey::text
