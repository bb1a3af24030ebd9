// SPDX-License-Identifier: GPL-3.0-or-later
//
// The editor of one text. A QsciScintilla with Latchkey's look and manners, and these parts:
//   Document         the file it shows (document.h); the editor feeds its unsaved marker and takes what it reads
//   SyntaxLexer      colours and folds (syntax_lexer.h)
//   EditorMarks      problems, bolts, breakpoints: what others say about lines and words (editor_marks.h)
//   MarginOverlay    paints the margin from the marks
//   PermissionBarHost a bar between lines (permission_bar_host.h)
//   ScrollTicks      hits and problems beside the scroll bar (scroll_ticks.h)
//   LinkHover        Ctrl and the mouse: names that lead to where they are made (link_hover.h)
//   RecoveryJournal  keeps unsaved text over a crash, when `enableJournal()` was called
// The editor's own code: code_editor.cpp puts it together, editor_look.cpp shows, editor_text.cpp takes text in and
// hands it out, editor_places.cpp knows places and what is said about them, editor_input.cpp takes keys and mouse.
// Every change of the text has a revision number; whoever works on a snapshot elsewhere hands the number back with the
// result, and what belongs to an older text is not taken.
#pragma once

#include "ui/editor/document.h"
#include "ui/editor/editor_marks.h"
#include "ui/editor/editor_options.h"
#include "ui/editor/recovery_journal.h"

#include <QHash>
#include <QPointer>
#include <QUrl>
#include <Qsci/qsciscintilla.h>

#include <functional>
#include <memory>
#include <optional>

namespace latchkey::editor {

class MarginOverlay;
class Minimap;
class PermissionBarHost;
class ScrollTicks;
class SyntaxLexer;

/// The text at one moment.
struct TextSnapshot {
    QByteArray text; ///< UTF-8, shared, not copied
    quint64 revision = 0;
};

/// Above this size each change told by Scintilla costs milliseconds: QScintilla counts the characters from the start of
/// the text for it, for screen readers. Such texts are edited lean: changes are learned from their announcements, and
/// the editor shows assistive tools its name, not its text.
inline constexpr qsizetype kLeanText = 500'000;

/// Free pixels above the first line.
inline constexpr int kEditorTop = 6;

class CodeEditor : public QsciScintilla
{
    Q_OBJECT

public:
    explicit CodeEditor(QWidget *parent = nullptr);
    ~CodeEditor() override;

    /// Shows a document, which must outlive the editor or its next `setDocument`. What it reads is shown from then on.
    void setDocument(Document *document);
    [[nodiscard]] Document *document() const { return m_document; }
    /// Saves the present text to its file; without a file there is nothing to do, see saveDocumentAs().
    void saveDocument(Overwrite overwrite = Overwrite::No);
    void saveDocumentAs(const QString &path, Overwrite overwrite);

    /// Counts changes of the text.
    [[nodiscard]] quint64 revision() const { return m_revision; }
    /// The text as it is now; copied out of the editor once per revision, then shared.
    [[nodiscard]] TextSnapshot snapshot() const;
    [[nodiscard]] QByteArray utf8() const { return snapshot().text; }
    /// Replaces the text as one step that can be undone, changing no more than what differs.
    void replaceText(const QByteArray &text);
    /// Gives all lines ends of one kind, as one step that can be undone; answers by the document's `formatChanged`.
    void convertLineEnds(LineEnd end);
    /// Shows a text that is not read from a file (a new one, a template): not modified, nothing to undo.
    void setInitialText(const QByteArray &text);
    /// Shows a text restored after a crash, unsaved, and goes on with its journal.
    void restore(const RecoveredText &recovered);
    /// See kLeanText.
    [[nodiscard]] bool isLean() const { return m_lean; }
    /// A large text is still being taken up in pieces.
    [[nodiscard]] bool isLoading() const { return !m_toLoad.isEmpty(); }

