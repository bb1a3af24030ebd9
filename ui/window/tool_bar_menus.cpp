// SPDX-License-Identifier: GPL-3.0-or-later
//
// The buttons of the tool bar: their menus, and the values they show for the page in front.
#include "ui/window/main_window.h"

#include "engine/capability/broker.h"
#include "ui/window/configuration_desk.h"
#include "ui/window/run_desk.h"
#include "ui/window/tool_bar.h"

#include <QActionGroup>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using settings::Limits;

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
    QMenu *folder = menuOf(m_toolBar->folder(), tr("Folder of relative paths"), &MainWindow::fillFolder);
    auto *more = new QMenu(m_toolBar->more());
    more->setAccessibleName(tr("More for this run"));
    more->addAction(c[u"runInputs"_s]);
    connect(more, &QMenu::aboutToShow, this, [this, limits, folder] { // the submenus are the buttons' own
        limits->setTitle(tr("Limits: %1").arg(m_toolBar->limits()->value()));
        folder->setTitle(tr("Folder: %1").arg(menuText(m_toolBar->folder()->value())));
        folder->menuAction()->setVisible(!m_toolBar->folder()->value().isEmpty());
    });
    more->addMenu(limits);
    more->addMenu(folder);
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

void MainWindow::fillFolder(QMenu *menu)
{
    if (page() == nullptr) return;
    menu->addSection(tr("Relative paths start in %1").arg(menuText(ConfigurationDesk::runFolder(page()))));
    m_configurations->fillFolder(menu, page());
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
    const bool isElsewhere = page() != nullptr && (page()->path().isEmpty() || !page()->setup.folder.isEmpty());
    m_toolBar->setFolder(isElsewhere ? ConfigurationDesk::runFolder(page()) : QString());
    if (page() != nullptr) m_configurations->keep(page());
}

} // namespace latchkey::window
