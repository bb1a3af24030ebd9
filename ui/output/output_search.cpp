// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_search.h"

#include "ui/output/visible_text.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>
#include <algorithm>

namespace latchkey::output {
namespace {

constexpr qint64 kBatch = 4096;

Qt::CaseSensitivity caseOf(const QString &wanted)
{
    const bool capital = std::ranges::any_of(wanted, [](QChar c) { return c.isUpper(); });
    return capital ? Qt::CaseSensitive : Qt::CaseInsensitive;
}

} // namespace

QList<Match> matchesIn(qint64 number, const QString &shown, const QString &wanted)
{
    QList<Match> matches;
    if (wanted.isEmpty()) return matches;
    const Qt::CaseSensitivity sensitivity = caseOf(wanted);
    for (qsizetype at = shown.indexOf(wanted, 0, sensitivity); at >= 0;
         at = shown.indexOf(wanted, at + wanted.size(), sensitivity))
        matches.append({number, at, wanted.size()});
    return matches;
}

OutputSearch::OutputSearch(QObject *parent)
    : QObject(parent)
{
}

OutputSearch::~OutputSearch()
{
    cancel();
}

void OutputSearch::start(const OutputSourcePtr &source, const QString &wanted)
{
    cancel();
    m_source = source;
    m_wanted = wanted;
    m_matches.clear();
    m_count = 0;
    m_next = 0;
    if (wanted.isEmpty() || !source) {
        emit changed();
        return;
    }
    run(0);
}

void OutputSearch::resume()
{
    if (m_running || m_wanted.isEmpty() || !m_source || m_source->lineCount() <= m_next) return;
    run(m_next);
}

void OutputSearch::cancel()
{
    ++m_turn;
    m_running = false;
    m_future.cancel();
}

void OutputSearch::run(qint64 first)
{
    m_running = true;
    auto *watcher = new QFutureWatcher<Batch>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher, turn = m_turn](int index) {
        if (turn != m_turn) return;
        const Batch batch = watcher->resultAt(index);
        m_count += batch.count;
        m_next = batch.next;
        m_matches.append(batch.matches.first(std::min(batch.matches.size(), kKept - m_matches.size())));
        emit changed();
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, turn = m_turn] {
        watcher->deleteLater();
        if (turn != m_turn) return;
        m_running = false;
        emit changed();
        emit finished();
    });
    m_future = QtConcurrent::run(&OutputSearch::work, m_source, m_wanted, first);
    watcher->setFuture(m_future);
}

void OutputSearch::work(QPromise<Batch> &promise, const OutputSourcePtr &source, const QString &wanted, qint64 first)
{
    // The end is that of the start: what is appended meanwhile is the next search's.
    const qint64 end = source->lineCount();
    constexpr int kTogether = 16;
    Batch batch;
    int read = 0;
    for (qint64 at = first; at < end && !promise.isCanceled(); at += kBatch) {
        const QList<OutputLine> lines = source->readLines(at, std::min(kBatch, end - at));
        for (const OutputLine &line : lines) {
            if (!line.complete) continue; // searched once it is whole
            const QList<Match> found = matchesIn(line.number, displayLine(line.text).text, wanted);
            batch.count += found.size();
            if (batch.matches.size() < kKept) batch.matches.append(found);
            batch.next = line.number + 1;
        }
        if (++read % kTogether == 0) promise.addResult(std::exchange(batch, Batch{.next = batch.next}));
    }
    promise.addResult(std::move(batch));
}

QList<qint64> linesOfStream(const OutputSource &source, OutputStream stream, qint64 first, qint64 end, bool readAll)
{
    QList<qint64> numbers;
    for (qint64 at = first; at < end; at += kBatch) {
        const qint64 count = std::min(kBatch, end - at);
        const QList<OutputLine> lines = readAll ? source.readLines(at, count) : source.lines(at, count);
        for (const OutputLine &line : lines) {
            if (line.stream == stream && line.number < end) numbers.append(line.number);
        }
    }
    return numbers;
}

} // namespace latchkey::output
