// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/grant_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kPatience{2};
constexpr int kVersion = 1;

constexpr const char *kSchema[] = {
    "CREATE TABLE IF NOT EXISTS remembered (id TEXT PRIMARY KEY, script TEXT NOT NULL, folder TEXT NOT NULL,"
    " capability TEXT NOT NULL, pattern TEXT NOT NULL, allow INTEGER NOT NULL, function_hash TEXT NOT NULL,"
    " line INTEGER NOT NULL, created TEXT NOT NULL, last_used TEXT NOT NULL, count INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS projects (key TEXT PRIMARY KEY, accepted INTEGER NOT NULL)",
};

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

/// Made before SQLite opens it, so that it is nobody else's from its first moment; SQLite gives its journal the same
/// mode.
bool makePrivate(const QString &file)
{
    const QFileInfo info(file);
    if (!info.dir().exists() && QDir().mkpath(info.absolutePath()))
        QFile::setPermissions(info.absolutePath(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const int fd = ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return false;
    const bool done = fchmod(fd, 0600) == 0;
    ::close(fd);
    return done;
}

bool run(QSqlQuery &query, QString &problem)
{
    if (query.exec()) return true;
    problem = query.lastError().databaseText();
    return false;
}

bool isWhole(QSqlDatabase &database, QString &problem)
{
    QSqlQuery query(database);
    query.prepare(u"PRAGMA quick_check(1)"_s);
    if (!run(query, problem) || !query.next()) return false;
    problem = query.value(0).toString();
    if (problem != "ok"_L1) return false;
    for (const char *table : kSchema) {
        QSqlQuery make(database);
        make.prepare(QString::fromLatin1(table));
        if (!run(make, problem)) return false;
    }
    QSqlQuery version(database);
    version.exec(u"PRAGMA user_version"_s);
    if (version.next() && version.value(0).toInt() > kVersion) {
        problem = u"made by a newer version"_s;
        return false;
    }
    return QSqlQuery(database).exec(u"PRAGMA user_version = %1"_s.arg(kVersion));
}

bool readAll(QSqlDatabase &database, GrantStore::Content &content, QString &problem)
{
    QSqlQuery rows(database);
    rows.prepare(
        u"SELECT id, script, folder, capability, pattern, allow, function_hash, line, created, last_used, count"
        u" FROM remembered ORDER BY rowid"_s);
    if (!run(rows, problem)) return false;
    while (rows.next()) {
        Remembered row;
        row.id = rows.value(0).toString();
        row.script = rows.value(1).toString();
        row.folder = rows.value(2).toString();
        row.capability = rows.value(3).toString();
        row.pattern = rows.value(4).toString();
        row.allow = rows.value(5).toInt() == 1;
        row.functionHash = rows.value(6).toString();
        row.line = rows.value(7).toInt();
        row.created = QDateTime::fromString(rows.value(8).toString(), Qt::ISODateWithMs);
        row.lastUsed = QDateTime::fromString(rows.value(9).toString(), Qt::ISODateWithMs);
        row.count = rows.value(10).toInt();
        content.rows.append(row);
    }
    QSqlQuery projects(database);
    projects.prepare(u"SELECT key, accepted FROM projects"_s);
    if (!run(projects, problem)) return false;
    while (projects.next())
        (projects.value(1).toInt() == 1 ? content.accepted : content.declined).insert(projects.value(0).toString());
    return true;
}

std::atomic<int> g_connections = 0; ///< numbers connections: several engines may live in one process

} // namespace

/// What the store and its thread share. The callbacks are called and taken away under `callbackMutex`.
struct GrantStore::Thread : std::enable_shared_from_this<Thread> {
    QString file;
    std::mutex callbackMutex;
    std::function<void(Content)> onLoaded;
    std::function<void(QString)> onProblem;

    std::mutex mutex; ///< guards what follows
    std::condition_variable changed;
    std::deque<std::function<void(QSqlDatabase &)>> work;
    bool isStarted = false;
    bool isBusy = false;
    bool mustEnd = false;
    bool hasEnded = false;

    void start();
    void main();
    bool open(QSqlDatabase &database);
    bool openOnce(QSqlDatabase &database, Content &content, QString &problem);
    void carryOut(QSqlDatabase &database, const std::deque<std::function<void(QSqlDatabase &)>> &batch);
    void tell(const QString &problem);
};

void GrantStore::Thread::start()
{
    if (std::exchange(isStarted, true)) return;
    std::thread([self = shared_from_this()] { self->main(); }).detach();
}

void GrantStore::Thread::tell(const QString &problem)
{
    const std::lock_guard lock(callbackMutex);
    if (onProblem) onProblem(u"%1: %2"_s.arg(file, problem));
}

bool GrantStore::Thread::openOnce(QSqlDatabase &database, Content &content, QString &problem)
{
    if (!makePrivate(file)) {
        problem = u"Permission denied"_s;
        return false;
    }
    database.setDatabaseName(file);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!database.open()) {
        problem = database.lastError().databaseText();
        return false;
    }
    return isWhole(database, problem) && readAll(database, content, problem);
}

