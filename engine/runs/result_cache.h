// SPDX-License-Identifier: GPL-3.0-or-later
// Results of runs that touched nothing outside themselves, for equal runs to come. Whether a run did is known only once
// it is over: everything that leads outside goes through its host or through the gate, and both note it (the rows of
// the library that need no capability and still look outside are marked so, see vm::Need::outside). Only such results
// are kept, and only those of runs that succeeded.
//
// Equal runs that come while the first is still under way wait for it. When its result can not be shared, they run all
// at once, and for a while nobody waits for runs like it. Bounded by bytes; the least recently used go first.
#pragma once

#include "engine/runs/run.h"

#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>

namespace latchkey::runs {

struct CachedResult {
    RunResult result;
    std::shared_ptr<const FrozenHeap> heap;             ///< of the value and the variables
    QList<std::pair<OutputStream, QByteArray>> printed; ///< in order
    qint64 bytes = 0;                                   ///< what keeping it costs
};
using CachedResultPtr = std::shared_ptr<const CachedResult>;

/// What a cache has done so far.
struct CacheFigures {
    quint64 hits = 0;
    quint64 misses = 0;
    quint64 shared = 0; ///< hits of runs that waited for an equal one under way
    qint64 bytes = 0;
    qint64 maxBytes = 0;
    int entries = 0;
};

class ResultCache
{
public:
    /// What an entry costs beside its values.
    static constexpr qint64 kEntryBytes = 1024;
    /// What a run prints is repeated from the cache; who prints more is not cached.
    static constexpr qint64 kMaxOutput = 256 << 10;

    explicit ResultCache(qint64 maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    /// Of everything that decides what a run gives, `grantsVersion` included: it changes with every answer, revocation
    /// and policy, since a denied call is a result too.
    static QByteArray keyOf(const Script &script, const RunOptions &options, quint64 grantsVersion);

    enum class Advice : quint8 {
        Take,     ///< `result` is the answer
        Lead,     ///< run, then `finish` with what came of it
        Wait,     ///< an equal run is under way: `wake` is called when it is worth asking again
        RunAlone, ///< runs like this one are known not to be shared
    };
    struct Answer {
        Advice advice = Advice::RunAlone;
        CachedResultPtr result;
    };
    Answer find(const QByteArray &key, bool waited, const std::function<void()> &wake);
    /// Null: it failed or was stopped, the next one who waits leads. `touchedOutside`: so will the others.
    void finish(const QByteArray &key, CachedResultPtr result, bool touchedOutside);
    void clear();
    CacheFigures figures() const;

private:
    enum class State : quint8 { UnderWay, Kept, NotShared };
    struct Entry {
        State state = State::UnderWay;
        CachedResultPtr result;
        std::vector<std::function<void()>> waiting;
        std::list<QByteArray>::iterator use; ///< valid unless under way
    };
    struct Hash {
        size_t operator()(const QByteArray &key) const { return qHash(key); }
    };
    void drop(const QByteArray &key, std::vector<CachedResultPtr> &dropped);
    mutable std::mutex m_mutex; ///< guards all below; held for moments, never while a heap is freed
    const qint64 m_maxBytes;
    CacheFigures m_figures;
    std::unordered_map<QByteArray, Entry, Hash> m_entries;
    std::list<QByteArray> m_uses; ///< most recent first
};

} // namespace latchkey::runs
