// SPDX-License-Identifier: GPL-3.0-or-later
// One run on a terminal: its output as it comes, its questions, its input, Ctrl-C, and its end in words and as an exit
// status.
#pragma once

#include "app/cli/output_pump.h"
#include "app/cli/terminal_prompt.h"
#include "engine/runs/engine.h"

#include <QObject>

#include <memory>
#include <optional>
#include <thread>

namespace latchkey::cli {

struct SessionOptions {
    bool json = false;      ///< only the result form, as one line
    bool quiet = false;     ///< no warnings
    bool profile = false;   ///< print it
    QString profileTo = {}; ///< write it there; empty: nowhere
};

class RunSession : public QObject
{
    Q_OBJECT
public:
    /// Follows a run that was just submitted. `canAsk`: its questions can be answered here.
    RunSession(runs::RunPtr run, bool canAsk, SessionOptions session);
    ~RunSession() override;
    /// Turns the event loop until the run is over; the exit status.
    int exec();

private:
    void onFinished(const runs::RunResult &result);
    void onInputAsked();
    void onInterrupted();
    void reportWarnings(const runs::RunResult &result) const;
    void reportProfile(const runs::RunResult &result) const;
    static int exitStatus(const runs::RunResult &result);

    const SessionOptions m_session;
    runs::RunPtr m_run;
    std::unique_ptr<OutputPump> m_pump;
    std::unique_ptr<TerminalPrompt> m_prompt;
    std::unique_ptr<runs::RunWatcher> m_watcher;
    int m_status = 0;
};

} // namespace latchkey::cli
