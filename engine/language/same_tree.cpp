// SPDX-License-Identifier: GPL-3.0-or-later
// Two trees compared by what they say: kinds, names, values and order, not places.
#include "engine/language/formatter.h"
#include "engine/language/tree_walk.h"

#include <algorithm>
#include <cmath>

namespace latchkey::language {

using syn::NodeKind;

namespace {

class Comparison
{
public:
    Comparison(const syn::Tree &a, const syn::Tree &b)
        : m_a(a)
        , m_b(b)
    {
    }

    bool run()
    {
        push(m_a.statements, m_b.statements);
        while (m_same && !m_open.empty()) {
            const auto [a, b] = m_open.back();
            m_open.pop_back();
            compare(a, b);
        }
        return m_same;
    }

private:
    void check(bool same) { m_same = m_same && same; }

    template<typename List>
    void push(const List &a, const List &b)
    {
        check(a.size() == b.size());
        for (size_t i = 0; m_same && i < a.size(); ++i) m_open.emplace_back(a[i], b[i]);
    }

    bool sameName(syn::NameId a, syn::NameId b) const
    {
        if (a == syn::kNoName || b == syn::kNoName) return a == b;
        return m_a.name(a) == m_b.name(b);
    }

    template<typename Names>
    void names(const Names &a, const Names &b)
    {
        check(a.size() == b.size());
        for (size_t i = 0; m_same && i < a.size(); ++i) check(sameName(a[i].name, b[i].name));
    }

    void functions(const syn::Function &a, const syn::Function &b)
    {
        check(sameName(a.name, b.name));
        check(a.parameters.size() == b.parameters.size());
        for (size_t i = 0; m_same && i < a.parameters.size(); ++i) {
            check(sameName(a.parameters[i].name.name, b.parameters[i].name.name));
            check(sameName(a.parameters[i].type, b.parameters[i].type));
        }
        check((a.expression != nullptr) == (b.expression != nullptr));
    }

    void compare(const syn::Node *a, const syn::Node *b)
    {
        check((a == nullptr) == (b == nullptr));
        if (a == nullptr || !m_same) return;
        check(a->kind == b->kind);
        if (!m_same) return;
        if (const syn::Function *function = functionOf(a)) functions(*function, *functionOf(b));
        own(a, b);
        std::vector<const syn::Node *> left, right;
        forEachChild(a, [&](const syn::Node *child) { left.push_back(child); });
        forEachChild(b, [&](const syn::Node *child) { right.push_back(child); });
        push(left, right);
    }

