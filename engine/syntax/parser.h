// SPDX-License-Identifier: GPL-3.0-or-later
// Source text -> syntax tree plus diagnostics. Never throws, never recurses without bound, always returns a tree: after
// an error it recovers at the next statement and goes on, so that an editor sees every independent mistake.
#pragma once

#include "engine/syntax/diagnostic.h"
#include "engine/syntax/tree.h"

namespace latchkey::syntax {

struct ParseOptions {
    bool interactive = false; ///< REPL: the last statement may lack its `;`
    /// Asked every few thousand tokens; true stops the parse (the tree is then partial and `stopped` is set).
    bool (*shouldStop)(void *) = nullptr;
    void *stopContext = nullptr;
};

struct ParseResult {
    TreePtr tree;
    std::vector<Diagnostic> diagnostics; ///< in source order
    bool stopped = false;
    bool ok() const;
};

ParseResult parse(SourcePtr source, const ParseOptions &options = {});

} // namespace latchkey::syntax
