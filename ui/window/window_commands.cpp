// SPDX-License-Identifier: GPL-3.0-or-later
//
// The commands of the window, menu by menu, and the small menus and lists that go with them.
#include "ui/window/main_window.h"

#include "engine/capability/broker.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/project/file_index.h"
#include "ui/project/project_tree.h"
#include "ui/project/search_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/small_parts.h"
#include "ui/window/about.h"
#include "ui/window/ask.h"
#include "ui/window/batch_desk.h"
#include "ui/window/call_panel.h"
#include "ui/window/clipboard_run.h"
#include "ui/window/code_desk.h"
#include "ui/window/command_palette.h"
#include "ui/window/configuration_desk.h"
#include "ui/window/copy_as.h"
#include "ui/window/examples.h"
#include "ui/window/help_desk.h"
#include "ui/window/output_commands.h"
#include "ui/window/overview_panel.h"
#include "ui/window/panes.h"
#include "ui/window/permission_desk.h"
#include "ui/window/policy_desk.h"
#include "ui/window/result_desk.h"
#include "ui/window/run_desk.h"
#include "ui/window/settings_desk.h"
#include "ui/window/setup_panel.h"
#include "ui/window/status_line.h"
#include "ui/window/tool_bar.h"
#include "ui/window/tour.h"
#include "ui/window/welcome_page.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::CodeEditor;
using settings::Limits;
using theme::Theme;

