// SPDX-License-Identifier: GPL-3.0-or-later
// The decision about one operation, in the order that run_grants.h gives, and its record.
#include "engine/capability/file_access.h"
#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

/// More text than this in one request is not a name but an attempt to bury one.
constexpr size_t kMaxWrittenBytes = 10 * 1024;
/// A person who said no to the same thing this often is not asked again.
constexpr int kRefusalsBeforeSilence = 2;
/// The ledger of a run that walks a disk must not become its own leak.
constexpr size_t kMaxUses = 1000;
/// Folders whose files are not files: a pattern must name them.
constexpr std::string_view kSpecialFolders[] = {"/proc", "/sys", "/dev"};

std::string forResource(const Resource &resource)
{
    return resource.text.empty() ? "" : " for '" + resource.text + "'";
}

std::optional<std::string_view> specialFolder(const Resource &resource)
{
    if (resource.form != ResourceForm::Path) return std::nullopt;
    for (std::string_view folder : kSpecialFolders)
        if (isInside(resource.text, folder)) return folder;
    return std::nullopt;
}

std::string privateAddressMessage(const Need &need)
{
    return "private address " + need.resource.url->host + " must be named by the grant";
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

bool isRecorded(const Need &need, const GrantPtr &grant)
{
    const NameClass nameClass = classOf(need.name);
    return nameClass != NameClass::Pure && nameClass != NameClass::Free && grant;
}

} // namespace

std::string RunGrants::refusalKey(const Need &need)
{
    return need.name + '\0' + need.resource.text;
}

// ---- one need ---------------------------------------------------------------------------------------------------

bool RunGrants::isPlaceOfOurs(const Need &need) const
{
    if (need.resource.form != ResourceForm::Path) return false;
    const auto holds = [&need](const std::string &folder) { return isInside(need.resource.text, folder); };
    return std::ranges::any_of(m_broker.protectedFolders(), holds);
}

