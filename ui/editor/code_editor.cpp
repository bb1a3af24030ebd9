// SPDX-License-Identifier: GPL-3.0-or-later
//
// In this order: setting Scintilla up and its looks; text in and out; what Scintilla reports; keys, drops and painting.
// The commands that change text are in editing_commands.cpp.
#include "ui/editor/code_editor.h"

#include "ui/editor/editing_commands.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/permission_bar_host.h"
#include "ui/editor/syntax.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/editor/text_loader.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QApplication>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QTimer>
#include <QToolTip>
#include <Qsci/qscicommandset.h>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

using theme::Token;

constexpr int kTopPadding = 6;
constexpr qsizetype kPiece = 2'000'000; // taken up in one turn of the event loop, about 5 ms
constexpr int kDwellMs = 400;
constexpr int kInlineGap = 18;
constexpr qsizetype kWholeLineShown = 4096; // of a line too long to lay out

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

// Scintilla's own keys that stay; all others are the window's to give.
constexpr std::array kKeptCommands{
    QsciCommand::LineDown,
    QsciCommand::LineDownExtend,
    QsciCommand::LineUp,
    QsciCommand::LineUpExtend,
    QsciCommand::LineDownRectExtend,
    QsciCommand::LineUpRectExtend,
    QsciCommand::CharLeftRectExtend,
    QsciCommand::CharRightRectExtend,
    QsciCommand::VCHomeRectExtend,
    QsciCommand::LineEndRectExtend,
    QsciCommand::PageUpRectExtend,
    QsciCommand::PageDownRectExtend,
    QsciCommand::DocumentStart,
    QsciCommand::DocumentStartExtend,
    QsciCommand::DocumentEnd,
    QsciCommand::DocumentEndExtend,
    QsciCommand::WordLeft,
    QsciCommand::WordLeftExtend,
    QsciCommand::WordRight,
    QsciCommand::WordRightExtend,
    QsciCommand::VCHome,
    QsciCommand::VCHomeExtend,
    QsciCommand::LineEnd,
    QsciCommand::LineEndExtend,
    QsciCommand::PageUp,
    QsciCommand::PageUpExtend,
    QsciCommand::PageDown,
    QsciCommand::PageDownExtend,
    QsciCommand::CharLeft,
    QsciCommand::CharLeftExtend,
    QsciCommand::CharRight,
    QsciCommand::CharRightExtend,
    QsciCommand::Delete,
    QsciCommand::DeleteBack,
    QsciCommand::DeleteWordLeft,
    QsciCommand::DeleteWordRight,
    QsciCommand::Undo,
    QsciCommand::Redo,
    QsciCommand::SelectionCut,
    QsciCommand::SelectionCopy,
    QsciCommand::Paste,
    QsciCommand::SelectAll,
    QsciCommand::Tab,
    QsciCommand::Backtab,
    QsciCommand::Newline,
    QsciCommand::EditToggleOvertype,
    QsciCommand::LineScrollDown,
    QsciCommand::LineScrollUp,
    QsciCommand::Cancel,
};

// Lines cut so that they can be laid out, for a text that is only looked at.
QByteArray cutLongLines(const QByteArray &text)
{
    QByteArray shown;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf('\n', at);
        end = end < 0 ? text.size() : end + 1;
        const qsizetype length = end - at;
        if (length <= kMaxShownLine) {
            shown += QByteArrayView(text).sliced(at, length);
        } else {
            shown += QByteArrayView(text).sliced(at, kWholeLineShown);
            shown += " ... " + QByteArray::number(length - kWholeLineShown) + " more bytes\n";
        }
        at = end;
    }
    return shown;
}

} // namespace

// For a lean editor an interface with name and role; all others get QScintilla's own, made by its factory.
static QAccessibleInterface *leanAccessible(const QString &, QObject *object)
{
    auto *editor = qobject_cast<CodeEditor *>(object);
    return editor != nullptr && editor->isLean() ? new QAccessibleWidget(editor, QAccessible::EditableText) : nullptr;
}

