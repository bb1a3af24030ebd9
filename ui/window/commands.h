// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything the window can do, as QActions with an id: menus, tool bar, palette and tests share them. A command is
// declared once, with its menu, icon and keys; whoever does the work connects to it:
//
//     commands.add({u"run"_s, Menu::Run, tr("&Run file"), {u"F5"_s}, u"run"_s}, this, &RunDesk::run);
//
// No two commands share a key, no two entries of a menu a mnemonic; a test goes through all of them.
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QMenu>
#include <QMenuBar>
#include <QObject>

namespace latchkey::window {

/// The menus of the menu bar, in their order.
enum class Menu : quint8 { File, Edit, View, Go, Run, Debug, Permissions, Tools, Help, Count };

struct Command {
    QString id;
    Menu menu = Menu::File;
    QString text; ///< with mnemonic
    QList<QKeySequence> keys = {};
    QString icon = {};
    QString hint = {}; ///< a few words for the palette, where the menu's name says too little
    /// Where the keys work, the whole window unless set: panes have their own keys for copying, finding and running.
    QWidget *scope = nullptr;
    QMenu *submenu = nullptr; ///< stands in this one, which is in `menu`
};

class Commands : public QObject
{
    Q_OBJECT

public:
    /// `window` is where the shortcuts work.
    explicit Commands(QWidget *window);

    template<typename Receiver, typename Slot>
    QAction *add(const Command &command, Receiver *receiver, Slot slot)
    {
        QAction *action = make(command);
        connect(action, &QAction::triggered, receiver, slot);
        return action;
    }
    /// A line between the entries before and after it.
    void addSeparator(Menu menu);
    /// A menu inside a menu, filled by whoever asks for it.
    QMenu *addSubmenu(Menu menu, const QString &text, const QString &id);

    /// The one of that id; it must exist.
    [[nodiscard]] QMenu *submenu(const QString &id) const;

    /// The action of that id; it must exist.
    [[nodiscard]] QAction *operator[](const QString &id) const;
    void setEnabled(const QString &id, bool on) { (*this)[id]->setEnabled(on); }

    /// The name of a menu, with its mnemonic.
    static QString menuTitle(Menu menu);
    /// Fills the bar with the menus that have entries.
    void fill(QMenuBar *bar) const;

    /// All commands in menu order, and the words beside them in the palette.
    [[nodiscard]] QList<QAction *> all() const;
    [[nodiscard]] QString whereOf(const QAction *action) const;
    [[nodiscard]] QString iconOf(const QAction *action) const;
    /// How the command was declared: its usual keys, the part it works in.
    [[nodiscard]] Command commandOf(const QAction *action) const { return m_commands.value(action); }
    /// The first key of a command as people read it; empty: it has none.
    [[nodiscard]] QString keyText(const QString &id) const;

private:
    QAction *make(const Command &command);

    QWidget *m_window;
    QHash<QString, QAction *> m_byId;
    QHash<const QAction *, Command> m_commands;
    QList<QMenu *> m_menus;
};

/// The text of an action without mnemonic and dots.
QString plainName(const QAction *action);
/// `name` as a menu shows it: its ampersands are no mnemonics. For names of files.
QString menuText(QString name);

} // namespace latchkey::window
