// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gives the own widgets the roles Qt cannot guess: links, alerts, static text, progress, fields for keys.
#pragma once

namespace latchkey::widgets {

/// Call once, before the first window is shown. Calling again does nothing.
void installAccessibility();

} // namespace latchkey::widgets
