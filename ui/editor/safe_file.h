// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only door through which the window reads and writes the user's files. `SafeFile::write` never touches the old
// text until the new one is safe: it writes beside, syncs, puts the new file in the old one's place and syncs the
// folder. The error of each step is kept and told in plain words; there is no fallback that writes in place.
//
// What is kept of the old file: mode, owner and group where the system lets us, extended attributes and with them
// access lists, and its place behind symbolic links. If the file must still be the one the caller knows
// (`WriteOptions::expected`), the two are exchanged in one step and the one taken out is looked at, so that a change
// made between the check and the exchange is seen and put back.
//
// Everything here blocks: call it on the file pool (background.h). Linux only.
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <atomic>
#include <expected>
#include <functional>
#include <optional>

namespace latchkey::editor {

/// The steps of reading and writing, in their order; a fault point sits before each.
enum class FileStep : quint8 { Resolve, Check, Open, Read, Write, Attributes, Sync, Close, Rename, SyncFolder };

/// Which file this is and in what state: equal stamps mean the same untouched file.
struct FileStamp {
    bool exists = false;
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = 0;
    qint64 modifiedNs = 0; ///< since 1970
    qint64 changedNs = 0;  ///< of the inode: also moved by a change of mode

    /// Whether the text can be taken for untouched: all but the change time, which a mere chmod moves.
    [[nodiscard]] bool sameText(const FileStamp &other) const;
    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

/// What kept a file from being read or written.
struct FileError {
    enum class Kind : quint8 {
        Failed,       ///< the system refused; `code` is its errno
        NotFound,     ///< the file or its folder is not there
        NotRegular,   ///< a folder, pipe, device or socket
        TooLarge,     ///< over the limit the caller set
        ReadOnly,     ///< the file is marked read-only
        ChangedOnDisk ///< another program wrote it since it was read
    };
    Kind kind = Kind::Failed;
    FileStep step = FileStep::Open;
    int code = 0;
    QString path;    ///< the file after following links
    QString message; ///< full sentences for the user: what, why, and that the old text is intact
    /// What lies at the path now, when the step that failed came after the new text was in place.
    std::optional<FileStamp> onDisk;
};

/// A file's bytes and the stamp they were read under.
struct FileBytes {
    QByteArray bytes;
    FileStamp stamp;
    QString path;          ///< after following links
    bool writable = false; ///< by this user, and not marked read-only
};

/// What a finished write left behind.
struct WriteOutcome {
    FileStamp stamp;
    QString path;      ///< after following links
    QStringList notes; ///< full sentences: what could not be kept, e.g. the owner or a second name (hard link)
};

/// Returns the errno to fail with before `step`, or 0. Called on the thread that works.
using FaultHook = std::function<int(FileStep step)>;

/// A read that can be followed and ended. Shared by the thread that reads and the one that waits.
struct ReadWatch {
    std::atomic<qint64> size = 0;    ///< written by the reader: what the file said it has
    std::atomic<qint64> got = 0;     ///< written by the reader
    std::atomic<bool> ended = false; ///< written by whoever waits: nobody wants the rest
};

struct WriteOptions {
    /// When set, the write happens only if the file is still in this state.
    std::optional<FileStamp> expected = {};
    /// Mode of a file that did not exist; the process's mask applies.
    unsigned newFileMode = 0666;
    /// Whether to write the folder through, which a journal that is rewritten each second can do without.
    bool syncFolder = true;
    FaultHook fault = {};
};

class SafeFile
{
    Q_DECLARE_TR_FUNCTIONS(latchkey::editor::SafeFile)

public:
    /// The file's bytes, if it is a regular file of at most `limit` bytes.
    /// Fails with ECANCELED when `watch` was ended.
    [[nodiscard]] static std::expected<FileBytes, FileError>
    read(const QString &path, qint64 limit, const FaultHook &fault = {}, ReadWatch *watch = nullptr);
    /// Puts `bytes` in the place of the file, or leaves it as it was.
    [[nodiscard]] static std::expected<WriteOutcome, FileError> write(const QString &path, const QByteArray &bytes,
                                                                      const WriteOptions &options = {});
    /// Adds `bytes` at the end of a private file (made with mode 0600 if missing) and brings them to the disk. What a
    /// failed call leaves at the end is undefined: readers must be able to tell.
    [[nodiscard]] static std::expected<void, FileError> append(const QString &path, const QByteArray &bytes,
                                                               const FaultHook &fault = {});
    /// The file's present state; one that cannot be seen does not exist.
    [[nodiscard]] static FileStamp stamp(const QString &path);
    /// The path behind symbolic links, also when the last one leads to a file that is not there yet.
    [[nodiscard]] static std::expected<QString, FileError> resolved(const QString &path);
};

} // namespace latchkey::editor
