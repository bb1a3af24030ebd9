// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_model.h"

#include "ui/history/history_words.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace latchkey::history {

using journal::Change;
using journal::RunRecord;

namespace {
/// How soon after a change a filtered list looks again.
constexpr auto kAgain = 400ms;
} // namespace

HistoryModel::HistoryModel(HistoryStore *store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &HistoryModel::start);
    connect(store, &HistoryStore::changed, this, &HistoryModel::onChange);
    connect(&m_search, &QFutureWatcherBase::resultReadyAt, this, &HistoryModel::onFound);
    connect(&m_search, &QFutureWatcherBase::finished, this, [this] {
        if (std::exchange(m_replaces, false) && !m_search.isCanceled()) { // nothing was found
            beginResetModel();
            m_ids.clear();
            endResetModel();
        }
        m_searching = false;
        emit searchChanged();
    });
    start();
}

HistoryModel::~HistoryModel()
{
    m_search.cancel();
}

void HistoryModel::setFilter(const journal::RunFilter &filter)
{
    if (filter == m_filter) return;
    m_filter = filter;
    start();
}

void HistoryModel::start()
{
    m_again.stop();
    m_search.cancel();
    m_replaces = true;
    m_searching = true;
    m_search.setFuture(m_store->journal().find(m_filter));
    emit searchChanged();
}

void HistoryModel::cancel()
{
    m_again.stop();
    if (!m_searching) return;
    m_searching = false;
    m_replaces = false;
    m_search.cancel();
    emit searchChanged();
}

void HistoryModel::onFound(int result)
{
    if (m_search.isCanceled()) return;
    const QList<quint64> ids = m_search.resultAt(result);
    if (std::exchange(m_replaces, false)) {
        beginResetModel();
        m_ids = ids;
        endResetModel();
    } else if (!ids.isEmpty()) {
        beginInsertRows({}, int(m_ids.size()), int(m_ids.size() + ids.size()) - 1);
        m_ids += ids;
        endInsertRows();
    }
    emit searchChanged();
}

void HistoryModel::onChange(const Change &change)
{
    const bool filters = m_filter != journal::RunFilter{};
    switch (change.kind) {
    case Change::Kind::Everything:
        m_records.clear();
        start();
        return;
    case Change::Kind::Added:
        if (!filters && !m_searching) add(change.ids);
        else if (!m_again.isActive()) m_again.start();
        return;
    case Change::Kind::Changed:
        m_wanted += QSet(change.ids.cbegin(), change.ids.cend()) & QSet(m_records.keyBegin(), m_records.keyEnd());
        fetch();
        if (filters && !m_again.isActive()) m_again.start(); // it may count now
        return;
    case Change::Kind::Removed:
        remove(change.ids);
        return;
    }
}

int HistoryModel::rowOf(quint64 id) const
{
    const auto it = std::ranges::lower_bound(m_ids, id, std::greater());
    return it != m_ids.cend() && *it == id ? int(it - m_ids.cbegin()) : -1;
}

void HistoryModel::add(const QList<quint64> &ids)
{
    for (const quint64 id : ids) {
        const auto at = std::ranges::lower_bound(m_ids, id, std::greater());
        if (at != m_ids.end() && *at == id) continue;
        const int row = int(at - m_ids.begin());
        beginInsertRows({}, row, row);
        m_ids.insert(row, id);
        endInsertRows();
    }
    emit searchChanged();
}

void HistoryModel::remove(const QList<quint64> &ids)
{
    for (const quint64 id : ids) {
        m_records.remove(id);
        const int row = rowOf(id);
        if (row < 0) continue;
        beginRemoveRows({}, row, row);
        m_ids.removeAt(row);
        endRemoveRows();
    }
    emit searchChanged();
}

const RunRecord *HistoryModel::recordAt(int row) const
{
    const auto it = m_records.constFind(idAt(row));
    if (it != m_records.cend()) return &*it;
    want(row);
    return nullptr;
}

/// Asks for the block around the row, once the view has said all it wants.
void HistoryModel::want(int row) const
{
    if (row < 0 || row >= m_ids.size()) return;
    const int first = row / kBlock * kBlock;
    for (int i = first; i < std::min<qsizetype>(first + kBlock, m_ids.size()); ++i)
        if (!m_records.contains(m_ids[i])) m_wanted.insert(m_ids[i]);
    if (std::exchange(m_fetchAsked, true)) return;
    auto *self = const_cast<HistoryModel *>(this); // what is kept is no part of what the model says
    QMetaObject::invokeMethod(
        self,
        [self] {
            self->m_fetchAsked = false;
            self->fetch();
        },
        Qt::QueuedConnection);
}

void HistoryModel::fetch()
{
    const QSet<quint64> wanted = std::exchange(m_wanted, {});
    if (wanted.isEmpty()) return;
    m_store->journal().records(wanted.values()).then(this, [this](const QList<RunRecord> &records) { take(records); });
}

void HistoryModel::take(const QList<RunRecord> &records)
{
    if (m_records.size() > kKept) m_records.clear();
    int first = int(m_ids.size()), last = -1;
    for (const RunRecord &record : records) {
        m_records.insert(record.id, record);
        if (const int row = rowOf(record.id); row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0) emit dataChanged(index(first), index(last));
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    if (role == IdRole) return idAt(index.row());
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole) return {};
    const RunRecord *record = recordAt(index.row());
    if (record == nullptr) return {};
    if (role != Qt::ToolTipRole) return spokenText(*record);
    return record->path.isEmpty() ? record->name : record->path;
}

} // namespace latchkey::history
