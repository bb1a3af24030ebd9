// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_list.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace latchkey::jobs {

JobList::JobList(QObject *parent)
    : QObject(parent)
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &JobList::refresh);
}

JobList *JobList::instance()
{
    static QPointer<JobList> list;
    static bool made = false;
    if (!std::exchange(made, true)) list = new JobList(QCoreApplication::instance());
    return list;
}

quint64 JobList::begin(const QString &title, std::function<void()> cancel, std::function<double()> share)
{
    Entry entry{{.id = ++m_last, .title = title, .detail = {}}, {}, std::move(cancel), std::move(share)};
    entry.age.start();
    m_jobs.append(std::move(entry));
    if (!m_tick.isActive()) m_tick.start();
    return m_last;
}

void JobList::setDetail(quint64 id, const QString &detail)
{
    for (Entry &entry : m_jobs)
        if (entry.view.id == id) entry.view.detail = detail; // seen at the next tick
}

void JobList::end(quint64 id)
{
    if (m_jobs.removeIf([id](const Entry &entry) { return entry.view.id == id; }) == 0) return;
    refresh();
    if (m_jobs.isEmpty()) m_tick.stop();
}

void JobList::cancel(quint64 id)
{
    const auto found = std::ranges::find(m_jobs, id, [](const Entry &entry) { return entry.view.id; });
    if (found == m_jobs.end() || std::exchange(found->view.isStopping, true)) return;
    const auto cancel = found->cancel; // may end the job, and with it the entry
    refresh();
    if (cancel) cancel();
}

void JobList::refresh()
{
    QList<JobView> shown;
    for (Entry &entry : m_jobs) {
        if (entry.age.elapsed() < kQuietMs) continue;
        if (entry.share)
            if (const double share = std::min(entry.share(), 1.0); share > 0)
                entry.view.share = std::max(entry.view.share, share);
        shown.append(entry.view);
    }
    if (std::exchange(m_shown, shown) != shown) emit changed();
}

} // namespace latchkey::jobs
