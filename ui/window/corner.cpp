// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/corner.h"

#include "ui/jobs/job_stack.h"
#include "ui/widgets/notices.h"
#include "ui/window/commands.h"
#include "ui/window/status_line.h"

#include <QEvent>
#include <QStatusBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace latchkey::window {

Corner::Corner(QMainWindow *window, StatusLine *status)
    : QObject(window)
    , m_window(window)
    , m_status(status)
    , m_stack(new jobs::JobStack(jobs::JobList::instance(), window))
{
    m_stack->setBottomInset(status->height());
    connect(m_stack, &jobs::JobStack::countChanged, this, &Corner::refresh);
    connect(m_stack, &jobs::JobStack::takenChanged, this, &Corner::place);
    connect(m_stack, &jobs::JobStack::focusLost, this, &Corner::focusLost);
    connect(status->jobs, &QAbstractButton::clicked, this,
            [this] { m_stack->isFolded() ? m_stack->enter() : m_stack->setFolded(true); });
    refresh(0);
}

void Corner::addCommands(Commands &commands)
{
    QAction *go = commands.add({u"backgroundJobs"_s, Menu::View, tr("Background jobs"), {}, u"queued"_s}, m_stack,
                               &jobs::JobStack::enter);
    go->setEnabled(false);
    connect(m_stack, &jobs::JobStack::countChanged, go, [go](int count) { go->setEnabled(count > 0); });
}

void Corner::refresh(int count)
{
    m_status->setJobs(count);
    place();
}

void Corner::keepClearOf(QWidget *bar)
{
    m_bars.append(bar);
    bar->installEventFilter(this);
    connect(bar, &QObject::destroyed, this, [this, bar] { m_bars.removeOne(bar); });
}

bool Corner::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    // Behind the event: the bar has its place then.
    if (type == QEvent::Show || type == QEvent::Hide || type == QEvent::Resize)
        QMetaObject::invokeMethod(this, [this] { place(); }, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

bool Corner::isInTheWay(const QWidget *bar) const
{
    if (!bar->isVisible() || bar->window() != m_window) return false;
    const QRect place(bar->mapTo(m_window, QPoint()), bar->size());
    const bool isAtLeft = m_window->layoutDirection() == Qt::RightToLeft;
    return place.bottom() >= m_window->height() - m_status->height() - bar->height() &&
           (isAtLeft ? place.left() < m_window->width() / 3 : place.right() > m_window->width() * 2 / 3);
}

/// What is taken at the bottom: the status bar, and a bar above it that reaches into the corner.
int Corner::inset() const
{
    int taken = m_status->height();
    for (const QWidget *bar : m_bars)
        if (isInTheWay(bar)) taken = std::max(taken, m_status->height() + bar->height());
    return taken;
}

void Corner::place()
{
    const int taken = inset();
    if (std::exchange(m_inset, taken) != taken) m_stack->setBottomInset(taken); // which comes back here
    for (widgets::UndoToast *toast : m_window->findChildren<widgets::UndoToast *>(Qt::FindDirectChildrenOnly))
        toast->setBottomInset(taken + m_stack->takenHeight());
}

widgets::UndoToast *Corner::toast(QMainWindow *window)
{
    auto *found = window->findChild<widgets::UndoToast *>(Qt::FindDirectChildrenOnly);
    if (found == nullptr) found = new widgets::UndoToast(window);
    const auto *stack = window->findChild<jobs::JobStack *>(Qt::FindDirectChildrenOnly);
    found->setBottomInset(window->statusBar()->height() + (stack != nullptr ? stack->takenHeight() : 0));
    if (auto *corner = window->findChild<Corner *>(Qt::FindDirectChildrenOnly)) corner->place();
    return found;
}

} // namespace latchkey::window