CodeEditor::CodeEditor(QWidget *parent)
    : QsciScintilla(parent)
    , m_marks(new EditorMarks(this))
    , m_margin(new MarginOverlay(this))
    , m_bars(new PermissionBarHost(this))
{
    setObjectName(u"codeEditor"_s);
    // After QScintilla's, which its first editor installs: the last installed is asked first.
    static const bool installed = (QAccessible::installFactory(leanAccessible), true);
    Q_UNUSED(installed)
    setAccessibleName(tr("Code"));
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight); // code reads so in every language
    setViewportMargins(0, kTopPadding, 0, 0);
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

void CodeEditor::setUpKeys()
{
    for (QsciCommand *command : standardCommands()->commands()) {
        if (command->command() == QsciCommand::Newline) command->setAlternateKey(0); // Shift+Return runs a statement
        if (std::ranges::find(kKeptCommands, command->command()) != kKeptCommands.end()) continue;
        command->setKey(0);
        command->setAlternateKey(0);
    }
}

void CodeEditor::showControlCharacters()
{
    for (const Unseen &unseen : kUnseen) SendScintilla(SCI_SETREPRESENTATION, unseen.utf8, unseen.name);
}

// Looks

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
    setLexer(m_lexer);
    refreshLook();
}

void CodeEditor::refreshLook()
{
    const theme::Tokens &tokens = editorTokens();
    const QFont font = theme::fonts().editor();
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
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, SendScintilla(SCI_GETCURRENTPOS)));
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

void CodeEditor::setSoftWrap(bool on)
{
    m_softWrap = on;
    const bool possible = !m_document || !m_document->isLarge();
    setWrapMode(on && possible ? WrapWord : WrapNone);
}

void CodeEditor::setLean(bool lean)
{
    if (m_lean != lean) {
        // The interface that was made for the other kind goes; the next question makes one anew. Told of this, the
        // platform may ask at once, so by then it must be known which kind.
        QAccessibleInterface *old = QAccessible::queryAccessibleInterface(this);
        m_lean = lean;
        if (old != nullptr) QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(old));
    }
    m_lexer->setLean(lean);
    SendScintilla(SCI_SETMODEVENTMASK, long(lean ? SC_MOD_BEFOREINSERT | SC_MOD_BEFOREDELETE : SC_MODEVENTMASKALL));
}

// Text in

void CodeEditor::setDocument(Document *document)
{
    if (m_document) m_document->disconnect(this);
    m_document = document;
    m_everLoaded = false;
    m_cleanKnown = true;
    if (document == nullptr) return;
    setAccessibleName(tr("Code of %1").arg(document->displayName()));
    connect(document, &Document::opened, this, &CodeEditor::takeText);
    connect(document, &Document::saved, this, &CodeEditor::onSaved);
    connect(document, &Document::formatChanged, this, &CodeEditor::applyLineEnd);
    connect(document, &Document::deletedOnDisk, this, [this] {
        m_cleanKnown = false; // no undo leads back to what is on disk
        journalWhole();
    });
    connect(document, &Document::pathChanged, this, [this] {
        setAccessibleName(tr("Code of %1").arg(m_document->displayName()));
        chooseLexer();
        if (m_journal) m_journal->setInfo(journalInfo());
    });
    chooseLexer();
}

void CodeEditor::takeText(const QByteArray &text)
{
    m_whole.clear();
    m_marks->setHasLoneCr(m_document->format().hasLoneCr);
    chooseLexer();
    setSoftWrap(m_softWrap);
    detectIndentation(text);
    const bool again = std::exchange(m_everLoaded, true);
    if (m_document->isReadOnly()) {
        m_whole = text;
        beginLoading(m_document->format().longestLine > kMaxShownLine ? cutLongLines(text) : text);
        return;
    }
    // Read again: a step like any other, which undo takes back.
    if (again && !m_document->isLarge()) {
        setReadOnly(false);
        replaceText(text);
        finishLoading();
        return;
    }
    beginLoading(text);
}

void CodeEditor::setInitialText(const QByteArray &text)
{
    m_everLoaded = true;
    beginLoading(text);
}

