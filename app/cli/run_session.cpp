// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_session.h"

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/profile_report.h"
#include "app/cli/read_line.h"
#include "app/cli/report.h"
#include "app/cli/terminal.h"

#include <QCoreApplication>

#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

RunSession::RunSession(runs::RunPtr run, bool canAsk, SessionOptions session)
    : m_session(session)
    , m_run(std::move(run))
{
    // With --json the only thing on standard output is the result.
    if (!m_session.json) m_pump = std::make_unique<OutputPump>(m_run, [run = m_run] { run->cancel(); });
    if (canAsk)
        m_prompt = std::make_unique<TerminalPrompt>(
            [run = m_run](quint64 question, runs::PermissionAnswer answer, const QString &pattern) {
                run->answer(question, answer, pattern);
            });
    m_watcher = std::make_unique<runs::RunWatcher>(m_run);
    connect(m_watcher.get(), &runs::RunWatcher::outputReady, this, [this] {
        if (m_pump) m_pump->poke();
    });
    connect(m_watcher.get(), &runs::RunWatcher::permissionAsked, this, [this](const runs::PermissionRequest &request) {
        if (m_prompt) m_prompt->ask(request);
    });
    connect(m_watcher.get(), &runs::RunWatcher::permissionSettled, this, [this](quint64 question) {
        if (m_prompt) m_prompt->withdraw(question);
    });
    connect(m_watcher.get(), &runs::RunWatcher::inputAsked, this, &RunSession::onInputAsked);
    connect(m_watcher.get(), &runs::RunWatcher::finished, this, &RunSession::onFinished);
    auto *interrupt = new Interrupt(this);
    connect(interrupt, &Interrupt::interrupted, this, &RunSession::onInterrupted);
}

RunSession::~RunSession() = default;

int RunSession::exec()
{
    QCoreApplication::exec();
    return m_status;
}

void RunSession::onInterrupted()
{
    // A slow terminal would go on for a while with what was printed before; a file or a program gets all of it.
    if (m_pump && isatty(STDOUT_FILENO)) m_pump->leaveOutPending();
    m_run->cancel();
}

void RunSession::onInputAsked()
{
    // A thread that waits for a key can not be called back; when the run ends first, it ends with the process.
    std::thread([run = m_run] {
        if (const auto line = readLine()) run->answerInput(QString::fromUtf8(*line));
        else run->endInput();
    }).detach();
}

void RunSession::onFinished(const runs::RunResult &result)
{
    m_prompt.reset();
    if (m_pump) m_pump->finish();
    m_status = exitStatus(result);
    if (m_session.json) {
        writeAll(STDOUT_FILENO, result.toJsonText() + '\n');
    } else {
        reportWarnings(result);
        if (m_status == kNotCompiled) {
            for (const syntax::Diagnostic &diagnostic : result.diagnostics)
                if (diagnostic.severity == syntax::Severity::Error) writeError(reportOf(diagnostic));
        } else if (result.error) {
            writeError(reportOf(*result.error, m_run->script()));
        }
    }
    reportProfile(result);
    QCoreApplication::quit();
}

void RunSession::reportProfile(const runs::RunResult &result) const
{
    if (m_session.profile) {
        if (result.profile) writeError(reportOf(*result.profile, m_run->script()));
        writeError(u"\n"_s + reportOf(result.phases));
    }
    if (m_session.profileTo.isEmpty() || !result.profile) return;
    const QString fault = writeProfile(*result.profile, m_run->script().name, m_session.profileTo);
    if (!fault.isEmpty()) writeError(u"warning: %1\n"_s.arg(shownSafely(fault)));
}

void RunSession::reportWarnings(const runs::RunResult &result) const
{
    if (m_session.quiet) return;
    for (const syntax::Diagnostic &diagnostic : result.diagnostics)
        if (diagnostic.severity == syntax::Severity::Warning) writeError(reportOf(diagnostic));
    for (const QString &warning : result.warnings) writeError(u"warning: "_s + shownSafely(warning) + u'\n');
}

int RunSession::exitStatus(const runs::RunResult &result)
{
    if (result.success) return kSuccess;
    for (const syntax::Diagnostic &diagnostic : result.diagnostics)
        if (diagnostic.severity == syntax::Severity::Error) return kNotCompiled;
    switch (result.error ? result.error->kind : syntax::ErrorKind::InternalError) {
    case syntax::ErrorKind::CapabilityError:
        return kDenied;
    case syntax::ErrorKind::Timeout:
        return kTimedOut;
    case syntax::ErrorKind::Cancelled:
        return kCancelled;
    default:
        return kScriptFailed;
    }
}

} // namespace latchkey::cli
