// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the text looks: colours and fonts of the theme, the ground of lines, what is painted beside and above the text.
#include "ui/editor/code_editor.h"

#include "ui/editor/carets.h"
#include "ui/editor/left_to_right.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/minimap.h"
#include "ui/editor/syntax.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

using theme::Token;

namespace {

constexpr int kInlineGap = 18;

long rgb(const QColor &color)
{
    return color.red() | color.green() << 8 | color.blue() << 16;
}

// Characters that are not seen but change what is: shown by name in a box, as Scintilla does with control characters.
struct Unseen {
    const char *utf8;
    const char *name;
};
constexpr std::array kUnseen{
    Unseen{"\u200B", "ZWSP"}, Unseen{"\u200C", "ZWNJ"}, Unseen{"\u200D", "ZWJ"}, Unseen{"\u200E", "LRM"},
    Unseen{"\u200F", "RLM"},  Unseen{"\u202A", "LRE"},  Unseen{"\u202B", "RLE"}, Unseen{"\u202C", "PDF"},
    Unseen{"\u202D", "LRO"},  Unseen{"\u202E", "RLO"},  Unseen{"\u2060", "WJ"},  Unseen{"\u2066", "LRI"},
    Unseen{"\u2067", "RLI"},  Unseen{"\u2068", "FSI"},  Unseen{"\u2069", "PDI"}, Unseen{"\uFEFF", "BOM"},
    Unseen{"\u00AD", "SHY"},  Unseen{"\u2028", "LS"},   Unseen{"\u2029", "PS"},  Unseen{"\u061C", "ALM"},
};

} // namespace

void CodeEditor::showControlCharacters()
{
    for (const Unseen &unseen : kUnseen) SendScintilla(SCI_SETREPRESENTATION, unseen.utf8, unseen.name);
}

void CodeEditor::chooseLexer()
{
    const bool plain = m_document && (m_document->isLarge() || m_document->isReadOnly());
    const KSyntaxHighlighting::Definition definition =
        plain ? KSyntaxHighlighting::Definition() : definitionForFile(m_document ? m_document->path() : QString());
    const QString wanted = definition.isValid() ? definition.name() : QString();
    if (m_lexer != nullptr && m_lexer->definitionName() == wanted) return;
    setLexer(nullptr);
    delete m_lexer;
    m_lexer = new SyntaxLexer(definition, this); // an invalid one leaves the text plain
    m_lexer->setFolding(!plain);
    m_lexer->setLean(m_lean);
    m_lexer->setIsOfPane(m_isField);
    setLexer(m_lexer);
    refreshLook();
}

void CodeEditor::refreshLook()
{
    const theme::Tokens &tokens = editorTokens();
    const QFont font = m_isField ? theme::fonts().code() : theme::fonts().editor();
    m_lexer->refreshColors();
    // Scintilla makes its own fonts by name; features (no ligatures) reach the painter through the widget's font.
    setFont(font);
    viewport()->setFont(font);
    SendScintilla(SCI_SETADDITIONALSELBACK, rgb(tokens[Token::TextSel]));
    setCaretForegroundColor(tokens[Token::Text]);
    SendScintilla(SCI_SETADDITIONALCARETFORE, rgb(tokens[Token::Text]));
    setCaretWidth(m_options.caretWidth);
    setMatchedBraceForegroundColor(tokens[Token::Text]);
    setMatchedBraceBackgroundColor(theme::mixed(tokens[Token::Editor], tokens[Token::TextSel], 0.7));
    setUnmatchedBraceForegroundColor(tokens[Token::Fail]);
    setUnmatchedBraceBackgroundColor(tokens[Token::Editor]);
    for (int margin = 0; margin < 3; ++margin) setMarginBackgroundColor(margin, tokens[Token::Editor]);
    setMarginsBackgroundColor(tokens[Token::Editor]);
    QPalette colors = palette();
    colors.setColor(QPalette::Base, tokens[Token::Editor]);
    colors.setColor(QPalette::Window, tokens[Token::Editor]);
    setPalette(colors);
    SendScintilla(SCI_STYLESETFORE, (unsigned long)STYLE_DEFAULT, rgb(tokens[Token::Text]));
    SendScintilla(SCI_STYLESETBACK, (unsigned long)STYLE_DEFAULT, rgb(tokens[Token::Editor]));
    SendScintilla(SCI_STYLESETFORE, (unsigned long)STYLE_FOLDDISPLAYTEXT, rgb(tokens[Token::Muted]));
    SendScintilla(SCI_STYLESETBACK, (unsigned long)STYLE_FOLDDISPLAYTEXT, rgb(tokens[Token::Editor]));
    // Selected code keeps its colours: all of them can be read on that ground.
    SendScintilla(SCI_SETSELFORE, 0UL, 0L);
    SendScintilla(SCI_SETSELBACK, 1UL, rgb(tokens[Token::TextSel]));
    m_marks->refreshLook();
    refreshGround();
    m_margin->refreshWidths();
    layOutMargin();
    emit lookChanged();
}

