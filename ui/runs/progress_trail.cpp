// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/progress_trail.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace latchkey::runs {

void ProgressTrail::see(qint64 now, const RunProgress &progress)
{
    if (!(progress.total > 0)) {
        *this = {};
        return;
    }
    const double share = std::clamp(progress.done / progress.total, 0.0, 1.0);
    const bool isOther = progress.message != m_message || progress.total != m_total;
    if (m_total <= 0 || (m_share >= 1 && share < 1 && isOther)) {
        *this = {};
        m_since = now;
    } else if (progress.total > m_total && m_totalBefore <= 0) {
        m_totalBefore = m_total;
    }
    m_total = progress.total;
    m_message = progress.message;
    m_share = std::max(m_share, share);
    const qint64 passed = now - m_since;
    const bool isKnown = passed >= kLeastMilliseconds && share >= kLeastShare && share < 1;
    m_rest = isKnown ? static_cast<double>(passed) / 1000 * (1 - share) / share : -1;
}

QString restText(double seconds)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("latchkey::runs", text); };
    constexpr double kSteps = 5; // seconds: more digits would only flicker
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    if (seconds < 0) return {};
    if (seconds < kMinute - kSteps / 2)
        return tr("about %1 s left").arg(std::max(kSteps, std::round(seconds / kSteps) * kSteps));
    if (seconds < kHour - kMinute / 2) return tr("about %1 min left").arg(std::round(seconds / kMinute));
    return tr("about %1 h left").arg(std::round(seconds / kHour));
}

} // namespace latchkey::runs
