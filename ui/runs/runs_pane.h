// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Runs pane: the model and view of all runs of the window, fed by a RunList, with what is said when there are none.
#pragma once

#include "ui/runs/runs_model.h"
#include "ui/runs/runs_view.h"

#include <QPointer>
#include <QWidget>

namespace latchkey::runs {

class RunList;

class RunsPane : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPane(QWidget *parent = nullptr);

    /// Shows the runs of `list` and sends it what the rows are asked for. Rerun, compare and show are the window's.
    void follow(RunList *list);

    RunsModel *model() const { return m_model; }
    RunsView *view() const { return m_view; }

signals:
    void stopRequested(quint64 run);
    void pauseRequested(quint64 run);
    void rerunRequested(quint64 run);
    void compareRequested(quint64 run);
    void raiseRequested(quint64 run); ///< run again with a higher limit
    void activated(quint64 run);
    void countChanged(int live); ///< for the badge of the tab

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateEmpty();

    RunsModel *m_model;
    RunsView *m_view;
    QPointer<RunList> m_list;
    int m_live = -1;
};

} // namespace latchkey::runs
