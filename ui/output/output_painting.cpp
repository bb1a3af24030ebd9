// SPDX-License-Identifier: GPL-3.0-or-later
//
// How OutputView paints: row by row, only what is inside the viewport, and of long lines only the characters that are.
// A line whose characters are all one cell wide is painted by counting; any other through a text layout that is kept
// with the line.
#include "ui/output/output_view.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::output {

using theme::Token;

namespace {

QString foldText(const ReadyLine &line)
{
    return line.hiddenBytes > 0
               ? QCoreApplication::translate("OutputView", " … %1 more").arg(QLocale().toString(line.hiddenBytes))
               : QString();
}

bool isInLink(const DisplayLine &line, qsizetype at)
{
    return std::ranges::any_of(line.links,
                               [at](const LineLink &l) { return at >= l.start && at < l.start + l.length; });
}

} // namespace

class OutputPainter
{
public:
    OutputPainter(OutputView *view, QPainter *painter)
        : m_view(view)
        , m_painter(painter)
        , m_code(theme::fonts().code())
        , m_bold(m_code)
        , m_left(view->textLeft() - (view->m_wrap ? 0 : view->horizontalScrollBar()->value()))
        , m_first(std::min(view->m_anchor, view->m_caret))
        , m_last(std::max(view->m_anchor, view->m_caret))
    {
        m_bold.setBold(true);
    }

    void paintRow(const OutputView::VisibleRow &row)
    {
        switch (row.key.kind) {
        case RowKind::Heading:
            paintHeading(row.key.run, QRect(row.rect.left(), row.rect.bottom() + 1 - theme::metrics().scaled(26),
                                            row.rect.width(), theme::metrics().scaled(26)));
            break;
        case RowKind::Gap:
            paintGap(row);
            break;
        case RowKind::Tail:
            paintReport(row);
            break;
        case RowKind::Line:
            paintLine(row);
            break;
        }
        if (m_view->hasFocus() && row.key == m_view->m_caret.row) paintCaret(row);
    }

    void paintHeading(int run, const QRect &rect)
    {
        m_view->m_runs[run].heading.paint(m_painter, rect.adjusted(theme::kSide, 0, -theme::kSide, 0),
                                          selectedIn({run, RowKind::Heading, 0}));
    }

private:
    // Which characters of a row are selected.
    RichLine::Look selectedIn(const RowKey &key) const
    {
        RichLine::Look look;
        std::tie(look.selectFrom, look.selectTo) = selection(key);
        return look;
    }

    std::pair<qsizetype, qsizetype> selection(const RowKey &key) const
    {
        if (m_first == m_last || key < m_first.row || key > m_last.row) return {0, 0};
        const qsizetype from = key == m_first.row ? m_first.column : 0;
        const qsizetype to = key == m_last.row ? m_last.column : std::numeric_limits<int>::max();
        return {from, to};
    }

    void paintGap(const OutputView::VisibleRow &row)
    {
        m_painter->fillRect(row.rect, theme::color(Token::Window));
        theme::drawEdge(m_painter, row.rect, Qt::TopEdge, theme::color(Token::Border));
        theme::drawEdge(m_painter, row.rect, Qt::BottomEdge, theme::color(Token::Border));
        const RichLine line = m_view->gapLine(row.key.run);
        const qreal width = std::min<qreal>(line.width(), row.rect.width());
        line.paint(m_painter, QRectF(row.rect).adjusted((row.rect.width() - width) / 2, 0, 0, 0));
    }

    void paintIcon(const QRect &rect, const QString &name, Token token)
    {
        const int top = rect.top() + (m_view->m_lineHeight - theme::kSmallIcon) / 2;
        theme::Icons::paint(m_painter, QRectF(theme::kSide, top, theme::kSmallIcon, theme::kSmallIcon), name,
                            theme::color(token));
    }

