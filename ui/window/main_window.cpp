// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/history/history_pane.h"
#include "ui/jobs/job_stack.h"
#include "ui/output/output_pane.h"
#include "ui/output/problems_pane.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/profile/profile_pane.h"
#include "ui/project/file_index.h"
#include "ui/project/outline_pane.h"
#include "ui/project/project_tree.h"
#include "ui/project/search_pane.h"
#include "ui/results/result_group.h"
#include "ui/results/result_pane.h"
#include "ui/runs/runs_pane.h"
#include "ui/session/session_pane.h"
#include "ui/theme/icons.h"
#include "ui/window/ask.h"
#include "ui/window/batch_desk.h"
#include "ui/window/clipboard_run.h"
#include "ui/window/code_desk.h"
#include "ui/window/command_palette.h"
#include "ui/window/configuration_desk.h"
#include "ui/window/corner.h"
#include "ui/window/event_sounds.h"
#include "ui/window/examples.h"
#include "ui/window/format_menus.h"
#include "ui/window/help_desk.h"
#include "ui/window/history_desk.h"
#include "ui/window/paint_ahead.h"
#include "ui/window/panes.h"
#include "ui/window/permission_desk.h"
#include "ui/window/policy_desk.h"
#include "ui/window/profile_desk.h"
#include "ui/window/result_desk.h"
#include "ui/window/run_desk.h"
#include "ui/window/run_notices.h"
#include "ui/window/run_notifier.h"
#include "ui/window/seams.h"
#include "ui/window/session_desk.h"
#include "ui/window/settings_desk.h"
#include "ui/window/single_instance.h"
#include "ui/window/status_line.h"
#include "ui/window/tab_order.h"
#include "ui/window/taskbar_progress.h"
#include "ui/window/tool_bar.h"
#include "ui/window/tour.h"
#include "ui/window/welcome_page.h"

#include <QAccessible>
#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QFileInfo>
#include <QMimeData>
#include <QStandardPaths>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using widgets::Notice;
using widgets::Span;

namespace {

constexpr QSize kFirstSize(1280, 820), kLeastSize(640, 420);
constexpr int kSessionMs = 1000, kFiguresMs = 500, kEscapeMs = 1000;

const QString kFiles = u"files"_s, kOutline = u"outline"_s, kSearch = u"search"_s, kPermissions = u"permissions"_s,
              kOutput = u"output"_s, kProblems = u"problems"_s, kRuns = u"runs"_s, kHistory = u"history"_s,
              kPrompts = u"prompts"_s, kProfile = u"profile"_s, kSession = u"session"_s;

// Bytes of this process in memory; the kernel answers at once.
qint64 memoryInUse()
{
    QFile statm(u"/proc/self/statm"_s);
    if (!statm.open(QIODevice::ReadOnly)) return 0;
    return statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

runs::EngineOptions engineOptions(const WindowOptions &options, const settings::Settings &settings)
{
    runs::EngineOptions made;
    made.threads = options.threads > 0 ? options.threads : int(settings.number(settings::key::kWorkers));
    made.stateFolder = options.stateFolder;
    return made;
}

} // namespace

QString defaultStateFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) + u"/latchkey"_s;
}

