// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of one isolate goes. Somebody outside sets kInterruptSample now and then while the isolate is on a
// thread; the interpreter sees it between two instructions and calls `sample`, which charges the processor time since
// the sample before to the place that is executed: to its line, and to its chain of calls in a tree. So all that is
// charged is the processor time of the run, exactly, and where it went is as good as there are samples. Waits are
// measured, not sampled: each is charged to the line that waits, apart from computing.
//
// Library code counts as its caller: a call of `collections.map` is part of the line that makes it. What is kept is
// bounded: chains are cut in the middle, and once the tree is full, new chains are charged to their outer part.
//
// Everything happens on the thread that runs the isolate. An isolate without a profiler executes code in which none
// of this appears (Interpreter::loop).
#pragma once

#include "engine/bytecode/program.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace latchkey::vm {

struct Fiber;

class Profiler
{
public:
    using Nanoseconds = std::chrono::nanoseconds;
    static constexpr size_t kMaxNodes = 20'000;
    static constexpr size_t kMaxLines = 50'000;
    /// Longest chain of calls that is kept: so many outer functions and so many inner ones.
    static constexpr uint32_t kOuterFrames = 96;
    static constexpr uint32_t kInnerFrames = 32;

    struct Spent {
        Nanoseconds computed{};
        Nanoseconds waited{};
        uint64_t samples = 0;
    };
    /// A function in one chain of calls. Parents come before their children.
    struct Node {
        uint32_t parent = kNone; ///< who called it; kNone: nobody, it is a module or a task
        const bytecode::FunctionCode *code = nullptr;
        Spent own;
    };
    struct Line {
        const bytecode::Program *program = nullptr;
        uint32_t line = 0;
        Spent own;
    };
    static constexpr uint32_t kNone = UINT32_MAX;

    /// `now` is the time that waits are measured with.
    explicit Profiler(std::function<Nanoseconds()> now)
        : m_now(std::move(now))
    {
    }

    // ---- while it runs
    void beginSlice();
    void endSlice();
    void sample(const Fiber &fiber);
    void waitBegins(const Fiber &fiber);
    void waitEnds(const Fiber &fiber);
    void countCall(const bytecode::FunctionCode &code)
    {
        if (code.isPrelude) return;
        Counter &counter = m_counters[(reinterpret_cast<uintptr_t>(&code) >> 6) % m_counters.size()];
        if (counter.code != &code) putAway(counter, &code);
        ++counter.count;
    }

    // ---- at the end
    /// Ends what still waits. To be called once, before anything is read.
    void finish();
    /// Adds what a child of this isolate spent. Both are finished, or this one's isolate is between slices.
    void add(const Profiler &child);

    const std::vector<Node> &nodes() const { return m_nodes; }
    const std::vector<Line> &lines() const { return m_lines; }
    const std::unordered_map<const bytecode::FunctionCode *, uint64_t> &calls() const { return m_calls; }
    Nanoseconds unplaced() const { return m_carried; } ///< computed after the last sample
    uint64_t samples() const { return m_samples; }
    bool isCut() const { return m_isCut; } ///< there was more than is kept

private:
    struct Counter {
        const bytecode::FunctionCode *code = nullptr;
        uint64_t count = 0;
    };
    struct Place {
        uint32_t node = kNone;
        uint32_t line = kNone;
    };
    struct Wait {
        Place place;
        Nanoseconds since{};
        bool isOpen = false;
    };
    struct ChildKey {
        uint32_t parent;
        const void *code;
        bool operator==(const ChildKey &) const = default;
    };
    struct LineKey {
        const void *program;
        uint32_t line;
        bool operator==(const LineKey &) const = default;
    };
    struct Hash {
        size_t operator()(const ChildKey &k) const { return mix(k.code, k.parent); }
        size_t operator()(const LineKey &k) const { return mix(k.program, k.line); }
        static size_t mix(const void *p, uint32_t n)
        {
            return std::hash<const void *>()(p) * 31 + size_t(n) * 0x9E3779B97F4A7C15u;
        }
    };

    void putAway(Counter &counter, const bytecode::FunctionCode *next);
    Place placeOf(const Fiber &fiber);
    uint32_t childOf(uint32_t parent, const bytecode::FunctionCode *code);
    uint32_t lineOf(const bytecode::Program *program, uint32_t line);
    void charge(Place place, const Spent &spent);
    void close(Wait &wait);

    const std::function<Nanoseconds()> m_now;
    std::vector<Node> m_nodes;
    std::vector<Line> m_lines;
    std::unordered_map<ChildKey, uint32_t, Hash> m_children;
    std::unordered_map<LineKey, uint32_t, Hash> m_lineNumbers;
    std::unordered_map<const bytecode::FunctionCode *, uint64_t> m_calls;
    std::array<Counter, 256> m_counters{}; ///< calls that are not in `m_calls` yet: counting must cost next to nothing
    std::vector<Wait> m_waits;             ///< by fiber
    std::vector<const bytecode::FunctionCode *> m_chain;
    Nanoseconds m_since{};   ///< thread time that is charged already
    Nanoseconds m_carried{}; ///< of earlier slices, not charged yet
    uint64_t m_samples = 0;
    bool m_isCut = false;
};

} // namespace latchkey::vm
