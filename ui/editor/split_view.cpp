// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/split_view.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/indicators.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/syntax.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

constexpr int kStyles = 128;

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
constexpr std::array kIndicatorSettings{
    Pair{S::SCI_INDICGETSTYLE, S::SCI_INDICSETSTYLE}, Pair{S::SCI_INDICGETFORE, S::SCI_INDICSETFORE},
    Pair{S::SCI_INDICGETALPHA, S::SCI_INDICSETALPHA}, Pair{S::SCI_INDICGETOUTLINEALPHA, S::SCI_INDICSETOUTLINEALPHA},
    Pair{S::SCI_INDICGETUNDER, S::SCI_INDICSETUNDER}};
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
    setFocusPolicy(Qt::NoFocus); // whoever comes here, the editor has the keys
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight);
    setViewportMargins(0, kEditorTop, 0, 0);
    setUtf8(true);
    setMargins(3);
    for (int margin = 0; margin < 3; ++margin) {
        setMarginType(margin, SymbolMargin);
        setMarginMarkerMask(margin, 0); // the overlay paints
    }
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 0L);
    SendScintilla(SCI_SETSCROLLWIDTH, 1);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1);
    SendScintilla(SCI_SETENDATLASTLINE, 0);
    setDocument(editor->QsciScintilla::document());
    SendScintilla(SCI_SETINDENT, (unsigned long)editor->SendScintilla(SCI_GETINDENT)); // kept with the text
    for (int mark = 0; mark < int(Mark::Count); ++mark) SendScintilla(SCI_MARKERDEFINE, mark, int(SC_MARK_EMPTY));
    SendScintilla(SCI_MARKERDEFINE, int(Mark::PausedLine), int(SC_MARK_BACKGROUND));
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
    for (int number = indicator::kFirst; number < indicator::kEnd; ++number)
        for (const auto &[get, set] : kIndicatorSettings)
            SendScintilla(set, (unsigned long)number, m_editor->SendScintilla(get, number));
    for (const auto &[get, set] : kViewSettings) SendScintilla(set, (unsigned long)m_editor->SendScintilla(get));
    // Fonts that only one of the views has used may make its lines a pixel higher, above the letters: both have the
    // editor's, so that nothing moves when they change places.
    const long higher = SendScintilla(SCI_TEXTHEIGHT) - m_editor->SendScintilla(SCI_TEXTHEIGHT);
    SendScintilla(SCI_SETEXTRAASCENT, (unsigned long)(m_editor->SendScintilla(SCI_GETEXTRAASCENT) - higher));
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

void SplitView::handOn(const QMouseEvent *event) const
{
    const QPointF place = m_editor->viewport()->mapFromGlobal(event->globalPosition());
    QMouseEvent same(event->type(), place, event->globalPosition(), event->button(), event->buttons(),
                     event->modifiers());
    QCoreApplication::sendEvent(m_editor->viewport(), &same);
}

void SplitView::mousePressEvent(QMouseEvent *event)
{
    emit wanted();
    handOn(event);
}

// Qt goes on sending the mouse here, where it was pressed.
void SplitView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() != Qt::NoButton) handOn(event);
}

void SplitView::mouseReleaseEvent(QMouseEvent *event)
{
    handOn(event);
}

void SplitView::mouseDoubleClickEvent(QMouseEvent *event)
{
    emit wanted();
    handOn(event);
}

void SplitView::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    QContextMenuEvent same(event->reason(), m_editor->viewport()->mapFromGlobal(event->globalPos()), event->globalPos(),
                           event->modifiers());
    QCoreApplication::sendEvent(m_editor->viewport(), &same);
}

// The strip above the first line is not the viewport's.
bool SplitView::event(QEvent *event)
{
    const bool handled = QsciScintilla::event(event);
    if (event->type() == QEvent::Paint) {
        QPainter painter(this);
        painter.fillRect(0, 0, width(), kEditorTop, editorColor(theme::Token::Editor));
        painter.fillRect(m_margin->doorX(), 0, 1, kEditorTop, editorColor(theme::Token::Door));
    }
    return handled;
}

void SplitView::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    m_margin->setGeometry(0, 0, m_margin->marginWidth(), viewport()->height());
}

// ---- what a view shows ------------------------------------------------------------------------------------------

ViewPlace ViewPlace::of(const QsciScintilla &view)
{
    ViewPlace place;
    const long main = view.SendScintilla(S::SCI_GETMAINSELECTION);
    place.anchor = view.SendScintilla(S::SCI_GETSELECTIONNANCHOR, main);
    place.caret = view.SendScintilla(S::SCI_GETSELECTIONNCARET, main);
    place.firstLine = view.SendScintilla(S::SCI_DOCLINEFROMVISIBLE, view.SendScintilla(S::SCI_GETFIRSTVISIBLELINE));
    place.xOffset = int(view.SendScintilla(S::SCI_GETXOFFSET));
    for (long line = view.SendScintilla(S::SCI_CONTRACTEDFOLDNEXT, 0L); line >= 0;
         line = view.SendScintilla(S::SCI_CONTRACTEDFOLDNEXT, line + 1))
        place.folded << line;
    return place;
}

void ViewPlace::showIn(QsciScintilla &view) const
{
    if (ViewPlace::of(view).folded != folded) {
        view.SendScintilla(S::SCI_FOLDALL, int(S::SC_FOLDACTION_EXPAND));
        for (const long line : folded) view.SendScintilla(S::SCI_TOGGLEFOLDSHOWTEXT, (unsigned long)line, " … ");
    }
    view.SendScintilla(S::SCI_SETEMPTYSELECTION, caret); // no column any more
    view.SendScintilla(S::SCI_SETSELECTION, (unsigned long)caret, anchor);
    view.SendScintilla(S::SCI_SETFIRSTVISIBLELINE, view.SendScintilla(S::SCI_VISIBLEFROMDOCLINE, firstLine));
    view.SendScintilla(S::SCI_SETXOFFSET, (unsigned long)xOffset);
}

} // namespace latchkey::editor
