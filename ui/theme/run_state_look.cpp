// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/run_state_look.h"

#include <QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

struct Entry {
    const char *word;
    QStringView icon;
    QStringView desktopIcon;
    Token token;
};

// In the order of the enum.
constexpr std::array kStates = {
    Entry{QT_TRANSLATE_NOOP("RunState", "Queued"), u"queued", u"clock", Token::Queued},
    Entry{QT_TRANSLATE_NOOP("RunState", "Compiling"), u"compiling", u"run-build", Token::Running},
    Entry{QT_TRANSLATE_NOOP("RunState", "Running"), u"running", u"process-working-symbolic", Token::Running},
    Entry{QT_TRANSLATE_NOOP("RunState", "Waiting for you"), u"permission-key", u"dialog-password", Token::Key},
    Entry{QT_TRANSLATE_NOOP("RunState", "Waiting"), u"waiting", u"network-connect", Token::Running},
    Entry{QT_TRANSLATE_NOOP("RunState", "Paused"), u"pause", u"media-playback-pause", Token::Paused},
    Entry{QT_TRANSLATE_NOOP("RunState", "Stopping"), u"stopping", u"process-stop", Token::Paused},
    Entry{QT_TRANSLATE_NOOP("RunState", "Finished"), u"finished", u"emblem-ok", Token::Ok},
    Entry{QT_TRANSLATE_NOOP("RunState", "Failed"), u"failed", u"dialog-error", Token::Fail},
    Entry{QT_TRANSLATE_NOOP("RunState", "Timed out"), u"timed-out", u"appointment-missed", Token::Fail},
    Entry{QT_TRANSLATE_NOOP("RunState", "Limit reached"), u"limit", u"dialog-warning", Token::Paused},
    Entry{QT_TRANSLATE_NOOP("RunState", "Stopped"), u"stopped", u"media-playback-stop", Token::Queued},
    Entry{QT_TRANSLATE_NOOP("RunState", "Lost"), u"lost", u"dialog-question", Token::Paused},
};
constexpr std::array kAll = {
    RunState::Queued,       RunState::Compiling, RunState::Running,  RunState::WaitingForYou, RunState::Waiting,
    RunState::Paused,       RunState::Stopping,  RunState::Finished, RunState::Failed,        RunState::TimedOut,
    RunState::LimitReached, RunState::Stopped,   RunState::Lost,
};
static_assert(kStates.size() == kAll.size());

} // namespace

RunStateLook runStateLook(RunState state)
{
    const Entry &entry = kStates[static_cast<std::size_t>(state)];
    return {.word = QCoreApplication::translate("RunState", entry.word),
            .icon = entry.icon.toString(),
            .desktopIcon = entry.desktopIcon.toString(),
            .token = entry.token};
}

std::span<const RunState> allRunStates()
{
    return kAll;
}

bool isOver(RunState state)
{
    return state >= RunState::Finished;
}

bool spins(RunState state)
{
    return state == RunState::Running;
}

} // namespace latchkey::theme
