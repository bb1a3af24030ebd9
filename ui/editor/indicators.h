// SPDX-License-Identifier: GPL-3.0-or-later
//
// The numbers of Scintilla's indicators, in one place so that no two parts of the editor take the same. 0 to 7 belong
// to lexers; a second view copies those from 8 on.
#pragma once

#include <QColor>

namespace latchkey::editor::indicator {

inline constexpr int kError = 8; ///< with its two followers: EditorMarks
inline constexpr int kWarning = 9;
inline constexpr int kHint = 10;
inline constexpr int kCapabilityCall = 11;
inline constexpr int kMatch = 12; ///< FindBar
inline constexpr int kMatchCurrent = 13;
inline constexpr int kLink = 14;       ///< LinkHover
inline constexpr int kOccurrence = 15; ///< OccurrenceMarks
inline constexpr int kFindRange = 16;  ///< FindBar: where it looks
inline constexpr int kFirst = kError, kEnd = kFindRange + 1;

/// As Scintilla takes colours.
inline long colorOf(const QColor &color)
{
    return color.red() | color.green() << 8 | color.blue() << 16;
}

} // namespace latchkey::editor::indicator
