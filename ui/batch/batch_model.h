// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of a batch: one row an item. Sorting and filtering are done in the background on a snapshot and arrive as a
// list of rows; while items end, a sorted or filtered table is arranged anew a few times a second. The model knows no
// engine: BatchSession writes into it.
#pragma once

#include "ui/batch/batch_rows.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>

namespace latchkey::batch {

class BatchModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role : int { ItemRole = Qt::UserRole, StateRole, ShareRole, MeasureRole };

    explicit BatchModel(QObject *parent = nullptr);
    ~BatchModel() override;

    void setRows(BatchRows rows);
    const BatchRows &rows() const { return m_rows; }
    qsizetype itemCount() const { return m_rows.size(); }
    const BatchRow &item(qsizetype item) const { return m_rows[item]; }
    /// Changes one item; `flush` tells the views.
    BatchRow &edit(qsizetype item);
    void setState(qsizetype item, theme::RunState state);
    void flush();
    qsizetype countOf(theme::RunState state) const { return m_counts[static_cast<size_t>(state)]; }
    qsizetype failureCount() const;

    void setArrangement(const Arrangement &arrangement);
    const Arrangement &arrangement() const { return m_arrangement; }
    bool isArranging() const { return m_stop != nullptr; }
    /// The item of a row of the table, from 0.
    int itemAt(int row) const { return m_isPlain ? row : m_order.value(row, -1); }
    int rowOf(int item) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

signals:
    void arranged(); ///< the rows shown are those that were asked for

private:
    void arrangeNow();
    void take(const QList<int> &order, bool plain);
    QString spoken(const BatchRow &row, int item) const;

    BatchRows m_rows;
    std::array<qsizetype, kStates> m_counts{};
    Arrangement m_arrangement;
    QList<int> m_order; ///< by row, unless plain
    bool m_isPlain = true;
    bool m_isChanged = false; ///< since the order was asked for
    int m_firstChanged = -1;  ///< items, since the last flush
    int m_lastChanged = -1;
    std::shared_ptr<std::atomic<bool>> m_stop; ///< of the job under way
    QTimer m_again;
};

/// "1.10 s"; empty before it has begun.
QString itemTimeText(const BatchRow &row);

} // namespace latchkey::batch
