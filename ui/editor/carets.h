// SPDX-License-Identifier: GPL-3.0-or-later
//
// The carets of an editor as values, and changes at all of them at once: what the editing commands are made of. A
// change says what its range becomes and where its caret then stands, so one caret and twenty are the same work.
#pragma once

#include "ui/editor/code_editor.h"

#include <vector>

namespace latchkey::editor {

/// One selection, in bytes; empty where it is only a caret.
struct Caret {
    long anchor = 0;
    long caret = 0;
    [[nodiscard]] long from() const { return std::min(anchor, caret); }
    [[nodiscard]] long to() const { return std::max(anchor, caret); }
    [[nodiscard]] bool isEmpty() const { return anchor == caret; }
};

/// `from` to `to` becomes `text`; then the selection of this place is at `anchor` and `caret`, counted from `from`.
struct CaretChange {
    long from = 0;
    long to = 0;
    QByteArray text;
    long anchor = 0;
    long caret = 0;
};

/// Lines from 0, both in it.
struct LineRange {
    long first = 0;
    long last = 0;
};

/// Where the main caret is. Scintilla's own answer is, for a column of carets, that of the column as it was drawn:
/// behind the end of a text that has become shorter since. This one is always within the text.
[[nodiscard]] long caretOf(const QsciScintilla &view);
/// All selections by place. For a column of them Scintilla's own answers for "the" caret and anchor are of the column
/// as it was drawn, and may lie behind the end of a text that has become shorter since; these never do.
[[nodiscard]] std::vector<Caret> caretsOf(const CodeEditor &editor);
/// Gives the editor these selections, at least one; `main` is the one it scrolls to.
void setCarets(CodeEditor &editor, const std::vector<Caret> &carets, size_t main);
/// Brings selections back that stand behind the end of the text. Scintilla may leave such when there are several of
/// them: after a drag that was cut short, when the text has become shorter since. A key typed there would be the end of
/// the program, so this is called before each.
void keepInText(CodeEditor &editor);
/// Where the main one of several selections is empty, it alone is left: before anything is done with its text.
void leaveMainIfEmpty(CodeEditor &editor);
/// Which of `caretsOf` is the main one.
[[nodiscard]] size_t mainCaret(const CodeEditor &editor, const std::vector<Caret> &carets);
/// Makes changes that do not overlap, one for each of `caretsOf`, as one step to undo.
void changeAtCarets(CodeEditor &editor, const std::vector<CaretChange> &changes);
/// The lines the selections touch, those that follow each other as one range. A selection of several lines that ends
/// at the start of a line does not touch that one.
[[nodiscard]] std::vector<LineRange> touchedLines(const CodeEditor &editor);

/// One step to undo, however many changes, as long as it lives.
class UndoStep
{
public:
    explicit UndoStep(CodeEditor &editor)
        : m_editor(editor)
    {
        m_editor.SendScintilla(QsciScintillaBase::SCI_BEGINUNDOACTION);
    }
    ~UndoStep() { m_editor.SendScintilla(QsciScintillaBase::SCI_ENDUNDOACTION); }
    UndoStep(const UndoStep &) = delete;
    UndoStep &operator=(const UndoStep &) = delete;

private:
    CodeEditor &m_editor;
};

[[nodiscard]] char charAt(const CodeEditor &editor, long position);
[[nodiscard]] long lineOf(const CodeEditor &editor, long position);
[[nodiscard]] long lineCount(const CodeEditor &editor);
[[nodiscard]] long lineStart(const CodeEditor &editor, long line);
/// Before its line end.
[[nodiscard]] long lineEnd(const CodeEditor &editor, long line);
/// The first byte of a line that is no indentation.
[[nodiscard]] long lineInk(const CodeEditor &editor, long line);
[[nodiscard]] QByteArray textOf(const CodeEditor &editor, long from, long to);
/// What ends a line of this text.
[[nodiscard]] QByteArray newLineOf(const CodeEditor &editor);
void replaceRange(CodeEditor &editor, long from, long to, const QByteArray &text);

} // namespace latchkey::editor
