// SPDX-License-Identifier: GPL-3.0-or-later
// One text, analysed for an editor: tree, tokens, comments, and every name with the variable it means. A `Document` is
// made once by `analyse` on any thread and never changes, so all services read it without locks and hand back values.
// Unlike the compiler's resolver it wants no text without mistakes: what recovery kept is there.
//
//   document.h    text -> Document: the tables all services share
//   types.h       what kind of value an expression gives, as far as one can see without running it
//   library_docs.h the standard library's tables, in words
//   completion.h, signature.h, hover.h, navigation.h, structure.h, fixes.h, formatter.h   the services
//
// Places are byte offsets into the text; `Document::source` turns them into lines and columns.
#pragma once

#include "engine/syntax/lexer.h"
#include "engine/syntax/parser.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace latchkey::language {

namespace syn = syntax;
using syn::Span;

/// A token of the text, or a comment, as the parser read it: `//` is a comment or a division, a sign may belong to a
/// number.
struct Piece {
    syn::TokenKind kind = syn::TokenKind::EndOfInput;
    bool isComment = false;
    uint32_t begin = 0;
    uint32_t end = 0;
    Span span() const { return {begin, end}; }
};

enum class SymbolKind : uint8_t { Variable, Parameter, LoopVariable, ErrorVariable, Function, Import };

inline constexpr uint32_t kNoSymbol = UINT32_MAX;

/// Where a value of a variable comes from.
struct ValueSource {
    enum class How : uint8_t {
        Assigned,    ///< the expression's value
        Element,     ///< an element of the expression's value
        Position,    ///< element number `position` of the value
        Key,         ///< the value's property of the variable's name
        Declaration, ///< the function itself
    };
    How how = How::Assigned;
    uint32_t position = 0;
    const syn::Expression *expression = nullptr;
    const syn::Function *function = nullptr;
};

/// `variable.name = value`.
struct PropertySource {
    syn::NameId name = syn::kNoName;
    Span span;
    const syn::Expression *value = nullptr;
};

/// A variable, function, parameter or import of this text.
struct Symbol {
    syn::NameId name = syn::kNoName;
    uint32_t scope = 0;
    SymbolKind kind = SymbolKind::Variable;
    Span nameSpan;                           ///< where it is first bound
    Span fullSpan;                           ///< the statement that binds it first
    const syn::Function *function = nullptr; ///< the first one, for functions
    const syn::ImportStatement *import = nullptr;
    std::vector<ValueSource> values;
    std::vector<PropertySource> properties;
};

/// A place where a name stands.
struct Occurrence {
    Span span;
    syn::NameId name = syn::kNoName;
    uint32_t symbol = kNoSymbol; ///< kNoSymbol: a built-in, or bound nowhere
    uint32_t scope = 0;
    bool binds = false; ///< it gives the variable a value here
};

/// A function's inside; scope 0 is the file.
struct ScopeInfo {
    const syn::Function *function = nullptr;
    uint32_t parent = 0;
    Span span;                     ///< from its parameters to its end
    std::vector<uint32_t> symbols; ///< in the order they are bound
    std::unordered_map<syn::NameId, uint32_t> byName;
};

class Document
{
public:
    const syn::SourcePtr &source() const { return m_source; }
    std::string_view text() const { return m_source->text(); }
    std::string_view text(Span span) const { return text().substr(span.begin, span.end - span.begin); }
    const syn::Tree &tree() const { return *m_tree; }
    const std::vector<syn::Diagnostic> &diagnostics() const { return m_diagnostics; } ///< of the grammar
    std::string_view name(syn::NameId id) const { return m_tree->name(id); }

    const std::vector<Piece> &pieces() const { return m_pieces; }
    const std::vector<ScopeInfo> &scopes() const { return m_scopes; }
    const std::vector<Symbol> &symbols() const { return m_symbols; }
    const std::vector<Occurrence> &occurrences() const { return m_occurrences; } ///< by place

    /// The innermost function that `offset` is inside of.
    uint32_t scopeAt(uint32_t offset) const;
    /// The variable that `name` means in `scope`; kNoSymbol when this text binds none.
    uint32_t lookUp(uint32_t scope, std::string_view name) const;
    uint32_t lookUp(uint32_t scope, syn::NameId name) const;
    /// The name at or just before `offset`, null when there is none.
    const Occurrence *occurrenceAt(uint32_t offset) const;
    /// Index of the first piece that ends behind `offset`.
    size_t pieceAt(uint32_t offset) const;
    /// Comment lines directly above the line of `offset`, without their slashes.
    std::string commentAbove(uint32_t offset) const;

private:
    friend class Analyser;
    syn::SourcePtr m_source;
    syn::TreePtr m_tree;
    std::vector<syn::Diagnostic> m_diagnostics;
    std::vector<Piece> m_pieces;
    std::vector<ScopeInfo> m_scopes;
    std::vector<Symbol> m_symbols;
    std::vector<Occurrence> m_occurrences;
};
using DocumentPtr = std::shared_ptr<const Document>;

/// Analyses a text. Null when `stop` was set meanwhile.
DocumentPtr analyse(std::string name, std::string text, std::string path = {}, const std::atomic<bool> *stop = nullptr);

/// What services may ask about other files. Called on the thread that asks the service.
struct Workspace {
    /// The file that `import dotted.name` reads, analysed; null when there is none or it is a standard module.
    std::function<DocumentPtr(std::string_view dottedName)> module;
    /// User modules that can be imported, as dotted names.
    std::function<std::vector<std::string>()> importable;
};

/// A place in some file; `document` says which.
struct Location {
    DocumentPtr document;
    Span span;     ///< the name
    Span fullSpan; ///< what it names, as a whole
};

/// The path of an import as written: "a.b.c".
std::string dottedName(const Document &document, const syn::ImportStatement &import);

} // namespace latchkey::language
