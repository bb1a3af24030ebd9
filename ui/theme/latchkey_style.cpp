// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/latchkey_style.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QStatusBar>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

constexpr auto kLookProperty = "latchkeyButtonLook";
constexpr int kSplitArrow = 20; ///< arrow part of a split button
constexpr int kRunArrow = 24;   ///< that of Run
constexpr int kLeastThumb = 24;
constexpr int kMenuItemHeight = 26;
constexpr int kMenuCheckColumn = 32, kMenuArrowColumn = 24, kMenuKeyGap = 24;

bool liesInDock(const QWidget *widget)
{
    for (const QWidget *w = widget; w; w = w->parentWidget())
        if (qobject_cast<const QDockWidget *>(w)) return true;
    return false;
}

bool isUpright(const QStyleOption *option)
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    return header && header->orientation == Qt::Vertical;
}

bool isUprightHeader(const QWidget *widget)
{
    const auto *header = qobject_cast<const QHeaderView *>(widget);
    return header && header->orientation() == Qt::Vertical;
}

bool isSorted(const QStyleOption *option)
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    return header && header->sortIndicator != QStyleOptionHeader::None;
}

// The parts of a scroll bar without arrows: the groove is the whole bar.
constexpr int kSpinIndent = 3; // with the margins of the field in it as much as kSide

QRect scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    const bool flat = bar.orientation == Qt::Horizontal;
    const int length = flat ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    int thumb = length;
    if (range > 0) {
        thumb = static_cast<int>(qint64(bar.pageStep) * length / (range + bar.pageStep));
        thumb = std::clamp(thumb, std::min(kLeastThumb, length), length);
    }
    const int start =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - thumb, bar.upsideDown);
    const auto piece = [&](int from, int size) {
        const QRect rect = flat ? QRect(bar.rect.x() + from, bar.rect.y(), size, bar.rect.height())
                                : QRect(bar.rect.x(), bar.rect.y() + from, bar.rect.width(), size);
        return QStyle::visualRect(bar.direction, bar.rect, rect);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return piece(0, length);
    case QStyle::SC_ScrollBarSlider:
        return piece(start, thumb);
    case QStyle::SC_ScrollBarSubPage:
        return piece(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return piece(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

int pixelMetricOfView(const QWidget *widget)
{
    const bool isView = qobject_cast<const QAbstractScrollArea *>(widget);
    return isView && liesInDock(widget) ? 0 : 1;
}

QSize toolButtonSize(const QStyleOptionToolButton &option, const QSize &base)
{
    const bool iconOnly = option.toolButtonStyle == Qt::ToolButtonIconOnly || option.text.isEmpty();
    const int height = metrics().height(Part::SmallButton);
    if (iconOnly) return {std::max(height, option.iconSize.width() + 10), height};
    const bool split = option.features & QStyleOptionToolButton::MenuButtonPopup;
    const bool menu = option.features & QStyleOptionToolButton::HasMenu && !split;
    const int text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const bool hasIcon = !option.icon.isNull() && option.toolButtonStyle != Qt::ToolButtonTextOnly;
    const int width = 2 * kSide + text + (hasIcon ? kIcon + kIconGap : 0) + (menu ? kIconGap + kChevron : 0) +
                      (split ? kSplitArrow : 0);
    return {width, std::max(height, option.toolButtonStyle == Qt::ToolButtonTextUnderIcon ? base.height() : 0)};
}

QSize pushButtonSize(const QStyleOptionButton &option)
{
    const int text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int icon = option.icon.isNull() ? 0 : kIcon + (option.text.isEmpty() ? 0 : kIconGap);
    const int menu = option.features & QStyleOptionButton::HasMenu ? kIconGap + kChevron : 0;
    return {2 * kSide + text + icon + menu, metrics().height(Part::SmallButton)};
}

QSize menuItemSize(const QStyleOptionMenuItem &option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {kMenuCheckColumn, option.text.isEmpty() ? 9 : metrics().scaled(24)};
    const QStringList parts = option.text.split(u'\t');
    const QFontMetrics fm(option.font);
    int width = kMenuCheckColumn + kMenuArrowColumn + fm.size(Qt::TextShowMnemonic, parts.first()).width();
    if (parts.size() > 1) width += kMenuKeyGap;
    // QMenu adds the width of the keys' column (reservedShortcutWidth) itself.
    return {width, metrics().scaled(kMenuItemHeight)};
}

} // namespace

void setButtonLook(QWidget *button, ButtonLook look)
{
    button->setProperty(kLookProperty, static_cast<int>(look));
    button->update();
}

ButtonLook buttonLook(const QWidget *button)
{
    const QVariant look = button ? button->property(kLookProperty) : QVariant();
    return look.isValid() ? static_cast<ButtonLook>(look.toInt()) : ButtonLook::Quiet;
}

bool hasOuterRing(const QWidget *widget)
{
    if (widget == nullptr || widget->property(kInnerRing).toBool()) return false;
    return qobject_cast<const QPushButton *>(widget) || qobject_cast<const QToolButton *>(widget);
}

LatchkeyStyle::LatchkeyStyle()
    : QProxyStyle(u"fusion"_s)
{
}

void LatchkeyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    if (!drawPrimitivePart(element, *option, painter, widget))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void LatchkeyStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    if (drawControlPart(element, *option, painter, widget, *this)) return;
    if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        element == CE_ItemViewItem && item) {
        // Selected text keeps its colour: the ground is pale.
        QStyleOptionViewItem plain(*item);
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            plain.palette.setColor(group, QPalette::HighlightedText, plain.palette.color(group, QPalette::Text));
        QProxyStyle::drawControl(element, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void LatchkeyStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                       const QWidget *widget) const
{
    if (!drawComplexPart(control, *option, painter, widget, *this))
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect LatchkeyStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                                    const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); control == CC_ScrollBar && bar)
        return scrollBarPart(*bar, sub);
    if (control == CC_ComboBox) {
        const QRect &rect = option->rect;
        const int arrow = kChevron + 2 * kSide - 4;
        if (sub == SC_ComboBoxArrow)
            return visualRect(option->direction, rect, QRect(rect.right() + 1 - arrow, rect.y(), arrow, rect.height()));
        if (sub == SC_ComboBoxEditField)
            return visualRect(option->direction, rect, rect.adjusted(kSide, 2, -arrow, -2));
    }
    const QRect part = QProxyStyle::subControlRect(control, option, sub, widget);
    // The text begins where that of a combo box does.
    if (control == CC_SpinBox && sub == SC_SpinBoxEditField)
        return visualRect(option->direction, option->rect,
                          visualRect(option->direction, option->rect, part).adjusted(kSpinIndent, 0, 0, 0));
    return part;
}

