// SPDX-License-Identifier: GPL-3.0-or-later
//
// Says what is wrong with a text while one types: a quarter of a second after a key the engine checks the text on its
// own threads, and what it finds goes to the editor if the text is still that one. One check at a time.
#pragma once

#include "engine/runs/engine.h"
#include "ui/editor/editor_marks.h"

#include <QObject>
#include <QTimer>

namespace latchkey::window {

class EditorPage;

class CodeChecker : public QObject
{
    Q_OBJECT

public:
    static constexpr int kDelayMs = 250;

    /// Lives as long as its page.
    CodeChecker(runs::Engine *engine, EditorPage *page);

    /// What is known about the present text.
    [[nodiscard]] const QList<syntax::Diagnostic> &diagnostics() const { return m_found.diagnostics; }
    [[nodiscard]] const QList<QPair<QString, int>> &asks() const { return m_found.asks; }
    [[nodiscard]] const QList<runs::PermissionWish> &wishes() const { return m_found.wishes; }
    /// Checks now, without waiting for a pause.
    void checkSoon() { m_delay.start(0); }
    /// Whether what is known is about the text as it is now.
    [[nodiscard]] bool isCurrent() const;
    /// Puts a mend into the text, if it still fits.
    bool apply(const syntax::Diagnostic &diagnostic, int fix);

signals:
    /// The findings are those of the text at `revision`.
    void checked(quint64 revision);

private:
    void check();
    void arrive(const runs::CheckResult &found, quint64 revision);
    void take(const runs::CheckResult &found, quint64 revision);

    runs::Engine *m_engine;
    EditorPage *m_page;
    QTimer m_delay;
    runs::CheckResult m_found;
    quint64 m_revision = 0; ///< m_found belongs to it
    bool m_checking = false;
};

/// A finding of the engine for the editor.
editor::EditorDiagnostic editorDiagnostic(const syntax::Diagnostic &diagnostic);
/// Where in `text` the guarded functions are called.
QList<editor::TextRange> capabilityCalls(const QByteArray &text, const QList<QPair<QString, int>> &asks);

} // namespace latchkey::window
