// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Result pane: a line that says whose value this is, the tree, and a foot with the path of the chosen node. The
// pane is bound to a run; an ended run's late answer never replaces the value of a newer one.
#pragma once

#include "ui/output/rich_line.h"
#include "ui/results/result_model.h"
#include "ui/results/result_view.h"
#include "ui/runs/run_entry.h"

#include <QPointer>
#include <QWidget>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::widgets {
class EmptyState;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::results {

class ResultPane : public QWidget
{
    Q_OBJECT

public:
    explicit ResultPane(QWidget *parent = nullptr);

    /// Shows the result of the front run of `list`.
    void follow(runs::RunList *list);
    /// Shows a value of a run that is over; null when it set none.
    void showResult(const runs::RunEntry &entry, const ValuePtr &value);

    ResultModel *model() const { return m_model; }
    ResultView *view() const { return m_view; }
    quint64 run() const { return m_run; }
    QString headText() const { return m_head->line().plainText(); }
    QString pathText() const;

signals:
    /// The script set no `result`: the user wants the line inserted.
    void insertResultRequested(const QString &file);
    void valueChanged(const latchkey::results::ValuePtr &value); ///< for Raw, Table and Plot

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showRun(quint64 run);
    void showPath();
    void say(const QString &fact, const QString &hint, bool canInsert);

    QPointer<runs::RunList> m_list;
    ResultModel *m_model;
    ResultView *m_view;
    output::RichLabel *m_head;
    QWidget *m_foot;
    output::RichLabel *m_path;
    widgets::SmallButton *m_insert;
    widgets::EmptyState *m_empty;
    QString m_file;
    quint64 m_run = 0;
};

} // namespace latchkey::results
