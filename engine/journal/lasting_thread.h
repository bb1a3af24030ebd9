// SPDX-License-Identifier: GPL-3.0-or-later
// A thread that waits for a disk on behalf of its owner, and may outlast it: when the disk hangs, the program ends
// without it. Work is handed over as functions that own what they need; all that came together is given to the owner's
// `carryOut` as one batch. The thread is made with the first piece of work.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace latchkey::journal {

class LastingThread
{
public:
    using Work = std::function<void()>;
    /// Called on the thread with a batch of work, and once at the very end with an empty one and `isEnd`. True: it
    /// wants to be called again after `rhythm` even if nothing comes.
    using CarryOut = std::function<bool(std::deque<Work> &batch, bool isEnd)>;

    explicit LastingThread(CarryOut carryOut, std::chrono::milliseconds rhythm = {});
    /// What was asked for is carried out, as far as the disk answers within `kPatience`.
    ~LastingThread();
    LastingThread(const LastingThread &) = delete;
    LastingThread &operator=(const LastingThread &) = delete;

    static constexpr std::chrono::seconds kPatience{2};

    void post(Work work);
    /// Waits until all that was posted is carried out. Not on a GUI thread.
    void sync();

private:
    struct State;
    std::shared_ptr<State> m_state; ///< shared with the thread itself
};

} // namespace latchkey::journal
