// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the questions of a group of runs (ask_group.h) to a person, each kind once: looks at the runs under way, says
// when a question appears and when it is gone, and takes the answer to one of its runs, from where it reaches the rest.
// Lives on the thread of whoever shows the questions.
#pragma once

#include "engine/runs/run.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <utility>

namespace latchkey::runs {

class GroupAsker : public QObject
{
    Q_OBJECT
public:
    using Runs = std::function<QList<RunPtr>()>;

    /// `runs`: those under way.
    explicit GroupAsker(Runs runs, QObject *parent = nullptr);

    void start();
    /// No more questions; those that are open are settled.
    void stop();
    void answer(quint64 question, PermissionAnswer answer, const QString &pattern);
    /// Oldest first.
    QList<PermissionRequest> questions() const;

Q_SIGNALS:
    void asked(const latchkey::runs::PermissionRequest &request);
    void settled(quint64 question);

private:
    using Kind = std::pair<QString, QString>; ///< capability and resource
    void look();

    Runs m_runs;
    QTimer m_timer;
    std::map<Kind, PermissionRequest> m_shown; ///< as they were shown first
};

} // namespace latchkey::runs
