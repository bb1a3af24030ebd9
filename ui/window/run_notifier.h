// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells on the desktop that a run has ended which took long, while one works in another window. Runs that end together
// are one notification. It offers to show the run and to run it again; without a desktop that shows notifications
// nothing happens. `RunNotifier` decides, `DesktopNotifications` talks to the desktop and never waits for it.
#pragma once

#include "ui/runs/run_list.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

class QDBusPendingCallWatcher;

namespace latchkey::window {

struct RunNotification {
    QString title;
    QString text;
    quint64 run = 0; ///< that it offers to show; 0: several, all are shown
    bool isFailure = false;
};

class DesktopNotifications : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void send(const RunNotification &notification);

signals:
    void showRequested(quint64 run);
    void rerunRequested(quint64 run);

private slots:
    void onAction(uint id, const QString &action);
    void onClosed(uint id);

private:
    QHash<uint, quint64> m_runs; ///< by the desktop's number
    bool m_isConnected = false;
};

class RunNotifier : public QObject
{
    Q_OBJECT

public:
    RunNotifier(runs::RunList *list, QWidget *window, QObject *parent = nullptr);

    /// Runs that took less are not told; negative: none is.
    void setLeastSeconds(double seconds) { m_leastSeconds = seconds; }
    [[nodiscard]] double leastSeconds() const { return m_leastSeconds; }
    /// A batch has ended after so many seconds: one notification for all its runs, under the same conditions.
    void tellBatch(const QString &sentence, double seconds);
    /// Replaces the desktop; for tests.
    void setSend(std::function<void(const RunNotification &)> send) { m_send = std::move(send); }

signals:
    void showRequested(quint64 run);
    void rerunRequested(quint64 run);

private:
    void onEnded(quint64 run);
    void tell();

    runs::RunList *m_list;
    QWidget *m_window;
    std::function<void(const RunNotification &)> m_send;
    QList<quint64> m_ended;
    QTimer m_together;
    double m_leastSeconds = 10;
};

} // namespace latchkey::window
