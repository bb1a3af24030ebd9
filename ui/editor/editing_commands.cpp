// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editing_commands.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/syntax_lexer.h"

#include <algorithm>
#include <cctype>

namespace latchkey::editor::commands {

namespace {

using S = QsciScintillaBase;

// One step to undo, however many changes.
class UndoStep
{
public:
    explicit UndoStep(CodeEditor &editor)
        : m_editor(editor)
    {
        m_editor.SendScintilla(S::SCI_BEGINUNDOACTION);
    }
    ~UndoStep() { m_editor.SendScintilla(S::SCI_ENDUNDOACTION); }
    UndoStep(const UndoStep &) = delete;
    UndoStep &operator=(const UndoStep &) = delete;

private:
    CodeEditor &m_editor;
};

char at(const CodeEditor &editor, long position)
{
    return position < 0 ? '\0' : char(editor.SendScintilla(S::SCI_GETCHARAT, position));
}

long caret(const CodeEditor &editor)
{
    return editor.SendScintilla(S::SCI_GETCURRENTPOS);
}

long lineOf(const CodeEditor &editor, long position)
{
    return editor.SendScintilla(S::SCI_LINEFROMPOSITION, position);
}

long lineStart(const CodeEditor &editor, long line)
{
    return editor.SendScintilla(S::SCI_POSITIONFROMLINE, line);
}

long lineEnd(const CodeEditor &editor, long line)
{
    return editor.SendScintilla(S::SCI_GETLINEENDPOSITION, line);
}

char partnerOf(char opener)
{
    switch (opener) {
    case '(':
        return ')';
    case '[':
        return ']';
    case '{':
        return '}';
    case '"':
    case '\'':
        return opener;
    default:
        return '\0';
    }
}

bool isQuote(char c)
{
    return c == '"' || c == '\'';
}

void styleUpTo(const CodeEditor &editor, long position)
{
    editor.SendScintilla(S::SCI_COLOURISE, (unsigned long)editor.SendScintilla(S::SCI_GETENDSTYLED), position);
}

bool inCode(const CodeEditor &editor, long position)
{
    styleUpTo(editor, position);
    return editor.syntaxLexer()->isCode(int(editor.SendScintilla(S::SCI_GETSTYLEAT, position)) & 0xFF);
}

void insertAtCaret(CodeEditor &editor, const QByteArray &text)
{
    editor.SendScintilla(S::SCI_REPLACESEL, text.constData());
}

QByteArray indentationOf(const CodeEditor &editor, int columns)
{
    if (!editor.indentationsUseTabs()) return QByteArray(columns, ' ');
    return QByteArray(columns / editor.tabWidth(), '\t') + QByteArray(columns % editor.tabWidth(), ' ');
}

QByteArray newLine(const CodeEditor &editor)
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

// The last character that is not a space from `position` back to the start of its line.
char lastInk(const CodeEditor &editor, long position)
{
    const long start = lineStart(editor, lineOf(editor, position));
    for (long p = position - 1; p >= start; --p) {
        if (at(editor, p) != ' ' && at(editor, p) != '\t') return at(editor, p);
    }
    return '\0';
}

struct Lines {
    long first;
    long last;
};

// The lines a selection touches; one that ends at the start of a line does not touch it.
Lines selectedLines(const CodeEditor &editor)
{
    const long from = editor.SendScintilla(S::SCI_GETSELECTIONSTART), to = editor.SendScintilla(S::SCI_GETSELECTIONEND);
    const long first = lineOf(editor, from);
    long last = lineOf(editor, to);
    if (last > first && to == lineStart(editor, last)) --last;
    return {first, last};
}

} // namespace

void breakLine(CodeEditor &editor)
{
    if (editor.SendScintilla(S::SCI_GETSELECTIONS) > 1) {
        editor.SendScintilla(S::SCI_NEWLINE);
        return;
    }
    const UndoStep step(editor);
    insertAtCaret(editor, {});
    const long position = caret(editor);
    const long line = lineOf(editor, position);
    const int indentation = std::min<int>(int(editor.SendScintilla(S::SCI_GETLINEINDENTATION, line)),
                                          int(editor.SendScintilla(S::SCI_GETCOLUMN, position)));
    const char before = lastInk(editor, position);
    const bool opens = partnerOf(before) != '\0' && !isQuote(before);
    const int deeper = indentation + (opens ? editor.indentationWidth() : 0);
    insertAtCaret(editor, newLine(editor) + indentationOf(editor, deeper));
    if (opens && at(editor, position) != '\0' && at(editor, caret(editor)) == partnerOf(before)) {
        const long here = caret(editor);
        insertAtCaret(editor, newLine(editor) + indentationOf(editor, indentation));
        editor.SendScintilla(S::SCI_GOTOPOS, here);
    }
    editor.SendScintilla(S::SCI_SCROLLCARET);
    editor.SendScintilla(S::SCI_CHOOSECARETX);
}

namespace {

bool surround(CodeEditor &editor, char opener)
{
    const long from = editor.SendScintilla(S::SCI_GETSELECTIONSTART), to = editor.SendScintilla(S::SCI_GETSELECTIONEND);
    if (from == to || partnerOf(opener) == '\0') return false;
    const UndoStep step(editor);
    const char after[] = {partnerOf(opener), '\0'}, before[] = {opener, '\0'};
    editor.SendScintilla(S::SCI_INSERTTEXT, (unsigned long)to, after);
    editor.SendScintilla(S::SCI_INSERTTEXT, (unsigned long)from, before);
    editor.SendScintilla(S::SCI_SETSEL, (unsigned long)(from + 1), to + 1);
    return true;
}

bool stepOver(CodeEditor &editor, char typed)
{
    const bool closing = typed == ')' || typed == ']' || typed == '}' || isQuote(typed);
    if (!closing || at(editor, caret(editor)) != typed) return false;
    // A quote is stepped over only where a string ends; at its start it begins another.
    if (isQuote(typed) && inCode(editor, caret(editor))) return false;
    editor.SendScintilla(S::SCI_CHARRIGHT);
    return true;
}

bool openPair(CodeEditor &editor, char opener)
{
    const char closer = partnerOf(opener);
    if (closer == '\0') return false;
    const long position = caret(editor);
    const char next = at(editor, position), before = at(editor, position - 1);
    // Before a word a bracket is meant to go around it; the partner would be in the way.
    const bool roomAfter = next == '\0' || std::isspace(uchar(next)) != 0 || next == ')' || next == ']' ||
                           next == '}' || next == ',' || next == ';' || next == ':';
    const bool quoteInWord = isQuote(opener) && (std::isalnum(uchar(before)) != 0 || before == '_' || before == opener);
    if (!roomAfter || quoteInWord || (position > 0 && !inCode(editor, position - 1))) return false;
    const UndoStep step(editor);
    insertAtCaret(editor, QByteArray(1, opener) + closer);
    editor.SendScintilla(S::SCI_GOTOPOS, position + 1);
    return true;
}

bool closeOnBlankLine(CodeEditor &editor, char typed)
{
    if (typed != '}' && typed != ']' && typed != ')') return false;
    const long position = caret(editor);
    const long line = lineOf(editor, position);
    if (lastInk(editor, position) != '\0' || position == lineStart(editor, line)) return false;
    const UndoStep step(editor);
    const char text[] = {typed, '\0'};
    insertAtCaret(editor, text);
    styleUpTo(editor, caret(editor)); // brackets match only in the same style
    const long opener = editor.SendScintilla(S::SCI_BRACEMATCH, (unsigned long)position, 0L);
    if (opener >= 0) {
        const long indentation = editor.SendScintilla(S::SCI_GETLINEINDENTATION, lineOf(editor, opener));
        editor.SendScintilla(S::SCI_SETLINEINDENTATION, (unsigned long)line, indentation);
    }
    return true;
}

} // namespace

bool typeBracket(CodeEditor &editor, char typed, bool closes)
{
    if (editor.SendScintilla(S::SCI_GETSELECTIONS) > 1 || editor.overwriteMode()) return false;
    if (closes && surround(editor, typed)) return true;
    if (editor.SendScintilla(S::SCI_GETSELECTIONEMPTY) == 0) return false;
    if (closes && stepOver(editor, typed)) return true;
    if (closeOnBlankLine(editor, typed)) return true;
    return closes && openPair(editor, typed);
}

bool deletePair(CodeEditor &editor)
{
    if (editor.SendScintilla(S::SCI_GETSELECTIONS) > 1 || editor.SendScintilla(S::SCI_GETSELECTIONEMPTY) == 0)
        return false;
    const long position = caret(editor);
    const char closer = partnerOf(at(editor, position - 1));
    if (closer == '\0' || at(editor, position) != closer) return false;
    editor.SendScintilla(S::SCI_DELETERANGE, (unsigned long)(position - 1), 2L);
    return true;
}

void toggleComment(CodeEditor &editor, const QString &marker)
{
    if (marker.isEmpty()) return;
    const QByteArray mark = marker.toUtf8();
    const Lines lines = selectedLines(editor);
    const QByteArray text = editor.utf8();
    bool all = true;
    long column = -1; // of the comment marks: the least indented line's
    for (long line = lines.first; line <= lines.last; ++line) {
        const long ink = editor.SendScintilla(S::SCI_GETLINEINDENTPOSITION, line);
        if (ink == lineEnd(editor, line)) continue;
        all = all && QByteArrayView(text).sliced(ink).startsWith(mark);
        const long own = ink - lineStart(editor, line);
        column = column < 0 ? own : std::min(column, own);
    }
    if (column < 0) return;
    const UndoStep step(editor);
    for (long line = lines.last; line >= lines.first; --line) {
        const long ink = editor.SendScintilla(S::SCI_GETLINEINDENTPOSITION, line);
        if (ink == lineEnd(editor, line)) continue;
        if (all) {
            const bool space = at(editor, ink + mark.size()) == ' ';
            editor.SendScintilla(S::SCI_DELETERANGE, (unsigned long)ink, long(mark.size() + (space ? 1 : 0)));
        } else {
            editor.SendScintilla(S::SCI_INSERTTEXT, (unsigned long)(lineStart(editor, line) + column),
                                 (mark + ' ').constData());
        }
    }
}

void moveLines(CodeEditor &editor, int direction)
{
    const bool selection = editor.SendScintilla(S::SCI_GETSELECTIONEMPTY) == 0;
    const long position = caret(editor);
    const long offset = position - lineStart(editor, lineOf(editor, position));
    editor.SendScintilla(direction < 0 ? S::SCI_MOVESELECTEDLINESUP : S::SCI_MOVESELECTEDLINESDOWN);
    if (selection) return;
    // Scintilla selects a line it moves; without a selection before there is none after.
    const long line = lineOf(editor, editor.SendScintilla(S::SCI_GETSELECTIONSTART));
    editor.SendScintilla(S::SCI_GOTOPOS, lineStart(editor, line) + offset);
}

void deleteLines(CodeEditor &editor)
{
    const Lines lines = selectedLines(editor);
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    const bool last = lines.last + 1 >= editor.SendScintilla(S::SCI_GETLINECOUNT);
    const long from = last && lines.first > 0 ? lineEnd(editor, lines.first - 1) : lineStart(editor, lines.first);
    const long to = last ? length : lineStart(editor, lines.last + 1);
    const UndoStep step(editor);
    editor.SendScintilla(S::SCI_DELETERANGE, (unsigned long)from, to - from);
}

void joinLines(CodeEditor &editor)
{
    Lines lines = selectedLines(editor);
    if (lines.last == lines.first) ++lines.last;
    const UndoStep step(editor);
    for (long line = lines.last; line > lines.first; --line) {
        if (line >= editor.SendScintilla(S::SCI_GETLINECOUNT)) continue;
        const long from = lineEnd(editor, line - 1);
        const long to = editor.SendScintilla(S::SCI_GETLINEINDENTPOSITION, line);
        const bool space = to < lineEnd(editor, line) && lastInk(editor, from) != '\0';
        editor.SendScintilla(S::SCI_SETTARGETRANGE, (unsigned long)from, to);
        editor.SendScintilla(S::SCI_REPLACETARGET, -1L, space ? " " : "");
    }
}

void toggleCaret(CodeEditor &editor, long position)
{
    const long count = editor.SendScintilla(S::SCI_GETSELECTIONS);
    for (long i = 0; i < count && count > 1; ++i)
        if (editor.SendScintilla(S::SCI_GETSELECTIONNCARET, i) == position) {
            editor.SendScintilla(S::SCI_DROPSELECTIONN, i);
            return;
        }
    editor.SendScintilla(S::SCI_ADDSELECTION, (unsigned long)position, position);
}

void trimLines(CodeEditor &editor)
{
    styleUpTo(editor, editor.SendScintilla(S::SCI_GETLENGTH));
    const long inString = editor.syntaxLexer()->styleNamed(QStringLiteral("String"));
    const UndoStep step(editor);
    for (long line = editor.SendScintilla(S::SCI_GETLINECOUNT) - 1; line >= 0; --line) {
        const long end = lineEnd(editor, line);
        long from = end;
        while (from > lineStart(editor, line) && (at(editor, from - 1) == ' ' || at(editor, from - 1) == '\t')) --from;
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
    if (length > 0 && at(editor, length - 1) != '\n' && at(editor, length - 1) != '\r')
        editor.SendScintilla(S::SCI_INSERTTEXT, (unsigned long)length, newLine(editor).constData());
}

void addCaret(CodeEditor &editor, int direction)
{
    const long count = editor.SendScintilla(S::SCI_GETSELECTIONS);
    long outermost = editor.SendScintilla(S::SCI_GETSELECTIONNCARET, 0);
    for (long i = 1; i < count; ++i) {
        const long other = editor.SendScintilla(S::SCI_GETSELECTIONNCARET, i);
        outermost = direction < 0 ? std::min(outermost, other) : std::max(outermost, other);
    }
    const long column = editor.SendScintilla(S::SCI_GETCOLUMN, outermost);
    const long line = lineOf(editor, outermost) + direction;
    if (line < 0 || line >= editor.SendScintilla(S::SCI_GETLINECOUNT)) return;
    const long position = editor.SendScintilla(S::SCI_FINDCOLUMN, (unsigned long)line, column);
    editor.SendScintilla(S::SCI_ADDSELECTION, (unsigned long)position, position);
}

} // namespace latchkey::editor::commands
