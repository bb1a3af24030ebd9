// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/statements.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace latchkey::journal {

using runs::CapabilityUse;
using runs::OutputStream;
using runs::RunError;

namespace {

constexpr quint32 kMostUnpacked = 16 << 20;

QByteArray packed(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QByteArray("") : qCompress(bytes, 3);
}

QByteArray unpacked(const QByteArray &bytes)
{
    // qUncompress believes the size at the front.
    if (bytes.size() <= 4 || qFromBigEndian<quint32>(bytes.constData()) > kMostUnpacked) return {};
    return qUncompress(bytes);
}

QByteArray outputBytes(const KeptOutput &output)
{
    if (output == KeptOutput{}) return {};
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << output.missingBytes;
    for (const QList<OutputPart> &parts : {output.head, output.tail}) {
        stream << quint32(parts.size());
        for (const OutputPart &part : parts) stream << quint8(part.stream) << part.text;
    }
    return bytes;
}

KeptOutput outputOf(const QByteArray &bytes)
{
    KeptOutput output;
    QDataStream stream(bytes);
    stream >> output.missingBytes;
    for (QList<OutputPart> *parts : {&output.head, &output.tail}) {
        quint32 count = 0;
        stream >> count;
        for (quint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
            quint8 kind = 0;
            OutputPart part;
            stream >> kind >> part.text;
            part.stream = OutputStream(std::min<quint8>(kind, quint8(OutputStream::System)));
            if (stream.status() == QDataStream::Ok) parts->append(part);
        }
    }
    return output;
}

QJsonArray usesOf(const QList<CapabilityUse> &uses)
{
    QJsonArray array;
    for (const CapabilityUse &use : uses)
        array.append(QJsonArray{use.capability, use.resource, use.allowed, use.by, use.count, use.line, use.asked,
                                use.bytes, use.policy});
    return array;
}

QJsonArray stackOf(const QList<RunError::Frame> &stack)
{
    QJsonArray array;
    for (const RunError::Frame &frame : stack)
        array.append(QJsonArray{frame.function, frame.file, frame.line, frame.column});
    return array;
}

QStringList stringsOf(const QJsonValue &value)
{
    QStringList strings;
    for (const QJsonValue one : value.toArray()) strings << one.toString();
    return strings;
}

QByteArray factsBytes(const RunDetails &d)
{
    return QJsonDocument(QJsonObject{{u"folder"_s, d.folder},
                                     {u"inputs"_s, QString::fromUtf8(d.inputs)},
                                     {u"function"_s, d.function},
                                     {u"arguments"_s, QString::fromUtf8(d.arguments)},
                                     {u"timeout"_s, d.timeoutSeconds},
                                     {u"memory"_s, d.memoryLimit},
                                     {u"grants"_s, QJsonArray::fromStringList(d.grants)},
                                     {u"denies"_s, QJsonArray::fromStringList(d.denies)},
                                     {u"ask"_s, d.couldAsk},
                                     {u"project"_s, d.usedProjectFile},
                                     {u"uses"_s, usesOf(d.uses)},
                                     {u"stack"_s, stackOf(d.stack)},
                                     {u"hint"_s, d.hint},
                                     {u"warnings"_s, QJsonArray::fromStringList(d.warnings)},
                                     {u"queued"_s, d.queuedSeconds},
                                     {u"compile"_s, d.compileSeconds},
                                     {u"cpu"_s, d.cpuSeconds},
                                     {u"peak"_s, d.peakMemory},
                                     {u"cut"_s, d.isResultCut}})
        .toJson(QJsonDocument::Compact);
}

void readFacts(RunDetails &d, const QByteArray &bytes)
{
    const QJsonObject facts = QJsonDocument::fromJson(bytes).object();
    d.folder = facts[u"folder"].toString();
    d.inputs = facts[u"inputs"].toString().toUtf8();
    d.function = facts[u"function"].toString();
    d.arguments = facts[u"arguments"].toString().toUtf8();
    d.timeoutSeconds = facts[u"timeout"].toDouble();
    d.memoryLimit = facts[u"memory"].toInteger();
    d.grants = stringsOf(facts[u"grants"]);
    d.denies = stringsOf(facts[u"denies"]);
    d.couldAsk = facts[u"ask"].toBool();
    d.usedProjectFile = facts[u"project"].toBool();
    for (const QJsonValue use : facts[u"uses"].toArray())
        d.uses.append({use[0].toString(), use[1].toString(), use[2].toBool(), use[3].toString(), use[4].toInt(),
                       use[5].toInt(), use[6].toInt(), use[7].toInteger(), use[8].toString()});
    for (const QJsonValue frame : facts[u"stack"].toArray())
        d.stack.append({frame[0].toString(), frame[1].toString(), frame[2].toInt(), frame[3].toInt()});
    d.hint = facts[u"hint"].toString();
    d.warnings = stringsOf(facts[u"warnings"]);
    d.queuedSeconds = facts[u"queued"].toDouble();
    d.compileSeconds = facts[u"compile"].toDouble();
    d.cpuSeconds = facts[u"cpu"].toDouble();
    d.peakMemory = facts[u"peak"].toInteger();
    d.isResultCut = facts[u"cut"].toBool();
}

/// Never null: the columns take no NULL.
QString text(const QString &given)
{
    return given.isNull() ? u""_s : given;
}

const QString kColumns = u"id, started, outcome, name, path, configuration, hash, pinned, seconds, error_name,"
                         u" error_message, line, summary, output_lines, output_bytes, denied, from_cache"_s;

RunRecord recordAt(const QSqlQuery &row)
{
    RunRecord record;
    record.id = row.value(0).toULongLong();
    record.started = QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong());
    record.outcome = Outcome(std::clamp(row.value(2).toInt(), int(Outcome::Going), int(Outcome::Lost)));
    record.name = row.value(3).toString();
    record.path = row.value(4).toString();
    record.configuration = row.value(5).toString();
    record.hash = row.value(6).toByteArray();
    record.isPinned = row.value(7).toInt() != 0;
    record.seconds = row.value(8).toDouble();
    record.errorName = row.value(9).toString();
    record.errorMessage = row.value(10).toString();
    record.line = row.value(11).toInt();
    record.summary = row.value(12).toString();
    record.outputLines = row.value(13).toLongLong();
    record.outputBytes = row.value(14).toLongLong();
    record.denied = row.value(15).toInt();
    record.fromCache = row.value(16).toInt() != 0;
    return record;
}

