// SPDX-License-Identifier: GPL-3.0-or-later
//
// The style of everything Qt paints itself: Fusion's behaviour under flat grounds, hairlines and one focus ring, with
// the colours of `theme::tokens()` and the sizes of `theme::metrics()`. Sizes are in latchkey_style.cpp; what is drawn
// is in style_painting.h, one function per part, so that own widgets can draw the same rings and grounds.
//
// A widget tells the style what it is with two dynamic properties, set through the helpers below: its `Look` (which
// ground and outline a button has) and whether an item view lies in a dock (no frame).
#pragma once

#include <QProxyStyle>

namespace latchkey::theme {

/// How a push or tool button is drawn.
enum class ButtonLook : quint8 {
    Quiet,      ///< `panel` with a hairline: the small button
    Flat,       ///< no ground until the pointer is over it
    Filled,     ///< the one filled button
    Permission, ///< on the permission bar: `editor` with `keyborder`
    OnInk,      ///< on the undo toast
    Chip,       ///< a choice that is on or off
};

void setButtonLook(QWidget *button, ButtonLook look);
ButtonLook buttonLook(const QWidget *button);

class LatchkeyStyle : public QProxyStyle
{
    Q_OBJECT

public:
    LatchkeyStyle();

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
};

} // namespace latchkey::theme
