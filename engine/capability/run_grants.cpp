// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/run_grants.h"

#include "engine/capability/file_access.h"
#include "engine/capability/paths.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

/// More text than this in one request is not a name but an attempt to bury one.
constexpr size_t kMaxWrittenBytes = 10 * 1024;
/// A person who said no to the same thing this often is not asked again.
constexpr int kRefusalsBeforeSilence = 2;
/// Folders whose files are not files: a pattern must name them.
constexpr std::string_view kSpecialFolders[] = {"/proc", "/sys", "/dev"};

/// What messages call a need: http functions report network.http whatever their method, metadata is path.read.
std::string reportedName(const std::string &name)
{
    if (name.starts_with("network.http.")) return "network.http";
    return name == kMetadataName ? "path.read" : name;
}

std::string forResource(const Resource &resource)
{
    return resource.text.empty() ? "" : " for '" + resource.text + "'";
}

std::string refusalKey(const Need &need)
{
    return need.name + '\0' + need.resource.text;
}

std::optional<std::string_view> specialFolder(const Resource &resource)
{
    if (resource.form != ResourceForm::Path) return std::nullopt;
    for (std::string_view folder : kSpecialFolders)
        if (isInside(resource.text, folder)) return folder;
    return std::nullopt;
}

bool isPrivateHost(const Resource &resource)
{
    return resource.url && (isPrivateAddress(resource.url->host) || isLocalName(resource.url->host));
}

/// A reading of a file larger than the grant allows.
bool isTooLarge(const Grant &grant, const Need &need)
{
    if (grant.conditions().maxFileSize < 0 || need.name != "file.read") return false;
    const auto status = FileAccess::status(need.resource.text);
    return status && status->st_size > grant.conditions().maxFileSize;
}

} // namespace

std::expected<Resource, std::string> canonicalResource(ResourceForm form, std::string_view text,
                                                       const std::string &workingFolder, bool lastItself)
{
    Resource resource;
    resource.form = form;
    const auto invalid = [text](const std::string &why) {
        std::string shown(text.substr(0, 200));
        std::erase(shown, '\0');
        return std::unexpected("invalid resource: " + why + " for '" + shown + "'");
    };
    switch (form) {
    case ResourceForm::Path: {
        auto path = canonicalPath(text, workingFolder, lastItself ? LastComponent::Itself : LastComponent::Follow);
        if (!path) return invalid(path.error());
        resource.text = std::move(*path);
        break;
    }
    case ResourceForm::Url: {
        auto url = Url::parse(text);
        if (!url) return invalid(url.error());
        resource.text = url->resource();
        resource.url = std::move(*url);
        break;
    }
    case ResourceForm::Text:
        resource.text = text;
        resource.everything = text == "**";
    }
    return resource;
}

RunGrants::RunGrants(Broker &broker, RunIdentity identity)
    : m_broker(broker)
    , m_identity(std::move(identity))
{
    auto first = std::make_shared<Snapshot>();
    m_snapshot = std::move(first);
}

// ---- snapshots --------------------------------------------------------------------------------------------------