namespace {

constexpr int kZoomStep = 10;

// Names of files may hold an ampersand, which menus take for a mnemonic.
QString menuText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace

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

void MainWindow::makeFileCommands()
{
    Commands &c = *m_commands;
    c.add({u"new"_s, Menu::File, tr("&New script"), {QKeySequence::New}, u"new"_s}, this,
          [this] { m_files->newFile(); });
    c.add({u"open"_s, Menu::File, tr("&Open…"), {QKeySequence::Open}, u"open"_s}, m_files, &FileDesk::openDialog);
    c.add({u"openFolder"_s, Menu::File, tr("Open &folder…"), {QKeySequence(u"Ctrl+Shift+O"_s)}, u"folder"_s}, this,
          &MainWindow::openFolder);
    QMenu *recent = c.addSubmenu(Menu::File, tr("Open &recent"), u"recentMenu"_s);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    c.addSeparator(Menu::File);
    c.add({u"save"_s, Menu::File, tr("&Save"), {QKeySequence::Save}, u"save"_s}, this,
          [this] { m_files->save(page()); });
    c.add({u"saveAs"_s, Menu::File, tr("Save &as…"), {QKeySequence(u"Ctrl+Shift+S"_s)}}, this,
          [this] { m_files->saveAs(page()); });
    c.add({u"saveAll"_s, Menu::File, tr("Sa&ve all")}, m_files, &FileDesk::saveAll);
    c.add({u"reload"_s, Menu::File, tr("Re&load from disk")}, this, [this] { m_files->reload(page()); });
    m_files->compare().addCommands(c);
    c.addSeparator(Menu::File);
    c.add({u"close"_s, Menu::File, tr("&Close"), {QKeySequence(u"Ctrl+W"_s)}, u"close"_s}, this,
          [this] { m_files->close(page()); });
    c.add({u"closeOthers"_s, Menu::File, tr("Close o&thers")}, this, [this] { m_files->closeOthers(page()); });
    c.add({u"reopen"_s, Menu::File, tr("Reo&pen closed"), {QKeySequence(u"Ctrl+Shift+T"_s)}}, m_files,
          &FileDesk::reopenClosed);
    c.addSeparator(Menu::File);
    c.add({u"quit"_s, Menu::File, tr("&Quit"), {QKeySequence(u"Ctrl+Q"_s)}}, this, &QWidget::close);
}

void MainWindow::editorDo(void (CodeEditor::*what)())
{
    if (page() != nullptr) (page()->editor()->*what)();
}

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

void MainWindow::makeViewCommands()
{
    Commands &c = *m_commands;
    struct PaneKey {
        QString id, text, keys, icon;
    };
    const PaneKey paneKeys[] = {{u"output"_s, tr("Show &output"), u"Alt+1"_s, u"output"_s},
                                {u"problems"_s, tr("Show &problems"), u"Alt+2"_s, u"problems"_s},
                                {u"runs"_s, tr("Show &runs"), u"Alt+3"_s, u"runs"_s},
                                {u"prompts"_s, tr("Show pro&mpts"), u"Alt+4"_s, u"prompts"_s},
                                {u"history"_s, tr("Show histor&y"), u"Alt+0"_s, u"history"_s},
                                {u"profile"_s, tr("Show profile"), u"Alt+6"_s, u"profile"_s},
                                {u"variables"_s, tr("Show &variables"), u"Alt+5"_s, u"variables"_s},
                                {u"result"_s, tr("Show r&esult"), u"Alt+7"_s, u"result-tree"_s},
                                {u"table"_s, tr("Show t&able"), u"Alt+Shift+T"_s, u"table"_s},
                                {u"plot"_s, tr("Show plot"), u"Alt+Shift+P"_s, u"plot"_s},
                                {u"raw"_s, tr("Show raw result"), u"Alt+Shift+R"_s, u"raw"_s},
                                {u"permissions"_s, tr("Show permissio&ns"), u"Alt+8"_s, u"permission-key"_s},
                                {u"files"_s, tr("Show &files"), u"Alt+9"_s, u"files"_s},
                                {u"outline"_s, tr("Show o&utline"), u"Alt+O"_s, u"outline"_s},
                                {u"search"_s, tr("Show searc&h"), u"Alt+S"_s, u"search"_s},
                                {u"help"_s, tr("Show help"), u"Shift+F1"_s, u"help"_s}};
    for (const PaneKey &pane : paneKeys)
        c.add({u"show-"_s + pane.id, Menu::View, pane.text, {QKeySequence(pane.keys)}, pane.icon}, this,
              [this, id = pane.id] { m_panes->show(id); });
    c.addSeparator(Menu::View);
    c.add({u"toggleNavigator"_s, Menu::View, tr("Show or hide the navi&gator"), {QKeySequence(u"Ctrl+B"_s)}}, this,
          [this] { m_panes->toggleDock(Qt::LeftDockWidgetArea); });
    c.add({u"toggleBottom"_s, Menu::View, tr("Show or hide the &bottom panes"), {QKeySequence(u"Ctrl+J"_s)}}, this,
          [this] { m_panes->toggleDock(Qt::BottomDockWidgetArea); });
    c.add({u"resetLayout"_s, Menu::View, tr("Reset &layout")}, m_panes, &Panes::reset);
    c.addSeparator(Menu::View);
    const auto zoom = [](int by) {
        Theme &theme = Theme::instance();
        theme.setZoom(by == 0 ? 100 : std::clamp(theme::fonts().zoom() + by, theme::kMinZoom, theme::kMaxZoom));
    };
    c.add({u"zoomIn"_s, Menu::View, tr("Zoom &in"), {QKeySequence(u"Ctrl++"_s), QKeySequence(u"Ctrl+="_s)}}, this,
          [zoom] { zoom(kZoomStep); });
    c.add({u"zoomOut"_s, Menu::View, tr("Zoom ou&t"), {QKeySequence(u"Ctrl+-"_s)}}, this, [zoom] { zoom(-kZoomStep); });
    c.add({u"zoomNormal"_s, Menu::View, tr("Normal &size"), {QKeySequence(u"Ctrl+0"_s)}}, this, [zoom] { zoom(0); });
    QAction *wrap = c.add({u"wrap"_s, Menu::View, tr("&Wrap long lines"), {QKeySequence(u"Alt+Z"_s)}}, this,
                          [this](bool on) { m_settings->setSoftWrap(on); });
    wrap->setCheckable(true);
    wrap->setChecked(m_settings->softWrap());
    connect(m_settings, &settings::Settings::softWrapChanged, wrap, &QAction::setChecked);
    c.add({u"whitespace"_s, Menu::View, tr("Show spaces and tabs")}, this, [this](bool on) {
         m_settings->set(settings::key::kWhitespace, on);
     })->setCheckable(true);
    c.add({u"minimap"_s, Menu::View, tr("Show the minimap")}, this, [this](bool on) {
         m_settings->set(settings::key::kMinimap, on);
     })->setCheckable(true);
    c.add({u"splitRight"_s, Menu::View, tr("Split side by side"), {QKeySequence(u"Ctrl+\\"_s)}, u"split"_s}, this,
          [this] {
              if (page() != nullptr) page()->toggleSplit(Qt::Horizontal);
          });
    c.add({u"splitDown"_s, Menu::View, tr("Split above and below"), {}, u"split"_s}, this, [this] {
        if (page() != nullptr) page()->toggleSplit(Qt::Vertical);
    });
    c.add({u"foldAll"_s, Menu::View, tr("Fold everything")}, this, [this] { editorDo(&CodeEditor::foldEverything); });
    c.add({u"unfoldAll"_s, Menu::View, tr("Unfold everything")}, this,
          [this] { editorDo(&CodeEditor::unfoldEverything); });
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
    c.add({u"nextZone"_s, Menu::Go, tr("Next &zone"), {QKeySequence(u"F6"_s)}}, this, [this] { cycleZones(1); });
    c.add({u"previousZone"_s, Menu::Go, tr("Previous zone"), {QKeySequence(u"Shift+F6"_s)}}, this,
          [this] { cycleZones(-1); });
}

void MainWindow::makeRunCommands()
{
    Commands &c = *m_commands;
    c.add({u"run"_s, Menu::Run, tr("&Run file"), {QKeySequence(u"F5"_s), QKeySequence(u"Ctrl+R"_s)}, u"run"_s}, this,
          &MainWindow::runCurrent);
    c.add({u"runSelection"_s,
           Menu::Run,
           tr("Run &selection or statement"),
           {QKeySequence(u"Ctrl+Return"_s)},
           u"run"_s,
           {},
           m_area},
          this, [this] { m_desk->runSelection(page(), true); });
    c.add({u"runSelectionStay"_s,
           Menu::Run,
           tr("Run selection or statement and sta&y"),
           {QKeySequence(u"Shift+Return"_s)},
           u"run"_s,
           {},
           m_area},
          this, [this] { m_desk->runSelection(page(), false); });
    c.add({u"runToHere"_s, Menu::Run, tr("Run to here"), {}, u"run"_s, tr("up to the statement at the caret")}, this,
          [this] { m_desk->runToHere(page()); });
    c.add({u"runFresh"_s,
           Menu::Run,
           tr("Run &fresh"),
           {QKeySequence(u"Ctrl+Shift+F5"_s)},
           u"rerun"_s,
           tr("no cache, no grants given beforehand")},
          this, [this] { m_desk->run(page(), RunDesk::Fresh::Yes); });
    c.add({u"runClipboard"_s,
           Menu::Run,
           tr("Run clip&board in sandbox"),
           {},
           u"permission-key"_s,
           tr("a new script without any permission")},
          this, [this] { new ClipboardRun(this); });
    c.add({u"runProfile"_s, Menu::Run, tr("Run &with profile"), {}, u"profile"_s, tr("where the time goes")}, this,
          [this] {
              if (page() != nullptr) m_desk->runProfiled(page());
          });
    c.add({u"runInputs"_s, Menu::Run, tr("Run with &inputs…"), {}, u"inputs"_s}, this, [this] { showSetup(false); });
    c.add({u"callFunction"_s, Menu::Run, tr("Call f&unction…"), {}, u"run"_s, tr("with arguments")}, this,
          &MainWindow::showCall);
    c.add({u"runChanged"_s, Menu::Run, tr("Run all chan&ged"), {}, u"run"_s, tr("open scripts edited since their run")},
          this, [this] {
              const int count = m_desk->runChanged();
              m_status->say(count > 0 ? tr("Started %n run(s)", nullptr, count)
                                      : tr("No open script has changed since its last run"));
          });
    c.add({u"rerun"_s, Menu::Run, tr("Rerun &last run"), {}, u"rerun"_s, tr("the same text and inputs")}, this,
          [this] { m_desk->rerun(m_runs->frontRun()); });
    c.add({u"raise"_s, Menu::Run, tr("Raise the li&mit and rerun"), {}, u"limits"_s, tr("of the run in front")}, this,
          [this] { m_desk->raiseAndRerun(m_runs->frontRun()); });
    c.add({u"batch"_s, Menu::Run, tr("Run as batc&h…"), {}, u"batch"_s, tr("once for each item of a file")}, this,
          [this] { batchOver(false); });
    c.add({u"batchResult"_s,
           Menu::Run,
           tr("Run as batch &over the result…"),
           {},
           u"batch"_s,
           tr("once for each element of the list in front")},
          this, [this] { batchOver(true); });
    c.addSeparator(Menu::Run);
    c.add({u"stop"_s, Menu::Run, tr("S&top"), {QKeySequence(u"Shift+F5"_s)}, u"stop"_s, tr("the run in front")}, m_desk,
          &RunDesk::stopFront);
    c.add({u"stopAll"_s, Menu::Run, tr("Stop &all"), {QKeySequence(u"Ctrl+Alt+Shift+F5"_s)}, u"stop"_s}, m_runs,
          &runs::RunList::stopAll);
    c.add({u"leaveBehind"_s, Menu::Run, tr("Lea&ve behind"), {}, u"export"_s, tr("a run that does not answer")}, this,
          [this] { m_runs->leaveBehind(m_runs->frontRun()); });
    c.add({u"pause"_s, Menu::Run, tr("&Pause or resume"), {QKeySequence(Qt::Key_Pause)}, u"pause"_s}, m_desk,
          &RunDesk::pauseFront);
    c.addSeparator(Menu::Run);
    addCopyCommands();
}

/// A batch of the current page, over the list that the front run gave when `result` is asked for.
void MainWindow::batchOver(bool result)
{
    if (page() == nullptr) return;
    const runs::RunPtr front = m_runs->run(m_runs->frontRun());
    if (!result) {
        m_batches->open(page()->script(), m_desk->optionsOf(page()));
        return;
    }
    const bool isList = front && front->isFinished() && front->result().value.kind() == runs::ResultValue::Kind::Array;
    if (!isList) return m_status->say(tr("The run in front gave no list to go through."));
    const runs::RunEntry entry = m_runs->entry(m_runs->frontRun());
    m_batches->openValue(page()->script(), m_desk->optionsOf(page()), front->result().value,
                         tr("the result of run %1").arg(entry.number));
}

void MainWindow::makePermissionCommands()
{
    Commands &c = *m_commands;
    c.add({u"oldestQuestion"_s,
           Menu::Permissions,
           tr("&Go to the oldest question"),
           {QKeySequence(u"Alt+P"_s)},
           u"permission-key"_s},
          this, [this] {
              if (m_permissionDesk->goToOldestQuestion()) return;
              m_panes->show(u"prompts"_s); // its file is not open, or nothing waits: the pane says which
          });
    c.addSeparator(Menu::Permissions);
    c.add({u"showAsks"_s, Menu::Permissions, tr("&What can this script ask?"), {}, u"permission-key"_s}, this,
          &MainWindow::showAsks);
    c.add({u"fileGrants"_s, Menu::Permissions, tr("Grants for this &file…"), {}, u"permission-key"_s}, this,
          [this] { showSetup(true); });
    c.add({u"remembered"_s, Menu::Permissions, tr("&All remembered answers"), {}, u"history"_s}, this,
          &MainWindow::showRemembered);
    c.add({u"policy"_s, Menu::Permissions, tr("&Policy…"), {}, u"limits"_s, tr("what may never be granted")}, this,
          [this] { m_policy->open(); });
    c.add({u"ledger"_s, Menu::Permissions, tr("&Ledger"), {}, u"ledger"_s, tr("what the run in front asked and used")},
          this, [this] { showLedger(m_runs->frontRun()); });
    c.add({u"tighten"_s,
           Menu::Permissions,
           tr("&Tighten to what was used"),
           {},
           u"ledger"_s,
           tr("grants of the file, by the run in front")},
          this, [this] { m_status->say(m_permissionDesk->tighten(m_runs->frontRun())); });
    c.addSeparator(Menu::Permissions);
    c.add({u"denyEverything"_s, Menu::Permissions, tr("&Deny everything now"), {}, u"deny"_s, tr("all runs")}, this,
          [this] {
              m_engine->broker().denyEverything();
              m_area->notices()->post({u"denied"_s,
                                       widgets::Notice::Kind::Information,
                                       {{tr("Every run that is going is denied everything outside from now on.")}}});
          });
}

void MainWindow::makeOtherCommands()
{
    Commands &c = *m_commands;
    c.add({u"palette"_s, Menu::Tools, tr("Command &palette…"), {QKeySequence(u"Ctrl+Shift+P"_s)}, u"palette"_s}, this,
          [this] { openPalette(u"> "_s); });
    c.add({u"settings"_s, Menu::Tools, tr("&Settings…"), {QKeySequence(u"Ctrl+,"_s)}, u"settings"_s}, this,
          [this] { m_settingsDesk->openPage(); });
    c.add({u"shortcuts"_s, Menu::Tools, tr("&Keys…"), {}, u"palette"_s, tr("change the keys of commands")}, this,
          [this] { m_settingsDesk->openPage(true); });
    addOutputCommands(c, m_output, this);
    addResultCommands(c, m_result);
    QMenu *exampleMenu = c.addSubmenu(Menu::Help, tr("&Examples"), u"examplesMenu"_s);
    connect(exampleMenu, &QMenu::aboutToShow, this, [this, exampleMenu] {
        if (!exampleMenu->isEmpty()) return;
        exampleMenu->setToolTipsVisible(true);
        for (const Example &example : examples()) {
            QAction *action = exampleMenu->addAction(menuText(example.title), this,
                                                     [this, file = example.file] { openExample(file); });
            action->setToolTip(example.about);
        }
    });
    c.add({u"help"_s, Menu::Help, tr("&Help here"), {QKeySequence(u"F1"_s)}, u"help"_s, tr("on the name at the caret")},
          m_help, &HelpDesk::helpHere);
    c.add({u"keys"_s, Menu::Help, tr("&Keys"), {}, u"palette"_s, tr("all commands and their keys")}, this,
          [this] { openPalette(u"> "_s); });
    c.add({u"tour"_s, Menu::Help, tr("&Tour"), {}, u"step-into"_s, tr("five steps with real scripts")}, this, [this] {
        int step = 0;
        while (step + 1 < Tour::Count && m_tour->isDone(Tour::Step(step))) ++step;
        m_tour->start(Tour::Step(step));
    });
    c.add({u"about"_s, Menu::Help, tr("&About Latchkey"), {}, u"latchkey-symbolic"_s}, this, [this] {
        const QString script = page() != nullptr ? QString::fromUtf8(page()->script().source) : QString();
        (new About(script, this))->show();
    });
}

// ---- state of the commands --------------------------------------------------------------------------------------

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
          u"batch"_s,        u"batchResult"_s})
        c.setEnabled(id, has);
    const bool writable = has && !current->document()->isReadOnly();
    for (const QString &id : {u"paste"_s, u"comment"_s, u"duplicate"_s, u"moveUp"_s, u"moveDown"_s, u"deleteLines"_s,
                              u"joinLines"_s, u"nextOccurrence"_s, u"caretAbove"_s, u"caretBelow"_s, u"cut"_s})
        c.setEnabled(id, writable);
    c.setEnabled(u"undo"_s, writable && current->editor()->isUndoAvailable());
    c.setEnabled(u"redo"_s, writable && current->editor()->isRedoAvailable());
    for (const QString &id : {u"reload"_s, u"compareDisk"_s, u"compareVersions"_s})
        c.setEnabled(id, has && !current->path().isEmpty());
    c.setEnabled(u"reopen"_s, m_files->canReopen());
    const auto tabs = m_area->tabBar()->count();
    for (const QString &id : {u"closeOthers"_s, u"lastTab"_s, u"nextTab"_s, u"previousTab"_s})
        c.setEnabled(id, tabs > 1);
    const runs::RunEntry front = m_desk->front();
    const bool going = front.id != 0 && !front.isOver();
    c.setEnabled(u"run"_s, has || going);
    c.setEnabled(u"stop"_s, going);
    c.setEnabled(u"pause"_s, going && front.status.state != runs::RunState::Stopping);
    c.setEnabled(u"rerun"_s, front.id != 0);
    c.setEnabled(u"raise"_s, front.canBeRaised());
    c.setEnabled(u"leaveBehind"_s, front.isNotAnswering(runs::nowMilliseconds()));
    c.setEnabled(u"tighten"_s, front.id != 0 && front.isOver());
    c.setEnabled(u"stopAll"_s, m_runs->liveCount() > 0);
    c.setEnabled(u"denyEverything"_s, m_runs->liveCount() > 0);
}

