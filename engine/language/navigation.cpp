// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/navigation.h"

#include "engine/language/context.h"
#include "engine/language/tree_walk.h"

#include <algorithm>

namespace latchkey::language {

namespace {

/// The name piece at `offset`, also when it ends there.
std::optional<size_t> nameAt(const Document &document, uint32_t offset)
{
    const std::vector<Piece> &pieces = document.pieces();
    for (const uint32_t at : {offset, offset > 0 ? offset - 1 : 0}) {
        const size_t index = document.pieceAt(at);
        if (index < pieces.size() && pieces[index].begin <= offset && !pieces[index].isComment &&
            syn::isName(pieces[index].kind))
            return index;
    }
    return std::nullopt;
}

bool isMember(const Document &document, size_t piece)
{
    return piece > 0 && document.pieces()[piece - 1].kind == syn::TokenKind::Dot;
}

/// Every place where a property of that name is written: `.name` and `{name: ...}`.
std::vector<Reference> propertyReferences(const Document &document, std::string_view name)
{
    std::vector<Reference> references;
    walk(document.tree(), [&](const syn::Node *node) {
        if (node->kind == syn::NodeKind::Member) {
            const auto *member = as<syn::MemberExpression>(node);
            if (member->name != syn::kNoName && document.name(member->name) == name)
                references.push_back({member->nameSpan, false});
        } else if (node->kind == syn::NodeKind::Object) {
            for (const syn::Property &property : as<syn::ObjectExpression>(node)->properties)
                if (property.key == name) references.push_back({property.keySpan, true});
        } else if (node->kind == syn::NodeKind::Assign) {
            const auto *target = as<syn::AssignStatement>(node)->target;
            if (target != nullptr && target->kind == syn::NodeKind::Member) {
                const auto *member = as<syn::MemberExpression>(target);
                if (member->name != syn::kNoName && document.name(member->name) == name)
                    references.push_back({member->nameSpan, true});
            }
        }
        return true;
    });
    // An assigned member was found twice; that it binds is what counts.
    std::ranges::sort(references, [](const Reference &a, const Reference &b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.binds > b.binds;
    });
    const auto same = [](const Reference &a, const Reference &b) { return a.span.begin == b.span.begin; };
    references.erase(std::unique(references.begin(), references.end(), same), references.end());
    return references;
}

/// The import statement whose path `offset` is in.
const syn::ImportStatement *importPathAt(const Document &document, uint32_t offset)
{
    for (const Symbol &symbol : document.symbols()) {
        if (symbol.import == nullptr) continue;
        const std::span<Span> spans = symbol.import->pathSpans;
        if (!spans.empty() && spans.front().begin <= offset && offset <= spans.back().end) return symbol.import;
    }
    return nullptr;
}

std::optional<Location> fileOf(const DocumentPtr &document, const syn::ImportStatement &import,
                               const Workspace &workspace)
{
    if (!workspace.module) return std::nullopt;
    const DocumentPtr module = workspace.module(dottedName(*document, import));
    if (!module) return std::nullopt;
    return Location{module, {0, 0}, {0, 0}};
}

std::optional<Location> memberDefinition(const DocumentPtr &document, size_t piece, const Workspace &workspace)
{
    const uint32_t dot = document->pieces()[piece - 1].begin;
    const std::string_view name = document->text(document->pieces()[piece].span());
    Types types(document, workspace);
    const Type object = typeOfText(types, postfixBefore(*document, dot), document->scopeAt(dot));
    if (object.kind == Type::Kind::Module && object.document) {
        const uint32_t symbol = object.document->lookUp(0, name);
        if (symbol == kNoSymbol) return std::nullopt;
        const Symbol &found = object.document->symbols()[symbol];
        return Location{object.document, found.nameSpan, found.fullSpan};
    }
    if (!object.shape) return std::nullopt;
    for (const Field &field : object.shape->fields)
        if (field.name == name && field.document) return Location{field.document, field.span, field.span};
    return std::nullopt;
}

bool isIdentifier(std::string_view text)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !text.empty() && letter(text[0]) &&
           std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

bool isReserved(const std::string &text)
{
    const syn::SourcePtr source = syn::Source::make("", text);
    return syn::isReservedWord(syn::Lexer(source->text()).scan(0, syn::Lexer::Expect::Anything).kind);
}

bool isWithin(const Document &document, uint32_t scope, uint32_t outer)
{
    while (scope != outer && scope != 0) scope = document.scopes()[scope].parent;
    return scope == outer;
}

/// Why the variable can not have the name: what would mean something else then. Empty when it can.
std::string conflict(const Document &document, uint32_t number, std::string_view newName)
{
    const Symbol &symbol = document.symbols()[number];
    const auto lineOf = [&](Span span) { return std::to_string(document.source()->position(span.begin).line); };
    // `{name} = object` reads the property of that name.
    if (std::ranges::any_of(symbol.values, [](const ValueSource &v) { return v.how == ValueSource::How::Key; }))
        return "`" + std::string(document.name(symbol.name)) + "` is taken out of an object by its name.";
    const uint32_t other = document.lookUp(symbol.scope, newName);
    if (other != kNoSymbol && document.symbols()[other].scope == symbol.scope)
        return "`" + std::string(newName) + "` is already a name here (line " +
               lineOf(document.symbols()[other].nameSpan) + ").";
    for (const Occurrence &occurrence : document.occurrences()) {
        // A use of the variable inside a function that has the new name for itself would mean that one.
        if (occurrence.symbol == number) {
            const uint32_t meant = document.lookUp(occurrence.scope, newName);
            if (meant == kNoSymbol) continue;
            const uint32_t scope = document.symbols()[meant].scope;
            if (scope != symbol.scope && isWithin(document, scope, symbol.scope))
                return "In line " + lineOf(occurrence.span) + " `" + std::string(newName) + "` means another variable.";
            continue;
        }
        // A use of an outer variable or built-in of that name would mean this one.
        if (document.name(occurrence.name) == newName && isWithin(document, occurrence.scope, symbol.scope)) {
            const bool inner = occurrence.symbol != kNoSymbol &&
                               document.symbols()[occurrence.symbol].scope != symbol.scope &&
                               isWithin(document, document.symbols()[occurrence.symbol].scope, symbol.scope);
            if (!inner)
                return "`" + std::string(newName) + "` in line " + lineOf(occurrence.span) +
                       " would mean this variable then.";
        }
    }
    return {};
}

} // namespace

std::optional<Location> definitionAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace)
{
    const std::optional<size_t> piece = nameAt(*document, offset);
    if (!piece) return std::nullopt;
    if (const syn::ImportStatement *import = importPathAt(*document, offset))
        return fileOf(document, *import, workspace);
    if (isMember(*document, *piece)) return memberDefinition(document, *piece, workspace);
    const Occurrence *occurrence = document->occurrenceAt(document->pieces()[*piece].begin);
    if (occurrence == nullptr || occurrence->symbol == kNoSymbol) return std::nullopt;
    const Symbol &symbol = document->symbols()[occurrence->symbol];
    return Location{document, symbol.nameSpan, symbol.fullSpan};
}

