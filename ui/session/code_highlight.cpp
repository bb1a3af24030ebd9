// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/code_highlight.h"

#include "ui/editor/syntax.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>

namespace latchkey::session {

using output::StyledStretch;
using theme::Token;

namespace {

constexpr qsizetype kMostLines = 300, kLongestLine = 4096;

class Highlighter : private KSyntaxHighlighting::AbstractHighlighter
{
public:
    Highlighter()
    {
        setDefinition(editor::definitionForFile({}));
        setTheme(editor::currentEditorTheme());
    }

    QList<StyledStretch> line(const QString &text)
    {
        m_stretches.clear();
        if (definition().isValid()) m_state = highlightLine(text, m_state);
        return m_stretches;
    }

private:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        const Token token = editor::syntaxToken(format.textStyle());
        if (token != Token::Text) m_stretches.append({offset, length, token, token == Token::SyntaxKeyword});
    }

    KSyntaxHighlighting::State m_state;
    QList<StyledStretch> m_stretches;
};

} // namespace

QList<QList<StyledStretch>> highlighted(const QStringList &lines)
{
    QList<QList<StyledStretch>> looks;
    Highlighter highlighter;
    for (const QString &line : lines) {
        if (looks.size() >= kMostLines || line.size() > kLongestLine) break;
        looks.append(highlighter.line(line));
    }
    return looks;
}

} // namespace latchkey::session
