// SPDX-License-Identifier: GPL-3.0-or-later
//
// Earlier versions of saved files: what a file had before each save, a few per file, in the state folder. They are
// for the save one wishes back; the journals are for the one that never came. Each version is a file of its own whose
// first line says what it is, so damage to one touches no other.
//
// Everything here blocks: call it on the file pool (background.h).
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace latchkey::editor {

/// One earlier version.
struct Backup {
    QString file; ///< for BackupStore::read
    QDateTime when;
    qint64 size = 0; ///< of the text
};

class BackupStore
{
public:
    static constexpr int kVersions = 10;                   ///< of one file
    static constexpr qint64 kMostBytes = 64 * 1024 * 1024; ///< of all files together
    static constexpr qint64 kLargest = 10'000'000;         ///< larger files have none

    /// Keeps `bytes`, what the file at `path` had until now. The oldest versions go when there are too many. A failure
    /// costs the version, nothing else.
    static void keep(const QString &folder, const QString &path, const QByteArray &bytes);
    /// The versions of a file, newest first.
    [[nodiscard]] static QList<Backup> list(const QString &folder, const QString &path);
    /// The bytes of a version; nothing when it is gone or damaged.
    [[nodiscard]] static std::optional<QByteArray> read(const Backup &backup);
};

} // namespace latchkey::editor
