// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_view.h"

#include "ui/output/output_accessible.h"
#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyle>
#include <QtConcurrentRun>
#include <algorithm>
#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::output {
namespace {

using theme::Part;
using theme::Token;

constexpr auto kFrame = 33ms; // 30 looks a second
constexpr auto kAutoScroll = 40ms;
constexpr int kRuns = 20;
constexpr int kIconColumn = 20;
constexpr int kButtonMargin = 12;
constexpr qint64 kCopyAtOnce = 2000; // lines; more are gathered by a worker
constexpr qint64 kCopyBatch = 4096;
constexpr qsizetype kCopyMost = qsizetype(128) << 20; // characters on the clipboard
constexpr qint64 kMatchContext = 200;                 // lines shown above a match on disk
const QString kGapTarget = u"gap:"_s;

bool isTail(const RowKey &key)
{
    return key.kind == RowKind::Tail;
}

} // namespace

QString placeTarget(const QString &file, int line, int column)
{
    return u"place:%1:%2:"_s.arg(line).arg(column) + file;
}

struct OutputView::CopyPiece {
    QString text; ///< of a row that is no line
    OutputSourcePtr source;
    qint64 first = 0;
    qint64 end = 0; ///< lines [first, end) of the source
    std::optional<QList<qint64>> only;
    qsizetype from = 0;   ///< first column of the first line
    qsizetype until = -1; ///< end column of the last line, -1: all
};

