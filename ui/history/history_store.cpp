// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_store.h"

namespace latchkey::history {

HistoryStore::HistoryStore(const QString &file, const journal::Bounds &bounds, QObject *parent)
    : QObject(parent)
{
    // The journal calls nobody once it is gone, and it goes before this object does.
    const journal::Listener listener{
        [this](const journal::Change &change) {
            QMetaObject::invokeMethod(this, [this, change] { emit changed(change); }, Qt::QueuedConnection);
        },
        [this](const QString &sentence) {
            QMetaObject::invokeMethod(this, [this, sentence] { emit problem(sentence); }, Qt::QueuedConnection);
        }};
    m_journal = std::make_unique<journal::Journal>(file, bounds, listener);
}

HistoryStore::~HistoryStore()
{
    m_journal.reset();
}

quint64 HistoryStore::record(const runs::RunPtr &run, const QString &configuration)
{
    const quint64 id = m_journal->record(run, configuration);
    if (id != 0) m_ids.insert(run->id(), id);
    return id;
}

} // namespace latchkey::history
