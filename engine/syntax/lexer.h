// SPDX-License-Identifier: GPL-3.0-or-later
// Characters -> tokens, one at a time and without state: the parser names the offset to scan from and says whether an
// operand has just ended, because that alone decides whether `//` divides or starts a comment. So looking ahead is
// scanning on from a token's end, and going back is free.
#pragma once

#include "engine/syntax/source.h"

#include <optional>

namespace latchkey::syntax {

enum class TokenKind : uint8_t {
    EndOfInput,
    Identifier,
    Number,
    String,
    // reserved words
    If,
    Elif,
    Else,
    While,
    For,
    In,
    Break,
    Continue,
    Function,
    Fn,
    Return,
    Try,
    Except,
    Finally,
    Throw,
    Import,
    As,
    Capability,
    Nonlocal,
    True,
    False,
    Null,
    // operators and punctuation
    Plus,
    Minus,
    Star,
    Slash,
    FloorDivide,
    Percent,
    EqualEqual,
    NotEqual,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    AndAnd,
    OrOr,
    Not,
    Assign,
    Question,
    Colon,
    Arrow,
    Dot,
    Comma,
    Semicolon,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    // what no grammar rule accepts
    BadCharacter,
    UnterminatedString,
};

constexpr bool isReservedWord(TokenKind kind)
{
    return kind >= TokenKind::If && kind <= TokenKind::Null;
}
constexpr bool isName(TokenKind kind)
{
    return kind == TokenKind::Identifier || isReservedWord(kind);
}

struct Token {
    TokenKind kind = TokenKind::EndOfInput;
    bool isFloat = false;    ///< Number: has a `.` or an exponent
    bool hasEscapes = false; ///< String: holds a backslash
    uint32_t begin = 0;
    uint32_t end = 0;
    Span span() const { return {begin, end}; }
};

class Lexer
{
public:
    /// What the parser stands before.
    enum class Expect : uint8_t {
        Anything, ///< `//` starts a comment, `.5` is a number
        Operator, ///< an operand has just ended: `//` divides, `.` is a member access
    };

    /// `text` must be followed by a NUL byte, as the text of a `Source` is.
    explicit Lexer(std::string_view text)
        : m_text(text)
    {
    }

    Token scan(uint32_t from, Expect expect) const;
    /// The number that starts at `from`, where a sign may stand.
    Token scanNumber(uint32_t from) const;
    std::string_view text(const Token &token) const { return m_text.substr(token.begin, token.end - token.begin); }
    /// True when a number without sign starts at `offset`.
    bool startsNumber(uint32_t offset) const;

private:
    std::string_view m_text;
};

/// The offset of the first byte that is not part of valid UTF-8 (no overlong forms, no surrogates).
std::optional<uint32_t> findInvalidUtf8(std::string_view text);

/// Bytes of the character at `offset`, at least 1 also where the text is invalid.
uint32_t characterLength(std::string_view text, uint32_t offset);

/// The code point of the character at `offset` of valid UTF-8.
char32_t characterAt(std::string_view text, uint32_t offset);

} // namespace latchkey::syntax
