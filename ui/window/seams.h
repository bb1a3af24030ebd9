// SPDX-License-Identifier: GPL-3.0-or-later
//
// Docks are kept apart by seven pixels to grab, of which only the line in the middle is to be seen. The window would
// show its own grey beside that line; seams continue the grounds of the neighbours up to it. They let the pointer
// through.
#pragma once

#include <QMainWindow>
#include <QObject>
#include <QPointer>

namespace latchkey::window {

class Seams : public QObject
{
    Q_OBJECT

public:
    /// Follows the docks and the central widget of `window`.
    explicit Seams(QMainWindow *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void watch(QWidget *widget);
    void place();

    QMainWindow *m_window;
    QList<QWidget *> m_seams; ///< reused, as many as there are gaps
    bool m_queued = false;
};

} // namespace latchkey::window
