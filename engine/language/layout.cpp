// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/layout.h"

#include "engine/language/tree_walk.h"

#include <algorithm>
#include <unordered_map>

namespace latchkey::language {

using Kind = Bracket::Kind;
using syn::NodeKind;
using syn::TokenKind;

namespace {

/// Braces that hold statements, by their offset.
std::unordered_map<uint32_t, Kind> findBlocks(const syn::Tree &tree)
{
    std::unordered_map<uint32_t, Kind> blocks;
    const auto block = [&](const syn::Block &b) { blocks[b.span.begin] = Kind::Block; };
    walk(tree, [&](const syn::Node *node) {
        switch (node->kind) {
        case NodeKind::FunctionStatement:
            blocks[functionOf(node)->bodySpan.begin] = Kind::Block;
            break;
        case NodeKind::Arrow:
            if (functionOf(node)->expression == nullptr) blocks[functionOf(node)->bodySpan.begin] = Kind::ArrowBlock;
            break;
        case NodeKind::If:
            for (const syn::IfBranch &branch : as<syn::IfStatement>(node)->branches) block(branch.block);
            if (as<syn::IfStatement>(node)->hasElse) block(as<syn::IfStatement>(node)->otherwise);
            break;
        case NodeKind::While:
            block(as<syn::WhileStatement>(node)->block);
            break;
        case NodeKind::For:
            block(as<syn::ForStatement>(node)->block);
            break;
        case NodeKind::Try:
            block(as<syn::TryStatement>(node)->block);
            for (const syn::ExceptClause &clause : as<syn::TryStatement>(node)->clauses) block(clause.block);
            if (as<syn::TryStatement>(node)->hasFinally) block(as<syn::TryStatement>(node)->finalizer);
            break;
        default:
            break;
        }
        return true;
    });
    return blocks;
}

Kind kindOf(const Document &document, size_t index, const std::unordered_map<uint32_t, Kind> &blocks)
{
    const Piece &piece = document.pieces()[index];
    if (piece.kind == TokenKind::LeftParen) return Kind::Round;
    if (piece.kind == TokenKind::LeftBracket) return Kind::Square;
    const auto found = blocks.find(piece.begin);
    if (found != blocks.end()) return found->second;
    // `capability NAME {`, comments between them left out
    int word = 0;
    for (size_t i = index; i-- > 0 && word < 2;) {
        const Piece &before = document.pieces()[i];
        if (before.isComment) continue;
        if (++word == 1 && before.kind != TokenKind::Identifier) break;
        if (word == 2 && before.kind == TokenKind::Capability) return Kind::Capability;
    }
    return Kind::Object;
}

/// A block that one wrote on one line stays there while it holds a single plain statement.
bool mayStayInline(const Document &document, size_t open, size_t close)
{
    const std::vector<Piece> &pieces = document.pieces();
    const std::string_view text = document.text({pieces[open].begin, pieces[close].end});
    if (text.find('\n') != std::string_view::npos) return false;
    int statements = 0;
    for (size_t i = open + 1; i < close; ++i) {
        switch (pieces[i].kind) {
        case TokenKind::Semicolon:
            ++statements;
            break;
        case TokenKind::If:
        case TokenKind::While:
        case TokenKind::For:
        case TokenKind::Try:
        case TokenKind::Function:
            if (pieces[i - 1].kind != TokenKind::Dot) return false;
            break;
        default:
            break;
        }
    }
    return statements <= 1;
}

} // namespace

int lineEndsBetween(const Document &document, size_t left, size_t right)
{
    const std::vector<Piece> &pieces = document.pieces();
    const std::string_view gap = document.text({pieces[left].end, pieces[right].begin});
    return static_cast<int>(std::ranges::count(gap, '\n'));
}

std::vector<Bracket> findBrackets(const Document &document)
{
    const std::vector<Piece> &pieces = document.pieces();
    const std::unordered_map<uint32_t, Kind> blocks = findBlocks(document.tree());
    std::vector<Bracket> brackets(pieces.size());
    std::vector<size_t> open;
    for (size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].isComment) continue;
        switch (pieces[i].kind) {
        case TokenKind::LeftParen:
        case TokenKind::LeftBracket:
        case TokenKind::LeftBrace:
            brackets[i].kind = kindOf(document, i, blocks);
            open.push_back(i);
            break;
        case TokenKind::Comma:
            if (!open.empty()) brackets[open.back()].hasCommas = true;
            break;
        case TokenKind::RightParen:
        case TokenKind::RightBracket:
        case TokenKind::RightBrace: {
            if (open.empty()) break;
            Bracket &bracket = brackets[open.back()];
            const size_t begin = open.back();
            open.pop_back();
            bracket.close = i;
            bracket.isEmpty = i == begin + 1;
            size_t first = begin + 1;
            int lines = lineEndsBetween(document, begin, first);
            while (first < i && pieces[first].isComment) {
                lines += lineEndsBetween(document, first, first + 1);
                ++first;
            }
            bracket.isBroken = lines > 0 && !bracket.isEmpty;
            bracket.isInline =
                (bracket.kind == Kind::Block || bracket.kind == Kind::ArrowBlock) && mayStayInline(document, begin, i);
            break;
        }
        default:
            break;
        }
    }
    return brackets;
}

} // namespace latchkey::language
