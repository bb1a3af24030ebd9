// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled programs by the hash of what they were made from. Whoever asks for a program that someone else is compiling
// right now waits for that one instead of compiling again. Bounded by bytes; the least recently used go first.
#pragma once

#include "engine/runs/compile.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>

namespace latchkey::runs {

class CompileCache
{
public:
    explicit CompileCache(size_t maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    static QByteArray keyOf(const CompileRequest &request);

    struct Answer {
        CompiledPtr program; ///< ready to use
        bool compileIt =
            false; ///< the caller compiles and calls `finish`; else `wake` is called when it is worth asking again
    };
    Answer find(const QByteArray &key, const std::function<void()> &wake);
    /// `program` null: given up, the next one who waits compiles.
    void finish(const QByteArray &key, CompiledPtr program);
    void clear();
    size_t bytes() const;
    quint64 compiledCount() const; ///< programs that were compiled for it so far

private:
    struct Entry {
        CompiledPtr program; ///< null while it is being compiled
        std::vector<std::function<void()>> waiting;
        std::list<QByteArray>::iterator use; ///< valid once there is a program
    };
    struct Hash {
        size_t operator()(const QByteArray &key) const { return qHash(key); }
    };
    void drop(const QByteArray &key);
    mutable std::mutex m_mutex; ///< guards all below; never held while compiling
    size_t m_maxBytes;
    size_t m_bytes = 0;
    quint64 m_compiled = 0;
    std::unordered_map<QByteArray, Entry, Hash> m_entries;
    std::list<QByteArray> m_uses; ///< most recent first
};

} // namespace latchkey::runs
