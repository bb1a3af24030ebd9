// SPDX-License-Identifier: GPL-3.0-or-later
// Canonical paths: what a requested path means before it is compared with any pattern. `.`, `..` and `//` go textually,
// then every link is resolved, a dangling last one too. What does not exist yet is its deepest existing folder resolved
// plus the rest. The result is absolute, has no link, and is what is shown, granted, logged and opened.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace latchkey::capability {

std::string homeFolder();

enum class LastComponent : unsigned char {
    Follow, ///< the path leads where its last link leads
    Itself, ///< delete, move's source: the link itself is meant
};

/// `~` expanded, joined to `workingFolder`, `.` `..` `//` removed. No look at the disk.
std::string absolutePath(std::string_view path, const std::string &workingFolder);
/// Every link of an absolute path without `.` and `..` resolved.
std::string resolveLinks(const std::string &absolute, LastComponent last = LastComponent::Follow);
/// Both, and refuses the empty path and NUL. The error says why.
std::expected<std::string, std::string> canonicalPath(std::string_view path, const std::string &workingFolder,
                                                      LastComponent last = LastComponent::Follow);

/// True when `path` is `folder` or below it. Both canonical.
bool isInside(std::string_view path, std::string_view folder);

/// What a prompt says about a path: "exists, 412 bytes", "new file", "folder".
std::string describePath(const std::string &canonical);

} // namespace latchkey::capability
