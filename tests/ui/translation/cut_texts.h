// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the texts a window has no room for, from the sizes its parts ask for.
#pragma once

#include <QStringList>

class QWidget;

namespace latchkey::translation {

/// Buttons, labels, tabs, menu titles and the notices of `window` that are seen and are narrower than their text, or
/// reach out of what shows them. Each with where it is and what it lacks.
QStringList cutTexts(const QWidget *window);

} // namespace latchkey::translation
