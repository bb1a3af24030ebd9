// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON text of a value as far as there is room for it: its beginning, with every bracket closed. Neither time nor
// memory depend on how large the value is, only on the room, so the result of any run can be kept.
#pragma once

#include "engine/runs/result_value.h"

#include <QByteArray>

namespace latchkey::journal {

struct BoundedJson {
    QByteArray text;
    bool isCut = false; ///< elements, properties or the end of a string are missing
};

/// At most about `room` bytes. A cycle is written as "<cycle>".
BoundedJson boundedJson(const runs::ResultValue &value, qsizetype room);

} // namespace latchkey::journal
