// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/statistics_model.h"

#include "ui/output/visible_text.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace latchkey::plots {

using tables::ColumnStatistics;
using tables::numberText;

namespace {

struct Figure {
    const char *name;
    QString (*text)(const ColumnStatistics &);
};

QString whole(qsizetype count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

const Figure kFigures[] = {
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Count"),
     [](const ColumnStatistics &s) { return whole(s.count); }},
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Null"),
     [](const ColumnStatistics &s) { return whole(s.nulls); }},
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Minimum"),
     [](const ColumnStatistics &s) { return numberText(s.least); }},
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Median"),
     [](const ColumnStatistics &s) { return numberText(s.median); }},
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Mean"),
     [](const ColumnStatistics &s) { return numberText(s.mean); }},
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Maximum"),
     [](const ColumnStatistics &s) { return numberText(s.greatest); }},
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Std. deviation"),
     [](const ColumnStatistics &s) { return numberText(s.deviation); }},
    {QT_TRANSLATE_NOOP("latchkey::plots::StatisticsModel", "Different"),
     [](const ColumnStatistics &s) { return (s.moreDifferent ? u"> "_s : QString()) + whole(s.different); }},
};

} // namespace

void StatisticsModel::setPlot(const PlotPtr &plot)
{
    beginResetModel();
    m_plot = plot;
    endResetModel();
}

int StatisticsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_plot ? 0 : static_cast<int>(std::size(kFigures));
}

int StatisticsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_plot ? 0 : static_cast<int>(m_plot->series.size()) + 1;
}

QVariant StatisticsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_plot) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() > 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const Figure &figure = kFigures[index.row()];
    if (index.column() == 0) return tr(figure.name);
    return figure.text(m_plot->series[static_cast<size_t>(index.column() - 1)].statistics);
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_plot || orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section > 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || section >= columnCount()) return {};
    if (section == 0) return tr("Statistics");
    return output::middleCut(output::visibleText(m_plot->series[static_cast<size_t>(section - 1)].name), 30);
}

} // namespace latchkey::plots
