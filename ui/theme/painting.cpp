// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/painting.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

// Saves what the shapes below change, and draws round corners smoothly.
class Smooth
{
public:
    explicit Smooth(QPainter *painter)
        : m_painter(painter)
    {
        m_painter->save();
        m_painter->setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Smooth)

private:
    QPainter *m_painter;
};

// A rounded outline of `width` whose outer edge is `rect`, as a path between two outlines: a stroked pen would shift
// by half a pixel at fractional scales.
QPainterPath ringPath(const QRectF &rect, qreal width, qreal radius)
{
    QPainterPath ring;
    ring.setFillRule(Qt::OddEvenFill);
    ring.addRoundedRect(rect, radius, radius);
    const qreal inner = std::max(0.0, radius - width);
    ring.addRoundedRect(rect.adjusted(width, width, -width, -width), inner, inner);
    return ring;
}

constexpr int kBadgePadding = 5;
constexpr int kCapPadding = 6;

QSize labelSize(const QString &text, const QFont &font, int padding)
{
    const int height = metrics().height(Part::Badge);
    const int width = QFontMetrics(font).horizontalAdvance(text) + 2 * padding;
    return {std::max(width, height), height};
}

QRect centred(const QRect &rect, const QSize &size)
{
    return {rect.x() + (rect.width() - size.width()) / 2, rect.y() + (rect.height() - size.height()) / 2, size.width(),
            size.height()};
}

} // namespace

void drawGround(QPainter *painter, const QRectF &rect, const QColor &ground, const QColor &outline, qreal radius)
{
    const Smooth smooth(painter);
    painter->setPen(Qt::NoPen);
    if (ground.isValid()) {
        painter->setBrush(ground);
        painter->drawRoundedRect(rect, radius, radius);
    }
    if (outline.isValid()) painter->fillPath(ringPath(rect, 1, radius), outline);
}

void drawFocusRing(QPainter *painter, const QRectF &rect, qreal radius)
{
    const Smooth smooth(painter);
    painter->fillPath(ringPath(rect, kRingWidth, radius), color(Token::Focus));
}

void drawOuterFocusRing(QPainter *painter, const QRectF &button)
{
    constexpr int kOut = kRingWidth + kRingGap;
    drawFocusRing(painter, button.adjusted(-kOut, -kOut, kOut, kOut), kRadius + kOut);
}

void drawTextAt(QPainter *painter, QPoint place, const QString &text)
{
    const Qt::LayoutDirection before = painter->layoutDirection();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto);
    painter->drawText(place, text);
    painter->setLayoutDirection(before);
}

void drawEdge(QPainter *painter, const QRect &rect, Qt::Edge edge, const QColor &color)
{
    switch (edge) {
    case Qt::TopEdge:
        painter->fillRect(rect.x(), rect.y(), rect.width(), 1, color);
        break;
    case Qt::BottomEdge:
        painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, color);
        break;
    case Qt::LeftEdge:
        painter->fillRect(rect.x(), rect.y(), 1, rect.height(), color);
        break;
    case Qt::RightEdge:
        painter->fillRect(rect.right(), rect.y(), 1, rect.height(), color);
        break;
    }
}

void drawChevron(QPainter *painter, const QRect &rect, Direction direction, const QColor &color,
                 Qt::LayoutDirection layout)
{
    const QRect box = centred(rect, QSize(kChevron, kChevron));
    const bool mirrored = layout == Qt::RightToLeft;
    switch (direction) {
    case Direction::Down:
        Icons::paint(painter, box, u"chevron-down"_s, color);
        break;
    case Direction::Up:
        Icons::paint(painter, box, u"chevron-down"_s, color, 180);
        break;
    case Direction::Forward:
        Icons::paint(painter, box, mirrored ? u"chevron-left"_s : u"chevron-right"_s, color);
        break;
    case Direction::Back:
        Icons::paint(painter, box, mirrored ? u"chevron-right"_s : u"chevron-left"_s, color);
        break;
    }
}

void drawBolt(QPainter *painter, const QRect &tab, Qt::Edge edge, const QColor &color, Qt::LayoutDirection layout)
{
    const bool top = edge == Qt::TopEdge;
    QRect bolt(tab.x() + kBoltInset, top ? tab.y() : tab.bottom() + 1 - kBoltHeight, kBoltWidth, kBoltHeight);
    bolt = QStyle::visualRect(layout, tab, bolt);
    // The corners towards the tab's middle are round; those on the edge are cut by it.
    const Smooth smooth(painter);
    painter->setClipRect(bolt);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawRoundedRect(QRectF(bolt).adjusted(0, top ? -kBoltHeight : 0, 0, top ? 0 : kBoltHeight), 2, 2);
}