void MainWindow::fillRecent(QMenu *menu)
{
    menu->clear();
    for (const QString &path : m_settings->recentFiles()) {
        QAction *action =
            menu->addAction(menuText(QFileInfo(path).fileName()), this, [this, path] { m_files->open({path}); });
        action->setToolTip(path);
    }
    menu->setToolTipsVisible(true);
    if (menu->isEmpty()) menu->addAction(tr("No recent files"))->setEnabled(false);
    else menu->addAction(tr("Forget these"), m_settings, &settings::Settings::clearRecentFiles);
}

void MainWindow::fillTabMenu(EditorPage *its, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Close"), this, [this, its] { m_files->close(its); });
    menu->addAction(tr("Close others"), this, [this, its] { m_files->closeOthers(its); });
    menu->addSeparator();
    menu->addAction(tr("Save"), this, [this, its] { m_files->save(its); });
    if (!its->path().isEmpty()) {
        menu->addAction(tr("Reload from disk"), this, [this, its] { m_files->reload(its); });
        menu->addAction(tr("Copy path"), this, [its] { QApplication::clipboard()->setText(its->path()); });
    }
    connect(its, &QObject::destroyed, menu, &QMenu::close);
    menu->popup(at);
}

// ---- tool bar menus ---------------------------------------------------------------------------------------------

