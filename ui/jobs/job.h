// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a part of the window says that it is at work in the background: it holds a `Job` for as long as the work takes.
// The job stands in the one list of the program (job_list.h), which the stack in the window's corner shows; what is
// done within half a second is never seen. GUI thread only: a worker's progress is asked for, not sent.
//
//     m_job = jobs::Job(tr("Exporting %1").arg(name), [this] { m_work.cancel(); }, [p] { return p->share(); });
//     ...
//     m_job.end(); // done, failed or cancelled; so does destroying it
#pragma once

#include <QString>

#include <functional>

namespace latchkey::jobs {

class Job
{
public:
    Job() = default;
    /// Begins. `cancel` ends the work and with it, now or soon, this job. `share` tells how much is done, 0 to 1, or
    /// nothing yet (0 or less): a bar is drawn only for a known end.
    Job(const QString &title, std::function<void()> cancel, std::function<double()> share = {});
    ~Job() { end(); }
    Job(Job &&other) noexcept;
    Job &operator=(Job &&other) noexcept;
    Q_DISABLE_COPY(Job)

    /// A few words beside the title: "1 204 files searched".
    void setDetail(const QString &detail) const;
    void end();
    [[nodiscard]] bool isActive() const { return m_id != 0; }

private:
    quint64 m_id = 0;
};

} // namespace latchkey::jobs
