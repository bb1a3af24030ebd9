// SPDX-License-Identifier: GPL-3.0-or-later
//
// The highlighting definitions and themes of the program: KSyntaxHighlighting's own and ours
// (`resources/syntax/ml.xml`, `resources/theme/*.theme`, found in the resource system by the library itself).
#pragma once

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
/// The highlighting theme that goes with the colours in force.
KSyntaxHighlighting::Theme currentEditorTheme();

} // namespace latchkey::editor
