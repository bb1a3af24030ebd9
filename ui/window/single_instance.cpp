// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/single_instance.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

constexpr int kConnectMs = 200, kAnswerMs = 1000, kPauseMs = 20;
constexpr int kTries = kAnswerMs / kPauseMs; ///< while another one has the lock and does not listen yet
constexpr qint64 kMaxMessage = 1 << 20;
constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

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
    case StartWish::Task::NewSession:
        return u"new-session"_s;
    case StartWish::Task::RunClipboard:
        return u"run-clipboard"_s;
    case StartWish::Task::None:
        break;
    }
    return {};
}

StartWish::Task taskOf(const QString &name)
{
    for (const auto task : {StartWish::Task::NewScript, StartWish::Task::NewSession, StartWish::Task::RunClipboard})
        if (name == nameOf(task)) return task;
    return StartWish::Task::None;
}

QByteArray messageOf(const StartWish &wish)
{
    QJsonArray files;
    for (const FilePlace &place : wish.places)
        files << QJsonObject{{u"path"_s, place.path}, {u"line"_s, place.line}, {u"column"_s, place.column}};
    const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    const QJsonObject message{{u"files"_s, files}, {u"task"_s, nameOf(wish.task)}, {u"token"_s, token}};
    return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

/// Held for as long as the program lives; the kernel lets go of it when it dies.
class SingleInstance::Lock
{
public:
    explicit Lock(const QString &path)
        : m_file(::open(QFile::encodeName(path).constData(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly))
    {
    }
    ~Lock()
    {
        if (m_file >= 0) ::close(m_file);
    }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

    /// True also where no lock can be had: there everyone is the first.
    bool take() const { return m_file < 0 || ::flock(m_file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK; }

private:
    const int m_file;
};

SingleInstance::SingleInstance(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::serve);
}

SingleInstance::~SingleInstance() = default;

SingleInstance::Start SingleInstance::handOver(const StartWish &wish)
{
    auto lock = std::make_unique<Lock>(socketPath() + u".lock"_s);
    for (int i = 0; i < kTries; ++i) {
        if (lock->take()) {
            m_lock = std::move(lock);
            listen();
            return Start::First;
        }
        QLocalSocket socket;
        socket.connectToServer(socketPath());
        if (!socket.waitForConnected(kConnectMs)) { // it is about to listen, or about to end
            QThread::msleep(kPauseMs);
            continue;
        }
        socket.write(messageOf(wish));
        // The answer says that the wish was taken.
        const bool taken = socket.waitForBytesWritten(kAnswerMs) && socket.waitForReadyRead(kAnswerMs);
        return taken ? Start::HandedOver : Start::Beside;
    }
    return Start::Beside;
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(socketPath()); // of one that died
    if (m_server.listen(socketPath())) ::chmod(QFile::encodeName(socketPath()).constData(), kOwnerOnly);
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
