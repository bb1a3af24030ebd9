// SPDX-License-Identifier: GPL-3.0-or-later
// The encodings that files may be read and written in. Strict both ways: what can not be represented is an error that
// names its place. Pure functions, used on the threads that do file work.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace latchkey::modules {

enum class Encoding : uint8_t {
    Utf8,
    Utf8Signed,
    Utf16,
    Utf16Little,
    Utf16Big,
    Utf32,
    Utf32Little,
    Utf32Big,
    Ascii,
    Latin1,
    Windows1252,
};

/// By name, without regard to case, `-` and `_`.
std::optional<Encoding> findEncoding(std::string_view name);
/// "utf-8", "latin-1", ...
std::string_view encodingName(Encoding encoding);

/// UTF-8 of encoded bytes; the error is the offset of the first byte that does not belong.
std::expected<std::string, size_t> decode(Encoding encoding, std::string bytes);
/// The bytes of a UTF-8 text; the error is the first character that has none.
std::expected<std::string, char32_t> encode(Encoding encoding, std::string_view text);

/// `\r\n` and lone `\r` become `\n`, in place.
void normalizeNewlines(std::string &text);

} // namespace latchkey::modules
