// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which waiting questions belong together: those of one run that want the same kind of thing from the same place (files
// of one folder, addresses of one host). A group is shown as one question, "and 14 more files in notes/", and answered
// as one. Its first question, the oldest, stands for it. Values only; ten thousand questions are no trouble.
#pragma once

#include "engine/runs/run.h"

#include <QHash>
#include <QList>
#include <QString>

namespace latchkey::runs {

class QuestionGroups
{
public:
    void add(const PermissionRequest &request);
    /// The oldest of those that are left in its group; 0: it was the last one, or unknown.
    quint64 remove(quint64 run, quint64 question);

    /// The question that stands for the group of `question`; 0: unknown.
    quint64 leadOf(quint64 run, quint64 question) const;
    /// The questions of its group, oldest first, itself among them.
    QList<PermissionRequest> membersOf(quint64 run, quint64 question) const;
    qsizetype sizeOf(quint64 run, quint64 question) const;
    /// The oldest question of a run; 0: none waits. It is the one that is shown open.
    quint64 oldestOf(quint64 run) const;
    int countOf(quint64 run) const { return static_cast<int>(m_ofRun.value(run).size()); }

    /// Where a question's object lies, as a group is named: "/home/me/notes/", "api.example.org"; empty: nowhere that
    /// others could lie too.
    static QString placeOf(const PermissionRequest &request);

private:
    struct Key {
        quint64 run = 0;
        QString kind;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.run, key.kind); }
    };
    static Key keyOf(const PermissionRequest &request);

    QHash<Key, QList<PermissionRequest>> m_groups;
    QHash<std::pair<quint64, quint64>, Key> m_keys; ///< by run and question
    QHash<quint64, QList<quint64>> m_ofRun;         ///< questions, oldest first
};

} // namespace latchkey::runs
