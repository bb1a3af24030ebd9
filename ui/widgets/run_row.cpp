// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_row.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace latchkey::widgets {

using namespace theme;

namespace {

// Widths for a 13 pixel font; they grow with the font.
constexpr int kChevronColumn = 26, kNumberColumn = 32, kNumberGap = 12, kFileColumn = 124, kStateColumn = 144;
constexpr int kNarrowFileColumn = 97;
constexpr int kProgressColumn = 182, kTimeColumn = 72, kButtonsColumn = 84, kButton = 26;

} // namespace

RunRowLayout layoutRunRow(const QRect &rect, Qt::LayoutDirection direction, bool narrow)
{
    const Metrics &m = metrics();
    RowPainter row(nullptr, rect, direction);
    RunRowLayout layout;
    layout.chevron = row.take(kChevronColumn + kSide);
    layout.number = row.take(m.scaledWidth(kNumberColumn));
    row.take(kNumberGap);
    layout.file = row.take(m.scaledWidth(narrow ? kNarrowFileColumn : kFileColumn));
    layout.state = row.take(m.scaledWidth(kStateColumn));
    row.takeEnd(kSide);
    layout.buttons.prepend(row.takeEnd(kButton));
    layout.buttons.prepend(row.takeEnd(kButton));
    row.takeEnd(kButtonsColumn - 2 * kButton - kSide);
    layout.time = row.takeEnd(m.scaledWidth(kTimeColumn));
    if (!narrow) layout.progress = row.takeEnd(m.scaledWidth(kProgressColumn));
    row.takeEnd(kSide);
    layout.detail = row.rest();
    return layout;
}

QList<QRect> runRowButtonRects(const RunRowLayout &layout, int buttons)
{
    return layout.buttons.last(std::min<qsizetype>(buttons, layout.buttons.size()));
}

void paintRunRow(RowPainter &row, const RunRowFacts &facts, bool narrow)
{
    const RunRowLayout columns = layoutRunRow(row.rect(), row.layout(), narrow);
    RowPainter chevron = row;
    chevron.takeChevron(facts.expandable, facts.expanded, columns.chevron.width());
    row.drawText(columns.number, u"#%1"_s.arg(facts.number), {.token = Token::Muted, .align = Align::End});
    row.drawText(columns.file.adjusted(0, 0, -kIconGap, 0), facts.file, {.elide = Qt::ElideMiddle});
    row.drawState(columns.state, facts.state, facts.spinnerDegrees);
    QString detail = facts.detail;
    if (narrow && facts.progress) detail = QStringList{detail, facts.progress->text}.join(u" · ");
    row.drawText(columns.detail, detail, {.token = Token::Muted});
    if (!narrow && facts.progress) row.drawProgress(columns.progress, facts.progress->share, facts.progress->text);
    row.drawText(columns.time, facts.time, {.align = Align::End});
    const QList<QRect> places = runRowButtonRects(columns, static_cast<int>(facts.buttons.size()));
    for (qsizetype i = 0; i < places.size(); ++i) row.drawButton(places[i], facts.buttons[i]);
}

QString runRowText(const RunRowFacts &facts)
{
    QStringList parts{QCoreApplication::translate("RunRow", "Run %1").arg(facts.number), facts.file,
                      runStateLook(facts.state).word, facts.detail};
    if (facts.progress) parts << facts.progress->text;
    parts << facts.time;
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace latchkey::widgets
