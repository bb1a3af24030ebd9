// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/line_states.h"

#include <algorithm>

namespace latchkey::editor {

void LineStates::clear()
{
    m_lines.clear();
    m_dirty = m_dirtyEnd = 0;
}

void LineStates::edited(int first, int added)
{
    if (first >= frontier()) return; // not reached yet
    const auto after = m_lines.begin() + first + 1;
    if (added > 0) {
        // New lines end as the edited one did and open nothing yet, so that lines below keep their depth for now.
        Line fresh;
        fresh.end = m_lines[size_t(first)].end;
        m_lines.insert(after, size_t(added), fresh);
    } else m_lines.erase(after, after + std::min<int>(-added, int(m_lines.end() - after)));

    const int end = std::min(first + std::max(added, 0) + 1, frontier());
    if (isClean()) {
        m_dirty = first;
        m_dirtyEnd = end;
        return;
    }
    if (m_dirtyEnd > first) m_dirtyEnd = std::max(m_dirtyEnd + added, first + 1);
    if (m_dirty > first) m_dirty = std::max(m_dirty + added, first);
    m_dirty = std::min(m_dirty, first);
    m_dirtyEnd = std::clamp(m_dirtyEnd, end, frontier());
}

KSyntaxHighlighting::State LineStates::startOf(int line) const
{
    return line > 0 ? m_lines[size_t(line) - 1].end : KSyntaxHighlighting::State();
}

bool LineStates::done(int line, const Line &outcome)
{
    if (line == frontier()) {
        m_lines.push_back(outcome);
        return false;
    }
    Line &old = m_lines[size_t(line)];
    const bool otherState = old.end != outcome.end;
    const bool otherDepth = old.net != outcome.net;
    old = outcome;
    m_dirty = line + 1;
    if (otherState && m_dirty >= m_dirtyEnd) m_dirtyEnd = m_dirty + 1; // the change goes on into the next line
    m_dirtyEnd = std::min(m_dirtyEnd, frontier());
    return otherDepth;
}

} // namespace latchkey::editor
