// SPDX-License-Identifier: GPL-3.0-or-later
// The heap of an ended run, kept for those who look at its values. Dropping the last holder frees it whole.
#pragma once

#include "engine/vm/isolate.h"

#include <memory>
#include <mutex>

namespace latchkey::runs {

class FrozenHeap
{
public:
    explicit FrozenHeap(std::unique_ptr<vm::Isolate> isolate)
        : m_isolate(std::move(isolate))
    {
    }

    vm::Isolate &isolate() const { return *m_isolate; }

    /// The `index`-th property. Remembers the place, so that walking an object in order is linear.
    bool property(const vm::Object *object, uint32_t index, vm::Value &key, vm::Value &value) const;

private:
    std::unique_ptr<vm::Isolate> m_isolate;
    mutable std::mutex m_mutex; ///< guards the remembered place; panes on several threads may look
    mutable const vm::Object *m_lastObject = nullptr;
    mutable uint32_t m_lastIndex = 0;
    mutable uint32_t m_lastPosition = 0;
};

/// A frozen heap, held by all that read values of it. Whoever lets go last does not wait while a large one is freed:
/// that takes a second for ten million values, and it is often the window. A thread of its own does it.
std::shared_ptr<const FrozenHeap> frozenHeap(std::unique_ptr<vm::Isolate> isolate);

} // namespace latchkey::runs
