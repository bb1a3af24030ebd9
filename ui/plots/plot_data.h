// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a chart shows, without any widget: which columns of a table in which kind of chart (`PlotSpec`, suggested from
// the types of the columns, or as a script asked), and the points a worker reads from them (`PlotData`). Points stay
// whole; `thinned` gives what is worth drawing of a part of them: of each step the first, least, greatest and last, so
// that no peak is lost.
#pragma once

#include "ui/tables/column_statistics.h"

#include <QJsonObject>

#include <vector>

namespace latchkey::plots {

using tables::TablePtr;

enum class PlotKind : quint8 { Line, Bar, Scatter, Histogram };

struct PlotSpec {
    static constexpr int kMostSeries = 6;

    PlotKind kind = PlotKind::Line;
    int x = -1;   ///< column; -1: the number of the row
    QList<int> y; ///< columns, one series each
    QString title = {}, xLabel = {}, yLabel = {};
    bool logX = false, logY = false;
    friend bool operator==(const PlotSpec &, const PlotSpec &) = default;
};

/// The chart that fits the columns; no series when none has numbers.
PlotSpec suggestedPlot(const TablePtr &table);
/// The one a script asked for with the options of show.plot.
PlotSpec requestedPlot(const TablePtr &table, const QJsonObject &options);
/// Whether a column can be a series, or the horizontal axis.
bool canPlot(const TablePtr &table, int column);

struct Series {
    QString name;
    std::vector<double> x, y; ///< of a histogram: middle of the bar and its count
    std::vector<double> gaps; ///< places where the value is no finite number: a line is broken there
    tables::ColumnStatistics statistics;
};

struct PlotData {
    PlotSpec spec;
    std::vector<Series> series;
    QStringList categories; ///< names along the horizontal axis, when it has no numbers
    bool xIsDate = false;   ///< x in seconds since 1970
    bool xIsSorted = true;  ///< so that a part of it can be found quickly
    double barWidth = 1;
    qsizetype points = 0; ///< of all series
    qsizetype odd = 0;    ///< values that can not be drawn: nan, inf
};
using PlotPtr = std::shared_ptr<const PlotData>;

/// Reads the points; on a worker. Rows without a number are left out; nan and inf break a line.
PlotPtr readPlot(const TablePtr &table, const PlotSpec &spec, tables::Progress &progress);

/// More points than these are thinned before they are drawn.
inline constexpr qsizetype kMostDrawn = 20'000;

struct Points {
    std::vector<double> x, y;
};
/// What to draw of the points between `from` and `to` in `steps` steps; all of them when there are few.
Points thinned(const Series &series, double from, double to, int steps);
/// The same points with a nan at each gap between them, where a line is to be broken. Both are in order.
Points broken(const Points &points, const std::vector<double> &gaps);

} // namespace latchkey::plots
