// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/sequence_diff.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace latchkey::compare {
namespace {

/// Edits that Myers' algorithm looks for; its memory grows with the square.
constexpr int kMostEdits = 800;

struct Part {
    int before = 0, beforeEnd = 0, after = 0, afterEnd = 0;
};

class Differ
{
public:
    Differ(std::span<const int> before, std::span<const int> after, const Cancelled &cancelled)
        : m_before(before)
        , m_after(after)
        , m_cancelled(cancelled)
    {
    }

    QList<Stretch> differ()
    {
        m_open.push_back({0, int(m_before.size()), 0, int(m_after.size())});
        while (!m_open.empty() && !(m_cancelled && m_cancelled())) {
            Part part = m_open.back();
            m_open.pop_back();
            look(part);
        }
        return std::move(m_found);
    }

private:
    // Parts are taken from the end of m_open, so what comes first is pushed last.
    void look(Part part)
    {
        while (part.before < part.beforeEnd && part.after < part.afterEnd &&
               m_before[part.before] == m_after[part.after])
            ++part.before, ++part.after;
        while (part.before < part.beforeEnd && part.after < part.afterEnd &&
               m_before[part.beforeEnd - 1] == m_after[part.afterEnd - 1])
            --part.beforeEnd, --part.afterEnd;
        if (part.before == part.beforeEnd || part.after == part.afterEnd) return replace(part);
        const std::vector<std::pair<int, int>> anchors = anchorsOf(part);
        if (anchors.empty()) return shortest(part);
        for (auto it = anchors.rbegin(); it != anchors.rend(); ++it) {
            m_open.push_back({it->first + 1, part.beforeEnd, it->second + 1, part.afterEnd});
            part.beforeEnd = it->first;
            part.afterEnd = it->second;
        }
        m_open.push_back(part);
    }

    void replace(const Part &part)
    {
        const Stretch stretch{part.before, part.beforeEnd - part.before, part.after, part.afterEnd - part.after};
        if (stretch.beforeCount == 0 && stretch.afterCount == 0) return;
        if (!m_found.isEmpty()) {
            Stretch &last = m_found.last();
            if (last.before + last.beforeCount == stretch.before && last.after + last.afterCount == stretch.after) {
                last.beforeCount += stretch.beforeCount;
                last.afterCount += stretch.afterCount;
                return;
            }
        }
        m_found.append(stretch);
    }

    /// Elements that occur once on each side, as many as stand in the same order.
    [[nodiscard]] std::vector<std::pair<int, int>> anchorsOf(const Part &part) const
    {
        struct Seen {
            int before = -1, after = -1;
            bool once = true;
        };
        QHash<int, Seen> seen;
        const auto note = [&seen](int element, int at, int Seen::*side) {
            Seen &s = seen[element];
            s.once = s.once && s.*side < 0;
            s.*side = at;
        };
        for (int i = part.before; i < part.beforeEnd; ++i) note(m_before[i], i, &Seen::before);
        for (int i = part.after; i < part.afterEnd; ++i) note(m_after[i], i, &Seen::after);
        std::vector<std::pair<int, int>> pairs;
        for (int i = part.before; i < part.beforeEnd; ++i) {
            const Seen s = seen.value(m_before[i]);
            if (s.once && s.after >= 0) pairs.emplace_back(i, s.after);
        }
        return longestIncreasing(pairs);
    }

    static std::vector<std::pair<int, int>> longestIncreasing(const std::vector<std::pair<int, int>> &pairs)
    {
        std::vector<int> ends, previous(pairs.size(), -1); // ends[n]: last pair of the best chain of n + 1
        for (int i = 0; i < int(pairs.size()); ++i) {
            const auto it =
                std::ranges::lower_bound(ends, pairs[i].second, {}, [&pairs](int pair) { return pairs[pair].second; });
            if (it != ends.begin()) previous[i] = *(it - 1);
            if (it == ends.end()) ends.push_back(i);
            else *it = i;
        }
        std::vector<std::pair<int, int>> chain;
        for (int i = ends.empty() ? -1 : ends.back(); i >= 0; i = previous[i]) chain.push_back(pairs[i]);
        std::ranges::reverse(chain);
        return chain;
    }

    /// Myers: how far one comes with 0, 1, 2, ... edits on each diagonal, then back along the way.
    void shortest(const Part &part)
    {
        const int n = part.beforeEnd - part.before, m = part.afterEnd - part.after;
        const int most = std::min(n + m, kMostEdits);
        std::vector<int> reach(2 * size_t(most) + 3, 0);
        std::vector<std::vector<int>> steps;
        const auto at = [&reach, most](int diagonal) -> int & { return reach[size_t(diagonal + most + 1)]; };
        for (int edits = 0; edits <= most; ++edits) {
            if (m_cancelled && m_cancelled()) return;
            steps.emplace_back(reach.begin() + (most + 1 - edits - 1), reach.begin() + (most + 1 + edits + 2));
            for (int k = -edits; k <= edits; k += 2) {
                int x = k == -edits || (k != edits && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
                int y = x - k;
                while (x < n && y < m && m_before[part.before + x] == m_after[part.after + y]) ++x, ++y;
                at(k) = x;
                if (x >= n && y >= m) return walkBack(part, steps, edits);
            }
        }
        replace(part);
    }

    void walkBack(const Part &part, const std::vector<std::vector<int>> &steps, int edits)
    {
        int x = part.beforeEnd - part.before, y = part.afterEnd - part.after;
        std::vector<Part> found;
        for (int d = edits; d > 0; --d) {
            const std::vector<int> &reach = steps[size_t(d)];
            const auto at = [&reach, d](int diagonal) { return reach[size_t(diagonal + d + 1)]; };
            const int k = x - y;
            const bool isAdded = k == -d || (k != d && at(k - 1) < at(k + 1));
            const int fromX = isAdded ? at(k + 1) : at(k - 1);
            const int fromY = fromX - (isAdded ? k + 1 : k - 1);
            found.push_back({part.before + fromX, part.before + fromX + (isAdded ? 0 : 1), part.after + fromY,
                             part.after + fromY + (isAdded ? 1 : 0)});
            x = fromX;
            y = fromY;
        }
        for (auto it = found.rbegin(); it != found.rend(); ++it) replace(*it);
    }

    const std::span<const int> m_before, m_after;
    const Cancelled &m_cancelled;
    std::vector<Part> m_open;
    QList<Stretch> m_found;
};

} // namespace

QList<Stretch> differences(std::span<const int> before, std::span<const int> after, const Cancelled &cancelled)
{
    return Differ(before, after, cancelled).differ();
}

} // namespace latchkey::compare
