// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/suggest.h"

#include <algorithm>
#include <array>

namespace latchkey::text {

namespace {

// Nobody misspells names longer than this; the bound keeps the tables on the stack.
constexpr size_t kLongestName = 64;

// Costs are in half steps.
constexpr int kStep = 2;
constexpr int kHalfStep = 1;

using Row = std::array<int, kLongestName + 1>;

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

int changeCost(char a, char b)
{
    if (a == b) return 0;
    return lowered(a) == lowered(b) ? kHalfStep : kStep;
}

int insertCost(char c)
{
    return c == '_' ? kHalfStep : kStep;
}

int swapCost(char first, char second)
{
    return first == second ? 0 : kStep;
}

/// The Damerau-Levenshtein distance of adjacent swaps (optimal string alignment), with the costs above.
int distance(std::string_view a, std::string_view b)
{
    std::array<Row, 3> rows;
    Row *beforeLast = &rows[0];
    Row *last = &rows[1];
    Row *current = &rows[2];
    (*last)[0] = 0;
    for (size_t j = 0; j < b.size(); ++j) (*last)[j + 1] = (*last)[j] + insertCost(b[j]);
    for (size_t i = 0; i < a.size(); ++i) {
        (*current)[0] = (*last)[0] + insertCost(a[i]);
        for (size_t j = 0; j < b.size(); ++j) {
            int best = std::min({(*last)[j] + changeCost(a[i], b[j]), (*last)[j + 1] + insertCost(a[i]),
                                 (*current)[j] + insertCost(b[j])});
            const bool swapped =
                i > 0 && j > 0 && lowered(a[i]) == lowered(b[j - 1]) && lowered(a[i - 1]) == lowered(b[j]);
            if (swapped) best = std::min(best, (*beforeLast)[j - 1] + swapCost(a[i - 1], a[i]));
            (*current)[j + 1] = best;
        }
        std::swap(beforeLast, last);
        std::swap(last, current);
    }
    return (*last)[b.size()];
}

/// The most half steps at which a candidate still looks like `name`.
int bound(std::string_view name)
{
    const auto size = static_cast<int>(name.size());
    if (size <= 1) return kHalfStep;
    return std::max(kStep, size * kStep / 3);
}

struct Match {
    int cost;
    std::string_view candidate;

    friend auto operator<=>(const Match &, const Match &) = default;
};

} // namespace

std::vector<std::string_view> suggestions(std::string_view name, std::span<const std::string_view> candidates,
                                          size_t most)
{
    std::vector<std::string_view> result;
    if (name.empty() || name.size() > kLongestName) return result;
    const int limit = bound(name);
    std::vector<Match> matches;
    for (const std::string_view candidate : candidates) {
        const bool comparable = candidate != name && !candidate.empty() && candidate.size() <= kLongestName;
        if (!comparable) continue;
        const int cost = distance(name, candidate);
        // A candidate that shares no letter is as far as it can be: "x" is not like "y".
        if (cost <= limit && cost < static_cast<int>(std::min(name.size(), candidate.size())) * kStep)
            matches.push_back({cost, candidate});
    }
    std::ranges::sort(matches);
    for (const Match &match : matches) {
        if (result.size() == most) break;
        if (result.empty() || result.back() != match.candidate) result.push_back(match.candidate);
    }
    return result;
}

} // namespace latchkey::text
