// SPDX-License-Identifier: GPL-3.0-or-later
//
// Conditions on the rows of a table as people write them: `value > 60`, `note contains door`, `note is null`. Text
// without an operator is looked for in every column. `parseFilter` makes one from text; `keepsRow` lives in
// row_order.cpp, where a worker asks all of them for each row.
#pragma once

#include "ui/tables/table_data.h"

#include <expected>

namespace latchkey::tables {

struct RowFilter {
    enum class Test : quint8 {
        Contains,
        StartsWith,
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        IsNull,
        IsNotNull
    };
    int column = -1;   ///< -1: any
    QString name = {}; ///< of the column, to find it again in another table
    Test test = Test::Contains;
    QString operand = {};

    /// "value > 60".
    [[nodiscard]] QString text() const;
    friend bool operator==(const RowFilter &, const RowFilter &) = default;
};

/// The condition that `text` is; else a sentence that says what does not fit.
std::expected<RowFilter, QString> parseFilter(const QString &text, const TableData &table);

} // namespace latchkey::tables
