// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands that change text: breaking a line with the right indentation, brackets that come in pairs, comments,
// lines, carets. Free functions on an editor; each is one step to undo.
#pragma once

#include <QString>

namespace latchkey::editor {

class CodeEditor;

namespace commands {

/// Enter: the new line is indented as the old, one step deeper after an opening bracket; between a pair of brackets
/// the closing one gets a line of its own.
void breakLine(CodeEditor &editor);
/// A typed bracket or quote: goes around a selection, comes with its partner, or steps over one that is there; a
/// closing bracket on a blank line moves back to its opener's indentation. False: to be typed as usual.
bool typeBracket(CodeEditor &editor, char typed, bool closes);
/// Backspace between an empty pair takes both. False: as usual.
bool deletePair(CodeEditor &editor);
/// Makes comments of the selected lines, or code again if all are.
void toggleComment(CodeEditor &editor, const QString &marker);
/// Moves the selected lines, or the caret's, up (-1) or down (1).
void moveLines(CodeEditor &editor, int direction);
void deleteLines(CodeEditor &editor);
/// Joins the line with the next, or the selected ones, by one space.
void joinLines(CodeEditor &editor);
/// One more caret above (-1) or below (1) the outermost.
void addCaret(CodeEditor &editor, int direction);
/// One more caret at a position, or one less if there is one.
void toggleCaret(CodeEditor &editor, long position);
/// White space at the ends of lines goes, not inside of strings.
void trimLines(CodeEditor &editor);
/// White space at the ends of lines goes (not inside of strings), the last line gets a line end.
void removeTrailingSpaces(CodeEditor &editor);
/// Ends the last line, unless the text is empty.
void endWithNewLine(CodeEditor &editor);

} // namespace commands
} // namespace latchkey::editor
