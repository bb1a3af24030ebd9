// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks for a text in a whole value: in names, strings and the display text of scalars, in any case. A worker walks
// the value with a stack of its own, so its depth does not matter; places are kept up to a bound, the count goes on.
#pragma once

#include "ui/results/value_source.h"
#include "ui/tables/work.h"

namespace latchkey::results {

struct FoundPlace {
    QString path; ///< an expression
    ValuePtr value;
};

struct Found {
    static constexpr qsizetype kMostPlaces = 1000;
    /// Values looked at; structures that share their parts can stand for any number.
    static constexpr qsizetype kMostValues = 100'000'000;

    QList<FoundPlace> places; ///< the first of them
    qsizetype count = 0;
    qsizetype looked = 0;
    bool isWhole = true; ///< everything was looked at
};

/// `name` is how the value is called. On a worker.
Found searchValue(const ValuePtr &value, const QString &name, const QString &text, tables::Progress &progress);

} // namespace latchkey::results
