// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/batch.h"

#include "engine/runs/engine.h"

#include <QJsonDocument>
#include <QPointer>
#include <QTimerEvent>

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMillisecondsBetweenSignals = 16;
/// Outcomes that may wait for the window before the batch holds on.
constexpr qsizetype kMaxWaiting = 2000;

/// Variables of a run without a function: the item, its place, and the members of an item that is an object.
QByteArray contextOf(qint64 index, const QByteArray &item)
{
    const QByteArray own = "\"item\":" + item + ",\"index\":" + QByteArray::number(index);
    // Later members win, so those of the item come first.
    const QByteArray inside = item.startsWith('{') ? item.sliced(1, item.size() - 2).trimmed() : QByteArray();
    return "{" + (inside.isEmpty() ? own : inside + "," + own) + "}";
}

double limitOf(const BatchOptions &batch, const QByteArray &item)
{
    if (batch.timeoutKey.isEmpty()) return batch.options.timeoutSeconds;
    const double own = QJsonDocument::fromJson(item)[batch.timeoutKey].toDouble(-1);
    return own > 0 ? own : batch.options.timeoutSeconds;
}

/// The value as text, so that nothing keeps the heap it lies in.
void takeText(BatchOutcome &outcome)
{
    constexpr int kPreview = 200;
    const ResultValue value = std::exchange(outcome.result.value, ResultValue());
    outcome.result.views.clear();
    if (!value.isValid()) return;
    outcome.preview = value.preview(kPreview);
    outcome.value = value.toJson();
    if (outcome.value.size() > BatchOutcome::kLongestValue) outcome.value.clear();
}

/// Remembers the items under way, so that an outcome can name its own.
class Items
{
public:
    void put(qint64 index, QByteArray item)
    {
        const std::lock_guard lock(m_mutex);
        m_items.emplace(index, std::move(item));
    }
    QByteArray take(qint64 index)
    {
        const std::lock_guard lock(m_mutex);
        const auto node = m_items.extract(index);
        return node ? std::move(node.mapped()) : QByteArray();
    }

private:
    std::mutex m_mutex;
    std::unordered_map<qint64, QByteArray> m_items;
};

} // namespace

Task taskFor(const BatchOptions &batch, qint64 index, const BatchItem &item)
{
    Task task{batch.script, batch.options, batch.retry, batch.fallbacks, {}};
    task.options.timeoutSeconds = limitOf(batch, item.json);
    if (!item.problem.isEmpty()) {
        task.refusal = item.problem;
    } else if (batch.function.isEmpty()) {
        task.options.contextText = contextOf(index, item.json);
    } else {
        task.options.function = batch.function;
        task.options.argumentsText = "[" + item.json + "]";
    }
    return task;
}

TaskStreamPtr startBatch(Engine &engine, BatchOptions options, ItemSource items, BatchSink sink,
                         TaskStream::Ended ended)
{
    StreamOptions stream;
    stream.limit = options.limit;
    stream.inOrder = options.inOrder;
    stream.stopAtFailure = options.stopAtFailure;
    stream.measure = options.measure;
    const auto underWay = std::make_shared<Items>();
    const bool asText = options.valuesAsText;
    const QList<qint64> indices = options.indices;
    const auto placeOf = [indices](qint64 index) { return indices.isEmpty() ? index : indices.value(index, index); };
    const auto source = [options = std::move(options), items = std::move(items), underWay, placeOf,
                         index = qint64(0)]() mutable -> std::optional<Task> {
        const std::optional<BatchItem> item = items();
        if (!item) return std::nullopt;
        underWay->put(index, item->json);
        return taskFor(options, placeOf(index++), *item);
    };
    return TaskStream::start(
        engine, stream, source,
        [underWay, placeOf, asText, sink = std::move(sink)](qint64 index, RunResult result) {
            BatchOutcome outcome{placeOf(index), underWay->take(index), std::move(result), {}, {}};
            if (asText) takeText(outcome);
            return sink(std::move(outcome));
        },
        std::move(ended));
}

