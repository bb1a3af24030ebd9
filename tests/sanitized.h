// SPDX-License-Identifier: GPL-3.0-or-later
// Whether this build is watched by a sanitizer. Its own memory and slowness count in the figures of a process then, so
// bounds of resident memory and of processor time say nothing.
#pragma once

namespace latchkey::tests {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
inline constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace latchkey::tests