OutputView::OutputView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_cache(new LineCache(this))
    , m_newButton(new widgets::SmallButton(QString(), viewport()))
{
    installOutputAccessibility();
    setObjectName(u"outputView"_s);
    setAccessibleName(tr("Output"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_newButton->setObjectName(u"newLinesButton"_s);
    m_newButton->setIconName(u"go-end"_s);
    m_newButton->setStrongOutline(true);
    m_newButton->setCursor(Qt::ArrowCursor);
    m_newButton->hide();
    connect(m_newButton, &QAbstractButton::clicked, this, &OutputView::followEnd);
    m_frame.setSingleShot(true);
    m_frame.setInterval(kFrame);
    connect(&m_frame, &QTimer::timeout, this, &OutputView::refresh);
    m_autoScroll.setInterval(kAutoScroll);
    connect(&m_autoScroll, &QTimer::timeout, this, &OutputView::autoScroll);
    connect(m_cache, &LineCache::linesRead, this, [this] { viewport()->update(); });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &OutputView::updateMetrics);
    updateMetrics();
}

OutputView::~OutputView() = default;

// --- runs -----------------------------------------------------------------------------------------------------------

int OutputView::indexOf(quint64 run) const
{
    const auto it = std::ranges::find(m_runs, run, &Run::id);
    return it == m_runs.end() ? -1 : static_cast<int>(it - m_runs.begin());
}

QList<quint64> OutputView::runs() const
{
    QList<quint64> ids;
    for (const Run &run : m_runs) ids.append(run.id);
    return ids;
}

void OutputView::addRun(quint64 run, const OutputSourcePtr &source, const RichLine &heading)
{
    if (hasRun(run)) return;
    while (m_runs.size() >= kRuns) removeRun(m_runs.first().id);
    Run added;
    added.id = run;
    added.source = source;
    added.heading = heading;
    m_runs.append(added);
    RunRows rows;
    rows.heading = m_headings;
    m_rows.runs.append(rows);
    m_clearings.clear();
    setFollowing(true);
    refresh();
}

void OutputView::removeRun(quint64 run)
{
    const int at = indexOf(run);
    if (at < 0) return;
    m_runs.removeAt(at);
    m_rows.runs.removeAt(at);
    m_cache->forget(run);
    m_currentMatch.reset();
    const auto shift = [at](RowKey &key) {
        if (key.run == at) key = {at, RowKind::Heading, 0};
        else if (key.run > at) --key.run;
    };
    shift(m_top);
    shift(m_anchor.row);
    shift(m_caret.row);
    if (m_caret.row == m_anchor.row && m_caret.row.kind == RowKind::Heading) m_anchor.column = m_caret.column = 0;
    refresh();
}

void OutputView::removeRuns()
{
    m_runs.clear();
    m_rows.runs.clear();
    m_cache->clear();
    m_clearings.clear();
    m_currentMatch.reset();
    m_top = {};
    m_anchor = m_caret = {};
    m_widest = 0;
    setFollowing(true);
    refresh();
}

void OutputView::setHeading(quint64 run, const RichLine &heading)
{
    const int at = indexOf(run);
    if (at < 0) return;
    m_runs[at].heading = heading;
    sourceChanged();
}

void OutputView::setReport(quint64 run, const QList<ReportRow> &rows)
{
    const int at = indexOf(run);
    if (at < 0) return;
    m_runs[at].report = rows;
    sourceChanged();
}

void OutputView::setHeadingsShown(bool shown)
{
    m_headings = shown;
    for (RunRows &rows : m_rows.runs) rows.heading = shown;
    refresh();
}

OutputSourcePtr OutputView::source(quint64 run) const
{
    const int at = indexOf(run);
    return at < 0 ? nullptr : m_runs[at].source;
}

void OutputView::sourceChanged()
{
    if (isVisible()) {
        if (!m_frame.isActive()) m_frame.start();
        return;
    }
    // Hidden, nothing is looked at until showEvent, and no run waits for it.
    for (const Run &run : std::as_const(m_runs)) run.source->caughtUp();
}

// --- growing --------------------------------------------------------------------------------------------------------

void OutputView::refresh()
{
    m_frame.stop();
    for (int run = 0; run < m_runs.size(); ++run) readCounts(run);
    if (m_following) {
        const auto [row, skipped] = lastTop();
        m_top = m_rows.keyAt(row);
        m_skipped = skipped;
    }
    updateBars();
    prepareVisible();
    updateNewLines();
    viewport()->update();
}

void OutputView::readCounts(int run)
{
    Run &shown = m_runs[run];
    RunRows &rows = m_rows.runs[run];
    // The tail first: a count read later can only be larger.
    const qint64 tail = shown.source->firstTailLine();
    rows.headEnd = shown.source->headEnd();
    shown.source->caughtUp();
    rows.lineCount = shown.hidden ? rows.firstShown : shown.source->lineCount();
    // While one reads further up, lines keep their rows even when they leave memory.
    if (shown.full) rows.gapEnd = std::min(rows.gapEnd, rows.headEnd);
    else if (m_following) rows.gapEnd = tail;
    rows.heading = m_headings && !shown.hidden;
    rows.tailRows = shown.hidden || m_filter == OutputFilter::Output ? 0 : static_cast<int>(shown.report.size());
    if (m_filter != OutputFilter::All) updateFilter(run);
}

void OutputView::updateFilter(int run)
{
    Run &shown = m_runs[run];
    const qint64 end = m_rows.runs[run].lineCount;
    const RunRows &rows = m_rows.runs[run];
    if (rows.hasGap()) {
        // What only the disk has is not listed, or the list would grow with the log.
        const auto from = std::ranges::lower_bound(shown.filtered, rows.gapStart());
        const auto to = std::ranges::lower_bound(shown.filtered, rows.gapEnd);
        shown.filtered.erase(from, to);
    }
    m_rows.runs[run].filtered = shown.filtered;
    if (shown.filtering || shown.filteredTo >= end) return;
    shown.filtering = true;
    const auto stream = m_filter == OutputFilter::Output   ? OutputStream::Output
                        : m_filter == OutputFilter::Errors ? OutputStream::Error
                                                           : OutputStream::System;
    QtConcurrent::run([source = shown.source, stream, first = shown.filteredTo, end,
                       full = shown.full || !m_following] {
        // The last line may still change; it is sorted with the next look unless the log is quiet.
        return linesOfStream(*source, stream, first, end, full);
    }).then(this, [this, id = shown.id, filter = m_filter, end](const QList<qint64> &lines) {
        takeFiltered(id, filter, lines, end);
    });
}

void OutputView::takeFiltered(quint64 run, OutputFilter filter, const QList<qint64> &lines, qint64 end)
{
    const int at = indexOf(run);
    if (at < 0 || filter != m_filter || !m_runs[at].filtering) return;
    Run &shown = m_runs[at];
    shown.filtering = false;
    shown.filtered.append(lines);
    shown.filteredTo = end;
    m_rows.runs[at].filtered = shown.filtered;
    sourceChanged();
}

void OutputView::resetFilter()
{
    for (int run = 0; run < m_runs.size(); ++run) {
        m_runs[run].filtering = false;
        m_runs[run].filteredTo = 0;
        m_runs[run].filtered.clear();
        m_rows.runs[run].filtered.reset();
    }
}

void OutputView::setFilter(OutputFilter filter)
{
    if (std::exchange(m_filter, filter) == filter) return;
    resetFilter();
    refresh();
}

void OutputView::setWrapping(bool wrap)
{
    m_wrap = wrap;
    m_skipped = 0;
    refresh();
}

void OutputView::openFullLog(quint64 run)
{
    const int at = indexOf(run);
    if (at < 0) return;
    setFollowing(false);
    m_runs[at].full = true;
    const RowKey gap{at, RowKind::Line, m_rows.runs[at].gapStart()};
    resetFilter();
    refresh();
    showRow(m_rows.rowOf(gap));
}

void OutputView::clearOutput()
{
    m_clearings.clear();
    for (int run = 0; run < m_runs.size(); ++run) {
        m_clearings.append({m_runs[run].id, m_rows.runs[run].firstShown, m_runs[run].hidden});
        m_rows.runs[run].firstShown = m_runs[run].source->lineCount();
        // The last one keeps its heading: it says where new lines come from.
        m_runs[run].hidden = m_runs[run].hidden || run + 1 < m_runs.size() || !m_runs[run].report.isEmpty();
    }
    clearSelection();
    setFollowing(true);
    refresh();
    emit cleared();
}

void OutputView::undoClear()
{
    const QList<Clearing> clearings = std::exchange(m_clearings, {});
    for (const Clearing &clearing : clearings) {
        const int at = indexOf(clearing.run);
        if (at < 0) continue;
        m_rows.runs[at].firstShown = clearing.firstShown;
        m_runs[at].hidden = clearing.hidden;
    }
    refresh();
}

// --- where the view is ----------------------------------------------------------------------------------------------

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

int OutputView::textLeft() const
{
    return theme::kSide + kIconColumn;
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
    if (!isTail(key) || key.run >= m_runs.size() || key.number >= m_runs[key.run].report.size()) return nullptr;
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

// --- text -----------------------------------------------------------------------------------------------------------

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

// --- selection ------------------------------------------------------------------------------------------------------

void OutputView::setCaret(const Place &place, bool extend)
{
    m_caret = place;
    if (!extend) m_anchor = place;
    m_wantedColumn = place.column;
    // A selection holds still: what is selected may not run away under the pointer.
    if (hasSelection()) setFollowing(false), updateNewLines();
    emit selectionChanged();
    viewport()->update();
}

void OutputView::clearSelection()
{
    m_anchor = m_caret;
    emit selectionChanged();
    viewport()->update();
}

void OutputView::selectAll()
{
    const qint64 rows = m_rows.rowCount();
    if (rows == 0) return;
    m_anchor = {m_rows.keyAt(0), 0};
    const RowKey last = m_rows.keyAt(rows - 1);
    setCaret({last, lengthOf(last)}, true);
}

QList<OutputView::CopyPiece> OutputView::selectedPieces() const
{
    QList<CopyPiece> pieces;
    const auto [from, to] = std::minmax(m_anchor, m_caret);
    const qint64 first = m_rows.rowOf(from.row);
    const qint64 last = m_rows.rowOf(to.row);
    for (qint64 row = first; row <= last; ++row) {
        const RowKey key = m_rows.keyAt(row);
        CopyPiece piece;
        if (key.kind == RowKind::Line) {
            // A stretch of lines is one piece, however long.
            const RunRows &rows = m_rows.runs[key.run];
            qint64 stretch = 1;
            while (row + stretch <= last && rows.filtered && m_rows.keyAt(row + stretch).kind == RowKind::Line &&
                   m_rows.keyAt(row + stretch).run == key.run)
                ++stretch;
            if (!rows.filtered) {
                const qint64 end =
                    key.number < rows.gapStart() ? std::min(rows.gapStart(), rows.lineCount) : rows.lineCount;
                stretch = std::min(last - row + 1, end - key.number);
            }
            const RowKey lastKey = m_rows.keyAt(row + stretch - 1);
            piece.source = m_runs[key.run].source;
            piece.first = key.number;
            piece.end = lastKey.number + 1;
            piece.only = rows.filtered;
            if (row == first) piece.from = from.column;
            if (row + stretch - 1 == last) piece.until = to.column;
            row += stretch - 1;
        } else if (key.kind != RowKind::Gap) {
            const QString text = rowText(key);
            const qsizetype start = row == first ? from.column : 0;
            piece.text = row == last ? text.mid(start, to.column - start) : text.mid(start);
        } else {
            piece.text = tr("(%1 lines not shown)").arg(QLocale().toString(m_rows.runs[key.run].gapLines()));
        }
        pieces.append(piece);
    }
    return pieces;
}

namespace {

QString stamp(qint64 milliseconds)
{
    const QString rest = QString::number(milliseconds % 1000).rightJustified(3, u'0');
    return u'[' + runs::clockText(static_cast<double>(milliseconds) / 1000) + u'.' + rest + u"] "_s;
}

} // namespace

QString OutputView::selectedText() const
{
    QStringList texts;
    if (!hasSelection()) return {};
    const QList<CopyPiece> pieces = selectedPieces();
    for (const CopyPiece &piece : pieces) {
        if (!piece.source) {
            texts.append(piece.text);
            continue;
        }
        const QList<OutputLine> lines = piece.source->lines(piece.first, piece.end - piece.first);
        for (const OutputLine &line : lines) {
            if (piece.only && !std::ranges::binary_search(*piece.only, line.number)) continue;
            QString text = displayLine(line.text).text;
            if (line.number + 1 == piece.end && piece.until >= 0) text.truncate(piece.until);
            if (line.number == piece.first) text.remove(0, piece.from);
            texts.append(text);
        }
    }
    return texts.join(u'\n');
}

void OutputView::copy(CopyStyle style)
{
    if (!hasSelection()) return;
    const auto gather = [pieces = selectedPieces(), style] {
        QString all;
        qint64 count = 0;
        for (const CopyPiece &piece : pieces) {
            if (!piece.source) {
                all += piece.text + u'\n';
                ++count;
                continue;
            }
            for (qint64 at = piece.first; at < piece.end && all.size() < kCopyMost; at += kCopyBatch) {
                const QList<OutputLine> lines = piece.source->readLines(at, std::min(kCopyBatch, piece.end - at));
                for (const OutputLine &line : lines) {
                    if (piece.only && !std::ranges::binary_search(*piece.only, line.number)) continue;
                    const bool cutEnd = line.number + 1 == piece.end && piece.until >= 0 &&
                                        piece.until < displayLine(line.text).text.size();
                    const bool folded = line.fullBytes > line.text.size() && !cutEnd;
                    QString text = displayLine(folded ? piece.source->readWhole(line) : line.text).text;
                    if (cutEnd) text.truncate(piece.until);
                    if (line.number == piece.first) text.remove(0, piece.from);
                    all += (style == CopyStyle::WithTimes ? stamp(line.milliseconds) : QString()) + text + u'\n';
                    ++count;
                }
            }
        }
        all.chop(1);
        if (style == CopyStyle::Markdown) all = u"```\n"_s + all + u"\n```\n"_s;
        return std::pair(all, count);
    };
    const auto put = [this](const std::pair<QString, qint64> &gathered) {
        QApplication::clipboard()->setText(gathered.first);
        emit copied(gathered.second);
    };
    const auto [from, to] = std::minmax(m_anchor, m_caret);
    const qint64 rows = m_rows.rowOf(to.row) - m_rows.rowOf(from.row);
    bool inMemory = rows <= kCopyAtOnce;
    if (inMemory) {
        for (const CopyPiece &piece : selectedPieces()) {
            if (!piece.source) continue;
            const QList<OutputLine> lines = piece.source->lines(piece.first, piece.end - piece.first);
            inMemory = inMemory && lines.size() == piece.end - piece.first &&
                       std::ranges::none_of(lines, [](const OutputLine &l) { return l.fullBytes > l.text.size(); });
        }
    }
    if (inMemory) put(gather());
    else QtConcurrent::run(gather).then(this, put);
}

void OutputView::selectWord(const Place &place)
{
    const QString text = rowText(place.row);
    const auto isWord = [&](qsizetype i) { return text[i].isLetterOrNumber() || text[i] == u'_'; };
    qsizetype from = std::min(place.column, text.size());
    qsizetype to = from;
    while (from > 0 && isWord(from - 1)) --from;
    while (to < text.size() && isWord(to)) ++to;
    if (from == to && to < text.size()) ++to;
    m_anchor = {place.row, from};
    setCaret({place.row, to}, true);
}

void OutputView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) return;
    m_keyboard = false;
    m_pressedAt = event->position().toPoint();
    m_selecting = true;
    setCaret(placeAt(m_pressedAt), event->modifiers().testFlag(Qt::ShiftModifier));
}

