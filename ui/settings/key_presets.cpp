// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/key_presets.h"

namespace latchkey::settings {
namespace {

// Spyder 6: editor and run actions.
constexpr PresetKey kSpyder[] = {
    {"run", "F5"},
    {"runSelection", "F9 Ctrl+Return"},
    {"definition", "Ctrl+G"},
    {"goLine", "Ctrl+L"},
    {"selectLines", ""},
    {"goSymbol", "Ctrl+Alt+P"},
    {"comment", "Ctrl+1"},
    {"editor", "Ctrl+Shift+E"},
    {"shrinkSelection", "Ctrl+Alt+E"},
    {"deleteLines", "Ctrl+D"},
    {"nextOccurrence", "Ctrl+Alt+D"},
    {"replace", "Ctrl+R"},
    {"format", "Ctrl+Alt+I"},
    {"hover", "Ctrl+I"},
    {"settings", "Ctrl+Alt+Shift+P"},
};

// RStudio 2024: source pane.
constexpr PresetKey kRStudio[] = {
    {"run", "Ctrl+Shift+S F5"},
    {"saveAs", ""},
    {"runSelectionStay", "Alt+Return"},
    {"quickFix", "Ctrl+Alt+."},
    {"rerun", "Ctrl+Alt+P"},
    {"comment", "Ctrl+Shift+C"},
    {"duplicate", "Alt+Shift+Down"},
    {"duplicateUp", "Alt+Shift+Up"},
    {"deleteLines", "Ctrl+D"},
    {"nextOccurrence", "Ctrl+Alt+D"},
    {"definition", "F2"},
    {"rename", "Ctrl+Alt+Shift+M"},
    {"goFile", "Ctrl+."},
    {"goLine", "Alt+Shift+G"},
    {"format", "Ctrl+Shift+A"},
    {"keys", "Alt+Shift+K"},
    {"matchingBracket", "Ctrl+P"},
    {"caretAbove", "Ctrl+Alt+Up"},
    {"caretBelow", "Ctrl+Alt+Down"},
    {"nextTab", "Ctrl+F12 Ctrl+PgDown"},
    {"previousTab", "Ctrl+F11 Ctrl+PgUp"},
};

// Qt Creator 15.
constexpr PresetKey kQtCreator[] = {
    {"run", "Ctrl+R F5"},
    {"goFile", "Ctrl+K"},
    {"goLine", "Ctrl+L"},
    {"selectLines", ""},
    {"definition", "F2"},
    {"rename", "Ctrl+Shift+R"},
    {"references", "Ctrl+Shift+U"},
    {"expandSelection", "Ctrl+U"},
    {"shrinkSelection", "Ctrl+Alt+Shift+U"},
    {"deleteLines", "Shift+Del"},
    {"moveUp", "Ctrl+Shift+Up"},
    {"moveDown", "Ctrl+Shift+Down"},
    {"caretAbove", "Alt+Shift+Up"},
    {"caretBelow", "Alt+Shift+Down"},
    {"nextBookmark", "Ctrl+."},
    {"previousBookmark", "Ctrl+Alt+,"},
    {"joinLines", "Ctrl+J"},
    {"toggleBottom", "Alt+Shift+0"},
    {"splitDown", "Ctrl+E,2"},
    {"splitRight", "Ctrl+E,3"},
};

constexpr KeyPreset kPresets[] = {
    {"Latchkey", {}}, {"Spyder", kSpyder}, {"RStudio", kRStudio}, {"Qt Creator", kQtCreator}};

} // namespace

std::span<const KeyPreset> keyPresets()
{
    return kPresets;
}

} // namespace latchkey::settings
