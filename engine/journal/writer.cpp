// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/writer.h"

#include "engine/journal/statements.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace latchkey::journal {

namespace {

/// What waits for a disk that refuses; beyond that the oldest are given up.
constexpr size_t kMostPending = 200;
/// Room is made after so many runs, and down to so much of the bound, so that it is not made for each.
constexpr int kRunsPerRoom = 50;
constexpr double kRoomShare = 0.9;
constexpr int kRemovedAtOnce = 100, kRoomSteps = 20;
/// How often the output of what goes on is kept.
constexpr qint64 kKeepMs = 1900;

QByteArray firstBytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
}

/// When the process began, in ticks since the machine did: with it a number is never taken for that of another process.
/// Empty when there is no such process.
QString startOf(qint64 pid)
{
    const QByteArray stat = firstBytesOf(u"/proc/%1/stat"_s.arg(pid));
    // The name in brackets may hold anything; the fields behind the last bracket begin with the third one.
    const QList<QByteArray> fields = stat.sliced(stat.lastIndexOf(')') + 1).simplified().split(' ');
    const bool isDead = fields.value(0) == "Z" || fields.value(0) == "X";
    return isDead ? QString() : QString::fromLatin1(fields.value(19));
}

QString machine()
{
    return QString::fromLatin1(firstBytesOf(u"/proc/sys/kernel/random/boot_id"_s).trimmed());
}

} // namespace

QString ownerName()
{
    const qint64 pid = getpid();
    return u"%1:%2:%3"_s.arg(pid).arg(startOf(pid), machine());
}

bool isOwnerAlive(const QString &owner)
{
    const QStringList parts = owner.split(u':');
    if (parts.size() != 3 || parts[1].isEmpty() || parts[2] != machine()) return false;
    return startOf(parts[0].toLongLong()) == parts[1];
}

Writer::Writer(const QString &file, const Bounds &bounds, Listener listener)
    : m_file(file)
    , m_listener(std::move(listener))
    , m_database(file, Database::For::Writing)
    , m_bounds(bounds)
{
}

void Writer::stopTelling()
{
    const std::lock_guard lock(m_listenerMutex);
    m_listener = {};
}

void Writer::tell(const QString &problem)
{
    const std::lock_guard lock(m_listenerMutex);
    if (m_listener.onProblem) m_listener.onProblem(problem);
}

void Writer::tell(const Change &change)
{
    const std::lock_guard lock(m_listenerMutex);
    if (m_listener.onChange) m_listener.onChange(change);
}

// ---- the file -----------------------------------------------------------------------------------------------------

bool Writer::ensureOpen()
{
    if (m_database.isOpen()) return true;
    if (m_database.open()) {
        opened();
        return true;
    }
    return m_database.isDamaged() && beginAnew();
}

bool Writer::beginAnew()
{
    const QString problem = m_database.problem();
    if (!m_database.setAside() || !m_database.open()) return false;
    tell(QCoreApplication::translate("latchkey::journal", "The history of runs could not be read (%1). It is kept as "
                                                          "%2.damaged, and a new one was begun.")
             .arg(problem, m_file));
    opened();
    return true;
}

void Writer::opened()
{
    markLost(m_database, isOwnerAlive);
    m_mustMakeRoom = true;
    m_generation.fetch_add(1, std::memory_order_release);
    tell(Change{});
}

void Writer::checkFile(int generation)
{
    if (generation != m_generation.load(std::memory_order_relaxed)) return; // it was about an earlier file
    m_database.close();
    ensureOpen();
}

// ---- writing ------------------------------------------------------------------------------------------------------

void Writer::add(Write write, Change change)
{
    m_pending.push_back({std::move(write), std::move(change)});
    while (m_pending.size() > kMostPending && m_hasFailed) m_pending.pop_front();
}

void Writer::begin(const runs::RunPtr &run, quint64 id, const QString &configuration)
{
    if (m_bounds.bytes <= 0) return;
    const RunDetails details = begunRecord(*run, id, configuration);
    m_live.push_back({id, run, details, 0, generation()});
    add([details, owner = ownerName()](Database &database) { return putBegun(database, details, owner); },
        {Change::Kind::Added, {id}});
}

void Writer::end(const runs::RunPtr &run, quint64 id)
{
    const auto live = std::ranges::find(m_live, id, &Live::id);
    if (live == m_live.end()) return;
    RunDetails details = std::move(live->details);
    const int begunIn = live->generation;
    m_live.erase(live);
    addEnd(details, *run);
    add(
        [this, details, begunIn](Database &database) {
            // The file its beginning went to may have been set aside since.
            const bool isThere = begunIn == generation() || putBegun(database, details, ownerName());
            return isThere && putEnd(database, details);
        },
        {Change::Kind::Changed, {id}});
    if (++m_endedSinceRoom >= kRunsPerRoom) m_mustMakeRoom = true;
}

