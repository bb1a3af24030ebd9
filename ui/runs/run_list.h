// SPDX-License-Identifier: GPL-3.0-or-later
//
// All runs of a window. `add()` takes a run as soon as it is submitted, numbers it, and follows it with one
// RunWatcher; window, tabs, status bar and every pane listen here instead of to the engine. What changes all the time
// (line, steps, elapsed) is gathered and told 30 times a second; a change of state is told at once.
//
// Ended runs stay listed, bounded in number and in what their frozen heaps may hold: beyond that the oldest give up
// their values first (`runForgotten`), later their place in the list (`runRemoved`).
#pragma once

#include "ui/runs/question_groups.h"
#include "ui/runs/run_entry.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>

namespace latchkey::runs {

class RunList : public QObject
{
    Q_OBJECT

public:
    static constexpr int kEndedRuns = 200;
    static constexpr qint64 kEndedBytes = qint64(512) << 20; ///< of frozen heaps kept for ended runs

    explicit RunList(QObject *parent = nullptr);
    ~RunList() override;

    /// Where a run appears: in front of all panes, or in a pane of its own (an input of a session).
    enum class Place : bool { Front, Aside };
    /// Follows `run`, which becomes the front run of its file and of `tab`. Gives its number.
    int add(const RunPtr &run, const QString &tab = {}, Place place = Place::Front);
    /// Lists a run of an earlier window that closed while it ran.
    int addLost(const QString &name, const QString &path);

    bool contains(quint64 run) const { return m_entries.contains(run); }
    RunEntry entry(quint64 run) const { return m_entries.value(run); }
    QList<RunEntry> entries() const; ///< by number
    /// The handle, null once it was given up.
    RunPtr run(quint64 run) const { return m_runs.value(run); }

    /// The run shown for a file or an editor tab: the newest started from it. 0 when there is none.
    quint64 frontRunOfFile(const QString &path) const { return m_frontOfFile.value(path); }
    quint64 frontRunOfTab(const QString &tab) const { return m_frontOfTab.value(tab); }
    /// The run the panes show.
    quint64 frontRun() const { return m_front; }
    void setFrontRun(quint64 run);
    /// What Stop and Pause are about: the front run while it goes on, else the newest that goes on aside; where one
    /// works with that, the other way round. The front run when neither does.
    quint64 runToStop() const;
    /// Whether one works with the runs aside at the moment.
    void setAsideFirst(bool first);
    /// A tab was saved under a name or closed.
    void renameTab(const QString &tab, const QString &path);

    int liveCount() const { return static_cast<int>(m_live.size()); }
    int liveCountOfFile(const QString &path) const;
    int needsYouCount() const;
    qint64 liveMemory() const;
    /// Every waiting question, oldest first.
    const QList<PermissionRequest> &questions() const { return m_questions; }
    /// Which of them belong together.
    const QuestionGroups &groups() const { return m_groups; }
    /// The same question as its group stands now: with how many others of its run wait behind the group.
    PermissionRequest leadingQuestion(quint64 run, quint64 question) const;

public slots:
    /// The first call stops; a second one while it cleans up stops that too.
    void stop(quint64 run);
    void stopAll();
    /// Gives up on a run that was stopped and does not answer; it is over at once.
    void leaveBehind(quint64 run);
    void togglePause(quint64 run);
    /// Whether the desktop is told of its end.
    void setTellsEnd(quint64 run, bool tells);
    /// Ends one task of the script; the others go on.
    void cancelTask(quint64 run, quint32 task);
    void answer(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer, const QString &pattern);
    void answerBeforehand(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer,
                          const QList<int> &wishes);
    void answerInput(quint64 run, const QString &line);
    void endInput(quint64 run);
    /// Takes an ended run off the list.
    void remove(quint64 run);
    void removeEnded();

signals:
    void runAdded(quint64 run);
    void runChanged(quint64 run);
    void runEnded(quint64 run); ///< once, after its last runChanged and outputReady
    /// It was told to stop and does not: once, when that has lasted long enough to be worth saying.
    void notAnswering(quint64 run);
    void runForgotten(quint64 run);
    void runRemoved(quint64 run);
    void frontRunChanged(quint64 run);
    void asideFirstChanged();
    void outputReady(quint64 run);
    void questionAsked(quint64 run, const latchkey::runs::PermissionRequest &request);
    void questionSettled(quint64 run, quint64 question);
    /// Questions came to the group for which `lead` stands, or went from it; or `lead` stands for it now.
    void groupChanged(quint64 run, quint64 lead);
    /// A person has answered; it can be taken back with Run::undoAnswer.
    void answered(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer, const QString &pattern);
    void inputAsked(quint64 run, const QString &prompt);
    /// A sentence for screen readers about the front run.
    void announced(const QString &sentence);

private:
    void follow(const RunPtr &run);
    void onStatus(quint64 run, const RunStatus &reported);
    void onFinished(quint64 run, const RunResult &result);
    void onQuestion(quint64 run, const PermissionRequest &request);
    void onSettled(quint64 run, quint64 question);
    void settleAll(quint64 run);
    void groupChangesSoon(quint64 run, quint64 lead);
    void flush();
    bool isPassingWait(const RunEntry &entry, const RunStatus &status) const;
    void noteMovement(RunEntry &entry, const RunStatus &before);
    void lookAgain();
    void announce(quint64 run);
    void trim();
    void giveUpValues();

    std::map<int, quint64> m_byNumber;
    QHash<quint64, RunEntry> m_entries;
    QHash<quint64, RunPtr> m_runs;
    std::map<quint64, std::unique_ptr<RunWatcher>> m_watchers;
    QHash<quint64, qint64> m_heapBytes; ///< of ended runs whose values can be read
    QHash<QString, quint64> m_frontOfFile;
    QHash<QString, quint64> m_frontOfTab;
    QSet<quint64> m_live;
    QSet<quint64> m_silent; ///< those that were told not to answer
    QSet<quint64> m_changed;
    QList<PermissionRequest> m_questions;
    QuestionGroups m_groups;
    QSet<std::pair<quint64, quint64>> m_changedGroups; ///< run and lead, told with the next batch
    QHash<quint64, LineTrail> m_trails;                ///< of live runs
    QTimer m_flush;
    QTimer m_look; ///< for what changes without a report: places in line, waits that last
    quint64 m_front = 0;
    QList<quint64> m_aside; ///< live ones, oldest first
    bool m_asideFirst = false;
    quint64 m_nextLost = ~quint64(0);
    int m_nextNumber = 1;
};

} // namespace latchkey::runs
