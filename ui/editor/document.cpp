// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/document.h"

#include "ui/editor/background.h"
#include "ui/editor/backup_store.h"
#include "ui/editor/file_watch.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

struct Document::Loaded {
    DecodedText decoded;
    FileStamp stamp;
    QString path; ///< behind links
    bool writable = true;
    QByteArray hash;
};

struct Document::SaveJob {
    QString path;
    QByteArray text;
    quint64 revision = 0;
    TextFormat format;
    std::optional<FileStamp> expected;
    QByteArray hash; ///< of the bytes `expected` stands for
    QString versionsFolder;
    std::function<void(const QByteArray &)> announce;
    FaultHook fault;
};

struct Document::SaveDone {
    WriteOutcome outcome;
    QByteArray hash;
};

struct Document::DiskState {
    enum class Change : quint8 { None, Touched, Changed, Deleted };
    Change change = Change::None;
    FileStamp stamp;
};

namespace {

// Only to tell "touched" from "changed": speed counts, nobody attacks it.
QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

QDateTime timeOf(const FileStamp &stamp)
{
    return QDateTime::fromMSecsSinceEpoch(stamp.modifiedNs / 1'000'000);
}

} // namespace

Document::Document(QObject *parent)
    : QObject(parent)
    , m_untitledName(tr("untitled"))
{
    connect(&FileWatch::instance(), &FileWatch::touched, this, [this](const QString &path) {
        if (path == m_watched) checkDisk();
    });
}

Document::~Document()
{
    if (!m_watched.isEmpty()) FileWatch::instance().unwatch(m_watched);
}

QString Document::displayName() const
{
    return m_path.isEmpty() ? m_untitledName : QFileInfo(m_path).fileName();
}

void Document::setUntitledName(const QString &name)
{
    m_untitledName = name;
    if (m_path.isEmpty()) emit pathChanged(m_path);
}

void Document::setFormat(const TextFormat &format)
{
    m_format = format;
    emit formatChanged();
}

bool Document::isReadOnly() const
{
    return !m_format.validUtf8 || m_format.longestLine > kMaxShownLine;
}

void Document::setModified(bool modified)
{
    if (m_modified == modified) return;
    m_modified = modified;
    emit modifiedChanged(modified);
}

void Document::setBusy(bool &flag, bool busy)
{
    const bool before = isBusy();
    flag = busy;
    if (isBusy() != before) emit busyChanged(!before);
}

void Document::setPath(const QString &path)
{
    if (m_path == path) return;
    m_path = path;
    emit pathChanged(path);
}

void Document::watchFile(const QString &path)
{
    if (m_watched == path) return;
    if (!m_watched.isEmpty()) FileWatch::instance().unwatch(m_watched);
    m_watched = path;
    if (!m_watched.isEmpty()) FileWatch::instance().watch(m_watched);
}

// Reading

void Document::open(const QString &path)
{
    m_encoding.clear();
    startReading(QFileInfo(path).absoluteFilePath());
}

void Document::readAs(const QString &encoding)
{
    if (m_path.isEmpty() || m_reading) return;
    m_encodingBefore = std::exchange(m_encoding, encoding);
    startReading(m_path);
}

void Document::reload()
{
    if (!m_path.isEmpty()) startReading(m_path);
}

void Document::startReading(const QString &path)
{
    setBusy(m_reading, true);
    const quint64 generation = ++m_generation;
    const auto watch = std::make_shared<ReadWatch>();
    m_job = jobs::Job(
        tr("Reading %1").arg(QFileInfo(path).fileName()),
        [this, watch] {
            watch->ended = true;
            cancelReading();
        },
        [watch] { return watch->size > 0 ? double(watch->got) / double(watch->size) : 0; });
    inBackground([path, encoding = m_encoding, fault = m_fault, watch] {
        return load(path, encoding, fault, watch.get());
    }).then(this, [this, path, generation](const std::expected<Loaded, FileError> &loaded) {
        if (generation == m_generation) finishReading(loaded, path);
    });
}

// The thread may hang in a dead mount for long: its answer is not waited for.
void Document::cancelReading()
{
    ++m_generation;
    m_job.end();
    setBusy(m_reading, false);
    emit readingCancelled();
}

std::expected<Document::Loaded, FileError> Document::load(const QString &path, const QString &encoding,
                                                          const FaultHook &fault, ReadWatch *watch)
{
    auto file = SafeFile::read(path, kMaxFile, fault, watch);
    if (!file) return std::unexpected(file.error());
    return Loaded{decodeText(file->bytes, encoding), file->stamp, file->path, file->writable, hashOf(file->bytes)};
}

