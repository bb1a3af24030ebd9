// SPDX-License-Identifier: GPL-3.0-or-later
// Copying and moving files, on the pool for blocking work.
#pragma once

#include "engine/modules/file/io.h"

namespace latchkey::modules {

/// Contents, permissions and modification time. `to.canonical` is the file itself, never the folder it goes into.
IoResult<> copyFile(const FilePath &from, const FilePath &to, const Cancelled &cancelled);
/// Renames; across devices a file is copied and then removed. `into`: the program named a folder that exists, so an
/// entry of the same name is an error rather than replaced.
IoResult<> moveEntry(const FilePath &from, const FilePath &to, bool into, const Cancelled &cancelled);

} // namespace latchkey::modules
