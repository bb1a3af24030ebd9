// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/row_order.h"

#include <QElapsedTimer>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace latchkey::tables {

using runs::ResultTable;
using Kind = runs::ResultValue::Kind;
using Test = RowFilter::Test;

namespace {

/// Rows between two looks whether anybody still waits: well below a millisecond.
constexpr size_t kPiece = 1 << 15;

// ---- filters ------------------------------------------------------------------------------------------------------

/// A condition made ready to be asked millions of times.
class Question
{
public:
    Question(const TableData &table, const RowFilter &filter)
        : m_table(table)
        , m_filter(filter)
        , m_text(filter.operand.toStdString())
        , m_folded(filter.operand.toCaseFolded())
    {
        bool ok = false;
        m_number = filter.operand.toDouble(&ok);
        m_isNumber = ok;
        if (filter.column >= 0 && table.columns()[filter.column].type == ColumnType::Date)
            if (const auto days = daysOf(m_text)) m_days = *days;
        const int first = std::max(0, filter.column);
        const int last = filter.column < 0 ? table.columnCount() - 1 : filter.column;
        for (int column = first; column <= last; ++column) m_readers.emplace_back(table.table(), column);
    }

    bool keeps(qsizetype row)
    {
        if (m_filter.column >= 0) return holds(m_readers.front().at(row), row, m_filter.column);
        for (size_t i = 0; i < m_readers.size(); ++i)
            if (holds(m_readers[i].at(row), row, static_cast<int>(i))) return true;
        return false;
    }

private:
    bool holds(const ResultTable::Cell &cell, qsizetype row, int column) const
    {
        const bool missing = cell.kind == Kind::Null || cell.kind == Kind::Invalid;
        switch (m_filter.test) {
        case Test::IsNull:
            return missing;
        case Test::IsNotNull:
            return !missing;
        case Test::Contains:
            return !missing && folded(cell, row, column).contains(m_folded);
        case Test::StartsWith:
            return !missing && folded(cell, row, column).startsWith(m_folded);
        case Test::NotEqual:
            return missing ? m_filter.operand != "null"_L1 : order(cell) != 0;
        default:
            return missing ? m_filter.test == Test::Equal && m_filter.operand == "null"_L1 : compares(order(cell));
        }
    }

    QString folded(const ResultTable::Cell &cell, qsizetype row, int column) const
    {
        if (cell.kind != Kind::String) return m_table.cellText(row, column).toCaseFolded();
        return QString::fromUtf8(cell.text.data(), static_cast<qsizetype>(cell.text.size())).toCaseFolded();
    }

    // Less, equal, greater: -1, 0, 1; 2 for what can not be compared.
    int order(const ResultTable::Cell &cell) const
    {
        if (cell.kind == Kind::String) {
            if (m_days) {
                const auto days = daysOf(cell.text);
                return days ? (*days > *m_days) - (*days < *m_days) : 2;
            }
            const int compared = cell.text.compare(m_text);
            return (compared > 0) - (compared < 0);
        }
        if (cell.kind == Kind::Boolean && !m_isNumber) {
            if (m_text != "true" && m_text != "false") return 2;
            return static_cast<int>(cell.number) - (m_text == "true" ? 1 : 0);
        }
        const bool number = cell.kind == Kind::Integer || cell.kind == Kind::Float || cell.kind == Kind::Boolean;
        if (!number || !m_isNumber || std::isnan(cell.number)) return 2;
        return (cell.number > m_number) - (cell.number < m_number);
    }

    bool compares(int order) const
    {
        if (order == 2) return false;
        switch (m_filter.test) {
        case Test::Equal:
            return order == 0;
        case Test::Less:
            return order < 0;
        case Test::LessEqual:
            return order <= 0;
        case Test::Greater:
            return order > 0;
        default:
            return order >= 0;
        }
    }

