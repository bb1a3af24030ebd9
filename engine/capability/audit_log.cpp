// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/audit_log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kOneRecordMs = 1000;
/// Different decisions whose repetitions are counted at the same time.
constexpr size_t kMaxRecent = 64;

QString numbered(const QString &path, int i)
{
    return i == 0 ? path : u"%1.%2"_s.arg(path).arg(i);
}

Source sourceNamed(const QString &name)
{
    for (int i = 0; i <= static_cast<int>(Source::Revoked); ++i)
        if (const std::string_view known = sourceName(static_cast<Source>(i));
            name == QLatin1StringView(known.data(), static_cast<qsizetype>(known.size())))
            return static_cast<Source>(i);
    return Source::Default;
}

/// JSON escapes the ASCII controls; what else breaks lines, turns text around or can not be seen is escaped here.
QByteArray withoutInvisible(const QByteArray &json)
{
    const bool isPlain = std::ranges::all_of(json, [](char c) { return static_cast<signed char>(c) >= 0; });
    if (isPlain) return json;
    QByteArray result;
    for (const QChar c : QString::fromUtf8(json)) {
        const QChar::Category category = c.category();
        const bool isVisible = category > QChar::Other_NotAssigned ||
                               (category != QChar::Separator_Line && category != QChar::Separator_Paragraph &&
                                category != QChar::Other_Control && category != QChar::Other_Format);
        const bool isPart = c.isSurrogate(); // of a character beyond 16 bits
        if (c.unicode() < 0x80) result += static_cast<char>(c.unicode());
        else if (isVisible && !isPart) result += QString(c).toUtf8();
        else result += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return result;
}

QString textOf(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QByteArray AuditRecord::toJsonLine() const
{
    QJsonObject object{
        {u"time"_s, time.toUTC().toString(Qt::ISODateWithMs)},
        {u"run"_s, run},
        {u"script"_s, script},
        {u"capability"_s, capability},
        {u"resource"_s, resource},
        {u"by"_s, textOf(sourceName(by))},
        {u"grant"_s, grant == 0 ? QJsonValue() : QJsonValue(u"g-%1"_s.arg(grant))},
        {u"line"_s, line},
        {u"column"_s, column},
        {u"function"_s, function},
        {u"chain"_s, QJsonArray::fromStringList(chain)},
        {u"pid"_s, pid == 0 ? QCoreApplication::applicationPid() : pid},
    };
    if (event.isEmpty()) object.insert(u"decision"_s, allowed ? u"allow"_s : u"deny"_s);
    else object.insert(u"event"_s, event);
    if (count > 1) object.insert(u"count"_s, count);
    return withoutInvisible(QJsonDocument(object).toJson(QJsonDocument::Compact)) + '\n';
}

AuditRecord AuditRecord::fromJson(const QJsonObject &object)
{
    AuditRecord record;
    record.time = QDateTime::fromString(object["time"_L1].toString(), Qt::ISODateWithMs);
    record.event = object["event"_L1].toString();
    record.run = object["run"_L1].toString();
    record.script = object["script"_L1].toString();
    record.capability = object["capability"_L1].toString();
    record.resource = object["resource"_L1].toString();
    record.allowed = object["decision"_L1].toString() == "allow"_L1;
    record.by = sourceNamed(object["by"_L1].toString());
    record.grant = object["grant"_L1].toString().mid(2).toULongLong();
    record.line = object["line"_L1].toInt();
    record.column = object["column"_L1].toInt();
    record.function = object["function"_L1].toString();
    for (const QJsonValue &frame : object["chain"_L1].toArray()) record.chain.append(frame.toString());
    record.count = object["count"_L1].toInt(1);
    record.pid = object["pid"_L1].toInteger();
    return record;
}

bool AuditRecord::sameDecision(const AuditRecord &other) const
{
    return event.isEmpty() && other.event.isEmpty() && line == other.line && column == other.column &&
           allowed == other.allowed && by == other.by && grant == other.grant && run == other.run &&
           capability == other.capability && resource == other.resource && script == other.script;
}

AuditLog::AuditLog(const QString &folder, qint64 rotateBytes)
    : m_rotateBytes(rotateBytes)
{
    if (!folder.isEmpty()) m_path = folder + u"/audit.jsonl"_s;
}

AuditLog::~AuditLog()
{
    flush();
    if (m_file >= 0) ::close(m_file);
}

QStringList AuditLog::files(const QString &path)
{
    QStringList result;
    for (int i = 0; i <= kKeptFiles && !path.isEmpty(); ++i)
        if (QFile::exists(numbered(path, i))) result.append(numbered(path, i));
    return result;
}

bool AuditLog::append(AuditRecord record)
{
    const std::lock_guard lock(m_mutex);
    if (!record.time.isValid()) record.time = QDateTime::currentDateTimeUtc();
    if (!writeOld(record.time)) return false;
    const auto same = std::ranges::find_if(m_recent, [&](const Recent &r) { return r.record.sameDecision(record); });
    if (same != m_recent.end()) {
        same->repeats += record.count;
        if (same->number >= m_firstNumber) m_records[same->number - m_firstNumber].count += record.count;
        return true;
    }
    if (!write(record)) return false;
    if (std::ssize(m_records) >= kKeptRecords) {
        m_records.pop_front();
        ++m_firstNumber;
    }
    if (record.event.isEmpty()) {
        if (m_recent.size() >= kMaxRecent) {
            if (!writeRepeats(m_recent.front())) return false;
            m_recent.erase(m_recent.begin());
        }
        m_recent.push_back({record, m_firstNumber + m_records.size(), 0});
    }
    m_records.push_back(std::move(record));
    return true;
}

bool AuditLog::flush()
{
    const std::lock_guard lock(m_mutex);
    return std::ranges::all_of(m_recent, [this](Recent &recent) { return writeRepeats(recent); });
}

QList<AuditRecord> AuditLog::records() const
{
    const std::lock_guard lock(m_mutex);
    return {m_records.begin(), m_records.end()};
}

bool AuditLog::writeRepeats(Recent &recent)
{
    if (recent.repeats == 0) return true;
    AuditRecord repeats = recent.record;
    repeats.count = std::exchange(recent.repeats, 0);
    return write(repeats);
}

/// What began more than a second ago is closed.
bool AuditLog::writeOld(const QDateTime &now)
{
    bool isWritten = true;
    std::erase_if(m_recent, [&](Recent &recent) {
        if (qAbs(recent.record.time.msecsTo(now)) < kOneRecordMs) return false;
        isWritten = writeRepeats(recent) && isWritten;
        return true;
    });
    return isWritten;
}

bool AuditLog::reopen()
{
    if (m_file >= 0) ::close(m_file);
    if (const QString folder = m_path.section(u'/', 0, -2); !QFile::exists(folder)) QDir().mkpath(folder);
    // Append mode: lines of several processes follow one another and never overwrite.
    m_file = ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (m_file < 0) return false;
    fchmod(m_file, 0600);
    return true;
}

bool AuditLog::write(const AuditRecord &record)
{
    if (m_path.isEmpty()) return true;
    if (m_file < 0 && !reopen()) return false;
    struct stat info{};
    if (fstat(m_file, &info) == 0 && info.st_size > m_rotateBytes) rotate();
    if (m_file < 0) return false;
    QByteArray line = record.toJsonLine();
    if (m_isTorn) line.prepend('\n');
    ssize_t written = 0;
    do written = ::write(m_file, line.constData(), static_cast<size_t>(line.size()));
    while (written < 0 && errno == EINTR);
    m_isTorn = written > 0 && written < line.size();
    return written == line.size();
}

/// Several processes write the same file: whoever gets the lock first renames, the others see that the name has become
/// another file and only open it.
void AuditLog::rotate()
{
    if (flock(m_file, LOCK_EX) != 0) return;
    struct stat ours{};
    struct stat named{};
    const bool isOurs = fstat(m_file, &ours) == 0 && stat(QFile::encodeName(m_path).constData(), &named) == 0 &&
                        ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
    if (isOurs) {
        QFile::remove(numbered(m_path, kKeptFiles));
        for (int i = kKeptFiles - 1; i >= 0; --i) QFile::rename(numbered(m_path, i), numbered(m_path, i + 1));
    }
    reopen(); // closing lets go of the lock
}

} // namespace latchkey::capability
