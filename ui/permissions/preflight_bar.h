// SPDX-License-Identifier: GPL-3.0-or-later
//
// The question before the first statement of a run: all that the script can ask for, by line, each with a tick, and one
// answer for those that are ticked. What is known only when the script runs is listed without a tick and asked for
// then. The same rules as for the bar under a line: it takes no focus and no key from outside, is dead for its first
// moment and whenever it moves, has no default button, and Escape leaves it waiting.
#pragma once

#include "engine/runs/run.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QGridLayout;
class QMenu;
class QScrollArea;

namespace latchkey::output {
class RichLabel;
}
namespace latchkey::widgets {
class KeyCap;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::permissions {

class PreflightBar : public QWidget
{
    Q_OBJECT

public:
    explicit PreflightBar(QWidget *parent = nullptr);

    /// Shows a question that lists wishes. The same one again changes nothing.
    void ask(quint64 run, const runs::PermissionRequest &request, int number, const QString &name);
    quint64 run() const { return m_run; }
    quint64 question() const { return m_request.id; }
    const runs::PermissionRequest &request() const { return m_request; }
    /// The wishes that an answer allows now.
    QList<int> ticked() const;

    void focusQuestion();
    bool isDead() const { return m_dead.isActive() || m_answered; }

    QSize sizeHint() const override;

signals:
    void answered(quint64 run, quint64 question, latchkey::runs::PermissionAnswer answer, const QList<int> &wishes);
    void escaped();
    void placeActivated(const QString &file, int line, int column);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeAnswers(QLayout *column);
    void fill();
    void addRow(int index);
    void updateAnswers();
    void restartDead();
    void setAlive(bool alive);
    void answer(runs::PermissionAnswer answer, const QList<int> &wishes);
    void stepFocus(int by);
    QList<QWidget *> stops() const;

    runs::PermissionRequest m_request;
    quint64 m_run = 0;
    int m_number = 0;
    QString m_name;
    bool m_answered = false;
    QTimer m_dead;
    output::RichLabel *m_who;
    widgets::KeyCap *m_keys;
    QScrollArea *m_area;
    QWidget *m_rows = nullptr;
    QList<QCheckBox *> m_ticks; ///< as long as the wishes; null for what is not known
    QList<output::RichLabel *> m_labels;
    widgets::SmallButton *m_allow;
    widgets::SmallButton *m_more;
    widgets::SmallButton *m_later;
};

} // namespace latchkey::permissions
