// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that a person gives to a conversation (session.h) instead of code: `.grant file.read:./data/**`. A line
// is one when it begins with a full stop and a word that is known here, so `.5 + 1` stays code. They come from whoever
// types, never from a script: text that an input prints or evaluates is not looked at.
//
// Terminal and window share what is understood and what is done; each has its own words for the reply.
#pragma once

#include "engine/runs/run.h"

#include <optional>

namespace latchkey::runs {

struct SessionCommand {
    enum class Kind : quint8 { Help, Capabilities, Grant, Revoke, Reset, Quit };
    Kind kind = Kind::Help;
    QString argument; ///< what stands behind the word

    /// Whether it is about permissions, which belong to the runs of a session together: any of them can be asked.
    bool needsRun() const { return kind == Kind::Capabilities || kind == Kind::Grant || kind == Kind::Revoke; }
};

/// Nothing: the text is code.
std::optional<SessionCommand> sessionCommandOf(const QString &text);

/// What became of a command about permissions.
struct SessionReply {
    enum class Kind : quint8 {
        Held,           ///< `held` lists what inputs may do
        Granted,        ///< `capability`, in its canonical form
        AlreadyGranted, ///< `capability`
        Refused,        ///< `message` says why, for the user
        Revoked,        ///< `capability`
        NotGranted,     ///< `capability`, as it was typed
        NothingNamed    ///< the command lacks its capability
    };
    Kind kind = Kind::Held;
    QString capability = {};
    QString message = {};
    QList<HeldGrant> held = {};
    bool isFailure() const { return kind >= Kind::Refused && kind != Kind::Revoked; }
};

/// Carries out a command that needs a run, on any run of the session. Grants count from the next operation on, also of
/// an input that is under way.
SessionReply carryOut(const SessionCommand &command, Run &run);

} // namespace latchkey::runs
