// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tables of the library come from, for library.cpp to collect. Each function is defined in the file or folder
// of the same name; a new module is added here and in the list of library.cpp.
#pragma once

#include "engine/vm/native.h"

namespace latchkey::modules {

std::span<const vm::NativeSpec> builtinTable(); ///< sorted by name
const vm::NativeSpec &rangeBuiltin();
std::span<const vm::NativeSpec> stringMethodTable(); ///< sorted by name
std::span<const vm::NativeSpec> arrayMethodTable();  ///< sorted by name
std::span<const vm::NativeSpec> objectMethodTable(); ///< sorted by name

const vm::StandardModule &argsModule();
const vm::StandardModule &asyncModule();
const vm::StandardModule &collectionsModule();
const vm::StandardModule &consoleModule();
const vm::StandardModule &cryptoModule();
const vm::StandardModule &csvModule();
const vm::StandardModule &datetimeModule();
const vm::StandardModule &envModule();
const vm::StandardModule &fileModule();
const vm::StandardModule &functionalModule();
const vm::StandardModule &httpModule();
const vm::StandardModule &jsonModule();
const vm::StandardModule &logModule();
const vm::StandardModule &mathModule();
const vm::StandardModule &parallelModule();
const vm::StandardModule &pathModule();
const vm::StandardModule &progressModule();
const vm::StandardModule &randomModule();
const vm::StandardModule &regexModule();
const vm::StandardModule &showModule();

} // namespace latchkey::modules
