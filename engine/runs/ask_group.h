// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that ask a person as one: those of a batch. What is answered to one of them holds for all: those that wait with
// the same question go on by the same answer, and those that come to it later are not asked at all, as far as an answer
// lasts ("for this run" is here: for all runs of the group). Each run keeps its own grants, counters and ledger.
//
// Runs tell and ask the group by themselves once it stands in their RunOptions. Who shows questions looks at the runs
// under way and takes one of each kind (`distinct`). Thread-safe.
#pragma once

#include "engine/capability/run_grants.h"
#include "engine/runs/run.h"

#include <mutex>
#include <optional>
#include <vector>

namespace latchkey::runs {

class AskGroup
{
public:
    struct Given {
        PermissionAnswer answer = PermissionAnswer::DenyOnce;
        QString pattern;
    };
    using Needs = std::vector<capability::Need>;

    // ---- for runs
    /// The run has a question now.
    void join(std::weak_ptr<RunPrivate> run);
    /// A person gave this answer to `by`; the other runs that wait for it learn it. `folder`: where relative patterns
    /// start. `lasts`: it is remembered elsewhere.
    void answered(const RunPrivate &by, const Needs &needs, const Given &given, const std::string &folder, bool lasts);
    /// What was answered before and holds for these needs too.
    std::optional<Given> find(const Needs &needs) const;

    static bool isSame(const Needs &a, const Needs &b);

private:
    struct Answer {
        Needs needs;
        Given given;
        capability::GrantPtr grant; ///< of a pattern; null: exactly the needs
        int times = 1;              ///< of refusals for once
    };
    void keep(const Needs &needs, const Given &given, const std::string &folder);
    static bool holdsFor(const Answer &answer, const Needs &needs);

    mutable std::mutex m_mutex; ///< guards all below; runs are never called under it
    std::vector<Answer> m_answers;
    std::vector<std::weak_ptr<RunPrivate>> m_askers;
};

/// Of the questions of these runs the first of each kind, with the run to be answered.
QList<std::pair<RunPtr, PermissionRequest>> distinctQuestions(const QList<RunPtr> &runs);

} // namespace latchkey::runs
