// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_desk.h"

#include "engine/capability/broker.h"
#include "engine/language/calls.h"
#include "ui/editor/carets.h"
#include "ui/editor/permission_bar_host.h"
#include "ui/output/visible_text.h"
#include "ui/widgets/spinner.h"
#include "ui/window/editor_page.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {
/// Permissions that a project file's question names; the rest is in the file.
constexpr qsizetype kShownWishes = 4;
} // namespace

using Sci = QsciScintillaBase;
using editor::Bolt;
using editor::EditorBolt;
using runs::RunState;

RunDesk::RunDesk(runs::Engine *engine, runs::RunList *list, EditorArea *area, settings::Settings *settings,
                 QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_list(list)
    , m_area(area)
    , m_settings(settings)
{
    m_spinTimer.setSingleShot(true);
    m_spinTimer.setInterval(widgets::kSpinnerDelayMs);
    connect(&m_spinTimer, &QTimer::timeout, this, [this] {
        for (EditorPage *page : m_area->pages()) refreshTab(page);
    });
    connect(area, &EditorArea::pageAdded, this, &RunDesk::addPage);
    connect(area, &EditorArea::currentPageChanged, this, [this](const EditorPage *page) {
        const quint64 run = page == nullptr ? 0 : m_list->frontRunOfTab(page->key());
        // A file that was never run leaves the panes as they are: one may be reading along with a run.
        if (run != 0) m_list->setFrontRun(run);
    });
    connect(list, &runs::RunList::runChanged, this, &RunDesk::onChanged);
    connect(list, &runs::RunList::runEnded, this, &RunDesk::onEnded);
    connect(list, &runs::RunList::questionAsked, this, [this](quint64, const runs::PermissionRequest &request) {
        if (EditorPage *page = pageOfQuestion(request)) showQuestion(page);
    });
    connect(list, &runs::RunList::questionSettled, this, &RunDesk::onSettled);
    connect(list, &runs::RunList::groupChanged, this, [this](quint64 run, quint64 lead) {
        EditorPage *page = pageOfQuestion(m_list->leadingQuestion(run, lead));
        if (page == nullptr) return;
        const permissions::PermissionBar *bar = m_bars.value(page);
        if (bar == nullptr) showQuestion(page);
        else if (bar->run() == run && bar->question() == lead) fillQuestion(page);
    });
}

int RunDesk::lineBehind(const QByteArray &text, qsizetype offset)
{
    qsizetype place = text.indexOf('\n', offset);
    while (place >= 0 && place < text.size() && QChar::isSpace(uchar(text[place]))) ++place;
    return int(text.first(place < 0 ? text.size() : place).count('\n')) + 1;
}

// ---- pages ------------------------------------------------------------------------------------------------------

void RunDesk::addPage(EditorPage *page)
{
    auto *checker = new CodeChecker(m_engine, page);
    m_checkers.insert(page, checker);
    connect(checker, &CodeChecker::checked, this, [this, page] { showFindings(page); });
    connect(page->document(), &editor::Document::pathChanged, this, [this, page](const QString &path) {
        if (m_problems) m_problems->setProblems(page->key(), {});
        if (!path.isEmpty()) m_list->renameTab(page->key(), path);
        showFindings(page);
    });
    // A question of a run that asked before its file was open.
    connect(page->editor(), &editor::CodeEditor::loaded, this, [this, page] { showQuestion(page); });
    connect(page, &QObject::destroyed, this, [this, page, key = page->key()] {
        m_checkers.remove(page);
        m_bars.remove(page);
        m_list->renameTab(key, {});
    });
    connect(page->document(), &QObject::destroyed, this, [this, key = page->key(), page] {
        if (m_problems) m_problems->setProblems(key, {});
    });
}

void RunDesk::showFindings(EditorPage *page)
{
    const CodeChecker *checker = m_checkers.value(page);
    if (checker == nullptr) return;
    QList<output::Problem> problems;
    for (const syntax::Diagnostic &diagnostic : checker->diagnostics())
        problems << output::problemOf(diagnostic, page->problemKey(), page->name());
    if (m_problems) m_problems->setProblems(page->problemKey(), problems);
    showBolts(page);
}

// Hollow where a call would ask; drawn back, grey or thrown as the file's front run was answered.
void RunDesk::showBolts(EditorPage *page)
{
    QHash<int, Bolt> bolts;
    if (const CodeChecker *checker = m_checkers.value(page))
        for (const auto &[name, line] : checker->asks()) bolts.insert(line, Bolt::Asks);
    const quint64 front = m_list->frontRunOfTab(page->key());
    const runs::RunPtr run = m_list->run(front);
    if (run && run->isFinished() && m_revisions.value(front) == page->editor()->revision())
        for (const runs::CapabilityUse &use : run->result().capabilities)
            if (use.line > 0 && use.count > 0) bolts.insert(use.line, use.allowed ? Bolt::Allowed : Bolt::Denied);
    if (const permissions::PermissionBar *bar = m_bars.value(page)) bolts.insert(bar->request().line, Bolt::Waiting);
    QList<EditorBolt> shown;
    for (auto it = bolts.cbegin(); it != bolts.cend(); ++it) shown << EditorBolt{it.key(), it.value()};
    page->editor()->setBolts(shown);
}

bool RunDesk::applyFix(const output::Problem &problem, int fix)
{
    EditorPage *page = m_area->pageOfFile(problem.file);
    CodeChecker *checker = m_checkers.value(page);
    if (checker == nullptr) return false;
    for (const syntax::Diagnostic &diagnostic : checker->diagnostics())
        if (output::problemOf(diagnostic, problem.file, problem.name) == problem)
            return checker->apply(diagnostic, fix);
    return false;
}

// ---- starting ---------------------------------------------------------------------------------------------------

QString RunDesk::inputsFault(const QByteArray &text)
{
    if (text.trimmed().isEmpty()) return {};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const QByteArray before = text.first(std::clamp<qsizetype>(error.offset, 0, text.size()));
        return tr("Line %1: %2").arg(before.count('\n') + 1).arg(error.errorString());
    }
    if (!document.isObject()) return tr("Inputs are one JSON object: {\"name\": value, ...}");
    return {};
}

