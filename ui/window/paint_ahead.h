// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lets the next painting of a window begin at once. Under X11 the window's picture lies in memory that the display
// server reads; before Qt paints over a part that was handed over last time, it asks the server whether it has read it,
// and waits for the answer. Typing repaints the same line with each key, so each key would wait: two more changes of
// process before a letter is seen. Here the answer is fetched beforehand, a moment after each painting, when nobody
// waits for anything.
#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace latchkey::window {

class PaintAhead : public QObject
{
public:
    /// For a window of its own. Does nothing on other platforms.
    explicit PaintAhead(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void settle();

    QWidget *m_window;
    QTimer m_quiet;
};

} // namespace latchkey::window
