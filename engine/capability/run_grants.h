// SPDX-License-Identifier: GPL-3.0-or-later
// The permissions of one run, shared by all its fibers and children: what it was given, what it was refused, and the
// order in which an operation is decided:
//   explicit deny -> free or pure name -> grant of this run -> remembered -> project file -> ask, if someone can answer
//   -> deny.
// A decision reads one immutable snapshot; grants, denies and revocations make a new one. Thread-safe.
#pragma once

#include "engine/capability/broker.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <span>

namespace latchkey::capability {

/// One capability that an operation needs, with its resource in canonical form.
struct Need {
    std::string name;
    Resource resource;
    std::string written; ///< as the script wrote the resource
    /// Of a URL with a private address: the name that was asked for and means it. A grant of the name is not one of the
    /// address.
    std::string meantBy{};
};

/// A longer text names nothing: it is refused before anything is done with it.
inline constexpr size_t kMaxResourceBytes = 64 * 1024;

/// Makes the canonical resource of a need. `lastItself`: the path means the link, not its target. The error is
/// "invalid resource: WHY for '...'".
std::expected<Resource, std::string> canonicalResource(ResourceForm form, std::string_view text,
                                                       const std::string &workingFolder, bool lastItself = false);

/// The pattern that matches exactly this resource. Not for names with control characters, which no pattern may hold.
std::string exactPattern(const Resource &resource);

/// Where in the script an operation is; asked for only when a record or a question needs it.
struct CallPlace {
    QString file;
    int line = 0;
    int column = 0;
    QString function;
    QString functionHash; ///< of the asking function's source
    QStringList chain;
};

enum class Verdict : uint8_t { Allow, Deny, Ask };

struct Decision {
    Verdict verdict = Verdict::Deny;
    Source by = Source::Default;
    std::string message; ///< of a denial
    std::string hint;
    std::vector<size_t> missing;  ///< of a question: which needs lack a grant
    QString note;                 ///< for the question: "line 12 changed since you allowed this"
    std::vector<GrantPtr> grants; ///< of an allowance: what was charged, for each need; null where none was needed
};

/// One line of a run's ledger.
struct Use {
    std::string name;
    std::string resource;
    bool allowed = false;
    Source by = Source::Default;
    int count = 0;
    int line = 0;
    uint64_t grant = 0; ///< which one allowed it last; 0: none
    int asked = 0;      ///< questions put to a person about it
    int64_t bytes = 0;  ///< read, written or received
    QString policy;     ///< of a denial by a policy: its file
};

/// One grant in force, as the Permissions pane lists it.
struct HeldGrant {
    uint64_t id = 0;
    std::string capability; ///< canonical, with the pattern as written
    Source source = Source::Run;
    QString remembered;     ///< id of the remembered answer it comes from; empty: none
    std::string conditions; ///< "at most 10 uses"; empty: none
    std::string exhausted;  ///< why it can not be used now; empty: it can
    int64_t uses = 0;
    int lastLine = 0; ///< of this run's last use; 0: not used
};

struct RunIdentity {
    QString run;        ///< "r-17"
    QString script;     ///< canonical path, empty when never saved
    std::string folder; ///< canonical: the script's folder, where relative patterns and paths start
    bool canAsk = false;
};

/// What messages call a need: http functions report network.http whatever their method, metadata is path.read.
std::string reportedName(const std::string &name);

/// How a question was answered, in the broker's terms.
enum class Answer : uint8_t {
    AllowOnce,
    AllowForRun,
    AlwaysForScript,
    AlwaysForFolder,
    DenyOnce,
    DenyKindForRun,
    AlwaysDeny
};

class RunGrants : public std::enable_shared_from_this<RunGrants>
{
public:
    RunGrants(Broker &broker, RunIdentity identity);
    ~RunGrants();

