// SPDX-License-Identifier: GPL-3.0-or-later
//
// Grounds, frames and indicators.
#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/painting.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

void drawButton(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    ButtonLook look = buttonLook(widget);
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option)) {
        if (button->features & QStyleOptionButton::DefaultButton) look = ButtonLook::Filled;
        if (button->features & QStyleOptionButton::Flat) look = ButtonLook::Flat;
    }
    const ButtonColors colors = buttonColors(look, option.state);
    drawGround(painter, option.rect, colors.ground, colors.outline);
}

// Tool buttons are flat unless they say otherwise or stand alone.
void drawToolButton(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    const bool ofTabBar = widget && qobject_cast<const QTabBar *>(widget->parentWidget());
    if (ofTabBar) { // tabs pass below the scroll buttons
        painter->fillRect(option.rect, color(Token::Window));
        drawEdge(painter, option.rect, Qt::BottomEdge, color(Token::Border));
    }
    const bool flat = option.state & QStyle::State_AutoRaise && buttonLook(widget) == ButtonLook::Quiet;
    const ButtonLook look = flat || ofTabBar ? ButtonLook::Flat : buttonLook(widget);
    const ButtonColors colors = buttonColors(look, option.state);
    drawGround(painter, option.rect, colors.ground, colors.outline);
}

// The outline of a field gives way to the ring while the focus is in it.
void drawField(const QStyleOption &option, QPainter *painter, bool withGround)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor ground = withGround ? color(enabled ? Token::Editor : Token::Window) : QColor();
    const QColor outline = color(enabled ? Token::Strong : Token::Border);
    if (option.state & QStyle::State_HasFocus && enabled) {
        drawGround(painter, option.rect, ground);
        drawFocusRing(painter, option.rect);
    } else {
        drawGround(painter, option.rect, ground, outline);
    }
}

void drawLineEdit(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    if (isFramedField(widget)) drawField(option, painter, true);
}

void drawFocusRect(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    if (hasOuterRing(widget)) return;
    const bool inView = qobject_cast<const QAbstractItemView *>(widget);
    drawFocusRing(painter, option.rect, inView ? 0 : kRadius);
}

void drawBranch(const QStyleOption &option, QPainter *painter)
{
    if (!(option.state & QStyle::State_Children)) return;
    const bool open = option.state & QStyle::State_Open;
    drawChevron(painter, option.rect, open ? Direction::Down : Direction::Forward, color(Token::Muted),
                option.direction);
}

void drawRowGround(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option);
    if (item && item->backgroundBrush.style() != Qt::NoBrush) painter->fillRect(option.rect, item->backgroundBrush);
    const QColor ground = rowGround(option.state, widget);
    if (ground.isValid()) painter->fillRect(option.rect, ground);
}

QRect centredSquare(const QRect &rect, int side)
{
    return {rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side};
}

struct IndicatorColors {
    QColor ground, outline, mark;
};

IndicatorColors indicatorColors(QStyle::State state)
{
    const Tokens &t = tokens();
    const bool marked = state & (QStyle::State_On | QStyle::State_NoChange);
    if (!(state & QStyle::State_Enabled)) return {t[Token::Window], t[Token::Faint], t[Token::Faint]};
    if (marked) return {t[state & QStyle::State_Sunken ? Token::AccentPress : Token::Fill], {}, t[Token::OnAccent]};
    return {t[state & QStyle::State_Sunken ? Token::Press : Token::Editor], t[Token::Strong], t[Token::Text]};
}

void drawCheckBox(const QStyleOption &option, QPainter *painter)
{
    const QRect box = centredSquare(option.rect, kIcon);
    const IndicatorColors colors = indicatorColors(option.state);
    drawGround(painter, box, colors.ground, colors.outline, kBadgeRadius);
    if (option.state & QStyle::State_NoChange) painter->fillRect(box.adjusted(4, 7, -4, -7), colors.mark);
    else if (option.state & QStyle::State_On)
        Icons::paint(painter, box.adjusted(1, 1, -1, -1), u"check"_s, colors.mark);
}

void drawRadioButton(const QStyleOption &option, QPainter *painter)
{
    const QRect box = centredSquare(option.rect, kIcon);
    const IndicatorColors colors = indicatorColors(option.state);
    drawGround(painter, box, colors.ground, colors.outline, kIcon / 2.0);
    if (option.state & QStyle::State_On) drawGround(painter, box.adjusted(5, 5, -5, -5), colors.mark, {}, 3);
}

void drawArrow(const QStyleOption &option, QPainter *painter, Direction direction, bool layoutAware = false)
{
    const Token token = option.state & QStyle::State_Enabled ? Token::Muted : Token::Faint;
    drawChevron(painter, option.rect, direction, color(token), layoutAware ? option.direction : Qt::LeftToRight);
}

