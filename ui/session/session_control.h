// SPDX-License-Identifier: GPL-3.0-or-later
//
// The conversation of the Session pane, without its looks: hands inputs to the engine one after the other, those that
// come meanwhile wait, and carries out the commands about permissions. Each input is a run of the window's run list,
// added aside: the run in front of the other panes stays what it is. After an input that failed or was stopped those
// behind it are dropped and told of.
#pragma once

#include "engine/runs/session.h"
#include "engine/runs/session_commands.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::session {

/// What tells the runs of sessions from those of tabs in the run list.
inline const QString kSessionTab = QStringLiteral("session:");

class SessionControl : public QObject
{
    Q_OBJECT

public:
    struct Setup {
        runs::Engine *engine = nullptr; ///< outlives the control
        runs::RunList *list = nullptr;
        std::function<runs::RunOptions()> options = {}; ///< of the next input
        std::function<QString()> folder = {};           ///< where the paths of a new session start
    };
    static constexpr int kMostWaiting = 100;
    static constexpr int kListed = 5; ///< ended inputs that stay in the run list

    explicit SessionControl(Setup setup, QObject *parent = nullptr);
    /// Ends the conversation for good, while the engine is still there.
    void close();
    /// Cancels the input that is under way.
    ~SessionControl() override;

    /// Runs code when what came before it is done. False: too much waits already.
    bool submit(const QString &source);
    /// Carries out a command about permissions; `replied` tells.
    void carryOut(const runs::SessionCommand &command);
    /// Ends the input that is under way; those behind it are dropped.
    void stop();
    bool isBusy() const { return m_busy; }
    /// The input under way, or the last one; 0 before the first.
    quint64 run() const { return m_run; }
    qsizetype waitingCount() const { return m_waiting.size(); }
    bool owns(quint64 run) const { return m_listed.contains(run); }

    /// Names that inputs have bound so far.
    QStringList names() const;
    /// How many permissions inputs have.
    int grantCount() const;
    /// Where relative paths and imports start.
    QString folder() const;
    /// Forgets variables and permissions; an input that is under way is stopped. Until the next input they can be
    /// brought back.
    void begin();
    bool canBringBack() const { return m_previous != nullptr; }
    void bringBack();

signals:
    void begun(const latchkey::runs::RunPtr &run, const QString &source);
    void ended(quint64 run);
    void replied(const latchkey::runs::SessionReply &reply);
    void dropped(const QStringList &sources);
    /// Another conversation: a new one, or the one before it brought back.
    void renewed();
    /// What is busy, waits or may do is another now.
    void changed();

private:
    runs::Session &session();
    void startNext();
    void onEnded(quint64 run);
    void forgetOld();
    void dropWaiting();

    Setup m_setup;
    QString m_folder;
    std::unique_ptr<runs::Session> m_session;
    std::unique_ptr<runs::Session> m_previous;
    QString m_previousFolder;
    QStringList m_waiting;
    QList<quint64> m_listed; ///< runs of ours in the run list, oldest first
    quint64 m_run = 0;
    bool m_busy = false; ///< until the run list has told of the end
};

} // namespace latchkey::session
