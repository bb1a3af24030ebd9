// SPDX-License-Identifier: GPL-3.0-or-later
//
// The panes that look at results, as one: Result decides what is shown, Table, Plot and Raw follow it. The window asks
// for the panes, puts them into its docks and brings the one that fits a new subject to the front when it is told to.
#pragma once

#include "ui/results/result_board.h"
#include "ui/tables/table_pane.h"

#include <QList>
#include <QObject>

namespace latchkey::plots {
class PlotPane;
}

namespace latchkey::results {

class RawPane;
class ResultPane;
class VariablesPane;

class ResultGroup : public QObject
{
    Q_OBJECT

public:
    struct Member {
        QString id; ///< "result", "variables", "table", "plot", "raw"
        QString title;
        QWidget *pane = nullptr;
    };

    explicit ResultGroup(QObject *parent = nullptr);

    /// In the order of their tabs; the window owns them once it has taken them.
    const QList<Member> &members() const { return m_members; }
    ResultPane *result() const { return m_result; }
    VariablesPane *variables() const { return m_variables; }
    tables::TablePane *table() const { return m_table; }
    plots::PlotPane *plot() const { return m_plot; }
    RawPane *raw() const { return m_raw; }
    ResultBoard *board() const { return m_board; }

    void follow(runs::RunList *list);
    void setFileAsker(const tables::FileAsker &asker);
    /// Whether `id` is a pane that may give way to another of the group when something new is shown.
    static bool givesWay(const QString &id);

signals:
    /// The pane that fits what is shown now; once for each subject.
    void frontWanted(const QString &id);
    void said(const QString &sentence);
    void failed(const QString &sentence);

private:
    void show();
    void showTable(const tables::TablePtr &table, const QString &path);
    tables::TablePtr tableOfSubject(const Subject &subject, const runs::ResultValue &value) const;
    void showChart(const tables::TablePtr &table);
    void chooseChart(int index);
    void front(bool isTable);

    QList<Member> m_members;
    ResultPane *m_result;
    VariablesPane *m_variables;
    tables::TablePane *m_table;
    plots::PlotPane *m_plot;
    RawPane *m_raw;
    ResultBoard *m_board;
    tables::Work m_converting;
    QList<Subject> m_charts; ///< what can be drawn: what the script drew, then the value that is shown
    QString m_wantedChart;   ///< name of the one the user chose; empty: the newest that the script drew
    Subject m_fronted;       ///< the subject whose pane was last brought to the front
};

} // namespace latchkey::results
