// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in functions, by subject; builtins.cpp holds the table that names them. They check their own types, since
// the language gives each of them texts of its own.
#pragma once

#include "engine/modules/support/arguments.h"

namespace latchkey::modules::builtins {

// conversion.cpp
Outcome toInteger(NativeCall &call);
Outcome toFloat(NativeCall &call);
Outcome toText(NativeCall &call);
Outcome toBoolean(NativeCall &call);
Outcome typeOf(NativeCall &call);
Outcome isInstance(NativeCall &call);
Outcome represent(NativeCall &call);
Outcome format(NativeCall &call);
Outcome character(NativeCall &call);
Outcome ordinal(NativeCall &call);
Outcome hexadecimal(NativeCall &call);
Outcome binary(NativeCall &call);
Outcome octal(NativeCall &call);

// numbers.cpp
Outcome absolute(NativeCall &call);
Outcome round(NativeCall &call);
Outcome sum(NativeCall &call);
Outcome range(NativeCall &call);

// collections.cpp
Outcome length(NativeCall &call);
Outcome enumerate(NativeCall &call);
Outcome zip(NativeCall &call);
Outcome sorted(NativeCall &call);
Outcome reversed(NativeCall &call);
Outcome keys(NativeCall &call);
Outcome values(NativeCall &call);
Outcome minimum(NativeCall &call);
Outcome maximum(NativeCall &call);
Outcome all(NativeCall &call);
Outcome any(NativeCall &call);
Outcome iterate(NativeCall &call);
Outcome next(NativeCall &call);

// calls.cpp
Outcome callFunction(NativeCall &call);
Outcome callable(NativeCall &call);
Outcome print(NativeCall &call);
Outcome input(NativeCall &call);

// introspection.cpp
Outcome help(NativeCall &call);
Outcome methods(NativeCall &call);
Outcome loadedModules(NativeCall &call);
Outcome availableModules(NativeCall &call);
Outcome hasModule(NativeCall &call);
Outcome moduleInfo(NativeCall &call);
Outcome hasAttribute(NativeCall &call);
Outcome getAttribute(NativeCall &call);
Outcome hasCapability(NativeCall &call);
Outcome getCapabilities(NativeCall &call);
Outcome getCapabilityInfo(NativeCall &call);
Outcome requiredCapabilities(NativeCall &call);

} // namespace latchkey::modules::builtins
