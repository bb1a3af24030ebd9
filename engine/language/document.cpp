// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/document.h"

#include "engine/language/pieces.h"
#include "engine/language/tree_walk.h"

#include <algorithm>

namespace latchkey::language {

using syn::NameId;
using syn::NodeKind;

/// Walks the tree once, noting scopes, what binds which name where, and every use; what the uses mean is decided
/// afterwards, when all bindings of all scopes are known.
class Analyser
{
public:
    explicit Analyser(Document &document)
        : m_document(document)
        , m_tree(*document.m_tree)
    {
    }

    void run()
    {
        m_document.m_scopes.push_back({nullptr, 0, {0, static_cast<uint32_t>(m_document.text().size())}, {}, {}});
        m_nonlocal.emplace_back();
        for (auto it = m_tree.statements.rbegin(); it != m_tree.statements.rend(); ++it) m_open.push_back({*it, 0});
        while (!m_open.empty()) {
            const Open open = m_open.back();
            m_open.pop_back();
            visit(open.node, open.scope);
        }
        std::ranges::sort(m_numbers, {}, &Span::begin);
        resolve();
        m_document.m_pieces = scanPieces(m_tree, m_numbers);
    }

private:
    struct Open {
        const syn::Node *node;
        uint32_t scope;
    };

    void visit(const syn::Node *node, uint32_t scope)
    {
        uint32_t inner = scope;
        if (const syn::Function *function = functionOf(node)) inner = enter(node, *function, scope);
        switch (node->kind) {
        case NodeKind::Number:
            m_numbers.push_back(node->span());
            return;
        case NodeKind::Identifier:
            use(as<syn::IdentifierExpression>(node)->name, node->span(), scope);
            return;
        case NodeKind::For: {
            const auto *loop = as<syn::ForStatement>(node);
            bind(loop->variable, scope, SymbolKind::LoopVariable, node->span(),
                 {.how = ValueSource::How::Element, .expression = loop->iterable});
            break;
        }
        case NodeKind::Try:
            for (const syn::ExceptClause &clause : as<syn::TryStatement>(node)->clauses)
                if (clause.hasVariable) bind(clause.variable, scope, SymbolKind::ErrorVariable, clause.span, {});
            break;
        case NodeKind::Nonlocal:
            for (const syn::NameAt &name : as<syn::NonlocalStatement>(node)->names) {
                m_nonlocal[scope].push_back(name.name);
                use(name.name, name.span, scope);
            }
            return;
        case NodeKind::DestructureArray:
        case NodeKind::DestructureObject:
            destructure(as<syn::DestructureStatement>(node), scope);
            break;
        case NodeKind::Assign:
            if (assign(as<syn::AssignStatement>(node), scope)) return;
            break;
        case NodeKind::Import: {
            const auto *import = as<syn::ImportStatement>(node);
            const uint32_t symbol = bind(import->target, scope, SymbolKind::Import, node->span(), {});
            if (symbol != kNoSymbol && m_document.m_symbols[symbol].import == nullptr)
                m_document.m_symbols[symbol].import = import;
            return;
        }
        default:
            break;
        }
        const size_t first = m_open.size();
        forEachChild(node, [&](const syn::Node *child) { m_open.push_back({child, inner}); });
        std::reverse(m_open.begin() + static_cast<ptrdiff_t>(first), m_open.end());
    }

    uint32_t enter(const syn::Node *node, const syn::Function &function, uint32_t scope)
    {
        if (node->kind == NodeKind::FunctionStatement) {
            const syn::NameAt &target = as<syn::FunctionStatement>(node)->target;
            const uint32_t symbol = bind(target, scope, SymbolKind::Function, node->span(),
                                         {.how = ValueSource::How::Declaration, .function = &function});
            if (symbol != kNoSymbol && m_document.m_symbols[symbol].function == nullptr)
                m_document.m_symbols[symbol].function = &function;
        }
        const auto inner = static_cast<uint32_t>(m_document.m_scopes.size());
        const uint32_t begin = node->kind == NodeKind::FunctionStatement ? function.nameSpan.end : node->begin;
        m_document.m_scopes.push_back({&function, scope, {begin, function.span.end}, {}, {}});
        m_nonlocal.emplace_back();
        for (const syn::Parameter &parameter : function.parameters)
            bind(parameter.name, inner, SymbolKind::Parameter, parameter.name.span, {});
        return inner;
    }

