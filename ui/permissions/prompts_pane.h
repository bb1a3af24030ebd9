// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Prompts pane: a row for every question that waits, and the chosen one (the oldest, unless another row is
// selected) as the same bar that stands in the editor. Ten thousand questions are ten thousand rows and one bar.
#pragma once

#include "ui/permissions/prompts_model.h"

#include <QListView>
#include <QPointer>
#include <QWidget>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::permissions {

class PermissionBar;
class PreflightBar;

class PromptsPane : public QWidget
{
    Q_OBJECT

public:
    explicit PromptsPane(QWidget *parent = nullptr);

    /// Shows the questions of all runs of `list` and sends it the answers.
    void follow(runs::RunList *list);

    PromptsModel *model() const { return m_model; }
    PermissionBar *bar() const { return m_bar; }
    /// Takes the bar's place for a question that was asked before the run began.
    PreflightBar *preflight() const { return m_preflight; }
    QListView *view() const { return m_view; }

    /// Puts the focus on the oldest question; false when none waits.
    bool focusOldest();

signals:
    void answeredBeforehand(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer,
                            const QList<int> &wishes);
    void answered(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer, const QString &pattern);
    void escaped();
    void placeActivated(const QString &file, int line, int column);
    void countChanged(int count); ///< for the badge of the tab

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showCurrent();
    void showPrompt(const Prompt &prompt);
    void put(quint64 run, quint64 lead);

    PromptsModel *m_model;
    QListView *m_view;
    PermissionBar *m_bar;
    PreflightBar *m_preflight;
    QPointer<runs::RunList> m_list;
};

} // namespace latchkey::permissions
