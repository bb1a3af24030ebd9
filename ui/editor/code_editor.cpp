// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a CodeEditor is put together: Scintilla set up, its reports connected. What it does with them is in the files
// that code_editor.h names.
#include "ui/editor/code_editor.h"

#include "ui/editor/link_hover.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/permission_bar_host.h"
#include "ui/editor/scroll_ticks.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

constexpr int kDwellMs = 400;

} // namespace

/// Of a lean editor: its value is the line of the caret, so that a text of any size is read line by line. QScintilla's
/// own interface would go through the whole text for each question.
class LeanAccessible : public QAccessibleWidget
{
public:
    explicit LeanAccessible(CodeEditor *editor)
        : QAccessibleWidget(editor, QAccessible::EditableText)
    {
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.multiLine = true;
        state.readOnly = editor()->isReadOnly();
        return state;
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? editor()->caretLine() : QAccessibleWidget::text(kind);
    }

private:
    CodeEditor *editor() const { return static_cast<CodeEditor *>(object()); }
};

// For a lean editor; all others get QScintilla's own, made by its factory.
static QAccessibleInterface *leanAccessible(const QString &, QObject *object)
{
    auto *editor = qobject_cast<CodeEditor *>(object);
    return editor != nullptr && editor->isLean() ? new LeanAccessible(editor) : nullptr;
}

CodeEditor::CodeEditor(QWidget *parent)
    : QsciScintilla(parent)
    , m_marks(new EditorMarks(this))
    , m_margin(new MarginOverlay(this))
    , m_bars(new PermissionBarHost(this))
    , m_ticks(new ScrollTicks(this))
{
    setObjectName(u"codeEditor"_s);
    // After QScintilla's, which its first editor installs: the last installed is asked first.
    static const bool installed = (QAccessible::installFactory(leanAccessible), true);
    Q_UNUSED(installed)
    setAccessibleName(tr("Code"));
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight); // code reads so in every language
    setViewportMargins(0, kEditorTop, 0, 0);
    setUpScintilla();
    setUpKeys();
    showControlCharacters();
    connect(this, &QsciScintilla::SCN_MODIFIED, this,
            [this](int position, int kind, const char *text, int length, int linesAdded, int, int, int, int, int) {
                onModified(position, kind, text, length, linesAdded);
            });
    connect(this, &QsciScintilla::SCN_UPDATEUI, this, &CodeEditor::onUpdateUi);
    connect(this, &QsciScintilla::SCN_MARGINCLICK, this,
            [this](int position, int, int margin) { onMarginClick(position, margin); });
    connect(this, &QsciScintilla::SCN_DWELLSTART, this, &CodeEditor::onDwell);
    connect(this, &QsciScintilla::SCN_DWELLEND, this, [] { QToolTip::hideText(); });
    const auto savePoint = [this](bool modified) {
        if (m_document && !m_quiet && m_cleanKnown) m_document->setModified(modified);
    };
    connect(this, &QsciScintilla::SCN_SAVEPOINTLEFT, this, [savePoint] { savePoint(true); });
    connect(this, &QsciScintilla::SCN_SAVEPOINTREACHED, this, [savePoint] { savePoint(false); });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &CodeEditor::refreshLook);
    const auto *links = new LinkHover(this);
    connect(links, &LinkHover::followed, this, [this](long position) {
        SendScintilla(SCI_GOTOPOS, position);
        emit definitionRequested();
    });
    chooseLexer();
    refreshLook();
}

CodeEditor::~CodeEditor()
{
    settle();
    m_journal.reset(); // takes a last text from this editor
    delete m_bars;     // watches the viewport, which is gone before children are
    if (m_document) m_document->disconnect(this);
    disconnect(this, nullptr, this, nullptr); // what the base class tells while it goes
    setLexer(nullptr);
}

void CodeEditor::setUpScintilla()
{
    setUtf8(true);
    setMargins(3);
    for (int margin = 0; margin < 3; ++margin) {
        setMarginType(margin, SymbolMargin);
        setMarginMarkerMask(margin, 0); // the overlay paints
        setMarginSensitivity(margin, true);
    }
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 0L); // the door margin keeps the distance, in the colour of the line
    SendScintilla(SCI_SETMOUSEDWELLTIME, kDwellMs);
    SendScintilla(SCI_SETAUTOMATICFOLD, SC_AUTOMATICFOLD_SHOW | SC_AUTOMATICFOLD_CHANGE);
    SendScintilla(SCI_SETFOLDFLAGS, 0);
    SendScintilla(SCI_FOLDDISPLAYTEXTSETSTYLE, int(SC_FOLDDISPLAYTEXT_BOXED));
    SendScintilla(SCI_SETMULTIPLESELECTION, 1);
    SendScintilla(SCI_SETADDITIONALSELECTIONTYPING, 1);
    SendScintilla(SCI_SETMULTIPASTE, int(SC_MULTIPASTE_EACH));
    SendScintilla(SCI_SETVIRTUALSPACEOPTIONS, int(SCVS_RECTANGULARSELECTION));
    SendScintilla(SCI_SETCARETLINEVISIBLEALWAYS, 1);
    SendScintilla(SCI_SETSCROLLWIDTH, 1);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1);
    SendScintilla(SCI_SETENDATLASTLINE, 0);
    // Lines in sight stay laid out; the window has a picture of its own, Scintilla needs none for each line.
    SendScintilla(SCI_SETLAYOUTCACHE, (unsigned long)SC_CACHE_PAGE);
    SendScintilla(SCI_SETBUFFEREDDRAW, 0);
    SendScintilla(SCI_SETPASTECONVERTENDINGS, 1);
    SendScintilla(SCI_SETYCARETPOLICY, (unsigned long)(CARET_SLOP | CARET_EVEN), 2L);
    // A line of code, then 3 pixels: one above, two below.
    setExtraAscent(1);
    setExtraDescent(2);
    setBraceMatching(SloppyBraceMatch);
    setIndentationsUseTabs(false);
    setIndentationWidth(4);
    setTabWidth(4);
    setTabIndents(true);
    setBackspaceUnindents(true);
    setCaretLineVisible(true);
    setWrapMode(WrapNone);
    setWhitespaceVisibility(WsInvisible);
}

} // namespace latchkey::editor
