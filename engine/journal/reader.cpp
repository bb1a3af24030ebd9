// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/reader.h"

#include <QElapsedTimer>

#include <limits>

namespace latchkey::journal {

namespace {

constexpr quint64 kNewest = std::numeric_limits<qint64>::max();
constexpr int kIdsAtOnce = 20'000, kSearchedAtOnce = 100, kMostScripts = 500;
/// How often a search tells what it has found so far.
constexpr qint64 kBatchMs = 50;

} // namespace

Reader::Reader(const QString &file, std::function<int()> generation, std::function<void(int)> onDamage)
    : m_database(file, Database::For::Reading)
    , m_presentGeneration(std::move(generation))
    , m_onDamage(std::move(onDamage))
{
}

Database *Reader::open()
{
    const int present = m_presentGeneration();
    if (m_generation != present) m_database.close();
    m_generation = present;
    return present > 0 && (m_database.isOpen() || m_database.open()) ? &m_database : nullptr;
}

void Reader::lookForDamage()
{
    if (!m_database.isDamaged()) return;
    m_database.close();
    m_onDamage(m_generation);
}

void Reader::find(QPromise<QList<quint64>> &promise, const RunFilter &filter)
{
    Database *database = open();
    if (database == nullptr) return;
    if (!filter.text.isEmpty()) {
        findText(*database, promise, filter);
    } else {
        quint64 before = kNewest;
        while (!promise.isCanceled()) {
            const QList<quint64> ids = readIds(*database, filter, before, kIdsAtOnce);
            if (ids.isEmpty()) break;
            before = ids.last();
            promise.addResult(ids);
        }
    }
    lookForDamage();
}

void Reader::findText(Database &database, QPromise<QList<quint64>> &promise, const RunFilter &filter)
{
    QList<quint64> found;
    QElapsedTimer sinceTold;
    sinceTold.start();
    const auto tell = [&] {
        if (!found.isEmpty()) promise.addResult(std::exchange(found, {}));
        sinceTold.restart();
    };
    quint64 before = kNewest;
    while (!promise.isCanceled()) {
        const QList<quint64> ids = readIds(database, filter, before, kSearchedAtOnce);
        if (ids.isEmpty()) break;
        before = ids.last();
        for (const quint64 id : ids) {
            if (promise.isCanceled()) return;
            const std::optional<RunDetails> details = readDetails(database, id);
            if (details && containsText(*details, filter.text)) found << id;
            if (sinceTold.elapsed() > kBatchMs) tell();
        }
    }
    tell();
}

QList<RunRecord> Reader::records(const QList<quint64> &ids)
{
    Database *database = open();
    if (database == nullptr) return {};
    const QList<RunRecord> records = readRecords(*database, ids);
    lookForDamage();
    return records;
}

std::optional<RunDetails> Reader::details(quint64 id)
{
    Database *database = open();
    if (database == nullptr) return {};
    auto details = readDetails(*database, id);
    lookForDamage();
    return details;
}

QStringList Reader::scripts()
{
    Database *database = open();
    if (database == nullptr) return {};
    const QStringList scripts = readScripts(*database, kMostScripts);
    lookForDamage();
    return scripts;
}

} // namespace latchkey::journal
