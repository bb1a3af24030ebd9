// SPDX-License-Identifier: GPL-3.0-or-later
//
// A second view of an editor's text: its own caret, selection and scrolling, the same text, undo, colours and marks.
// The text and all that belongs to it stay the CodeEditor's; this one only shows and edits it.
#pragma once

#include <Qsci/qsciscintilla.h>

namespace latchkey::editor {

class CodeEditor;
class MarginOverlay;

class SplitView : public QsciScintilla
{
    Q_OBJECT

public:
    explicit SplitView(CodeEditor *editor, QWidget *parent = nullptr);
    ~SplitView() override;

    /// Where the editor's view is.
    void followEditor();

signals:
    void focused();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void refreshLook();

    CodeEditor *m_editor;
    MarginOverlay *m_margin;
};

} // namespace latchkey::editor
