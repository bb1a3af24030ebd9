// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/left_to_right.h"

#include <QEvent>

namespace latchkey::editor {

LeftToRightWhilePainting::LeftToRightWhilePainting()
    : m_before(QGuiApplication::layoutDirection())
{
    if (m_before == Qt::LeftToRight) return;
    qApp->installEventFilter(this);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

LeftToRightWhilePainting::~LeftToRightWhilePainting()
{
    if (m_before == Qt::LeftToRight) return;
    QGuiApplication::setLayoutDirection(m_before);
    qApp->removeEventFilter(this);
}

bool LeftToRightWhilePainting::eventFilter(QObject *, QEvent *event)
{
    return event->type() == QEvent::ApplicationLayoutDirectionChange;
}

} // namespace latchkey::editor
