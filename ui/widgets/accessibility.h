// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gives the own widgets the roles Qt cannot guess: links, alerts, static text, progress, fields for keys.
#pragma once

namespace latchkey::widgets {

/// A property of widgets of other folders: their QAccessible::Role as a number.
inline constexpr const char *kAccessibleRole = "accessibleRole";

/// Call once, before the first window is shown. Calling again does nothing.
void installAccessibility();

} // namespace latchkey::widgets
