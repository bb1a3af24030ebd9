// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of a run as they were at one moment: of its modules, and of the calls that each of its tasks was in.
// Frozen: at the end of a run it is the run's own heap, which nobody changes any more; at a pause it is a copy of
// bounded size, handed over once. Looking at it never asks, or waits for, the run.
#pragma once

#include "engine/runs/run.h"

namespace latchkey::runs {

struct RunVariable {
    QString name;
    ResultValue value;
};

struct RunVariables {
    struct Module {
        QString name; ///< dotted; empty: the script
        QString file;
        QList<RunVariable> variables; ///< in the order of their names' first use
    };
    struct Frame {
        QString function; ///< "" : the body of a module; "fn": an arrow function
        QString file;
        int line = 0;
        QList<RunVariable> variables; ///< of functions; those of a module's body are the module's
        QStringList parameters = {};  ///< names of those `variables` that the call was given
    };
    struct Task {
        quint32 number = 0; ///< 0: the main part
        QString name;
        WaitKind waiting = WaitKind::None;
        QString waitDetail;
        QList<Frame> frames; ///< innermost first
        int leftOut = 0;     ///< frames in the middle that are not here
    };
    QList<Module> modules; ///< the script first
    QList<Task> tasks;     ///< the main part first; empty when the run ended of itself
    int leftOut = 0;       ///< tasks that are not here
    bool isPaused = false;
    bool isCut = false; ///< values are only in part here: there was more than is copied at a pause
    double seconds = 0; ///< what the copy took
};

} // namespace latchkey::runs
