// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text of OutputView's rows: what a row says, which character is at a point, and where found text is.
#include "ui/output/output_view.h"

#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::output {

using theme::Token;

namespace {

constexpr qint64 kMatchContext = 200; // lines shown above a match on disk

} // namespace

RichLine OutputView::gapLine(int run) const
{
    const RunRows &rows = m_rows.runs[run];
    RichLine line;
    line.addIcon(u"more"_s, Token::Muted);
    line.add(tr("%1 lines not shown").arg(QLocale().toString(rows.gapLines())), Face::Small, Token::Muted);
    line.addLink(tr("Open full log"), kGapTarget, Face::Small, theme::kSide);
    line.add(u"· "_s + tr("%1 on disk").arg(runs::bytesText(m_runs[run].source->byteCount())), Face::Small,
             Token::Muted, theme::kSide);
    return line;
}

QString OutputView::rowText(qint64 row) const
{
    return row < 0 || row >= m_rows.rowCount() ? QString() : rowText(m_rows.keyAt(row));
}

QString OutputView::rowText(const RowKey &key) const
{
    if (key.run >= m_runs.size()) return {};
    switch (key.kind) {
    case RowKind::Heading:
        return m_runs[key.run].heading.plainText();
    case RowKind::Gap:
        return gapLine(key.run).plainText();
    case RowKind::Tail:
        return reportRow(key) ? reportRow(key)->line.plainText() : QString();
    case RowKind::Line:
        break;
    }
    const auto line = ready(key);
    return line ? line->display.text : QString();
}

qsizetype OutputView::lengthOf(const RowKey &key) const
{
    return rowText(key).size();
}

OutputView::Place OutputView::placeAt(const QPoint &point) const
{
    const QList<VisibleRow> rows = visibleRows();
    if (rows.isEmpty()) return {};
    for (const VisibleRow &row : rows) {
        if (point.y() < row.rect.top()) return {row.key, 0};
        if (point.y() <= row.rect.bottom()) return {row.key, columnAt(row, point)};
    }
    return {rows.last().key, lengthOf(rows.last().key)};
}

qsizetype OutputView::columnAt(const VisibleRow &row, const QPoint &point) const
{
    const qreal x = point.x() - textLeft() + (m_wrap ? 0 : horizontalScrollBar()->value());
    const int wrapped = row.skipped + (point.y() - row.rect.top()) / m_lineHeight;
    if (row.key.kind == RowKind::Heading) return m_runs[row.key.run].heading.columnAt(point.x() - theme::kSide);
    if (const ReportRow *report = reportRow(row.key)) return report->line.columnAt(x);
    const auto line = ready(row.key);
    if (!line) return 0;
    const qsizetype length = line->display.text.size();
    if (!line->display.oneCellEach) {
        layOut(*line);
        const QTextLine at = line->layout->lineAt(std::clamp(wrapped, 0, line->layout->lineCount() - 1));
        return at.isValid() ? std::min<qsizetype>(at.xToCursor(x), length) : 0;
    }
    const auto columns = m_wrap ? std::max<qsizetype>(1, static_cast<qsizetype>(wrapWidth() / m_cell)) : 0;
    const auto cell = static_cast<qsizetype>(std::max<qreal>(0, std::round(x / m_cell)));
    return std::min(length, m_wrap ? wrapped * columns + std::min(cell, columns) : cell);
}

// --- found text -----------------------------------------------------------------------------------------------------

void OutputView::setMarked(const QString &text)
{
    m_marked = text;
    m_currentMatch.reset();
    viewport()->update();
}

void OutputView::showMatch(quint64 run, const Match &match)
{
    const int at = indexOf(run);
    if (at < 0) return;
    setFollowing(false);
    RunRows &rows = m_rows.runs[at];
    const bool inGap = rows.hasGap() && match.line >= rows.gapStart() && match.line < rows.gapEnd;
    if (inGap) rows.gapEnd = std::max(rows.gapStart(), match.line - kMatchContext);
    const RowKey key{at, RowKind::Line, match.line};
    m_currentMatch = {key, match};
    m_anchor = {key, match.column};
    setCaret({key, match.column + match.length}, true);
    const QList<VisibleRow> visible = visibleRows();
    const qint64 row = m_rows.rowOf(key);
    const bool seen = !visible.isEmpty() && row >= visible.first().row && row < visible.last().row;
    if (!seen) showRow(row);
    showCaret();
}

} // namespace latchkey::output
