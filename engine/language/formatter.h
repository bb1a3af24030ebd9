// SPDX-License-Identifier: GPL-3.0-or-later
// One look for all programs: four spaces a level, one statement a line, spaces around operators. What the tokens are
// and in which order never changes, only the white space between them, so comments stay where they are and the tree is
// the same; a line break that one put inside an expression stays. Formatting twice changes nothing.
//
// `//` after an operand divides, so a comment can stand only where none could be read as a division; since no token
// moves past another, that is as true of the result.
#pragma once

#include "engine/language/completion.h"

#include <expected>

namespace latchkey::language {

struct FormatOptions {
    int indent = 4;
    bool tabs = false; ///< a tab a level instead of spaces
};

/// The changes of white space that format the text, ascending; an error (a full sentence) for a text with mistakes in
/// its grammar, which is left alone. With `range`, only changes that touch it.
std::expected<std::vector<TextEdit>, std::string> format(const Document &document, const FormatOptions &options = {},
                                                         std::optional<Span> range = std::nullopt);

/// The text after the changes.
std::string applied(std::string_view text, const std::vector<TextEdit> &edits);

/// Whether two trees say the same, wherever their nodes stand.
bool sameTree(const syn::Tree &a, const syn::Tree &b);

} // namespace latchkey::language
