// SPDX-License-Identifier: GPL-3.0-or-later
// The history of runs: what ran, with which text, inputs and grants, what it printed and gave. One SQLite file for all
// programs of a user, readable by its owner only. `record()` takes a run as soon as it is submitted and follows it to
// its end by itself; what it has printed meanwhile is kept every few seconds. The program may die at any instant: what
// had ended is there, what was going is then listed as lost.
//
// All functions may be called on any thread and return at once; a thread of the journal's own writes, another one
// reads, and answers are futures: continue them with a context object. Cancelling a future ends its search.
//
// A file that can not be read is kept aside as FILE.damaged, a fresh one is begun and `onProblem` says so. What can
// not be written (a full disk) is said once and tried again later. Runs beyond the bounds go, oldest first; pinned
// ones stay.
#pragma once

#include "engine/journal/terms.h"

#include <QFuture>

#include <memory>

namespace latchkey::journal {

class Journal
{
public:
    /// `file` empty: nothing is kept.
    explicit Journal(QString file, const Bounds &bounds = {}, Listener listener = {});
    /// What was to be written is written, as far as the disk answers within two seconds. Nobody is called after this.
    ~Journal();
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    /// Keeps the run, from now to its end. Its id in the journal; 0 when nothing is recorded.
    quint64 record(const runs::RunPtr &run, const QString &configuration = {});
    void setPinned(quint64 id, bool pinned);
    void remove(const QList<quint64> &ids);
    void setBounds(const Bounds &bounds);

    /// Ids of the runs that the filter accepts, newest first, in batches: results of the future as they are found.
    QFuture<QList<quint64>> find(const RunFilter &filter);
    /// The rows of those that are still there, newest first.
    QFuture<QList<RunRecord>> records(const QList<quint64> &ids);
    QFuture<std::optional<RunDetails>> details(quint64 id);
    /// Paths, or names of scripts never saved; most recently run first.
    QFuture<QStringList> scripts();

    /// Waits until everything asked for so far is in the file. Not on a GUI thread.
    void sync();

private:
    struct Core;
    std::shared_ptr<Core> m_core;
};

} // namespace latchkey::journal
