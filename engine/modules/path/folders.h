// SPDX-License-Identifier: GPL-3.0-or-later
// Listing and removing folders, on the pool for blocking work. Links to folders are never entered.
#pragma once

#include "engine/modules/file/io.h"

namespace latchkey::modules {

struct FolderEntry {
    std::string name;           ///< as text; what is no UTF-8 is replaced
    std::string bytes;          ///< as it is on the disk
    bool isFolder = false;      ///< and no link
    bool leadsToFolder = false; ///< a folder, or a link to one
};

/// Entries without "." and "..", sorted by code point. The error is an errno.
std::expected<std::vector<FolderEntry>, int> listFolder(const std::string &canonical);
/// The folder and everything below it; links are removed, not followed.
IoResult<> removeTree(const FilePath &path, const Cancelled &cancelled);

} // namespace latchkey::modules
