// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows a TableModel of any length: only what is visible is read and painted, and no list of rows is kept, so ten
// million rows cost what fifty do. Row numbers stand in a column of their own at the start, the header stays above.
// Rows are selected; the current cell wears the ring and is what copying a cell or a path means. Everything the pointer
// does has a key: the arrows, Home and End (with Ctrl: first and last row), Page Up and Down, Alt+Down for the menu of
// the column, the menu key for that of the cell.
#pragma once

#include "ui/tables/table_header.h"

#include <QAbstractItemView>
#include <QSet>

namespace latchkey::tables {

class RowNumbers;

class TableView : public QAbstractItemView
{
    Q_OBJECT

public:
    explicit TableView(TableModel *model, QWidget *parent = nullptr);

    TableModel *tableModel() const { return m_model; }
    TableHeader *header() const { return m_header; }
    int rowHeight() const;
    int firstVisibleRow() const;
    int visibleRows() const;
    /// Where row numbers stand.
    int numbersWidth() const;
    /// Chooses widths for all columns from their names and the rows in sight.
    void fitColumns();
    void fitColumn(int column);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    QSize minimumSizeHint() const override { return {80, 60}; }

signals:
    /// The menu of a column was asked for, by a click at `place` (global) or the key.
    void columnMenuRequested(int column, const QPoint &place);
    void cellMenuRequested(const QModelIndex &index, const QPoint &place);
    void activatedCell(const QModelIndex &index);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override { return firstVisibleRow() * rowHeight(); }
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &) const override { return viewport()->rect(); }
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void onReset();
    int fittingWidth(int column) const;
    void setWidth(int column, int width);
    void fitStrip(int column);
    void onHeaderClicked(int column);
    void paintRow(QPainter *painter, int row, const QRect &rect, const QList<int> &columns);
    void paintCell(QPainter *painter, int row, int column, const QRect &rect);
    QList<int> visibleColumns() const;
    QRect cellRect(int row, int column) const;

    TableModel *m_model;
    TableHeader *m_header;
    RowNumbers *m_numbers;
    QStringList m_shownColumns; ///< widths belong to these
    int m_currentRow = 0, m_currentColumn = 0;
    QSet<int> m_chosenWidths; ///< columns that a person made wider or narrower
    bool m_fitting = false;   ///< a width is being set that nobody chose
    bool m_fitsLater = false; ///< widths wait until it is known how much room there is
    bool m_staying = false;   ///< the cursor is put back, the view does not follow
};

} // namespace latchkey::tables
