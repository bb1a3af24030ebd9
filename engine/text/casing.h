// SPDX-License-Identifier: GPL-3.0-or-later
// Changing the case of a text by Unicode's full mappings, whatever the user's locale: one character may become up to
// three, and a capital sigma at the end of a word becomes the final form. ASCII runs take a fast path. An empty result
// means that the `Poll` stopped the work.
#pragma once

#include "engine/text/poll.h"

#include <optional>
#include <string>
#include <string_view>

namespace latchkey::text {

std::optional<std::string> upper(std::string_view text, Poll poll = {});
std::optional<std::string> lower(std::string_view text, Poll poll = {});
std::optional<std::string> swapCase(std::string_view text, Poll poll = {});

/// The first letter of every run of cased letters in title case, the others in lower case.
std::optional<std::string> title(std::string_view text, Poll poll = {});

/// The first character in title case, all others in lower case.
std::optional<std::string> capitalize(std::string_view text, Poll poll = {});

} // namespace latchkey::text