void MainWindow::makeToolBarMenus()
{
    Commands &c = *m_commands;
    auto *runMenu = new QMenu(m_toolBar->runButton());
    runMenu->setAccessibleName(tr("Ways to run"));
    for (const QString &id :
         {u"run"_s, u"runSelection"_s, u"runFresh"_s, u"runInputs"_s, u"callFunction"_s, u"runChanged"_s, u"rerun"_s})
        runMenu->addAction(c[id]);
    const qsizetype commands = runMenu->actions().size();
    connect(runMenu, &QMenu::aboutToShow, this, [this, runMenu, commands] {
        const QList<QAction *> shown = runMenu->actions();
        for (QAction *old : shown.sliced(commands)) {
            if (old->menu() != nullptr) old->menu()->deleteLater();
            runMenu->removeAction(old);
            old->deleteLater();
        }
        m_configurations->fill(runMenu, page());
    });
    m_toolBar->runButton()->setMenu(runMenu);
    connect(m_toolBar->runButton(), &QAbstractButton::clicked, this, &MainWindow::runCurrent);
    connect(m_toolBar->stopButton(), &QAbstractButton::clicked, m_desk, &RunDesk::stopFront);
    connect(m_toolBar->pauseButton(), &QAbstractButton::clicked, m_desk, &RunDesk::pauseFront);
    connect(m_toolBar->palette(), &QAbstractButton::clicked, this, [this] { openPalette({}); });
    connect(m_toolBar->inputs(), &QAbstractButton::clicked, this, [this] { showSetup(false); });
    const auto menuOf = [this](QToolButton *button, const QString &name, void (MainWindow::*fill)(QMenu *)) {
        auto *menu = new QMenu(button);
        menu->setAccessibleName(name);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, fill] {
            menu->clear();
            (this->*fill)(menu);
        });
        button->setMenu(menu);
        return menu;
    };
    QMenu *limits = menuOf(m_toolBar->limits(), tr("Limits"), &MainWindow::fillLimits);
    menuOf(m_toolBar->grants(), tr("Grants"), &MainWindow::fillGrants);
    auto *more = new QMenu(m_toolBar->more());
    more->setAccessibleName(tr("More for this run"));
    more->addAction(c[u"runInputs"_s]);
    connect(more, &QMenu::aboutToShow, this, [this, limits] { // the submenu is the button's own
        limits->setTitle(tr("Limits: %1").arg(m_toolBar->limits()->value()));
    });
    more->addMenu(limits);
    m_toolBar->more()->setMenu(more);
}

