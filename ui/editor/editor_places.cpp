// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places in the text, and what others say about them: problems, bolts, bookmarks, errors of runs.
#include "ui/editor/code_editor.h"

#include "ui/editor/carets.h"
#include "ui/editor/margin_overlay.h"
#include "ui/editor/scroll_ticks.h"

#include <QAccessible>
#include <QToolTip>

#include <algorithm>

namespace latchkey::editor {

TextPlace CodeEditor::caretPlace() const
{
    return m_marks->placeAt(caretOf(*this));
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

bool CodeEditor::setDiagnostics(quint64 revision, const QList<EditorDiagnostic> &diagnostics)
{
    if (revision != m_revision) return false;
    m_marks->setDiagnostics(diagnostics);
    m_ticks->update();
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

void CodeEditor::setCallableLines(const QList<int> &lines)
{
    if (m_marks->lines(Mark::Callable) == lines) return; // asked after each pause in typing
    m_marks->setLines(Mark::Callable, lines);
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

void CodeEditor::onUpdateUi(int what)
{
    m_margin->updateIfMoved();
    refreshGround();
    if ((what & SC_UPDATE_SELECTION) == 0) return;
    keepInText(*this);
    emit caretMoved(caretPlace());
    if (isLean()) {
        QAccessibleValueChangeEvent event(this, caretLine());
        QAccessible::updateAccessibility(&event);
    }
}

QString CodeEditor::caretLine() const
{
    constexpr long kMost = 4096; // of a line that has no end
    const long at = caretOf(*this);
    const long line = SendScintilla(SCI_LINEFROMPOSITION, at);
    const long start = std::max(SendScintilla(SCI_POSITIONFROMLINE, line), at - kMost / 2);
    const long end = std::min(SendScintilla(SCI_GETLINEENDPOSITION, line), start + kMost);
    QByteArray text(end - start + 1, '\0');
    SendScintilla(SCI_GETTEXTRANGE, int(start), int(end), text.data());
    return QString::fromUtf8(text.constData(), end - start);
}

void CodeEditor::onMarginClick(int position, int margin)
{
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, position));
    const bool header = (SendScintilla(SCI_GETFOLDLEVEL, line) & SC_FOLDLEVELHEADERFLAG) != 0;
    constexpr unsigned kProblem = bitOf(Mark::Error) | bitOf(Mark::Warning) | bitOf(Mark::Hint);
    constexpr unsigned kShownFirst = bitOf(Mark::BoltAsks) - 1; // those whose icon hides the call's
    const auto marks = unsigned(SendScintilla(SCI_MARKERGET, line));
    if (margin == 0 && (marks & kProblem) != 0) {
        SendScintilla(SCI_GOTOLINE, line);
        emit fixesRequested();
    } else if (margin == 0 && (marks & bitOf(Mark::Callable)) != 0 && (marks & kShownFirst) == 0) {
        SendScintilla(SCI_GOTOLINE, line);
        emit callRequested();
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

void CodeEditor::toggleBookmark()
{
    const long line = SendScintilla(SCI_LINEFROMPOSITION, caretOf(*this));
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
    const long here = SendScintilla(SCI_LINEFROMPOSITION, caretOf(*this));
    const unsigned message = forward ? SCI_MARKERNEXT : SCI_MARKERPREVIOUS;
    const long mask = long(bitOf(Mark::Bookmark));
    long line = SendScintilla(message, (unsigned long)(forward ? here + 1 : here - 1), mask);
    if (line < 0 || here + (forward ? 1 : -1) < 0)
        line = SendScintilla(message, (unsigned long)(forward ? 0 : lines), mask);
    if (line >= 0) goTo({int(line) + 1, 1});
}

} // namespace latchkey::editor
