// SPDX-License-Identifier: GPL-3.0-or-later
//
// A dock that holds panes behind one tab strip, which is its only title. The dock can be moved and floated as a whole
// (from "more", or by dragging the strip's free part); a single pane can be sent to another dock, which is the
// window's affair: the dock only asks. Panes are known by an id that settings can store.
#pragma once

#include "ui/widgets/tab_bars.h"

#include <QDockWidget>
#include <QStackedWidget>

namespace latchkey::widgets {

class TabbedDock : public QDockWidget
{
    Q_OBJECT

public:
    /// `id` is the object name, `name` what the dock is called in menus ("Bottom").
    TabbedDock(const QString &id, const QString &name, QWidget *parent = nullptr);

    /// Adds a pane at the end, or at `position`. The dock owns it from now on.
    void addPane(const QString &id, const QString &title, QWidget *pane, int position = -1);
    /// Takes the pane out without deleting it, for another dock; null if it is not here.
    QWidget *takePane(const QString &id);
    [[nodiscard]] QWidget *pane(const QString &id) const;
    [[nodiscard]] QStringList panes() const;
    [[nodiscard]] QString currentPane() const;
    void setCurrentPane(const QString &id);
    void setPaneTitle(const QString &id, const QString &title);
    void setBadge(const QString &id, int count, theme::BadgeLook look = theme::BadgeLook::Count);
    /// Icon buttons of a pane, shown at the end of the strip while the pane is in front. Up to three.
    void setPaneButtons(const QString &id, const QList<IconButton *> &buttons);

    [[nodiscard]] DockTabBar *tabBar() const { return m_bar; }
    [[nodiscard]] TabStrip *strip() const { return m_strip; }

signals:
    void currentPaneChanged(const QString &id);
    /// The user wants this pane in another place.
    void paneMoveRequested(const QString &id, Qt::DockWidgetArea area);
    void paneCloseRequested(const QString &id);

private:
    void showCurrent(int index);
    void fillMenu(QMenu *menu);
    void followFloating(bool floating);
    [[nodiscard]] int indexOf(const QString &id) const;
    [[nodiscard]] QString idAt(int index) const;

    QWidget *m_noTitle;
    DockTabBar *m_bar;
    TabStrip *m_strip;
    QStackedWidget *m_stack;
    QHash<QString, QWidget *> m_panes;
    QHash<QString, QList<IconButton *>> m_buttons;
};

} // namespace latchkey::widgets
