// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/line_commands.h"

#include "ui/editor/syntax_lexer.h"

#include <QClipboard>
#include <QCollator>
#include <QGuiApplication>
#include <QMimeData>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::editor::commands {

namespace {

using S = QsciScintillaBase;

const QString &linesMime()
{
    static const QString kType = u"application/x-latchkey-lines"_s;
    return kType;
}

bool isBlank(const CodeEditor &editor, long line)
{
    return lineInk(editor, line) == lineEnd(editor, line);
}

template<typename Visit>
void eachLine(const std::vector<LineRange> &ranges, Visit visit)
{
    for (const LineRange &range : ranges)
        for (long line = range.first; line <= range.last; ++line) visit(line);
}

// Which of the ranges `caret` is in.
size_t rangeOf(const CodeEditor &editor, const std::vector<LineRange> &ranges, const Caret &caret)
{
    const auto next = std::ranges::upper_bound(ranges, lineOf(editor, caret.from()), {}, &LineRange::first);
    return size_t(std::max<ptrdiff_t>(0, next - ranges.begin() - 1));
}

Caret movedBy(const Caret &caret, long by, long length)
{
    return {std::clamp(caret.anchor + by, 0L, length), std::clamp(caret.caret + by, 0L, length)};
}

// How carets move when marks come into lines or go: those behind, and those at the place unless whole lines are
// selected from there.
void shift(std::vector<Caret> &carets, long at, long removed, long added)
{
    for (Caret &caret : carets) {
        const bool startsHere = !caret.isEmpty() && caret.from() == at;
        long &first = caret.anchor < caret.caret ? caret.anchor : caret.caret;
        for (long *place : {&caret.anchor, &caret.caret})
            if (*place >= at && !(startsHere && place == &first)) *place = std::max(at, *place - removed) + added;
    }
}

} // namespace

void toggleComment(CodeEditor &editor, const QString &marker)
{
    if (marker.isEmpty()) return;
    const QByteArray mark = marker.toUtf8();
    const std::vector<LineRange> ranges = touchedLines(editor);
    const bool single = ranges.size() == 1 && ranges.front().first == ranges.front().last;
    const auto isLeftOut = [&](long line) { return !single && isBlank(editor, line); };
    bool all = true;
    long column = -1; // of the comment marks: the least indented line's
    eachLine(ranges, [&](long line) {
        if (isLeftOut(line)) return;
        const long ink = lineInk(editor, line), own = ink - lineStart(editor, line);
        all = all && textOf(editor, ink, lineEnd(editor, line)).startsWith(mark);
        column = column < 0 ? own : std::min(column, own);
    });
    if (column < 0) return;
    std::vector<Caret> carets = caretsOf(editor);
    const size_t main = mainCaret(editor, carets);
    {
        const UndoStep step(editor);
        for (auto range = ranges.rbegin(); range != ranges.rend(); ++range)
            for (long line = range->last; line >= range->first; --line) {
                if (isLeftOut(line)) continue;
                const long at = all ? lineInk(editor, line) : lineStart(editor, line) + column;
                const long removed = all ? long(mark.size()) + (charAt(editor, at + mark.size()) == ' ' ? 1 : 0) : 0;
                const QByteArray added = all ? QByteArray() : mark + ' ';
                replaceRange(editor, at, at + removed, added);
                shift(carets, at, removed, long(added.size()));
            }
    }
    setCarets(editor, carets, main);
}

