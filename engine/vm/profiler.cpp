// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/profiler.h"

#include "engine/vm/fiber.h"

#include <ctime>

namespace latchkey::vm {

using std::chrono::nanoseconds;

namespace {

nanoseconds threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

void addTo(Profiler::Spent &sum, const Profiler::Spent &more)
{
    sum.computed += more.computed;
    sum.waited += more.waited;
    sum.samples += more.samples;
}

} // namespace

// ---- slices and samples -----------------------------------------------------------------------------------------

void Profiler::beginSlice()
{
    m_since = threadTime();
}

void Profiler::endSlice()
{
    m_carried += threadTime() - m_since;
}

void Profiler::sample(const Fiber &fiber)
{
    const nanoseconds now = threadTime();
    const nanoseconds spent = now - m_since + m_carried;
    const Place place = placeOf(fiber);
    m_since = now;
    m_carried = place.node == kNone ? spent : Nanoseconds(); // the library's own: what comes next is charged with it
    if (place.node == kNone) return;
    ++m_samples;
    charge(place, {spent, {}, 1});
}

void Profiler::charge(Place place, const Spent &spent)
{
    if (place.node != kNone) addTo(m_nodes[place.node].own, spent);
    if (place.line != kNone) addTo(m_lines[place.line].own, spent);
}

// ---- places -----------------------------------------------------------------------------------------------------

/// The line of the innermost frame of the user's code, and the chain of calls that led there.
Profiler::Place Profiler::placeOf(const Fiber &fiber)
{
    Place place;
    uint32_t inner = fiber.depth;
    while (inner > 0 && fiber.frames[inner - 1].code->isPrelude) --inner;
    if (inner == 0) return place;
    const Frame &frame = fiber.frames[inner - 1];
    place.line = lineOf(frame.code->program, frame.code->program->source->position(frame.offset()).line);
    m_chain.clear();
    uint32_t taken = 0; // innermost first
    uint32_t i = inner;
    for (; i > 0 && taken < kInnerFrames; --i) {
        if (fiber.frames[i - 1].code->isPrelude) continue;
        m_chain.push_back(fiber.frames[i - 1].code);
        ++taken;
    }
    uint32_t parent = kNone;
    uint32_t outer = 0;
    for (uint32_t k = 0; k < i && outer < kOuterFrames; ++k) {
        if (fiber.frames[k].code->isPrelude) continue;
        parent = childOf(parent, fiber.frames[k].code);
        ++outer;
    }
    m_isCut = m_isCut || outer == kOuterFrames;
    for (; taken > 0; --taken) parent = childOf(parent, m_chain[taken - 1]);
    place.node = parent;
    return place;
}

uint32_t Profiler::childOf(uint32_t parent, const bytecode::FunctionCode *code)
{
    const auto found = m_children.find({parent, code});
    if (found != m_children.end()) return found->second;
    if (m_nodes.size() >= kMaxNodes) {
        m_isCut = true;
        return parent;
    }
    const auto number = static_cast<uint32_t>(m_nodes.size());
    m_nodes.push_back({parent, code, {}});
    m_children.emplace(ChildKey{parent, code}, number);
    return number;
}

uint32_t Profiler::lineOf(const bytecode::Program *program, uint32_t line)
{
    const auto found = m_lineNumbers.find({program, line});
    if (found != m_lineNumbers.end()) return found->second;
    if (m_lines.size() >= kMaxLines) {
        m_isCut = true;
        return kNone;
    }
    const auto number = static_cast<uint32_t>(m_lines.size());
    m_lines.push_back({program, line, {}});
    m_lineNumbers.emplace(LineKey{program, line}, number);
    return number;
}

// ---- waits ------------------------------------------------------------------------------------------------------

void Profiler::waitBegins(const Fiber &fiber)
{
    if (m_waits.size() <= fiber.id) m_waits.resize(fiber.id + 1);
    m_waits[fiber.id] = {placeOf(fiber), m_now(), true};
}

void Profiler::waitEnds(const Fiber &fiber)
{
    if (fiber.id < m_waits.size()) close(m_waits[fiber.id]);
}

void Profiler::close(Wait &wait)
{
    if (!wait.isOpen) return;
    wait.isOpen = false;
    charge(wait.place, {{}, m_now() - wait.since, 0});
}

// ---- calls and the end ------------------------------------------------------------------------------------------

void Profiler::putAway(Counter &counter, const bytecode::FunctionCode *next)
{
    if (counter.code) m_calls[counter.code] += counter.count;
    counter = {next, 0};
}

void Profiler::finish()
{
    for (Wait &wait : m_waits) close(wait);
    m_waits.clear();
    for (Counter &counter : m_counters) putAway(counter, nullptr);
}

void Profiler::add(const Profiler &child)
{
    std::vector<uint32_t> numbers(child.m_nodes.size());
    for (size_t i = 0; i < child.m_nodes.size(); ++i) {
        const Node &node = child.m_nodes[i];
        numbers[i] = childOf(node.parent == kNone ? kNone : numbers[node.parent], node.code);
        charge({numbers[i], kNone}, node.own);
    }
    for (const Line &line : child.m_lines) charge({kNone, lineOf(line.program, line.line)}, line.own);
    for (const auto &[code, count] : child.m_calls) m_calls[code] += count;
    m_carried += child.m_carried;
    m_samples += child.m_samples;
    m_isCut = m_isCut || child.m_isCut;
}

} // namespace latchkey::vm
