// SPDX-License-Identifier: GPL-3.0-or-later
//
// The panes around the editor and the three docks that hold them. A pane has a place: the one it was given, or the
// user's. In a window below 1000 pixels there is no room for a column at the right: its panes stand in the bottom dock
// then, behind Output, and go back when the window grows.
#pragma once

#include "ui/widgets/tabbed_dock.h"

#include <QHash>
#include <QMainWindow>
#include <QObject>
#include <QSet>

namespace latchkey::window {

class Panes : public QObject
{
    Q_OBJECT

public:
    explicit Panes(QMainWindow *window);

    /// A pane and where it stands at first; panes are added once, in the order of their tabs.
    void add(const QString &id, const QString &title, QWidget *pane, Qt::DockWidgetArea area);
    /// Puts all into their first places and sizes.
    void reset();
    /// Brings a pane to the front, out of a closed dock too. `focus` also moves the focus there.
    void show(const QString &id, bool focus = true);
    void closePane(const QString &id);
    void setNarrow(bool narrow);
    [[nodiscard]] bool isNarrow() const { return m_narrow; }
    /// Keeps the bottom dock below half of a low window, so that the editor can be seen.
    void fitHeight(int windowHeight);
    /// Whether it is in front and in sight.
    [[nodiscard]] bool isShown(const QString &id) const;
    void setBadge(const QString &id, int count, theme::BadgeLook look);
    void toggleDock(Qt::DockWidgetArea area);
    [[nodiscard]] widgets::TabbedDock *dock(Qt::DockWidgetArea area) const { return m_docks.value(area); }
    [[nodiscard]] QWidget *pane(const QString &id) const { return m_panes.value(id).widget; }

    [[nodiscard]] QByteArray save() const;
    void restore(const QByteArray &state);

private:
    struct Pane {
        QString title;
        QWidget *widget = nullptr;
        Qt::DockWidgetArea first = Qt::BottomDockWidgetArea; ///< where it stands when nothing was moved
        Qt::DockWidgetArea area = Qt::BottomDockWidgetArea;  ///< where the user wants it
        bool closed = false;
        int badge = 0;
        theme::BadgeLook badgeLook = theme::BadgeLook::Count;
    };

    [[nodiscard]] Qt::DockWidgetArea placeOf(const QString &id) const;
    [[nodiscard]] widgets::TabbedDock *holderOf(const QString &id) const;
    void arrange();
    void move(const QString &id, Qt::DockWidgetArea area);
    void sizeDocks();

    QMainWindow *m_window;
    QHash<Qt::DockWidgetArea, widgets::TabbedDock *> m_docks;
    QStringList m_order;
    QHash<QString, Pane> m_panes;
    QHash<Qt::DockWidgetArea, bool> m_wanted; ///< whether the user wants to see that dock
    bool m_narrow = false;
};

/// Moves the focus to the first thing in `widget` that takes it; what is disabled does not.
bool focusInto(QWidget *widget);

} // namespace latchkey::window