void MainWindow::fillLimits(QMenu *menu)
{
    const Limits present = m_desk->limitsOf(page());
    const auto choose = [this](Limits limits) {
        if (page() != nullptr) page()->setup.limits = limits;
        else m_settings->setLimits(limits);
        refreshRunSetup();
    };
    const auto section = [&](const QString &title) {
        menu->addSection(title);
        return new QActionGroup(menu);
    };
    const auto add = [&](QActionGroup *group, const QString &text, bool on, const Limits &limits) {
        QAction *action = menu->addAction(text, this, [choose, limits] { choose(limits); });
        action->setCheckable(true);
        action->setChecked(on);
        group->addAction(action);
    };
    QActionGroup *time = section(tr("Time"));
    for (const double seconds : {5.0, 30.0, 120.0, 600.0, 3600.0, 0.0})
        add(time, seconds > 0 ? settings::limitsText({seconds, 0}) : tr("No time limit"), present.seconds == seconds,
            {seconds, present.bytes});
    QActionGroup *memory = section(tr("Memory"));
    for (const qint64 mega : {128, 512, 1024, 4096, 0})
        add(memory, mega > 0 ? settings::limitsText({0, mega << 20}) : tr("No memory limit"),
            present.bytes == mega << 20, {present.seconds, mega << 20});
    menu->addSeparator();
    menu->addAction(tr("Use these for all files"), this, [this, present] {
        m_settings->setLimits(present);
        for (EditorPage *each : m_area->pages()) each->setup.limits.reset();
        refreshRunSetup();
    });
}

