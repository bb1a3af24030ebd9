// SPDX-License-Identifier: GPL-3.0-or-later
// The quoted form of a string, as repr() and containers show it: in single quotes, or in double ones if the text holds
// a single quote and no double one, with everything escaped that would not be visible.
#pragma once

#include <string>
#include <string_view>

namespace latchkey::text {

void appendQuoted(std::string &out, std::string_view text);
std::string quoted(std::string_view text);

} // namespace latchkey::text
