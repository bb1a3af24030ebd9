// SPDX-License-Identifier: GPL-3.0-or-later
//
// How each state of a run is shown: its word, its icon and its colour, always together. This is the one list of these
// in the window; whoever shows a run maps the engine's state to this enum and asks here.
#pragma once

#include "ui/theme/tokens.h"

#include <QString>
#include <span>

namespace latchkey::theme {

enum class RunState : quint8 {
    Queued,
    Compiling,
    Running,
    WaitingForYou, ///< a permission question is open
    Waiting,       ///< for the network, a file or another run
    Paused,
    Stopping,
    Finished,
    Failed,
    TimedOut,
    LimitReached,
    Stopped,
    Lost, ///< the program closed while it ran
};

/// Word, icon and colour of a state.
struct RunStateLook {
    QString word;        ///< in the user's language
    QString icon;        ///< name for Icons
    QString desktopIcon; ///< freedesktop name, for those who prefer the desktop's icons
    Token token;         ///< colour of word and icon
};

RunStateLook runStateLook(RunState state);

/// All states, in the order of the enum.
std::span<const RunState> allRunStates();

/// Whether the run is over: nothing is left to stop.
bool isOver(RunState state);

/// Whether the run's icon turns while it lasts (and motion is wanted).
bool spins(RunState state);

} // namespace latchkey::theme
