// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where two sequences differ. Equal elements are equal numbers; whoever compares texts or arrays numbers their parts
// first. Elements that occur once on each side are anchors (patience diff), what lies between two anchors is compared
// by Myers' algorithm; where that would take too long, the whole part counts as replaced. So the time stays near
// linear, and the answer is always right, if not always the shortest.
#pragma once

#include <QList>

#include <functional>
#include <span>

namespace latchkey::compare {

/// `beforeCount` elements from `before` on were replaced by `afterCount` from `after` on; one of the counts may be 0.
struct Stretch {
    int before = 0;
    int beforeCount = 0;
    int after = 0;
    int afterCount = 0;
    friend bool operator==(const Stretch &, const Stretch &) = default;
};

/// Asked now and then; true ends the work, whose answer then means nothing. May be empty.
using Cancelled = std::function<bool()>;

/// The stretches that differ, in order.
QList<Stretch> differences(std::span<const int> before, std::span<const int> after, const Cancelled &cancelled = {});

} // namespace latchkey::compare