void CodeEditor::beginLoading(const QByteArray &text)
{
    m_quiet = true;
    setReadOnly(false);
    SendScintilla(SCI_SETUNDOCOLLECTION, 0);
    SendScintilla(SCI_SETMODEVENTMASK, 0); // nobody needs to be told of the pieces
    SendScintilla(SCI_CLEARALL);
    if (m_document && m_document->isLarge()) return loadAside(text);
    // At once: growing while the pieces come in would copy the whole text again and again.
    SendScintilla(SCI_ALLOCATE, (unsigned long)(text.size() + 1024));
    if (m_whole.isEmpty() && text.size() > kPiece) m_whole = text; // what a save would write meanwhile
    m_toLoad = text;
    m_loadedTo = 0;
    loadPiece();
}

void CodeEditor::loadPiece()
{
    const qsizetype length = std::min(kPiece, m_toLoad.size() - m_loadedTo);
    setReadOnly(false);
    SendScintilla(SCI_APPENDTEXT, (unsigned long)length, m_toLoad.constData() + m_loadedTo);
    m_loadedTo += length;
    if (m_loadedTo >= m_toLoad.size()) return endLoading();
    setReadOnly(true);
    QTimer::singleShot(0, this, &CodeEditor::loadPiece);
}

// The whole text at once, made ready on another thread.
void CodeEditor::loadAside(const QByteArray &text)
{
    if (m_whole.isEmpty()) m_whole = text; // what a save would write meanwhile
    m_toLoad = text;
    setReadOnly(true);
    editor::loadAside(this, text).then(this, [this, text](const LoadedText &loaded) {
        if (m_toLoad.constData() != text.constData()) return; // another text was opened meanwhile
        // What Scintilla keeps with a text, not with its view.
        const bool tabs = indentationsUseTabs();
        const int width = indentationWidth(), tab = tabWidth();
        if (!loaded.showIn(this)) {
            m_loadedTo = 0;
            return loadPiece();
        }
        setIndentationsUseTabs(tabs);
        setIndentationWidth(width);
        setTabWidth(tab);
        endLoading();
    });
}

void CodeEditor::endLoading()
{
    const bool cut = m_document && m_document->isReadOnly();
    if (!cut) m_whole.clear();
    m_toLoad.clear();
    SendScintilla(SCI_SETUNDOCOLLECTION, 1);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    finishLoading();
}

void CodeEditor::finishLoading()
{
    SendScintilla(SCI_SETSAVEPOINT);
    setLean(SendScintilla(SCI_GETLENGTH) > kLeanText);
    m_lexer->forget();
    m_quiet = false;
    m_cleanKnown = true;
    ++m_revision;
    applyLineEnd();
    setReadOnly(m_document && m_document->isReadOnly());
    if (m_journal && m_document && !m_document->isModified()) m_journal->discard();
    m_margin->refreshWidths();
    layOutMargin();
    emit edited(m_revision);
    emit loaded();
}

void CodeEditor::replaceText(const QByteArray &text)
{
    const QByteArray old = utf8();
    const auto [oldEnd, newEnd] = std::mismatch(old.begin(), old.end(), text.begin(), text.end());
    qsizetype from = oldEnd - old.begin();
    // Not inside a character: back over the continuation bytes.
    while (from > 0 && from < old.size() && (uchar(old[from]) & 0xC0) == 0x80) --from;
    qsizetype same = 0;
    const qsizetype most = std::min(old.size(), text.size()) - from;
    while (same < most && old[old.size() - 1 - same] == text[text.size() - 1 - same]) ++same;
    while (same > 0 && (uchar(old[old.size() - same]) & 0xC0) == 0x80) --same;
    if (from == old.size() - same && from == text.size() - same) return;
    SendScintilla(SCI_BEGINUNDOACTION);
    SendScintilla(SCI_SETTARGETRANGE, (unsigned long)from, long(old.size() - same));
    SendScintilla(SCI_REPLACETARGET, (unsigned long)(text.size() - same - from), text.constData() + from);
    SendScintilla(SCI_ENDUNDOACTION);
}

void CodeEditor::applyLineEnd()
{
    const LineEnd end = m_document ? m_document->format().lineEnd : LineEnd::Lf;
    setEolMode(end == LineEnd::CrLf ? EolWindows : end == LineEnd::Cr ? EolMac : EolUnix);
}

