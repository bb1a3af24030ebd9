// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_marks.h"

#include "ui/editor/indicators.h"
#include "ui/editor/syntax.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/theme.h"

#include <Qsci/qsciscintilla.h>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

using Scintilla = QsciScintillaBase;

using indicator::kCapabilityCall, indicator::kError, indicator::kHint, indicator::kWarning;
constexpr int kErrorTextStyle = 120, kBlankStyle = 121; // far from the lexer's
constexpr int kMaxShown = 2000; // squiggles; nobody reads on, and each costs a run in the text's index

int indicatorOf(EditorDiagnostic::Severity severity)
{
    using Severity = EditorDiagnostic::Severity;
    return severity == Severity::Error ? kError : severity == Severity::Warning ? kWarning : kHint;
}

Mark markOf(EditorDiagnostic::Severity severity)
{
    using Severity = EditorDiagnostic::Severity;
    return severity == Severity::Error ? Mark::Error : severity == Severity::Warning ? Mark::Warning : Mark::Hint;
}

Mark markOf(Bolt bolt)
{
    switch (bolt) {
    case Bolt::Asks:
        return Mark::BoltAsks;
    case Bolt::Allowed:
        return Mark::BoltAllowed;
    case Bolt::Waiting:
        return Mark::BoltWaiting;
    case Bolt::Denied:
        break;
    }
    return Mark::BoltDenied;
}

// Scintilla's colours are 0xBBGGRR.
long scintillaColor(const QColor &color)
{
    return color.red() | color.green() << 8 | color.blue() << 16;
}

} // namespace

EditorMarks::EditorMarks(QsciScintilla *editor)
    : QObject(editor)
    , m_editor(editor)
{
    for (int mark = 0; mark < int(Mark::Count); ++mark)
        editor->SendScintilla(Scintilla::SCI_MARKERDEFINE, mark, int(Scintilla::SC_MARK_EMPTY));
    editor->SendScintilla(Scintilla::SCI_MARKERDEFINE, int(Mark::PausedLine), int(Scintilla::SC_MARK_BACKGROUND));
    editor->SendScintilla(Scintilla::SCI_INDICSETSTYLE, kError, int(Scintilla::INDIC_SQUIGGLEPIXMAP));
    editor->SendScintilla(Scintilla::SCI_INDICSETSTYLE, kWarning, int(Scintilla::INDIC_SQUIGGLEPIXMAP));
    editor->SendScintilla(Scintilla::SCI_INDICSETSTYLE, kHint, int(Scintilla::INDIC_DOTS));
    editor->SendScintilla(Scintilla::SCI_INDICSETSTYLE, kCapabilityCall, int(Scintilla::INDIC_TEXTFORE));
    editor->SendScintilla(Scintilla::SCI_ANNOTATIONSETVISIBLE, int(Scintilla::ANNOTATION_STANDARD));
    refreshLook();
}

void EditorMarks::refreshLook()
{
    using theme::Token;
    const auto indicatorColor = [this](int indicator, Token token) {
        m_editor->SendScintilla(Scintilla::SCI_INDICSETFORE, (unsigned long)indicator,
                                scintillaColor(editorColor(token)));
    };
    indicatorColor(kError, Token::Squiggle);
    indicatorColor(kWarning, Token::Paused);
    indicatorColor(kHint, Token::Muted);
    indicatorColor(kCapabilityCall, Token::SyntaxCap);
    m_editor->SendScintilla(Scintilla::SCI_MARKERSETBACK, (unsigned long)Mark::PausedLine,
                            scintillaColor(editorColor(Token::PausedLine)));

    const QByteArray family = theme::fonts().ui().family().toUtf8();
    const auto annotation = [&](unsigned long style, Token fore, Token back) {
        m_editor->SendScintilla(Scintilla::SCI_STYLESETFORE, style, scintillaColor(editorColor(fore)));
        m_editor->SendScintilla(Scintilla::SCI_STYLESETBACK, style, scintillaColor(editorColor(back)));
        m_editor->SendScintilla(Scintilla::SCI_STYLESETFONT, style, family.constData());
        m_editor->SendScintilla(
            Scintilla::SCI_STYLESETSIZEFRACTIONAL, style,
            std::lround(inPoints(theme::fonts().ui()).pointSizeF() * int(Scintilla::SC_FONT_SIZE_MULTIPLIER)));
    };
    annotation(kErrorTextStyle, Token::Fail, Token::ErrBg);
    annotation(kBlankStyle, Token::Text, Token::Editor);
}

