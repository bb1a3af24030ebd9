// SPDX-License-Identifier: GPL-3.0-or-later
//
// Buttons, menus, headers, tabs, splitters, progress bars.
#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/painting.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFontMetrics>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

constexpr int kMenuCheckColumn = 28; ///< holds the check mark or the icon
constexpr int kMenuArrowColumn = 24;

QRect mirrored(const QStyleOption &option, const QRect &rect)
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

int textFlags(const QStyle &style, const QStyleOption &option, const QWidget *widget)
{
    const bool underline = style.styleHint(QStyle::SH_UnderlineShortcut, &option, widget);
    return Qt::TextSingleLine | (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
}

void drawIcon(QPainter *painter, const QIcon &icon, const QRect &rect, QStyle::State state)
{
    const QRect box = QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, QSize(kIcon, kIcon), rect);
    icon.paint(painter, box, Qt::AlignCenter, state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled,
               state & QStyle::State_On ? QIcon::On : QIcon::Off);
}

// ---- push buttons -----------------------------------------------------------------------------------------------

void drawPushButtonLabel(const QStyleOptionButton &option, QPainter *painter, const QWidget *widget,
                         const QStyle &style)
{
    ButtonLook look = buttonLook(widget);
    if (option.features & QStyleOptionButton::DefaultButton) look = ButtonLook::Filled;
    const ButtonColors colors = buttonColors(look, option.state);
    const int flags = textFlags(style, option, widget);
    const bool hasMenu = option.features & QStyleOptionButton::HasMenu;
    const int iconSpace = option.icon.isNull() ? 0 : kIcon + (option.text.isEmpty() ? 0 : kIconGap);
    const int menuSpace = hasMenu ? kIconGap + kChevron : 0;
    const int textWidth = option.fontMetrics.size(flags, option.text).width();
    const int whole = iconSpace + textWidth + menuSpace;
    const QRect &rect = option.rect;
    int x = rect.x() + std::max(kSide - 2, (rect.width() - whole) / 2);
    if (iconSpace > 0) {
        drawIcon(painter, option.icon, mirrored(option, QRect(x, rect.y(), kIcon, rect.height())), option.state);
        x += iconSpace;
    }
    const int room = std::max(0, rect.right() + 1 - (kSide - 2) - menuSpace - x);
    const QRect text(x, rect.y(), std::min(textWidth, room), rect.height());
    painter->setPen(colors.text);
    painter->drawText(mirrored(option, text), flags | Qt::AlignVCenter | Qt::AlignHCenter, option.text);
    if (hasMenu) {
        const QRect arrow(text.right() + 1 + kIconGap, rect.y(), kChevron, rect.height());
        drawChevron(painter, mirrored(option, arrow), Direction::Down, colors.text);
    }
}

void drawPushButtonBevel(const QStyleOptionButton &option, QPainter *painter, const QWidget *widget,
                         const QStyle &style)
{
    style.drawPrimitive(QStyle::PE_PanelButtonCommand, &option, painter, widget);
}

// ---- menus ------------------------------------------------------------------------------------------------------

void drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    painter->fillRect(option.rect, color(Token::Window));
    const bool open = option.state & QStyle::State_Sunken;
    const bool active = option.state & QStyle::State_Selected;
    if (open || active)
        drawGround(painter, option.rect.adjusted(0, 2, 0, -2), color(open ? Token::Press : Token::Hover));
    painter->setPen(color(option.state & QStyle::State_Enabled ? Token::Text : Token::Faint));
    painter->drawText(option.rect, Qt::AlignCenter | textFlags(style, option, widget), option.text);
}

void drawMenuSeparator(const QStyleOptionMenuItem &option, QPainter *painter)
{
    const int y = option.rect.center().y();
    painter->fillRect(QRect(option.rect.x(), y, option.rect.width(), 1), color(Token::Border));
    if (option.text.isEmpty()) return;
    painter->setFont(fonts().ui(TextSize::Small, QFont::DemiBold));
    painter->fillRect(option.rect, color(Token::Panel));
    painter->setPen(color(Token::Muted));
    painter->drawText(mirrored(option, option.rect.adjusted(kRowMargin, 0, -kRowMargin, 0)),
                      Qt::AlignVCenter | Qt::TextSingleLine, option.text);
}

