// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_session.h"

#include "engine/runs/ask_group.h"
#include "engine/runs/engine.h"
#include "ui/runs/run_words.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

using theme::RunState;

constexpr int kLookMs = 200, kTellMs = 100;
/// "About" is said only when there is something to go by.
constexpr double kSecondsForEstimate = 10, kShareForEstimate = 0.05;

struct ReadItems {
    BatchRows rows;
    QString error;
};

ReadItems readAll(const QString &path, const std::atomic<bool> &stop)
{
    ReadItems read;
    auto items = runs::openItems(path);
    if (!items) {
        read.error = items.error();
        return read;
    }
    while (auto item = (*items)()) {
        if (stop) return {};
        if (read.rows.size() == BatchSession::kMostItems) {
            read.error = BatchSession::tr("%1 holds more than %L2 items. Split it, or use `latchkey batch`, which "
                                          "takes any number.")
                             .arg(QFileInfo(path).fileName())
                             .arg(BatchSession::kMostItems);
            return read;
        }
        BatchRow row;
        row.item = std::move(item->json);
        row.problem = item->problem;
        read.rows.append(std::move(row));
    }
    if (read.rows.size() == 0) read.error = BatchSession::tr("%1 holds no items.").arg(QFileInfo(path).fileName());
    return read;
}

RunState stateOf(const runs::RunResult &result)
{
    if (result.success) return RunState::Finished;
    if (!result.error) return RunState::Failed;
    switch (result.error->kind) {
    case syntax::ErrorKind::Timeout:
        return RunState::TimedOut;
    case syntax::ErrorKind::Cancelled:
        return RunState::Stopped;
    case syntax::ErrorKind::ResourceLimit:
        return RunState::LimitReached;
    default:
        return RunState::Failed;
    }
}

void fill(BatchRow &row, const runs::BatchOutcome &outcome)
{
    const runs::RunResult &result = outcome.result;
    row.preview = outcome.preview;
    row.value = outcome.value;
    row.seconds = result.executionTime;
    row.attempts = std::max<int>(1, static_cast<int>(result.attempts.size()));
    row.answeredBy = result.answeredBy;
    row.share = -1;
    row.measure.clear();
    if (!result.error) return;
    row.errorName = result.error->name;
    row.errorMessage = result.error->message;
    row.errorHint = result.error->hint;
    row.errorFile = result.error->file;
    row.errorLine = result.error->line;
    row.errorColumn = result.error->column;
}

/// As it was before it was run.
void clear(BatchRow &row)
{
    const QByteArray item = row.item;
    const QString problem = row.problem;
    const RunState state = row.state;
    row = {};
    row.item = item;
    row.problem = problem;
    row.state = state;
}

} // namespace

BatchSession::BatchSession(runs::Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_model(new BatchModel(this))
    , m_asker(new runs::GroupAsker([this] { return runsUnderWay(); }, this))
{
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &BatchSession::lookAtRunning);
    m_tell.setSingleShot(true);
    m_tell.setInterval(kTellMs);
    connect(&m_tell, &QTimer::timeout, this, [this] {
        m_model->flush();
        emit changed();
    });
}

BatchSession::~BatchSession()
{
    if (m_reading) *m_reading = true;
}

void BatchSession::readItems(const QString &path)
{
    if (isRunning()) return;
    if (m_reading) *m_reading = true;
    const auto stop = m_reading = std::make_shared<std::atomic<bool>>(false);
    QtConcurrent::run([path, stop] { return readAll(path, *stop); }).then(this, [this, path, stop](ReadItems read) {
        if (stop != m_reading) return; // others were asked for since
        m_reading.reset();
        if (read.error.isEmpty()) {
            m_itemsName = QFileInfo(path).fileName();
            m_batch.reset();
            m_model->setRows(std::move(read.rows));
        }
        emit itemsRead(read.error);
        emit changed();
    });
}

