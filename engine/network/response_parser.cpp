// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/response_parser.h"

#include <algorithm>
#include <charconv>

namespace latchkey::network {

namespace {

constexpr size_t kMaxLine = 64 << 10;
constexpr size_t kMaxChunkLine = 4 << 10;

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isToken(std::string_view name)
{
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [kMarks](char c) {
        return isDigit(c) || (lowered(c) >= 'a' && lowered(c) <= 'z') || kMarks.contains(c);
    });
}

bool isFieldValue(std::string_view value)
{
    return std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\t'; });
}

/// Does a comma-separated list hold the word?
bool listHolds(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const size_t comma = std::min(list.find(','), list.size());
        if (isSameWord(trimmed(list.substr(0, comma)), word)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

template<typename T>
bool readNumber(std::string_view text, int base, T &number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

bool isSameWord(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lowered, lowered);
}

std::string_view ResponseParser::header(std::string_view name) const
{
    for (const auto &[field, value] : m_headers)
        if (isSameWord(field, name)) return value;
    return {};
}

bool ResponseParser::feed(std::string_view bytes, const Take &take)
{
    bool goesOn = true;
    while (goesOn && !bytes.empty() && m_step != Step::Done) {
        if (m_step == Step::Body || m_step == Step::ChunkData) {
            takeBody(bytes, take, goesOn);
            continue;
        }
        bool isWhole = false;
        if (!feedLine(bytes, isWhole)) return false;
        if (!isWhole) return true;
        const std::string line = std::exchange(m_line, {});
        if (!takeLine(line)) return false;
    }
    m_hasSurplus = m_hasSurplus || (m_step == Step::Done && !bytes.empty());
    return true;
}

/// Collects a line, without its end. False: too long for one.
bool ResponseParser::feedLine(std::string_view &bytes, bool &isWhole)
{
    const size_t end = bytes.find('\n');
    const size_t used = std::min(end, bytes.size());
    const bool isOfChunk = m_step == Step::ChunkSize || m_step == Step::ChunkEnd;
    m_line.append(bytes.substr(0, used));
    bytes.remove_prefix(std::min(used + 1, bytes.size()));
    isWhole = end != std::string_view::npos;
    if (m_line.size() > (isOfChunk ? kMaxChunkLine : kMaxLine)) return false;
    if (!isOfChunk) m_headBytes += used + 1;
    if (m_headBytes > kMaxHeadBytes) return false;
    if (isWhole && m_line.ends_with('\r')) m_line.pop_back();
    return true;
}

bool ResponseParser::takeLine(std::string_view line)
{
    switch (m_step) {
    case Step::Status:
        return takeStatusLine(line);
    case Step::Fields:
        return line.empty() ? endHead() : takeField(line);
    case Step::ChunkSize:
        return takeChunkSize(line);
    case Step::ChunkEnd:
        m_step = Step::ChunkSize;
        return line.empty();
    case Step::Trailers: // they add nothing that a script is told
        if (line.empty()) m_step = Step::Done;
        return true;
    default:
        return false;
    }
}

/// "HTTP/1.1 200 OK"
bool ResponseParser::takeStatusLine(std::string_view line)
{
    if (line.size() < 12 || !line.starts_with("HTTP/1.") || !isDigit(line[7]) || line[8] != ' ') return false;
    m_minorVersion = line[7] - '0';
    if (!readNumber(line.substr(9, 3), 10, m_status) || m_status < 100) return false;
    if (line.size() > 12 && line[12] != ' ') return false;
    m_reason = trimmed(line.substr(12));
    if (!isFieldValue(m_reason)) return false;
    m_step = Step::Fields;
    return true;
}

bool ResponseParser::takeField(std::string_view line)
{
    if (line.front() == ' ' || line.front() == '\t') { // the folded rest of the field before
        if (m_headers.empty() || !isFieldValue(line)) return false;
        m_headers.back().second.append(" ").append(trimmed(line));
        return true;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || m_headers.size() >= kMaxFields) return false;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!isToken(name) || !isFieldValue(value)) return false;
    m_headers.emplace_back(name, value);
    return true;
}

bool ResponseParser::endHead()
{
    if (m_status < 200) { // an interim answer: the real one follows
        m_headers.clear();
        m_step = Step::Status;
        return m_status != 101;
    }
    return readFrame();
}

/// Decides how the end of the body is told.
bool ResponseParser::readFrame()
{
    bool isChunked = false;
    bool isClosed = m_minorVersion == 0;
    for (const auto &[name, value] : m_headers) {
        if (isSameWord(name, "transfer-encoding")) {
            if (isChunked || !isSameWord(value, "chunked")) return false;
            isChunked = true;
        } else if (isSameWord(name, "content-length")) {
            int64_t length = 0;
            if (!std::ranges::all_of(value, isDigit) || !readNumber(value, 10, length)) return false;
            if (m_length >= 0 && m_length != length) return false;
            m_length = length;
        } else if (isSameWord(name, "connection")) {
            if (listHolds(value, "close")) isClosed = true;
            else if (listHolds(value, "keep-alive")) isClosed = false;
        }
    }
    m_keepsConnection = !isClosed;
    const bool isBare = !m_mayHaveBody || m_status == 204 || m_status == 304;
    if (isBare || (m_length == 0 && !isChunked)) {
        m_step = Step::Done;
        return true;
    }
    if (isChunked && m_length >= 0) return false; // whom to believe?
    m_step = isChunked ? Step::ChunkSize : Step::Body;
    m_isUntilEnd = !isChunked && m_length < 0;
    m_left = m_isUntilEnd ? UINT64_MAX : static_cast<uint64_t>(std::max<int64_t>(m_length, 0));
    if (m_isUntilEnd) m_keepsConnection = false;
    return true;
}

/// "1a2b; extension"
bool ResponseParser::takeChunkSize(std::string_view line)
{
    const std::string_view digits = trimmed(line.substr(0, line.find(';')));
    if (digits.empty() || digits.size() > 15 || !readNumber(digits, 16, m_left)) return false;
    m_step = m_left == 0 ? Step::Trailers : Step::ChunkData;
    return true;
}

void ResponseParser::takeBody(std::string_view &bytes, const Take &take, bool &goesOn)
{
    const auto count = static_cast<size_t>(std::min<uint64_t>(bytes.size(), m_left));
    const std::string_view part = bytes.substr(0, count);
    bytes.remove_prefix(count);
    if (!m_isUntilEnd) m_left -= count;
    if (m_left == 0) m_step = m_step == Step::ChunkData ? Step::ChunkEnd : Step::Done;
    goesOn = take(part);
}

bool ResponseParser::end()
{
    if (m_step == Step::Body && m_isUntilEnd) m_step = Step::Done;
    return m_step == Step::Done;
}

} // namespace latchkey::network
