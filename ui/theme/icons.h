// SPDX-License-Identifier: GPL-3.0-or-later
//
// The icons of the window. Each is an SVG of one colour (`:/latchkey/icons/NAME.svg`) whose `currentColor` is replaced
// by a token when it is drawn: a QIcon made here follows the scheme by itself, and disabled it is `faint`. Drawn
// pixmaps are kept by name, size, pixel ratio and colour in the application's pixmap cache.
#pragma once

#include "ui/theme/tokens.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>
#include <QStringList>

class QPainter;

namespace latchkey::theme {

class Icons
{
public:
    /// The icon `name` (file name without suffix, e.g. u"permission-key"_s) in the colour of `token`.
    static QIcon icon(const QString &name, Token token = Token::Text);
    /// The application's icon, in its own colours.
    static QIcon application();

    /// One drawing of an icon, `size` device-independent pixels wide and high.
    static QPixmap pixmap(const QString &name, const QColor &color, int size, qreal pixelRatio);
    /// Draws the icon into `rect`, turned by `degrees` around its centre (the spinner turns in steps of 30).
    static void paint(QPainter *painter, const QRectF &rect, const QString &name, const QColor &color, int degrees = 0);

    /// Names of all bundled icons.
    static QStringList names();
    static bool exists(const QString &name);

    /// "chevron-right", or its mirror image in a right-to-left layout.
    static QString forwardChevron(Qt::LayoutDirection direction);

    /// Whether icons are looked up in the desktop's icon theme first (setting "Desktop icons").
    static void setDesktopIcons(bool on);
    static bool desktopIcons();
    /// The freedesktop name asked for `name`, empty if there is none with that meaning.
    static QString desktopName(const QString &name);
};

} // namespace latchkey::theme
