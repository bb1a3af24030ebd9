// SPDX-License-Identifier: GPL-3.0-or-later
// Text as a JSON string, for results and the wire: only quotes, backslashes and control characters are escaped.
#pragma once

#include <string>
#include <string_view>

namespace latchkey::vm {

/// Appends `text` in double quotes.
void appendJsonText(std::string_view text, std::string &out);

} // namespace latchkey::vm
