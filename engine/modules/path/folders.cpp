// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/path/folders.h"

#include "engine/text/utf8.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

namespace latchkey::modules {

using capability::FileAccess;
using capability::FileFault;

namespace {

int codeOf(const FileFault &fault)
{
    return fault.kind == FileFault::Kind::System ? fault.code : ENOTDIR;
}

FolderEntry describe(int folder, const dirent &found)
{
    FolderEntry entry{text::withReplacements(found.d_name), found.d_name, false, false};
    struct stat status{};
    if (found.d_type == DT_DIR ||
        (found.d_type == DT_UNKNOWN && fstatat(folder, found.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode)))
        entry.isFolder = entry.leadsToFolder = true;
    else if (found.d_type != DT_REG && fstatat(folder, found.d_name, &status, 0) == 0)
        entry.leadsToFolder = S_ISDIR(status.st_mode);
    return entry;
}

} // namespace

std::expected<std::vector<FolderEntry>, int> listFolder(const std::string &canonical)
{
    auto descriptor = FileAccess::openFolder(canonical);
    if (!descriptor) return std::unexpected(codeOf(descriptor.error()));
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(fdopendir(descriptor->get()), &closedir);
    if (!folder) return std::unexpected(errno);
    const int fd = descriptor->release(); // closedir closes it
    std::vector<FolderEntry> entries;
    while (const dirent *found = readdir(folder.get())) {
        const std::string_view name = found->d_name;
        if (name != "." && name != "..") entries.push_back(describe(fd, *found));
    }
    std::ranges::sort(entries, {}, &FolderEntry::name);
    return entries;
}

IoResult<> removeTree(const FilePath &path, const Cancelled &cancelled)
{
    // A folder is met twice: first its content is put on top of it, then, when that is gone, it is removed itself.
    std::vector<std::pair<std::string, bool>> pending{{path.canonical, false}};
    while (!pending.empty() && !cancelled.load(std::memory_order_relaxed)) {
        auto &[folder, isListed] = pending.back();
        if (isListed) {
            if (const auto removed = FileAccess::removeFolder(folder); !removed)
                return std::unexpected(faultOf(removed.error(), path.written));
            pending.pop_back();
            continue;
        }
        isListed = true;
        if (const auto allowed = path.stillAllowed(); !allowed) return allowed;
        const std::string current = folder;
        const auto entries = listFolder(current);
        if (!entries) return std::unexpected(systemFault(entries.error(), path.written));
        for (const FolderEntry &entry : *entries) {
            const std::string below = current + "/" + entry.bytes;
            if (entry.isFolder) pending.emplace_back(below, false);
            else if (const auto removed = FileAccess::remove(below); !removed)
                return std::unexpected(faultOf(removed.error(), path.written));
        }
    }
    return {};
}

} // namespace latchkey::modules
