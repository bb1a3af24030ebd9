// SPDX-License-Identifier: GPL-3.0-or-later
//
// Written in the order of a write: words for errors, descriptors, resolving, reading, then `Writer`, whose `run()`
// lists the steps.
#include "ui/editor/safe_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

constexpr int kMaxLinks = 40;              // as the kernel's own limit
constexpr qint64 kChunk = 4 * 1024 * 1024; // one write call: small enough to notice a full disk early
constexpr int kMaxName = 255;              // bytes in a name on every Linux file system

// A descriptor that closes itself; `close()` is for those whose closing can fail in a way that matters.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    Descriptor(Descriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Descriptor()
    {
        if (m_fd >= 0) ::close(m_fd);
    }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isValid() const { return m_fd >= 0; }
    [[nodiscard]] int close() { return ::close(std::exchange(m_fd, -1)); }

private:
    int m_fd = -1;
};

// While it lives no other save of this program, in any process, is at work in the folder: between an exchange and its
// being taken back nobody may take the text in the file for one that stays. It is a help, not a promise: where a file
// system has no locks, or somebody holds one too long, the save goes on without.
class FolderLock
{
public:
    explicit FolderLock(int folder)
        : m_folder(folder)
    {
        constexpr int kTries = 1000;
        for (int i = 0; m_folder >= 0 && i < kTries; ++i) {
            if (::flock(m_folder, LOCK_EX | LOCK_NB) == 0) return;
            if (errno != EWOULDBLOCK && errno != EINTR) break;
            ::usleep(2000);
        }
        m_folder = -1;
    }
    ~FolderLock()
    {
        if (m_folder >= 0) ::flock(m_folder, LOCK_UN);
    }
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

private:
    int m_folder;
};

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

QString folderOf(const QString &path)
{
    return QFileInfo(path).path();
}

QString reasonOf(int code)
{
    switch (code) {
    case ENOSPC:
        return SafeFile::tr("the disk is full");
    case EDQUOT:
        return SafeFile::tr("your share of the disk is used up");
    case EFBIG:
        return SafeFile::tr("the file would be larger than allowed here");
    case EACCES:
    case EPERM:
        return SafeFile::tr("you have no permission");
    case EROFS:
        return SafeFile::tr("the disk can only be read");
    case EIO:
        return SafeFile::tr("the disk reported an error");
    case ENOENT:
        return SafeFile::tr("it is not there");
    case ENOTDIR:
        return SafeFile::tr("a part of its path is not a folder");
    case ELOOP:
        return SafeFile::tr("its links lead in a circle");
    case ENAMETOOLONG:
        return SafeFile::tr("its name is too long");
    case EMFILE:
    case ENFILE:
        return SafeFile::tr("too many files are open");
    default:
        return QString::fromLocal8Bit(std::strerror(code));
    }
}

QString doing(FileStep step, const QString &path)
{
    const QString name = nameOf(path);
    switch (step) {
    case FileStep::Read:
        return SafeFile::tr("%1 could not be read").arg(name);
    case FileStep::Resolve:
    case FileStep::Check:
    case FileStep::Open:
        return SafeFile::tr("%1 could not be opened").arg(name);
    case FileStep::Attributes:
        return SafeFile::tr("The permissions of %1 could not be kept").arg(name);
    case FileStep::Sync:
        return SafeFile::tr("%1 could not be brought to the disk").arg(name);
    case FileStep::SyncFolder:
        return SafeFile::tr("%1 is written, but its folder could not be brought to the disk").arg(name);
    case FileStep::Write:
    case FileStep::Close:
    case FileStep::Rename:
        break;
    }
    return SafeFile::tr("%1 could not be written").arg(name);
}

FileError failure(FileStep step, int code, const QString &path)
{
    FileError error;
    error.kind = code == ENOENT ? FileError::Kind::NotFound : FileError::Kind::Failed;
    error.step = step;
    error.code = code;
    error.path = path;
    error.message = SafeFile::tr("%1: %2.", "what failed: why").arg(doing(step, path), reasonOf(code));
    return error;
}

FileError refusal(FileError::Kind kind, FileStep step, const QString &path, const QString &message)
{
    FileError error;
    error.kind = kind;
    error.step = step;
    error.path = path;
    error.message = message;
    return error;
}

std::optional<int> faultAt(const FaultHook &hook, FileStep step)
{
    const int code = hook ? hook(step) : 0;
    return code != 0 ? std::optional<int>(code) : std::nullopt;
}

