// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabbed_dock.h"

#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

TabbedDock::TabbedDock(const QString &id, const QString &name, QWidget *parent)
    : QDockWidget(name, parent)
    , m_noTitle(new QWidget(this))
    , m_bar(new DockTabBar)
    , m_strip(new TabStrip(m_bar))
    , m_stack(new QStackedWidget)
{
    setObjectName(id);
    setAccessibleName(name);
    m_bar->setAccessibleName(name);
    m_bar->setObjectName(id + u"Tabs"_s);
    // An empty title: the strip is the title.
    setTitleBarWidget(m_noTitle);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_stack, 1);
    setWidget(content);
    connect(m_bar, &QTabBar::currentChanged, this, &TabbedDock::showCurrent);
    connect(m_strip, &TabStrip::moreAboutToShow, this, &TabbedDock::fillMenu);
    connect(this, &QDockWidget::topLevelChanged, this, &TabbedDock::followFloating);
}

// A floating dock has the window manager's title, or the style's where there is none.
void TabbedDock::followFloating(bool floating)
{
    setTitleBarWidget(floating ? nullptr : m_noTitle);
    m_noTitle->setVisible(!floating);
}

int TabbedDock::indexOf(const QString &id) const
{
    for (int i = 0; i < m_bar->count(); ++i)
        if (idAt(i) == id) return i;
    return -1;
}

QString TabbedDock::idAt(int index) const
{
    return index < 0 ? QString() : m_bar->tabData(index).toString();
}

void TabbedDock::addPane(const QString &id, const QString &title, QWidget *pane, int position)
{
    Q_ASSERT(!m_panes.contains(id));
    m_panes.insert(id, pane);
    m_stack->addWidget(pane);
    const QSignalBlocker blocker(m_bar); // the tab has no id yet
    const int index = m_bar->insertTab(position, title);
    m_bar->setTabData(index, id);
    if (m_bar->count() == 1) showCurrent(0);
}

QWidget *TabbedDock::takePane(const QString &id)
{
    QWidget *pane = m_panes.take(id);
    if (!pane) return nullptr;
    for (IconButton *button : m_buttons.take(id)) button->hide();
    m_stack->removeWidget(pane);
    pane->setParent(nullptr);
    m_bar->removeTab(indexOf(id));
    return pane;
}

QWidget *TabbedDock::pane(const QString &id) const
{
    return m_panes.value(id);
}

QStringList TabbedDock::panes() const
{
    QStringList ids;
    for (int i = 0; i < m_bar->count(); ++i) ids << idAt(i);
    return ids;
}

QString TabbedDock::currentPane() const
{
    return idAt(m_bar->currentIndex());
}

void TabbedDock::setCurrentPane(const QString &id)
{
    if (const int index = indexOf(id); index >= 0) m_bar->setCurrentIndex(index);
}

void TabbedDock::setPaneTitle(const QString &id, const QString &title)
{
    if (const int index = indexOf(id); index >= 0) m_bar->setTabText(index, title);
}

void TabbedDock::setBadge(const QString &id, int count, theme::BadgeLook look)
{
    if (const int index = indexOf(id); index >= 0) m_bar->setTabBadge(index, count, look);
}

void TabbedDock::setPaneButtons(const QString &id, const QList<IconButton *> &buttons)
{
    m_buttons.insert(id, buttons);
    for (IconButton *button : buttons) m_strip->addButton(button);
    m_strip->setVisibleButtons(m_buttons.value(currentPane()));
}

void TabbedDock::showCurrent(int index)
{
    const QString id = idAt(index);
    if (QWidget *pane = m_panes.value(id)) m_stack->setCurrentWidget(pane);
    m_strip->setVisibleButtons(m_buttons.value(id));
    emit currentPaneChanged(id);
}

void TabbedDock::fillMenu(QMenu *menu)
{
    const QString id = currentPane();
    menu->addSeparator();
    QMenu *move = menu->addMenu(tr("Move %1 to").arg(m_bar->tabText(m_bar->currentIndex())));
    const std::pair<Qt::DockWidgetArea, QString> areas[] = {{Qt::LeftDockWidgetArea, tr("Left")},
                                                            {Qt::RightDockWidgetArea, tr("Right")},
                                                            {Qt::BottomDockWidgetArea, tr("Bottom")}};
    for (const auto &[area, name] : areas)
        connect(move->addAction(name), &QAction::triggered, this,
                [this, id, where = area] { emit paneMoveRequested(id, where); });
    QAction *floating = menu->addAction(isFloating() ? tr("Dock") : tr("Float"));
    connect(floating, &QAction::triggered, this, [this] { setFloating(!isFloating()); });
    QAction *close = menu->addAction(tr("Close %1").arg(m_bar->tabText(m_bar->currentIndex())));
    connect(close, &QAction::triggered, this, [this, id] { emit paneCloseRequested(id); });
}

} // namespace latchkey::widgets
