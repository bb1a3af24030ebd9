// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/exchange_source.h"

#include <algorithm>

namespace latchkey::session {

using output::DisplayLine;
using output::OutputLine;
using output::StyledStretch;
using runs::OutputLog;
using theme::Token;

namespace {

OutputLine lineOf(const SaidLine &said, qint64 number)
{
    const QByteArray text = said.text.toUtf8();
    OutputLine line;
    line.number = number;
    line.text = text.left(OutputLog::kMaxLineBytes);
    line.fullBytes = text.size();
    return line;
}

/// The same with plain stretches between, so that they cover `size` characters.
QList<StyledStretch> covering(const QList<StyledStretch> &stretches, qsizetype size)
{
    QList<StyledStretch> all;
    qsizetype at = 0;
    for (StyledStretch stretch : stretches) {
        if (stretch.start < at || stretch.start >= size) continue;
        if (stretch.start > at) all.append({at, stretch.start - at});
        stretch.length = std::min(stretch.length, size - stretch.start);
        all.append(stretch);
        at = stretch.start + stretch.length;
    }
    if (at < size) all.append({at, size - at});
    return all;
}

} // namespace

ExchangeSource::ExchangeSource(QList<SaidLine> input, output::OutputSourcePtr log)
    : m_input(std::move(input))
    , m_log(std::move(log))
{
}

void ExchangeSource::close(QList<SaidLine> reply)
{
    if (m_isClosed.load(std::memory_order_relaxed)) return;
    m_reply = std::move(reply);
    m_isClosed.store(true, std::memory_order_release);
}

qint64 ExchangeSource::logLines() const
{
    return m_log ? m_log->lineCount() : 0;
}

qint64 ExchangeSource::lineCount() const
{
    const qint64 reply = m_isClosed.load(std::memory_order_acquire) ? m_reply.size() : 0;
    return m_input.size() + logLines() + reply;
}

qint64 ExchangeSource::byteCount() const
{
    return m_log ? m_log->byteCount() : 0;
}

qint64 ExchangeSource::headEnd() const
{
    return m_input.size() + (m_log ? m_log->headEnd() : 0);
}

qint64 ExchangeSource::firstTailLine() const
{
    return m_log ? m_input.size() + m_log->firstTailLine() : 0;
}

const SaidLine *ExchangeSource::saidAt(qint64 number) const
{
    if (number < 0) return nullptr;
    if (number < m_input.size()) return &m_input[number];
    if (!m_isClosed.load(std::memory_order_acquire)) return nullptr;
    const qint64 place = number - m_input.size() - logLines();
    return place >= 0 && place < m_reply.size() ? &m_reply[place] : nullptr;
}

QList<OutputLine> ExchangeSource::gathered(qint64 first, qint64 count, Reader reader) const
{
    QList<OutputLine> all;
    const qint64 end = first + count;
    const qint64 input = m_input.size();
    for (qint64 number = std::max<qint64>(0, first); number < std::min(end, input); ++number)
        all.append(lineOf(m_input[number], number));
    const qint64 from = std::max(first, input);
    if (m_log && end > from) {
        for (OutputLine line : (m_log.get()->*reader)(from - input, end - from)) {
            line.number += input;
            all.append(line);
        }
    }
    if (!m_isClosed.load(std::memory_order_acquire)) return all;
    const qint64 reply = input + logLines();
    for (qint64 number = std::max(first, reply); number < std::min(end, reply + m_reply.size()); ++number)
        all.append(lineOf(m_reply[number - reply], number));
    return all;
}

QList<OutputLine> ExchangeSource::lines(qint64 first, qint64 count) const
{
    return gathered(first, count, &OutputSource::lines);
}

QList<OutputLine> ExchangeSource::readLines(qint64 first, qint64 count) const
{
    return gathered(first, count, &OutputSource::readLines);
}

QByteArray ExchangeSource::readWhole(const OutputLine &line) const
{
    if (const SaidLine *said = saidAt(line.number)) return said->text.toUtf8();
    OutputLine its = line;
    its.number -= m_input.size();
    return m_log ? m_log->readWhole(its) : line.text;
}

void ExchangeSource::caughtUp() const
{
    if (m_log) m_log->caughtUp();
}

QByteArray ExchangeSource::readBytes(qint64 offset, qint64 most) const
{
    return m_log ? m_log->readBytes(offset, most) : QByteArray();
}

std::optional<DisplayLine> ExchangeSource::display(const OutputLine &line) const
{
    const SaidLine *said = saidAt(line.number);
    if (said == nullptr) return {};
    DisplayLine shown = output::displayLine(line.text);
    // Where something had to be made visible, places are others: such a line stays plain.
    if (said->text.startsWith(shown.text)) shown.stretches = covering(said->stretches, shown.text.size());
    shown.links.clear(); // an address in code is code
    for (const output::LineLink &link : said->links)
        if (link.start + link.length <= shown.text.size()) shown.links.append(link);
    return shown;
}

} // namespace latchkey::session
