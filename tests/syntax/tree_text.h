// SPDX-License-Identifier: GPL-3.0-or-later
// A tree as one line of text, so that tests can say what they expect: `(+ 1 (* 2 x))`, `(= x 1); (call print x);`.
#pragma once

#include "engine/syntax/tree.h"

#include <charconv>

namespace latchkey::syntax {

class TreeText
{
public:
    explicit TreeText(const Tree &tree)
        : m_tree(tree)
    {
    }

    std::string program() const { return statements(m_tree.statements); }

    std::string statements(StatementList list) const
    {
        std::string text;
        for (const Statement *node : list) text += (text.empty() ? "" : " ") + statement(node);
        return text;
    }

    std::string statement(const Statement *node) const
    {
        switch (node->kind) {
        case NodeKind::ExpressionStatement:
            return expression(as<ExpressionStatement>(node)->expression) + ";";
        case NodeKind::Assign:
            return "(= " + expression(as<AssignStatement>(node)->target) + " " +
                   expression(as<AssignStatement>(node)->value) + ");";
        case NodeKind::FunctionStatement: {
            const Function &f = as<FunctionStatement>(node)->function;
            return "(function " + name(f.name) + parameters(f) + " {" + statements(f.body) + "})";
        }
        case NodeKind::If: {
            std::string text = "(if";
            for (const IfBranch &b : as<IfStatement>(node)->branches)
                text += " " + expression(b.condition) + block(b.block);
            if (as<IfStatement>(node)->hasElse) text += " else" + block(as<IfStatement>(node)->otherwise);
            return text + ")";
        }
        case NodeKind::While:
            return "(while " + expression(as<WhileStatement>(node)->condition) +
                   block(as<WhileStatement>(node)->block) + ")";
        case NodeKind::For:
            return "(for " + name(as<ForStatement>(node)->variable.name) + " " +
                   expression(as<ForStatement>(node)->iterable) + block(as<ForStatement>(node)->block) + ")";
        case NodeKind::Try: {
            const auto *t = as<TryStatement>(node);
            std::string text = "(try" + block(t->block);
            for (const ExceptClause &c : t->clauses)
                text += " except" + (c.hasVariable ? " " + name(c.variable.name) : std::string()) + block(c.block);
            return text + (t->hasFinally ? " finally" + block(t->finalizer) : std::string()) + ")";
        }
        case NodeKind::Return: {
            const Expression *value = as<ReturnStatement>(node)->value;
            return value ? "(return " + expression(value) + ");" : "return;";
        }
        case NodeKind::Throw:
            return "(throw " + expression(as<ThrowStatement>(node)->value) + ");";
        case NodeKind::Break:
            return "break;";
        case NodeKind::Continue:
            return "continue;";
        case NodeKind::Nonlocal:
            return "(nonlocal" + names(as<NonlocalStatement>(node)->names) + ");";
        case NodeKind::DestructureArray:
            return "([]=" + names(as<DestructureStatement>(node)->targets) + " " +
                   expression(as<DestructureStatement>(node)->value) + ");";
        case NodeKind::DestructureObject:
            return "({}=" + names(as<DestructureStatement>(node)->targets) + " " +
                   expression(as<DestructureStatement>(node)->value) + ");";
        case NodeKind::Import: {
            std::string text = "(import";
            for (const NameId part : as<ImportStatement>(node)->path) text += " " + name(part);
            return text + " as " + name(as<ImportStatement>(node)->target.name) + ");";
        }
        case NodeKind::Capability: {
            std::string text = "(capability " + name(as<CapabilityStatement>(node)->name.name);
            for (const CapabilityItem &item : as<CapabilityStatement>(node)->items) {
                text += item.kind == CapabilityItem::Kind::Resource ? " resource" : " " + std::string(item.permission);
                if (item.hasTarget) text += "=" + std::string(item.target);
            }
            return text + ")";
        }
        default:
            return "?";
        }
    }

