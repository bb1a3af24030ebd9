// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runs that a filter accepts, newest first. The model holds their ids; the rows themselves are read when somebody
// looks at them, a block at a time, on the journal's thread, and few are kept. So a hundred thousand runs are there as
// quickly as ten, and any place in the list is as near as its end. Until a row has come it is empty.
#pragma once

#include "ui/history/history_store.h"

#include <QAbstractListModel>
#include <QFutureWatcher>
#include <QTimer>

namespace latchkey::history {

class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int { IdRole = Qt::UserRole };
    /// Rows read at a time, and kept at most.
    static constexpr int kBlock = 64, kKept = 4000;

    explicit HistoryModel(HistoryStore *store, QObject *parent = nullptr);
    ~HistoryModel() override;

    /// Begins a search; what it finds is appended as it comes.
    void setFilter(const journal::RunFilter &filter);
    [[nodiscard]] const journal::RunFilter &filter() const { return m_filter; }
    [[nodiscard]] bool isSearching() const { return m_searching; }
    /// Ends a search where it is.
    void cancel();

    [[nodiscard]] quint64 idAt(int row) const { return row >= 0 && row < m_ids.size() ? m_ids[row] : 0; }
    [[nodiscard]] int rowOf(quint64 id) const;
    /// The row's record, or none while it is being read.
    [[nodiscard]] const journal::RunRecord *recordAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void searchChanged(); ///< began, found something or ended

private:
    void onChange(const journal::Change &change);
    void onFound(int result);
    void start();
    void add(const QList<quint64> &ids);
    void remove(const QList<quint64> &ids);
    void want(int row) const;
    void fetch();
    void take(const QList<journal::RunRecord> &records);

    HistoryStore *m_store;
    journal::RunFilter m_filter;
    QList<quint64> m_ids; ///< descending
    QHash<quint64, journal::RunRecord> m_records;
    mutable QSet<quint64> m_wanted;
    mutable bool m_fetchAsked = false;
    QFutureWatcher<QList<quint64>> m_search;
    QTimer m_again; ///< a search anew, soon
    bool m_searching = false;
    bool m_replaces = false; ///< the first ids found take the place of the old ones
};

} // namespace latchkey::history
