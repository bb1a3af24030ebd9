// SPDX-License-Identifier: GPL-3.0-or-later
//
// What keys do to the text at the carets: breaking a line with the right indentation, brackets that come in pairs,
// more carets. Free functions on an editor; each is one step to undo and does the same at every caret. Commands on
// whole lines are in line_commands.h.
#pragma once

namespace latchkey::editor {

class CodeEditor;

namespace commands {

enum class LetterCase : bool { Lower, Upper };

/// Enter: the new line is indented as the old, one step deeper after an opening bracket; between a pair of brackets
/// the closing one gets a line of its own.
void breakLine(CodeEditor &editor);
/// A typed bracket or quote: goes around a selection, comes with its partner, or steps over one that is there; a
/// closing bracket on a blank line moves back to its opener's indentation. False: to be typed as usual.
bool typeBracket(CodeEditor &editor, char typed, bool closes);
/// Backspace between an empty pair takes both. False: as usual.
bool deletePair(CodeEditor &editor);
/// One more caret above (-1) or below (1) the outermost.
void addCaret(CodeEditor &editor, int direction);
/// One more caret at a position, or one less if there is one.
void toggleCaret(CodeEditor &editor, long position);
/// Selects every place that holds what is selected, or the word at the caret.
void selectAllOccurrences(CodeEditor &editor);
/// Writes what is selected, or the word at the caret, in capitals or small letters.
void changeCase(CodeEditor &editor, LetterCase to);

} // namespace commands
} // namespace latchkey::editor
