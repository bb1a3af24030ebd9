// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/latchkey_style.h"

#include "ui/theme/theme.h"

#include <QVariant>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

constexpr auto kLookProperty = "latchkeyButtonLook";

} // namespace

void setButtonLook(QWidget *button, ButtonLook look)
{
    button->setProperty(kLookProperty, static_cast<int>(look));
    button->update();
}

ButtonLook buttonLook(const QWidget *button)
{
    const QVariant look = button ? button->property(kLookProperty) : QVariant();
    return look.isValid() ? static_cast<ButtonLook>(look.toInt()) : ButtonLook::Quiet;
}

LatchkeyStyle::LatchkeyStyle()
    : QProxyStyle(u"fusion"_s)
{
}

int LatchkeyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
        return kIcon;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace latchkey::theme