// A file whose first indented lines begin with tabs goes on with tabs.
void CodeEditor::detectIndentation(const QByteArray &text)
{
    constexpr qsizetype kEnough = 1'000'000; // a large text without indentation would be gone through to its end
    int tabs = 0, spaces = 0;
    for (qsizetype at = 0; at >= 0 && at < kEnough && at + 2 < text.size() && tabs + spaces < 50;
         at = text.indexOf('\n', at) + 1) {
        if (text[at] == '\t') ++tabs;
        else if (text[at] == ' ' && text[at + 1] == ' ') ++spaces;
        if (text.indexOf('\n', at) < 0) break;
    }
    const bool tells = m_options.detectsIndentation && tabs != spaces;
    setIndentationsUseTabs(tells ? tabs > spaces : m_options.indentsWithTabs);
}

// Text out

TextSnapshot CodeEditor::snapshot() const
{
    if (!m_whole.isEmpty()) return {m_whole, m_revision};
    if (m_cacheRevision != m_revision) {
        const long length = SendScintilla(SCI_GETLENGTH);
        const auto *text = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
        m_cache = QByteArray(text, length);
        m_cacheRevision = m_revision;
    }
    return {m_cache, m_revision};
}

void CodeEditor::saveDocument(Overwrite overwrite)
{
    if (!m_document || m_document->path().isEmpty()) return;
    tidyForSave();
    announceSave();
    m_document->save(utf8(), m_revision, overwrite);
}

void CodeEditor::announceSave()
{
    settle(); // what was typed is part of the text to be saved
    if (m_journal) m_document->setNextSaveAnnouncement(m_journal->saveAnnouncement());
}

void CodeEditor::saveDocumentAs(const QString &path, Overwrite overwrite)
{
    tidyForSave();
    if (m_document) m_document->saveAs(path, utf8(), m_revision, overwrite); // the journal knows no such path yet
}

void CodeEditor::onSaved(quint64 revision)
{
    if (revision != m_revision) { // typed on meanwhile
        if (m_journal) m_journal->setInfo(journalInfo());
        return;
    }
    m_cleanKnown = true;
    SendScintilla(SCI_SETSAVEPOINT);
    m_document->setModified(false);
    if (m_journal) m_journal->discard();
}

// The journal

void CodeEditor::disableJournal()
{
    if (!m_journal) return;
    // It goes when what it is writing just now is written and gone again.
    RecoveryJournal *last = m_journal.release();
    last->disconnect(this);
    last->discard();
    last->flush().then(last, [last] { last->deleteLater(); });
}

void CodeEditor::enableJournal(const QString &folder)
{
    m_journal = std::make_unique<RecoveryJournal>(folder, [this] {
        settle(); // or it would be noted again as an edit of the text that has it already
        return utf8();
    });
    m_journal->setInfo(journalInfo());
    connect(m_journal.get(), &RecoveryJournal::failed, this, &CodeEditor::journalFailed);
}

JournalInfo CodeEditor::journalInfo() const
{
    if (!m_document) return {};
    return {m_document->path(), m_document->displayName(), m_document->format(), m_document->knownStamp()};
}

void CodeEditor::journalWhole()
{
    if (!m_journal) return;
    m_journal->setInfo(journalInfo());
    m_journal->noteReplaced();
}

void CodeEditor::restore(const RecoveredText &recovered)
{
    if (m_document) {
        m_document->setUntitledName(recovered.info.title);
        m_document->adoptRestored(recovered.info.path, recovered.info.format, recovered.info.base);
    }
    setInitialText(recovered.text);
    m_cleanKnown = false;
    if (m_document) m_document->setModified(true);
    if (m_journal) m_journal->adopt(recovered);
}

// Places

TextPlace CodeEditor::caretPlace() const
{
    return m_marks->placeAt(SendScintilla(SCI_GETCURRENTPOS));
}

TextRange CodeEditor::selectionRange() const
{
    return {m_marks->placeAt(SendScintilla(SCI_GETSELECTIONSTART)),
            m_marks->placeAt(SendScintilla(SCI_GETSELECTIONEND))};
}

