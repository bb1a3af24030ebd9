// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the Output pane says about a run besides what it printed: the heading above its lines, and the rows below them
// once it is over: what went wrong, where, what to do; or what it left as result.
#pragma once

#include "ui/output/output_view.h"
#include "ui/runs/run_entry.h"

#include <memory>

namespace latchkey::output {

/// What a run leaves besides its error.
struct EndDetails {
    std::shared_ptr<const runs::RunVariables> variables = {}; ///< of its calls, for the values they were given
    QList<runs::CapabilityUse> uses = {};                     ///< for the grant that a denied one lacked
    QString path = {};                                        ///< of the script; empty when it was never saved
};

/// Where the link of a denial leads: to the row of that grant in the ledger of the run.
inline const QString kGrantTarget = QStringLiteral("permissions:");

/// Where the link of an error of Latchkey's own leads: to a report of it.
inline const QString kFaultTarget = QStringLiteral("report:");

/// "Run 6  report.ml  (icon) Finished  in 1.2 s · 1 denied".
RichLine headingOf(const runs::RunEntry &entry);

/// The rows below the output of a run that is over. `source` is the text of the script, for the line an error of
/// `name` is in; `of` tells what else is known of its end.
QList<ReportRow> reportOf(const runs::RunEntry &entry, const std::optional<runs::RunError> &error, const QString &name,
                          const QByteArray &source, const EndDetails &of = {});

/// An error: its sentence, its place, the line with carets, the advice, the callers with what they were given.
QList<ReportRow> errorRows(const runs::RunError &error, const QString &name, const QByteArray &source,
                           const EndDetails &of = {});

} // namespace latchkey::output
