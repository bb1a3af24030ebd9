// SPDX-License-Identifier: GPL-3.0-or-later
//
// The highlighting definitions and themes of the program: KSyntaxHighlighting's own and ours
// (`resources/syntax/ml.xml`, `resources/theme/*.theme`, found in the resource system by the library itself).
#pragma once

#include "ui/theme/tokens.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Theme>
#include <QString>

namespace KSyntaxHighlighting {
class Repository;
}

namespace latchkey::editor {

/// The name of ML's definition.
inline constexpr QStringView kMlDefinition = u"ML Script";

/// All definitions and themes, loaded once.
KSyntaxHighlighting::Repository &syntaxRepository();
/// The definition for a file: ML for `*.ml` and for a text without a name, else by name; invalid for plain text.
KSyntaxHighlighting::Definition definitionForFile(const QString &path);
/// The highlighting theme in force: the user's, else the one that goes with the colours of the window.
KSyntaxHighlighting::Theme currentEditorTheme();
/// Whether the user chose a highlighting theme.
bool hasOwnEditorTheme();
/// The tokens of the editor: the window's, or ones made from the highlighting theme the user chose.
const theme::Tokens &editorTokens();
QColor editorColor(theme::Token token);
/// What a kind of text looks like in tokens: in themes derived from the desktop's palette, and for code outside of
/// editors.
theme::Token syntaxToken(KSyntaxHighlighting::Theme::TextStyle style);
/// The names of all highlighting themes, ours first.
QStringList editorThemeNames();

} // namespace latchkey::editor
