// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work on files off the GUI thread. `inBackground(work)` hands a function that owns all it needs to the file pool and
// gives a QFuture of its result; the caller continues with `.then(context, ...)`, which is dropped with the context.
// The pool is never destroyed: a thread stuck in a dead network mount must not keep the program from ending.
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>

namespace latchkey::editor {

/// The threads that wait for disks. Separate from the pool that runs scripts.
QThreadPool &filePool();

/// Runs `work` on the file pool; the future holds what it returned.
template<typename Work>
auto inBackground(Work work) -> QFuture<std::invoke_result_t<Work>>
{
    using Answer = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    filePool().start([promise, job = std::move(work)]() mutable {
        promise->addResult(job());
        promise->finish();
    });
    return promise->future();
}

} // namespace latchkey::editor
