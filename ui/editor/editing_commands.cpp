// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editing_commands.h"

#include "ui/editor/carets.h"
#include "ui/editor/syntax_lexer.h"

#include <algorithm>
#include <cctype>

namespace latchkey::editor::commands {

namespace {

using S = QsciScintillaBase;

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

bool inCode(const CodeEditor &editor, long position)
{
    editor.SendScintilla(S::SCI_COLOURISE, (unsigned long)editor.SendScintilla(S::SCI_GETENDSTYLED), position);
    return editor.syntaxLexer()->isCode(int(editor.SendScintilla(S::SCI_GETSTYLEAT, position)) & 0xFF);
}

QByteArray indentationOf(const CodeEditor &editor, long columns)
{
    if (!editor.indentationsUseTabs()) return QByteArray(columns, ' ');
    return QByteArray(columns / editor.tabWidth(), '\t') + QByteArray(columns % editor.tabWidth(), ' ');
}

// The last character that is not a space from `position` back to the start of its line.
char lastInk(const CodeEditor &editor, long position)
{
    const long start = lineStart(editor, lineOf(editor, position));
    for (long p = position - 1; p >= start; --p) {
        if (charAt(editor, p) != ' ' && charAt(editor, p) != '\t') return charAt(editor, p);
    }
    return '\0';
}

// Columns drawn beyond the ends of lines are Scintilla's to fill.
bool inVirtualSpace(const CodeEditor &editor)
{
    return editor.SendScintilla(S::SCI_SELECTIONISRECTANGLE) != 0;
}

CaretChange brokenLine(const CodeEditor &editor, const Caret &caret)
{
    const long from = caret.from(), to = caret.to();
    const long indentation = std::min(editor.SendScintilla(S::SCI_GETLINEINDENTATION, lineOf(editor, from)),
                                      editor.SendScintilla(S::SCI_GETCOLUMN, from));
    const char before = lastInk(editor, from);
    const bool opens = partnerOf(before) != '\0' && !isQuote(before);
    CaretChange change{
        from, to, newLineOf(editor) + indentationOf(editor, indentation + (opens ? editor.indentationWidth() : 0))};
    change.anchor = change.caret = long(change.text.size());
    if (opens && charAt(editor, to) == partnerOf(before))
        change.text += newLineOf(editor) + indentationOf(editor, indentation);
    return change;
}

} // namespace

void breakLine(CodeEditor &editor)
{
    std::vector<CaretChange> changes;
    for (const Caret &caret : caretsOf(editor)) changes.push_back(brokenLine(editor, caret));
    changeAtCarets(editor, changes);
}

namespace {

bool surround(CodeEditor &editor, const std::vector<Caret> &carets, char opener)
{
    if (partnerOf(opener) == '\0' || std::ranges::any_of(carets, &Caret::isEmpty)) return false;
    std::vector<CaretChange> changes;
    for (const Caret &caret : carets) {
        const QByteArray inside = textOf(editor, caret.from(), caret.to());
        changes.push_back({caret.from(), caret.to(), opener + inside + partnerOf(opener),
                           caret.anchor - caret.from() + 1, caret.caret - caret.from() + 1});
    }
    changeAtCarets(editor, changes);
    return true;
}

bool stepOver(CodeEditor &editor, const std::vector<Caret> &carets, char typed)
{
    const bool closing = typed == ')' || typed == ']' || typed == '}' || isQuote(typed);
    const auto isThere = [&](const Caret &caret) {
        if (charAt(editor, caret.caret) != typed) return false;
        // A quote is stepped over only where a string ends; at its start it begins another.
        return !isQuote(typed) || !inCode(editor, caret.caret);
    };
    if (!closing || !std::ranges::all_of(carets, isThere)) return false;
    editor.SendScintilla(S::SCI_CHARRIGHT);
    return true;
}

bool takesPair(const CodeEditor &editor, long position, char opener)
{
    const char next = charAt(editor, position), before = charAt(editor, position - 1);
    // Before a word a bracket is meant to go around it; the partner would be in the way.
    const bool roomAfter = next == '\0' || std::isspace(uchar(next)) != 0 || next == ')' || next == ']' ||
                           next == '}' || next == ',' || next == ';' || next == ':';
    const bool quoteInWord = isQuote(opener) && (std::isalnum(uchar(before)) != 0 || before == '_' || before == opener);
    return roomAfter && !quoteInWord && (position == 0 || inCode(editor, position - 1));
}

bool openPair(CodeEditor &editor, const std::vector<Caret> &carets, char opener)
{
    const char closer = partnerOf(opener);
    const auto takes = [&](const Caret &caret) { return takesPair(editor, caret.caret, opener); };
    if (closer == '\0' || !std::ranges::all_of(carets, takes)) return false;
    std::vector<CaretChange> changes;
    for (const Caret &caret : carets)
        changes.push_back({caret.caret, caret.caret, QByteArray(1, opener) + closer, 1, 1});
    changeAtCarets(editor, changes);
    return true;
}

bool closeOnBlankLine(CodeEditor &editor, const std::vector<Caret> &carets, char typed)
{
    if (carets.size() > 1 || (typed != '}' && typed != ']' && typed != ')')) return false;
    const long position = carets.front().caret;
    const long line = lineOf(editor, position);
    if (lastInk(editor, position) != '\0' || position == lineStart(editor, line)) return false;
    const UndoStep step(editor);
    const char text[] = {typed, '\0'};
    editor.SendScintilla(S::SCI_REPLACESEL, text);
    // Brackets match only in the same style.
    editor.SendScintilla(S::SCI_COLOURISE, (unsigned long)editor.SendScintilla(S::SCI_GETENDSTYLED), position + 1);
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
    if (editor.overwriteMode()) return false;
    const std::vector<Caret> carets = caretsOf(editor);
    if (closes && surround(editor, carets, typed)) return true;
    if (inVirtualSpace(editor) || !std::ranges::all_of(carets, &Caret::isEmpty)) return false;
    if (closes && stepOver(editor, carets, typed)) return true;
    if (closeOnBlankLine(editor, carets, typed)) return true;
    return closes && openPair(editor, carets, typed);
}

bool deletePair(CodeEditor &editor)
{
    const std::vector<Caret> carets = caretsOf(editor);
    std::vector<CaretChange> changes;
    for (const Caret &caret : carets) {
        const char closer = partnerOf(charAt(editor, caret.caret - 1));
        if (!caret.isEmpty() || closer == '\0' || charAt(editor, caret.caret) != closer) return false;
        changes.push_back({caret.caret - 1, caret.caret + 1, {}, 0, 0});
    }
    changeAtCarets(editor, changes);
    return true;
}

void toggleCaret(CodeEditor &editor, long position)
{
    const long count = editor.SendScintilla(S::SCI_GETSELECTIONS);
    for (long i = 0; i < count; ++i)
        if (editor.SendScintilla(S::SCI_GETSELECTIONNCARET, i) == position) {
            if (count > 1) editor.SendScintilla(S::SCI_DROPSELECTIONN, i); // one there always is
            return;
        }
    editor.SendScintilla(S::SCI_ADDSELECTION, (unsigned long)position, position);
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
    if (line < 0 || line >= lineCount(editor)) return;
    const long position = editor.SendScintilla(S::SCI_FINDCOLUMN, (unsigned long)line, column);
    editor.SendScintilla(S::SCI_ADDSELECTION, (unsigned long)position, position);
}

void selectAllOccurrences(CodeEditor &editor)
{
    constexpr size_t kMost = 5000; // each costs a look at all before it
    leaveMainIfEmpty(editor);
    const std::vector<Caret> before = caretsOf(editor);
    Caret wanted = before[mainCaret(editor, before)];
    const bool isWord = wanted.isEmpty(); // then only whole words, as the first press of "next occurrence" selects it
    if (isWord)
        wanted = {editor.SendScintilla(S::SCI_WORDSTARTPOSITION, (unsigned long)wanted.caret, 1L),
                  editor.SendScintilla(S::SCI_WORDENDPOSITION, (unsigned long)wanted.caret, 1L)};
    const QByteArray text = textOf(editor, wanted.from(), wanted.to());
    if (text.isEmpty()) return;
    editor.SendScintilla(S::SCI_SETSEARCHFLAGS, int(S::SCFIND_MATCHCASE) | (isWord ? int(S::SCFIND_WHOLEWORD) : 0));
    const long length = editor.SendScintilla(S::SCI_GETLENGTH);
    std::vector<Caret> found;
    size_t main = 0;
    for (long from = 0; found.size() < kMost;) {
        editor.SendScintilla(S::SCI_SETTARGETRANGE, (unsigned long)from, length);
        const long at = editor.SendScintilla(S::SCI_SEARCHINTARGET, (unsigned long)text.size(), text.constData());
        if (at < 0) break;
        if (at == wanted.from()) main = found.size();
        from = at + long(text.size());
        found.push_back({at, from});
    }
    if (!found.empty()) setCarets(editor, found, main);
}

void changeCase(CodeEditor &editor, LetterCase to)
{
    std::vector<CaretChange> changes;
    for (const Caret &caret : caretsOf(editor)) {
        Caret word = caret;
        if (caret.isEmpty()) { // the word at the caret
            word.anchor = editor.SendScintilla(S::SCI_WORDSTARTPOSITION, (unsigned long)caret.caret, 1L);
            word.caret = editor.SendScintilla(S::SCI_WORDENDPOSITION, (unsigned long)caret.caret, 1L);
        }
        const QString text = QString::fromUtf8(textOf(editor, word.from(), word.to()));
        const QByteArray after = (to == LetterCase::Upper ? text.toUpper() : text.toLower()).toUtf8();
        CaretChange change{word.from(), word.to(), after, 0, long(after.size())};
        if (caret.isEmpty()) change.anchor = change.caret = std::min(caret.caret - word.from(), long(after.size()));
        else if (caret.caret < caret.anchor) std::swap(change.anchor, change.caret);
        const bool overlaps = !changes.empty() && changes.back().to > change.from; // two carets in one word
        if (!overlaps) changes.push_back(change);
    }
    changeAtCarets(editor, changes);
}

} // namespace latchkey::editor::commands
