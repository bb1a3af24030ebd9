// SPDX-License-Identifier: GPL-3.0-or-later
// An operation that the gate has allowed, for the threads that carry it out: between two chunks they ask whether it may
// still go on (a grant that was revoked or has expired ends what is open), and before they write, whether there is room
// (the limits of the grant and of the run).
#pragma once

#include "engine/capability/run_grants.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace latchkey::capability {

/// What a run may write in all and hold open. Shared by its slices and the threads that do its blocking work.
class DiskBudget
{
public:
    struct Limits {
        int64_t fileBytes = 0; ///< size of a file written; 0: none
        int64_t allBytes = 0;  ///< written by the whole run; 0: none
        int openFiles = 100;
    };
    explicit DiskBudget(const Limits &limits)
        : m_limits(limits)
    {
    }

    const Limits &limits() const { return m_limits; }
    /// Counts `bytes` that are about to be written. False: they are too many, and are not counted.
    bool takeBytes(int64_t bytes);
    /// "Disk limit of 50 MB exceeded"
    std::string diskMessage() const;
    bool takeFile();
    void giveFile() { m_open.fetch_sub(1, std::memory_order_relaxed); }

private:
    const Limits m_limits;
    std::atomic<int64_t> m_written = 0; ///< by all threads that work for the run
    std::atomic<int> m_open = 0;
};

class Operation
{
public:
    Operation(std::shared_ptr<const RunGrants> run, std::vector<Need> needs, std::vector<GrantPtr> grants,
              std::shared_ptr<DiskBudget> budget)
        : m_run(std::move(run))
        , m_needs(std::move(needs))
        , m_grants(std::move(grants))
        , m_budget(std::move(budget))
    {
    }

    /// "Capability 'file.write' was revoked", when need `i` is no longer allowed.
    std::optional<std::string> refusal(size_t i) const;
    /// The same for the first of all needs that is no longer allowed.
    std::optional<std::string> refusal() const;
    /// "Capability 'file.write' file larger than 10 MB", when the grant of need `i` allows no file of this size.
    std::optional<std::string> sizeRefusal(size_t i, int64_t bytes) const;
    /// The part of it that is about files: for work that goes on with a file when the rest is over. Null: none.
    std::shared_ptr<const Operation> ofFiles() const;
    size_t count() const { return m_needs.size(); }
    /// So much was read, written or received for need `i`; for the run's ledger.
    void noteBytes(size_t i, int64_t bytes) const;
    const std::shared_ptr<DiskBudget> &budget() const { return m_budget; }

private:
    std::shared_ptr<const RunGrants> m_run;
    std::vector<Need> m_needs;
    std::vector<GrantPtr> m_grants; ///< as long as `m_needs`; null where none was needed
    std::shared_ptr<DiskBudget> m_budget;
};

/// One place among the open files of a run, held while a file is open.
class OpenFile
{
public:
    OpenFile() = default;
    explicit OpenFile(std::shared_ptr<DiskBudget> budget)
        : m_budget(budget && budget->takeFile() ? std::move(budget) : nullptr)
    {
    }
    OpenFile(OpenFile &&) noexcept = default;
    OpenFile &operator=(OpenFile &&) noexcept = default;
    ~OpenFile()
    {
        if (m_budget) m_budget->giveFile();
    }
    bool isHeld() const { return m_budget != nullptr; }

private:
    std::shared_ptr<DiskBudget> m_budget;
};

} // namespace latchkey::capability