void Document::finishReading(const std::expected<Loaded, FileError> &loaded, const QString &path)
{
    m_job.end();
    setBusy(m_reading, false);
    if (!loaded) {
        emit openFailed(loaded.error());
        return;
    }
    if (!m_encoding.isEmpty() && !loaded->decoded.format.fits) {
        const QString wanted = std::exchange(m_encoding, m_encodingBefore);
        emit readAsFailed(tr("%1 is no %2 text").arg(QFileInfo(path).fileName(), wanted));
        return;
    }
    m_known = loaded->stamp;
    m_reported = {};
    m_deletionReported = false;
    m_hash = loaded->hash;
    m_writable = loaded->writable;
    m_size = loaded->decoded.text.size();
    setPath(path);
    setFormat(loaded->decoded.format);
    setNotices(QFileInfo(path).fileName());
    setModified(false);
    watchFile(loaded->path);
    emit opened(loaded->decoded.text);
    checkDisk(); // what happened between reading and watching
}

void Document::setNotices(const QString &name)
{
    using Kind = DocumentNotice::Kind;
    m_notices.clear();
    const QLocale locale;
    if (m_format.looksUtf16)
        m_notices.append(
            {Kind::NotUtf8,
             tr("%1 begins like UTF-16 text and is not. It can be looked at, not edited; its bytes stay as they are.")
                 .arg(name)});
    else if (!m_format.validUtf8)
        m_notices.append({Kind::NotUtf8, tr("%1 is not UTF-8 text (line %2). It can be looked at, not edited, until it "
                                            "is read in another encoding: "
                                            "by the encoding in the status bar.")
                                             .arg(name, locale.toString(m_format.firstInvalidLine))});
    if (m_format.hasBidiControls)
        m_notices.append(
            {Kind::HiddenCharacters,
             tr("%1 has invisible characters that make text read other than it runs. They are shown as marks.")
                 .arg(name)});
    if (m_format.nulBytes > 0)
        m_notices.append(
            {Kind::NulBytes, tr("%1 has %n NUL byte(s), shown as NUL.", nullptr, int(m_format.nulBytes)).arg(name)});
    if (m_format.longestLine > kMaxShownLine)
        m_notices.append(
            {Kind::LongLine,
             tr("%1 has a line of %2. Long lines are cut here and the file can not be edited.")
                 .arg(name, locale.formattedDataSize(m_format.longestLine, 1, QLocale::DataSizeSIFormat))});
    if (isLarge())
        m_notices.append({Kind::Large, tr("%1 has %2. Colours, folding and wrapping are off.")
                                           .arg(name, locale.formattedDataSize(m_size, 1, QLocale::DataSizeSIFormat))});
    if (!m_writable)
        m_notices.append(
            {Kind::ReadOnlyFile, tr("%1 is read-only. Changes can be saved under another name.").arg(name)});
    emit noticesChanged();
}

// Writing

void Document::save(const QByteArray &text, quint64 revision, Overwrite overwrite)
{
    SaveJob job{m_path, text, revision, m_format, m_known, m_hash, m_versionsFolder, std::exchange(m_announce, {}),
                m_fault};
    if (overwrite == Overwrite::Yes) job.expected.reset();
    startSaving(job);
}

void Document::saveAs(const QString &path, const QByteArray &text, quint64 revision, Overwrite overwrite)
{
    SaveJob job{QFileInfo(path).absoluteFilePath(), text,   revision, m_format, FileStamp{}, {}, m_versionsFolder,
                std::exchange(m_announce, {}),      m_fault};
    if (overwrite == Overwrite::Yes) job.expected.reset();
    startSaving(job);
}

void Document::startSaving(const SaveJob &job)
{
    if (m_saving) {
        m_nextSave = std::make_unique<SaveJob>(job); // the newest text wins
        return;
    }
    setBusy(m_saving, true);
    ++m_generation;
    inBackground([job] { return store(job); }).then(this, [this, job](const std::expected<SaveDone, FileError> &done) {
        finishSaving(done, job);
    });
}

