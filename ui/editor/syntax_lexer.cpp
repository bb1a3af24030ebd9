// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/syntax_lexer.h"

#include "ui/editor/syntax.h"
#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/FoldingRegion>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QScreen>
#include <Qsci/qsciscintilla.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

using Scintilla = QsciScintillaBase;
using KTheme = KSyntaxHighlighting::Theme;

// Scintilla keeps 32..39 for itself.
constexpr int kFirstReserved = 32, kFirstAfterReserved = 40, kMaxStyles = 110;
// Half a frame: a turn of the event loop that also paints stays under 16 ms.
constexpr int kBudgetMs = 8;
// A clock read each so many lines is cheap, and so many short lines are done in well under a millisecond.
constexpr int kLinesPerClock = 16;

int numberOf(size_t index)
{
    const int plain = int(index) + 1; // 0 is unstyled text
    return plain < kFirstReserved ? plain : plain - kFirstReserved + kFirstAfterReserved;
}

bool isTextKind(KTheme::TextStyle style)
{
    const theme::Token token = syntaxToken(style);
    return token == theme::Token::SyntaxComment || token == theme::Token::SyntaxString || style == KTheme::SpecialChar;
}

} // namespace

QFont inPoints(const QFont &font)
{
    QFont sized = font;
    if (font.pixelSize() > 0)
        sized.setPointSizeF(font.pixelSize() * 72.0 / QGuiApplication::primaryScreen()->logicalDotsPerInchY());
    return sized;
}

SyntaxLexer::SyntaxLexer(const KSyntaxHighlighting::Definition &definition, QObject *parent)
    : QsciLexerCustom(parent)
{
    numberFormats(definition);
    for (const auto &included : definition.includedDefinitions()) numberFormats(included);
    AbstractHighlighter::setDefinition(definition);
    AbstractHighlighter::setTheme(currentEditorTheme());
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, &SyntaxLexer::goOn);
}

void SyntaxLexer::numberFormats(const KSyntaxHighlighting::Definition &definition)
{
    for (const auto &format : definition.formats()) {
        if (int(m_styles.size()) >= kMaxStyles) return; // the rest shows plain
        if (size_t(format.id()) >= m_numberOfFormat.size()) m_numberOfFormat.resize(size_t(format.id()) + 1);
        m_styles.push_back({format, false, false});
        m_numberOfFormat[size_t(format.id())] = numberOf(m_styles.size() - 1);
    }
}

const SyntaxLexer::Style *SyntaxLexer::styleOf(int number) const
{
    if (number <= 0 || (number >= kFirstReserved && number < kFirstAfterReserved)) return nullptr;
    const size_t index =
        size_t(number < kFirstReserved ? number - 1 : number - kFirstAfterReserved + kFirstReserved - 1);
    return index < m_styles.size() ? &m_styles[index] : nullptr;
}

int SyntaxLexer::styleNamed(const QString &format) const
{
    for (size_t i = 0; i < m_styles.size(); ++i) {
        if (m_styles[i].format.name() == format) return numberOf(i);
    }
    return -1;
}

bool SyntaxLexer::isCode(int style) const
{
    const Style *known = styleOf(style);
    return known == nullptr || !isTextKind(known->format.textStyle());
}

QString SyntaxLexer::commentMarker() const
{
    return definition().singleLineCommentMarker();
}

// Looks

QString SyntaxLexer::description(int style) const
{
    if (style == 0) return tr("Text");
    const Style *known = styleOf(style);
    return known != nullptr ? known->format.name() : QString();
}

QColor SyntaxLexer::defaultColor(int style) const
{
    const Style *known = styleOf(style);
    if (known == nullptr) return editorColor(theme::Token::Text);
    if (theme::tokens().isDerived() && !hasOwnEditorTheme()) return editorColor(syntaxToken(known->format.textStyle()));
    const QColor color = known->format.textColor(theme());
    return color.isValid() ? color : editorColor(theme::Token::Text);
}

QColor SyntaxLexer::defaultPaper(int) const
{
    return editorColor(theme::Token::Editor);
}

QFont SyntaxLexer::defaultFont(int style) const
{
    QFont font = inPoints(m_isOfPane ? theme::fonts().code() : theme::fonts().editor());
    if (const Style *known = styleOf(style)) {
        if (known->format.isBold(theme())) font.setBold(true);
        font.setItalic(known->format.isItalic(theme()));
    }
    return font;
}

