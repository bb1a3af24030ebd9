// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/carets.h"

#include <algorithm>

namespace latchkey::editor {

using S = QsciScintillaBase;

long caretOf(const QsciScintilla &view)
{
    return view.SendScintilla(S::SCI_GETSELECTIONNCARET, view.SendScintilla(S::SCI_GETMAINSELECTION));
}

std::vector<Caret> caretsOf(const CodeEditor &editor)
{
    std::vector<Caret> carets;
    const long count = editor.SendScintilla(S::SCI_GETSELECTIONS);
    for (long i = 0; i < count; ++i)
        carets.push_back(
            {editor.SendScintilla(S::SCI_GETSELECTIONNANCHOR, i), editor.SendScintilla(S::SCI_GETSELECTIONNCARET, i)});
    std::ranges::sort(carets, {}, &Caret::from);
    return carets;
}

size_t mainCaret(const CodeEditor &editor, const std::vector<Caret> &carets)
{
    const auto found = std::ranges::find(carets, caretOf(editor), &Caret::caret);
    return found == carets.end() ? 0 : size_t(found - carets.begin());
}

void setCarets(CodeEditor &editor, const std::vector<Caret> &carets, size_t main)
{
    editor.SendScintilla(S::SCI_SETEMPTYSELECTION, carets.front().caret); // no column any more
    // The others are taken as they are: the next key at a place outside of the text would be the end of the program.
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    for (size_t i = 0; i < carets.size(); ++i)
        editor.SendScintilla(i == 0 ? S::SCI_SETSELECTION : S::SCI_ADDSELECTION,
                             (unsigned long)std::clamp(carets[i].caret, 0L, length),
                             std::clamp(carets[i].anchor, 0L, length));
    editor.SendScintilla(S::SCI_SETMAINSELECTION, main);
    editor.SendScintilla(S::SCI_SCROLLCARET);
    editor.SendScintilla(S::SCI_CHOOSECARETX);
}

void keepInText(CodeEditor &editor)
{
    const std::vector<Caret> carets = caretsOf(editor);
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    const auto isInside = [length](const Caret &caret) { return caret.to() <= length; };
    if (!std::ranges::all_of(carets, isInside)) setCarets(editor, carets, mainCaret(editor, carets));
}

void leaveMainIfEmpty(CodeEditor &editor)
{
    const std::vector<Caret> carets = caretsOf(editor);
    const Caret main = carets[mainCaret(editor, carets)];
    if (carets.size() > 1 && main.isEmpty()) setCarets(editor, {main}, 0);
}

void changeAtCarets(CodeEditor &editor, const std::vector<CaretChange> &changes)
{
    const size_t main = mainCaret(editor, caretsOf(editor));
    {
        const UndoStep step(editor);
        for (auto change = changes.rbegin(); change != changes.rend(); ++change)
            replaceRange(editor, change->from, change->to, change->text);
    }
    std::vector<Caret> after;
    long moved = 0;
    for (const CaretChange &change : changes) {
        after.push_back({change.from + moved + change.anchor, change.from + moved + change.caret});
        moved += long(change.text.size()) - (change.to - change.from);
    }
    setCarets(editor, after, std::min(main, after.size() - 1));
}

std::vector<LineRange> touchedLines(const CodeEditor &editor)
{
    std::vector<LineRange> ranges;
    for (const Caret &caret : caretsOf(editor)) {
        LineRange range{lineOf(editor, caret.from()), lineOf(editor, caret.to())};
        if (range.last > range.first && caret.to() == lineStart(editor, range.last)) --range.last;
        if (!ranges.empty() && range.first <= ranges.back().last + 1)
            ranges.back().last = std::max(ranges.back().last, range.last);
        else ranges.push_back(range);
    }
    return ranges;
}

char charAt(const CodeEditor &editor, long position)
{
    return position < 0 ? '\0' : char(editor.SendScintilla(S::SCI_GETCHARAT, position));
}

long lineOf(const CodeEditor &editor, long position)
{
    return editor.SendScintilla(S::SCI_LINEFROMPOSITION, position);
}

long lineCount(const CodeEditor &editor)
{
    return editor.SendScintilla(S::SCI_GETLINECOUNT);
}

long lineStart(const CodeEditor &editor, long line)
{
    return editor.SendScintilla(S::SCI_POSITIONFROMLINE, line);
}

long lineEnd(const CodeEditor &editor, long line)
{
    return editor.SendScintilla(S::SCI_GETLINEENDPOSITION, line);
}

long lineInk(const CodeEditor &editor, long line)
{
    return editor.SendScintilla(S::SCI_GETLINEINDENTPOSITION, line);
}

QByteArray textOf(const CodeEditor &editor, long from, long to)
{
    const auto *text =
        reinterpret_cast<const char *>(editor.SendScintilla(S::SCI_GETRANGEPOINTER, (unsigned long)from, to - from));
    return text == nullptr ? QByteArray() : QByteArray(text, to - from);
}

QByteArray newLineOf(const CodeEditor &editor)
{
    switch (editor.eolMode()) {
    case QsciScintilla::EolWindows:
        return "\r\n";
    case QsciScintilla::EolMac:
        return "\r";
    case QsciScintilla::EolUnix:
        break;
    }
    return "\n";
}

void replaceRange(CodeEditor &editor, long from, long to, const QByteArray &text)
{
    editor.SendScintilla(S::SCI_SETTARGETRANGE, (unsigned long)from, to);
    editor.SendScintilla(S::SCI_REPLACETARGET, (unsigned long)text.size(), text.constData());
}

} // namespace latchkey::editor
