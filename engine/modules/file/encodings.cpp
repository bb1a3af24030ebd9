// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/file/encodings.h"

#include "engine/text/utf8.h"

#include <algorithm>
#include <utility>

namespace latchkey::modules {

namespace {

constexpr std::pair<std::string_view, Encoding> kNames[] = {
    {"utf8", Encoding::Utf8},           {"utf8sig", Encoding::Utf8Signed},      {"utf16", Encoding::Utf16},
    {"utf16le", Encoding::Utf16Little}, {"utf16be", Encoding::Utf16Big},        {"utf32", Encoding::Utf32},
    {"utf32le", Encoding::Utf32Little}, {"utf32be", Encoding::Utf32Big},        {"ascii", Encoding::Ascii},
    {"latin1", Encoding::Latin1},       {"iso88591", Encoding::Latin1},         {"l1", Encoding::Latin1},
    {"cp1252", Encoding::Windows1252},  {"windows1252", Encoding::Windows1252},
};

/// Windows-1252 between 0x80 and 0x9F; 0: not assigned.
constexpr char16_t kWindows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

uint32_t unitAt(std::string_view bytes, size_t at, size_t width, bool big)
{
    uint32_t unit = 0;
    for (size_t i = 0; i < width; ++i)
        unit |= uint32_t(static_cast<unsigned char>(bytes[at + i])) << 8 * (big ? width - 1 - i : i);
    return unit;
}

void appendUnit(std::string &out, uint32_t unit, size_t width, bool big)
{
    for (size_t i = 0; i < width; ++i) out += static_cast<char>(unit >> 8 * (big ? width - 1 - i : i));
}

std::expected<std::string, size_t> decodeUtf16(std::string_view bytes, size_t at, bool big)
{
    std::string out;
    while (at < bytes.size()) {
        if (at + 2 > bytes.size()) return std::unexpected(at);
        char32_t c = unitAt(bytes, at, 2, big);
        size_t size = 2;
        if (c >= 0xD800 && c < 0xDC00) {
            const uint32_t low = at + 4 <= bytes.size() ? unitAt(bytes, at + 2, 2, big) : 0;
            if (low < 0xDC00 || low > 0xDFFF) return std::unexpected(at);
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            size = 4;
        } else if (text::isSurrogate(c)) {
            return std::unexpected(at);
        }
        text::appendCodePoint(out, c);
        at += size;
    }
    return out;
}

std::expected<std::string, size_t> decodeUtf32(std::string_view bytes, size_t at, bool big)
{
    std::string out;
    for (; at < bytes.size(); at += 4) {
        if (at + 4 > bytes.size()) return std::unexpected(at);
        const char32_t c = unitAt(bytes, at, 4, big);
        if (c > text::kMaxCodePoint || text::isSurrogate(c)) return std::unexpected(at);
        text::appendCodePoint(out, c);
    }
    return out;
}

/// Without a mark, text of the machine's own order is expected: little end first.
std::expected<std::string, size_t> decodeMarked(std::string_view bytes, size_t width)
{
    const bool hasUnit = bytes.size() >= width;
    const uint32_t bigMark = hasUnit ? unitAt(bytes, 0, width, true) : 0,
                   littleMark = hasUnit ? unitAt(bytes, 0, width, false) : 0;
    const bool big = bigMark == 0xFEFF;
    const size_t at = big || littleMark == 0xFEFF ? width : 0;
    return width == 2 ? decodeUtf16(bytes, at, big) : decodeUtf32(bytes, at, big);
}

std::expected<std::string, size_t> decodeBytes(Encoding encoding, std::string_view bytes)
{
    std::string out;
    for (size_t at = 0; at < bytes.size(); ++at) {
        char32_t c = static_cast<unsigned char>(bytes[at]);
        if (encoding == Encoding::Ascii && c >= 0x80) return std::unexpected(at);
        if (encoding == Encoding::Windows1252 && c >= 0x80 && c < 0xA0) {
            c = kWindows[c - 0x80];
            if (c == 0) return std::unexpected(at);
        }
        text::appendCodePoint(out, c);
    }
    return out;
}

/// The byte of a character in a one-byte encoding, or -1.
int byteOf(Encoding encoding, char32_t c)
{
    if (c < 0x80) return static_cast<int>(c);
    if (encoding == Encoding::Ascii) return -1;
    if (c >= 0xA0 && c <= 0xFF) return static_cast<int>(c);
    if (encoding == Encoding::Latin1) return c <= 0xFF ? static_cast<int>(c) : -1;
    const auto *found = std::ranges::find(kWindows, static_cast<char16_t>(c));
    return c < 0x10000 && found != std::end(kWindows) ? 0x80 + static_cast<int>(found - kWindows) : -1;
}

void appendUtf16(std::string &out, char32_t c, bool big)
{
    if (c < 0x10000) return appendUnit(out, c, 2, big);
    appendUnit(out, 0xD800 + ((c - 0x10000) >> 10), 2, big);
    appendUnit(out, 0xDC00 + ((c - 0x10000) & 0x3FF), 2, big);
}

/// Appends one character; false when the encoding has none.
bool appendEncoded(std::string &out, Encoding encoding, char32_t c)
{
    switch (encoding) {
    case Encoding::Utf16:
    case Encoding::Utf16Little:
        return !text::isSurrogate(c) && (appendUtf16(out, c, false), true);
    case Encoding::Utf16Big:
        return !text::isSurrogate(c) && (appendUtf16(out, c, true), true);
    case Encoding::Utf32:
    case Encoding::Utf32Little:
        return !text::isSurrogate(c) && (appendUnit(out, c, 4, false), true);
    case Encoding::Utf32Big:
        return !text::isSurrogate(c) && (appendUnit(out, c, 4, true), true);
    default:
        break;
    }
    const int byte = byteOf(encoding, c);
    if (byte >= 0) out += static_cast<char>(byte);
    return byte >= 0;
}

} // namespace

std::optional<Encoding> findEncoding(std::string_view name)
{
    std::string plain;
    for (const char c : name)
        if (c != '-' && c != '_') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    const auto *found = std::ranges::find(kNames, plain, &std::pair<std::string_view, Encoding>::first);
    return found == std::end(kNames) ? std::nullopt : std::optional(found->second);
}

std::string_view encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return "utf-8";
    case Encoding::Utf8Signed:
        return "utf-8-sig";
    case Encoding::Utf16:
        return "utf-16";
    case Encoding::Utf16Little:
        return "utf-16le";
    case Encoding::Utf16Big:
        return "utf-16be";
    case Encoding::Utf32:
        return "utf-32";
    case Encoding::Utf32Little:
        return "utf-32le";
    case Encoding::Utf32Big:
        return "utf-32be";
    case Encoding::Ascii:
        return "ascii";
    case Encoding::Latin1:
        return "latin-1";
    case Encoding::Windows1252:
        break;
    }
    return "cp1252";
}

