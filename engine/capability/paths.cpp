// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/paths.h"

#include "engine/capability/pattern.h"

#include <cstdlib>
#include <deque>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace latchkey::capability {

namespace {

/// As the kernel's own limit; a ring of links ends here and the rest stays unresolved, so it can not be opened either.
constexpr int kMaxLinks = 40;

std::string joined(const std::vector<std::string> &parts)
{
    std::string result;
    for (const std::string &part : parts) result.append("/").append(part);
    return result.empty() ? "/" : result;
}

/// The target of a link; empty when `path` is none.
std::string linkTarget(const std::string &path)
{
    std::string target(256, '\0');
    for (;;) {
        const ssize_t length = readlink(path.c_str(), target.data(), target.size());
        if (length < 0) return {};
        if (static_cast<size_t>(length) < target.size()) {
            target.resize(static_cast<size_t>(length));
            return target;
        }
        target.resize(target.size() * 2);
    }
}

} // namespace

std::string homeFolder()
{
    if (const char *home = std::getenv("HOME"); home && *home == '/') return home;
    const passwd *entry = getpwuid(getuid());
    return entry && entry->pw_dir ? entry->pw_dir : "/";
}

std::string absolutePath(std::string_view path, const std::string &workingFolder)
{
    std::string full;
    if (path == "~" || path.starts_with("~/")) full = homeFolder() + std::string(path.substr(1));
    else if (path.starts_with('/')) full = path;
    else full = workingFolder + "/" + std::string(path);
    std::vector<std::string> parts;
    for (std::string_view part : splitPath(full)) {
        if (part == ".") continue;
        if (part != "..") parts.emplace_back(part);
        else if (!parts.empty()) parts.pop_back();
    }
    return joined(parts);
}

std::string resolveLinks(const std::string &absolute, LastComponent last)
{
    std::deque<std::string> todo;
    for (std::string_view part : splitPath(absolute)) todo.emplace_back(part);
    std::vector<std::string> done;
    bool missing = false; // nothing below a missing folder exists: no need to ask
    int links = 0;
    while (!todo.empty()) {
        std::string part = std::move(todo.front());
        todo.pop_front();
        if (part == ".") continue;
        if (part == "..") { // of a link's target: physical, since `done` has no links
            if (!done.empty()) done.pop_back();
            missing = false;
            continue;
        }
        done.push_back(part);
        if (missing || (todo.empty() && last == LastComponent::Itself)) continue;
        const std::string here = joined(done);
        const std::string target = linkTarget(here);
        if (target.empty()) {
            missing = access(here.c_str(), F_OK) != 0 && errno == ENOENT;
            continue;
        }
        if (++links > kMaxLinks) continue;
        done.pop_back();
        if (target.starts_with('/')) done.clear();
        const auto parts = splitPath(target);
        for (auto it = parts.rbegin(); it != parts.rend(); ++it) todo.emplace_front(*it);
    }
    return joined(done);
}

std::expected<std::string, std::string> canonicalPath(std::string_view path, const std::string &workingFolder,
                                                      LastComponent last)
{
    if (path.empty()) return std::unexpected("empty path");
    if (path.find('\0') != std::string_view::npos) return std::unexpected("NUL character in a path");
    return resolveLinks(absolutePath(path, workingFolder), last);
}

bool isInside(std::string_view path, std::string_view folder)
{
    if (folder == "/") return true;
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string describePath(const std::string &canonical)
{
    struct stat info{};
    if (lstat(canonical.c_str(), &info) != 0) return errno == ENOENT || errno == ENOTDIR ? "new" : "not readable";
    if (S_ISDIR(info.st_mode)) return "folder";
    if (S_ISLNK(info.st_mode)) return "link";
    if (!S_ISREG(info.st_mode)) return "special file";
    return "exists, " + std::to_string(info.st_size) + (info.st_size == 1 ? " byte" : " bytes");
}

} // namespace latchkey::capability