settings::Limits RunDesk::limitsOf(const EditorPage *page) const
{
    return page != nullptr && page->setup.limits ? *page->setup.limits : m_settings->limits();
}

runs::RunOptions RunDesk::optionsOf(const EditorPage *page) const
{
    runs::RunOptions options;
    const settings::Limits limits = limitsOf(page);
    options.contextText = page->setup.inputs.trimmed();
    options.timeoutSeconds = limits.seconds;
    options.memoryLimit = limits.bytes;
    options.outputLimit = m_settings->outputLimit();
    options.instructionLimit = m_settings->stepLimit();
    options.grants = page->setup.grants;
    options.canAsk = page->setup.mayAsk;
    options.canAskInput = true;
    options.useProjectFile = true;
    return options;
}

/// A project file that wants to grant something counts only once a person has accepted its content. The run goes on
/// meanwhile; it takes an acceptance over at its next operation.
void RunDesk::askAboutProject(EditorPage *page)
{
    if (page->path().isEmpty()) return;
    QtConcurrent::run([folder = QFileInfo(page->path()).absolutePath()] {
        return capability::ProjectFile::load(capability::ProjectFile::find(folder));
    }).then(page, [this, page](const capability::ProjectFile &project) {
        capability::Broker &broker = m_engine->broker();
        if (!project.isValid() || project.isEmpty() || broker.isAnswered(project)) return;
        QStringList wishes = project.allowed.mid(0, kShownWishes);
        if (project.allowed.size() > kShownWishes) wishes.append(u"..."_s);
        using Voice = widgets::Span::Voice;
        page->notices()->post({u"project"_s,
                               widgets::Notice::Kind::Information,
                               {{output::visibleText(QFileInfo(project.path).fileName()), Voice::Strong},
                                {tr(" asks for permissions for the scripts in its folder: ")},
                                {output::visibleText(wishes.join(u", "_s)), Voice::Code}},
                               {{tr("Allow"), [this, project] { m_engine->broker().accept(project); }},
                                {tr("Do not allow"), [this, project] { m_engine->broker().decline(project); }}}});
    });
}

