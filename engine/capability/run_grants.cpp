// SPDX-License-Identifier: GPL-3.0-or-later
// What a run was given, and how that changes; decide.cpp decides, introspection.cpp tells.
#include "engine/capability/run_grants.h"

#include <algorithm>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

RunGrants::RunGrants(Broker &broker, RunIdentity identity)
    : m_broker(broker)
    , m_identity(std::move(identity))
    , m_snapshot(std::make_shared<Snapshot>())
{
}

RunGrants::~RunGrants() = default;

// ---- snapshots --------------------------------------------------------------------------------------------------

RunGrants::SnapshotPtr RunGrants::snapshot() const
{
    const quint64 version = m_broker.version();
    ProjectFile project;
    {
        const std::lock_guard lock(m_mutex);
        if (m_snapshot->version == version) return m_snapshot;
        project = m_project;
    }
    // What the broker holds changed (or was never looked at): take it over.
    auto remembered = m_broker.applicable(m_identity.script, m_identity.folder);
    auto policies = m_broker.policies();
    const bool isAccepted = project.isValid() && (m_isProjectAccepted || m_broker.isAccepted(project));
    const std::lock_guard lock(m_mutex);
    auto next = std::make_shared<Snapshot>(*m_snapshot);
    // Grants that are the same as before keep their counters.
    for (Broker::Applicable &row : remembered) {
        const auto old =
            std::ranges::find(m_snapshot->remembered, row.row.id, [](const Broker::Applicable &a) { return a.row.id; });
        if (old != m_snapshot->remembered.end()) row.grant = old->grant;
    }
    next->remembered = std::move(remembered);
    next->policies = std::move(policies);
    if (!isAccepted) next->project.clear();
    else if (next->project.empty() && m_snapshot->projectDenies.empty()) next->project = project.grants;
    next->projectDenies = isAccepted ? project.denies : std::vector<GrantPtr>();
    next->version = version;
    m_snapshot = next;
    return m_snapshot;
}

template<typename F>
void RunGrants::change(F &&edit)
{
    const std::lock_guard lock(m_mutex);
    auto next = std::make_shared<Snapshot>(*m_snapshot);
    edit(*next);
    m_snapshot = std::move(next);
}

void RunGrants::recordEvent(const QString &event, const Capability &capability, Source by)
{
    AuditRecord record;
    record.event = event;
    record.run = m_identity.run;
    record.script = m_identity.script;
    record.capability = QString::fromStdString((capability.isDeny ? "!" : "") + capability.name);
    record.resource = QString::fromStdString(capability.hasResource ? capability.resource : "");
    record.allowed = !capability.isDeny;
    record.by = by;
    (void)m_broker.audit().append(std::move(record)); // operations that follow fail closed by themselves
}

// ---- what a run is given ----------------------------------------------------------------------------------------

std::expected<void, std::string> RunGrants::add(std::string_view text, bool asDeny)
{
    auto grants = Grant::parse(text, Source::Run, m_identity.folder);
    if (!grants) return std::unexpected(grants.error());
    for (const GrantPtr &grant : *grants) {
        const bool isDeny = asDeny || grant->capability().isDeny;
        change([&](Snapshot &s) {
            (isDeny ? s.denies : s.grants).push_back(grant);
            // Who grants again what was revoked means it.
            if (!isDeny)
                std::erase_if(s.denies, [&](const GrantPtr &deny) {
                    const Capability &gone = deny->capability();
                    return deny->source() == Source::Revoked && grant->covers(gone.name) &&
                           (!grant->capability().hasResource || grant->capability().resource == gone.resource);
                });
        });
        Capability recorded = grant->capability();
        recorded.isDeny = isDeny;
        recordEvent(u"grant"_s, recorded, Source::Run);
    }
    return {};
}

void RunGrants::grantAll()
{
    // Kind by kind: a name that nothing asks for is not granted either, so introspection stays truthful.
    for (const char *kind :
         {"file.*", "path.*", "network.*", "env.*", "database.*", "gui.*", "process.*", "system.*", "execute.*"})
        (void)add(kind);
}

void RunGrants::useProject(const ProjectFile &project, bool accepted)
{
    const std::lock_guard lock(m_mutex);
    m_project = project;
    m_isProjectAccepted = accepted;
    auto next = std::make_shared<Snapshot>(*m_snapshot);
    next->project.clear();
    next->projectDenies.clear();
    next->version = 0; // taken over at the next look
    m_snapshot = std::move(next);
}