std::vector<Reference> referencesAt(const DocumentPtr &document, uint32_t offset)
{
    const std::optional<size_t> piece = nameAt(*document, offset);
    if (!piece) return {};
    const Piece &at = document->pieces()[*piece];
    const Occurrence *occurrence = document->occurrenceAt(at.begin);
    if (occurrence == nullptr || occurrence->span.begin != at.begin)
        return propertyReferences(*document, document->text(at.span()));
    std::vector<Reference> references;
    for (const Occurrence &other : document->occurrences()) {
        // What nothing binds is a built-in, or one unknown name.
        if (other.symbol == occurrence->symbol && (other.symbol != kNoSymbol || other.name == occurrence->name))
            references.push_back({other.span, other.binds});
    }
    return references;
}

std::optional<SharedName> sharedNameAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace)
{
    const std::optional<size_t> piece = nameAt(*document, offset);
    if (!piece) return std::nullopt;
    const Span span = document->pieces()[*piece].span();
    const std::string name(document->text(span));
    if (isMember(*document, *piece)) {
        const std::optional<Location> made = memberDefinition(document, *piece, workspace);
        if (!made || made->document == document || made->document->source()->path().empty()) return std::nullopt;
        // Of the module itself, not of an object in it.
        const uint32_t symbol = made->document->lookUp(0, name);
        if (symbol == kNoSymbol || made->document->symbols()[symbol].nameSpan.begin != made->span.begin)
            return std::nullopt;
        return SharedName{std::string(made->document->source()->path()), name};
    }
    const Occurrence *occurrence = document->occurrenceAt(span.begin);
    if (occurrence == nullptr || occurrence->symbol == kNoSymbol || document->source()->path().empty())
        return std::nullopt;
    const Symbol &symbol = document->symbols()[occurrence->symbol];
    if (symbol.scope != 0 || symbol.kind == SymbolKind::Import) return std::nullopt;
    return SharedName{std::string(document->source()->path()), name};
}

