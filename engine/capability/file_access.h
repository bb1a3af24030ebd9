// SPDX-License-Identifier: GPL-3.0-or-later
// The one class that opens files for scripts. It takes canonical paths (paths.h) and reaches them without following any
// link: with openat2(RESOLVE_NO_SYMLINKS), else by a walk of O_NOFOLLOW steps. So when someone swaps a folder for a
// link between the check and the use, opening fails instead of leading elsewhere. What is changed (created, renamed,
// removed) is changed relative to the held descriptor of its folder.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <utility>

namespace latchkey::capability {

/// Owns a file descriptor.
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
    ~Descriptor();
    bool isOpen() const { return m_fd >= 0; }
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd = -1;
};

/// Why a file could not be had: `code` is an errno; NotRegular and Moved have none.
struct FileFault {
    enum class Kind : uint8_t {
        System,     ///< `code`
        NotRegular, ///< a device, pipe or socket
        IsFolder,
        Moved, ///< what was checked is no longer what lies there: a capability error
    };
    Kind kind = Kind::System;
    int code = 0;
};
template<typename T>
using FileResult = std::expected<T, FileFault>;

class FileAccess
{
public:
    /// Opens an existing regular file for reading.
    static FileResult<Descriptor> openToRead(const std::string &canonical);
    /// Opens with O_APPEND, makes the file when missing.
    static FileResult<Descriptor> openToAppend(const std::string &canonical, mode_t mode = 0666);
    static FileResult<Descriptor> openFolder(const std::string &canonical);
    /// The folder a path lies in, and its last component.
    static FileResult<std::pair<Descriptor, std::string>> openParent(const std::string &canonical);
    /// Makes the folder and those above it that are missing.
    static FileResult<Descriptor> makeFolders(const std::string &canonical, mode_t mode = 0777);

    static FileResult<struct stat> status(const std::string &canonical);
    static FileResult<void> remove(const std::string &canonical); ///< a file or link, not a folder
    static FileResult<void> removeFolder(const std::string &canonical);
    /// Rename through held folders.
    static FileResult<void> rename(const std::string &from, const std::string &to);

    /// True when the descriptor's real path is still `canonical`.
    static bool isStill(const Descriptor &descriptor, const std::string &canonical);
    /// Tests switch the kernel's help off to try the walk.
    static void setWalkOnly(bool on);
};

/// Writes a file so that it is whole old or whole new: a temporary file beside it, then a rename. Nothing remains when
/// `commit` is not reached.
class AtomicFile
{
public:
    /// Makes missing folders. An existing special file or folder at the place is refused.
    static FileResult<AtomicFile> create(const std::string &canonical);
    AtomicFile(AtomicFile &&) noexcept = default;
    AtomicFile &operator=(AtomicFile &&) = delete;
    ~AtomicFile();
    int descriptor() const { return m_file.get(); }
    FileResult<void> write(std::string_view bytes);
    FileResult<void> commit();

private:
    AtomicFile() = default;
    Descriptor m_folder;
    Descriptor m_file;
    std::string m_name;
    std::string m_temporary; ///< empty once committed
};

} // namespace latchkey::capability
