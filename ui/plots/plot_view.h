// SPDX-License-Identifier: GPL-3.0-or-later
//
// The drawing of a chart: axes, grid, series and their labels in the colours of the look, repainted when that changes.
// The wheel or + and - zoom, dragging or the arrows move, Home or a double click shows all again. Large series are
// thinned for the part that is seen, anew after each zoom.
#pragma once

#include "ui/plots/custom_plot.h"
#include "ui/plots/plot_data.h"

namespace latchkey::plots {

class PlotView : public QCustomPlot
{
    Q_OBJECT

public:
    explicit PlotView(QWidget *parent = nullptr);

    /// Shows a chart; null an empty one. `keepRange`: what is seen stays.
    void setPlot(const PlotPtr &plot, bool keepRange = false);
    const PlotPtr &plot() const { return m_plot; }
    /// Points that are drawn now.
    qsizetype drawnPoints() const { return m_drawn; }
    /// Whether all is seen; not once the user has zoomed or moved.
    bool isWhole() const { return m_whole; }
    /// "412 points, all drawn".
    QString note() const;

    /// The look of a series: the first two have a colour each, from the third on a dash pattern too.
    static QPen penOf(int series);

public slots:
    void showAll();
    void zoom(double factor);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void applyLook();
    void makeAxes();
    void makeSeries();
    void fillLines();
    void addBars(int index);
    void addLabels();

    PlotPtr m_plot;
    QList<QCPGraph *> m_lines;
    qsizetype m_drawn = 0;
    bool m_whole = true;
};

} // namespace latchkey::plots
