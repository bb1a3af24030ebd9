// SPDX-License-Identifier: GPL-3.0-or-later
//
// One program per user: a second start hands what it was started for to the first over a local socket that only this
// user can reach, and ends. The first raises its window with the activation token that came along. Files are opened,
// never run; the clipboard runs without any right.
#pragma once

#include "ui/window/file_desk.h"

#include <QLocalServer>
#include <QObject>

namespace latchkey::window {

/// What a start of the program asks for besides a window.
struct StartWish {
    enum class Task : quint8 { None, NewScript, RunClipboard };

    QList<FilePlace> places;
    Task task = Task::None;
};

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(QObject *parent = nullptr);

    /// Gives the wish to a program that is already there; false: there is none, and this one listens from now on.
    bool handOver(const StartWish &wish);

signals:
    void wishArrived(const latchkey::window::StartWish &wish, const QString &activationToken);

private:
    void listen();
    void serve();

    QLocalServer m_server;
};

} // namespace latchkey::window