QByteArray CodeEditor::selectedUtf8() const
{
    const long from = SendScintilla(SCI_GETSELECTIONSTART), to = SendScintilla(SCI_GETSELECTIONEND);
    return utf8().sliced(from, to - from);
}

void CodeEditor::goTo(const TextPlace &place)
{
    select({place, place});
}

void CodeEditor::select(const TextRange &range)
{
    const long from = m_marks->positionOf(range.start), to = m_marks->positionOf(range.end);
    const long line = SendScintilla(SCI_LINEFROMPOSITION, from);
    SendScintilla(SCI_ENSUREVISIBLE, line);
    SendScintilla(SCI_SETSEL, (unsigned long)from, to);
    const long shown = SendScintilla(SCI_LINESONSCREEN);
    const long visible = SendScintilla(SCI_VISIBLEFROMDOCLINE, line);
    const long first = SendScintilla(SCI_GETFIRSTVISIBLELINE);
    if (visible < first + 2 || visible > first + shown - 3)
        SendScintilla(SCI_SETFIRSTVISIBLELINE, std::max(0L, visible - shown / 2));
    SendScintilla(SCI_SCROLLCARET);
}

// What others say

bool CodeEditor::setDiagnostics(quint64 revision, const QList<EditorDiagnostic> &diagnostics)
{
    if (revision != m_revision) return false;
    m_marks->setDiagnostics(diagnostics);
    m_margin->update();
    return true;
}

bool CodeEditor::setCapabilityCalls(quint64 revision, const QList<TextRange> &calls)
{
    if (revision != m_revision) return false;
    m_marks->setCapabilityCalls(calls);
    return true;
}

void CodeEditor::setBolts(const QList<EditorBolt> &bolts)
{
    const bool waited = !m_marks->lines(Mark::BoltWaiting).isEmpty();
    m_marks->setBolts(bolts);
    if (!waited && !m_marks->lines(Mark::BoltWaiting).isEmpty()) m_margin->throwBolt();
    m_margin->update();
}

void CodeEditor::setBreakpoints(const QList<int> &enabled, const QList<int> &disabled)
{
    m_marks->setLines(Mark::Breakpoint, enabled);
    m_marks->setLines(Mark::BreakpointOff, disabled);
    m_margin->update();
}

void CodeEditor::setPausedLine(int line)
{
    const QList<int> lines = line > 0 ? QList<int>{line} : QList<int>();
    m_marks->setLines(Mark::Execution, lines);
    m_marks->setLines(Mark::PausedLine, lines);
    refreshGround();
    m_margin->update();
}

void CodeEditor::setWaitingLine(int line)
{
    m_marks->setLines(Mark::Waiting, line > 0 ? QList<int>{line} : QList<int>());
    m_margin->update();
}

void CodeEditor::setStoppedLine(int line)
{
    m_marks->setLines(Mark::RunStopped, line > 0 ? QList<int>{line} : QList<int>());
    m_margin->update();
}

void CodeEditor::setRunError(int line, const QString &message)
{
    m_marks->setRunError(line, message);
    m_margin->update();
}

void CodeEditor::setInlineValues(const QHash<int, QString> &values)
{
    m_inlineValues = values;
    viewport()->update();
}

void CodeEditor::goToProblem(bool forward)
{
    QList<TextPlace> places;
    for (const EditorDiagnostic &diagnostic : m_marks->diagnostics())
        places << TextPlace{diagnostic.line, diagnostic.column};
    if (places.isEmpty()) return;
    const auto before = [](const TextPlace &a, const TextPlace &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    };
    std::ranges::sort(places, before);
    const TextPlace here = caretPlace();
    const auto after = std::ranges::find_if(places, [&](const TextPlace &place) { return before(here, place); });
    if (forward) return goTo(after == places.end() ? places.first() : *after);
    const auto at = std::ranges::find_if(places, [&](const TextPlace &place) { return !before(place, here); });
    goTo(at == places.begin() ? places.last() : *std::prev(at));
}

// What Scintilla reports

