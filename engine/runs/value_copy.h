// SPDX-License-Identifier: GPL-3.0-or-later
// Copies what values of a run hold at one moment into a heap of its own, so that the run can go on while they are
// looked at. What is copied is bounded in memory and in time, however large the values are: they are copied breadth
// first, each to the same depth as the others, and once the measure is full what is still missing stays away. Sharing
// and cycles survive. Live things (tasks, open files) become the text that they show as.
#pragma once

#include "engine/runs/result_value.h"
#include "engine/vm/isolate.h"

#include <chrono>
#include <deque>
#include <memory>
#include <unordered_map>

namespace latchkey::runs {

class FrozenHeap;

class ValueCopy
{
public:
    static constexpr size_t kMostValues = 200'000;
    static constexpr size_t kMostBytes = size_t(16) << 20;
    static constexpr size_t kLongestText = size_t(1) << 20;
    static constexpr std::chrono::milliseconds kMostTime{30};

    /// `modules` are those of the run: functions belong to their programs.
    explicit ValueCopy(const vm::ModuleSet &modules);

    /// The copy of a value of an isolate that nobody runs; containers are filled by `finish`.
    ResultValue add(vm::Value value);
    /// Copies what the values hold. Called once, after the last `add`.
    void finish();
    bool isCut() const { return m_isCut; }

private:
    vm::Value copied(vm::Value value);
    vm::Value copiedCell(vm::Value value);
    vm::Value textValue(std::string_view text);
    void fillArray(const vm::Array *from, vm::Array *to);
    void fillObject(const vm::Object *from, vm::Object *to);
    bool isFull();

    std::shared_ptr<const FrozenHeap> m_held;
    vm::Isolate &m_to;
    std::unordered_map<const void *, vm::Value> m_known;
    std::deque<std::pair<vm::Value, vm::Value>> m_toFill; ///< container of the run, its copy
    const std::chrono::steady_clock::time_point m_end;
    size_t m_count = 0;
    bool m_isCut = false;
    bool m_isFull = false;
};

} // namespace latchkey::runs
