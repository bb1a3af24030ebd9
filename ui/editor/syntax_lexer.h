// SPDX-License-Identifier: GPL-3.0-or-later
//
// Colours and folds the editor's text with KSyntaxHighlighting. The bridge between two worlds: there lines of UTF-16
// and a state handed from line to line, here bytes and style numbers asked for when they come into sight.
//
// Scintilla asks for the visible part; this lexer highlights from its frontier (line_states.h) to there, but never
// longer than a few milliseconds at a time: the rest follows in later turns of the event loop, and until then shows
// plain. After an edit only the edited lines are done again, and those below as long as their states differ.
//
// Colours come from the highlighting theme that belongs to the present tokens, or from the tokens themselves when
// these are derived from the desktop's palette; `refreshColors()` after a change of theme.
#pragma once

#include "ui/editor/line_states.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <QTimer>
#include <Qsci/qscilexercustom.h>

#include <vector>

namespace latchkey::editor {

/// Columns of a line that are coloured; the rest stays plain.
inline constexpr int kMaxStyledColumns = 4096;

/// The same font with its size in points: Scintilla knows no other.
QFont inPoints(const QFont &font);

class SyntaxLexer : public QsciLexerCustom, private KSyntaxHighlighting::AbstractHighlighter
{
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    explicit SyntaxLexer(const KSyntaxHighlighting::Definition &definition, QObject *parent = nullptr);

    /// Takes up new colours and fonts.
    void refreshColors();
    /// Whether folding is worked out; off for very long texts.
    void setFolding(bool on);
    /// Learns of edits from what Scintilla tells before they happen, see CodeEditor::setLean().
    void setLean(bool lean) { m_lean = lean; }
    /// Whether the text stands in a pane, whose code is smaller than the editor's.
    void setIsOfPane(bool on) { m_isOfPane = on; }
    /// Forgets all lines, after a text came in without being told of.
    void forget();
    /// Lines highlighted since the lexer was made, for tests of its laziness.
    [[nodiscard]] qint64 linesHighlighted() const { return m_linesHighlighted; }
    /// The style that shows a format, by its name in the definition; -1 if there is none.
    [[nodiscard]] int styleNamed(const QString &format) const;
    /// Whether the character in that style is code, not string or comment.
    [[nodiscard]] bool isCode(int style) const;
    /// The marker that starts a comment, e.g. "//"; empty if the language has none.
    [[nodiscard]] QString commentMarker() const;
    [[nodiscard]] QString definitionName() const { return definition().name(); }

    // What QsciLexer wants to know.
    const char *language() const override { return "KSyntaxHighlighting"; }
    QString description(int style) const override;
    QColor defaultColor(int style) const override;
    QColor defaultPaper(int style) const override;
    QFont defaultFont(int style) const override;
    void setEditor(QsciScintilla *editor) override;
    void styleText(int start, int end) override;

private:
    struct Style {
        KSyntaxHighlighting::Format format;
        bool bold = false;
        bool italic = false;
    };
    struct Span {
        int offset;
        int length;
        int style;
    };

    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;
    void applyFolding(int offset, int length, KSyntaxHighlighting::FoldingRegion region) override;

    void numberFormats(const KSyntaxHighlighting::Definition &definition);
    [[nodiscard]] const Style *styleOf(int number) const;
    void onModified(int position, int kind, int linesAdded);
    void onEdited(int line, int linesAdded);
    void settle();
    void work(int wantedEnd);
    void goOn();
    [[nodiscard]] bool doLine(int line);
    void styleLine(int line, const QByteArray &bytes, const QString &text);
    void setLevels(int from, int to);
    [[nodiscard]] QByteArray bytesOf(int line) const;

    std::vector<Style> m_styles;       ///< in order of numbers, see numberOf()
    std::vector<int> m_numberOfFormat; ///< by format id; 0 where unknown
    std::vector<Span> m_spans;         ///< of the line being highlighted
    LineStates::Line m_outcome;        ///< of the line being highlighted
    LineStates m_states;
    std::vector<int> m_depths; ///< fold depth at the start of each line up to the frontier
    bool m_folding = true;
    bool m_lean = false;
    bool m_isOfPane = false;
    int m_announcedLine = -1; ///< of an edit that was announced and has happened by now
    int m_announcedCount = 0; ///< lines there were before it
    int m_levelsFrom = -1;    ///< fold levels from this line on are stale
    int m_wantedEnd = 0;
    QTimer m_later;
    qint64 m_linesHighlighted = 0;
};

} // namespace latchkey::editor