qint64 nanoseconds(const timespec &time)
{
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileStamp stampOf(const struct stat &info)
{
    FileStamp stamp;
    stamp.exists = true;
    stamp.device = info.st_dev;
    stamp.inode = info.st_ino;
    stamp.size = info.st_size;
    stamp.modifiedNs = nanoseconds(info.st_mtim);
    stamp.changedNs = nanoseconds(info.st_ctim);
    return stamp;
}

QString kindWord(mode_t mode)
{
    if (S_ISDIR(mode)) return SafeFile::tr("a folder");
    if (S_ISFIFO(mode)) return SafeFile::tr("a pipe");
    if (S_ISSOCK(mode)) return SafeFile::tr("a socket");
    return SafeFile::tr("a device");
}

FileError notRegular(FileStep step, const QString &path, mode_t mode)
{
    return refusal(FileError::Kind::NotRegular, step, path,
                   SafeFile::tr("%1 is %2, not a file.").arg(nameOf(path), kindWord(mode)));
}

// Any write bit counts: to the superuser every file is writable, but a file marked read-only was marked by someone.
bool markedWritable(const struct stat &info)
{
    return (info.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) != 0;
}

bool isWritable(const QByteArray &path, const struct stat &info)
{
    return markedWritable(info) && ::access(path.constData(), W_OK) == 0;
}

std::expected<QByteArray, int> readAll(int fd, qint64 expectedSize, qint64 limit, ReadWatch *watch)
{
    QByteArray bytes;
    bytes.resize(std::min(expectedSize, limit) + 1); // one more, to meet the end without growing
    qint64 used = 0;
    while (true) {
        if (watch != nullptr && watch->ended.load(std::memory_order_relaxed)) return std::unexpected(ECANCELED);
        const ssize_t got = ::read(fd, bytes.data() + used, size_t(std::min(bytes.size() - used, kChunk)));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::unexpected(errno);
        if (got == 0) break;
        used += got;
        if (watch != nullptr) watch->got.store(used, std::memory_order_relaxed);
        if (used > limit) return std::unexpected(EFBIG);
        // Files in /proc say size 0 and go on; double, so that long ones do not copy too often.
        if (used == bytes.size()) bytes.resize(std::min(limit + 1, std::max<qint64>(used * 2, 4096)));
    }
    bytes.resize(used);
    return bytes;
}

FileError tooLarge(const QString &path, qint64 limit)
{
    return refusal(FileError::Kind::TooLarge, FileStep::Check, path,
                   SafeFile::tr("%1 is larger than %n MB, too large for the editor.", nullptr, int(limit / 1'000'000))
                       .arg(nameOf(path)));
}

} // namespace

bool FileStamp::sameText(const FileStamp &other) const
{
    return exists == other.exists && device == other.device && inode == other.inode && size == other.size &&
           modifiedNs == other.modifiedNs;
}

std::expected<QString, FileError> SafeFile::resolved(const QString &path)
{
    QString now = QFileInfo(path).absoluteFilePath();
    for (int hop = 0; hop < kMaxLinks; ++hop) {
        const QFileInfo info(now);
        if (!info.isSymLink()) {
            const QString folder = QFileInfo(info.path()).canonicalFilePath();
            return folder.isEmpty() ? now : QDir(folder).filePath(info.fileName());
        }
        now = QDir::cleanPath(info.dir().filePath(info.readSymLink()));
    }
    return std::unexpected(failure(FileStep::Resolve, ELOOP, path));
}

FileStamp SafeFile::stamp(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0) return {};
    return stampOf(info);
}

std::expected<FileBytes, FileError> SafeFile::read(const QString &path, qint64 limit, const FaultHook &fault,
                                                   ReadWatch *watch)
{
    const auto target = resolved(path);
    if (!target) return std::unexpected(target.error());
    const QByteArray name = QFile::encodeName(*target);
    if (const auto code = faultAt(fault, FileStep::Open))
        return std::unexpected(failure(FileStep::Open, *code, *target));
    // Non-blocking, so that a pipe without writer is refused below and does not hold the thread.
    const Descriptor file(::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!file.isValid()) return std::unexpected(failure(FileStep::Open, errno, *target));

    struct stat info = {};
    if (::fstat(file.get(), &info) != 0) return std::unexpected(failure(FileStep::Check, errno, *target));
    if (!S_ISREG(info.st_mode)) return std::unexpected(notRegular(FileStep::Check, *target, info.st_mode));
    if (info.st_size > limit) return std::unexpected(tooLarge(*target, limit));

    if (const auto code = faultAt(fault, FileStep::Read))
        return std::unexpected(failure(FileStep::Read, *code, *target));
    if (watch != nullptr) watch->size.store(info.st_size, std::memory_order_relaxed);
    auto bytes = readAll(file.get(), info.st_size, limit, watch);
    if (!bytes && bytes.error() == EFBIG) return std::unexpected(tooLarge(*target, limit));
    if (!bytes) return std::unexpected(failure(FileStep::Read, bytes.error(), *target));
    // The stamp from before reading: a write during it shows as a change later, never as our own text.
    return FileBytes{std::move(*bytes), stampOf(info), *target, isWritable(name, info)};
}