    void paintReport(const OutputView::VisibleRow &row)
    {
        const ReportRow *report = m_view->reportRow(row.key);
        if (!report) return;
        if (!report->icon.isEmpty()) paintIcon(row.rect, report->icon, report->iconToken);
        const Qt::LayoutDirection before = m_painter->layoutDirection();
        m_painter->setLayoutDirection(Qt::LeftToRight); // below the lines that were printed
        report->line.paint(m_painter,
                           QRectF(m_left, row.rect.top(), std::max<qreal>(10, m_view->viewport()->width() - m_left),
                                  row.rect.height()),
                           selectedIn(row.key));
        m_painter->setLayoutDirection(before);
    }

    void paintLine(const OutputView::VisibleRow &row)
    {
        const auto line = m_view->ready(row.key);
        if (!line) {
            m_painter->setFont(m_code);
            m_painter->setPen(theme::color(Token::Faint));
            m_painter->drawText(QPointF(m_left, row.rect.top() + m_view->m_ascent), u"…"_s);
            return;
        }
        if (line->stream == OutputStream::Error && row.skipped == 0) paintIcon(row.rect, u"warning"_s, Token::Paused);
        if (m_view->m_times && row.skipped == 0) paintTime(row.rect.top(), *line);
        const QRect area(m_view->textLeft(), row.rect.top(), m_view->viewport()->width() - m_view->textLeft(),
                         row.rect.height());
        m_painter->save();
        m_painter->setClipRect(area.adjusted(-1, 0, 0, 0));
        if (line->display.oneCellEach) paintCells(row, *line);
        else paintLayout(row, *line);
        m_painter->restore();
    }

    void paintTime(int top, const ReadyLine &line)
    {
        const QString time = stampText(line.milliseconds);
        const qreal free = static_cast<qreal>(m_view->m_timeCells - time.size()) * m_view->m_cell;
        m_painter->setFont(m_code);
        m_painter->setPen(theme::color(Token::LineNo));
        m_painter->drawText(QPointF(m_view->timesLeft() + std::max<qreal>(0, free), top + m_view->m_ascent), time);
    }

    // --- by counting

    void paintCells(const OutputView::VisibleRow &row, const ReadyLine &line)
    {
        const Qt::LayoutDirection before = m_painter->layoutDirection();
        m_painter->setLayoutDirection(Qt::LeftToRight); // cells count from the left
        const qsizetype length = line.display.text.size();
        const qreal width = m_view->m_wrap ? m_view->wrapWidth() : m_view->viewport()->width() - m_view->textLeft();
        const auto columns = std::max<qsizetype>(1, static_cast<qsizetype>(width / m_view->m_cell));
        const int rows = row.rect.height() / m_view->m_lineHeight;
        for (int i = 0; i < rows; ++i) {
            const int top = row.rect.top() + i * m_view->m_lineHeight;
            if (top > m_view->viewport()->height()) break;
            qsizetype from = 0;
            qsizetype to = length;
            qreal x = m_left;
            if (m_view->m_wrap) {
                from = std::min(length, (row.skipped + i) * columns);
                to = std::min(length, from + columns);
            } else {
                from = std::clamp<qsizetype>(static_cast<qsizetype>((m_view->textLeft() - m_left) / m_view->m_cell), 0,
                                             length);
                to = std::min(length, from + columns + 2);
                x += static_cast<qreal>(from) * m_view->m_cell;
            }
            paintCellRow(row.key, line, from, to, x, top);
        }
        m_painter->setLayoutDirection(before);
        noteWidth(static_cast<qreal>(length + foldText(line).size()) * m_view->m_cell);
    }

    void paintCellRow(const RowKey &key, const ReadyLine &line, qsizetype from, qsizetype to, qreal x, int top)
    {
        const auto xOf = [&](qsizetype column) { return x + static_cast<qreal>(column - from) * m_view->m_cell; };
        const auto [selectFrom, selectTo] = selection(key);
        const auto fill = [&](qsizetype a, qsizetype b, const QColor &color) {
            a = std::max(a, from);
            b = std::min(b, to);
            if (a < b) m_painter->fillRect(QRectF(xOf(a), top, xOf(b) - xOf(a), m_view->m_lineHeight), color);
        };
        for (const auto &[a, b, current] : marks(key, line))
            fill(a, b, theme::color(current ? Token::MatchCur : Token::Match));
        fill(selectFrom, selectTo, theme::color(Token::TextSel));
        // An end of line inside the selection shows as one cell more.
        if (selectTo > to && to == line.display.text.size() && selectTo > selectFrom)
            m_painter->fillRect(QRectF(xOf(to), top, m_view->m_cell, m_view->m_lineHeight),
                                theme::color(Token::TextSel));
        for (qsizetype at = from; at < to;) at = paintPiece(line, at, to, selectFrom, selectTo, xOf(at), top);
        if (to == line.display.text.size() && line.hiddenBytes > 0) {
            m_painter->setFont(m_code);
            m_painter->setPen(theme::color(Token::Muted));
            m_painter->drawText(QPointF(xOf(to), top + m_view->m_ascent), foldText(line));
        }
    }

