// SPDX-License-Identifier: GPL-3.0-or-later
//
// In this order: the two file formats, the lock, recovering, and the journal itself. A journal has at most one job on
// the file pool at a time, so its files are never written by two threads.
#include "ui/editor/recovery_journal.h"

#include "ui/editor/background.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

constexpr qint64 kMaxJournal = 1024 * 1024 * 1024; // a sane end for a damaged length
constexpr qint64 kSmallLog = 1'000'000;            // below this a log is never worth a new whole text
constexpr int kHashBytes = 8;                      // finds torn blocks; nobody forges a journal
constexpr auto kBlockMark = "LKJ1"_L1;

QByteArray shortHash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).first(kHashBytes);
}

QString journalPath(const QString &folder, const QString &id)
{
    return folder + u'/' + id + u".journal"_s;
}

// What saveAnnouncement() leaves: of each save the hash, epoch and edits.
QString savingPath(const QString &folder, const QString &id)
{
    return folder + u'/' + id + u".saving"_s;
}

QString logPath(const QString &folder, const QString &id, quint64 number)
{
    return folder + u'/' + id + u'.' + QString::number(number) + u".log"_s;
}

// The whole text: one line of JSON, then the bytes.

QJsonObject toJson(const FileStamp &stamp)
{
    // Numbers as text: JSON's lose digits above 2^53.
    return {{u"exists"_s, stamp.exists},
            {u"device"_s, QString::number(stamp.device)},
            {u"inode"_s, QString::number(stamp.inode)},
            {u"size"_s, QString::number(stamp.size)},
            {u"modified"_s, QString::number(stamp.modifiedNs)}};
}

FileStamp stampFromJson(const QJsonObject &json)
{
    FileStamp stamp;
    stamp.exists = json[u"exists"].toBool();
    stamp.device = json[u"device"].toString().toULongLong();
    stamp.inode = json[u"inode"].toString().toULongLong();
    stamp.size = json[u"size"].toString().toLongLong();
    stamp.modifiedNs = json[u"modified"].toString().toLongLong();
    return stamp;
}

// How far a text has come: edits of a journal since it was made. Later ones contain the earlier.
struct Progress {
    qint64 epoch = 0;
    quint64 edits = 0;
    friend auto operator<=>(const Progress &, const Progress &) = default;
};

QByteArray encodeWhole(const JournalInfo &info, quint64 number, Progress progress, const QByteArray &text)
{
    const QJsonObject header{{u"latchkey"_s, u"journal"_s},
                             {u"version"_s, 1},
                             {u"number"_s, qint64(number)},
                             {u"epoch"_s, progress.epoch},
                             {u"edits"_s, qint64(progress.edits)},
                             {u"path"_s, info.path},
                             {u"title"_s, info.title},
                             {u"byteOrderMark"_s, info.format.byteOrderMark},
                             {u"encoding"_s, info.format.encoding},
                             {u"lineEnd"_s, int(info.format.lineEnd)},
                             {u"base"_s, toJson(info.base)},
                             {u"size"_s, text.size()},
                             {u"hash"_s, QString::fromLatin1(shortHash(text).toHex())}};
    return QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n' + text;
}

struct Whole {
    JournalInfo info;
    quint64 number = 0;
    Progress progress;
    QByteArray text;
};

std::optional<Whole> decodeWhole(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0) return std::nullopt;
    const QJsonObject header = QJsonDocument::fromJson(bytes.first(end)).object();
    Whole whole;
    whole.text = bytes.sliced(end + 1);
    if (header[u"latchkey"].toString() != u"journal" || header[u"version"].toInt() != 1 ||
        QByteArray::fromHex(header[u"hash"].toString().toLatin1()) != shortHash(whole.text))
        return std::nullopt;
    whole.number = quint64(header[u"number"].toInteger());
    whole.progress = {header[u"epoch"].toInteger(), quint64(header[u"edits"].toInteger())};
    whole.info.path = header[u"path"].toString();
    whole.info.title = header[u"title"].toString();
    whole.info.base = stampFromJson(header[u"base"].toObject());
    whole.info.format = decodeText(whole.text).format;
    whole.info.format.byteOrderMark = header[u"byteOrderMark"].toBool();
    whole.info.format.encoding = header[u"encoding"].toString();
    whole.info.format.lineEnd = LineEnd(std::clamp(header[u"lineEnd"].toInt(), 0, int(LineEnd::Cr)));
    return whole;
}

// The log: blocks of mark, length, hash, edits; an edit is position, bytes removed, bytes inserted. At position -1
// stands no edit but, as the number removed, how many there were when the block was written.
constexpr qint64 kCount = -1;

QByteArray encodeEdit(qint64 position, qint64 removed, const QByteArray &inserted)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << position << removed << inserted;
    return bytes;
}

