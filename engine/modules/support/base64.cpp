// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/support/base64.h"

namespace latchkey::modules {

std::string base64(std::span<const uint8_t> bytes)
{
    static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t i = 0; i < bytes.size(); i += 3) {
        uint32_t group = uint32_t(bytes[i]) << 16;
        if (i + 1 < bytes.size()) group |= uint32_t(bytes[i + 1]) << 8;
        if (i + 2 < bytes.size()) group |= bytes[i + 2];
        out += kLetters[group >> 18];
        out += kLetters[(group >> 12) & 63];
        out += i + 1 < bytes.size() ? kLetters[(group >> 6) & 63] : '=';
        out += i + 2 < bytes.size() ? kLetters[group & 63] : '=';
    }
    return out;
}

} // namespace latchkey::modules
