// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys of other programs, for hands that know them: where they differ from ours, by command.
#pragma once

#include <span>

namespace latchkey::settings {

struct PresetKey {
    const char *id;   ///< of the command
    const char *keys; ///< separated by spaces; empty: none
};

struct KeyPreset {
    const char *name;
    std::span<const PresetKey> keys;
};

/// The first has no differences.
std::span<const KeyPreset> keyPresets();

} // namespace latchkey::settings
