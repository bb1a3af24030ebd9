// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the user can choose about the editor, as one value: CodeEditor::setOptions() takes it at any time.
#pragma once

namespace latchkey::editor {

struct EditorOptions {
    int tabWidth = 4; ///< columns
    bool indentsWithTabs = false;
    bool detectsIndentation = true; ///< a file goes on with what it is indented with
    bool showsSpaces = false;
    bool showsMinimap = false;
    int caretWidth = 2; ///< pixels
    bool caretBlinks = true;
    bool marksCaretLine = true;
    bool closesBrackets = true;
    bool trimsOnSave = false;
    bool endsWithNewLine = false; ///< on save

    friend bool operator==(const EditorOptions &, const EditorOptions &) = default;
};

} // namespace latchkey::editor
