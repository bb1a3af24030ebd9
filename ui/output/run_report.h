// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the Output pane says about a run besides what it printed: the heading above its lines, and the rows below them
// once it is over: what went wrong, where, what to do; or what it left as result.
#pragma once

#include "ui/output/output_view.h"
#include "ui/runs/run_entry.h"

namespace latchkey::output {

/// "Run 6  report.ml  (icon) Finished  in 1.2 s · 1 denied".
RichLine headingOf(const runs::RunEntry &entry);

/// The rows below the output of a run that is over. `source` is the text of the script `name`, for the line an error
/// is in.
QList<ReportRow> reportOf(const runs::RunEntry &entry, const std::optional<runs::RunError> &error, const QString &name,
                          const QByteArray &source);

/// An error: its sentence, its place, the line with carets, the advice, the callers.
QList<ReportRow> errorRows(const runs::RunError &error, const QString &name, const QByteArray &source);

} // namespace latchkey::output