void drawMenuMark(const QStyleOptionMenuItem &option, QPainter *painter)
{
    const QRect column =
        mirrored(option, QRect(option.rect.x(), option.rect.y(), kMenuCheckColumn + 4, option.rect.height()));
    const Token ink = option.state & QStyle::State_Enabled ? Token::Text : Token::Faint;
    const bool checkable = option.checkType != QStyleOptionMenuItem::NotCheckable;
    const QRect box(column.center().x() - 7, column.center().y() - 7, kIcon, kIcon);
    if (checkable && option.checked) Icons::paint(painter, box, u"check"_s, color(ink));
    else if (!option.icon.isNull()) drawIcon(painter, option.icon, column, option.state);
}

void drawMenuItem(const QStyleOptionMenuItem &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    painter->fillRect(option.rect, color(Token::Panel));
    if (option.menuItemType == QStyleOptionMenuItem::Separator) return drawMenuSeparator(option, painter);
    const bool enabled = option.state & QStyle::State_Enabled;
    if (option.state & QStyle::State_Selected)
        drawGround(painter, option.rect.adjusted(4, 0, -4, 0), color(enabled ? Token::Select : Token::Hover));
    drawMenuMark(option, painter);
    QString label = option.text;
    QString keys;
    if (const qsizetype tab = label.indexOf(u'\t'); tab >= 0) {
        keys = label.sliced(tab + 1);
        label.truncate(tab);
    }
    const QRect text = option.rect.adjusted(kMenuCheckColumn + 4, 0, -kMenuArrowColumn, 0);
    const int flags = Qt::AlignVCenter | textFlags(style, option, widget);
    painter->setFont(option.font);
    painter->setPen(color(enabled ? Token::Text : Token::Faint));
    painter->drawText(mirrored(option, text), flags | Qt::AlignLeft, label);
    if (!keys.isEmpty()) {
        painter->setPen(color(enabled ? Token::Muted : Token::Faint));
        painter->drawText(mirrored(option, text.adjusted(0, 0, kMenuArrowColumn - kRowMargin, 0)),
                          flags | Qt::AlignRight, keys);
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(option.rect.right() + 1 - kMenuArrowColumn, option.rect.y(), kMenuArrowColumn - 4,
                          option.rect.height());
        drawChevron(painter, mirrored(option, arrow), Direction::Forward, color(Token::Muted), option.direction);
    }
}

void drawMenuScroller(const QStyleOption &option, QPainter *painter)
{
    painter->fillRect(option.rect, color(Token::Panel));
    const bool down = option.state & QStyle::State_DownArrow;
    drawChevron(painter, option.rect, down ? Direction::Down : Direction::Up, color(Token::Muted));
}

// ---- headers ----------------------------------------------------------------------------------------------------

void drawHeaderSection(const QStyleOption &option, QPainter *painter)
{
    const bool pressed = option.state & QStyle::State_Sunken;
    const bool hovered = option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled;
    painter->fillRect(option.rect, color(pressed ? Token::Press : hovered ? Token::Hover : Token::Window));
    drawEdge(painter, option.rect, Qt::BottomEdge, color(Token::Border));
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    const bool upright = header && header->orientation == Qt::Vertical;
    if (!upright)
        drawEdge(painter, option.rect, option.direction == Qt::RightToLeft ? Qt::LeftEdge : Qt::RightEdge,
                 color(Token::Border));
}

void drawHeaderLabel(const QStyleOptionHeader &option, QPainter *painter)
{
    QRect rect = option.rect;
    if (!option.icon.isNull()) {
        const QRect icon(rect.x(), rect.y(), kIcon, rect.height());
        drawIcon(painter, option.icon, mirrored(option, icon), option.state);
        rect.adjust(kIcon + kIconGap, 0, 0, 0);
    }
    const bool upright = option.orientation == Qt::Vertical;
    QFont font = painter->font();
    if (!upright) font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(color(upright ? Token::LineNo : Token::Text));
    const QString text = QFontMetrics(font).elidedText(option.text, Qt::ElideRight, rect.width());
    painter->drawText(mirrored(option, rect), static_cast<int>(option.textAlignment) | Qt::TextSingleLine, text);
}

