// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu File, the list of recent files in it, and the menu of an editor's tab.
#include "ui/window/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::window {

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
    menu->addAction(tr("Move to the other side"), this, [this, its] { m_area->moveToOtherSide(its); })
        ->setEnabled(m_area->pages().size() > 1);
    menu->addSeparator();
    menu->addAction(tr("Save"), this, [this, its] { m_files->save(its); });
    if (!its->path().isEmpty()) {
        menu->addAction(tr("Reload from disk"), this, [this, its] { m_files->reload(its); });
        menu->addAction(tr("Copy path"), this, [its] { QApplication::clipboard()->setText(its->path()); });
    }
    connect(its, &QObject::destroyed, menu, &QMenu::close);
    menu->popup(at);
}

} // namespace latchkey::window
