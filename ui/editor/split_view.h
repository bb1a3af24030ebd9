// SPDX-License-Identifier: GPL-3.0-or-later
//
// A second view of an editor's text: scrolled and folded by itself, with a caret of its own, painted as the editor's.
// It only shows. Whoever wants to work in it gets the editor there: at a click `wanted` asks whoever holds both to let
// them change places, and what follows of the mouse goes to the editor. So completion, commands and all else work in
// both views, and there is one caret the rest of the window has to know.
#pragma once

#include <Qsci/qsciscintilla.h>

namespace latchkey::editor {

class CodeEditor;
class MarginOverlay;

/// What a view shows of its text.
struct ViewPlace {
    long anchor = 0;
    long caret = 0;
    long firstLine = 0; ///< of the text, the topmost in sight
    int xOffset = 0;    ///< pixels scrolled to the right
    QList<long> folded; ///< the lines that begin what is folded

    static ViewPlace of(const QsciScintilla &view);
    void showIn(QsciScintilla &view) const;
};

class SplitView : public QsciScintilla
{
    Q_OBJECT

public:
    explicit SplitView(CodeEditor *editor, QWidget *parent = nullptr);
    ~SplitView() override;

signals:
    /// The editor is wanted where this view is.
    void wanted();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void refreshLook();
    void handOn(const QMouseEvent *event) const;

    CodeEditor *m_editor;
    MarginOverlay *m_margin;
};

} // namespace latchkey::editor
