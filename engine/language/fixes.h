// SPDX-License-Identifier: GPL-3.0-or-later
// Mends for what a check found: those a finding brings along, and those one can tell from its code and the text. Each
// can be applied as it stands and leads to a text without that finding.
#pragma once

#include "engine/language/completion.h"

#include <span>

namespace latchkey::language {

struct QuickFix {
    std::string title; ///< "Insert `;`", an order, no full stop
    std::vector<TextEdit> edits;
    bool isPreferred = false; ///< the one to apply unasked for, e.g. for all of a kind
};

/// The mends for one finding of this text.
std::vector<QuickFix> fixesFor(const DocumentPtr &document, const syn::Diagnostic &diagnostic);

/// The mends for all findings that touch `range`, those for the nearest finding first.
std::vector<QuickFix> fixesAt(const DocumentPtr &document, std::span<const syn::Diagnostic> diagnostics, Span range);

} // namespace latchkey::language
