// SPDX-License-Identifier: GPL-3.0-or-later
//
// The style of everything Qt paints itself: Fusion's behaviour under flat grounds, hairlines and one focus ring, with
// the colours of `theme::tokens()` and the sizes of `theme::metrics()`. Sizes are in latchkey_style.cpp; what is
// drawn, one function per part, in style_primitives.cpp and style_controls.cpp, from the shapes of painting.h.
//
// A button tells the style what it is with `setButtonLook()`. Views inside docks and pages lose their frame by
// themselves: the pane around them has the hairline.
#pragma once

#include <QColor>
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

/// Ground, outline and text of a button in one state.
struct ButtonColors {
    QColor ground;  ///< invalid: none
    QColor outline; ///< invalid: none
    QColor text;
};
/// The colours of a button; `state` is that of the style option.
ButtonColors buttonColors(ButtonLook look, QStyle::State state);
/// Set on a button that fills its bar, and so paints the ring inside of its edge.
inline constexpr char kInnerRing[] = "innerRing";
/// Whether focus on this widget is shown by the ring around it (FocusRing) rather than by its own painting.
bool hasOuterRing(const QWidget *widget);
/// The ground of a row of a view, invalid for none: selected with the focus here or elsewhere, or under the pointer.
QColor rowGround(QStyle::State state, const QWidget *view);

class LatchkeyStyle : public QProxyStyle
{
    Q_OBJECT

public:
    LatchkeyStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *result) const override;
    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const override;

    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
};

} // namespace latchkey::theme
