// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a run has been lately, from the lines it was seen at: finds the lines that it circles in without anything else
// happening, which is how an endless loop looks from outside. Fed a few times a second; times are in milliseconds of
// one clock.
#pragma once

#include <QtTypes>
#include <deque>
#include <optional>

namespace latchkey::runs {

class LineTrail
{
public:
    /// How long a run stays within the same lines before it is said to circle.
    static constexpr qint64 kCircling = 10'000;

    struct Circle {
        int first = 0; ///< lines, from 1
        int last = 0;
        qint64 since = 0; ///< when it entered them
        friend bool operator==(const Circle &, const Circle &) = default;
    };

    void see(qint64 now, int line);
    /// Something came of it: output, progress, another state. What was before does not count.
    void moved();
    /// The lines it has been in, and nowhere else, for at least kCircling.
    [[nodiscard]] std::optional<Circle> circle(qint64 now) const;

private:
    struct Seen {
        qint64 at;
        int line;
    };
    std::deque<Seen> m_seen; ///< of the last kCircling; a handful a second
    qint64 m_since = 0;      ///< when it was first seen at its newest line
};

} // namespace latchkey::runs
