// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menus of the window, filled one after the other, and which of their commands can be given now. Each menu has a
// file of its own: file_menu.cpp, edit_menu.cpp, view_menu.cpp, go_menu.cpp, run_menu.cpp, permissions_menu.cpp and
// tools_menu.cpp; the buttons of the tool bar have tool_bar_menus.cpp.
#include "ui/window/main_window.h"

#include "ui/window/run_desk.h"

#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace latchkey::window {

void MainWindow::makeCommands()
{
    makeFileCommands();
    makeEditCommands();
    makeViewCommands();
    makeGoCommands();
    makeRunCommands();
    makePermissionCommands();
    makeOtherCommands();
    menuBar()->setObjectName(u"menuBar"_s);
    menuBar()->setAccessibleName(tr("Menu bar"));
    m_commands->fill(menuBar());
}

void MainWindow::refreshCommands()
{
    Commands &c = *m_commands;
    EditorPage *current = page();
    const bool has = current != nullptr;
    for (const QString &id :
         {u"save"_s,         u"saveAs"_s,           u"saveAll"_s,         u"close"_s,        u"selectAll"_s,
          u"find"_s,         u"replace"_s,          u"findNext"_s,        u"findPrevious"_s, u"foldAll"_s,
          u"unfoldAll"_s,    u"goLine"_s,           u"matchingBracket"_s, u"nextProblem"_s,  u"previousProblem"_s,
          u"runSelection"_s, u"runSelectionStay"_s, u"runToHere"_s,       u"runFresh"_s,     u"runInputs"_s,
          u"callFunction"_s, u"runChanged"_s,       u"copyCommandLine"_s, u"copyCurl"_s,     u"copyWebSocket"_s,
          u"copyCelery"_s,   u"copyJson"_s,         u"showAsks"_s,        u"fileGrants"_s,   u"copy"_s,
          u"batch"_s,        u"batchResult"_s,      u"sendToSession"_s})
        c.setEnabled(id, has);
    const bool writable = has && !current->document()->isReadOnly();
    for (const QString &id : {u"paste"_s, u"comment"_s, u"duplicate"_s, u"moveUp"_s, u"moveDown"_s, u"deleteLines"_s,
                              u"nextOccurrence"_s, u"allOccurrences"_s, u"caretAbove"_s, u"caretBelow"_s, u"cut"_s})
        c.setEnabled(id, writable);
    for (const QAction *line : c.submenu(u"linesMenu"_s)->actions())
        c.setEnabled(line->objectName(), writable || (has && line->objectName() == u"selectLines"));
    c.setEnabled(u"undo"_s, writable && current->editor()->isUndoAvailable());
    c.setEnabled(u"redo"_s, writable && current->editor()->isRedoAvailable());
    for (const QString &id : {u"reload"_s, u"compareDisk"_s, u"compareVersions"_s})
        c.setEnabled(id, has && !current->path().isEmpty());
    c.setEnabled(u"reopen"_s, m_files->canReopen());
    const bool several = m_area->pages().size() > 1;
    for (const QString &id : {u"closeOthers"_s, u"lastTab"_s, u"nextTab"_s, u"previousTab"_s, u"moveToOtherSide"_s})
        c.setEnabled(id, several);
    c.setEnabled(u"otherSide"_s, m_area->sides().has_value() || (has && current->splitWay().has_value()));
    const runs::RunEntry front = m_desk->front(), acting = m_desk->acting();
    const bool going = acting.id != 0 && !acting.isOver();
    c.setEnabled(u"run"_s, has || going);
    c.setEnabled(u"stop"_s, going);
    c.setEnabled(u"pause"_s, going && acting.status.state != runs::RunState::Stopping);
    c.setEnabled(u"rerun"_s, front.id != 0);
    c.setEnabled(u"raise"_s, front.canBeRaised());
    c.setEnabled(u"leaveBehind"_s, acting.isNotAnswering(runs::nowMilliseconds()));
    c.setEnabled(u"tighten"_s, front.id != 0 && front.isOver());
    c.setEnabled(u"stopAll"_s, m_runs->liveCount() > 0);
    c.setEnabled(u"denyEverything"_s, m_runs->liveCount() > 0);
}

} // namespace latchkey::window
