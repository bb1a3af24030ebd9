// SPDX-License-Identifier: GPL-3.0-or-later
// Which library functions give the same answer to the same arguments, always and everywhere. The answer follows from
// the row itself: from the capabilities it needs and from vm::Need::outside. There is no second list to forget.
#pragma once

#include "engine/vm/native.h"

namespace latchkey::modules {

/// False when a call may give another answer next time or leaves a trace outside the run. What a run prints is part of
/// its result and so no such trace.
bool isPure(const vm::NativeSpec &spec);

} // namespace latchkey::modules