std::expected<Document::SaveDone, FileError> Document::store(const SaveJob &job)
{
    const std::optional<QByteArray> encoded = encodeText(job.text, job.format);
    if (!encoded) {
        FileError error;
        error.step = FileStep::Resolve;
        error.path = job.path;
        error.message =
            tr("%1 has characters that %2 has not. Save it in UTF-8, by the encoding in the status bar. The "
               "file is as it was.")
                .arg(QFileInfo(job.path).fileName(), job.format.encoding);
        return std::unexpected(error);
    }
    const QByteArray &bytes = *encoded;
    if (job.announce) job.announce(bytes);
    WriteOptions options;
    options.expected = job.expected;
    options.fault = job.fault;
    // Deleted by someone else: nothing is there to lose, so saving makes the file anew.
    const bool there = SafeFile::stamp(job.path).exists;
    if (options.expected && !there) options.expected = FileStamp{};
    QByteArray replaced;
    if (there && !job.versionsFolder.isEmpty()) {
        if (const auto old = SafeFile::read(job.path, BackupStore::kLargest)) replaced = old->bytes;
    }
    auto outcome = SafeFile::write(job.path, bytes, options);
    if (!outcome && outcome.error().kind == FileError::Kind::ChangedOnDisk && !job.hash.isEmpty()) {
        // Touched, or replaced by the same text: no reason to ask.
        const auto now = SafeFile::read(job.path, kMaxFile);
        if (now && hashOf(now->bytes) == job.hash) {
            options.expected = now->stamp;
            outcome = SafeFile::write(job.path, bytes, options);
        }
    }
    if (!outcome) return std::unexpected(outcome.error());
    if (!replaced.isEmpty() && replaced != bytes) BackupStore::keep(job.versionsFolder, job.path, replaced);
    return SaveDone{*outcome, hashOf(bytes)};
}

void Document::finishSaving(const std::expected<SaveDone, FileError> &done, const SaveJob &job)
{
    ++m_generation;
    setBusy(m_saving, false);
    if (!done) {
        const FileError &error = done.error();
        if (error.onDisk) m_known = *error.onDisk; // our own text, though perhaps not through to the disk
        m_nextSave.reset();                        // it would meet the same fault; the text stays marked unsaved
        if (error.kind == FileError::Kind::ChangedOnDisk) emit saveConflict(error);
        else emit saveFailed(error);
        return;
    }
    m_known = done->outcome.stamp;
    m_reported = {};
    m_deletionReported = false;
    m_hash = done->hash;
    m_size = job.text.size();
    m_writable = true;
    setPath(job.path);
    watchFile(done->outcome.path);
    emit saved(job.revision, done->outcome.notes);
    if (!m_nextSave) return;
    SaveJob next = *std::exchange(m_nextSave, nullptr);
    if (next.path == job.path && next.expected) next.expected = m_known, next.hash = m_hash;
    startSaving(next);
}

// The file seen by others

void Document::keepMine()
{
    if (m_path.isEmpty()) return;
    if (m_reported.exists) m_known = m_reported, m_hash.clear();
    setModified(true);
}

void Document::checkDisk()
{
    if (m_path.isEmpty() || m_saving || m_reading) return;
    if (std::exchange(m_checking, true)) {
        m_checkAgain = true;
        return;
    }
    inBackground([path = m_path, known = m_known, hash = m_hash] {
        return lookAtDisk(path, known, hash);
    }).then(this, [this, generation = m_generation](const DiskState &state) { finishCheck(state, generation); });
}

Document::DiskState Document::lookAtDisk(const QString &path, const FileStamp &known, const QByteArray &hash)
{
    using Change = DiskState::Change;
    const FileStamp now = SafeFile::stamp(path);
    if (!now.exists) return {Change::Deleted, now};
    if (now.sameText(known)) return {Change::None, now};
    const auto file = SafeFile::read(path, kMaxFile);
    if (file && !hash.isEmpty() && hashOf(file->bytes) == hash) return {Change::Touched, file->stamp};
    return {Change::Changed, file ? file->stamp : now};
}

void Document::finishCheck(const DiskState &state, quint64 generation)
{
    using Change = DiskState::Change;
    m_checking = false;
    const bool again = std::exchange(m_checkAgain, false);
    if (generation == m_generation) {
        if (state.change == Change::Touched) m_known = state.stamp;
        if (state.change == Change::Changed && !state.stamp.sameText(m_reported)) {
            m_reported = state.stamp;
            m_deletionReported = false;
            emit changedOnDisk(timeOf(state.stamp));
        }
        if (state.change == Change::Deleted && m_known.exists && !std::exchange(m_deletionReported, true)) {
            m_reported = {};
            setModified(true); // the editor holds the only copy now
            emit deletedOnDisk();
        }
        if (state.change == Change::None || state.change == Change::Touched) m_deletionReported = false;
    }
    if (again) checkDisk();
}

void Document::adoptRestored(const QString &path, const TextFormat &format, const FileStamp &base)
{
    ++m_generation;
    m_known = base;
    m_hash.clear();
    setFormat(format);
    setPath(path);
    if (!path.isEmpty()) watchFile(path);
    setModified(true);
    checkDisk();
}

} // namespace latchkey::editor
