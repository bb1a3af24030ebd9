// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run's progress has been so far, so that its bar never goes back and the rest can be estimated: only after ten
// seconds and a twentieth of the way, since an estimate from less is a guess. Values only; fed with each report.
#pragma once

#include "engine/runs/run.h"

#include <QtTypes>

namespace latchkey::runs {

class ProgressTrail
{
public:
    static constexpr qint64 kLeastMilliseconds = 10'000;
    static constexpr double kLeastShare = 0.05;

    /// `now` is nowMilliseconds(). A report after a finished one, with another text or total, begins anew.
    void see(qint64 now, const RunProgress &progress);
    /// The furthest it has been, 0..1.
    double share() const { return m_share; }
    /// Seconds that are left, about; negative: nobody knows yet.
    double rest() const { return m_rest; }
    /// The total before it grew; 0: it has not.
    double totalBefore() const { return m_totalBefore; }

private:
    qint64 m_since = 0;
    QString m_message;
    double m_total = 0;
    double m_share = 0;
    double m_rest = -1;
    double m_totalBefore = 0;
};

/// "about 25 s left"; empty when nobody knows.
QString restText(double seconds);

} // namespace latchkey::runs
