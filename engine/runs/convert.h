// SPDX-License-Identifier: GPL-3.0-or-later
// From the VM's plain structs to those that the outside sees, and the words for stops.
#pragma once

#include "engine/runs/compile.h"
#include "engine/runs/run.h"
#include "engine/vm/isolate.h"

namespace latchkey::runs {

/// The folder that relative paths and imports of a script start at.
QString folderOf(const Script &script);
CompileRequest requestFor(const Script &script);

RunError errorOf(const syntax::Diagnostic &diagnostic);
RunError errorOf(const vm::Failure &failure);
/// The first error among the compiler's findings: what the run reports.
RunError firstError(const std::vector<syntax::Diagnostic> &diagnostics);

/// `cause` has one or more of the VM's interrupt bits; the weightiest counts.
RunState stopState(uint32_t cause);
RunError stopErrorFor(uint32_t cause, const RunOptions &options);
void placeStop(RunError &error, const std::vector<vm::Failure::Frame> &stack);
QList<RunError::Frame> framesOf(const std::vector<vm::Failure::Frame> &stack);

} // namespace latchkey::runs
