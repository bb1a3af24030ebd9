// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/audit_reader.h"

#include "engine/capability/paths.h"

#include <QFile>
#include <QJsonDocument>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <sys/stat.h>

namespace latchkey::capability {

namespace {

constexpr qint64 kChunk = 64 << 10;
/// Longer than any record: a line without an end is not read into memory as a whole.
constexpr qsizetype kMaxLine = 1 << 20;

quint64 inodeOf(const QFile &file)
{
    struct stat info{};
    return fstat(file.handle(), &info) == 0 ? info.st_ino : 0;
}

/// The lines of a file from an offset backwards.
class LinesBackwards
{
public:
    LinesBackwards(QFile &file, qint64 end)
        : m_file(file)
        , m_offset(end)
    {
    }

    /// False at the beginning of the file.
    bool next(QByteArray &line)
    {
        for (;;) {
            if (const qsizetype at = m_held.lastIndexOf('\n'); at >= 0) {
                line = m_held.sliced(at + 1);
                m_held.truncate(at);
                if (!line.isEmpty()) return true;
                continue;
            }
            if (m_offset == 0 || m_held.size() > kMaxLine) {
                line = std::exchange(m_held, {});
                return !line.isEmpty();
            }
            const qint64 size = std::min(m_offset, kChunk);
            m_offset -= size;
            if (!m_file.seek(m_offset)) return false;
            m_held.prepend(m_file.read(size));
        }
    }
    /// Where the lines that are still to come end.
    qint64 offset() const { return m_offset + m_held.size(); }

private:
    QFile &m_file;
    qint64 m_offset;
    QByteArray m_held;
};

/// Reads one file; false when the page is full.
bool readFile(QFile &file, qint64 end, const AuditFilter &filter, int limit, AuditPage &page,
              const QPromise<AuditPage> &promise)
{
    LinesBackwards lines(file, end);
    QByteArray line;
    while (!promise.isCanceled() && lines.next(line)) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject()) continue; // torn by a full disk
        const AuditRecord record = AuditRecord::fromJson(document.object());
        if (!filter.accepts(record)) continue;
        page.records.append(record);
        if (page.records.size() < limit) continue;
        page.next = {inodeOf(file), lines.offset()};
        return false;
    }
    return true;
}

AuditPage readPage(const QString &path, const AuditFilter &filter, AuditPlace place, int limit,
                   const QPromise<AuditPage> &promise)
{
    AuditPage page;
    bool isReached = place.file == 0;
    for (const QString &name : AuditLog::files(path)) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly)) continue;
        const bool isThePlace = !isReached && inodeOf(file) == place.file;
        if (!isReached && !isThePlace) continue;
        isReached = true;
        if (!readFile(file, isThePlace ? place.offset : file.size(), filter, limit, page, promise)) return page;
    }
    page.isLast = true;
    return page;
}

} // namespace

bool AuditFilter::accepts(const AuditRecord &record) const
{
    if (!withEvents && !record.event.isEmpty()) return false;
    if (denied && (!record.event.isEmpty() || record.allowed == *denied)) return false;
    if (!run.isEmpty() && record.run != run) return false;
    if (!script.isEmpty() && record.script != script) return false;
    if (!folder.isEmpty() && !isInside(record.script.toStdString(), folder.toStdString())) return false;
    if (!capability.isEmpty() && !covers(capability.toStdString(), record.capability.toStdString())) return false;
    if (from.isValid() && record.time < from) return false;
    if (to.isValid() && record.time > to) return false;
    if (text.isEmpty()) return true;
    return std::ranges::any_of(
        std::initializer_list<const QString *>{&record.capability, &record.resource, &record.script, &record.function},
        [this](const QString *field) { return field->contains(text, Qt::CaseInsensitive); });
}

QFuture<AuditPage> readAudit(const QString &path, AuditFilter filter, AuditPlace place, int limit)
{
    auto promise = std::make_shared<QPromise<AuditPage>>();
    QFuture<AuditPage> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([=, filter = std::move(filter)] {
        promise->addResult(readPage(path, filter, place, limit, *promise));
        promise->finish();
    });
    return future;
}

} // namespace latchkey::capability
