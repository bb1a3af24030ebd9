// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/syntax.h"

#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/Repository>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

// Resources of a static library have to be called by name once.
static void registerSyntaxResources()
{
    Q_INIT_RESOURCE(editor);
}

namespace latchkey::editor {

KSyntaxHighlighting::Repository &syntaxRepository()
{
    static KSyntaxHighlighting::Repository *const repository = [] {
        registerSyntaxResources();
        return new KSyntaxHighlighting::Repository; // definitions refer to it until the very end
    }();
    return *repository;
}

KSyntaxHighlighting::Definition definitionForFile(const QString &path)
{
    // Other languages share the suffix; in this program it means ML.
    if (path.isEmpty() || path.endsWith(u".ml"_s))
        return syntaxRepository().definitionForName(kMlDefinition.toString());
    return syntaxRepository().definitionForFileName(QFileInfo(path).fileName());
}

KSyntaxHighlighting::Theme currentEditorTheme()
{
    const theme::Tokens &tokens = theme::tokens();
    KSyntaxHighlighting::Theme found = syntaxRepository().theme(tokens.editorTheme());
    if (found.isValid()) return found;
    return syntaxRepository().defaultTheme(tokens.isDark() ? KSyntaxHighlighting::Repository::DarkTheme
                                                           : KSyntaxHighlighting::Repository::LightTheme);
}

} // namespace latchkey::editor