void CodeEditor::onModified(int position, int kind, const char *text, int length, int linesAdded)
{
    const bool inserted = (kind & (m_lean ? SC_MOD_BEFOREINSERT : SC_MOD_INSERTTEXT)) != 0;
    const bool removed = (kind & (m_lean ? SC_MOD_BEFOREDELETE : SC_MOD_DELETETEXT)) != 0;
    if ((!inserted && !removed) || m_quiet) return;
    settle();
    ++m_revision;
    if (m_lean && inserted) {
        m_announcedAt = position;
        m_announcedLength = length;
    } else if (m_journal) {
        m_journal->noteEdit(position, inserted ? 0 : length, inserted ? QByteArray(text, length) : QByteArray());
    }
    if (!m_cleanKnown && m_document) m_document->setModified(true);
    if (linesAdded != 0) m_margin->refreshWidths();
    if (!m_inlineValues.isEmpty()) m_inlineValues.clear(); // they were of another text
    if (!m_lean) emit edited(m_revision);
    // Announced only: whoever takes the text at the signal must find it changed.
    else if (!std::exchange(m_editedPending, true))
        QMetaObject::invokeMethod(this, &CodeEditor::tellEdited, Qt::QueuedConnection);
}

// An insertion comes announced without its text; by the next change, or turn of the event loop, it is there.
void CodeEditor::settle()
{
    if (m_announcedAt < 0) return;
    const long at = std::exchange(m_announcedAt, -1);
    const auto *text =
        reinterpret_cast<const char *>(SendScintilla(SCI_GETRANGEPOINTER, (unsigned long)at, m_announcedLength));
    if (m_journal && text != nullptr) m_journal->noteEdit(at, 0, QByteArray(text, m_announcedLength));
}

void CodeEditor::tellEdited()
{
    m_editedPending = false;
    settle();
    m_margin->refreshWidths();
    emit edited(m_revision);
}

void CodeEditor::onUpdateUi(int what)
{
    m_margin->updateIfMoved();
    refreshGround();
    if ((what & SC_UPDATE_SELECTION) != 0) emit caretMoved(caretPlace());
}

void CodeEditor::onMarginClick(int position, int margin)
{
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, position));
    const bool header = (SendScintilla(SCI_GETFOLDLEVEL, line) & SC_FOLDLEVELHEADERFLAG) != 0;
    constexpr unsigned kProblem = bitOf(Mark::Error) | bitOf(Mark::Warning) | bitOf(Mark::Hint);
    if (margin == 0 && (unsigned(SendScintilla(SCI_MARKERGET, line)) & kProblem) != 0) {
        SendScintilla(SCI_GOTOLINE, line);
        emit fixesRequested();
    } else if (margin == 2 && header) SendScintilla(SCI_TOGGLEFOLDSHOWTEXT, (unsigned long)line, " … ");
    else if (margin != 2) emit marginClicked(m_marks->placeAt(position).line);
    m_margin->update();
}

void CodeEditor::onDwell(int position, int x, int y)
{
    if (position < 0) return;
    const QPoint global = viewport()->mapToGlobal(QPoint(x, y));
    const QString message = m_marks->messageAt(position);
    // Plain text, whatever it looks like: a script's words must not become a page.
    if (!message.isEmpty()) QToolTip::showText(global, Qt::convertFromPlainText(message), viewport());
    else emit hovered(m_marks->placeAt(position), global);
}

// Keys, drops, painting

bool CodeEditor::handleEscape()
{
    if (SendScintilla(SCI_AUTOCACTIVE) != 0 || SendScintilla(SCI_CALLTIPACTIVE) != 0) return false;
    if (SendScintilla(SCI_GETSELECTIONS) > 1) {
        const long anchor = SendScintilla(SCI_GETANCHOR), caret = SendScintilla(SCI_GETCURRENTPOS);
        SendScintilla(SCI_SETSELECTION, (unsigned long)caret, anchor);
        return true;
    }
    emit escapePressed();
    return true;
}

