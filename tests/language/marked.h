// SPDX-License-Identifier: GPL-3.0-or-later
// A source with a cursor in it, for tables: `x = file.^;`. Two marks make a selection.
#pragma once

#include "engine/language/document.h"

#include <QString>

#include <map>
#include <vector>

namespace latchkey::language {

struct Marked {
    std::string text;
    std::vector<uint32_t> marks;

    explicit Marked(const QString &source)
    {
        for (const char c : source.toStdString()) {
            if (c == '^') marks.push_back(static_cast<uint32_t>(text.size()));
            else text += c;
        }
    }
    DocumentPtr document() const { return analyse("test.ml", text, "/folder/test.ml"); }
    uint32_t cursor() const { return marks.at(0); }
};

/// A workspace of files that exist only in the test, by dotted name.
class TestFiles
{
public:
    explicit TestFiles(const std::map<std::string, std::string> &files = {})
    {
        for (const auto &[name, text] : files) m_files[name] = analyse(name + ".ml", text, "/folder/" + name + ".ml");
        workspace.module = [this](std::string_view name) {
            const auto found = m_files.find(std::string(name));
            return found == m_files.end() ? DocumentPtr() : found->second;
        };
        workspace.importable = [this] {
            std::vector<std::string> names;
            for (const auto &[name, document] : m_files) names.push_back(name);
            return names;
        };
    }
    Workspace workspace;

private:
    std::map<std::string, DocumentPtr> m_files;
};

} // namespace latchkey::language