    const TableData &m_table;
    const RowFilter &m_filter;
    std::string m_text;
    QString m_folded;
    double m_number = 0;
    bool m_isNumber = false;
    std::optional<double> m_days;
    std::vector<ResultTable::Reader> m_readers;
};

std::vector<quint32> keptRows(const TableData &table, const QList<RowFilter> &filters, Progress &progress)
{
    const auto count = static_cast<size_t>(table.rowCount());
    std::vector<quint32> rows;
    if (filters.isEmpty()) {
        rows.resize(count);
        std::iota(rows.begin(), rows.end(), 0U);
        return rows;
    }
    std::vector<std::unique_ptr<Question>> questions;
    for (const RowFilter &filter : filters) questions.push_back(std::make_unique<Question>(table, filter));
    for (size_t row = 0; row < count; ++row) {
        if (row % 1024 == 0) {
            if (progress.isCancelled()) return {};
            progress.setShare(0.5 * static_cast<double>(row) / static_cast<double>(count));
        }
        const auto keeps = [row](const auto &question) { return question->keeps(static_cast<qsizetype>(row)); };
        if (std::ranges::all_of(questions, keeps)) rows.push_back(static_cast<quint32>(row));
    }
    return rows;
}

// ---- sorting ------------------------------------------------------------------------------------------------------

enum class Rank : quint8 { Number, Text, Other, Missing };

/// A row and what it is sorted by: a number with its bits turned so that they order as unsigned ones, or the first
/// eight bytes of a text.
struct Keyed {
    quint64 key;
    quint32 row;
    Rank rank;
};

quint64 orderedBits(double number)
{
    const auto bits = std::bit_cast<quint64>(number == 0 ? 0.0 : number);
    return bits >> 63 ? ~bits : bits | (quint64(1) << 63);
}

quint64 prefixOf(std::string_view text)
{
    quint64 key = 0;
    for (size_t i = 0; i < 8; ++i) key = key << 8 | (i < text.size() ? static_cast<uchar>(text[i]) : 0);
    return key;
}

Keyed keyOf(const TableData &table, int column, const ResultTable::Cell &cell, quint32 row)
{
    switch (cell.kind) {
    case Kind::Null:
    case Kind::Invalid:
        return {0, row, Rank::Missing};
    case Kind::Integer:
    case Kind::Float:
    case Kind::Boolean:
        return {std::isnan(cell.number) ? ~quint64(0) : orderedBits(cell.number), row, Rank::Number};
    case Kind::String:
        // Dates of different zones or precision order by time, not by letters.
        if (table.columns()[column].type == ColumnType::Date && cell.text.size() > 10)
            if (const auto days = daysOf(cell.text)) return {orderedBits(*days), row, Rank::Number};
        return {prefixOf(cell.text), row, Rank::Text};
    default:
        return {orderedBits(cell.number), row, Rank::Other};
    }
}

class Sorter
{
public:
    Sorter(const TableData &table, const SortKey &sort, Progress &progress)
        : m_reader(table.table(), sort.column)
        , m_down(sort.order == Qt::DescendingOrder)
        , m_progress(progress)
    {
    }

    // Pieces are sorted, then merged two by two.
    bool sort(std::vector<Keyed> &keys)
    {
        const auto less = [this](const Keyed &a, const Keyed &b) { return isBefore(a, b); };
        const size_t count = keys.size();
        for (size_t at = 0; at < count; at += kPiece) {
            if (m_progress.isCancelled()) return false;
            std::stable_sort(keys.begin() + at, keys.begin() + std::min(count, at + kPiece), less);
            m_progress.setShare(0.6 + 0.2 * static_cast<double>(at) / static_cast<double>(count));
        }
        std::vector<Keyed> other(count);
        for (size_t width = kPiece; width < count; width *= 2) {
            for (size_t at = 0; at < count; at += 2 * width)
                if (!merge(keys, other, at, std::min(count, at + width), std::min(count, at + 2 * width))) return false;
            keys.swap(other);
        }
        return true;
    }

private:
    bool isBefore(const Keyed &a, const Keyed &b)
    {
        if (a.rank != b.rank)
            return a.rank == Rank::Missing || b.rank == Rank::Missing || !m_down ? a.rank < b.rank : a.rank > b.rank;
        if (a.key != b.key) return m_down ? a.key > b.key : a.key < b.key;
        if (a.rank != Rank::Text) return false;
        const std::string_view left = m_reader.at(a.row).text, right = m_reader.at(b.row).text;
        return m_down ? left > right : left < right;
    }

    bool merge(const std::vector<Keyed> &from, std::vector<Keyed> &to, size_t begin, size_t middle, size_t end)
    {
        size_t left = begin, right = middle;
        for (size_t at = begin; at < end; ++at) {
            if (at % kPiece == 0 && m_progress.isCancelled()) return false;
            const bool takesRight = left == middle || (right < end && isBefore(from[right], from[left]));
            to[at] = from[takesRight ? right++ : left++];
        }
        return true;
    }

    ResultTable::Reader m_reader;
    bool m_down;
    Progress &m_progress;
};

void sortRows(const TableData &table, const SortKey &sort, std::vector<quint32> &rows, Progress &progress)
{
    ResultTable::Reader reader(table.table(), sort.column);
    std::vector<Keyed> keys;
    keys.reserve(rows.size());
    for (const quint32 row : rows) {
        if (keys.size() % kPiece == 0) {
            if (progress.isCancelled()) return;
            progress.setShare(0.5 + 0.1 * static_cast<double>(keys.size()) / static_cast<double>(rows.size()));
        }
        keys.push_back(keyOf(table, sort.column, reader.at(row), row));
    }
    if (!Sorter(table, sort, progress).sort(keys)) return;
    std::ranges::transform(keys, rows.begin(), &Keyed::row);
}

} // namespace

RowOrder orderRows(const TablePtr &table, const QList<RowFilter> &filters, const SortKey &sort, Progress &progress)
{
    QElapsedTimer timer;
    timer.start();
    RowOrder order;
    const bool sorts = sort.column >= 0 && sort.column < table->columnCount();
    if (filters.isEmpty() && !sorts) return order;
    order.isWhole = false;
    order.rows = keptRows(*table, filters, progress);
    if (sorts) sortRows(*table, sort, order.rows, progress);
    order.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    return order;
}

} // namespace latchkey::tables
