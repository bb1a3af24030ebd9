// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu Edit: what is done to the text of the page in front.
#include "ui/window/main_window.h"

#include "ui/window/code_desk.h"

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::CodeEditor;

void MainWindow::makeEditCommands()
{
    Commands &c = *m_commands;
    // The slots of QsciScintilla are virtual members of a base: called through the editor.
    const auto add = [&](const QString &id, const QString &text, const QList<QKeySequence> &keys, auto act,
                         const QString &icon = {}) {
        c.add({id, Menu::Edit, text, keys, icon, {}, m_area}, this, [this, act] {
            if (EditorPage *current = page()) act(*current);
        });
    };
    add(u"undo"_s, tr("&Undo"), {QKeySequence::Undo}, [](EditorPage &p) { p.editor()->undo(); }, u"undo"_s);
    add(
        u"redo"_s, tr("&Redo"), {QKeySequence(u"Ctrl+Shift+Z"_s), QKeySequence(u"Ctrl+Y"_s)},
        [](EditorPage &p) { p.editor()->redo(); }, u"redo"_s);
    c.addSeparator(Menu::Edit);
    add(u"cut"_s, tr("Cu&t"), {QKeySequence::Cut}, [](EditorPage &p) { p.editor()->cut(); });
    add(u"copy"_s, tr("&Copy"), {QKeySequence::Copy}, [](EditorPage &p) { p.editor()->copy(); }, u"copy"_s);
    add(u"paste"_s, tr("&Paste"), {QKeySequence::Paste}, [](EditorPage &p) { p.editor()->paste(); });
    add(u"selectAll"_s, tr("Select &all"), {QKeySequence::SelectAll}, [](EditorPage &p) { p.editor()->selectAll(); });
    c.addSeparator(Menu::Edit);
    add(u"find"_s, tr("&Find…"), {QKeySequence::Find}, [](EditorPage &p) { p.findBar()->openFind(); }, u"search"_s);
    add(
        u"replace"_s, tr("Rep&lace…"), {QKeySequence(u"Ctrl+H"_s)}, [](EditorPage &p) { p.findBar()->openReplace(); },
        u"replace"_s);
    c.add({u"findInFolder"_s,
           Menu::Edit,
           tr("Find in folder…"),
           {QKeySequence(u"Ctrl+Shift+F"_s)},
           u"search"_s,
           tr("and replace")},
          this, [this] { findInFolder({}); });
    add(u"findNext"_s, tr("Find &next"), {QKeySequence(u"F3"_s)}, [](EditorPage &p) { p.findBar()->findNext(); });
    add(u"findPrevious"_s, tr("Find pre&vious"), {QKeySequence(u"Shift+F3"_s)},
        [](EditorPage &p) { p.findBar()->findPrevious(); });
    c.addSeparator(Menu::Edit);
    add(u"comment"_s, tr("Toggle co&mment"), {QKeySequence(u"Ctrl+/"_s)},
        [](EditorPage &p) { p.editor()->toggleComment(); });
    add(u"duplicate"_s, tr("&Duplicate lines"), {QKeySequence(u"Ctrl+Alt+Down"_s)},
        [](EditorPage &p) { p.editor()->duplicateLines(); });
    add(u"moveUp"_s, tr("Move lines up"), {QKeySequence(u"Alt+Up"_s)},
        [](EditorPage &p) { p.editor()->moveLinesUp(); });
    add(u"moveDown"_s, tr("Move lines down"), {QKeySequence(u"Alt+Down"_s)},
        [](EditorPage &p) { p.editor()->moveLinesDown(); });
    add(u"deleteLines"_s, tr("D&elete lines"), {QKeySequence(u"Ctrl+Shift+K"_s)},
        [](EditorPage &p) { p.editor()->deleteLines(); });
    add(u"trimLines"_s, tr("Remove trailing spaces"), {}, [](EditorPage &p) { p.editor()->removeTrailingSpaces(); });
    add(u"bookmark"_s, tr("Set or remove a bookmark"), {QKeySequence(u"Ctrl+M"_s)},
        [](EditorPage &p) { p.editor()->toggleBookmark(); });
    add(u"joinLines"_s, tr("&Join lines"), {QKeySequence(u"Ctrl+Shift+J"_s)},
        [](EditorPage &p) { p.editor()->joinLines(); });
    c.addSeparator(Menu::Edit);
    m_code->addEditCommands(c);
    c.addSeparator(Menu::Edit);
    add(u"nextOccurrence"_s, tr("Select next &occurrence"), {QKeySequence(u"Ctrl+D"_s)},
        [](EditorPage &p) { p.editor()->addNextOccurrence(); });
    add(u"caretAbove"_s, tr("Add caret above"), {QKeySequence(u"Ctrl+Shift+Up"_s)},
        [](EditorPage &p) { p.editor()->addCaretAbove(); });
    add(u"caretBelow"_s, tr("Add caret below"), {QKeySequence(u"Ctrl+Shift+Down"_s)},
        [](EditorPage &p) { p.editor()->addCaretBelow(); });
}

void MainWindow::editorDo(void (CodeEditor::*what)())
{
    if (page() != nullptr) (page()->editor()->*what)();
}

} // namespace latchkey::window