// The base style would ask itself, not us, for the places of label and arrow.
void drawHeader(const QStyleOptionHeader &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    painter->setClipRect(option.rect, Qt::IntersectClip);
    drawHeaderSection(option, painter);
    QStyleOptionHeader part(option);
    part.rect = style.subElementRect(QStyle::SE_HeaderLabel, &option, widget);
    drawHeaderLabel(part, painter);
    if (option.sortIndicator == QStyleOptionHeader::None) return;
    part.rect = style.subElementRect(QStyle::SE_HeaderArrow, &option, widget);
    style.drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &part, painter, widget);
}

// ---- tabs of plain QTabBars (dialogs, settings): as those of docks ----------------------------------------------

void drawTabShape(const QStyleOptionTab &option, QPainter *painter)
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled;
    if (hovered && !selected) painter->fillRect(option.rect.adjusted(0, 0, 0, -1), color(Token::Hover));
    if (selected) drawBolt(painter, option.rect, Qt::BottomEdge, color(Token::Accent), option.direction);
}

void drawTabLabel(const QStyleOptionTab &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    const bool selected = option.state & QStyle::State_Selected;
    QRect rect = option.rect.adjusted(kRowMargin, 0, -kRowMargin, 0);
    if (!option.icon.isNull()) {
        drawIcon(painter, option.icon, mirrored(option, QRect(rect.x(), rect.y(), kSmallIcon, rect.height())),
                 option.state);
        rect.adjust(kSmallIcon + kIconGap, 0, 0, 0);
    }
    painter->setFont(fonts().ui(TextSize::Body, selected ? QFont::DemiBold : QFont::Normal));
    const bool enabled = option.state & QStyle::State_Enabled;
    painter->setPen(color(!enabled ? Token::Faint : selected ? Token::Text : Token::Muted));
    painter->drawText(mirrored(option, rect), Qt::AlignVCenter | Qt::AlignLeft | textFlags(style, option, widget),
                      option.text);
    if (option.state & QStyle::State_HasFocus) drawFocusRing(painter, option.rect.adjusted(2, 3, -2, -4));
}

// ---- the rest ---------------------------------------------------------------------------------------------------

void drawProgressBar(const QStyleOptionProgressBar &option, QPainter *painter)
{
    const double range = double(option.maximum) - option.minimum;
    const double share = range > 0 ? (double(option.progress) - option.minimum) / range : 0;
    drawProgress(painter, option.rect, share, color(Token::Running), option.direction);
}

void drawSplitter(const QStyleOption &option, QPainter *painter)
{
    // For a splitter State_Horizontal means that its parts lie side by side: the line stands upright.
    const bool upright = option.state & QStyle::State_Horizontal;
    const bool dragged = option.state & QStyle::State_Sunken;
    const QColor line = color(dragged ? Token::Accent : Token::Border);
    const int width = dragged ? kRingWidth : 1;
    const QPoint middle = option.rect.center();
    painter->fillRect(upright ? QRect(middle.x(), option.rect.y(), width, option.rect.height())
                              : QRect(option.rect.x(), middle.y(), option.rect.width(), width),
                      line);
}

void drawComboLabel(const QStyleOptionComboBox &option, QPainter *painter, const QWidget *widget, const QStyle &style)
{
    QRect rect = style.subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, widget);
    if (!option.currentIcon.isNull()) {
        const QRect icon =
            QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {kIcon, kIcon}, rect);
        drawIcon(painter, option.currentIcon, icon, option.state);
        rect.adjust(option.direction == Qt::RightToLeft ? 0 : kIcon + kIconGap, 0,
                    option.direction == Qt::RightToLeft ? -kIcon - kIconGap : 0, 0);
    }
    if (option.currentText.isEmpty() || option.editable) return;
    painter->setPen(color(option.state & QStyle::State_Enabled ? Token::Text : Token::Faint));
    const QString text = option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, rect.width());
    painter->drawText(rect,
                      static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter |
                          Qt::TextSingleLine,
                      text);
}

