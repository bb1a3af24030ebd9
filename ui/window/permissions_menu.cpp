// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu Permissions, and the overviews it opens: what a script can ask, what it asked, what was remembered.
#include "ui/window/main_window.h"

#include "engine/capability/broker.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/theme/theme.h"
#include "ui/window/ask.h"
#include "ui/window/overview_panel.h"
#include "ui/window/panes.h"
#include "ui/window/permission_desk.h"
#include "ui/window/policy_desk.h"
#include "ui/window/run_desk.h"
#include "ui/window/session_desk.h"
#include "ui/window/status_line.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::window {

void MainWindow::makePermissionCommands()
{
    Commands &c = *m_commands;
    c.add({u"oldestQuestion"_s,
           Menu::Permissions,
           tr("&Go to the oldest question"),
           {QKeySequence(u"Alt+P"_s)},
           u"permission-key"_s},
          this, [this] {
              if (m_permissionDesk->goToOldestQuestion() || m_session->goToOldestQuestion()) return;
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
