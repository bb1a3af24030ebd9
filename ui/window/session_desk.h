// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connects the Session pane with the window: which folder and limits inputs have, where values, places and questions
// lead, what is sent to it from the editor, and its commands. The conversation itself is the pane's (session_pane.h).
#pragma once

#include "engine/language/document.h"
#include "engine/runs/run.h"
#include "ui/settings/settings.h"

#include <QObject>

#include <functional>

class QMainWindow;

namespace latchkey::results {
class ResultGroup;
}
namespace latchkey::runs {
class Engine;
class RunList;
struct RunEntry;
} // namespace latchkey::runs
namespace latchkey::session {
class SessionPane;
}

namespace latchkey::window {

class Commands;
class EditorArea;
class EditorPage;
class Panes;
class RunDesk;
class StatusLine;

class SessionDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        runs::Engine *engine = nullptr;
        runs::RunList *list = nullptr;
        settings::Settings *settings = nullptr;
        EditorArea *area = nullptr;
        Panes *panes = nullptr;
        results::ResultGroup *results = nullptr;
        RunDesk *desk = nullptr;
        StatusLine *status = nullptr;
        QMainWindow *window = nullptr;
        QString stateFolder = {};             ///< empty: inputs are not kept
        std::function<QString()> folder = {}; ///< of the Files pane; may be empty
        std::function<void(const QString &, int, int)> goTo = {};
        std::function<void()> tellFault = {};
    };
    /// Makes the pane; its parent is the window.
    explicit SessionDesk(const Parts &parts);

    [[nodiscard]] session::SessionPane *pane() const { return m_pane; }
    void addCommands(Commands &commands);
    /// Brings the pane to the front with a session that knows nothing yet.
    void newSession();
    /// Runs the selection in the session, or the statement at the caret and moves on.
    void sendSelection(EditorPage *page);
    /// Whether the run is an input of the session; the pane is shown then.
    bool show(quint64 run);
    /// Moves the focus to the session's question if that is the oldest that waits; false otherwise.
    bool goToOldestQuestion();
    /// The engine is about to go.
    void close();

private:
    void connectPane();
    [[nodiscard]] runs::RunOptions options() const;
    [[nodiscard]] QString folder() const;
    void showValue(const runs::RunPtr &run, const runs::RunEntry &entry);
    void sendPart(EditorPage *page, language::Span part);
    void rerun(const runs::RunPtr &run, const runs::RunOptions &options);

    Parts m_parts;
    session::SessionPane *m_pane;
    settings::Limits m_raised = {0, 0}; ///< what inputs were given beyond the settings
};

} // namespace latchkey::window
