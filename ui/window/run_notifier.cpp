// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_notifier.h"

#include "ui/output/visible_text.h"
#include "ui/runs/run_words.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QWidget>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::window {
namespace {

/// What ends within this time is told together.
constexpr auto kTogether = 500ms;
const QString kService = u"org.freedesktop.Notifications"_s, kPath = u"/org/freedesktop/Notifications"_s;

} // namespace

// ---- the desktop ----------------------------------------------------------------------------------------------------

void DesktopNotifications::send(const RunNotification &notification)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    if (!std::exchange(m_isConnected, true)) {
        bus.connect(kService, kPath, kService, u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
        bus.connect(kService, kPath, kService, u"NotificationClosed"_s, this, SLOT(onClosed(uint)));
    }
    QStringList actions{u"default"_s, tr("Show")};
    if (notification.run != 0) actions << u"rerun"_s << tr("Run again");
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, u"Notify"_s);
    const QVariantMap hints{{u"desktop-entry"_s, u"latchkey"_s},
                            {u"category"_s, notification.isFailure ? u"transfer.error"_s : u"transfer.complete"_s}};
    call << u"Latchkey"_s << uint(0) << u"latchkey"_s << notification.title << notification.text.toHtmlEscaped()
         << actions << hints << -1;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, run = notification.run] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (!reply.isError()) m_runs.insert(reply.value(), run);
        watcher->deleteLater();
    });
}

void DesktopNotifications::onAction(uint id, const QString &action)
{
    if (!m_runs.contains(id)) return; // another program's
    if (action == "rerun"_L1) emit rerunRequested(m_runs.value(id));
    else emit showRequested(m_runs.value(id));
}

void DesktopNotifications::onClosed(uint id)
{
    m_runs.remove(id);
}

// ---- which are told -------------------------------------------------------------------------------------------------

RunNotifier::RunNotifier(runs::RunList *list, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_list(list)
    , m_window(window)
{
    auto *desktop = new DesktopNotifications(this);
    m_send = [desktop](const RunNotification &notification) { desktop->send(notification); };
    connect(desktop, &DesktopNotifications::showRequested, this, &RunNotifier::showRequested);
    connect(desktop, &DesktopNotifications::rerunRequested, this, &RunNotifier::rerunRequested);
    connect(list, &runs::RunList::runEnded, this, &RunNotifier::onEnded);
    m_together.setSingleShot(true);
    m_together.setInterval(kTogether);
    connect(&m_together, &QTimer::timeout, this, &RunNotifier::tell);
}

void RunNotifier::onEnded(quint64 run)
{
    const runs::RunEntry entry = m_list->entry(run);
    const double took = double(entry.started.msecsTo(entry.ended)) / 1000;
    const bool isByHand = entry.status.state == runs::RunState::Cancelled; // whoever stopped it knows
    if (!entry.tellsEnd || m_leastSeconds < 0 || took < m_leastSeconds || isByHand || m_window->isActiveWindow())
        return;
    m_ended << run;
    m_together.start();
}

void RunNotifier::tellBatch(const QString &sentence, double seconds)
{
    // A batch has a window of its own: whoever looks at any of ours sees it.
    if (m_leastSeconds < 0 || seconds < m_leastSeconds || QApplication::activeWindow() != nullptr) return;
    m_send({tr("The batch has ended"), sentence, 0, false});
}

void RunNotifier::tell()
{
    const QList<quint64> ended = std::exchange(m_ended, {});
    if (m_window->isActiveWindow()) return; // one came back meanwhile
    if (ended.size() == 1) {
        const runs::RunEntry entry = m_list->entry(ended.first());
        const theme::RunStateLook look = theme::runStateLook(entry.look());
        m_send({tr("%1: %2").arg(output::visibleText(entry.name), look.word), runs::headingDetail(entry), entry.id,
                !entry.success});
        return;
    }
    int failed = 0;
    for (const quint64 run : ended) failed += m_list->entry(run).success ? 0 : 1;
    m_send({tr("%n run(s) have ended", nullptr, int(ended.size())),
            failed == 0 ? tr("All finished") : tr("%n failed", nullptr, failed), 0, failed > 0});
}

} // namespace latchkey::window
