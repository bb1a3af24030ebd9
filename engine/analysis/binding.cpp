// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/resolver.h"

#include "engine/analysis/spelling.h"

#include <algorithm>
#include <utility>

namespace latchkey::analysis {

using syn::Binding;

namespace {

/// Looking for similar names among more than these takes longer than the answer is worth.
constexpr size_t kMaxCandidates = 20'000;

/// Entries of the variable table that are no variable numbers.
constexpr uint32_t kNonlocalEntry = UINT32_MAX; ///< the scope declares it nonlocal
constexpr uint32_t kOuterEntry = 0x80000000;    ///< + scope: a remembered answer, found that far outside

/// Outward steps after which the answer is remembered.
constexpr int kRememberAfter = 8;

struct ForeignWord {
    std::string_view word;
    std::string_view hint;
};

/// Names that other languages have for what ML spells differently.
constexpr ForeignWord kForeignWords[] = {
    {"None", "null"},         {"nil", "null"},          {"NULL", "null"},
    {"True", "true"},         {"False", "false"},       {"console", "import console;"},
    {"Math", "import math;"}, {"JSON", "import json;"}, {"printf", "print"},
    {"println", "print"},     {"echo", "print"},        {"string", "str"},
    {"boolean", "bool"},      {"length", "len"},        {"size", "len"},
    {"type", "typeof"},       {"parseInt", "int"},      {"parseFloat", "float"},
};

} // namespace

// ---- the table of variables -------------------------------------------------------------------------------------

size_t VariableTable::slotOf(uint64_t key) const
{
    const size_t mask = m_entries.size() - 1;
    size_t slot = (key * 0x9E3779B97F4A7C15u >> 32) & mask;
    while (m_entries[slot].key != kFree && m_entries[slot].key != key) slot = (slot + 1) & mask;
    return slot;
}

uint32_t *VariableTable::find(uint32_t scope, NameId name)
{
    Entry &entry = m_entries[slotOf(keyOf(scope, name))];
    return entry.key == kFree ? nullptr : &entry.value;
}

void VariableTable::insert(uint32_t scope, NameId name, uint32_t value)
{
    if (m_keys.size() * 2 >= m_entries.size()) grow();
    const uint64_t key = keyOf(scope, name);
    Entry &entry = m_entries[slotOf(key)];
    if (entry.key == kFree) m_keys.push_back(key);
    entry = {key, value};
}

void VariableTable::grow()
{
    std::vector<Entry> old(m_entries.size() * 2);
    old.swap(m_entries);
    for (const Entry &entry : old) {
        if (entry.key != kFree) m_entries[slotOf(entry.key)] = entry;
    }
}

void VariableTable::clear()
{
    if (m_keys.size() * 4 >= m_entries.size()) {
        std::ranges::fill(m_entries, Entry{});
    } else {
        // Entries are freed from the last inserted on: none that remains was displaced by one that goes.
        while (!m_keys.empty()) {
            m_entries[slotOf(m_keys.back())] = {};
            m_keys.pop_back();
        }
    }
    m_keys.clear();
}

// ---- places -----------------------------------------------------------------------------------------------------

uint32_t Resolver::openScope(syn::Function *function)
{
    const auto scope = static_cast<uint32_t>(m_result.scopes.size());
    function->scope = scope;
    Scope &made = m_result.scopes.emplace_back();
    made.function = function;
    made.parent = m_context.scope;
    m_facts.emplace_back();
    return scope;
}

void Resolver::declareLocal(NameId name, syn::Span span, VariableFacts::Origin origin, bool isParameter)
{
    const uint32_t scope = m_context.scope;
    m_flags[name] |= kBoundInFunction;
    // A parameter that is named twice (an error) still takes its place in the list.
    if (!isParameter && m_table.find(scope, name)) return;
    auto &variables = m_result.scopes[scope].variables;
    m_table.insert(scope, name, static_cast<uint32_t>(variables.size()));
    variables.push_back({.name = name, .isParameter = isParameter, .firstSpan = span});
    m_facts[scope - m_firstScope].push_back({.origin = isParameter ? VariableFacts::Origin::Other : origin});
    if (!isParameter && m_options.lint) lintShadowedBuiltin(name, span);
}

uint32_t Resolver::declareGlobal(NameId name)
{
    if (m_globalOf[name] == kNone) {
        m_globalOf[name] = static_cast<uint32_t>(m_result.globals.size());
        m_result.globals.push_back(name);
        m_globalFacts.emplace_back();
    }
    return m_globalOf[name];
}

void Resolver::declareNonlocal(const syn::NameAt &name)
{
    const uint32_t scope = m_context.scope;
    if (const uint32_t *known = m_table.find(scope, name.name); known && *known != kNonlocalEntry) {
        if (m_result.scopes[scope].variables[*known].isParameter) {
            syntaxError("E-SYNTAX-NONLOCAL", name.span, "name '" + nameText(name.name) + "' is parameter and nonlocal");
            return;
        }
        m_facts[scope - m_firstScope][*known].nonlocal = true; // assigned above its declaration
    }
    m_table.insert(scope, name.name, kNonlocalEntry);
    m_nonlocalUses.push_back({scope, name.name, name.span});
}

void Resolver::bind(syn::NameAt &at, VariableFacts::Origin origin)
{
    checkDunder(at.name, at.span, "identifier");
    bindPlace(at.name, at.span, at.binding, origin);
}

void Resolver::bindIdentifier(syn::IdentifierExpression *node)
{
    checkDunder(node->name, node->span(), "identifier");
    bindPlace(node->name, node->span(), node->binding, VariableFacts::Origin::Assigned);
}

void Resolver::bindPlace(NameId name, syn::Span span, Binding &binding, VariableFacts::Origin origin)
{
    if (m_context.scope == 0) {
        const bool isNew = m_globalOf[name] == kNone;
        const uint32_t index = declareGlobal(name);
        if (isNew && m_options.lint) lintShadowedBuiltin(name, span);
        GlobalFacts &facts = m_globalFacts[index];
        if (facts.bindings++ == 0) facts.firstSpan = span;
        facts.functions += origin == VariableFacts::Origin::Function;
        facts.assignments += origin == VariableFacts::Origin::Assigned;
        binding = {.kind = Binding::Kind::Global, .maybeUnset = false, .index = index};
    } else {
        declareLocal(name, span, origin, false);
        m_uses.push_back({&binding, name, m_context.scope, span.begin, kNone, kNone, 0, Use::Kind::Bind});
    }
    assign(name);
}

void Resolver::read(syn::IdentifierExpression *node, Use::Kind kind)
{
    const NameId name = node->name;
    const Use use{&node->binding, name, m_context.scope, node->begin, m_assignedIn[name], kNone, 0, kind};
    if (m_flags[name] & kDunderName) {
        // An unbound `__import__` has a rule of its own.
        if (!(m_flags[name] & kDangerousName))
            checkDunder(name, node->span(), kind == Use::Kind::Call ? "function call" : "identifier");
    }
    if (m_context.scope != 0) m_uses.push_back(use);
    else if (!bindToModule(use)) m_late.push_back(use);
}

/// Bound to a module variable that is known by now. A read of one that is bound further down waits for the end.
bool Resolver::bindToModule(const Use &use)
{
    const uint32_t index = m_globalOf[use.name];
    if (index == kNone) return false;
    const uint32_t builtin = m_builtinOf[use.name];
    *use.binding = {.kind = Binding::Kind::Global, .maybeUnset = use.assignedIn != 0, .index = index};
    if (use.kind == Use::Kind::Bind) {
        use.binding->maybeUnset = false;
        ++m_globalFacts[index].bindings;
        return true;
    }
    m_globalFacts[index].read = true;
    if (m_options.lint) noteModuleRead(use, index);
    if (builtin != kNone) {
        use.binding->fallbackBuiltin = builtin;
        useBuiltin(builtin);
    }
    return true;
}

void Resolver::useBuiltin(uint32_t index)
{
    if (index < m_builtinUsed.size()) m_builtinUsed[index] = true;
}

// ---- the end of a function of the top level ---------------------------------------------------------------------

void Resolver::finishFunctions()
{
    const auto scopes = static_cast<uint32_t>(m_result.scopes.size());
    for (const NonlocalUse &nonlocal : m_nonlocalUses) dropNonlocals(nonlocal.scope);
    for (const NonlocalUse &nonlocal : m_nonlocalUses) checkNonlocal(nonlocal);
    m_reach.assign(scopes - m_firstScope, kNone);
    for (Use &use : m_uses) {
        if (findOwner(use)) noteCapture(use);
    }
    m_environments.clear();
    for (uint32_t scope = m_firstScope; scope < scopes; ++scope) layOut(scope);
    for (const Use &use : m_uses) {
        if (use.owner != kNone) fill(use);
        else if (!bindToModule(use)) m_late.push_back(use);
    }
    if (m_options.lint) {
        for (uint32_t scope = m_firstScope; scope < scopes; ++scope)
            lintScope(m_result.scopes[scope], m_facts[scope - m_firstScope]);
        reportOverwritten(false);
    }
    m_table.clear();
    m_uses.clear();
    m_facts.clear();
    m_nonlocalUses.clear();
    m_firstScope = scopes;
}

/// A name that was assigned above its `nonlocal` was taken for a variable of the function.
void Resolver::dropNonlocals(uint32_t scope)
{
    auto &facts = m_facts[scope - m_firstScope];
    if (std::ranges::none_of(facts, &VariableFacts::nonlocal)) return;
    auto &variables = m_result.scopes[scope].variables;
    size_t kept = 0;
    for (size_t i = 0; i < variables.size(); ++i) {
        if (facts[i].nonlocal) continue;
        variables[kept] = variables[i];
        facts[kept] = facts[i];
        m_table.insert(scope, variables[kept].name, static_cast<uint32_t>(kept));
        ++kept;
    }
    variables.resize(kept);
    facts.resize(kept);
}

void Resolver::checkNonlocal(const NonlocalUse &nonlocal)
{
    Use use;
    use.name = nonlocal.name;
    use.scope = nonlocal.scope;
    if (!findOwner(use)) m_lateNonlocals.push_back(nonlocal);
}

/// The nearest function that binds the name, from the one it stands in outwards.
bool Resolver::findOwner(Use &use)
{
    if (!(m_flags[use.name] & kBoundInFunction)) return false;
    int steps = 0;
    for (uint32_t scope = use.scope; scope != 0; scope = m_result.scopes[scope].parent, ++steps) {
        const uint32_t *found = m_table.find(scope, use.name);
        if (!found || *found == kNonlocalEntry) continue;
        if (*found & kOuterEntry) {
            use.owner = *found & ~kOuterEntry;
            use.variable = *m_table.find(use.owner, use.name);
        } else {
            use.owner = scope;
            use.variable = *found;
        }
        if (steps > kRememberAfter && !m_table.find(use.scope, use.name))
            m_table.insert(use.scope, use.name, kOuterEntry | use.owner);
        return true;
    }
    return false;
}

void Resolver::noteCapture(const Use &use)
{
    VariableFacts &facts = m_facts[use.owner - m_firstScope][use.variable];
    if (use.kind != Use::Kind::Bind) facts.read = true;
    if (use.owner == use.scope) return;
    m_result.scopes[use.owner].variables[use.variable].captured = true;
    // Every function in between hands the environment on. Inner scopes have higher numbers than outer ones.
    for (uint32_t scope = use.scope; scope != use.owner; scope = m_result.scopes[scope].parent) {
        uint32_t &reach = m_reach[scope - m_firstScope];
        if (reach <= use.owner) return;
        reach = use.owner;
        m_result.scopes[scope].usesOuterEnvironment = true;
    }
}

/// Parameters take the first registers, captured ones too: that is where their arguments arrive.
void Resolver::layOut(uint32_t scope)
{
    Scope &made = m_result.scopes[scope];
    for (Variable &variable : made.variables) {
        const uint32_t place = variable.isParameter || !variable.captured ? made.registerCount++ : 0;
        variable.index = variable.captured ? made.environmentSize++ : place;
    }
    const uint32_t outer = made.parent == 0 ? 0 : m_environments[made.parent - m_firstScope];
    m_environments.push_back(outer + (made.environmentSize > 0 ? 1 : 0));
}

void Resolver::fill(const Use &use)
{
    const Variable &variable = m_result.scopes[use.owner].variables[use.variable];
    Binding &binding = *use.binding;
    binding = {.kind = variable.captured ? Binding::Kind::Captured : Binding::Kind::Local, .index = variable.index};
    binding.maybeUnset = use.kind != Use::Kind::Bind && !variable.isParameter && use.assignedIn != use.owner;
    if (!variable.captured) return;
    const uint32_t between = m_environments[use.scope - m_firstScope] - m_environments[use.owner - m_firstScope];
    binding.depth = static_cast<uint16_t>(between);
}

// ---- the end of the file ----------------------------------------------------------------------------------------

void Resolver::finishLate()
{
    for (const NonlocalUse &nonlocal : m_lateNonlocals) {
        if (m_globalOf[nonlocal.name] != kNone || (m_flags[nonlocal.name] & kMaybeBound) || m_tree.skippedUnlistedText)
            continue;
        syntaxError("E-SYNTAX-NONLOCAL", nonlocal.span,
                    "no binding for nonlocal '" + nameText(nonlocal.name) + "' found",
                    "assign it in an enclosing function or in the module");
    }
    for (const Use &use : m_late) {
        if (bindToModule(use)) continue;
        const uint32_t builtin = m_builtinOf[use.name];
        if (builtin == kNone) {
            unknown(use);
            continue;
        }
        *use.binding = {.kind = Binding::Kind::Builtin, .maybeUnset = false, .index = builtin};
        useBuiltin(builtin);
    }
}

void Resolver::unknown(const Use &use)
{
    *use.binding = {.kind = Binding::Kind::Unknown};
    const syn::Span span{use.offset, use.offset + static_cast<uint32_t>(m_tree.name(use.name).size())};
    if (use.kind == Use::Kind::Bind) return; // of a nonlocal without binding, which was reported
    if (checkDangerousName(use, span)) return;
    if (m_options.interactive) {
        *use.binding = {.kind = Binding::Kind::Global, .index = declareGlobal(use.name)};
        return;
    }
    const uint8_t flags = m_flags[use.name];
    if ((flags & (kMaybeBound | kDunderName)) || m_tree.skippedUnlistedText || isBesideSyntaxError(use.offset)) return;
    const bool isCall = use.kind == Use::Kind::Call;
    if (!isCall && (flags & kBoundInFunction)) return; // a name_error when it is read
    reportUnknown(use, span, isCall);
}

void Resolver::reportUnknown(const Use &use, syn::Span span, bool isCall)
{
    const std::string name = nameText(use.name);
    std::string advice;
    std::vector<syn::Fix> fixes;
    const auto foreign = std::ranges::find(kForeignWords, m_tree.name(use.name), &ForeignWord::word);
    if (m_flags[use.name] & kFailedImport) {
        advice = "the import of '" + name + "' failed";
    } else if (afterDivision(use.offset)) {
        advice = "`//` after a value is floor division; put the comment after the `,` or `;`";
    } else if (foreign != std::end(kForeignWords)) {
        advice = "in ML write `" + std::string(foreign->hint) + "`";
        if (!foreign->hint.ends_with(';'))
            fixes.push_back({"Replace with `" + std::string(foreign->hint) + "`", span, std::string(foreign->hint)});
    } else if (m_options.findImport && m_options.findImport(m_tree.name(use.name)) == ImportKind::Standard) {
        advice = "the module is imported with `import " + name + ";`";
        fixes.push_back({"Import `" + name + "`", {0, 0}, "import " + name + ";\n"});
    } else {
        const std::vector<std::string> &similar = namesLike(use);
        advice = didYouMean(similar);
        for (const std::string &other : similar) fixes.push_back({"Replace with `" + other + "`", span, other});
    }
    if (isCall)
        warning("W-NAME-UNKNOWN-CALL", span, "Unknown function '" + name + "'; calling it raises name_error",
                std::move(advice), std::move(fixes));
    else syntaxError("E-NAME-UNKNOWN", span, "Unknown identifier '" + name + "'", std::move(advice), std::move(fixes));
}

/// Names visible where `use` stands that are spelt like it; asked once for each name.
const std::vector<std::string> &Resolver::namesLike(const Use &use)
{
    const auto known = std::ranges::find(m_similar, use.name, &std::pair<NameId, std::vector<std::string>>::first);
    if (known != m_similar.end()) return known->second;
    std::vector<std::string_view> candidates;
    const auto add = [&](std::string_view name) {
        if (candidates.size() < kMaxCandidates) candidates.push_back(name);
    };
    for (uint32_t scope = use.scope; scope != 0; scope = m_result.scopes[scope].parent) {
        for (const Variable &variable : m_result.scopes[scope].variables) add(m_tree.name(variable.name));
    }
    for (const NameId global : m_result.globals) add(m_tree.name(global));
    for (const std::string_view builtin : m_options.builtins) add(builtin);
    for (const std::string_view literal : {"true", "false", "null"}) add(literal);
    return m_similar.emplace_back(use.name, similarNames(m_tree.name(use.name), candidates, 3)).second;
}

void Resolver::missingImport(syn::ImportStatement *node, const std::string &dotted)
{
    m_flags[node->target.name] |= kFailedImport;
    const std::vector<std::string_view> candidates(m_options.importableNames.begin(), m_options.importableNames.end());
    const std::vector<std::string> similar = similarNames(dotted, candidates, 3);
    const syn::Span span{node->pathSpans.front().begin, node->pathSpans.back().end};
    std::vector<syn::Fix> fixes;
    for (const std::string &name : similar) fixes.push_back({"Replace with `" + name + "`", span, name});
    warning("W-IMPORT-MISSING", span, "Import '" + dotted + "' not found", didYouMean(similar), std::move(fixes));
}

} // namespace latchkey::analysis
