// SPDX-License-Identifier: GPL-3.0-or-later
// The giving end of a future: kept by whatever will end it, told when the caller cancels.
#pragma once

#include "engine/runs/engine_private.h"

#include <QPromise>

namespace latchkey::runs {

template<typename T>
class SharedPromise
{
public:
    SharedPromise() { m_promise.start(); }

    /// Once. Does nothing to a future that was cancelled, but that it is over then.
    void finish(T value)
    {
        m_promise.addResult(std::move(value));
        m_promise.finish();
    }
    /// The future; `cancelled` is called on another thread when somebody cancels it before its end.
    QFuture<T> future(EnginePrivate &engine, std::function<void()> cancelled)
    {
        QFuture<T> future = m_promise.future();
        if (!future.isFinished()) engine.cancelWatch.follow(future, std::move(cancelled));
        return future;
    }

private:
    QPromise<T> m_promise;
};

} // namespace latchkey::runs
