// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/output_log.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryFile>

#include <algorithm>
#include <cstring>
#include <deque>
#include <mutex>
#include <vector>

namespace latchkey::runs {

namespace {

constexpr qint64 kChunkBytes = 64 * 1024;
/// Raw text beyond this goes to the spill file. Most runs stay below and never touch the disk.
constexpr qint64 kMemoryBytes = 1 << 20;

/// Raw text of up to kChunkBytes, and where the lines stood when it began.
struct Chunk {
    qint64 offset = 0;
    qint64 size = 0;
    QByteArray text; ///< empty once it is in the spill file
    bool spilled = false;
    qint64 firstLine = 0;                       ///< number of the line that its first byte belongs to
    bool startsInside = false;                  ///< of that line
    OutputStream stream = OutputStream::Output; ///< of its first byte
    qint64 milliseconds = 0;
    /// Where the stream changes: position << 2 | stream.
    std::vector<quint32> changes;
};

/// Cuts text into lines. The same code makes the lines shown at once and those read back from disk.
struct LineCutter {
    qint64 number = 0; ///< of the line under way
    bool inside = false;
    OutputStream stream = OutputStream::Output;

    /// Calls `piece(text, stream, startsLine, endsLine)` for each part of a line in `text`.
    template<typename F>
    void feed(OutputStream from, QByteArrayView text, F &&piece)
    {
        if (text.isEmpty()) return;
        if (inside && from != stream) { // another stream never continues a line
            inside = false;
            piece(QByteArrayView(), stream, false, true);
            ++number;
        }
        stream = from;
        while (!text.isEmpty()) {
            const void *at = std::memchr(text.data(), '\n', static_cast<size_t>(text.size()));
            const qsizetype end = at ? static_cast<const char *>(at) - text.data() : text.size();
            piece(text.first(end), stream, !inside, at != nullptr);
            inside = at == nullptr;
            if (at) ++number;
            text = text.sliced(at ? end + 1 : end);
        }
    }
};

/// Adds a part to a line, as far as it may be kept. A line that is written over and over ("13 %\r14 %\r") stays short:
/// what lies before a return is given up when room is needed, and counts no longer. What a shorter text leaves of a
/// longer one is lost then.
void extend(OutputLine &line, QByteArrayView piece)
{
    if (line.text.size() + piece.size() > OutputLog::kMaxLineBytes) {
        // A return at the very end has not written over anything yet.
        const qsizetype inPiece = piece.size() > 1 ? piece.lastIndexOf('\r', piece.size() - 2) : -1;
        const bool whole = line.fullBytes == line.text.size();
        const qsizetype inText = inPiece < 0 && whole ? line.text.lastIndexOf('\r') : -1;
        if (inPiece >= 0) {
            line.text.clear();
            line.fullBytes = 0;
            piece = piece.sliced(inPiece + 1);
        } else if (inText >= 0) {
            line.text.remove(0, inText + 1);
            line.fullBytes = line.text.size();
        }
    }
    line.fullBytes += piece.size();
    const qint64 room = std::max<qint64>(0, OutputLog::kMaxLineBytes - line.text.size());
    line.text.append(piece.first(std::min<qint64>(piece.size(), room)));
}

} // namespace

class OutputLogPrivate
{
public:
    OutputLogPrivate() { clock.start(); }

    void add(OutputStream stream, QByteArrayView text);
    void addLines(OutputStream stream, QByteArrayView text);
    void addRaw(OutputStream stream, QByteArrayView text);
    void startChunk(OutputStream stream);
    void spill();
    QByteArray chunkText(const Chunk &chunk) const;
    QByteArray chunkTextLocked(const Chunk &chunk) const;
    qint64 ahead() const;
    std::vector<std::function<void()>> takeDrained();
    OutputLine &lastLine() { return tail.empty() ? head.back() : tail.back(); }
    qint64 firstTail() const { return tail.empty() ? static_cast<qint64>(head.size()) : tail.front().number; }

