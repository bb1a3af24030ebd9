// SPDX-License-Identifier: GPL-3.0-or-later
// The ML sources of this folder, embedded in the program. A module whose table has rows without a C++ function names
// its source here; such functions are written in ML because they call functions of the script, and only ML code can be
// suspended in the middle of such a call.
#pragma once

#include <string_view>

namespace latchkey::modules {

/// The text of prelude/NAME.ml.
std::string_view preludeSource(std::string_view name);

} // namespace latchkey::modules