QByteArray encodeBlock(const QByteArray &edits)
{
    QByteArray length;
    QDataStream(&length, QIODevice::WriteOnly) << quint32(edits.size());
    return kBlockMark.latin1() + length + shortHash(edits) + edits;
}

bool applyEdits(QByteArray &text, const QByteArray &edits, quint64 &count)
{
    QDataStream in(edits);
    while (!in.atEnd()) {
        qint64 position = 0, removed = 0;
        QByteArray inserted;
        in >> position >> removed >> inserted;
        if (position == kCount && in.status() == QDataStream::Ok) {
            count = quint64(removed);
            continue;
        }
        const bool fits = in.status() == QDataStream::Ok && position >= 0 && removed >= 0 && position <= text.size() &&
                          removed <= text.size() - position;
        if (!fits) return false;
        text.replace(position, removed, inserted);
    }
    return true;
}

// Applies the log's blocks up to the first that is not whole. True when there was no such block.
bool applyLog(QByteArray &text, const QByteArray &log, quint64 &count)
{
    const qsizetype headSize = kBlockMark.size() + qsizetype(sizeof(quint32)) + kHashBytes;
    qsizetype at = 0;
    while (at < log.size()) {
        if (log.size() - at < headSize || QByteArrayView(log).sliced(at, kBlockMark.size()) != kBlockMark.latin1())
            return false;
        quint32 length = 0;
        QDataStream(log.sliced(at + kBlockMark.size(), sizeof(length))) >> length;
        if (log.size() - at - headSize < qsizetype(length)) return false;
        const QByteArray edits = log.sliced(at + headSize, length);
        if (shortHash(edits) != log.sliced(at + headSize - kHashBytes, kHashBytes)) return false;
        QByteArray changed = text;
        if (!applyEdits(changed, edits, count)) return false;
        text = std::move(changed);
        at += headSize + qsizetype(length);
    }
    return true;
}

} // namespace

// Holds ID.lock for as long as it lives.
class JournalLock
{
public:
    static std::shared_ptr<JournalLock> take(const QString &folder, const QString &id)
    {
        const QString path = pathOf(folder, id);
        const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0) return nullptr;
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return std::shared_ptr<JournalLock>(new JournalLock(fd));
        ::close(fd);
        return nullptr;
    }

    ~JournalLock() { ::close(m_fd); }
    JournalLock(const JournalLock &) = delete;
    JournalLock &operator=(const JournalLock &) = delete;

    /// By its owner, last of all: from now on the name says nothing.
    static void removeFile(const QString &folder, const QString &id) { QFile::remove(pathOf(folder, id)); }

private:
    explicit JournalLock(int fd)
        : m_fd(fd)
    {
    }
    static QString pathOf(const QString &folder, const QString &id) { return folder + u'/' + id + u".lock"_s; }

    int m_fd;
};

namespace {

void makeFolder(const QString &folder)
{
    if (QFileInfo::exists(folder)) return;
    QDir().mkpath(folder);
    ::chmod(QFile::encodeName(folder).constData(), 0700);
}

void removeLogs(const QString &folder, const QString &id, std::optional<quint64> keep)
{
    QDir dir(folder);
    const QString kept = keep ? QFileInfo(logPath(folder, id, *keep)).fileName() : QString();
    for (const QString &name : dir.entryList({id + u".*.log"_s}, QDir::Files | QDir::Hidden)) {
        if (name != kept) dir.remove(name);
    }
}

// Saves that are noted: of one under way nobody knows yet, so the one before may be what the file has.
constexpr int kSavesNoted = 4;

QJsonArray notedSaves(const QString &folder, const QString &id)
{
    const auto note = SafeFile::read(savingPath(folder, id), 4096);
    return note ? QJsonDocument::fromJson(note->bytes).object()[u"saves"].toArray() : QJsonArray();
}

// Whether the file has all of the text: a save of it went through, and then there was no time to discard the journal.
bool isSaved(const QString &folder, const QString &id, const QString &path, Progress progress)
{
    const QJsonArray saves = path.isEmpty() ? QJsonArray() : notedSaves(folder, id);
    if (saves.isEmpty()) return false;
    const auto file = SafeFile::read(path, kMaxJournal);
    const QString hash = file ? QString::fromLatin1(shortHash(file->bytes).toHex()) : QString();
    return file && std::ranges::any_of(saves, [&](const QJsonValue &save) {
               const Progress saved{save[u"epoch"].toInteger(), quint64(save[u"edits"].toInteger())};
               return save[u"hash"].toString() == hash && saved >= progress;
           });
}

void removeAll(const QString &folder, const QString &id)
{
    QFile::remove(journalPath(folder, id));
    removeLogs(folder, id, std::nullopt);
    QFile::remove(savingPath(folder, id));
}

struct Found {
    RecoveredText text;
    bool saved = false; ///< and nothing of it is unsaved
};

std::optional<Found> recoverOne(const QString &folder, const QString &id, std::shared_ptr<JournalLock> lock)
{
    const QString path = journalPath(folder, id);
    const auto file = SafeFile::read(path, kMaxJournal);
    auto whole = file ? decodeWhole(file->bytes) : std::nullopt;
    if (!whole) return std::nullopt;
    RecoveredText found{id, whole->info, whole->text, QFileInfo(path).lastModified(), false, std::move(lock)};
    const QString log = logPath(folder, id, whole->number);
    if (const auto edits = SafeFile::read(log, kMaxJournal)) {
        found.endedEarly = !applyLog(found.text, edits->bytes, whole->progress.edits);
        found.when = QFileInfo(log).lastModified();
    }
    const bool saved = isSaved(folder, id, found.info.path, whole->progress);
    return Found{std::move(found), saved};
}

} // namespace

