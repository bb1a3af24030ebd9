// SPDX-License-Identifier: GPL-3.0-or-later
//
// The row of a run: what it is at the start, how it measures at the end, columns that never move when a state changes.
// `layoutRunRow` places the columns for a width, `paintRunRow` draws the facts into them. In a narrow window (below
// 1000 pixels) bar and number fold into the detail text.
#pragma once

#include "ui/theme/run_state_look.h"
#include "ui/widgets/row_painter.h"

#include <QList>
#include <QString>
#include <optional>

namespace latchkey::widgets {

/// What a run's row shows.
struct RunRowFacts {
    int number = 0;
    QString file = {};
    theme::RunState state = theme::RunState::Queued;
    QString detail = {}; ///< "line 88 · 3.1 M steps/s"
    struct Progress {
        double share = 0; ///< 0 to 1
        QString text;     ///< "41 of 100"
    };
    std::optional<Progress> progress = {};
    QString time = {}; ///< "0:48"
    bool expandable = true;
    bool expanded = false;
    QList<RowButton> buttons = {}; ///< at most two, the last one at the very end
    int spinnerDegrees = 0;
};

/// The columns of a run's row.
struct RunRowLayout {
    QRect chevron, number, file, state, detail, progress, time;
    QList<QRect> buttons; ///< two places, in visual order from the start
};

/// The columns for a row of this size. `narrow` is that of the window, not of the row.
RunRowLayout layoutRunRow(const QRect &row, Qt::LayoutDirection direction, bool narrow);

/// The places of a row's buttons: with one button only it takes the last place.
QList<QRect> runRowButtonRects(const RunRowLayout &layout, int buttons);

/// Draws the facts. Ground and focus ring are the caller's.
void paintRunRow(RowPainter &row, const RunRowFacts &facts, bool narrow);

/// The row as one sentence, for accessibility: "Run 7, report.ml, Running, line 88, 41 of 100, 0:48".
QString runRowText(const RunRowFacts &facts);

} // namespace latchkey::widgets
