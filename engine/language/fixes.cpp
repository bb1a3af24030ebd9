// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/fixes.h"

#include "engine/language/describe.h"
#include "engine/language/navigation.h"
#include "engine/language/tree_walk.h"

#include <algorithm>

namespace latchkey::language {

namespace {

using syn::TokenKind;

constexpr size_t kMaxModules = 3;

class Fixer
{
public:
    Fixer(const DocumentPtr &document, const syn::Diagnostic &diagnostic)
        : m_document(document)
        , m_diagnostic(diagnostic)
        , m_word(document->text(clamped(diagnostic.span)))
    {
    }

    std::vector<QuickFix> run()
    {
        const std::string &code = m_diagnostic.code;
        if (code == "E-NAME-UNKNOWN" || code == "W-NAME-UNKNOWN-CALL") offerImports();
        if (code == "W-UNUSED-IMPORT") {
            removeLine("Remove the import");
            return std::move(m_fixes);
        }
        if (code == "E-SYNTAX-UNEXPECTED") offerForHabits();
        for (const syn::Fix &fix : m_diagnostic.fixes)
            m_fixes.push_back({fix.title, {{fix.span, fix.text}}, m_diagnostic.fixes.size() == 1 && m_fixes.empty()});
        if (code == "W-UNUSED-VARIABLE") offerForUnused();
        if (code == "W-UNUSED-FUNCTION") removeLine("Remove the function");
        if (code == "W-INVISIBLE-CHARACTER") offer("Remove the character", {{m_diagnostic.span, ""}});
        if (code == "E-SYNTAX-CHARACTER" && m_word == "#") offer("Write `//`", {{m_diagnostic.span, "//"}});
        if (code == "W-EXCEPT-UNREACHABLE") offerRemovalOfClause();
        return std::move(m_fixes);
    }

private:
    Span clamped(Span span) const
    {
        const auto size = static_cast<uint32_t>(m_document->text().size());
        return {std::min(span.begin, size), std::min(std::max(span.begin, span.end), size)};
    }

    void offer(std::string title, std::vector<TextEdit> edits, bool preferred = false)
    {
        m_fixes.push_back({std::move(title), std::move(edits), preferred});
    }

    // ---- names --------------------------------------------------------------------------------------------------

    /// The word is a module that was not imported, or a function of one.
    void offerImports()
    {
        const std::string name(m_word);
        if (library().module(name) != nullptr && name != "builtin")
            offer("Add `import " + name + ";`", {importEdit(*m_document, name)}, true);
        size_t offered = 0;
        for (const vm::StandardModule *module : library().modules()) {
            if (memberOf(*module, name).name.empty() || ++offered > kMaxModules) continue;
            const std::string qualified = std::string(module->name) + "." + name;
            std::vector<TextEdit> edits;
            if (m_document->lookUp(0, module->name) == kNoSymbol)
                edits.push_back(importEdit(*m_document, module->name));
            edits.push_back({m_diagnostic.span, qualified});
            offer("Use `" + qualified + "`", std::move(edits));
        }
    }

    const Symbol *symbolHere() const
    {
        const Occurrence *occurrence = m_document->occurrenceAt(m_diagnostic.span.begin);
        if (occurrence == nullptr || occurrence->symbol == kNoSymbol) return nullptr;
        return &m_document->symbols()[occurrence->symbol];
    }

    void offerForUnused()
    {
        const Symbol *symbol = symbolHere();
        if (symbol == nullptr) return;
        offerNonlocal(*symbol);
        if (isPlain(*symbol)) removeLine("Remove the assignment");
        const std::string quiet = "_" + std::string(m_word);
        if (const auto edits = rename(m_document, m_diagnostic.span.begin, quiet))
            offer("Rename to `" + quiet + "`", *edits);
    }

    /// A function assigns a name that the file has too: it was meant to change that one.
    void offerNonlocal(const Symbol &symbol)
    {
        if (symbol.scope == 0 || symbol.kind == SymbolKind::Parameter) return;
        const ScopeInfo &scope = m_document->scopes()[symbol.scope];
        if (m_document->lookUp(scope.parent, symbol.name) == kNoSymbol || scope.function->expression != nullptr) return;
        const uint32_t at = scope.function->bodySpan.begin + 1;
        const std::string indent = scope.function->body.empty() ? "" : indentOf(scope.function->body.front()->begin);
        offer("Declare `nonlocal " + std::string(m_word) + "`",
              {{{at, at}, "\n" + indent + "nonlocal " + std::string(m_word) + ";"}});
    }

