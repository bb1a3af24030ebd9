// SPDX-License-Identifier: GPL-3.0-or-later
// From the results of engine/text to outcomes, and the limit that its functions are given: what still fits the run.
#pragma once

#include "engine/modules/support/arguments.h"

#include <expected>

namespace latchkey::modules {

/// The largest text that may be built now.
size_t roomFor(NativeCall &call);
/// Asks for the memory stop: the caller returns Outcome::Stop.
Outcome stopForMemory(NativeCall &call);
Outcome giveExpected(NativeCall &call, const std::expected<std::string, text::Halt> &result);
/// Room for a string of `bytes` bytes to be filled through `data`; null: stop.
String *makeRaw(NativeCall &call, size_t bytes, char *&data);

} // namespace latchkey::modules