    void destructure(const syn::DestructureStatement *node, uint32_t scope)
    {
        uint32_t position = 0;
        const auto how = node->kind == NodeKind::DestructureArray ? ValueSource::How::Position : ValueSource::How::Key;
        for (const syn::NameAt &target : node->targets)
            bind(target, scope, SymbolKind::Variable, node->span(),
                 {.how = how, .position = position++, .expression = node->value});
    }

    /// True when the statement is dealt with.
    bool assign(const syn::AssignStatement *node, uint32_t scope)
    {
        if (node->target == nullptr) return false;
        if (node->target->kind == NodeKind::Identifier) {
            const auto *target = as<syn::IdentifierExpression>(node->target);
            bind({target->name, target->span(), {}}, scope, SymbolKind::Variable, node->span(),
                 {.expression = node->value});
            if (node->value != nullptr) m_open.push_back({node->value, scope});
            return true;
        }
        if (node->target->kind == NodeKind::Member) {
            const auto *member = as<syn::MemberExpression>(node->target);
            if (member->object->kind == NodeKind::Identifier)
                m_properties.push_back({as<syn::IdentifierExpression>(member->object)->name,
                                        scope,
                                        {member->name, member->nameSpan, node->value}});
        }
        return false;
    }

    void use(NameId name, Span span, uint32_t scope)
    {
        if (name != syn::kNoName) m_document.m_occurrences.push_back({span, name, kNoSymbol, scope, false});
    }

    /// Notes that `at` binds a name; the variable it makes unless the name was declared nonlocal.
    uint32_t bind(const syn::NameAt &at, uint32_t scope, SymbolKind kind, Span full, ValueSource value)
    {
        if (at.name == syn::kNoName) return kNoSymbol;
        m_document.m_occurrences.push_back({at.span, at.name, kNoSymbol, scope, true});
        const auto [it, isNew] = namesOf(scope).emplace(at.name, static_cast<uint32_t>(m_document.m_symbols.size()));
        if (isNew) {
            m_document.m_symbols.push_back({at.name, scope, kind, at.span, full, nullptr, nullptr, {}, {}});
            m_document.m_scopes[scope].symbols.push_back(it->second);
        }
        if (value.expression != nullptr || value.function != nullptr)
            m_document.m_symbols[it->second].values.push_back(value);
        return it->second;
    }

    void resolve()
    {
        for (uint32_t scope = 1; scope < m_nonlocal.size(); ++scope)
            for (const NameId name : m_nonlocal[scope]) handOver(scope, name);
        for (Occurrence &occurrence : m_document.m_occurrences)
            occurrence.symbol = find(occurrence.scope, occurrence.name);
        std::ranges::sort(m_document.m_occurrences, {}, [](const Occurrence &o) { return o.span.begin; });
        for (const auto &[name, scope, property] : m_properties) {
            const uint32_t symbol = find(scope, name);
            if (symbol != kNoSymbol) m_document.m_symbols[symbol].properties.push_back(property);
        }
    }

    /// A name declared nonlocal is no variable of its function: what was assigned belongs to an outer one.
    void handOver(uint32_t scope, NameId name)
    {
        const auto own = namesOf(scope).find(name);
        if (own == namesOf(scope).end()) return;
        const uint32_t symbol = own->second;
        namesOf(scope).erase(own);
        std::erase(m_document.m_scopes[scope].symbols, symbol);
        const uint32_t outer = find(m_document.m_scopes[scope].parent, name);
        if (outer == kNoSymbol || outer == symbol) return;
        Symbol &from = m_document.m_symbols[symbol];
        Symbol &to = m_document.m_symbols[outer];
        to.values.insert(to.values.end(), from.values.begin(), from.values.end());
    }

    uint32_t find(uint32_t scope, NameId name) const { return m_document.lookUp(scope, name); }
    std::unordered_map<NameId, uint32_t> &namesOf(uint32_t scope) { return m_document.m_scopes[scope].byName; }

