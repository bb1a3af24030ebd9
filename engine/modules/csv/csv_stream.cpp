// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/csv/csv_stream.h"

#include <algorithm>

namespace latchkey::modules {

namespace {

/// How many bytes at the end begin a UTF-8 character that is not whole.
size_t cutLength(std::string_view text)
{
    for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0) == 0x80) continue;
        const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

} // namespace

CsvScanner::State CsvScanner::next(char c)
{
    const bool isEnd = c == '\n' || c == '\r';
    switch (m_state) {
    case State::Record:
        if (isEnd) return State::Record;
        ++m_rows;
        [[fallthrough]];
    case State::Field:
        if (c == '"') return State::Quoted;
        break;
    case State::Quoted:
        return c == '"' ? State::Quote : State::Quoted;
    case State::Quote:
        if (c == '"') return State::Quoted;
        break;
    case State::Plain:
        break;
    }
    if (isEnd) return State::Record;
    return c == m_delimiter ? State::Field : State::Plain;
}

bool CsvScanner::feed(std::string_view chunk, bool untilFirstRow)
{
    for (size_t i = 0; i < chunk.size(); ++i) {
        if (m_state == State::Quoted) { // most of a large field
            i = std::min(chunk.find('"', i), chunk.size());
            if (i == chunk.size()) break;
        }
        m_state = next(chunk[i]);
        if (untilFirstRow && m_rows > 0 && m_state == State::Record) return false;
    }
    return true;
}

std::expected<void, uint64_t> EncodingChecker::feed(std::string_view chunk)
{
    std::string text = std::move(m_rest);
    text += chunk;
    const bool isUtf8 = m_encoding == Encoding::Utf8 || m_encoding == Encoding::Utf8Signed;
    const size_t cut = isUtf8 ? cutLength(text) : 0;
    m_rest = text.substr(text.size() - cut);
    text.resize(text.size() - cut);
    const size_t size = text.size();
    // The mark at the beginning is no error in either spelling of UTF-8.
    if (const auto decoded = decode(isUtf8 ? Encoding::Utf8 : m_encoding, std::move(text)); !decoded)
        return std::unexpected(m_offset + decoded.error());
    m_offset += size;
    return {};
}

std::expected<void, uint64_t> EncodingChecker::finish()
{
    if (!m_rest.empty()) return std::unexpected(m_offset);
    return {};
}

size_t endOfFirstRow(std::string_view text, char delimiter)
{
    CsvScanner scanner(delimiter);
    for (size_t i = 0; i < text.size(); ++i)
        if (!scanner.feed(text.substr(i, 1), true)) return i + 1;
    return text.size();
}

bool isByteWise(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
    case Encoding::Utf8Signed:
    case Encoding::Ascii:
    case Encoding::Latin1:
    case Encoding::Windows1252:
        return true;
    default:
        return false;
    }
}

} // namespace latchkey::modules