RecoveredSet RecoveryJournal::recover(const QString &folder)
{
    RecoveredSet set;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.journal"_s}, QDir::Files, QDir::Time | QDir::Reversed)) {
        const QString id = name.chopped(8);
        auto lock = JournalLock::take(folder, id);
        const QString path = journalPath(folder, id);
        if (!lock || !QFileInfo::exists(path)) continue; // owned by a living process, or just taken away
        if (auto found = recoverOne(folder, id, lock)) {
            if (found->saved) {
                removeAll(folder, id);
                JournalLock::removeFile(folder, id);
                continue;
            }
            set.texts.push_back(std::move(found->text));
            continue;
        }
        const QString aside = path + u".damaged"_s;
        if (QFile::rename(path, aside)) set.damaged << aside;
        JournalLock::removeFile(folder, id);
    }
    return set;
}

// One turn on the file pool, by value.
struct RecoveryJournal::Job {
    enum class Kind : quint8 { Whole, Log, Discard };
    Kind kind = Kind::Whole;
    QString folder;
    QString id;
    quint64 number = 0;
    qint64 epoch = 0;
    quint64 edits = 0;
    QByteArray bytes; ///< the text, or encoded edits
    JournalInfo info;
    std::shared_ptr<JournalLock> lock;
    FaultHook fault;
};

struct RecoveryJournal::Done {
    Job::Kind kind = Job::Kind::Whole;
    quint64 number = 0;
    quint64 edits = 0;
    qint64 size = 0;
    std::shared_ptr<JournalLock> lock;
    QString error;
};

RecoveryJournal::RecoveryJournal(QString folder, std::function<QByteArray()> text, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_text(std::move(text))
    , m_epoch(QDateTime::currentMSecsSinceEpoch())
{
    m_idle.setSingleShot(true);
    m_longest.setSingleShot(true);
    setTiming({});
    connect(&m_idle, &QTimer::timeout, this, &RecoveryJournal::start);
    connect(&m_longest, &QTimer::timeout, this, &RecoveryJournal::start);
}

RecoveryJournal::~RecoveryJournal()
{
    if (m_inFlight) m_flight.waitForFinished();
    const bool unwritten = m_active && (m_wholeWanted || !m_pending.isEmpty());
    if (m_discarding || unwritten) work(nextJob());
}

QString RecoveryJournal::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::StateLocation) + u"/journals"_s;
}

void RecoveryJournal::setTiming(Timing timing)
{
    m_timing = timing;
    m_idle.setInterval(timing.idle);
    m_longest.setInterval(timing.longest);
}

void RecoveryJournal::setInfo(const JournalInfo &info)
{
    m_info = info;
    if (m_active) noteReplaced();
}

void RecoveryJournal::noteEdit(qint64 position, qint64 removed, const QByteArray &inserted)
{
    ++m_edits;
    if (!m_wholeWanted) m_pending += encodeEdit(position, removed, inserted);
    if (m_logBytes + m_pending.size() > std::max(kSmallLog, m_textBytes / 2)) m_wholeWanted = true;
    if (m_wholeWanted) m_pending.clear();
    schedule();
}

void RecoveryJournal::noteReplaced()
{
    ++m_edits;
    m_wholeWanted = true;
    m_pending.clear();
    schedule();
}

void RecoveryJournal::schedule()
{
    m_active = true;
    m_discarding = false;
    m_idle.start();
    if (!m_longest.isActive()) m_longest.start();
}

void RecoveryJournal::discard()
{
    if (!m_active && !m_inFlight) return;
    m_active = false;
    m_discarding = true;
    m_pending.clear();
    m_wholeWanted = true;
    m_idle.stop();
    m_longest.stop();
    start();
}

void RecoveryJournal::adopt(const RecoveredText &recovered)
{
    m_id = recovered.id;
    m_info = recovered.info;
    m_lock = recovered.lock;
    // Past every number in use, so that the first whole text leaves the old pair readable until it is in place.
    m_number = quint64(QDateTime::currentMSecsSinceEpoch());
    noteReplaced();
}

