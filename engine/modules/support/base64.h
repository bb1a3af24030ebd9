// SPDX-License-Identifier: GPL-3.0-or-later
// Base64 of bytes, as values of type bytes appear in JSON.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace latchkey::modules {

/// With padding, without line breaks.
std::string base64(std::span<const uint8_t> bytes);

} // namespace latchkey::modules
