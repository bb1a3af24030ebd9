// SPDX-License-Identifier: GPL-3.0-or-later
//
// What would have let a denied act through: the least grant, as people write it into the grants of a file.
#pragma once

#include "engine/runs/run.h"

namespace latchkey::runs {

/// The grant for exactly this use by the script at `path` ("file.read:./notes/a.csv"); empty when there is none: a
/// policy denied it, or no pattern can name the resource. `path` is empty for a script that was never saved.
QString enoughGrant(const CapabilityUse &use, const QString &path);

/// The denial that an error is about: the last one of its line; null: there is none.
const CapabilityUse *denialOf(const RunError &error, const QList<CapabilityUse> &uses);

} // namespace latchkey::runs
