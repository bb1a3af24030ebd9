// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation with the language, as in a console: inputs that share their variables, functions, modules and
// permissions. Each input is a run of its own, with its output, result, questions, limits and Stop; what it bound stays
// when it fails or is stopped. The last `;` may be missing, and a last expression gives the input's value: the result
// of its run, a copy of bounded size, since the values themselves live on.
//
//     Session session(engine, script, options);           // folder and path of `script` say where imports start
//     const RunPtr first = session.submit("x = 20;");     // ... RunWatcher, or wait()
//     const RunPtr second = session.submit("x * 2 + 2");  // result: 42
//
// One input at a time, from one thread at a time.
#pragma once

#include "engine/runs/engine.h"

namespace latchkey::runs {

class SessionState;

class Session
{
public:
    /// `options` are those of every input. The engine must outlive the session.
    Session(Engine &engine, Script script, RunOptions options);
    /// Cancels an input that is under way.
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// Begins an input. Null while another is under way.
    RunPtr submit(const QByteArray &source);
    bool isBusy() const;
    /// The input that was submitted last; null before the first.
    RunPtr lastRun() const { return m_last; }
    /// Whether the text ends in the middle of something, so that another line is to be waited for.
    static bool isUnfinished(const QByteArray &source);
    /// So many inputs were submitted.
    int inputCount() const { return m_inputs; }
    /// Names that inputs have bound or used so far, for completion.
    QStringList names() const;
    /// Forgets variables and permissions; an input that is under way is cancelled.
    void reset();
    /// For the inputs to come.
    void setOptions(const RunOptions &options);
    const RunOptions &options() const { return m_options; }

private:
    Engine &m_engine;
    const Script m_script;
    RunOptions m_options;
    RunPtr m_last;
    int m_inputs = 0;
};

} // namespace latchkey::runs
