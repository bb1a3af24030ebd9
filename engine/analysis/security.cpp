// SPDX-License-Identifier: GPL-3.0-or-later
// The static security rules. They look at names only, in all code, also where it can never run; what strings and
// comments say is data.
#include "engine/analysis/resolver.h"

#include <algorithm>

namespace latchkey::analysis {

namespace {

/// Modules of the host language through which a program could reach files, processes or the interpreter itself.
constexpr std::string_view kDangerousModules[] = {
    "os",        "sys",   "subprocess", "shutil", "pickle", "marshal",  "imp",
    "importlib", "types", "inspect",    "gc",     "ctypes", "builtins", "__builtin__",
};

/// The capability that a permission of a declaration asks for.
std::string capabilityOf(const syn::CapabilityItem &item, std::string_view target)
{
    if (item.permission == "read") return "file.read";
    if (item.permission == "write") return "file.write";
    if (item.permission == "network") return "network.http";
    return std::string(item.permission) + "." + std::string(target);
}

} // namespace

/// `__name` reaches for the inside of values and modules, where an object model written in Python has its keys.
void Resolver::checkDunder(NameId name, syn::Span span, std::string_view what)
{
    if (!(m_flags[name] & kDunderName) || m_options.prelude) return;
    securityError("E-SECURITY-DUNDER", span,
                  "Dunder " + std::string(what) + " '" + nameText(name) + "' is forbidden in ML code",
                  "names that start with two underscores are reserved");
}

void Resolver::checkMember(const syn::MemberExpression *node)
{
    if (m_flags[node->name] & kDunderName)
        securityError("E-SECURITY-DUNDER", node->nameSpan,
                      "Dunder member access '" + nameText(node->name) + "' is forbidden in ML code");
    if (m_options.lint && m_options.moduleMembers && node->object->kind == syn::NodeKind::Identifier)
        m_members.push_back(node);
}

/// A name that would run text as code, leave the program or list its variables, and that the program does not bind.
bool Resolver::checkDangerousName(const Use &use, syn::Span span)
{
    if (!(m_flags[use.name] & kDangerousName)) return false;
    if ((m_flags[use.name] & kMaybeBound) || m_tree.skippedUnlistedText) return true;
    const std::string name = nameText(use.name);
    if (use.kind == Use::Kind::Call)
        securityError("E-SECURITY-CODE", span, "Dangerous code injection operation '" + name + "' is not allowed");
    else securityError("E-SECURITY-BUILTIN", span, "Dangerous Python builtin '" + name + "' cannot be used in ML code");
    return true;
}

bool Resolver::checkImport(const syn::ImportStatement *node, const std::string &dotted)
{
    const std::string_view first = m_tree.name(node->path.front());
    if (std::ranges::find(kDangerousModules, first) == std::end(kDangerousModules)) return false;
    securityError("E-SECURITY-IMPORT", {node->begin, node->pathSpans.back().end},
                  "Import of potentially dangerous module '" + dotted + "' requires explicit capability",
                  "the standard modules `file`, `path`, `env` and others do this under permissions");
    return true;
}

// ---- capability declarations ------------------------------------------------------------------------------------

void Resolver::capability(syn::CapabilityStatement *node)
{
    checkDunder(node->name.name, node->name.span, "identifier");
    for (const syn::CapabilityItem &item : node->items) {
        const bool everything = item.target == "*" || item.target == "**";
        if (item.kind == syn::CapabilityItem::Kind::Allow) {
            const bool commands = item.permission == "execute" || item.permission == "system";
            if (commands && (!item.hasTarget || item.target == "*"))
                securityError("E-SECURITY-PERMISSION", item.span,
                              "Dangerous permission '" + std::string(item.permission) + "' requires careful review",
                              "name what is allowed: `allow " + std::string(item.permission) + " \"...\";`");
            else request(node, item);
        } else if (everything) {
            warning("W-CAPABILITY-BROAD", item.span,
                    "Overly broad resource pattern '" + std::string(item.target) + "' grants excessive access",
                    "name the folder or files that the script needs");
        }
    }
}

/// An `allow` without target stands for each resource of the block.
void Resolver::request(const syn::CapabilityStatement *node, const syn::CapabilityItem &item)
{
    auto &requests = m_result.manifest.requests;
    const std::string name(m_tree.name(node->name.name));
    const bool commands = item.permission == "execute" || item.permission == "system";
    if (item.hasTarget) {
        requests.push_back(
            {name, capabilityOf(item, item.target), commands ? "" : std::string(item.target), item.span});
        return;
    }
    const size_t before = requests.size();
    for (const syn::CapabilityItem &other : node->items) {
        if (other.kind != syn::CapabilityItem::Kind::Resource) continue;
        requests.push_back({name, capabilityOf(item, {}), std::string(other.target), item.span});
    }
    if (requests.size() == before) requests.push_back({name, capabilityOf(item, {}), "", item.span});
}

} // namespace latchkey::analysis