    /// Keeps unsaved text in `folder` from now on.
    void enableJournal(const QString &folder);
    /// Keeps it no longer, and forgets what was kept.
    void disableJournal();
    [[nodiscard]] RecoveryJournal *journal() const { return m_journal.get(); }

    // Places, lines and columns from 1, columns in code points.
    [[nodiscard]] TextPlace caretPlace() const;
    /// The text of its line, for reading aloud; of a very long one what is around the caret.
    [[nodiscard]] QString caretLine() const;
    [[nodiscard]] TextRange selectionRange() const;
    [[nodiscard]] QByteArray selectedUtf8() const;
    /// Moves the caret there, opens folds around it and shows it in the middle of the view.
    void goTo(const TextPlace &place);
    void select(const TextRange &range);

    // What others say about the text. The ones with a revision are dropped, and false returned, if the text has
    // changed since.
    bool setDiagnostics(quint64 revision, const QList<EditorDiagnostic> &diagnostics);
    bool setCapabilityCalls(quint64 revision, const QList<TextRange> &calls);
    void setBolts(const QList<EditorBolt> &bolts);
    void setBreakpoints(const QList<int> &enabled, const QList<int> &disabled = {});
    /// The line a run is paused at, 0 for none.
    void setPausedLine(int line);
    /// The line where a run waits for the user, 0 for none.
    void setWaitingLine(int line);
    void setStoppedLine(int line);
    /// The lines where functions begin that can be called by themselves.
    void setCallableLines(const QList<int> &lines);
    /// Shows an error of a run below its line; empty takes it away. Goes by itself when the text there is edited.
    void setRunError(int line, const QString &message);
    /// Values shown behind the ends of lines, by line from 1.
    void setInlineValues(const QHash<int, QString> &values);
    [[nodiscard]] const QHash<int, QString> &inlineValues() const { return m_inlineValues; }
    [[nodiscard]] EditorMarks &marks() const { return *m_marks; }
    [[nodiscard]] PermissionBarHost &permissionBars() const { return *m_bars; }
    [[nodiscard]] ScrollTicks &scrollTicks() const { return *m_ticks; }
    [[nodiscard]] SyntaxLexer *syntaxLexer() const { return m_lexer; }
    /// Next or previous problem from the caret, round the ends.
    void goToProblem(bool forward);

