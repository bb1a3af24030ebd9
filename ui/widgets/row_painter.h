// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints one row of a list: ground, columns taken from both ends, text of every font on one baseline, icons and
// buttons in the middle, all mirrored in a right-to-left layout. Every delegate of the window paints through it:
//
//     RowPainter row(painter, option);
//     row.drawGround();
//     row.takeChevron(hasChildren, isOpen);
//     row.drawText(row.takeEnd(72), time, {.align = Align::End});
//     row.drawText(row.rest(), name);
//
// A RowPainter made without a painter only measures; delegates use that to find the button under the pointer.
#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/painting.h"
#include "ui/theme/run_state_look.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/spans.h"

#include <QRect>
#include <QStyleOptionViewItem>
#include <optional>

class QPainter;

namespace latchkey::widgets {

enum class Align : quint8 { Start, End, Centre }; ///< start is left, or right in a right-to-left layout

/// How a text of a row looks; plain body text unless told otherwise.
struct RowText {
    theme::TextSize size = theme::TextSize::Body;
    theme::Token token = theme::Token::Text;
    Align align = Align::Start;
    QFont::Weight weight = QFont::Normal;
    Qt::TextElideMode elide = Qt::ElideRight;
    bool code = false;      ///< in the code font
    bool underline = false; ///< links
};

/// The state of a button painted in a row.
struct RowButton {
    QString icon = {};
    bool hovered = false;
    bool pressed = false;
    bool enabled = true;
    theme::Token token = theme::Token::Text;
};

class RowPainter
{
public:
    /// For the row of a view; `painter` may be null to only measure.
    RowPainter(QPainter *painter, const QStyleOptionViewItem &option);
    /// For a row that is no view's.
    RowPainter(QPainter *painter, const QRect &rect, Qt::LayoutDirection layout = Qt::LeftToRight, bool enabled = true);

    /// Ground of a selected or hovered row; `separator` draws the pale line below it.
    void drawGround(bool separator = false);
    /// The ring inside the current row of a view that has the focus.
    void drawFocus();

    /// Takes a column from the start or the end of what is left. Where the row is too narrow, columns end empty.
    QRect take(int width);
    QRect takeEnd(int width);
    /// What is left between the columns taken.
    [[nodiscard]] QRect rest() const;
    [[nodiscard]] const QRect &rect() const { return m_rect; }
    [[nodiscard]] int baseline() const { return m_baseline; }
    [[nodiscard]] Qt::LayoutDirection layout() const { return m_layout; }

    /// A column with a chevron in its middle, empty for a row without children. Returns the column.
    QRect takeChevron(bool hasChildren, bool open, int width = theme::kTreeIndent);

    /// Draws text on the row's baseline, elided. Returns the rectangle it really covers.
    QRect drawText(const QRect &column, const QString &text, const RowText &look = {});
    /// Draws spans on the row's baseline. Returns the width drawn.
    int drawSpans(const QRect &column, const Spans &spans, theme::TextSize size = theme::TextSize::Body);
    /// Draws an icon at the start of the column, in the middle of the row's height.
    void drawIcon(const QRect &column, const QString &name, theme::Token token, int size = theme::kIcon,
                  int degrees = 0);
    /// Icon and word of a state; `degrees` turns the icon of one that spins.
    void drawState(const QRect &column, theme::RunState state, int degrees = 0);
    void drawButton(const QRect &button, const RowButton &look);
    /// The bar 84 pixels wide at the start of the column, and the text behind it.
    void drawProgress(const QRect &column, double share, const QString &text);
    void drawBadge(const QRect &column, const QString &text, theme::BadgeLook look, Align align = Align::End);
    void drawKeyCap(const QRect &column, const QString &keys, Align align = Align::End);

    /// The font a look asks for.
    static QFont fontFor(const RowText &look);
    /// The width of a text in that look.
    static int widthOf(const QString &text, const RowText &look = {});

private:
    [[nodiscard]] QColor colorOf(theme::Token token) const;
    [[nodiscard]] QRect aligned(const QRect &column, const QSize &size, Align align) const;

    QPainter *m_painter = nullptr;
    QStyleOptionViewItem m_option;
    QRect m_rect;
    Qt::LayoutDirection m_layout = Qt::LeftToRight;
    bool m_enabled = true;
    int m_start = 0; ///< taken from the start so far
    int m_end = 0;   ///< taken from the end so far
    int m_baseline = 0;
};

} // namespace latchkey::widgets
