// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window does about permissions beyond the bar under a line, which is RunDesk's: the bar with everything a
// script can ask for before it begins, the toast that takes an answer back, and the grants cut down to what a run used.
// It keeps nothing of its own; answers and grants are the engine's, the grants of a file its page's.
#pragma once

#include "engine/runs/engine.h"
#include "ui/permissions/preflight_bar.h"
#include "ui/runs/run_list.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QMainWindow;

namespace latchkey::permissions {
class PromptsPane;
}
namespace latchkey::widgets {
}

namespace latchkey::window {

class EditorPage;
class RunDesk;

class PermissionDesk : public QObject
{
    Q_OBJECT

public:
    PermissionDesk(runs::Engine *engine, RunDesk *desk, permissions::PromptsPane *prompts, QMainWindow *window);

    /// Moves the focus to the oldest question; false when none waits or its file is not open.
    bool goToOldestQuestion();
    /// The bar above a page's text, if there is one.
    [[nodiscard]] permissions::PreflightBar *barOf(const EditorPage *page) const { return m_bars.value(page); }
    /// Gives the file of a run the smallest grants that the run would have managed with, in place of those it has. The
    /// sentence says what was done, or why not.
    QString tighten(quint64 run);

    /// Gives the file of a run one grant more, and says so where it can be undone. The sentence says why not, or is
    /// empty.
    QString allow(quint64 run, const QString &grant);

    /// A grant for exactly what a script can ask for; empty: it is not known.
    static QString grantFor(const runs::PermissionWish &wish);

signals:
    void placeActivated(const QString &file, int line, int column);
    /// The grants of a page are other ones now.
    void grantsChanged(latchkey::window::EditorPage *page);

private:
    void showBeforehand(EditorPage *page);
    void onSettled(quint64 run, quint64 question);
    void onAnswered(quint64 run, quint64 question, runs::PermissionAnswer answer, const QString &pattern);
    void presentUndo();
    void askAtUse(quint64 run, const QList<int> &wishes);

    runs::Engine *m_engine;
    runs::RunList *m_list;
    RunDesk *m_desk;
    QMainWindow *m_window;
    QHash<const EditorPage *, QPointer<permissions::PreflightBar>> m_bars;
    /// Answers of one click, gathered until the event is over.
    QList<std::pair<quint64, quint64>> m_answers;
    QString m_answerText;
    QTimer m_soon;
};

} // namespace latchkey::window
