// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/line_trail.h"

#include <algorithm>

namespace latchkey::runs {

void LineTrail::see(qint64 now, int line)
{
    if (line <= 0) return;
    while (!m_seen.empty() && m_seen.front().at < now - kCircling) m_seen.pop_front();
    const auto [least, most] = std::ranges::minmax_element(m_seen, {}, &Seen::line);
    const bool isNew = m_seen.empty() || line < least->line || line > most->line;
    if (isNew) m_since = now;
    m_seen.push_back({now, line});
}

void LineTrail::moved()
{
    m_seen.clear();
}

std::optional<LineTrail::Circle> LineTrail::circle(qint64 now) const
{
    if (m_seen.empty() || now - m_since < kCircling) return std::nullopt;
    const auto [least, most] = std::ranges::minmax_element(m_seen, {}, &Seen::line);
    return Circle{least->line, most->line, m_since};
}

} // namespace latchkey::runs
