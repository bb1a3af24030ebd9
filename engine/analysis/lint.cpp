// SPDX-License-Identifier: GPL-3.0-or-later
// Advice about programs that are correct. It must be right when it speaks: a rule that cries wolf is switched off.
#include "engine/analysis/resolver.h"

#include "engine/analysis/spelling.h"
#include "engine/syntax/lexer.h"

#include <algorithm>
#include <cstdio>

namespace latchkey::analysis {

using Origin = VariableFacts::Origin;

void Resolver::lintUnreachable(const syn::Statement *node)
{
    hint("W-UNREACHABLE", node->span(), "unreachable code", "nothing runs behind the statement before it");
}

/// `while (true)` is how an endless loop is written; everything else that never changes is a mistake or a leftover.
void Resolver::lintCondition(const syn::Expression *condition, bool isLoop)
{
    const bool isNumber = condition->kind == syn::NodeKind::Number;
    const bool isText = condition->kind == syn::NodeKind::String;
    const bool isWord = condition->kind == syn::NodeKind::Literal;
    if (!isNumber && !isText && !isWord) return;
    const bool isTrue =
        isWord && static_cast<const syn::LiteralExpression *>(condition)->value == syn::LiteralExpression::Value::True;
    const bool isOne = isNumber && static_cast<const syn::NumberExpression *>(condition)->integer == 1;
    if (isLoop && (isTrue || isOne)) return;
    hint("W-CONSTANT-CONDITION", condition->span(), "the condition is always the same");
}

/// `x != x` is left alone: it is how one asks for nan.
void Resolver::lintComparison(const syn::BinaryExpression *node)
{
    using enum syn::BinaryOperator;
    if (node->op < Equal || node->op == NotEqual) return;
    if (node->left->kind != syn::NodeKind::Identifier || node->right->kind != syn::NodeKind::Identifier) return;
    const NameId name = static_cast<const syn::IdentifierExpression *>(node->left)->name;
    if (name != static_cast<const syn::IdentifierExpression *>(node->right)->name) return;
    hint("W-SELF-COMPARISON", node->span(), "'" + nameText(name) + "' is compared with itself");
}

void Resolver::lintMissingReturn(const syn::Function &function)
{
    const bool named = function.name != syn::kNoName;
    const syn::Span span = named ? function.nameSpan : syn::Span{function.span.begin, function.span.begin + 2};
    hint("W-MISSING-RETURN", span,
         (named ? "'" + nameText(function.name) + "'" : std::string("the function")) +
             " returns a value on some paths and null on others",
         "end it with a `return`");
}

void Resolver::lintShadowedBuiltin(NameId name, syn::Span span)
{
    if (m_builtinOf[name] < m_options.builtins.size())
        hint("W-SHADOWED-BUILTIN", span, "'" + nameText(name) + "' hides the built-in function of that name");
}

/// Variables of functions only: module variables are what a module exports.
void Resolver::lintScope(const Scope &scope, const std::vector<VariableFacts> &facts)
{
    for (size_t i = 0; i < scope.variables.size(); ++i) {
        const Variable &variable = scope.variables[i];
        const bool known = m_tree.skippedUnlistedText || (m_flags[variable.name] & kMaybeBound);
        if (facts[i].read || facts[i].origin == Origin::Other || known || m_tree.name(variable.name).starts_with('_'))
            continue;
        if (facts[i].origin == Origin::Function)
            warning("W-UNUSED-FUNCTION", variable.firstSpan,
                    "function '" + nameText(variable.name) + "' is never used");
        else
            warning("W-UNUSED-VARIABLE", variable.firstSpan,
                    "'" + nameText(variable.name) + "' is assigned but never read",
                    "a name that starts with `_` is meant to be unused");
    }
}

void Resolver::lintGlobals()
{
    if (m_tree.skippedUnlistedText) return;
    for (uint32_t i = 0; i < m_globalFacts.size(); ++i) {
        const GlobalFacts &facts = m_globalFacts[i];
        const NameId name = m_result.globals[i];
        if (!facts.import || facts.read || facts.bindings != 1 || (m_flags[name] & kMaybeBound)) continue;
        if (m_tree.name(name).starts_with('_')) continue;
        warning("W-UNUSED-IMPORT", facts.import->span(), "import '" + nameText(name) + "' is never used", {},
                {{"Remove the import", facts.import->span(), ""}});
    }
}

/// `math.sqrtt`: only where the name can be nothing but the module.
void Resolver::lintMembers()
{
    for (const syn::MemberExpression *member : m_members) {
        const auto *object = static_cast<const syn::IdentifierExpression *>(member->object);
        if (object->binding.kind != syn::Binding::Kind::Global) continue;
        const GlobalFacts &facts = m_globalFacts[object->binding.index];
        if (!facts.import || facts.bindings != 1 || (!facts.import->hasAlias && facts.import->path.size() != 1))
            continue;
        std::string module;
        for (const NameId part : facts.import->path)
            module += (module.empty() ? "" : ".") + std::string(m_tree.name(part));
        const auto members = m_options.moduleMembers(module);
        if (!members || std::ranges::find(*members, m_tree.name(member->name)) != members->end()) continue;
        const std::vector<std::string_view> candidates(members->begin(), members->end());
        const auto similar = similarNames(m_tree.name(member->name), candidates, 3);
        std::vector<syn::Fix> fixes;
        for (const std::string &name : similar)
            fixes.push_back({"Replace with `" + name + "`", member->nameSpan, name});
        warning("W-MEMBER-UNKNOWN", member->nameSpan,
                "module '" + module + "' has no attribute '" + nameText(member->name) + "'", didYouMean(similar),
                std::move(fixes));
    }
}

namespace {

/// Characters that make text read differently from what it is: they reorder it or take no room. U+200C and U+200D
/// are left alone, since scripts and emoji are written with them.
std::string_view invisibleKind(char32_t point)
{
    const bool bidi = point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
                      (point >= 0x2066 && point <= 0x2069);
    if (bidi) return "bidirectional control";
    const bool invisible = point == 0x00AD || point == 0x180E || point == 0x200B ||
                           (point >= 0x2060 && point <= 0x2064) || point == 0xFEFF ||
                           (point >= 0xE0000 && point <= 0xE007F);
    return invisible ? "invisible" : "";
}

} // namespace

void Resolver::lintInvisibleCharacters()
{
    const std::string_view text = m_tree.source()->text();
    for (uint32_t at = 0; at < text.size(); ++at) {
        if (static_cast<unsigned char>(text[at]) < 0xC2) continue;
        const char32_t point = syn::characterAt(text, at);
        const std::string_view kind = invisibleKind(point);
        if (kind.empty()) continue;
        char name[16];
        snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(point));
        warning("W-INVISIBLE-CHARACTER", {at, at + syn::characterLength(text, at)},
                std::string(kind) + " character " + name, "the program may read differently from what it does");
    }
}

} // namespace latchkey::analysis
