// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/compile_cache.h"

#include <QCryptographicHash>

#include <algorithm>

namespace latchkey::runs {

QByteArray CompileCache::keyOf(const CompileRequest &request)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    const auto add = [&hash](const std::string &text) {
        const quint64 length = text.size(); // so that two fields never run into one another
        hash.addData(QByteArrayView(reinterpret_cast<const char *>(&length), sizeof length));
        hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    };
    add(request.text);
    add(request.name);
    add(request.path);
    add(request.folder);
    add(request.isInput ? "input" : "");
    for (const std::string &name : request.contextNames) add(name);
    return hash.result();
}

CompileCache::Answer CompileCache::find(const QByteArray &key, const std::function<void()> &wake)
{
    const std::lock_guard lock(m_mutex);
    auto it = m_entries.find(key);
    if (it != m_entries.end() && it->second.program) {
        const auto isFresh = [](const Dependency &dependency) {
            return Dependency::look(dependency.path) == dependency;
        };
        if (std::ranges::all_of(it->second.program->dependencies, isFresh)) {
            m_uses.splice(m_uses.begin(), m_uses, it->second.use);
            return {it->second.program, false};
        }
        drop(key);
        it = m_entries.end();
    }
    if (it == m_entries.end()) {
        m_entries.emplace(key, Entry{});
        return {nullptr, true};
    }
    it->second.waiting.push_back(wake);
    return {nullptr, false};
}

void CompileCache::finish(const QByteArray &key, CompiledPtr program)
{
    std::vector<std::function<void()>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        const auto it = m_entries.find(key);
        if (program) ++m_compiled;
        if (it == m_entries.end()) return;
        waiting.swap(it->second.waiting);
        if (!program || program->bytes > m_maxBytes / 4) { // one giant does not push out all others
            m_entries.erase(it);
        } else {
            m_bytes += program->bytes;
            it->second.program = std::move(program);
            m_uses.push_front(key);
            it->second.use = m_uses.begin();
            while (m_bytes > m_maxBytes && m_uses.size() > 1) drop(m_uses.back());
        }
    }
    for (const auto &wake : waiting) wake();
}

quint64 CompileCache::compiledCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_compiled;
}

void CompileCache::drop(const QByteArray &key)
{
    const auto it = m_entries.find(key);
    m_bytes -= it->second.program->bytes;
    m_uses.erase(it->second.use);
    m_entries.erase(it);
}

void CompileCache::clear()
{
    const std::lock_guard lock(m_mutex);
    while (!m_uses.empty()) drop(m_uses.back());
}

size_t CompileCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace latchkey::runs