// Places

long EditorMarks::startOfLine(int line) const
{
    if (!m_hasLoneCr) return m_editor->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, std::max(0, line - 1));
    const long length = m_editor->SendScintilla(Scintilla::SCI_GETLENGTH);
    long at = 0;
    for (int seen = 1; seen < line && at < length; ++at) {
        if (m_editor->SendScintilla(Scintilla::SCI_GETCHARAT, at) == '\n') ++seen;
    }
    return at;
}

int EditorMarks::editorLine(int line) const
{
    return int(m_editor->SendScintilla(Scintilla::SCI_LINEFROMPOSITION, startOfLine(line)));
}

long EditorMarks::positionOf(const TextPlace &place) const
{
    const int lines = int(m_editor->SendScintilla(Scintilla::SCI_GETLINECOUNT));
    if (place.line > lines && !m_hasLoneCr) return m_editor->SendScintilla(Scintilla::SCI_GETLENGTH);
    const long start = startOfLine(place.line);
    const long end = m_editor->SendScintilla(Scintilla::SCI_GETLINEENDPOSITION,
                                             m_editor->SendScintilla(Scintilla::SCI_LINEFROMPOSITION, start));
    // Past the end of the line is its end; counted first, since Scintilla would go on into the next line.
    const long characters = m_editor->SendScintilla(Scintilla::SCI_COUNTCHARACTERS, (unsigned long)start, end);
    if (place.column > characters) return end;
    return m_editor->SendScintilla(Scintilla::SCI_POSITIONRELATIVE, (unsigned long)start,
                                   long(std::max(0, place.column - 1)));
}

TextPlace EditorMarks::placeAt(long position) const
{
    int line = int(m_editor->SendScintilla(Scintilla::SCI_LINEFROMPOSITION, position)) + 1;
    long start = m_editor->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, line - 1);
    if (m_hasLoneCr) {
        line = 1;
        start = 0;
        for (long at = 0; at < position; ++at) {
            if (m_editor->SendScintilla(Scintilla::SCI_GETCHARAT, at) == '\n') ++line, start = at + 1;
        }
    }
    return {line, int(m_editor->SendScintilla(Scintilla::SCI_COUNTCHARACTERS, (unsigned long)start, position)) + 1};
}

// Words

void EditorMarks::fill(int indicator, long from, long to)
{
    m_editor->SendScintilla(Scintilla::SCI_SETINDICATORCURRENT, indicator);
    if (to > from) m_editor->SendScintilla(Scintilla::SCI_INDICATORFILLRANGE, (unsigned long)from, to - from);
}

void EditorMarks::clear(int indicator)
{
    m_editor->SendScintilla(Scintilla::SCI_SETINDICATORCURRENT, indicator);
    m_editor->SendScintilla(Scintilla::SCI_INDICATORCLEARRANGE, 0UL, m_editor->SendScintilla(Scintilla::SCI_GETLENGTH));
}

void EditorMarks::setDiagnostics(const QList<EditorDiagnostic> &diagnostics)
{
    m_diagnostics = diagnostics;
    QList<int> lines[3];
    for (const int indicator : {kError, kWarning, kHint}) clear(indicator);
    int shown = 0;
    for (const EditorDiagnostic &diagnostic : diagnostics) {
        if (++shown > kMaxShown) break;
        const long from = positionOf({diagnostic.line, diagnostic.column});
        long to = positionOf({diagnostic.endLine, diagnostic.endColumn});
        // Nothing to underline (an end of line, say): the word there, or the character before.
        if (to <= from) to = m_editor->SendScintilla(Scintilla::SCI_WORDENDPOSITION, (unsigned long)from, true);
        if (to > from) fill(indicatorOf(diagnostic.severity), from, to);
        else fill(indicatorOf(diagnostic.severity), m_editor->SendScintilla(Scintilla::SCI_POSITIONBEFORE, from), from);
        lines[int(diagnostic.severity)] << diagnostic.line;
    }
    for (int severity = 0; severity < 3; ++severity)
        setLines(markOf(EditorDiagnostic::Severity(severity)), lines[severity]);
}

void EditorMarks::setCapabilityCalls(const QList<TextRange> &calls)
{
    clear(kCapabilityCall);
    for (const TextRange &call : calls) fill(kCapabilityCall, positionOf(call.start), positionOf(call.end));
}

