// SPDX-License-Identifier: GPL-3.0-or-later
// Notices that somebody cancelled a future. Qt tells that by events alone, so there is one thread with an event loop
// for all futures of an engine, started with the first of them.
#pragma once

#include "engine/threads/handover.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThread>

#include <functional>
#include <mutex>

namespace latchkey::runs {

class CancelWatch
{
public:
    ~CancelWatch() { stop(); }
    /// Ends the thread; nothing is noticed any more. Not on that thread.
    void stop();
    /// Calls `cancelled` on the watch's own thread when `future` is cancelled before its end.
    template<typename T>
    void follow(QFuture<T> future, std::function<void()> cancelled)
    {
        post([future = std::move(future), cancelled = std::move(cancelled)](QObject *parent) {
            auto *watcher = new QFutureWatcher<T>(parent);
            QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher, cancelled);
            QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
            watcher->setFuture(future);
        });
    }

private:
    void post(std::function<void(QObject *)> work);
    std::mutex m_mutex; ///< guards start and end
    QThread m_thread;
    threads::Desk *m_desk = nullptr; ///< lives on the thread
    bool m_isStopped = false;
};

} // namespace latchkey::runs
