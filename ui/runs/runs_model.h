// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runs of a window as a tree: a row a run, below it the lines it shows when opened. Rows keep the order of the
// look: those that need you, then what runs, then the queue, then what ended, newest first. Rows move when a state
// changes; columns never do. The model takes RunEntry values and knows no engine; RunsPane feeds it from a RunList.
#pragma once

#include "ui/runs/run_entry.h"
#include "ui/runs/run_words.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>
#include <vector>

namespace latchkey::runs {

class RunsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column : quint8 { Number, File, State, Detail, Progress, Time, ColumnCount };
    enum Role : int { RunRole = Qt::UserRole, ShareRole, ErrorRole, TaskRole };

    explicit RunsModel(QObject *parent = nullptr);
    ~RunsModel() override;

    /// Inserts or updates.
    void set(const RunEntry &entry);
    void remove(quint64 run);
    void clear();

    /// The run of a row or of a line below it; 0 for an invalid index.
    quint64 runAt(const QModelIndex &index) const;
    /// Its entry, null for an invalid index; valid until the model changes.
    const RunEntry *entryAt(const QModelIndex &index) const;
    QModelIndex indexOf(quint64 run) const;
    /// The line below a run, null for a run's own row; valid until the model changes.
    const DetailLine *detailAt(const QModelIndex &index) const;
    /// The number of the script's task on that line; 0 for every other row.
    quint32 taskAt(const QModelIndex &index) const;
    bool isDetail(const QModelIndex &index) const { return index.isValid() && index.internalId() != 0; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        RunEntry entry;
        QList<DetailLine> details;
    };
    using RowPtr = std::unique_ptr<Row>;

    int rowOf(quint64 run) const;
    void place(int row);
    void bringTo(const QModelIndex &parent, QList<DetailLine> &lines, qsizetype place, quint64 key);
    void setDetails(int row, const QList<DetailLine> &details);
    QString cell(const RunEntry &entry, int column) const;
    QString spoken(const RunEntry &entry) const;
    QString spoken(const DetailLine &task) const;

    std::vector<RowPtr> m_rows;
    QHash<quint64, Row *> m_byRun;
};

} // namespace latchkey::runs
