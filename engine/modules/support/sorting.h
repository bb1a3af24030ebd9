// SPDX-License-Identifier: GPL-3.0-or-later
// The one sort of the library: stable, iterative, polls, and survives a comparison that raises. It sorts positions
// rather than values, so that `sorted`, `array.sort`, `collections.sort` and `sortBy` share it, and an error leaves the
// data as it was.
#pragma once

#include "engine/modules/support/arguments.h"

#include <vector>

namespace latchkey::modules {

/// `later < earlier` of two values; raises what it must when they have no order.
using Before = vm::Truth (*)(NativeCall &call, Value later, Value earlier);

/// The language's `<`.
vm::Truth languageLess(NativeCall &call, Value later, Value earlier);

/// The order in which `keys` are ascending (or descending; equal keys keep their order in both). The first comparison
/// is element 1 with element 0. Return, or the reason why not.
Outcome sortedPositions(NativeCall &call, const Value *keys, uint32_t count, bool descending, Before before,
                        std::vector<uint32_t> &positions);

/// Sorts `items` in place; unchanged unless the outcome is Return.
Outcome sortItems(NativeCall &call, Value *items, uint32_t count, bool descending, Before before);

} // namespace latchkey::modules
