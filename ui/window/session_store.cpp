// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/session_store.h"

#include "ui/editor/background.h"
#include "ui/editor/safe_file.h"
#include "ui/window/run_configurations.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

constexpr int kGenerations = 3;
constexpr qint64 kMaxBytes = 4 << 20;

// How a second view or a second side stands to the first.
QString wordOf(Qt::Orientation way)
{
    return way == Qt::Horizontal ? u"right"_s : u"down"_s;
}

std::optional<Qt::Orientation> wayOf(const QString &word)
{
    if (word == u"right") return Qt::Horizontal;
    if (word == u"down") return Qt::Vertical;
    return {};
}

QJsonObject toObject(const SessionTab &tab)
{
    QJsonObject object = toJson(tab.setup);
    object[u"path"_s] = tab.path;
    object[u"journal"_s] = tab.journal;
    object[u"title"_s] = tab.title;
    object[u"line"_s] = tab.line;
    object[u"column"_s] = tab.column;
    if (tab.split) object[u"split"_s] = wordOf(*tab.split);
    if (tab.onSecondSide) object[u"secondSide"_s] = true;
    if (tab.inFront) object[u"front"_s] = true;
    if (!tab.bookmarks.isEmpty()) {
        QJsonArray lines;
        for (const int line : tab.bookmarks) lines << line;
        object[u"bookmarks"_s] = lines;
    }
    return object;
}

SessionTab tabOf(const QJsonObject &object)
{
    SessionTab tab;
    tab.path = object[u"path"].toString();
    tab.journal = object[u"journal"].toString();
    tab.title = object[u"title"].toString();
    tab.line = object[u"line"].toInt(1);
    tab.column = object[u"column"].toInt(1);
    for (const QJsonValue line : object[u"bookmarks"].toArray())
        if (line.toInt() > 0) tab.bookmarks << line.toInt();
    tab.split = wayOf(object[u"split"].toString());
    tab.onSecondSide = object[u"secondSide"].toBool();
    tab.inFront = object[u"front"].toBool();
    tab.setup = setupOf(object);
    return tab;
}

} // namespace

SessionStore::SessionStore(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
}

QString SessionStore::fileOf(int generation) const
{
    return generation == 0 ? m_folder + u"/session.json"_s : m_folder + u"/session.%1.json"_s.arg(generation);
}

QByteArray SessionStore::toJson(const SessionState &state)
{
    QJsonArray tabs, running;
    for (const SessionTab &tab : state.tabs) tabs << toObject(tab);
    for (const auto &[name, path] : state.running) running << QJsonObject{{u"name"_s, name}, {u"path"_s, path}};
    return QJsonDocument(QJsonObject{{u"version"_s, 1},
                                     {u"tabs"_s, tabs},
                                     {u"current"_s, state.current},
                                     {u"sides"_s, state.sides ? wordOf(*state.sides) : QString()},
                                     {u"geometry"_s, QString::fromLatin1(state.geometry.toBase64())},
                                     {u"layout"_s, QString::fromLatin1(state.layout.toBase64())},
                                     {u"running"_s, running}})
        .toJson(QJsonDocument::Compact);
}

std::optional<SessionState> SessionStore::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[u"version"].toInt() != 1) return {};
    SessionState state;
    for (const QJsonValue tab : object[u"tabs"].toArray()) state.tabs << tabOf(tab.toObject());
    for (const QJsonValue run : object[u"running"].toArray())
        state.running << std::pair(run[u"name"].toString(), run[u"path"].toString());
    state.current = object[u"current"].toInt(-1);
    state.sides = wayOf(object[u"sides"].toString());
    state.geometry = QByteArray::fromBase64(object[u"geometry"].toString().toLatin1());
    state.layout = QByteArray::fromBase64(object[u"layout"].toString().toLatin1());
    return state;
}

SessionState SessionStore::read() const
{
    for (int i = 0; i < kGenerations && !m_folder.isEmpty(); ++i) {
        const auto file = editor::SafeFile::read(fileOf(i), kMaxBytes);
        if (!file) continue;
        if (const auto state = fromJson(file->bytes)) return *state;
    }
    return {};
}

// The generations move once per start: they are those of earlier windows, not of the last minutes.
static void writeFile(const QString &folder, const QByteArray &json, bool rotate)
{
    QDir().mkpath(folder);
    const QString file = folder + u"/session.json"_s;
    if (rotate) {
        for (int i = kGenerations - 1; i > 0; --i) {
            const QString from = i == 1 ? file : folder + u"/session.%1.json"_s.arg(i - 1);
            const QString to = folder + u"/session.%1.json"_s.arg(i);
            QFile::remove(to);
            QFile::copy(from, to);
        }
    }
    // What it says can be lost without harm: a failure is not worth a word to the user.
    (void)editor::SafeFile::write(file, json, {.newFileMode = 0600});
}

void SessionStore::write(const SessionState &state)
{
    const QByteArray json = toJson(state);
    if (m_folder.isEmpty() || json == m_last) return;
    m_last = json;
    m_next = json;
    if (!m_writing) startWriting();
}

void SessionStore::startWriting()
{
    m_writing = true;
    const bool rotate = !std::exchange(m_rotated, true);
    m_flight = editor::inBackground([folder = m_folder, json = std::exchange(m_next, {}), rotate] {
        writeFile(folder, json, rotate);
        return true;
    });
    m_flight.then(this, [this](bool) {
        m_writing = false;
        if (!m_next.isEmpty()) startWriting();
    });
}

void SessionStore::writeNow(const SessionState &state)
{
    if (m_folder.isEmpty()) return;
    m_flight.waitForFinished();
    m_next.clear();
    m_last = toJson(state);
    writeFile(m_folder, m_last, !std::exchange(m_rotated, true));
}

} // namespace latchkey::window
