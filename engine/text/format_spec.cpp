// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a spec and checks what can be checked without the value.
#include "engine/text/format_spec.h"

#include "engine/text/characters.h"
#include "engine/text/utf8.h"

#include <charconv>

namespace latchkey::text {

namespace {

constexpr bool isAlign(char32_t c)
{
    return c == '<' || c == '>' || c == '^' || c == '=';
}

/// Reads a spec from left to right, part by part in the order of the grammar.
class SpecReader
{
public:
    SpecReader(std::string_view spec, FormatSubject subject)
        : m_text(spec)
    {
        m_spec.align = subject == FormatSubject::String ? '<' : '>';
        m_spec.type = subject == FormatSubject::String ? 's' : subject == FormatSubject::Integer ? 'd' : 0;
        m_zeroAligns = subject != FormatSubject::String;
    }

    std::expected<FormatSpec, FormatError> read()
    {
        readAlign();
        if (peek() == '+' || peek() == '-' || peek() == ' ') m_spec.sign = static_cast<char>(take());
        m_spec.noNegativeZero = takeIf('z');
        m_spec.alternate = takeIf('#');
        readZero();
        if (!readNumber(m_spec.width) || !readGrouping() || !readPrecision() || !readType() || !checkGrouping())
            return std::unexpected(m_error);
        return m_spec;
    }

private:
    static constexpr char32_t kEnd = kMaxCodePoint + 1;

    bool atEnd() const { return m_at == m_text.size(); }
    char32_t peek() const { return atEnd() ? kEnd : decodeAt(m_text, m_at).value; }

    char32_t take()
    {
        const Decoded c = decodeAt(m_text, m_at);
        m_at += c.length;
        return c.value;
    }

    bool takeIf(char32_t wanted)
    {
        if (peek() != wanted) return false;
        take();
        return true;
    }

    bool fail(std::string message)
    {
        m_error = {FormatError::Kind::ValueError, std::move(message)};
        return false;
    }

    void readAlign()
    {
        if (atEnd()) return;
        const Decoded first = decodeAt(m_text, m_at);
        const size_t second = m_at + first.length;
        if (second < m_text.size() && isAlign(decodeAt(m_text, second).value)) {
            m_spec.fill = take();
            m_fillWritten = m_alignWritten = true;
        } else if (isAlign(first.value)) {
            m_alignWritten = true;
        }
        if (m_alignWritten) m_spec.align = static_cast<char>(take());
    }

    /// A zero before the width fills with zeros behind the sign, unless fill or align say otherwise.
    void readZero()
    {
        if (m_fillWritten || !takeIf('0')) return;
        m_spec.fill = '0';
        if (!m_alignWritten && m_zeroAligns) m_spec.align = '=';
    }

    /// Leaves `number` alone when there is none.
    bool readNumber(int64_t &number)
    {
        int64_t value = 0;
        bool any = false;
        for (int digit = -1; !atEnd() && (digit = decimalDigit(peek())) >= 0; take()) {
            if (__builtin_mul_overflow(value, int64_t(10), &value) ||
                __builtin_add_overflow(value, int64_t(digit), &value))
                return fail("Too many decimal digits in format string");
            any = true;
        }
        if (any) number = value;
        return true;
    }

    bool readGrouping()
    {
        if (takeIf(',')) m_spec.grouping = ',';
        const bool underscore = takeIf('_');
        if (underscore && (m_spec.grouping || peek() == ',')) return fail("Cannot specify both ',' and '_'.");
        if (underscore) m_spec.grouping = '_';
        return true;
    }

    bool readPrecision()
    {
        if (!takeIf('.')) return true;
        if (!readNumber(m_spec.precision)) return false;
        return m_spec.precision >= 0 || fail("Format specifier missing precision");
    }

    bool readType()
    {
        if (atEnd()) return true;
        m_spec.type = take();
        return atEnd() || fail("Invalid format specifier");
    }

    bool checkGrouping()
    {
        if (!m_spec.grouping || m_spec.type == 0) return true;
        constexpr std::u32string_view kAny = U"defgEG%F";
        constexpr std::u32string_view kUnderscoreOnly = U"boxX";
        if (kAny.contains(m_spec.type)) return true;
        if (m_spec.grouping == '_' && kUnderscoreOnly.contains(m_spec.type)) return true;
        return fail(std::string("Cannot specify '") + m_spec.grouping + "' with '" + shownFormatType(m_spec.type) +
                    "'.");
    }

    std::string_view m_text;
    size_t m_at = 0;
    FormatSpec m_spec;
    FormatError m_error;
    bool m_fillWritten = false;
    bool m_alignWritten = false;
    bool m_zeroAligns = false;
};

} // namespace

std::string shownFormatType(char32_t type)
{
    if (type > 0x20 && type < 0x7F) return std::string(1, static_cast<char>(type));
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<uint32_t>(type), 16).ptr;
    return "\\x" + std::string(digits, end);
}

std::expected<FormatSpec, FormatError> parseFormatSpec(std::string_view spec, FormatSubject subject)
{
    return SpecReader(spec, subject).read();
}

} // namespace latchkey::text
