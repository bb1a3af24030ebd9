// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/snippet.h"

#include "ui/editor/carets.h"
#include "ui/editor/code_editor.h"

#include <algorithm>

namespace latchkey::editor {

using S = QsciScintillaBase;

Snippet parseSnippet(const QByteArray &source)
{
    Snippet snippet;
    const auto isDigit = [&](qsizetype at) { return at < source.size() && source[at] >= '0' && source[at] <= '9'; };
    for (qsizetype at = 0; at < source.size(); ++at) {
        const int here = int(snippet.text.size());
        if (source[at] == '$' && isDigit(at + 1)) {
            snippet.stops << Snippet::Stop{source[++at] - '0', here, here};
        } else if (source[at] == '$' && at + 1 < source.size() && source[at + 1] == '{' && isDigit(at + 2)) {
            const qsizetype colon = at + 3, close = source.indexOf('}', colon);
            const QByteArray name = source.sliced(colon + 1, std::max<qsizetype>(0, close - colon - 1));
            snippet.text += name;
            snippet.stops << Snippet::Stop{source[at + 2] - '0', here, here + int(name.size())};
            at = close;
        } else {
            snippet.text += source[at];
        }
    }
    const auto order = [](const Snippet::Stop &stop) { return stop.number == 0 ? 10 : stop.number; };
    std::ranges::stable_sort(snippet.stops, {}, order);
    return snippet;
}

SnippetSession::SnippetSession(CodeEditor *editor)
    : QObject(editor)
    , m_editor(editor)
{
    connect(editor, &QsciScintilla::SCN_MODIFIED, this,
            [this](int position, int kind, const char *, int length, int, int, int, int, int, int) {
                if (isActive()) onModified(position, kind, length);
            });
    connect(editor, &CodeEditor::caretMoved, this, [this] {
        if (isActive() && !m_moving) onCaretMoved();
    });
}

void SnippetSession::insert(const QByteArray &source, long from, long to)
{
    end();
    const long line = m_editor->SendScintilla(S::SCI_LINEFROMPOSITION, from);
    const long lineStart = m_editor->SendScintilla(S::SCI_POSITIONFROMLINE, line);
    const long indentEnd = m_editor->SendScintilla(S::SCI_GETLINEINDENTPOSITION, line);
    QByteArray indent(indentEnd - lineStart, ' ');
    for (qsizetype i = 0; i < indent.size(); ++i)
        indent[i] = char(m_editor->SendScintilla(S::SCI_GETCHARAT, lineStart + long(i)));
    const long mode = m_editor->SendScintilla(S::SCI_GETEOLMODE);
    const QByteArray lineEnd = mode == S::SC_EOL_CRLF ? "\r\n" : mode == S::SC_EOL_CR ? "\r" : "\n";
    const QByteArray level = m_editor->indentationsUseTabs() ? "\t" : QByteArray(m_editor->indentationWidth(), ' ');
    QByteArray written = source;
    written.replace("    ", level).replace('\n', lineEnd + indent);
    const Snippet snippet = parseSnippet(written);

    m_moving = true;
    m_editor->SendScintilla(S::SCI_BEGINUNDOACTION);
    m_editor->SendScintilla(S::SCI_SETTARGETRANGE, (unsigned long)from, to);
    m_editor->SendScintilla(S::SCI_REPLACETARGET, (unsigned long)snippet.text.size(), snippet.text.constData());
    m_editor->SendScintilla(S::SCI_ENDUNDOACTION);
    m_places.clear();
    for (const Snippet::Stop &stop : snippet.stops) m_places << Place{from + stop.from, from + stop.to};
    if (m_places.isEmpty()) m_editor->SendScintilla(S::SCI_GOTOPOS, from + long(snippet.text.size()));
    else select(0);
    m_moving = false;
    if (m_places.size() < 2) end();
}

void SnippetSession::select(int stop)
{
    m_current = stop;
    m_moving = true;
    m_editor->SendScintilla(S::SCI_SETSEL, (unsigned long)m_places[stop].from, m_places[stop].to);
    m_moving = false;
}

bool SnippetSession::step(int by)
{
    const int next = m_current + by;
    if (!isActive() || next < 0) return false;
    if (next >= m_places.size()) {
        end();
        return false;
    }
    select(next);
    if (next + 1 == m_places.size()) end(); // the last place: from here on it is ordinary text
    return true;
}

void SnippetSession::end()
{
    m_current = -1;
}

// Places move with the text; what is typed at the current one belongs to it.
void SnippetSession::onModified(int position, int kind, int length)
{
    const bool inserted = (kind & (S::SC_MOD_INSERTTEXT | S::SC_MOD_BEFOREINSERT)) != 0;
    const bool removed = (kind & (S::SC_MOD_DELETETEXT | S::SC_MOD_BEFOREDELETE)) != 0;
    if (!inserted && !removed) return;
    for (int i = 0; i < m_places.size(); ++i) {
        Place &place = m_places[i];
        if (inserted) {
            if (position < place.from || (position == place.from && i > m_current)) place.from += length;
            if (position < place.to || (position == place.to && i >= m_current)) place.to += length;
        } else {
            const auto moved = [&](long at) { return at <= position ? at : std::max<long>(position, at - length); };
            place.from = moved(place.from);
            place.to = moved(place.to);
        }
    }
}

// Who leaves the snippet is done with it.
void SnippetSession::onCaretMoved()
{
    const long caret = caretOf(*m_editor);
    long from = m_places[m_current].from, to = m_places[m_current].to;
    for (const Place &place : std::as_const(m_places)) {
        from = std::min(from, place.from);
        to = std::max(to, place.to);
    }
    if (caret < from || caret > to) end();
}

} // namespace latchkey::editor
