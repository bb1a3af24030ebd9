// SPDX-License-Identifier: GPL-3.0-or-later
//
// While Ctrl is held, the name under the pointer is a link to where it is made: underlined, and followed by a click.
// Watches the events of one editor; a click with Ctrl that moves before it ends is a drag and Scintilla's.
#pragma once

#include <QObject>
#include <QPoint>

#include <optional>

namespace latchkey::editor {

class CodeEditor;

class LinkHover : public QObject
{
    Q_OBJECT

public:
    explicit LinkHover(CodeEditor *editor);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// The name at `position` was clicked.
    void followed(long position);

private:
    struct Word {
        long from = 0;
        long to = 0;
        friend bool operator==(const Word &, const Word &) = default;
    };
    [[nodiscard]] std::optional<Word> wordAt(const QPoint &place) const;
    void show(const std::optional<Word> &word);
    bool onMouse(class QMouseEvent *event);

    CodeEditor *m_editor;
    std::optional<Word> m_shown;
    std::optional<QPoint> m_pressed;
};

} // namespace latchkey::editor
