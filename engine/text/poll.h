// SPDX-License-Identifier: GPL-3.0-or-later
// How a long loop over text is stopped from outside. Whoever runs a script passes a `Poll` to the functions of this
// folder that may walk hundreds of megabytes; they ask it at least every `kPollBytes` bytes and give up with an empty
// result when it says so. A default `Poll` never stops and costs nothing.
#pragma once

#include <cstddef>

namespace latchkey::text {

struct Poll {
    bool (*stop)(void *context) = nullptr; ///< True: give up now.
    void *context = nullptr;

    bool operator()() const { return stop && stop(context); }
};

/// A loop asks its `Poll` after at most this many bytes.
inline constexpr size_t kPollBytes = 64 * 1024;

/// Why an operation gave no text.
enum class Halt {
    Stopped,  ///< The `Poll` said so.
    TooLarge, ///< The result would exceed the limit the caller gave.
};

} // namespace latchkey::text