namespace {

/// Whether `expression` is the plain name of `symbol`.
bool isNameOf(const Document &document, const syn::Expression *expression, uint32_t symbol)
{
    if (expression == nullptr || expression->kind != syn::NodeKind::Identifier) return false;
    const Occurrence *occurrence = document.occurrenceAt(expression->span().begin);
    return occurrence != nullptr && occurrence->symbol == symbol;
}

} // namespace

ForeignUses usesOf(const DocumentPtr &document, const SharedName &shared, const Workspace &workspace)
{
    ForeignUses uses;
    if (!workspace.module || document->text().find(shared.name) == std::string_view::npos) return uses;
    for (uint32_t number = 0; number < document->symbols().size(); ++number) {
        const Symbol &import = document->symbols()[number];
        if (import.import == nullptr) continue;
        const DocumentPtr module = workspace.module(dottedName(*document, *import.import));
        if (!module || module->source()->path() != shared.path) continue;
        walk(document->tree(), [&](const syn::Node *node) {
            if (node->kind != syn::NodeKind::Member) return true;
            const auto *member = as<syn::MemberExpression>(node);
            if (member->name != syn::kNoName && document->name(member->name) == shared.name &&
                isNameOf(*document, member->object, number))
                uses.references.push_back({member->nameSpan, false});
            return true;
        });
        for (const Symbol &symbol : document->symbols())
            for (const ValueSource &value : symbol.values)
                if (value.how == ValueSource::How::Key && document->name(symbol.name) == shared.name &&
                    isNameOf(*document, value.expression, number))
                    uses.takenByName = symbol.nameSpan;
    }
    std::ranges::sort(uses.references, {}, [](const Reference &reference) { return reference.span.begin; });
    return uses;
}

std::expected<RenameTarget, std::string> renameTargetAt(const DocumentPtr &document, uint32_t offset)
{
    const std::optional<size_t> piece = nameAt(*document, offset);
    if (!piece) return std::unexpected("There is no name at the cursor.");
    const Piece &at = document->pieces()[*piece];
    const std::string word(document->text(at.span()));
    if (isMember(*document, *piece))
        return std::unexpected("`" + word + "` is a property: other files and data may call it so too.");
    const Occurrence *occurrence = document->occurrenceAt(at.begin);
    if (occurrence == nullptr || occurrence->span.begin != at.begin)
        return std::unexpected("`" + word + "` is no name that can be changed.");
    if (occurrence->symbol == kNoSymbol)
        return std::unexpected(library().builtins().empty() || builtinNamed(word) == nullptr
                                   ? "`" + word + "` is bound nowhere in this file."
                                   : "`" + word + "` is a built-in function.");
    const Symbol &symbol = document->symbols()[occurrence->symbol];
    if (symbol.import != nullptr && !symbol.import->hasAlias)
        return std::unexpected("`" + word + "` is the name of a module; import it `as` another name.");
    return RenameTarget{at.span(), word};
}

std::expected<std::vector<TextEdit>, std::string> rename(const DocumentPtr &document, uint32_t offset,
                                                         std::string_view newName)
{
    const auto target = renameTargetAt(document, offset);
    if (!target) return std::unexpected(target.error());
    const std::string shown = "`" + std::string(newName) + "`";
    if (!isIdentifier(newName))
        return std::unexpected(newName.empty() ? "A name is needed."
                                               : shown + " is no name: letters, digits and `_`, no digit first.");
    if (isReserved(std::string(newName))) return std::unexpected(shown + " is a reserved word.");
    if (newName.starts_with("__")) return std::unexpected("Names that start with `__` are forbidden.");
    if (newName == target->name) return std::vector<TextEdit>();
    const uint32_t symbol = document->occurrenceAt(target->span.begin)->symbol;
    if (const std::string why = conflict(*document, symbol, newName); !why.empty()) return std::unexpected(why);
    std::vector<TextEdit> edits;
    for (const Occurrence &occurrence : document->occurrences()) {
        if (occurrence.symbol == symbol) edits.push_back({occurrence.span, std::string(newName)});
    }
    return edits;
}

} // namespace latchkey::language
