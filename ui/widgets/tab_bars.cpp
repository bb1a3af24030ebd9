// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tab_bars.h"

#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"
#include "ui/widgets/spinner.h"

#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

using namespace theme;

namespace {

constexpr int kTabPadding = 12;
constexpr int kDockTabEnd = 8; ///< the end side of a dock's tab: the next one brings its own 12
constexpr int kNameGap = 8;    ///< between name and the place of dot and cross
constexpr int kLeastTabWidth = 96;
constexpr int kDot = 6;
constexpr int kStripButton = 26;

// Hands the painting of tabs to their bar.
class TabStyle : public LatchkeyStyle
{
public:
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override
    {
        const auto *bar = qobject_cast<const PaintedTabBar *>(widget);
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (element == CE_TabBarTab && bar && tab) {
            painter->save();
            bar->paintTab(painter, *tab, tab->tabIndex);
            painter->restore();
            return;
        }
        LatchkeyStyle::drawControl(element, option, painter, widget);
    }

    // The strip draws the line below; the bar has none of its own.
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        if (element != PE_FrameTabBarBase) LatchkeyStyle::drawPrimitive(element, option, painter, widget);
    }
};

bool isEnabled(const QStyleOptionTab &option)
{
    return option.state & QStyle::State_Enabled;
}
bool isSelected(const QStyleOptionTab &option)
{
    return option.state & QStyle::State_Selected;
}

} // namespace

// ---- PaintedTabBar ----------------------------------------------------------------------------------------------

PaintedTabBar::PaintedTabBar(QWidget *parent)
    : QTabBar(parent)
{
    auto *style = new TabStyle;
    style->setParent(this);
    setStyle(style);
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(true);
    setMovable(true);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        // A new text is the way to make a tab bar measure its tabs again.
        for (int i = 0; i < count(); ++i) setTabText(i, tabText(i));
    });
}

QSize PaintedTabBar::minimumSizeHint() const
{
    return {kLeastTabWidth, sizeHint().height()};
}

QIcon PaintedTabBar::listIcon(int) const
{
    return {};
}

void PaintedTabBar::listTabs(QMenu *menu)
{
    for (int i = 0; i < count(); ++i) {
        if (!isTabVisible(i)) continue;
        QString name = tabText(i);
        QAction *action = menu->addAction(listIcon(i), name.replace(u'&', u"&&"_s));
        action->setCheckable(i == currentIndex());
        action->setChecked(i == currentIndex());
        connect(action, &QAction::triggered, this, [this, i] { setCurrentIndex(i); });
    }
}

bool PaintedTabBar::isTabHovered(const QStyleOptionTab &option) const
{
    return option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled;
}

void PaintedTabBar::drawTabFocus(QPainter *painter, const QStyleOptionTab &option) const
{
    if (isSelected(option) && hasFocus()) drawFocusRing(painter, option.rect.adjusted(2, 4, -3, -4));
}

// ---- EditorTabBar -----------------------------------------------------------------------------------------------

EditorTabBar::EditorTabBar(QWidget *parent)
    : PaintedTabBar(parent)
{
    setObjectName(u"editorTabs"_s);
    setAccessibleName(tr("Open files"));
    connect(this, &QTabBar::tabMoved, this, [this](int from, int to) { m_extra.move(from, to); });
}

void EditorTabBar::tabInserted(int index)
{
    m_extra.insert(index, Extra());
    describe(index);
    PaintedTabBar::tabInserted(index);
}

void EditorTabBar::tabRemoved(int index)
{
    m_extra.removeAt(index);
    m_pressedClose = m_hoveredClose = -1;
    updateSpinning();
    PaintedTabBar::tabRemoved(index);
}

void EditorTabBar::setTabIconName(int index, const QString &icon, Token token)
{
    m_extra[index].icon = icon;
    m_extra[index].iconToken = token;
    update();
}

void EditorTabBar::setTabDirty(int index, bool dirty)
{
    m_extra[index].dirty = dirty;
    describe(index);
    update();
}

bool EditorTabBar::isTabDirty(int index) const
{
    return m_extra.value(index).dirty;
}