MainWindow::MainWindow(const WindowOptions &options, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(new settings::Settings(this))
    , m_history(std::make_unique<history::HistoryStore>(
          options.stateFolder.isEmpty() ? QString() : options.stateFolder + u"/history.db"_s,
          SettingsDesk::historyBounds(*m_settings)))
    , m_engine(std::make_unique<runs::Engine>(engineOptions(options, *m_settings)))
    , m_options(options)
    , m_runs(new runs::RunList(this))
    , m_commands(new Commands(this))
    , m_toolBar(new ToolBar(this))
    , m_welcome(new WelcomePage)
    , m_area(new EditorArea(m_welcome))
    , m_status(new StatusLine)
    , m_corner(new Corner(this, m_status))
    , m_files(new FileDesk(m_area, m_settings, options.stateFolder, this))
    , m_desk(new RunDesk(m_engine.get(), m_runs, m_area, m_settings, this))
    , m_batches(new BatchDesk(m_engine.get(), this))
    , m_policy(new PolicyDesk(m_engine.get(), m_files, m_area, this))
    , m_panes(new Panes(this))
    // The session and the count of starts belong to the one window that restores them.
    , m_store(options.restoreSession ? options.stateFolder : QString())
    , m_start(options.restoreSession ? options.stateFolder : QString())
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(theme::Icons::application());
    setMinimumSize(kLeastSize);
    new PaintAhead(this);
    setAcceptDrops(true);
    setDockOptions(QMainWindow::DockOptions()); // no animation; docks lie beside each other only
    setContextMenuPolicy(Qt::NoContextMenu);
    addToolBar(m_toolBar);
    setCentralWidget(m_area);
    setStatusBar(m_status);
    m_settings->applyLook();
    makePanes();
    new Seams(this);
    makeCommands();
    m_settingsDesk = new SettingsDesk({this, m_settings, m_commands, m_area, m_files, m_toolBar, options.stateFolder,
                                       m_engine.get(), m_history.get()});
    connect(m_settingsDesk, &SettingsDesk::workersChanged, this, &MainWindow::showFigures);
    connect(m_settingsDesk, &SettingsDesk::historyBoundsChanged, m_historyPane, &history::HistoryPane::setBounds);
    m_historyPane->setBounds(SettingsDesk::historyBounds(*m_settings));
    m_tour =
        new Tour({m_area, m_files, m_runs, m_settings, [this](const QString &id) { return m_commands->keyText(id); },
                  [this](const QString &pane) { m_panes->show(pane, false); }},
                 this);
    connect(m_tour, &Tour::changed, this, &MainWindow::refreshWelcome);
    makeToolBarMenus();
    makeStatusBar();
    connectParts();

    SessionState session = options.restoreSession ? m_store.read() : SessionState();
    if (!m_settings->flag(settings::key::kRestoreSession)) session.tabs.clear(); // unsaved texts come back all the same
    resize(kFirstSize);
    if (session.geometry.isEmpty() || !restoreGeometry(session.geometry)) resize(kFirstSize);
    session.layout.isEmpty() ? m_panes->reset() : m_panes->restore(session.layout);
    m_restoring = options.restoreSession;
    if (m_start.isSafeStart()) {
        offerSession(session);
    } else if (options.restoreSession) {
        bringSessionBack(session);
    } else if (options.firstScript) {
        firstStart();
    }
    onPageChanged(page());
    onRunState();
    if (page() == nullptr) m_welcome->setFocus();
}

MainWindow::~MainWindow()
{
    // Parts tell each other what happens to them until the end; nobody listens any more.
    for (QObject *part : std::initializer_list<QObject *>{m_area, m_runs, m_files, m_desk}) part->disconnect(this);
    disconnect(m_caret);
    disconnect(qApp, nullptr, m_area, nullptr); // the focus leaves the editor while it goes
    m_session->close();
    delete m_batches; // its windows hold runs of the engine
}

// ---- parts ------------------------------------------------------------------------------------------------------

