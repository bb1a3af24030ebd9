// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a session says, as lines of its transcript: inputs with their marks, values, replies to commands. Marks are two
// characters wide, so that the code of all lines, that of the entry too, begins in one column.
#pragma once

#include "engine/runs/session_commands.h"
#include "ui/session/exchange_source.h"

namespace latchkey::session {

/// In front of the first line of an input, and of those below it.
inline const QString kFirstMark = QStringLiteral("> "), kNextMark = QStringLiteral("… ");

/// The lines of an input with their marks, highlighted.
QList<SaidLine> inputLines(const QString &source);
/// A text without the marks of inputs, if it was copied from a transcript: only the inputs of it.
QString withoutMarks(const QString &text);
/// The value of an input. What is more than fits in a line or two has a link to the whole.
SaidLine valueLine(const runs::ResultValue &value);
QList<SaidLine> replyLines(const runs::SessionReply &reply);
QList<SaidLine> helpLines();
/// Latchkey's own words.
SaidLine noteLine(const QString &text);

} // namespace latchkey::session
