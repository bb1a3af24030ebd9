// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tasks of a script (`async.spawn`, `parallel.call`) as lines below its run: each below the task that started it,
// with its state, what it waits for, and how far it is. Also the words for what is waited for, which run and task
// share.
#pragma once

#include "ui/runs/run_words.h"

namespace latchkey::runs {

/// "asleep for 3.2 s", "waiting for api.example.org · GET /v1/rows", "asks for file.read", "waits for 3 tasks".
/// `tasks`: how many it waits for, when it waits for tasks; 0: unknown.
QString waitText(WaitKind kind, const QString &detail, int tasks);

/// In the order of a tree: every task behind the one that started it. The last line tells of those that are not listed.
QList<DetailLine> taskLines(const RunEntry &entry);

} // namespace latchkey::runs