    /// The door line, in pixels from the viewport's left edge.
    [[nodiscard]] int doorX() const;
    void setOptions(const EditorOptions &options);
    /// Makes it a field for code inside a pane, for good: no margin, no ground under the caret's line, the font of
    /// panes, lines that wrap.
    void becomeField();
    void setSoftWrap(bool on);
    [[nodiscard]] bool softWrap() const { return m_softWrap; }
    /// Whether spaces and tabs are drawn.
    void setShowsSpaces(bool on);
    /// The whole text, small, at the right; made when first wanted (minimap.h).
    void setShowsMinimap(bool on);
    /// None while it is off.
    [[nodiscard]] Minimap *minimap() const { return m_minimap; }
    /// Lines from 1. Those beyond the end are left out.
    [[nodiscard]] QList<int> bookmarks() const;
    void setBookmarks(const QList<int> &lines);
    /// Next or previous bookmark from the caret, round the ends.
    void goToBookmark(bool forward);
    /// Typing an opening bracket or quote also types the closing one.
    void setClosesBrackets(bool on) { m_closesBrackets = on; }

public slots:
    /// Without a selection the whole line; pasted it stands above the caret's line.
    void cut() override;
    void copy() override;
    void paste() override;
    void toggleComment();
    void duplicateLines();
    void duplicateLinesUp();
    void duplicateSelection();
    void moveLinesUp();
    void moveLinesDown();
    void deleteLines();
    void joinLines();
    void selectLines();
    void indentLines();
    void unindentLines();
    // Of the selected lines, or of the whole text; worked out on another thread.
    void sortLines();
    void removeRepeatedLines();
    void indentWithTabs();
    void indentWithSpaces();
    void upperCase();
    void lowerCase();
    void addCaretAbove();
    void addCaretBelow();
    /// Selects the word, then each further place it occurs at.
    void addNextOccurrence();
    void selectAllOccurrences();
    void toggleFoldAtCaret();
    void foldEverything();
    void unfoldEverything();
    void goToMatchingBracket();
    void toggleBookmark();
    void removeTrailingSpaces();

signals:
    /// The text is another one now.
    void edited(quint64 revision);
    /// A document's text is all in the editor.
    void loaded();
    void caretMoved(const latchkey::editor::TextPlace &place);
    /// Esc had nothing to close in the editor.
    void escapePressed();
    /// Ctrl+Tab, when no action of the window took it: the focus moves on.
    void leaving(bool backwards);
    void filesDropped(const QList<QUrl> &files);
    /// A click on marks or numbers: a breakpoint is wanted or not wanted any more.
    void marginClicked(int line);
    /// A click on the mark of a problem: what can mend it is wanted. The caret is in that line.
    void fixesRequested();
    /// A click on the mark of a function: it is to be called. The caret is in that line.
    void callRequested();
    /// Where the name at the caret is made is wanted.
    void definitionRequested();
    /// The menu of the text is wanted, at `global`.
    void menuRequested(const QPoint &global);
    /// The pointer rests on a word; help may be shown at `global`.
    void hovered(const latchkey::editor::TextPlace &place, const QPoint &global);
    void bookmarksChanged();
    /// Colours, fonts or zoom are others now.
    void lookChanged();
    void journalFailed(const QString &message);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void setUpScintilla();
    void setUpKeys();
    void showControlCharacters();
    void refreshLook();
    void refreshGround();
    void layOutMargin();
    void layOutMinimap();
    void chooseLexer();
    void setLean(bool lean);
    void onModified(int position, int kind, const char *text, int length, int linesAdded);
    void tellEdited();
    void settle();
    void onUpdateUi(int what);
    void onMarginClick(int position, int margin);
    void onDwell(int position, int x, int y);
    void takeText(const QByteArray &text);
    void beginLoading(const QByteArray &text);
    void loadPiece();
    void loadAside(const QByteArray &text);
    void endLoading();
    void finishLoading();
    void onSaved(quint64 revision);
    void announceSave();
    void journalWhole();
    [[nodiscard]] JournalInfo journalInfo() const;
    void applyLineEnd();
    void detectIndentation(const QByteArray &text);
    void tidyForSave();
    bool handleEscape();
    void changeLines(const std::function<QByteArray(const QByteArray &)> &change);
    void leave(bool backwards);

    QPointer<Document> m_document;
    SyntaxLexer *m_lexer = nullptr;
    EditorMarks *m_marks;
    MarginOverlay *m_margin;
    Minimap *m_minimap = nullptr;
    PermissionBarHost *m_bars;
    ScrollTicks *m_ticks;
    std::unique_ptr<RecoveryJournal> m_journal;
    quint64 m_revision = 1;
    mutable QByteArray m_cache; ///< the text at m_cacheRevision
    mutable quint64 m_cacheRevision = 0;
    QByteArray m_whole;  ///< of a text shown cut or still coming in: what a save would write
    QByteArray m_toLoad; ///< what is still to be taken up
    qsizetype m_loadedTo = 0;
    bool m_lean = false;
    long m_announcedAt = -1; ///< of an insertion that was announced and has happened by now
    long m_announcedLength = 0;
    bool m_editedPending = false; ///< `edited` is on its way
    bool m_quiet = false;         ///< changes now are loading, not edits
    bool m_everLoaded = false;
    bool m_cleanKnown = true; ///< Scintilla's save point stands for what is on disk
    EditorOptions m_options;
    bool m_isField = false;
    bool m_softWrap = false;
    bool m_closesBrackets = true;
    QHash<int, QString> m_inlineValues;
    std::pair<long, long> m_wordOccurrence{-1, -1}; ///< the word addNextOccurrence() began at
    std::optional<QPoint> m_altPress; ///< Alt and a button are held there, and it is not known yet for what
};

} // namespace latchkey::editor