    // Paints the characters from `at` on that share one look; gives where the next ones begin.
    qsizetype paintPiece(const ReadyLine &line, qsizetype at, qsizetype to, qsizetype selectFrom, qsizetype selectTo,
                         qreal x, int top)
    {
        const auto &stretches = line.display.stretches;
        const auto stretch = std::ranges::upper_bound(stretches, at, {}, &StyledStretch::start) - 1;
        const bool selected = at >= selectFrom && at < selectTo;
        const bool link = isInLink(line.display, at);
        qsizetype end = std::min(to, stretch->start + stretch->length);
        for (const qsizetype edge : {selectFrom, selectTo}) {
            if (edge > at) end = std::min(end, edge);
        }
        for (const LineLink &l : line.display.links) {
            for (const qsizetype edge : {l.start, l.start + l.length}) {
                if (edge > at) end = std::min(end, edge);
            }
        }
        QFont font = stretch->bold ? m_bold : m_code;
        font.setUnderline(link);
        m_painter->setFont(font);
        m_painter->setPen(theme::color(selected ? Token::Text : link ? Token::Link : stretch->token));
        m_painter->drawText(QPointF(x, top + m_view->m_ascent), line.display.text.sliced(at, end - at));
        return end;
    }

    struct Mark {
        qsizetype from;
        qsizetype to;
        bool current;
    };

    QList<Mark> marks(const RowKey &key, const ReadyLine &line) const
    {
        QList<Mark> marks;
        if (m_view->m_marked.isEmpty()) return marks;
        const QList<Match> matches = matchesIn(key.number, line.display.text, m_view->m_marked);
        for (const Match &match : matches) {
            const auto &current = m_view->m_currentMatch;
            marks.append({match.column, match.column + match.length,
                          current && current->first == key && current->second == match});
        }
        return marks;
    }

    // --- by layout

    void paintLayout(const OutputView::VisibleRow &row, const ReadyLine &line)
    {
        m_view->layOut(line);
        const qsizetype length = line.display.text.size();
        QList<QTextLayout::FormatRange> ranges;
        const auto add = [&](qsizetype from, qsizetype to, Token ground, bool plain) {
            QTextLayout::FormatRange range;
            range.start = static_cast<int>(from);
            range.length = static_cast<int>(std::min(to, length) - from);
            range.format.setBackground(theme::color(ground));
            if (plain) range.format.setForeground(theme::color(Token::Text));
            if (range.length > 0) ranges.append(range);
        };
        for (const Mark &mark : marks(row.key, line))
            add(mark.from, mark.to, mark.current ? Token::MatchCur : Token::Match, false);
        const auto [from, to] = selection(row.key);
        add(from, to, Token::TextSel, true);
        const qreal offset =
            (m_view->m_lineHeight - QFontMetricsF(m_code).height()) / 2 - row.skipped * m_view->m_lineHeight;
        m_painter->setPen(theme::color(Token::Text));
        line.layout->draw(m_painter, QPointF(m_left, row.rect.top() + offset), ranges, QRectF(m_painter->viewport()));
        noteWidth(line.layout->maximumWidth());
    }

    void noteWidth(qreal width)
    {
        const int pixels = static_cast<int>(std::ceil(width)) + theme::kSide;
        if (!m_view->m_wrap && pixels > m_view->m_widest) {
            m_view->m_widest = pixels;
            QMetaObject::invokeMethod(m_view, [view = m_view] { view->updateBars(); }, Qt::QueuedConnection);
        }
    }

