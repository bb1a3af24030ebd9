// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/spelling.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace latchkey::analysis {

namespace {

/// Longer words are no typing mistakes, and the table of distances stays on the stack.
constexpr size_t kLongestWord = 48;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace

int spellingDistance(std::string_view a, std::string_view b, int limit)
{
    if (a.size() > kLongestWord || b.size() > kLongestWord) return limit + 1;
    if (std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size())) > limit) return limit + 1;
    if (a == b) return 0;
    if (equalIgnoringCase(a, b)) return std::min(1, limit + 1);
    using Row = std::array<int, kLongestWord + 1>;
    Row beforeLast{};
    Row last{};
    Row row{};
    for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
    for (size_t i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        beforeLast = last;
        last = row;
    }
    return std::min(last[b.size()], limit + 1);
}

std::vector<std::string> similarNames(std::string_view word, std::span<const std::string_view> candidates, size_t count)
{
    const int limit = word.size() <= 3 ? 1 : word.size() <= 7 ? 2 : 3;
    std::vector<std::pair<int, std::string_view>> found;
    for (const std::string_view candidate : candidates) {
        const int distance = spellingDistance(word, candidate, limit);
        // A name must share more than half of its letters, or every short word would resemble every other.
        const bool close = distance > 0 && distance <= limit &&
                           distance * 2 < static_cast<int>(std::max(word.size(), candidate.size())) + 1;
        if (close) found.emplace_back(distance, candidate);
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, std::string_view>::first);
    std::vector<std::string> names;
    for (const auto &[distance, name] : found) {
        if (names.size() == count) break;
        if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
    }
    return names;
}

std::string didYouMean(std::span<const std::string> names)
{
    std::string text;
    for (size_t i = 0; i < names.size(); ++i) {
        text += i == 0 ? "did you mean " : i + 1 == names.size() ? " or " : ", ";
        text += "`" + names[i] + "`";
    }
    return names.empty() ? text : text + "?";
}

} // namespace latchkey::analysis
