// SPDX-License-Identifier: GPL-3.0-or-later
// Values of the language to JSON text and back. Integers keep all digits both ways. Nothing here recurses on the C++
// stack: depth is bounded by memory alone when writing, by kMaxJsonDepth when reading.
#pragma once

#include "engine/vm/heap.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace latchkey::runs {

inline constexpr size_t kMaxJsonDepth = 10'000;
/// More text than this is not made in one piece: a value that holds the same parts again and again can be small and its
/// text endless.
inline constexpr size_t kMostJsonText = size_t(256) << 20;

struct JsonText {
    std::string text;
    bool hadCycle = false;
    QStringList notes; ///< values that JSON lacks and what stands for them: "$.ratio: nan"
};

/// The result form: functions as "<function name>", nan and infinities as null, a cycle as "<cycle>"; null with a note
/// when it would be longer than kMostJsonText. With `cyclesAsText` off, writing ends at a cycle.
JsonText valueToJson(vm::Value value, bool cyclesAsText = true);

/// Takes a piece of JSON text and how far the writing is, 0 to 1; says whether to go on.
using TakeJson = std::function<bool(std::string_view piece, double share)>;

/// The same text in pieces, for values of any size and for those who may change their mind. False when it was ended.
bool writeJson(vm::Value value, const TakeJson &take);

/// Reads JSON text into a heap. Nothing when the text is not JSON or the heap is full.
std::optional<vm::Value> valueFromJson(vm::Heap &heap, QByteArrayView text);

} // namespace latchkey::runs
