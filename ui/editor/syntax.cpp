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
    // The program's own files of JSON have comments, which plain JSON calls mistakes.
    if (path.endsWith(u"latchkey/settings.json"_s) || path.endsWith(u"latchkey/policy.json"_s))
        return syntaxRepository().definitionForName(u"JavaScript"_s);
    return syntaxRepository().definitionForFileName(QFileInfo(path).fileName());
}

KSyntaxHighlighting::Theme currentEditorTheme()
{
    const theme::Tokens &tokens = theme::tokens();
    if (hasOwnEditorTheme()) return syntaxRepository().theme(theme::Theme::instance().editorTheme());
    KSyntaxHighlighting::Theme found = syntaxRepository().theme(tokens.editorTheme());
    if (found.isValid()) return found;
    return syntaxRepository().defaultTheme(tokens.isDark() ? KSyntaxHighlighting::Repository::DarkTheme
                                                           : KSyntaxHighlighting::Repository::LightTheme);
}

bool hasOwnEditorTheme()
{
    const QString &name = theme::Theme::instance().editorTheme();
    return !name.isEmpty() && syntaxRepository().theme(name).isValid();
}

const theme::Tokens &editorTokens()
{
    if (!hasOwnEditorTheme()) return theme::tokens();
    static QString made;
    static theme::Tokens tokens;
    if (const QString &name = theme::Theme::instance().editorTheme(); std::exchange(made, name) != name) {
        const KSyntaxHighlighting::Theme chosen = currentEditorTheme();
        const QColor ground = QColor::fromRgba(chosen.editorColor(KSyntaxHighlighting::Theme::BackgroundColor));
        const QColor text = QColor::fromRgba(chosen.textColor(KSyntaxHighlighting::Theme::Normal));
        QPalette palette(ground);
        for (const auto role : {QPalette::Window, QPalette::Base}) palette.setColor(role, ground);
        for (const auto role : {QPalette::WindowText, QPalette::Text}) palette.setColor(role, text);
        palette.setColor(QPalette::Highlight,
                         QColor::fromRgba(chosen.editorColor(KSyntaxHighlighting::Theme::TextSelection)));
        tokens = theme::Tokens::fromPalette(palette);
    }
    return tokens;
}

QColor editorColor(theme::Token token)
{
    return editorTokens()[token];
}

QStringList editorThemeNames()
{
    QStringList names;
    for (const KSyntaxHighlighting::Theme &theme : syntaxRepository().themes()) names << theme.name();
    std::ranges::stable_partition(names, [](const QString &name) { return name.startsWith(u"Latchkey"_s); });
    return names;
}

theme::Token syntaxToken(KSyntaxHighlighting::Theme::TextStyle style)
{
    using KTheme = KSyntaxHighlighting::Theme;
    using theme::Token;
    switch (style) {
    case KTheme::Keyword:
    case KTheme::ControlFlow:
    case KTheme::Import:
    case KTheme::DataType:
    case KTheme::Preprocessor:
        return Token::SyntaxKeyword;
    case KTheme::Function:
    case KTheme::BuiltIn:
    case KTheme::Others:
        return Token::SyntaxFunc;
    case KTheme::Extension:
        return Token::SyntaxCap;
    case KTheme::String:
    case KTheme::VerbatimString:
    case KTheme::SpecialString:
    case KTheme::Char:
        return Token::SyntaxString;
    case KTheme::SpecialChar:
    case KTheme::DecVal:
    case KTheme::BaseN:
    case KTheme::Float:
    case KTheme::Constant:
        return Token::SyntaxNumber;
    case KTheme::Operator:
        return Token::SyntaxOp;
    case KTheme::Comment:
    case KTheme::Documentation:
    case KTheme::CommentVar:
    case KTheme::Annotation:
    case KTheme::RegionMarker:
        return Token::SyntaxComment;
    case KTheme::Information:
        return Token::Running;
    case KTheme::Warning:
        return Token::Paused;
    case KTheme::Alert:
    case KTheme::Error:
        return Token::Fail;
    default:
        return Token::Text;
    }
}

} // namespace latchkey::editor
