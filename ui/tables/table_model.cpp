// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/table_model.h"

#include "ui/output/visible_text.h"

#include <chrono>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::tables {

namespace {

constexpr auto kStill = 300ms;
constexpr qsizetype kToolTip = 2000;

bool sameColumns(const TableData &a, const TableData &b)
{
    return a.table().columns() == b.table().columns();
}

} // namespace

TableModel::TableModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_still.setSingleShot(true);
    m_still.setInterval(kStill);
    connect(&m_still, &QTimer::timeout, this, [this] { computeStatistics(0); });
}

TableModel::~TableModel() = default;

void TableModel::setTable(const TablePtr &table)
{
    if (table == m_table) return;
    if (!table || !m_table || !sameColumns(*table, *m_table)) {
        m_sort = {};
        m_filters.clear();
    }
    const bool wishes = m_sort.column >= 0 || !m_filters.isEmpty();
    if (wishes) return arrange(table);
    m_arranging.cancel();
    show(table, {});
    emit arrangingChanged();
}

void TableModel::setSort(const SortKey &sort)
{
    if (!m_table || sort == m_sort) return;
    m_sort = sort;
    arrange(m_table);
}

void TableModel::setFilters(const QList<RowFilter> &filters)
{
    if (!m_table || filters == m_filters) return;
    m_filters = filters;
    arrange(m_table);
}

void TableModel::arrange(const TablePtr &table)
{
    m_arranging.startShown(
        tr("Ordering rows"), this,
        [table, filters = m_filters, sort = m_sort](Progress &progress) {
            return orderRows(table, filters, sort, progress);
        },
        [this, table](RowOrder order) {
            show(table, std::move(order));
            emit arrangingChanged();
        },
        [this] { cancelArranging(); });
    emit arrangingChanged();
}

void TableModel::cancelArranging()
{
    m_arranging.cancel();
    m_sort = m_shownSort;
    m_filters = m_shownFilters;
    emit arrangingChanged();
}

void TableModel::show(const TablePtr &table, RowOrder order)
{
    const bool changed = table != m_table;
    const bool grows = changed && table && m_table && sameColumns(*table, *m_table);
    beginResetModel();
    m_table = table;
    m_order = std::move(order);
    m_shownSort = m_sort;
    m_shownFilters = m_filters;
    if (changed) {
        m_counting.cancel();
        if (!grows) m_statistics.clear();
        m_statistics.resize(table ? static_cast<size_t>(table->columnCount()) : 0);
    }
    endResetModel();
    if (!changed || !table) return;
    // The strip of a table that grows is made when it rests.
    if (grows) m_still.start();
    else computeStatistics(0);
}

void TableModel::computeStatistics(int column)
{
    if (!m_table || column >= m_table->columnCount()) return;
    m_counting.start(
        this, [table = m_table, column](Progress &progress) { return statisticsOf(table, column, progress); },
        [this, column](const ColumnStatistics &statistics) {
            m_statistics[static_cast<size_t>(column)] = statistics;
            emit statisticsReady(column);
            computeStatistics(column + 1);
        });
}

const ColumnStatistics *TableModel::statistics(int column) const
{
    const auto at = static_cast<size_t>(column);
    return column >= 0 && at < m_statistics.size() && m_statistics[at] ? &*m_statistics[at] : nullptr;
}

int TableModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_table) return 0;
    return m_order.isWhole ? static_cast<int>(std::min<qsizetype>(m_table->rowCount(), std::numeric_limits<int>::max()))
                           : static_cast<int>(m_order.rows.size());
}

int TableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_table ? 0 : m_table->columnCount();
}

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_table) return {};
    const qsizetype row = sourceRow(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return m_table->cellText(row, index.column());
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(output::visibleText(m_table->columns()[index.column()].name),
                               m_table->cellText(row, index.column()));
    case Qt::ToolTipRole:
        return output::middleCut(output::visibleText(m_table->table().cell(row, index.column()).text(kToolTip)),
                                 kToolTip)
            .toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumeric(m_table->columns()[index.column()].type) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    case KindRole:
        return static_cast<int>(m_table->table().cell(row, index.column()).kind());
    case TypeRole:
        return static_cast<int>(m_table->columns()[index.column()].type);
    case PathRole:
        return m_table->path(m_path, row, index.column());
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_table || section < 0) return {};
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole && section < rowCount() ? QVariant(static_cast<qlonglong>(sourceRow(section)))
                                                               : QVariant();
    if (section >= m_table->columnCount()) return {};
    const Column &column = m_table->columns()[section];
    if (role == Qt::DisplayRole) return output::visibleText(column.name);
    if (role == TypeRole) return static_cast<int>(column.type);
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) return {};
    return u"%1, %2"_s.arg(output::visibleText(column.name).toHtmlEscaped(), typeWord(column.type));
}

} // namespace latchkey::tables
