// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table that is read by rows, with a header to sort by: the items of a batch, the places of a profile. `RowTable` is
// the view: whole rows are selected, and the row of the caret wears the focus ring. `CellDelegate` is what its
// delegates derive from: ground, lines and ring are the same everywhere, the facts in a cell are theirs.
#pragma once

#include "ui/theme/metrics.h"
#include "ui/widgets/row_painter.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace latchkey::widgets {

class RowTable : public QTableView
{
    Q_OBJECT

public:
    /// `row` says how high the rows are. The subclass sets the model and then places the columns.
    explicit RowTable(theme::Part row, QWidget *parent = nullptr);

protected:
    /// Gives the columns their widths; called whenever the view's own or the font's changes.
    virtual void placeColumns() = 0;

    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void takeSizes();

    theme::Part m_part;
};

/// Base of the delegates of a RowTable.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Whether a pale line parts the columns, as the one that parts the rows.
    void setColumnLines(bool on) { m_columnLines = on; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;

protected:
    /// Paints the facts of a cell; ground and lines are painted already.
    virtual void paintCell(QPainter *painter, RowPainter &cell, const QModelIndex &index) const = 0;

private:
    bool m_columnLines = false;
};

} // namespace latchkey::widgets
