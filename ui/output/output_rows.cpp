// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_rows.h"

#include <algorithm>

namespace latchkey::output {
namespace {

// How many of `lines` are smaller than `number`.
qint64 countBefore(const QList<qint64> &lines, qint64 number)
{
    return std::ranges::lower_bound(lines, number) - lines.begin();
}

} // namespace

RunRows::Parts RunRows::parts() const
{
    const qint64 gap = hasGap() ? 1 : 0;
    if (!filtered) {
        const qint64 head = std::max<qint64>(0, std::min(lineCount, gapStart()) - firstShown);
        return {head, gap, std::max<qint64>(0, lineCount - bodyStart())};
    }
    const qint64 first = countBefore(*filtered, firstShown);
    return {countBefore(*filtered, gapStart()) - first, gap, filtered->size() - countBefore(*filtered, bodyStart())};
}

qint64 RunRows::rowCount() const
{
    const Parts p = parts();
    return (heading ? 1 : 0) + p.head + p.gap + p.body + tailRows;
}

RowKey RunRows::keyAt(qint64 row, int run) const
{
    if (heading && row-- == 0) return {run, RowKind::Heading, 0};
    const Parts p = parts();
    const auto line = [&](qint64 nth, qint64 from) {
        const qint64 number = filtered ? filtered->at(countBefore(*filtered, from) + nth) : from + nth;
        return RowKey{run, RowKind::Line, number};
    };
    if (row < p.head) return line(row, firstShown);
    row -= p.head;
    if (p.gap && row-- == 0) return {run, RowKind::Gap, gapStart()};
    if (row < p.body) return line(row, bodyStart());
    return {run, RowKind::Tail, std::clamp<qint64>(row - p.body, 0, std::max(0, tailRows - 1))};
}

qint64 RunRows::rowOf(const RowKey &key) const
{
    const qint64 top = heading ? 1 : 0;
    if (key.kind == RowKind::Heading) return 0;
    const Parts p = parts();
    const qint64 lines = p.head + p.gap + p.body;
    if (key.kind == RowKind::Tail) return top + lines + std::clamp<qint64>(key.number, 0, std::max(0, tailRows - 1));
    const auto before = [&](qint64 number, qint64 from) {
        if (!filtered) return std::max<qint64>(0, number - from);
        return std::max<qint64>(0, countBefore(*filtered, number) - countBefore(*filtered, from));
    };
    if (key.kind == RowKind::Line && key.number < gapStart())
        return top + std::min(before(key.number, firstShown), p.head);
    if (p.gap && (key.kind == RowKind::Gap || key.number < gapEnd)) return top + p.head;
    return top + p.head + p.gap +
           std::min(before(key.number, bodyStart()), std::max<qint64>(0, p.body - (tailRows ? 0 : 1)));
}

qint64 OutputRows::rowCount() const
{
    qint64 rows = 0;
    for (const RunRows &run : runs) rows += run.rowCount();
    return rows;
}

RowKey OutputRows::keyAt(qint64 row) const
{
    for (int run = 0; run < runs.size(); ++run) {
        const qint64 count = runs[run].rowCount();
        if (row < count) return runs[run].keyAt(row, run);
        row -= count;
    }
    return {static_cast<int>(runs.size()), RowKind::Heading, 0};
}

qint64 OutputRows::rowOf(const RowKey &key) const
{
    qint64 row = 0;
    for (int run = 0; run < runs.size() && run < key.run; ++run) row += runs[run].rowCount();
    return key.run < runs.size() ? row + runs[key.run].rowOf(key) : row;
}

} // namespace latchkey::output
