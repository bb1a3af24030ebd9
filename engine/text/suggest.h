// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean": the candidates that look most like a name somebody typed.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace latchkey::text {

/// Up to `most` candidates that are close to `name`, the closest first, equally close ones in alphabetical order. A
/// letter added, dropped, changed or swapped with its neighbour counts as one step; another case or an underscore as
/// half a step. About one step for three letters is still close. `name` itself is never suggested.
std::vector<std::string_view> suggestions(std::string_view name, std::span<const std::string_view> candidates,
                                          size_t most = 3);

} // namespace latchkey::text
