// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table as the views show it: the frozen rows, the type of each column as a sample of it shows, and the words for
// cells. Immutable and shared; workers and views read it at the same time.
#pragma once

#include "engine/runs/result_table.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace latchkey::tables {

enum class ColumnType : quint8 { Empty, Integer, Float, Boolean, String, Date, Container, Mixed };

/// The word for a type in headers: "float".
QString typeWord(ColumnType type);
/// Whether its cells are numbers: right-aligned, with mean and distribution.
inline bool isNumeric(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Float;
}

/// "2026-06-18", with or without a time behind it, as days since 1970; nothing for any other text.
std::optional<double> daysOf(std::string_view text);
/// Days since 1970 as a date, and the time when there is one.
QString dateText(double days);

struct Column {
    QString name;
    ColumnType type = ColumnType::Empty;
};

class TableData
{
public:
    explicit TableData(runs::ResultTable table);

    const runs::ResultTable &table() const { return m_table; }
    qsizetype rowCount() const { return m_table.rowCount(); }
    const QList<Column> &columns() const { return m_columns; }
    int columnCount() const { return static_cast<int>(m_columns.size()); }
    int columnNamed(const QString &name) const;

    /// One line for a cell as the language writes it, unsafe characters made visible; empty when absent.
    QString cellText(qsizetype row, int column, int maxCharacters = 200) const;
    /// The number a cell stands for in charts and statistics: numbers, dates as days; nan for the rest.
    double number(const runs::ResultTable::Cell &cell, int column) const;
    /// An expression for the cell, after that of the list: `result[3].name`.
    QString path(const QString &list, qsizetype row, int column) const;

private:
    ColumnType typeOf(int column) const;

    runs::ResultTable m_table;
    QList<Column> m_columns;
};

using TablePtr = std::shared_ptr<const TableData>;

/// The table that `value` is, null when it is none.
TablePtr tableOf(const runs::ResultValue &value, const QStringList &columns = {},
                 runs::ResultTable::Accept accept = runs::ResultTable::Accept::Records);

/// `parent` with one more step: `.name`, `["odd name"]` or `[3]`.
QString stepPath(const QString &parent, const QString &key, bool isArray);

} // namespace latchkey::tables