void drawDoorBolt(QPainter *painter, QPoint line, DoorBolt bolt, double slide)
{
    constexpr int kTravel = 8; // how far a bolt moves when it is thrown or drawn back
    const qreal shift = kTravel * (1.0 - std::clamp(slide, 0.0, 1.0));
    const qreal y = line.y() - kDoorBoltHeight / 2.0;
    const auto across = [&](int left, int right) {
        return QRectF(line.x() - left, y, left + 1 + right, kDoorBoltHeight);
    };
    constexpr qreal kRound = 1.5;
    const Tokens &t = tokens();
    switch (bolt) {
    case DoorBolt::Open:
        drawGround(painter, across(6, 6), t[Token::Editor], t[Token::Key], kRound);
        break;
    case DoorBolt::Denied:
        drawGround(painter, across(6, 6), t[Token::Strong], {}, kRound);
        break;
    case DoorBolt::Thrown:
        drawGround(painter, across(8, 10).translated(-shift, 0), t[Token::Key], {}, kRound);
        break;
    case DoorBolt::Allowed: {
        const QRectF back(line.x() - kTravel + shift, y, kTravel, kDoorBoltHeight);
        drawGround(painter, back, t[Token::Key], {}, kRound);
        break;
    }
    }
}

void drawProgress(QPainter *painter, const QRectF &rect, double share, const QColor &color, Qt::LayoutDirection layout)
{
    const QRectF bar(rect.x(), rect.y() + std::floor((rect.height() - kProgressHeight) / 2), rect.width(),
                     kProgressHeight);
    constexpr qreal kRound = kProgressHeight / 2.0;
    drawGround(painter, bar, theme::color(Token::Press), {}, kRound);
    const qreal width = bar.width() * std::clamp(share, 0.0, 1.0);
    if (width <= 0) return;
    QRectF done = bar;
    done.setWidth(std::max<qreal>(width, kProgressHeight));
    if (layout == Qt::RightToLeft) done.moveRight(bar.right());
    drawGround(painter, done, color, {}, kRound);
}

void drawSegments(QPainter *painter, const QRectF &rect, std::span<const Segment> segments, Qt::LayoutDirection layout)
{
    drawProgress(painter, rect, 0, {}, layout);
    const QRectF bar(rect.x(), rect.y() + std::floor((rect.height() - kProgressHeight) / 2), rect.width(),
                     kProgressHeight);
    const Smooth smooth(painter);
    QPainterPath shape;
    shape.addRoundedRect(bar, kProgressHeight / 2.0, kProgressHeight / 2.0);
    painter->setClipPath(shape, Qt::IntersectClip);
    painter->setRenderHint(QPainter::Antialiasing, false);
    double done = 0;
    for (const Segment &segment : segments) {
        const qreal from = std::round(bar.width() * done);
        done += segment.share;
        const qreal to = std::round(bar.width() * std::min(1.0, done));
        if (to - from < 1) continue;
        const qreal gap = to - from > 2 && done < 1.0 ? 1 : 0;
        const qreal x = layout == Qt::RightToLeft ? bar.right() - to + gap : bar.x() + from;
        painter->fillRect(QRectF(x, bar.y(), to - from - gap, bar.height()), color(segment.token));
    }
}

QSize badgeSize(const QString &text)
{
    return labelSize(text, fonts().ui(TextSize::Tiny, QFont::DemiBold), kBadgePadding);
}

QSize keyCapSize(const QString &keys)
{
    return labelSize(keys, fonts().ui(TextSize::Tiny), kCapPadding) + QSize(0, 2);
}

void drawBadge(QPainter *painter, const QRect &rect, const QString &text, BadgeLook look)
{
    const QRect box = centred(rect, badgeSize(text));
    const Tokens &t = tokens();
    QColor ink = t[Token::Text];
    switch (look) {
    case BadgeLook::Count:
        drawGround(painter, box, t[Token::Press], {}, kBadgeRadius);
        break;
    case BadgeLook::Questions:
        drawGround(painter, box, t[Token::Key], {}, kBadgeRadius);
        ink = t[Token::Editor];
        break;
    case BadgeLook::Problems:
        drawGround(painter, box, {}, t[Token::ErrBorder], kBadgeRadius);
        ink = t[Token::Fail];
        break;
    case BadgeLook::Warnings:
        drawGround(painter, box, {}, t[Token::WarnBorder], kBadgeRadius);
        ink = t[Token::Paused];
        break;
    }
    painter->save();
    painter->setFont(fonts().ui(TextSize::Tiny, QFont::DemiBold));
    painter->setPen(ink);
    painter->drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter->restore();
}

void drawKeyCap(QPainter *painter, const QRect &rect, const QString &keys, bool enabled)
{
    const QRect box = centred(rect, keyCapSize(keys));
    drawGround(painter, box, color(Token::Window), color(Token::Border), kBadgeRadius);
    painter->save();
    painter->setFont(fonts().ui(TextSize::Tiny));
    painter->setPen(color(enabled ? Token::Muted : Token::Faint));
    painter->drawText(box, Qt::AlignCenter | Qt::TextSingleLine, keys);
    painter->restore();
}

} // namespace latchkey::theme
