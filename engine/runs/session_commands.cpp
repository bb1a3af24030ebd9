// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/session_commands.h"

#include "engine/capability/capability_string.h"

#include <algorithm>
#include <utility>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

using Kind = SessionCommand::Kind;
using Reply = SessionReply::Kind;

const std::pair<QLatin1StringView, Kind> kWords[] = {
    {".help"_L1, Kind::Help},   {".capabilities"_L1, Kind::Capabilities},
    {".grant"_L1, Kind::Grant}, {".revoke"_L1, Kind::Revoke},
    {".reset"_L1, Kind::Reset}, {".quit"_L1, Kind::Quit}};

/// The one spelling that is kept; what can not be read stays as it was typed.
QString canonical(const QString &capability)
{
    const auto parsed = capability::parseCapability(capability.toStdString());
    return parsed ? QString::fromStdString(parsed->canonical()) : capability;
}

SessionReply grant(Run &run, const QString &typed)
{
    const QString capability = canonical(typed);
    if (std::ranges::contains(run.grants(), capability, &HeldGrant::capability))
        return {.kind = Reply::AlreadyGranted, .capability = capability};
    QString error;
    if (!run.grant(typed, &error)) return {.kind = Reply::Refused, .capability = typed, .message = error};
    return {.kind = Reply::Granted, .capability = capability};
}

SessionReply revoke(Run &run, const QString &typed)
{
    const QString capability = canonical(typed);
    if (run.revoke(typed) || run.revoke(capability)) return {.kind = Reply::Revoked, .capability = capability};
    return {.kind = Reply::NotGranted, .capability = typed};
}

} // namespace

std::optional<SessionCommand> sessionCommandOf(const QString &text)
{
    const QString line = text.trimmed();
    if (!line.startsWith(u'.') || line.contains(u'\n')) return {};
    const QString word = line.section(u' ', 0, 0);
    const auto known = std::ranges::find(kWords, word, &std::pair<QLatin1StringView, Kind>::first);
    if (known == std::end(kWords)) return {};
    return SessionCommand{known->second, line.sliced(word.size()).trimmed()};
}

SessionReply carryOut(const SessionCommand &command, Run &run)
{
    if (command.kind == Kind::Capabilities) return {.kind = Reply::Held, .held = run.grants()};
    if (command.argument.isEmpty()) return {.kind = Reply::NothingNamed};
    return command.kind == Kind::Grant ? grant(run, command.argument) : revoke(run, command.argument);
}

} // namespace latchkey::runs
