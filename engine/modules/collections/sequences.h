// SPDX-License-Identifier: GPL-3.0-or-later
// What `collections` and `functional` have in common: operations on arrays that need no callback. All give new arrays.
#pragma once

#include "engine/modules/support/arguments.h"

namespace latchkey::modules {

/// The first of each value by `==`, in order.
Outcome uniqueOf(NativeCall &call, Value iterable);
/// One level: only arrays are opened.
Outcome flattenOf(NativeCall &call, Value iterable);
/// Pieces of `size` elements, the last one shorter; arrays, or strings when `array` is null.
Outcome chunksOf(NativeCall &call, const Array *array, int64_t size);
/// Arrays of the first elements, the second ones, ... up to the shortest iterable.
Outcome zipOf(NativeCall &call, std::span<const Value> iterables);
/// `sequence[from:to]`; null bounds are open.
Outcome sliceOf(NativeCall &call, Value sequence, Value from, Value to);
Outcome reversedArray(NativeCall &call, Value iterable);

} // namespace latchkey::modules
