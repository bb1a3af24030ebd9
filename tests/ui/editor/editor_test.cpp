// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/editor_test.h"

#include "ui/editor/syntax_lexer.h"

#include <QSignalSpy>
#include <QTest>

namespace latchkey::editor::test {

using S = QsciScintillaBase;

std::unique_ptr<CodeEditor> shownEditor(const QByteArray &text, QSize size)
{
    auto editor = std::make_unique<CodeEditor>();
    editor->resize(size);
    editor->setInitialText(text);
    editor->show();
    editor->activateWindow();
    editor->setFocus();
    if (!QTest::qWaitForWindowActive(editor.get())) qWarning("the editor's window did not become active");
    return editor;
}

void styleAll(CodeEditor &editor, long bytes)
{
    const long all = editor.SendScintilla(S::SCI_GETLENGTH);
    const long length = bytes < 0 ? all : std::min(all, bytes);
    // One call works for a few milliseconds only.
    while (editor.SendScintilla(S::SCI_GETENDSTYLED) < length)
        editor.SendScintilla(S::SCI_COLOURISE, (unsigned long)editor.SendScintilla(S::SCI_GETENDSTYLED), length);
}

QStringList formatsOf(CodeEditor &editor, long bytes)
{
    styleAll(editor, bytes);
    const long all = editor.SendScintilla(S::SCI_GETLENGTH);
    QStringList names;
    for (long at = 0; at < (bytes < 0 ? all : std::min(all, bytes)); ++at) {
        const int style = int(editor.SendScintilla(S::SCI_GETSTYLEAT, at)) & 0xFF;
        names << (style == 0 ? QString() : editor.syntaxLexer()->description(style));
    }
    return names;
}

} // namespace latchkey::editor::test
