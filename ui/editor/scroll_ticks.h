// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where in the text the problems and the hits of a search are: ticks of two pixels on the editor's scroll bar. Painted
// by a child of the bar that takes no mouse; problems come from the editor's marks, hits from whoever searched.
#pragma once

#include <QWidget>

#include <vector>

namespace latchkey::editor {

class CodeEditor;

class ScrollTicks : public QWidget
{
    Q_OBJECT

public:
    explicit ScrollTicks(CodeEditor *editor);

    /// Lines from 0, ascending.
    void setHits(std::vector<long> lines);
    [[nodiscard]] const std::vector<long> &hits() const { return m_hits; }
    /// Where the tick of a line is, in pixels from the top.
    [[nodiscard]] int yOf(long line) const;

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    CodeEditor *m_editor;
    std::vector<long> m_hits;
};

} // namespace latchkey::editor