namespace {

// The line beside the block goes to its other side; the block itself stays what it is, with all its marks.
void moveBlock(CodeEditor &editor, const LineRange &block, int direction)
{
    const long other = direction < 0 ? block.first - 1 : block.last + 1, lines = block.last - block.first + 1;
    std::vector<unsigned> marks;
    for (long line = block.first; line <= block.last; ++line)
        marks.push_back(unsigned(editor.SendScintilla(S::SCI_MARKERGET, line)));
    const auto others = unsigned(editor.SendScintilla(S::SCI_MARKERGET, other));
    const QByteArray beside = textOf(editor, lineStart(editor, other), lineEnd(editor, other));
    const long upper = std::min(other, block.last);
    const QByteArray end = textOf(editor, lineEnd(editor, upper), lineStart(editor, upper + 1));
    const long from = lineStart(editor, block.first), to = lineEnd(editor, block.last);
    if (direction < 0) {
        replaceRange(editor, to, to, end + beside);
        replaceRange(editor, lineStart(editor, other), from, {});
    } else {
        replaceRange(editor, to, lineEnd(editor, other), {});
        replaceRange(editor, from, from, beside + end);
    }
    const auto mark = [&](long line, unsigned bits) {
        editor.SendScintilla(S::SCI_MARKERDELETE, (unsigned long)line, -1L);
        editor.SendScintilla(S::SCI_MARKERADDSET, (unsigned long)line, long(bits));
    };
    for (long i = 0; i < lines; ++i) mark(block.first + direction + i, marks[size_t(i)]);
    mark(direction < 0 ? block.last : block.first, others);
}

} // namespace

void moveLines(CodeEditor &editor, int direction)
{
    const std::vector<LineRange> ranges = touchedLines(editor);
    if (direction < 0 ? ranges.front().first == 0 : ranges.back().last + 1 >= lineCount(editor)) return;
    std::vector<Caret> carets = caretsOf(editor);
    const size_t main = mainCaret(editor, carets);
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    for (Caret &caret : carets) {
        const LineRange &block = ranges[rangeOf(editor, ranges, caret)];
        const long start = lineStart(editor, block.first), end = lineEnd(editor, block.last);
        const long by =
            direction < 0 ? lineStart(editor, block.first - 1) - start : lineEnd(editor, block.last + 1) - end;
        caret = movedBy(caret, by, length);
    }
    {
        const UndoStep step(editor);
        for (const LineRange &range : ranges) moveBlock(editor, range, direction);
    }
    setCarets(editor, carets, main);
}

void duplicateLines(CodeEditor &editor, int direction)
{
    std::vector<Caret> carets = caretsOf(editor);
    const size_t main = mainCaret(editor, carets);
    const std::vector<LineRange> ranges = touchedLines(editor);
    std::vector<QByteArray> copies;
    for (const LineRange &range : ranges)
        copies.push_back(newLineOf(editor) +
                         textOf(editor, lineStart(editor, range.first), lineEnd(editor, range.last)));
    for (Caret &caret : carets) {
        const size_t its = rangeOf(editor, ranges, caret);
        long by = 0;
        for (size_t i = 0; i < its + (direction > 0 ? 1 : 0); ++i) by += long(copies[i].size());
        caret = {caret.anchor + by, caret.caret + by};
    }
    {
        const UndoStep step(editor);
        for (size_t i = ranges.size(); i-- > 0;) {
            const long end = lineEnd(editor, ranges[i].last);
            replaceRange(editor, end, end, copies[i]);
        }
    }
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    for (Caret &caret : carets) caret = movedBy(caret, 0, length);
    setCarets(editor, carets, main);
}

void deleteLines(CodeEditor &editor)
{
    const std::vector<LineRange> ranges = touchedLines(editor);
    const UndoStep step(editor);
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
        const bool last = range->last + 1 >= lineCount(editor);
        const long from =
            last && range->first > 0 ? lineEnd(editor, range->first - 1) : lineStart(editor, range->first);
        const long to = last ? editor.SendScintilla(S::SCI_GETLENGTH) : lineStart(editor, range->last + 1);
        editor.SendScintilla(S::SCI_DELETERANGE, (unsigned long)from, to - from);
    }
}