void SyntaxLexer::refreshColors()
{
    AbstractHighlighter::setTheme(currentEditorTheme());
    for (int style = 0; style < numberOf(m_styles.size()); ++style) {
        if (description(style).isEmpty()) continue;
        setColor(defaultColor(style), style);
        setPaper(defaultPaper(style), style);
        setFont(defaultFont(style), style);
    }
}

void SyntaxLexer::setFolding(bool on)
{
    m_folding = on;
}

// Work

void SyntaxLexer::setEditor(QsciScintilla *newEditor)
{
    if (editor() != nullptr) editor()->disconnect(this);
    m_states.clear();
    m_depths.clear();
    m_levelsFrom = -1;
    m_later.stop();
    QsciLexerCustom::setEditor(newEditor);
    if (newEditor == nullptr) return;
    connect(newEditor, &QsciScintilla::SCN_MODIFIED, this,
            [this](int position, int kind, const char *, int, int linesAdded, int, int, int, int, int) {
                onModified(position, kind, linesAdded);
            });
}

void SyntaxLexer::forget()
{
    m_states.clear();
    m_depths.clear();
    m_levelsFrom = -1;
    m_announcedLine = -1;
    editor()->SendScintilla(Scintilla::SCI_STARTSTYLING, 0UL, 0L);
}

void SyntaxLexer::onModified(int position, int kind, int linesAdded)
{
    const int wanted = m_lean ? Scintilla::SC_MOD_BEFOREINSERT | Scintilla::SC_MOD_BEFOREDELETE
                              : Scintilla::SC_MOD_INSERTTEXT | Scintilla::SC_MOD_DELETETEXT;
    if ((kind & wanted) == 0) return;
    settle();
    const int line = int(editor()->SendScintilla(Scintilla::SCI_LINEFROMPOSITION, position));
    if (!m_lean) return onEdited(line, linesAdded);
    m_announcedLine = line;
    m_announcedCount = int(editor()->SendScintilla(Scintilla::SCI_GETLINECOUNT));
}

// An edit that was only announced: how many lines it added shows in their number now.
void SyntaxLexer::settle()
{
    if (m_announcedLine < 0) return;
    const int count = int(editor()->SendScintilla(Scintilla::SCI_GETLINECOUNT));
    onEdited(std::exchange(m_announcedLine, -1), count - m_announcedCount);
}

void SyntaxLexer::onEdited(int line, int linesAdded)
{
    m_states.edited(line, linesAdded);
    if (line >= int(m_depths.size())) return;
    // Depths of moved lines follow when the lines are done; only their number must be right now.
    const auto at = m_depths.begin() + line + 1;
    if (linesAdded > 0) m_depths.insert(at, size_t(linesAdded), m_depths[size_t(line)]);
    else m_depths.erase(at, at + std::min<int>(-linesAdded, int(m_depths.end() - at)));
    if (linesAdded < 0) m_levelsFrom = m_levelsFrom < 0 ? line : std::min(m_levelsFrom, line);
}

void SyntaxLexer::styleText(int, int end)
{
    work(end);
}

void SyntaxLexer::goOn()
{
    if (editor() != nullptr) work(m_wantedEnd);
}

void SyntaxLexer::work(int wantedEnd)
{
    settle();
    QElapsedTimer clock;
    clock.start();
    const int lines = int(editor()->SendScintilla(Scintilla::SCI_GETLINECOUNT));
    m_wantedEnd = wantedEnd;
    const int lastLine = int(editor()->SendScintilla(Scintilla::SCI_LINEFROMPOSITION, wantedEnd));
    const int firstDone = m_states.next();
    bool levelsMoved = false;
    int count = 0;
    int line = m_states.next();
    for (; line <= lastLine && line < lines; line = m_states.next()) {
        levelsMoved = doLine(line) || levelsMoved;
        if (++count % kLinesPerClock == 0 && clock.elapsed() >= kBudgetMs) {
            m_later.start();
            break;
        }
    }
    if (levelsMoved || m_levelsFrom >= 0) {
        setLevels(m_levelsFrom >= 0 ? std::min(m_levelsFrom, firstDone) : firstDone, m_states.frontier());
        m_levelsFrom = -1;
    }
    // Scintilla remembers how far the text is styled; after a repair in the middle that is the frontier again.
    const int upTo = std::min(m_states.next(), lines);
    const int length = int(editor()->SendScintilla(Scintilla::SCI_GETLENGTH));
    const int position = upTo >= lines ? length : int(editor()->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, upTo));
    startStyling(position);
}

