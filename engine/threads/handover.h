// SPDX-License-Identifier: GPL-3.0-or-later
// Handing work from one thread to another through Qt, whose own locks the thread sanitizer can not see: work for a pool
// (`startOn`), calls to an object's thread (`CallEvent`, `post`, `Desk`), answers that come back from elsewhere
// (`Reply`). The two marks tell the sanitizer what happens before what; without it they are nothing.
#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QFuture>
#include <QPromise>
#include <QRunnable>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <semaphore>
#include <utility>

#if defined(__SANITIZE_THREAD__)
#define LATCHKEY_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LATCHKEY_THREAD_SANITIZER 1
#endif
#endif

#ifdef LATCHKEY_THREAD_SANITIZER
#include <sanitizer/tsan_interface.h>
#endif

namespace latchkey::threads {

/// Everything written to what `token` names was written before this, on the thread that gives it away ...
inline void handOver([[maybe_unused]] void *token)
{
#ifdef LATCHKEY_THREAD_SANITIZER
    __tsan_release(token);
#endif
}

/// ... and may be read behind this, on the thread that takes it.
inline void takeOver([[maybe_unused]] void *token)
{
#ifdef LATCHKEY_THREAD_SANITIZER
    __tsan_acquire(token);
#endif
}

/// One piece of work for a pool.
class PoolWork final : public QRunnable
{
public:
    explicit PoolWork(std::function<void()> work)
        : m_work(std::move(work))
    {
    }
    void run() override
    {
        takeOver(this);
        m_work();
    }

private:
    std::function<void()> m_work;
};

inline void startOn(QThreadPool &pool, std::function<void()> work)
{
    auto *runnable = new PoolWork(std::move(work));
    handOver(runnable);
    pool.start(runnable);
}

/// A call on its way to the thread of the object that the event is posted to.
class CallEvent final : public QEvent
{
public:
    explicit CallEvent(std::function<void()> call)
        : QEvent(kind())
        , m_call(std::move(call))
    {
        handOver(this);
    }
    static Type kind()
    {
        static const auto type = static_cast<Type>(registerEventType());
        return type;
    }
    /// Makes the call when `event` is one; else false.
    static bool take(QEvent *event)
    {
        takeOver(event); // before anything of it is read
        if (event->type() != kind()) return false;
        static_cast<CallEvent *>(event)->m_call();
        return true;
    }

private:
    std::function<void()> m_call;
};

/// Calls on the thread of `object`, whose `event` hands its events to CallEvent::take first. Nothing is called when the
/// object has gone by then.
inline void post(QObject *object, std::function<void()> call)
{
    QCoreApplication::postEvent(object, new CallEvent(std::move(call)));
}

/// As `post`, and waits until the call was made. Not on the object's own thread.
inline void postAndWait(QObject *object, const std::function<void()> &call)
{
    std::binary_semaphore done(0);
    post(object, [&call, &done] {
        call();
        done.release();
    });
    done.acquire();
}

/// An object that does nothing but make the calls posted to it, on the thread that it was moved to.
class Desk final : public QObject
{
protected:
    bool event(QEvent *event) override { return CallEvent::take(event) || QObject::event(event); }
};

/// An answer that another thread owes.
template<typename T>
class Reply
{
public:
    /// `taken` is called on the thread of `context`, which is this one, unless the object has gone by then.
    static std::shared_ptr<Reply> to(QObject *context, std::function<void(const T &)> taken)
    {
        auto reply = std::make_shared<Reply>();
        reply->m_promise.start();
        reply->m_promise.future().then(context, [token = reply.get(), taken = std::move(taken)](const T &value) {
            takeOver(token);
            taken(value);
        });
        return reply;
    }
    /// Once; any thread.
    void give(T value)
    {
        m_promise.addResult(std::move(value));
        handOver(this);
        m_promise.finish();
    }

private:
    QPromise<T> m_promise;
};

} // namespace latchkey::threads
