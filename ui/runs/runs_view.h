// SPDX-License-Identifier: GPL-3.0-or-later
//
// The view of the Runs pane: paints each run as one row of aligned columns and, when opened, the lines below it. The
// buttons in the rows are painted; the same commands are actions of the view, so keys and the context menu reach them:
// Return shows the run, Delete stops it, Space pauses or goes on, Shift+Return runs it again, Right opens the row. On
// the line of a task Delete cancels that task. One timer moves the elapsed times and rests when nothing moves; the
// first row that runs has the spinner.
#pragma once

#include "ui/runs/run_row.h"
#include "ui/runs/runs_model.h"

#include <QTimer>
#include <QTreeView>

class QAction;

namespace latchkey::runs {

class RunsView : public QTreeView
{
    Q_OBJECT

public:
    explicit RunsView(RunsModel *model, QWidget *parent = nullptr);

    /// Whether ended runs offer to be compared.
    void setCanCompare(bool can);
    bool canCompare() const { return m_canCompare; }

    quint64 currentRun() const;
    void selectRun(quint64 run);
    /// The button painted at `point` of the viewport, and its run.
    std::pair<quint64, RunButton> buttonAt(const QPoint &point) const;
    /// The task on whose line `point` is; 0: none.
    quint32 taskAt(const QPoint &point) const { return m_model->taskAt(indexAt(point)); }
    /// Presses a button of a run, as a click on it does.
    void press(quint64 run, RunButton button);

    /// How far the spinner of `run` is turned; 0 for every run that does not have it.
    int spinnerDegrees(quint64 run) const;
    quint64 spinningRun() const { return m_spinning; }
    /// Whether bar and number are part of the detail text, for want of room.
    bool isFolded() const;
    /// The columns of a row, and the places of its buttons.
    widgets::RunRowLayout columnsOf(const QRect &row) const;
    QList<QRect> buttonRects(const QRect &row, qsizetype count) const;
    QPoint pointer() const { return m_pointer; }
    bool isPressed() const { return m_pressed.second != RunButton::None; }

signals:
    void stopRequested(quint64 run);
    void pauseRequested(quint64 run); ///< pause, or go on when it is paused
    void rerunRequested(quint64 run);
    void compareRequested(quint64 run);
    void activated(quint64 run);
    void leaveBehindRequested(quint64 run);
    void raiseRequested(quint64 run); ///< run again with a higher limit
    void removeRequested(quint64 run);
    void cancelTaskRequested(quint64 run, quint32 task);
    void tellsEndRequested(quint64 run, bool tells);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void makeActions();
    void addCommand(const QString &text, const QKeySequence &key, std::initializer_list<RunButton> buttons);
    void updateCommands();
    void updateTimers();
    void tick();
    void cancelCurrentTask();

    struct Command {
        QAction *action;
        QList<RunButton> buttons;
    };

    RunsModel *m_model;
    QTimer m_clock;
    QList<Command> m_commands;
    QAction *m_tellsEnd = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_cancelTask = nullptr;
    QPoint m_pointer{-1, -1};
    std::pair<quint64, RunButton> m_pressed{0, RunButton::None};
    quint32 m_pressedTask = 0;
    quint64 m_spinning = 0;
    bool m_canCompare = false;
};

} // namespace latchkey::runs
