// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window. It makes the parts and connects them; what they do is theirs:
//   FileDesk   new, open, save, close, restore         EditorArea  tabs and pages
//   RunDesk    start, stop, marks and questions        RunList     all runs, for every pane
//   Panes      the docks around the editor             Commands    what menus, keys and palette offer
// Nothing here waits: files, checks and runs answer by signals. The window can close at any moment; what is unsaved or
// running is asked about once, with one dialog each.
#pragma once

#include "engine/runs/engine.h"
#include "ui/runs/run_list.h"
#include "ui/settings/settings.h"
#include "ui/window/commands.h"
#include "ui/window/entry_list.h"
#include "ui/window/file_desk.h"
#include "ui/window/start_guard.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <memory>

namespace latchkey::history {
class HistoryPane;
class HistoryStore;
} // namespace latchkey::history
namespace latchkey::output {
class OutputPane;
class ProblemsPane;
} // namespace latchkey::output
namespace latchkey::permissions {
class PermissionsPane;
class PromptsPane;
} // namespace latchkey::permissions
namespace latchkey::results {
class ResultGroup;
class ResultPane;
} // namespace latchkey::results
namespace latchkey::runs {
class RunsPane;
}

namespace latchkey::project {
class FileIndex;
class OutlinePane;
class ProjectTree;
class SearchPane;
} // namespace latchkey::project

namespace latchkey::window {

class BatchDesk;
class PolicyDesk;
class CodeDesk;
class CommandPalette;
class ConfigurationDesk;
class CallPanel;
class Corner;
class HelpDesk;
class HistoryDesk;
class SessionDesk;
class SettingsDesk;
class SetupPanel;
class OverviewPanel;
class Panes;
class PermissionDesk;
class RunDesk;
struct StartWish;
class StatusLine;
class ToolBar;
class Tour;
class WelcomePage;

struct WindowOptions {
    QString stateFolder;        ///< journals, session, remembered grants; empty: nothing is kept
    bool restoreSession = true; ///< bring back the tabs of the last window
    bool firstScript = false;   ///< nothing to bring back: show the sample script
    int threads = 0;            ///< of the engine; 0: one a core
};

/// Where the program keeps its state: $XDG_STATE_HOME/latchkey.
QString defaultStateFolder();

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowOptions &options, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openPlaces(const QList<FilePlace> &places);
    /// Does what the program was started for, by this start or by a later one.
    void fulfil(const StartWish &wish);
    /// Opens a script and runs it when its text is there.
    void openAndRun(const QString &path);
    void openExample(const QString &file);

    [[nodiscard]] runs::Engine &engine() { return *m_engine; }
    [[nodiscard]] runs::RunList *runList() const { return m_runs; }
    [[nodiscard]] Commands &commands() const { return *m_commands; }
    [[nodiscard]] EditorArea *editors() const { return m_area; }
    [[nodiscard]] FileDesk *files() const { return m_files; }
    [[nodiscard]] RunDesk *desk() const { return m_desk; }
    [[nodiscard]] PermissionDesk *permissionDesk() const { return m_permissionDesk; }
    [[nodiscard]] ConfigurationDesk *configurations() const { return m_configurations; }
    [[nodiscard]] BatchDesk *batches() const { return m_batches; }
    [[nodiscard]] CodeDesk *codeDesk() const { return m_code; }
    [[nodiscard]] Panes *panes() const { return m_panes; }
    [[nodiscard]] output::OutputPane *outputPane() const { return m_output; }
    [[nodiscard]] results::ResultPane *resultPane() const { return m_result; }
    [[nodiscard]] history::HistoryPane *historyPane() const { return m_historyPane; }
    [[nodiscard]] results::ResultGroup *results() const { return m_results; }
    [[nodiscard]] permissions::PromptsPane *promptsPane() const { return m_prompts; }
    [[nodiscard]] permissions::PermissionsPane *permissionsPane() const { return m_permissions; }
    [[nodiscard]] SessionDesk *session() const { return m_session; }
    [[nodiscard]] Tour *tour() const { return m_tour; }
    [[nodiscard]] HelpDesk *helpDesk() const { return m_help; }
    [[nodiscard]] SettingsDesk *settingsDesk() const { return m_settingsDesk; }
    [[nodiscard]] settings::Settings *userSettings() const { return m_settings; }

signals:
    /// Tabs and unsaved texts of the last session are back.
    void restored();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    // main_window.cpp: the parts
    void makePanes();
    void connectParts();
    void makeToolBarMenus();
    void makeStatusBar();
    void firstStart();
    // window_menus.cpp and the files it names: the commands
    void makeCommands();
    void makeFileCommands();
    void makeEditCommands();
    void makeLineCommands();
    void makeViewCommands();
    void makeGoCommands();
    void makeRunCommands();
    void makePermissionCommands();
    void makeOtherCommands();
    void fillRecent(QMenu *menu);
    QList<Entry> paletteCommands();
    QList<Entry> paletteFiles();
    void openPalette(const QString &typed);
    void connectProject();
    void openFolder();
    void findInFolder(const QString &folder);
    void findIndexed(const QString &typed, const std::function<void(const QList<Entry> &)> &answer);
    void showSetup(bool grants);
    void showCall();
    void showAsks();
    void showLedger(quint64 run);
    void showRemembered();
    void showEditorMenu(const QPoint &at);
    void editorDo(void (editor::CodeEditor::*what)());
    void cycleZones(int by);
    void addCopyCommands();
    void fillLimits(QMenu *menu);
    void fillGrants(QMenu *menu);
    void fillFolder(QMenu *menu);
    void fillTabMenu(EditorPage *page, const QPoint &at);

