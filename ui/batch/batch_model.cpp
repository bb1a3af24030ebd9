// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_model.h"

#include "ui/output/visible_text.h"
#include "ui/runs/run_words.h"
#include "ui/theme/icons.h"

#include <QLocale>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

/// How often a table that is sorted or filtered follows what ends: rows that jump all the time can not be read.
constexpr int kArrangeMs = 400;

} // namespace

QString itemTimeText(const BatchRow &row)
{
    if (row.seconds < 0) return {};
    if (row.seconds >= 60) return runs::clockText(row.seconds);
    return BatchModel::tr("%1 s").arg(QLocale().toString(row.seconds, 'f', row.isOver() ? 2 : 1));
}

BatchModel::BatchModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kArrangeMs);
    connect(&m_again, &QTimer::timeout, this, &BatchModel::arrangeNow);
}

BatchModel::~BatchModel()
{
    if (m_stop) *m_stop = true;
}

void BatchModel::setRows(BatchRows rows)
{
    beginResetModel();
    if (m_stop) *m_stop = true;
    m_stop.reset();
    m_again.stop();
    m_rows = std::move(rows);
    m_counts = {};
    m_counts[static_cast<size_t>(theme::RunState::Queued)] = m_rows.size();
    m_order.clear();
    m_isPlain = true;
    m_firstChanged = m_lastChanged = -1;
    endResetModel();
    if (!m_arrangement.isPlain()) arrangeNow();
}

BatchRow &BatchModel::edit(qsizetype item)
{
    const int index = static_cast<int>(item);
    m_firstChanged = m_firstChanged < 0 ? index : std::min(m_firstChanged, index);
    m_lastChanged = std::max(m_lastChanged, index);
    return m_rows.edit(item);
}

void BatchModel::setState(qsizetype item, theme::RunState state)
{
    BatchRow &row = edit(item);
    --m_counts[static_cast<size_t>(row.state)];
    ++m_counts[static_cast<size_t>(state)];
    row.state = state;
}

void BatchModel::flush()
{
    if (m_firstChanged < 0) return;
    if (m_isPlain) {
        emit dataChanged(index(m_firstChanged, 0), index(m_lastChanged, kColumns - 1));
    } else {
        if (!m_order.isEmpty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        m_isChanged = true;
        if (!m_again.isActive()) m_again.start();
    }
    m_firstChanged = m_lastChanged = -1;
}

qsizetype BatchModel::failureCount() const
{
    qsizetype count = 0;
    for (const theme::RunState state : theme::allRunStates())
        if (theme::isOver(state) && state != theme::RunState::Finished) count += countOf(state);
    return count;
}

void BatchModel::setArrangement(const Arrangement &arrangement)
{
    if (arrangement == m_arrangement) return;
    m_arrangement = arrangement;
    arrangeNow();
}

void BatchModel::sort(int column, Qt::SortOrder order)
{
    Arrangement wanted = m_arrangement;
    wanted.column = static_cast<Column>(std::clamp(column, 0, kColumns - 1));
    wanted.descending = column >= 0 && order == Qt::DescendingOrder;
    setArrangement(wanted);
}

void BatchModel::arrangeNow()
{
    m_again.stop();
    if (m_stop) *m_stop = true;
    m_stop.reset();
    m_isChanged = false;
    if (m_arrangement.isPlain()) {
        take({}, true);
        emit arranged();
        return;
    }
    const auto stop = m_stop = std::make_shared<std::atomic<bool>>(false);
    QtConcurrent::run([rows = m_rows, wanted = m_arrangement, stop] {
        return arrange(rows, wanted, *stop);
    }).then(this, [this, stop](const QList<int> &order) {
        if (stop != m_stop) return; // asked anew since
        m_stop.reset();
        take(order, false);
        emit arranged();
        if (m_isChanged) m_again.start();
    });
}

void BatchModel::take(const QList<int> &order, bool plain)
{
    if (plain && m_isPlain) return;
    emit layoutAboutToBeChanged();
    const QModelIndexList old = persistentIndexList();
    QList<int> items;
    for (const QModelIndex &index : old) items.append(itemAt(index.row()));
    m_order = order;
    m_isPlain = plain;
    QModelIndexList now;
    for (qsizetype i = 0; i < old.size(); ++i) {
        const int row = rowOf(items[i]);
        now.append(row < 0 ? QModelIndex() : index(row, old[i].column()));
    }
    changePersistentIndexList(old, now);
    emit layoutChanged();
}

int BatchModel::rowOf(int item) const
{
    if (m_isPlain) return item < m_rows.size() ? item : -1;
    return static_cast<int>(m_order.indexOf(item));
}

int BatchModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid()) return 0;
    return static_cast<int>(m_isPlain ? m_rows.size() : m_order.size());
}

int BatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QString BatchModel::spoken(const BatchRow &row, int item) const
{
    QStringList parts{tr("Item %1").arg(item + 1),
                      inputText(row),
                      theme::runStateLook(row.state).word,
                      row.measure,
                      resultText(row),
                      itemTimeText(row)};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QVariant BatchModel::data(const QModelIndex &index, int role) const
{
    const int item = index.isValid() ? itemAt(index.row()) : -1;
    if (item < 0 || item >= m_rows.size()) return {};
    const BatchRow &row = m_rows[item];
    const auto column = static_cast<Column>(index.column());
    const bool atEnd = column == Column::Number || column == Column::Time || column == Column::Attempts;
    switch (role) {
    case ItemRole:
        return item;
    case StateRole:
        return static_cast<int>(row.state);
    case ShareRole:
        return row.share;
    case MeasureRole:
        return row.measure;
    case Qt::TextAlignmentRole:
        return int((atEnd ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        if (column == Column::Number) return spoken(row, item);
        [[fallthrough]];
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case Column::Number:
        return QLocale().toString(item + 1);
    case Column::Input:
        return inputText(row);
    case Column::State:
        return theme::runStateLook(row.state).word;
    case Column::Result:
        return row.isOver() ? resultText(row) : row.measure;
    case Column::Time:
        return itemTimeText(row);
    case Column::Attempts:
        return row.attempts > 0 ? QLocale().toString(row.attempts) : QString();
    }
    return {};
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole) {
        const bool atEnd = column == Column::Number || column == Column::Time || column == Column::Attempts;
        return int((atEnd ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case Column::Number:
        return u"#"_s;
    case Column::Input:
        return tr("Input");
    case Column::State:
        return tr("State");
    case Column::Result:
        return tr("Result");
    case Column::Time:
        return tr("Time");
    case Column::Attempts:
        return tr("Attempts");
    }
    return {};
}

} // namespace latchkey::batch
