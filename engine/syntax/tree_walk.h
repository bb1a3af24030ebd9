// SPDX-License-Identifier: GPL-3.0-or-later
// Going through a syntax tree without recursion: chains of operators and calls may be of any length, and half-written
// files nest in odd ways. `forEachChild` names the direct children of a node, `walk` visits all nodes below one,
// parents before children.
#pragma once

#include "engine/syntax/tree.h"

#include <algorithm>
#include <vector>

namespace latchkey::syntax {

template<typename T>
const T *as(const Node *node)
{
    return static_cast<const T *>(node);
}

/// The function a node holds, null for all but functions and arrows.
inline const Function *functionOf(const Node *node)
{
    if (node->kind == NodeKind::FunctionStatement) return &as<FunctionStatement>(node)->function;
    if (node->kind == NodeKind::Arrow) return &as<ArrowExpression>(node)->function;
    return nullptr;
}

/// Calls `visit` for each expression and statement directly below `node`, in the order of the text. Absent parts and
/// what recovery left out are skipped.
template<typename Visit>
void forEachChild(const Node *node, Visit &&visit)
{
    const auto one = [&](const Node *child) {
        if (child != nullptr) visit(child);
    };
    const auto all = [&](const auto &list) {
        for (const Node *child : list) one(child);
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
        return all(as<ArrayExpression>(node)->elements);
    case NodeKind::Object:
        for (const Property &property : as<ObjectExpression>(node)->properties) one(property.value);
        return;
    case NodeKind::Arrow:
    case NodeKind::FunctionStatement: {
        const Function *function = functionOf(node);
        all(function->body);
        return one(function->expression);
    }
    case NodeKind::Unary:
        return one(as<UnaryExpression>(node)->operand);
    case NodeKind::Binary:
        one(as<BinaryExpression>(node)->left);
        return one(as<BinaryExpression>(node)->right);
    case NodeKind::Logical:
        one(as<LogicalExpression>(node)->left);
        return one(as<LogicalExpression>(node)->right);
    case NodeKind::Conditional: {
        const auto *ternary = as<ConditionalExpression>(node);
        one(ternary->condition);
        one(ternary->whenTrue);
        return one(ternary->whenFalse);
    }
    case NodeKind::Call:
        one(as<CallExpression>(node)->callee);
        return all(as<CallExpression>(node)->arguments);
    case NodeKind::Index:
        one(as<IndexExpression>(node)->object);
        return one(as<IndexExpression>(node)->index);
    case NodeKind::Slice: {
        const auto *slice = as<SliceExpression>(node);
        one(slice->object);
        one(slice->from);
        one(slice->to);
        return one(slice->step);
    }
    case NodeKind::Member:
        return one(as<MemberExpression>(node)->object);
    case NodeKind::If:
        for (const IfBranch &branch : as<IfStatement>(node)->branches) {
            one(branch.condition);
            all(branch.block.statements);
        }
        return all(as<IfStatement>(node)->otherwise.statements);
    case NodeKind::While:
        one(as<WhileStatement>(node)->condition);
        return all(as<WhileStatement>(node)->block.statements);
    case NodeKind::For:
        one(as<ForStatement>(node)->iterable);
        return all(as<ForStatement>(node)->block.statements);
    case NodeKind::Try:
        all(as<TryStatement>(node)->block.statements);
        for (const ExceptClause &clause : as<TryStatement>(node)->clauses) all(clause.block.statements);
        return all(as<TryStatement>(node)->finalizer.statements);
    case NodeKind::Return:
        return one(as<ReturnStatement>(node)->value);
    case NodeKind::Throw:
        return one(as<ThrowStatement>(node)->value);
    case NodeKind::DestructureArray:
    case NodeKind::DestructureObject:
        return one(as<DestructureStatement>(node)->value);
    case NodeKind::Assign:
        one(as<AssignStatement>(node)->target);
        return one(as<AssignStatement>(node)->value);
    case NodeKind::ExpressionStatement:
        return one(as<ExpressionStatement>(node)->expression);
    }
}

/// Visits `roots` and all nodes below, parents first, in the order of the text. `visit(node)` returns whether the nodes
/// below are wanted.
template<typename Visit>
void walk(std::vector<const Node *> roots, Visit &&visit)
{
    std::vector<const Node *> open(roots.rbegin(), roots.rend());
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        if (!visit(node)) continue;
        const size_t first = open.size();
        forEachChild(node, [&](const Node *child) { open.push_back(child); });
        std::reverse(open.begin() + static_cast<ptrdiff_t>(first), open.end());
    }
}

template<typename Visit>
void walk(const Tree &tree, Visit &&visit)
{
    walk(std::vector<const Node *>(tree.statements.begin(), tree.statements.end()), std::forward<Visit>(visit));
}

} // namespace latchkey::syntax
