// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where OutputView is: how high rows are, which of them are on screen, following the end, the scroll bars.
#include "ui/output/output_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QLocale>
#include <QScrollBar>
#include <QStyle>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace latchkey::output {

using theme::Part;

namespace {

constexpr int kIconColumn = 20;
constexpr int kButtonMargin = 12;

} // namespace

void OutputView::updateMetrics()
{
    const QFont font = theme::fonts().code();
    const QFontMetricsF metrics(font);
    m_cell = metrics.horizontalAdvance(QString(64, u'0')) / 64;
    m_lineHeight =
        std::max(theme::codeLineHeight(font), theme::metrics().height(Part::OutputLine) * theme::fonts().zoom() / 100);
    if (theme::fonts().zoom() >= 100) m_lineHeight = std::max(m_lineHeight, theme::metrics().height(Part::OutputLine));
    m_ascent = std::round((m_lineHeight + metrics.ascent() - metrics.descent()) / 2);
    m_widest = 0;
    m_cache->clear(); // laid out lines hold colours
    refresh();
}

int OutputView::headingHeight() const
{
    return theme::metrics().scaled(32);
}

int OutputView::stickyHeight() const
{
    return m_headings && m_top.kind != RowKind::Heading && m_top.run < m_runs.size() ? theme::metrics().scaled(26) : 0;
}

int OutputView::timesLeft() const
{
    return theme::kSide + kIconColumn;
}

int OutputView::timesWidth() const
{
    return m_times ? static_cast<int>(std::ceil((m_timeCells + 2) * m_cell)) : 0;
}

int OutputView::textLeft() const
{
    return timesLeft() + timesWidth();
}

qreal OutputView::wrapWidth() const
{
    return std::max<qreal>(m_cell * 8, viewport()->width() - textLeft() - theme::kSide);
}

std::shared_ptr<const ReadyLine> OutputView::ready(const RowKey &key) const
{
    if (key.kind != RowKind::Line || key.run >= m_runs.size()) return nullptr;
    return m_cache->line(m_runs[key.run].id, m_runs[key.run].source, key.number);
}

const ReportRow *OutputView::reportRow(const RowKey &key) const
{
    if (key.kind != RowKind::Tail || key.run >= m_runs.size() || key.number >= m_runs[key.run].report.size())
        return nullptr;
    return &m_runs[key.run].report.at(key.number);
}

int OutputView::wrappedRows(const RowKey &key) const
{
    if (!m_wrap || key.kind != RowKind::Line) return 1;
    const auto line = ready(key);
    if (!line) return 1;
    if (!line->display.oneCellEach) {
        layOut(*line);
        return std::max(1, line->layout->lineCount());
    }
    const auto columns = std::max<qsizetype>(1, static_cast<qsizetype>(wrapWidth() / m_cell));
    const qsizetype cells = line->display.text.size() + (line->hiddenBytes > 0 ? 16 : 0);
    return static_cast<int>(std::max<qsizetype>(1, (cells + columns - 1) / columns));
}

int OutputView::heightOf(const RowKey &key) const
{
    switch (key.kind) {
    case RowKind::Heading:
        return headingHeight();
    case RowKind::Gap:
        return theme::metrics().height(Part::GapLine);
    case RowKind::Tail:
        return m_lineHeight;
    case RowKind::Line:
        return m_lineHeight * wrappedRows(key);
    }
    return m_lineHeight;
}

std::pair<qint64, int> OutputView::lastTop() const
{
    const qint64 rows = m_rows.rowCount();
    // A heading that does not fit at the top is shown there all the same.
    const int room = viewport()->height() - (m_headings ? theme::metrics().scaled(26) : 0);
    int used = 0;
    for (qint64 row = rows - 1; row >= 0; --row) {
        const RowKey key = m_rows.keyAt(row);
        const int height = heightOf(key);
        const bool first = row == 0 && m_headings;
        if (used + height <= (first ? viewport()->height() : room)) {
            used += height;
            continue;
        }
        const int fitting = (room - used) / m_lineHeight;
        const int wrapped = wrappedRows(key);
        if (wrapped > 1 && fitting > 0) return {row, wrapped - fitting};
        return {std::min(row + 1, rows - 1), 0};
    }
    return {0, 0};
}

// A report begins with what went wrong: one that is longer than the view is read from there.
std::pair<qint64, int> OutputView::reportTop() const
{
    const auto last = lastTop();
    if (m_runs.isEmpty() || m_runs.last().report.isEmpty()) return last;
    const qint64 first = m_rows.rowOf({int(m_runs.size()) - 1, RowKind::Tail, 0});
    return first < last.first ? std::pair<qint64, int>(first, 0) : last;
}

