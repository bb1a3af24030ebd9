// SPDX-License-Identifier: GPL-3.0-or-later
//
// Controls with parts: scroll bars, combo and spin boxes, tool buttons, sliders.
#include "ui/theme/latchkey_style.h"
#include "ui/theme/painting.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

namespace latchkey::theme {
namespace {

void drawScrollBar(const QStyleOptionSlider &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    QRect thumb = style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, widget);
    if (!(option.state & QStyle::State_Enabled) || option.maximum <= option.minimum) return;
    constexpr int kInset = (kScrollBar - kScrollThumb) / 2;
    thumb = option.orientation == Qt::Horizontal ? thumb.adjusted(2, kInset, -2, -kInset)
                                                 : thumb.adjusted(kInset, 2, -kInset, -2);
    const bool held = option.state & QStyle::State_Sunken;
    const bool hovered =
        option.state & QStyle::State_MouseOver && option.activeSubControls & QStyle::SC_ScrollBarSlider;
    drawGround(painter, thumb, tokens().color(Token::Strong, held || hovered ? 0.70 : 0.45), {}, kScrollThumb / 2.0);
}

// An editable box is a field; one to choose from only is a field too, with its whole ground a button.
void drawComboBox(const QStyleOptionComboBox &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool down = option.state & QStyle::State_On || option.state & QStyle::State_Sunken;
    const bool hovered = option.state & QStyle::State_MouseOver && enabled && !option.editable;
    const QColor ground = color(!enabled  ? Token::Window
                                : down    ? Token::Press
                                : hovered ? Token::Hover
                                          : Token::Editor);
    if (option.frame) {
        const bool focused = option.state & QStyle::State_HasFocus;
        drawGround(painter, option.rect, ground, focused ? QColor() : color(enabled ? Token::Strong : Token::Border));
        if (focused) drawFocusRing(painter, option.rect);
    }
    const QRect arrow = style.subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, widget);
    drawChevron(painter, arrow, Direction::Down, color(enabled ? Token::Muted : Token::Faint));
}

void drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    if (option.frame) {
        const bool enabled = option.state & QStyle::State_Enabled;
        drawGround(painter, option.rect, color(enabled ? Token::Editor : Token::Window));
        QStyleOption field(option);
        style.drawPrimitive(QStyle::PE_FrameLineEdit, &field, painter, nullptr);
    }
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons) return;
    const auto part = [&](QStyle::SubControl sub, Direction direction, bool possible) {
        const QRect rect = style.subControlRect(QStyle::CC_SpinBox, &option, sub, widget);
        if (possible && option.activeSubControls == sub)
            painter->fillRect(rect.adjusted(1, 1, -1, -1),
                              color(option.state & QStyle::State_Sunken ? Token::Press : Token::Hover));
        drawChevron(painter, rect, direction, color(possible ? Token::Muted : Token::Faint));
    };
    const bool enabled = option.state & QStyle::State_Enabled;
    part(QStyle::SC_SpinBoxUp, Direction::Up, enabled && option.stepEnabled & QAbstractSpinBox::StepUpEnabled);
    part(QStyle::SC_SpinBoxDown, Direction::Down, enabled && option.stepEnabled & QAbstractSpinBox::StepDownEnabled);
}

void drawToolButton(const QStyleOptionToolButton &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    QStyleOptionToolButton ground = option;
    // Nothing is pressed or hovered that cannot be.
    if (!(option.state & QStyle::State_Enabled)) ground.state &= ~(QStyle::State_MouseOver | QStyle::State_Sunken);
    style.drawPrimitive(QStyle::PE_PanelButtonTool, &ground, painter, widget);

    QStyleOptionToolButton label = option;
    label.rect = style.subControlRect(QStyle::CC_ToolButton, &option, QStyle::SC_ToolButton, widget);
    const bool split = option.features & QStyleOptionToolButton::MenuButtonPopup;
    const bool menu = option.features & QStyleOptionToolButton::HasMenu;
    if (menu && !split && !option.text.isEmpty() && option.toolButtonStyle != Qt::ToolButtonIconOnly) {
        QRect arrow(label.rect.right() + 1 - kSide - kChevron, label.rect.y(), kChevron, label.rect.height());
        label.rect.adjust(0, 0, -kSide - kChevron, 0);
        arrow = QStyle::visualRect(option.direction, option.rect, arrow);
        label.rect = QStyle::visualRect(option.direction, option.rect, label.rect);
        drawChevron(painter, arrow, Direction::Down,
                    color(option.state & QStyle::State_Enabled ? Token::Muted : Token::Faint));
    }
    style.drawControl(QStyle::CE_ToolButtonLabel, &label, painter, widget);
    if (split) {
        const QRect arrow = style.subControlRect(QStyle::CC_ToolButton, &option, QStyle::SC_ToolButtonMenu, widget);
        drawChevron(painter, arrow, Direction::Down, color(Token::Muted));
    }
}

void drawSlider(const QStyleOptionSlider &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    const QRect handle = style.subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, widget);
    const bool flat = option.orientation == Qt::Horizontal;
    const QPoint middle = option.rect.center();
    const QRect groove = flat ? QRect(option.rect.x(), middle.y() - 1, option.rect.width(), 3)
                              : QRect(middle.x() - 1, option.rect.y(), 3, option.rect.height());
    drawGround(painter, groove, color(Token::Press), {}, 1.5);
    const int side = std::min(handle.width(), handle.height());
    const QRect knob(handle.center().x() - side / 2, handle.center().y() - side / 2, side, side);
    const bool enabled = option.state & QStyle::State_Enabled;
    drawGround(painter, knob, color(Token::Panel), color(enabled ? Token::Strong : Token::Border), side / 2.0);
    if (option.state & QStyle::State_HasFocus) drawFocusRing(painter, knob, side / 2.0);
}

template<typename Option>
bool drawAs(void (*draw)(const Option &, QPainter *, const QWidget *, const QStyle &),
            const QStyleOptionComplex &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    const auto *cast = qstyleoption_cast<const Option *>(&option);
    if (!cast) return false;
    painter->save();
    draw(*cast, painter, widget, style);
    painter->restore();
    return true;
}

} // namespace

bool drawComplexPart(QStyle::ComplexControl control, const QStyleOptionComplex &option, QPainter *painter,
                     const QWidget *widget, const QStyle &style)
{
    switch (control) {
    case QStyle::CC_ScrollBar:
        return drawAs(drawScrollBar, option, painter, widget, style);
    case QStyle::CC_ComboBox:
        return drawAs(drawComboBox, option, painter, widget, style);
    case QStyle::CC_SpinBox:
        return drawAs(drawSpinBox, option, painter, widget, style);
    case QStyle::CC_ToolButton:
        return drawAs(drawToolButton, option, painter, widget, style);
    case QStyle::CC_Slider:
        return drawAs(drawSlider, option, painter, widget, style);
    default:
        return false;
    }
}

} // namespace latchkey::theme
