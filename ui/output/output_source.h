// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the output view reads lines from. A source is addressed by line number and may grow while it is read; lines
// that are in memory are given at once, the others only by `readLines()`, which may read a file and is therefore never
// called on the GUI thread. `LogSource` is a run's log; `TextSource` holds text in memory (raw values, what an earlier
// window left).
#pragma once

#include "engine/runs/output_log.h"
#include "engine/runs/run.h"
#include "ui/output/visible_text.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace latchkey::output {

using runs::OutputLine;
using runs::OutputStream;

class OutputSource
{
public:
    virtual ~OutputSource() = default;

    virtual qint64 lineCount() const = 0;
    virtual qint64 byteCount() const = 0;
    /// The head kept in memory ends before this line.
    virtual qint64 headEnd() const = 0;
    /// From this line on everything is in memory.
    virtual qint64 firstTailLine() const = 0;
    /// Those of the lines that are in memory. Returns at once, on any thread.
    virtual QList<OutputLine> lines(qint64 first, qint64 count) const = 0;
    /// Any lines. Blocks: not on a GUI thread.
    virtual QList<OutputLine> readLines(qint64 first, qint64 count) const = 0;
    /// The whole bytes of a line longer than what lines() gives. Blocks.
    virtual QByteArray readWhole(const OutputLine &line) const = 0;
    /// Everything so far was looked at: a run that is far ahead of its reader goes on.
    virtual void caughtUp() const {}
    /// The bytes of all streams as they were printed. Blocks.
    virtual QByteArray readBytes(qint64 offset, qint64 most) const = 0;
    /// How one of its lines looks, when it is not to look like output: the text must be that of displayLine().
    virtual std::optional<DisplayLine> display(const OutputLine &) const { return {}; }
};

/// When a line was printed: "0:07.250", "1:00:07.250".
QString stampText(qint64 milliseconds);

using OutputSourcePtr = std::shared_ptr<const OutputSource>;

/// The log of a run, which it keeps alive.
class LogSource : public OutputSource
{
public:
    explicit LogSource(runs::RunPtr run);
    /// A log without a run.
    explicit LogSource(std::shared_ptr<runs::OutputLog> log);

    qint64 lineCount() const override;
    qint64 byteCount() const override;
    qint64 headEnd() const override { return runs::OutputLog::kHeadLines; }
    qint64 firstTailLine() const override;
    QList<OutputLine> lines(qint64 first, qint64 count) const override;
    QList<OutputLine> readLines(qint64 first, qint64 count) const override;
    QByteArray readWhole(const OutputLine &line) const override;
    void caughtUp() const override;
    QByteArray readBytes(qint64 offset, qint64 most) const override;

private:
    std::shared_ptr<runs::OutputLog> m_log; // before the reader, which must not outlive it
    std::shared_ptr<runs::OutputLog::Reader> m_reader;
};

/// Text in memory.
class TextSource : public OutputSource
{
public:
    explicit TextSource(const QByteArray &text, OutputStream stream = OutputStream::Output);

    qint64 lineCount() const override { return m_starts.size(); }
    qint64 byteCount() const override { return m_text.size(); }
    qint64 headEnd() const override { return lineCount(); }
    qint64 firstTailLine() const override { return 0; }
    QList<OutputLine> lines(qint64 first, qint64 count) const override;
    QList<OutputLine> readLines(qint64 first, qint64 count) const override { return lines(first, count); }
    QByteArray readWhole(const OutputLine &line) const override;
    QByteArray readBytes(qint64 offset, qint64 most) const override;

private:
    QByteArrayView lineAt(qint64 number) const;

    QByteArray m_text;
    QList<qsizetype> m_starts;
    OutputStream m_stream;
};

} // namespace latchkey::output