std::expected<std::string, size_t> decode(Encoding encoding, std::string bytes)
{
    switch (encoding) {
    case Encoding::Utf8:
    case Encoding::Utf8Signed: {
        const size_t bad = text::firstInvalid(bytes);
        if (bad != text::kNone) return std::unexpected(bad);
        if (encoding == Encoding::Utf8Signed && bytes.starts_with(kUtf8Mark)) bytes.erase(0, kUtf8Mark.size());
        return bytes;
    }
    case Encoding::Utf16:
        return decodeMarked(bytes, 2);
    case Encoding::Utf16Little:
        return decodeUtf16(bytes, 0, false);
    case Encoding::Utf16Big:
        return decodeUtf16(bytes, 0, true);
    case Encoding::Utf32:
        return decodeMarked(bytes, 4);
    case Encoding::Utf32Little:
        return decodeUtf32(bytes, 0, false);
    case Encoding::Utf32Big:
        return decodeUtf32(bytes, 0, true);
    default:
        return decodeBytes(encoding, bytes);
    }
}

std::expected<std::string, char32_t> encode(Encoding encoding, std::string_view text)
{
    std::string out;
    if (encoding == Encoding::Utf8 || encoding == Encoding::Utf8Signed) {
        const size_t bad = text::firstInvalid(text);
        if (bad != text::kNone) return std::unexpected(text::decodeAt(text, bad).value);
        if (encoding == Encoding::Utf8Signed) out = kUtf8Mark;
        return out.append(text);
    }
    if (encoding == Encoding::Utf16) appendUnit(out, 0xFEFF, 2, false);
    if (encoding == Encoding::Utf32) appendUnit(out, 0xFEFF, 4, false);
    for (size_t at = 0; at < text.size();) {
        const text::Decoded c = text::decodeAt(text, at);
        if (!appendEncoded(out, encoding, c.value)) return std::unexpected(c.value);
        at += c.length;
    }
    return out;
}

void normalizeNewlines(std::string &text)
{
    if (text.find('\r') == std::string::npos) return;
    size_t to = 0;
    for (size_t from = 0; from < text.size(); ++from) {
        const bool isReturn = text[from] == '\r';
        if (isReturn && from + 1 < text.size() && text[from + 1] == '\n') continue;
        text[to++] = isReturn ? '\n' : text[from];
    }
    text.resize(to);
}

} // namespace latchkey::modules
