// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two values, place by place: of a run of this window and of one from the history alike. Objects are compared by
// their names. Arrays of objects that have a column of distinct values ("id", "key", "name", else the first that has)
// are compared by it, as tables; other arrays by finding which elements are equal, so that one inserted at the front
// is one difference. Takes its time with large values: on a worker.
#pragma once

#include "ui/compare/diff_rows.h"
#include "ui/compare/sequence_diff.h"
#include "ui/results/value_source.h"

namespace latchkey::compare {

/// Differences that are shown; further ones are counted.
inline constexpr int kMostPlaces = 10'000;

/// Null stands for "none was set". `name` is how the value is called: the beginning of each place.
Diff diffValues(const results::ValuePtr &before, const results::ValuePtr &after, const Cancelled &cancelled = {},
                const QString &name = QStringLiteral("result"));

} // namespace latchkey::compare
