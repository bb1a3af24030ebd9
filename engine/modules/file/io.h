// SPDX-License-Identifier: GPL-3.0-or-later
// Blocking file work of the library: everything here runs on the pool for it, on canonical paths that the gate has
// allowed, through the one class that opens files. `written` is the path as the program wrote it, for messages.
#pragma once

#include "engine/capability/file_access.h"
#include "engine/capability/operation.h"
#include "engine/modules/file/encodings.h"
#include "engine/modules/support/arguments.h"

#include <atomic>
#include <expected>
#include <string>
#include <vector>

namespace latchkey::modules {

/// An error on its way from the file pool to the script.
struct IoFault {
    ErrorName name = ErrorName::IoError;
    std::string message;
};
template<typename T = void>
using IoResult = std::expected<T, IoFault>;

/// A path in both spellings, and the allowed operation that it is for.
struct FilePath {
    std::string canonical;
    std::string written;
    std::shared_ptr<capability::Operation> operation; ///< null: nobody limits it
    size_t need = 0;                                  ///< which need of the operation
    bool isPlaceHeld = false;                         ///< who keeps this path holds its place among the open files

    /// May the operation go on? Asked between chunks.
    IoResult<> stillAllowed() const;
    /// Is there room for a file of `size` bytes, of which `bytes` are written now? Counts them.
    IoResult<> takeRoom(int64_t size, int64_t bytes) const;
    /// So many bytes were read; for the run's ledger.
    void noteRead(size_t bytes) const;
};

/// A file held open: its descriptor, and its place among the open files of the run.
struct HeldFile {
    capability::OpenFile place;
    capability::Descriptor descriptor;
    int get() const { return descriptor.get(); }
};
IoResult<HeldFile> openToRead(const FilePath &path);
/// A place for a file about to be opened for writing.
IoResult<capability::OpenFile> placeFor(const FilePath &path);

/// "No such file or directory", ...
std::string systemText(int code);
/// "TEXT: 'PATH'"
IoFault systemFault(int code, std::string_view written);
IoFault faultOf(const capability::FileFault &fault, std::string_view written);

using Cancelled = std::atomic<bool>;

IoFault tooLarge(std::string_view written); ///< "file too large: 'PATH'"

/// The whole content, at most `room` bytes.
IoResult<std::string> readBytes(const FilePath &path, size_t room, const Cancelled &cancelled);
IoResult<std::string> readText(const FilePath &path, Encoding encoding, size_t room, const Cancelled &cancelled);
/// Replaces the file as a whole; the folders above it are made.
IoResult<> writeBytes(const FilePath &path, std::string_view bytes, const Cancelled &cancelled);
IoResult<std::string> encodeText(const FilePath &path, Encoding encoding, std::string_view text);
IoResult<> appendBytes(const FilePath &path, std::string_view bytes);

/// The FilePath of argument `i`, whose canonical form is resource `need`.
FilePath pathArgument(NativeCall &call, uint32_t i = 0, size_t need = 0);
/// The encoding named by an optional argument. False: raised.
bool encodingArgument(NativeCall &call, uint32_t i, Encoding &encoding);

/// Starts blocking work and parks.
Outcome startFileWork(NativeCall &call, std::string detail, vm::BlockingWork work);
/// A completion that raises.
vm::Completion raising(IoFault fault);
vm::Completion givingNull();
/// Raises the fault of a result, or makes the completion of its value.
template<typename T, typename Make>
vm::Completion completed(IoResult<T> result, Make make)
{
    if (!result) return raising(std::move(result.error()));
    return [value = std::move(*result), make](NativeCall &call) { return make(call, value); };
}
inline vm::Completion completed(const IoResult<> &result)
{
    return result ? givingNull() : raising(result.error());
}

} // namespace latchkey::modules
