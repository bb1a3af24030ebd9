// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/panes.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using widgets::TabbedDock;

namespace {

constexpr int kLowWindow = 700;
constexpr Qt::DockWidgetArea kAreas[] = {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea, Qt::BottomDockWidgetArea};

} // namespace

bool focusInto(QWidget *widget)
{
    if (widget == nullptr || !widget->isVisible() || !widget->isEnabled()) return false;
    if ((widget->focusPolicy() & Qt::TabFocus) != 0) {
        widget->setFocus(Qt::TabFocusReason);
        return true;
    }
    for (QObject *child : widget->children())
        if (child->isWidgetType() && focusInto(static_cast<QWidget *>(child))) return true;
    return false;
}

Panes::Panes(QMainWindow *window)
    : QObject(window)
    , m_window(window)
{
    m_docks[Qt::LeftDockWidgetArea] = new TabbedDock(u"navigator"_s, tr("Navigator"), window);
    m_docks[Qt::RightDockWidgetArea] = new TabbedDock(u"side"_s, tr("Side"), window);
    m_docks[Qt::BottomDockWidgetArea] = new TabbedDock(u"bottom"_s, tr("Bottom"), window);
    // The navigator has the whole height, the bottom lies under editor and side.
    window->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window->setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    for (const Qt::DockWidgetArea area : kAreas) {
        window->addDockWidget(area, m_docks[area]);
        connect(m_docks[area], &TabbedDock::paneMoveRequested, this, &Panes::move);
        connect(m_docks[area], &TabbedDock::paneCloseRequested, this, &Panes::closePane);
        m_wanted[area] = area != Qt::LeftDockWidgetArea;
    }
}

void Panes::add(const QString &id, const QString &title, QWidget *pane, Qt::DockWidgetArea area)
{
    if (pane->objectName().isEmpty()) pane->setObjectName(id + u"Pane"_s);
    m_order << id;
    m_panes.insert(id, {title, pane, area, area, false, 0, theme::BadgeLook::Count});
    m_docks[placeOf(id)]->addPane(id, title, pane);
    m_docks[placeOf(id)]->tabBar()->updateGeometry(); // a hidden bar does not tell its strip that it has grown
}

Qt::DockWidgetArea Panes::placeOf(const QString &id) const
{
    const Qt::DockWidgetArea area = m_panes[id].area;
    return m_narrow && area == Qt::RightDockWidgetArea ? Qt::BottomDockWidgetArea : area;
}

TabbedDock *Panes::holderOf(const QString &id) const
{
    for (TabbedDock *dock : m_docks)
        if (dock->pane(id) != nullptr) return dock;
    return nullptr;
}

// Takes every pane to its place. Panes that come into another dock stand where the order of all panes puts them; those
// of the side stand behind Output.
void Panes::arrange()
{
    for (const QString &id : std::as_const(m_order)) {
        Pane &pane = m_panes[id];
        TabbedDock *holder = holderOf(id);
        TabbedDock *wanted = pane.closed ? nullptr : m_docks[placeOf(id)];
        if (holder == wanted) continue;
        if (holder != nullptr) holder->takePane(id);
        if (wanted == nullptr) {
            pane.widget->setParent(m_window);
            pane.widget->hide();
            continue;
        }
        const bool moved = placeOf(id) != pane.first;
        int position = 0;
        const QStringList there = wanted->panes();
        for (const QString &other : there)
            position +=
                moved ? int(other == there.first() || m_panes[other].area == Qt::RightDockWidgetArea)
                      : int(m_order.indexOf(other) < m_order.indexOf(id) && placeOf(other) == m_panes[other].first);
        wanted->addPane(id, pane.title, pane.widget, std::min(position, int(there.size())));
        wanted->setBadge(id, pane.badge, pane.badgeLook);
        wanted->tabBar()->updateGeometry();
    }
    for (const Qt::DockWidgetArea area : kAreas)
        m_docks[area]->setVisible(m_wanted[area] && !m_docks[area]->panes().isEmpty());
}

void Panes::sizeDocks()
{
    const theme::Metrics &metrics = theme::metrics();
    m_window->resizeDocks({m_docks[Qt::LeftDockWidgetArea], m_docks[Qt::RightDockWidgetArea]},
                          {metrics.scaledWidth(theme::kNavigatorWidth), metrics.scaledWidth(theme::kResultWidth)},
                          Qt::Horizontal);
    m_window->resizeDocks({m_docks[Qt::BottomDockWidgetArea]}, {metrics.scaled(theme::kBottomHeight)}, Qt::Vertical);
}