void EditorTabBar::setTabState(int index, std::optional<RunState> state)
{
    m_extra[index].state = state && !isOver(*state) ? state : std::nullopt;
    describe(index);
    updateSpinning();
    update();
}

std::optional<RunState> EditorTabBar::tabState(int index) const
{
    return m_extra.value(index).state;
}

void EditorTabBar::setTabSpins(int index, bool on)
{
    m_extra[index].spins = on;
    updateSpinning();
}

void EditorTabBar::updateSpinning()
{
    const bool any = std::ranges::any_of(
        m_extra, [](const Extra &extra) { return extra.spins && extra.state && spins(*extra.state); });
    any ? Spinner::instance().attach(this) : Spinner::instance().detach(this);
}

// Dot, icon and bolt are in the name too, for those who do not see them.
void EditorTabBar::describe(int index)
{
    QStringList parts{tabText(index)};
    if (m_extra[index].dirty) parts << tr("not saved");
    if (m_extra[index].state) parts << runStateLook(*m_extra[index].state).word;
    setAccessibleTabName(index, parts.join(u", "_s));
}

QSize EditorTabBar::tabSizeHint(int index) const
{
    const int text = RowPainter::widthOf(tabText(index));
    const int width = kTabPadding + kSmallIcon + kIconGap + text + kNameGap + kSmallIcon + kTabPadding;
    return {std::max(width, kLeastTabWidth), metrics().height(Part::EditorTab)};
}

QRect EditorTabBar::closeRectIn(const QRect &tab) const
{
    const QRect place(tab.right() + 1 - kTabPadding - kSmallIcon, tab.y() + (tab.height() - kSmallIcon) / 2 + 1,
                      kSmallIcon, kSmallIcon);
    return QStyle::visualRect(layoutDirection(), tab, place);
}

QRect EditorTabBar::closeRect(int index) const
{
    return closeRectIn(tabRect(index));
}

QIcon EditorTabBar::listIcon(int index) const
{
    const Extra &extra = m_extra[index];
    if (!extra.state) return Icons::icon(extra.icon, extra.iconToken);
    const RunStateLook look = runStateLook(*extra.state);
    return Icons::icon(look.icon, look.token);
}

// Dirty files keep their dot on the selected tab until the pointer is over it: the dot is news, the cross is not.
bool EditorTabBar::showsCross(const QStyleOptionTab &option, int index) const
{
    return isTabHovered(option) || (isSelected(option) && !m_extra[index].dirty);
}

void EditorTabBar::drawTabIcon(QPainter *painter, const QRect &rect, int index) const
{
    const Extra &extra = m_extra[index];
    if (!extra.state) return Icons::paint(painter, rect, extra.icon, color(extra.iconToken));
    const RunStateLook look = runStateLook(*extra.state);
    const bool turns = extra.spins && spins(*extra.state);
    Icons::paint(painter, rect, look.icon, color(look.token), turns ? Spinner::instance().degrees() : 0);
}

void EditorTabBar::drawEndMark(QPainter *painter, const QStyleOptionTab &option, int index) const
{
    const QRect place = closeRectIn(option.rect);
    if (showsCross(option, index)) {
        if (m_hoveredClose == index)
            drawGround(painter, place.adjusted(-1, -1, 1, 1), color(Token::Press), {}, kBadgeRadius);
        Icons::paint(painter, place.adjusted(1, 1, -1, -1), u"close"_s, color(Token::Muted));
    } else if (m_extra[index].dirty) {
        const QRectF dot(place.x() + (place.width() - kDot) / 2.0, place.y() + (place.height() - kDot) / 2.0, kDot,
                         kDot);
        drawGround(painter, dot, color(Token::Text), {}, kDot / 2.0);
    }
}

