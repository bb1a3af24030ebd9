// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/operation.h"

namespace latchkey::capability {

bool DiskBudget::takeBytes(int64_t bytes)
{
    if (m_limits.allBytes <= 0) return true;
    const int64_t before = m_written.fetch_add(bytes, std::memory_order_relaxed);
    if (bytes <= m_limits.allBytes - before) return true;
    m_written.fetch_sub(bytes, std::memory_order_relaxed);
    return false;
}

std::string DiskBudget::diskMessage() const
{
    return "Disk limit of " + sizeText(m_limits.allBytes) + " exceeded";
}

bool DiskBudget::takeFile()
{
    if (m_open.fetch_add(1, std::memory_order_relaxed) < m_limits.openFiles) return true;
    m_open.fetch_sub(1, std::memory_order_relaxed);
    return false;
}

std::optional<std::string> Operation::refusal(size_t i) const
{
    if (i >= m_needs.size() || m_run->isStillAllowed(m_needs[i], m_grants[i])) return std::nullopt;
    return "Capability '" + reportedName(m_needs[i].name) + "' was revoked";
}

std::optional<std::string> Operation::refusal() const
{
    for (size_t i = 0; i < m_needs.size(); ++i)
        if (auto why = refusal(i)) return why;
    return std::nullopt;
}

std::shared_ptr<const Operation> Operation::ofFiles() const
{
    std::vector<Need> needs;
    std::vector<GrantPtr> grants;
    for (size_t i = 0; i < m_needs.size(); ++i) {
        if (m_needs[i].resource.form != ResourceForm::Path) continue;
        needs.push_back(m_needs[i]);
        grants.push_back(m_grants[i]);
    }
    if (needs.empty()) return nullptr;
    return std::make_shared<const Operation>(m_run, std::move(needs), std::move(grants), m_budget);
}

std::optional<std::string> Operation::sizeRefusal(size_t i, int64_t bytes) const
{
    if (i >= m_grants.size() || !m_grants[i]) return std::nullopt;
    const int64_t limit = m_grants[i]->conditions().maxFileSize;
    if (limit < 0 || bytes <= limit) return std::nullopt;
    return "Capability '" + reportedName(m_needs[i].name) + "' file larger than " + m_grants[i]->fileLimitText();
}

void Operation::noteBytes(size_t i, int64_t bytes) const
{
    if (i < m_needs.size() && m_run) m_run->noteBytes(m_needs[i], bytes);
}

} // namespace latchkey::capability