void OutputView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position().toPoint();
    if (!m_selecting) {
        viewport()->setCursor(linkAt(m_pointer).isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
        return;
    }
    const bool moved = (m_pointer - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (moved || hasSelection()) setCaret(placeAt(m_pointer), true);
    const bool outside = m_pointer.y() < 0 || m_pointer.y() >= viewport()->height();
    if (outside != m_autoScroll.isActive()) {
        if (outside) m_autoScroll.start();
        else m_autoScroll.stop();
    }
}

void OutputView::autoScroll()
{
    QScrollBar *bar = verticalScrollBar();
    const int over = m_pointer.y() < 0 ? m_pointer.y() : m_pointer.y() - viewport()->height();
    setFollowing(false);
    bar->setValue(bar->value() + (over < 0 ? -1 : 1) * std::clamp(std::abs(over) / m_lineHeight + 1, 1, 20));
    setCaret(placeAt({m_pointer.x(), std::clamp(m_pointer.y(), 0, viewport()->height() - 1)}), true);
}

void OutputView::mouseReleaseEvent(QMouseEvent *event)
{
    m_autoScroll.stop();
    if (!std::exchange(m_selecting, false) || hasSelection()) return;
    const QPoint point = event->position().toPoint();
    const QString target = linkAt(point);
    if (!target.isEmpty()) followTarget(placeAt(point).row, target);
}

void OutputView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) selectWord(placeAt(event->position().toPoint()));
}