void indentLines(CodeEditor &editor, int direction)
{
    const long step = editor.indentationWidth();
    const UndoStep undo(editor);
    eachLine(touchedLines(editor), [&](long line) {
        if (isBlank(editor, line) && direction > 0 && touchedLines(editor).front().first != line) return;
        const long now = editor.SendScintilla(S::SCI_GETLINEINDENTATION, line);
        // To the next whole step, as Tab does.
        const long wanted = direction > 0 ? now / step * step + step : std::max(0L, (now - 1) / step * step);
        editor.SendScintilla(S::SCI_SETLINEINDENTATION, (unsigned long)line, now == 0 && direction < 0 ? 0 : wanted);
    });
}

void joinLines(CodeEditor &editor)
{
    const std::vector<LineRange> ranges = touchedLines(editor);
    const UndoStep step(editor);
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
        const long last = std::min(lineCount(editor) - 1, std::max(range->last, range->first + 1));
        for (long line = last; line > range->first; --line) {
            const long before = lineEnd(editor, line - 1), ink = lineInk(editor, line);
            long from = before; // the joint is one space, whatever stood there
            while (from > lineStart(editor, line - 1) && std::isspace(uchar(charAt(editor, from - 1))) != 0) --from;
            const bool wasBlank = from == lineStart(editor, line - 1);
            const bool space = ink < lineEnd(editor, line) && !wasBlank;
            replaceRange(editor, wasBlank ? before : from, ink, space ? " " : "");
        }
    }
}

void selectLines(CodeEditor &editor)
{
    std::vector<Caret> selected;
    for (const LineRange &range : touchedLines(editor)) {
        const long from = lineStart(editor, range.first);
        long line = range.last + 1;
        const auto end = [&] {
            return line < lineCount(editor) ? lineStart(editor, line) : editor.SendScintilla(S::SCI_GETLENGTH);
        };
        for (const Caret &caret : caretsOf(editor))
            if (caret.from() == from && caret.to() == end() && !caret.isEmpty()) ++line; // again: one more
        selected.push_back({from, end()});
    }
    setCarets(editor, selected, selected.size() - 1);
}

// ---- lines as texts ---------------------------------------------------------------------------------------------

LineRange selectedOrAllLines(const CodeEditor &editor)
{
    const std::vector<LineRange> touched = touchedLines(editor);
    if (touched.front().first < touched.back().last) return {touched.front().first, touched.back().last};
    long last = lineCount(editor) - 1;
    if (last > 0 && lineStart(editor, last) == lineEnd(editor, last)) --last; // behind the last line end
    return {0, last};
}

namespace {

// Lines without their ends, and what ends them.
struct SplitLines {
    QList<QByteArrayView> lines;
    QByteArray end;
};

SplitLines splitLines(QByteArrayView text)
{
    SplitLines split;
    split.end = text.contains("\r\n") ? "\r\n" : text.contains('\n') || !text.contains('\r') ? "\n" : "\r";
    for (qsizetype at = 0;;) {
        const qsizetype end = text.indexOf(split.end, at);
        split.lines << text.sliced(at, (end < 0 ? text.size() : end) - at);
        if (end < 0) return split;
        at = end + split.end.size();
    }
}

QByteArray joined(const QList<QByteArrayView> &lines, const QByteArray &end, qsizetype size)
{
    QByteArray text;
    text.reserve(size);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0) text += end;
        text += lines[i];
    }
    return text;
}

} // namespace

