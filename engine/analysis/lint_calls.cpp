// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of functions that are known: bound once, by their definition, at the top level of the file. Their arguments are
// counted, and those whose type shows in the text are compared with the parameters' annotations. A run ignores
// annotations and raises its own error for a wrong count, so these are warnings.
#include "engine/analysis/resolver.h"

#include <algorithm>

namespace latchkey::analysis {

namespace {

struct TypeWord {
    std::string_view written;
    std::string_view type; ///< as typeof names it
};

/// The words that people write. Any other annotation is a comment to the reader.
constexpr TypeWord kTypeWords[] = {
    {"number", "number"}, {"num", "number"},    {"int", "number"},      {"integer", "number"},    {"float", "number"},
    {"string", "string"}, {"str", "string"},    {"boolean", "boolean"}, {"bool", "boolean"},      {"array", "array"},
    {"list", "array"},    {"object", "object"}, {"dict", "object"},     {"function", "function"}, {"fn", "function"},
};

std::string_view typeOfBinary(const syn::BinaryExpression &node)
{
    using enum syn::BinaryOperator;
    if (node.op >= Equal) return "boolean";
    if (node.op == Add) return node.stringShaped ? "string" : "";
    return node.op == Multiply ? "" : "number"; // a product may be a text or an array
}

/// What the value of an expression certainly is; "" when the text does not tell, or when it is null.
std::string_view evidentType(const syn::Expression *node)
{
    using syn::NodeKind;
    switch (node->kind) {
    case NodeKind::Number:
        return "number";
    case NodeKind::String:
        return "string";
    case NodeKind::Literal:
        return static_cast<const syn::LiteralExpression *>(node)->value == syn::LiteralExpression::Value::Null
                   ? ""
                   : "boolean";
    case NodeKind::Array:
        return "array";
    case NodeKind::Object:
        return "object";
    case NodeKind::Arrow:
        return "function";
    case NodeKind::Unary:
        return static_cast<const syn::UnaryExpression *>(node)->op == syn::UnaryOperator::Not ? "boolean" : "number";
    case NodeKind::Binary:
        return typeOfBinary(*static_cast<const syn::BinaryExpression *>(node));
    default:
        return "";
    }
}

std::string counted(size_t count, std::string_view what)
{
    return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

} // namespace

void Resolver::lintCalls()
{
    for (const syn::CallExpression *call : m_calls) {
        const auto *callee = static_cast<const syn::IdentifierExpression *>(call->callee);
        if (callee->binding.kind != syn::Binding::Kind::Global) continue;
        const GlobalFacts &facts = m_globalFacts[callee->binding.index];
        if (m_flags[callee->name] & kMaybeBound) continue;
        if (facts.function && facts.bindings == 1) lintCall(*call, *callee, *facts.function);
    }
}

void Resolver::lintCall(const syn::CallExpression &call, const syn::IdentifierExpression &callee,
                        const syn::Function &function)
{
    const size_t wanted = function.parameters.size();
    const size_t given = call.arguments.size();
    if (wanted != given) {
        warning("W-ARGUMENT-COUNT", callee.span(),
                "'" + nameText(callee.name) + "' takes " + counted(wanted, "argument") + ", not " +
                    std::to_string(given));
        return;
    }
    for (size_t i = 0; i < given; ++i) {
        const syn::Parameter &parameter = function.parameters[i];
        if (parameter.type == syn::kNoName) continue;
        const auto word = std::ranges::find(kTypeWords, m_tree.name(parameter.type), &TypeWord::written);
        const std::string_view type = evidentType(call.arguments[i]);
        if (word == std::end(kTypeWords) || type.empty() || type == word->type) continue;
        warning("W-ARGUMENT-TYPE", call.arguments[i]->span(),
                "'" + nameText(parameter.name.name) + "' is declared as " + nameText(parameter.type) +
                    ", but this is of type " + std::string(type));
    }
}

} // namespace latchkey::analysis
