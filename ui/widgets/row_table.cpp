// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_table.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>

namespace latchkey::widgets {

using theme::Part;
using theme::Token;

namespace {

// All cells of a row, in the viewport.
QRect rowRect(const QTableView &table, int row)
{
    QRect rect;
    for (int column = 0; column < table.model()->columnCount(); ++column)
        if (!table.isColumnHidden(column)) rect |= table.visualRect(table.model()->index(row, column));
    return rect;
}

// The ring goes round the row; each cell paints its part of it.
void drawRing(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    if (table == nullptr || !table->hasFocus() || table->currentIndex().row() != index.row()) return;
    painter->setClipRect(option.rect);
    theme::drawFocusRing(painter, rowRect(*table, index.row()), 0);
}

} // namespace

RowTable::RowTable(Part row, QWidget *parent)
    : QTableView(parent)
    , m_part(row)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(false);
    horizontalHeader()->setAccessibleName(tr("Columns; activate one to sort by it"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        takeSizes();
        placeColumns();
    });
    takeSizes();
}

void RowTable::takeSizes()
{
    verticalHeader()->setDefaultSectionSize(theme::metrics().height(m_part));
    horizontalHeader()->setFixedHeight(theme::metrics().height(Part::TableHeader));
}

void RowTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeColumns();
}

// The view itself repaints two cells; the ring is as wide as the row.
void RowTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row()) viewport()->update();
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    QStyleOptionViewItem row = option;
    row.state.setFlag(QStyle::State_MouseOver, false); // it knows of one cell only
    RowPainter cell(painter, row);
    cell.drawGround(true);
    const bool mirrored = option.direction == Qt::RightToLeft;
    if (m_columnLines)
        theme::drawEdge(painter, option.rect, mirrored ? Qt::LeftEdge : Qt::RightEdge, theme::color(Token::Alt));
    cell.take(theme::kSide);
    cell.takeEnd(theme::kSide);
    paintCell(painter, cell, index);
    drawRing(painter, option, index);
    painter->restore();
}

} // namespace latchkey::widgets