void CodeEditor::leave(bool backwards)
{
    emit leaving(backwards);
    // Whoever listened may have moved the focus already; else it goes on in the order of Tab.
    if (!hasFocus()) return;
    QWidget *next = this;
    do {
        next = backwards ? next->previousInFocusChain() : next->nextInFocusChain();
    } while (next != this && (!next->isVisibleTo(window()) || !next->isEnabled() || isAncestorOf(next) ||
                              (next->focusPolicy() & Qt::TabFocus) == 0));
    next->setFocus(backwards ? Qt::BacktabFocusReason : Qt::TabFocusReason);
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_Escape && modifiers == Qt::NoModifier && handleEscape()) return;
    const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
    if (tab && (modifiers & Qt::ControlModifier) != 0) return leave(event->key() == Qt::Key_Backtab);
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isReadOnly() && enter && (modifiers & ~Qt::ShiftModifier) == 0 && SendScintilla(SCI_AUTOCACTIVE) == 0) {
        commands::breakLine(*this);
        return;
    }
    const bool typed = (modifiers & ~Qt::ShiftModifier) == 0 && event->text().size() == 1;
    if (!isReadOnly() && typed && commands::typeBracket(*this, event->text().front().toLatin1(), m_closesBrackets))
        return;
    if (!isReadOnly() && event->key() == Qt::Key_Backspace && modifiers == Qt::NoModifier &&
        commands::deletePair(*this))
        return;
    QsciScintilla::keyPressEvent(event);
}

void CodeEditor::wheelEvent(QWheelEvent *event)
{
    if ((event->modifiers() & Qt::ControlModifier) == 0) return QsciScintilla::wheelEvent(event);
    const int steps = event->angleDelta().y() / 120;
    auto &theme = theme::Theme::instance();
    if (steps != 0) theme.setZoom(std::clamp(theme.fonts().zoom() + steps * 10, theme::kMinZoom, theme::kMaxZoom));
    event->accept();
}

// Alt+click sets one more caret, or takes it away; Alt+drag selects columns, which is Scintilla's.
void CodeEditor::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::AltModifier) {
        m_altPress = event->position().toPoint();
        return event->accept();
    }
    QsciScintilla::mousePressEvent(event);
}

void CodeEditor::mouseMoveEvent(QMouseEvent *event)
{
    if (m_altPress) {
        if ((event->position().toPoint() - *m_altPress).manhattanLength() < QApplication::startDragDistance()) return;
        const QPoint place = *std::exchange(m_altPress, std::nullopt);
        QMouseEvent press(QEvent::MouseButtonPress, place, viewport()->mapToGlobal(place), Qt::LeftButton,
                          Qt::LeftButton, event->modifiers());
        QsciScintilla::mousePressEvent(&press);
    }
    QsciScintilla::mouseMoveEvent(event);
}

void CodeEditor::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_altPress) return QsciScintilla::mouseReleaseEvent(event);
    const QPoint place = *std::exchange(m_altPress, std::nullopt);
    commands::toggleCaret(*this, SendScintilla(SCI_POSITIONFROMPOINT, (unsigned long)place.x(), long(place.y())));
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    layOutMargin();
}