void EditorTabBar::paintTab(QPainter *painter, const QStyleOptionTab &option, int index) const
{
    if (index < 0 || index >= m_extra.size()) return;
    const QRect &tab = option.rect;
    const bool selected = isSelected(option);
    const Token ground = selected ? Token::Editor : isTabHovered(option) ? Token::Hover : Token::Window;
    painter->fillRect(tab, color(ground));
    if (!selected) drawEdge(painter, tab, Qt::BottomEdge, color(Token::Border));
    drawEdge(painter, tab, isRightToLeft() ? Qt::LeftEdge : Qt::RightEdge, color(Token::Border));

    RowPainter row(painter, tab.adjusted(0, 1, 0, 1), layoutDirection(), isEnabled());
    row.take(kTabPadding);
    const QRect icon = row.take(kSmallIcon);
    drawTabIcon(painter, QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, {kSmallIcon, kSmallIcon}, icon),
                index);
    row.take(kIconGap);
    row.takeEnd(kTabPadding + kSmallIcon);
    row.drawText(row.rest(), tabText(index), {.token = selected ? Token::Text : Token::Muted});
    drawEndMark(painter, option, index);

    if (m_extra[index].state)
        drawBolt(painter, tab, Qt::TopEdge, color(runStateLook(*m_extra[index].state).token), layoutDirection());
    else if (selected)
        drawBolt(painter, tab, Qt::TopEdge, color(m_isActive ? Token::Accent : Token::Strong), layoutDirection());
    drawTabFocus(painter, option);
}

void EditorTabBar::setActive(bool on)
{
    if (std::exchange(m_isActive, on) != on) update();
}

int EditorTabBar::closeAt(const QPoint &pos) const
{
    const int index = tabAt(pos);
    if (index < 0 || !closeRect(index).adjusted(-3, -3, 3, 3).contains(pos)) return -1;
    return index;
}

void EditorTabBar::mousePressEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    m_pressedClose = -1;
    if (event->button() == Qt::LeftButton) m_pressedClose = closeAt(pos);
    if (event->button() == Qt::MiddleButton) m_pressedClose = tabAt(pos);
    if (m_pressedClose < 0) PaintedTabBar::mousePressEvent(event);
}

void EditorTabBar::mouseMoveEvent(QMouseEvent *event)
{
    const int hovered = closeAt(event->position().toPoint());
    if (hovered != std::exchange(m_hoveredClose, hovered)) update();
    if (m_pressedClose < 0) PaintedTabBar::mouseMoveEvent(event);
}

void EditorTabBar::mouseReleaseEvent(QMouseEvent *event)
{
    const QPoint pos = event->position().toPoint();
    const int pressed = std::exchange(m_pressedClose, -1);
    if (pressed < 0) return PaintedTabBar::mouseReleaseEvent(event);
    const int released = event->button() == Qt::MiddleButton ? tabAt(pos) : closeAt(pos);
    if (pressed == released) emit tabCloseRequested(pressed);
}

void EditorTabBar::leaveEvent(QEvent *event)
{
    m_hoveredClose = -1;
    update();
    PaintedTabBar::leaveEvent(event);
}

void EditorTabBar::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int index = byKey ? currentIndex() : tabAt(event->pos());
    if (index < 0) return;
    emit tabMenuRequested(index, byKey ? mapToGlobal(tabRect(index).bottomLeft()) : event->globalPos());
}

bool EditorTabBar::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const int index = closeAt(help->pos()); index >= 0) {
            QToolTip::showText(help->globalPos(), tr("Close %1").arg(tabText(index)), this);
            return true;
        }
    }
    return PaintedTabBar::event(event);
}

// ---- DockTabBar -------------------------------------------------------------------------------------------------

DockTabBar::DockTabBar(QWidget *parent)
    : PaintedTabBar(parent)
{
    connect(this, &QTabBar::tabMoved, this, [this](int from, int to) { m_extra.move(from, to); });
}

void DockTabBar::tabInserted(int index)
{
    m_extra.insert(index, Extra{});
    measureAgain();
    PaintedTabBar::tabInserted(index);
}

void DockTabBar::tabRemoved(int index)
{
    m_extra.removeAt(index);
    measureAgain();
    PaintedTabBar::tabRemoved(index);
}

// Qt has measured the tabs before it says which one came or went, so with the badges of their neighbours.
void DockTabBar::measureAgain()
{
    if (count() > 0) setTabText(0, tabText(0));
}

