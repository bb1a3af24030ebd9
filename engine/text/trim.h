// SPDX-License-Identifier: GPL-3.0-or-later
// Cutting characters off the ends of a text and padding it to a width. Widths count code points.
#pragma once

#include "engine/text/poll.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace latchkey::text {

enum class Side { Both, Left, Right };

/// The part of `text` without white space at its ends.
std::string_view strip(std::string_view text, Side side = Side::Both);

/// The part of `text` without the characters that occur in `characters` at its ends.
std::string_view strip(std::string_view text, std::string_view characters, Side side);

enum class Align { Left, Center, Right };

/// `text`, `length` code points long, padded with `fill` (one encoded code point) to `width`. In the centre an odd
/// number of fills puts the extra one left when the width is odd, right when it is even.
std::expected<std::string, Halt> padded(std::string_view text, size_t length, int64_t width, Align align,
                                        std::string_view fill = " ", size_t maxBytes = SIZE_MAX, Poll poll = {});

/// Appends `fill` `times` times. False: stopped.
bool appendRepeated(std::string &out, std::string_view fill, size_t times, Poll poll = {});

} // namespace latchkey::text
