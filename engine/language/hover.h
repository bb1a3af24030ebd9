// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the thing under the pointer: its signature or type, its documentation, where it was made, and which
// capability it needs.
#pragma once

#include "engine/language/document.h"

namespace latchkey::language {

struct Hover {
    Span span;                 ///< the word it is about
    std::string title;         ///< code: "file.read(path: string) -> string", "rows: array of object"
    std::string kind;          ///< "parameter", "function of the library", ...
    std::string documentation; ///< sentences, lines
    std::string needs;         ///< a capability
    std::optional<Location> definition;
};

std::optional<Hover> hoverAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace);

} // namespace latchkey::language
