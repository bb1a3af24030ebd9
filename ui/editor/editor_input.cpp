// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys, mouse and drops, and the commands they stand for. What changes text is in editing_commands.cpp and
// line_commands.cpp.
#include "ui/editor/code_editor.h"

#include "ui/editor/background.h"
#include "ui/editor/carets.h"
#include "ui/editor/editing_commands.h"
#include "ui/editor/line_commands.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/syntax_lexer.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <Qsci/qscicommandset.h>

#include <algorithm>
#include <array>

namespace latchkey::editor {

namespace {

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

} // namespace

void CodeEditor::setUpKeys()
{
    for (QsciCommand *command : standardCommands()->commands()) {
        if (command->command() == QsciCommand::Newline) command->setAlternateKey(0); // Shift+Return runs a statement
        if (std::ranges::find(kKeptCommands, command->command()) != kKeptCommands.end()) continue;
        command->setKey(0);
        command->setAlternateKey(0);
    }
}

bool CodeEditor::handleEscape()
{
    if (SendScintilla(SCI_AUTOCACTIVE) != 0 || SendScintilla(SCI_CALLTIPACTIVE) != 0) return false;
    if (SendScintilla(SCI_GETSELECTIONS) > 1) {
        const std::vector<Caret> carets = caretsOf(*this);
        setCarets(*this, {carets[mainCaret(*this, carets)]}, 0);
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
    keepInText(*this);
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
    if (event->buttons() != Qt::NoButton) keepInText(*this);
}

void CodeEditor::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_altPress) {
        QsciScintilla::mouseReleaseEvent(event);
        return keepInText(*this);
    }
    const QPoint place = *std::exchange(m_altPress, std::nullopt);
    commands::toggleCaret(*this, SendScintilla(SCI_POSITIONFROMPOINT, (unsigned long)place.x(), long(place.y())));
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

// At the pointer; by the key at the caret. A click beside the selection takes the caret along.
void CodeEditor::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const long caret = caretOf(*this);
        SendScintilla(SCI_SCROLLCARET);
        const QPoint place(int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, caret)),
                           int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, caret) + SendScintilla(SCI_TEXTHEIGHT)));
        return emit menuRequested(viewport()->mapToGlobal(place));
    }
    const QPoint place = viewport()->mapFromGlobal(event->globalPos());
    const long at = SendScintilla(SCI_POSITIONFROMPOINT, (unsigned long)place.x(), long(place.y()));
    const bool selected = at >= SendScintilla(SCI_GETSELECTIONSTART) && at < SendScintilla(SCI_GETSELECTIONEND);
    if (!selected) SendScintilla(SCI_SETEMPTYSELECTION, at);
    emit menuRequested(event->globalPos());
}

// ---- commands ---------------------------------------------------------------------------------------------------

void CodeEditor::cut()
{
    if (SendScintilla(SCI_GETSELECTIONEMPTY) == 0) return QsciScintilla::cut();
    commands::copyLines(*this);
    if (!isReadOnly()) commands::deleteLines(*this);
}

void CodeEditor::copy()
{
    if (SendScintilla(SCI_GETSELECTIONEMPTY) == 0) QsciScintilla::copy();
    else commands::copyLines(*this);
}

void CodeEditor::paste()
{
    const QMimeData *held = QApplication::clipboard()->mimeData();
    const bool lines = commands::holdsLines(held) && SendScintilla(SCI_GETSELECTIONEMPTY) != 0;
    if (!lines) QsciScintilla::paste();
    else if (!isReadOnly()) commands::pasteLines(*this, held);
}

void CodeEditor::toggleComment()
{
    if (!isReadOnly()) commands::toggleComment(*this, m_lexer->commentMarker());
}

void CodeEditor::duplicateLines()
{
    if (!isReadOnly()) commands::duplicateLines(*this, 1);
}

void CodeEditor::duplicateLinesUp()
{
    if (!isReadOnly()) commands::duplicateLines(*this, -1);
}