    struct LateProperty {
        NameId name;
        uint32_t scope;
        PropertySource property;
    };

    Document &m_document;
    const syn::Tree &m_tree;
    std::vector<Open> m_open;
    std::vector<std::vector<NameId>> m_nonlocal; ///< by scope
    std::vector<LateProperty> m_properties;
    std::vector<Span> m_numbers;

public:
    static DocumentPtr analyse(syn::SourcePtr source, const std::atomic<bool> *stop);
};

DocumentPtr Analyser::analyse(syn::SourcePtr source, const std::atomic<bool> *stop)
{
    syn::ParseOptions options;
    options.shouldStop = [](void *flag) { return flag != nullptr && static_cast<std::atomic<bool> *>(flag)->load(); };
    options.stopContext = const_cast<std::atomic<bool> *>(stop);
    syn::ParseResult parsed = syn::parse(source, options);
    if (parsed.stopped) return nullptr;
    auto document = std::make_shared<Document>();
    document->m_source = std::move(source);
    document->m_tree = std::move(parsed.tree);
    document->m_diagnostics = std::move(parsed.diagnostics);
    Analyser(*document).run();
    return stop != nullptr && stop->load() ? nullptr : document;
}

DocumentPtr analyse(std::string name, std::string text, std::string path, const std::atomic<bool> *stop)
{
    return Analyser::analyse(syn::Source::make(std::move(name), std::move(text), std::move(path)), stop);
}

// ---- questions --------------------------------------------------------------------------------------------------

uint32_t Document::scopeAt(uint32_t offset) const
{
    // Inner scopes come behind the ones they are in.
    uint32_t best = 0;
    for (uint32_t i = 1; i < m_scopes.size(); ++i) {
        const ScopeInfo &scope = m_scopes[i];
        const bool closed =
            scope.function->bodySpan.end > 0 && scope.span.end > scope.span.begin && text()[scope.span.end - 1] == '}';
        // Behind its brace one is outside; behind an expression or an open body one may go on writing it.
        if (scope.span.begin <= offset && (closed ? offset < scope.span.end : offset <= scope.span.end)) best = i;
    }
    return best;
}

uint32_t Document::lookUp(uint32_t scope, std::string_view name) const
{
    const NameId id = m_tree->find(name);
    return id == syn::kNoName ? kNoSymbol : lookUp(scope, id);
}

uint32_t Document::lookUp(uint32_t scope, NameId name) const
{
    for (;; scope = m_scopes[scope].parent) {
        const auto found = m_scopes[scope].byName.find(name);
        if (found != m_scopes[scope].byName.end()) return found->second;
        if (scope == 0) return kNoSymbol;
    }
}

const Occurrence *Document::occurrenceAt(uint32_t offset) const
{
    auto it = std::ranges::upper_bound(m_occurrences, offset, {}, [](const Occurrence &o) { return o.span.begin; });
    if (it == m_occurrences.begin()) return nullptr;
    --it;
    return offset <= it->span.end ? &*it : nullptr;
}

size_t Document::pieceAt(uint32_t offset) const
{
    const auto it = std::ranges::upper_bound(m_pieces, offset, {}, &Piece::end);
    return static_cast<size_t>(it - m_pieces.begin());
}

std::string Document::commentAbove(uint32_t offset) const
{
    std::vector<std::string_view> lines;
    for (uint32_t line = m_source->position(offset).line; line > 1; --line) {
        std::string_view above = m_source->line(line - 1);
        above.remove_prefix(std::min(above.find_first_not_of(" \t"), above.size()));
        if (!above.starts_with("//")) break;
        above.remove_prefix(above.starts_with("// ") ? 3 : 2);
        lines.push_back(above);
    }
    std::string comment;
    for (auto it = lines.rbegin(); it != lines.rend(); ++it) comment.append(comment.empty() ? "" : "\n").append(*it);
    return comment;
}

std::string dottedName(const Document &document, const syn::ImportStatement &import)
{
    std::string name;
    for (const NameId part : import.path) name.append(name.empty() ? "" : ".").append(document.name(part));
    return name;
}

} // namespace latchkey::language