QString idList(const QList<quint64> &ids)
{
    QStringList numbers;
    numbers.reserve(ids.size());
    for (const quint64 id : ids) numbers << QString::number(id);
    return numbers.join(u',');
}

bool hasText(const QByteArray &utf8, const QString &text)
{
    return !utf8.isEmpty() && QString::fromUtf8(utf8).contains(text, Qt::CaseInsensitive);
}

} // namespace

bool putBegun(Database &database, const RunDetails &details, const QString &owner)
{
    const RunRecord &r = details.record;
    QSqlQuery row = database.prepare(u"INSERT OR REPLACE INTO runs (%1, owner) VALUES"
                                     u" (?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', 0, '', 0, 0, 0, 0, ?)"_s.arg(kColumns));
    for (const QVariant &value :
         std::initializer_list<QVariant>{qint64(r.id), r.started.toMSecsSinceEpoch(), int(r.outcome), text(r.name),
                                         text(r.path), text(r.configuration), r.hash, r.isPinned ? 1 : 0, owner})
        row.addBindValue(value);
    QSqlQuery more = database.prepare(u"INSERT OR REPLACE INTO details VALUES (?, ?, ?, ?)"_s);
    for (const QVariant &value :
         std::initializer_list<QVariant>{qint64(r.id), packed(factsBytes(details)), QByteArray(""), QByteArray("")})
        more.addBindValue(value);
    QSqlQuery source = database.prepare(u"INSERT OR IGNORE INTO sources VALUES (?, ?)"_s);
    source.addBindValue(r.hash);
    source.addBindValue(packed(details.source));
    return database.run(row) && database.run(more) && database.run(source);
}

