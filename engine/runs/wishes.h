// SPDX-License-Identifier: GPL-3.0-or-later
// What a script may ask for, read off its text before it runs: each place where a guarded library function is named,
// with the resource when it stands there in words (a literal, a name that is bound to one and to nothing else, a sum of
// these). What only a run can know is said to be unknown and is asked for when it is used. A preview, never a decision.
#pragma once

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
    bool isCalled = false;                             ///< else the function is only named: called elsewhere
    int line = 0;
    uint32_t offset = 0;

    /// Whether the resource is known.
    bool isKnown() const;
    /// Argument `index` as text; the working folder where it is left out.
    std::string text(int index) const;
};

/// In the order of the text, at most `kMostWishes`.
inline constexpr size_t kMostWishes = 200;
std::vector<Wish> wishesOf(const syntax::Tree &tree);

} // namespace latchkey::runs
