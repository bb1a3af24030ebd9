// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/backup_store.h"

#include "ui/editor/safe_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {
namespace {

constexpr qint64 kMostHeader = 16'384;

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
}

// All versions of one file begin with the same letters; names of files are no part of it.
QString prefixOf(const QString &path)
{
    return QString::fromLatin1(hashOf(path.toUtf8()).first(20));
}

// Name and time of a version: PREFIX-MILLISECONDS.version
QFileInfoList versionsIn(const QString &folder, const QString &prefix)
{
    QFileInfoList found = QDir(folder).entryInfoList({prefix + u"*.version"_s}, QDir::Files);
    std::ranges::sort(found, {},
                      [](const QFileInfo &info) { return info.completeBaseName().section(u'-', 1).toLongLong(); });
    return found;
}

void removeOldest(const QString &folder, const QString &prefix)
{
    QFileInfoList own = versionsIn(folder, prefix);
    while (own.size() > BackupStore::kVersions) QFile::remove(own.takeFirst().filePath());
    QFileInfoList all = versionsIn(folder, {});
    qint64 total = 0;
    for (const QFileInfo &info : std::as_const(all)) total += info.size();
    while (total > BackupStore::kMostBytes && all.size() > 1) {
        const QFileInfo oldest = all.takeFirst();
        total -= oldest.size();
        QFile::remove(oldest.filePath());
    }
}

QByteArray headerOf(const QByteArray &file)
{
    const qsizetype end = QByteArrayView(file).first(std::min<qsizetype>(file.size(), kMostHeader)).indexOf('\n');
    return end < 0 ? QByteArray() : file.first(end);
}

} // namespace

void BackupStore::keep(const QString &folder, const QString &path, const QByteArray &bytes)
{
    if (bytes.size() > kLargest) return;
    if (!QFileInfo::exists(folder)) {
        QDir().mkpath(folder);
        ::chmod(QFile::encodeName(folder).constData(), 0700);
    }
    const QString prefix = prefixOf(path);
    const QFileInfoList own = versionsIn(folder, prefix);
    const QString hash = QString::fromLatin1(hashOf(bytes));
    qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!own.isEmpty()) {
        // The same text again is no other version.
        QFile newest(own.last().filePath());
        if (newest.open(QIODevice::ReadOnly) &&
            QJsonDocument::fromJson(newest.readLine(kMostHeader)).object()[u"hash"].toString() == hash)
            return;
        now = std::max(now, own.last().completeBaseName().section(u'-', 1).toLongLong() + 1);
    }
    const QJsonObject header{{u"latchkey"_s, u"version"_s}, {u"path"_s, path}, {u"hash"_s, hash}, {u"when"_s, now}};
    const QString file = folder + u'/' + prefix + u'-' + QString::number(now) + u".version"_s;
    (void)SafeFile::write(file, QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n' + bytes,
                          {.newFileMode = 0600, .syncFolder = false});
    removeOldest(folder, prefix);
}

QList<Backup> BackupStore::list(const QString &folder, const QString &path)
{
    QList<Backup> backups;
    const QFileInfoList own = versionsIn(folder, prefixOf(path));
    for (const QFileInfo &info : own) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QByteArray line = file.readLine(kMostHeader);
        const QJsonObject header = QJsonDocument::fromJson(line).object();
        if (header[u"path"].toString() != path) continue;
        backups.prepend(
            {info.filePath(), QDateTime::fromMSecsSinceEpoch(header[u"when"].toInteger()), info.size() - line.size()});
    }
    return backups;
}

std::optional<QByteArray> BackupStore::read(const Backup &backup)
{
    const auto file = SafeFile::read(backup.file, kLargest + kMostHeader);
    if (!file) return std::nullopt;
    const QByteArray header = headerOf(file->bytes);
    if (header.isEmpty()) return std::nullopt;
    const QByteArray text = file->bytes.sliced(header.size() + 1);
    const QString hash = QJsonDocument::fromJson(header).object()[u"hash"].toString();
    if (hash != QString::fromLatin1(hashOf(text))) return std::nullopt;
    return text;
}

} // namespace latchkey::editor
