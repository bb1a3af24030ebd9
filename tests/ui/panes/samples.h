// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same runs, question and value in all tests of the panes and in their pictures.
#pragma once

#include "ui/runs/run_entry.h"

#include <QJsonObject>

namespace latchkey::samples {

runs::RunEntry running(int number = 6);
runs::RunEntry waitingForYou(int number = 7);
runs::RunEntry withTasks(int number = 9);
runs::RunEntry queued(int number = 8);
runs::RunEntry finished(int number = 5);
runs::RunEntry timedOut(int number = 4);
runs::RunEntry failed(int number = 3);

runs::PermissionRequest question(quint64 id = 1, quint64 run = 7);
runs::RunError nameError();
QByteArray script();
QJsonObject value();

} // namespace latchkey::samples
