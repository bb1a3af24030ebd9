// SPDX-License-Identifier: GPL-3.0-or-later
// User modules as the files they are: finds what an import reads, analyses it, and keeps that until the file changes.
// One instance serves all editors; safe to ask from any thread.
#pragma once

#include "engine/language/document.h"

#include <map>
#include <mutex>

namespace latchkey::language {

class ModuleFiles
{
public:
    /// What a script in `folder` can import. The workspace must not outlive this object.
    Workspace workspaceFor(const std::string &folder);
    /// The file of a module that a script in `folder` imports; empty when there is none.
    static std::string pathOf(const std::string &folder, std::string_view dottedName);

private:
    struct Entry {
        int64_t modified = -1;
        int64_t size = -1;
        DocumentPtr document;
    };

    DocumentPtr load(const std::string &path, const std::string &name);

    std::mutex m_mutex;
    std::map<std::string, Entry> m_entries;
};

} // namespace latchkey::language
