// SPDX-License-Identifier: GPL-3.0-or-later
// The journal's statements: records and details to rows and back. Each works on an open Database, on its thread; false
// or an empty answer means that the database says why. Bytes from the file are never trusted: what can not be
// unpacked is empty.
#pragma once

#include "engine/journal/database.h"
#include "engine/journal/terms.h"

#include <functional>
#include <optional>

namespace latchkey::journal {

bool putBegun(Database &database, const RunDetails &details, const QString &owner);
/// The row, its details, and nothing else: a run removed meanwhile stays removed.
bool putEnd(Database &database, const RunDetails &details);
bool putOutput(Database &database, quint64 id, const KeptOutput &output);
bool setPinned(Database &database, quint64 id, bool pinned);
bool removeRuns(Database &database, const QList<quint64> &ids);
/// Marks what runs of dead processes left as lost. `isAlive` tells by the owner's name.
QList<quint64> markLost(Database &database, const std::function<bool(const QString &owner)> &isAlive);

QList<RunRecord> readRecords(Database &database, const QList<quint64> &ids);
std::optional<RunDetails> readDetails(Database &database, quint64 id);
/// Ids of runs that `filter` accepts but for its text, below `before`, newest first.
QList<quint64> readIds(Database &database, const RunFilter &filter, quint64 before, int limit);
/// Whether the filter's text stands in the run.
bool containsText(const RunDetails &details, const QString &text);
/// Paths (or names) of the scripts that have runs, most recently run first.
QStringList readScripts(Database &database, int limit);

/// The oldest runs that may go: not pinned, over.
QList<quint64> oldestRuns(Database &database, int limit, const QDateTime &before = {});
/// The oldest runs of scripts that have more than `most`; those that may go.
QList<quint64> runsBeyond(Database &database, int most, int limit);
/// Bytes in use in the file.
qint64 usedBytes(Database &database);
/// Sources that no run has, and the free space.
bool sweep(Database &database);

} // namespace latchkey::journal
