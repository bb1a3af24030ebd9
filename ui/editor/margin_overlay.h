// SPDX-License-Identifier: GPL-3.0-or-later
//
// The margin of the editor: marks, line numbers, the door line and its bolts. One opaque widget over Scintilla's own
// empty margins, painted from the lines in sight; clicks go through it to Scintilla. Painting it here and not with
// Scintilla's markers gives the current line its number in bold, icons in the colours of the theme, and a door line
// that runs on below the last line and beside what lies between lines.
#pragma once

#include "ui/editor/editor_marks.h"
#include "ui/theme/tokens.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <array>

class QsciScintilla;

namespace latchkey::editor {

class MarginOverlay : public QWidget
{
    Q_OBJECT

public:
    explicit MarginOverlay(QsciScintilla *editor);

    /// Widths from the present fonts and number of lines; gives Scintilla's margins the same.
    void refreshWidths();
    [[nodiscard]] int marginWidth() const;
    /// The editor has none from now on.
    void close();
    /// The door line, in pixels from the viewport's left edge.
    [[nodiscard]] int doorX() const;
    /// Repaints if other lines are in sight, lines came or went, or the caret changed its line: typing within a line
    /// leaves the margin alone.
    void updateIfMoved();
    /// The pointer is over the margin (fold arrows show) or not.
    void setHovered(bool hovered);
    /// Lets a waiting bolt slide out once, if motion is allowed.
    void throwBolt();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row;

    void paintRow(QPainter &painter, const Row &row) const;
    void paintMark(QPainter &painter, const Row &row) const;
    void paintIcon(QPainter &painter, const QRectF &box, Mark mark, const QString &icon, theme::Token color) const;
    void paintNumber(QPainter &painter, const Row &row) const;
    void paintBolt(QPainter &painter, const Row &row) const;
    void paintFold(QPainter &painter, const Row &row) const;
    [[nodiscard]] double thrown() const;

    QsciScintilla *m_editor;
    int m_numbers = 30;
    std::array<long, 4> m_painted{}; ///< what updateIfMoved() looks at
    bool m_hovered = false;
    bool m_closed = false;
    QElapsedTimer m_throw;
    QTimer m_frames;
};

} // namespace latchkey::editor
