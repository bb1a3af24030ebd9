// SPDX-License-Identifier: GPL-3.0-or-later
// What a script may ask for, read off its text before it runs: each place where a guarded library function is named,
// with the resource when it stands there in words (a literal, a name that is bound to one and to nothing else, a sum or
// a path.join of these), or the folder that it lies in when only what follows is open ("data/" + name). What only a run
// can know is said to be unknown and is asked for when it is used. A preview, never a decision.
#pragma once

#include "engine/syntax/source.h"
#include "engine/syntax/tree.h"
#include "engine/vm/native.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::runs {

/// One capability of one call.
struct Wish {
    const vm::NativeSpec *function = nullptr;
    vm::NeedItem item;
    std::vector<std::optional<std::string>> arguments; ///< of the call, as far as they are known
    std::vector<std::string> folders; ///< of each: how it begins for certain, up to its last slash; empty: not known
    syntax::SourcePtr source;         ///< the text it stands in
    bool isCalled = false;            ///< else the function is only named: called elsewhere
    int line = 0;
    uint32_t offset = 0;
    bool inModule = false; ///< `source` is a module that the script imports

    /// Whether the resource is known.
    bool isKnown() const;
    /// Argument `index` as text; the working folder where it is left out.
    std::string text(int index) const;
    /// The folder in which the resource must lie, where that is all that is known of it; empty: not even that. What the
    /// script adds may still lead out of it: such a path is asked for when it is used.
    std::string folder() const;
};

/// In the order of the text, at most `kMostWishes`.
inline constexpr size_t kMostWishes = 200;
std::vector<Wish> wishesOf(const syntax::Tree &tree);

} // namespace latchkey::runs
