// SPDX-License-Identifier: GPL-3.0-or-later
//
// One exchange of a session as the output view reads it: the lines of the input with their marks, then what its run
// printed, then the value or the reply. The first are known from the start, the last once the run is over; between them
// the log of the run grows as any other.
#pragma once

#include "ui/output/output_source.h"

#include <atomic>

namespace latchkey::session {

/// A line that does not come from a script, with its look.
struct SaidLine {
    QString text;
    QList<output::StyledStretch> stretches = {}; ///< where it is not plain, ascending
    QList<output::LineLink> links = {};
};

class ExchangeSource : public output::OutputSource
{
public:
    /// `log` may be null: then there is nothing between input and reply.
    ExchangeSource(QList<SaidLine> input, output::OutputSourcePtr log);

    /// What stands below the output, once: the log does not grow any more.
    void close(QList<SaidLine> reply);
    [[nodiscard]] qint64 inputLines() const { return m_input.size(); }

    qint64 lineCount() const override;
    qint64 byteCount() const override;
    qint64 headEnd() const override;
    qint64 firstTailLine() const override;
    QList<output::OutputLine> lines(qint64 first, qint64 count) const override;
    QList<output::OutputLine> readLines(qint64 first, qint64 count) const override;
    QByteArray readWhole(const output::OutputLine &line) const override;
    void caughtUp() const override;
    QByteArray readBytes(qint64 offset, qint64 most) const override;
    std::optional<output::DisplayLine> display(const output::OutputLine &line) const override;

private:
    using Reader = QList<output::OutputLine> (output::OutputSource::*)(qint64, qint64) const;
    QList<output::OutputLine> gathered(qint64 first, qint64 count, Reader reader) const;
    [[nodiscard]] qint64 logLines() const;
    [[nodiscard]] const SaidLine *saidAt(qint64 number) const;

    const QList<SaidLine> m_input;
    const output::OutputSourcePtr m_log;
    QList<SaidLine> m_reply;              ///< written by the GUI thread before m_isClosed, then never again
    std::atomic<bool> m_isClosed = false; ///< read by workers that search and copy
};

} // namespace latchkey::session
