// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few shapes the whole window is made of: hairlines, rounded grounds, the focus ring, chevrons, bolts, badges, key
// caps and progress bars. The style and the own widgets draw through these, so a ring looks the same everywhere.
// Colours come from `theme::tokens()`; hairlines are one device-independent pixel, drawn without blur at every scale.
#pragma once

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QRectF>
#include <QString>
#include <span>

class QPainter;

namespace latchkey::theme {

/// Width of the focus ring, and what lies free between it and a button.
inline constexpr int kRingWidth = 2;
inline constexpr int kRingGap = 1;

/// A ground with an optional hairline along its inside. Invalid colours are not drawn.
void drawGround(QPainter *painter, const QRectF &rect, const QColor &ground, const QColor &outline = {},
                qreal radius = kRadius);

/// The focus ring, its outer edge along `rect`.
void drawFocusRing(QPainter *painter, const QRectF &rect, qreal radius = kRadius);
/// The focus ring around a button: 1 pixel outside of it.
void drawOuterFocusRing(QPainter *painter, const QRectF &button);

/// One line of text with its baseline starting at `place`. The text's own direction counts, not the window's: file
/// names and measures stay readable in a right-to-left layout.
void drawTextAt(QPainter *painter, QPoint place, const QString &text);

/// One hairline along an edge of `rect`, inside of it.
void drawEdge(QPainter *painter, const QRect &rect, Qt::Edge edge, const QColor &color);

enum class Direction : quint8 { Down, Up, Forward, Back }; ///< forward is right, or left in a right-to-left layout
/// A chevron in the middle of `rect`.
void drawChevron(QPainter *painter, const QRect &rect, Direction direction, const QColor &color,
                 Qt::LayoutDirection layout = Qt::LeftToRight);

/// The bolt of a tab: along its top (editor) or bottom edge (docks).
void drawBolt(QPainter *painter, const QRect &tab, Qt::Edge edge, const QColor &color,
              Qt::LayoutDirection layout = Qt::LeftToRight);

/// What the bolt on the door line says about a call that reaches outside.
enum class DoorBolt : quint8 {
    Open,    ///< hollow across the line: would ask
    Allowed, ///< short, left of the line: drawn back
    Thrown,  ///< filled across, joined to the bar below: waits for you
    Denied,  ///< grey across
};
inline constexpr int kDoorBoltHeight = 4;
/// Draws a bolt; `line` is where the door line's left edge meets the middle of the source line. `slide` (0 to 1) is how
/// far the bolt is on its way to this place. The tail of a thrown one is the caller's, down to the bar.
void drawDoorBolt(QPainter *painter, QPoint line, DoorBolt bolt, double slide = 1.0);

/// A progress bar 6 pixels high in the middle of `rect`; `share` is 0 to 1.
void drawProgress(QPainter *painter, const QRectF &rect, double share, const QColor &color,
                  Qt::LayoutDirection layout = Qt::LeftToRight);

/// One part of a bar of segments.
struct Segment {
    Token token;
    double share; ///< of the whole, 0 to 1
};
/// One bar of segments with gaps of one pixel; what they leave over is ground.
void drawSegments(QPainter *painter, const QRectF &rect, std::span<const Segment> segments,
                  Qt::LayoutDirection layout = Qt::LeftToRight);

/// What a badge counts.
enum class BadgeLook : quint8 {
    Count,     ///< `press`
    Questions, ///< `key`, filled
    Problems,  ///< outlined
    Warnings,  ///< outlined, in the colour of warnings: there is nothing worse
};
/// The size of a badge or key cap that shows `text`.
QSize badgeSize(const QString &text);
QSize keyCapSize(const QString &keys);
/// Draws a badge or key cap in the middle of `rect` (which may be larger).
void drawBadge(QPainter *painter, const QRect &rect, const QString &text, BadgeLook look);
void drawKeyCap(QPainter *painter, const QRect &rect, const QString &keys, bool enabled = true);

} // namespace latchkey::theme
