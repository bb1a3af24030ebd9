// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/cancel_watch.h"

namespace latchkey::runs {

void CancelWatch::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    if (!m_desk) return;
    m_thread.quit();
    m_thread.wait();
    delete std::exchange(m_desk, nullptr); // with the watchers that are left; their thread is gone
}

void CancelWatch::post(std::function<void(QObject *)> work)
{
    const std::lock_guard lock(m_mutex);
    if (m_isStopped) return;
    if (!m_desk) {
        m_desk = new threads::Desk;
        m_desk->moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("latchkey-futures"));
        m_thread.start();
    }
    threads::post(m_desk, [desk = m_desk, work = std::move(work)] { work(desk); });
}

} // namespace latchkey::runs
