// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about what lies at a path, shared by `file` and `path`. They never raise for what is missing.
#pragma once

#include "engine/modules/support/arguments.h"

namespace latchkey::modules {

/// Allowed inside the script's folder and wherever a file or path grant covers; see the broker.
inline constexpr Need kMetadata = Need::of("path.metadata", 0, ResourceKind::Path);

Outcome pathExists(NativeCall &call);
Outcome pathIsFile(NativeCall &call);
Outcome pathIsFolder(NativeCall &call);

} // namespace latchkey::modules
