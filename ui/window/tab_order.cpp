// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tab_order.h"

#include <QTabBar>
#include <QWidget>

#include <algorithm>

namespace latchkey::window {
namespace {

struct Stop {
    QWidget *widget;
    QRect place; ///< in the window
};

bool isStop(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isVisible() && widget->isEnabled() &&
           widget->focusProxy() == nullptr && qobject_cast<const QTabBar *>(widget->parentWidget()) == nullptr;
}

qsizetype zoneOf(const QWidget *widget, const QList<QWidget *> &zones)
{
    for (; widget != nullptr; widget = widget->parentWidget())
        if (const qsizetype zone = zones.indexOf(widget); zone >= 0) return zone;
    return zones.size();
}

// Rows from the top; in a row is what begins above the middle of its highest. Within it in reading direction.
void sortAsRead(QList<Stop> &stops, bool mirrored)
{
    std::ranges::stable_sort(stops, {}, [](const Stop &stop) { return stop.place.top(); });
    for (auto row = stops.begin(); row != stops.end();) {
        // One without height has its middle above its top.
        const int middle = std::max(row->place.center().y(), row->place.top());
        const auto end = std::find_if(row, stops.end(), [&](const Stop &stop) { return stop.place.top() > middle; });
        std::stable_sort(row, end, [&](const Stop &a, const Stop &b) {
            return mirrored ? a.place.right() > b.place.right() : a.place.left() < b.place.left();
        });
        row = end;
    }
}

} // namespace

QList<QWidget *> tabOrder(const QWidget *window, const QList<QWidget *> &zones)
{
    QList<QList<Stop>> byZone(zones.size() + 1);
    for (QWidget *widget : window->findChildren<QWidget *>())
        if (widget->window() == window && isStop(widget))
            byZone[zoneOf(widget, zones)].append({widget, QRect(widget->mapTo(window, QPoint()), widget->size())});
    QList<QWidget *> order;
    for (QList<Stop> &stops : byZone) {
        sortAsRead(stops, window->layoutDirection() == Qt::RightToLeft);
        for (const Stop &stop : std::as_const(stops)) order << stop.widget;
    }
    return order;
}

QWidget *nextInTabOrder(const QList<QWidget *> &order, const QWidget *from, bool next)
{
    if (order.isEmpty()) return nullptr;
    const qsizetype count = order.size(), at = order.indexOf(from);
    if (at < 0) return next ? order.first() : order.last();
    QWidget *found = order[(at + (next ? 1 : count - 1)) % count];
    return found == from ? nullptr : found;
}

} // namespace latchkey::window