std::function<void(const QByteArray &)> RecoveryJournal::saveAnnouncement() const
{
    if (!m_active && !m_inFlight) return {};
    return [folder = m_folder, id = m_id, epoch = m_epoch, edits = m_edits](const QByteArray &bytes) {
        QJsonArray saves = notedSaves(folder, id);
        saves.append(QJsonObject{{u"hash"_s, QString::fromLatin1(shortHash(bytes).toHex())},
                                 {u"epoch"_s, epoch},
                                 {u"edits"_s, qint64(edits)}});
        while (saves.size() > kSavesNoted) saves.removeFirst();
        // If this can not be written the journal will be offered once more than needed.
        (void)SafeFile::write(savingPath(folder, id),
                              QJsonDocument(QJsonObject{{u"saves"_s, saves}}).toJson(QJsonDocument::Compact),
                              {.newFileMode = 0600, .syncFolder = false});
    };
}

QFuture<void> RecoveryJournal::flush()
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    m_waiting.push_back(promise);
    start();
    return promise->future();
}

void RecoveryJournal::start()
{
    if (m_inFlight) return; // finish() looks again
    const bool unwritten = m_active && (m_wholeWanted || !m_pending.isEmpty());
    if (!m_discarding && !unwritten) {
        for (const auto &promise : std::exchange(m_waiting, {})) promise->finish();
        return;
    }
    m_idle.stop();
    m_longest.stop();
    m_inFlight = true;
    auto result = inBackground([job = nextJob()] { return work(job); });
    m_flight = QFuture<void>(result);
    result.then(this, [this](const Done &done) { finish(done); });
}

RecoveryJournal::Job RecoveryJournal::nextJob()
{
    Job job{Job::Kind::Log, m_folder, m_id, m_number, m_epoch, m_edits, {}, m_info, m_lock, m_fault};
    if (m_discarding) {
        job.kind = Job::Kind::Discard;
    } else if (m_wholeWanted) {
        job.kind = Job::Kind::Whole;
        job.number = m_number + 1;
        job.bytes = m_text(); // may note an edit itself
        job.edits = m_edits;
    } else {
        job.bytes = std::exchange(m_pending, {});
    }
    // Edits noted while this job runs belong to what it writes.
    m_wholeWanted = false;
    m_discarding = false;
    m_pending.clear();
    return job;
}

RecoveryJournal::Done RecoveryJournal::work(const Job &job)
{
    Done done{job.kind, job.number, job.edits, job.bytes.size(), job.lock, {}};
    if (job.kind == Job::Kind::Discard) {
        removeAll(job.folder, job.id);
        // Also when the lock was taken by a job whose end nobody was left to hear of: the name is this journal's own.
        JournalLock::removeFile(job.folder, job.id);
        done.lock = nullptr;
        return done;
    }
    makeFolder(job.folder);
    if (!done.lock) done.lock = JournalLock::take(job.folder, job.id);
    if (job.kind == Job::Kind::Log) {
        const auto added =
            SafeFile::append(logPath(job.folder, job.id, job.number),
                             encodeBlock(job.bytes + encodeEdit(kCount, qint64(job.edits), {})), job.fault);
        if (!added) done.error = added.error().message;
        return done;
    }
    WriteOptions options;
    options.newFileMode = 0600;
    options.fault = job.fault;
    const auto written = SafeFile::write(journalPath(job.folder, job.id),
                                         encodeWhole(job.info, job.number, {job.epoch, job.edits}, job.bytes), options);
    if (written) removeLogs(job.folder, job.id, job.number);
    else done.error = written.error().message;
    return done;
}

void RecoveryJournal::finish(const Done &done)
{
    m_inFlight = false;
    m_lock = done.lock;
    if (!done.error.isEmpty()) {
        // The log may end in half a block: only a whole text can follow.
        m_wholeWanted = true;
        m_pending.clear();
        if (m_active) m_longest.start();
        if (!std::exchange(m_complained, true))
            emit failed(tr("Unsaved text can not be kept safe: %1").arg(done.error));
        for (const auto &promise : std::exchange(m_waiting, {})) promise->finish();
        return;
    }
    m_complained = false;
    m_number = done.number;
    if (done.kind == Job::Kind::Whole) m_logBytes = 0, m_textBytes = done.size;
    else if (done.kind == Job::Kind::Log) m_logBytes += done.size;
    else m_wholeWanted = true;
    m_onDisk = done.edits;
    if (done.kind != Job::Kind::Discard) emit written(done.edits);
    if (m_discarding || (!m_waiting.empty())) start();
    else if (m_active && m_edits > m_onDisk && !m_idle.isActive()) schedule();
}

} // namespace latchkey::editor