    void onPageChanged(EditorPage *page);
    void onRunState();
    void refreshTitle();
    void refreshCommands();
    void refreshRunSetup();
    void refreshCaret();
    void refreshWelcome();
    void showFigures();
    void runCurrent();
    void batchOver(bool result);
    void goTo(const QString &file, int line, int column);
    void onEscape();
    void announce(const QString &sentence);
    void bringSessionBack(const SessionState &session);
    void offerSession(const SessionState &session);
    void saveSession();
    void saveSessionSoon();
    void quitStep();
    void finishQuitting();
    [[nodiscard]] EditorPage *page() const { return m_area->currentPage(); }
    [[nodiscard]] int paletteTop() const;

    settings::Settings *m_settings;                   ///< says how the next two begin
    std::unique_ptr<history::HistoryStore> m_history; ///< outlives the engine: what ends with it is written
    std::unique_ptr<runs::Engine> m_engine;           ///< everything below may hold its runs
    WindowOptions m_options;
    runs::RunList *m_runs;
    Commands *m_commands;
    ToolBar *m_toolBar;
    WelcomePage *m_welcome;
    EditorArea *m_area;
    StatusLine *m_status;
    Corner *m_corner;
    FileDesk *m_files;
    RunDesk *m_desk;
    PermissionDesk *m_permissionDesk = nullptr;
    ConfigurationDesk *m_configurations = nullptr;
    CodeDesk *m_code = nullptr;
    BatchDesk *m_batches;
    HistoryDesk *m_historyDesk = nullptr;
    SessionDesk *m_session = nullptr;
    PolicyDesk *m_policy;
    Panes *m_panes;
    output::OutputPane *m_output = nullptr;
    output::ProblemsPane *m_problems = nullptr;
    runs::RunsPane *m_runsPane = nullptr;
    history::HistoryPane *m_historyPane = nullptr;
    permissions::PromptsPane *m_prompts = nullptr;
    permissions::PermissionsPane *m_permissions = nullptr;
    results::ResultGroup *m_results = nullptr;
    results::ResultPane *m_result = nullptr;
    project::ProjectTree *m_tree = nullptr;
    project::SearchPane *m_search = nullptr;
    project::FileIndex *m_index = nullptr; ///< of the folder in the Files pane
    project::OutlinePane *m_outline = nullptr;
    SettingsDesk *m_settingsDesk = nullptr;
    HelpDesk *m_help = nullptr;
    Tour *m_tour = nullptr;
    CommandPalette *m_palette = nullptr; ///< these are made when first asked for
    SetupPanel *m_setup = nullptr;
    CallPanel *m_call = nullptr;
    OverviewPanel *m_overview = nullptr;
    SessionStore m_store;
    StartGuard m_start;
    QTimer m_sessionTimer;
    // What follows the caret and the text waits until a typed letter is painted: timers have their turn behind that.
    QTimer m_caretLater;
    QTimer m_commandsLater;
    QTimer m_figures;       ///< workers and memory, while something runs
    QElapsedTimer m_escape; ///< since the first Escape
    QMetaObject::Connection m_caret;
    bool m_restoring = false;    ///< the session on disk is still the last one's
    bool m_quitting = false;     ///< everything was asked
    bool m_quitWhenIdle = false; ///< hidden until the runs are over
    bool m_asking = false;       ///< one dialog at a time
};

} // namespace latchkey::window
