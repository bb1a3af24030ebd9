// SPDX-License-Identifier: GPL-3.0-or-later
// From a row of the library (which capability, which argument names the resource) to what the broker decides about: for
// a call that is being made, and for one that so far only stands in the text.
#pragma once

#include "engine/capability/run_grants.h"
#include "engine/runs/compile.h"
#include "engine/runs/run.h"

#include <functional>

namespace latchkey::runs {

/// `textOf` gives an argument as text ("." when it was left out), `folder` where relative paths start. The error is
/// "invalid resource: WHY for '...'".
std::expected<capability::Need, std::string> needOf(const vm::NeedItem &item,
                                                    const std::function<std::string(int)> &textOf,
                                                    const std::function<std::string()> &folder);

/// The hash of the innermost function around a place, or of the whole text: what a lasting answer is bound to.
QString functionHash(const Compiled &program, const syntax::SourcePtr &source, uint32_t offset);

/// A wish that need be told once, and the first place where it stands.
struct OpenWish {
    PermissionWish wish;
    std::optional<capability::Need> need; ///< none: not known before the run
    std::string pattern;                  ///< of what an answer allows; empty: exactly the need's resource
    syntax::SourcePtr source;             ///< the text it stands in
    uint32_t offset = 0;
};
/// The wishes of a text in order, equal ones as one. Looks at the disk for links: not on a GUI thread.
std::vector<OpenWish> openWishes(const Compiled &program, const std::string &folder);
QList<PermissionWish> permissionWishes(const Compiled &program, const Script &script);

} // namespace latchkey::runs
