// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bookkeeping of incremental highlighting: for a prefix of the text (up to the *frontier*) the highlighter's state
// at the end of each line and the brackets it opened are known; within it a range of *dirty* lines waits to be done
// again after edits. Highlighting goes through the dirty lines and on while a line ends in another state than before,
// then jumps back to the frontier. Knows nothing of Scintilla.
#pragma once

#include <KSyntaxHighlighting/State>

#include <vector>

namespace latchkey::editor {

class LineStates
{
public:
    /// What is remembered of a highlighted line.
    struct Line {
        KSyntaxHighlighting::State end;
        int net = 0;    ///< folding regions opened less closed
        int lowest = 0; ///< deepest dip below the start before something opened, <= 0
        bool opens = false;
    };

    /// Forgets everything.
    void clear();
    /// Lines `first` to `first + added` were edited, `added` of them new (or that many gone if negative).
    void edited(int first, int added);

    /// The next line to highlight: a dirty one, else the frontier.
    [[nodiscard]] int next() const { return m_dirtyEnd > m_dirty ? m_dirty : frontier(); }
    /// The number of lines that are known or dirty; the first line never done.
    [[nodiscard]] int frontier() const { return int(m_lines.size()); }
    [[nodiscard]] bool isClean() const { return m_dirtyEnd <= m_dirty; }
    /// The state that line starts in.
    [[nodiscard]] KSyntaxHighlighting::State startOf(int line) const;
    [[nodiscard]] const Line &at(int line) const { return m_lines[size_t(line)]; }

    /// Line `next()` was highlighted with this outcome. Returns whether lines below may need another fold level.
    bool done(int line, const Line &outcome);

private:
    std::vector<Line> m_lines;
    int m_dirty = 0;    ///< first dirty line
    int m_dirtyEnd = 0; ///< one past the last line that must be done whatever states say
};

} // namespace latchkey::editor
