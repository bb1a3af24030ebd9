// SPDX-License-Identifier: GPL-3.0-or-later
// Going through a syntax tree without recursion: chains of operators and calls may be of any length, and half-written
// files nest in odd ways. `forEachChild` names the direct children of a node, `walk` visits all nodes below one,
// parents before children.
#pragma once

#include "engine/syntax/tree.h"

#include <algorithm>
#include <vector>

namespace latchkey::language {

namespace syn = syntax;

template<typename T>
const T *as(const syn::Node *node)
{
    return static_cast<const T *>(node);
}

/// The function a node holds, null for all but functions and arrows.
inline const syn::Function *functionOf(const syn::Node *node)
{
    if (node->kind == syn::NodeKind::FunctionStatement) return &as<syn::FunctionStatement>(node)->function;
    if (node->kind == syn::NodeKind::Arrow) return &as<syn::ArrowExpression>(node)->function;
    return nullptr;
}

/// Calls `visit` for each expression and statement directly below `node`, in the order of the text. Absent parts and
/// what recovery left out are skipped.
template<typename Visit>
void forEachChild(const syn::Node *node, Visit &&visit)
{
    using syn::NodeKind;
    const auto one = [&](const syn::Node *child) {
        if (child != nullptr) visit(child);
    };
    const auto all = [&](const auto &list) {
        for (const syn::Node *child : list) one(child);
    };
    switch (node->kind) {
    case NodeKind::Number:
    case NodeKind::String:
    case NodeKind::Literal:
    case NodeKind::Identifier:
    case NodeKind::Invalid:
    case NodeKind::Break:
    case NodeKind::Continue:
    case NodeKind::Nonlocal:
    case NodeKind::Import:
    case NodeKind::Capability:
        return;
    case NodeKind::Array:
        return all(as<syn::ArrayExpression>(node)->elements);
    case NodeKind::Object:
        for (const syn::Property &property : as<syn::ObjectExpression>(node)->properties) one(property.value);
        return;
    case NodeKind::Arrow:
    case NodeKind::FunctionStatement: {
        const syn::Function *function = functionOf(node);
        all(function->body);
        return one(function->expression);
    }
    case NodeKind::Unary:
        return one(as<syn::UnaryExpression>(node)->operand);
    case NodeKind::Binary:
        one(as<syn::BinaryExpression>(node)->left);
        return one(as<syn::BinaryExpression>(node)->right);
    case NodeKind::Logical:
        one(as<syn::LogicalExpression>(node)->left);
        return one(as<syn::LogicalExpression>(node)->right);
    case NodeKind::Conditional: {
        const auto *ternary = as<syn::ConditionalExpression>(node);
        one(ternary->condition);
        one(ternary->whenTrue);
        return one(ternary->whenFalse);
    }
    case NodeKind::Call:
        one(as<syn::CallExpression>(node)->callee);
        return all(as<syn::CallExpression>(node)->arguments);
    case NodeKind::Index:
        one(as<syn::IndexExpression>(node)->object);
        return one(as<syn::IndexExpression>(node)->index);
    case NodeKind::Slice: {
        const auto *slice = as<syn::SliceExpression>(node);
        one(slice->object);
        one(slice->from);
        one(slice->to);
        return one(slice->step);
    }
    case NodeKind::Member:
        return one(as<syn::MemberExpression>(node)->object);
    case NodeKind::If:
        for (const syn::IfBranch &branch : as<syn::IfStatement>(node)->branches) {
            one(branch.condition);
            all(branch.block.statements);
        }
        return all(as<syn::IfStatement>(node)->otherwise.statements);
    case NodeKind::While:
        one(as<syn::WhileStatement>(node)->condition);
        return all(as<syn::WhileStatement>(node)->block.statements);
    case NodeKind::For:
        one(as<syn::ForStatement>(node)->iterable);
        return all(as<syn::ForStatement>(node)->block.statements);
    case NodeKind::Try:
        all(as<syn::TryStatement>(node)->block.statements);
        for (const syn::ExceptClause &clause : as<syn::TryStatement>(node)->clauses) all(clause.block.statements);
        return all(as<syn::TryStatement>(node)->finalizer.statements);
    case NodeKind::Return:
        return one(as<syn::ReturnStatement>(node)->value);
    case NodeKind::Throw:
        return one(as<syn::ThrowStatement>(node)->value);
    case NodeKind::DestructureArray:
    case NodeKind::DestructureObject:
        return one(as<syn::DestructureStatement>(node)->value);
    case NodeKind::Assign:
        one(as<syn::AssignStatement>(node)->target);
        return one(as<syn::AssignStatement>(node)->value);
    case NodeKind::ExpressionStatement:
        return one(as<syn::ExpressionStatement>(node)->expression);
    }
}

/// Visits `roots` and all nodes below, parents first, in the order of the text. `visit(node)` returns whether the nodes
/// below are wanted.
template<typename Visit>
void walk(std::vector<const syn::Node *> roots, Visit &&visit)
{
    std::vector<const syn::Node *> open(roots.rbegin(), roots.rend());
    while (!open.empty()) {
        const syn::Node *node = open.back();
        open.pop_back();
        if (!visit(node)) continue;
        const size_t first = open.size();
        forEachChild(node, [&](const syn::Node *child) { open.push_back(child); });
        std::reverse(open.begin() + static_cast<ptrdiff_t>(first), open.end());
    }
}

template<typename Visit>
void walk(const syn::Tree &tree, Visit &&visit)
{
    walk(std::vector<const syn::Node *>(tree.statements.begin(), tree.statements.end()), std::forward<Visit>(visit));
}

} // namespace latchkey::language
