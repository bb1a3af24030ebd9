// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two texts, line by line. Takes its time with large ones: on a worker.
#pragma once

#include "ui/compare/diff_rows.h"
#include "ui/compare/sequence_diff.h"

#include <QByteArray>

namespace latchkey::compare {

/// Equal lines kept around what differs.
inline constexpr int kContext = 3;
/// Lines of a comparison that are shown; the rest is counted.
inline constexpr int kMostRows = 20'000;

/// The lines that differ with `context` equal ones around each; negative: all lines.
Diff diffLines(const QByteArray &before, const QByteArray &after, const Cancelled &cancelled = {},
               int context = kContext);

} // namespace latchkey::compare
