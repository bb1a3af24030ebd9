// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/file/io.h"

#include "engine/modules/support/text_results.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <format>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey::modules {

using namespace vm;
using capability::AtomicFile;
using capability::FileAccess;
using capability::FileFault;

namespace {

constexpr size_t kChunk = size_t(1) << 20;

std::unexpected<IoFault> refused(std::string message)
{
    return std::unexpected(IoFault{ErrorName::CapabilityError, std::move(message)});
}

} // namespace

IoFault tooLarge(std::string_view written)
{
    return {ErrorName::IoError, std::format("file too large: '{}'", written)};
}

IoResult<> FilePath::stillAllowed() const
{
    if (!operation) return {};
    if (auto message = operation->refusal(need)) return refused(std::move(*message));
    return {};
}

IoResult<> FilePath::takeRoom(int64_t size, int64_t bytes) const
{
    if (!operation) return {};
    if (auto message = operation->sizeRefusal(need, size)) return refused(std::move(*message));
    capability::DiskBudget &budget = *operation->budget();
    const int64_t limit = budget.limits().fileBytes;
    if (limit > 0 && size > limit) return std::unexpected(tooLarge(written));
    if (!budget.takeBytes(bytes)) return std::unexpected(IoFault{ErrorName::IoError, budget.diskMessage()});
    operation->noteBytes(need, bytes);
    return {};
}

void FilePath::noteRead(size_t bytes) const
{
    if (operation) operation->noteBytes(need, static_cast<int64_t>(bytes));
}

IoResult<capability::OpenFile> placeFor(const FilePath &path)
{
    if (!path.operation || path.isPlaceHeld) return capability::OpenFile();
    capability::OpenFile place(path.operation->budget());
    if (!place.isHeld()) return std::unexpected(systemFault(EMFILE, path.written));
    return place;
}

IoResult<HeldFile> openToRead(const FilePath &path)
{
    auto place = placeFor(path);
    if (!place) return std::unexpected(place.error());
    auto file = FileAccess::openToRead(path.canonical);
    if (!file) return std::unexpected(faultOf(file.error(), path.written));
    struct stat status{};
    if (fstat(file->get(), &status) == 0 && path.operation)
        if (auto message = path.operation->sizeRefusal(path.need, status.st_size)) return refused(std::move(*message));
    return HeldFile{std::move(*place), std::move(*file)};
}

std::string systemText(int code)
{
    switch (code) {
    case ENOENT:
        return "No such file or directory";
    case EISDIR:
        return "Is a directory";
    case ENOTDIR:
        return "Not a directory";
    case EEXIST:
        return "File exists";
    case ENOTEMPTY:
        return "Directory not empty";
    case EACCES:
    case EPERM:
        return "Permission denied";
    case EMFILE:
    case ENFILE:
        return "Too many open files";
    case ENOSPC:
        return "No space left on device";
    case ENAMETOOLONG:
        return "File name too long";
    case EROFS:
        return "Read-only file system";
    default:
        break;
    }
    char buffer[128];
    return strerror_r(code, buffer, sizeof buffer);
}

IoFault systemFault(int code, std::string_view written)
{
    return {ErrorName::IoError, std::format("{}: '{}'", systemText(code), written)};
}

IoFault faultOf(const FileFault &fault, std::string_view written)
{
    switch (fault.kind) {
    case FileFault::Kind::NotRegular:
        return {ErrorName::IoError, std::format("Not a regular file: '{}'", written)};
    case FileFault::Kind::IsFolder:
        return systemFault(EISDIR, written);
    case FileFault::Kind::Moved:
        return {ErrorName::CapabilityError, std::format("the path changed while it was being opened: '{}'", written)};
    case FileFault::Kind::System:
        break;
    }
    return systemFault(fault.code, written);
}

IoResult<std::string> readBytes(const FilePath &path, size_t room, const Cancelled &cancelled)
{
    const auto file = openToRead(path);
    if (!file) return std::unexpected(file.error());
    struct stat status{};
    std::string bytes;
    if (fstat(file->get(), &status) == 0) {
        if (static_cast<size_t>(status.st_size) > room) return std::unexpected(tooLarge(path.written));
        bytes.reserve(static_cast<size_t>(status.st_size) + 1);
    }
    while (!cancelled.load(std::memory_order_relaxed)) {
        const size_t size = bytes.size();
        const size_t chunk = std::clamp(bytes.capacity() - size, size_t(4096), kChunk);
        ssize_t got = 0;
        bytes.resize_and_overwrite(size + chunk, [&](char *data, size_t) {
            got = read(file->get(), data + size, chunk);
            return size + static_cast<size_t>(std::max<ssize_t>(got, 0));
        });
        if (got == 0) break;
        if (got < 0 && errno != EINTR) return std::unexpected(systemFault(errno, path.written));
        if (const auto allowed = path.stillAllowed(); !allowed) return std::unexpected(allowed.error());
        if (bytes.size() > room) return std::unexpected(tooLarge(path.written));
    }
    path.noteRead(bytes.size());
    return bytes;
}

