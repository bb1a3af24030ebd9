// SPDX-License-Identifier: GPL-3.0-or-later
//
// The outcomes of a batch as a file: CSV for tables, a JSON array, or JSON lines, by the name's end. Written beside and
// put in place when it is whole, so that a full disk or a cancel leaves what was there before.
#pragma once

#include "ui/batch/batch_rows.h"

#include <expected>

namespace latchkey::batch {

/// Blocks: for the background. The error is a sentence for the user; empty when `stop` was set.
std::expected<void, QString> exportRows(const BatchRows &rows, const QString &path, const std::atomic<bool> &stop);

} // namespace latchkey::batch
