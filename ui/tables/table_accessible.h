// SPDX-License-Identifier: GPL-3.0-or-later
//
// What screen readers are told about a TableView: a table with its rows, columns and cells. Cells are made when asked
// for and a bounded number of them is kept.
#pragma once

namespace latchkey::tables {

/// Makes Qt know the table's role. Calling again does nothing.
void installTableAccessibility();

} // namespace latchkey::tables
