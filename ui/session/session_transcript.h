// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was said in a session: an output view whose parts are exchanges, each with its input, what it printed, and its
// value, its error or the reply. The view coalesces floods, selects, copies and reads aloud as it does for any run.
// Bounded: the oldest exchanges go, and before that old ones give up their values.
#pragma once

#include "engine/runs/session_commands.h"
#include "ui/output/output_view.h"
#include "ui/runs/run_entry.h"
#include "ui/session/exchange_source.h"

#include <QObject>

#include <memory>

namespace latchkey::session {

class SessionTranscript : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMostExchanges = 400;
    static constexpr qint64 kMostBytes = qint64(64) << 20;       ///< of output, kept in memory in part
    static constexpr qint64 kMostValueBytes = qint64(512) << 20; ///< of values that can be looked at

    /// An input, its run and how that ended.
    struct Exchange {
        quint64 id = 0;       ///< in the view
        runs::RunPtr run;     ///< null for a command
        runs::RunEntry entry; ///< of its end
        std::shared_ptr<ExchangeSource> source;
    };

    explicit SessionTranscript(QWidget *parent);

    [[nodiscard]] output::OutputView *view() const { return m_view; }
    [[nodiscard]] bool isEmpty() const { return m_exchanges.isEmpty(); }

    /// An input whose run has begun.
    void begin(const QString &source, const runs::RunPtr &run);
    /// Its run is over.
    void end(const runs::RunEntry &entry);
    /// A command or a note of Latchkey's own, with what there is to say; `source` empty: nobody typed it.
    void say(const QString &source, const QList<SaidLine> &reply);
    void clear();
    /// The view of an exchange is to look at its log again.
    void grew() { m_view->sourceChanged(); }

    /// Null when there is none.
    [[nodiscard]] const Exchange *exchangeOf(quint64 id) const;
    [[nodiscard]] const Exchange *exchangeOfRun(quint64 run) const;
    /// The exchange whose script has that name: "input 3".
    [[nodiscard]] const Exchange *exchangeNamed(const QString &script) const;
    /// The one the caret of the view is in, if it has a value; else the last one that has.
    [[nodiscard]] const Exchange *chosenValue() const;
    /// Selects the place of an input that an error names.
    void showPlace(const Exchange &exchange, int line, int column);

private:
    void add(Exchange exchange);
    void trim();

    output::OutputView *m_view;
    QList<Exchange> m_exchanges;
    quint64 m_nextId = 1;
};

} // namespace latchkey::session
