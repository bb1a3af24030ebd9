// SPDX-License-Identifier: GPL-3.0-or-later
// Copying that may take long. Hundreds of megabytes take a good part of a second, so what makes texts and arrays copies
// them in pieces and looks in between whether the isolate that runs on this thread is to end. Outside of an isolate's
// turn nothing stops a copy.
#pragma once

#include "engine/text/poll.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace latchkey::vm {

class Isolate;

/// Copied without a look: about a tenth of a millisecond, or a few when the memory is fresh.
inline constexpr size_t kCopiedAtOnce = size_t(1) << 20;

/// Names the isolate whose turn it is on this thread; null: none. Gives the one before.
const Isolate *exchangeRunning(const Isolate *isolate);
/// Asks the isolate whose turn it is on this thread.
text::Poll pollOfRunning();

/// memcpy. False: the run is to end, and only a part was copied.
[[nodiscard]] inline bool copyBytes(void *to, const void *from, size_t bytes)
{
    if (bytes <= kCopiedAtOnce) {
        if (bytes) std::memcpy(to, from, bytes);
        return true;
    }
    const text::Poll poll = pollOfRunning();
    for (size_t done = 0; done < bytes; done += kCopiedAtOnce) {
        if (poll()) return false;
        std::memcpy(static_cast<char *>(to) + done, static_cast<const char *>(from) + done,
                    std::min(kCopiedAtOnce, bytes - done));
    }
    return true;
}

/// Appends, with room for a line end. False: as copyBytes.
[[nodiscard]] inline bool appendBytes(std::string &out, std::string_view text)
{
    if (text.size() > kCopiedAtOnce) out.reserve(out.size() + text.size() + 1);
    for (const latchkey::text::Poll poll = pollOfRunning(); text.size() > kCopiedAtOnce;
         text.remove_prefix(kCopiedAtOnce)) {
        if (poll()) return false;
        out.append(text.substr(0, kCopiedAtOnce));
    }
    out.append(text);
    return true;
}

/// Fills `bytes` bytes with copies of the first `pattern` of them, which are there. False: as copyBytes.
[[nodiscard]] inline bool repeatBytes(void *to, size_t pattern, size_t bytes)
{
    const text::Poll poll = pollOfRunning();
    auto *const data = static_cast<char *>(to);
    // What is there is copied behind itself, twice as much each time.
    for (size_t done = pattern, piece = 0; done < bytes; done += piece) {
        if (done >= kCopiedAtOnce && poll()) return false;
        // Whole patterns, so that the next copy begins where a pattern does.
        const size_t most = std::max(kCopiedAtOnce / pattern * pattern, pattern);
        piece = std::min({done, bytes - done, most});
        if (!copyBytes(data + done, data, piece)) return false;
    }
    return true;
}

} // namespace latchkey::vm
