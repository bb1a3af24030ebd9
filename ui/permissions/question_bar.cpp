// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/question_bar.h"

#include "ui/output/rich_line.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {

using theme::Token;

QuestionBar::QuestionBar(QWidget *parent)
    : QWidget(parent)
    , m_who(new output::RichLabel(this))
{
    // Reached by Tab from inside and by focusQuestion(), never by a click that was meant for the editor.
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_dead.setSingleShot(true);
    m_dead.setInterval(kDeadMilliseconds);
    connect(&m_dead, &QTimer::timeout, this, [this] { setAlive(!m_answered); });
}

// --- the first 600 ms -----------------------------------------------------------------------------------------------

widgets::SmallButton *QuestionBar::answerButton(const QString &text, theme::ButtonLook look, const QString &name)
{
    auto *made = new widgets::SmallButton(text, look, this);
    made->setObjectName(name);
    made->setAutoDefault(false);
    made->setDefault(false);
    made->setFocusPolicy(Qt::TabFocus);
    made->installEventFilter(this);
    return made;
}

void QuestionBar::restartDead()
{
    m_dead.start();
    setAlive(false);
}

void QuestionBar::keepFocus()
{
    if (isAncestorOf(focusWidget()) && focusWidget()->hasFocus()) setFocus(Qt::OtherFocusReason);
}

bool QuestionBar::takeAnswer()
{
    if (isDead()) return false;
    m_answered = true;
    setAlive(false);
    return true;
}

void QuestionBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous()) restartDead();
}

void QuestionBar::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    // A button that slides under the pointer must not be hit by a click that was already on its way.
    if (isVisible()) restartDead();
}

// --- keys -----------------------------------------------------------------------------------------------------------

void QuestionBar::focusQuestion()
{
    setFocus(Qt::ShortcutFocusReason);
}

void QuestionBar::stepFocus(int by)
{
    const QList<QWidget *> list = stops();
    if (list.isEmpty()) return;
    const qsizetype at = list.indexOf(focusWidget());
    const qsizetype next =
        hasFocus() || at < 0 ? (by > 0 ? 0 : list.size() - 1) : std::clamp<qsizetype>(at + by, 0, list.size() - 1);
    list[next]->setFocus(by > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    stepped(list[next]);
}

// Tab goes through the answers by itself: the editor around the bar takes no Tab for moving on. At the ends it leaves.
bool QuestionBar::focusNextPrevChild(bool next)
{
    const QList<QWidget *> list = stops();
    const qsizetype at = list.indexOf(focusWidget());
    const bool ends = at >= 0 && at == (next ? list.size() - 1 : 0);
    if (list.isEmpty() || (ends && !hasFocus())) return QWidget::focusNextPrevChild(next);
    stepFocus(next ? 1 : -1);
    return true;
}

void QuestionBar::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Escape:
        emit escaped();
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
        return stepFocus(mirrored && event->key() == Qt::Key_Right ? -1 : 1);
    case Qt::Key_Left:
    case Qt::Key_Up:
        return stepFocus(mirrored && event->key() == Qt::Key_Left ? 1 : -1);
    default:
        // Nothing typed here may end up in the editor below.
        event->accept();
    }
}

void QuestionBar::pressed(QAbstractButton *button, Qt::KeyboardModifiers)
{
    button->click();
}

bool QuestionBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    auto *button = qobject_cast<QAbstractButton *>(watched);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    // A key that is held down since before the button had the focus answers nothing.
    if (key->isAutoRepeat() && (enter || key->key() == Qt::Key_Space)) return true;
    if (button && enter) return pressed(button, key->modifiers()), true;
    const bool arrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right || key->key() == Qt::Key_Up ||
                       key->key() == Qt::Key_Down;
    if (key->key() == Qt::Key_Escape || (arrow && button)) {
        keyPressEvent(key);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// --- painting -------------------------------------------------------------------------------------------------------

void QuestionBar::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void QuestionBar::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void QuestionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    theme::drawGround(&painter, rect(), theme::color(Token::KeyBg), theme::color(Token::KeyBorder));
    const bool mirrored = isRightToLeft();
    painter.fillRect(QRect(mirrored ? width() - kEdge : 0, 0, kEdge, height()), theme::color(Token::Key));
    const int x = mirrored ? width() - kEdge - kInside - theme::kIcon : kEdge + kInside;
    const QRect icon(x, m_who->y() + (m_who->height() - theme::kIcon) / 2, theme::kIcon, theme::kIcon);
    theme::Icons::paint(&painter, icon, u"permission-key"_s, theme::color(isDead() ? Token::Faint : Token::Key));
    if (hasFocus()) theme::drawFocusRing(&painter, rect());
}

} // namespace latchkey::permissions
