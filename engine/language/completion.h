// SPDX-License-Identifier: GPL-3.0-or-later
// What one may be about to write: names in scope, members, modules, keywords, snippets, the likeliest first. Works on
// half-written text; never longer than a few milliseconds for a file of thousands of lines.
#pragma once

#include "engine/language/document.h"

namespace latchkey::language {

enum class ItemKind : uint8_t {
    Variable,
    Parameter,
    Function,
    Method,
    Property,
    Constant,
    Module,
    Keyword,
    Snippet,
};

/// A change of the text: `span` becomes `text`.
struct TextEdit {
    Span span;
    std::string text;
};

struct CompletionItem {
    std::string label;
    ItemKind kind = ItemKind::Variable;
    std::string insert; ///< what to put in place of the word; $1 .. $9 and ${1:name} are places to fill in, $0
                        ///< the last, when `isSnippet`
    bool isSnippet = false;
    std::string detail;         ///< a few words: type, signature's end, module
    std::string signature;      ///< "file.read(path: string) -> string"; empty for what is no function
    std::string documentation;  ///< sentences; may be empty
    std::string needs;          ///< the capability, e.g. "file.read"
    std::vector<TextEdit> also; ///< e.g. an import at the top
    std::vector<uint32_t> hits; ///< bytes of the label that match what was typed
    double score = 0;
};

struct Completion {
    Span word;                         ///< what an item replaces
    std::vector<CompletionItem> items; ///< the best first
};

/// A property that a value had when the script last ran.
struct SeenField {
    std::string name;
    std::string type;    ///< "string"
    std::string preview; ///< its value in a few characters
};
/// The properties of a value of the last run. The path begins with a variable of the file; "[]" is an element. Called
/// on the thread that asks for the completion.
using SeenFields = std::function<std::vector<SeenField>(const std::vector<std::string> &path)>;

struct CompletionOptions {
    bool asked = false;                    ///< by a key, not by typing: then also where one could go without
    std::vector<std::string> recent;       ///< labels chosen lately, the last first
    std::vector<std::string> contextNames; ///< variables the host gives the script
    SeenFields seen;                       ///< may be empty
    size_t limit = 200;
    const std::atomic<bool> *stop = nullptr;
};

Completion completeAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace,
                      const CompletionOptions &options = {});

/// How well `label` fits what was typed: 0 not at all, else more is better. Beginnings before beginnings of parts
/// (`rL` in `readLines`, `sp` in `safe_parse`) before letters anywhere. Fills `hits` when given.
double matchScore(std::string_view typed, std::string_view label, std::vector<uint32_t> *hits = nullptr);

} // namespace latchkey::language
