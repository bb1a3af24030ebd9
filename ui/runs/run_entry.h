// SPDX-License-Identifier: GPL-3.0-or-later
//
// One run as the window knows it: a plain value that RunList fills from the engine and hands to models and panes, and
// that tests fill by hand. It holds no handle; what needs the engine (stopping, reading values) goes through RunList.
#pragma once

#include "engine/runs/run.h"
#include "ui/runs/line_trail.h"
#include "ui/runs/progress_trail.h"
#include "ui/theme/run_state_look.h"

#include <QDateTime>
#include <QString>

namespace latchkey::runs {

struct RunEntry {
    quint64 id = 0; ///< the engine's; unique in the window
    int number = 0; ///< what people read: #1, #2, ...
    QString name;   ///< the script's, or the label of the run
    QString path;   ///< of the file; empty when never saved
    QString tab;    ///< key of the editor tab it was started from
    double timeoutSeconds = 0;
    QDateTime started;
    QDateTime ended; ///< valid once over
    RunStatus status;
    qint64 sampledAt = 0; ///< when `status` was taken, in milliseconds of nowMilliseconds()
    double stepsPerSecond = 0;
    qint64 outputLines = 0;
    std::optional<LineTrail::Circle> circle; ///< lines that it does not leave and nothing comes of
    ProgressTrail progress;                  ///< how its outermost report went so far
    qint64 stoppingSince = 0;                ///< in the same clock; 0: it is not stopping

    // Once over:
    bool success = false;
    QString errorName; ///< "name_error"
    QString errorMessage;
    QString errorHint;
    QString summary; ///< of the value: "object with 3 keys"
    QStringList warnings;
    double seconds = 0;
    bool tellsEnd = true;  ///< on the desktop, when it took long; the settings say whether at all
    RunPhases phases = {}; ///< how all its time was spent
    int denied = 0;
    bool lost = false;      ///< from an earlier window that closed while it ran
    bool hasValues = false; ///< its result can still be read

    /// The state in the window's words: `Waiting` splits by who is waited for.
    theme::RunState look() const;
    bool isOver() const { return lost || isFinal(status.state); }
    bool needsYou() const { return look() == theme::RunState::WaitingForYou; }
    /// Seconds to show now: goes on between two samples while the run is moving.
    double secondsAt(qint64 now) const;
    /// Seconds it has waited for one thing.
    double waitedAt(qint64 now) const;
    /// It ended at a limit that can be raised: another run with a higher one may get further.
    bool canBeRaised() const;
    /// It was stopped a while ago and has not ended: something in it does not listen.
    bool isNotAnswering(qint64 now) const;
};

/// Milliseconds of a steady clock.
qint64 nowMilliseconds();

} // namespace latchkey::runs
