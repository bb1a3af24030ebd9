// SPDX-License-Identifier: GPL-3.0-or-later
// Where remembered answers and accepted project files are kept: one SQLite file, readable by its owner only. The file
// is touched by a thread of the store's own and by nobody else, so neither a window nor a slice of a run ever waits for
// a disk. The thread is made when there is something to read or to write: a process that remembers nothing has none.
//
// A file that can not be read counts as empty, and why is said: one that is damaged is kept aside as FILE.damaged and a
// fresh one is begun; one that may not be opened stays where it is.
#pragma once

#include "engine/capability/remembered.h"

#include <QList>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>

class QSqlDatabase;

namespace latchkey::capability {

class GrantStore
{
public:
    struct Content {
        QList<Remembered> rows;
        QSet<QString> accepted; ///< acceptance keys of project files
        QSet<QString> declined;
    };

    /// `file` empty: nothing is kept. `onLoaded` is called once: from in here when there is no file yet, else later on
    /// the store's thread. `onProblem` says what can not be read or written, on the store's thread.
    GrantStore(QString file, std::function<void(Content)> onLoaded, std::function<void(QString)> onProblem);
    /// What was to be written is written, as far as the disk answers within two seconds. No call comes after this.
    ~GrantStore();
    GrantStore(const GrantStore &) = delete;
    GrantStore &operator=(const GrantStore &) = delete;

    void put(const Remembered &row);
    void remove(const QString &id);
    void noteUse(const QString &id, const QDateTime &lastUsed, int count);
    /// What was answered about a project file: accepted, or declined.
    void putProject(const QString &key, bool accepted);

    /// Waits until everything asked for so far is in the file; for tests. Not on a GUI thread.
    void sync();

private:
    struct Thread;
    void post(std::function<void(QSqlDatabase &)> work);
    std::shared_ptr<Thread> m_thread; ///< shared with the thread itself, which may outlast a disk that hangs
};

} // namespace latchkey::capability