void MainWindow::makePanes()
{
    m_tree = new project::ProjectTree;
    m_search = new project::SearchPane;
    m_index = new project::FileIndex(this);
    m_output = new output::OutputPane;
    m_problems = new output::ProblemsPane;
    m_runsPane = new runs::RunsPane;
    m_historyPane = new history::HistoryPane(m_history.get());
    m_prompts = new permissions::PromptsPane;
    m_results = new results::ResultGroup(this);
    m_result = m_results->result();
    m_permissions = new permissions::PermissionsPane;
    m_outline = new project::OutlinePane;
    m_panes->add(kFiles, tr("Files"), m_tree, Qt::LeftDockWidgetArea);
    m_panes->add(kOutline, tr("Outline"), m_outline, Qt::LeftDockWidgetArea);
    m_panes->add(kSearch, tr("Search"), m_search, Qt::LeftDockWidgetArea);
    for (const auto &[id, title, pane] : m_results->members()) m_panes->add(id, title, pane, Qt::RightDockWidgetArea);
    m_panes->add(kOutput, tr("Output"), m_output, Qt::BottomDockWidgetArea);
    m_panes->add(kProblems, tr("Problems"), m_problems, Qt::BottomDockWidgetArea);
    m_panes->add(kRuns, tr("Runs"), m_runsPane, Qt::BottomDockWidgetArea);
    m_panes->add(kPrompts, tr("Prompts"), m_prompts, Qt::BottomDockWidgetArea);
    m_session = new SessionDesk({m_engine.get(), m_runs, m_settings, m_area, m_panes, m_results, m_desk, m_status, this,
                                 m_options.stateFolder, [this] { return m_tree->folder(); },
                                 [this](const QString &file, int line, int column) { goTo(file, line, column); },
                                 [this] { (*m_commands)[u"about"_s]->trigger(); }});
    m_panes->add(kSession, tr("Session"), m_session->pane(), Qt::BottomDockWidgetArea);
    m_corner->keepClearOf(m_session->pane()->inputBar());
    m_panes->add(kPermissions, tr("Permissions"), m_permissions, Qt::BottomDockWidgetArea);
    m_panes->add(kHistory, tr("History"), m_historyPane, Qt::BottomDockWidgetArea);
    auto *profilePane = new profile::ProfilePane;
    m_panes->add(kProfile, tr("Profile"), profilePane, Qt::BottomDockWidgetArea);
    profilePane->follow(m_runs);
    new ProfileDesk({profilePane, m_panes, m_area, m_desk, m_runs, this,
                     [this](const QString &file, int line, int column) { goTo(file, line, column); }, m_status});
    m_output->follow(m_runs);
    m_corner->keepClearOf(m_output->inputBar());
    m_runsPane->follow(m_runs);
    m_prompts->follow(m_runs);
    m_results->follow(m_runs);
    new ResultDesk({m_results, m_panes, m_area, m_status, this, [this] { refreshRunSetup(); }});
    m_permissions->follow(m_runs, &m_engine->broker());
    m_desk->setProblemsModel(m_problems->model());
    m_help = new HelpDesk(
        {m_area, m_files, m_desk, m_panes, m_problems, [this](const QString &file) { openExample(file); }}, this);
    m_configurations = new ConfigurationDesk(
        new RunConfigurations(RunConfigurations::fileFor(m_options.stateFolder), this), m_area, this, this);
    m_code = new CodeDesk({m_area, m_files, m_desk, m_status, m_outline, this, [this] { return paletteTop(); },
                           [this] { return m_tree->folder(); }});
}

