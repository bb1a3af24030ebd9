// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu Run, and the panels it opens over a page: inputs, grants, a call with arguments.
#include "ui/window/main_window.h"

#include "ui/batch/batch_window.h"
#include "ui/window/batch_desk.h"
#include "ui/window/call_panel.h"
#include "ui/window/clipboard_run.h"
#include "ui/window/copy_as.h"
#include "ui/window/run_desk.h"
#include "ui/window/session_desk.h"
#include "ui/window/setup_panel.h"
#include "ui/window/status_line.h"
#include "ui/window/tool_bar.h"

#include <QApplication>
#include <QClipboard>

using namespace Qt::StringLiterals;

namespace latchkey::window {

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
          [this] { m_runs->leaveBehind(m_runs->runToStop()); });
    c.add({u"pause"_s, Menu::Run, tr("&Pause or resume"), {QKeySequence(Qt::Key_Pause)}, u"pause"_s}, m_desk,
          &RunDesk::pauseFront);
    m_session->addCommands(c);
    c.addSeparator(Menu::Run);
    addCopyCommands();
}

/// A batch of the current page, over the list that the front run gave when `result` is asked for.
void MainWindow::batchOver(bool result)
{
    if (page() == nullptr) return;
    const runs::RunPtr front = m_runs->run(m_runs->frontRun());
    if (!result) {
        m_batches->open(page()->script(), m_desk->optionsOf(page()))->tellsEnd = page()->setup.tellsEnd;
        return;
    }
    const bool isList = front && front->isFinished() && front->result().value.kind() == runs::ResultValue::Kind::Array;
    if (!isList) return m_status->say(tr("The run in front gave no list to go through."));
    const runs::RunEntry entry = m_runs->entry(m_runs->frontRun());
    m_batches
        ->openValue(page()->script(), m_desk->optionsOf(page()), front->result().value,
                    tr("the result of run %1").arg(entry.number))
        ->tellsEnd = page()->setup.tellsEnd;
}

void MainWindow::showSetup(bool grants)
{
    if (page() == nullptr) return;
    if (m_setup == nullptr) {
        m_setup = new SetupPanel(this);
        connect(m_setup, &SetupPanel::changed, this, [this] {
            refreshRunSetup();
            saveSessionSoon();
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

} // namespace latchkey::window
