// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts a large text into a form that Scintilla can show, off the GUI thread: allocating and filling a hundred megabytes
// and finding the line ends in them would stop the window for a tenth of a second. Scintilla offers a loader for that,
// an object any one thread may fill; at the end it becomes the text of an editor.
#pragma once

#include <QByteArray>
#include <QFuture>

#include <memory>

class QsciScintillaBase;

namespace latchkey::editor {

/// A text on its way into an editor. Gives back what it holds if nobody takes it.
class LoadedText
{
public:
    LoadedText() = default;
    /// Makes the loader; on the GUI thread.
    LoadedText(const QsciScintillaBase *editor, qsizetype bytes);
    /// Shows it in the editor in place of what was there. False when it could not be loaded (no memory).
    bool showIn(QsciScintillaBase *editor) const;
    /// Takes the text in; on any one thread.
    void fill(const QByteArray &text) const;

private:
    struct Held;
    std::shared_ptr<Held> m_held;
};

/// Fills a loader for `editor` on the file pool.
[[nodiscard]] QFuture<LoadedText> loadAside(const QsciScintillaBase *editor, const QByteArray &text);

} // namespace latchkey::editor
