// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens a widget between two lines of code: the permission bar below the line that asks. Blank annotation lines keep
// the room, so the text moves apart and nothing is covered, the caret least of all; the widget lies on them, follows
// scrolling, zoom and edits above it, and never takes the focus. One bar at a time.
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace latchkey::editor {

class CodeEditor;

class PermissionBarHost : public QObject
{
    Q_OBJECT

public:
    explicit PermissionBarHost(CodeEditor *editor);
    ~PermissionBarHost() override;

    /// Shows `bar` below `line` (from 1). The host becomes its parent's keeper: it is deleted by `remove()` or when
    /// another takes its place.
    void show(QWidget *bar, int line);
    /// Takes the bar away and closes the gap.
    void remove();

    [[nodiscard]] QWidget *bar() const { return m_bar; }
    /// The line it belongs to now, from 1; 0 if none.
    [[nodiscard]] int line() const;
    /// Scrolls so that line and bar are in sight, for Alt+P.
    void reveal();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void reserve();
    void place();
    [[nodiscard]] int lineOfHandle() const;
    void dropHandle();

    CodeEditor *m_editor;
    QPointer<QWidget> m_bar;
    int m_handle = -1;
    int m_lines = 0;
};

} // namespace latchkey::editor