QString EditorMarks::messageAt(long position) const
{
    QStringList parts;
    for (const EditorDiagnostic &diagnostic : m_diagnostics) {
        const int indicator = indicatorOf(diagnostic.severity);
        if (m_editor->SendScintilla(Scintilla::SCI_INDICATORVALUEAT, (unsigned long)indicator, position) == 0) continue;
        const TextPlace place = placeAt(position);
        const bool below =
            place.line > diagnostic.line || (place.line == diagnostic.line && place.column >= diagnostic.column);
        const bool empty = diagnostic.line == diagnostic.endLine && diagnostic.column >= diagnostic.endColumn;
        const bool above = empty ? place.line == diagnostic.line
                                 : place.line < diagnostic.endLine ||
                                       (place.line == diagnostic.endLine && place.column < diagnostic.endColumn);
        if (!(below || empty) || !above) continue;
        QString text = diagnostic.message;
        if (!diagnostic.hint.isEmpty()) text += u'\n' + diagnostic.hint;
        if (!diagnostic.code.isEmpty()) text += u'\n' + diagnostic.code;
        parts << text;
    }
    return parts.join(u"\n\n"_s);
}

// Lines

void EditorMarks::setLines(Mark mark, const QList<int> &lines)
{
    m_editor->SendScintilla(Scintilla::SCI_MARKERDELETEALL, int(mark));
    const long count = m_editor->SendScintilla(Scintilla::SCI_GETLINECOUNT);
    for (const int line : lines) {
        const int there = editorLine(line);
        const bool marked = (m_editor->SendScintilla(Scintilla::SCI_MARKERGET, there) & bitOf(mark)) != 0;
        if (line > 0 && there < count && !marked)
            m_editor->SendScintilla(Scintilla::SCI_MARKERADD, (unsigned long)there, long(mark));
    }
}

QList<int> EditorMarks::lines(Mark mark) const
{
    QList<int> found;
    long line = -1;
    while ((line = m_editor->SendScintilla(Scintilla::SCI_MARKERNEXT, (unsigned long)(line + 1), long(bitOf(mark)))) >=
           0)
        found << placeAt(m_editor->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, line)).line;
    return found;
}

void EditorMarks::setBolts(const QList<EditorBolt> &bolts)
{
    QList<int> lines[4];
    for (const EditorBolt &bolt : bolts) lines[int(bolt.bolt)] << bolt.line;
    for (int kind = 0; kind < 4; ++kind) setLines(markOf(Bolt(kind)), lines[kind]);
}

// Below lines: at most the text of one error and the place of one bar

void EditorMarks::setRunError(int line, const QString &message)
{
    setLines(Mark::RunError, message.isEmpty() ? QList<int>() : QList<int>{line});
    m_runError = message;
    m_runErrorHandle = -1;
    if (!message.isEmpty())
        m_runErrorHandle = int(
            m_editor->SendScintilla(Scintilla::SCI_MARKERADD, (unsigned long)editorLine(line), long(Mark::RunError)));
    composeAnnotations();
}

void EditorMarks::setBlankLines(int handle, int count)
{
    m_blankHandle = handle;
    m_blankLines = count;
    composeAnnotations();
}

void EditorMarks::composeAnnotations()
{
    const auto lineOf = [this](int handle) {
        return handle < 0 ? -1 : int(m_editor->SendScintilla(Scintilla::SCI_MARKERLINEFROMHANDLE, handle));
    };
    const int errorLine = m_runError.isEmpty() ? -1 : lineOf(m_runErrorHandle);
    const int blankLine = m_blankLines > 0 ? lineOf(m_blankHandle) : -1;
    m_editor->SendScintilla(Scintilla::SCI_ANNOTATIONCLEARALL);
    if (errorLine >= 0) {
        const QByteArray text = m_runError.toUtf8();
        m_editor->SendScintilla(Scintilla::SCI_ANNOTATIONSETTEXT, (unsigned long)errorLine, text.constData());
        m_editor->SendScintilla(Scintilla::SCI_ANNOTATIONSETSTYLE, (unsigned long)errorLine, long(kErrorTextStyle));
    }
    // The bar explains itself: on the same line it takes the error's place.
    if (blankLine < 0) return;
    const QByteArray blank = " " + QByteArray("\n ").repeated(m_blankLines - 1);
    m_editor->SendScintilla(Scintilla::SCI_ANNOTATIONSETTEXT, (unsigned long)blankLine, blank.constData());
    m_editor->SendScintilla(Scintilla::SCI_ANNOTATIONSETSTYLE, (unsigned long)blankLine, long(kBlankStyle));
}

} // namespace latchkey::editor