    // ---- before the run -----------------------------------------------------------------------------------------
    /// A capability string in either spelling, or JSON. A leading `!` makes a deny. The error is meant for the user.
    std::expected<void, std::string> add(std::string_view text, bool asDeny = false);
    void grantAll();
    /// Its entries count once the broker holds its content accepted, or at once with `accepted`.
    void useProject(const ProjectFile &project, bool accepted);
    /// A policy that holds for this run besides those of the broker.
    void usePolicy(Policy policy);
    /// Never more than the key stands for; and with `given`, all of that.
    void useKey(const AccessKey &key, bool given);
    /// Of the policies that hold for this run alone.
    Policy::Limits ownLimits() const;

    // ---- the decision -------------------------------------------------------------------------------------------
    /// Decides, charges the grants used, and writes the audit record. `place` is called at most once. `site` tells one
    /// place of the program from another without asking for it: the same need at the same site within a second is
    /// decided in well under a microsecond.
    Decision decide(std::span<const Need> needs, const std::function<CallPlace()> &place, uint64_t site = 0);
    /// What the decision would be now: never asks, charges or records.
    Verdict peek(const Need &need) const;
    Verdict peek(const Need &need, const CallPlace &place) const; ///< as if asked there
    bool wouldAllow(const Need &need) const { return peek(need) == Verdict::Allow; }
    /// May an operation that was allowed by `grant` (null: by nothing in particular) go on? From any thread.
    bool isStillAllowed(const Need &need, const GrantPtr &grant) const;
    /// The answer is recorded and takes effect at the next decision. `waiters`: how many fibers asked the same.
    /// What it grants or refuses beyond its moment can be taken back by the number of the question.
    void answer(std::span<const Need> needs, Answer answer, const std::string &pattern, int waiters,
                const CallPlace &place, uint64_t question = 0);
    /// Takes an answer back; the next decision does without it. False: nothing of it is left, or it is long ago.
    bool undoAnswer(uint64_t question);
    /// A person is asked about these.
    void noteAsked(std::span<const Need> needs, int line);
    /// So much was read, written or received for a need. From any thread.
    void noteBytes(const Need &need, int64_t bytes) const;

    // ---- changes while it runs ----------------------------------------------------------------------------------
    void denyEverything();
    /// Canonical text, or a name: all grants of that name, remembered ones for this run only. False: not granted.
    bool revoke(const std::string &text);
    /// The grant with this id, whatever it comes from.
    bool revoke(uint64_t grant);

    // ---- looking ------------------------------------------------------------------------------------------------
    bool hasCapability(std::string_view text) const;
    std::vector<std::string> capabilities() const;
    struct Info {
        std::string type;
        bool available = false;
        int64_t usageCount = 0;
        std::optional<std::vector<std::string>> patterns;
        std::optional<std::vector<std::string>> operations;
        int64_t maxUsage = -1;
        std::string expiresAt;
    };
    std::optional<Info> info(std::string_view name) const;
    std::vector<GrantPtr> grantsInForce() const;
    std::vector<std::string> patternsFor(std::string_view name) const; ///< grants in force that cover the name
    std::vector<Use> uses() const;
    int deniedCount() const { return m_denied.load(std::memory_order_relaxed); }
    /// Grants in force, in the order in which they are tried.
    std::vector<HeldGrant> held() const;
    /// Repetitions of decisions go to the audit log now; at the end of a run.
    void flush();
    const RunIdentity &identity() const { return m_identity; }
    /// Patterns to offer for a need, narrowest first.
    static std::vector<std::string> suggestedPatterns(const Need &need);

private:
    struct Snapshot {
        std::vector<GrantPtr> denies;
        std::vector<GrantPtr> grants;  ///< of the run, in the order given
        std::vector<GrantPtr> project; ///< of the project file, once it is accepted
        std::vector<GrantPtr> projectDenies;
        std::vector<Policy> ownPolicies;
        std::vector<Broker::Applicable> remembered;
        std::shared_ptr<const std::vector<Policy>> policies;
        quint64 version = 0;      ///< of the broker
        bool all = false;         ///< --grant-all
        bool nothingMore = false; ///< "deny everything now"
        bool revokedAny = false;
    };
    using SnapshotPtr = std::shared_ptr<const Snapshot>;
    struct Found {
        Verdict verdict = Verdict::Ask; ///< Ask: no grant found
        Source by = Source::Default;
        GrantPtr grant;
        QString remembered; ///< id of the row
        std::shared_ptr<RememberedUse> rememberedUse;
        std::string message;
        QString note;
        QString policy = {}; ///< file of the policy that denies
    };
    /// What an answer left behind.
    struct Given {
        uint64_t question = 0;
        std::vector<GrantPtr> grants;
        std::vector<GrantPtr> denies;
        QStringList remembered;
        std::vector<std::string> refusals; ///< keys
    };