namespace {

// Writes all of `bytes`; the errno of the call that failed, or 0.
int writeAll(int fd, const QByteArray &bytes)
{
    for (qint64 done = 0; done < bytes.size();) {
        const ssize_t wrote = ::write(fd, bytes.constData() + done, size_t(std::min(kChunk, bytes.size() - done)));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return errno;
        done += wrote;
    }
    return 0;
}

} // namespace

std::expected<void, FileError> SafeFile::append(const QString &path, const QByteArray &bytes, const FaultHook &fault)
{
    if (const auto code = faultAt(fault, FileStep::Open)) return std::unexpected(failure(FileStep::Open, *code, path));
    const QByteArray name = QFile::encodeName(path);
    Descriptor file(
        ::open(name.constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
    if (!file.isValid()) return std::unexpected(failure(FileStep::Open, errno, path));
    const auto injected = faultAt(fault, FileStep::Write);
    if (const int code = injected ? *injected : writeAll(file.get(), bytes); code != 0)
        return std::unexpected(failure(FileStep::Write, code, path));
    if (::fdatasync(file.get()) != 0) return std::unexpected(failure(FileStep::Sync, errno, path));
    if (file.close() != 0) return std::unexpected(failure(FileStep::Close, errno, path));
    return {};
}

namespace {

// One write. Holds what the steps share; `run()` is the order they go in.
class Writer
{
public:
    Writer(QString path, const QByteArray &bytes, const WriteOptions &options)
        : m_path(std::move(path))
        , m_bytes(bytes)
        , m_options(options)
    {
    }

    std::expected<WriteOutcome, FileError> run()
    {
        if (!lookAtOld() || !openFolder() || !openBeside() || !writeBytes() || !keepAttributes() || !sync() ||
            !putInPlace() || !syncFolder())
            return std::unexpected(std::move(m_error));
        return WriteOutcome{m_written, m_path, m_notes};
    }

private:
    bool fail(FileStep step, int code)
    {
        m_error = failure(step, code, m_path);
        if (m_old && !m_inPlace) m_error.message += u' ' + SafeFile::tr("The file on disk is as it was.");
        removeBeside();
        return false;
    }

    bool refuse(FileError error)
    {
        m_error = std::move(error);
        removeBeside();
        return false;
    }

    bool refuseChanged()
    {
        return refuse(
            refusal(FileError::Kind::ChangedOnDisk, FileStep::Check, m_path,
                    SafeFile::tr("%1 was changed by another program since it was read here.").arg(nameOf(m_path))));
    }

    bool passes(FileStep step)
    {
        const auto code = faultAt(m_options.fault, step);
        return !code || fail(step, *code);
    }

    bool lookAtOld()
    {
        if (!passes(FileStep::Check)) return false;
        struct stat info = {};
        const QByteArray name = QFile::encodeName(m_path);
        const bool there = ::stat(name.constData(), &info) == 0;
        if (!there && errno != ENOENT) return fail(FileStep::Check, errno);
        if (there && !S_ISREG(info.st_mode)) return refuse(notRegular(FileStep::Check, m_path, info.st_mode));
        if (m_options.expected && !m_options.expected->sameText(there ? stampOf(info) : FileStamp{}))
            return refuseChanged();
        if (there && !isWritable(name, info))
            return refuse(refusal(
                FileError::Kind::ReadOnly, FileStep::Check, m_path,
                SafeFile::tr("%1 is read-only. Save it under another name, or make it writable.").arg(nameOf(m_path))));
        if (there) m_old = info;
        if (there && info.st_nlink > 1)
            m_notes
                << SafeFile::tr("%1 had other names (hard links); they still hold the old text.").arg(nameOf(m_path));
        return true;
    }

    bool openFolder()
    {
        if (!passes(FileStep::Open)) return false;
        const QByteArray folder = QFile::encodeName(folderOf(m_path));
        m_folder = Descriptor(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        m_folderCanSync = m_folder.isValid();
        // A folder one may write but not list: everything works but syncing it.
        if (!m_folder.isValid() && errno == EACCES)
            m_folder = Descriptor(::open(folder.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (m_folder.isValid()) return true;
        if (errno == ENOENT)
            return refuse(refusal(FileError::Kind::NotFound, FileStep::Open, m_path,
                                  SafeFile::tr("The folder %1 is not there.").arg(folderOf(m_path))));
        return fail(FileStep::Open, errno);
    }

    // ".NAME.latchkey-PID-RANDOM": whose process is gone is litter of a crash, and removed with the next save.
    [[nodiscard]] QByteArray litterPrefix() const
    {
        QByteArray name = QFile::encodeName(nameOf(m_path));
        name.truncate(kMaxName - 40);
        return "." + name + ".latchkey-";
    }

    void removeLitter()
    {
        if (!m_folderCanSync) return;
        DIR *listing = ::fdopendir(::openat(m_folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (listing == nullptr) return;
        const QByteArray prefix = litterPrefix();
        while (const dirent *entry = ::readdir(listing)) {
            const QByteArray name(entry->d_name);
            if (!name.startsWith(prefix)) continue;
            const int pid = name.mid(prefix.size()).split('-').value(0).toInt();
            if (pid > 0 && pid != ::getpid() && ::kill(pid, 0) != 0 && errno == ESRCH)
                ::unlinkat(m_folder.get(), name.constData(), 0);
        }
        ::closedir(listing);
    }

    bool openBeside()
    {
        removeLitter();
        m_besideName = litterPrefix() + QByteArray::number(::getpid()) + '-' +
                       QByteArray::number(QRandomGenerator::global()->generate(), 36);
        // In place of an old file: private until it has the old one's mode, the text may be nobody else's business.
        const mode_t mode = m_old ? 0600 : m_options.newFileMode;
        m_beside = Descriptor(::openat(m_folder.get(), m_besideName.constData(),
                                       O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode));
        if (m_beside.isValid()) return true;
        const int code = errno;
        m_besideName.clear();
        if (code != EACCES && code != EPERM && code != EROFS) return fail(FileStep::Open, code);
        FileError error = failure(FileStep::Open, code, m_path);
        error.message = SafeFile::tr("%1 could not be saved: in the folder %2 nothing can be written.")
                            .arg(nameOf(m_path), folderOf(m_path));
        return refuse(std::move(error));
    }

    bool writeBytes()
    {
        if (!passes(FileStep::Write)) return false;
        const int code = writeAll(m_beside.get(), m_bytes);
        if (code != 0) return fail(FileStep::Write, code);
        return true;
    }

    bool keepAttributes()
    {
        if (!passes(FileStep::Attributes)) return false;
        if (!m_old) return true; // made with the mode it is to have
        keepOwner();
        if (::fchmod(m_beside.get(), m_old->st_mode & 07777) != 0) return fail(FileStep::Attributes, errno);
        keepExtendedAttributes();
        return true;
    }

    void keepOwner()
    {
        if (::fchown(m_beside.get(), m_old->st_uid, m_old->st_gid) == 0) return;
        // Not ours to give away; the group often is.
        const bool groupKept = ::fchown(m_beside.get(), uid_t(-1), m_old->st_gid) == 0;
        if (m_old->st_uid != ::geteuid() || !groupKept)
            m_notes << SafeFile::tr("%1 belonged to someone else; the saved file is yours.").arg(nameOf(m_path));
    }

    // Access lists are among these attributes ("system.posix_acl_access").
    void keepExtendedAttributes()
    {
        const QByteArray path = QFile::encodeName(m_path);
        std::vector<char> names(size_t(std::max<ssize_t>(0, ::listxattr(path.constData(), nullptr, 0))));
        if (names.empty()) return;
        const ssize_t length = ::listxattr(path.constData(), names.data(), names.size());
        bool lost = false;
        for (ssize_t at = 0; at < length; at += ssize_t(std::strlen(&names[size_t(at)])) + 1)
            lost = !keepAttribute(path, &names[size_t(at)]) || lost;
        if (lost) m_notes << SafeFile::tr("Some extended attributes of %1 could not be kept.").arg(nameOf(m_path));
    }

    bool keepAttribute(const QByteArray &path, const char *name)
    {
        std::vector<char> value(65'536); // XATTR_SIZE_MAX
        const ssize_t size = ::getxattr(path.constData(), name, value.data(), value.size());
        if (size < 0) return false;
        if (::fsetxattr(m_beside.get(), name, value.data(), size_t(size), 0) == 0) return true;
        // Labels of the security system are its own business: a new file has the one its rules give.
        return QByteArrayView(name).startsWith("security.");
    }

    bool sync()
    {
        if (!passes(FileStep::Sync)) return false;
        if (::fsync(m_beside.get()) != 0) return fail(FileStep::Sync, errno);
        struct stat info = {};
        if (::fstat(m_beside.get(), &info) != 0) return fail(FileStep::Sync, errno);
        m_written = stampOf(info);
        if (!passes(FileStep::Close)) return false;
        if (m_beside.close() != 0) return fail(FileStep::Close, errno);
        return true;
    }

    int renameBeside(unsigned flags)
    {
        const QByteArray name = QFile::encodeName(nameOf(m_path));
        const long failed =
            ::syscall(SYS_renameat2, m_folder.get(), m_besideName.constData(), m_folder.get(), name.constData(), flags);
        return failed == 0 ? 0 : errno;
    }

    bool putInPlace()
    {
        if (!passes(FileStep::Rename)) return false;
        const FolderLock lock(m_folderCanSync ? m_folder.get() : -1);
        int code = 0;
        if (!m_options.expected) code = renameBeside(0);
        else if (m_old) return exchange();
        else code = renameBeside(RENAME_NOREPLACE);
        if (code == EEXIST) return refuseChanged();
        if (code == EINVAL || code == ENOSYS) code = renameBeside(0); // a file system without these flags
        if (code != 0) return fail(FileStep::Rename, code);
        return placed();
    }

    bool exchange()
    {
        // Who keeps to the lock is seen here, and its text is not touched; the exchange is for everyone else.
        if (!SafeFile::stamp(m_path).sameText(*m_options.expected)) return refuseChanged();
        int code = renameBeside(RENAME_EXCHANGE);
        if (code == EINVAL || code == ENOSYS) {
            code = renameBeside(0);
            return code == 0 ? placed() : fail(FileStep::Rename, code);
        }
        if (code == ENOENT) return refuseChanged(); // deleted since the check
        if (code != 0) return fail(FileStep::Rename, code);
        struct stat taken = {};
        const bool known = ::fstatat(m_folder.get(), m_besideName.constData(), &taken, AT_SYMLINK_NOFOLLOW) == 0;
        if (known && stampOf(taken).sameText(*m_options.expected)) {
            ::unlinkat(m_folder.get(), m_besideName.constData(), 0);
            return placed();
        }
        renameBeside(RENAME_EXCHANGE); // someone wrote in between: their text goes back to its place
        return refuseChanged();
    }

    bool placed()
    {
        m_besideName.clear();
        m_inPlace = true;
        const FileStamp now = SafeFile::stamp(m_path); // renaming moved the change time
        if (now.sameText(m_written)) m_written = now;
        return true;
    }

    bool syncFolder()
    {
        if (!m_options.syncFolder || !m_folderCanSync) return true;
        const auto code = faultAt(m_options.fault, FileStep::SyncFolder);
        // Some file systems cannot sync folders and say EINVAL; that is all they offer.
        const int result = code ? *code : ::fsync(m_folder.get()) == 0 || errno == EINVAL ? 0 : errno;
        if (result == 0) return true;
        fail(FileStep::SyncFolder, result);
        m_error.onDisk = m_written;
        return false;
    }

    void removeBeside()
    {
        if (!m_besideName.isEmpty()) ::unlinkat(m_folder.get(), m_besideName.constData(), 0);
        m_besideName.clear();
    }

    QString m_path;
    const QByteArray &m_bytes;
    const WriteOptions &m_options;
    std::optional<struct stat> m_old;
    Descriptor m_folder;
    bool m_folderCanSync = false;
    Descriptor m_beside;
    QByteArray m_besideName;
    bool m_inPlace = false;
    FileStamp m_written;
    QStringList m_notes;
    FileError m_error;
};

} // namespace

std::expected<WriteOutcome, FileError> SafeFile::write(const QString &path, const QByteArray &bytes,
                                                       const WriteOptions &options)
{
    if (const auto code = faultAt(options.fault, FileStep::Resolve))
        return std::unexpected(failure(FileStep::Resolve, *code, path));
    const auto target = resolved(path);
    if (!target) return std::unexpected(target.error());
    return Writer(*target, bytes, options).run();
}

} // namespace latchkey::editor
