// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the rest of the program says about lines and words of the text: problems, calls that reach outside, bolts,
// breakpoints, where a run waits or failed. Each is a Scintilla marker (lines) or indicator (words), so that it moves
// with the text while the user types; the margin paints from the markers. Lines and columns are those of the
// language: from 1, columns in code points.
#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <optional>

class QsciScintilla;

namespace latchkey::editor {

/// A place in the text.
struct TextPlace {
    int line = 1;
    int column = 1;
    friend bool operator==(const TextPlace &, const TextPlace &) = default;
};

/// A stretch of text; `end` is the place after its last character.
struct TextRange {
    TextPlace start;
    TextPlace end;
};

/// A problem found in the text by parser, analysis or lint.
struct EditorDiagnostic {
    enum class Severity : quint8 { Error, Warning, Hint };
    Severity severity = Severity::Error;
    int line = 1;
    int column = 1;
    int endLine = 1;
    int endColumn = 1; ///< after the last character; nothing marked when equal to the start: then the word there is
    QString message;   ///< plain text
    QString hint;      ///< what to do, plain text, may be empty
    QString code;      ///< e.g. "E-NAME-UNKNOWN"
};

/// What the door line shows beside a line.
enum class Bolt : quint8 {
    Asks,    ///< hollow, across: a call here would ask
    Allowed, ///< short, drawn back
    Waiting, ///< filled, across, joined to the permission bar below
    Denied,  ///< grey, across
};

struct EditorBolt {
    int line = 1;
    Bolt bolt = Bolt::Asks;
};

/// Marker numbers. Those with an icon are in the order of importance: the margin shows the first.
enum class Mark : int {
    Waiting,   ///< a run waits for the user here
    Execution, ///< a run is paused here
    RunError,  ///< the last run failed here
    Error,
    RunStopped, ///< the last run was stopped here
    Breakpoint,
    BreakpointOff,
    Bookmark,
    Warning,
    Hint,
    BoltAsks,
    BoltAllowed,
    BoltWaiting,
    BoltDenied,
    PausedLine, ///< the ground of the line
    BarAnchor,  ///< keeps the line a permission bar belongs to
    Callable,   ///< a function begins here that can be called by itself
    Count
};

class EditorMarks : public QObject
{
    Q_OBJECT

public:
    explicit EditorMarks(QsciScintilla *editor);

    /// Takes up the present colours.
    void refreshLook();

    void setDiagnostics(const QList<EditorDiagnostic> &diagnostics);
    [[nodiscard]] const QList<EditorDiagnostic> &diagnostics() const { return m_diagnostics; }
    void setCapabilityCalls(const QList<TextRange> &calls);
    void setBolts(const QList<EditorBolt> &bolts);
    /// Lines (from 1) that carry `mark`, all others do not.
    void setLines(Mark mark, const QList<int> &lines);
    [[nodiscard]] QList<int> lines(Mark mark) const;
    /// The text of an error below its line; an empty message takes it away.
    void setRunError(int line, const QString &message);
    /// Blank lines below a line, for a widget that lies on them. 0 takes them away.
    void setBlankLines(int handle, int count);

    /// The problems at a byte of the text, as one plain text for a tool tip; empty if none.
    [[nodiscard]] QString messageAt(long position) const;

    [[nodiscard]] long positionOf(const TextPlace &place) const;
    [[nodiscard]] TextPlace placeAt(long position) const;
    /// Whether lines of the editor are not lines of the language (a CR alone ends the former only).
    void setHasLoneCr(bool has) { m_hasLoneCr = has; }

private:
    [[nodiscard]] long startOfLine(int line) const;
    [[nodiscard]] int editorLine(int line) const;
    void fill(int indicator, long from, long to);
    void clear(int indicator);
    void composeAnnotations();

    QsciScintilla *m_editor;
    QList<EditorDiagnostic> m_diagnostics;
    QString m_runError;
    int m_runErrorHandle = -1;
    int m_blankHandle = -1;
    int m_blankLines = 0;
    QList<int> m_annotated; ///< marker handles of lines that have an annotation
    bool m_hasLoneCr = false;
};

/// The marker's bit in Scintilla's masks.
constexpr unsigned bitOf(Mark mark)
{
    return 1U << static_cast<unsigned>(mark);
}

} // namespace latchkey::editor
