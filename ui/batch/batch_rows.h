// SPDX-License-Identifier: GPL-3.0-or-later
//
// The items of a batch and what became of each, as plain values. They lie in chunks that copies share, so that a
// hundred thousand of them are handed to a background job (sorting, finding, writing a file) at once: `BatchRows` is
// cheap to copy, and a change costs at most one chunk.
#pragma once

#include "ui/theme/run_state_look.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <atomic>

namespace latchkey::batch {

inline constexpr int kStates = static_cast<int>(theme::RunState::Lost) + 1;

struct BatchRow {
    QByteArray item; ///< as JSON; empty when it could not be read
    QString problem; ///< why not
    theme::RunState state = theme::RunState::Queued;
    QString preview;  ///< of the value, on one line
    QByteArray value; ///< as JSON; empty: none, or too long to be kept
    QString errorName;
    QString errorMessage;
    QString errorHint;
    QString errorFile;
    int errorLine = 0;
    int errorColumn = 0;
    double seconds = -1; ///< how long it took, or takes so far; negative: it has not begun
    int attempts = 0;
    QString answeredBy; ///< the script that gave the value, when there was more than one to try
    double share = -1;  ///< of its own progress, while it runs
    QString measure;    ///< "39 of 50"

    bool isOver() const { return theme::isOver(state); }
    bool isFailure() const { return isOver() && state != theme::RunState::Finished; }
};

class BatchRows
{
public:
    static constexpr qsizetype kChunk = 1024;

    qsizetype size() const { return m_size; }
    const BatchRow &operator[](qsizetype row) const { return m_chunks.at(row / kChunk).at(row % kChunk); }
    BatchRow &edit(qsizetype row) { return m_chunks[row / kChunk][row % kChunk]; }
    void append(BatchRow row);

private:
    QList<QList<BatchRow>> m_chunks;
    qsizetype m_size = 0;
};

/// What the table shows, left to right.
enum class Column : quint8 { Number, Input, State, Result, Time, Attempts };
inline constexpr int kColumns = 6;

/// The item on one line, cut where nobody reads on.
QString inputText(const BatchRow &row);
/// "0.7269", "type_error at line 14 · Cannot add null", what could not be read.
QString resultText(const BatchRow &row);

/// Which rows are shown, and in which order.
struct Arrangement {
    Column column = Column::Number;
    bool descending = false;
    std::array<bool, kStates> hidden{}; ///< by state
    QString text;                       ///< found in input or result, whatever the case
    bool isPlain() const;               ///< all rows in their own order
    friend bool operator==(const Arrangement &, const Arrangement &) = default;
};
/// The rows to show, by index. Blocks for as long as it takes: for the background. Empty when `stop` was set.
QList<int> arrange(const BatchRows &rows, const Arrangement &arrangement, const std::atomic<bool> &stop);

} // namespace latchkey::batch