void RunGrants::usePolicy(Policy policy)
{
    change([&](Snapshot &s) { s.ownPolicies.push_back(std::move(policy)); });
}

Policy::Limits RunGrants::ownLimits() const
{
    Policy::Limits tightest;
    for (const Policy &policy : snapshot()->ownPolicies) tightest = tightest.with(policy.limits);
    return tightest;
}

void RunGrants::useKey(const AccessKey &key, bool given)
{
    Policy policy;
    policy.ceiling = key.allow;
    policy.hasCeiling = true;
    policy.name = key.name;
    change([&](Snapshot &s) {
        s.ownPolicies.push_back(std::move(policy));
        if (given) s.grants.insert(s.grants.end(), key.allow.begin(), key.allow.end());
    });
}

// ---- changes while it runs --------------------------------------------------------------------------------------

void RunGrants::denyEverything()
{
    change([](Snapshot &s) { s.nothingMore = true; });
    recordEvent(u"revoke"_s, {false, "*", false, {}}, Source::User);
}

bool RunGrants::revokeIf(const std::function<bool(const Grant &)> &isMeant)
{
    std::vector<Capability> gone;
    (void)snapshot(); // with what is remembered now
    change([&](Snapshot &s) {
        const auto isGone = [&](const GrantPtr &grant) {
            if (!isMeant(*grant)) return false;
            gone.push_back(grant->capability());
            return true;
        };
        std::erase_if(s.grants, isGone);
        std::erase_if(s.project, isGone);
        for (const Broker::Applicable &row : s.remembered)
            if (row.row.allow) (void)isGone(row.grant);
        s.revokedAny = s.revokedAny || !gone.empty();
        // From here on the run is refused it, wherever else a grant may come from.
        for (const Capability &capability : gone)
            if (auto deny = Grant::make(Capability{true, capability.name, capability.hasResource, capability.resource},
                                        Source::Revoked, m_identity.folder))
                s.denies.push_back(std::move(*deny));
    });
    for (const Capability &capability : gone) recordEvent(u"revoke"_s, capability, Source::User);
    return !gone.empty();
}

bool RunGrants::revoke(const std::string &text)
{
    const auto capability = parseCapability(text);
    if (!capability) return false;
    return revokeIf([&](const Grant &grant) {
        const Capability &held = grant.capability();
        return capability->hasResource ? held.canonical() == capability->canonical() : held.name == capability->name;
    });
}

bool RunGrants::revoke(uint64_t grant)
{
    return revokeIf([grant](const Grant &held) { return held.id() == grant; });
}

// ---- answers ----------------------------------------------------------------------------------------------------

namespace {

/// What an answer is about: the chosen pattern, or exactly what was asked for.
Capability askedFor(const Need &need, const std::string &pattern)
{
    return {false, need.name == kMetadataName ? "path.read" : need.name, !need.resource.text.empty(),
            pattern.empty() ? exactPattern(need.resource) : pattern};
}

} // namespace

void RunGrants::answer(std::span<const Need> needs, Answer answer, const std::string &pattern, int waiters,
                       const CallPlace &place, uint64_t question)
{
    constexpr size_t kKeptAnswers = 256; // a person takes back one of the last, not of hundreds
    Given given{question, {}, {}, {}, {}};
    for (const Need &need : needs) answerOne(need, answer, needs.size() == 1 ? pattern : "", waiters, place, given);
    const std::lock_guard lock(m_mutex);
    m_given.push_back(std::move(given));
    if (m_given.size() > kKeptAnswers) m_given.pop_front();
}

