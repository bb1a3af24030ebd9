// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a search shows in its editor: the hits, the current one, the stretch it is limited to, and the ticks beside the
// scroll bar. The stretch is kept with the text, so it moves and grows with what is edited in it.
#pragma once

#include "ui/editor/text_search.h"

namespace latchkey::editor {

class CodeEditor;

class FindMarks
{
public:
    explicit FindMarks(CodeEditor *editor);

    void refreshLook();
    void show(const QList<SearchHit> &hits);
    void showCurrent(const SearchHit &hit);
    /// Takes away hits and ticks; the stretch stays.
    void hide();

    void setRange(const SearchRange &range);
    void clearRange();
    /// The whole text, unless a stretch is set.
    [[nodiscard]] SearchRange range() const;

private:
    void clear(int indicator);
    void fill(int indicator, qsizetype from, qsizetype to);

    CodeEditor *m_editor;
};

} // namespace latchkey::editor
