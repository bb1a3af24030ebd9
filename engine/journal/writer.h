// SPDX-License-Identifier: GPL-3.0-or-later
// The journal's writing side. All of it happens on one thread, batch by batch, each batch one transaction: the disk is
// waited for once. What could not be written waits, within limits, and is tried again with the next batch or a few
// seconds later. Between batches it keeps what runs have printed so far, and makes room.
#pragma once

#include "engine/journal/database.h"
#include "engine/journal/lasting_thread.h"
#include "engine/journal/terms.h"

#include <QElapsedTimer>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace latchkey::journal {

/// A name for this process that no other one has, now or after a restart of the machine.
QString ownerName();
bool isOwnerAlive(const QString &owner);

class Writer
{
public:
    /// True: done; false: the database says why not.
    using Write = std::function<bool(Database &)>;

    Writer(const QString &file, const Bounds &bounds, Listener listener);

    // From any thread.
    void stopTelling();
    /// Counts how often the file was opened anew: other connections to an earlier one are to be closed.
    [[nodiscard]] int generation() const { return m_generation.load(std::memory_order_acquire); }

    // On the writer's thread only.
    bool carryOut(std::deque<LastingThread::Work> &batch, bool isEnd);
    /// Has `write` done with the present batch, and `change` told once it is in the file.
    void add(Write write, Change change);
    void begin(const runs::RunPtr &run, quint64 id, const QString &configuration);
    void end(const runs::RunPtr &run, quint64 id);
    void setBounds(const Bounds &bounds);
    /// A reader met damage: looks for itself.
    void checkFile(int generation);

private:
    struct Live {
        quint64 id = 0;
        std::weak_ptr<runs::Run> run;
        RunDetails details;
        qint64 keptBytes = 0; ///< of its output
        int generation = 0;   ///< of the file it was begun in
    };
    struct Pending {
        Write write;
        Change change;
    };

    bool ensureOpen();
    void opened();
    bool flush();
    bool writeAll();
    bool reopen(bool anew);
    bool beginAnew();
    void failed();
    void keepOutputs();
    void makeRoom();
    bool removeOld(const QList<quint64> &ids);
    void tell(const QString &problem);
    void tell(const Change &change);

    const QString m_file;
    std::mutex m_listenerMutex; ///< guards the listener, which goes before the thread does
    Listener m_listener;
    std::atomic<int> m_generation = 0; ///< the writer's thread counts, readers look

    Database m_database;
    Bounds m_bounds;
    std::deque<Pending> m_pending;
    std::vector<Live> m_live;
    QElapsedTimer m_sinceKept;
    int m_endedSinceRoom = 0;
    bool m_mustMakeRoom = true;
    bool m_hasFailed = false; ///< said already
};

} // namespace latchkey::journal
