// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run's row shows and which buttons it has in each state. Painting, clicking, keys and tests all ask here; the
// columns and their painting are widgets::layoutRunRow and widgets::paintRunRow.
#pragma once

#include "ui/runs/run_entry.h"
#include "ui/widgets/run_row.h"

#include <QList>

namespace latchkey::runs {

enum class RunButton : quint8 { None, Stop, Cancel, Pause, Resume, Rerun, Compare, CancelTask, LeaveBehind, Raise };

/// The buttons of a row, in order; at most two.
QList<RunButton> runButtons(const RunEntry &entry, bool canCompare, qint64 now = nowMilliseconds());
QString iconOf(RunButton button);
/// What the button does, for tool tip and menu: "Stop run 7". `number` is the run's, of CancelTask the task's.
QString nameOf(RunButton button, int number);

/// Everything the row says. `folded`: there is no column for the progress.
widgets::RunRowFacts rowFacts(const RunEntry &entry, qint64 now, bool folded);

} // namespace latchkey::runs