// ---- for a window -----------------------------------------------------------------------------------------------

/// What the engine's threads leave for the window's.
struct Batch::Shared {
    std::mutex mutex; ///< guards all below
    QList<BatchOutcome> outcomes;
    std::optional<StreamSummary> summary; ///< set at the end
    bool isHeld = false;
    bool isGone = false;
};

Batch::Batch(Engine &engine, BatchOptions options, ItemSource items, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_options(std::move(options))
    , m_items(std::move(items))
    , m_shared(std::make_shared<Shared>())
{
}

Batch::~Batch()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->isGone = true;
    }
    cancel();
    if (m_stream) m_stream->resume();
}

void Batch::start()
{
    if (m_stream) return;
    const auto sink = [shared = m_shared](BatchOutcome outcome) {
        const std::lock_guard lock(shared->mutex);
        if (shared->isGone) return TaskStream::Next::Stop;
        shared->outcomes.append(std::move(outcome));
        shared->isHeld = shared->outcomes.size() >= kMaxWaiting;
        return shared->isHeld ? TaskStream::Next::Hold : TaskStream::Next::GoOn;
    };
    const auto ended = [shared = m_shared](const StreamSummary &summary) {
        const std::lock_guard lock(shared->mutex);
        shared->summary = summary;
    };
    m_timer = startTimer(kMillisecondsBetweenSignals, Qt::PreciseTimer);
    m_stream = startBatch(m_engine, m_options, std::move(m_items), sink, ended);
}

void Batch::cancel()
{
    if (m_stream) m_stream->cancel();
}

void Batch::cancelItem(qint64 index)
{
    const qint64 place = m_options.indices.isEmpty() ? index : m_options.indices.indexOf(index);
    if (m_stream && place >= 0) m_stream->cancelTask(place);
}

QList<Batch::UnderWay> Batch::underWay() const
{
    QList<UnderWay> list;
    if (!m_stream) return list;
    for (const auto &[place, task] : m_stream->underWay()) {
        const qint64 index = m_options.indices.isEmpty() ? place : m_options.indices.value(place, place);
        list.append({index, task->run()});
    }
    std::ranges::sort(list, {}, &UnderWay::index);
    return list;
}

StreamSummary Batch::summary() const
{
    return m_stream ? m_stream->summary() : StreamSummary();
}

int Batch::runningCount() const
{
    return m_stream ? m_stream->runningCount() : 0;
}

void Batch::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer) deliver();
    else QObject::timerEvent(event);
}

void Batch::deliver()
{
    QList<BatchOutcome> outcomes;
    std::optional<StreamSummary> ended;
    bool wasHeld = false;
    {
        const std::lock_guard lock(m_shared->mutex);
        outcomes.swap(m_shared->outcomes);
        ended = m_shared->summary;
        wasHeld = std::exchange(m_shared->isHeld, false);
    }
    if (wasHeld) m_stream->resume();
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        const BatchOutcome &outcome = outcomes[i];
        if (!outcome.result.success && m_failed.size() < kMaxKept) m_failed.append({outcome.index, outcome.item});
    }
    const QPointer<Batch> alive(this); // a slot may destroy this
    if (!outcomes.isEmpty()) {
        Q_EMIT outcomesReady(outcomes);
        if (alive) Q_EMIT progressed(summary());
    }
    if (!alive || !ended) return;
    killTimer(std::exchange(m_timer, 0));
    m_isFinished = true;
    Q_EMIT finished(*ended);
}

std::unique_ptr<Batch> Batch::retryFailures() const
{
    QList<QByteArray> items;
    QList<qint64> indices;
    for (const auto &[index, item] : m_failed) {
        items.append(item);
        indices.append(index);
    }
    BatchOptions options = m_options;
    options.indices = std::move(indices);
    return std::make_unique<Batch>(m_engine, std::move(options), itemsFrom(std::move(items)));
}

} // namespace latchkey::runs
