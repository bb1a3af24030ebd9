// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/mailbox.h"

#include "engine/threads/handover.h"

#include <QCoreApplication>
#include <QObject>

#include <mutex>

namespace latchkey::runs {

struct Mailbox::Box {
    std::mutex mutex; ///< guards the receiver against its end; never held while something is called
    Receiver *receiver = nullptr;
};

/// A child of the context: it goes when that goes, and with it the calls that are still on their way.
class Mailbox::Receiver final : public QObject
{
public:
    Receiver(std::shared_ptr<Box> box, QObject *context)
        : QObject(context)
        , m_box(std::move(box))
    {
        m_box->receiver = this;
    }
    ~Receiver() override
    {
        const std::lock_guard lock(m_box->mutex);
        m_box->receiver = nullptr;
    }

protected:
    bool event(QEvent *event) override { return threads::CallEvent::take(event) || QObject::event(event); }

private:
    const std::shared_ptr<Box> m_box;
};

/// What all copies of a mailbox share; the last one lets the receiver go, behind the calls that were posted.
struct Mailbox::Handle {
    std::shared_ptr<Box> box = std::make_shared<Box>();
    ~Handle()
    {
        const std::lock_guard lock(box->mutex);
        if (!box->receiver) return;
        // Asked to go by a call of its own: a bare deleteLater() may overtake the calls before it.
        const auto go = [receiver = box->receiver] { receiver->deleteLater(); };
        QCoreApplication::postEvent(box->receiver, new threads::CallEvent(go));
    }
};

Mailbox::Mailbox(QObject *context)
    : m_handle(std::make_shared<Handle>())
{
    new Receiver(m_handle->box, context);
}

bool Mailbox::post(std::function<void()> call) const
{
    // Made outside the lock: what it captures may be large.
    auto event = std::make_unique<threads::CallEvent>(std::move(call));
    const std::lock_guard lock(m_handle->box->mutex);
    if (!m_handle->box->receiver) return false;
    QCoreApplication::postEvent(m_handle->box->receiver, event.release());
    return true;
}

} // namespace latchkey::runs
