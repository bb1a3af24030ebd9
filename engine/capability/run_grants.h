// SPDX-License-Identifier: GPL-3.0-or-later
// The permissions of one run, shared by all its fibers and children: what it was given, what it was refused, and the
// order in which an operation is decided:
//   explicit deny -> free or pure name -> grant of this run -> remembered -> project file -> ask, if someone can answer
//   -> deny.
// A decision reads one immutable snapshot; grants, denies and revocations make a new one. Thread-safe.
#pragma once

#include "engine/capability/broker.h"

#include <functional>
#include <map>
#include <span>

namespace latchkey::capability {

/// One capability that an operation needs, with its resource in canonical form.
struct Need {
    std::string name;
    Resource resource;
    std::string written; ///< as the script wrote the resource
};

/// Makes the canonical resource of a need. `lastItself`: the path means the link, not its target. The error is
/// "invalid resource: WHY for '...'".
std::expected<Resource, std::string> canonicalResource(ResourceForm form, std::string_view text,
                                                       const std::string &workingFolder, bool lastItself = false);

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
    std::vector<size_t> missing; ///< of a question: which needs lack a grant
    QString note;                ///< for the question: "line 12 changed since you allowed this"
};

/// One line of a run's ledger.
struct Use {
    std::string name;
    std::string resource;
    bool allowed = false;
    Source by = Source::Default;
    int count = 0;
    int line = 0;
};

struct RunIdentity {
    QString run;        ///< "r-17"
    QString script;     ///< canonical path, empty when never saved
    std::string folder; ///< canonical: the script's folder, where relative patterns and paths start
    bool canAsk = false;
};

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

    // ---- before the run -----------------------------------------------------------------------------------------
    /// A capability string in either spelling, or JSON. A leading `!` makes a deny. The error is meant for the user.
    std::expected<void, std::string> add(std::string_view text, bool asDeny = false);
    void grantAll();
    void useProject(const ProjectFile &project);

    // ---- the decision -------------------------------------------------------------------------------------------
    /// Decides, charges the grants used, and writes the audit record. `place` is called at most once.
    Decision decide(std::span<const Need> needs, const std::function<CallPlace()> &place);
    /// What the decision would be now: never asks, charges or records.
    Verdict peek(const Need &need) const;
    bool wouldAllow(const Need &need) const { return peek(need) == Verdict::Allow; }
    /// The answer is recorded and takes effect at the next decision. `waiters`: how many fibers asked the same.
    void answer(std::span<const Need> needs, Answer answer, const std::string &pattern, int waiters,
                const CallPlace &place);

    // ---- changes while it runs ----------------------------------------------------------------------------------
    void denyEverything();
    /// Canonical text, or a name: all grants of that name. False: not granted.
    bool revoke(const std::string &text);

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
    const RunIdentity &identity() const { return m_identity; }
    /// Patterns to offer for a need, narrowest first.
    static std::vector<std::string> suggestedPatterns(const Need &need);

private:
    struct Snapshot {
        std::vector<GrantPtr> denies;
        std::vector<GrantPtr> grants; ///< of the run, in the order given
        std::vector<GrantPtr> project;
        std::vector<GrantPtr> projectDenies;
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
        std::string message;
        QString note;
    };

    SnapshotPtr snapshot() const;
    template<typename F>
    void change(F &&edit);
    std::optional<Found> findDeny(const Snapshot &s, const Need &need) const;
    Found find(const Snapshot &s, const Need &need, const std::function<const CallPlace &()> &place) const;
    Found findGrant(const Snapshot &s, const Need &need, const std::function<const CallPlace &()> &place) const;
    bool isPlaceOfOurs(const Need &need) const;
    bool needsLiteralName(const Need &need, const Grant &grant) const;
    bool record(const Need &need, const Found &found, const CallPlace &place);
    void note(const Need &need, const Found &found, int line);
    std::string hintFor(const Need &need) const;

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
};

} // namespace latchkey::capability
