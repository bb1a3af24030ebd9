// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/screenshot.h"

#include "ui/permissions/permission_bar.h"
#include "ui/window/main_window.h"
#include "ui/window/run_desk.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QPixmap>

namespace latchkey::window {
namespace {

constexpr int kLookMs = 100, kSettledLooks = 4, kGiveUpMs = 60'000;

} // namespace

Screenshot::Screenshot(MainWindow *window, const QString &file, const QString &script, const QStringList &commands)
    : QObject(window)
    , m_window(window)
    , m_file(file)
    , m_commands(commands)
    , m_runs(!script.isEmpty())
{
    if (m_runs) window->openAndRun(script);
    m_since.start();
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer.start(kLookMs);
}

bool Screenshot::isReady() const
{
    for (const EditorPage *page : m_window->editors()->pages())
        if (page->document()->isBusy() || page->editor()->isLoading()) return false;
    if (!m_runs) return true;
    const runs::RunList *list = m_window->runList();
    if (list->frontRun() == 0) return false;
    const runs::RunEntry front = m_window->desk()->front();
    if (front.isOver()) return true;
    // Its buttons are faint at first.
    const permissions::PermissionBar *bar = m_window->desk()->barOf(m_window->editors()->currentPage());
    return !list->questions().isEmpty() && (bar == nullptr || !bar->isDead());
}

void Screenshot::look()
{
    m_settled = isReady() ? m_settled + 1 : 0;
    if (m_settled == 1 && !m_commands.isEmpty()) {
        const QString command = m_commands.takeFirst();
        m_settled = 0;
        for (QAction *action : m_window->commands().all())
            if (action->objectName() == command) QTimer::singleShot(0, action, &QAction::trigger);
        return;
    }
    const bool late = m_since.elapsed() > kGiveUpMs;
    if (m_settled < kSettledLooks && !late) return;
    m_timer.stop();
    QWidget *shown = m_window;
    for (QDialog *dialog : m_window->findChildren<QDialog *>())
        if (dialog->isVisible()) shown = dialog;
    const bool saved = shown->grab().save(m_file);
    if (!saved) qWarning("The picture could not be written: %s", qPrintable(m_file));
    // The window asks nothing on this way out.
    QApplication::exit(saved && !late ? 0 : 1);
}

} // namespace latchkey::window