QRect LatchkeyStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_PushButtonContents:
    case SE_PushButtonFocusRect:
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
        return option->rect;
    case SE_HeaderLabel: {
        const int side = isUpright(option) ? 4 : kSide;
        const bool sorted = isSorted(option);
        return visualRect(option->direction, option->rect,
                          option->rect.adjusted(side, 0, sorted ? -side - kChevron : -side, 0));
    }
    case SE_HeaderArrow: {
        const QRect &rect = option->rect;
        return visualRect(option->direction, rect,
                          QRect(rect.right() + 1 - kChevron - 4, rect.y(), kChevron, rect.height()));
    }
    case SE_LineEditContents: {
        const QRect rect = QProxyStyle::subElementRect(element, option, widget);
        return isFramedField(widget) ? rect.adjusted(3, 0, -3, 0) : rect;
    }
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QSize LatchkeyStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                      const QWidget *widget) const
{
    const Metrics &m = metrics();
    const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) return pushButtonSize(*button);
        return base;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            return toolButtonSize(*button, base);
        return base;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) return menuItemSize(*item);
        return base;
    case CT_MenuBarItem:
        return {size.width() + 2 * kSide, m.height(Part::MenuBar) - 1};
    case CT_MenuBar:
        return {base.width(), m.height(Part::MenuBar)};
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        return {base.width() + (type == CT_ComboBox ? 6 : 0), m.height(Part::SmallButton)};
    case CT_HeaderSection:
        if (isUpright(option)) return {base.width(), m.height(Part::TreeRow)};
        return {base.width(), std::max(size.height(), m.height(Part::TableHeader))};
    case CT_ItemViewItem:
        return {base.width(), std::max(base.height(), m.height(Part::TreeRow))};
    case CT_TabBarTab:
        return {size.width(), m.height(Part::DockTab)};
    case CT_ProgressBar:
        return {base.width(), kProgressHeight};
    default:
        return base;
    }
}

int LatchkeyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_ButtonIconSize:
        return kIcon;
    case PM_TreeViewIndentation:
        return kTreeIndent;
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return kLeastThumb;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return kSplitter;
    case PM_DefaultFrameWidth:
        return pixelMetricOfView(widget);
    case PM_FocusFrameHMargin: // one pixel is added: cells begin where their header's text does
        if (qobject_cast<const QAbstractItemView *>(widget) != nullptr) return kSide - 1;
        break;
    case PM_DockWidgetFrameWidth:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarHandleExtent:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuHMargin:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_FocusFrameVMargin:
        break;
    case PM_ToolBarItemSpacing:
        return kBarGap;
    case PM_ToolBarItemMargin:
        return (metrics().height(Part::ToolBar) - metrics().height(Part::ToolButton)) / 2;
    case PM_ToolBarSeparatorExtent:
        return 2 * kSide + 1;
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_MenuBarHMargin:
        return kBarGap;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_HeaderMargin:
        return isUprightHeader(widget) ? 4 : kSide;
    case PM_TabBarTabHSpace:
        return 2 * kRowMargin;
    case PM_TabBarScrollButtonWidth:
        return 24;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return kIcon;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return kIconGap;
    case PM_MenuButtonIndicator:
        return buttonLook(widget) == ButtonLook::Filled ? kRunArrow : kSplitArrow;
    case PM_ToolTipLabelFrameWidth:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
    if (metric == PM_FocusFrameHMargin || metric == PM_FocusFrameVMargin) return kRingWidth + kRingGap;
    return 0;
}

int LatchkeyStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                             QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_ScrollBar_ContextMenu:
        return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_Menu_SubMenuPopupDelay:
        return 150;
    case SH_ComboBox_Popup:
        return 0;
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_Table_GridLineColor:
        return static_cast<int>(color(Token::Alt).rgb());
    case SH_TitleBar_NoBorder:
        return 1;
    case SH_FocusFrame_Mask:
        return 0;
    case SH_FocusFrame_AboveWidget: // a child of the window, so that a row no higher than its buttons does not cut it
        return 1;
    case SH_TabBar_ElideMode:
        return Qt::ElideNone;
    case SH_DockWidget_ButtonsHaveFrame:
        return 0;
    case SH_MessageBox_CenterButtons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QIcon LatchkeyStyle::standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const
{
    switch (pixmap) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
        return Icons::icon(u"close"_s, Token::Muted);
    case SP_MessageBoxInformation:
        return Icons::icon(u"info"_s, Token::Running);
    case SP_MessageBoxWarning:
        return Icons::icon(u"warning"_s, Token::Paused);
    case SP_MessageBoxCritical:
        return Icons::icon(u"failed"_s, Token::Fail);
    case SP_MessageBoxQuestion:
        return Icons::icon(u"help"_s, Token::Muted);
    case SP_ToolBarHorizontalExtensionButton:
        return Icons::icon(u"more"_s);
    default:
        return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

void LatchkeyStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    const bool hovers = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QScrollBar *>(widget) ||
                        qobject_cast<QTabBar *>(widget) || qobject_cast<QLineEdit *>(widget);
    if (hovers) widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget)) view->viewport()->setAttribute(Qt::WA_Hover);
    if (auto *header = qobject_cast<QHeaderView *>(widget); header && header->orientation() == Qt::Horizontal)
        header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // The only hook that takes the boxes off a status bar's items.
    if (auto *bar = qobject_cast<QStatusBar *>(widget); bar && bar->styleSheet().isEmpty())
        bar->setStyleSheet(u"QStatusBar::item { border: 0 }"_s);
}

void LatchkeyStyle::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
}

} // namespace latchkey::theme