bool putEnd(Database &database, const RunDetails &details)
{
    const RunRecord &r = details.record;
    QSqlQuery row = database.prepare(
        u"UPDATE runs SET outcome = ?, seconds = ?, error_name = ?, error_message = ?, line = ?, summary = ?,"
        u" output_lines = ?, output_bytes = ?, denied = ?, from_cache = ? WHERE id = ?"_s);
    for (const QVariant &value : std::initializer_list<QVariant>{
             int(r.outcome), r.seconds, text(r.errorName), text(r.errorMessage), r.line, text(r.summary), r.outputLines,
             r.outputBytes, r.denied, r.fromCache ? 1 : 0, qint64(r.id)})
        row.addBindValue(value);
    QSqlQuery more = database.prepare(u"UPDATE details SET facts = ?, output = ?, result = ? WHERE run = ?"_s);
    for (const QVariant &value : std::initializer_list<QVariant>{
             packed(factsBytes(details)), packed(outputBytes(details.output)), packed(details.result), qint64(r.id)})
        more.addBindValue(value);
    return database.run(row) && database.run(more);
}

bool putOutput(Database &database, quint64 id, const KeptOutput &output)
{
    QSqlQuery query = database.prepare(u"UPDATE details SET output = ? WHERE run = ?"_s);
    query.addBindValue(packed(outputBytes(output)));
    query.addBindValue(qint64(id));
    return database.run(query);
}

bool setPinned(Database &database, quint64 id, bool pinned)
{
    QSqlQuery query = database.prepare(u"UPDATE runs SET pinned = ? WHERE id = ?"_s);
    query.addBindValue(pinned ? 1 : 0);
    query.addBindValue(qint64(id));
    return database.run(query);
}

bool removeRuns(Database &database, const QList<quint64> &ids)
{
    const QString list = idList(ids);
    return database.run(u"DELETE FROM details WHERE run IN (%1)"_s.arg(list)) &&
           database.run(u"DELETE FROM runs WHERE id IN (%1)"_s.arg(list));
}

QList<quint64> markLost(Database &database, const std::function<bool(const QString &owner)> &isAlive)
{
    QList<quint64> lost;
    QSqlQuery going = database.prepare(u"SELECT id, owner FROM runs WHERE outcome = 0"_s);
    if (!database.run(going)) return {};
    while (going.next())
        if (!isAlive(going.value(1).toString())) lost << going.value(0).toULongLong();
    going.finish();
    if (lost.isEmpty()) return {};
    const bool done = database.run(
        u"UPDATE runs SET outcome = %1 WHERE outcome = 0 AND id IN (%2)"_s.arg(int(Outcome::Lost)).arg(idList(lost)));
    return done ? lost : QList<quint64>();
}

QList<RunRecord> readRecords(Database &database, const QList<quint64> &ids)
{
    QSqlQuery query =
        database.prepare(u"SELECT %1 FROM runs WHERE id IN (%2) ORDER BY id DESC"_s.arg(kColumns, idList(ids)));
    QList<RunRecord> records;
    if (database.run(query))
        while (query.next()) records << recordAt(query);
    return records;
}

std::optional<RunDetails> readDetails(Database &database, quint64 id)
{
    const QList<RunRecord> records = readRecords(database, {id});
    if (records.isEmpty()) return {};
    RunDetails details;
    details.record = records.first();
    QSqlQuery query = database.prepare(u"SELECT facts, output, result FROM details WHERE run = ?"_s);
    query.addBindValue(qint64(id));
    if (database.run(query) && query.next()) {
        readFacts(details, unpacked(query.value(0).toByteArray()));
        details.output = outputOf(unpacked(query.value(1).toByteArray()));
        details.result = unpacked(query.value(2).toByteArray());
    }
    QSqlQuery source = database.prepare(u"SELECT text FROM sources WHERE hash = ?"_s);
    source.addBindValue(details.record.hash);
    if (database.run(source) && source.next()) details.source = unpacked(source.value(0).toByteArray());
    return details;
}

