// SPDX-License-Identifier: GPL-3.0-or-later
// One grant in force: a capability, the compiled pattern, the conditions it stands under, and how often it was used. A
// grant is immutable but for its counters; it is shared by a run and all its children and lives outside any script's
// heap.
#pragma once

#include "engine/capability/capability_string.h"
#include "engine/capability/pattern.h"

#include <QJsonObject>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace latchkey::capability {

/// Where a grant or a decision comes from, as the audit log spells it.
enum class Source : uint8_t { Run, Once, Remembered, Project, Policy, User, Default, Revoked };
std::string_view sourceName(Source source);
/// "10 MB", "512 KB", "3 bytes"
std::string sizeText(int64_t bytes);

struct Conditions {
    int64_t maxUses = -1; ///< negative: unlimited
    std::optional<std::chrono::steady_clock::time_point> expiry;
    std::string expiresAt; ///< the same as ISO text, for people
    int64_t maxFileSize = -1;
    std::vector<std::string> hosts;
    std::vector<int> ports;
    int rateCount = 0; ///< 0: no rate limit
    std::chrono::seconds ratePeriod{1};
    std::string rateText; ///< "30/min"
};

class Grant;
using GrantPtr = std::shared_ptr<const Grant>;

class Grant
{
public:
    /// `base` is the folder that relative patterns start at.
    static std::expected<GrantPtr, std::string> make(const Capability &capability, Source source,
                                                     const std::string &base, Conditions conditions = {});
    /// Of exactly one resource, whatever characters its name has.
    static std::expected<GrantPtr, std::string> makeExact(const Capability &capability, const Resource &resource,
                                                          Source source, Conditions conditions = {});
    /// From a capability string or, with a leading `{`, the JSON form with conditions.
    static std::expected<std::vector<GrantPtr>, std::string> parse(std::string_view text, Source source,
                                                                   const std::string &base);
    static std::expected<std::vector<GrantPtr>, std::string> parse(const QJsonObject &object, Source source,
                                                                   const std::string &base);

    uint64_t id() const { return m_id; }
    Source source() const { return m_source; }
    const Capability &capability() const { return m_capability; }
    const Conditions &conditions() const { return m_conditions; }
    const ResourcePattern &pattern() const { return m_pattern; }
    int64_t uses() const { return m_uses.load(std::memory_order_relaxed); }

    bool covers(std::string_view name) const { return capability::covers(m_capability.name, name); }
    /// Name, pattern and the narrowing conditions; not whether it is exhausted.
    bool matches(std::string_view name, const Resource &resource) const;
    bool isExpired() const;
    /// Why it can not be used now: "expired", "used up (10 of 10)", "rate limit 30/min reached"; nothing while it can.
    std::optional<std::string> exhaustion() const;
    std::string fileLimitText() const; ///< "10 MB"
    /// Counts one use. False when it is exhausted; exact under any number of threads.
    bool use() const;
    /// Takes a use back that was counted for an operation that then did not start.
    void giveBack() const;
    /// "max 10 uses, 30/min, files up to 10 MB", for people; empty: no conditions.
    std::string conditionsText() const;

private:
    static std::shared_ptr<Grant> begin(const Capability &capability, Source source, Conditions conditions);
    bool takeRateToken(double amount) const;
    uint64_t m_id = 0;
    Source m_source = Source::Run;
    Capability m_capability;
    ResourcePattern m_pattern;
    Conditions m_conditions;
    mutable std::atomic<int64_t> m_uses = 0; ///< written by whoever uses the grant, read by listings
    mutable std::mutex m_rateMutex;
    mutable double m_rateTokens = 0;
    mutable std::chrono::steady_clock::time_point m_rateRefilled;
};

} // namespace latchkey::capability
