// SPDX-License-Identifier: GPL-3.0-or-later
// Finding, counting, replacing and splitting, all on byte ranges: UTF-8 never matches across the border of a code
// point, so offsets need converting only for display (utf8.h). Every function takes time linear in what it reads,
// whatever the texts hold, and asks a `Poll`, so a search through hundreds of megabytes stops soon.
//
// Parts of a split are handed out one by one, so that the caller can count what it stores:
//
//     Splitter splitter = Splitter::bySeparator(text, ",", -1, poll);
//     while (auto part = splitter.next()) store(*part);
//     if (splitter.stopped()) ...
#pragma once

#include "engine/text/poll.h"
#include "engine/text/utf8.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::text {

/// The offset of the first `needle` at or after `from`, or kNone. No value: stopped.
std::optional<size_t> find(std::string_view text, std::string_view needle, size_t from = 0, Poll poll = {});

/// The offset of the last `needle`, or kNone. No value: stopped.
std::optional<size_t> findLast(std::string_view text, std::string_view needle, Poll poll = {});

/// How many times `needle` occurs without overlap; an empty one occurs before every code point and at the end.
std::optional<size_t> count(std::string_view text, std::string_view needle, Poll poll = {});

/// `text` with the first `limit` occurrences of `old` replaced (all, if `limit` is negative). An empty `old` stands
/// before every code point and at the end. The size is known, and refused beyond `maxBytes`, before anything is built.
std::expected<std::string, Halt> replace(std::string_view text, std::string_view old, std::string_view fresh,
                                         int64_t limit = -1, Poll poll = {}, size_t maxBytes = SIZE_MAX);

/// Hands out the parts of a text from left to right, or from right to left for the methods whose limit counts from
/// the right (their caller reverses the parts). A negative limit means: split everywhere.
class Splitter
{
public:
    /// Between every two occurrences of `separator`, which must not be empty; keeps empty parts.
    static Splitter bySeparator(std::string_view text, std::string_view separator, int64_t limit = -1, Poll poll = {});
    static Splitter bySeparatorFromRight(std::string_view text, std::string_view separator, int64_t limit = -1,
                                         Poll poll = {});
    /// On runs of white space; there are no empty parts.
    static Splitter byWhitespace(std::string_view text, int64_t limit = -1, Poll poll = {});
    static Splitter byWhitespaceFromRight(std::string_view text, int64_t limit = -1, Poll poll = {});

    std::optional<std::string_view> next();
    /// True when `next` gave nothing because of the `Poll`.
    bool stopped() const { return m_stopped; }

private:
    Splitter(std::string_view text, std::string_view separator, int64_t limit, Poll poll, bool fromRight);

    std::optional<std::string_view> nextBySeparator();
    std::optional<std::string_view> nextByWhitespace();
    std::optional<std::string_view> nextByWhitespaceFromRight();
    std::optional<std::string_view> halt();
    std::optional<std::string_view> takeRest();
    bool skipSpaces();
    bool skipSpacesFromRight();
    bool goesOn(size_t bytes);

    std::string_view m_rest;
    std::string_view m_separator; ///< Empty: white space.
    int64_t m_limit = -1;
    Poll m_poll;
    size_t m_sincePoll = 0;
    bool m_fromRight = false;
    bool m_done = false;
    bool m_stopped = false;
};

} // namespace latchkey::text
