// SPDX-License-Identifier: GPL-3.0-or-later
//
// The variables of a run as the tree that the Variables pane shows: the calls that it was in, innermost first, then its
// modules. Where it was in none, the variables of the script stand at the first level.
#pragma once

#include "engine/runs/variables.h"
#include "ui/results/value_source.h"

namespace latchkey::results {

/// A group whose children are the first level; null when there is nothing at all.
ValuePtr variableTree(const std::shared_ptr<const runs::RunVariables> &variables);

} // namespace latchkey::results
