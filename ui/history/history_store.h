// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal as the window sees it: what its threads report arrives here as signals of the window's thread. Outlives
// the engine, so that runs which end while the window closes are still written.
#pragma once

#include "engine/journal/journal.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace latchkey::history {

class HistoryStore : public QObject
{
    Q_OBJECT

public:
    /// `file` empty: nothing is kept.
    explicit HistoryStore(const QString &file, const journal::Bounds &bounds = {}, QObject *parent = nullptr);
    ~HistoryStore() override;

    [[nodiscard]] journal::Journal &journal() { return *m_journal; }
    /// Keeps a run of this window.
    quint64 record(const runs::RunPtr &run, const QString &configuration = {});
    /// The journal's id of a run of this window; 0 when it is not kept.
    [[nodiscard]] quint64 idOf(quint64 run) const { return m_ids.value(run); }

signals:
    void changed(const latchkey::journal::Change &change);
    void problem(const QString &sentence);

private:
    std::unique_ptr<journal::Journal> m_journal;
    QHash<quint64, quint64> m_ids; ///< by the engine's
};

} // namespace latchkey::history