bool RunGrants::undoAnswer(uint64_t question)
{
    Given given;
    {
        const std::lock_guard lock(m_mutex);
        for (Given &one : m_given) {
            if (one.question != question) continue;
            given.grants.insert(given.grants.end(), one.grants.begin(), one.grants.end());
            given.denies.insert(given.denies.end(), one.denies.begin(), one.denies.end());
            given.remembered += one.remembered;
            given.refusals.insert(given.refusals.end(), one.refusals.begin(), one.refusals.end());
        }
        std::erase_if(m_given, [question](const Given &one) { return one.question == question; });
        for (const std::string &key : given.refusals) --m_refusals[key].times;
    }
    for (const QString &id : std::as_const(given.remembered)) (void)m_broker.forget(id);
    const auto isIn = [](const std::vector<GrantPtr> &list) {
        return [&list](const GrantPtr &grant) { return std::ranges::find(list, grant) != list.end(); };
    };
    change([&](Snapshot &s) {
        std::erase_if(s.grants, isIn(given.grants));
        std::erase_if(s.denies, isIn(given.denies));
    });
    for (const GrantPtr &grant : given.grants) recordEvent(u"revoke"_s, grant->capability(), Source::User);
    for (const GrantPtr &deny : given.denies) recordEvent(u"revoke"_s, deny->capability(), Source::User);
    return !given.grants.empty() || !given.denies.empty() || !given.remembered.isEmpty() || !given.refusals.empty();
}

void RunGrants::answerOne(const Need &need, Answer answer, const std::string &pattern, int waiters,
                          const CallPlace &place, Given &given)
{
    // A lasting answer binds to a script, and to a pattern that can be written down; else it holds for the run.
    const bool canLast = !m_identity.script.isEmpty() && (!pattern.empty() || !refusedCharacters(need.resource.text));
    switch (answer) {
    case Answer::AllowOnce:
        return grantAnswered(need, {}, Source::Once, waiters, given);
    case Answer::AllowForRun:
        return grantAnswered(need, pattern, Source::User, -1, given);
    case Answer::AlwaysForScript:
    case Answer::AlwaysForFolder:
        if (!canLast) return grantAnswered(need, pattern, Source::User, -1, given);
        return rememberAnswered(need, pattern, answer, place, given);
    case Answer::DenyOnce: {
        const std::lock_guard lock(m_mutex);
        Refusal &refusal = m_refusals[refusalKey(need)];
        refusal.times += 1;
        refusal.pending += waiters;
        given.refusals.push_back(refusalKey(need));
        return;
    }
    case Answer::AlwaysDeny:
        if (canLast) return rememberAnswered(need, pattern, answer, place, given);
        [[fallthrough]];
    case Answer::DenyKindForRun:
        const Capability kind{true, askedFor(need, {}).name, false, {}};
        if (auto deny = Grant::make(kind, Source::User, m_identity.folder)) {
            given.denies.push_back(*deny);
            change([&](Snapshot &s) { s.denies.push_back(std::move(*deny)); });
        }
        recordEvent(u"grant"_s, kind, Source::User);
    }
}

void RunGrants::grantAnswered(const Need &need, const std::string &pattern, Source source, int64_t uses, Given &given)
{
    Conditions conditions;
    conditions.maxUses = uses;
    const Capability capability = askedFor(need, pattern);
    auto made = pattern.empty() ? Grant::makeExact(capability, need.resource, source, std::move(conditions))
                                : Grant::make(capability, source, m_identity.folder, std::move(conditions));
    if (!made) return;
    given.grants.push_back(*made);
    change([&](Snapshot &s) {
        std::erase_if(s.grants, [](const GrantPtr &g) { return g->source() == Source::Once && g->exhaustion(); });
        s.grants.push_back(std::move(*made));
    });
    recordEvent(u"grant"_s, capability, source);
}

void RunGrants::rememberAnswered(const Need &need, const std::string &pattern, Answer answer, const CallPlace &place,
                                 Given &given)
{
    const bool forFolder = answer == Answer::AlwaysForFolder;
    const Capability capability = askedFor(need, pattern);
    Remembered row;
    row.script = forFolder ? QString() : m_identity.script;
    // Scripts of the same project share it; a script of no project shares it with those beside it.
    if (forFolder) row.folder = QString::fromStdString(projectFolder());
    row.capability = QString::fromStdString(capability.name);
    row.pattern = QString::fromStdString(capability.hasResource ? capability.resource : "");
    row.allow = answer != Answer::AlwaysDeny;
    row.line = place.line;
    if (answer == Answer::AlwaysForScript) row.functionHash = place.functionHash;
    given.remembered.append(m_broker.remember(std::move(row)));
}

std::string RunGrants::projectFolder() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_project.isValid()) return m_identity.folder;
    return m_project.folder;
}

} // namespace latchkey::capability