void Panes::reset()
{
    for (Pane &pane : m_panes) {
        pane.area = pane.first;
        pane.closed = false;
    }
    for (const Qt::DockWidgetArea area : kAreas) {
        m_docks[area]->setFloating(false);
        m_window->addDockWidget(area, m_docks[area]);
        m_wanted[area] = area != Qt::LeftDockWidgetArea;
    }
    arrange();
    for (TabbedDock *dock : m_docks)
        if (const QStringList ids = dock->panes(); !ids.isEmpty()) dock->setCurrentPane(ids.first());
    sizeDocks();
}

void Panes::show(const QString &id, bool focus)
{
    Pane &pane = m_panes[id];
    pane.closed = false;
    m_wanted[placeOf(id)] = true;
    arrange();
    TabbedDock *dock = holderOf(id);
    dock->setCurrentPane(id);
    dock->show();
    dock->raise();
    if (focus) focusInto(pane.widget);
}

void Panes::closePane(const QString &id)
{
    m_panes[id].closed = true;
    arrange();
}

void Panes::move(const QString &id, Qt::DockWidgetArea area)
{
    m_panes[id].area = area;
    m_wanted[area] = true;
    arrange();
    if (TabbedDock *dock = holderOf(id)) dock->setCurrentPane(id);
}

void Panes::setNarrow(bool narrow)
{
    if (std::exchange(m_narrow, narrow) == narrow) return;
    const QString front = m_docks[Qt::BottomDockWidgetArea]->currentPane();
    arrange();
    m_docks[Qt::BottomDockWidgetArea]->setCurrentPane(front);
}

void Panes::fitHeight(int windowHeight)
{
    const TabbedDock *bottom = m_docks[Qt::BottomDockWidgetArea];
    const int most = windowHeight * 2 / 5;
    if (bottom->isVisible() && !bottom->isFloating() && bottom->height() > most && windowHeight < kLowWindow)
        m_window->resizeDocks({m_docks[Qt::BottomDockWidgetArea]}, {most}, Qt::Vertical);
}

bool Panes::isShown(const QString &id) const
{
    const TabbedDock *dock = holderOf(id);
    return dock != nullptr && dock->isVisible() && dock->currentPane() == id;
}

void Panes::setBadge(const QString &id, int count, theme::BadgeLook look)
{
    Pane &pane = m_panes[id];
    pane.badge = count;
    pane.badgeLook = look;
    if (TabbedDock *dock = holderOf(id)) dock->setBadge(id, count, look);
}

void Panes::toggleDock(Qt::DockWidgetArea area)
{
    m_wanted[area] = !m_docks[area]->isVisible();
    arrange();
}

QByteArray Panes::save() const
{
    QJsonObject places, fronts;
    QJsonArray closed, hidden;
    for (const QString &id : m_order) {
        places[id] = int(m_panes[id].area);
        if (m_panes[id].closed) closed << id;
    }
    for (const Qt::DockWidgetArea area : kAreas) {
        fronts[QString::number(int(area))] = m_docks[area]->currentPane();
        if (!m_wanted[area]) hidden << int(area);
    }
    return QJsonDocument(QJsonObject{{u"places"_s, places},
                                     {u"closed"_s, closed},
                                     {u"fronts"_s, fronts},
                                     {u"hidden"_s, hidden},
                                     {u"docks"_s, QString::fromLatin1(m_window->saveState().toBase64())}})
        .toJson(QJsonDocument::Compact);
}

void Panes::restore(const QByteArray &state)
{
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    if (object.isEmpty()) return reset();
    m_window->restoreState(QByteArray::fromBase64(object[u"docks"].toString().toLatin1()));
    const QJsonObject places = object[u"places"].toObject();
    const QJsonArray closed = object[u"closed"].toArray(), hidden = object[u"hidden"].toArray();
    for (const QString &id : std::as_const(m_order)) {
        const auto area = Qt::DockWidgetArea(places[id].toInt());
        if (std::ranges::find(kAreas, area) != std::end(kAreas)) m_panes[id].area = area;
        m_panes[id].closed = closed.contains(QJsonValue(id));
    }
    for (const Qt::DockWidgetArea area : kAreas) m_wanted[area] = !hidden.contains(QJsonValue(int(area)));
    arrange();
    for (const Qt::DockWidgetArea area : kAreas)
        m_docks[area]->setCurrentPane(object[u"fronts"][QString::number(int(area))].toString());
}

} // namespace latchkey::window
