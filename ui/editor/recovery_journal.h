// SPDX-License-Identifier: GPL-3.0-or-later
//
// What keeps unsaved text when the program dies. Each document with unsaved text has one journal in the state folder,
// readable by its owner only:
//   ID.journal   a whole text with a header (path, format, stamp of the file it came from), replaced atomically
//   ID.N.log     the edits since, appended; N names the journal text they belong to. Each block carries its length and
//                hash, so a block that was being written when the power went is recognised and left out
//   ID.lock      held by the process that owns the journal; the kernel lets go of it when the process dies
// Edits are gathered and written on the file pool 300 ms after typing stops, and at least each second while it does
// not. When the log has grown to a fraction of the text, a new whole text takes the place of both.
//
// After a crash `recover()` gives back all texts whose owner is gone. It deletes nothing: a recovered text keeps its
// journal until the document that adopted it is saved or discarded, so dying during recovery loses nothing either.
#pragma once

#include "ui/editor/safe_file.h"
#include "ui/editor/text_format.h"

#include <QDateTime>
#include <QFuture>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace latchkey::editor {

class JournalLock;

/// What is known about a journalled text besides its bytes.
struct JournalInfo {
    QString path;  ///< empty for a text never saved
    QString title; ///< the tab's name
    TextFormat format;
    FileStamp base; ///< of the file when it was read or last saved
};

/// A text that outlived its process.
struct RecoveredText {
    QString id;
    JournalInfo info;
    QByteArray text;
    QDateTime when;          ///< of the last edit that was kept
    bool endedEarly = false; ///< a block at the end of the log was cut short and left out
    std::shared_ptr<JournalLock> lock;
};

/// What `recover()` found.
struct RecoveredSet {
    std::vector<RecoveredText> texts; ///< oldest first
    QStringList damaged;              ///< journals that could not be read, set aside under these paths
};

class RecoveryJournal : public QObject
{
    Q_OBJECT

public:
    struct Timing {
        std::chrono::milliseconds idle{300};
        std::chrono::milliseconds longest{1000};
    };

    /// A journal in `folder` (made if missing) that takes whole texts from `text`, called on this thread.
    RecoveryJournal(QString folder, std::function<QByteArray()> text, QObject *parent = nullptr);
    /// Writes what is pending and keeps the files: a text that is to be thrown away wants `discard()` first.
    ~RecoveryJournal() override;

    /// $XDG_STATE_HOME/latchkey/journals or its like.
    static QString defaultFolder();

    void setTiming(Timing timing);
    /// Names the text; writes it anew if it is journalled already.
    void setInfo(const JournalInfo &info);
    /// One edit in bytes of the text: at `position`, `removed` bytes gave way to `inserted`.
    void noteEdit(qint64 position, qint64 removed, const QByteArray &inserted);
    /// The text as a whole is another one (reloaded, restored) and unsaved.
    void noteReplaced();
    /// Nothing is unsaved any more: the files go.
    void discard();
    /// Goes on with the journal of a recovered text.
    void adopt(const RecoveredText &recovered);
    /// What a save of the text as it is now must call before it touches the file, on any thread, with the bytes
    /// it will write: so that after a crash between the save and its discard() it is known that nothing of this
    /// is unsaved any more. Empty when there is nothing unsaved to begin with.
    [[nodiscard]] std::function<void(const QByteArray &bytes)> saveAnnouncement() const;
    /// Writes now. The future is done when what was noted until this call is on the disk, or failed.
    QFuture<void> flush();

    [[nodiscard]] bool isIdle() const { return !m_inFlight && !m_active; }
    [[nodiscard]] const QString &id() const { return m_id; }
    void setFaultHook(const FaultHook &hook) { m_fault = hook; }

    /// The texts in `folder` whose process is gone. Blocks; several processes may call it, each text goes to one.
    static RecoveredSet recover(const QString &folder);

signals:
    /// All noted edits up to some moment are on the disk; `edits` counts them since the journal began.
    void written(quint64 edits);
    /// The journal cannot be written, as a full sentence; told once until it works again.
    void failed(const QString &message);

private:
    struct Job;
    struct Done;

    void schedule();
    void start();
    [[nodiscard]] Job nextJob();
    void finish(const Done &done);
    static Done work(const Job &job);

    QString m_folder;
    QString m_id;
    std::function<QByteArray()> m_text;
    JournalInfo m_info;
    Timing m_timing;
    QTimer m_idle;
    QTimer m_longest;
    QByteArray m_pending; ///< encoded edits not yet handed to a job
    qint64 m_epoch = 0;   ///< when this journal was made: edits are counted from there
    quint64 m_edits = 0;  ///< noted
    quint64 m_onDisk = 0; ///< written
    qint64 m_logBytes = 0;
    qint64 m_textBytes = 0;
    quint64 m_number = 0; ///< of the whole text on disk
    bool m_wholeWanted = true;
    bool m_active = false; ///< something is unsaved
    bool m_discarding = false;
    bool m_inFlight = false;
    bool m_complained = false;
    std::shared_ptr<JournalLock> m_lock;
    QFuture<void> m_flight;
    std::vector<std::shared_ptr<QPromise<void>>> m_waiting; ///< flushes to be told at the next finish
    FaultHook m_fault;
};

} // namespace latchkey::editor