RunGrants::SnapshotPtr RunGrants::snapshot() const
{
    const quint64 version = m_broker.version();
    {
        const std::lock_guard lock(m_mutex);
        if (m_snapshot->version == version) return m_snapshot;
    }
    // What the broker holds changed (or was never looked at): take it over.
    auto remembered = m_broker.applicable(m_identity.script, m_identity.folder);
    auto policies = m_broker.policies();
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

std::expected<void, std::string> RunGrants::add(std::string_view text, bool asDeny)
{
    auto grants = Grant::parse(text, Source::Run, m_identity.folder);
    if (!grants) return std::unexpected(grants.error());
    change([&](Snapshot &s) {
        for (const GrantPtr &grant : *grants)
            (asDeny || grant->capability().isDeny ? s.denies : s.grants).push_back(grant);
    });
    return {};
}

void RunGrants::grantAll()
{
    // Kind by kind: a name that nothing asks for is not granted either, so introspection stays truthful.
    for (const char *kind :
         {"file.*", "path.*", "network.*", "env.*", "database.*", "gui.*", "process.*", "system.*", "execute.*"})
        (void)add(kind);
}

void RunGrants::useProject(const ProjectFile &project)
{
    change([&](Snapshot &s) {
        s.project = project.grants;
        s.projectDenies = project.denies;
    });
}

void RunGrants::denyEverything()
{
    change([](Snapshot &s) { s.nothingMore = true; });
}

bool RunGrants::revoke(const std::string &text)
{
    const auto capability = parseCapability(text);
    if (!capability) return false;
    bool found = false;
    change([&](Snapshot &s) {
        const auto isMeant = [&](const GrantPtr &grant) {
            const Capability &held = grant->capability();
            return capability->hasResource ? held.canonical() == capability->canonical()
                                           : held.name == capability->name;
        };
        const size_t before = s.grants.size() + s.project.size();
        std::erase_if(s.grants, isMeant);
        std::erase_if(s.project, isMeant);
        found = s.grants.size() + s.project.size() < before;
        s.revokedAny = s.revokedAny || found;
        // From here on the run is refused it, wherever else a grant may come from.
        if (found)
            if (auto deny =
                    Grant::make(Capability{true, capability->name, capability->hasResource, capability->resource},
                                Source::Revoked, m_identity.folder))
                s.denies.push_back(std::move(*deny));
    });
    return found;
}

// ---- deciding ---------------------------------------------------------------------------------------------------

bool RunGrants::isPlaceOfOurs(const Need &need) const
{
    const std::string &folder = m_broker.protectedFolder();
    return !folder.empty() && need.resource.form == ResourceForm::Path && isInside(need.resource.text, folder);
}

std::optional<RunGrants::Found> RunGrants::findDeny(const Snapshot &s, const Need &need) const
{
    const auto denied = [&](Source by) {
        Found found{Verdict::Deny, by, {}, {}, {}, {}};
        found.message = by == Source::Revoked
                            ? "Capability '" + reportedName(need.name) + "' was revoked"
                            : "Denied capability: " + reportedName(need.name) + forResource(need.resource);
        return found;
    };
    const auto anyMatches = [&](const std::vector<GrantPtr> &denies) {
        return std::ranges::find_if(denies,
                                    [&](const GrantPtr &deny) { return deny->matches(need.name, need.resource); });
    };
    const NameClass nameClass = classOf(need.name);
    if (s.nothingMore && nameClass != NameClass::Free) return denied(Source::Revoked);
    if (isPlaceOfOurs(need)) return denied(Source::Policy);
    if (const auto it = anyMatches(s.denies); it != s.denies.end()) return denied((*it)->source());
    if (anyMatches(s.projectDenies) != s.projectDenies.end()) return denied(Source::Project);
    for (const Broker::Applicable &row : s.remembered)
        if (!row.row.allow && row.grant->matches(need.name, need.resource)) return denied(Source::Remembered);
    if (!s.policies) return std::nullopt;
    for (const Policy &policy : *s.policies) {
        if (anyMatches(policy.denies) != policy.denies.end()) return denied(Source::Policy);
        if (policy.hasCeiling && nameClass != NameClass::Free && anyMatches(policy.ceiling) == policy.ceiling.end())
            return denied(Source::Policy);
    }
    return std::nullopt;
}

/// Some resources are covered only by a grant that names them outright.
bool RunGrants::needsLiteralName(const Need &need, const Grant &grant) const
{
    if (const auto folder = specialFolder(need.resource)) return !grant.pattern().namesFolder(*folder);
    return isPrivateHost(need.resource) && !grant.pattern().namesHost();
}

RunGrants::Found RunGrants::findGrant(const Snapshot &s, const Need &need,
                                      const std::function<const CallPlace &()> &place) const
{
    Found best; // Ask; gets a message when only exhausted grants match
    const auto consider = [&](const GrantPtr &grant, Source by) {
        if (!grant->matches(need.name, need.resource)) return false;
        if (needsLiteralName(need, *grant)) {
            if (isPrivateHost(need.resource))
                best.message = "private address " + need.resource.url->host + " must be named by the grant";
            return false;
        }
        auto why = grant->exhaustion();
        if (!why && isTooLarge(*grant, need)) why = "file larger than " + grant->fileLimitText();
        if (why) {
            if (grant->source() == Source::Once) return false;
            best.verdict = Verdict::Deny;
            best.message = "Capability '" + reportedName(need.name) + "' " + *why;
            return false;
        }
        best = Found{Verdict::Allow, by, grant, {}, {}, {}};
        return true;
    };
    for (const GrantPtr &grant : s.grants)
        if (consider(grant, grant->source())) return best;
    for (const Broker::Applicable &row : s.remembered) {
        if (!row.row.allow || !row.grant->matches(need.name, need.resource)) continue;
        if (!row.row.functionHash.isEmpty() && row.row.functionHash != place().functionHash) {
            best.note = u"line %1 changed since you allowed this"_s.arg(row.row.line);
            continue;
        }
        if (!consider(row.grant, Source::Remembered)) continue;
        best.remembered = row.row.id;
        return best;
    }
    for (const GrantPtr &grant : s.project)
        if (consider(grant, Source::Project)) return best;
    return best;
}

RunGrants::Found RunGrants::find(const Snapshot &s, const Need &need,
                                 const std::function<const CallPlace &()> &place) const
{
    const NameClass nameClass = classOf(need.name);
    const Found allowed{Verdict::Allow, Source::Default, {}, {}, {}, {}};
    if (nameClass == NameClass::Pure) return allowed;
    if (auto deny = findDeny(s, need)) return *deny;
    if (nameClass == NameClass::Free) return allowed;
    if (need.name == kMetadataName && isInside(need.resource.text, m_identity.folder)) return allowed;
    return findGrant(s, need, place);
}

std::string RunGrants::hintFor(const Need &need) const
{
    std::string pattern = escapedPattern(need.resource.text);
    if (need.resource.form == ResourceForm::Path && need.resource.text != m_identity.folder &&
        m_identity.folder != "/" && isInside(need.resource.text, m_identity.folder))
        pattern = "." + escapedPattern(need.resource.text.substr(m_identity.folder.size()));
    return "--grant " + reportedName(need.name) + (pattern.empty() ? "" : ":" + pattern);
}

Decision RunGrants::decide(std::span<const Need> needs, const std::function<CallPlace()> &place)
{
    std::optional<CallPlace> known;
    const std::function<const CallPlace &()> placeOnce = [&]() -> const CallPlace & {
        if (!known) known = place();
        return *known;
    };
    Decision decision;
    decision.verdict = Verdict::Allow;
    std::vector<Found> found(needs.size());
    for (int attempt = 0; attempt < 8; ++attempt) {
        const SnapshotPtr s = snapshot();
        decision.missing.clear();
        for (size_t i = 0; i < needs.size(); ++i) {
            found[i] = find(*s, needs[i], placeOnce);
            if (found[i].verdict == Verdict::Deny) {
                (void)record(needs[i], found[i], placeOnce());
                return {Verdict::Deny, found[i].by, found[i].message, {}, {}, {}};
            }
            if (found[i].verdict == Verdict::Ask) decision.missing.push_back(i);
        }
        if (!decision.missing.empty()) break;
        // Charge all; when another thread took the last use in between, look again.
        const bool charged = std::ranges::all_of(found, [](const Found &f) { return !f.grant || f.grant->use(); });
        if (charged) break;
        decision.missing.clear();
    }
    if (decision.missing.empty()) {
        for (size_t i = 0; i < needs.size(); ++i) {
            const NameClass nameClass = classOf(needs[i].name);
            const bool isRecorded = nameClass != NameClass::Pure && nameClass != NameClass::Free && found[i].grant;
            if (!isRecorded) continue;
            if (!record(needs[i], found[i], placeOnce()))
                return {Verdict::Deny, Source::Default, "The audit log can not be written", {}, {}, {}};
            if (!found[i].remembered.isEmpty()) m_broker.noteUse(found[i].remembered);
            decision.by = found[i].by;
        }
        return decision;
    }

    // Something is missing: ask when a person may answer and has not refused exactly this before.
    decision.by = Source::Default;
    bool refused = false;
    bool tooLong = false;
    {
        const std::lock_guard lock(m_mutex);
        for (size_t i : decision.missing) {
            const auto it = m_refusals.find(refusalKey(needs[i]));
            if (it != m_refusals.end() && (it->second.pending > 0 || it->second.times >= kRefusalsBeforeSilence)) {
                if (it->second.pending > 0) --it->second.pending;
                refused = true;
            }
            tooLong = tooLong || needs[i].written.size() > kMaxWrittenBytes;
            if (!found[i].note.isEmpty()) decision.note = found[i].note;
        }
    }
    if (m_identity.canAsk && !refused && !tooLong) {
        decision.verdict = Verdict::Ask;
        return decision;
    }
    decision.verdict = Verdict::Deny;
    decision.by = refused ? Source::User : Source::Default;
    const Need &first = needs[decision.missing.front()];
    std::string names;
    std::string resources;
    std::set<std::string> seen;
    for (size_t i : decision.missing) {
        names += (names.empty() ? "'" : ", '") + reportedName(needs[i].name) + "'";
        if (!needs[i].resource.text.empty() && seen.insert(needs[i].resource.text).second)
            resources += (resources.empty() ? " for '" : ", '") + needs[i].resource.text + "'";
        found[i].by = decision.by;
        found[i].verdict = Verdict::Deny;
        (void)record(needs[i], found[i], placeOnce());
    }
    if (refused) decision.message = "Denied capability: " + reportedName(first.name) + forResource(first.resource);
    else if (!found[decision.missing.front()].message.empty())
        decision.message = found[decision.missing.front()].message;
    else decision.message = "Missing required capabilities: [" + names + "]" + resources;
    decision.hint = hintFor(first);
    return decision;
}

Verdict RunGrants::peek(const Need &need) const
{
    static const CallPlace kNowhere;
    const Verdict verdict = find(*snapshot(), need, []() -> const CallPlace & { return kNowhere; }).verdict;
    if (verdict != Verdict::Ask) return verdict;
    if (!m_identity.canAsk) return Verdict::Deny;
    const std::lock_guard lock(m_mutex);
    const auto it = m_refusals.find(refusalKey(need));
    return it != m_refusals.end() && it->second.times >= kRefusalsBeforeSilence ? Verdict::Deny : Verdict::Ask;
}

void RunGrants::answer(std::span<const Need> needs, Answer answer, const std::string &pattern, int waiters,
                       const CallPlace &place)
{
    for (const Need &need : needs) {
        const bool fits = needs.size() == 1 && !pattern.empty();
        Capability capability{false, need.name == kMetadataName ? "path.read" : need.name, !need.resource.text.empty(),
                              fits ? pattern : escapedPattern(need.resource.text)};
        if (need.resource.everything) capability.resource = "**";
        const auto remember = [&](bool allow, bool forFolder) {
            Remembered row;
            row.script = forFolder ? QString() : m_identity.script;
            row.folder = forFolder ? QString::fromStdString(m_identity.folder) : QString();
            row.capability = QString::fromStdString(capability.name);
            row.pattern = QString::fromStdString(capability.hasResource ? capability.resource : "");
            row.allow = allow;
            row.line = place.line;
            if (allow && !forFolder) row.functionHash = place.functionHash;
            m_broker.remember(std::move(row));
        };
        const auto grant = [&](Source source, int64_t uses) {
            Conditions conditions;
            conditions.maxUses = uses;
            if (auto made = Grant::make(capability, source, m_identity.folder, std::move(conditions)))
                change([&](Snapshot &s) {
                    std::erase_if(s.grants,
                                  [](const GrantPtr &g) { return g->source() == Source::Once && g->exhaustion(); });
                    s.grants.push_back(std::move(*made));
                });
        };
        const bool nameless = m_identity.script.isEmpty(); // nothing to bind a lasting answer to: it holds for the run
        switch (answer) {
        case Answer::AllowOnce:
            capability.resource = need.resource.everything ? "**" : escapedPattern(need.resource.text);
            grant(Source::Once, waiters);
            break;
        case Answer::AlwaysForScript:
            if (!nameless) {
                remember(true, false);
                break;
            }
            [[fallthrough]];
        case Answer::AllowForRun:
            grant(Source::User, -1);
            break;
        case Answer::AlwaysForFolder:
            remember(true, true);
            break;
        case Answer::DenyOnce: {
            const std::lock_guard lock(m_mutex);
            Refusal &refusal = m_refusals[refusalKey(need)];
            refusal.times += 1;
            refusal.pending += waiters;
            break;
        }
        case Answer::AlwaysDeny:
            if (!nameless) {
                remember(false, false);
                break;
            }
            [[fallthrough]];
        case Answer::DenyKindForRun:
            capability.hasResource = false;
            capability.isDeny = true;
            if (auto deny = Grant::make(capability, Source::User, m_identity.folder))
                change([&](Snapshot &s) { s.denies.push_back(std::move(*deny)); });
        }
    }
}

// ---- records ----------------------------------------------------------------------------------------------------

bool RunGrants::record(const Need &need, const Found &found, const CallPlace &place)
{
    note(need, found, place.line);
    AuditRecord entry;
    entry.run = m_identity.run;
    entry.script = m_identity.script;
    entry.capability = QString::fromStdString(reportedName(need.name));
    entry.resource = QString::fromStdString(need.resource.text);
    entry.allowed = found.verdict == Verdict::Allow;
    entry.by = found.by;
    entry.grant = found.grant ? found.grant->id() : 0;
    entry.line = place.line;
    entry.column = place.column;
    entry.function = place.function;
    entry.chain = place.chain;
    return m_broker.audit().append(std::move(entry));
}

void RunGrants::note(const Need &need, const Found &found, int line)
{
    constexpr size_t kMaxUses = 1000; // the ledger of a run that walks a disk must not become its own leak
    const bool allowed = found.verdict == Verdict::Allow;
    const std::lock_guard lock(m_mutex);
    const std::string key = refusalKey(need) + (allowed ? "+" : "-");
    if (m_uses.size() >= kMaxUses && !m_uses.contains(key)) return;
    Use &use = m_uses[key];
    use.name = reportedName(need.name);
    use.resource = need.resource.text;
    use.allowed = allowed;
    use.by = found.by;
    use.line = line;
    ++use.count;
}

std::vector<Use> RunGrants::uses() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Use> result;
    for (const auto &[key, use] : m_uses) result.push_back(use);
    return result;
}

// ---- introspection ----------------------------------------------------------------------------------------------

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

std::vector<std::string> RunGrants::suggestedPatterns(const Need &need)
{
    const Resource &resource = need.resource;
    if (resource.everything) return {"**"};
    std::vector<std::string> patterns{escapedPattern(resource.text)};
    if (resource.form == ResourceForm::Path) {
        // What is asked for a folder is its entries: the suggestion stays inside it.
        std::error_code ignored;
        const bool isFolder = std::filesystem::is_directory(resource.text, ignored);
        const size_t slash = isFolder ? resource.text.size() : resource.text.rfind('/');
        const std::string folder = escapedPattern(resource.text.substr(0, slash));
        if (folder.empty()) return patterns; // nothing wider than a file in the root is ever suggested
        patterns.push_back(folder + "/*");
        patterns.push_back(folder + "/**");
    } else if (resource.url) {
        Url origin = *resource.url;
        const std::string path = origin.path;
        origin.path.clear();
        if (const size_t slash = path.rfind('/'); slash > 0 && slash != std::string::npos)
            patterns.push_back(origin.resource() + escapedPattern(path.substr(0, slash)) + "/**");
        patterns.push_back(origin.resource());
    }
    return patterns;
}

} // namespace latchkey::capability
