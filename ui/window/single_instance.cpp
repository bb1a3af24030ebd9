// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/single_instance.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

constexpr int kConnectMs = 200, kWriteMs = 1000;
constexpr qint64 kMaxMessage = 1 << 20;

QString socketPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + u"/latchkey-ide"_s;
}

// How the tasks are spelt on the socket; a program of another version may send one that is not known here.
QString nameOf(StartWish::Task task)
{
    switch (task) {
    case StartWish::Task::NewScript:
        return u"new"_s;
    case StartWish::Task::RunClipboard:
        return u"run-clipboard"_s;
    case StartWish::Task::None:
        break;
    }
    return {};
}

StartWish::Task taskOf(const QString &name)
{
    for (const auto task : {StartWish::Task::NewScript, StartWish::Task::RunClipboard})
        if (name == nameOf(task)) return task;
    return StartWish::Task::None;
}

} // namespace

SingleInstance::SingleInstance(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::serve);
}

// Before any window is there, so that waiting a moment for the answer holds nothing up.
bool SingleInstance::handOver(const StartWish &wish)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath());
    if (!socket.waitForConnected(kConnectMs)) {
        listen();
        return false;
    }
    QJsonArray files;
    for (const FilePlace &place : wish.places)
        files << QJsonObject{{u"path"_s, place.path}, {u"line"_s, place.line}, {u"column"_s, place.column}};
    const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    const QJsonObject message{{u"files"_s, files}, {u"task"_s, nameOf(wish.task)}, {u"token"_s, token}};
    socket.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    // The answer says that the wish was taken.
    return socket.waitForBytesWritten(kWriteMs) && socket.waitForReadyRead(kWriteMs);
}

void SingleInstance::listen()
{
    // A socket that answers nobody was left by a program that died.
    if (m_server.listen(socketPath())) return;
    QLocalServer::removeServer(socketPath());
    m_server.listen(socketPath());
}

void SingleInstance::serve()
{
    QLocalSocket *socket = m_server.nextPendingConnection();
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() > kMaxMessage) socket->abort();
            return;
        }
        const QJsonObject message = QJsonDocument::fromJson(socket->readLine()).object();
        StartWish wish{{}, taskOf(message[u"task"].toString())};
        for (const QJsonValue file : message[u"files"].toArray())
            wish.places << FilePlace{file[u"path"].toString(), file[u"line"].toInt(), file[u"column"].toInt(1)};
        socket->write("ok\n");
        socket->disconnectFromServer();
        emit wishArrived(wish, message[u"token"].toString());
    });
}

} // namespace latchkey::window
