// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_view.h"

#include "ui/theme/latchkey_style.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>

namespace latchkey::widgets {

using namespace theme;

RowView::RowView(QWidget *parent)
    : QTreeView(parent)
{
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setFrameShape(NoFrame);
    setIndentation(kTreeIndent);
    setTree(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(true);
    // Lists lie on `panel`.
    setBackgroundRole(QPalette::Button);
    viewport()->setBackgroundRole(QPalette::Button);
    // Row heights follow the font.
    connect(&Theme::instance(), &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

void RowView::setSeparators(bool on)
{
    m_separators = on;
    viewport()->update();
}

void RowView::setTree(bool on)
{
    setRootIsDecorated(on);
    setItemsExpandable(on);
}

void RowView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    row.widget = this;
    row.state.setFlag(QStyle::State_Selected, selectionModel() && selectionModel()->isSelected(index));
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    const bool hovered = viewport()->underMouse() && row.rect.contains(pointer);
    row.state.setFlag(QStyle::State_MouseOver, hovered);
    row.state.setFlag(QStyle::State_HasFocus,
                      hasFocus() && currentIndex().row() == index.row() && currentIndex().parent() == index.parent());
    RowPainter ground(painter, row);
    ground.drawGround(m_separators);
    // The cells paint neither ground nor ring any more.
    QStyleOptionViewItem cells = option;
    cells.state.setFlag(QStyle::State_MouseOver, hovered);
    QTreeView::drawRow(painter, cells, index);
    ground.drawFocus();
}

void RowView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!rootIsDecorated() || !model()->hasChildren(index)) return;
    const bool mirrored = isRightToLeft();
    const int x = mirrored ? rect.x() : rect.right() + 1 - indentation();
    drawChevron(painter, QRect(x, rect.y(), indentation(), rect.height()),
                isExpanded(index) ? Direction::Down : Direction::Forward, color(Token::Muted), layoutDirection());
}

bool RowView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        if (auto *rows = qobject_cast<RowDelegate *>(itemDelegate())) rows->forgetPointer();
        viewport()->update();
    }
    return QTreeView::viewportEvent(event);
}

RowDelegate::RowDelegate(Part part, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_part(part)
{
    if (auto *view = qobject_cast<RowView *>(parent))
        connect(this, &RowDelegate::buttonClicked, view, &RowView::rowButtonClicked);
}

QList<QRect> RowDelegate::buttonRects(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {};
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowPainter row(painter, option);
    // A RowView has painted ground and ring for the whole row; any other view relies on us.
    const bool inRowView = qobject_cast<const RowView *>(option.widget);
    if (!inRowView) row.drawGround();
    paintRow(row, option, index);
    if (!inRowView) row.drawFocus();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics().height(m_part)};
}

bool RowDelegate::isHovered(const QModelIndex &index, int button) const
{
    return m_hoveredButton == button && m_hoveredRow == index;
}

bool RowDelegate::isPressed(const QModelIndex &index, int button) const
{
    return isHovered(index, button) && m_pressedButton == button && m_pressedRow == index;
}

void RowDelegate::forgetPointer()
{
    m_hoveredButton = -1;
    m_hoveredRow = QPersistentModelIndex();
}

bool RowDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    const auto type = event->type();
    const bool press = type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick;
    if (!press && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const QList<QRect> buttons = buttonRects(option, index);
    const auto under =
        std::ranges::find_if(buttons, [&](const QRect &rect) { return rect.contains(mouse->position().toPoint()); });
    m_hoveredRow = index;
    m_hoveredButton = under == buttons.end() ? -1 : static_cast<int>(under - buttons.begin());
    auto *view = const_cast<QWidget *>(option.widget);
    if (auto *area = qobject_cast<QAbstractItemView *>(view)) area->viewport()->update();
    if (type == QEvent::MouseMove) return false;
    if (press) {
        m_pressedRow = index;
        m_pressedButton = mouse->button() == Qt::LeftButton ? m_hoveredButton : -1;
        return m_pressedButton >= 0;
    }
    const bool clicked = m_pressedButton >= 0 && isPressed(index, m_pressedButton);
    const int button = std::exchange(m_pressedButton, -1);
    if (clicked) emit buttonClicked(index, button);
    return clicked;
}

} // namespace latchkey::widgets
