// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu Edit: what is done to the text of the page in front; and the menu of the text itself.
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
    add(u"selectHits"_s, tr("Select all hits"), {}, [](EditorPage &p) { p.findBar()->selectHits(); });
    c.addSeparator(Menu::Edit);
    add(u"comment"_s, tr("Toggle co&mment"), {QKeySequence(u"Ctrl+/"_s)},
        [](EditorPage &p) { p.editor()->toggleComment(); });
    add(u"duplicate"_s, tr("&Duplicate lines"), {QKeySequence(u"Ctrl+Alt+Down"_s)},
        [](EditorPage &p) { p.editor()->duplicateLines(); });
    makeLineCommands();
    add(u"moveUp"_s, tr("Move lines up"), {QKeySequence(u"Alt+Up"_s)},
        [](EditorPage &p) { p.editor()->moveLinesUp(); });
    add(u"moveDown"_s, tr("Move lines down"), {QKeySequence(u"Alt+Down"_s)},
        [](EditorPage &p) { p.editor()->moveLinesDown(); });
    add(u"deleteLines"_s, tr("D&elete lines"), {QKeySequence(u"Ctrl+Shift+K"_s)},
        [](EditorPage &p) { p.editor()->deleteLines(); });
    add(u"bookmark"_s, tr("Set or remove a bookmark"), {QKeySequence(u"Ctrl+M"_s)},
        [](EditorPage &p) { p.editor()->toggleBookmark(); });
    c.addSeparator(Menu::Edit);
    m_code->addEditCommands(c);
    c.addSeparator(Menu::Edit);
    add(u"nextOccurrence"_s, tr("Select next &occurrence"), {QKeySequence(u"Ctrl+D"_s)},
        [](EditorPage &p) { p.editor()->addNextOccurrence(); });
    add(u"allOccurrences"_s, tr("Select all occurrences"), {QKeySequence(u"Ctrl+Shift+L"_s)},
        [](EditorPage &p) { p.editor()->selectAllOccurrences(); });
    add(u"caretAbove"_s, tr("Add caret above"), {QKeySequence(u"Ctrl+Shift+Up"_s)},
        [](EditorPage &p) { p.editor()->addCaretAbove(); });
    add(u"caretBelow"_s, tr("Add caret below"), {QKeySequence(u"Ctrl+Shift+Down"_s)},
        [](EditorPage &p) { p.editor()->addCaretBelow(); });
}

// What is done to whole lines and to letters, in a menu of its own: too much for one menu.
void MainWindow::makeLineCommands()
{
    using Act = void (CodeEditor::*)();
    struct Row {
        QString id, text, keys;
        Act act;
    };
    const Row rows[] = {
        {u"duplicateUp"_s, tr("Duplicate lines above"), u"Ctrl+Alt+Up"_s, &CodeEditor::duplicateLinesUp},
        {u"duplicateSelection"_s, tr("Duplicate selection"), {}, &CodeEditor::duplicateSelection},
        {u"selectLines"_s, tr("Select lines"), u"Ctrl+L"_s, &CodeEditor::selectLines},
        {u"joinLines"_s, tr("Join lines"), u"Ctrl+Shift+J"_s, &CodeEditor::joinLines},
        {u"sortLines"_s, tr("Sort lines"), {}, &CodeEditor::sortLines},
        {u"uniqueLines"_s, tr("Remove repeated lines"), {}, &CodeEditor::removeRepeatedLines},
        {u"indentLines"_s, tr("Indent lines"), u"Ctrl+]"_s, &CodeEditor::indentLines},
        {u"unindentLines"_s, tr("Unindent lines"), u"Ctrl+["_s, &CodeEditor::unindentLines},
        {u"indentWithSpaces"_s, tr("Indentation in spaces"), {}, &CodeEditor::indentWithSpaces},
        {u"indentWithTabs"_s, tr("Indentation in tabs"), {}, &CodeEditor::indentWithTabs},
        {u"trimLines"_s, tr("Remove trailing spaces"), {}, &CodeEditor::removeTrailingSpaces},
        {u"upperCase"_s, tr("Capital letters"), {}, &CodeEditor::upperCase},
        {u"lowerCase"_s, tr("Small letters"), {}, &CodeEditor::lowerCase},
    };
    QMenu *menu = m_commands->addSubmenu(Menu::Edit, tr("Lines and letters"), u"linesMenu"_s);
    for (const Row &row : rows)
        m_commands->add({.id = row.id,
                         .menu = Menu::Edit,
                         .text = row.text,
                         .keys = row.keys.isEmpty() ? QList<QKeySequence>() : QList{QKeySequence(row.keys)},
                         .scope = m_area,
                         .submenu = menu},
                        this, [this, act = row.act] { editorDo(act); });
}

void MainWindow::showEditorMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"editorMenu"_s);
    menu->setAccessibleName(tr("Menu of the text"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &id : {u"quickFix"_s, u"definition"_s, u"references"_s, u"rename"_s, u"hover"_s, QString(),
                              u"cut"_s, u"copy"_s, u"paste"_s, u"selectAll"_s, QString(), u"comment"_s, u"format"_s,
                              u"bookmark"_s, QString(), u"runSelection"_s, u"runToHere"_s, u"callFunction"_s}) {
        if (id.isEmpty()) menu->addSeparator();
        else menu->addAction((*m_commands)[id]);
    }
    menu->popup(at);
}

void MainWindow::editorDo(void (CodeEditor::*what)())
{
    if (page() != nullptr) (page()->editor()->*what)();
}

} // namespace latchkey::window
