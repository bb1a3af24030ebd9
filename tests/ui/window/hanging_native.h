// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts a function that looks at nothing behind `crypto.uuid`, for tests of runs that do not answer. Apart, since the
// engine's inside and the editor's headers do not go together in one file.
#pragma once

namespace latchkey::window::test {

/// While it lives, `crypto.uuid()` does not return before `letGo`.
class HangingNative
{
public:
    HangingNative();
    ~HangingNative();
    HangingNative(const HangingNative &) = delete;
    HangingNative &operator=(const HangingNative &) = delete;
    static void letGo();
};

} // namespace latchkey::window::test
