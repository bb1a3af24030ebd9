// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/commands.h"

#include "ui/theme/icons.h"

using namespace Qt::StringLiterals;

namespace latchkey::window {

Commands::Commands(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    for (int i = 0; i < int(Menu::Count); ++i) {
        auto *menu = new QMenu(menuTitle(Menu(i)), window);
        menu->setToolTipsVisible(true);
        menu->setAccessibleName(menuTitle(Menu(i)).remove(u'&'));
        m_menus << menu;
    }
}

QString Commands::menuTitle(Menu menu)
{
    switch (menu) {
    case Menu::File:
        return tr("&File");
    case Menu::Edit:
        return tr("&Edit");
    case Menu::View:
        return tr("&View");
    case Menu::Go:
        return tr("&Go");
    case Menu::Run:
        return tr("&Run");
    case Menu::Debug:
        return tr("&Debug");
    case Menu::Permissions:
        return tr("Per&missions"); // Alt+P goes to the oldest question
    case Menu::Tools:
        return tr("&Tools");
    case Menu::Help:
        return tr("&Help");
    case Menu::Count:
        break;
    }
    return {};
}

QAction *Commands::make(const Command &command)
{
    Q_ASSERT(!m_byId.contains(command.id));
    auto *action = new QAction(command.text, this);
    action->setObjectName(command.id);
    action->setShortcuts(command.keys);
    action->setShortcutContext(command.scope != nullptr ? Qt::WidgetWithChildrenShortcut : Qt::WindowShortcut);
    if (!command.icon.isEmpty()) action->setIcon(theme::Icons::icon(command.icon));
    action->setIconVisibleInMenu(true);
    // Works while its menu was never opened, and in a hidden menu bar.
    (command.scope != nullptr ? command.scope : m_window)->addAction(action);
    (command.submenu != nullptr ? command.submenu : m_menus[int(command.menu)])->addAction(action);
    m_byId.insert(command.id, action);
    m_commands.insert(action, command);
    return action;
}

void Commands::addSeparator(Menu menu)
{
    m_menus[int(menu)]->addSeparator();
}

QMenu *Commands::addSubmenu(Menu menu, const QString &text, const QString &id)
{
    QMenu *sub = m_menus[int(menu)]->addMenu(text);
    sub->setObjectName(id);
    sub->setAccessibleName(QString(text).remove(u'&'));
    return sub;
}

QMenu *Commands::submenu(const QString &id) const
{
    for (const QMenu *menu : m_menus)
        if (auto *found = menu->findChild<QMenu *>(id)) return found;
    Q_ASSERT_X(false, "Commands::submenu", qPrintable(id));
    return nullptr;
}

QAction *Commands::operator[](const QString &id) const
{
    QAction *action = m_byId.value(id);
    Q_ASSERT(action != nullptr);
    return action;
}

void Commands::fill(QMenuBar *bar) const
{
    for (QMenu *menu : m_menus)
        if (!menu->isEmpty()) bar->addMenu(menu);
}

QList<QAction *> Commands::all() const
{
    QList<QAction *> actions;
    for (const QMenu *menu : m_menus)
        for (QAction *action : menu->actions()) {
            if (m_commands.contains(action)) actions << action;
            if (action->menu() == nullptr) continue;
            for (QAction *inner : action->menu()->actions())
                if (m_commands.contains(inner)) actions << inner;
        }
    return actions;
}

QString Commands::whereOf(const QAction *action) const
{
    const Command command = m_commands.value(action);
    return command.hint.isEmpty() ? menuTitle(command.menu).remove(u'&') : command.hint;
}

QString Commands::iconOf(const QAction *action) const
{
    return m_commands.value(action).icon;
}

QString Commands::keyText(const QString &id) const
{
    return (*this)[id]->shortcut().toString(QKeySequence::NativeText);
}

QString plainName(const QAction *action)
{
    QString name = action->text();
    name.remove(u'&');
    while (name.endsWith(u'.') || name.endsWith(u'…')) name.chop(1);
    return name;
}

QString menuText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace latchkey::window