    std::string expression(const Expression *node) const
    {
        if (!node) return "_";
        switch (node->kind) {
        case NodeKind::Number:
            return number(*as<NumberExpression>(node));
        case NodeKind::String:
            return "'" + std::string(as<StringExpression>(node)->value) + "'";
        case NodeKind::Literal: {
            const auto value = as<LiteralExpression>(node)->value;
            return value == LiteralExpression::Value::Null   ? "null"
                   : value == LiteralExpression::Value::True ? "true"
                                                             : "false";
        }
        case NodeKind::Identifier:
            return name(as<IdentifierExpression>(node)->name);
        case NodeKind::Array:
            return "[" + list(as<ArrayExpression>(node)->elements) + "]";
        case NodeKind::Object: {
            std::string text = "{";
            for (const Property &p : as<ObjectExpression>(node)->properties)
                text += (text.size() > 1 ? " " : "") + std::string(p.key) + ":" + expression(p.value);
            return text + "}";
        }
        case NodeKind::Arrow: {
            const Function &f = as<ArrowExpression>(node)->function;
            return "(fn" + parameters(f) + " " +
                   (f.expression ? expression(f.expression) : "{" + statements(f.body) + "}") + ")";
        }
        case NodeKind::Unary:
            return std::string(as<UnaryExpression>(node)->op == UnaryOperator::Not ? "(! " : "(- ") +
                   expression(as<UnaryExpression>(node)->operand) + ")";
        case NodeKind::Binary: {
            static constexpr const char *kOperators[] = {"+",  "-",  "*", "/", "//", "%",
                                                         "==", "!=", "<", ">", "<=", ">="};
            const auto *b = as<BinaryExpression>(node);
            const bool joins = b->stringShaped;
            return std::string("(") + (joins ? "++" : kOperators[static_cast<int>(b->op)]) + " " + expression(b->left) +
                   " " + expression(b->right) + ")";
        }
        case NodeKind::Logical:
            return std::string(as<LogicalExpression>(node)->isAnd ? "(&& " : "(|| ") +
                   expression(as<LogicalExpression>(node)->left) + " " +
                   expression(as<LogicalExpression>(node)->right) + ")";
        case NodeKind::Conditional: {
            const auto *c = as<ConditionalExpression>(node);
            return "(? " + expression(c->condition) + " " + expression(c->whenTrue) + " " + expression(c->whenFalse) +
                   ")";
        }
        case NodeKind::Call: {
            const auto *c = as<CallExpression>(node);
            return "(call " + expression(c->callee) + (c->arguments.empty() ? "" : " ") + list(c->arguments) + ")";
        }
        case NodeKind::Index:
            return "(at " + expression(as<IndexExpression>(node)->object) + " " +
                   expression(as<IndexExpression>(node)->index) + ")";
        case NodeKind::Slice: {
            const auto *s = as<SliceExpression>(node);
            return "(slice " + expression(s->object) + " " + expression(s->from) + " " + expression(s->to) + " " +
                   expression(s->step) + ")";
        }
        case NodeKind::Member:
            return "(. " + expression(as<MemberExpression>(node)->object) + " " +
                   name(as<MemberExpression>(node)->name) + ")";
        default:
            return "INVALID";
        }
    }

private:
    template<typename T>
    static const T *as(const Node *node)
    {
        return static_cast<const T *>(node);
    }
    std::string name(NameId id) const { return std::string(m_tree.name(id)); }
    std::string names(std::span<const NameAt> list) const
    {
        std::string text;
        for (const NameAt &at : list) text += " " + name(at.name);
        return text;
    }
    std::string parameters(const Function &f) const
    {
        std::string text = "(";
        for (const Parameter &p : f.parameters) text += (text.size() > 1 ? " " : "") + name(p.name.name);
        return text + ")";
    }
    std::string block(const Block &block) const { return " {" + statements(block.statements) + "}"; }
    std::string list(ExpressionList nodes) const
    {
        std::string text;
        for (const Expression *node : nodes) text += (text.empty() ? "" : " ") + expression(node);
        return text;
    }
    static std::string number(const NumberExpression &node)
    {
        if (node.isBig) return "big:" + std::string(node.digits);
        if (node.isInteger) return std::to_string(node.integer);
        char text[64];
        const auto end = std::to_chars(text, text + sizeof text, node.real).ptr;
        return "f" + std::string(text, end);
    }

    const Tree &m_tree;
};

} // namespace latchkey::syntax
