// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/purity.h"

#include "engine/capability/names.h"

#include <algorithm>

namespace latchkey::modules {

bool isPure(const vm::NativeSpec &spec)
{
    if (spec.need.isOutside()) return false;
    return std::ranges::all_of(spec.need.items(), [](const vm::NeedItem &item) {
        return capability::classOf(item.capability) == capability::NameClass::Pure ||
               item.capability == "console.write" || item.capability == "console.error";
    });
}

} // namespace latchkey::modules
