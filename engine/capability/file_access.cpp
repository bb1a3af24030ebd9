// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/file_access.h"

#include "engine/capability/pattern.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/openat2.h>
#include <random>
#include <sys/syscall.h>
#include <unistd.h>

namespace latchkey::capability {

namespace {

std::atomic<bool> g_walkOnly = false; ///< also set once the kernel turns out not to know openat2

std::unexpected<FileFault> systemFault(int code = errno)
{
    // ELOOP is the answer of both ways of opening to a link that was not there when the path was checked.
    return std::unexpected(FileFault{code == ELOOP ? FileFault::Kind::Moved : FileFault::Kind::System, code});
}

int openByKernel(const std::string &path, int flags, mode_t mode)
{
    open_how how{};
    how.flags = static_cast<uint64_t>(flags);
    how.mode = (flags & O_CREAT) ? mode : 0;
    how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    for (;;) {
        const long fd = syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof how);
        if (fd >= 0 || (errno != EINTR && errno != EAGAIN)) return static_cast<int>(fd);
    }
}

/// One step at a time, no step through a link.
int openByWalk(const std::string &path, int flags, mode_t mode)
{
    const auto parts = splitPath(path);
    Descriptor folder(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (size_t i = 0; i + 1 < parts.size() && folder.isOpen(); ++i) {
        Descriptor next(
            openat(folder.get(), std::string(parts[i]).c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!next.isOpen() && errno == ENOTDIR) { // a link that stands where a folder stood
            struct stat info{};
            if (fstatat(folder.get(), std::string(parts[i]).c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                S_ISLNK(info.st_mode))
                errno = ELOOP;
            else errno = ENOTDIR;
        }
        folder = std::move(next);
    }
    if (!folder.isOpen()) return -1;
    const std::string last = parts.empty() ? "." : std::string(parts.back());
    const int fd = openat(folder.get(), last.c_str(), flags | O_NOFOLLOW, mode);
    if (fd >= 0 && (flags & O_PATH)) { // O_PATH with O_NOFOLLOW opens the link itself
        struct stat info{};
        if (fstat(fd, &info) == 0 && S_ISLNK(info.st_mode)) {
            close(fd);
            errno = ELOOP;
            return -1;
        }
    }
    return fd;
}

FileResult<Descriptor> openWithoutLinks(const std::string &path, int flags, mode_t mode = 0)
{
    flags |= O_CLOEXEC;
    if (!g_walkOnly.load(std::memory_order_relaxed)) {
        const int fd = openByKernel(path, flags, mode);
        if (fd >= 0) return Descriptor(fd);
        if (errno != ENOSYS && errno != EPERM) return systemFault();
        if (errno == ENOSYS) g_walkOnly = true; // EPERM: a seccomp filter, or really not permitted; the walk will tell
    }
    const int fd = openByWalk(path, flags, mode);
    if (fd < 0) return systemFault();
    return Descriptor(fd);
}

/// Opens with O_NONBLOCK, so that a pipe without a writer does not hold the thread before it can be refused.
FileResult<Descriptor> openRegular(const std::string &path, int flags, mode_t mode = 0)
{
    auto file = openWithoutLinks(path, flags | O_NONBLOCK | O_NOCTTY, mode);
    if (!file) {
        if (file.error().code == EISDIR) return std::unexpected(FileFault{FileFault::Kind::IsFolder, EISDIR});
        if (file.error().code == ENXIO) return std::unexpected(FileFault{FileFault::Kind::NotRegular, ENXIO});
        return file;
    }
    struct stat info{};
    if (fstat(file->get(), &info) != 0) return systemFault();
    if (S_ISDIR(info.st_mode)) return std::unexpected(FileFault{FileFault::Kind::IsFolder, EISDIR});
    if (!S_ISREG(info.st_mode)) return std::unexpected(FileFault{FileFault::Kind::NotRegular, 0});
    if (!FileAccess::isStill(*file, path)) return std::unexpected(FileFault{FileFault::Kind::Moved, 0});
    return file;
}

std::string temporaryName()
{
    static thread_local std::mt19937_64 random{std::random_device{}()};
    constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string name = ".latchkey-";
    for (int i = 0; i < 12; ++i) name += kLetters[random() % (sizeof kLetters - 1)];
    return name;
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_fd >= 0) close(m_fd);
}

void FileAccess::setWalkOnly(bool on)
{
    g_walkOnly = on;
}

bool FileAccess::isStill(const Descriptor &descriptor, const std::string &canonical)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor.get());
    std::string real(canonical.size() + 2, '\0');
    const ssize_t length = readlink(link, real.data(), real.size());
    if (length < 0) return errno == ENOENT; // no /proc here: the way it was opened has to do
    return std::string_view(real.data(), static_cast<size_t>(length)) == canonical;
}

FileResult<Descriptor> FileAccess::openToRead(const std::string &canonical)
{
    return openRegular(canonical, O_RDONLY);
}

FileResult<Descriptor> FileAccess::openToAppend(const std::string &canonical, mode_t mode)
{
    return openRegular(canonical, O_WRONLY | O_APPEND | O_CREAT, mode);
}

FileResult<Descriptor> FileAccess::openFolder(const std::string &canonical)
{
    return openWithoutLinks(canonical, O_RDONLY | O_DIRECTORY);
}

FileResult<std::pair<Descriptor, std::string>> FileAccess::openParent(const std::string &canonical)
{
    const size_t slash = canonical.rfind('/');
    if (slash == std::string::npos || slash + 1 == canonical.size()) return systemFault(EISDIR);
    auto folder = openWithoutLinks(slash == 0 ? "/" : canonical.substr(0, slash), O_PATH | O_DIRECTORY);
    if (!folder) return std::unexpected(folder.error());
    return std::pair(std::move(*folder), canonical.substr(slash + 1));
}

FileResult<Descriptor> FileAccess::makeFolders(const std::string &canonical, mode_t mode)
{
    auto whole = openWithoutLinks(canonical, O_PATH | O_DIRECTORY);
    if (whole || whole.error().code != ENOENT) return whole;
    Descriptor folder(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::string_view part : splitPath(canonical)) {
        const std::string name(part);
        if (mkdirat(folder.get(), name.c_str(), mode) != 0 && errno != EEXIST) return systemFault();
        Descriptor next(openat(folder.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!next.isOpen()) return systemFault(errno == ENOTDIR ? ENOTDIR : errno);
        folder = std::move(next);
    }
    return folder;
}

FileResult<struct stat> FileAccess::status(const std::string &canonical)
{
    auto file = openWithoutLinks(canonical, O_PATH);
    if (!file) return std::unexpected(file.error());
    struct stat info{};
    if (fstat(file->get(), &info) != 0) return systemFault();
    return info;
}

FileResult<void> FileAccess::remove(const std::string &canonical)
{
    auto place = openParent(canonical);
    if (!place) return std::unexpected(place.error());
    if (unlinkat(place->first.get(), place->second.c_str(), 0) != 0) return systemFault();
    return {};
}

FileResult<void> FileAccess::removeFolder(const std::string &canonical)
{
    auto place = openParent(canonical);
    if (!place) return std::unexpected(place.error());
    if (unlinkat(place->first.get(), place->second.c_str(), AT_REMOVEDIR) != 0) return systemFault();
    return {};
}

FileResult<void> FileAccess::rename(const std::string &from, const std::string &to)
{
    auto source = openParent(from);
    if (!source) return std::unexpected(source.error());
    auto target = openParent(to);
    if (!target) return std::unexpected(target.error());
    if (renameat(source->first.get(), source->second.c_str(), target->first.get(), target->second.c_str()) != 0)
        return systemFault();
    return {};
}

FileResult<AtomicFile> AtomicFile::create(const std::string &canonical)
{
    const size_t slash = canonical.rfind('/');
    if (slash == std::string::npos || slash + 1 == canonical.size())
        return std::unexpected(FileFault{FileFault::Kind::IsFolder, EISDIR});
    auto folder = FileAccess::makeFolders(slash == 0 ? "/" : canonical.substr(0, slash));
    if (!folder) return std::unexpected(folder.error());
    AtomicFile file;
    file.m_folder = std::move(*folder);
    file.m_name = canonical.substr(slash + 1);
    mode_t mode = 0666;
    struct stat old{};
    const bool exists = fstatat(file.m_folder.get(), file.m_name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists) {
        if (S_ISDIR(old.st_mode)) return std::unexpected(FileFault{FileFault::Kind::IsFolder, EISDIR});
        if (S_ISLNK(old.st_mode)) return std::unexpected(FileFault{FileFault::Kind::Moved, ELOOP});
        if (!S_ISREG(old.st_mode)) return std::unexpected(FileFault{FileFault::Kind::NotRegular, 0});
        // Replacing by rename would get around a file that its owner made read-only.
        if (faccessat(file.m_folder.get(), file.m_name.c_str(), W_OK, 0) != 0) return systemFault();
    }
    for (int attempt = 0; attempt < 16 && !file.m_file.isOpen(); ++attempt) {
        file.m_temporary = temporaryName();
        file.m_file = Descriptor(openat(file.m_folder.get(), file.m_temporary.c_str(),
                                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
        if (!file.m_file.isOpen() && errno != EEXIST) break;
    }
    if (!file.m_file.isOpen()) {
        const int code = errno;
        file.m_temporary.clear();
        return systemFault(code);
    }
    if (exists) fchmod(file.m_file.get(), old.st_mode & 07777);
    return file;
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty() && m_folder.isOpen()) unlinkat(m_folder.get(), m_temporary.c_str(), 0);
}

FileResult<void> AtomicFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return systemFault();
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return {};
}

FileResult<void> AtomicFile::commit()
{
    if (renameat(m_folder.get(), m_temporary.c_str(), m_folder.get(), m_name.c_str()) != 0) return systemFault();
    m_temporary.clear();
    return {};
}

} // namespace latchkey::capability
