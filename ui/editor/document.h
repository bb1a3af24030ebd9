// SPDX-License-Identifier: GPL-3.0-or-later
//
// A text on disk: which file, in what format, whether the editor's text differs from it, and whether the file differs
// from what was read. The text itself lives in the editor. A document reads and writes on the file pool and answers by
// signals on its own thread; one thing at a time, a save asked during a save waits its turn.
//
//   open()  -> opened(text) | openFailed(error)          format(), notices() are set before `opened`
//   save()  -> saved(revision) | saveConflict(error) | saveFailed(error)
//   anyone else writes or deletes the file -> changedOnDisk() | deletedOnDisk(), once for each change
//
// It never overwrites what it has not seen: if the file is another one than was read, a save stops with
// `saveConflict`, and goes through only when asked again with `Overwrite::Yes`.
#pragma once

#include "ui/editor/safe_file.h"
#include "ui/editor/text_format.h"
#include "ui/jobs/job.h"

#include <QDateTime>
#include <QObject>

#include <optional>

namespace latchkey::editor {

/// Texts above this size open without highlighting, folding and wrapping.
inline constexpr qint64 kLargeText = 10'000'000;
/// Files above this size are not opened.
inline constexpr qint64 kMaxFile = 128 * 1024 * 1024;
/// Lines above this size are cut for showing, and the text can not be edited: laying one out would stop the window.
inline constexpr qint64 kMaxShownLine = 100'000;

/// Something about a file the user should know; shown in the bar under the tabs.
struct DocumentNotice {
    enum class Kind : quint8 { NotUtf8, HiddenCharacters, NulBytes, Large, LongLine, ReadOnlyFile };
    Kind kind;
    QString message; ///< full sentences
};

/// Whether a save may replace text of another program.
enum class Overwrite : bool { No, Yes };

class Document : public QObject
{
    Q_OBJECT

public:
    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    /// The file as the user named it; empty for a text that was never saved.
    [[nodiscard]] const QString &path() const { return m_path; }
    /// The file's name, or that of a text never saved ("untitled-1").
    [[nodiscard]] QString displayName() const;
    void setUntitledName(const QString &name);

    [[nodiscard]] const TextFormat &format() const { return m_format; }
    /// Changes the line end for new lines (the editor converts the old ones) or the mark; takes effect at the save.
    void setFormat(const TextFormat &format);
    [[nodiscard]] const QList<DocumentNotice> &notices() const { return m_notices; }
    /// Bytes of the text as opened.
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] bool isLarge() const { return m_size > kLargeText; }
    /// Whether the text can not be edited: it is no UTF-8, or has lines too long to show.
    [[nodiscard]] bool isReadOnly() const;
    /// Whether the file itself can be written by this user.
    [[nodiscard]] bool isFileWritable() const { return m_writable; }

    /// The unsaved marker, kept by the editor.
    [[nodiscard]] bool isModified() const { return m_modified; }
    void setModified(bool modified);
    /// Reading or writing is under way.
    [[nodiscard]] bool isBusy() const { return m_reading || m_saving; }

    /// Reads a file. Answers `opened`, `openFailed` or `readingCancelled`.
    void open(const QString &path);
    /// Reads the file again, whatever was edited.
    void reload();
    /// The same, taking the file for another encoding (text_format.h). Answers `opened`, or `readAsFailed` when the
    /// file is none of that encoding, and all stays as it was.
    void readAs(const QString &encoding);
    /// Called with the bytes of the next save before the file is touched, on the thread that writes.
    void setNextSaveAnnouncement(std::function<void(const QByteArray &bytes)> announce)
    {
        m_announce = std::move(announce);
    }
    /// Writes `text`, the editor's at `revision`, to the document's file.
    void save(const QByteArray &text, quint64 revision, Overwrite overwrite = Overwrite::No);
    /// Writes to another file, which becomes the document's when that worked. `Overwrite::Yes` says the user agreed to
    /// replace what is there (file dialogs ask); otherwise an existing file is a conflict.
    void saveAs(const QString &path, const QByteArray &text, quint64 revision, Overwrite overwrite);
    /// The text in the editor is to stay though the file changed: the next save replaces the file as it is now.
    void keepMine();
    /// Looks whether the file changed; done by itself when the system tells of a change.
    void checkDisk();

    /// Takes up a text that was restored after a crash: modified, and compared with the file it came from.
    void adoptRestored(const QString &path, const TextFormat &format, const FileStamp &base);

    /// The file's state as last read or written here.
    [[nodiscard]] const FileStamp &knownStamp() const { return m_known; }
    /// Where each save keeps what it replaces (backup_store.h); empty: nowhere.
    void setVersionsFolder(const QString &folder) { m_versionsFolder = folder; }
    /// Fails file steps on demand, for tests.
    void setFaultHook(const FaultHook &hook) { m_fault = hook; }

signals:
    void opened(const QByteArray &text);
    void openFailed(const latchkey::editor::FileError &error);
    void readAsFailed(const QString &message);
    /// The user ended the reading, among the background jobs; the text is what it was.
    void readingCancelled();
    /// `notes` are full sentences about what could not be kept, usually none.
    void saved(quint64 revision, const QStringList &notes);
    void saveFailed(const latchkey::editor::FileError &error);
    /// The file is not the one that was read. Asked again with Overwrite::Yes the save goes through.
    void saveConflict(const latchkey::editor::FileError &error);
    void modifiedChanged(bool modified);
    void pathChanged(const QString &path);
    void formatChanged();
    void noticesChanged();
    void busyChanged(bool busy);
    /// Another program wrote the file; `when` is the file's time.
    void changedOnDisk(const QDateTime &when);
    void deletedOnDisk();

private:
    struct Loaded;
    struct SaveJob;
    struct SaveDone;
    struct DiskState;

    void startReading(const QString &path);
    void finishReading(const std::expected<Loaded, FileError> &loaded, const QString &path);
    void startSaving(const SaveJob &job);
    void finishSaving(const std::expected<SaveDone, FileError> &done, const SaveJob &job);
    void finishCheck(const DiskState &state, quint64 generation);
    void setPath(const QString &path);
    void watchFile(const QString &path);
    void setNotices(const QString &name);
    void setBusy(bool &flag, bool busy);

    static std::expected<Loaded, FileError> load(const QString &path, const QString &encoding, const FaultHook &fault,
                                                 ReadWatch *watch);
    void cancelReading();
    static std::expected<SaveDone, FileError> store(const SaveJob &job);
    static DiskState lookAtDisk(const QString &path, const FileStamp &known, const QByteArray &hash);

    QString m_path;
    QString m_untitledName;
    QString m_watched;  ///< path given to FileWatch
    QString m_encoding; ///< the user named; empty: what the bytes say
    QString m_encodingBefore;
    TextFormat m_format;
    QList<DocumentNotice> m_notices;
    qint64 m_size = 0;
    bool m_writable = true;
    bool m_modified = false;
    jobs::Job m_job; ///< the reading
    bool m_reading = false;
    bool m_saving = false;
    bool m_checking = false;
    bool m_checkAgain = false;
    quint64 m_generation = 0; ///< counts reads and writes; answers about an older state are dropped
    FileStamp m_known;
    FileStamp m_reported; ///< the foreign state already told about
    bool m_deletionReported = false;
    QByteArray m_hash; ///< of the file's bytes as known
    std::unique_ptr<SaveJob> m_nextSave;
    QString m_versionsFolder;
    std::function<void(const QByteArray &)> m_announce;
    FaultHook m_fault;
};

} // namespace latchkey::editor
