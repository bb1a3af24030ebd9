// SPDX-License-Identifier: GPL-3.0-or-later
// How a run meets the cache of results: before it compiles it looks whether an equal one has run, and at its end it
// offers what it gave, unless it touched anything outside itself on the way.
#include "engine/runs/engine_private.h"
#include "engine/runs/run_private.h"

namespace latchkey::runs {

namespace {

/// Everything that was printed, cut where the stream changes.
QList<std::pair<OutputStream, QByteArray>> printedBy(const OutputLog &log)
{
    QList<std::pair<OutputStream, QByteArray>> printed;
    for (qint64 offset = 0; offset < log.byteCount();) {
        OutputStream stream = OutputStream::Output;
        const QByteArray part = log.read(offset, ResultCache::kMaxOutput, &stream);
        if (part.isEmpty()) break;
        offset += part.size();
        printed.append({stream, part});
    }
    return printed;
}

} // namespace

/// How the step ends because of the cache; nothing when the run has to be carried out.
std::optional<Job::Step> RunPrivate::fromCache()
{
    if (!m_options.useCache || m_options.profile || m_cacheRole == CacheRole::Leads || m_cacheRole == CacheRole::Alone)
        return std::nullopt;
    const bool waited = m_cacheRole == CacheRole::Waits;
    if (!waited) m_cacheKey = ResultCache::keyOf(m_script, m_options, m_engine->broker.version());
    const auto wakeUp = [weak = weak_from_this()] {
        if (const auto run = weak.lock()) run->wake();
    };
    ResultCache::Answer answer = m_engine->results.find(m_cacheKey, waited, wakeUp);
    switch (answer.advice) {
    case ResultCache::Advice::Take:
        m_cached = std::move(answer.result);
        return finishWith(RunState::Succeeded, std::nullopt);
    case ResultCache::Advice::Wait:
        m_cacheRole = CacheRole::Waits;
        enterPhase(&RunPhases::host);
        publish(RunState::Waiting, WaitKind::Other);
        if (!waited) armTimeout();
        return Step::Wait;
    case ResultCache::Advice::Lead:
        m_cacheRole = CacheRole::Leads;
        break;
    case ResultCache::Advice::RunAlone:
        m_cacheRole = CacheRole::Alone;
        break;
    }
    return std::nullopt;
}

/// The result of the equal run, as if this one had given it in no time.
void RunPrivate::takeCached(RunResult &result)
{
    const quint64 id = result.runId;
    result = m_cached->result;
    result.runId = id;
    result.fromCache = true;
    result.steps = 0;
    result.transpileTime = 0;
    result.peakMemory = 0;
    m_frozen = m_cached->heap;
    for (const auto &[stream, text] : m_cached->printed) m_output.append(stream, text);
}

/// From now on nobody else may have this run's result, and nobody needs to wait for it.
void RunPrivate::noteOutside()
{
    if (m_touchedOutside) return;
    m_touchedOutside = true;
    leadNobody();
}

/// Equal runs that wait for this one's result go on by themselves. From any thread.
void RunPrivate::leadNobody()
{
    CacheRole role = CacheRole::Leads;
    if (m_cacheRole.compare_exchange_strong(role, CacheRole::Alone))
        m_engine->results.finish(m_cacheKey, nullptr, true);
}

/// At the end, with the result complete.
void RunPrivate::offerToCache(bool succeeded)
{
    CacheRole role = CacheRole::Leads;
    if (!m_cacheRole.compare_exchange_strong(role, CacheRole::Alone)) return;
    // What it imported was read from files, which may change.
    const bool readModules = m_program && !m_program->dependencies.empty();
    const bool printedMuch = m_output.byteCount() > ResultCache::kMaxOutput;
    CachedResultPtr kept;
    if (succeeded && !readModules && !printedMuch) {
        auto made = std::make_shared<CachedResult>();
        made->result = *m_result;
        made->heap = m_frozen;
        made->printed = printedBy(m_output);
        made->bytes = ResultCache::kEntryBytes + m_output.byteCount() + m_script.source.size() +
                      static_cast<qint64>(m_frozen ? m_frozen->isolate().heap().used() : 0);
        kept = std::move(made);
    }
    m_engine->results.finish(m_cacheKey, std::move(kept), readModules || printedMuch);
}

} // namespace latchkey::runs
