// SPDX-License-Identifier: GPL-3.0-or-later
//
// QCustomPlot in a program that is built without Qt's `foreach`, which its header uses.
#pragma once

#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach
