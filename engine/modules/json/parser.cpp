// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/json/parser.h"

#include "engine/modules/support/numbers.h"
#include "engine/text/numbers.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <format>
#include <limits>
#include <utility>

namespace latchkey::modules {

using namespace vm;

namespace {

constexpr size_t kMaxSharedKeys = 1024;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

JsonParser::Status JsonParser::parse()
{
    if (m_text.starts_with("\xEF\xBB\xBF")) {
        fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
        return m_status;
    }
    do {
        if (!readValue()) return m_status;
        while (m_isComplete && !m_stack.empty()) {
            bool isClosed = false;
            if (!addToTop()) return m_status;
            const bool isArray = m_stack.back().container.isArray();
            if (!(isArray ? continueArray(isClosed) : continueObject(isClosed))) return m_status;
            if (!isClosed) break;
            m_value = m_stack.back().container;
            m_stack.pop_back();
        }
    } while (!m_stack.empty() || !m_isComplete);
    skipSpace();
    if (!isAtEnd()) fail("Extra data", m_at);
    return m_status;
}

// ---- one value --------------------------------------------------------------------------------------------------

bool JsonParser::readValue()
{
    skipSpace();
    if (!pollStep()) return false;
    m_depth = std::max(m_depth, m_stack.size());
    m_isComplete = true;
    switch (peek()) {
    case '{':
        return beginObject();
    case '[':
        return beginArray();
    case '"':
        return readString(m_value);
    default:
        break;
    }
    return peek() == '-' || isDigit(peek()) ? readNumber() : readWord();
}

bool JsonParser::enter(Value container)
{
    if (m_stack.size() >= kMaxDepth) {
        m_error = std::format("nesting deeper than {}", kMaxDepth);
        m_status = Status::Failed;
        return false;
    }
    m_stack.push_back({container, Value::null()});
    m_isComplete = false;
    ++m_at;
    skipSpace();
    return true;
}

bool JsonParser::beginArray()
{
    if (!enter(Value::array(m_call.heap().array()))) return false;
    if (peek() != ']') return true;
    ++m_at;
    m_value = m_stack.back().container;
    m_stack.pop_back();
    m_isComplete = true;
    return true;
}

bool JsonParser::beginObject()
{
    if (!enter(Value::object(m_call.heap().object()))) return false;
    if (peek() != '}') return readKey();
    ++m_at;
    m_value = m_stack.back().container;
    m_stack.pop_back();
    m_isComplete = true;
    return true;
}

bool JsonParser::readWord()
{
    static constexpr std::pair<std::string_view, uint64_t> kWords[] = {
        {"null", Value::null().bits()}, {"true", Value::boolean(true).bits()}, {"false", Value::boolean(false).bits()}};
    const std::string_view rest = m_text.substr(m_at);
    for (const auto &[word, bits] : kWords) {
        if (!rest.starts_with(word)) continue;
        m_value = Value::fromBits(bits);
        m_at += word.size();
        return true;
    }
    const bool isNan = rest.starts_with("NaN");
    if (!isNan && !rest.starts_with("Infinity")) return fail("Expecting value", m_at);
    m_value = Value::realFromOutside(isNan ? std::numeric_limits<double>::quiet_NaN()
                                           : std::numeric_limits<double>::infinity());
    m_at += isNan ? 3 : 8;
    return true;
}

bool JsonParser::readNumber()
{
    const size_t begin = m_at;
    const bool negative = peek() == '-';
    size_t at = m_at + negative;
    if (negative && m_text.substr(at).starts_with("Infinity")) {
        m_value = Value::real(-std::numeric_limits<double>::infinity());
        m_at = at + 8;
        return true;
    }
    const auto skipDigits = [this](size_t from) {
        while (from < m_text.size() && isDigit(m_text[from])) ++from;
        return from;
    };
    const size_t digits = at;
    if (at >= m_text.size() || !isDigit(m_text[at])) return fail("Expecting value", begin);
    at = m_text[at] == '0' ? at + 1 : skipDigits(at);
    const size_t wholeEnd = at;
    if (at < m_text.size() && m_text[at] == '.' && skipDigits(at + 1) > at + 1) at = skipDigits(at + 1);
    if (at < m_text.size() && (m_text[at] == 'e' || m_text[at] == 'E')) {
        const size_t sign = at + 1 < m_text.size() && (m_text[at + 1] == '+' || m_text[at + 1] == '-') ? 1 : 0;
        if (skipDigits(at + 1 + sign) > at + 1 + sign) at = skipDigits(at + 1 + sign);
    }
    m_at = at;
    if (at == wholeEnd) {
        const std::string_view whole = m_text.substr(digits, wholeEnd - digits);
        if (giveDigits(m_call, whole, negative) != Outcome::Return) return stop();
        m_value = m_call.result;
        return true;
    }
    const double real = text::parseFloatLiteral(m_text.substr(digits, at - digits)).value_or(0);
    m_value = Value::real(negative ? -real : real);
    return true;
}

// ---- strings ----------------------------------------------------------------------------------------------------

bool JsonParser::readString(Value &value)
{
    std::string_view text;
    if (!readText(text)) return false;
    value = newText(m_call.heap(), text);
    return !value.isUnset() || stop();
}

/// The text of a string literal: a part of the source, or the scratch buffer when it has escapes.
bool JsonParser::readText(std::string_view &text)
{
    const size_t quote = m_at++;
    m_scratch.clear();
    bool hasEscapes = false;
    size_t plain = m_at; ///< start of characters not yet copied
    while (true) {
        const size_t limit = std::min(m_text.size(), m_at + text::kPollBytes);
        while (m_at < limit && m_text[m_at] != '"' && m_text[m_at] != '\\' &&
               static_cast<unsigned char>(m_text[m_at]) >= 0x20)
            ++m_at;
        if (isAtEnd()) return fail("Unterminated string starting at", quote);
        if (m_at == limit) {
            if (m_call.poll()) return stop();
            continue;
        }
        if (m_text[m_at] == '"') break;
        if (m_text[m_at] != '\\') return fail("Invalid control character at", m_at);
        hasEscapes = true;
        m_scratch.append(m_text.substr(plain, m_at - plain));
        if (m_at + 1 >= m_text.size()) return fail("Unterminated string starting at", quote);
        if (!pollStep() || !readEscape(m_scratch)) return false;
        plain = m_at;
    }
    const std::string_view rest = m_text.substr(plain, m_at - plain);
    ++m_at;
    if (hasEscapes) m_scratch.append(rest);
    text = hasEscapes ? std::string_view(m_scratch) : rest;
    return true;
}

/// At a backslash that is not the last character.
bool JsonParser::readEscape(std::string &out)
{
    static constexpr std::string_view kLetters = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = m_text[m_at + 1];
    if (letter == 'u') return readUnicodeEscape(out);
    const size_t which = kLetters.find(letter);
    if (which == std::string_view::npos) return fail("Invalid \\escape", m_at);
    out += kMeanings[which];
    m_at += 2;
    return true;
}

/// The number of four hexadecimal digits, -1 if they are none.
int JsonParser::hexAt(size_t at) const
{
    if (at + 4 > m_text.size()) return -1;
    int number = 0;
    for (const char c : m_text.substr(at, 4)) {
        const int digit = isDigit(c)             ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return -1;
        number = number * 16 + digit;
    }
    return number;
}

bool JsonParser::readUnicodeEscape(std::string &out)
{
    const int first = hexAt(m_at + 2);
    if (first < 0) return fail("Invalid \\uXXXX escape", m_at + 1);
    m_at += 6;
    auto code = static_cast<char32_t>(first);
    if (code >= 0xD800 && code < 0xDC00 && m_text.substr(m_at).starts_with("\\u")) {
        const int second = hexAt(m_at + 2);
        if (second >= 0xDC00 && second < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<char32_t>(second) - 0xDC00);
            m_at += 6;
        }
    }
    text::appendCodePoint(out, code);
    return true;
}

// ---- containers -------------------------------------------------------------------------------------------------

bool JsonParser::addToTop()
{
    Level &top = m_stack.back();
    const bool added = top.container.isArray() ? m_call.heap().push(top.container.asArray(), m_value)
                                               : setProperty(m_call.heap(), top.container.asObject(), top.key, m_value);
    return added || stop();
}

bool JsonParser::continueArray(bool &isClosed)
{
    skipSpace();
    const size_t comma = m_at;
    isClosed = peek() == ']';
    if (!isClosed && peek() != ',') return fail("Expecting ',' delimiter", m_at);
    ++m_at;
    if (isClosed) return true;
    skipSpace();
    return peek() != ']' || fail("Illegal trailing comma before end of array", comma);
}

bool JsonParser::continueObject(bool &isClosed)
{
    skipSpace();
    const size_t comma = m_at;
    isClosed = peek() == '}';
    if (!isClosed && peek() != ',') return fail("Expecting ',' delimiter", m_at);
    ++m_at;
    if (isClosed) return true;
    skipSpace();
    return peek() == '}' ? fail("Illegal trailing comma before end of object", comma) : readKey();
}

bool JsonParser::readKey()
{
    if (peek() != '"') return fail("Expecting property name enclosed in double quotes", m_at);
    std::string_view text;
    if (!readText(text)) return false;
    const Value key = keyString(text);
    if (key.isUnset()) return stop();
    m_stack.back().key = key;
    skipSpace();
    if (peek() != ':') return fail("Expecting ':' delimiter", m_at);
    ++m_at;
    return true;
}

/// The same string value for the same text, as long as there are not too many.
Value JsonParser::keyString(std::string_view text)
{
    if (const auto known = m_keys.find(text); known != m_keys.end()) return known->second;
    const Value key = newText(m_call.heap(), text);
    if (m_keys.size() < kMaxSharedKeys && !key.isUnset()) m_keys.emplace(key.asString()->view(), key);
    return key;
}

// ---- places and ends --------------------------------------------------------------------------------------------

void JsonParser::skipSpace()
{
    while (m_at < m_text.size() &&
           (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
        ++m_at;
}

bool JsonParser::fail(std::string_view what, size_t at)
{
    const std::string_view before = m_text.substr(0, at);
    const size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    m_error = std::format("{}: line {} column {} (char {})", what, std::ranges::count(before, '\n') + 1,
                          text::countCodePoints(before.substr(lineStart)) + 1, text::countCodePoints(before));
    m_status = Status::Failed;
    return false;
}

bool JsonParser::stop()
{
    m_status = Status::Stopped;
    return false;
}

bool JsonParser::pollStep()
{
    return !pollAt(m_call, ++m_steps) || stop();
}

} // namespace latchkey::modules
