// SPDX-License-Identifier: GPL-3.0-or-later
// Knows how much of the current thread's stack is left. Code that recurses by the nesting of a program counts its depth
// and, since nobody can say how large the caller's stack is, asks here as well before it goes deeper.
#pragma once

#include <cstddef>

namespace latchkey::syntax {

/// What the code below a check may use before the next check: diagnostics, formatting, allocation.
inline constexpr size_t kStackReserve = 48 * 1024;

/// False when going deeper could exhaust the native stack of this thread.
[[nodiscard]] bool stackHasRoom(size_t reserve = kStackReserve) noexcept;

} // namespace latchkey::syntax