QList<quint64> readIds(Database &database, const RunFilter &filter, quint64 before, int limit)
{
    QString where = u"id < ?"_s;
    if (filter.outcome) where += u" AND outcome = %1"_s.arg(int(*filter.outcome));
    if (!filter.script.isEmpty()) where += u" AND (path = ? OR (path = '' AND name = ?))"_s;
    if (filter.pinnedOnly) where += u" AND pinned = 1"_s;
    QSqlQuery query =
        database.prepare(u"SELECT id FROM runs WHERE %1 ORDER BY id DESC LIMIT %2"_s.arg(where).arg(limit));
    query.addBindValue(qint64(before));
    if (!filter.script.isEmpty()) {
        query.addBindValue(filter.script);
        query.addBindValue(filter.script);
    }
    QList<quint64> ids;
    if (database.run(query))
        while (query.next()) ids << query.value(0).toULongLong();
    return ids;
}

bool containsText(const RunDetails &details, const QString &text)
{
    const RunRecord &record = details.record;
    for (const QString &field :
         {record.name, record.path, record.errorName, record.errorMessage, record.summary, record.configuration})
        if (field.contains(text, Qt::CaseInsensitive)) return true;
    if (hasText(details.inputs, text) || hasText(details.arguments, text)) return true;
    for (const QList<OutputPart> &parts : {details.output.head, details.output.tail})
        for (const OutputPart &part : parts)
            if (hasText(part.text, text)) return true;
    return hasText(details.result, text) || hasText(details.source, text);
}

QStringList readScripts(Database &database, int limit)
{
    QSqlQuery query = database.prepare(
        u"SELECT CASE path WHEN '' THEN name ELSE path END AS script, max(id) AS newest FROM runs GROUP BY path,"
        u" CASE path WHEN '' THEN name ELSE '' END ORDER BY newest DESC LIMIT %1"_s.arg(limit));
    QStringList scripts;
    if (database.run(query))
        while (query.next()) scripts << query.value(0).toString();
    return scripts;
}

QList<quint64> oldestRuns(Database &database, int limit, const QDateTime &before)
{
    const QString old = before.isValid() ? u" AND started < %1"_s.arg(before.toMSecsSinceEpoch()) : QString();
    QSqlQuery query = database.prepare(
        u"SELECT id FROM runs WHERE pinned = 0 AND outcome <> 0%1 ORDER BY id LIMIT %2"_s.arg(old).arg(limit));
    QList<quint64> ids;
    if (database.run(query))
        while (query.next()) ids << query.value(0).toULongLong();
    return ids;
}

QList<quint64> runsBeyond(Database &database, int most, int limit)
{
    QSqlQuery query = database.prepare(
        u"SELECT id FROM (SELECT id, pinned, outcome, row_number() OVER (PARTITION BY path, CASE path WHEN '' THEN name"
        u" ELSE '' END ORDER BY id DESC) AS place FROM runs) WHERE place > %1 AND pinned = 0 AND outcome <> 0 LIMIT %2"_s
            .arg(most)
            .arg(limit));
    QList<quint64> ids;
    if (database.run(query))
        while (query.next()) ids << query.value(0).toULongLong();
    return ids;
}

qint64 usedBytes(Database &database)
{
    const qint64 pages = database.value(u"PRAGMA page_count"_s).toLongLong();
    const qint64 free = database.value(u"PRAGMA freelist_count"_s).toLongLong();
    return (pages - free) * database.value(u"PRAGMA page_size"_s).toLongLong();
}

bool sweep(Database &database)
{
    if (!database.run(u"DELETE FROM sources WHERE hash NOT IN (SELECT hash FROM runs)"_s)) return false;
    QSqlQuery vacuum = database.prepare(u"PRAGMA incremental_vacuum"_s);
    if (!database.run(vacuum)) return false;
    while (vacuum.next()) {
    } // a page each
    return true;
}

} // namespace latchkey::journal
