// SPDX-License-Identifier: GPL-3.0-or-later
// Paths as text, by POSIX rules on every platform. Nothing here looks at the disk.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::modules::pathtext {

/// Later absolute parts win; one slash between parts.
std::string join(std::span<const std::string_view> parts);
std::string_view dirname(std::string_view path);
std::string_view basename(std::string_view path);
std::string_view extname(std::string_view path);
/// `//`, `.` and `x/..` collapsed, the trailing slash cut; empty is ".".
std::string normalize(std::string_view path);
/// The way from one absolute normalised path to another.
std::string relative(std::string_view from, std::string_view to);
std::vector<std::string_view> components(std::string_view path);

bool hasWildcard(std::string_view component);
/// An absolute glob pattern in two: the folder before the first component with a wildcard, and the components from
/// there on (none when there is no wildcard).
struct GlobParts {
    std::string root;
    std::vector<std::string> rest;
};
GlobParts globParts(std::string_view absolutePattern);

} // namespace latchkey::modules::pathtext
