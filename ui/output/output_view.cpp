// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_view.h"

#include "ui/output/output_accessible.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QtConcurrentRun>
#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::output {
namespace {

constexpr auto kFrame = 33ms; // 30 looks a second
constexpr auto kAutoScroll = 40ms;

} // namespace

QString placeTarget(const QString &file, int line, int column)
{
    return u"place:%1:%2:"_s.arg(line).arg(column) + file;
}

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
    while (m_runs.size() >= m_mostRuns) removeRun(m_runs.first().id);
    Run added;
    added.id = run;
    added.source = source;
    added.heading = heading;
    m_runs.append(added);
    RunRows rows;
    rows.heading = m_headings;
    m_rows.runs.append(rows);
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
    if (m_runs[at].report.isEmpty()) m_reportFirst = true;
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
        const auto [row, skipped] = m_reportFirst ? reportTop() : lastTop();
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
    if (!m_times || rows.lineCount == 0) return;
    const QList<OutputLine> last = shown.source->lines(rows.lineCount - 1, 1);
    if (!last.isEmpty())
        m_timeCells = std::max(m_timeCells, static_cast<int>(stampText(last.first().milliseconds).size()));
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
    if (std::exchange(m_wrap, wrap) == wrap) return;
    m_skipped = 0;
    refresh();
    emit wrappingChanged(wrap);
}

void OutputView::setTimesShown(bool shown)
{
    if (std::exchange(m_times, shown) == shown) return;
    m_skipped = 0; // the lines wrap elsewhere
    refresh();
    emit timesShownChanged(shown);
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
    emit clearingUndone();
}

void OutputView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *plain = menu->addAction(tr("Copy"), QKeySequence::Copy, this, [this] { copy(); });
    plain->setEnabled(hasSelection());
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &OutputView::selectAll);
    menu->addSeparator();
    menu->addActions(actions()); // those of the pane
    menu->popup(event->globalPos());
}

} // namespace latchkey::output