// Answers are written behind the run's back; that they can not be kept is said once, where the person works.
void RunDesk::tellStorageProblem(EditorPage *page)
{
    const QString problem = m_engine->broker().storageProblem();
    if (problem == std::exchange(m_storageProblem, problem) || problem.isEmpty()) return;
    page->notices()->post(
        {u"permissionStorage"_s,
         widgets::Notice::Kind::Warning,
         {{tr("Answers to questions cannot be kept for later runs: %1").arg(output::visibleText(problem))}},
         {}});
}

quint64 RunDesk::run(EditorPage *page, Fresh fresh)
{
    const QString fault = inputsFault(page->setup.inputs);
    if (!fault.isEmpty()) {
        emit inputsRefused(page, fault);
        return 0;
    }
    using Again = RunSetup::Again;
    const quint64 front = m_list->frontRunOfTab(page->key());
    const bool isRunning = front != 0 && !m_list->entry(front).isOver();
    const bool replaces =
        page->setup.again == Again::Replace ||
        (page->setup.again == Again::Usual && m_settings->whenRunning() == settings::WhenRunning::Replace);
    if (isRunning && page->setup.again == Again::Ask) {
        askAgain(page, fresh);
        return 0;
    }
    if (isRunning && replaces) m_list->stop(front);
    return start(page, fresh);
}

// In the page's bar: a run is never worth a dialog.
void RunDesk::askAgain(EditorPage *page, Fresh fresh)
{
    page->notices()->post(
        {u"again"_s,
         widgets::Notice::Kind::Information,
         {{output::visibleText(page->name()), widgets::Span::Voice::Strong}, {tr(" is running already.")}},
         {{tr("Start another"), [this, page, fresh] { start(page, fresh); }},
          {tr("Replace the running one"), [this, page, fresh] {
               m_list->stop(m_list->frontRunOfTab(page->key()));
               start(page, fresh);
           }}}});
}

quint64 RunDesk::start(EditorPage *page, Fresh fresh)
{
    runs::RunOptions options = optionsOf(page);
    options.asksBeforehand = page->asksBeforehand;
    if (fresh == Fresh::Yes) {
        m_engine->clearCaches();
        options.grants.clear();
        options.useProjectFile = false;
    } else {
        askAboutProject(page);
    }
    return submit(page, page->script(), options);
}

quint64 RunDesk::runProfiled(EditorPage *page)
{
    const QString fault = inputsFault(page->setup.inputs);
    if (!fault.isEmpty()) {
        emit inputsRefused(page, fault);
        return 0;
    }
    runs::RunOptions options = optionsOf(page);
    options.profile = true;
    askAboutProject(page);
    return submit(page, page->script(), std::move(options));
}

quint64 RunDesk::runAllowing(EditorPage *page, const QStringList &grants)
{
    const QString fault = inputsFault(page->setup.inputs);
    if (!fault.isEmpty()) {
        emit inputsRefused(page, fault);
        return 0;
    }
    runs::RunOptions options = optionsOf(page);
    options.grants += grants;
    askAboutProject(page);
    return submit(page, page->script(), std::move(options));
}

quint64 RunDesk::runInSandbox(EditorPage *page)
{
    runs::RunOptions options = optionsOf(page);
    options.grants.clear();
    options.canAsk = false;
    options.useProjectFile = false;
    // What is remembered for the folder would count otherwise.
    options.denies = {u"file.*"_s, u"path.*"_s, u"env.*"_s, u"network.*"_s};
    return submit(page, page->script(), options);
}

void RunDesk::runSelection(EditorPage *page, bool moveOn)
{
    editor::CodeEditor *editor = page->editor();
    const auto offset = [editor](unsigned message, unsigned long of = 0) {
        return uint32_t(editor->SendScintilla(message, of));
    };
    if (!editor->selectedUtf8().trimmed().isEmpty()) {
        runPart(page, {offset(Sci::SCI_GETSELECTIONSTART), offset(Sci::SCI_GETSELECTIONEND)});
        if (moveOn) editor->goTo(editor->selectionRange().end);
        return;
    }
    const auto line = (unsigned long)(editor->caretPlace().line - 1);
    const uint32_t begin = offset(Sci::SCI_POSITIONFROMLINE, line), end = offset(Sci::SCI_GETLINEENDPOSITION, line);
    page->assist()->service().ask(
        editor::LanguageService::Command,
        [begin, end](const language::DocumentPtr &document, const language::Workspace &) {
            const language::Span found = language::statementsBetween(*document, begin, end);
            return found.end > 0 ? found : language::Span{begin, end}; // no statement yet: the run says why
        },
        [this, page = QPointer(page), moveOn](language::Span span) {
            if (!page) return;
            const QByteArray text = page->script().source;
            runPart(page, span);
            if (moveOn) page->editor()->goTo({lineBehind(text, span.end), 1});
        });
}

