// SPDX-License-Identifier: GPL-3.0-or-later
// The names of capabilities: which exist, in which class they are, and which name covers which. A name is a row of
// parts joined by dots, lower case: `file.read`, `network.http.get`, `math.*`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace latchkey::capability {

enum class NameClass : uint8_t {
    Guarded, ///< denied unless granted
    Free,    ///< allowed unless denied
    Pure,    ///< nothing to guard: never checked, a grant or deny has no effect
    Foreign, ///< unknown here: only modules that a host adds ask for it; denied unless granted
};

/// The internal need of functions that only look at metadata (exists, size, ...). Allowed inside the script's folder
/// and wherever any file or path grant matches; elsewhere it is a need for `path.read`.
inline constexpr std::string_view kMetadataName = "path.metadata";

NameClass classOf(std::string_view name);
/// The name of the library that a foreign name looks most like; empty when it is not foreign or like none.
std::string_view likelyName(std::string_view name);

/// Says how the resource of a name is spelt and matched.
enum class ResourceForm : uint8_t { Path, Url, Text };
ResourceForm formOf(std::string_view name);

/// True when a grant of `granted` is a grant of `needed`: parts are equal one by one, `*` standing for any one part,
/// and `granted` is not longer. Includes what section "implied" of the rules adds (write covers append).
bool covers(std::string_view granted, std::string_view needed);

} // namespace latchkey::capability
