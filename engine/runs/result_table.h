// SPDX-License-Identifier: GPL-3.0-or-later
// A list of records (objects or lists) seen as a table, straight over the frozen heap: rows are read where they lie,
// nothing is copied. Which columns there are is found by looking at a sample of the rows, so making one takes the same
// short time for ten million rows as for ten. A `Reader` walks one column at the speed of memory; each thread makes its
// own. Reading never changes the heap, so any number of threads may do it.
#pragma once

#include "engine/runs/result_value.h"

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::runs {

class ResultTable
{
public:
    /// Rows looked at to find the columns: the first of them, and as many spread over the rest.
    static constexpr qsizetype kSample = 1000;
    /// Columns beyond these are not shown; `hasMoreColumns` tells.
    static constexpr qsizetype kMostColumns = 1000;

    enum class Accept : quint8 {
        Records,  ///< only a list of objects or a list of lists, not empty
        Anything, ///< any list; scalars among the rows are cells of the column "value"
    };

    ResultTable() = default;
    /// `columns` names those to show, in that order (of rows that are lists: their headings); empty: all.
    static ResultTable of(const ResultValue &rows, const QStringList &columns = {}, Accept accept = Accept::Records);

    bool isValid() const { return m_rows.isValid(); }
    qsizetype rowCount() const { return m_count; }
    const QStringList &columns() const { return m_columns; }
    bool hasMoreColumns() const { return m_more; }
    const ResultValue &value() const { return m_rows; }
    ResultValue row(qsizetype row) const { return m_rows.child(row); }
    /// Invalid when the row has no such member.
    ResultValue cell(qsizetype row, qsizetype column) const;
    /// Whether rows are lists: columns are places then, and their names headings.
    bool rowsAreLists() const { return m_lists; }

    /// What a cell holds; `text` lives as long as the table.
    struct Cell {
        ResultValue::Kind kind = ResultValue::Kind::Invalid; ///< Invalid: absent
        double number = 0;                                   ///< of numbers and booleans; the size of containers
        std::string_view text = {};                          ///< of strings, UTF-8
    };

    class Reader
    {
    public:
        Reader(const ResultTable &table, qsizetype column);
        Cell at(qsizetype row);

    private:
        uint64_t bitsAt(qsizetype row);

        const ResultTable &m_table;
        qsizetype m_column;
        std::string m_key;
        const void *m_shape = nullptr; ///< of the last object; its slot is known
        uint32_t m_slot = 0;
    };

private:
    uint64_t cellBits(qsizetype row, qsizetype column, std::string_view key) const;
    void findColumns();

    ResultValue m_rows;
    QStringList m_columns;
    std::vector<std::string> m_keys; ///< the columns as the rows spell them
    qsizetype m_count = 0;
    bool m_lists = false;
    bool m_more = false;
};

} // namespace latchkey::runs
