// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_options.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/line_commands.h"

#include <QStyleHints>

namespace latchkey::editor {

void CodeEditor::setOptions(const EditorOptions &options)
{
    const bool indentation = options.indentsWithTabs != m_options.indentsWithTabs ||
                             options.detectsIndentation != m_options.detectsIndentation;
    m_options = options;
    setTabWidth(options.tabWidth);
    setIndentationWidth(options.tabWidth);
    setShowsSpaces(options.showsSpaces);
    setShowsMinimap(options.showsMinimap);
    setCaretWidth(options.caretWidth);
    const int flash = QGuiApplication::styleHints()->cursorFlashTime();
    SendScintilla(SCI_SETCARETPERIOD, options.caretBlinks ? flash / 2 : 0);
    setCaretLineVisible(options.marksCaretLine);
    setClosesBrackets(options.closesBrackets);
    if (indentation) detectIndentation(snapshot().text);
}

// The text as the user wants files to be; a change of its own that undo takes back.
void CodeEditor::tidyForSave()
{
    if (isReadOnly() || isLoading() || m_lean) return;
    if (m_options.trimsOnSave) commands::trimLines(*this);
    if (m_options.endsWithNewLine) commands::endWithNewLine(*this);
}

} // namespace latchkey::editor
