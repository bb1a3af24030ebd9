// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that do not come back. Blocking work is done on the I/O pool; when nobody waits for it any more (the run
// ended, its task was cancelled) its thread is replaced until it returns. A slice that hangs in a library function
// which looks at nothing keeps its run from ending: such a run can be left behind. It is then over for everybody else,
// while its isolate stays untouched with the thread that is still in there.
#include "engine/runs/convert.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/run_private.h"
#include "engine/threads/handover.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

void RunPrivate::startBlocking(vm::Isolate &, vm::WaitId wait, vm::WaitReason, vm::BlockingWork work)
{
    noteOutside();
    threads::startOn(m_engine->blocking, [run = shared_from_this(), wait, work = std::move(work)] {
        using Standing = BlockedThread::Standing;
        const auto thread = std::make_shared<BlockedThread>(wait);
        {
            // Under the lock: either the end of the run finds the thread in the list, or this finds the end.
            const std::lock_guard lock(run->m_mutex);
            if (isFinal(run->m_publicState.load())) return;
            std::erase_if(run->m_blocked, [](const auto &known) { return known->standing.load() == Standing::Back; });
            run->m_blocked.push_back(thread);
        }
        vm::Completion completion = work(run->m_stopRequested);
        if (thread->standing.exchange(Standing::Back) == Standing::Replaced) {
            run->m_engine->blocking.reserveThread();
            run->m_engine->replaced.fetch_sub(1);
        }
        run->post(wait, std::move(completion));
    });
}

/// Nobody waits any more for what these threads do: others of the pool take their places.
void RunPrivate::releaseBlocked(const std::function<bool(const BlockedThread &)> &isMeant)
{
    using Standing = BlockedThread::Standing;
    int count = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &thread : m_blocked) {
            Standing standing = Standing::Working;
            if (!isMeant(*thread) || m_engine->replaced.load() >= EnginePrivate::kReplacedThreads) continue;
            if (!thread->standing.compare_exchange_strong(standing, Standing::Replaced)) continue;
            m_engine->replaced.fetch_add(1);
            ++count;
        }
    }
    for (; count > 0; --count) m_engine->blocking.releaseThread();
}

void RunPrivate::leaveBehind()
{
    const uint32_t stops = m_stops.load();
    // An isolate is there when all that is read below was set.
    if (stops == 0 || !m_live.load() || isFinal(m_publicState.load())) return;
    withLive([](vm::Isolate &isolate) { isolate.interrupt(vm::kInterruptSkipCleanup); }); // should it look after all
    for (const auto &child : children()) {
        child->requestStop(vm::kInterruptCancel | vm::kInterruptSkipCleanup);
        child->leaveBehind();
    }
    if (m_isEnding.exchange(true)) return; // it has just come back
    dropRequests();
    leadNobody();
    if (const auto held = sharedGrants(); held && !m_parent) held->denyEverything();
    if (m_options.session) m_options.session->lose();
    auto result = std::make_unique<RunResult>();
    result->error = stopErrorFor(stops, m_options);
    result->error->line = static_cast<int>(m_line.load(std::memory_order_relaxed));
    result->error->hint = QCoreApplication::translate("latchkey::runs", "It did not answer and was left behind.");
    result->runId = m_id;
    result->transpileTime = m_program->seconds;
    result->steps = m_steps.load(std::memory_order_relaxed);
    if (m_parent) m_parent->childEnded(shared_from_this(), stopState(stops), {});
    conclude(stopState(stops), std::move(result));
    m_engine->scheduler.leaveBehind(this);
}

} // namespace latchkey::runs
