// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inside of LatchkeyStyle: the parts it draws itself. Each function returns whether it knew the part; what it does not
// know is Fusion's.
#pragma once

#include <QStyle>

class QPainter;

namespace latchkey::theme {

bool drawPrimitivePart(QStyle::PrimitiveElement element, const QStyleOption &option, QPainter *painter,
                       const QWidget *widget);
bool drawControlPart(QStyle::ControlElement element, const QStyleOption &option, QPainter *painter,
                     const QWidget *widget, const QStyle &style);
bool drawComplexPart(QStyle::ComplexControl control, const QStyleOptionComplex &option, QPainter *painter,
                     const QWidget *widget, const QStyle &style);

/// Whether the line edit has an outline of its own (those inside combo and spin boxes have not).
bool isFramedField(const QWidget *widget);

} // namespace latchkey::theme