void CodeEditor::paintEvent(QPaintEvent *event)
{
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
    if (event->type() == QEvent::Paint) {
        QPainter painter(this);
        painter.fillRect(0, 0, width(), kTopPadding, editorColor(Token::Editor));
        painter.fillRect(m_margin->doorX(), 0, 1, kTopPadding, editorColor(Token::Door));
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

void CodeEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
    else QsciScintilla::dragEnterEvent(event);
}

void CodeEditor::dragMoveEvent(QDragMoveEvent *event)
{
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
    else QsciScintilla::dragMoveEvent(event);
}

void CodeEditor::dropEvent(QDropEvent *event)
{
    if (!event->mimeData()->hasUrls()) return QsciScintilla::dropEvent(event);
    event->acceptProposedAction();
    emit filesDropped(event->mimeData()->urls());
}

// Commands

void CodeEditor::toggleComment()
{
    if (!isReadOnly()) commands::toggleComment(*this, m_lexer->commentMarker());
}

void CodeEditor::duplicateLines()
{
    SendScintilla(SCI_SELECTIONDUPLICATE);
}

void CodeEditor::moveLinesUp()
{
    if (!isReadOnly()) commands::moveLines(*this, -1);
}

void CodeEditor::moveLinesDown()
{
    if (!isReadOnly()) commands::moveLines(*this, 1);
}

void CodeEditor::deleteLines()
{
    if (!isReadOnly()) commands::deleteLines(*this);
}

void CodeEditor::joinLines()
{
    if (!isReadOnly()) commands::joinLines(*this);
}

void CodeEditor::addCaretAbove()
{
    commands::addCaret(*this, -1);
}

void CodeEditor::addCaretBelow()
{
    commands::addCaret(*this, 1);
}

void CodeEditor::addNextOccurrence()
{
    SendScintilla(SCI_TARGETWHOLEDOCUMENT);
    SendScintilla(SCI_SETSEARCHFLAGS, int(SCFIND_MATCHCASE));
    SendScintilla(SCI_MULTIPLESELECTADDNEXT);
    SendScintilla(SCI_SCROLLCARET);
}

void CodeEditor::toggleFoldAtCaret()
{
    const long line = SendScintilla(SCI_LINEFROMPOSITION, SendScintilla(SCI_GETCURRENTPOS));
    const bool header = (SendScintilla(SCI_GETFOLDLEVEL, line) & SC_FOLDLEVELHEADERFLAG) != 0;
    const long opener = header ? line : SendScintilla(SCI_GETFOLDPARENT, line);
    if (opener < 0) return;
    if (!header) SendScintilla(SCI_GOTOLINE, opener); // the caret must not stay in what closes
    SendScintilla(SCI_TOGGLEFOLDSHOWTEXT, (unsigned long)opener, " … ");
    m_margin->update();
}

void CodeEditor::foldEverything()
{
    SendScintilla(SCI_FOLDALL, int(SC_FOLDACTION_CONTRACT));
    m_margin->update();
}

void CodeEditor::unfoldEverything()
{
    SendScintilla(SCI_FOLDALL, int(SC_FOLDACTION_EXPAND));
    m_margin->update();
}

void CodeEditor::setShowsSpaces(bool on)
{
    setWhitespaceVisibility(on ? WsVisible : WsInvisible);
    setWhitespaceForegroundColor(editorColor(Token::Border));
    SendScintilla(SCI_SETWHITESPACESIZE, 2);
}

void CodeEditor::toggleBookmark()
{
    const long line = SendScintilla(SCI_LINEFROMPOSITION, SendScintilla(SCI_GETCURRENTPOS));
    const bool has = (unsigned(SendScintilla(SCI_MARKERGET, line)) & bitOf(Mark::Bookmark)) != 0;
    SendScintilla(has ? SCI_MARKERDELETE : SCI_MARKERADD, (unsigned long)line, long(Mark::Bookmark));
    m_margin->update();
    emit bookmarksChanged();
}

QList<int> CodeEditor::bookmarks() const
{
    return m_marks->lines(Mark::Bookmark);
}

void CodeEditor::setBookmarks(const QList<int> &lines)
{
    m_marks->setLines(Mark::Bookmark, lines);
    m_margin->update();
}

void CodeEditor::goToBookmark(bool forward)
{
    const long lines = SendScintilla(SCI_GETLINECOUNT);
    const long here = SendScintilla(SCI_LINEFROMPOSITION, SendScintilla(SCI_GETCURRENTPOS));
    const unsigned message = forward ? SCI_MARKERNEXT : SCI_MARKERPREVIOUS;
    const long mask = long(bitOf(Mark::Bookmark));
    long line = SendScintilla(message, (unsigned long)(forward ? here + 1 : here - 1), mask);
    if (line < 0 || here + (forward ? 1 : -1) < 0)
        line = SendScintilla(message, (unsigned long)(forward ? 0 : lines), mask);
    if (line >= 0) goTo({int(line) + 1, 1});
}

void CodeEditor::removeTrailingSpaces()
{
    if (!isReadOnly()) commands::removeTrailingSpaces(*this);
}

void CodeEditor::goToMatchingBracket()
{
    moveToMatchingBrace();
}

} // namespace latchkey::editor
