// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_source.h"

#include "ui/runs/run_words.h"

#include <algorithm>

namespace latchkey::output {

using runs::OutputLog;

QString stampText(qint64 milliseconds)
{
    const QString rest = QString::number(milliseconds % 1000).rightJustified(3, u'0');
    return runs::clockText(static_cast<double>(milliseconds / 1000)) + u'.' + rest;
}

LogSource::LogSource(runs::RunPtr run)
    : LogSource(std::shared_ptr<OutputLog>(run, &run->output())) // shares the run's lifetime
{
}

LogSource::LogSource(std::shared_ptr<OutputLog> log)
    : m_log(std::move(log))
    , m_reader(m_log->addReader())
{
}

qint64 LogSource::lineCount() const
{
    return m_log->lineCount();
}

qint64 LogSource::byteCount() const
{
    return m_log->byteCount();
}

qint64 LogSource::firstTailLine() const
{
    return m_log->firstTailLine();
}

QList<OutputLine> LogSource::lines(qint64 first, qint64 count) const
{
    return m_log->lines(first, count);
}

QList<OutputLine> LogSource::readLines(qint64 first, qint64 count) const
{
    return m_log->readLines(first, count);
}

QByteArray LogSource::readWhole(const OutputLine &line) const
{
    // The log addresses bytes, not long lines: its place is the sum of what stands before it.
    constexpr qint64 kBatch = 4096;
    qint64 offset = 0;
    for (qint64 at = 0; at < line.number; at += kBatch) {
        const QList<OutputLine> before = m_log->readLines(at, std::min(kBatch, line.number - at));
        for (const OutputLine &each : before) offset += each.fullBytes + 1;
    }
    QByteArray whole = m_log->read(offset, line.fullBytes);
    // Where two streams met inside a line the sum is off; then what is known stands.
    return whole.startsWith(line.text.left(64)) ? whole : line.text;
}

void LogSource::caughtUp() const
{
    m_reader->consumed(m_log->byteCount());
}

QByteArray LogSource::readBytes(qint64 offset, qint64 most) const
{
    return m_log->read(offset, most);
}

TextSource::TextSource(const QByteArray &text, OutputStream stream)
    : m_text(text)
    , m_stream(stream)
{
    if (text.isEmpty()) return;
    m_starts.append(0);
    for (qsizetype at = text.indexOf('\n'); at >= 0 && at + 1 < text.size(); at = text.indexOf('\n', at + 1))
        m_starts.append(at + 1);
}

QByteArrayView TextSource::lineAt(qint64 number) const
{
    const qsizetype start = m_starts[number];
    qsizetype end = number + 1 < m_starts.size() ? m_starts[number + 1] - 1 : m_text.size();
    if (number + 1 == m_starts.size() && m_text.endsWith('\n')) --end;
    return QByteArrayView(m_text).sliced(start, end - start);
}

QList<OutputLine> TextSource::lines(qint64 first, qint64 count) const
{
    QList<OutputLine> lines;
    const qint64 end = std::min<qint64>(first + count, m_starts.size());
    for (qint64 number = std::max<qint64>(0, first); number < end; ++number) {
        const QByteArrayView text = lineAt(number);
        OutputLine line;
        line.number = number;
        line.stream = m_stream;
        line.text = text.first(std::min<qsizetype>(text.size(), OutputLog::kMaxLineBytes)).toByteArray();
        line.fullBytes = text.size();
        lines.append(line);
    }
    return lines;
}

QByteArray TextSource::readWhole(const OutputLine &line) const
{
    return lineAt(line.number).toByteArray();
}

QByteArray TextSource::readBytes(qint64 offset, qint64 most) const
{
    return m_text.mid(offset, most);
}

} // namespace latchkey::output
