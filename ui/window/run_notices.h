// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says about a run in the bar above its text, because there is something to do: it does not answer and
// can be left behind, it ended at a limit that can be raised, a policy forbade it something. Once for each run; a newer
// run of the file takes the place of an older one's notice.
#pragma once

#include <QObject>
#include <QSet>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::window {

class RunDesk;

class RunNotices : public QObject
{
    Q_OBJECT

public:
    explicit RunNotices(RunDesk *desk);

signals:
    /// Somebody wants to see what a run asked for and was denied.
    void ledgerRequested(quint64 run);

private:
    void onNotAnswering(quint64 run);
    void onEnded(quint64 run);
    void onChanged(quint64 run);
    void tellPolicy(quint64 run);
    void offerToRaise(quint64 run);

    RunDesk *m_desk;
    runs::RunList *m_list;
    QHash<quint64, int> m_denied; ///< of live runs, when they were last looked at
    QSet<quint64> m_told;         ///< of a policy
};

} // namespace latchkey::window
