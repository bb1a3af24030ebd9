// SPDX-License-Identifier: GPL-3.0-or-later
// What is said to the journal and by it: which runs are wanted, how much is kept, what happened.
#pragma once

#include "engine/journal/record.h"

#include <functional>
#include <optional>

namespace latchkey::journal {

/// Which runs are wanted; what is empty says nothing.
struct RunFilter {
    QString text; ///< stands in name, path, error, summary, inputs, output, result or source; case does not matter
    std::optional<Outcome> outcome;
    QString script; ///< path, or name of one that was never saved
    bool pinnedOnly = false;
    friend bool operator==(const RunFilter &, const RunFilter &) = default;
};

struct Bounds {
    qint64 bytes = qint64(256) << 20; ///< of the file; 0: nothing is recorded
    int days = 90;                    ///< 0: whatever the age
    int runsPerScript = 0;            ///< 0: as many as there is room for
    friend bool operator==(const Bounds &, const Bounds &) = default;
};

/// What happened to the rows.
struct Change {
    enum class Kind : quint8 { Added, Changed, Removed, Everything };
    Kind kind = Kind::Everything;
    QList<quint64> ids = {}; ///< empty for Everything
};

/// Who wants to know. Called on the writer's thread.
struct Listener {
    std::function<void(const Change &)> onChange = {};
    std::function<void(const QString &problem)> onProblem = {};
};

} // namespace latchkey::journal
