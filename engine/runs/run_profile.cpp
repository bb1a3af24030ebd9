// SPDX-License-Identifier: GPL-3.0-or-later
// How a run keeps account of its time: the phases that every run has, and the profile of those that were asked for one.
// Who takes samples: an alarm of the engine's clock, about every millisecond while the run is on a thread, sets a bit
// that the isolate meets between two instructions. The alarm ends with the slice it rings behind, and the next slice
// sets it again, so a run that waits costs nothing.
#include "engine/runs/engine_private.h"
#include "engine/runs/profile.h"
#include "engine/runs/run_private.h"
#include "engine/vm/profiler.h"

namespace latchkey::runs {

using namespace std::chrono;

namespace {

/// Between two samples there is this, give or take half of it: in step with what it measures, it would always meet the
/// same place.
constexpr microseconds kSampling{1000};

} // namespace

// ---- phases -----------------------------------------------------------------------------------------------------

void RunPrivate::enterPhase(double RunPhases::*phase)
{
    const Time now = m_engine->clock.now();
    m_phases.*m_phase += duration<double>(now - std::exchange(m_phaseSince, now)).count();
    m_phase = phase;
}

double RunPhases::*RunPrivate::phaseOf(WaitKind kind)
{
    switch (kind) {
    case WaitKind::Timer:
        return &RunPhases::timer;
    case WaitKind::Permission:
    case WaitKind::Input:
        return &RunPhases::person;
    case WaitKind::Task:
        return &RunPhases::tasks;
    default:
        return &RunPhases::host;
    }
}

void RunPrivate::countPhases(RunResult &result)
{
    enterPhase(m_phase);
    result.phases = m_phases;
    result.totalTime = duration<double>(m_phaseSince - m_phasesBegan).count();
}

// ---- the profile ------------------------------------------------------------------------------------------------

void RunPrivate::prepareProfile(vm::Isolate &isolate)
{
    if (!m_options.profile) return;
    const Clock &clock = m_engine->clock; // lives longer than any slice of this
    isolate.setProfiler(std::make_unique<vm::Profiler>([&clock] { return clock.now().time_since_epoch(); }));
    m_sampleSeed = static_cast<uint32_t>(m_id) * 2654435761u + 1;
}

/// On the thread of the slice, and on the clock's while a slice is under way; never both, see m_isSampling.
void RunPrivate::armSampling()
{
    // Virtual time stands still while anything computes.
    if (!m_options.profile || m_engine->clock.isVirtual()) return;
    // Who sets it back to false looks at the hold afterwards, and this slice took the hold before it looks here: one of
    // the two sees the other.
    if (m_isSampling.exchange(true)) return;
    m_sampleSeed = m_sampleSeed * 1664525u + 1013904223u;
    const auto pause = kSampling / 2 + kSampling * (m_sampleSeed >> 16) / 65536;
    m_alarms.fetch_add(1, std::memory_order_relaxed);
    m_engine->clock.set(steady_clock::now() + pause, weak_from_this(), kSampleAlarm);
}

void RunPrivate::sampleAlarm()
{
    m_isSampling.store(false);
    if (m_holder.load() != Holder::Slice) return; // the next slice sets it again
    withLive([](vm::Isolate &isolate) { isolate.interrupt(vm::kInterruptSample); });
    armSampling();
}

/// What this run spent, and its ended children; null when nobody asked.
std::unique_ptr<vm::Profiler> RunPrivate::finishProfiler()
{
    if (!m_isolate || !m_isolate->profiler()) return nullptr;
    std::unique_ptr<vm::Profiler> profiler = m_isolate->takeProfiler();
    profiler->finish();
    std::unique_ptr<vm::Profiler> children;
    {
        const std::lock_guard lock(m_mutex);
        if (m_extras) children = std::move(m_extras->childrenProfile);
    }
    if (children) profiler->add(*children);
    return profiler;
}

void RunPrivate::handProfileToParent()
{
    if (auto profiler = finishProfiler()) m_parent->takeChildProfile(std::move(profiler));
}

/// Adds outside the lock: a profile may be large, and several children may end at once.
void RunPrivate::takeChildProfile(std::unique_ptr<vm::Profiler> profile)
{
    for (;;) {
        std::unique_ptr<vm::Profiler> other;
        {
            const std::lock_guard lock(m_mutex);
            other = std::exchange(extras().childrenProfile, nullptr);
            if (!other) {
                extras().childrenProfile = std::move(profile);
                return;
            }
        }
        other->add(*profile);
        profile = std::move(other);
    }
}

void RunPrivate::takeProfile(RunResult &result)
{
    if (const auto profiler = finishProfiler()) result.profile = std::make_shared<const Profile>(profileOf(*profiler));
}

} // namespace latchkey::runs
