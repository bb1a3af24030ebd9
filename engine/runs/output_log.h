// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a run printed. The VM's thread appends; any thread reads. The first and the last lines stay in memory, the
// whole goes to a spill file once it outgrows memory; nothing is lost up to the output limit. Lines are counted from 0
// and are addressed by number, so a view shows any part without holding it.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace latchkey::runs {

enum class OutputStream : quint8 { Output, Error, System /**< Latchkey's own words about the run */ };

struct OutputLine
{
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

    OutputLog();
    ~OutputLog();

    void append(OutputStream stream, QByteArrayView text);
    void finish(); ///< no more will come: ends an unfinished line's waiting

    qint64 lineCount() const;
    qint64 byteCount() const;
    /// Lines in memory are given at once. Those only on disk are not: `inMemory` tells.
    bool inMemory(qint64 line) const;
    qint64 firstTailLine() const; ///< lines kHeadLines..firstTailLine()-1 are on disk only
    /// At most `count` lines from `first` on that are in memory.
    QList<OutputLine> lines(qint64 first, qint64 count) const;
    /// Any lines, reading the spill file where needed: not on a GUI thread.
    QList<OutputLine> readLines(qint64 first, qint64 count) const;
    /// The bytes of one stream or both (stream < 0) in the order printed, for saving and for the CLI. Not on a GUI thread.
    QByteArray read(qint64 offset, qint64 maxBytes) const;
    bool saveTo(const QString &path, QString *error) const;

    /// How far the fastest reader is; the run parks when it is more than a few megabytes ahead of a reader that is
    /// registered. Without a reader nothing waits.
    class Reader;
    std::shared_ptr<Reader> addReader();

private:
    std::unique_ptr<OutputLogPrivate> d;
};

} // namespace latchkey::runs
