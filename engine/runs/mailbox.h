// SPDX-License-Identifier: GPL-3.0-or-later
// Has functions called on the thread of an object for as long as that object lives: how the engine's threads answer
// those of a program. Copies share one box.
#pragma once

#include <functional>
#include <memory>

class QObject;

namespace latchkey::runs {

class Mailbox
{
public:
    /// On the thread of `context`. Its event loop makes the calls.
    explicit Mailbox(QObject *context);
    /// From any thread, in order. False: the object is gone, nothing will be called.
    bool post(std::function<void()> call) const;

private:
    struct Box;
    class Receiver;
    struct Handle;
    std::shared_ptr<Handle> m_handle;
};

} // namespace latchkey::runs
