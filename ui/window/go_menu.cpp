// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu Go: places in the file, tabs, and the zones that F6 goes round.
#include "ui/window/main_window.h"

#include "ui/window/code_desk.h"
#include "ui/window/panes.h"
#include "ui/window/tool_bar.h"
#include "ui/window/welcome_page.h"

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::CodeEditor;

void MainWindow::makeGoCommands()
{
    Commands &c = *m_commands;
    c.add({u"goFile"_s, Menu::Go, tr("&File…"), {QKeySequence(u"Ctrl+P"_s)}, u"files"_s, tr("open and recent files")},
          this, [this] { openPalette({}); });
    c.add({u"goSymbol"_s,
           Menu::Go,
           tr("&Symbol…"),
           {QKeySequence(u"Ctrl+Alt+O"_s)},
           u"outline"_s,
           tr("functions and variables of the file")},
          this, [this] { openPalette(u"@"_s); });
    c.add({u"goLine"_s, Menu::Go, tr("&Line…"), {QKeySequence(u"Ctrl+G"_s)}}, this, [this] { openPalette(u":"_s); });
    m_code->addGoCommands(c);
    c.add({u"matchingBracket"_s, Menu::Go, tr("Matching brac&ket"), {QKeySequence(u"Ctrl+Shift+\\"_s)}}, this,
          [this] { editorDo(&CodeEditor::goToMatchingBracket); });
    c.addSeparator(Menu::Go);
    c.add({u"nextBookmark"_s, Menu::Go, tr("Next bookmark"), {QKeySequence(u"Alt+PgDown"_s)}, u"pin"_s}, this, [this] {
        if (page() != nullptr) page()->editor()->goToBookmark(true);
    });
    c.add({u"previousBookmark"_s, Menu::Go, tr("Previous bookmark"), {QKeySequence(u"Alt+PgUp"_s)}, u"pin"_s}, this,
          [this] {
              if (page() != nullptr) page()->editor()->goToBookmark(false);
          });
    c.add({u"nextProblem"_s, Menu::Go, tr("Next &problem"), {QKeySequence(u"F8"_s)}, u"problems"_s}, this, [this] {
        if (page() != nullptr) page()->editor()->goToProblem(true);
    });
    c.add({u"previousProblem"_s, Menu::Go, tr("P&revious problem"), {QKeySequence(u"Shift+F8"_s)}}, this, [this] {
        if (page() != nullptr) page()->editor()->goToProblem(false);
    });
    c.addSeparator(Menu::Go);
    c.add({u"lastTab"_s, Menu::Go, tr("Last &used tab"), {QKeySequence(u"Ctrl+Tab"_s)}}, m_area,
          &EditorArea::goToLastUsed);
    c.add({u"nextTab"_s, Menu::Go, tr("Next &tab"), {QKeySequence(u"Ctrl+PgDown"_s)}}, this,
          [this] { m_area->step(1); });
    c.add({u"previousTab"_s, Menu::Go, tr("Previous ta&b"), {QKeySequence(u"Ctrl+PgUp"_s)}}, this,
          [this] { m_area->step(-1); });
    c.addSeparator(Menu::Go);
    c.add({u"editor"_s, Menu::Go, tr("&Editor"), {QKeySequence(u"Ctrl+1"_s)}}, this,
          [this] { page() != nullptr ? page()->setFocus() : m_welcome->setFocus(); });
    c.add({u"otherSide"_s, Menu::Go, tr("Other side of the editor"), {QKeySequence(u"Ctrl+2"_s)}}, m_area,
          &EditorArea::goToOtherSide);
    c.add({u"nextZone"_s, Menu::Go, tr("Next &zone"), {QKeySequence(u"F6"_s)}}, this, [this] { cycleZones(1); });
    c.add({u"previousZone"_s, Menu::Go, tr("Previous zone"), {QKeySequence(u"Shift+F6"_s)}}, this,
          [this] { cycleZones(-1); });
}

// The places F6 goes round, those in sight.
void MainWindow::cycleZones(int by)
{
    QList<QWidget *> zones{m_area};
    for (const Qt::DockWidgetArea area : {Qt::RightDockWidgetArea, Qt::BottomDockWidgetArea, Qt::LeftDockWidgetArea})
        zones << m_panes->dock(area);
    zones << m_toolBar;
    const QWidget *focus = focusWidget();
    qsizetype at = 0;
    for (qsizetype i = 0; i < zones.size(); ++i)
        if (focus != nullptr && zones[i]->isAncestorOf(focus)) at = i;
    for (qsizetype step = 1; step <= zones.size(); ++step) {
        QWidget *next = zones[(at + by * step + 2 * zones.size()) % zones.size()];
        if (next == m_area && page() != nullptr) return page()->setFocus();
        const auto *dock = qobject_cast<widgets::TabbedDock *>(next);
        if (dock != nullptr ? dock->isVisible() && (focusInto(dock->pane(dock->currentPane())) || focusInto(next))
                            : focusInto(next))
            return;
    }
}

} // namespace latchkey::window
