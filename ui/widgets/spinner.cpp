// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spinner.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QPointer>
#include <QWidget>

using namespace std::chrono_literals;

namespace latchkey::widgets {

Spinner &Spinner::instance()
{
    static QPointer<Spinner> spinner;
    if (!spinner) spinner = new Spinner(qApp);
    return *spinner;
}

Spinner::Spinner(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &Spinner::step);
}

void Spinner::attach(QWidget *widget)
{
    if (m_widgets.contains(widget)) return;
    m_widgets.append(widget);
    connect(widget, &QObject::destroyed, this, [this, widget] { m_widgets.removeAll(widget); });
    if (theme::Theme::instance().motionAllowed()) m_timer.start();
}

void Spinner::detach(QWidget *widget)
{
    if (m_widgets.removeAll(widget) > 0) disconnect(widget, &QObject::destroyed, this, nullptr);
    if (m_widgets.isEmpty()) m_timer.stop();
}

int Spinner::degrees() const
{
    return theme::Theme::instance().motionAllowed() ? m_degrees : 0;
}

void Spinner::step()
{
    m_degrees = (m_degrees + 30) % 360;
    for (QWidget *widget : std::as_const(m_widgets))
        if (widget->isVisible()) widget->update();
    if (m_widgets.isEmpty() || !theme::Theme::instance().motionAllowed()) m_timer.stop();
}

} // namespace latchkey::widgets
