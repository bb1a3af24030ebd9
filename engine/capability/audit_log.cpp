// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/audit_log.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

QByteArray AuditRecord::toJsonLine() const
{
    QJsonObject object{
        {u"time"_s, time.toUTC().toString(Qt::ISODateWithMs)},
        {u"run"_s, run},
        {u"script"_s, script},
        {u"capability"_s, capability},
        {u"resource"_s, resource},
        {u"by"_s, QString::fromLatin1(sourceName(by).data())},
        {u"grant"_s, grant == 0 ? QJsonValue() : QJsonValue(u"g-%1"_s.arg(grant))},
        {u"line"_s, line},
        {u"column"_s, column},
        {u"function"_s, function},
        {u"chain"_s, QJsonArray::fromStringList(chain)},
        {u"pid"_s, QCoreApplication::applicationPid()},
    };
    if (event.isEmpty()) object.insert(u"decision"_s, allowed ? u"allow"_s : u"deny"_s);
    else object.insert(u"event"_s, event);
    if (count > 1) object.insert(u"count"_s, count);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

bool AuditRecord::sameDecision(const AuditRecord &other) const
{
    return event.isEmpty() && other.event.isEmpty() && run == other.run && capability == other.capability &&
           resource == other.resource && allowed == other.allowed && by == other.by && line == other.line &&
           script == other.script;
}

AuditLog::AuditLog(const QString &folder)
{
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    m_path = folder + u"/audit.jsonl"_s;
    m_file.setFileName(m_path);
}

AuditLog::~AuditLog()
{
    writeRepeats();
}

bool AuditLog::append(AuditRecord record)
{
    const std::lock_guard lock(m_mutex);
    if (!record.time.isValid()) record.time = QDateTime::currentDateTimeUtc();
    if (m_last.time.isValid() && record.sameDecision(m_last) && m_last.time.msecsTo(record.time) < 1000) {
        ++m_repeats;
        if (!m_records.isEmpty()) m_records.last().count += 1;
        return true;
    }
    if (!writeRepeats() || !write(record)) return false;
    m_last = record;
    if (m_records.size() >= kKeptRecords) m_records.removeFirst();
    m_records.append(std::move(record));
    return true;
}

QList<AuditRecord> AuditLog::records() const
{
    const std::lock_guard lock(m_mutex);
    return m_records;
}

bool AuditLog::writeRepeats()
{
    if (m_repeats == 0) return true;
    AuditRecord repeats = m_last;
    repeats.count = std::exchange(m_repeats, 0);
    return write(repeats);
}

bool AuditLog::write(const AuditRecord &record)
{
    if (m_path.isEmpty()) return true;
    if (m_file.isOpen() && m_file.size() > kRotateBytes) rotate();
    if (!m_file.isOpen()) {
        // Append mode: lines of several processes follow one another and never overwrite.
        if (!m_file.open(QIODevice::Append | QIODevice::Unbuffered)) return false;
        m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    const QByteArray line = record.toJsonLine();
    return m_file.write(line) == line.size();
}

void AuditLog::rotate()
{
    m_file.close();
    const auto numbered = [this](int i) { return u"%1.%2"_s.arg(m_path).arg(i); };
    QFile::remove(numbered(kKeptFiles));
    for (int i = kKeptFiles - 1; i >= 1; --i) QFile::rename(numbered(i), numbered(i + 1));
    QFile::rename(m_path, numbered(1));
}

} // namespace latchkey::capability
