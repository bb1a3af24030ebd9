// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run configurations in the window: gives each page the set-up that its file has in use, keeps what is changed in it,
// and fills the part of the Run menu in which one chooses, names and deletes them.
#pragma once

#include "ui/window/run_configurations.h"

class QMenu;

namespace latchkey::window {

class EditorArea;

/// Asks for a name in a small panel below the tool bar.
class NamePanel;

class ConfigurationDesk : public QObject
{
    Q_OBJECT

public:
    ConfigurationDesk(RunConfigurations *store, EditorArea *area, QWidget *window, QObject *parent = nullptr);

    /// Adds what concerns the configurations of `page` to a menu.
    void fill(QMenu *menu, EditorPage *page);
    /// The part of it that concerns the folder in which relative paths start.
    void fillFolder(QMenu *menu, EditorPage *page);
    /// That folder: of the page's set-up, else where its file is, else the working folder.
    static QString runFolder(const EditorPage *page);
    /// The page's set-up was changed: it is its configuration's from now on.
    void keep(EditorPage *page);
    [[nodiscard]] FileConfigurations of(const EditorPage *page) const { return m_pages.value(page); }

    /// Whether those of the page's file are read.
    [[nodiscard]] bool isLoaded(const EditorPage *page) const { return m_loaded.contains(page); }

    void choose(EditorPage *page, const QString &name);
    /// Makes a configuration of that name from the present set-up and uses it.
    void add(EditorPage *page, const QString &name);
    void rename(EditorPage *page, const QString &name);
    void removeCurrent(EditorPage *page);
    void setBeside(EditorPage *page, bool beside);

signals:
    /// Another set-up is in use.
    void setupChanged(latchkey::window::EditorPage *page);

private:
    void follow(EditorPage *page);
    void load(EditorPage *page);
    void askForName(const QString &title, const QString &present, const std::function<void(const QString &)> &named);
    void chooseFolder(EditorPage *page);
    void fillAgain(QMenu *menu, EditorPage *page);

    RunConfigurations *m_store;
    EditorArea *m_area;
    QWidget *m_window;
    NamePanel *m_panel = nullptr;
    QHash<const EditorPage *, FileConfigurations> m_pages;
    QSet<const EditorPage *> m_loaded; ///< the others' are still being read: nothing is written over them
};

} // namespace latchkey::window
