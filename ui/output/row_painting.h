// SPDX-License-Identifier: GPL-3.0-or-later
//
// What all rows of the panes have in common: their ground, the line that parts them, the ring of the current one, the
// small icon buttons painted in them, and text on one baseline. Delegates and own views call these while they paint.
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QRect>
#include <QString>
#include <QStyleOption>

class QPainter;

namespace latchkey::output {

/// The ground of a row, the hairline below it, and, when the keyboard moves through the view, the focus ring.
void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option);

/// Text centred vertically, elided in `mode`; `alignment` is horizontal and follows the painter's direction.
void paintText(QPainter *painter, const QRect &rect, const QString &text, const QFont &font, theme::Token token,
               Qt::Alignment alignment = Qt::AlignLeft, Qt::TextElideMode mode = Qt::ElideRight);

void paintIcon(QPainter *painter, const QRect &rect, const QString &name, theme::Token token, int size = 16,
               int degrees = 0);

enum class PaintedButton : quint8 { Normal, Hover, Pressed, Disabled };
void paintIconButton(QPainter *painter, const QRect &rect, const QString &icon, PaintedButton state);

/// A progress bar 6 pixels high, `share` in 0..1.
void paintProgress(QPainter *painter, const QRect &rect, double share);

/// `inner` as it lies in `outer` when the layout is mirrored.
QRect mirroredRect(Qt::LayoutDirection direction, const QRect &outer, const QRect &inner);

} // namespace latchkey::output
