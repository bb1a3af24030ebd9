// SPDX-License-Identifier: GPL-3.0-or-later
// A batch on a terminal: a line for each run, Ctrl-C, the summary, and the exit status. Lines are written on the
// engine's threads, so a slow reader holds the batch back and nothing piles up.
#pragma once

#include "app/cli/terminal_prompt.h"
#include "engine/runs/batch.h"
#include "engine/runs/engine.h"
#include "engine/runs/group_asker.h"

#include <QObject>

namespace latchkey::cli {

struct BatchDisplay {
    bool json = false;      ///< results as JSON
    bool quiet = false;     ///< no errors of single runs on standard error
    bool stream = false;    ///< in the order in which they end
    bool profile = false;   ///< print where the time went
    QString profileTo = {}; ///< write it there; empty: nowhere
};

class BatchSession : public QObject
{
    Q_OBJECT
public:
    /// Without `items` each script is run once; with them the one script runs for each.
    BatchSession(runs::Engine &engine, QList<runs::Script> scripts, runs::BatchOptions batch, runs::ItemSource items,
                 BatchDisplay display);
    ~BatchSession() override;
    /// Turns the event loop until all is over; the exit status.
    int exec();

private:
    runs::TaskStream::Next take(qint64 index, const runs::RunResult &result, const QByteArray &item);
    void askTheTerminal(runs::RunOptions &options);
    QList<runs::RunPtr> runsUnderWay() const;
    void onInterrupted();
    QByteArray lineOf(qint64 index, const runs::RunResult &result, const QByteArray &item) const;

    const BatchDisplay m_display;
    const QList<runs::Script> m_scripts;
    const bool m_hasItems;
    bool m_isFirst = true; ///< of whoever delivers
    bool m_wasInterrupted = false;
    runs::TaskStreamPtr m_stream;
    std::unique_ptr<runs::GroupAsker> m_asker; ///< null: nobody is asked
    std::unique_ptr<TerminalPrompt> m_prompt;
};

} // namespace latchkey::cli
