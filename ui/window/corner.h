// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lower right corner of the window, above the status bar: the background jobs, and over them the toast that takes
// something back, so that neither hides the other. The jobs can be folded into an item of the status bar, which is
// there as long as they are.
#pragma once

#include <QMainWindow>
#include <QObject>

namespace latchkey::jobs {
class JobStack;
}
namespace latchkey::widgets {
class UndoToast;
}

namespace latchkey::window {

class Commands;
class StatusLine;

class Corner : public QObject
{
    Q_OBJECT

public:
    Corner(QMainWindow *window, StatusLine *status);

    void addCommands(Commands &commands);
    [[nodiscard]] jobs::JobStack *stack() const { return m_stack; }
    /// What lies in the corner makes room for `bar` while that is seen at the bottom of the window.
    void keepClearOf(QWidget *bar);
    /// The one toast of a window, made when first asked for and in its place.
    static widgets::UndoToast *toast(QMainWindow *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// The focus was on a job that is over.
    void focusLost();

private:
    void refresh(int count);
    void place();
    [[nodiscard]] int inset() const;
    [[nodiscard]] bool isInTheWay(const QWidget *bar) const;

    QList<QWidget *> m_bars;
    int m_inset = 0; ///< that of the stack
    QMainWindow *m_window;
    StatusLine *m_status;
    jobs::JobStack *m_stack;
};

} // namespace latchkey::window
