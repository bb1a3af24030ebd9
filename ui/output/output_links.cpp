// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the rows of OutputView lead to: places in files, web addresses, the full log.
#include "ui/output/output_view.h"
#include "ui/output/run_report.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace latchkey::output {

namespace {

QString targetOf(const LineLink &link)
{
    return link.url.isEmpty() ? placeTarget(link.file, link.line, link.column) : link.url;
}

} // namespace

QString OutputView::linkAt(const QPoint &point, RowKey *at) const
{
    for (const VisibleRow &row : visibleRows()) {
        if (!row.rect.contains(point)) continue;
        if (at != nullptr) *at = row.key;
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

QString OutputView::toolTipAt(const QPoint &point) const
{
    RowKey row;
    const QString target = linkAt(point, &row);
    if (target.isEmpty() || target == kGapTarget || row.run >= m_runs.size()) return {};
    if (target.startsWith(kGrantTarget)) return tr("Opens the ledger of the run");
    if (target == kValueTarget) return tr("Shows the whole value in Result");
    if (target == kFaultTarget) return tr("Versions, platform and the last lines of the log, to tell of a fault");
    if (!target.startsWith("place:"_L1)) return visibleText(target);
    const QString file = target.section(u':', 3);
    const int line = target.section(u':', 1, 1).toInt();
    const QString source = m_sourceLine ? m_sourceLine(m_runs[row.run].id, file, line) : QString();
    const QString place = tr("%1, line %2").arg(visibleText(file)).arg(line);
    return source.isEmpty() ? place : place + u'\n' + middleCut(visibleText(source.trimmed()));
}

bool OutputView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = toolTipAt(help->pos());
    // Plain text, whatever it looks like: a script's words must not become a page.
    if (text.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text), viewport());
    return true;
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
    if (target == kFaultTarget) return emit faultActivated();
    if (target == kValueTarget) return emit valueActivated(m_runs[row.run].id);
    if (target.startsWith(kGrantTarget)) {
        emit grantActivated(m_runs[row.run].id, target.sliced(kGrantTarget.size()));
        return;
    }
    if (!target.startsWith("place:"_L1)) {
        emit urlActivated(QUrl(target));
        return;
    }
    emit locationActivated(target.section(u':', 3), target.section(u':', 1, 1).toInt(),
                           target.section(u':', 2, 2).toInt());
}

} // namespace latchkey::output
