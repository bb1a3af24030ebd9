// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Variables pane: the variables of the front run as they were when it was paused or ended, however it ended. They
// are frozen and were handed over once; nothing here asks the run or waits for it. While a run goes on the pane says
// how to look at its values.
#pragma once

#include "ui/output/rich_line.h"
#include "ui/results/result_model.h"
#include "ui/results/result_view.h"
#include "ui/runs/run_entry.h"

#include "engine/runs/variables.h"

#include <QPointer>
#include <QSet>
#include <QWidget>

namespace latchkey::runs {
class RunList;
}
namespace latchkey::widgets {
class EmptyState;
}

namespace latchkey::results {

class VariablesPane : public QWidget
{
    Q_OBJECT

public:
    explicit VariablesPane(QWidget *parent = nullptr);

    /// Shows the variables of the front run of `list`.
    void follow(runs::RunList *list);
    /// Shows those of a run; null: there are none to see now.
    void show(const runs::RunEntry &entry, const std::shared_ptr<const runs::RunVariables> &variables);

    ResultModel *model() const { return m_model; }
    ResultView *view() const { return m_view; }
    quint64 run() const { return m_entry.id; }
    QString headText() const { return m_head->line().plainText(); }
    QString emptyText() const { return m_emptyText; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void update(quint64 run);
    void showHead(const runs::RunVariables &variables);
    void showEmpty();
    void noteOpen();
    void reopen();
    void reopenBelow(const QModelIndex &parent, const QString &path);

    QPointer<runs::RunList> m_list;
    runs::RunEntry m_entry;
    ResultModel *m_model;
    ResultView *m_view;
    output::RichLabel *m_head;
    widgets::EmptyState *m_empty;
    QString m_emptyText;
    // What was open of the last values, so that a step, a pause or another run of the file looks the same. By the keys
    // that lead there.
    struct Opened {
        QString file;
        QSet<QString> open;
        QSet<QString> seen; ///< first level: what is new there may open by itself
        QString current;
        int scrolled = 0;
    };
    Opened m_opened;
    bool m_isShown = false; ///< what `m_entry` has in this state is in the tree
};

} // namespace latchkey::results