void drawHeaderArrow(const QStyleOption &option, QPainter *painter)
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    if (!header || header->sortIndicator == QStyleOptionHeader::None) return;
    // Qt calls an ascending order SortDown; here the largest on top points down.
    const bool ascending = header->sortIndicator == QStyleOptionHeader::SortDown;
    drawChevron(painter, option.rect, ascending ? Direction::Up : Direction::Down, color(Token::Muted));
}

// One pixel of line in the middle of what can be grabbed.
void drawSeparator(const QStyleOption &option, QPainter *painter)
{
    // For a resize handle State_Horizontal means that the handle itself lies flat.
    const bool flat = option.state & QStyle::State_Horizontal;
    const QPoint middle = option.rect.center();
    const QColor line = color(option.state & QStyle::State_Sunken ? Token::Accent : Token::Border);
    const int width = option.state & QStyle::State_Sunken ? 2 : 1;
    if (flat) painter->fillRect(QRect(option.rect.x(), middle.y(), option.rect.width(), width), line);
    else painter->fillRect(QRect(middle.x(), option.rect.y(), width, option.rect.height()), line);
}

void drawToolBarSeparator(const QStyleOption &option, QPainter *painter)
{
    const QRect &rect = option.rect;
    constexpr int kInset = 12;
    if (option.state & QStyle::State_Horizontal)
        painter->fillRect(QRect(rect.center().x(), rect.y() + kInset, 1, rect.height() - 2 * kInset),
                          color(Token::Border));
    else
        painter->fillRect(QRect(rect.x() + kInset, rect.center().y(), rect.width() - 2 * kInset, 1),
                          color(Token::Border));
}

void drawTabClose(const QStyleOption &option, QPainter *painter)
{
    if (option.state & QStyle::State_MouseOver) drawGround(painter, option.rect, color(Token::Press), {}, kBadgeRadius);
    Icons::paint(painter, centredSquare(option.rect, kSmallIcon), u"close"_s, color(Token::Muted));
}

void drawDropMark(const QStyleOption &option, QPainter *painter)
{
    const QRect &rect = option.rect;
    if (rect.height() == 0) painter->fillRect(QRect(rect.x(), rect.y() - 1, rect.width(), 2), color(Token::Accent));
    else drawFocusRing(painter, rect, 0);
}

} // namespace

bool isFramedField(const QWidget *widget)
{
    const auto *edit = qobject_cast<const QLineEdit *>(widget);
    if (!edit || !edit->hasFrame()) return false;
    const QWidget *parent = edit->parentWidget();
    return !qobject_cast<const QComboBox *>(parent) && !qobject_cast<const QAbstractSpinBox *>(parent);
}

ButtonColors buttonColors(ButtonLook look, QStyle::State state)
{
    const Tokens &t = tokens();
    const bool enabled = state & QStyle::State_Enabled;
    const bool down = state & QStyle::State_Sunken;
    const bool on = state & QStyle::State_On;
    const bool hovered = state & QStyle::State_MouseOver;
    // Which of three colours the state asks for.
    const auto pick = [&](auto normal, auto hover, auto press) {
        return down || on ? QColor(press) : hovered ? QColor(hover) : QColor(normal);
    };
    const QColor none;
    switch (look) {
    case ButtonLook::Flat:
        if (!enabled) return {none, none, t[Token::Faint]};
        return {pick(none, t[Token::Hover], t[Token::Press]), none, t[Token::Text]};
    case ButtonLook::Filled:
        if (!enabled) return {none, t[Token::Border], t[Token::Faint]};
        return {pick(t[Token::Fill], t[Token::AccentHover], t[Token::AccentPress]), none, t[Token::OnAccent]};
    case ButtonLook::Permission:
        return {enabled ? pick(t[Token::Editor], t[Token::KeyHover], t[Token::KeyHover]) : t[Token::Editor],
                t[Token::KeyBorder], t[enabled ? Token::Text : Token::Faint]};
    case ButtonLook::OnInk: {
        const QColor ground = mixed(t[Token::Ink], t[Token::OnInk], down ? 0.25 : hovered ? 0.15 : 0.0);
        return {ground, t[Token::OnInk], t[Token::OnInk]};
    }
    case ButtonLook::Chip:
        if (!enabled) return {none, t[Token::Border], t[Token::Faint]};
        if (on) return {t[Token::Press], none, t[Token::Text]};
        return {pick(none, t[Token::Hover], t[Token::Press]), t[Token::Border],
                t[hovered || down ? Token::Text : Token::Muted]};
    case ButtonLook::Quiet:
        break;
    }
    if (!enabled) return {none, t[Token::Border], t[Token::Faint]};
    return {pick(t[Token::Panel], t[Token::Hover], t[Token::Press]), t[Token::Border], t[Token::Text]};
}

