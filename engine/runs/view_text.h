// SPDX-License-Identifier: GPL-3.0-or-later
// A view of a run as lines of text, for terminals.
#pragma once

#include "engine/runs/run.h"

namespace latchkey::runs {

/// Tables with aligned columns (numbers to the right), texts as they are, anything else as one line. Ends with a line
/// end. Long tables are cut, and say so.
QByteArray viewText(const RunView &view);

} // namespace latchkey::runs