void RunDesk::runPart(EditorPage *page, language::Span part)
{
    runs::Script script = page->script();
    const qsizetype end = std::min<qsizetype>(part.end, script.source.size());
    const qsizetype begin = std::min<qsizetype>(part.begin, end);
    const QByteArray before = script.source.first(begin);
    // Nothing but lines and spaces before the part: its places are those of the file.
    script.source = QByteArray(before.count('\n'), '\n') + QByteArray(begin - before.lastIndexOf('\n') - 1, ' ') +
                    script.source.sliced(begin, end - begin);
    if (script.source.trimmed().isEmpty()) return;
    script.name = tr("%1 (selection)").arg(page->name());
    submit(page, script, optionsOf(page));
}

void RunDesk::runToHere(EditorPage *page)
{
    const auto caret = uint32_t(editor::caretOf(*page->editor()));
    page->assist()->service().ask(
        editor::LanguageService::Command,
        [caret](const language::DocumentPtr &document, const language::Workspace &) {
            return language::endOfStatement(*document, caret);
        },
        [this, page = QPointer(page)](uint32_t end) {
            if (!page || end == 0) return;
            runs::Script script = page->script();
            script.source = script.source.first(std::min<qsizetype>(end, script.source.size()));
            script.name = tr("%1 (to line %2)").arg(page->name()).arg(script.source.count('\n') + 1);
            submit(page, script, optionsOf(page));
        });
}

quint64 RunDesk::submit(EditorPage *page, const runs::Script &script, runs::RunOptions options)
{
    clearMarks(page);
    const runs::RunPtr run = m_engine->submit(script, std::move(options));
    m_revisions.insert(run->id(), page->editor()->revision());
    if (!page->configuration.isEmpty()) m_configurations.insert(run->id(), page->configuration);
    m_list->add(run, page->key());
    m_list->setTellsEnd(run->id(), page->setup.tellsEnd);
    refreshTab(page);
    if (!m_spinTimer.isActive()) m_spinTimer.start();
    emit started(run->id());
    return run->id();
}

quint64 RunDesk::runBeside(const runs::Script &script, runs::RunOptions options)
{
    EditorPage *page = script.path.isEmpty() ? nullptr : m_area->pageOfFile(script.path);
    if (page != nullptr && page->script().source == script.source) return submit(page, script, std::move(options));
    const runs::RunPtr run = m_engine->submit(script, std::move(options));
    m_list->add(run);
    emit started(run->id());
    return run->id();
}

quint64 RunDesk::rerun(quint64 id)
{
    const runs::RunPtr old = m_list->run(id);
    EditorPage *page = pageOfRun(id);
    if (!old) return page != nullptr ? run(page) : 0;
    return repeat(id, old->options());
}

quint64 RunDesk::repeat(quint64 id, runs::RunOptions options)
{
    const runs::RunEntry entry = m_list->entry(id);
    const runs::RunPtr old = m_list->run(id);
    if (options.session) return emit inputWanted(old, options), 0;
    if (EditorPage *page = pageOfRun(id)) clearMarks(page);
    const runs::RunPtr again = m_engine->submit(old->script(), std::move(options));
    m_revisions.insert(again->id(), m_revisions.value(id));
    m_list->add(again, entry.tab);
    m_list->setTellsEnd(again->id(), entry.tellsEnd);
    if (!m_spinTimer.isActive()) m_spinTimer.start();
    emit started(again->id());
    return again->id();
}

quint64 RunDesk::raiseAndRerun(quint64 id)
{
    const runs::RunPtr old = m_list->run(id);
    if (!old || !m_list->entry(id).canBeRaised()) return 0;
    runs::RunOptions options = old->options();
    const QString limit = m_list->entry(id).errorName;
    if (limit == "memory_limit"_L1) options.memoryLimit *= 2;
    else if (limit == "output_limit"_L1) options.outputLimit *= 2;
    else if (limit == "instruction_limit"_L1) options.instructionLimit *= 2;
    else options.timeoutSeconds *= 2;
    // What a file's runs may take stays raised for it; output and steps are set for all files, in the settings.
    if (EditorPage *page = pageOfRun(id); page != nullptr) {
        page->setup.limits = settings::Limits{options.timeoutSeconds, options.memoryLimit};
        emit limitsRaised(page);
    }
    return repeat(id, std::move(options));
}

