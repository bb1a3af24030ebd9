// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/row_painting.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace latchkey::output {

using theme::Token;

void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const QStyle::State state = option.state;
    const bool here = state.testFlag(QStyle::State_Active) && option.widget && option.widget->hasFocus();
    if (state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme::color(here ? Token::Select : Token::Inactive));
    else if (state.testFlag(QStyle::State_MouseOver)) painter->fillRect(option.rect, theme::color(Token::Hover));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      theme::color(Token::Alt));
    if (here && state.testFlag(QStyle::State_HasFocus) && state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setPen(QPen(theme::color(Token::Focus), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

void paintText(QPainter *painter, const QRect &rect, const QString &text, const QFont &font, Token token,
               Qt::Alignment alignment, Qt::TextElideMode mode)
{
    if (text.isEmpty() || rect.width() <= 0) return;
    const QFontMetricsF metrics(font);
    const QFontMetricsF body(theme::fonts().ui());
    const QString shown = metrics.elidedText(text, mode, rect.width());
    // The baseline of body text, whatever the font: all parts of a row stand on one line.
    const qreal baseline = std::round(rect.top() + (rect.height() + body.ascent() - body.descent()) / 2);
    const Qt::Alignment visual = QStyle::visualAlignment(painter->layoutDirection(), alignment);
    qreal x = rect.left();
    if (visual.testFlag(Qt::AlignRight)) x = rect.right() + 1 - metrics.horizontalAdvance(shown);
    if (visual.testFlag(Qt::AlignHCenter)) x += (rect.width() - metrics.horizontalAdvance(shown)) / 2;
    painter->setFont(font);
    painter->setPen(theme::color(token));
    const Qt::LayoutDirection before = painter->layoutDirection();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // a path in a mirrored row is no mirrored path
    painter->drawText(QPointF(x, baseline), shown);
    painter->setLayoutDirection(before);
}

void paintIcon(QPainter *painter, const QRect &rect, const QString &name, Token token, int size, int degrees)
{
    const QRect icon(rect.left() + (rect.width() - size) / 2, rect.top() + (rect.height() - size) / 2, size, size);
    theme::Icons::paint(painter, icon, name, theme::color(token), degrees);
}

void paintIconButton(QPainter *painter, const QRect &rect, const QString &icon, PaintedButton state)
{
    if (state == PaintedButton::Hover || state == PaintedButton::Pressed) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::color(state == PaintedButton::Hover ? Token::Border : Token::Press));
        painter->drawRoundedRect(rect, theme::kRadius, theme::kRadius);
        painter->restore();
    }
    paintIcon(painter, rect, icon, state == PaintedButton::Disabled ? Token::Faint : Token::Muted);
}

void paintProgress(QPainter *painter, const QRect &rect, double share)
{
    const int top = rect.top() + (rect.height() - theme::kProgressHeight) / 2;
    const QRectF bar(rect.left(), top, rect.width(), theme::kProgressHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::color(Token::Press));
    painter->drawRoundedRect(bar, 3, 3);
    QRectF filled = bar;
    filled.setWidth(std::max<qreal>(share > 0 ? theme::kProgressHeight : 0, bar.width() * share));
    if (painter->layoutDirection() == Qt::RightToLeft) filled.moveRight(bar.right());
    painter->setBrush(theme::color(Token::Running));
    painter->drawRoundedRect(filled, 3, 3);
    painter->restore();
}

QRect mirroredRect(Qt::LayoutDirection direction, const QRect &outer, const QRect &inner)
{
    return QStyle::visualRect(direction, outer, inner);
}

} // namespace latchkey::output
