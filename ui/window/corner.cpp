// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/corner.h"

#include "ui/jobs/job_stack.h"
#include "ui/widgets/notices.h"
#include "ui/window/commands.h"
#include "ui/window/status_line.h"

#include <QStatusBar>

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

void Corner::place()
{
    for (widgets::UndoToast *toast : m_window->findChildren<widgets::UndoToast *>(Qt::FindDirectChildrenOnly))
        toast->setBottomInset(m_status->height() + m_stack->takenHeight());
}

widgets::UndoToast *Corner::toast(QMainWindow *window)
{
    auto *found = window->findChild<widgets::UndoToast *>(Qt::FindDirectChildrenOnly);
    if (found == nullptr) found = new widgets::UndoToast(window);
    const auto *stack = window->findChild<jobs::JobStack *>(Qt::FindDirectChildrenOnly);
    found->setBottomInset(window->statusBar()->height() + (stack != nullptr ? stack->takenHeight() : 0));
    return found;
}

} // namespace latchkey::window