QByteArray sortedLines(const QByteArray &lines)
{
    const SplitLines split = splitLines(lines);
    const QCollator collator;
    std::vector<std::pair<QCollatorSortKey, QByteArrayView>> keyed;
    for (const QByteArrayView line : split.lines) keyed.emplace_back(collator.sortKey(QString::fromUtf8(line)), line);
    std::ranges::stable_sort(keyed, [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<QByteArrayView> sorted;
    for (const auto &[key, line] : keyed) sorted << line;
    return joined(sorted, split.end, lines.size());
}

QByteArray withoutRepeatedLines(const QByteArray &lines)
{
    const SplitLines split = splitLines(lines);
    QSet<QByteArrayView> seen;
    QList<QByteArrayView> kept;
    for (const QByteArrayView line : split.lines)
        if (const qsizetype before = seen.size(); (seen.insert(line), seen.size() > before)) kept << line;
    return joined(kept, split.end, lines.size());
}

QByteArray indentedWith(const QByteArray &lines, bool tabs, int width)
{
    QByteArray text;
    text.reserve(lines.size());
    for (qsizetype at = 0; at < lines.size();) {
        int columns = 0;
        for (; at < lines.size() && (lines[at] == ' ' || lines[at] == '\t'); ++at)
            columns = lines[at] == '\t' ? columns / width * width + width : columns + 1;
        if (tabs) text += QByteArray(columns / width, '\t') + QByteArray(columns % width, ' ');
        else text += QByteArray(columns, ' ');
        const qsizetype end = lines.indexOf('\n', at);
        const qsizetype next = end < 0 ? lines.size() : end + 1;
        text += QByteArrayView(lines).sliced(at, next - at);
        at = next;
    }
    return text;
}

// ---- the clipboard ----------------------------------------------------------------------------------------------

void copyLines(const CodeEditor &editor)
{
    QByteArray text;
    for (const LineRange &range : touchedLines(editor))
        text += textOf(editor, lineStart(editor, range.first), lineEnd(editor, range.last)) + newLineOf(editor);
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(text));
    data->setData(linesMime(), "1");
    QGuiApplication::clipboard()->setMimeData(data);
}

bool holdsLines(const QMimeData *data)
{
    return data != nullptr && data->hasFormat(linesMime());
}

void pasteLines(CodeEditor &editor, const QMimeData *data)
{
    QByteArray text = data->text().toUtf8().replace("\r\n", "\n").replace('\r', '\n');
    text.replace("\n", newLineOf(editor));
    std::vector<Caret> carets = caretsOf(editor);
    const size_t main = mainCaret(editor, carets);
    {
        const UndoStep step(editor);
        long lastLine = -1, moved = 0;
        for (Caret &caret : carets) {
            const long line = lineOf(editor, caret.caret + moved);
            const long start = lineStart(editor, line);
            if (std::exchange(lastLine, line) != line) { // two carets of one line paste once
                replaceRange(editor, start, start, text);
                moved += long(text.size());
                lastLine = lineOf(editor, caret.caret + moved);
            }
            caret = {caret.anchor + moved, caret.caret + moved};
        }
    }
    setCarets(editor, carets, main);
}

// ---- ends of lines ----------------------------------------------------------------------------------------------

void trimLines(CodeEditor &editor)
{
    editor.SendScintilla(S::SCI_COLOURISE, (unsigned long)editor.SendScintilla(S::SCI_GETENDSTYLED),
                         editor.SendScintilla(S::SCI_GETLENGTH));
    const long inString = editor.syntaxLexer()->styleNamed(u"String"_s);
    const UndoStep step(editor);
    for (long line = lineCount(editor) - 1; line >= 0; --line) {
        const long end = lineEnd(editor, line);
        long from = end;
        while (from > lineStart(editor, line) && (charAt(editor, from - 1) == ' ' || charAt(editor, from - 1) == '\t'))
            --from;
        // A string over several lines keeps what is in it.
        if (from == end || (editor.SendScintilla(S::SCI_GETSTYLEAT, from) & 0xFF) == inString) continue;
        editor.SendScintilla(S::SCI_DELETERANGE, (unsigned long)from, end - from);
    }
}

void removeTrailingSpaces(CodeEditor &editor)
{
    const UndoStep step(editor);
    trimLines(editor);
    endWithNewLine(editor);
}

void endWithNewLine(CodeEditor &editor)
{
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    if (length > 0 && charAt(editor, length - 1) != '\n' && charAt(editor, length - 1) != '\r')
        editor.SendScintilla(S::SCI_INSERTTEXT, (unsigned long)length, newLineOf(editor).constData());
}

} // namespace latchkey::editor::commands
