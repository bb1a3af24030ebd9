// SPDX-License-Identifier: GPL-3.0-or-later
// The journal's reading side, on a thread of its own: a search through everything never holds up what is written.
#pragma once

#include "engine/journal/statements.h"

#include <QPromise>

#include <atomic>
#include <functional>

namespace latchkey::journal {

class Reader
{
public:
    /// `generation` counts the files there were at that place; `onDamage` is told the one that was met damaged.
    Reader(const QString &file, std::function<int()> generation, std::function<void(int generation)> onDamage);

    // On the reader's thread only.
    void find(QPromise<QList<quint64>> &promise, const RunFilter &filter);
    QList<RunRecord> records(const QList<quint64> &ids);
    std::optional<RunDetails> details(quint64 id);
    QStringList scripts();
    void close() { m_database.close(); }

private:
    /// A connection to the file that is there now, or none.
    Database *open();
    void findText(Database &database, QPromise<QList<quint64>> &promise, const RunFilter &filter);
    void lookForDamage();

    Database m_database;
    std::function<int()> m_presentGeneration;
    std::function<void(int)> m_onDamage;
    int m_generation = -1;
};

} // namespace latchkey::journal
