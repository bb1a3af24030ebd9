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

void styleAll(CodeEditor &editor)
{
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    // One call works for a few milliseconds only.
    while (editor.SendScintilla(S::SCI_GETENDSTYLED) < length)
        editor.SendScintilla(S::SCI_COLOURISE, (unsigned long)editor.SendScintilla(S::SCI_GETENDSTYLED), length);
}

QStringList formatsOf(CodeEditor &editor)
{
    styleAll(editor);
    QStringList names;
    for (long at = 0; at < editor.SendScintilla(S::SCI_GETLENGTH); ++at) {
        const int style = int(editor.SendScintilla(S::SCI_GETSTYLEAT, at)) & 0xFF;
        names << (style == 0 ? QString() : editor.syntaxLexer()->description(style));
    }
    return names;
}

} // namespace latchkey::editor::test