void MainWindow::fillGrants(QMenu *menu)
{
    EditorPage *current = page();
    if (current == nullptr) {
        menu->addAction(tr("No file is open"))->setEnabled(false);
        return;
    }
    menu->addSection(tr("Runs of %1 may").arg(menuText(current->name())));
    for (const QString &grant : std::as_const(current->setup.grants)) {
        QAction *action = menu->addAction(menuText(grant), this, [this, current = QPointer(current), grant] {
            if (!current) return;
            current->setup.grants.removeAll(grant);
            refreshRunSetup();
        });
        action->setCheckable(true);
        action->setChecked(true);
    }
    if (current->setup.grants.isEmpty()) menu->addAction(tr("Nothing unasked"))->setEnabled(false);
    menu->addSeparator();
    QAction *asks = menu->addAction(tr("Ask when it wants more"), this, [this, current = QPointer(current)](bool on) {
        if (current) current->setup.mayAsk = on;
        refreshRunSetup();
    });
    asks->setCheckable(true);
    asks->setChecked(current->setup.mayAsk);
    for (const QString &id : {u"fileGrants"_s, u"showAsks"_s, u"remembered"_s}) menu->addAction((*m_commands)[id]);
}

void MainWindow::refreshRunSetup()
{
    m_toolBar->inputs()->setEnabled(page() != nullptr);
    m_toolBar->inputs()->setValue(tr("Inputs"));
    m_toolBar->limits()->setValue(settings::limitsText(m_desk->limitsOf(page())));
    int grants = 0;
    if (page() != nullptr) {
        grants = int(page()->setup.grants.size());
        for (const capability::Remembered &answer : m_engine->broker().remembered())
            grants += answer.allow && !answer.script.isEmpty() && answer.script == page()->path();
    }
    m_toolBar->grants()->setValue(tr("%n grant(s)", nullptr, grants));
    if (page() != nullptr) m_configurations->keep(page());
}

void MainWindow::showSetup(bool grants)
{
    if (page() == nullptr) return;
    if (m_setup == nullptr) {
        m_setup = new SetupPanel(this);
        connect(m_setup, &SetupPanel::changed, this, [this] {
            refreshRunSetup();
            m_sessionTimer.start();
        });
        connect(m_setup, &SetupPanel::runRequested, this, [this](EditorPage *its) { m_desk->run(its); });
    }
    if (grants) m_setup->open(SetupPanel::Subject::Grants, page(), m_toolBar->grants());
    else m_setup->open(SetupPanel::Subject::Inputs, page(), m_toolBar->inputs());
}

void MainWindow::showCall()
{
    if (page() == nullptr) return;
    if (m_call == nullptr) {
        m_call = new CallPanel(this);
        connect(m_call, &CallPanel::callRequested, m_desk, &RunDesk::call);
    }
    m_call->open(page(), paletteTop());
}

void MainWindow::addCopyCommands()
{
    Commands &c = *m_commands;
    QMenu *menu = c.addSubmenu(Menu::Run, tr("&Copy as"), u"copyAsMenu"_s);
    const std::tuple<QString, QString, CopyForm> forms[] = {
        {u"copyCommandLine"_s, tr("Copy as &command line"), CopyForm::CommandLine},
        {u"copyCurl"_s, tr("Copy as c&url"), CopyForm::Curl},
        {u"copyWebSocket"_s, tr("Copy as &WebSocket message"), CopyForm::WebSocket},
        {u"copyCelery"_s, tr("Copy as C&elery call"), CopyForm::Celery},
        {u"copyJson"_s, tr("Copy as &JSON"), CopyForm::Json}};
    for (const auto &[id, text, form] : forms)
        c.add({.id = id, .menu = Menu::Run, .text = text, .icon = u"copy"_s, .submenu = menu}, this, [this, form] {
            QApplication::clipboard()->setText(copiedRun(form, page()->script(), m_desk->optionsOf(page())));
            m_status->say(tr("Copied"));
        });
}

// ---- lists ------------------------------------------------------------------------------------------------------

int MainWindow::paletteTop() const
{
    return m_toolBar->mapTo(this, QPoint()).y();
}

