// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a run printed. The VM's thread appends; any thread reads. The first and the last lines stay in memory, the
// whole goes to a spill file once it outgrows memory; nothing is lost up to the output limit. Lines are counted from 0
// and are addressed by number, so a view shows any part without holding it.
//
// Inside there are two views of the same bytes: chunks of raw text, which move to the spill file one by one, and the
// lines of head and tail, kept ready for panes. A log that never printed holds no memory beyond a pointer.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace latchkey::runs {

enum class OutputStream : quint8 { Output, Error, System /**< Latchkey's own words about the run */ };

struct OutputLine {
    qint64 number = 0;
    OutputStream stream = OutputStream::Output;
    QByteArray text;         ///< without line end; cut at kMaxLineBytes
    qint64 fullBytes = 0;    ///< of the whole line
    qint64 milliseconds = 0; ///< since the run started
    bool complete = true;    ///< false: the last line, not ended yet
};

class OutputLogPrivate;
class OutputLog
{
public:
    static constexpr int kHeadLines = 1000;
    static constexpr int kTailLines = 20'000;
    static constexpr qint64 kMaxLineBytes = 4096;
    /// How far a run may be ahead of a registered reader before it is parked, and where it goes on.
    static constexpr qint64 kMaxAhead = 4 << 20;
    static constexpr qint64 kResumeAhead = 2 << 20;

    OutputLog() = default;
    ~OutputLog();
    OutputLog(const OutputLog &) = delete;
    OutputLog &operator=(const OutputLog &) = delete;

    /// False: the text was taken, but the reader is more than kMaxAhead behind.
    bool append(OutputStream stream, QByteArrayView text);
    void finish(); ///< no more will come: ends an unfinished line's waiting
    /// Called once, from the reader's thread, when the reader has caught up (at once when it already has).
    void whenDrained(std::function<void()> callback);

    qint64 lineCount() const;
    qint64 byteCount() const;
    /// Lines in memory are given at once. Those only on disk are not: `inMemory` tells.
    bool inMemory(qint64 line) const;
    qint64 firstTailLine() const; ///< lines kHeadLines..firstTailLine()-1 are on disk only
    /// At most `count` lines from `first` on that are in memory.
    QList<OutputLine> lines(qint64 first, qint64 count) const;
    /// Any lines, reading the spill file where needed: not on a GUI thread.
    QList<OutputLine> readLines(qint64 first, qint64 count) const;
    /// The bytes of all streams in the order printed. Not on a GUI thread.
    QByteArray read(qint64 offset, qint64 maxBytes) const;
    /// The same, but ends where the stream changes; `stream` says which one it is.
    QByteArray read(qint64 offset, qint64 maxBytes, OutputStream *stream) const;
    bool saveTo(const QString &path, QString *error) const;

    /// How far the fastest reader is; the run parks when it is more than a few megabytes ahead of a reader that is
    /// registered. Without a reader nothing waits. Keep the handle as long as you read.
    class Reader;
    std::shared_ptr<Reader> addReader();

private:
    OutputLogPrivate &ensure();
    mutable std::atomic<OutputLogPrivate *> m_d = nullptr; ///< made by the first that appends or reads ahead
};

/// A reader's place in the log. Thread-safe. Going away counts as having read everything.
class OutputLog::Reader
{
public:
    /// `ahead` tells the log that something was consumed; the log outlives no reader that is used after it.
    explicit Reader(OutputLogPrivate *log)
        : m_log(log)
    {
    }
    ~Reader();
    qint64 position() const { return m_position.load(std::memory_order_relaxed); }
    /// Everything before byte `offset` was shown.
    void consumed(qint64 offset);

private:
    friend class OutputLogPrivate;
    friend class OutputLog;
    OutputLogPrivate *m_log; ///< valid while the log lives
    std::atomic<qint64> m_position = 0;
};

} // namespace latchkey::runs