void Writer::setBounds(const Bounds &bounds)
{
    m_bounds = bounds;
    m_mustMakeRoom = true;
}

bool Writer::writeAll()
{
    if (!m_database.run(u"BEGIN IMMEDIATE"_s)) return false;
    for (auto pending = m_pending.begin(); pending != m_pending.end(); ++pending) {
        if (pending->write(m_database)) continue;
        if (m_database.isHopeless()) m_pending.erase(pending); // the others shall not wait for it
        return false;
    }
    return m_database.run(u"COMMIT"_s);
}

/// Either all is in the file and told, or it is as it was and all still waits.
bool Writer::flush()
{
    if (m_pending.empty()) return true;
    bool done = ensureOpen() && writeAll();
    // Once more for a file that turned out to be damaged: opened again, which looks at it whole, or begun anew.
    if (!done && m_database.isDamaged()) done = reopen(false) && writeAll();
    if (!done && m_database.isDamaged()) done = reopen(true) && writeAll();
    if (!done) {
        failed();
        return false;
    }
    m_hasFailed = false;
    const std::deque<Pending> written = std::exchange(m_pending, {});
    for (const Pending &pending : written) tell(pending.change);
    return true;
}

bool Writer::reopen(bool anew)
{
    m_database.close();
    return anew ? beginAnew() : ensureOpen();
}

void Writer::failed()
{
    const QString problem = m_database.problem();
    if (m_database.isOpen()) m_database.run(u"ROLLBACK"_s);
    if (std::exchange(m_hasFailed, true)) return;
    tell(QCoreApplication::translate("latchkey::journal", "Runs can not be kept in the history at the moment: %1.")
             .arg(problem));
}

/// What goes on may be lost at any moment; what it printed until now should not be.
void Writer::keepOutputs()
{
    m_sinceKept.start();
    for (Live &live : m_live) {
        const runs::RunPtr run = live.run.lock();
        const qint64 bytes = run ? run->output().byteCount() : 0;
        if (bytes == live.keptBytes) continue;
        live.keptBytes = bytes;
        add([id = live.id,
             output = keptOutput(run->output())](Database &database) { return putOutput(database, id, output); },
            {Change::Kind::Changed, {live.id}});
    }
}

bool Writer::carryOut(std::deque<LastingThread::Work> &batch, bool isEnd)
{
    ensureOpen();
    for (const LastingThread::Work &work : batch) work();
    if (!m_sinceKept.isValid() || m_sinceKept.hasExpired(kKeepMs)) keepOutputs();
    const bool done = flush();
    if (isEnd) m_database.close(); // a connection is closed where it was opened
    if (done && m_mustMakeRoom && m_database.isOpen()) makeRoom();
    return !m_live.empty() || !m_pending.empty();
}

// ---- room ---------------------------------------------------------------------------------------------------------

bool Writer::removeOld(const QList<quint64> &ids)
{
    const bool done =
        m_database.run(u"BEGIN IMMEDIATE"_s) && removeRuns(m_database, ids) && m_database.run(u"COMMIT"_s);
    if (!done) m_database.run(u"ROLLBACK"_s);
    else tell(Change{Change::Kind::Removed, ids});
    return done;
}

void Writer::makeRoom()
{
    m_mustMakeRoom = false;
    m_endedSinceRoom = 0;
    bool hasRemoved = false;
    const auto remove = [&](const QList<quint64> &ids) {
        const bool done = !ids.isEmpty() && removeOld(ids);
        hasRemoved = hasRemoved || done;
        return done;
    };
    if (m_bounds.days > 0) {
        const QDateTime before = QDateTime::currentDateTime().addDays(-m_bounds.days);
        while (remove(oldestRuns(m_database, kRemovedAtOnce, before))) {
        }
    }
    if (m_bounds.runsPerScript > 0)
        while (remove(runsBeyond(m_database, m_bounds.runsPerScript, kRemovedAtOnce))) {
        }
    if (m_bounds.bytes > 0 && usedBytes(m_database) > m_bounds.bytes) {
        const auto aim = qint64(double(m_bounds.bytes) * kRoomShare);
        const int runs = m_database.value(u"SELECT count(*) FROM runs"_s).toInt();
        const int step = std::clamp(runs / kRoomSteps, 1, kRemovedAtOnce);
        while (usedBytes(m_database) > aim && remove(oldestRuns(m_database, step))) sweep(m_database);
    }
    if (hasRemoved) sweep(m_database);
}

} // namespace latchkey::journal
