// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean": the known words that are spelt most like an unknown one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::analysis {

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other; `limit` + 1 when
/// it takes more than `limit`. Words that differ only in case are one step apart.
int spellingDistance(std::string_view a, std::string_view b, int limit);

/// At most `count` candidates that a typist may have meant, the closest first.
std::vector<std::string> similarNames(std::string_view word, std::span<const std::string_view> candidates,
                                      size_t count);

/// "did you mean `a`, `b` or `c`?", empty for none.
std::string didYouMean(std::span<const std::string> names);

} // namespace latchkey::analysis
