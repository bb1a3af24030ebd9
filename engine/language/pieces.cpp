// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/pieces.h"

#include <algorithm>

namespace latchkey::language {

using syn::TokenKind;

namespace {

/// The comments between two tokens.
void addComments(std::string_view text, uint32_t from, uint32_t to, std::vector<Piece> &pieces)
{
    const std::string_view gap = text.substr(0, to); // or each gap would be searched to the end of the text
    for (size_t at = gap.find("//", from); at < to; at = gap.find("//", at)) {
        size_t end = std::min(text.find('\n', at), text.size());
        const size_t next = end;
        while (end > at && (text[end - 1] == '\r' || text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
        pieces.push_back({TokenKind::EndOfInput, true, static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
        at = next;
    }
}

} // namespace

std::vector<Piece> scanPieces(const syn::Tree &tree, const std::vector<Span> &numbers)
{
    const std::string_view text = tree.source()->text();
    const syn::Lexer lexer(text);
    std::vector<Piece> pieces;
    pieces.reserve(text.size() / 5);
    auto division = tree.floorDivisions.begin();
    auto number = numbers.begin();
    bool afterOperand = false;
    for (uint32_t at = 0;;) {
        while (division != tree.floorDivisions.end() && *division < at) ++division;
        // Where the next `//` divides, it is found only when asked for as an operator.
        syn::Token token = lexer.scan(at, syn::Lexer::Expect::Anything);
        const bool divides = division != tree.floorDivisions.end() && *division < token.begin;
        // `.5` is a number where an operand is wanted, `.` a member where one has just ended.
        const bool dot = afterOperand && token.kind == TokenKind::Number && text[token.begin] == '.';
        if (divides || dot) token = lexer.scan(at, syn::Lexer::Expect::Operator);
        addComments(text, at, token.begin, pieces);
        if (token.kind == TokenKind::EndOfInput) return pieces;
        while (number != numbers.end() && number->begin < token.begin) ++number;
        if (number != numbers.end() && number->begin == token.begin && number->end > token.end) {
            token.kind = TokenKind::Number;
            token.end = number->end;
        }
        afterOperand = token.kind == TokenKind::Identifier || token.kind == TokenKind::Number ||
                       token.kind == TokenKind::RightParen || token.kind == TokenKind::RightBracket;
        pieces.push_back({token.kind, false, token.begin, token.end});
        at = std::max(token.end, at + 1);
    }
}

} // namespace latchkey::language
