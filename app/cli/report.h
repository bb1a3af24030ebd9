// SPDX-License-Identifier: GPL-3.0-or-later
// Errors and warnings as people read them on a terminal:
//   FILE:LINE:COLUMN: kind: message
//       the source line
//           ^
//   hint: what to do
#pragma once

#include "engine/runs/engine.h"

#include <QString>

namespace latchkey::cli {

QString reportOf(const runs::RunError &error, const runs::Script &script);
QString reportOf(const syntax::Diagnostic &diagnostic);
/// The same as JSON, for `check --json`.
QJsonObject jsonOf(const syntax::Diagnostic &diagnostic);

} // namespace latchkey::cli
