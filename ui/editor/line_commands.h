// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands on whole lines: those that the selections touch. Free functions on an editor; each is one step to undo, and
// carets stay at their letters.
#pragma once

#include "ui/editor/carets.h"

#include <QString>

class QMimeData;

namespace latchkey::editor {

namespace commands {

/// Makes comments of the lines, or code again if all are.
void toggleComment(CodeEditor &editor, const QString &marker);
/// Moves the lines up (-1) or down (1).
void moveLines(CodeEditor &editor, int direction);
/// Writes the lines once more; the carets are in the upper (-1) or the lower (1) copy then.
void duplicateLines(CodeEditor &editor, int direction);
void deleteLines(CodeEditor &editor);
/// One step deeper (1) or less deep (-1).
void indentLines(CodeEditor &editor, int direction);
/// Joins the line with the next, or the selected ones, by one space.
void joinLines(CodeEditor &editor);
/// Selects the lines as a whole; once more: the next one, too.
void selectLines(CodeEditor &editor);

/// What a command is about that means the whole text unless lines are selected.
[[nodiscard]] LineRange selectedOrAllLines(const CodeEditor &editor);
/// Lines by their letters, equal ones in their order. Any thread.
[[nodiscard]] QByteArray sortedLines(const QByteArray &lines);
/// Lines without those that have stood before. Any thread.
[[nodiscard]] QByteArray withoutRepeatedLines(const QByteArray &lines);
/// Lines with their indentation in tabs of `width` columns, or in spaces. Any thread.
[[nodiscard]] QByteArray indentedWith(const QByteArray &lines, bool tabs, int width);

/// Puts the lines of the carets on the clipboard as lines: pasted, they stand above the caret's.
void copyLines(const CodeEditor &editor);
/// Whether the clipboard holds such lines.
[[nodiscard]] bool holdsLines(const QMimeData *data);
/// Pastes them above the caret's line.
void pasteLines(CodeEditor &editor, const QMimeData *data);

/// White space at the ends of lines goes, not inside of strings.
void trimLines(CodeEditor &editor);
/// White space at the ends of lines goes (not inside of strings), the last line gets a line end.
void removeTrailingSpaces(CodeEditor &editor);
/// Ends the last line, unless the text is empty.
void endWithNewLine(CodeEditor &editor);

} // namespace commands
} // namespace latchkey::editor