void DockTabBar::setTabBadge(int index, int count, BadgeLook look)
{
    if (m_extra[index].count == count && m_extra[index].look == look) return;
    m_extra[index] = {count, look};
    describe(index);
    setTabText(index, tabText(index)); // measures the tab again
    update();
}

int DockTabBar::tabBadge(int index) const
{
    return m_extra.value(index).count;
}

void DockTabBar::describe(int index)
{
    const Extra &extra = m_extra[index];
    setAccessibleTabName(index, extra.count == 0 ? QString() : u"%1, %2"_s.arg(tabText(index)).arg(extra.count));
}

QSize DockTabBar::tabSizeHint(int index) const
{
    // As wide as when selected: nothing moves when another tab is chosen.
    int width = kTabPadding + RowPainter::widthOf(tabText(index), {.weight = QFont::DemiBold}) + kDockTabEnd;
    if (m_extra.value(index).count > 0) width += kIconGap + badgeSize(QString::number(m_extra[index].count)).width();
    return {width, metrics().height(Part::DockTab)};
}

void DockTabBar::paintTab(QPainter *painter, const QStyleOptionTab &option, int index) const
{
    if (index < 0 || index >= m_extra.size()) return;
    const QRect &tab = option.rect;
    const bool selected = isSelected(option);
    painter->fillRect(tab, color(isTabHovered(option) && !selected ? Token::Hover : Token::Window));
    drawEdge(painter, tab, Qt::BottomEdge, color(Token::Border));
    RowPainter row(painter, tab, layoutDirection(), widgets::isEnabled(option));
    row.take(kTabPadding);
    const RowText look{.token = selected ? Token::Text : Token::Muted,
                       .weight = selected ? QFont::DemiBold : QFont::Normal};
    row.drawText(row.take(RowPainter::widthOf(tabText(index), {.weight = QFont::DemiBold})), tabText(index), look);
    if (const Extra &extra = m_extra[index]; extra.count > 0) {
        row.take(kIconGap);
        row.drawBadge(row.rest(), QString::number(extra.count), extra.look, Align::Start);
    }
    if (selected) drawBolt(painter, tab, Qt::BottomEdge, color(Token::Accent), layoutDirection());
    drawTabFocus(painter, option);
}

// ---- TabStrip ---------------------------------------------------------------------------------------------------

TabStrip::TabStrip(PaintedTabBar *bar, QWidget *parent)
    : QWidget(parent)
    , m_bar(bar)
    , m_layout(new QHBoxLayout(this))
    , m_more(new IconButton(u"more"_s, tr("More"), Part::SmallButton, this))
    , m_menu(new QMenu(this))
{
    const bool isDock = qobject_cast<DockTabBar *>(bar);
    m_layout->setContentsMargins(isDock ? 2 : 0, 0, 4, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(bar, 1);
    bar->lower(); // the ring around a button lies right below the button, and must not be covered
    m_layout->addWidget(m_more);
    m_more->setMenu(m_menu);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_menu, &QMenu::aboutToShow, this, &TabStrip::fillMore);
}

void TabStrip::fillMore()
{
    m_menu->clear();
    m_bar->listTabs(m_menu);
    emit moreAboutToShow(m_menu);
}

void TabStrip::addButton(IconButton *button)
{
    m_buttons << button;
    m_layout->insertWidget(m_layout->count() - 1, button);
}

void TabStrip::setVisibleButtons(const QList<IconButton *> &buttons)
{
    for (IconButton *button : std::as_const(m_buttons)) button->setVisible(buttons.contains(button));
}

QSize TabStrip::sizeHint() const
{
    return {m_layout->sizeHint().width(), metrics().height(Part::DockTab)};
}

QSize TabStrip::minimumSizeHint() const
{
    return {kLeastTabWidth + kStripButton * static_cast<int>(m_buttons.size() + 1), metrics().height(Part::DockTab)};
}

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Window));
    drawEdge(&painter, rect(), Qt::BottomEdge, color(Token::Border));
}

} // namespace latchkey::widgets
