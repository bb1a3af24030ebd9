// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/stack_guard.h"

#include <cstdint>
#include <pthread.h>

namespace latchkey::syntax {

namespace {

/// The lowest address of this thread's stack that may be used, guard pages excluded.
uintptr_t findStackEnd() noexcept
{
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    void *lowest = nullptr;
    size_t size = 0;
    size_t guard = 0;
    pthread_attr_getstack(&attributes, &lowest, &size);
    pthread_attr_getguardsize(&attributes, &guard);
    pthread_attr_destroy(&attributes);
    return reinterpret_cast<uintptr_t>(lowest) + guard;
}

} // namespace

bool stackHasRoom(size_t reserve) noexcept
{
    thread_local const uintptr_t end = findStackEnd();
    return reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > end + reserve;
}

} // namespace latchkey::syntax
