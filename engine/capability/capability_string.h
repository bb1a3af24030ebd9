// SPDX-License-Identifier: GPL-3.0-or-later
// Capability strings as people write them, in either spelling, turned into the one canonical form:
//   file.read:/data/**     dotted: name [":" resource]
//   file:read:/data/**     colon, the older one: type ":" operation [":" resource]
//   !file.read:/secret/**  a deny
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace latchkey::capability {

struct Capability {
    bool isDeny = false;
    std::string name; ///< canonical: dotted, lower case
    bool hasResource = false;
    std::string resource; ///< as written

    /// `name[:resource]`, with `!` for a deny: listings, audit and prompts use it.
    std::string canonical() const;
    bool operator==(const Capability &) const = default;
};

/// The error is "Invalid capability: TEXT (WHY)". Never a grant when in doubt.
std::expected<Capability, std::string> parseCapability(std::string_view text);

/// A pattern that matches exactly this text.
std::string escapedPattern(std::string_view text);

} // namespace latchkey::capability
