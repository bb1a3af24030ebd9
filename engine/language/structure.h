// SPDX-License-Identifier: GPL-3.0-or-later
// The build of a file: what it defines, what can be folded, and what encloses a selection.
#pragma once

#include "engine/language/document.h"

namespace latchkey::language {

struct OutlineItem {
    std::string name;
    std::string detail; ///< parameters of a function: "(rows, start)"
    SymbolKind kind = SymbolKind::Variable;
    Span nameSpan;
    Span fullSpan; ///< to the end of a function's body
    std::vector<OutlineItem> children;
};

/// Most variables an outline lists: a file with more is data, and nobody scrolls through them.
inline constexpr size_t kMaxOutlineVariables = 2000;

/// Functions with the functions inside of them, imports and variables of the file; in the order of the text.
std::vector<OutlineItem> outline(const Document &document);

/// The functions around `offset`, the outermost first: for breadcrumbs.
std::vector<OutlineItem> pathTo(const std::vector<OutlineItem> &outline, uint32_t offset);

/// Lines from 1: `first` stays in sight, the ones up to `last` fold away.
struct FoldingRange {
    uint32_t first = 0;
    uint32_t last = 0;
    bool isComment = false;
};
std::vector<FoldingRange> foldingRanges(const Document &document);

/// The next larger piece of the program around a selection; the selection itself when there is none.
Span expandSelection(const Document &document, Span selection);

} // namespace latchkey::language
