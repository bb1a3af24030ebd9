// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/journal.h"

#include "engine/journal/reader.h"
#include "engine/journal/writer.h"

#include <QRandomGenerator>

#include <atomic>

namespace latchkey::journal {

using namespace std::chrono_literals;

namespace {

/// How often what goes on is kept, and what could not be written is tried again.
constexpr auto kRhythm = 2s;
constexpr int kCounterBits = 22;
/// 1 January 2020: leaves the milliseconds beside the counter room for two centuries.
constexpr qint64 kEpoch = 1'577'836'800'000;

quint64 firstIdOfNow()
{
    const auto milliseconds = quint64(std::max<qint64>(QDateTime::currentMSecsSinceEpoch() - kEpoch, 0));
    // Half of the counter's range is left for counting within the millisecond.
    return milliseconds << kCounterBits | QRandomGenerator::global()->bounded(1U << (kCounterBits - 1));
}

template<typename Answer>
QFuture<Answer> nothing()
{
    QPromise<Answer> promise;
    promise.start();
    if constexpr (!std::is_same_v<Answer, QList<quint64>>) promise.addResult(Answer());
    promise.finish();
    return promise.future();
}

} // namespace

/// Threads go before what they work on; what they work on is also theirs, since they may outlast the journal.
struct Journal::Core {
    std::shared_ptr<Writer> writer;
    std::shared_ptr<Reader> reader;
    std::atomic<bool> isRecording = false; ///< any thread reads, setBounds writes
    std::atomic<quint64> lastId = 0;
    std::shared_ptr<LastingThread> writing;
    std::unique_ptr<LastingThread> reading;

    quint64 nextId()
    {
        quint64 last = lastId.load(std::memory_order_relaxed);
        quint64 next = 0;
        do next = std::max(firstIdOfNow(), last + 1);
        while (!lastId.compare_exchange_weak(last, next, std::memory_order_relaxed));
        return next;
    }

    /// Has the reader answer; a cancelled question is not even begun.
    template<typename Answer, typename Work>
    QFuture<Answer> read(Work work)
    {
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        reading->post([promise, reader = reader, work = std::move(work)] {
            if (!promise->isCanceled()) work(*reader, *promise);
            promise->finish();
        });
        return promise->future();
    }
};

Journal::Journal(QString file, const Bounds &bounds, Listener listener)
    : m_core(std::make_shared<Core>())
{
    if (file.isEmpty()) return;
    Core &core = *m_core;
    core.isRecording = bounds.bytes > 0;
    core.writer = std::make_shared<Writer>(file, bounds, std::move(listener));
    core.writing =
        std::make_shared<LastingThread>([writer = core.writer](std::deque<LastingThread::Work> &batch,
                                                               bool isEnd) { return writer->carryOut(batch, isEnd); },
                                        kRhythm);
    core.reader = std::make_shared<Reader>(
        file, [writer = core.writer] { return writer->generation(); },
        [writer = core.writer, writing = std::weak_ptr(core.writing)](int generation) {
            if (const auto thread = writing.lock())
                thread->post([writer, generation] { writer->checkFile(generation); });
        });
    core.reading =
        std::make_unique<LastingThread>([reader = core.reader](std::deque<LastingThread::Work> &batch, bool isEnd) {
            for (const LastingThread::Work &work : batch) work();
            if (isEnd) reader->close();
            return false;
        });
    core.writing->post([] {}); // opens the file: what was lost is to be listed
}

Journal::~Journal()
{
    if (!m_core->writer) return;
    // Runs that end from now on find no journal; those that have ended are written.
    m_core->reading.reset();
    m_core->writing.reset();
    m_core->writer->stopTelling();
}

quint64 Journal::record(const runs::RunPtr &run, const QString &configuration)
{
    if (!m_core->writing || !m_core->isRecording) return 0;
    const quint64 id = m_core->nextId();
    m_core->writing->post([writer = m_core->writer, run, id, configuration] { writer->begin(run, id, configuration); });
    run->whenFinished(
        [writer = m_core->writer, writing = std::weak_ptr(m_core->writing), run, id](const runs::RunResult &) {
            if (const auto thread = writing.lock()) thread->post([writer, run, id] { writer->end(run, id); });
        });
    return id;
}

void Journal::setPinned(quint64 id, bool pinned)
{
    if (!m_core->writing) return;
    m_core->writing->post([writer = m_core->writer, id, pinned] {
        writer->add([id, pinned](Database &database) { return journal::setPinned(database, id, pinned); },
                    {Change::Kind::Changed, {id}});
    });
}

void Journal::remove(const QList<quint64> &ids)
{
    if (!m_core->writing || ids.isEmpty()) return;
    m_core->writing->post([writer = m_core->writer, ids] {
        writer->add([ids](Database &database) { return removeRuns(database, ids); }, {Change::Kind::Removed, ids});
    });
}

void Journal::setBounds(const Bounds &bounds)
{
    if (!m_core->writing) return;
    m_core->isRecording = bounds.bytes > 0;
    m_core->writing->post([writer = m_core->writer, bounds] { writer->setBounds(bounds); });
}

QFuture<QList<quint64>> Journal::find(const RunFilter &filter)
{
    if (!m_core->reading) return nothing<QList<quint64>>();
    return m_core->read<QList<quint64>>(
        [filter](Reader &reader, QPromise<QList<quint64>> &promise) { reader.find(promise, filter); });
}

QFuture<QList<RunRecord>> Journal::records(const QList<quint64> &ids)
{
    if (!m_core->reading) return nothing<QList<RunRecord>>();
    return m_core->read<QList<RunRecord>>(
        [ids](Reader &reader, QPromise<QList<RunRecord>> &promise) { promise.addResult(reader.records(ids)); });
}

QFuture<std::optional<RunDetails>> Journal::details(quint64 id)
{
    using Answer = std::optional<RunDetails>;
    if (!m_core->reading) return nothing<Answer>();
    return m_core->read<Answer>(
        [id](Reader &reader, QPromise<Answer> &promise) { promise.addResult(reader.details(id)); });
}

QFuture<QStringList> Journal::scripts()
{
    if (!m_core->reading) return nothing<QStringList>();
    return m_core->read<QStringList>(
        [](Reader &reader, QPromise<QStringList> &promise) { promise.addResult(reader.scripts()); });
}

void Journal::sync()
{
    if (m_core->writing) m_core->writing->sync();
}

} // namespace latchkey::journal