QByteArray SyntaxLexer::bytesOf(int line) const
{
    const long start = editor()->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, line);
    const long end = editor()->SendScintilla(Scintilla::SCI_GETLINEENDPOSITION, line);
    // Four bytes a column at most; a cut in the middle of a character only spoils what is not coloured anyway.
    const long length = std::min(end - start, 4L * kMaxStyledColumns);
    if (length <= 0) return {};
    QByteArray bytes(length, Qt::Uninitialized);
    const auto *text = reinterpret_cast<const char *>(
        editor()->SendScintilla(Scintilla::SCI_GETRANGEPOINTER, (unsigned long)start, length));
    if (text == nullptr) return {};
    std::copy_n(text, length, bytes.data());
    return bytes;
}

bool SyntaxLexer::doLine(int line)
{
    const QByteArray bytes = bytesOf(line);
    const QString text = QString::fromUtf8(bytes).left(kMaxStyledColumns);
    m_spans.clear();
    m_outcome = {};
    m_outcome.end = highlightLine(text, m_states.startOf(line));
    ++m_linesHighlighted;
    styleLine(line, bytes, text);
    const bool isNew = line == m_states.frontier();
    const bool moved = m_states.done(line, m_outcome);
    if (m_folding && !moved) {
        if (isNew) m_depths.resize(size_t(line) + 1);
        setLevels(line, line + 1);
    }
    return m_folding && moved;
}

// Turns spans in UTF-16 into runs of bytes. The line's end and what lies past the coloured columns stay plain.
void SyntaxLexer::styleLine(int line, const QByteArray &bytes, const QString &text)
{
    const long start = editor()->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, line);
    const long next = line + 1 < editor()->SendScintilla(Scintilla::SCI_GETLINECOUNT)
                          ? editor()->SendScintilla(Scintilla::SCI_POSITIONFROMLINE, line + 1)
                          : editor()->SendScintilla(Scintilla::SCI_GETLENGTH);
    QByteArray styles(next - start, '\0');
    const bool ascii = text.size() == bytes.size();
    int at16 = 0, at8 = 0;
    const auto byteOf = [&](int offset) {
        if (ascii) return offset;
        at8 += int(QStringView(text).sliced(at16, offset - at16).toUtf8().size());
        at16 = offset;
        return std::min(at8, int(styles.size()));
    };
    for (const Span &span : m_spans) {
        const int from = byteOf(span.offset);
        const int to = byteOf(std::min(span.offset + span.length, int(text.size())));
        std::fill(styles.begin() + from, styles.begin() + std::max(from, to), char(span.style));
    }
    startStyling(int(start));
    editor()->SendScintilla(Scintilla::SCI_SETSTYLINGEX, (unsigned long)styles.size(), styles.constData());
}

void SyntaxLexer::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    const size_t id = size_t(format.id());
    const int style = id < m_numberOfFormat.size() ? m_numberOfFormat[id] : 0;
    if (length > 0 && style != 0) m_spans.push_back({offset, length, style});
}

void SyntaxLexer::applyFolding(int, int, KSyntaxHighlighting::FoldingRegion region)
{
    if (region.type() == KSyntaxHighlighting::FoldingRegion::End) {
        --m_outcome.net;
        return;
    }
    // "} else {" starts where its bracket closed, not one deeper.
    m_outcome.lowest = std::min(m_outcome.lowest, m_outcome.net);
    m_outcome.opens = true;
    ++m_outcome.net;
}

void SyntaxLexer::setLevels(int from, int to)
{
    if (!m_folding) return;
    m_depths.resize(size_t(m_states.frontier()));
    for (int line = std::max(from, 0); line < std::min(to, m_states.frontier()); ++line) {
        const int start = line == 0 ? 0 : std::max(0, m_depths[size_t(line) - 1] + m_states.at(line - 1).net);
        m_depths[size_t(line)] = start;
        const LineStates::Line &known = m_states.at(line);
        const int own = std::max(0, start + known.lowest);
        const bool header = known.opens && start + known.net > own;
        const long level =
            Scintilla::SC_FOLDLEVELBASE + std::min(own, 1000) + (header ? Scintilla::SC_FOLDLEVELHEADERFLAG : 0);
        if (editor()->SendScintilla(Scintilla::SCI_GETFOLDLEVEL, line) != level)
            editor()->SendScintilla(Scintilla::SCI_SETFOLDLEVEL, (unsigned long)line, level);
    }
}

} // namespace latchkey::editor
