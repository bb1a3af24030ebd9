// SPDX-License-Identifier: GPL-3.0-or-later
// The module `file`. Natives take what they need out of their arguments, start work on the pool for blocking work and
// park; io.h and transfer.h hold that work. Only the canonical path that the gate has allowed is opened.
#include "engine/modules/file/transfer.h"
#include "engine/modules/support/metadata.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"

#include <cerrno>
#include <format>
#include <sys/stat.h>

namespace latchkey::modules {

using namespace vm;
using capability::FileAccess;

namespace {

// ---- reading ----------------------------------------------------------------------------------------------------

Outcome giveLines(NativeCall &call, std::string_view text)
{
    Array *lines = call.heap().array();
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const Value line = newText(call.heap(), text.substr(at, end - at));
        if (line.isUnset() || !call.heap().push(lines, line) || pollAt(call, lines->length)) return Outcome::Stop;
        at = end + 1;
    }
    return giveArray(call, lines);
}

Outcome giveBytes(NativeCall &call, std::string_view data)
{
    Bytes *bytes = call.heap().bytes(data.size());
    if (!bytes) return Outcome::Stop;
    std::copy_n(data.data(), data.size(), reinterpret_cast<char *>(bytes->data()));
    return call.give(Value::cell(bytes));
}

/// Reads the file of argument 0 as text in the encoding of argument 1 and hands it to `Give`.
template<Outcome (*Give)(NativeCall &, std::string_view)>
Outcome readDecoded(NativeCall &call)
{
    Encoding encoding{};
    if (!encodingArgument(call, 1, encoding)) return Outcome::Raise;
    const FilePath path = pathArgument(call);
    const auto work = [path, encoding, room = roomFor(call)](const Cancelled &cancelled) {
        return completed(readText(path, encoding, room, cancelled), Give);
    };
    return startFileWork(call, "reads " + path.written, work);
}

Outcome giveContent(NativeCall &call, std::string_view text)
{
    return call.giveText(text);
}

Outcome readBinary(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    const auto work = [path, room = roomFor(call)](const Cancelled &cancelled) {
        return completed(readBytes(path, room, cancelled), giveBytes);
    };
    return startFileWork(call, "reads " + path.written, work);
}

// ---- writing ----------------------------------------------------------------------------------------------------

Outcome startWriting(NativeCall &call, std::string text, uint32_t encodingAt)
{
    Encoding encoding{};
    if (!encodingArgument(call, encodingAt, encoding)) return Outcome::Raise;
    const FilePath path = pathArgument(call);
    const auto work = [path, encoding, text = std::move(text)](const Cancelled &cancelled) {
        const IoResult<std::string> bytes = encodeText(path, encoding, text);
        return bytes ? completed(writeBytes(path, *bytes, cancelled)) : raising(bytes.error());
    };
    return startFileWork(call, "writes " + path.written, work);
}

Outcome write(NativeCall &call)
{
    return startWriting(call, std::string(textArgument(call, 1)), 2);
}

Outcome writeLines(NativeCall &call)
{
    const Array *lines = call.arguments[1].asArray();
    std::string text;
    for (uint32_t i = 0; i < lines->length; ++i) {
        if (!appendDisplay(call.isolate, lines->items[i], Display::Direct, text)) return Outcome::Stop;
        text += '\n';
    }
    return startWriting(call, std::move(text), 2);
}

Outcome writeBinary(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    const Bytes *bytes = cellAs<Bytes>(call.arguments[1]);
    std::string data(reinterpret_cast<const char *>(bytes->data()), bytes->count);
    const auto work = [path, data = std::move(data)](const Cancelled &cancelled) {
        return completed(writeBytes(path, data, cancelled));
    };
    return startFileWork(call, "writes " + path.written, work);
}

Outcome append(NativeCall &call)
{
    Encoding encoding{};
    if (!encodingArgument(call, 2, encoding)) return Outcome::Raise;
    const FilePath path = pathArgument(call);
    const auto work = [path, encoding, text = std::string(textArgument(call, 1))](const Cancelled &) {
        const IoResult<std::string> bytes = encodeText(path, encoding, text);
        return bytes ? completed(appendBytes(path, *bytes)) : raising(bytes.error());
    };
    return startFileWork(call, "appends to " + path.written, work);
}

// ---- asking -----------------------------------------------------------------------------------------------------

/// Looks at the file and hands its status to `Give`; a missing one is an error.
template<Outcome (*Give)(NativeCall &, const struct stat &)>
Outcome withStatus(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    const auto work = [path](const Cancelled &) -> Completion {
        const auto status = FileAccess::status(path.canonical);
        if (!status) return raising(faultOf(status.error(), path.written));
        return [found = *status](NativeCall &done) { return Give(done, found); };
    };
    return startFileWork(call, "looks at " + path.written, work);
}

Outcome giveSize(NativeCall &call, const struct stat &status)
{
    return call.give(call.heap().integer(status.st_size));
}

Outcome giveTime(NativeCall &call, const struct stat &status)
{
    const auto seconds = static_cast<double>(status.st_mtim.tv_sec) + static_cast<double>(status.st_mtim.tv_nsec) / 1e9;
    return call.give(Value::real(seconds));
}

// ---- changing ---------------------------------------------------------------------------------------------------

IoResult<bool> removeFile(const FilePath &path)
{
    const auto removed = FileAccess::remove(path.canonical);
    if (removed) return true;
    const capability::FileFault &fault = removed.error();
    const bool isSystem = fault.kind == capability::FileFault::Kind::System;
    if (isSystem && (fault.code == ENOENT || fault.code == ENOTDIR)) return false;
    if (fault.kind == capability::FileFault::Kind::IsFolder || fault.code == EISDIR)
        return std::unexpected(IoFault{
            ErrorName::ValueError, std::format("Not a file: {} (use path.removeDir for directories)", path.written)});
    return std::unexpected(faultOf(fault, path.written));
}

Outcome remove(NativeCall &call)
{
    const FilePath path = pathArgument(call);
    const auto work = [path](const Cancelled &) {
        return completed(removeFile(path),
                         [](NativeCall &done, bool existed) { return done.give(Value::boolean(existed)); });
    };
    return startFileWork(call, "deletes " + path.written, work);
}

Outcome copy(NativeCall &call)
{
    const FilePath from = pathArgument(call, 0, 0), to = pathArgument(call, 1, 1);
    const auto work = [from, to](const Cancelled &cancelled) { return completed(copyFile(from, to, cancelled)); };
    return startFileWork(call, "copies " + from.written, work);
}

/// Does the canonical target end in the source's name below what the program wrote? Then a folder was named.
bool goesInto(std::string_view from, std::string_view to, std::string_view written)
{
    while (written.ends_with('/')) written.remove_suffix(1);
    const std::string_view name = from.substr(from.rfind('/') + 1);
    return to.ends_with(name) && written.substr(written.rfind('/') + 1) != name;
}

Outcome move(NativeCall &call)
{
    const FilePath from = pathArgument(call, 0, 0), to = pathArgument(call, 1, 2);
    const bool into = goesInto(from.canonical, to.canonical, to.written);
    const auto work = [from, to, into](const Cancelled &cancelled) {
        return completed(moveEntry(from, to, into, cancelled));
    };
    return startFileWork(call, "moves " + from.written, work);
}

constexpr Need kRead = Need::of("file.read", 0, ResourceKind::Path);
constexpr Need kWrite = Need::of("file.write", 0, ResourceKind::Path);
constexpr Need kAppend = Need::of("file.append", 0, ResourceKind::Path);
constexpr Need kDelete = Need::of("file.delete", 0, ResourceKind::PathItself);
constexpr Need kCopy = Need::of("file.read", 0, ResourceKind::Path).plus("file.write", 1, ResourceKind::PathInto);
constexpr Need kMove = Need::of("file.read", 0, ResourceKind::PathItself)
                           .plus("file.delete", 0, ResourceKind::PathItself)
                           .plus("file.write", 1, ResourceKind::PathInto);

// clang-format off
const NativeSpec kFunctions[] = {
    {"append", "path: str, content: str, encoding: str or null = \"utf-8\" -> null", &append, kAppend, "Adds text at the end of a file."},
    {"copy", "source: str, destination: str -> null", &copy, kCopy, "Copies a file."},
    {"delete", "path: str -> bool", &remove, kDelete, "Deletes a file; false when there was none."},
    {"exists", "path: str -> bool", &pathExists, kMetadata, "Is there such a file or folder?"},
    {"isDirectory", "path: str -> bool", &pathIsFolder, kMetadata, "Is this a folder?"},
    {"isFile", "path: str -> bool", &pathIsFile, kMetadata, "Is this a file?"},
    {"modifiedTime", "path: str -> num", &withStatus<giveTime>, kMetadata, "Time of the last change, in seconds since 1970."},
    {"move", "source: str, destination: str -> null", &move, kMove, "Moves or renames a file or folder."},
    {"read", "path: str, encoding: str or null = \"utf-8\" -> str", &readDecoded<giveContent>, kRead, "The text of a file."},
    {"readBytes", "path: str -> bytes", &readBinary, kRead, "The bytes of a file."},
    {"readLines", "path: str, encoding: str or null = \"utf-8\" -> arr", &readDecoded<giveLines>, kRead, "The lines of a file."},
    {"size", "path: str -> int", &withStatus<giveSize>, kMetadata, "Size of a file in bytes."},
    {"write", "path: str, content: str, encoding: str or null = \"utf-8\" -> null", &write, kWrite, "Replaces a file by a text."},
    {"writeBytes", "path: str, data: bytes -> null", &writeBinary, kWrite, "Replaces a file by bytes."},
    {"writeLines", "path: str, lines: arr, encoding: str or null = \"utf-8\" -> null", &writeLines, kWrite, "Replaces a file by lines."},
};
// clang-format on

const StandardModule kModule{"file", "Reading and writing files.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &fileModule()
{
    return kModule;
}

} // namespace latchkey::modules