    mutable std::mutex mutex;
    QElapsedTimer clock;
    qint64 bytes = 0;
    qint64 spilledBytes = 0;
    LineCutter cutter; ///< of the lines in head and tail
    std::vector<OutputLine> head;
    std::deque<OutputLine> tail;
    std::vector<Chunk> chunks;
    OutputStream rawStream = OutputStream::Output;
    std::unique_ptr<QTemporaryFile> file;
    mutable QFile reading; ///< the same file, opened for reading
    bool spillFailed = false;
    std::vector<std::weak_ptr<OutputLog::Reader>> readers;
    std::vector<std::function<void()>> drained; ///< fibers of one run that wait for the reader
};

void OutputLogPrivate::add(OutputStream stream, QByteArrayView text)
{
    addRaw(stream, text);
    addLines(stream, text);
}

void OutputLogPrivate::addLines(OutputStream stream, QByteArrayView text)
{
    const qint64 now = clock.elapsed();
    cutter.feed(stream, text, [&](QByteArrayView piece, OutputStream from, bool starts, bool ends) {
        if (starts) {
            OutputLine line{cutter.number, from, {}, 0, now, false};
            if (std::ssize(head) < OutputLog::kHeadLines) {
                head.push_back(std::move(line));
            } else {
                if (std::ssize(tail) >= OutputLog::kTailLines) tail.pop_front();
                tail.push_back(std::move(line));
            }
        }
        OutputLine &line = lastLine();
        extend(line, piece);
        line.complete = ends;
    });
}

void OutputLogPrivate::startChunk(OutputStream stream)
{
    Chunk chunk;
    chunk.offset = bytes;
    chunk.firstLine = cutter.number;
    chunk.startsInside = cutter.inside;
    chunk.stream = stream;
    chunk.milliseconds = clock.elapsed();
    // A line that another stream broke off counts as ended.
    if (cutter.inside && cutter.stream != stream) {
        chunk.startsInside = false;
        ++chunk.firstLine;
    }
    rawStream = stream;
    chunks.push_back(std::move(chunk));
}

void OutputLogPrivate::addRaw(OutputStream stream, QByteArrayView text)
{
    if (chunks.empty() || chunks.back().size >= kChunkBytes) {
        if (bytes - spilledBytes > kMemoryBytes) spill();
        startChunk(stream);
    }
    Chunk &chunk = chunks.back();
    if (stream != rawStream) {
        chunk.changes.push_back(static_cast<quint32>(chunk.size) << 2 | static_cast<quint32>(stream));
        rawStream = stream;
    }
    chunk.text.append(text);
    chunk.size += text.size();
    bytes += text.size();
}

/// Moves all whole chunks to the file. When the disk refuses, they stay in memory: the output limit bounds that.
void OutputLogPrivate::spill()
{
    if (spillFailed) return;
    if (!file) {
        file = std::make_unique<QTemporaryFile>(QDir::tempPath() + QLatin1StringView("/latchkey-output-XXXXXX"));
        if (!file->open()) {
            spillFailed = true;
            return;
        }
        reading.setFileName(file->fileName());
        spillFailed = !reading.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    for (Chunk &chunk : chunks) {
        if (spillFailed) return;
        if (chunk.spilled) continue;
        spillFailed = !file->seek(chunk.offset) || file->write(chunk.text) != chunk.text.size();
        if (spillFailed) break;
        spilledBytes += chunk.size;
        chunk.spilled = true;
    }
    spillFailed = spillFailed || !file->flush();
    if (spillFailed) return;
    for (Chunk &chunk : chunks) chunk.text = QByteArray();
}

/// The lock is held: reading a chunk back is a 64 kB read of a file just written.
QByteArray OutputLogPrivate::chunkTextLocked(const Chunk &chunk) const
{
    if (!chunk.spilled || !chunk.text.isEmpty()) return chunk.text;
    if (!reading.seek(chunk.offset)) return {};
    return reading.read(chunk.size);
}

qint64 OutputLogPrivate::ahead() const
{
    qint64 furthest = -1;
    for (const auto &held : readers)
        if (const auto reader = held.lock()) furthest = std::max(furthest, reader->position());
    return furthest < 0 ? 0 : bytes - furthest;
}

std::vector<std::function<void()>> OutputLogPrivate::takeDrained()
{
    const std::lock_guard lock(mutex);
    if (drained.empty() || ahead() > OutputLog::kResumeAhead) return {};
    return std::exchange(drained, {});
}

OutputLog::~OutputLog()
{
    delete m_d.load();
}

OutputLogPrivate &OutputLog::ensure()
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    if (d) return *d;
    auto fresh = std::make_unique<OutputLogPrivate>();
    if (m_d.compare_exchange_strong(d, fresh.get(), std::memory_order_acq_rel)) return *fresh.release();
    return *d;
}

bool OutputLog::append(OutputStream stream, QByteArrayView text)
{
    if (text.isEmpty()) return true;
    OutputLogPrivate &d = ensure();
    for (;;) { // in parts no larger than a chunk, so that chunks stay near their size and readers get their turn
        const QByteArrayView part = text.first(std::min<qsizetype>(text.size(), kChunkBytes));
        text = text.sliced(part.size());
        const std::lock_guard lock(d.mutex);
        d.add(stream, part);
        if (text.isEmpty()) return d.readers.empty() || d.ahead() <= kMaxAhead;
    }
}

void OutputLog::finish()
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    if (!d) return;
    const std::lock_guard lock(d->mutex);
    if (d->cutter.inside) d->lastLine().complete = true;
}