// --- links ----------------------------------------------------------------------------------------------------------

namespace {

QString targetOf(const LineLink &link)
{
    return link.url.isEmpty() ? placeTarget(link.file, link.line, link.column) : link.url;
}

} // namespace

QString OutputView::linkAt(const QPoint &point) const
{
    for (const VisibleRow &row : visibleRows()) {
        if (!row.rect.contains(point)) continue;
        if (row.key.kind == RowKind::Gap) return kGapTarget;
        const QRectF place(textLeft() - horizontalScrollBar()->value(), row.rect.top(), 1e6, row.rect.height());
        if (const ReportRow *report = reportRow(row.key)) return report->line.linkAt(point, place);
        const auto line = ready(row.key);
        if (!line || line->display.links.isEmpty()) return {};
        const qsizetype column = columnAt(row, point);
        for (const LineLink &link : line->display.links) {
            if (column >= link.start && column < link.start + link.length) return targetOf(link);
        }
    }
    return {};
}

bool OutputView::followLinkAt(const Place &place, bool exact)
{
    if (place.row.kind == RowKind::Gap) return followTarget(place.row, kGapTarget), true;
    if (const ReportRow *report = reportRow(place.row)) {
        const QStringList links = report->line.links();
        if (!links.isEmpty()) followTarget(place.row, links.first());
        return !links.isEmpty();
    }
    const auto line = ready(place.row);
    if (!line) return false;
    for (const LineLink &link : line->display.links) {
        if (exact && (place.column < link.start || place.column > link.start + link.length)) continue;
        followTarget(place.row, targetOf(link));
        return true;
    }
    return false;
}

