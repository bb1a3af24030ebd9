// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes a picture of the window and ends the program: with a script, once its run is over or asks something and the
// window has painted what came of it. For documentation and for looking at every state before a release.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace latchkey::window {

class MainWindow;

class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// Takes the picture of `window` into `file` when it is ready; `script` may be empty. `commands` are the ids of
    /// those to trigger, each once all is there ("runProfile", "show-profile"); the picture is of what the last one
    /// shows, of the dialog it opens, or of what its run leaves.
    Screenshot(MainWindow *window, const QString &file, const QString &script, const QStringList &commands = {});

private:
    void look();
    [[nodiscard]] bool isReady() const;

    MainWindow *m_window;
    QString m_file;
    QStringList m_commands; ///< still to be triggered
    bool m_runs;
    int m_settled = 0; ///< looks at which everything was ready
    QTimer m_timer;
    QElapsedTimer m_since;
};

} // namespace latchkey::window