void OutputLog::whenDrained(std::function<void()> callback)
{
    OutputLogPrivate &d = ensure();
    {
        const std::lock_guard lock(d.mutex);
        d.drained.push_back(std::move(callback));
    }
    for (const auto &ready : d.takeDrained()) ready();
}

qint64 OutputLog::lineCount() const
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    if (!d) return 0;
    const std::lock_guard lock(d->mutex);
    return d->cutter.number + (d->cutter.inside ? 1 : 0);
}

qint64 OutputLog::byteCount() const
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    if (!d) return 0;
    const std::lock_guard lock(d->mutex);
    return d->bytes;
}

qint64 OutputLog::firstTailLine() const
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    if (!d) return 0;
    const std::lock_guard lock(d->mutex);
    return d->firstTail();
}

bool OutputLog::inMemory(qint64 line) const
{
    return line < kHeadLines || line >= firstTailLine();
}

QList<OutputLine> OutputLog::lines(qint64 first, qint64 count) const
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    QList<OutputLine> result;
    if (!d) return result;
    const std::lock_guard lock(d->mutex);
    const qint64 end = std::min(first + count, d->cutter.number + (d->cutter.inside ? 1 : 0));
    const qint64 tailStart = d->firstTail();
    for (qint64 i = std::max<qint64>(first, 0); i < end; ++i) {
        if (i < std::ssize(d->head)) result.append(d->head[static_cast<size_t>(i)]);
        else if (i >= tailStart) result.append(d->tail[static_cast<size_t>(i - tailStart)]);
    }
    return result;
}

