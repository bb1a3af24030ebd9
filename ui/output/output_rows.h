// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which rows the output view has, without holding them: for each run a heading, its first lines, perhaps a gap that
// stands for what is on disk only, its last lines, and what is said at its end. Everything here is arithmetic on a few
// numbers a run, so a log may grow by a million lines a second.
//
// A row is named by its RowKey, which stays right while rows come and go above it; row numbers are for the scroll bar.
#pragma once

#include <QList>
#include <QtTypes>

#include <compare>
#include <optional>

namespace latchkey::output {

enum class RowKind : quint8 { Heading, Line, Gap, Tail };

struct RowKey {
    int run = 0; ///< place of the run in the view
    RowKind kind = RowKind::Heading;
    qint64 number = 0; ///< of the line, of the first line left out, or of the closing row

    /// The order in which rows stand below each other.
    friend std::strong_ordering operator<=>(const RowKey &a, const RowKey &b)
    {
        if (const auto order = a.run <=> b.run; order != 0) return order;
        const auto part = [](RowKind kind) { return kind == RowKind::Heading ? 0 : kind == RowKind::Tail ? 2 : 1; };
        if (const auto order = part(a.kind) <=> part(b.kind); order != 0) return order;
        if (const auto order = a.number <=> b.number; order != 0) return order;
        return a.kind <=> b.kind;
    }
    friend bool operator==(const RowKey &a, const RowKey &b) { return (a <=> b) == 0; }
};

/// The rows of one run.
struct RunRows {
    qint64 lineCount = 0;
    qint64 firstShown = 0; ///< lines before were cleared away
    qint64 headEnd = 0;    ///< lines before this are always shown
    qint64 gapEnd = 0;     ///< lines from headEnd to here are left out
    int tailRows = 0;
    bool heading = true;
    std::optional<QList<qint64>> filtered; ///< only these lines, ascending

    qint64 gapStart() const { return qMax(firstShown, headEnd); }
    bool hasGap() const { return gapEnd > gapStart() && lineCount > gapStart(); }
    /// How many lines the gap stands for.
    qint64 gapLines() const { return hasGap() ? qMin(gapEnd, lineCount) - gapStart() : 0; }

    qint64 rowCount() const;
    /// The row `row` (0-based within the run).
    RowKey keyAt(qint64 row, int run = 0) const;
    /// The row of `key`, or of what stands in its place: the gap for a line in it, the next row for a line filtered
    /// out.
    qint64 rowOf(const RowKey &key) const;

private:
    struct Parts {
        qint64 head; ///< lines above the gap
        qint64 gap;  ///< 0 or 1
        qint64 body; ///< lines below it
    };
    Parts parts() const;
    qint64 bodyStart() const { return hasGap() ? gapEnd : gapStart(); }
};

/// The rows of all runs of a view.
class OutputRows
{
public:
    QList<RunRows> runs;

    qint64 rowCount() const;
    RowKey keyAt(qint64 row) const;
    qint64 rowOf(const RowKey &key) const;
};

} // namespace latchkey::output
