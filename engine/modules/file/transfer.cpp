// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/file/transfer.h"

#include "engine/capability/paths.h"

#include <cerrno>
#include <format>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey::modules {

using capability::AtomicFile;
using capability::FileAccess;

namespace {

bool isFolder(const std::string &canonical)
{
    const auto status = FileAccess::status(canonical);
    return status && S_ISDIR(status->st_mode);
}

bool isSameFile(const struct stat &a, const struct stat &b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

IoFault sameFileFault(const FilePath &from)
{
    return {ErrorName::ValueError, std::format("source and destination are the same file: '{}'", from.written)};
}

IoResult<> copyContents(int source, AtomicFile &target, const FilePath &from, const FilePath &to,
                        const Cancelled &cancelled)
{
    std::string chunk(size_t(1) << 20, '\0');
    int64_t size = 0;
    while (!cancelled.load(std::memory_order_relaxed)) {
        const ssize_t got = read(source, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::unexpected(systemFault(errno, from.written));
        if (got == 0) return {};
        from.noteRead(static_cast<size_t>(got));
        if (const auto allowed = from.stillAllowed(); !allowed) return allowed;
        if (const auto allowed = to.stillAllowed(); !allowed) return allowed;
        if (const auto room = to.takeRoom(size += got, got); !room) return room;
        if (const auto done = target.write(std::string_view(chunk).substr(0, static_cast<size_t>(got))); !done)
            return std::unexpected(faultOf(done.error(), to.written));
    }
    return {};
}

/// The folder above a destination, made when it is missing.
IoResult<> makeParent(const FilePath &to)
{
    const size_t slash = to.canonical.rfind('/');
    if (slash == 0 || slash == std::string::npos) return {};
    const auto folder = FileAccess::makeFolders(to.canonical.substr(0, slash));
    if (!folder) return std::unexpected(faultOf(folder.error(), to.written));
    return {};
}

} // namespace

IoResult<> copyFile(const FilePath &from, const FilePath &to, const Cancelled &cancelled)
{
    const auto source = openToRead(from);
    if (!source) return std::unexpected(source.error());
    const auto place = placeFor(to);
    if (!place) return std::unexpected(place.error());
    struct stat status{};
    if (fstat(source->get(), &status) != 0) return std::unexpected(systemFault(errno, from.written));
    if (const auto old = FileAccess::status(to.canonical); old && isSameFile(status, *old))
        return std::unexpected(sameFileFault(from));
    auto target = AtomicFile::create(to.canonical);
    if (!target) return std::unexpected(faultOf(target.error(), to.written));
    if (const auto copied = copyContents(source->get(), *target, from, to, cancelled); !copied) return copied;
    if (cancelled.load(std::memory_order_relaxed)) return {};
    if (const auto allowed = to.stillAllowed(); !allowed) return allowed;
    const timespec times[] = {status.st_atim, status.st_mtim};
    // A file system without modes or times still holds a good copy.
    if (fchmod(target->descriptor(), status.st_mode & 07777) != 0) errno = 0;
    if (futimens(target->descriptor(), times) != 0) errno = 0;
    if (const auto done = target->commit(); !done) return std::unexpected(faultOf(done.error(), to.written));
    return {};
}

IoResult<> moveEntry(const FilePath &from, const FilePath &to, bool into, const Cancelled &cancelled)
{
    const auto source = FileAccess::status(from.canonical);
    const auto old = FileAccess::status(to.canonical);
    if (!source) return std::unexpected(faultOf(source.error(), from.written));
    if (from.canonical == to.canonical) return std::unexpected(sameFileFault(from));
    if (S_ISDIR(source->st_mode) && capability::isInside(to.canonical, from.canonical))
        return std::unexpected(
            IoFault{ErrorName::ValueError, std::format("cannot move a directory into itself: '{}'", from.written)});
    if (old && into) return std::unexpected(systemFault(EEXIST, to.written));
    if (old && S_ISDIR(old->st_mode) && !S_ISDIR(source->st_mode))
        return std::unexpected(systemFault(EISDIR, to.written));
    if (const auto parent = makeParent(to); !parent) return parent;
    const auto renamed = FileAccess::rename(from.canonical, to.canonical);
    if (renamed) return {};
    const bool crossesDevices =
        renamed.error().kind == capability::FileFault::Kind::System && renamed.error().code == EXDEV;
    if (!crossesDevices || isFolder(from.canonical)) return std::unexpected(faultOf(renamed.error(), from.written));
    if (const auto copied = copyFile(from, to, cancelled); !copied) return copied;
    if (cancelled.load(std::memory_order_relaxed)) return {};
    if (const auto removed = FileAccess::remove(from.canonical); !removed)
        return std::unexpected(faultOf(removed.error(), from.written));
    return {};
}

} // namespace latchkey::modules
