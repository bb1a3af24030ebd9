// SPDX-License-Identifier: GPL-3.0-or-later
// Resolved tree -> Program. Assumes a tree without errors; the only diagnostics it makes are limits ("function too
// large", "nesting too deep" on a small stack).
#pragma once

#include "engine/bytecode/program.h"

namespace latchkey::bytecode {

struct CompileOptions {
    bool prelude = false;     ///< library code
    bool interactive = false; ///< an input of a session: the value of a last expression statement is the program's
    std::function<analysis::ImportKind(std::string_view dottedName)> findImport;
    /// Asked every few hundred statements; true gives up, without a program and without a word.
    bool (*shouldStop)(void *) = nullptr;
    void *stopContext = nullptr;
};

struct CompileResult {
    ProgramPtr program; ///< null when a limit was hit or `shouldStop` said so
    std::vector<syntax::Diagnostic> diagnostics;
};

CompileResult compile(const syntax::TreePtr &tree, const analysis::Resolution &resolution,
                      const CompileOptions &options = {});

/// Readable listing, for tests and `latchkey disassemble`.
std::string disassemble(const Program &program);

} // namespace latchkey::bytecode
