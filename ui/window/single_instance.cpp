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

} // namespace

SingleInstance::SingleInstance(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::serve);
}

// Before any window is there, so that waiting a moment for the answer holds nothing up.
bool SingleInstance::handOver(const QList<FilePlace> &places)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath());
    if (!socket.waitForConnected(kConnectMs)) {
        listen();
        return false;
    }
    QJsonArray files;
    for (const FilePlace &place : places)
        files << QJsonObject{{u"path"_s, place.path}, {u"line"_s, place.line}, {u"column"_s, place.column}};
    const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    socket.write(QJsonDocument(QJsonObject{{u"files"_s, files}, {u"token"_s, token}}).toJson(QJsonDocument::Compact) +
                 '\n');
    // The answer says that the files were taken.
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
        QList<FilePlace> places;
        for (const QJsonValue file : message[u"files"].toArray())
            places << FilePlace{file[u"path"].toString(), file[u"line"].toInt(), file[u"column"].toInt(1)};
        socket->write("ok\n");
        socket->disconnectFromServer();
        emit filesArrived(places, message[u"token"].toString());
    });
}

} // namespace latchkey::window
