// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the cells of a column amount to: counts, range, mean and the shape of their distribution. Computed once by a
// worker for each column and shown in the header's strip, in the header's menu and below charts.
#pragma once

#include "ui/tables/table_data.h"
#include "ui/tables/work.h"

namespace latchkey::tables {

struct ColumnStatistics {
    static constexpr int kBars = 12;
    /// Different values are counted up to here.
    static constexpr qsizetype kMostDifferent = 100'000;

    qsizetype count = 0; ///< cells that hold something
    qsizetype nulls = 0; ///< null or absent
    qsizetype different = 0;
    bool moreDifferent = false; ///< at least `different`
    bool hasNumbers = false;    ///< the rest holds: numbers, booleans, dates as days
    double least = 0, greatest = 0, mean = 0, median = 0, deviation = 0;
    QList<double> bars; ///< heights 0 to 1 of equal steps from least to greatest; empty: nothing to draw

    /// The line under the bars: "61.2 · 118.64 · 306.0", "40 different", "409 null".
    [[nodiscard]] QString line(ColumnType type) const;
};

ColumnStatistics statisticsOf(const TablePtr &table, int column, Progress &progress);

/// A figure of the program's own for people, as their language writes it: whole numbers with all digits, others with
/// about five that count. A script's values are shown as the script's language writes them instead.
QString numberText(double number);

} // namespace latchkey::tables