QColor rowGround(QStyle::State state, const QWidget *view)
{
    if (state & QStyle::State_Selected) {
        const QWidget *focus = QApplication::focusWidget();
        const bool here = view && (view->hasFocus() || (focus && view->isAncestorOf(focus)));
        return color(here && state & QStyle::State_Active ? Token::Select : Token::Inactive);
    }
    if (state & QStyle::State_MouseOver && state & QStyle::State_Enabled) return color(Token::Hover);
    return {};
}

bool drawPrimitivePart(QStyle::PrimitiveElement element, const QStyleOption &option, QPainter *painter,
                       const QWidget *widget)
{
    const QRect &rect = option.rect;
    switch (element) {
    case QStyle::PE_PanelButtonCommand:
    case QStyle::PE_PanelButtonBevel:
        drawButton(option, painter, widget);
        return true;
    case QStyle::PE_PanelButtonTool:
        drawToolButton(option, painter, widget);
        return true;
    case QStyle::PE_PanelLineEdit:
        drawLineEdit(option, painter, widget);
        return true;
    case QStyle::PE_FrameLineEdit:
        drawField(option, painter, false);
        return true;
    case QStyle::PE_FrameFocusRect:
        drawFocusRect(option, painter, widget);
        return true;
    case QStyle::PE_IndicatorBranch:
        drawBranch(option, painter);
        return true;
    case QStyle::PE_PanelItemViewRow:
    case QStyle::PE_PanelItemViewItem:
        drawRowGround(option, painter, widget);
        return true;
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck:
        drawCheckBox(option, painter);
        return true;
    case QStyle::PE_IndicatorRadioButton:
        drawRadioButton(option, painter);
        return true;
    case QStyle::PE_IndicatorMenuCheckMark:
        Icons::paint(painter, rect, u"check"_s, color(Token::Text));
        return true;
    case QStyle::PE_IndicatorArrowDown:
    case QStyle::PE_IndicatorSpinDown:
    case QStyle::PE_IndicatorButtonDropDown:
        drawArrow(option, painter, Direction::Down);
        return true;
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorSpinUp:
        drawArrow(option, painter, Direction::Up);
        return true;
    case QStyle::PE_IndicatorArrowRight:
        drawArrow(option, painter, Direction::Forward);
        return true;
    case QStyle::PE_IndicatorArrowLeft:
        drawArrow(option, painter, Direction::Back);
        return true;
    case QStyle::PE_IndicatorColumnViewArrow:
        drawArrow(option, painter, Direction::Forward, true);
        return true;
    case QStyle::PE_IndicatorHeaderArrow:
        drawHeaderArrow(option, painter);
        return true;
    case QStyle::PE_IndicatorDockWidgetResizeHandle:
        drawSeparator(option, painter);
        return true;
    case QStyle::PE_IndicatorToolBarSeparator:
        drawToolBarSeparator(option, painter);
        return true;
    case QStyle::PE_IndicatorTabClose:
        drawTabClose(option, painter);
        return true;
    case QStyle::PE_IndicatorItemViewItemDrop:
        drawDropMark(option, painter);
        return true;
    case QStyle::PE_Frame:
    case QStyle::PE_FrameTabWidget:
    case QStyle::PE_FrameWindow:
        drawGround(painter, rect, {}, color(Token::Border), 0);
        return true;
    case QStyle::PE_FrameGroupBox:
        drawGround(painter, rect, {}, color(Token::Border));
        return true;
    case QStyle::PE_FrameMenu:
        drawGround(painter, rect, {}, color(Token::Strong), 0);
        return true;
    case QStyle::PE_PanelMenu:
        painter->fillRect(rect, color(Token::Panel));
        return true;
    case QStyle::PE_PanelTipLabel:
        drawGround(painter, rect, color(Token::Panel), color(Token::Strong), 0);
        return true;
    case QStyle::PE_PanelStatusBar:
        painter->fillRect(rect, color(Token::Window));
        drawEdge(painter, rect, Qt::TopEdge, color(Token::Border));
        return true;
    case QStyle::PE_PanelToolBar:
    case QStyle::PE_PanelMenuBar:
        painter->fillRect(rect, color(Token::Window));
        return true;
    case QStyle::PE_PanelScrollAreaCorner:
        painter->fillRect(rect, color(Token::Panel));
        return true;
    case QStyle::PE_FrameTabBarBase:
        drawEdge(painter, rect, Qt::BottomEdge, color(Token::Border));
        return true;
    case QStyle::PE_FrameDefaultButton:
    case QStyle::PE_FrameDockWidget:
    case QStyle::PE_FrameStatusBarItem:
    case QStyle::PE_FrameButtonTool:
    case QStyle::PE_IndicatorToolBarHandle:
    case QStyle::PE_IndicatorTabTearLeft:
    case QStyle::PE_IndicatorTabTearRight:
        return true; // nothing: no boxes, no grips
    default:
        return false;
    }
}

} // namespace latchkey::theme
