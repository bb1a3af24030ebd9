// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_data.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

using namespace Qt::StringLiterals;

namespace latchkey::plots {

using runs::ResultTable;
using tables::ColumnType;
using tables::Progress;

namespace {

constexpr double kDay = 86400;
constexpr qsizetype kPiece = 1 << 14;
/// Bars with names of their own; beyond these a chart of names can not be read.
constexpr qsizetype kMostCategories = 60;
constexpr int kMostBins = 60;
constexpr qsizetype kSample = 1000;

ColumnType typeOf(const TablePtr &table, int column)
{
    return table->columns()[column].type;
}

bool rises(const TablePtr &table, int column)
{
    ResultTable::Reader reader(table->table(), column);
    double last = -std::numeric_limits<double>::infinity();
    for (qsizetype row = 0; row < std::min(table->rowCount(), kSample); ++row) {
        const double number = table->number(reader.at(row), column);
        if (!(number > last)) return false;
        last = number;
    }
    return true;
}

void readSeries(const TablePtr &table, const PlotData &data, int column, Series &series, Progress &progress)
{
    ResultTable::Reader reader(table->table(), column);
    ResultTable::Reader places(table->table(), std::max(0, data.spec.x));
    const bool numbered = data.spec.x < 0 || !data.categories.isEmpty();
    for (qsizetype row = 0; row < table->rowCount(); ++row) {
        if (row % kPiece == 0 && progress.isCancelled()) return;
        const ResultTable::Cell cell = reader.at(row);
        const double y = table->number(cell, column);
        const double x = numbered ? static_cast<double>(row) : table->number(places.at(row), data.spec.x);
        if (!std::isfinite(x)) continue;
        if (!std::isfinite(y)) { // null and absent are no values, nan is one that is missing
            if (cell.kind == runs::ResultValue::Kind::Float) series.gaps.push_back(data.xIsDate ? x * kDay : x);
            continue;
        }
        series.x.push_back(data.xIsDate ? x * kDay : x);
        series.y.push_back(y);
    }
}

// A line goes from left to right, in whatever order the rows lie.
void sortByPlace(Series &series)
{
    std::ranges::sort(series.gaps);
    if (std::ranges::is_sorted(series.x)) return;
    std::vector<std::pair<double, double>> points;
    points.reserve(series.x.size());
    for (size_t i = 0; i < series.x.size(); ++i) points.emplace_back(series.x[i], series.y[i]);
    std::ranges::stable_sort(points, {}, &std::pair<double, double>::first);
    for (size_t i = 0; i < points.size(); ++i) std::tie(series.x[i], series.y[i]) = points[i];
}

void makeHistogram(PlotData &data)
{
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    for (const Series &series : data.series) {
        if (series.y.empty()) continue;
        least = std::min(least, std::ranges::min(series.y));
        greatest = std::max(greatest, std::ranges::max(series.y));
    }
    if (!(least <= greatest)) return;
    const double count = static_cast<double>(data.points) / static_cast<double>(data.series.size());
    const int bins = std::clamp(static_cast<int>(std::sqrt(count)), 1, kMostBins);
    const double width = greatest > least ? (greatest - least) / bins : 1;
    data.barWidth = width;
    for (Series &series : data.series) {
        std::vector<double> counts(static_cast<size_t>(bins)), middles;
        for (const double y : series.y)
            ++counts[static_cast<size_t>(std::clamp(static_cast<int>((y - least) / width), 0, bins - 1))];
        for (int bin = 0; bin < bins; ++bin) middles.push_back(least + (bin + 0.5) * width);
        series.x = std::move(middles);
        series.y = std::move(counts);
    }
}

QStringList categoriesOf(const TablePtr &table, int column)
{
    QStringList names;
    for (qsizetype row = 0; row < std::min(table->rowCount(), kMostCategories); ++row) {
        const runs::ResultValue cell = table->table().cell(row, column);
        names.append(cell.isValid() ? cell.text(40) : QString());
    }
    return names;
}

} // namespace

bool canPlot(const TablePtr &table, int column)
{
    return column >= 0 && column < table->columnCount() &&
           (tables::isNumeric(typeOf(table, column)) || typeOf(table, column) == ColumnType::Date);
}

PlotSpec suggestedPlot(const TablePtr &table)
{
    PlotSpec spec;
    if (!table) return spec;
    QList<int> numbers, dates, names;
    for (int i = 0; i < table->columnCount(); ++i) {
        if (tables::isNumeric(typeOf(table, i))) numbers.append(i);
        else if (typeOf(table, i) == ColumnType::Date) dates.append(i);
        else if (typeOf(table, i) == ColumnType::String) names.append(i);
    }
    if (numbers.isEmpty()) return spec;
    const auto firstTwo = [](const QList<int> &columns) {
        return columns.first(std::min<qsizetype>(2, columns.size()));
    };
    if (!dates.isEmpty()) {
        spec.x = dates.first();
        spec.y = firstTwo(numbers);
    } else if (numbers.size() > 1 && rises(table, numbers.first())) {
        spec.x = numbers.first();
        spec.y = firstTwo(numbers.sliced(1));
    } else if (!names.isEmpty() && table->rowCount() <= kMostCategories) {
        spec.kind = PlotKind::Bar;
        spec.x = names.first();
        spec.y = firstTwo(numbers);
    } else if (numbers.size() > 1) {
        spec.kind = PlotKind::Scatter;
        spec.x = numbers[0];
        spec.y = {numbers[1]};
    } else {
        // Numbers that come in an order of their own are a course; many values of one thing are a distribution.
        spec.kind = table->columnCount() == 1 ? PlotKind::Line : PlotKind::Histogram;
        spec.y = {numbers.first()};
    }
    return spec;
}

PlotSpec requestedPlot(const TablePtr &table, const QJsonObject &options)
{
    PlotSpec spec = suggestedPlot(table);
    if (!table) return spec;
    const int x = table->columnNamed(options[u"x"_s].toString());
    QList<int> y;
    const auto addColumn = [&](const QJsonValue &name) {
        if (const int column = table->columnNamed(name.toString()); column >= 0 && !y.contains(column))
            y.append(column);
    };
    for (const QString &key : {u"y"_s, u"series"_s}) {
        if (options[key].isString()) addColumn(options[key]);
        for (const QJsonValue &name : options[key].toArray()) addColumn(name);
    }
    const bool pairs = table->table().rowsAreLists() && table->columnCount() == 2;
    const QString kind = options[u"kind"_s].toString();
    if (x >= 0 || !y.isEmpty() || pairs || !kind.isEmpty()) spec.kind = PlotKind::Line;
    if (kind == "bar"_L1) spec.kind = PlotKind::Bar;
    if (kind == "scatter"_L1) spec.kind = PlotKind::Scatter;
    if (kind == "hist"_L1) spec.kind = PlotKind::Histogram;
    if (x >= 0) spec.x = x;
    else if (pairs) spec.x = 0;
    if (!y.isEmpty()) {
        spec.y = y;
        // Along the days, when there are any; else row by row.
        const bool days = spec.x >= 0 && typeOf(table, spec.x) == ColumnType::Date;
        if (x < 0 && !days) spec.x = -1;
    } else if (pairs) {
        spec.y = {1};
    }
    spec.y.removeAll(spec.x);
    if (spec.y.size() > PlotSpec::kMostSeries) spec.y.resize(PlotSpec::kMostSeries);
    spec.title = options[u"title"_s].toString();
    spec.xLabel = options[u"x_label"_s].toString();
    spec.yLabel = options[u"y_label"_s].toString();
    spec.logX = options[u"log_x"_s].toBool();
    spec.logY = options[u"log_y"_s].toBool();
    return spec;
}

PlotPtr readPlot(const TablePtr &table, const PlotSpec &spec, Progress &progress)
{
    auto data = std::make_shared<PlotData>();
    data->spec = spec;
    if (spec.kind == PlotKind::Histogram) data->spec.x = -1;
    else if (spec.x >= 0 && !canPlot(table, spec.x)) data->categories = categoriesOf(table, spec.x);
    data->xIsDate = data->spec.x >= 0 && typeOf(table, data->spec.x) == ColumnType::Date;
    for (const int column : spec.y) {
        Series series;
        series.name = table->columns()[column].name;
        series.statistics = tables::statisticsOf(table, column, progress);
        readSeries(table, *data, column, series, progress);
        if (progress.isCancelled()) return {};
        if (spec.kind == PlotKind::Line) sortByPlace(series);
        data->xIsSorted = data->xIsSorted && std::ranges::is_sorted(series.x);
        data->points += static_cast<qsizetype>(series.x.size());
        data->odd += static_cast<qsizetype>(series.gaps.size());
        data->series.push_back(std::move(series));
    }
    if (spec.kind == PlotKind::Histogram) makeHistogram(*data);
    else if (!data->series.empty() && data->series.front().x.size() > 1 && data->categories.isEmpty()) {
        const std::vector<double> &x = data->series.front().x;
        const auto [least, greatest] = std::ranges::minmax(x);
        data->barWidth = (greatest - least) / static_cast<double>(x.size() - 1);
    }
    return data;
}

Points thinned(const Series &series, double from, double to, int steps)
{
    Points points;
    // One beyond each edge, so that lines run out of the picture.
    auto begin = static_cast<size_t>(std::ranges::lower_bound(series.x, from) - series.x.begin());
    auto end = static_cast<size_t>(std::ranges::upper_bound(series.x, to) - series.x.begin());
    begin -= begin > 0;
    end += end < series.x.size();
    const size_t count = end > begin ? end - begin : 0;
    if (static_cast<qsizetype>(count) <= kMostDrawn || steps < 1) {
        points.x.assign(series.x.begin() + begin, series.x.begin() + end);
        points.y.assign(series.y.begin() + begin, series.y.begin() + end);
        return points;
    }
    for (int step = 0; step < steps; ++step) {
        const size_t first = begin + count * static_cast<size_t>(step) / static_cast<size_t>(steps);
        const size_t last = begin + count * static_cast<size_t>(step + 1) / static_cast<size_t>(steps);
        if (first >= last) continue;
        const std::span piece(series.y.data() + first, last - first);
        const auto [least, greatest] = std::ranges::minmax_element(piece);
        size_t picks[] = {first, first + static_cast<size_t>(least - piece.begin()),
                          first + static_cast<size_t>(greatest - piece.begin()), last - 1};
        std::ranges::sort(picks);
        for (size_t i = 0; i < std::size(picks); ++i) {
            if (i > 0 && picks[i] == picks[i - 1]) continue;
            points.x.push_back(series.x[picks[i]]);
            points.y.push_back(series.y[picks[i]]);
        }
    }
    return points;
}

Points broken(const Points &points, const std::vector<double> &gaps)
{
    if (gaps.empty() || points.x.empty()) return points;
    Points result;
    auto gap = std::ranges::lower_bound(gaps, points.x.front());
    for (size_t i = 0; i < points.x.size(); ++i) {
        bool isBroken = false;
        for (; gap != gaps.end() && *gap < points.x[i]; ++gap) isBroken = true;
        if (isBroken && i > 0) {
            result.x.push_back(std::midpoint(points.x[i - 1], points.x[i]));
            result.y.push_back(std::numeric_limits<double>::quiet_NaN());
        }
        result.x.push_back(points.x[i]);
        result.y.push_back(points.y[i]);
    }
    return result;
}

} // namespace latchkey::plots
