// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/split_view.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/syntax.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <Qsci/qscicommandset.h>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

constexpr int kTopPadding = 6;
constexpr int kStyles = 128, kFirstIndicator = 8, kIndicators = 20;

struct Pair {
    unsigned get;
    unsigned set;
};

using S = QsciScintillaBase;
// What Scintilla keeps for a view, not for the text.
constexpr std::array kStyleSettings{
    Pair{S::SCI_STYLEGETFORE, S::SCI_STYLESETFORE}, Pair{S::SCI_STYLEGETBACK, S::SCI_STYLESETBACK},
    Pair{S::SCI_STYLEGETWEIGHT, S::SCI_STYLESETWEIGHT}, Pair{S::SCI_STYLEGETITALIC, S::SCI_STYLESETITALIC},
    Pair{S::SCI_STYLEGETSIZEFRACTIONAL, S::SCI_STYLESETSIZEFRACTIONAL}};
constexpr std::array kViewSettings{Pair{S::SCI_GETTABWIDTH, S::SCI_SETTABWIDTH},
                                   Pair{S::SCI_GETWRAPMODE, S::SCI_SETWRAPMODE},
                                   Pair{S::SCI_GETEXTRAASCENT, S::SCI_SETEXTRAASCENT},
                                   Pair{S::SCI_GETEXTRADESCENT, S::SCI_SETEXTRADESCENT},
                                   Pair{S::SCI_GETCARETWIDTH, S::SCI_SETCARETWIDTH},
                                   Pair{S::SCI_GETCARETFORE, S::SCI_SETCARETFORE},
                                   Pair{S::SCI_GETCARETLINEVISIBLE, S::SCI_SETCARETLINEVISIBLE},
                                   Pair{S::SCI_GETCARETLINEBACK, S::SCI_SETCARETLINEBACK},
                                   Pair{S::SCI_GETVIEWWS, S::SCI_SETVIEWWS}};

} // namespace

SplitView::SplitView(CodeEditor *editor, QWidget *parent)
    : QsciScintilla(parent)
    , m_editor(editor)
    , m_margin(new MarginOverlay(this))
{
    setObjectName(u"splitView"_s);
    setAccessibleName(tr("Second view of the code"));
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight);
    setViewportMargins(0, kTopPadding, 0, 0);
    setUtf8(true);
    setMargins(3);
    for (int margin = 0; margin < 3; ++margin) {
        setMarginType(margin, SymbolMargin);
        setMarginMarkerMask(margin, 0); // the overlay paints
    }
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 0L);
    SendScintilla(SCI_SETMULTIPLESELECTION, 1);
    SendScintilla(SCI_SETADDITIONALSELECTIONTYPING, 1);
    SendScintilla(SCI_SETSCROLLWIDTH, 1);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1);
    SendScintilla(SCI_SETENDATLASTLINE, 0);
    setDocument(editor->QsciScintilla::document());
    setIndentationsUseTabs(editor->indentationsUseTabs());
    setIndentationWidth(editor->indentationWidth());
    setAutoIndent(true);
    setBackspaceUnindents(true);
    for (int mark = 0; mark < int(Mark::Count); ++mark) SendScintilla(SCI_MARKERDEFINE, mark, int(SC_MARK_EMPTY));
    SendScintilla(SCI_MARKERDEFINE, int(Mark::PausedLine), int(SC_MARK_BACKGROUND));
    // Keys that the window gives to its commands are not Scintilla's here either.
    const QsciCommandSet *theirs = editor->standardCommands();
    for (QsciCommand *command : standardCommands()->commands()) {
        const QsciCommand *original = theirs->find(command->command());
        command->setKey(original != nullptr ? original->key() : 0);
        command->setAlternateKey(original != nullptr ? original->alternateKey() : 0);
    }
    connect(editor, &CodeEditor::lookChanged, this, &SplitView::refreshLook);
    connect(editor, &CodeEditor::edited, this, [this] { m_margin->refreshWidths(); });
    connect(this, &QsciScintilla::SCN_UPDATEUI, m_margin, [this] { m_margin->updateIfMoved(); });
    refreshLook();
}

SplitView::~SplitView() = default;

void SplitView::refreshLook()
{
    SendScintilla(SCI_STYLERESETDEFAULT);
    for (int style = 0; style < kStyles; ++style) {
        QByteArray name(64, '\0');
        m_editor->SendScintilla(SCI_STYLEGETFONT, (unsigned long)style, name.data());
        SendScintilla(SCI_STYLESETFONT, (unsigned long)style, name.constData());
        for (const auto &[get, set] : kStyleSettings)
            SendScintilla(set, (unsigned long)style, m_editor->SendScintilla(get, style));
    }
    for (int indicator = kFirstIndicator; indicator < kIndicators; ++indicator) {
        SendScintilla(SCI_INDICSETSTYLE, (unsigned long)indicator,
                      m_editor->SendScintilla(SCI_INDICGETSTYLE, indicator));
        SendScintilla(SCI_INDICSETFORE, (unsigned long)indicator, m_editor->SendScintilla(SCI_INDICGETFORE, indicator));
        SendScintilla(SCI_INDICSETALPHA, (unsigned long)indicator,
                      m_editor->SendScintilla(SCI_INDICGETALPHA, indicator));
        SendScintilla(SCI_INDICSETUNDER, (unsigned long)indicator,
                      m_editor->SendScintilla(SCI_INDICGETUNDER, indicator));
    }
    for (const auto &[get, set] : kViewSettings) SendScintilla(set, (unsigned long)m_editor->SendScintilla(get));
    // Fonts that only one of the views has used may make its lines a pixel higher: both have the editor's.
    const long higher = SendScintilla(SCI_TEXTHEIGHT) - m_editor->SendScintilla(SCI_TEXTHEIGHT);
    SendScintilla(SCI_SETEXTRADESCENT, (unsigned long)(m_editor->SendScintilla(SCI_GETEXTRADESCENT) - higher));
    SendScintilla(SCI_SETSELFORE, 0UL, 0L);
    const QColor selection = editorColor(theme::Token::TextSel), ground = editorColor(theme::Token::Editor);
    setSelectionBackgroundColor(selection);
    for (int margin = 0; margin < 3; ++margin) setMarginBackgroundColor(margin, ground);
    setMarginsBackgroundColor(ground);
    QPalette colors = palette();
    colors.setColor(QPalette::Base, ground);
    colors.setColor(QPalette::Window, ground);
    setPalette(colors);
    setFont(m_editor->font());
    viewport()->setFont(m_editor->font());
    m_margin->refreshWidths();
}

void SplitView::followEditor()
{
    SendScintilla(SCI_GOTOPOS, m_editor->SendScintilla(SCI_GETCURRENTPOS));
    SendScintilla(SCI_SETFIRSTVISIBLELINE, m_editor->SendScintilla(SCI_GETFIRSTVISIBLELINE));
}

void SplitView::keyPressEvent(QKeyEvent *event)
{
    const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
    // Ctrl+Tab and Escape lead out, as in the editor.
    if (event->key() == Qt::Key_Escape || (tab && (event->modifiers() & Qt::ControlModifier) != 0))
        return m_editor->setFocus();
    QsciScintilla::keyPressEvent(event);
}

void SplitView::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    m_margin->setGeometry(0, 0, m_margin->marginWidth(), viewport()->height());
}

void SplitView::focusInEvent(QFocusEvent *event)
{
    QsciScintilla::focusInEvent(event);
    emit focused();
}

} // namespace latchkey::editor
