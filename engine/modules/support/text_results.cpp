// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/support/text_results.h"

#include <algorithm>

namespace latchkey::modules {

using namespace vm;

size_t roomFor(NativeCall &call)
{
    const Heap &heap = call.heap();
    const size_t left = heap.limit() > heap.used() ? heap.limit() - heap.used() : 0;
    return std::min(left, Heap::kMaxStringBytes);
}

Outcome stopForMemory(NativeCall &call)
{
    call.heap().reserve(SIZE_MAX / 2);
    return Outcome::Stop;
}

Outcome giveExpected(NativeCall &call, const std::expected<std::string, text::Halt> &result)
{
    if (result) return call.giveText(*result);
    return result.error() == text::Halt::TooLarge ? stopForMemory(call) : Outcome::Stop;
}

String *makeRaw(NativeCall &call, size_t bytes, char *&data)
{
    if (bytes > Heap::kMaxStringBytes) {
        stopForMemory(call);
        return nullptr;
    }
    return call.heap().rawString(bytes, data);
}

} // namespace latchkey::modules
