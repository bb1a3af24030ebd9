// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/structure.h"

#include "engine/language/describe.h"
#include "engine/language/tree_walk.h"

#include <algorithm>

namespace latchkey::language {

namespace {

bool isArrow(const ValueSource &value)
{
    return value.how == ValueSource::How::Assigned && value.expression->kind == syn::NodeKind::Arrow;
}

/// The function a symbol stands for, null for plain values.
const syn::Function *functionIn(const Symbol &symbol)
{
    if (symbol.function != nullptr) return symbol.function;
    if (!symbol.values.empty() && isArrow(symbol.values.front()))
        return &as<syn::ArrowExpression>(symbol.values.front().expression)->function;
    return nullptr;
}

std::vector<OutlineItem> itemsOf(const Document &document, const std::vector<std::vector<uint32_t>> &inner,
                                 uint32_t scope, int depth);

OutlineItem itemOf(const Document &document, const std::vector<std::vector<uint32_t>> &inner, const Symbol &symbol,
                   const syn::Function *function, int depth)
{
    OutlineItem item;
    item.name = document.name(symbol.name);
    item.kind = function != nullptr ? SymbolKind::Function : symbol.kind;
    item.nameSpan = symbol.nameSpan;
    item.fullSpan = symbol.fullSpan;
    if (function == nullptr) return item;
    item.detail = userSignature(document, *function, "");
    item.fullSpan.end = std::max(item.fullSpan.end, function->span.end);
    for (const uint32_t scope : inner[symbol.scope])
        if (document.scopes()[scope].function == function) item.children = itemsOf(document, inner, scope, depth + 1);
    return item;
}

std::vector<OutlineItem> itemsOf(const Document &document, const std::vector<std::vector<uint32_t>> &inner,
                                 uint32_t scope, int depth)
{
    constexpr int kMaxDepth = 100;
    std::vector<OutlineItem> items;
    size_t variables = 0;
    if (depth > kMaxDepth) return items;
    for (const uint32_t number : document.scopes()[scope].symbols) {
        const Symbol &symbol = document.symbols()[number];
        const syn::Function *function = functionIn(symbol);
        const bool named = symbol.kind == SymbolKind::Variable || symbol.kind == SymbolKind::Import;
        // Inside of functions only functions are worth a row.
        if (function == nullptr && (scope != 0 || !named || ++variables > kMaxOutlineVariables)) continue;
        items.push_back(itemOf(document, inner, symbol, function, depth));
    }
    std::ranges::sort(items, {}, [](const OutlineItem &item) { return item.nameSpan.begin; });
    return items;
}

uint32_t lineOf(const Document &document, uint32_t offset)
{
    return document.source()->position(offset).line;
}

} // namespace

std::vector<OutlineItem> outline(const Document &document)
{
    std::vector<std::vector<uint32_t>> inner(document.scopes().size());
    for (uint32_t scope = 1; scope < inner.size(); ++scope) inner[document.scopes()[scope].parent].push_back(scope);
    return itemsOf(document, inner, 0, 0);
}

std::vector<OutlineItem> pathTo(const std::vector<OutlineItem> &outline, uint32_t offset)
{
    std::vector<OutlineItem> path;
    const std::vector<OutlineItem> *level = &outline;
    for (bool found = true; found;) {
        found = false;
        for (const OutlineItem &item : *level) {
            const bool inside = item.fullSpan.begin <= offset && offset < item.fullSpan.end;
            if (item.kind != SymbolKind::Function || !inside) continue;
            path.push_back(item);
            path.back().children.clear();
            level = &item.children;
            found = true;
            break;
        }
    }
    return path;
}

std::vector<FoldingRange> foldingRanges(const Document &document)
{
    std::vector<FoldingRange> ranges;
    std::vector<uint32_t> open; // lines of the brackets that are open
    uint32_t commentFirst = 0, commentLast = 0;
    const auto endComment = [&] {
        if (commentLast > commentFirst) ranges.push_back({commentFirst, commentLast, true});
        commentFirst = commentLast = 0;
    };
    for (const Piece &piece : document.pieces()) {
        const uint32_t line = lineOf(document, piece.begin);
        if (piece.isComment) {
            if (commentFirst == 0 || line != commentLast + 1) {
                endComment();
                commentFirst = line;
            }
            commentLast = line;
            continue;
        }
        endComment();
        switch (piece.kind) {
        case syn::TokenKind::LeftBrace:
        case syn::TokenKind::LeftBracket:
        case syn::TokenKind::LeftParen:
            open.push_back(line);
            break;
        case syn::TokenKind::RightBrace:
        case syn::TokenKind::RightBracket:
        case syn::TokenKind::RightParen:
            if (open.empty()) break;
            if (line > open.back() + 1) ranges.push_back({open.back(), line - 1, false});
            open.pop_back();
            break;
        default:
            break;
        }
    }
    endComment();
    std::ranges::sort(ranges, {}, &FoldingRange::first);
    return ranges;
}

Span expandSelection(const Document &document, Span selection)
{
    std::vector<Span> spans;
    const auto consider = [&](Span span) {
        const bool around = span.begin <= selection.begin && span.end >= selection.end;
        if (around && span.end - span.begin > selection.end - selection.begin) spans.push_back(span);
    };
    std::vector<const Piece *> open;
    for (const Piece &piece : document.pieces()) {
        if (piece.begin <= selection.begin && piece.end >= selection.end) consider(piece.span());
        if (piece.isComment) continue;
        const syn::TokenKind kind = piece.kind;
        if (kind == syn::TokenKind::LeftBrace || kind == syn::TokenKind::LeftBracket ||
            kind == syn::TokenKind::LeftParen) {
            open.push_back(&piece);
        } else if ((kind == syn::TokenKind::RightBrace || kind == syn::TokenKind::RightBracket ||
                    kind == syn::TokenKind::RightParen) &&
                   !open.empty()) {
            consider({open.back()->end, piece.begin});
            consider({open.back()->begin, piece.end});
            open.pop_back();
        }
    }
    walk(document.tree(), [&](const syn::Node *node) {
        consider(node->span());
        return true;
    });
    consider({0, static_cast<uint32_t>(document.text().size())});
    const auto smallest = std::ranges::min_element(spans, {}, [](Span span) { return span.end - span.begin; });
    return smallest == spans.end() ? selection : *smallest;
}

} // namespace latchkey::language
