// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text with places to fill in. `parseSnippet` reads "for (${1:item} in $2) {\n    $0\n}"; a SnippetSession puts it into
// an editor, selects the first place, and goes on with Tab until the last one, or until one leaves the snippet.
#pragma once

#include <QList>
#include <QObject>
#include <QString>

namespace latchkey::editor {

class CodeEditor;

struct Snippet {
    struct Stop {
        int number = 0; ///< 0 is the last one
        int from = 0;   ///< bytes of the text
        int to = 0;
    };
    QByteArray text;
    QList<Stop> stops; ///< in the order they are gone to
};

Snippet parseSnippet(const QByteArray &source);

class SnippetSession : public QObject
{
    Q_OBJECT

public:
    explicit SnippetSession(CodeEditor *editor);

    /// Replaces the bytes `from` to `to` by the snippet, its lines indented as the one it goes into.
    void insert(const QByteArray &source, long from, long to);
    [[nodiscard]] bool isActive() const { return m_current >= 0; }
    /// To the next place (or back); false when there is none, then the session is over.
    bool step(int by);
    void end();

private:
    void onModified(int position, int kind, int length);
    void onCaretMoved();
    void select(int stop);

    struct Place {
        long from = 0;
        long to = 0;
    };
    CodeEditor *m_editor;
    QList<Place> m_places;
    int m_current = -1;
    bool m_moving = false;
};

} // namespace latchkey::editor
