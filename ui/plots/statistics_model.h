// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of a chart's series as a table: what the chart says to those who do not see it.
#pragma once

#include "ui/plots/plot_data.h"

#include <QAbstractTableModel>

namespace latchkey::plots {

class StatisticsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setPlot(const PlotPtr &plot);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PlotPtr m_plot;
};

} // namespace latchkey::plots