// The caret's line covers the ground of a paused one, so it takes its colour there.
void CodeEditor::refreshGround()
{
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, caretOf(*this)));
    const bool paused = (unsigned(SendScintilla(SCI_MARKERGET, line)) & bitOf(Mark::PausedLine)) != 0;
    const long color = rgb(editorColor(paused ? Token::PausedLine : Token::CurLine));
    if (SendScintilla(SCI_GETCARETLINEBACK) != color) SendScintilla(SCI_SETCARETLINEBACK, color);
}

void CodeEditor::layOutMargin()
{
    m_margin->setGeometry(0, 0, m_margin->marginWidth(), viewport()->height());
    m_margin->lower(); // below a bar between lines, whose edge lies on the door line
    m_margin->update();
}

int CodeEditor::doorX() const
{
    return m_margin->doorX();
}

void CodeEditor::becomeField()
{
    m_isField = true;
    m_margin->close();
    m_lexer->setIsOfPane(true);
    setViewportMargins(0, 0, 0, 0);
    setCaretLineVisible(false);
    SendScintilla(SCI_SETENDATLASTLINE, 1);
    setSoftWrap(true);
    refreshLook();
}

void CodeEditor::setSoftWrap(bool on)
{
    m_softWrap = on;
    const bool possible = !m_document || !m_document->isLarge();
    setWrapMode(on && possible ? WrapWord : WrapNone);
}

void CodeEditor::setInlineValues(const QHash<int, QString> &values)
{
    m_inlineValues = values;
    viewport()->update();
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    layOutMargin();
    if (m_minimap != nullptr) layOutMinimap();
}

void CodeEditor::setShowsMinimap(bool on)
{
    if (on == (m_minimap != nullptr)) return;
    if (on) m_minimap = new Minimap(this);
    else delete std::exchange(m_minimap, nullptr);
    layOutMinimap();
}

// Room beside the viewport; a narrow editor keeps it for the code.
void CodeEditor::layOutMinimap()
{
    const bool fits = m_minimap != nullptr && width() >= Minimap::kLeastEditor;
    const QMargins wanted(0, kEditorTop, fits ? Minimap::kWidth : 0, 0);
    if (viewportMargins() != wanted) setViewportMargins(wanted); // moves the viewport, which calls this again
    if (m_minimap == nullptr) return;
    const QRect view = viewport()->geometry();
    m_minimap->setGeometry(view.right() + 1, 0, Minimap::kWidth, view.bottom() + 1);
    m_minimap->setVisible(fits);
}

void CodeEditor::paintEvent(QPaintEvent *event)
{
    const LeftToRightWhilePainting direction;
    QsciScintilla::paintEvent(event);
    if (m_inlineValues.isEmpty()) return;
    QPainter painter(viewport());
    painter.setFont(theme::fonts().ui(theme::TextSize::Tiny, QFont::Normal));
    painter.setPen(editorColor(Token::Muted));
    for (auto it = m_inlineValues.cbegin(); it != m_inlineValues.cend(); ++it) {
        const long line = it.key() - 1;
        if (SendScintilla(SCI_GETLINEVISIBLE, line) == 0) continue;
        const long end = SendScintilla(SCI_GETLINEENDPOSITION, line);
        const int x = int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, end));
        const int y = int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, end));
        const QRect box(x + kInlineGap, y, viewport()->width(), int(SendScintilla(SCI_TEXTHEIGHT, line)));
        if (box.intersects(event->rect())) painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, it.value());
    }
}

// The strip above the first line is not the viewport's.
bool CodeEditor::event(QEvent *event)
{
    const bool handled = QsciScintilla::event(event);
    if (event->type() == QEvent::Paint && !m_isField) {
        QPainter painter(this);
        painter.fillRect(0, 0, width(), kEditorTop, editorColor(Token::Editor));
        painter.fillRect(m_margin->doorX(), 0, 1, kEditorTop, editorColor(Token::Door));
    }
    return handled;
}

bool CodeEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::MouseMove)
        m_margin->setHovered(static_cast<QMouseEvent *>(event)->position().x() < m_margin->marginWidth());
    else if (event->type() == QEvent::Leave) m_margin->setHovered(false);
    return QsciScintilla::viewportEvent(event);
}

void CodeEditor::setShowsSpaces(bool on)
{
    setWhitespaceVisibility(on ? WsVisible : WsInvisible);
    setWhitespaceForegroundColor(editorColor(Token::Border));
    SendScintilla(SCI_SETWHITESPACESIZE, 2);
}

} // namespace latchkey::editor