    std::string indentOf(uint32_t offset) const
    {
        const std::string_view line = m_document->source()->line(m_document->source()->position(offset).line);
        return std::string(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
    }

    /// Assigned once, by something that only gives a value: without it nothing else changes.
    bool isPlain(const Symbol &symbol) const
    {
        if (symbol.kind != SymbolKind::Variable || symbol.values.size() != 1) return false;
        if (symbol.values.front().how != ValueSource::How::Assigned) return false;
        bool plain = true;
        walk({symbol.values.front().expression}, [&](const syn::Node *node) {
            if (node->kind == syn::NodeKind::Arrow) return false;
            const bool acts = node->kind == syn::NodeKind::Call || node->kind == syn::NodeKind::Index ||
                              node->kind == syn::NodeKind::Member;
            plain = plain && !acts;
            return plain;
        });
        return plain;
    }

    /// Takes the statement away with its line, if nothing else stands in it.
    void removeLine(const std::string &title)
    {
        Span span = m_diagnostic.span;
        if (const Symbol *symbol = symbolHere(); symbol != nullptr && symbol->nameSpan.begin == span.begin)
            span = symbol->fullSpan;
        const std::string_view text = m_document->text();
        uint32_t begin = span.begin, end = span.end;
        while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
        while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
        const bool alone = (begin == 0 || text[begin - 1] == '\n') && (end == text.size() || text[end] == '\n');
        if (alone && end < text.size()) ++end;
        offer(title, {{alone ? Span{begin, end} : span, ""}}, true);
    }

    void offerRemovalOfClause()
    {
        walk(m_document->tree(), [&](const syn::Node *node) {
            if (node->kind != syn::NodeKind::Try) return true;
            for (const syn::ExceptClause &clause : as<syn::TryStatement>(node)->clauses)
                if (clause.span.begin == m_diagnostic.span.begin) {
                    uint32_t begin = clause.span.begin;
                    while (begin > 0 && m_document->text()[begin - 1] == ' ') --begin;
                    offer("Remove the clause", {{{begin, clause.span.end}, ""}}, true);
                }
            return true;
        });
    }

    // ---- habits of other languages ------------------------------------------------------------------------------

    const Piece *piece(size_t index, TokenKind kind) const
    {
        const std::vector<Piece> &pieces = m_document->pieces();
        return index < pieces.size() && pieces[index].kind == kind && !pieces[index].isComment ? &pieces[index]
                                                                                               : nullptr;
    }

    void offerForHabits()
    {
        const std::vector<Piece> &pieces = m_document->pieces();
        const size_t at = m_document->pieceAt(m_diagnostic.span.begin);
        if (at == 0 || at >= pieces.size()) return;
        const Piece &before = pieces[at - 1];
        const std::string_view word = m_document->text(before.span());
        if (piece(at, TokenKind::Identifier) && (word == "let" || word == "var" || word == "const"))
            return offer("Remove `" + std::string(word) + "`", {{{before.begin, pieces[at].begin}, ""}}, true);
        if (word == "=" || word == "==" || word == "!=") {
            if (piece(at, TokenKind::Assign)) offer("Remove the `=` too many", {{m_diagnostic.span, ""}}, true);
            return;
        }
        if (piece(at, TokenKind::Assign)) return offerCompound(at);
        if (word == "+" || word == "-") return offerIncrement(at);
        if (piece(at, TokenKind::Arrow) && before.kind == TokenKind::RightParen) return offerArrow(at - 1);
    }

    /// `x += 1;` -> `x = x + 1;`
    void offerCompound(size_t at)
    {
        const std::vector<Piece> &pieces = m_document->pieces();
        const std::string op(m_document->text(pieces[at - 1].span()));
        if (at < 2 || (op != "+" && op != "-" && op != "*" && op != "/" && op != "%")) return;
        if (pieces[at].begin != pieces[at - 1].end || !piece(at - 2, TokenKind::Identifier)) return;
        const std::string name(m_document->text(pieces[at - 2].span()));
        offer("Write `" + name + " = " + name + " " + op + " …`",
              {{{pieces[at - 1].begin, pieces[at].end}, "= " + name + " " + op}}, true);
    }

    /// `x++;` -> `x = x + 1;`
    void offerIncrement(size_t at)
    {
        const std::vector<Piece> &pieces = m_document->pieces();
        const std::string op(m_document->text(pieces[at - 1].span()));
        if (at < 2 || m_document->text(pieces[at].span()) != op || !piece(at - 2, TokenKind::Identifier)) return;
        const std::string name(m_document->text(pieces[at - 2].span()));
        offer("Write `" + name + " = " + name + " " + op + " 1`",
              {{{pieces[at - 1].begin, pieces[at].end}, " = " + name + " " + op + " 1"}}, true);
    }

    /// `(x) => x` -> `fn(x) => x`
    void offerArrow(size_t close)
    {
        const std::vector<Piece> &pieces = m_document->pieces();
        size_t open = close;
        for (int depth = 0;; --open) {
            if (pieces[open].kind == TokenKind::RightParen) ++depth;
            if (pieces[open].kind == TokenKind::LeftParen && --depth == 0) break;
            if (open == 0) return;
        }
        offer("Write `fn` before the parameters", {{{pieces[open].begin, pieces[open].begin}, "fn"}}, true);
    }

    const DocumentPtr &m_document;
    const syn::Diagnostic &m_diagnostic;
    std::string_view m_word;
    std::vector<QuickFix> m_fixes;
};

} // namespace

std::vector<QuickFix> fixesFor(const DocumentPtr &document, const syn::Diagnostic &diagnostic)
{
    return Fixer(document, diagnostic).run();
}

std::vector<QuickFix> fixesAt(const DocumentPtr &document, std::span<const syn::Diagnostic> diagnostics, Span range)
{
    std::vector<const syn::Diagnostic *> near;
    for (const syn::Diagnostic &diagnostic : diagnostics)
        if (diagnostic.span.begin <= range.end && diagnostic.span.end >= range.begin) near.push_back(&diagnostic);
    const auto distance = [&](const syn::Diagnostic *d) {
        return d->span.begin > range.begin ? d->span.begin - range.begin : range.begin - d->span.begin;
    };
    std::ranges::stable_sort(near, {}, distance);
    std::vector<QuickFix> fixes;
    for (const syn::Diagnostic *diagnostic : near) {
        for (QuickFix &fix : fixesFor(document, *diagnostic)) {
            const bool known = std::ranges::any_of(fixes, [&](const QuickFix &f) { return f.title == fix.title; });
            if (!known) fixes.push_back(std::move(fix));
        }
    }
    return fixes;
}

} // namespace latchkey::language
