// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menus Tools and Help.
#include "ui/window/main_window.h"

#include "ui/window/about.h"
#include "ui/window/examples.h"
#include "ui/window/help_desk.h"
#include "ui/window/output_commands.h"
#include "ui/window/profile_desk.h"
#include "ui/window/result_desk.h"
#include "ui/window/settings_desk.h"
#include "ui/window/tour.h"

using namespace Qt::StringLiterals;

namespace latchkey::window {

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
    addProfileCommands(c, findChild<profile::ProfilePane *>());
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

} // namespace latchkey::window
