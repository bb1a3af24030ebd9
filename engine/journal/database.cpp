// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QVariant>

#include <atomic>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace latchkey::journal {

namespace {

constexpr int kVersion = 1;
// SQLite's result codes, the low byte of the extended ones.
constexpr int kError = 1, kCorrupt = 11, kTooBig = 18, kConstraint = 19, kMismatch = 20, kNotADatabase = 26;

constexpr const char *kTables[] = {
    // What a list shows; small, so that a hundred thousand rows are looked through quickly.
    "CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, started INTEGER NOT NULL, outcome INTEGER NOT NULL,"
    " name TEXT NOT NULL, path TEXT NOT NULL, configuration TEXT NOT NULL, hash BLOB NOT NULL, pinned INTEGER NOT NULL,"
    " seconds REAL NOT NULL, error_name TEXT NOT NULL, error_message TEXT NOT NULL, line INTEGER NOT NULL,"
    " summary TEXT NOT NULL, output_lines INTEGER NOT NULL, output_bytes INTEGER NOT NULL, denied INTEGER NOT NULL,"
    " from_cache INTEGER NOT NULL, owner TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS runs_by_script ON runs (path, name)",
    "CREATE INDEX IF NOT EXISTS runs_by_hash ON runs (hash)",
    "CREATE INDEX IF NOT EXISTS runs_going ON runs (owner) WHERE outcome = 0",
    "CREATE TABLE IF NOT EXISTS details (run INTEGER PRIMARY KEY, facts BLOB NOT NULL, output BLOB NOT NULL,"
    " result BLOB NOT NULL)",
    // Each text once, however often it ran.
    "CREATE TABLE IF NOT EXISTS sources (hash BLOB PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID",
};

std::atomic<int> g_connections = 0; ///< numbers connections: names are the process's

/// Made before SQLite opens it, so that it is nobody else's from its first moment; SQLite gives its companions the same
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

} // namespace

Database::Database(QString file, For use)
    : m_file(std::move(file))
    , m_use(use)
{
}

Database::~Database()
{
    close();
}

void Database::note(const QSqlError &error)
{
    // A statement that could not be prepared can not be carried out either, which says nothing new.
    if (error.nativeErrorCode().isEmpty() && !m_problem.isEmpty()) return;
    m_problem = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    const int code = error.nativeErrorCode().toInt() & 0xff;
    m_isHopeless = code == kError || code == kTooBig || code == kConstraint || code == kMismatch;
    m_isDamaged = m_isDamaged || code == kCorrupt || code == kNotADatabase;
}

bool Database::connect()
{
    m_connection = u"latchkey-journal-%1"_s.arg(g_connections.fetch_add(1));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(m_file);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (database.open()) return true;
    note(database.lastError());
    return false;
}

bool Database::open()
{
    m_problem.clear();
    m_isDamaged = false;
    if (m_use == For::Reading && !QFileInfo::exists(m_file)) return false;
    if (m_use == For::Writing && !makePrivate(m_file)) {
        m_problem = u"Permission denied"_s;
        return false;
    }
    m_isOpen = connect() && (m_use == For::Reading || makeTables());
    if (!m_isOpen) close();
    return m_isOpen;
}

bool Database::makeTables()
{
    // Space of deleted runs is given back; must come before the first table.
    if (!run(u"PRAGMA auto_vacuum = INCREMENTAL"_s) || !run(u"PRAGMA journal_mode = WAL"_s) ||
        !run(u"PRAGMA synchronous = NORMAL"_s))
        return false;
    const int version = value(u"PRAGMA user_version"_s).toInt();
    if (version > kVersion) {
        m_problem = u"made by a newer version"_s;
        return false;
    }
    const QString check = value(u"PRAGMA quick_check(1)"_s).toString();
    if (check != "ok"_L1) {
        if (!check.isEmpty()) m_problem = check;
        m_isDamaged = true;
        return false;
    }
    for (const char *table : kTables)
        if (!run(QString::fromLatin1(table))) return m_isDamaged = true, false;
    // A table of that name with other columns is none of ours.
    m_isDamaged = !run(u"SELECT id, started, outcome, name, path, configuration, hash, pinned, seconds, error_name,"
                       u" error_message, line, summary, output_lines, output_bytes, denied, from_cache, owner"
                       u" FROM runs LIMIT 1"_s) ||
                  !run(u"SELECT run, facts, output, result FROM details LIMIT 1"_s) ||
                  !run(u"SELECT hash, text FROM sources LIMIT 1"_s);
    return !m_isDamaged && run(u"PRAGMA user_version = %1"_s.arg(kVersion));
}

void Database::close()
{
    m_isOpen = false;
    if (m_connection.isEmpty()) return;
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(std::exchange(m_connection, {}));
}

bool Database::setAside()
{
    close();
    const bool mayTouch = access(QFile::encodeName(m_file).constData(), R_OK | W_OK) == 0;
    if (!mayTouch || !QFileInfo(m_file).isFile()) return false;
    for (const QString &end : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QFile::remove(m_file + u".damaged"_s + end);
        if (QFileInfo::exists(m_file + end) && !QFile::rename(m_file + end, m_file + u".damaged"_s + end) &&
            !QFile::remove(m_file + end))
            return false;
    }
    return true;
}

QSqlQuery Database::prepare(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        note(query.lastError());
        m_isDamaged = m_isDamaged || m_isHopeless; // the tables are not those that were made
    }
    return query;
}

bool Database::run(QSqlQuery &query)
{
    if (query.exec()) return true;
    note(query.lastError());
    return false;
}

bool Database::run(const QString &sql)
{
    QSqlQuery query = prepare(sql);
    return run(query);
}

QVariant Database::value(const QString &sql)
{
    QSqlQuery query = prepare(sql);
    return run(query) && query.next() ? query.value(0) : QVariant();
}

} // namespace latchkey::journal
