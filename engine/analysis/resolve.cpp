// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/resolver.h"

#include <algorithm>

namespace latchkey::analysis {

namespace {

constexpr std::string_view kDangerousNames[] = {
    "eval",    "exec",      "compile", "execfile", "__import__", "globals",   "locals",  "vars",    "dir",
    "delattr", "raw_input", "open",    "exit",     "quit",       "copyright", "credits", "license", "file",
};

} // namespace

Resolution resolve(syntax::Tree &tree, const ResolveOptions &options)
{
    return Resolver(tree, options).run();
}

Resolver::Resolver(syn::Tree &tree, const ResolveOptions &options)
    : m_tree(tree)
    , m_options(options)
{
    std::vector<NameId> predefined;
    for (const std::string &name : options.predefinedGlobals) predefined.push_back(tree.intern(name));
    const size_t names = tree.nameCount();
    m_flags.resize(names);
    m_assignedIn.assign(names, kNone);
    m_globalOf.assign(names, kNone);
    m_builtinOf.assign(names, kNone);
    m_builtinUsed.resize(options.builtins.size());
    for (NameId id = 0; id < names; ++id) m_flags[id] = tree.name(id).starts_with("__") ? kDunderName : 0;
    const auto byName = [&](std::string_view name, auto &&use) {
        if (const NameId id = tree.find(name); id != syn::kNoName) use(id);
    };
    for (const std::string_view name : kDangerousNames) byName(name, [&](NameId id) { m_flags[id] |= kDangerousName; });
    for (uint32_t i = 0; i < options.builtins.size(); ++i)
        byName(options.builtins[i], [&](NameId id) { m_builtinOf[id] = i; });
    byName("undefined", [&](NameId id) { m_builtinOf[id] = kUndefinedBuiltin; });
    byName("builtin", [&](NameId id) { m_builtinOf[id] = kBuiltinModule; });
    for (const NameId id : tree.namesInSkippedText) m_flags[id] |= kMaybeBound;
    m_result.scopes.emplace_back();
    for (const NameId id : predefined) {
        declareGlobal(id);
        m_globalFacts.back().read = true;
        if (!options.interactive) m_assignedIn[id] = 0;
    }
}

Resolution Resolver::run()
{
    if (m_options.shouldStop) m_untilPoll = kStatementsPerPoll;
    statements(m_tree.statements);
    if (m_stopped) {
        Resolution stopped;
        stopped.ok = false;
        return stopped;
    }
    finishLate();
    if (m_options.lint) {
        lintGlobals();
        lintMembers();
        lintCalls();
        lintInvisibleCharacters();
    }
    for (uint32_t i = 0; i < m_builtinUsed.size(); ++i) {
        if (m_builtinUsed[i]) m_result.usedBuiltins.push_back(i);
    }
    m_result.ok = !m_diagnostics.hasErrors();
    m_result.diagnostics = m_diagnostics.takeSorted();
    return std::move(m_result);
}

void Resolver::report(syn::Severity severity, syn::ErrorKind kind, std::string code, syn::Span span,
                      std::string message, std::string hint, std::vector<syn::Fix> fixes)
{
    syn::Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.kind = kind;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostic.source = m_tree.source();
    diagnostic.span = span;
    diagnostic.fixes = std::move(fixes);
    m_diagnostics.add(std::move(diagnostic));
}

void Resolver::syntaxError(std::string code, syn::Span span, std::string message, std::string hint,
                           std::vector<syn::Fix> fixes)
{
    report(syn::Severity::Error, syn::ErrorKind::SyntaxError, std::move(code), span, std::move(message),
           std::move(hint), std::move(fixes));
}

void Resolver::securityError(std::string code, syn::Span span, std::string message, std::string hint)
{
    report(syn::Severity::Error, syn::ErrorKind::SecurityError, std::move(code), span, std::move(message),
           std::move(hint));
}

void Resolver::warning(std::string code, syn::Span span, std::string message, std::string hint,
                       std::vector<syn::Fix> fixes)
{
    report(syn::Severity::Warning, syn::ErrorKind::SyntaxError, std::move(code), span, std::move(message),
           std::move(hint), std::move(fixes));
}

void Resolver::hint(std::string code, syn::Span span, std::string message, std::string advice)
{
    report(syn::Severity::Hint, syn::ErrorKind::SyntaxError, std::move(code), span, std::move(message),
           std::move(advice));
}

/// For messages: a name of a megabyte is not shown whole.
std::string Resolver::nameText(NameId name) const
{
    const std::string_view text = m_tree.name(name);
    return text.size() <= 60 ? std::string(text) : std::string(text.substr(0, 60)) + "...";
}

/// True when a syntax error was reported on the line of `offset`: one mistake gives one message.
bool Resolver::isBesideSyntaxError(uint32_t offset) const
{
    const auto &errors = m_tree.errorOffsets;
    const std::string_view text = m_tree.source()->text();
    const auto sameLine = [&](uint32_t a, uint32_t b) {
        return b - a < 2000 && text.substr(a, b - a).find('\n') == std::string_view::npos;
    };
    const auto after = std::ranges::lower_bound(errors, offset);
    if (after != errors.end() && sameLine(offset, *after)) return true;
    return after != errors.begin() && sameLine(*(after - 1), offset);
}

/// True when a `//` that divides stands before `offset` on its line: the name was meant to be in a comment.
bool Resolver::afterDivision(uint32_t offset) const
{
    const auto &divisions = m_tree.floorDivisions;
    const auto after = std::ranges::lower_bound(divisions, offset);
    if (after == divisions.begin()) return false;
    const uint32_t division = *(after - 1);
    return m_tree.source()->text().substr(division, offset - division).find('\n') == std::string_view::npos;
}

} // namespace latchkey::analysis
