// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/frozen_heap.h"

#include "engine/threads/handover.h"

namespace latchkey::runs {

namespace {

constexpr size_t kFreedAside = size_t(2) << 20; // less is freed in well under a millisecond

// Never destroyed: the end of the program does not wait for it.
QThreadPool &freeingPool()
{
    static auto *pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(1);
        made->setThreadPriority(QThread::LowPriority);
        made->setObjectName("freeing");
        return made;
    }();
    return *pool;
}

void letGo(const FrozenHeap *heap)
{
    if (heap->isolate().heap().used() < kFreedAside) delete heap;
    else threads::startOn(freeingPool(), [heap] { delete heap; });
}

} // namespace

std::shared_ptr<const FrozenHeap> frozenHeap(std::unique_ptr<vm::Isolate> isolate)
{
    return {new FrozenHeap(std::move(isolate)), letGo};
}

} // namespace latchkey::runs