std::optional<RunGrants::Found> RunGrants::findDeny(const Snapshot &s, const Need &need) const
{
    const auto denied = [&](Source by) {
        Found found{Verdict::Deny, by, {}, {}, {}, {}, {}, {}};
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
    const auto forbids = [&](const Policy &policy) {
        return anyMatches(policy.denies) != policy.denies.end() || (policy.hasCeiling && nameClass != NameClass::Free &&
                                                                    anyMatches(policy.ceiling) == policy.ceiling.end());
    };
    for (const std::vector<Policy> *policies : {&s.ownPolicies, s.policies.get()}) {
        if (!policies) continue;
        const auto policy = std::ranges::find_if(*policies, forbids);
        if (policy == policies->end()) continue;
        Found found = denied(Source::Policy);
        found.policy = policy->name;
        return found;
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
            if (isPrivateHost(need.resource)) best.message = privateAddressMessage(need);
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
        best = Found{Verdict::Allow, by, grant, {}, {}, {}, {}, {}};
        return true;
    };
    for (const GrantPtr &grant : s.grants)
        if (consider(grant, grant->source())) return best;
    for (const Broker::Applicable &row : s.remembered) {
        if (!row.row.allow || !row.grant->matches(need.name, need.resource)) continue;
        if (!row.row.functionHash.isEmpty() && row.row.functionHash != place().functionHash) {
            best.note = QCoreApplication::translate("latchkey::capability", "line %1 changed since you allowed this")
                            .arg(row.row.line);
            continue;
        }
        if (!consider(row.grant, Source::Remembered)) continue;
        best.remembered = row.row.id;
        best.rememberedUse = row.use;
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
    const Found allowed{Verdict::Allow, Source::Default, {}, {}, {}, {}, {}, {}};
    if (nameClass == NameClass::Pure) return allowed;
    if (auto deny = findDeny(s, need)) return *deny;
    if (nameClass == NameClass::Free) return allowed;
    if (need.name == kMetadataName && isInside(need.resource.text, m_identity.folder)) return allowed;
    return findGrant(s, need, place);
}

std::string RunGrants::hintFor(const Need &need) const
{
    if (!need.meantBy.empty()) { // who writes the name by hand means what is behind it
        Url origin = *need.resource.url;
        origin.host = need.meantBy;
        origin.isIpv6 = false;
        origin.path.clear();
        return "--grant " + reportedName(need.name) + ":" + origin.resource();
    }
    std::string pattern = exactPattern(need.resource);
    if (need.resource.form == ResourceForm::Path && need.resource.text != m_identity.folder &&
        m_identity.folder != "/" && isInside(need.resource.text, m_identity.folder))
        pattern = "." + escapedPattern(need.resource.text.substr(m_identity.folder.size()));
    if (refusedCharacters(need.resource.text)) return {}; // no pattern can name it
    return "--grant " + reportedName(need.name) + (pattern.empty() ? "" : ":" + pattern);
}

// ---- all needs of an operation ----------------------------------------------------------------------------------

/// Finds and charges. Null: something is missing or denied, nothing was charged; `found` says what.
RunGrants::SnapshotPtr RunGrants::findAll(std::span<const Need> needs, std::vector<Found> &found,
                                          const std::function<const CallPlace &()> &place)
{
    for (;;) {
        SnapshotPtr s = snapshot();
        for (size_t i = 0; i < needs.size(); ++i) found[i] = find(*s, needs[i], place);
        if (std::ranges::any_of(found, [](const Found &f) { return f.verdict != Verdict::Allow; })) return nullptr;
        size_t charged = 0;
        while (charged < found.size() && (!found[charged].grant || found[charged].grant->use())) ++charged;
        if (charged == found.size()) return s;
        // Another thread took the last use in between: nothing is charged, and the next look finds it exhausted.
        for (size_t i = 0; i < charged; ++i)
            if (found[i].grant) found[i].grant->giveBack();
    }
}

Decision RunGrants::decide(std::span<const Need> needs, const std::function<CallPlace()> &place, uint64_t site)
{
    if (GrantPtr grant; needs.size() == 1 && site != 0 && repeats(needs[0], site, grant)) {
        Decision decision;
        decision.verdict = Verdict::Allow;
        decision.by = grant->source();
        decision.grants.push_back(std::move(grant));
        return decision;
    }
    std::optional<CallPlace> known;
    const std::function<const CallPlace &()> placeOnce = [&]() -> const CallPlace & {
        if (!known) known = place();
        return *known;
    };
    std::vector<Found> found(needs.size());
    if (const SnapshotPtr s = findAll(needs, found, placeOnce)) return allow(needs, found, s, site, placeOnce);
    const auto denied = std::ranges::find(found, Verdict::Deny, &Found::verdict);
    if (denied != found.end()) {
        (void)record(needs[static_cast<size_t>(denied - found.begin())], *denied, placeOnce());
        Decision decision;
        decision.by = denied->by;
        decision.message = denied->message;
        if (!denied->policy.isEmpty())
            decision.hint =
                QCoreApplication::translate("latchkey::capability", "The policy %1 forbids it, whatever is granted.")
                    .arg(denied->policy)
                    .toStdString();
        return decision;
    }
    Decision decision;
    for (size_t i = 0; i < needs.size(); ++i)
        if (found[i].verdict == Verdict::Ask) decision.missing.push_back(i);
    return refuse(needs, found, std::move(decision), placeOnce);
}

/// Records what was found allowed and charged. What can not be recorded does not happen.
Decision RunGrants::allow(std::span<const Need> needs, const std::vector<Found> &found, const SnapshotPtr &s,
                          uint64_t site, const std::function<const CallPlace &()> &place)
{
    Decision decision;
    decision.verdict = Verdict::Allow;
    for (size_t i = 0; i < needs.size(); ++i) {
        decision.grants.push_back(found[i].grant);
        if (!isRecorded(needs[i], found[i].grant)) continue;
        if (!record(needs[i], found[i], place())) {
            Decision denied;
            denied.message = "The audit log can not be written";
            return denied;
        }
        if (const auto &use = found[i].rememberedUse) {
            use->count.fetch_add(1, std::memory_order_relaxed);
            use->lastUsed.store(QDateTime::currentMSecsSinceEpoch(), std::memory_order_relaxed);
        }
        decision.by = found[i].by;
        if (needs.size() == 1 && site != 0) keepForRepeats(needs[i], site, found[i], s);
    }
    return decision;
}

/// Something is missing: ask when a person may answer and has not refused exactly this before.
Decision RunGrants::refuse(std::span<const Need> needs, std::vector<Found> &found, Decision decision,
                           const std::function<const CallPlace &()> &place)
{
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
        (void)record(needs[i], found[i], place());
    }
    if (refused) decision.message = "Denied capability: " + reportedName(first.name) + forResource(first.resource);
    else if (!first.meantBy.empty()) decision.message = privateAddressMessage(first);
    else if (!found[decision.missing.front()].message.empty())
        decision.message = found[decision.missing.front()].message;
    else decision.message = "Missing required capabilities: [" + names + "]" + resources;
    decision.hint = hintFor(first);
    return decision;
}

Verdict RunGrants::peek(const Need &need) const
{
    static const CallPlace kNowhere;
    return peek(need, kNowhere);
}

Verdict RunGrants::peek(const Need &need, const CallPlace &place) const
{
    const Verdict verdict = find(*snapshot(), need, [&place]() -> const CallPlace & { return place; }).verdict;
    if (verdict != Verdict::Ask) return verdict;
    if (!m_identity.canAsk) return Verdict::Deny;
    const std::lock_guard lock(m_mutex);
    const auto it = m_refusals.find(refusalKey(need));
    return it != m_refusals.end() && it->second.times >= kRefusalsBeforeSilence ? Verdict::Deny : Verdict::Ask;
}

bool RunGrants::isStillAllowed(const Need &need, const GrantPtr &grant) const
{
    const SnapshotPtr s = snapshot();
    const NameClass nameClass = classOf(need.name);
    if (nameClass == NameClass::Pure) return true;
    if (findDeny(*s, need)) return false;
    if (!grant) return nameClass == NameClass::Free || wouldAllow(need);
    if (!grant->isExpired()) {
        if (grant->source() == Source::Once || std::ranges::find(s->grants, grant) != s->grants.end() ||
            std::ranges::find(s->project, grant) != s->project.end() ||
            std::ranges::find(s->remembered, grant, &Broker::Applicable::grant) != s->remembered.end())
            return true;
    }
    return wouldAllow(need); // by another grant
}

// ---- decisions that come again ----------------------------------------------------------------------------------

/// A loop asks for the same thing at the same place over and over: as long as nothing has changed and the second of its
/// audit record lasts, the decision is the one before.
bool RunGrants::repeats(const Need &need, uint64_t site, GrantPtr &grant)
{
    const quint64 version = m_broker.version();
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    if (!m_repeats) return false;
    Repeat &repeat = m_repeats[site % kRepeats];
    if (repeat.site != site || repeat.snapshot != m_snapshot || m_snapshot->version != version ||
        now - repeat.begun >= std::chrono::seconds(1) || repeat.need.resource.text != need.resource.text ||
        repeat.need.name != need.name || !repeat.found.grant->use())
        return false;
    ++repeat.count;
    grant = repeat.found.grant;
    return true;
}

void RunGrants::keepForRepeats(const Need &need, uint64_t site, const Found &found, const SnapshotPtr &s)
{
    if (found.grant->conditions().maxFileSize >= 0) return; // the file may have grown
    // Bound to the text of a function: the site says which call it is, so the function is the same.
    const std::lock_guard lock(m_mutex);
    if (!m_repeats) m_repeats = std::make_unique<Repeat[]>(kRepeats);
    Repeat &repeat = m_repeats[site % kRepeats];
    settle(repeat);
    repeat = {s, need, site, found, m_lastRecord, std::chrono::steady_clock::now(), 0};
}

/// Puts what was counted where it belongs; with m_mutex held.
void RunGrants::settle(Repeat &repeat)
{
    const int count = std::exchange(repeat.count, 0);
    if (count == 0) return;
    note(repeat.need, repeat.found, repeat.record.line, count);
    if (const auto &use = repeat.found.rememberedUse) use->count.fetch_add(count, std::memory_order_relaxed);
    AuditRecord record = repeat.record;
    record.count = count;
    (void)m_broker.audit().append(std::move(record)); // its first one is written, and the next decision fails closed
}

void RunGrants::flush()
{
    const std::lock_guard lock(m_mutex);
    for (size_t i = 0; m_repeats && i < kRepeats; ++i) settle(m_repeats[i]);
}

// ---- records ----------------------------------------------------------------------------------------------------

bool RunGrants::record(const Need &need, const Found &found, const CallPlace &place)
{
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
    {
        const std::lock_guard lock(m_mutex);
        note(need, found, place.line, 1);
        m_lastRecord = entry;
    }
    return m_broker.audit().append(std::move(entry));
}

/// Enters a decision in the run's ledger; with m_mutex held.
void RunGrants::note(const Need &need, const Found &found, int line, int times)
{
    const bool allowed = found.verdict == Verdict::Allow;
    if (!allowed) m_denied.fetch_add(times, std::memory_order_relaxed);
    if (found.grant) m_lastLines[found.grant->id()] = line;
    const std::string key = refusalKey(need) + (allowed ? "+" : "-");
    if (m_uses.size() >= kMaxUses && !m_uses.contains(key)) return;
    Use &use = m_uses[key];
    use.name = reportedName(need.name);
    use.resource = need.resource.text;
    use.allowed = allowed;
    use.by = found.by;
    use.line = line;
    use.grant = found.grant ? found.grant->id() : 0;
    use.policy = found.policy;
    use.count += times;
}

void RunGrants::noteAsked(std::span<const Need> needs, int line)
{
    const std::lock_guard lock(m_mutex);
    for (const Need &need : needs) {
        const std::string key = refusalKey(need);
        if (m_asked.size() >= kMaxUses && !m_asked.contains(key)) continue;
        Use &use = m_asked[key];
        use.name = reportedName(need.name);
        use.resource = need.resource.text;
        use.line = line;
        ++use.asked;
    }
}

void RunGrants::noteBytes(const Need &need, int64_t bytes) const
{
    if (bytes <= 0) return;
    const std::string key = refusalKey(need);
    const std::lock_guard lock(m_mutex);
    if (m_bytes.size() < kMaxUses || m_bytes.contains(key)) m_bytes[key] += bytes;
}

} // namespace latchkey::capability
