// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job.h"

#include "ui/jobs/job_list.h"

#include <utility>

namespace latchkey::jobs {

Job::Job(const QString &title, std::function<void()> cancel, std::function<double()> share)
    : m_id(JobList::instance() != nullptr ? JobList::instance()->begin(title, std::move(cancel), std::move(share)) : 0)
{
}

Job::Job(Job &&other) noexcept
    : m_id(std::exchange(other.m_id, 0))
{
}

Job &Job::operator=(Job &&other) noexcept
{
    if (this == &other) return *this;
    end();
    m_id = std::exchange(other.m_id, 0);
    return *this;
}

void Job::setDetail(const QString &detail) const
{
    if (JobList *list = JobList::instance(); list != nullptr && m_id != 0) list->setDetail(m_id, detail);
}

void Job::end()
{
    const quint64 id = std::exchange(m_id, 0);
    if (JobList *list = JobList::instance(); list != nullptr && id != 0) list->end(id);
}

} // namespace latchkey::jobs