quint64 RunDesk::runKept(const journal::RunDetails &details)
{
    EditorPage *page = m_area->pageOfFile(details.record.path.isEmpty() ? details.record.name : details.record.path);
    const runs::Script script = journal::scriptOf(details);
    if (page != nullptr) return submit(page, script, journal::optionsOf(details));
    const runs::RunPtr run = m_engine->submit(script, journal::optionsOf(details));
    m_list->add(run);
    emit started(run->id());
    return run->id();
}

quint64 RunDesk::call(EditorPage *page, const QString &function, const QByteArray &arguments)
{
    const QString fault = inputsFault(page->setup.inputs);
    if (!fault.isEmpty()) {
        emit inputsRefused(page, fault);
        return 0;
    }
    askAboutProject(page);
    runs::RunOptions options = optionsOf(page);
    options.function = function;
    options.argumentsText = arguments;
    options.label = tr("%1 (%2)").arg(page->name(), function);
    return submit(page, page->script(), options);
}

int RunDesk::runChanged()
{
    int count = 0;
    for (EditorPage *page : m_area->pages()) {
        const quint64 last = m_list->frontRunOfTab(page->key());
        // Edited since, or never run in this window; a text nobody has touched is no script yet.
        const bool changed = last == 0 ? !page->isPristine() && !page->script().source.trimmed().isEmpty()
                                       : m_revisions.value(last) != page->editor()->revision();
        if (changed && run(page) != 0) ++count;
    }
    return count;
}

void RunDesk::stopFront()
{
    m_list->stop(m_list->runToStop());
}

void RunDesk::pauseFront()
{
    m_list->togglePause(m_list->runToStop());
}

// ---- what runs say about their text -----------------------------------------------------------------------------

EditorPage *RunDesk::pageOfRun(quint64 run) const
{
    const runs::RunEntry entry = m_list->entry(run);
    if (EditorPage *page = m_area->pageOfKey(entry.tab)) return page;
    return entry.path.isEmpty() ? nullptr : m_area->pageOfFile(entry.path);
}

bool RunDesk::isLatest(const EditorPage *page, quint64 run) const
{
    return m_list->frontRunOfTab(page->key()) == run;
}

void RunDesk::clearMarks(EditorPage *page)
{
    page->editor()->setRunError(0, {});
    page->editor()->setStoppedLine(0);
    page->editor()->setPausedLine(0);
}

void RunDesk::refreshTab(EditorPage *page)
{
    const runs::RunEntry entry = m_list->entry(m_list->frontRunOfTab(page->key()));
    if (entry.id == 0 || entry.isOver()) return m_area->setRunState(page->key(), {}, false);
    const bool spins = entry.started.msecsTo(QDateTime::currentDateTime()) >= widgets::kSpinnerDelayMs;
    m_area->setRunState(page->key(), entry.look(), spins);
}

void RunDesk::onChanged(quint64 run)
{
    EditorPage *page = pageOfRun(run);
    if (page == nullptr || !isLatest(page, run)) return;
    refreshTab(page);
    const runs::RunEntry entry = m_list->entry(run);
    page->editor()->setPausedLine(entry.status.state == RunState::Paused ? entry.status.line : 0);
}

void RunDesk::onEnded(quint64 run)
{
    EditorPage *page = pageOfRun(run);
    const runs::RunPtr handle = m_list->run(run);
    if (page != nullptr && handle && isLatest(page, run)) {
        refreshTab(page);
        editor::CodeEditor *editor = page->editor();
        editor->setPausedLine(0);
        const runs::RunResult &result = handle->result();
        const bool compiled =
            result.transpileTime > 0 && result.error && result.error->kind != syntax::ErrorKind::SyntaxError;
        const bool here =
            result.error && (result.error->file == handle->script().name || page->isFile(result.error->file));
        if (handle->state() == RunState::Cancelled) editor->setStoppedLine(m_list->entry(run).status.line);
        else if (result.error && compiled && here && result.error->line > 0 &&
                 result.error->kind != syntax::ErrorKind::InternalError) // which is no fault of that line
            editor->setRunError(result.error->line, result.error->message);
        if (CodeChecker *checker = m_checkers.value(page)) checker->checkSoon();
        showBolts(page);
    }
    if (page != nullptr) tellStorageProblem(page);
    m_revisions.removeIf([this](const auto &known) { return !m_list->contains(known.key()); });
    m_configurations.removeIf([this](const auto &known) { return !m_list->contains(known.key()); });
}

