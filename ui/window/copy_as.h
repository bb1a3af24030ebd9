// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as others would start it: from a terminal, over HTTP, over a WebSocket, through Celery, or as the bare request.
// Each is complete, with inputs, limits and grants, in the form in which that side takes it. Pure functions.
#pragma once

#include "engine/runs/run.h"

#include <QString>

namespace latchkey::window {

enum class CopyForm : quint8 { CommandLine, Curl, WebSocket, Celery, Json };

/// `options` are those that the script would run with. A script that was never saved travels as text.
QString copiedRun(CopyForm form, const runs::Script &script, const runs::RunOptions &options);

} // namespace latchkey::window
