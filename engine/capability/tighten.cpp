// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/tighten.h"

#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <map>
#include <set>

namespace latchkey::capability {

namespace {

std::string folderOf(const std::string &path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

/// As a pattern that starts at the script's folder when it lies below.
std::string patternOf(const std::string &path, const std::string &folder)
{
    if (path != folder && folder != "/" && isInside(path, folder))
        return "." + escapedPattern(path.substr(folder.size()));
    return escapedPattern(path);
}

} // namespace

std::vector<std::string> smallestGrants(std::span<const UsedResource> used, const std::string &folder)
{
    std::set<std::string> grants;
    std::map<std::pair<std::string, std::string>, std::set<std::string>> files; // by name and folder
    for (const UsedResource &use : used) {
        const ResourceForm form = formOf(use.name);
        if (use.resource.empty()) grants.insert(use.name);
        else if (use.resource == "**") grants.insert(use.name + ":**"); // all there is
        else if (refusedCharacters(use.resource)) continue;             // no pattern can name it: it is asked for again
        else if (form == ResourceForm::Path) files[{use.name, folderOf(use.resource)}].insert(use.resource);
        else if (const auto resource = canonicalResource(form, use.resource, folder))
            grants.insert(use.name + ":" + exactPattern(*resource));
    }
    for (const auto &[key, paths] : files) {
        const auto &[name, parent] = key;
        if (paths.size() > kNamedFiles) {
            const std::string above = parent == folder ? "." : patternOf(parent, folder);
            grants.insert(name + ":" + (above == "/" ? "" : above) + "/*");
            continue;
        }
        for (const std::string &path : paths) grants.insert(name + ":" + patternOf(path, folder));
    }
    return {grants.begin(), grants.end()};
}

} // namespace latchkey::capability