QList<OutputLine> OutputLog::readLines(qint64 first, qint64 count) const
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    QList<OutputLine> result;
    if (!d || count <= 0) return result;
    const std::lock_guard lock(d->mutex);
    const qint64 end = first + count;
    // The last chunk in which line `first` begins, or that begins before it does.
    const auto isBefore = [](const Chunk &chunk, qint64 line) {
        return chunk.firstLine < line || (chunk.firstLine == line && !chunk.startsInside);
    };
    auto chunk = std::ranges::find_if_not(d->chunks, [&](const Chunk &c) { return isBefore(c, first); });
    if (chunk != d->chunks.begin()) --chunk;
    if (chunk == d->chunks.end()) return result;
    LineCutter cutter{chunk->firstLine, chunk->startsInside, chunk->stream};
    for (; chunk != d->chunks.end() && cutter.number < end; ++chunk) {
        const QByteArray text = d->chunkTextLocked(*chunk);
        OutputStream stream = chunk->stream;
        qsizetype from = 0;
        for (size_t k = 0; k <= chunk->changes.size(); ++k) {
            const qsizetype to = k < chunk->changes.size() ? chunk->changes[k] >> 2 : text.size();
            cutter.feed(stream, QByteArrayView(text).sliced(from, to - from),
                        [&](QByteArrayView piece, OutputStream of, bool starts, bool ends) {
                            if (cutter.number < first || cutter.number >= end) return;
                            if (starts) result.append({cutter.number, of, {}, 0, chunk->milliseconds, false});
                            OutputLine &line = result.last();
                            extend(line, piece);
                            line.complete = ends;
                        });
            if (k < chunk->changes.size()) stream = static_cast<OutputStream>(chunk->changes[k] & 3);
            from = to;
        }
    }
    return result;
}

QByteArray OutputLog::read(qint64 offset, qint64 maxBytes) const
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    QByteArray result;
    if (!d) return result;
    const std::lock_guard lock(d->mutex);
    auto chunk = std::ranges::upper_bound(d->chunks, offset, {}, &Chunk::offset);
    if (chunk != d->chunks.begin()) --chunk;
    for (; chunk != d->chunks.end() && result.size() < maxBytes; ++chunk) {
        const qint64 skip = std::max<qint64>(0, offset - chunk->offset);
        if (skip >= chunk->size) continue;
        result.append(QByteArrayView(d->chunkTextLocked(*chunk))
                          .sliced(skip)
                          .first(std::min(chunk->size - skip, maxBytes - result.size())));
    }
    return result;
}

QByteArray OutputLog::read(qint64 offset, qint64 maxBytes, OutputStream *stream) const
{
    OutputLogPrivate *d = m_d.load(std::memory_order_acquire);
    if (!d) return {};
    const std::lock_guard lock(d->mutex);
    auto chunk = std::ranges::upper_bound(d->chunks, offset, {}, &Chunk::offset);
    if (chunk == d->chunks.begin()) return {};
    --chunk;
    const qint64 skip = offset - chunk->offset;
    if (skip >= chunk->size) return {};
    qint64 end = chunk->size;
    *stream = chunk->stream;
    for (quint32 change : chunk->changes) {
        const qint64 at = change >> 2;
        if (at <= skip) *stream = static_cast<OutputStream>(change & 3);
        else end = std::min(end, at);
    }
    return d->chunkTextLocked(*chunk).sliced(skip, std::min(end - skip, maxBytes));
}

bool OutputLog::saveTo(const QString &path, QString *error) const
{
    QSaveFile file(path);
    bool ok = file.open(QIODevice::WriteOnly);
    for (qint64 offset = 0; ok;) {
        const QByteArray part = read(offset, 1 << 20);
        if (part.isEmpty()) break;
        ok = file.write(part) == part.size();
        offset += part.size();
    }
    ok = ok && file.commit();
    if (!ok && error) *error = file.errorString();
    return ok;
}

std::shared_ptr<OutputLog::Reader> OutputLog::addReader()
{
    OutputLogPrivate &d = ensure();
    auto reader = std::make_shared<Reader>(&d);
    const std::lock_guard lock(d.mutex);
    std::erase_if(d.readers, [](const auto &held) { return held.expired(); });
    d.readers.push_back(reader);
    return reader;
}

void OutputLog::Reader::consumed(qint64 offset)
{
    if (offset <= position()) return;
    m_position.store(offset, std::memory_order_relaxed);
    for (const auto &ready : m_log->takeDrained()) ready();
}

OutputLog::Reader::~Reader()
{
    // Nobody holds this reader any more, so the log does not count it; whoever waited for it goes on.
    for (const auto &ready : m_log->takeDrained()) ready();
}

} // namespace latchkey::runs
