// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of the history: a row for each run, painted whole. Return opens a run, Shift+Return runs it again, Delete
// asks to delete it; two selected runs can be compared. The same commands are in the context menu.
#pragma once

#include "ui/history/history_model.h"
#include "ui/widgets/row_view.h"

class QMenu;

namespace latchkey::history {

class HistoryView : public widgets::RowView
{
    Q_OBJECT

public:
    explicit HistoryView(HistoryModel *model, QWidget *parent = nullptr);

    /// Selected runs, oldest first.
    [[nodiscard]] QList<quint64> selectedRuns() const;
    [[nodiscard]] quint64 currentRun() const;
    void selectRun(quint64 id);
    [[nodiscard]] bool isNarrow() const;

signals:
    void opened(quint64 id);
    void rerunRequested(quint64 id);
    void pinRequested(quint64 id, bool pinned);
    void removeRequested(const QList<quint64> &ids);
    void compareRequested(quint64 before, quint64 after);
    void previousRequested(quint64 id); ///< to be compared with the run before it of the same script
    void sourceRequested(quint64 id);
    void inputsRequested(quint64 id);
    void copyRequested(quint64 id, bool asJson);
    void selectionChangedTo(int count);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void fill(QMenu *menu);

    HistoryModel *m_model;
};

/// What one may do with a run, for a menu of the list or of its page.
void fillRunMenu(QMenu *menu, HistoryView *view, quint64 id, bool isPinned);

} // namespace latchkey::history
