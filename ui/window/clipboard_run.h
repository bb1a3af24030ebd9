// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Run clipboard in sandbox": what the clipboard holds becomes a new script and runs with no right at all, and nothing
// it wants is asked about; output and result are there as always. It takes a moment when the program was just started
// for it: Wayland shows the clipboard only to the window that has the focus.
#pragma once

#include <QObject>
#include <QTimer>

namespace latchkey::window {

class MainWindow;

class ClipboardRun : public QObject
{
    Q_OBJECT

public:
    /// Starts at once or as soon as the clipboard can be read, and deletes itself. An empty clipboard ends in a notice.
    explicit ClipboardRun(MainWindow *window);

private:
    void look();
    void giveUp();

    MainWindow *m_window;
    QTimer m_patience;
};

} // namespace latchkey::window
