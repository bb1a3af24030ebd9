// SPDX-License-Identifier: GPL-3.0-or-later
//
// One program per user: a second start hands what it was started for to the first over a local socket that only this
// user can reach, and ends. The first raises its window with the activation token that came along. Files are opened,
// never run; the clipboard runs without any right.
//
// Which one is the first is decided by a lock that the kernel lets go of when its holder dies: of two that start at
// the same moment one gets it, and a socket that a dead one left is in nobody's way.
#pragma once

#include "ui/window/file_desk.h"

#include <QLocalServer>
#include <QObject>

#include <memory>

namespace latchkey::window {

/// What a start of the program asks for besides a window.
struct StartWish {
    enum class Task : quint8 { None, NewScript, NewSession, RunClipboard };

    QList<FilePlace> places;
    Task task = Task::None;
};

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(QObject *parent = nullptr);
    ~SingleInstance() override;

    enum class Start : quint8 {
        First,      ///< there is no other; this one listens from now on
        HandedOver, ///< the other took the wish
        Beside,     ///< there is another that does not answer: its session is not to be touched
    };
    /// Gives the wish to a program that is already there. Waits for its answer, a second at most: before any window is
    /// there, so that this holds nothing up.
    Start handOver(const StartWish &wish);

signals:
    void wishArrived(const latchkey::window::StartWish &wish, const QString &activationToken);

private:
    class Lock;
    void listen();
    void serve();

    QLocalServer m_server;
    std::unique_ptr<Lock> m_lock; ///< held by the first
};

} // namespace latchkey::window
