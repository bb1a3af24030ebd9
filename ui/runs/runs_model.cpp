// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_model.h"

#include "ui/output/visible_text.h"
#include "ui/theme/icons.h"

#include <QSet>
#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace latchkey::runs {
namespace {

// Where a run belongs: its group, then its place in the group, smallest first.
std::tuple<int, qint64, qint64> orderOf(const RunEntry &entry)
{
    const qint64 number = entry.number;
    if (entry.isOver()) return {3, entry.ended.isValid() ? -entry.ended.toMSecsSinceEpoch() : 0, -number};
    if (entry.needsYou()) return {0, number, 0};
    if (entry.status.state == RunState::Queued) return {2, number, 0};
    return {1, -number, 0};
}

} // namespace

RunsModel::RunsModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

RunsModel::~RunsModel() = default;

int RunsModel::rowOf(quint64 run) const
{
    const Row *row = m_byRun.value(run);
    if (!row) return -1;
    const auto before = [](const RowPtr &a, const RunEntry &b) { return orderOf(a->entry) < orderOf(b); };
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), row->entry, before);
    if (it != m_rows.end() && it->get() == row) return static_cast<int>(it - m_rows.begin());
    // Its entry has just changed and it has not been moved yet.
    const auto found = std::ranges::find(m_rows, row, &RowPtr::get);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void RunsModel::set(const RunEntry &entry)
{
    if (!m_byRun.contains(entry.id)) {
        const auto before = [](const RunEntry &a, const RowPtr &b) { return orderOf(a) < orderOf(b->entry); };
        const auto it = std::upper_bound(m_rows.begin(), m_rows.end(), entry, before);
        const int row = static_cast<int>(it - m_rows.begin());
        beginInsertRows({}, row, row);
        const auto inserted = m_rows.insert(it, std::make_unique<Row>(entry, detailLines(entry)));
        m_byRun.insert(entry.id, inserted->get());
        endInsertRows();
        return;
    }
    const int row = rowOf(entry.id);
    const bool moves = orderOf(m_rows[row]->entry) != orderOf(entry);
    m_rows[row]->entry = entry;
    if (moves) place(row);
    const int now = moves ? rowOf(entry.id) : row;
    emit dataChanged(index(now, 0), index(now, ColumnCount - 1));
    setDetails(now, detailLines(entry));
}

// Moves a row whose entry has changed to where it belongs now.
void RunsModel::place(int row)
{
    const auto wanted = orderOf(m_rows[row]->entry);
    int target = 0;
    for (int i = 0; i < static_cast<int>(m_rows.size()); ++i) {
        if (i != row && orderOf(m_rows[i]->entry) < wanted) ++target;
    }
    if (target == row) return;
    // beginMoveRows counts the destination with the row still in place.
    beginMoveRows({}, row, row, {}, target > row ? target + 1 : target);
    if (target > row) std::rotate(m_rows.begin() + row, m_rows.begin() + row + 1, m_rows.begin() + target + 1);
    else std::rotate(m_rows.begin() + target, m_rows.begin() + row, m_rows.begin() + row + 1);
    endMoveRows();
}

// Rows before `place` stand where they belong; the line with `key` comes there from behind.
void RunsModel::bringTo(const QModelIndex &parent, QList<DetailLine> &lines, qsizetype place, quint64 key)
{
    qsizetype from = place;
    while (lines[from].key() != key) ++from;
    if (from == place) return;
    beginMoveRows(parent, static_cast<int>(from), static_cast<int>(from), parent, static_cast<int>(place));
    lines.move(from, place);
    endMoveRows();
}

// Lines that go on keep their rows, so that what is selected stays what it was: first go those that are over, then the
// new ones come between.
void RunsModel::setDetails(int row, const QList<DetailLine> &details)
{
    QList<DetailLine> &old = m_rows[row]->details;
    if (old == details) return;
    const QModelIndex parent = index(row, 0);
    QSet<quint64> wanted;
    for (const DetailLine &line : details) wanted.insert(line.key());
    for (qsizetype end = old.size(); end > 0;) {
        if (wanted.contains(old[end - 1].key())) {
            --end;
            continue;
        }
        qsizetype first = end - 1;
        while (first > 0 && !wanted.contains(old[first - 1].key())) --first;
        beginRemoveRows(parent, static_cast<int>(first), static_cast<int>(end) - 1);
        old.remove(first, end - first);
        endRemoveRows();
        end = first;
    }
    QSet<quint64> kept;
    for (const DetailLine &line : std::as_const(old)) kept.insert(line.key());
    for (qsizetype i = 0; i < details.size(); ++i) {
        if (kept.contains(details[i].key())) {
            bringTo(parent, old, i, details[i].key());
            continue;
        }
        qsizetype end = i + 1;
        while (end < details.size() && !kept.contains(details[end].key())) ++end;
        beginInsertRows(parent, static_cast<int>(i), static_cast<int>(end) - 1);
        for (; i < end; ++i) old.insert(i, details[i]);
        endInsertRows();
        --i;
    }
    old = details; // the same rows, with new words
    emit dataChanged(index(0, 0, parent), index(static_cast<int>(old.size()) - 1, ColumnCount - 1, parent));
}

