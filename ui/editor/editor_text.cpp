// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text in and out of the editor: loading in pieces, replacing, snapshots, saving, the journal, and what Scintilla tells
// of changes.
#include "ui/editor/code_editor.h"

#include "ui/editor/background.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/editor/text_loader.h"

#include <QAccessible>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

constexpr qsizetype kPiece = 2'000'000;     // taken up in one turn of the event loop, about 5 ms
constexpr qsizetype kWholeLineShown = 4096; // of a line too long to lay out

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
    const bool wasBytes = !m_whole.isEmpty(); // nothing to go back to
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
    if (again && !wasBytes && !m_document->isLarge()) {
        setReadOnly(false);
        replaceText(text);
        m_document->setModified(false); // of a restored text each change makes it so
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

// Worked out on another thread; of what is typed meanwhile nothing is lost, it is worked out again.
void CodeEditor::convertLineEnds(LineEnd end)
{
    if (!m_document || isReadOnly()) return;
    const TextSnapshot before = snapshot();
    inBackground([text = before.text, end] {
        return withLineEnds(text, end);
    }).then(this, [this, end, revision = before.revision](const QByteArray &text) {
        if (!m_document || isReadOnly()) return;
        if (revision != m_revision) return convertLineEnds(end);
        TextFormat format = m_document->format();
        format.lineEnd = end;
        format.mixedLineEnds = false;
        format.hasLoneCr = end == LineEnd::Cr;
        const TextPlace caret = caretPlace();
        replaceText(text);
        m_marks->setHasLoneCr(format.hasLoneCr);
        m_document->setFormat(format);
        m_document->setModified(true);
        goTo(caret);
    });
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

} // namespace latchkey::editor
