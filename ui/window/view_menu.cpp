// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu View: panes, zoom, and how text is shown.
#include "ui/window/main_window.h"

#include "ui/theme/theme.h"
#include "ui/window/corner.h"
#include "ui/window/panes.h"

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::CodeEditor;
using theme::Theme;

namespace {

constexpr int kZoomStep = 10;

} // namespace

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
                                {u"session"_s, tr("Show session"), u"Alt+5; Ctrl+`"_s, u"session"_s},
                                {u"variables"_s, tr("Show &variables"), u"Alt+Shift+V"_s, u"variables"_s},
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
        c.add({u"show-"_s + pane.id, Menu::View, pane.text, QKeySequence::listFromString(pane.keys), pane.icon}, this,
              [this, id = pane.id] { m_panes->show(id); });
    c.addSeparator(Menu::View);
    c.add({u"toggleNavigator"_s, Menu::View, tr("Show or hide the navi&gator"), {QKeySequence(u"Ctrl+B"_s)}}, this,
          [this] { m_panes->toggleDock(Qt::LeftDockWidgetArea); });
    c.add({u"toggleBottom"_s, Menu::View, tr("Show or hide the &bottom panes"), {QKeySequence(u"Ctrl+J"_s)}}, this,
          [this] { m_panes->toggleDock(Qt::BottomDockWidgetArea); });
    m_corner->addCommands(c);
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
    c.add({u"moveToOtherSide"_s,
           Menu::View,
           tr("Move tab to the other side"),
           {QKeySequence(u"Ctrl+Shift+PgDown"_s)},
           u"split"_s,
           tr("two files beside each other")},
          this, [this] { m_area->moveToOtherSide(page()); });
    c.add({u"fold"_s, Menu::View, tr("Fold or unfold here"), {QKeySequence(u"Ctrl+Shift+["_s)}, {}, {}, m_area}, this,
          [this] { editorDo(&CodeEditor::toggleFoldAtCaret); });
    c.add({u"foldAll"_s, Menu::View, tr("Fold everything")}, this, [this] { editorDo(&CodeEditor::foldEverything); });
    c.add({u"unfoldAll"_s, Menu::View, tr("Unfold everything")}, this,
          [this] { editorDo(&CodeEditor::unfoldEverything); });
}

} // namespace latchkey::window
