// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/lexer.h"

#include <array>
#include <bit>
#include <cstring>

namespace latchkey::syntax {

namespace {

enum class Class : uint8_t { Other, Space, Word, Digit, Quote, Slash, Dot, Single, Pair, End };

struct CharacterTable {
    std::array<Class, 256> classes{};
    std::array<bool, 256> inWord{};
    std::array<TokenKind, 256> single{};

    constexpr CharacterTable()
    {
        single.fill(TokenKind::BadCharacter);
        for (unsigned char c : {' ', '\t', '\r', '\n', '\f', '\v'}) classes[c] = Class::Space;
        for (int c = 'a'; c <= 'z'; ++c) word(c);
        for (int c = 'A'; c <= 'Z'; ++c) word(c);
        word('_');
        for (int c = '0'; c <= '9'; ++c) {
            classes[c] = Class::Digit;
            inWord[c] = true;
        }
        classes['"'] = classes['\''] = Class::Quote;
        classes['/'] = Class::Slash;
        classes['.'] = Class::Dot;
        classes['\0'] = Class::End;
        punctuation('+', TokenKind::Plus);
        punctuation('-', TokenKind::Minus);
        punctuation('*', TokenKind::Star);
        punctuation('%', TokenKind::Percent);
        punctuation('?', TokenKind::Question);
        punctuation(':', TokenKind::Colon);
        punctuation(',', TokenKind::Comma);
        punctuation(';', TokenKind::Semicolon);
        punctuation('(', TokenKind::LeftParen);
        punctuation(')', TokenKind::RightParen);
        punctuation('[', TokenKind::LeftBracket);
        punctuation(']', TokenKind::RightBracket);
        punctuation('{', TokenKind::LeftBrace);
        punctuation('}', TokenKind::RightBrace);
        for (char c : {'=', '!', '<', '>', '&', '|'}) classes[static_cast<unsigned char>(c)] = Class::Pair;
    }

private:
    constexpr void word(int c)
    {
        classes[c] = Class::Word;
        inWord[c] = true;
    }
    constexpr void punctuation(unsigned char c, TokenKind kind)
    {
        classes[c] = Class::Single;
        single[c] = kind;
    }
};

constexpr CharacterTable kCharacters;

Class classOf(char c)
{
    return kCharacters.classes[static_cast<unsigned char>(c)];
}
bool inWord(char c)
{
    return kCharacters.inWord[static_cast<unsigned char>(c)];
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The compares are by constant lengths: machine words, no calls.
TokenKind wordKind(const char *at, size_t length)
{
    using enum TokenKind;
    const auto is = [at]<size_t n>(const char(&word)[n]) { return memcmp(at, word, n - 1) == 0; };
    switch (length) {
    case 2:
        return is("if") ? If : is("in") ? In : is("fn") ? Fn : is("as") ? As : Identifier;
    case 3:
        return is("for") ? For : is("try") ? Try : Identifier;
    case 4:
        return is("else") ? Else : is("true") ? True : is("null") ? Null : is("elif") ? Elif : Identifier;
    case 5:
        return is("while") ? While : is("false") ? False : is("break") ? Break : is("throw") ? Throw : Identifier;
    case 6:
        return is("return") ? Return : is("import") ? Import : is("except") ? Except : Identifier;
    case 7:
        return is("finally") ? Finally : Identifier;
    case 8:
        return is("function") ? Function : is("continue") ? Continue : is("nonlocal") ? Nonlocal : Identifier;
    case 10:
        return is("capability") ? Capability : Identifier;
    default:
        return Identifier;
    }
}

const char *skipDigits(const char *at)
{
    while (isDigit(*at)) ++at;
    return at;
}

/// Operators that may be two characters long; the two longest-match pairs without a short form are `&&` and `||`.
TokenKind pairKind(const char *at, uint32_t &length)
{
    using enum TokenKind;
    const bool equalFollows = at[1] == '=';
    length = 2;
    switch (*at) {
    case '=':
        if (equalFollows) return EqualEqual;
        if (at[1] == '>') return Arrow;
        break;
    case '!':
        if (equalFollows) return NotEqual;
        break;
    case '<':
        if (equalFollows) return LessEqual;
        break;
    case '>':
        if (equalFollows) return GreaterEqual;
        break;
    case '&':
        if (at[1] == '&') return AndAnd;
        break;
    default:
        if (at[1] == '|') return OrOr;
        break;
    }
    length = 1;
    switch (*at) {
    case '=':
        return Assign;
    case '!':
        return Not;
    case '<':
        return Less;
    case '>':
        return Greater;
    default:
        return BadCharacter;
    }
}

struct ScannedString {
    const char *end;
    bool terminated;
    bool hasEscapes;
};

ScannedString scanString(const char *quote, const char *end)
{
    bool escapes = false;
    for (const char *at = quote + 1; at < end; ++at) {
        if (*at == *quote) return {at + 1, true, escapes};
        if (*at != '\\') continue;
        escapes = true;
        if (++at == end) break;
    }
    return {end, false, escapes};
}

} // namespace

Token Lexer::scan(uint32_t from, Expect expect) const
{
    const char *const begin = m_text.data();
    const char *const end = begin + m_text.size();
    const char *at = begin + from;
    Token token;
    const auto make = [&](TokenKind kind, const char *tokenEnd) {
        token.kind = kind;
        token.begin = static_cast<uint32_t>(at - begin);
        token.end = static_cast<uint32_t>(tokenEnd - begin);
        return token;
    };
    for (;; ++at) {
        switch (classOf(*at)) {
        case Class::Space:
            continue;
        case Class::Word: {
            const char *last = at + 1;
            while (inWord(*last)) ++last;
            return make(wordKind(at, static_cast<size_t>(last - at)), last);
        }
        case Class::Digit:
            return scanNumber(static_cast<uint32_t>(at - begin));
        case Class::Quote: {
            const ScannedString string = scanString(at, end);
            token.hasEscapes = string.hasEscapes;
            return make(string.terminated ? TokenKind::String : TokenKind::UnterminatedString, string.end);
        }
        case Class::Slash:
            if (at[1] != '/') return make(TokenKind::Slash, at + 1);
            if (expect == Expect::Operator) return make(TokenKind::FloorDivide, at + 2);
            at = static_cast<const char *>(memchr(at, '\n', static_cast<size_t>(end - at)));
            if (!at) {
                at = end;
                return make(TokenKind::EndOfInput, end);
            }
            continue;
        case Class::Dot:
            if (expect == Expect::Anything && isDigit(at[1])) return scanNumber(static_cast<uint32_t>(at - begin));
            return make(TokenKind::Dot, at + 1);
        case Class::Single:
            return make(kCharacters.single[static_cast<unsigned char>(*at)], at + 1);
        case Class::Pair: {
            uint32_t length = 0;
            const TokenKind kind = pairKind(at, length);
            return make(kind, at + length);
        }
        case Class::End:
            if (at == end) return make(TokenKind::EndOfInput, at);
            [[fallthrough]];
        case Class::Other:
            return make(TokenKind::BadCharacter, at + characterLength(m_text, static_cast<uint32_t>(at - begin)));
        }
    }
}

// NUMBER = [ "+" | "-" ] ( INT [ EXP ] | INT "." [ INT ] [ EXP ] | "." INT [ EXP ] )
Token Lexer::scanNumber(uint32_t from) const
{
    const char *const begin = m_text.data();
    const char *at = begin + from;
    if (*at == '+' || *at == '-') ++at;
    Token token;
    token.kind = TokenKind::Number;
    token.begin = from;
    at = skipDigits(at);
    if (*at == '.') {
        token.isFloat = true;
        at = skipDigits(at + 1);
    }
    if (*at == 'e' || *at == 'E') {
        const char *digits = at + 1;
        if (*digits == '+' || *digits == '-') ++digits;
        if (isDigit(*digits)) {
            token.isFloat = true;
            at = skipDigits(digits);
        }
    }
    token.end = static_cast<uint32_t>(at - begin);
    return token;
}

bool Lexer::startsNumber(uint32_t offset) const
{
    const char *at = m_text.data() + offset;
    return isDigit(at[0]) || (at[0] == '.' && isDigit(at[1]));
}

uint32_t characterLength(std::string_view text, uint32_t offset)
{
    uint32_t end = offset + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return end - offset;
}

char32_t characterAt(std::string_view text, uint32_t offset)
{
    const auto lead = static_cast<unsigned char>(text[offset]);
    if (lead < 0x80) return lead;
    const int following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    char32_t value = lead & (0x3Fu >> following);
    for (int i = 1; i <= following && offset + i < text.size(); ++i)
        value = value << 6 | (static_cast<unsigned char>(text[offset + i]) & 0x3F);
    return value;
}

namespace {

/// Length of the valid sequence at `at`, 0 when it is none. The second byte's range excludes overlong forms,
/// surrogates and what lies beyond U+10FFFF.
size_t validSequence(const unsigned char *at, size_t left)
{
    const unsigned lead = at[0];
    size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if ((lead & 0xF0) == 0xE0) {
        length = 3;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    }
    if (length == 0 || length > left || at[1] < low || at[1] > high) return 0;
    for (size_t i = 2; i < length; ++i) {
        if ((at[i] & 0xC0) != 0x80) return 0;
    }
    return length;
}

} // namespace

std::optional<uint32_t> findInvalidUtf8(std::string_view text)
{
    const auto *const begin = reinterpret_cast<const unsigned char *>(text.data());
    const size_t size = text.size();
    for (size_t at = 0; at < size;) {
        if (size - at >= 8) {
            uint64_t word = 0;
            memcpy(&word, begin + at, 8);
            if ((word & 0x8080808080808080u) == 0) {
                at += 8;
                continue;
            }
        }
        if (begin[at] < 0x80) {
            ++at;
            continue;
        }
        const size_t length = validSequence(begin + at, size - at);
        if (length == 0) return static_cast<uint32_t>(at);
        at += length;
    }
    return std::nullopt;
}

} // namespace latchkey::syntax