void drawDockTitle(const QStyleOptionDockWidget &option, QPainter *painter)
{
    painter->fillRect(option.rect, color(Token::Window));
    drawEdge(painter, option.rect, Qt::BottomEdge, color(Token::Border));
    painter->setFont(fonts().ui(TextSize::Body, QFont::DemiBold));
    painter->setPen(color(Token::Text));
    painter->drawText(mirrored(option, option.rect.adjusted(kRowMargin, 0, -kRowMargin, 0)),
                      Qt::AlignVCenter | Qt::TextSingleLine, option.title);
}

void drawRubberBand(const QStyleOption &option, QPainter *painter)
{
    painter->fillRect(option.rect, tokens().color(Token::Focus, 0.15));
    drawGround(painter, option.rect, {}, color(Token::Focus), 0);
}

template<typename Option, typename... Extra>
bool drawAs(void (*draw)(const Option &, QPainter *, Extra...), const QStyleOption &option, QPainter *painter,
            std::type_identity_t<Extra>... extra)
{
    const auto *cast = qstyleoption_cast<const Option *>(&option);
    if (!cast) return false;
    painter->save();
    draw(*cast, painter, extra...);
    painter->restore();
    return true;
}

} // namespace

bool drawControlPart(QStyle::ControlElement element, const QStyleOption &option, QPainter *painter,
                     const QWidget *widget, const QStyle &style)
{
    switch (element) {
    case QStyle::CE_PushButtonBevel:
        return drawAs(drawPushButtonBevel, option, painter, widget, style);
    case QStyle::CE_PushButtonLabel:
        return drawAs(drawPushButtonLabel, option, painter, widget, style);
    case QStyle::CE_MenuBarItem:
        return drawAs(drawMenuBarItem, option, painter, widget, style);
    case QStyle::CE_MenuItem:
        return drawAs(drawMenuItem, option, painter, widget, style);
    case QStyle::CE_MenuScroller:
        drawMenuScroller(option, painter);
        return true;
    case QStyle::CE_Header:
        return drawAs(drawHeader, option, painter, widget, style);
    case QStyle::CE_HeaderSection:
    case QStyle::CE_HeaderEmptyArea:
        drawHeaderSection(option, painter);
        return true;
    case QStyle::CE_HeaderLabel:
        return drawAs(drawHeaderLabel, option, painter);
    case QStyle::CE_TabBarTabShape:
        return drawAs(drawTabShape, option, painter);
    case QStyle::CE_TabBarTabLabel:
        return drawAs(drawTabLabel, option, painter, widget, style);
    case QStyle::CE_ProgressBar:
    case QStyle::CE_ProgressBarContents:
        return drawAs(drawProgressBar, option, painter);
    case QStyle::CE_Splitter:
        drawSplitter(option, painter);
        return true;
    case QStyle::CE_ComboBoxLabel:
        return drawAs(drawComboLabel, option, painter, widget, style);
    case QStyle::CE_DockWidgetTitle:
        return drawAs(drawDockTitle, option, painter);
    case QStyle::CE_RubberBand:
        drawRubberBand(option, painter);
        return true;
    case QStyle::CE_FocusFrame:
        drawFocusRing(painter, option.rect, kRadius + kRingWidth + kRingGap);
        return true;
    case QStyle::CE_MenuBarEmptyArea:
        painter->fillRect(option.rect, color(Token::Window));
        return true;
    case QStyle::CE_MenuEmptyArea:
    case QStyle::CE_MenuHMargin:
    case QStyle::CE_MenuVMargin:
        painter->fillRect(option.rect, color(Token::Panel));
        return true;
    case QStyle::CE_ToolBar:
        painter->fillRect(option.rect, color(Token::Window));
        return true;
    case QStyle::CE_ProgressBarGroove:
    case QStyle::CE_ProgressBarLabel:
    case QStyle::CE_SizeGrip:
        return true;
    default:
        return false;
    }
}

} // namespace latchkey::theme
