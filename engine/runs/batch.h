// SPDX-License-Identifier: GPL-3.0-or-later
// One script over many items. With a function, each item is the argument of one call; without, the script runs with the
// variables `item` and `index`, and, when the item is an object, one variable for each of its members. Every item has
// its own run: nothing of one reaches the next, one failure leaves the others alone.
//
// `startBatch` is the whole of it, with callbacks on the engine's threads. `Batch` is the same for a window: signals
// that are coalesced, and another batch of what failed.
#pragma once

#include "engine/runs/batch_items.h"
#include "engine/runs/task_stream.h"

#include <QObject>

namespace latchkey::runs {

struct BatchOptions {
    Script script;
    RunOptions options; ///< `timeoutSeconds` is the limit of each item
    QString function;   ///< called with the item; empty: see above
    RetryPolicy retry;
    QList<Script> fallbacks;
    int limit = 0; ///< items at once; 0: enough to keep all threads busy
    bool inOrder = true;
    bool stopAtFailure = false;
    bool measure = false; ///< see StreamOptions::measure; with RunOptions::profile, the profiles too
    /// Outcomes carry the value as text instead of the value, made on the engine's threads; its heap is let go.
    bool valuesAsText = false;
    QList<qint64> indices; ///< the places of the items in a longer list that these are some of; empty: 0, 1, 2, ...
    QString timeoutKey;    ///< items that are objects with a number of this name have it as their limit, in seconds
};

struct BatchOutcome {
    qint64 index = 0; ///< place among the items, from 0
    QByteArray item;  ///< as JSON
    RunResult result;
    QByteArray value; ///< as JSON, with `valuesAsText`; empty: no value, or one longer than kLongestValue
    QString preview;  ///< one line of display text, with `valuesAsText`
    static constexpr qsizetype kLongestValue = qsizetype(4) << 20;
};

using BatchSink = std::function<TaskStream::Next(BatchOutcome outcome)>;

/// The task of one item; what `startBatch` submits.
Task taskFor(const BatchOptions &batch, qint64 index, const BatchItem &item);

/// Memory is bounded by what is under way, however many items there are. `sink` and `ended` are called on the engine's
/// threads, one call at a time.
TaskStreamPtr startBatch(Engine &engine, BatchOptions options, ItemSource items, BatchSink sink,
                         TaskStream::Ended ended);

/// A batch that is followed by signals on the thread that made it. Destroying it cancels what is under way. It keeps
/// the items that failed, up to kMaxKept, for another try.
class Batch : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kMaxKept = 100'000;

    Batch(Engine &engine, BatchOptions options, ItemSource items, QObject *parent = nullptr);
    ~Batch() override;
    void start();
    void cancel();
    /// One item, under way or still to come; `index` is the one of its outcome. Nothing when it is over.
    void cancelItem(qint64 index);
    bool isFinished() const { return m_isFinished; }
    StreamSummary summary() const;
    int runningCount() const;
    /// The items under way and their runs, for those who look.
    struct UnderWay {
        qint64 index = 0;
        RunPtr run;
    };
    QList<UnderWay> underWay() const;
    /// Another batch of the items that failed, with the indices they had. Once this one is finished.
    std::unique_ptr<Batch> retryFailures() const;

Q_SIGNALS:
    void outcomesReady(const QList<latchkey::runs::BatchOutcome> &outcomes); ///< at most 60 times a second
    void progressed(const latchkey::runs::StreamSummary &summary);           ///< after each of them
    void finished(const latchkey::runs::StreamSummary &summary);             ///< once, after the last outcome

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Shared;
    void deliver();
    Engine &m_engine;
    const BatchOptions m_options;
    ItemSource m_items;
    std::shared_ptr<Shared> m_shared;
    TaskStreamPtr m_stream;
    QList<std::pair<qint64, QByteArray>> m_failed;
    int m_timer = 0;
    bool m_isFinished = false;
};

} // namespace latchkey::runs
