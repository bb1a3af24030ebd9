// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copying out of OutputView. A selection is a few pieces, however many lines they have; what is short and in memory is
// copied at once, the rest is gathered by a worker.
#include "ui/output/output_view.h"

#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QtConcurrentRun>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::output {
namespace {

constexpr qint64 kCopyAtOnce = 2000; // lines; more are gathered by a worker
constexpr qint64 kCopyBatch = 4096;
constexpr qsizetype kCopyMost = qsizetype(128) << 20; // characters on the clipboard

// A block of code whose fence is longer than any in the text.
QString asMarkdown(const QString &text)
{
    QString fence = u"```"_s;
    while (text.contains(fence)) fence += u'`';
    return fence + u'\n' + text + u'\n' + fence + u'\n';
}

} // namespace

struct OutputView::CopyPiece {
    QString text; ///< of a row that is no line
    OutputSourcePtr source;
    qint64 first = 0;
    qint64 end = 0; ///< lines [first, end) of the source
    std::optional<QList<qint64>> only;
    qsizetype from = 0;   ///< first column of the first line
    qsizetype until = -1; ///< end column of the last line, -1: all
};

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
                    all += (style == CopyStyle::WithTimes ? u'[' + stampText(line.milliseconds) + u"] "_s : QString()) +
                           text + u'\n';
                    ++count;
                }
            }
        }
        all.chop(1);
        if (style == CopyStyle::Markdown) all = asMarkdown(all);
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

} // namespace latchkey::output
