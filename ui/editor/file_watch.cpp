// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/file_watch.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace latchkey::editor {

namespace {
constexpr int kPauseMs = 200; // a save by another program is over within it
} // namespace

FileWatch::FileWatch(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &FileWatch::tell);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FileWatch::onFile);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::onFolder);
}

FileWatch &FileWatch::instance()
{
    // Found by name again, so that a second application object in one process (tests) gets its own.
    static const QString kName = QStringLiteral("latchkey.FileWatch");
    QCoreApplication *app = QCoreApplication::instance();
    auto *found = app->findChild<FileWatch *>(kName, Qt::FindDirectChildrenOnly);
    if (found == nullptr) {
        found = new FileWatch(app);
        found->setObjectName(kName);
    }
    return *found;
}

void FileWatch::watch(const QString &path)
{
    if (m_files[path]++ > 0) return;
    const QString folder = QFileInfo(path).path();
    QSet<QString> &inFolder = m_folders[folder];
    if (inFolder.isEmpty()) m_watcher.addPath(folder);
    inFolder.insert(path);
    m_watcher.addPath(path);
}

void FileWatch::unwatch(const QString &path)
{
    const auto found = m_files.find(path);
    if (found == m_files.end() || --*found > 0) return;
    m_files.erase(found);
    m_watcher.removePath(path);
    m_waiting.remove(path);
    const QString folder = QFileInfo(path).path();
    m_folders[folder].remove(path);
    if (!m_folders[folder].isEmpty()) return;
    m_folders.remove(folder);
    m_watcher.removePath(folder);
}

void FileWatch::onFile(const QString &path)
{
    m_waiting.insert(path);
    if (!m_pause.isActive()) m_pause.start();
}

// A file replaced by a rename drops out of the watcher; its folder tells of the new one.
void FileWatch::onFolder(const QString &folder)
{
    m_waiting.unite(m_folders.value(folder));
    if (!m_pause.isActive()) m_pause.start();
}

void FileWatch::tell()
{
    const QSet<QString> waiting = std::exchange(m_waiting, {});
    for (const QString &path : waiting) {
        if (!m_files.contains(path)) continue;
        m_watcher.addPath(path); // taken up again after a replacement; a no-op when still watched
        emit touched(path);
    }
}

} // namespace latchkey::editor