IoResult<std::string> readText(const FilePath &path, Encoding encoding, size_t room, const Cancelled &cancelled)
{
    IoResult<std::string> bytes = readBytes(path, room, cancelled);
    if (!bytes) return bytes;
    std::expected<std::string, size_t> text = decode(encoding, std::move(*bytes));
    if (!text)
        return std::unexpected(
            IoFault{ErrorName::ValueError,
                    std::format("invalid {} at byte {}: {}", encodingName(encoding), text.error(), path.written)});
    normalizeNewlines(*text);
    return std::move(*text);
}

IoResult<> writeBytes(const FilePath &path, std::string_view bytes, const Cancelled &cancelled)
{
    const auto size = static_cast<int64_t>(bytes.size());
    if (const auto room = path.takeRoom(size, size); !room) return room;
    const auto place = placeFor(path);
    if (!place) return std::unexpected(place.error());
    auto file = AtomicFile::create(path.canonical);
    if (!file) return std::unexpected(faultOf(file.error(), path.written));
    for (size_t at = 0; at < bytes.size(); at += kChunk) {
        if (cancelled.load(std::memory_order_relaxed)) return {}; // nothing remains of what was not committed
        if (const auto allowed = path.stillAllowed(); !allowed) return allowed;
        if (const auto written = file->write(bytes.substr(at, kChunk)); !written)
            return std::unexpected(faultOf(written.error(), path.written));
    }
    if (const auto allowed = path.stillAllowed(); !allowed) return allowed;
    if (const auto done = file->commit(); !done) return std::unexpected(faultOf(done.error(), path.written));
    return {};
}

IoResult<std::string> encodeText(const FilePath &path, Encoding encoding, std::string_view text)
{
    std::expected<std::string, char32_t> bytes = encode(encoding, text);
    if (bytes) return std::move(*bytes);
    return std::unexpected(IoFault{ErrorName::ValueError, std::format("cannot encode character U+{:04X} in {}: {}",
                                                                      static_cast<uint32_t>(bytes.error()),
                                                                      encodingName(encoding), path.written)});
}

IoResult<> appendBytes(const FilePath &path, std::string_view bytes)
{
    if (const size_t slash = path.canonical.rfind('/'); slash != std::string::npos && slash > 0)
        if (const auto folder = FileAccess::makeFolders(path.canonical.substr(0, slash)); !folder)
            return std::unexpected(faultOf(folder.error(), path.written));
    const auto place = placeFor(path);
    if (!place) return std::unexpected(place.error());
    const auto file = FileAccess::openToAppend(path.canonical);
    if (!file) return std::unexpected(faultOf(file.error(), path.written));
    struct stat status{};
    if (fstat(file->get(), &status) != 0) return std::unexpected(systemFault(errno, path.written));
    const auto size = static_cast<int64_t>(bytes.size());
    if (const auto room = path.takeRoom(status.st_size + size, size); !room) return room;
    while (!bytes.empty()) { // one write, unless the system takes only a part
        const ssize_t done = write(file->get(), bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) return std::unexpected(systemFault(errno, path.written));
        bytes.remove_prefix(static_cast<size_t>(std::max<ssize_t>(done, 0)));
    }
    return {};
}

FilePath pathArgument(NativeCall &call, uint32_t i, size_t need)
{
    return {call.resource(need), std::string(textArgument(call, i)), call.isolate.host().operation(), need, false};
}

bool encodingArgument(NativeCall &call, uint32_t i, Encoding &encoding)
{
    const std::string_view name = textOr(call, i, "utf-8");
    const std::optional<Encoding> found = findEncoding(name);
    if (!found) {
        call.raise(ErrorName::ValueError, std::format("unknown encoding: {}", name));
        return false;
    }
    encoding = *found;
    return true;
}

Outcome startFileWork(NativeCall &call, std::string detail, BlockingWork work)
{
    WaitReason reason{WaitReason::Kind::File, std::move(detail)};
    const WaitId wait = call.isolate.beginWait(reason);
    call.isolate.host().startBlocking(call.isolate, wait, std::move(reason), std::move(work));
    return Outcome::Park;
}

Completion raising(IoFault fault)
{
    return [fault = std::move(fault)](NativeCall &call) { return call.raise(fault.name, fault.message); };
}

Completion givingNull()
{
    return [](NativeCall &call) { return call.giveNull(); };
}

} // namespace latchkey::modules
