// SPDX-License-Identifier: GPL-3.0-or-later
//
// One program per user: a second start hands its files to the first over a local socket that only this user can
// reach, and ends. The first raises its window with the activation token that came along. Files are opened, never run.
#pragma once

#include "ui/window/file_desk.h"

#include <QLocalServer>
#include <QObject>

namespace latchkey::window {

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(QObject *parent = nullptr);

    /// Gives the files to a program that is already there; false: there is none, and this one listens from now on.
    bool handOver(const QList<FilePlace> &places);

signals:
    void filesArrived(const QList<latchkey::window::FilePlace> &places, const QString &activationToken);

private:
    void listen();
    void serve();

    QLocalServer m_server;
};

} // namespace latchkey::window
