// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which rows of a table are shown, and in which order. Works on a worker thread, in pieces between which it looks
// whether it was cancelled; ten million numbers take a few seconds and 320 MB while it lasts.
#pragma once

#include "ui/tables/row_filter.h"
#include "ui/tables/work.h"

#include <vector>

namespace latchkey::tables {

struct SortKey {
    int column = -1; ///< -1: the order of the list
    Qt::SortOrder order = Qt::AscendingOrder;
    friend bool operator==(const SortKey &, const SortKey &) = default;
};

struct RowOrder {
    bool isWhole = true;       ///< all rows as they lie; `rows` is empty then
    std::vector<quint32> rows; ///< numbers of the rows to show
    double seconds = 0;        ///< what it took
};

/// Numbers and booleans come first, then text, then the rest by size; missing values and nulls are last in both
/// directions. Equal rows keep their order. What a cancelled call returns is of no use.
RowOrder orderRows(const TablePtr &table, const QList<RowFilter> &filters, const SortKey &sort, Progress &progress);

} // namespace latchkey::tables
