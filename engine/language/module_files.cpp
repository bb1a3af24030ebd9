// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/module_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace latchkey::language {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kMaxBytes = 4'000'000; // larger ones are no code somebody wrote
constexpr int kMaxListed = 500;

bool isModuleName(std::string_view name)
{
    if (name.empty() || name.starts_with("__")) return false;
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

int64_t modifiedAt(const fs::path &path)
{
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return error ? -1 : static_cast<int64_t>(time.time_since_epoch().count());
}

/// Files of a folder and of the folders in it, as modules.
void list(const fs::path &folder, const std::string &prefix, int depth, std::vector<std::string> &names)
{
    std::error_code error;
    for (fs::directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end && static_cast<int>(names.size()) < kMaxListed; it.increment(error)) {
        const std::string stem = it->path().stem().string();
        if (!isModuleName(stem)) continue;
        std::error_code ignored;
        if (it->path().extension() == ".ml") names.push_back(prefix + stem);
        else if (depth > 0 && it->path().extension().empty() && it->is_directory(ignored))
            list(it->path(), prefix + stem + ".", depth - 1, names);
    }
}

} // namespace

std::string ModuleFiles::pathOf(const std::string &folder, std::string_view dottedName)
{
    if (folder.empty()) return {};
    fs::path path = folder;
    while (!dottedName.empty()) {
        const size_t dot = std::min(dottedName.find('.'), dottedName.size());
        const std::string_view part = dottedName.substr(0, dot);
        if (!isModuleName(part)) return {};
        path /= part;
        dottedName.remove_prefix(std::min(dot + 1, dottedName.size()));
    }
    path += ".ml";
    std::error_code error;
    return fs::is_regular_file(path, error) ? path.string() : std::string();
}

Workspace ModuleFiles::workspaceFor(const std::string &folder)
{
    Workspace workspace;
    workspace.module = [this, folder](std::string_view name) {
        const std::string path = pathOf(folder, name);
        return path.empty() ? DocumentPtr() : load(path, std::string(name));
    };
    workspace.importable = [folder] {
        std::vector<std::string> names;
        if (!folder.empty()) list(folder, "", 1, names);
        std::ranges::sort(names);
        return names;
    };
    return workspace;
}

DocumentPtr ModuleFiles::load(const std::string &path, const std::string &name)
{
    const int64_t modified = modifiedAt(path);
    std::error_code error;
    const auto size = static_cast<int64_t>(fs::file_size(path, error));
    if (error || size > kMaxBytes) return nullptr;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_entries.find(path);
        if (known != m_entries.end() && known->second.modified == modified && known->second.size == size)
            return known->second.document;
    }
    // Read without the lock: a slow disk holds up only who wants this file.
    std::ifstream file(path, std::ios::binary);
    if (!file) return nullptr;
    const DocumentPtr document = analyse(name, std::string(std::istreambuf_iterator<char>(file), {}), path);
    const std::lock_guard lock(m_mutex);
    m_entries[path] = {modified, size, document};
    return document;
}

} // namespace latchkey::language