void MainWindow::connectParts()
{
    using theme::BadgeLook;
    connect(m_area, &EditorArea::currentPageChanged, this, &MainWindow::onPageChanged);
    connect(m_area, &EditorArea::pageAdded, this, [this](EditorPage *added) {
        connect(added->editor(), &editor::CodeEditor::callRequested, this, &MainWindow::showCall);
        connect(added->editor(), &editor::CodeEditor::definitionRequested, m_code, &CodeDesk::goToDefinition);
        connect(added->editor(), &editor::CodeEditor::menuRequested, this, &MainWindow::showEditorMenu);
    });
    connect(m_area, &EditorArea::tabsChanged, this, [this] {
        refreshTitle();
        refreshCommands();
        saveSessionSoon();
    });
    connect(m_area, &EditorArea::menuRequested, this, &MainWindow::fillTabMenu);
    connect(m_area, &EditorArea::moreAboutToShow, this, [this](QMenu *menu) {
        menu->addSeparator();
        menu->addAction((*m_commands)[u"moveToOtherSide"_s]);
        menu->addAction((*m_commands)[u"closeOthers"_s]);
        menu->addAction((*m_commands)[u"reopen"_s]);
    });
    connect(m_files, &FileDesk::said, m_status, &StatusLine::say);
    connect(m_corner, &Corner::focusLost, this, [this] {
        if (page() != nullptr) page()->setFocus();
    });
    connect(m_files, &FileDesk::closedChanged, this, &MainWindow::refreshCommands);
    connect(m_settings, &settings::Settings::limitsChanged, this, &MainWindow::refreshRunSetup);
    connect(m_settings, &settings::Settings::recentFilesChanged, this, &MainWindow::refreshWelcome);

    connect(m_runs, &runs::RunList::runChanged, this, &MainWindow::onRunState);
    connect(m_runs, &runs::RunList::runAdded, this, &MainWindow::onRunState);
    connect(m_runs, &runs::RunList::runEnded, this, &MainWindow::onRunState);
    connect(m_runs, &runs::RunList::frontRunChanged, this, &MainWindow::onRunState);
    connect(m_runs, &runs::RunList::asideFirstChanged, this, &MainWindow::onRunState);
    connect(m_runs, &runs::RunList::announced, this, &MainWindow::announce);
    connect(m_runs, &runs::RunList::questionAsked, this, [this] {
        if (m_quitWhenIdle) { // somebody has to answer
            m_quitWhenIdle = false;
            show();
        }
    });
    connect(m_batches, &BatchDesk::said, m_status, &StatusLine::say);
    connect(m_policy, &PolicyDesk::said, m_status, &StatusLine::say);
    connect(m_batches, &BatchDesk::placeActivated, this, &MainWindow::goTo);
    connect(m_batches, &BatchDesk::runRequested, this, [this](const runs::Script &script, const runs::RunOptions &o) {
        m_desk->runBeside(script, o);
        raise();
        activateWindow();
    });
    connect(m_desk, &RunDesk::started, this, [this] {
        if (m_panes->isShown(kProblems) || !m_panes->dock(Qt::BottomDockWidgetArea)->isVisible())
            m_panes->show(kOutput, false);
        saveSessionSoon();
    });
    connect(m_desk, &RunDesk::inputsRefused, this, [this](EditorPage *page, const QString &why) {
        m_area->setCurrentPage(page);
        showSetup(false);
        announce(why);
    });
    connect(m_desk, &RunDesk::placeActivated, this, &MainWindow::goTo);
    m_permissionDesk = new PermissionDesk(m_engine.get(), m_desk, m_prompts, this);
    connect(m_permissionDesk, &PermissionDesk::placeActivated, this, &MainWindow::goTo);
    connect(m_permissionDesk, &PermissionDesk::grantsChanged, this, &MainWindow::refreshRunSetup);
    connect(m_permissions, &permissions::PermissionsPane::tightenRequested, this,
            [this](quint64 run) { m_status->say(m_permissionDesk->tighten(run)); });
    connect(m_permissions, &permissions::PermissionsPane::grantRequested, this,
            [this](quint64 run, const QString &grant) { m_status->say(m_permissionDesk->allow(run, grant)); });
    connect(m_output, &output::OutputPane::faultActivated, (*m_commands)[u"about"_s], &QAction::trigger);
    connect(m_output, &output::OutputPane::grantActivated, this, [this](quint64 run, const QString &grant) {
        showLedger(run);
        m_permissions->showDenial(grant);
    });
    connect(new RunNotices(m_desk), &RunNotices::ledgerRequested, this, &MainWindow::showLedger);
    connect(m_configurations, &ConfigurationDesk::setupChanged, this, &MainWindow::refreshRunSetup);

    connect(m_output, &output::OutputPane::locationActivated, this, &MainWindow::goTo);
    connect(m_output, &output::OutputPane::urlActivated, this, [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(m_output, &output::OutputPane::saved, this, [this](const QString &path, const QString &error) {
        if (error.isEmpty()) m_status->say(tr("Saved the output as %1").arg(QFileInfo(path).fileName()));
        else m_area->notices()->post({u"outputSave"_s, Notice::Kind::Error, {{error}}});
    });
    connect(m_problems, &output::ProblemsPane::activated, this, &MainWindow::goTo);
    connect(m_problems, &output::ProblemsPane::fixRequested, this, [this](const output::Problem &problem, int fix) {
        if (!m_desk->applyFix(problem, fix))
            m_status->say(tr("The text has changed since; the fix does not fit any more"));
    });
    connect(m_problems, &output::ProblemsPane::countsChanged, this, [this](int errors, int warnings) {
        m_panes->setBadge(kProblems, errors + warnings, errors > 0 ? BadgeLook::Problems : BadgeLook::Warnings);
        m_status->setProblems(errors, warnings);
    });
    connect(m_runsPane, &runs::RunsPane::rerunRequested, this, [this](quint64 run) {
        m_runs->entry(run).lost ? m_historyDesk->rerunLost(run) : void(m_desk->rerun(run));
    });
    connect(m_runsPane, &runs::RunsPane::raiseRequested, m_desk, &RunDesk::raiseAndRerun);
    connect(m_desk, &RunDesk::limitsRaised, this, &MainWindow::refreshRunSetup);
    connect(m_runsPane, &runs::RunsPane::activated, this, [this](quint64 run) {
        if (m_session->show(run)) return;
        const runs::RunEntry entry = m_runs->entry(run);
        if (EditorPage *its = m_area->pageOfKey(entry.tab)) m_area->setCurrentPage(its);
        else if (!entry.path.isEmpty()) m_files->open({entry.path});
        if (entry.lost) return m_historyDesk->showLost(run);
        m_runs->setFrontRun(run);
        m_panes->show(kOutput, false);
    });
    connect(m_runsPane, &runs::RunsPane::countChanged, this,
            [this](int live) { m_panes->setBadge(kRuns, live, BadgeLook::Count); });
    connect(m_prompts, &permissions::PromptsPane::placeActivated, this, &MainWindow::goTo);
    connect(m_prompts, &permissions::PromptsPane::escaped, this, [this] {
        if (page() != nullptr) page()->setFocus();
    });
    connect(m_prompts, &permissions::PromptsPane::countChanged, this,
            [this](int count) { m_panes->setBadge(kPrompts, count, BadgeLook::Questions); });
    connect(m_permissions, &permissions::PermissionsPane::placeActivated, this, &MainWindow::goTo);
    connect(m_result, &results::ResultPane::insertResultRequested, this, [this](const QString &file) {
        EditorPage *its = m_area->pageOfFile(file);
        if (its == nullptr) its = page();
        if (its == nullptr) return;
        editor::CodeEditor *code = its->editor();
        code->replaceText(code->utf8() + (code->utf8().endsWith('\n') ? "result = " : "\nresult = "));
        m_area->setCurrentPage(its);
        code->SendScintilla(QsciScintillaBase::SCI_DOCUMENTEND);
        code->setFocus();
    });
    connectProject();
    m_historyDesk = new HistoryDesk(
        {m_history.get(), m_historyPane, m_runs, m_runsPane, m_desk, m_area, m_files, m_panes, m_status, this}, this);
    connect(m_historyDesk, &HistoryDesk::setupChanged, this, &MainWindow::refreshRunSetup);

    new TaskbarProgress(m_runs, this);
    auto *notifier = new RunNotifier(m_runs, this, this);
    m_settingsDesk->setNotifier(notifier);
    m_settingsDesk->setSounds(new EventSounds(m_runs, this));
    connect(m_batches, &BatchDesk::ended, notifier, &RunNotifier::tellBatch);
    connect(notifier, &RunNotifier::rerunRequested, m_desk, &RunDesk::rerun);
    connect(notifier, &RunNotifier::showRequested, this, [this](quint64 run) {
        if (!m_session->show(run)) {
            if (m_runs->contains(run)) m_runs->setFrontRun(run);
            m_panes->show(run != 0 ? kOutput : kRuns, false);
        }
        show();
        raise();
        activateWindow();
    });

    for (QTimer *later : {&m_caretLater, &m_commandsLater}) {
        later->setSingleShot(true);
        later->setInterval(0);
    }
    connect(&m_caretLater, &QTimer::timeout, this, &MainWindow::refreshCaret);
    connect(&m_commandsLater, &QTimer::timeout, this, &MainWindow::refreshCommands);
    m_sessionTimer.setSingleShot(true);
    m_sessionTimer.setInterval(kSessionMs);
    connect(&m_sessionTimer, &QTimer::timeout, this, &MainWindow::saveSession);
    m_figures.setInterval(kFiguresMs);
    connect(&m_figures, &QTimer::timeout, this, [this] {
        showFigures();
        if (m_runs->liveCount() == 0) m_figures.stop();
    });
}

void MainWindow::showFigures()
{
    m_status->setWorkers(m_engine->runningCount(), m_engine->threadCount());
    m_status->setMemory(memoryInUse());
}

void MainWindow::makeStatusBar()
{
    connect(m_status->place, &QAbstractButton::clicked, (*m_commands)[u"goLine"_s], &QAction::trigger);
    connect(m_status->language, &QAbstractButton::clicked, (*m_commands)[u"palette"_s], &QAction::trigger);
    connect(m_status->problems, &QAbstractButton::clicked, this, [this] { m_panes->show(kProblems); });
    connect(m_status->running, &QAbstractButton::clicked, this, [this] { m_panes->show(kRuns); });
    connect(m_status->workers, &QAbstractButton::clicked, this, [this] { m_panes->show(kRuns); });
    connect(m_status->memory, &QAbstractButton::clicked, this, [this] { m_panes->show(kRuns); });
    connect(m_status->needsYou, &QAbstractButton::clicked, (*m_commands)[u"oldestQuestion"_s], &QAction::trigger);
    const auto choices = [](QToolButton *button, const QString &name) {
        auto *menu = new QMenu(button);
        menu->setAccessibleName(name);
        button->setMenu(menu);
        button->setPopupMode(QToolButton::InstantPopup);
        return menu;
    };
    keepLineEndMenu(choices(m_status->lineEnd, tr("Line ends")), [this] { return page(); });
    keepEncodingMenu(choices(m_status->encoding, tr("Encoding")), [this] { return page(); });
    showFigures();
    m_status->setProblems(0, 0);
}

// ---- start ------------------------------------------------------------------------------------------------------

void MainWindow::firstStart()
{
    if (!examples().isEmpty()) openExample(examples().first().file);
    if (m_settings->introSeen()) return;
    Notice intro{u"intro"_s, Notice::Kind::Information, {{tr("These keys are enough:")}}};
    const std::pair<QString, QString> keys[] = {{u"run"_s, tr("runs the file in front,")},
                                                {u"stop"_s, tr("stops the run,")},
                                                {u"oldestQuestion"_s, tr("goes to a waiting question.")}};
    for (const auto &[command, what] : keys)
        if (const QString text = m_commands->keyText(command); !text.isEmpty())
            intro.text << Span{u"  "_s} << Span{text, Span::Voice::Keys} << Span{u"  "_s + what};
    intro.actions = {{tr("All keys"), [this] { openPalette(u">"_s); }, true}};
    m_area->notices()->post(intro);
    connect(m_area->notices(), &widgets::NotificationBar::closed, m_settings, [this](const QString &id) {
        if (id == u"intro"_s) m_settings->setIntroSeen();
    });
}

void MainWindow::bringSessionBack(const SessionState &session)
{
    for (const auto &[name, path] : session.running) m_runs->addLost(name, path);
    m_files->restore(session, [this] {
        m_restoring = false;
        if (m_options.firstScript && m_area->pages().isEmpty()) firstStart();
        emit restored();
    });
}

// The session stays on disk as it is until it is asked for, or until a start without it went well.
void MainWindow::offerSession(const SessionState &session)
{
    Notice notice{u"safeStart"_s, Notice::Kind::Warning, {}};
    notice.text = {{tr("Latchkey ended early twice. This window opened without your last session; it is kept.")}};
    notice.actions = {{tr("Bring the session back"), [this, session] { bringSessionBack(session); }}};
    m_area->notices()->post(notice);
    QTimer::singleShot(0, this, &MainWindow::restored);
}

void MainWindow::openPlaces(const QList<FilePlace> &places)
{
    for (const FilePlace &place : places) m_files->open(place);
}

void MainWindow::fulfil(const StartWish &wish)
{
    openPlaces(wish.places);
    if (wish.task == StartWish::Task::NewScript) m_files->newFile();
    else if (wish.task == StartWish::Task::NewSession) m_session->newSession();
    else if (wish.task == StartWish::Task::RunClipboard) new ClipboardRun(this);
}

void MainWindow::openAndRun(const QString &path)
{
    EditorPage *opened = m_files->open({path});
    const auto start = [this, opened] { m_desk->run(opened); };
    if (opened->document()->isBusy() || opened->editor()->isLoading())
        connect(opened->editor(), &editor::CodeEditor::loaded, opened, start, Qt::SingleShotConnection);
    else start();
}

void MainWindow::openExample(const QString &file)
{
    for (const Example &example : examples()) {
        if (example.file != file) continue;
        EditorPage *page = m_area->pageOfFile(file);
        if (page != nullptr) return m_area->setCurrentPage(page);
        page = m_files->newFile(exampleText(example), file);
        page->setup.inputs = example.inputs;
        refreshRunSetup();
    }
}

// ---- what is in front -------------------------------------------------------------------------------------------

void MainWindow::onPageChanged(EditorPage *current)
{
    disconnect(m_caret);
    if (current != nullptr) {
        m_caret =
            connect(current->editor(), &editor::CodeEditor::caretMoved, &m_caretLater, qOverload<>(&QTimer::start));
        // Once per page: what the page says about itself reaches the window only while it is in front.
        const auto inFront = [this, current](auto then) {
            return [this, current, then] {
                if (page() == current) (this->*then)();
            };
        };
        if (!current->property("known").toBool()) {
            current->setProperty("known", true);
            connect(current->document(), &editor::Document::formatChanged, this, inFront(&MainWindow::refreshCaret));
            connect(current->document(), &editor::Document::pathChanged, this, [this, current] {
                if (page() == current) onPageChanged(current);
            });
            connect(current->editor(), &editor::CodeEditor::bookmarksChanged, this, &MainWindow::saveSessionSoon);
            connect(current->editor(), &editor::CodeEditor::escapePressed, this, &MainWindow::onEscape);
            connect(current->editor(), &editor::CodeEditor::copyAvailable, this, inFront(&MainWindow::refreshCommands));
            connect(current->editor(), &editor::CodeEditor::edited, &m_commandsLater, qOverload<>(&QTimer::start));
        }
        m_tree->setFile(current->path());
        m_output->setEmptyHint(tr("Press %1 to run %2").arg(m_commands->keyText(u"run"_s), current->name()));
    } else {
        refreshWelcome();
        m_output->setEmptyHint(tr("Open a script and press %1").arg(m_commands->keyText(u"run"_s)));
    }
    refreshTitle();
    refreshCaret();
    refreshRunSetup();
    onRunState();
    saveSessionSoon();
}

void MainWindow::refreshCaret()
{
    if (page() == nullptr) return m_status->clearFile();
    const editor::TextPlace place = page()->editor()->caretPlace();
    const auto selected = page()->editor()->SendScintilla(
        QsciScintillaBase::SCI_COUNTCHARACTERS,
        (unsigned long)page()->editor()->SendScintilla(QsciScintillaBase::SCI_GETSELECTIONSTART),
        page()->editor()->SendScintilla(QsciScintillaBase::SCI_GETSELECTIONEND));
    m_status->setPlace(place.line, place.column, int(selected));
    const editor::TextFormat &format = page()->document()->format();
    m_status->setFormat(page()->path().isEmpty() || page()->path().endsWith(u".ml"_s) ? u"ML"_s : tr("Plain text"),
                        format.encodingName(), format.lineEndName());
}

void MainWindow::refreshTitle()
{
    const EditorPage *current = page();
    const QString name = current != nullptr ? current->name() : tr("Welcome");
    const int live = m_runs->liveCount();
    setWindowTitle(live > 0 ? tr("%1[*] — %n running — Latchkey", nullptr, live).arg(name)
                            : tr("%1[*] — Latchkey").arg(name));
    setWindowModified(current != nullptr && current->document()->isModified());
    setWindowFilePath({});
}

void MainWindow::onRunState()
{
    using Run = widgets::RunButton::Mode;
    using Stop = widgets::StopButton::Mode;
    const runs::RunEntry front = m_desk->acting();
    const bool going = front.id != 0 && !front.isOver();
    const bool paused = going && front.status.state == runs::RunState::Paused;
    const bool stopping = going && front.status.state == runs::RunState::Stopping;
    m_toolBar->runButton()->setMode(page() == nullptr && !paused ? Run::NoFile
                                    : paused                     ? Run::Paused
                                    : going                      ? Run::Going
                                                                 : Run::Ready);
    m_toolBar->stopButton()->setMode(!going     ? Stop::Nothing
                                     : stopping ? Stop::Stopping
                                     : paused   ? Stop::Paused
                                                : Stop::Running);
    m_toolBar->pauseButton()->setEnabled(going && !stopping);
    const int needsYou = m_runs->needsYouCount();
    m_status->setRuns(std::max(0, m_runs->liveCount() - needsYou), needsYou);
    if (m_runs->liveCount() > 0 && !m_figures.isActive()) m_figures.start();
    refreshTitle();
    refreshCommands();
    if (m_quitWhenIdle && m_runs->liveCount() == 0) close();
}

void MainWindow::announce(const QString &sentence)
{
    QAccessibleAnnouncementEvent event(this, sentence);
    QAccessible::updateAccessibility(&event);
}

void MainWindow::goTo(const QString &file, int line, int column)
{
    if (EditorPage *its = m_area->pageOfFile(file)) {
        m_area->setCurrentPage(its);
        its->editor()->goTo({std::max(line, 1), std::max(column, 1)});
        its->setFocus();
    } else if (QFileInfo(file).isAbsolute()) {
        m_files->open({file, line, std::max(column, 1)});
    } else if (EditorPage *front = m_area->pageOfKey(m_desk->front().tab)) {
        // The script of the run in front, named by its label.
        m_area->setCurrentPage(front);
        front->editor()->goTo({std::max(line, 1), std::max(column, 1)});
        front->setFocus();
    }
}

void MainWindow::runCurrent()
{
    const runs::RunEntry front = m_desk->acting();
    if (!front.isOver() && front.id != 0 && front.status.state == runs::RunState::Paused) return m_desk->pauseFront();
    if (page() != nullptr) m_desk->run(page());
}

// ---- keys the parts did not want --------------------------------------------------------------------------------

void MainWindow::onEscape()
{
    const runs::RunEntry front = m_desk->acting();
    if (front.id == 0 || front.isOver()) return m_escape.invalidate();
    if (m_escape.isValid() && m_escape.elapsed() < kEscapeMs) {
        m_escape.invalidate();
        m_desk->stopFront();
        return;
    }
    m_escape.start();
    m_status->say(tr("Press Escape once more to stop %1").arg(front.name));
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        // From a pane Escape first leads back to the text.
        if (page() != nullptr && !page()->isAncestorOf(focusWidget())) page()->setFocus();
        onEscape();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    const QList<QWidget *> zones{m_toolBar,
                                 m_panes->dock(Qt::LeftDockWidgetArea),
                                 m_area,
                                 m_panes->dock(Qt::RightDockWidgetArea),
                                 m_panes->dock(Qt::BottomDockWidgetArea),
                                 m_corner->stack(),
                                 m_status};
    QWidget *found = nextInTabOrder(tabOrder(this, zones), focusWidget(), next);
    if (found == nullptr) return false;
    found->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_files->openUrls(event->mimeData()->urls());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool narrow = width() < theme::kNarrowWindow;
    m_panes->setNarrow(narrow);
    m_toolBar->setNarrow(narrow);
    m_status->setNarrow(narrow);
    // When the docks have their new places.
    QTimer::singleShot(0, m_panes, [this] { m_panes->fitHeight(height()); });
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    // Another program may have written a file while one was away, on a disk that tells nobody.
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        for (EditorPage *each : m_area->pages())
            if (!each->path().isEmpty() && !each->document()->isBusy()) each->document()->checkDisk();
}

// ---- the end ----------------------------------------------------------------------------------------------------

// A second after the first change, also when one follows the other.
void MainWindow::saveSessionSoon()
{
    if (!m_sessionTimer.isActive()) m_sessionTimer.start();
}

void MainWindow::saveSession()
{
    if (m_restoring || m_quitting) return;
    SessionState state = m_files->session();
    state.geometry = saveGeometry();
    state.layout = m_panes->save();
    for (const runs::RunEntry &entry : m_runs->entries())
        if (!entry.isOver()) state.running << std::pair(entry.name, entry.path);
    m_store.write(state);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_quitting) return event->accept();
    if (!m_asking) quitStep();
    event->setAccepted(m_quitting); // nothing had to be asked
}

// Running work first, then unsaved text: stopping may still take a moment, saving must not wait for it.
void MainWindow::quitStep()
{
    const auto settle = [this] {
        m_files->settleAll([this](bool settled) {
            m_asking = false;
            if (settled) finishQuitting();
        });
    };
    m_asking = true;
    const QStringList batches = m_batches->running();
    const int live = m_runs->liveCount() + static_cast<int>(batches.size());
    if (live == 0) return settle();
    QStringList names;
    for (const runs::RunEntry &entry : m_runs->entries())
        if (!entry.isOver()) names << tr("run %1, %2").arg(entry.number).arg(entry.name);
    names.append(batches);
    ask(this,
        {u"quit-running"_s,
         tr("%n run(s) still going", nullptr, live),
         names.join(u'\n'),
         {tr("Stop %n run(s) and quit", nullptr, live), tr("Keep running"), tr("Cancel")},
         -1},
        [this, settle](int button) {
            if (button == 0) return settle();
            m_asking = false;
            if (button != 1) return;
            // The window goes, the runs stay; it comes back when one of them asks, and ends with the last.
            m_quitWhenIdle = true;
            hide();
            onRunState();
        });
}

void MainWindow::finishQuitting()
{
    SessionState state = m_files->session();
    // What was thrown away does not come back.
    state.tabs.removeIf([](const SessionTab &tab) { return tab.path.isEmpty(); });
    state.current = std::min(state.current, int(state.tabs.size()) - 1);
    state.geometry = saveGeometry();
    state.layout = m_panes->save();
    m_quitting = true;
    if (!m_restoring) m_store.writeNow(state);
    m_batches->closeAll();
    m_start.noteGood();
    m_engine->cancelAll();
    // Closing the last window ends the program, but one that was hidden already counts for nothing.
    const bool hidden = isHidden();
    close();
    if (hidden) QCoreApplication::quit();
}

} // namespace latchkey::window
