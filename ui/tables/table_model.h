// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of a table in the order the user wants. Cells are read from the frozen value when they are painted. Sorting,
// filtering and statistics are a worker's: the model goes on showing the order it has until the new one is there, and a
// newer wish cancels an older one. A table that grows while its run goes on is handed over again and again: each time
// the wishes are applied to it before it is shown.
#pragma once

#include "ui/tables/column_statistics.h"
#include "ui/tables/row_order.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace latchkey::tables {

class TableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role : int { TypeRole = Qt::UserRole, KindRole, PathRole };

    explicit TableModel(QObject *parent = nullptr);
    ~TableModel() override;

    /// Shows a table. Wishes stay when it has the same columns as the one before.
    void setTable(const TablePtr &table);
    const TablePtr &table() const { return m_table; }
    /// How the list is called in paths: "result.rows".
    void setPath(const QString &path) { m_path = path; }
    const QString &path() const { return m_path; }

    void setSort(const SortKey &sort);
    const SortKey &sort() const { return m_sort; }
    void setFilters(const QList<RowFilter> &filters);
    const QList<RowFilter> &filters() const { return m_filters; }

    /// Whether a worker is making a new order, and how far it is (0 to 1).
    bool isArranging() const { return m_arranging.isRunning(); }
    double arrangingShare() const { return m_arranging.share(); }
    /// Drops the wishes that are being worked on; those shown stay.
    void cancelArranging();
    const RowOrder &order() const { return m_order; }
    /// What the order shown took.
    double arrangedIn() const { return m_order.seconds; }

    /// The row of the list that stands in `row`.
    qsizetype sourceRow(int row) const
    {
        return m_order.isWhole ? row : static_cast<qsizetype>(m_order.rows[static_cast<size_t>(row)]);
    }
    /// Null until they are computed.
    const ColumnStatistics *statistics(int column) const;
    QString cellText(int row, int column) const { return m_table->cellText(sourceRow(row), column); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void arrangingChanged(); ///< work on an order began or ended
    void statisticsReady(int column);

private:
    void arrange(const TablePtr &table);
    void show(const TablePtr &table, RowOrder order);
    void computeStatistics(int column);

    TablePtr m_table;
    RowOrder m_order;
    QString m_path;
    SortKey m_sort, m_shownSort;
    QList<RowFilter> m_filters, m_shownFilters;
    std::vector<std::optional<ColumnStatistics>> m_statistics;
    Work m_arranging;
    Work m_counting;
    QTimer m_still; ///< runs out when the table has not changed for a while
};

} // namespace latchkey::tables
