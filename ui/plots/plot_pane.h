// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Plot pane: a bar with the kind of chart, what lies along the axis and the series (two clicks each), and the
// export; the chart; what is drawn in one line; and the figures of the series as a table, which is the chart's form
// for those who do not see it.
#pragma once

#include "ui/plots/plot_data.h"
#include "ui/plots/statistics_model.h"
#include "ui/tables/table_pane.h"

#include <QJsonObject>
#include <QLabel>
#include <QTableView>
#include <QWidget>

namespace latchkey::plots {

enum class PlotFile : quint8;
class PlotView;

class PlotPane : public QWidget
{
    Q_OBJECT

public:
    explicit PlotPane(QWidget *parent = nullptr);

    /// Shows a chart of the table; null says that there is none. What the user chose stays for a table with the same
    /// columns. `options` are those of show.plot, empty for any other table.
    void setTable(const TablePtr &table, const QJsonObject &options = {});
    /// What else there is to draw, by name; with fewer than two nothing is offered.
    void setChoices(const QStringList &names, int current);
    void setFileAsker(const tables::FileAsker &asker) { m_askFile = asker; }

    const PlotSpec &spec() const { return m_spec; }
    PlotView *view() const { return m_view; }
    QString noteText() const { return m_note->text(); }
    bool isReading() const { return m_reading.isRunning(); }

public slots:
    void setKind(latchkey::plots::PlotKind kind);
    void setX(int column);
    /// Adds a series, or takes it away.
    void toggleSeries(int column);
    void exportPlot(latchkey::plots::PlotFile file);

signals:
    void said(const QString &sentence);
    void failed(const QString &sentence);
    void choiceMade(int index); ///< of setChoices
    void read();                ///< the chart shows what was wanted

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeFigures();
    void fillMenus();
    void showSpec();
    void showKind();
    void wish(const PlotSpec &spec);
    void readPoints(bool grows);
    void showPlot(const PlotPtr &plot, bool keepRange);

    TablePtr m_table;
    QJsonObject m_options; ///< of the one that is shown
    PlotSpec m_spec;
    bool m_stale = false; ///< points of what is wanted are not read yet
    QWidget *m_bar = nullptr;
    widgets::SmallButton *m_choice = nullptr;
    widgets::SmallButton *m_kind = nullptr;
    widgets::SmallButton *m_x = nullptr;
    widgets::SmallButton *m_y = nullptr;
    widgets::SmallButton *m_export = nullptr;
    PlotView *m_view;
    QLabel *m_note;
    QTableView *m_figures = nullptr;
    StatisticsModel *m_statistics;
    widgets::EmptyState *m_empty;
    tables::FileAsker m_askFile;
    tables::Work m_reading;
    tables::Work m_writing;
};

} // namespace latchkey::plots