void OutputView::followTarget(const RowKey &row, const QString &target)
{
    if (target == kGapTarget) return openFullLog(m_runs[row.run].id);
    if (!target.startsWith("place:"_L1)) {
        emit urlActivated(QUrl(target));
        return;
    }
    emit locationActivated(target.section(u':', 3), target.section(u':', 1, 1).toInt(),
                           target.section(u':', 2, 2).toInt());
}

// --- keys -----------------------------------------------------------------------------------------------------------

void OutputView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (hasSelection()) copy();
        else if (!m_runs.isEmpty()) emit interruptRequested(m_runs.last().id);
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) return selectAll();
    if (event->matches(QKeySequence::Undo) && canUndoClear()) return undoClear();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!followLinkAt(m_caret, true)) followLinkAt(m_caret, false);
        return;
    }
    moveCaret(event);
}

void OutputView::moveCaret(QKeyEvent *event)
{
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const qint64 rows = m_rows.rowCount();
    if (rows == 0) return QAbstractScrollArea::keyPressEvent(event);
    const qint64 page = std::max(1, viewport()->height() / m_lineHeight - 2);
    const qsizetype length = lengthOf(m_caret.row);
    m_keyboard = true;
    switch (event->key()) {
    case Qt::Key_Up:
        return moveRows(-1, extend);
    case Qt::Key_Down:
        return moveRows(1, extend);
    case Qt::Key_PageUp:
        return moveRows(-page, extend);
    case Qt::Key_PageDown:
        return moveRows(page, extend);
    case Qt::Key_Left:
        if (control) return moveWord(-1, extend);
        setCaret({m_caret.row, std::max<qsizetype>(0, std::min(m_caret.column, length) - 1)}, extend);
        return showCaret();
    case Qt::Key_Right:
        if (control) return moveWord(1, extend);
        setCaret({m_caret.row, std::min(length, m_caret.column + 1)}, extend);
        return showCaret();
    case Qt::Key_Home:
        setCaret({control ? m_rows.keyAt(0) : m_caret.row, 0}, extend);
        setFollowing(false);
        return showCaret();
    case Qt::Key_End: {
        const RowKey row = control ? m_rows.keyAt(rows - 1) : m_caret.row;
        setCaret({row, lengthOf(row)}, extend);
        if (control && !extend) followEnd();
        return showCaret();
    }
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
}

void OutputView::moveRows(qint64 by, bool extend)
{
    const qint64 rows = m_rows.rowCount();
    qint64 row = m_rows.rowOf(m_caret.row);
    const QList<VisibleRow> visible = visibleRows();
    // A caret left behind out of sight starts again where one looks.
    const bool seen = !visible.isEmpty() && row >= visible.first().row && row <= visible.last().row;
    if (!seen && !extend && !visible.isEmpty()) row = by > 0 ? visible.first().row - by : visible.last().row - by;
    const RowKey target = m_rows.keyAt(std::clamp<qint64>(row + by, 0, rows - 1));
    const qsizetype wanted = m_wantedColumn;
    setFollowing(false);
    setCaret({target, std::min(wanted, lengthOf(target))}, extend);
    m_wantedColumn = wanted;
    showCaret();
    announceCaret();
}

void OutputView::moveWord(int by, bool extend)
{
    const QString text = rowText(m_caret.row);
    const auto isWord = [&](qsizetype i) { return text[i].isLetterOrNumber() || text[i] == u'_'; };
    qsizetype column = std::min(m_caret.column, text.size());
    if (by > 0) {
        while (column < text.size() && isWord(column)) ++column;
        while (column < text.size() && !isWord(column)) ++column;
    } else {
        while (column > 0 && !isWord(column - 1)) --column;
        while (column > 0 && isWord(column - 1)) --column;
    }
    setCaret({m_caret.row, column}, extend);
    showCaret();
}

void OutputView::showCaret()
{
    const qint64 row = m_rows.rowOf(m_caret.row);
    const qint64 top = m_rows.rowOf(m_top);
    if (row < top || (row == top && m_skipped > 0)) {
        setTop(m_rows.keyAt(row));
    } else {
        // Down until its row ends inside the viewport.
        for (int guard = 0; guard < 10'000; ++guard) {
            const QRect rect = rectOf(m_caret.row);
            const qint64 now = m_rows.rowOf(m_top);
            if ((rect.isValid() && rect.bottom() < viewport()->height()) || now >= row) break;
            setTop(
                m_rows.keyAt(rect.isValid() ? now + 1 : std::max(now + 1, row - viewport()->height() / m_lineHeight)));
        }
    }
    if (!m_wrap && m_caret.row.kind == RowKind::Line) {
        const int x = static_cast<int>(static_cast<qreal>(m_caret.column) * m_cell);
        QScrollBar *bar = horizontalScrollBar();
        const int width = viewport()->width() - textLeft() - theme::kSide;
        if (x < bar->value()) bar->setValue(x);
        else if (x > bar->value() + width) bar->setValue(x - width);
    }
    updateNewLines();
    viewport()->update();
}

void OutputView::announceCaret()
{
    if (!QAccessible::isActive()) return;
    QAccessibleTextCursorEvent event(this, outputAccessibleOffset(*this));
    QAccessible::updateAccessibility(&event);
}

void OutputView::focusInEvent(QFocusEvent *event)
{
    // Coming back to the window is no step of the keyboard.
    const Qt::FocusReason reason = event->reason();
    m_keyboard = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void OutputView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool OutputView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool undo = key->matches(QKeySequence::Undo) && canUndoClear();
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll) || undo) {
            key->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void OutputView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto addCopy = [&](const QString &text, CopyStyle style) {
        QAction *action = menu->addAction(text, this, [this, style] { copy(style); });
        action->setEnabled(hasSelection());
        return action;
    };
    addCopy(tr("Copy"), CopyStyle::Plain)->setShortcut(QKeySequence::Copy);
    addCopy(tr("Copy with time stamps"), CopyStyle::WithTimes);
    addCopy(tr("Copy as Markdown"), CopyStyle::Markdown);
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &OutputView::selectAll);
    menu->addSeparator();
    QAction *wrap = menu->addAction(tr("Wrap long lines"), this, &OutputView::setWrapping);
    wrap->setCheckable(true);
    wrap->setChecked(m_wrap);
    menu->addActions(actions());
    menu->popup(event->globalPos());
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
