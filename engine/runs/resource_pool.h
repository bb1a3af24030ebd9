// SPDX-License-Identifier: GPL-3.0-or-later
// A few heavy things (models, connections) for many runs: each is lent to one borrower at a time, who waits its turn
// when none is free. A lease is a shared pointer; the thing goes back when the last copy of it is gone. Kept by the
// callback of a task (`TaskRun::start`, `TaskQueue::submit`), it goes back however that task ends, a stop included:
//     models.acquire([=](ModelPool::Lease model) {
//         TaskRun::start(engine, task, [model, done](RunResult result) { done(result); });
//     });
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace latchkey::runs {

template<typename T>
class ResourcePool
{
public:
    using Lease = std::shared_ptr<T>;
    using Make = std::function<std::unique_ptr<T>(int index)>;
    using Ready = std::function<void(Lease lease)>;

    /// At most `count` of them, made when they are first needed.
    ResourcePool(int count, Make make)
        : m_core(std::make_shared<Core>(count, std::move(make)))
    {
    }

    /// Calls `ready` with one: at once when one is free, else on the thread that gives one back. First come, first
    /// served. Borrowers that still wait when the pool goes are never called.
    void acquire(Ready ready) { Core::acquire(m_core, std::move(ready)); }

    int lentCount() const
    {
        const std::lock_guard lock(m_core->mutex);
        return m_core->lent;
    }
    int waitingCount() const
    {
        const std::lock_guard lock(m_core->mutex);
        return static_cast<int>(m_core->waiting.size());
    }
    ~ResourcePool()
    {
        std::deque<Ready> dropped; // let go outside the lock: what they captured may be large
        const std::lock_guard lock(m_core->mutex);
        dropped.swap(m_core->waiting);
    }
    ResourcePool(const ResourcePool &) = delete;
    ResourcePool &operator=(const ResourcePool &) = delete;

private:
    struct Core {
        Core(int most, Make maker)
            : count(most)
            , make(std::move(maker))
        {
        }

        static void acquire(const std::shared_ptr<Core> &core, Ready ready)
        {
            {
                const std::lock_guard lock(core->mutex);
                if (core->lent == core->count) {
                    core->waiting.push_back(std::move(ready));
                    return;
                }
                ++core->lent;
            }
            ready(lend(core, core->takeFree()));
        }

        /// One that lies there, or a new one.
        std::unique_ptr<T> takeFree()
        {
            int index = 0;
            {
                const std::lock_guard lock(mutex);
                if (!free.empty()) {
                    std::unique_ptr<T> resource = std::move(free.back());
                    free.pop_back();
                    return resource;
                }
                index = made++;
            }
            return make(index);
        }

        static Lease lend(const std::shared_ptr<Core> &core, std::unique_ptr<T> resource)
        {
            return Lease(resource.release(), [core](T *back) { giveBack(core, std::unique_ptr<T>(back)); });
        }

        /// To the next who waits, or on the shelf.
        static void giveBack(const std::shared_ptr<Core> &core, std::unique_ptr<T> resource)
        {
            Ready next;
            {
                const std::lock_guard lock(core->mutex);
                if (core->waiting.empty()) {
                    core->free.push_back(std::move(resource));
                    --core->lent;
                    return;
                }
                next = std::move(core->waiting.front());
                core->waiting.pop_front();
            }
            next(lend(core, std::move(resource)));
        }

        std::mutex mutex; ///< guards all below; nothing foreign is called under it
        const int count;
        const Make make;
        int made = 0;
        int lent = 0;
        std::vector<std::unique_ptr<T>> free;
        std::deque<Ready> waiting;
    };
    std::shared_ptr<Core> m_core; ///< kept by the leases too
};

} // namespace latchkey::runs
