// SPDX-License-Identifier: GPL-3.0-or-later
//
// OutputView by keyboard: the caret reads row by row, also while rows are added; Enter follows links.
#include "ui/output/output_view.h"

#include "ui/output/output_accessible.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>

namespace latchkey::output {

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

} // namespace latchkey::output