void RunsModel::remove(quint64 run)
{
    const int row = rowOf(run);
    if (row < 0) return;
    beginRemoveRows({}, row, row);
    m_byRun.remove(run);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void RunsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_byRun.clear();
    endResetModel();
}

quint64 RunsModel::runAt(const QModelIndex &index) const
{
    const RunEntry *entry = entryAt(index);
    return entry ? entry->id : 0;
}

const RunEntry *RunsModel::entryAt(const QModelIndex &index) const
{
    if (!index.isValid()) return nullptr;
    if (isDetail(index)) {
        const Row *row = m_byRun.value(index.internalId());
        return row ? &row->entry : nullptr;
    }
    return index.row() < static_cast<int>(m_rows.size()) ? &m_rows[index.row()]->entry : nullptr;
}

const DetailLine *RunsModel::detailAt(const QModelIndex &index) const
{
    const Row *row = isDetail(index) ? m_byRun.value(index.internalId()) : nullptr;
    return row && index.row() < row->details.size() ? &row->details[index.row()] : nullptr;
}

quint32 RunsModel::taskAt(const QModelIndex &index) const
{
    const DetailLine *line = detailAt(index);
    return line && line->kind == DetailLine::Kind::Task ? static_cast<quint32>(line->number) : 0;
}

QModelIndex RunsModel::indexOf(quint64 run) const
{
    const int row = rowOf(run);
    return row < 0 ? QModelIndex() : index(row, 0);
}

QModelIndex RunsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent)) return {};
    if (!parent.isValid()) return createIndex(row, column, quintptr(0));
    return createIndex(row, column, static_cast<quintptr>(m_rows[parent.row()]->entry.id));
}

QModelIndex RunsModel::parent(const QModelIndex &child) const
{
    return isDetail(child) ? indexOf(child.internalId()) : QModelIndex();
}

int RunsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return static_cast<int>(m_rows.size());
    if (isDetail(parent) || parent.column() != 0) return 0;
    return static_cast<int>(m_rows[parent.row()]->details.size());
}

int RunsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString RunsModel::cell(const RunEntry &entry, int column) const
{
    switch (column) {
    case Number:
        return u'#' + QString::number(entry.number);
    case File:
        return output::visibleText(entry.name);
    case State:
        return theme::runStateLook(entry.look()).word;
    case Detail:
        return detailText(entry);
    case Progress:
        return entry.isOver() || entry.status.progress.isEmpty() ? QString()
                                                                 : progressText(entry.status.progress.first());
    case Time:
        return timeText(entry, nowMilliseconds());
    default:
        return {};
    }
}

// The whole row in one sentence, since the view shows it as one.
QString RunsModel::spoken(const RunEntry &entry) const
{
    QStringList parts{tr("Run %1").arg(entry.number)};
    for (int column = File; column < ColumnCount; ++column) parts.append(cell(entry, column));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString RunsModel::spoken(const DetailLine &task) const
{
    QStringList parts{tr("Task %1").arg(task.name), theme::runStateLook(task.look).word, task.text, task.measure};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    const RunEntry *entry = entryAt(index);
    if (!entry) return {};
    if (role == RunRole) return entry->id;
    if (isDetail(index)) {
        const DetailLine *detail = detailAt(index);
        if (!detail || index.column() != 0) return {};
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return detail->kind == DetailLine::Kind::Task ? spoken(*detail) : detail->text;
        if (role == ShareRole) return detail->share;
        if (role == ErrorRole) return detail->isError;
        if (role == TaskRole) return taskAt(index);
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return cell(*entry, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? spoken(*entry) : cell(*entry, index.column());
    case Qt::DecorationRole:
        if (index.column() != State) return {};
        return theme::Icons::icon(theme::runStateLook(entry->look()).icon, theme::runStateLook(entry->look()).token);
    case Qt::TextAlignmentRole:
        return index.column() == Number || index.column() == Time ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    case ShareRole:
        return entry->isOver() || entry->status.progress.isEmpty() ? -1.0 : progressShare(*entry);
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("Run");
    case File:
        return tr("File");
    case State:
        return tr("State");
    case Detail:
        return tr("Detail");
    case Progress:
        return tr("Progress");
    case Time:
        return tr("Time");
    default:
        return {};
    }
}

Qt::ItemFlags RunsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | (isDetail(index) ? Qt::ItemNeverHasChildren : Qt::NoItemFlags);
}

} // namespace latchkey::runs