QList<Entry> MainWindow::paletteCommands()
{
    QList<Entry> entries;
    for (QAction *action : m_commands->all()) {
        if (!action->isEnabled() || !action->isVisible()) continue;
        entries << Entry{.icon = m_commands->iconOf(action),
                         .name = plainName(action),
                         .where = m_commands->whereOf(action),
                         .keys = action->shortcut().toString(QKeySequence::NativeText),
                         .act = [action = QPointer(action)] {
                             if (action) action->trigger();
                         }};
    }
    for (const Example &example : examples())
        entries << Entry{.icon = u"file-ml"_s,
                         .name = tr("Open example %1").arg(example.title),
                         .where = example.about,
                         .act = [this, file = example.file] { openExample(file); }};
    return entries;
}

QList<Entry> MainWindow::paletteFiles()
{
    QList<Entry> entries;
    QStringList open;
    for (EditorPage *its : m_area->pages()) {
        open << its->path();
        entries << Entry{
            .icon = u"file-ml"_s, .name = its->name(), .where = tr("open file"), .act = [this, its = QPointer(its)] {
                if (its) m_area->setCurrentPage(its);
            }};
    }
    for (const QString &path : m_settings->recentFiles()) {
        if (open.contains(path)) continue;
        entries << Entry{.icon = u"file-ml"_s,
                         .name = QFileInfo(path).fileName(),
                         .where = QFileInfo(path).path(),
                         .act = [this, path] { m_files->open({path}); }};
    }
    return entries;
}

void MainWindow::openPalette(const QString &typed)
{
    if (m_palette == nullptr) {
        m_palette = new CommandPalette(this);
        connect(m_index, &project::FileIndex::listed, m_palette, &CommandPalette::refresh);
        connect(m_code, &CodeDesk::outlineChanged, m_palette, [palette = m_palette] {
            if (palette->field()->text().startsWith(u'@')) palette->refresh();
        });
        m_palette->setSources({[this] { return paletteCommands(); }, [this] { return paletteFiles(); },
                               [this] { return m_code->symbols(); },
                               [this](const QString &wanted, const auto &answer) { findIndexed(wanted, answer); },
                               [this](int line) {
                                   if (page() == nullptr) return;
                                   page()->editor()->goTo({line, 1});
                                   page()->setFocus();
                               }});
    }
    m_index->refresh(m_tree->folder());
    m_palette->open(typed, paletteTop());
}

// Files of the folder, found on another thread.
void MainWindow::findIndexed(const QString &typed, const std::function<void(const QList<Entry> &)> &answer)
{
    constexpr int kMost = 60;
    m_index->find(typed, kMost, [this, answer](const QList<project::FileHit> &hits) {
        QList<Entry> entries;
        for (const project::FileHit &hit : hits)
            entries << Entry{.icon = u"file-ml"_s,
                             .name = hit.name,
                             .where = hit.folder,
                             .act = [this, path = hit.path] { m_files->open({path}); },
                             .hits = hit.hits};
        answer(entries);
    });
}

void MainWindow::connectProject()
{
    using project::ProjectTree;
    using project::SearchPane;
    connect(m_tree, &ProjectTree::fileActivated, this, [this](const QString &path) { m_files->open({path}); });
    connect(m_tree, &ProjectTree::folderChanged, this, [this](const QString &folder) { m_search->setFolder(folder); });
    connect(m_tree, &ProjectTree::searchRequested, this, &MainWindow::findInFolder);
    connect(m_tree, &ProjectTree::failed, this, [this](const QString &message) {
        m_area->notices()->post({u"files"_s, widgets::Notice::Kind::Error, {{message}}});
    });
    connect(m_tree, &ProjectTree::trashRequested, this, [this](const QString &path) {
        Question question{u"trash"_s, tr("Move %1 to the trash?").arg(QFileInfo(path).fileName()), path, {}, -1};
        question.buttons = {tr("Move to the trash"), tr("Cancel")};
        ask(this, question, [this, path](int button) {
            if (button == 0) m_tree->trash(path);
        });
    });
    connect(m_search, &SearchPane::activated, this, [this](const QString &path, int line, int column, int length) {
        EditorPage *its = m_files->open({path, line, column});
        if (its == nullptr || its->document()->isBusy() || its->editor()->isLoading()) return;
        its->editor()->select({{line, column}, {line, column + length}});
    });
    // Files that are open show what was written; those with unsaved text say that the disk has another.
    connect(m_search, &SearchPane::replaced, this, [this] {
        for (EditorPage *each : m_area->pages())
            if (!each->document()->isModified() && each->path().startsWith(m_search->folder() + u'/'))
                m_files->reload(each);
    });
    connect(m_search, &SearchPane::replaceRequested, this, [this](int hits, int files) {
        Question question{
            u"replaceInFiles"_s,
            tr("Replace %n place(s)?", nullptr, hits),
            tr("%n file(s) are written. This can not be undone in files that are not open.", nullptr, files),
            {},
            0};
        question.buttons = {tr("Replace"), tr("Cancel")};
        ask(this, question, [this](int button) {
            if (button == 0) m_search->replaceAll();
        });
    });
}

void MainWindow::openFolder()
{
    FileQuestion question{u"openFolder"_s, tr("Open folder"), m_tree->folder(), {}, false, true};
    askFiles(this, question, [this](const QStringList &paths) {
        if (paths.isEmpty()) return;
        m_tree->setFolder(paths.first());
        m_panes->show(u"files"_s);
    });
}

