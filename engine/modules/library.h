// SPDX-License-Identifier: GPL-3.0-or-later
// The standard library, put together: built-in functions, methods of the basic types, and the modules a script can
// import. Every table is static data of its own file; `standardLibrary` registers them all once a process and builds
// the lookups. Nothing here is ever written again, so all isolates on all threads share it without locks.
#pragma once

#include "engine/vm/native.h"

namespace latchkey::modules {

/// The library that every isolate runs with. Made on first use; safe to call from any thread.
const vm::Library &standardLibrary();

} // namespace latchkey::modules
