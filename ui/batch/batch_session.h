// SPDX-License-Identifier: GPL-3.0-or-later
//
// One batch as the window knows it: what is to be run over which items, and the runs of it. Items are read in the
// background; `start` runs all of them, `retry` some again, and what comes back goes into the model. Signals are
// gathered, so that a hundred thousand short runs cost the window next to nothing.
//
// The engine outlives the session; destroying the session cancels what is under way.
#pragma once

#include "engine/runs/batch.h"
#include "engine/runs/group_asker.h"
#include "ui/batch/batch_model.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace latchkey::batch {

/// What a batch runs.
struct BatchSetup {
    runs::Script script;
    runs::RunOptions options;
    QString function; ///< called with each item; empty: the whole script, with `item` and `index`
    QString fallback; ///< path of a script that is tried when the first gave nothing; empty: none
    int limit = 0;    ///< items at once; 0: as many as keep all threads busy
    double timeoutSeconds = 0;
    QString timeoutKey; ///< member of an item that holds its own limit
    int attempts = 1;
    bool stopAtFailure = false;
    bool mayAsk = true; ///< for what is not granted; else that is denied
};

class BatchSession : public QObject
{
    Q_OBJECT

public:
    /// More items than this are not taken in: the rest belongs on the command line, which keeps none of them.
    static constexpr qsizetype kMostItems = 1'000'000;

    explicit BatchSession(runs::Engine &engine, QObject *parent = nullptr);
    ~BatchSession() override;

    /// Takes the items of a file (.json, .jsonl, .csv). `itemsRead` tells the end.
    void readItems(const QString &path);
    /// Takes these, each JSON; `name` is what they are called in the window.
    void setItems(const QList<QByteArray> &items, const QString &name);
    [[nodiscard]] const QString &itemsName() const { return m_itemsName; }
    [[nodiscard]] bool isReading() const { return m_reading != nullptr; }

    /// Runs all items. Nothing while one is going or there are no items.
    void start(const BatchSetup &setup);
    /// Runs those items again with the setup of the last start.
    void retry(const QList<qsizetype> &items);
    void retryFailures();
    void cancel();
    void cancelItem(qsizetype item);
    [[nodiscard]] bool isRunning() const { return m_preparing || (m_batch && !m_batch->isFinished()); }
    [[nodiscard]] bool hasStarted() const { return m_batch != nullptr; }

    [[nodiscard]] BatchModel *model() const { return m_model; }
    [[nodiscard]] const BatchSetup &setup() const { return m_setup; }
    [[nodiscard]] int doneCount() const;      ///< of all items
    [[nodiscard]] double successRate() const; ///< percent of the ended ones; negative while none has
    /// Since it was started.
    [[nodiscard]] double secondsTaken() const { return static_cast<double>(m_since.elapsed()) / 1000; }
    /// Seconds until the end, as far as one can tell; negative: too early to say.
    [[nodiscard]] double secondsLeft() const;
    /// How long the items took, by script; once the batch is over. Of the last go: of a retry, what was retried.
    [[nodiscard]] const QList<runs::Measure> &measures() const { return m_measures; }
    /// Questions of the items under way, each once however many have it; the answer is for all of them.
    [[nodiscard]] runs::GroupAsker *asker() const { return m_asker; }
    /// The run under way for an item, null when there is none.
    [[nodiscard]] runs::RunPtr runOf(qsizetype item) const;

signals:
    void itemsRead(const QString &error); ///< empty: they are there
    void changed();                       ///< figures or rows, at most ten times a second
    void finished();
    void refused(const QString &why); ///< `start` could not begin

private:
    struct Prepared;
    static Prepared prepare(const BatchRows &rows, const QString &fallback);
    void launch(const QList<qsizetype> &items);
    void lookAtRunning();
    QList<runs::RunPtr> runsUnderWay() const;
    void takeOutcomes(const QList<runs::BatchOutcome> &outcomes);
    void onFinished();
    void tellSoon();

    runs::Engine &m_engine;
    BatchModel *m_model;
    BatchSetup m_setup;
    QString m_itemsName;
    std::unique_ptr<runs::Batch> m_batch;
    std::shared_ptr<std::atomic<bool>> m_reading; ///< set to give up
    std::shared_ptr<int> m_preparing;             ///< a start that has not begun
    runs::Script m_fallback;
    QList<runs::Measure> m_measures;
    std::shared_ptr<runs::AskGroup> m_askGroup; ///< of the last start; what was answered holds for its retries too
    runs::GroupAsker *m_asker;
    QTimer m_look;
    QTimer m_tell;
    QElapsedTimer m_since;
    qsizetype m_launched = 0; ///< items of this go
    qsizetype m_ended = 0;    ///< of these
};

} // namespace latchkey::batch