void BatchSession::setItems(const QList<QByteArray> &items, const QString &name)
{
    if (isRunning()) return;
    if (m_reading) *m_reading = true;
    m_reading.reset();
    BatchRows rows;
    for (const QByteArray &item : items.first(std::min(items.size(), kMostItems))) {
        BatchRow row;
        row.item = item;
        rows.append(std::move(row));
    }
    m_itemsName = name;
    m_batch.reset();
    m_model->setRows(std::move(rows));
    emit itemsRead({});
    emit changed();
}

// ---- runs -------------------------------------------------------------------------------------------------------

/// What is read and cleared before the first run begins.
struct BatchSession::Prepared {
    BatchRows rows;
    runs::Script fallback;
    QString error;
};

BatchSession::Prepared BatchSession::prepare(const BatchRows &rows, const QString &fallback)
{
    Prepared prepared;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        BatchRow row;
        row.item = rows[i].item;
        row.problem = rows[i].problem;
        prepared.rows.append(std::move(row));
    }
    if (fallback.isEmpty()) return prepared;
    QFile file(fallback);
    const QFileInfo about(fallback);
    if (!about.isDir() && file.open(QIODevice::ReadOnly)) prepared.fallback.source = file.readAll();
    else prepared.error = tr("The fallback %1 cannot be read: %2").arg(about.fileName(), file.errorString());
    prepared.fallback.path = about.absoluteFilePath();
    prepared.fallback.name = about.fileName();
    return prepared;
}

void BatchSession::start(const BatchSetup &setup)
{
    if (isRunning() || m_reading || m_model->itemCount() == 0) return;
    m_setup = setup;
    const auto asked = m_preparing = std::make_shared<int>();
    QtConcurrent::run([rows = m_model->rows(), fallback = setup.fallback] {
        return prepare(rows, fallback);
    }).then(this, [this, asked](Prepared prepared) {
        if (asked != m_preparing) return; // stopped before it began
        m_preparing.reset();
        if (!prepared.error.isEmpty()) {
            emit changed();
            emit refused(prepared.error);
            return;
        }
        m_fallback = std::move(prepared.fallback);
        m_model->setRows(std::move(prepared.rows));
        launch({});
    });
    emit changed();
}

void BatchSession::retryFailures()
{
    QList<qsizetype> items;
    for (qsizetype i = 0; i < m_model->itemCount(); ++i)
        if (m_model->item(i).isFailure()) items.append(i);
    retry(items);
}

void BatchSession::retry(const QList<qsizetype> &items)
{
    if (isRunning() || !m_batch || items.isEmpty()) return;
    for (const qsizetype item : items) {
        m_model->setState(item, RunState::Queued);
        clear(m_model->edit(item));
    }
    launch(items);
}

/// `items` empty: all.
void BatchSession::launch(const QList<qsizetype> &items)
{
    runs::BatchOptions options;
    options.script = m_setup.script;
    options.options = m_setup.options;
    options.options.timeoutSeconds = m_setup.timeoutSeconds;
    options.options.priority = runs::Priority::Batch;
    options.options.canAskInput = false; // nobody sits before a thousand runs
    options.options.canAsk = m_setup.mayAsk;
    if (items.isEmpty() || !m_askGroup) m_askGroup = std::make_shared<runs::AskGroup>();
    if (m_setup.mayAsk) options.options.askGroup = m_askGroup;
    options.function = m_setup.function;
    options.limit = m_setup.limit;
    options.timeoutKey = m_setup.timeoutKey;
    options.retry.attempts = m_setup.attempts;
    options.stopAtFailure = m_setup.stopAtFailure;
    options.inOrder = false;
    options.measure = true;
    options.valuesAsText = true;
    if (!m_fallback.source.isEmpty()) options.fallbacks.append(m_fallback);
    for (const qsizetype item : items) options.indices.append(item);
    m_measures.clear();
    m_launched = items.isEmpty() ? m_model->itemCount() : items.size();
    m_ended = 0;
    // The engine takes the items from a snapshot, on its own threads.
    auto source = [rows = m_model->rows(), items, next = qsizetype(0),
                   count = m_launched]() mutable -> std::optional<runs::BatchItem> {
        if (next == count) return std::nullopt;
        const qsizetype item = items.isEmpty() ? next : items[next];
        ++next;
        return runs::BatchItem{rows[item].item, rows[item].problem};
    };
    m_batch = std::make_unique<runs::Batch>(m_engine, std::move(options), std::move(source));
    connect(m_batch.get(), &runs::Batch::outcomesReady, this, &BatchSession::takeOutcomes);
    connect(m_batch.get(), &runs::Batch::finished, this, &BatchSession::onFinished);
    m_since.start();
    m_look.start();
    if (m_setup.mayAsk) m_asker->start();
    m_batch->start();
    m_model->flush();
    emit changed();
}

