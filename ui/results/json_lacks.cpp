// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/json_lacks.h"

#include "engine/runs/result_value.h"
#include "engine/runs/value_json.h"

namespace latchkey::results {

QStringList jsonLacks(const runs::ResultValue &value)
{
    return value.isValid() ? value.jsonText().notes : QStringList();
}

} // namespace latchkey::results
