// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is selected in OutputView, and by which mouse.
#include "ui/output/output_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>

namespace latchkey::output {

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

} // namespace latchkey::output
