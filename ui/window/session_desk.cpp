// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/session_desk.h"

#include "engine/language/calls.h"
#include "engine/runs/engine.h"
#include "ui/editor/code_assist.h"
#include "ui/editor/code_editor.h"
#include "ui/results/result_group.h"
#include "ui/results/result_pane.h"
#include "ui/session/session_entry.h"
#include "ui/session/session_pane.h"
#include "ui/widgets/notices.h"
#include "ui/window/ask.h"
#include "ui/window/commands.h"
#include "ui/window/corner.h"
#include "ui/window/editor_area.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "ui/window/status_line.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using Sci = QsciScintillaBase;
using session::SessionPane;

namespace {

const QString kSession = u"session"_s, kResult = u"result"_s;

} // namespace

SessionDesk::SessionDesk(const Parts &parts)
    : QObject(parts.window)
    , m_parts(parts)
    , m_pane(new SessionPane({parts.engine, parts.list, [this] { return options(); }, [this] { return folder(); }},
                             parts.stateFolder.isEmpty() ? QString() : parts.stateFolder + u"/inputs.json"_s))
{
    connectPane();
}

void SessionDesk::connectPane()
{
    connect(m_pane, &SessionPane::valueRequested, this, &SessionDesk::showValue);
    connect(m_pane, &SessionPane::locationActivated, this, m_parts.goTo);
    connect(m_pane, &SessionPane::faultActivated, this, m_parts.tellFault);
    connect(m_pane, &SessionPane::said, m_parts.status, &StatusLine::say);
    connect(m_pane, &SessionPane::urlActivated, this, [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(m_pane, &SessionPane::escaped, this, [this] {
        if (EditorPage *page = m_parts.area->currentPage()) page->setFocus();
    });
    connect(m_pane, &SessionPane::forgotten, this, [this](const QString &sentence) {
        Corner::toast(m_parts.window)->present({{sentence}}, [this] { m_pane->control()->bringBack(); });
    });
    connect(m_parts.desk, &RunDesk::inputWanted, this, &SessionDesk::rerun);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) {
        if (now != nullptr) m_parts.list->setAsideFirst(m_pane->isAncestorOf(now));
    });
}

void SessionDesk::close()
{
    m_pane->control()->close();
}

// ---- what inputs have -------------------------------------------------------------------------------------------

runs::RunOptions SessionDesk::options() const
{
    runs::RunOptions options;
    const settings::Limits limits = m_parts.settings->limits();
    options.label = tr("Session");
    options.timeoutSeconds = limits.seconds > 0 ? std::max(limits.seconds, m_raised.seconds) : limits.seconds;
    options.memoryLimit = limits.bytes > 0 ? std::max(limits.bytes, m_raised.bytes) : limits.bytes;
    options.outputLimit = m_parts.settings->outputLimit();
    options.instructionLimit = m_parts.settings->stepLimit();
    options.canAsk = true;
    options.canAskInput = true;
    options.viewsAsText = true; // a table that is shown belongs to what was said
    return options;
}

/// Where the Files pane is, else where the file in front is, else at home.
QString SessionDesk::folder() const
{
    const QString project = m_parts.folder ? m_parts.folder() : QString();
    if (!project.isEmpty()) return project;
    const EditorPage *page = m_parts.area->currentPage();
    if (page != nullptr && !page->path().isEmpty()) return QFileInfo(page->path()).path();
    return QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
}

/// Its own variables and permissions are the session's: it is an input once more, with these limits.
void SessionDesk::rerun(const runs::RunPtr &run, const runs::RunOptions &options)
{
    m_raised.seconds = std::max(m_raised.seconds, options.timeoutSeconds);
    m_raised.bytes = std::max(m_raised.bytes, options.memoryLimit);
    m_parts.panes->show(kSession, false);
    m_pane->run(QString::fromUtf8(run->script().source));
}

// ---- commands ---------------------------------------------------------------------------------------------------

void SessionDesk::addCommands(Commands &c)
{
    c.addSeparator(Menu::Run);
    c.add({u"sendToSession"_s,
           Menu::Run,
           tr("Sen&d selection to session"),
           {QKeySequence(u"Ctrl+Shift+Return"_s)},
           u"session"_s,
           tr("or the statement at the caret"),
           m_parts.area},
          this, [this] {
              if (EditorPage *page = m_parts.area->currentPage()) sendSelection(page);
          });
    c.add({u"newSession"_s, Menu::Run, tr("&New session"), {}, u"session"_s, tr("forgets variables and permissions")},
          this, &SessionDesk::newSession);
    c.add({u"sessionValue"_s, Menu::Run, tr("Show value in Result"), {}, u"result-tree"_s, tr("of the session")},
          m_pane, &SessionPane::showValue);
}

void SessionDesk::newSession()
{
    m_parts.panes->show(kSession);
    m_pane->entry()->setFocus();
    m_pane->renew();
}

void SessionDesk::sendSelection(EditorPage *page)
{
    editor::CodeEditor *editor = page->editor();
    if (const QByteArray selected = editor->selectedUtf8(); !selected.trimmed().isEmpty()) {
        m_parts.panes->show(kSession, false);
        return m_pane->run(QString::fromUtf8(selected));
    }
    const auto line = (unsigned long)(editor->caretPlace().line - 1);
    const auto begin = uint32_t(editor->SendScintilla(Sci::SCI_POSITIONFROMLINE, line)),
               end = uint32_t(editor->SendScintilla(Sci::SCI_GETLINEENDPOSITION, line));
    page->assist()->service().ask(
        editor::LanguageService::Command,
        [begin, end](const language::DocumentPtr &document, const language::Workspace &) {
            const language::Span found = language::statementsBetween(*document, begin, end);
            return found.end > 0 ? found : language::Span{begin, end}; // no statement yet: the input says why
        },
        [this, page = QPointer(page)](language::Span span) {
            if (page) sendPart(page, span);
        });
}

void SessionDesk::sendPart(EditorPage *page, language::Span part)
{
    const QByteArray text = page->editor()->utf8();
    const qsizetype end = std::min<qsizetype>(part.end, text.size()), begin = std::min<qsizetype>(part.begin, end);
    const QByteArray code = text.sliced(begin, end - begin);
    page->editor()->goTo({RunDesk::lineBehind(text, end), 1});
    if (code.trimmed().isEmpty()) return;
    m_parts.panes->show(kSession, false);
    m_pane->run(QString::fromUtf8(code));
}

// ---- where it leads ---------------------------------------------------------------------------------------------

void SessionDesk::showValue(const runs::RunPtr &run, const runs::RunEntry &entry)
{
    const runs::RunResult &result = run->result();
    m_parts.panes->show(kResult, false); // in front, so that Table may take its place when that fits better
    m_parts.results->board()->showResult(entry, results::engineValue(result.value), result.views);
}

bool SessionDesk::show(quint64 run)
{
    if (!m_pane->control()->owns(run)) return false;
    m_parts.panes->show(kSession);
    return true;
}

bool SessionDesk::goToOldestQuestion()
{
    const QList<runs::PermissionRequest> &questions = m_parts.list->questions();
    if (questions.isEmpty() || !m_pane->control()->owns(questions.first().run)) return false;
    m_parts.panes->show(kSession, false);
    return m_pane->focusQuestion();
}

} // namespace latchkey::window