void OutputView::updateBars()
{
    m_settingBars = true;
    const auto [last, skipped] = lastTop();
    QScrollBar *bar = verticalScrollBar();
    const qint64 rows = m_rows.rowCount();
    bar->setRange(0, static_cast<int>(std::min<qint64>(last, INT_MAX)));
    bar->setPageStep(static_cast<int>(std::clamp<qint64>(rows - last, 1, 10'000)));
    bar->setSingleStep(1);
    bar->setValue(static_cast<int>(std::min<qint64>(m_rows.rowOf(m_top), INT_MAX)));
    const int width = viewport()->width() - textLeft();
    horizontalScrollBar()->setRange(0, m_wrap ? 0 : std::max(0, m_widest - width));
    horizontalScrollBar()->setPageStep(std::max(1, width));
    horizontalScrollBar()->setSingleStep(static_cast<int>(m_cell * 4));
    m_settingBars = false;
}

void OutputView::prepareVisible()
{
    // All lines on screen in one call, while they are surely still in memory.
    const RowKey top = m_rows.keyAt(m_rows.rowOf(m_top));
    if (m_runs.isEmpty() || m_filter != OutputFilter::All) return;
    const qint64 screen = viewport()->height() / m_lineHeight + 2;
    const qint64 first = m_rows.rowOf(top);
    for (qint64 row = first; row < std::min(first + screen, m_rows.rowCount());) {
        const RowKey key = m_rows.keyAt(row);
        if (key.kind != RowKind::Line) {
            ++row;
            continue;
        }
        const RunRows &rows = m_rows.runs[key.run];
        const qint64 end = key.number < rows.gapStart() ? std::min(rows.gapStart(), rows.lineCount) : rows.lineCount;
        const qint64 count = std::min(screen, end - key.number);
        m_cache->prepare(m_runs[key.run].id, m_runs[key.run].source, key.number, count);
        row += std::max<qint64>(1, count);
    }
}

void OutputView::updateNewLines()
{
    qint64 lines = 0;
    for (const RunRows &rows : m_rows.runs) lines += rows.lineCount;
    if (m_following) m_linesSeen = lines;
    const qint64 fresh = std::max<qint64>(0, lines - m_linesSeen);
    if (std::exchange(m_newLines, fresh) != fresh) emit newLinesChanged(fresh);
    const bool shown = !m_following && fresh > 0;
    if (shown) {
        const QString count = QLocale().toString(fresh);
        m_newButton->setText(tr("%1 new").arg(count));
        m_newButton->setAccessibleName(tr("Show %1 new lines").arg(count));
        m_newButton->adjustSize();
        const QRect place(QPoint(), m_newButton->size());
        const QRect area = viewport()->rect().adjusted(kButtonMargin, kButtonMargin, -kButtonMargin, -kButtonMargin);
        m_newButton->setGeometry(
            QStyle::alignedRect(layoutDirection(), Qt::AlignRight | Qt::AlignBottom, place.size(), area));
    }
    m_newButton->setVisible(shown);
}

void OutputView::setFollowing(bool following)
{
    if (std::exchange(m_following, following) == following) return;
    emit followingChanged(following);
}

void OutputView::followEnd()
{
    m_reportFirst = false;
    setFollowing(true);
    refresh();
}

void OutputView::setTop(const RowKey &row, int skipped)
{
    m_top = row;
    m_skipped = skipped;
    updateBars();
    prepareVisible();
    viewport()->update();
}

void OutputView::scrollToRun(quint64 run)
{
    const int at = indexOf(run);
    if (at < 0) return;
    const RowKey heading{at, RowKind::Heading, 0};
    const auto [last, skipped] = lastTop();
    setFollowing(m_rows.rowOf(heading) >= last);
    if (m_following) return refresh();
    setTop(heading);
}

void OutputView::showRow(qint64 row)
{
    const auto [last, skipped] = lastTop();
    const qint64 top = std::clamp<qint64>(row - 3, 0, last);
    setTop(m_rows.keyAt(top), top == last ? skipped : 0);
}

void OutputView::scrollContentsBy(int, int)
{
    if (m_settingBars) return;
    const QScrollBar *bar = verticalScrollBar();
    const qint64 row = m_rows.rowOf(m_top);
    if (bar->value() != row || m_skipped > 0) {
        const auto [last, skipped] = lastTop();
        const bool atEnd = bar->value() >= last;
        // Leaving the end: what is shown now keeps its place.
        setFollowing(atEnd);
        m_reportFirst = false;
        m_top = m_rows.keyAt(bar->value());
        m_skipped = atEnd ? skipped : 0;
        if (atEnd) refresh();
        prepareVisible();
        updateNewLines();
    }
    viewport()->update();
}

void OutputView::wheelEvent(QWheelEvent *event)
{
    // Up from the end must leave it even while lines stream in between two notches.
    if (event->angleDelta().y() > 0 && verticalScrollBar()->maximum() > 0) setFollowing(false);
    QAbstractScrollArea::wheelEvent(event);
}

void OutputView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_wrap) m_skipped = 0;
    refresh();
}

void OutputView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    refresh();
}

void OutputView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange) refresh();
}

QList<OutputView::VisibleRow> OutputView::visibleRows() const
{
    QList<VisibleRow> rows;
    const qint64 count = m_rows.rowCount();
    int y = stickyHeight();
    int skipped = m_skipped;
    for (qint64 row = m_rows.rowOf(m_top); row < count && y < viewport()->height(); ++row) {
        const RowKey key = m_rows.keyAt(row);
        const int above = std::min(skipped, wrappedRows(key) - 1);
        const int height = heightOf(key) - above * m_lineHeight;
        rows.append({key, row, QRect(0, y, viewport()->width(), height), above});
        y += height;
        skipped = 0;
    }
    return rows;
}

QRect OutputView::rectOf(const RowKey &key) const
{
    for (const VisibleRow &row : visibleRows()) {
        if (row.key == key) return row.rect;
    }
    return {};
}

} // namespace latchkey::output