void MainWindow::findInFolder(const QString &folder)
{
    if (!folder.isEmpty()) m_search->setFolder(folder);
    else if (!m_tree->folder().isEmpty()) m_search->setFolder(m_tree->folder());
    QString typed;
    if (page() != nullptr) typed = QString::fromUtf8(page()->editor()->selectedUtf8());
    m_panes->show(u"search"_s);
    // Lines of code want more room than names of files.
    constexpr int kSearchWidth = 300;
    QDockWidget *left = m_panes->dock(Qt::LeftDockWidgetArea);
    const int wanted = std::min(theme::metrics().scaledWidth(kSearchWidth), width() / 3);
    if (left->isAncestorOf(m_search) && left->width() < wanted) resizeDocks({left}, {wanted}, Qt::Horizontal);
    m_search->open(typed.contains(u'\n') ? QString() : typed);
}

void MainWindow::refreshWelcome()
{
    if (page() != nullptr) return;
    const auto heading = [](const QString &text) { return Entry{.name = text, .heading = true}; };
    const auto command = [this](const QString &id) {
        QAction *action = (*m_commands)[id];
        return Entry{.icon = m_commands->iconOf(action),
                     .name = plainName(action),
                     .keys = action->shortcut().toString(QKeySequence::NativeText),
                     .token = theme::Token::Text,
                     .act = [action] { action->trigger(); }};
    };
    QList<Entry> start{heading(tr("Start")), command(u"new"_s), command(u"open"_s)};
    const QStringList recent =
        m_settings->recentFiles().first(std::min<qsizetype>(8, m_settings->recentFiles().size()));
    start << heading(tr("Tour in five steps")) << m_tour->entries();
    if (!recent.isEmpty()) start << heading(tr("Recent"));
    for (const QString &path : recent)
        start << Entry{.icon = u"file-ml"_s,
                       .name = QFileInfo(path).fileName(),
                       .end = QFileInfo(path).dir().dirName(),
                       .act = [this, path] { m_files->open({path}); }};
    QList<Entry> shown{heading(tr("Examples"))};
    for (const Example &example : examples()) {
        const bool asks = asksForSomething(example);
        shown << Entry{.icon = asks ? u"permission-key"_s : u"check"_s,
                       .name = example.title,
                       .end = example.about,
                       .token = asks ? theme::Token::Key : theme::Token::Muted,
                       .act = [this, file = example.file] { openExample(file); }};
    }
    m_welcome->setEntries(start, shown);
}

void MainWindow::showAsks()
{
    const CodeChecker *checker = m_desk->checkerOf(page());
    if (m_overview == nullptr) m_overview = new OverviewPanel(this);
    QList<Entry> entries;
    QStringList grants;
    for (const runs::PermissionWish &wish : checker->wishes())
        if (const QString grant = PermissionDesk::grantFor(wish); !grant.isEmpty()) grants << grant;
    if (!grants.isEmpty())
        entries << Entry{.icon = u"run"_s,
                         .name = grants.size() == 1 ? tr("Run with it allowed")
                                                    : tr("Run with these %n allowed", nullptr, int(grants.size())),
                         .where = tr("for this run"),
                         .act = [this, its = QPointer(page()), grants] {
                             if (its) m_desk->runAllowing(its, grants);
                         }};
    for (const auto &[name, line] : checker->asks())
        entries << Entry{.icon = u"permission-key"_s,
                         .name = name,
                         .end = tr("line %1").arg(line),
                         .token = theme::Token::Key,
                         .act = [this, its = QPointer(page()), place = line] {
                             if (its) its->editor()->goTo({place, 1});
                         }};
    m_overview->open(tr("What %1 can ask").arg(page()->name()), entries,
                     tr("Nothing: this script touches nothing outside of itself."), paletteTop());
}

void MainWindow::showLedger(quint64 run)
{
    if (run != 0) m_runs->setFrontRun(run);
    m_permissions->showSection(permissions::Section::Ledger);
    m_panes->show(u"permissions"_s);
}

void MainWindow::showRemembered()
{
    if (m_overview == nullptr) m_overview = new OverviewPanel(this);
    QList<Entry> entries;
    for (const capability::Remembered &answer : m_engine->broker().remembered()) {
        const QString what =
            answer.pattern.isEmpty() ? answer.capability : answer.capability + u": "_s + answer.pattern;
        const QString where = answer.script.isEmpty() ? answer.folder : QFileInfo(answer.script).fileName();
        entries << Entry{.icon = answer.allow ? u"permission-key"_s : u"deny"_s,
                         .name = answer.allow ? tr("Allow %1").arg(what) : tr("Deny %1").arg(what),
                         .where = where,
                         .end = tr("Remove"),
                         .token = answer.allow ? theme::Token::Key : theme::Token::Muted,
                         .act = [this, id = answer.id] {
                             m_engine->broker().forget(id);
                             refreshRunSetup();
                             showRemembered();
                         }};
    }
    m_overview->open(tr("Remembered answers"), entries, tr("No answer was kept for later."), paletteTop(), true);
}

} // namespace latchkey::window