// ---- questions --------------------------------------------------------------------------------------------------

EditorPage *RunDesk::pageOfQuestion(const runs::PermissionRequest &request) const
{
    const runs::RunPtr run = m_list->run(request.run);
    EditorPage *page = pageOfRun(request.run);
    // The script itself, unless a module it imports asks.
    if (page != nullptr && run &&
        (request.file.isEmpty() || request.file == run->script().name || page->isFile(request.file)))
        return page;
    return m_area->pageOfFile(request.file);
}

// The oldest question of a page is the one that stands in it.
void RunDesk::showQuestion(EditorPage *page)
{
    for (const runs::PermissionRequest &request : m_list->questions()) {
        // A run has one question open; those before its first statement have a bar of their own.
        if (!request.wishes.isEmpty() || m_list->groups().oldestOf(request.run) != request.id) continue;
        if (pageOfQuestion(request) != page) continue;
        QPointer<permissions::PermissionBar> &bar = m_bars[page];
        if (bar && bar->run() == request.run && bar->question() == request.id) return;
        auto *made = new permissions::PermissionBar(page->editor()->viewport());
        made->setObjectName(u"permissionBar"_s);
        connect(made, &permissions::PermissionBar::answered, m_list, &runs::RunList::answer);
        connect(made, &permissions::PermissionBar::escaped, page->editor(), qOverload<>(&QWidget::setFocus));
        connect(made, &permissions::PermissionBar::placeActivated, this, &RunDesk::placeActivated);
        bar = made;
        fillQuestion(page, &request);
        page->editor()->setWaitingLine(request.line);
        page->editor()->permissionBars().show(made, qMax(request.line, 1));
        // Brought into sight unless somebody is at work on the text: it must not move under his hands.
        if (m_area->currentPage() == page && m_revisions.value(request.run) == page->editor()->revision())
            page->editor()->permissionBars().reveal();
        showBolts(page);
        return;
    }
}

/// What the bar of a page says, for `request` or for the question that it has.
void RunDesk::fillQuestion(EditorPage *page, const runs::PermissionRequest *request)
{
    permissions::PermissionBar *bar = m_bars.value(page);
    const quint64 run = request != nullptr ? request->run : bar->run();
    const quint64 question = request != nullptr ? request->id : bar->question();
    const QList<runs::PermissionRequest> members = m_list->groups().membersOf(run, question);
    if (members.isEmpty()) return;
    const runs::RunEntry entry = m_list->entry(run);
    bar->ask(run, m_list->leadingQuestion(run, question), entry.number, entry.name);
    bar->setOthers(members.sliced(1));
}

void RunDesk::onSettled(quint64 run, quint64 question)
{
    for (EditorPage *page : m_area->pages()) {
        const QPointer<permissions::PermissionBar> bar = m_bars.value(page);
        if (!bar || bar->run() != run || bar->question() != question) continue;
        const bool hadFocus = bar->isAncestorOf(bar->window()->focusWidget()) || bar->hasFocus();
        m_bars.remove(page);
        page->editor()->permissionBars().remove();
        page->editor()->setWaitingLine(0);
        if (hadFocus) page->editor()->setFocus();
        showBolts(page);
        showQuestion(page);
    }
}

bool RunDesk::goToOldestQuestion()
{
    if (m_list->questions().isEmpty()) return false;
    EditorPage *page = pageOfQuestion(m_list->questions().first());
    if (page == nullptr) return false;
    m_area->setCurrentPage(page);
    permissions::PermissionBar *bar = m_bars.value(page);
    if (bar == nullptr) return false;
    page->editor()->permissionBars().reveal();
    bar->focusQuestion();
    return true;
}

} // namespace latchkey::window