    SnapshotPtr snapshot() const;
    template<typename F>
    void change(F &&edit);
    void recordEvent(const QString &event, const Capability &capability, Source by);
    void answerOne(const Need &need, Answer answer, const std::string &pattern, int waiters, const CallPlace &place,
                   Given &given);
    void grantAnswered(const Need &need, const std::string &pattern, Source source, int64_t uses, Given &given);
    void rememberAnswered(const Need &need, const std::string &pattern, Answer answer, const CallPlace &place,
                          Given &given);
    std::string projectFolder() const;
    bool revokeIf(const std::function<bool(const Grant &)> &isMeant);
    bool repeats(const Need &need, uint64_t site, GrantPtr &grant);
    void keepForRepeats(const Need &need, uint64_t site, const Found &found, const SnapshotPtr &s);
    Decision refuse(std::span<const Need> needs, std::vector<Found> &found, Decision decision,
                    const std::function<const CallPlace &()> &place);
    Decision allow(std::span<const Need> needs, const std::vector<Found> &found, const SnapshotPtr &s, uint64_t site,
                   const std::function<const CallPlace &()> &place);
    SnapshotPtr findAll(std::span<const Need> needs, std::vector<Found> &found,
                        const std::function<const CallPlace &()> &place);
    std::optional<Found> findDeny(const Snapshot &s, const Need &need) const;
    Found find(const Snapshot &s, const Need &need, const std::function<const CallPlace &()> &place) const;
    Found findGrant(const Snapshot &s, const Need &need, const std::function<const CallPlace &()> &place) const;
    bool isPlaceOfOurs(const Need &need) const;
    bool needsLiteralName(const Need &need, const Grant &grant) const;
    bool record(const Need &need, const Found &found, const CallPlace &place);
    void note(const Need &need, const Found &found, int line, int times);
    std::string hintFor(const Need &need) const;
    static std::string refusalKey(const Need &need);

    Broker &m_broker;
    RunIdentity m_identity;
    mutable std::mutex m_mutex; ///< guards the pointer below and the tables; held for moments only
    mutable SnapshotPtr m_snapshot;
    struct Refusal {
        int times = 0;   ///< how often a person said no to exactly this
        int pending = 0; ///< fibers that have yet to learn it
    };
    std::map<std::string, Refusal> m_refusals;
    std::map<std::string, Use> m_uses;
    std::map<std::string, Use> m_asked; ///< by need, as the next; what became of it is in m_uses
    mutable std::map<std::string, int64_t> m_bytes;
    std::deque<Given> m_given;           ///< by the last answers
    std::atomic<int> m_denied = 0;       ///< written by decisions, read by whoever shows the run
    std::map<uint64_t, int> m_lastLines; ///< of each grant
    ProjectFile m_project;               ///< found above the script; its entries count once it is accepted
    bool m_isProjectAccepted = false;

    /// A decision that may come again: what it was for, under which grants, and how often it did come again.
    struct Repeat {
        SnapshotPtr snapshot;
        Need need;
        uint64_t site = 0;
        Found found;
        AuditRecord record;
        std::chrono::steady_clock::time_point begun;
        int count = 0; ///< not yet in the log
    };
    void settle(Repeat &repeat);
    static constexpr size_t kRepeats = 8;
    std::unique_ptr<Repeat[]> m_repeats; ///< made at the first one
    AuditRecord m_lastRecord;            ///< the one that record() wrote last
};

} // namespace latchkey::capability
