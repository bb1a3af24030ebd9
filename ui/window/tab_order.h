// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where Tab goes next. Panes move between docks and tabs, and Qt's own chain of focus does not follow: it keeps the
// order in which things were made, and can close to a ring that leaves the rest out. Here the order is the one that is
// seen: zone by zone (the children of the window as given), in each from the top to the bottom and in reading
// direction.
#pragma once

#include <QList>

class QWidget;

namespace latchkey::window {

/// All in `window` that Tab can reach now, in the order it does. What lies in none of the zones comes last.
QList<QWidget *> tabOrder(const QWidget *window, const QList<QWidget *> &zones);
/// The one after `from` (or before it), round the end; nullptr: there is no other.
QWidget *nextInTabOrder(const QList<QWidget *> &order, const QWidget *from, bool next);

} // namespace latchkey::window
