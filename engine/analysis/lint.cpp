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

namespace {

/// A value that nothing of the script runs for and that cannot fail: what it replaces was never seen.
bool isPlainValue(const syn::Expression *value, NameId except)
{
    using syn::NodeKind;
    switch (value->kind) {
    case NodeKind::Number:
    case NodeKind::String:
    case NodeKind::Literal:
        return true;
    case NodeKind::Identifier:
        return static_cast<const syn::IdentifierExpression *>(value)->name != except;
    case NodeKind::Array:
        return static_cast<const syn::ArrayExpression *>(value)->elements.size() == 0;
    case NodeKind::Object:
        return static_cast<const syn::ObjectExpression *>(value)->properties.size() == 0;
    default:
        return false;
    }
}

const syn::IdentifierExpression *assignedName(const syn::Statement *node)
{
    if (node->kind != syn::NodeKind::Assign) return nullptr;
    const auto *target = static_cast<const syn::AssignStatement *>(node)->target;
    return target->kind == syn::NodeKind::Identifier ? static_cast<const syn::IdentifierExpression *>(target) : nullptr;
}

/// A file that does something when it runs. What only defines is there for others, whoever they are.
bool isProgram(const syn::StatementList &statements)
{
    return std::ranges::any_of(statements, [](const syn::Statement *node) {
        using syn::NodeKind;
        return node->kind != NodeKind::FunctionStatement && node->kind != NodeKind::Assign &&
               node->kind != NodeKind::Import && node->kind != NodeKind::Capability;
    });
}

} // namespace

/// `x = 1; x = 2;`: nobody can have seen the first value.
void Resolver::lintOverwritten(const syn::Statement *first, const syn::Statement *second)
{
    const auto *before = assignedName(first);
    const auto *after = assignedName(second);
    if (!before || !after || before->name != after->name) return;
    if (!isPlainValue(static_cast<const syn::AssignStatement *>(second)->value, after->name)) return;
    m_overwritten.push_back({m_context.scope, before->name, before->span()});
}

/// Where the variable is read at all: of one that never is, that is what is said.
void Resolver::reportOverwritten(bool isEnd)
{
    for (const auto &[scope, name, span] : m_overwritten) {
        if (scope == 0 && !isEnd) continue;
        bool isRead = false;
        if (const uint32_t *variable = scope != 0 ? m_table.find(scope, name) : nullptr) {
            isRead = *variable < m_facts[scope - m_firstScope].size() && m_facts[scope - m_firstScope][*variable].read;
        } else if (m_globalOf[name] != kNone) {
            isRead = m_globalFacts[m_globalOf[name]].read;
        }
        if (isRead) hint("W-OVERWRITTEN", span, "'" + nameText(name) + "' is overwritten before it is read");
    }
    std::erase_if(m_overwritten, [isEnd](const NonlocalUse &use) { return use.scope != 0 || isEnd; });
}

void Resolver::noteModuleRead(const Use &use, uint32_t index)
{
    uint32_t scope = use.scope;
    while (scope != 0 && m_result.scopes[scope].parent != 0) scope = m_result.scopes[scope].parent;
    const auto reader = std::ranges::lower_bound(m_moduleFunctions, scope, {}, &std::pair<uint32_t, uint32_t>::first);
    const bool isFunction = reader != m_moduleFunctions.end() && reader->first == scope;
    m_moduleReads.emplace_back(isFunction ? reader->second : kNone, index);
}

void Resolver::lintGlobals()
{
    reportOverwritten(true);
    if (m_tree.skippedUnlistedText) return;
    lintImports();
    if (!m_options.interactive && isProgram(m_tree.statements)) lintUnreached();
}

/// Module functions and variables that nothing which runs can reach. Hosts may still call and read them by name: that
/// is why this is but a hint, and only for files that do something themselves.
void Resolver::lintUnreached()
{
    std::ranges::sort(m_moduleReads);
    std::vector<bool> reached(m_globalFacts.size());
    std::vector<uint32_t> pending{kNone};
    while (!pending.empty()) {
        const uint32_t reader = pending.back();
        pending.pop_back();
        const auto reads = std::ranges::equal_range(m_moduleReads, reader, {}, &std::pair<uint32_t, uint32_t>::first);
        for (const auto &[by, index] : reads) {
            if (reached[index]) continue;
            reached[index] = true;
            pending.push_back(index);
        }
    }
    for (uint32_t i = 0; i < m_globalFacts.size(); ++i) {
        const GlobalFacts &facts = m_globalFacts[i];
        const NameId name = m_result.globals[i];
        const std::string_view text = m_tree.name(name);
        if (reached[i] || (m_flags[name] & kMaybeBound) || text.starts_with('_') || text == "result") continue;
        if (facts.functions && facts.functions == facts.bindings)
            hint("W-UNUSED-FUNCTION", facts.firstSpan, "function '" + nameText(name) + "' is never used",
                 "nothing that this file does leads to it");
        else if (facts.assignments && facts.assignments + facts.functions == facts.bindings && !facts.read)
            hint("W-UNUSED-VARIABLE", facts.firstSpan, "'" + nameText(name) + "' is assigned but never read",
                 "a name that starts with `_` is meant to be unused");
    }
}

void Resolver::lintImports()
{
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
