// SPDX-License-Identifier: GPL-3.0-or-later
//
// One watcher for all open files. The kernel allows only a handful of watchers per user, so documents share this one:
// `watch()` a path, and `touched(path)` tells that something happened to it or its folder, at most once each
// 200 ms however many events there were. What happened is for the listener to find out (off the GUI thread).
#pragma once

#include <QFileSystemWatcher>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace latchkey::editor {

class FileWatch : public QObject
{
    Q_OBJECT

public:
    /// The program's watch, owned by the application object.
    static FileWatch &instance();

    /// Starts to watch a file, which need not exist, and its folder. Counted: each call wants an `unwatch()`.
    void watch(const QString &path);
    void unwatch(const QString &path);

signals:
    /// Something happened to the file, or to its folder in a way that may concern it.
    void touched(const QString &path);

private:
    explicit FileWatch(QObject *parent);

    void onFile(const QString &path);
    void onFolder(const QString &folder);
    void tell();

    QFileSystemWatcher m_watcher;
    QTimer m_pause; ///< gathers bursts: a checkout touches a thousand files at once
    QHash<QString, int> m_files;
    QHash<QString, QSet<QString>> m_folders; ///< and the watched files in each
    QSet<QString> m_waiting;
};

} // namespace latchkey::editor
