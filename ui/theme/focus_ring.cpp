// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/focus_ring.h"

#include "ui/theme/latchkey_style.h"

#include <QApplication>

namespace latchkey::theme {

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
    follow(QApplication::focusWidget());
}

FocusRing::~FocusRing()
{
    delete m_frame;
}

QWidget *FocusRing::target() const
{
    return m_frame ? m_frame->widget() : nullptr;
}

void FocusRing::follow(QWidget *now)
{
    const bool ours = qobject_cast<LatchkeyStyle *>(QApplication::style()) != nullptr;
    QWidget *button = ours && hasOuterRing(now) && !now->isWindow() ? now : nullptr;
    if (!button && !m_frame) return;
    if (!m_frame) m_frame = new QFocusFrame;
    m_frame->setWidget(button);
}

} // namespace latchkey::theme