    void paintCaret(const OutputView::VisibleRow &row)
    {
        if (m_view->m_keyboard) {
            m_painter->setPen(QPen(theme::color(Token::Focus), 2));
            m_painter->setBrush(Qt::NoBrush);
            m_painter->drawRect(row.rect.adjusted(1, 1, -1, -1));
        }
        const qsizetype column = m_view->m_caret.column;
        qreal x = m_left;
        int top = row.rect.top();
        if (const ReportRow *report = m_view->reportRow(row.key)) {
            x += report->line.xOf(column);
        } else if (const auto line = m_view->ready(row.key)) {
            if (!line->display.oneCellEach) {
                m_view->layOut(*line);
                const QTextLine at = line->layout->lineForTextPosition(static_cast<int>(column));
                if (!at.isValid()) return;
                x += at.cursorToX(static_cast<int>(column));
                top += (at.lineNumber() - row.skipped) * m_view->m_lineHeight;
            } else {
                const auto columns =
                    std::max<qsizetype>(1, static_cast<qsizetype>(m_view->wrapWidth() / m_view->m_cell));
                const qsizetype wrapped = m_view->m_wrap ? column / columns : 0;
                x += static_cast<qreal>(m_view->m_wrap ? column % columns : column) * m_view->m_cell;
                top += static_cast<int>(wrapped - row.skipped) * m_view->m_lineHeight;
            }
        } else {
            return;
        }
        m_painter->fillRect(QRectF(std::round(x), top + 2, 1, m_view->m_lineHeight - 4), theme::color(Token::Text));
    }

    OutputView *m_view;
    QPainter *m_painter;
    QFont m_code;
    QFont m_bold;
    qreal m_left;
    OutputView::Place m_first;
    OutputView::Place m_last;
};

void OutputView::layOut(const ReadyLine &line) const
{
    const qreal width = m_wrap ? wrapWidth() : 0;
    if (line.layout && line.layoutWidth == width) return;
    line.layout = std::make_unique<QTextLayout>(line.display.text + foldText(line), theme::fonts().code());
    line.layoutWidth = width;
    QTextOption option;
    // Whatever letters a script prints, the line begins at the left and stays in the order it was printed.
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(m_wrap ? QTextOption::WrapAnywhere : QTextOption::NoWrap);
    line.layout->setTextOption(option);
    line.layout->setCacheEnabled(true);
    QList<QTextLayout::FormatRange> formats;
    const auto add = [&formats](qsizetype start, qsizetype length, Token token, bool bold, bool underline) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(start);
        range.length = static_cast<int>(length);
        range.format.setForeground(theme::color(token));
        if (bold) range.format.setFontWeight(QFont::Bold);
        if (underline) range.format.setFontUnderline(true);
        formats.append(range);
    };
    for (const StyledStretch &stretch : line.display.stretches)
        add(stretch.start, stretch.length, stretch.token, stretch.bold, false);
    for (const LineLink &link : line.display.links) add(link.start, link.length, Token::Link, false, true);
    if (line.hiddenBytes > 0) add(line.display.text.size(), foldText(line).size(), Token::Muted, false, false);
    line.layout->setFormats(formats);
    line.layout->beginLayout();
    for (qreal y = 0;; y += m_lineHeight) {
        QTextLine next = line.layout->createLine();
        if (!next.isValid()) break;
        next.setLineWidth(m_wrap ? width : 1e7);
        next.setPosition({0, y});
    }
    line.layout->endLayout();
}

void OutputView::paintEvent(QPaintEvent *event)
{
    ++m_paints;
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(Token::Panel));
    if (m_rows.rowCount() == 0) return;
    OutputPainter rows(this, &painter);
    for (const VisibleRow &row : visibleRows()) {
        if (row.rect.intersects(event->rect())) rows.paintRow(row);
    }
    const int sticky = stickyHeight();
    if (sticky == 0) return;
    const QRect heading(0, 0, viewport()->width(), sticky);
    painter.fillRect(heading, theme::color(Token::Panel));
    rows.paintHeading(m_top.run, heading);
    theme::drawEdge(&painter, heading, Qt::BottomEdge, theme::color(Token::Border));
}

} // namespace latchkey::output