void BatchSession::cancel()
{
    const bool isPreparing = std::exchange(m_preparing, nullptr) != nullptr;
    if (m_batch && !m_batch->isFinished()) m_batch->cancel();
    if (isPreparing) emit changed();
}

void BatchSession::cancelItem(qsizetype item)
{
    if (!isRunning() || m_preparing || m_model->item(item).isOver()) return;
    m_batch->cancelItem(item);
    if (m_model->item(item).state == RunState::Running) m_model->setState(item, RunState::Stopping);
    tellSoon();
}

void BatchSession::takeOutcomes(const QList<runs::BatchOutcome> &outcomes)
{
    for (const runs::BatchOutcome &outcome : outcomes) {
        if (outcome.index < 0 || outcome.index >= m_model->itemCount()) continue;
        m_model->setState(outcome.index, stateOf(outcome.result));
        fill(m_model->edit(outcome.index), outcome);
    }
    m_ended += outcomes.size();
    tellSoon();
}

QList<runs::RunPtr> BatchSession::runsUnderWay() const
{
    QList<runs::RunPtr> runs;
    if (!m_batch) return runs;
    for (const auto &[index, run] : m_batch->underWay()) runs.append(run);
    return runs;
}

/// Rows of runs under way: there are only a few.
void BatchSession::lookAtRunning()
{
    if (!m_batch || m_batch->isFinished()) return;
    for (const auto &[index, run] : m_batch->underWay()) {
        if (!run || m_model->item(index).isOver()) continue;
        const runs::RunStatus status = run->status();
        if (isFinal(status.state) || status.state == runs::RunState::Queued) continue;
        const bool stopping =
            status.state == runs::RunState::Stopping || m_model->item(index).state == RunState::Stopping;
        m_model->setState(index, stopping ? RunState::Stopping : RunState::Running);
        BatchRow &row = m_model->edit(index);
        row.seconds = status.elapsed;
        if (!status.progress.isEmpty()) {
            row.share = runs::progressShare(status.progress.first());
            row.measure = runs::progressText(status.progress.first());
        }
    }
    tellSoon();
}

void BatchSession::onFinished()
{
    m_look.stop();
    m_asker->stop();
    // What was not begun when it was stopped stays in line for the next go.
    m_model->flush();
    m_tell.stop();
    m_measures = m_batch->summary().measures;
    emit changed();
    emit finished();
}

void BatchSession::tellSoon()
{
    if (!m_tell.isActive()) m_tell.start();
}

// ---- figures ----------------------------------------------------------------------------------------------------

int BatchSession::doneCount() const
{
    return static_cast<int>(m_model->countOf(RunState::Finished) + m_model->failureCount());
}

double BatchSession::successRate() const
{
    const int done = doneCount();
    return done == 0 ? -1 : 100.0 * static_cast<double>(m_model->countOf(RunState::Finished)) / done;
}

double BatchSession::secondsLeft() const
{
    if (!isRunning() || m_ended == 0) return -1;
    const double passed = static_cast<double>(m_since.elapsed()) / 1000;
    const double share = static_cast<double>(m_ended) / static_cast<double>(m_launched);
    if (passed < kSecondsForEstimate || share < kShareForEstimate) return -1;
    return passed / share - passed;
}

runs::RunPtr BatchSession::runOf(qsizetype item) const
{
    if (!m_batch) return nullptr;
    for (const auto &[index, run] : m_batch->underWay())
        if (index == item) return run;
    return nullptr;
}

} // namespace latchkey::batch
