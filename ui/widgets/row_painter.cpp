// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_painter.h"

#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>
#include <algorithm>

namespace latchkey::widgets {

using namespace theme;

namespace {

constexpr int kBarWidth = 84;

} // namespace

RowPainter::RowPainter(QPainter *painter, const QStyleOptionViewItem &option)
    : m_painter(painter)
    , m_option(option)
    , m_rect(option.rect)
    , m_layout(option.direction)
    , m_enabled(option.state & QStyle::State_Enabled)
    , m_baseline(baselineIn(option.rect))
{
}

RowPainter::RowPainter(QPainter *painter, const QRect &rect, Qt::LayoutDirection layout, bool enabled)
    : m_painter(painter)
    , m_rect(rect)
    , m_layout(layout)
    , m_enabled(enabled)
    , m_baseline(baselineIn(rect))
{
    m_option.rect = rect;
    m_option.direction = layout;
}

void RowPainter::drawGround(bool separator)
{
    if (!m_painter) return;
    const QColor ground = rowGround(m_option.state, m_option.widget);
    if (ground.isValid()) m_painter->fillRect(m_rect, ground);
    if (separator) drawEdge(m_painter, m_rect, Qt::BottomEdge, color(Token::Alt));
}

void RowPainter::drawFocus()
{
    if (m_painter && m_option.state & QStyle::State_HasFocus) drawFocusRing(m_painter, m_rect, 0);
}

QRect RowPainter::rest() const
{
    const int width = std::max(0, m_rect.width() - m_start - m_end);
    return QStyle::visualRect(m_layout, m_rect, QRect(m_rect.x() + m_start, m_rect.y(), width, m_rect.height()));
}

QRect RowPainter::take(int width)
{
    const int taken = std::clamp(width, 0, std::max(0, m_rect.width() - m_start - m_end));
    const QRect column(m_rect.x() + m_start, m_rect.y(), taken, m_rect.height());
    m_start += taken;
    return QStyle::visualRect(m_layout, m_rect, column);
}

QRect RowPainter::takeEnd(int width)
{
    const int taken = std::clamp(width, 0, std::max(0, m_rect.width() - m_start - m_end));
    m_end += taken;
    const QRect column(m_rect.x() + m_rect.width() - m_end, m_rect.y(), taken, m_rect.height());
    return QStyle::visualRect(m_layout, m_rect, column);
}

QRect RowPainter::takeChevron(bool hasChildren, bool open, int width)
{
    const QRect column = take(width);
    if (m_painter && hasChildren)
        drawChevron(m_painter, column, open ? Direction::Down : Direction::Forward, colorOf(Token::Muted), m_layout);
    return column;
}

QFont RowPainter::fontFor(const RowText &look)
{
    QFont font = look.code ? fonts().code(look.size) : fonts().ui(look.size, look.weight);
    if (look.code) font.setWeight(look.weight);
    font.setUnderline(look.underline);
    return font;
}

int RowPainter::widthOf(const QString &text, const RowText &look)
{
    return QFontMetrics(fontFor(look)).horizontalAdvance(text);
}

QColor RowPainter::colorOf(Token token) const
{
    return color(m_enabled ? token : Token::Faint);
}

QRect RowPainter::aligned(const QRect &column, const QSize &size, Align align) const
{
    const Qt::Alignment side = align == Align::Start ? Qt::AlignLeft
                               : align == Align::End ? Qt::AlignRight
                                                     : Qt::AlignHCenter;
    return QStyle::alignedRect(m_layout, side | Qt::AlignVCenter, size, column);
}

QRect RowPainter::drawText(const QRect &column, const QString &text, const RowText &look)
{
    const QFont font = fontFor(look);
    const QFontMetrics fm(font);
    const int wanted = fm.horizontalAdvance(text);
    const QString shown = wanted <= column.width() ? text : fm.elidedText(text, look.elide, column.width());
    const int width = shown.size() == text.size() ? wanted : fm.horizontalAdvance(shown);
    const QRect box = aligned(column, QSize(std::min(width, column.width()), column.height()), look.align);
    if (m_painter && column.width() > 0) {
        m_painter->save();
        m_painter->setFont(font);
        m_painter->setPen(colorOf(look.token));
        drawTextAt(m_painter, QPoint(box.x(), m_baseline), shown);
        m_painter->restore();
    }
    return box;
}

int RowPainter::drawSpans(const QRect &column, const Spans &spans, TextSize size)
{
    if (!m_painter) return std::min(column.width(), spansWidth(spans, size));
    return widgets::drawSpans(m_painter, column, m_baseline, spans, colorOf(Token::Text), size, m_layout);
}

void RowPainter::drawIcon(const QRect &column, const QString &name, Token token, int size, int degrees)
{
    if (!m_painter || column.width() < size) return;
    Icons::paint(m_painter, aligned(column, QSize(size, size), Align::Start), name, colorOf(token), degrees);
}

void RowPainter::drawState(const QRect &column, RunState state, int degrees)
{
    const RunStateLook look = runStateLook(state);
    drawIcon(column, look.icon, look.token, kIcon, spins(state) ? degrees : 0);
    constexpr int kIndent = kIcon + kIconGap;
    const QRect text(column.x() + kIndent, column.y(), std::max(0, column.width() - kIndent), column.height());
    drawText(QStyle::visualRect(m_layout, column, text), look.word, {.token = look.token, .weight = QFont::Medium});
}

void RowPainter::drawButton(const QRect &button, const RowButton &look)
{
    if (!m_painter || button.width() < kIcon) return;
    QStyle::State state = look.enabled ? QStyle::State_Enabled : QStyle::State_None;
    if (look.hovered) state |= QStyle::State_MouseOver;
    if (look.pressed) state |= QStyle::State_Sunken;
    const int side = std::min(metrics().height(Part::SmallButton), m_rect.height() - 2);
    const ButtonColors colors = buttonColors(ButtonLook::Flat, state);
    theme::drawGround(m_painter, aligned(button, QSize(side, side), Align::Centre), colors.ground);
    Icons::paint(m_painter, aligned(button, QSize(kIcon, kIcon), Align::Centre), look.icon,
                 colorOf(look.enabled ? look.token : Token::Faint));
}

void RowPainter::drawProgress(const QRect &column, double share, const QString &text)
{
    const QRect bar(column.x(), column.y(), std::min(kBarWidth, column.width()), column.height());
    if (m_painter && bar.width() > 0)
        theme::drawProgress(m_painter, QStyle::visualRect(m_layout, column, bar), share, color(Token::Running),
                            m_layout);
    const int indent = kBarWidth + kSide;
    const QRect words(column.x() + indent, column.y(), std::max(0, column.width() - indent), column.height());
    drawText(QStyle::visualRect(m_layout, column, words), text, {.size = TextSize::Small, .token = Token::Muted});
}

void RowPainter::drawBadge(const QRect &column, const QString &text, BadgeLook look, Align align)
{
    if (m_painter) theme::drawBadge(m_painter, aligned(column, badgeSize(text), align), text, look);
}

void RowPainter::drawKeyCap(const QRect &column, const QString &keys, Align align)
{
    if (m_painter) theme::drawKeyCap(m_painter, aligned(column, keyCapSize(keys), align), keys, m_enabled);
}

} // namespace latchkey::widgets
