// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/result_cache.h"

#include "engine/capability/access_keys.h"
#include "engine/runs/convert.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <concepts>

namespace latchkey::runs {

namespace {

/// Raised when what a script gives may change without its text changing.
constexpr quint32 kEngineVersion = 1;

/// Feeds fields to a hash so that two of them never run into one another.
class KeyMaker
{
public:
    void add(QByteArrayView bytes)
    {
        add(quint64(bytes.size()));
        m_hash.addData(bytes);
    }
    void add(const QByteArray &bytes) { add(QByteArrayView(bytes)); }
    void add(const QString &text) { add(text.toUtf8()); }
    void add(const QStringList &texts)
    {
        add(quint64(texts.size()));
        for (const QString &text : texts) add(text);
    }
    void add(const QJsonObject &object)
    {
        add(QByteArrayView(object.isEmpty() ? QByteArray() : QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }
    void add(const QJsonArray &array)
    {
        add(QByteArrayView(array.isEmpty() ? QByteArray() : QJsonDocument(array).toJson(QJsonDocument::Compact)));
    }
    template<typename Number>
        requires std::integral<Number> || std::floating_point<Number>
    void add(Number number)
    {
        m_hash.addData(QByteArrayView(reinterpret_cast<const char *>(&number), sizeof number));
    }
    QByteArray result() { return m_hash.result(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
};

} // namespace

QByteArray ResultCache::keyOf(const Script &script, const RunOptions &options, quint64 grantsVersion)
{
    KeyMaker key;
    key.add(kEngineVersion);
    key.add(script.source);
    key.add(script.name);
    key.add(script.path);
    key.add(folderOf(script));
    key.add(options.context);
    key.add(options.contextText);
    key.add(options.function);
    key.add(options.arguments);
    key.add(options.namedArguments);
    key.add(options.argumentsText);
    key.add(options.grants);
    key.add(options.denies);
    key.add(options.policies);
    key.add(options.key ? options.key->name : QString());
    key.add(quint8(options.key != nullptr));
    key.add(
        quint8(options.grantAll | options.canAsk << 1 | options.useProjectFile << 2 | options.acceptProjectFile << 3));
    key.add(grantsVersion);
    key.add(options.timeoutSeconds);
    key.add(options.memoryLimit);
    key.add(options.outputLimit);
    key.add(options.instructionLimit);
    return key.result();
}

ResultCache::Answer ResultCache::find(const QByteArray &key, bool waited, const std::function<void()> &wake)
{
    if (m_maxBytes <= 0) return {};
    const std::lock_guard lock(m_mutex);
    const auto it = m_entries.find(key);
    if (it == m_entries.end()) {
        ++m_figures.misses;
        m_entries.emplace(key, Entry{});
        return {Advice::Lead, nullptr};
    }
    Entry &entry = it->second;
    switch (entry.state) {
    case State::UnderWay:
        entry.waiting.push_back(wake);
        return {Advice::Wait, nullptr};
    case State::NotShared:
        ++m_figures.misses;
        break;
    case State::Kept:
        ++m_figures.hits;
        if (waited) ++m_figures.shared;
        break;
    }
    m_uses.splice(m_uses.begin(), m_uses, entry.use);
    if (entry.state == State::Kept) return {Advice::Take, entry.result};
    return {Advice::RunAlone, nullptr};
}

void ResultCache::finish(const QByteArray &key, CachedResultPtr result, bool touchedOutside)
{
    std::vector<std::function<void()>> waiting;
    std::vector<CachedResultPtr> dropped; // heaps that nobody needs any more are freed outside the lock
    {
        const std::lock_guard lock(m_mutex);
        const auto it = m_entries.find(key);
        if (it == m_entries.end() || it->second.state != State::UnderWay) return;
        Entry &entry = it->second;
        waiting.swap(entry.waiting);
        if (result && result->bytes > m_maxBytes / 4) { // one giant does not push out all others
            dropped.push_back(std::move(result));
            touchedOutside = true;
        }
        if (result || touchedOutside) {
            entry.state = result ? State::Kept : State::NotShared;
            m_figures.bytes += result ? result->bytes : kEntryBytes;
            entry.result = std::move(result);
            m_uses.push_front(key);
            entry.use = m_uses.begin();
            while (m_figures.bytes > m_maxBytes && m_uses.size() > 1) drop(m_uses.back(), dropped);
        } else {
            m_entries.erase(it);
        }
    }
    for (const auto &wake : waiting) wake();
}

void ResultCache::drop(const QByteArray &key, std::vector<CachedResultPtr> &dropped)
{
    const auto it = m_entries.find(key);
    m_figures.bytes -= it->second.result ? it->second.result->bytes : kEntryBytes;
    dropped.push_back(std::move(it->second.result));
    const auto use = it->second.use;
    m_entries.erase(it);
    m_uses.erase(use); // last: `key` may be a reference into it
}

void ResultCache::clear()
{
    std::vector<CachedResultPtr> dropped;
    const std::lock_guard lock(m_mutex);
    while (!m_uses.empty()) drop(m_uses.back(), dropped);
}

CacheFigures ResultCache::figures() const
{
    const std::lock_guard lock(m_mutex);
    CacheFigures figures = m_figures;
    figures.maxBytes = m_maxBytes;
    figures.entries = static_cast<int>(m_uses.size());
    return figures;
}

} // namespace latchkey::runs