bool GrantStore::Thread::open(QSqlDatabase &database)
{
    Content content;
    QString problem;
    bool isOpen = openOnce(database, content, problem);
    if (!isOpen) {
        tell(problem);
        database.close();
        content = {};
        const bool mayTouch = access(QFile::encodeName(file).constData(), R_OK | W_OK) == 0;
        if (mayTouch && QFileInfo(file).isFile()) { // damaged: aside with it, and anew
            QFile::remove(file + u".damaged"_s);
            QFile::remove(file + u"-journal"_s);
            isOpen = QFile::rename(file, file + u".damaged"_s) && openOnce(database, content, problem);
        }
    }
    const std::lock_guard lock(callbackMutex);
    if (onLoaded) std::exchange(onLoaded, nullptr)(std::move(content));
    return isOpen;
}

/// All that has come together is one transaction: the disk is waited for once.
void GrantStore::Thread::carryOut(QSqlDatabase &database, const std::deque<std::function<void(QSqlDatabase &)>> &batch)
{
    database.transaction();
    for (const auto &one : batch) one(database);
    if (!database.commit()) tell(database.lastError().databaseText());
}

void GrantStore::Thread::main()
{
    const QString name = u"latchkey-grants-%1"_s.arg(g_connections.fetch_add(1));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        const bool isOpen = open(database);
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [this] { return mustEnd || !work.empty(); });
            if (work.empty()) break;
            const auto batch = std::exchange(work, {});
            isBusy = true;
            lock.unlock();
            if (isOpen) carryOut(database, batch);
            else tell(u"An answer can not be kept"_s);
            lock.lock();
            isBusy = false;
            changed.notify_all();
        }
        lock.unlock();
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    const std::lock_guard lock(mutex);
    hasEnded = true;
    changed.notify_all();
}

GrantStore::GrantStore(QString file, std::function<void(Content)> onLoaded, std::function<void(QString)> onProblem)
    : m_thread(std::make_shared<Thread>())
{
    m_thread->file = std::move(file);
    m_thread->onProblem = std::move(onProblem);
    if (m_thread->file.isEmpty() || !QFileInfo::exists(m_thread->file)) {
        onLoaded({});
        return;
    }
    m_thread->onLoaded = std::move(onLoaded);
    m_thread->start();
}

GrantStore::~GrantStore()
{
    std::unique_lock lock(m_thread->mutex);
    m_thread->mustEnd = true;
    m_thread->changed.notify_all();
    if (m_thread->isStarted) m_thread->changed.wait_for(lock, kPatience, [this] { return m_thread->hasEnded; });
    lock.unlock();
    const std::lock_guard callbacks(m_thread->callbackMutex);
    m_thread->onLoaded = nullptr;
    m_thread->onProblem = nullptr;
}

void GrantStore::post(std::function<void(QSqlDatabase &)> work)
{
    if (m_thread->file.isEmpty()) return;
    const std::lock_guard lock(m_thread->mutex);
    m_thread->work.push_back(std::move(work));
    m_thread->start();
    m_thread->changed.notify_all();
}

void GrantStore::put(const Remembered &row)
{
    post([row, thread = m_thread.get()](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.prepare(u"INSERT OR REPLACE INTO remembered VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
        for (const QVariant &value :
             {QVariant(row.id), QVariant(row.script.isNull() ? u""_s : row.script),
              QVariant(row.folder.isNull() ? u""_s : row.folder), QVariant(row.capability),
              QVariant(row.pattern.isNull() ? u""_s : row.pattern), QVariant(row.allow ? 1 : 0),
              QVariant(row.functionHash.isNull() ? u""_s : row.functionHash), QVariant(row.line),
              QVariant(timeText(row.created)), QVariant(row.lastUsed.isValid() ? timeText(row.lastUsed) : u""_s),
              QVariant(row.count)})
            query.addBindValue(value);
        QString problem;
        if (!run(query, problem)) thread->tell(problem);
    });
}

void GrantStore::remove(const QString &id)
{
    post([id, thread = m_thread.get()](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.prepare(u"DELETE FROM remembered WHERE id = ?"_s);
        query.addBindValue(id);
        QString problem;
        if (!run(query, problem)) thread->tell(problem);
    });
}

void GrantStore::noteUse(const QString &id, const QDateTime &lastUsed, int count)
{
    post([id, lastUsed, count, thread = m_thread.get()](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.prepare(u"UPDATE remembered SET last_used = ?, count = ? WHERE id = ?"_s);
        query.addBindValue(timeText(lastUsed));
        query.addBindValue(count);
        query.addBindValue(id);
        QString problem;
        if (!run(query, problem)) thread->tell(problem);
    });
}

void GrantStore::putProject(const QString &key, bool accepted)
{
    post([key, accepted, thread = m_thread.get()](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.prepare(u"INSERT OR REPLACE INTO projects VALUES (?, ?)"_s);
        query.addBindValue(key);
        query.addBindValue(accepted ? 1 : 0);
        QString problem;
        if (!run(query, problem)) thread->tell(problem);
    });
}

void GrantStore::sync()
{
    std::unique_lock lock(m_thread->mutex);
    if (!m_thread->isStarted) return;
    m_thread->changed.wait(lock,
                           [this] { return m_thread->hasEnded || (m_thread->work.empty() && !m_thread->isBusy); });
}

} // namespace latchkey::capability
