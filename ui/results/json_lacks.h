// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the JSON text of a value can not say: nan, infinities, cycles.
#pragma once

#include <QStringList>

namespace latchkey::runs {
class ResultValue;
}

namespace latchkey::results {

/// "$.ratio: nan", a few of them. Writes the whole text on the way, so only for values that are known to be small, and
/// on a worker.
QStringList jsonLacks(const runs::ResultValue &value);

} // namespace latchkey::results
