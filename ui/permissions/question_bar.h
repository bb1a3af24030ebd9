// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every bar with a question to the person has in common: its ground and key, and the safety rules.
//  * It never takes the focus and no key reaches it from outside; `focusQuestion()` is the one deliberate way in, Tab
//    or an arrow the next step.
//  * For 600 ms after it appeared, moved or changed its question it is faint and dead to clicks and keys.
//  * No button is the default; a key that is held down answers nothing; Escape leaves the question waiting and asks to
//    go back to the editor.
// A bar that derives from it names its stops, installs it as their event filter, switches its parts in `setAlive`, and
// answers only when `takeAnswer` lets it.
#pragma once

#include "ui/theme/latchkey_style.h"
#include "ui/theme/metrics.h"

#include <QTimer>
#include <QWidget>

class QAbstractButton;

namespace latchkey::output {
class RichLabel;
}

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::permissions {

class QuestionBar : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kDeadMilliseconds = 600;

    /// Moves the focus into the bar, onto no button: Tab or an arrow is the next step.
    void focusQuestion();
    bool isDead() const { return m_dead.isActive() || m_answered; }

signals:
    void escaped();

protected:
    static constexpr int kEdge = 3; ///< the bolt's tail, at the door line
    static constexpr int kInside = 12;
    static constexpr int kTextIndent = theme::kIcon + theme::kSide;

    explicit QuestionBar(QWidget *parent);

    /// Widgets that Tab and the arrows go through now.
    virtual QList<QWidget *> stops() const = 0;
    virtual void setAlive(bool alive) = 0;
    virtual void stepped(QWidget *) {}                                              ///< the focus has come to a stop
    virtual void pressed(QAbstractButton *button, Qt::KeyboardModifiers modifiers); ///< by Return

    /// No click or key reaches it but those that are meant for it; `name` is the object's.
    widgets::SmallButton *answerButton(const QString &text, theme::ButtonLook look, const QString &name);
    void restartDead();
    /// A button that is switched off loses the focus to its neighbour; the bar keeps it instead.
    void keepFocus();
    bool isAnswered() const { return m_answered; }
    void renew() { m_answered = false; }
    /// False: it is dead. Else it is from now on.
    bool takeAnswer();

    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

    output::RichLabel *m_who; ///< the first line, beside the key

private:
    void stepFocus(int by);

    bool m_answered = false;
    QTimer m_dead;
};

} // namespace latchkey::permissions
