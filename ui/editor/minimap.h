// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole text, small, between the code and its scroll bar: two pixels a line, one a column, in quieter colours than
// the code's, with the lines in sight as a lighter stretch and a tick for each line that has a mark. A click shows the
// lines there, dragging scrolls.
//
// It reads what Scintilla holds of the lines it shows, never more: a text of 100 MB costs what one of 500 lines costs.
// The ink is painted into a picture, again only when other lines are due or the text has changed, and then a moment
// after the keys; scrolling within the same lines moves the stretch alone.
#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <array>

namespace latchkey::editor {

class CodeEditor;

class Minimap : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kWidth = 96;
    /// Below this width of the editor the code needs the room itself.
    static constexpr int kLeastEditor = 420;

    explicit Minimap(CodeEditor *editor);

    /// Where the lines in sight are shown, in its own pixels.
    [[nodiscard]] QRect stretch() const;
    /// How often the ink was painted, for tests of its laziness.
    [[nodiscard]] int inkPaintings() const { return m_inkPaintings; }
    /// The pixel row of a line of the editor (from 0), -1 if it is not shown.
    [[nodiscard]] int rowOf(int line) const;
    /// The text or its marks have changed: shown anew in a moment.
    void refreshSoon();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    /// Lines as they are displayed: folded ones left out, wrapped ones counted with all their rows.
    struct View {
        long lines = 0; ///< of the text
        long shown = 0; ///< on the screen
        long first = 0; ///< on the screen
        long top = 0;   ///< the first of the minimap's
        friend bool operator==(const View &, const View &) = default;
    };
    [[nodiscard]] View view() const;
    [[nodiscard]] static long reach(const View &view);
    [[nodiscard]] long rows() const;
    void onUpdateUi(int what);
    void paintInk(const View &view);
    void paintLine(QPainter &painter, long line, int y, const std::array<QColor, 128> &colors) const;
    void colourShown(long lastLine);
    void scrollTo(double first);

    CodeEditor *m_editor;
    QPixmap m_ink;
    View m_inked;
    bool m_stale = true;
    int m_inkPaintings = 0;
    QTimer m_soon;
    bool m_hovered = false;
    bool m_dragging = false;
    int m_dragFrom = 0;   ///< pixel
    long m_dragFirst = 0; ///< line then first on the screen
};

} // namespace latchkey::editor
