// SPDX-License-Identifier: GPL-3.0-or-later
// Library functions written in ML: compiled once a process, instantiated in an isolate that uses them. Private to the
// VM.
#pragma once

#include "engine/vm/image.h"
#include "engine/vm/native.h"

namespace latchkey::vm {

/// The compiled prelude of a module. Thread-safe; compiles at the first call for that module.
ImagePtr preludeImage(const StandardModule &module, const Library &library);

} // namespace latchkey::vm
