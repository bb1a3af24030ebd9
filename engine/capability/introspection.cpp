// SPDX-License-Identifier: GPL-3.0-or-later
// What a run may do and what it did: for scripts that ask, and for the Permissions page. Never asks, never charges.
#include "engine/capability/run_grants.h"

#include <algorithm>
#include <set>

namespace latchkey::capability {

std::vector<GrantPtr> RunGrants::grantsInForce() const
{
    const SnapshotPtr s = snapshot();
    std::vector<GrantPtr> result = s->grants;
    for (const Broker::Applicable &row : s->remembered)
        if (row.row.allow) result.push_back(row.grant);
    result.insert(result.end(), s->project.begin(), s->project.end());
    if (s->nothingMore) result.clear();
    return result;
}

bool RunGrants::hasCapability(std::string_view text) const
{
    const auto capability = parseCapability(text);
    if (!capability || capability->isDeny) return false;
    const std::string &name = capability->name;
    if (capability->hasResource) {
        auto resource = canonicalResource(formOf(name), capability->resource, m_identity.folder);
        return resource && wouldAllow({name, std::move(*resource), capability->resource});
    }
    const NameClass nameClass = classOf(name);
    if (nameClass == NameClass::Pure) return true;
    // Denied as a whole: a deny that leaves no resource.
    const Need whole{name, Resource{formOf(name), {}, {}, true}, {}};
    if (findDeny(*snapshot(), whole)) return false;
    if (nameClass == NameClass::Free) return true;
    return std::ranges::any_of(grantsInForce(),
                               [&](const GrantPtr &grant) { return grant->covers(name) && !grant->exhaustion(); });
}

std::vector<std::string> RunGrants::capabilities() const
{
    std::set<std::string> names;
    for (const GrantPtr &grant : grantsInForce())
        if (!grant->exhaustion()) names.insert(grant->capability().name);
    return {names.begin(), names.end()};
}

std::vector<std::string> RunGrants::patternsFor(std::string_view name) const
{
    std::vector<std::string> result;
    for (const GrantPtr &grant : grantsInForce())
        if (grant->covers(name) && !grant->exhaustion()) result.push_back(grant->capability().canonical());
    return result;
}

std::optional<RunGrants::Info> RunGrants::info(std::string_view text) const
{
    const auto capability = parseCapability(text);
    if (!capability) return std::nullopt;
    Info info;
    info.type = text;
    info.patterns.emplace();
    info.maxUsage = 0;
    bool found = false;
    for (const GrantPtr &grant : grantsInForce()) {
        if (!grant->covers(capability->name)) continue;
        found = true;
        info.available = info.available || !grant->exhaustion();
        info.usageCount += grant->uses();
        if (!grant->capability().hasResource) info.patterns.reset();
        else if (info.patterns) info.patterns->push_back(grant->capability().resource);
        const int64_t limit = grant->conditions().maxUses;
        info.maxUsage = limit < 0 || info.maxUsage < 0 ? -1 : info.maxUsage + limit;
        info.expiresAt = std::max(info.expiresAt, grant->conditions().expiresAt);
    }
    if (!found) return std::nullopt;
    return info;
}

std::vector<HeldGrant> RunGrants::held() const
{
    const SnapshotPtr s = snapshot();
    std::vector<HeldGrant> result;
    if (s->nothingMore) return result;
    const auto add = [&](const GrantPtr &grant, const QString &remembered) {
        result.push_back({grant->id(), grant->capability().canonical(), grant->source(), remembered,
                          grant->conditionsText(), grant->exhaustion().value_or(""), grant->uses(), 0});
    };
    for (const GrantPtr &grant : s->grants) add(grant, {});
    for (const Broker::Applicable &row : s->remembered)
        if (row.row.allow) add(row.grant, row.row.id);
    for (const GrantPtr &grant : s->project) add(grant, {});
    const std::lock_guard lock(m_mutex);
    for (HeldGrant &grant : result)
        if (const auto it = m_lastLines.find(grant.id); it != m_lastLines.end()) grant.lastLine = it->second;
    return result;
}

std::vector<Use> RunGrants::uses() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Use> result;
    std::set<std::string> told; ///< each question and byte once, though a need may have been allowed and denied
    for (const auto &[key, use] : m_uses) {
        result.push_back(use);
        const std::string need = key.substr(0, key.size() - 1);
        if (!told.insert(need).second) continue; // allowed ('+') comes before denied ('-')
        if (const auto asked = m_asked.find(need); asked != m_asked.end()) result.back().asked = asked->second.asked;
        if (const auto bytes = m_bytes.find(need); bytes != m_bytes.end()) result.back().bytes = bytes->second;
    }
    // Asked, and nothing came of it: the run was stopped before the answer, or asked about it beforehand.
    for (const auto &[need, use] : m_asked)
        if (!told.contains(need)) result.push_back(use);
    return result;
}

} // namespace latchkey::capability
