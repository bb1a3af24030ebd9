// SPDX-License-Identifier: GPL-3.0-or-later
// Calling library functions: see dispatch.cpp. Private to the VM.
#pragma once

#include "engine/vm/isolate.h"

#include <string>
#include <vector>

namespace latchkey::vm {

/// Checks arguments and capabilities, then calls. `resources` receives the canonical resources.
Outcome dispatch(NativeCall &call, std::vector<std::string> &resources);
Outcome checkArguments(NativeCall &call);

/// "f() missing 2 required positional arguments: 'a' and 'b'"
std::string missingArguments(std::string_view function, const std::vector<std::string_view> &names);
/// "f() takes 2 positional arguments but 3 were given"
std::string tooManyArguments(std::string_view function, size_t least, size_t most, size_t given);

} // namespace latchkey::vm