void CodeEditor::duplicateSelection()
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

void CodeEditor::selectLines()
{
    commands::selectLines(*this);
}

void CodeEditor::indentLines()
{
    if (!isReadOnly()) commands::indentLines(*this, 1);
}

void CodeEditor::unindentLines()
{
    if (!isReadOnly()) commands::indentLines(*this, -1);
}

// Of what was typed meanwhile nothing is lost: the change is of the text as it was, or is not made.
void CodeEditor::changeLines(const std::function<QByteArray(const QByteArray &)> &change)
{
    if (isReadOnly()) return;
    const LineRange lines = commands::selectedOrAllLines(*this);
    const long from = lineStart(*this, lines.first), to = lineEnd(*this, lines.last);
    const QByteArray before = textOf(*this, from, to);
    inBackground([change, before] {
        return change(before);
    }).then(this, [this, from, to, before, revision = m_revision](const QByteArray &after) {
        if (revision != m_revision || after == before) return;
        const bool selected = SendScintilla(SCI_GETSELECTIONEMPTY) == 0;
        replaceRange(*this, from, to, after);
        if (selected) SendScintilla(SCI_SETSEL, (unsigned long)from, from + long(after.size()));
    });
}

void CodeEditor::sortLines()
{
    changeLines(commands::sortedLines);
}

void CodeEditor::removeRepeatedLines()
{
    changeLines(commands::withoutRepeatedLines);
}

void CodeEditor::indentWithTabs()
{
    changeLines([width = tabWidth()](const QByteArray &lines) { return commands::indentedWith(lines, true, width); });
    setIndentationsUseTabs(true);
}

void CodeEditor::indentWithSpaces()
{
    changeLines([width = tabWidth()](const QByteArray &lines) { return commands::indentedWith(lines, false, width); });
    setIndentationsUseTabs(false);
}

void CodeEditor::upperCase()
{
    if (!isReadOnly()) commands::changeCase(*this, commands::LetterCase::Upper);
}

void CodeEditor::lowerCase()
{
    if (!isReadOnly()) commands::changeCase(*this, commands::LetterCase::Lower);
}

void CodeEditor::selectAllOccurrences()
{
    commands::selectAllOccurrences(*this);
}

void CodeEditor::addCaretAbove()
{
    commands::addCaret(*this, -1);
}

void CodeEditor::addCaretBelow()
{
    commands::addCaret(*this, 1);
}

// Begun at a word it goes on with whole words; of letters that were selected it takes any.
void CodeEditor::addNextOccurrence()
{
    leaveMainIfEmpty(*this);
    const bool empty = SendScintilla(SCI_GETSELECTIONEMPTY) != 0;
    const std::pair here(SendScintilla(SCI_GETSELECTIONSTART), SendScintilla(SCI_GETSELECTIONEND));
    if (!empty && SendScintilla(SCI_GETSELECTIONS) == 1 && here != m_wordOccurrence) m_wordOccurrence = {-1, -1};
    const bool words = !empty && m_wordOccurrence.first >= 0;
    SendScintilla(SCI_TARGETWHOLEDOCUMENT);
    SendScintilla(SCI_SETSEARCHFLAGS, int(SCFIND_MATCHCASE) | (words ? int(SCFIND_WHOLEWORD) : 0));
    SendScintilla(SCI_MULTIPLESELECTADDNEXT);
    if (empty) m_wordOccurrence = {SendScintilla(SCI_GETSELECTIONSTART), SendScintilla(SCI_GETSELECTIONEND)};
    SendScintilla(SCI_SCROLLCARET);
}

void CodeEditor::toggleFoldAtCaret()
{
    const long line = SendScintilla(SCI_LINEFROMPOSITION, caretOf(*this));
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

void CodeEditor::removeTrailingSpaces()
{
    if (!isReadOnly()) commands::removeTrailingSpaces(*this);
}

void CodeEditor::goToMatchingBracket()
{
    moveToMatchingBrace();
}

} // namespace latchkey::editor