    /// What a node says besides its children.
    void own(const syn::Node *a, const syn::Node *b)
    {
        switch (a->kind) {
        case NodeKind::Number: {
            const auto *x = as<syn::NumberExpression>(a), *y = as<syn::NumberExpression>(b);
            check(x->isInteger == y->isInteger && x->integer == y->integer && x->digits == y->digits &&
                  std::signbit(x->real) == std::signbit(y->real) && (x->real == y->real || std::isnan(x->real)));
            break;
        }
        case NodeKind::String:
            check(as<syn::StringExpression>(a)->value == as<syn::StringExpression>(b)->value);
            break;
        case NodeKind::Literal:
            check(as<syn::LiteralExpression>(a)->value == as<syn::LiteralExpression>(b)->value);
            break;
        case NodeKind::Identifier:
            check(sameName(as<syn::IdentifierExpression>(a)->name, as<syn::IdentifierExpression>(b)->name));
            break;
        case NodeKind::Object:
            keys(as<syn::ObjectExpression>(a)->properties, as<syn::ObjectExpression>(b)->properties);
            break;
        case NodeKind::Unary:
            check(as<syn::UnaryExpression>(a)->op == as<syn::UnaryExpression>(b)->op);
            break;
        case NodeKind::Binary:
            check(as<syn::BinaryExpression>(a)->op == as<syn::BinaryExpression>(b)->op);
            break;
        case NodeKind::Logical:
            check(as<syn::LogicalExpression>(a)->isAnd == as<syn::LogicalExpression>(b)->isAnd);
            break;
        case NodeKind::Slice: {
            const auto *x = as<syn::SliceExpression>(a), *y = as<syn::SliceExpression>(b);
            check(!x->from == !y->from && !x->to == !y->to && !x->step == !y->step);
            break;
        }
        case NodeKind::Member:
            check(sameName(as<syn::MemberExpression>(a)->name, as<syn::MemberExpression>(b)->name));
            break;
        case NodeKind::If: {
            const auto *x = as<syn::IfStatement>(a), *y = as<syn::IfStatement>(b);
            check(x->branches.size() == y->branches.size() && x->hasElse == y->hasElse);
            for (size_t i = 0; m_same && i < x->branches.size(); ++i)
                check(x->branches[i].block.statements.size() == y->branches[i].block.statements.size());
            break;
        }
        case NodeKind::For:
            check(sameName(as<syn::ForStatement>(a)->variable.name, as<syn::ForStatement>(b)->variable.name));
            break;
        case NodeKind::Try:
            tries(as<syn::TryStatement>(a), as<syn::TryStatement>(b));
            break;
        case NodeKind::Return:
            check(!as<syn::ReturnStatement>(a)->value == !as<syn::ReturnStatement>(b)->value);
            break;
        case NodeKind::Nonlocal:
            names(as<syn::NonlocalStatement>(a)->names, as<syn::NonlocalStatement>(b)->names);
            break;
        case NodeKind::DestructureArray:
        case NodeKind::DestructureObject:
            names(as<syn::DestructureStatement>(a)->targets, as<syn::DestructureStatement>(b)->targets);
            break;
        case NodeKind::Import:
            imports(as<syn::ImportStatement>(a), as<syn::ImportStatement>(b));
            break;
        case NodeKind::Capability:
            capabilities(as<syn::CapabilityStatement>(a), as<syn::CapabilityStatement>(b));
            break;
        default:
            break;
        }
    }

    void keys(std::span<syn::Property> a, std::span<syn::Property> b)
    {
        check(a.size() == b.size());
        for (size_t i = 0; m_same && i < a.size(); ++i) check(a[i].key == b[i].key && a[i].quoted == b[i].quoted);
    }

    void tries(const syn::TryStatement *a, const syn::TryStatement *b)
    {
        check(a->clauses.size() == b->clauses.size() && a->hasFinally == b->hasFinally);
        check(a->block.statements.size() == b->block.statements.size());
        for (size_t i = 0; m_same && i < a->clauses.size(); ++i) {
            check(a->clauses[i].hasVariable == b->clauses[i].hasVariable);
            check(sameName(a->clauses[i].variable.name, b->clauses[i].variable.name));
            check(a->clauses[i].block.statements.size() == b->clauses[i].block.statements.size());
        }
    }

    void imports(const syn::ImportStatement *a, const syn::ImportStatement *b)
    {
        check(a->path.size() == b->path.size() && a->hasAlias == b->hasAlias);
        for (size_t i = 0; m_same && i < a->path.size(); ++i) check(sameName(a->path[i], b->path[i]));
        check(sameName(a->target.name, b->target.name));
    }

    void capabilities(const syn::CapabilityStatement *a, const syn::CapabilityStatement *b)
    {
        check(sameName(a->name.name, b->name.name) && a->items.size() == b->items.size());
        for (size_t i = 0; m_same && i < a->items.size(); ++i)
            check(a->items[i].kind == b->items[i].kind && a->items[i].permission == b->items[i].permission &&
                  a->items[i].hasTarget == b->items[i].hasTarget && a->items[i].target == b->items[i].target);
    }

    const syn::Tree &m_a;
    const syn::Tree &m_b;
    std::vector<std::pair<const syn::Node *, const syn::Node *>> m_open;
    bool m_same = true;
};

} // namespace

bool sameTree(const syn::Tree &a, const syn::Tree &b)
{
    return Comparison(a, b).run();
}

} // namespace latchkey::language
