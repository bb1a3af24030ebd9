// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/code_checker.h"

#include "ui/editor/background.h"
#include "ui/editor/code_editor.h"
#include "ui/window/editor_page.h"
#include "ui/window/policy_desk.h"

using namespace Qt::StringLiterals;

namespace latchkey::window {

using editor::EditorDiagnostic;

EditorDiagnostic editorDiagnostic(const syntax::Diagnostic &diagnostic)
{
    const syntax::Position begin = diagnostic.position(), end = diagnostic.endPosition();
    EditorDiagnostic shown;
    shown.severity = static_cast<EditorDiagnostic::Severity>(diagnostic.severity);
    shown.line = int(begin.line);
    shown.column = int(begin.column);
    shown.endLine = int(end.line);
    shown.endColumn = int(end.column);
    shown.message = QString::fromStdString(diagnostic.message);
    shown.hint = QString::fromStdString(diagnostic.hint);
    shown.code = QString::fromStdString(diagnostic.code);
    return shown;
}

QList<editor::TextRange> capabilityCalls(const QByteArray &text, const QList<QPair<QString, int>> &asks)
{
    QList<editor::TextRange> calls;
    // On the GUI thread: only the lines that are asked for are looked at, one walk from one to the next.
    qsizetype start = 0;
    int reached = 1;
    for (const auto &[name, line] : asks) {
        if (line < reached) start = 0, reached = 1;
        for (; reached < line && start >= 0; ++reached) {
            const qsizetype end = text.indexOf('\n', start);
            start = end < 0 ? -1 : end + 1;
        }
        if (line < 1 || start < 0) {
            start = 0;
            reached = 1;
            continue;
        }
        const qsizetype end = text.indexOf('\n', start);
        const QString code = QString::fromUtf8(text.sliced(start, (end < 0 ? text.size() : end) - start));
        // As written, or under another name of its module.
        const QString member = name.sliced(name.lastIndexOf(u'.') + 1);
        static const QString kWord = uR"(\b%1\b)"_s;
        QRegularExpressionMatch match = QRegularExpression(kWord.arg(QRegularExpression::escape(name))).match(code);
        if (!match.hasMatch())
            match = QRegularExpression(uR"((\b\w+\.)?\b%1\b(?=\s*\())"_s.arg(QRegularExpression::escape(member)))
                        .match(code);
        if (!match.hasMatch()) continue;
        const auto column = [&](qsizetype at) { return int(QStringView(code).first(at).toUcs4().size()) + 1; };
        calls.append(editor::TextRange{{line, column(match.capturedStart())}, {line, column(match.capturedEnd())}});
    }
    return calls;
}

CodeChecker::CodeChecker(runs::Engine *engine, EditorPage *page)
    : QObject(page)
    , m_engine(engine)
    , m_page(page)
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &CodeChecker::check);
    connect(page->editor(), &editor::CodeEditor::edited, this, [this] { m_delay.start(kDelayMs); });
    connect(page->editor(), &editor::CodeEditor::loaded, this, &CodeChecker::checkSoon);
    checkSoon();
}

bool CodeChecker::isCurrent() const
{
    return m_revision == m_page->editor()->revision();
}

void CodeChecker::check()
{
    const editor::Document *document = m_page->document();
    if (m_checking || document->isLarge() || document->isReadOnly() || m_page->editor()->isLoading()) return;
    const quint64 revision = m_page->editor()->revision();
    if (revision == m_revision) return;
    m_checking = true;
    const auto found = [this, revision](const runs::CheckResult &result) { arrive(result, revision); };
    if (!isPolicyPath(m_page->path())) {
        m_engine->check(m_page->script(), this, found);
        return;
    }
    editor::inBackground([text = m_page->editor()->utf8(), path = m_page->path()] {
        return runs::CheckResult{policyFindings(text, path), {}, {}, 0};
    }).then(this, found);
}

void CodeChecker::arrive(const runs::CheckResult &found, quint64 revision)
{
    m_checking = false;
    if (revision == m_page->editor()->revision()) take(found, revision);
    else if (!m_delay.isActive()) m_delay.start(kDelayMs);
}

void CodeChecker::take(const runs::CheckResult &found, quint64 revision)
{
    m_found = found;
    m_revision = revision;
    QList<EditorDiagnostic> shown;
    for (const syntax::Diagnostic &diagnostic : found.diagnostics) shown << editorDiagnostic(diagnostic);
    m_page->editor()->setDiagnostics(revision, shown);
    m_page->editor()->setCapabilityCalls(revision, capabilityCalls(m_page->editor()->utf8(), found.asks));
    emit checked(revision);
}

bool CodeChecker::apply(const syntax::Diagnostic &diagnostic, int fix)
{
    editor::CodeEditor *editor = m_page->editor();
    if (fix < 0 || fix >= int(diagnostic.fixes.size()) || m_revision != editor->revision()) return false;
    const syntax::Fix &mend = diagnostic.fixes[size_t(fix)];
    using S = QsciScintillaBase;
    editor->SendScintilla(S::SCI_SETTARGETSTART, (unsigned long)mend.span.begin);
    editor->SendScintilla(S::SCI_SETTARGETEND, (unsigned long)mend.span.end);
    editor->SendScintilla(S::SCI_REPLACETARGET, (unsigned long)mend.text.size(), mend.text.data());
    return true;
}

} // namespace latchkey::window
