// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two runs of the history beside each other, as plain values. `compareRuns` takes its time: on a worker.
#pragma once

#include "engine/journal/record.h"
#include "ui/compare/diff_rows.h"
#include "ui/compare/sequence_diff.h"
#include "ui/results/value_source.h"

#include <array>

namespace latchkey::history {

enum class Side : quint8 { Result, Output, Source, Inputs, Permissions };
inline constexpr int kSides = 5;

struct Comparison {
    journal::RunRecord before;
    journal::RunRecord after;
    std::array<compare::Diff, kSides> diffs;

    [[nodiscard]] const compare::Diff &diff(Side side) const { return diffs[size_t(side)]; }
};

Comparison compareRuns(const journal::RunDetails &before, const journal::RunDetails &after,
                       const compare::Cancelled &cancelled = {});

/// JSON text as a value; null for none.
results::ValuePtr valueOf(const QByteArray &json);

} // namespace latchkey::history
